// Lists as charities have them, mapped automatically: what must be sent, and what is told.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import type { Writing } from '../support/peopleBench.mts';
import { isYesNo, PeopleBench } from '../support/peopleBench.mts';

interface List {
	name: string;
	csv?: string;
	items?: IDataObject[];
	/** By column; null: the row is refused. */
	expect: Array<Record<string, unknown> | null>;
	notSent?: string[];
	/** Columns that may be sent or not. */
	free?: string[];
	/** What the message about each refused row holds. */
	says?: Array<string[] | null>;
	/** The whole hint. */
	hint?: string;
	operation?: Writing['operation'];
	options?: IDataObject;
	/** A custom field; default: the email. */
	matchBy?: string;
}

const lists = ['lists-of-people.json', 'more-lists-of-people.json'].flatMap((file) => {
	const text = readFileSync(path.join(__dirname, '../fixtures', file), 'utf8');
	return (JSON.parse(text) as { lists: List[] }).lists;
});

let bench: PeopleBench;
beforeAll(async () => {
	bench = await PeopleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.bench.stop());

/** As n8n's Extract from File reads it by default: texts alone, and no field for an empty cell. */
function readCsv(text: string): IDataObject[] {
	const lines: string[][] = [[]];
	const cells = text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g);
	for (const [, quoted, plain = '', end] of cells) {
		lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
		if (end === '') break;
		if (end === '\n') lines.push([]);
	}
	const [headings = [], ...rows] = lines.filter((line) => line.join('') !== '');
	return rows.map((row) => {
		const filled = headings.flatMap((name, place) => (row[place] ? [[name, row[place]]] : []));
		return Object.fromEntries(filled) as IDataObject;
	});
}

const without = (columns: string[] | undefined, row: IDataObject) =>
	Object.fromEntries(Object.entries(row).filter(([name]) => !columns?.includes(name)));

describe.each(lists)('$name', (list) => {
	const input = list.items ?? readCsv(list.csv ?? '');
	const good = list.expect.filter((row) => row !== null);
	const writing = (options?: IDataObject): Writing => ({
		operation: list.operation ?? 'upsert',
		options: { ...list.options, ...options },
		matchBy: list.matchBy === undefined ? 'email' : bench.columnOf(list.matchBy),
	});

	it('is sent as it is meant', async () => {
		const { items, hint } = await bench.write(input, writing());
		expect(bench.sent.map((row) => without(list.free, row))).toEqual(good);
		const refused = items.filter(({ json }) => 'error' in json);
		expect(refused).toHaveLength(list.expect.length - good.length);
		for (const heading of list.notSent ?? []) expect(hint).toContain(heading);
		if (list.hint !== undefined) expect(hint).toBe(list.hint);
		for (const [row, words] of (list.says ?? []).entries()) {
			for (const word of words ?? []) expect(items[row]?.json.error).toContain(word);
		}
	});

	it('is previewed so, and nothing is sent', async () => {
		const { items } = await bench.write(input, writing({ preview: true }));
		expect(bench.sent).toEqual([]);
		expect(items.map(({ json }) => json.valid)).toEqual(list.expect.map((row) => row !== null));
		const rows = items.filter(({ json }) => json.valid).map(({ json }) => json.send as IDataObject);
		const shown = rows.map(({ custom_fields: custom, ...row }) => ({
			...without(list.free, row),
			...(custom !== undefined && { custom }),
		}));
		const text = JSON.stringify(shown, (_, value: unknown) =>
			isYesNo(value) ? value === 'true' : value,
		);
		// What is sent to empty a field is the column's own.
		const isCleared = list.options?.emptyValues === 'clear';
		if (!isCleared) expect(JSON.parse(text)).toEqual(good);
		for (const { json } of items) {
			expect(Object.keys(json)).toEqual([
				'valid',
				'problems',
				'send',
				'notSent',
				'matchedBy',
				'identifier',
			]);
		}
	});
});
