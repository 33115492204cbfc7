// Lists as charities have them, mapped automatically: what must be sent, and what is told.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { VomeBench } from '../support/vomeBench.mts';

interface List {
	name: string;
	csv?: string;
	items?: IDataObject[];
	/** By column; null: the row is refused. */
	expect: Array<Record<string, unknown> | null>;
	notSent?: string[];
	/** Columns that may be sent or not. */
	free?: string[];
}

const lists = ['lists-of-people.json', 'more-lists-of-people.json'].flatMap((file) => {
	const text = readFileSync(path.join(__dirname, '../fixtures', file), 'utf8');
	return (JSON.parse(text) as { lists: List[] }).lists;
});

/** The custom fields of the account, by their types. */
const FIELDS: Array<[name: string, type: number, choices?: string[]]> = [
	['CRM id', 9],
	['T-shirt size', 2, ['S', 'M', 'L', 'XL']],
	[
		'Available on',
		3,
		['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
	],
	['Has a car', 10],
	['Notes', 0],
	['Member since', 12],
	['DBS checked at', 4],
	['Hours per week', 1],
	['Website', 7],
	['Second email', 5],
	['Languages', 3, ['English', 'French']],
];

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 1, shifts: 0, reservations: 0 });
});
beforeEach(() => {
	bench.sandbox.reset();
	const { vome } = bench.sandbox;
	const fields = FIELDS.map(([name, field_type, choices], index) => ({
		id: `00000000-0000-4000-8000-0000000000${10 + index}`,
		name,
		field_type,
		is_active: true,
		options: choices?.map((value, order) => ({ id: `${index}-${order}`, value, order })),
	}));
	vome.customFields.splice(0, Infinity, ...fields);
	const [profile] = vome.profiles;
	if (profile === undefined) throw new Error('no profile');
	profile.profile_details.email = 'eduardo@example.org';
	profile.custom_fields = fields.map((custom_field) => ({
		id: custom_field.id,
		custom_field,
		custom_field_value: null,
	}));
});
afterAll(async () => await bench.stop());

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

interface Sent {
	[group: string]: IDataObject;
}

/** What was sent, by column and by the name of the custom field. */
function columnsOf(person: Sent): IDataObject {
	const { profile_data, occupation_info, medical_information, emergency_contact = {} } = person;
	const { description, ...medical } = medical_information ?? {};
	const entries = (person.custom_field_data ?? []) as unknown as IDataObject[];
	const custom: IDataObject = {};
	for (const { custom_field_name: name, custom_field_user_value: value } of entries) {
		custom[String(name)] = isYesNo(value) ? value === 'true' : value;
	}
	const contact = Object.entries(emergency_contact).map(([name, value]) => [
		`emergency_contact_${name}`,
		value,
	]);
	return {
		...profile_data,
		...occupation_info,
		...(Object.fromEntries(contact) as IDataObject),
		...medical,
		...(description !== undefined && { medical_description: description }),
		...(entries.length > 0 && { custom }),
	};
}

const isYesNo = (value: unknown) => value === 'true' || value === 'false';

async function upsert(input: IDataObject[], options: IDataObject = {}, matchBy = 'email') {
	const columns = {
		mappingMode: 'autoMapInputData',
		value: null,
		matchingColumns: [matchBy],
		schema: [],
	} as unknown as INodeParameters;
	return await bench.vome(
		{ operation: 'upsert', columns, options: options as INodeParameters },
		{ input, onError: 'continueRegularOutput' },
	);
}

const sent = () =>
	bench.sandbox.requests
		.filter(({ method }) => method !== 'GET')
		.flatMap(({ body }) => (body as { users_data: Sent[] }).users_data.map(columnsOf));

const without = (columns: string[] | undefined, row: IDataObject) =>
	Object.fromEntries(Object.entries(row).filter(([name]) => !columns?.includes(name)));

describe.each(lists)('$name', (list) => {
	const input = list.items ?? readCsv(list.csv ?? '');
	const good = list.expect.filter((row) => row !== null);

	it('is sent as it is meant', async () => {
		const { items, hints } = await upsert(input);
		expect(sent().map((row) => without(list.free, row))).toEqual(good);
		const refused = items.filter(({ json }) => 'error' in json);
		expect(refused).toHaveLength(list.expect.length - good.length);
		const hint = hints.map(({ message }) => message).join(' ');
		for (const heading of list.notSent ?? []) expect(hint).toMatch(new RegExp(`\\b${heading}\\b`));
	});

	it('is previewed so, and nothing is sent', async () => {
		const { items } = await upsert(input, { preview: true });
		expect(sent()).toEqual([]);
		expect(items.map(({ json }) => json.valid)).toEqual(list.expect.map((row) => row !== null));
		const rows = items.filter(({ json }) => json.valid).map(({ json }) => json.send as IDataObject);
		const shown = rows.map(({ custom_fields: custom, ...row }) => ({
			...without(list.free, row),
			...(custom !== undefined && { custom }),
		}));
		const text = JSON.stringify(shown, (_, value: unknown) =>
			isYesNo(value) ? value === 'true' : value,
		);
		expect(JSON.parse(text)).toEqual(good);
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
