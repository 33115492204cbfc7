// Stand-ins for n8n's Convert to File and Extract from File, as far as CSV and XLSX go. They do to rows
// what the real ones do, whatever it is: test/e2e/thereAndBack.test.mts compares them.
import type { IDataObject, INodeType } from 'n8n-workflow';

import { describe } from './nodeDescriptions.mts';

export type FileFormat = 'csv' | 'xlsx';

const BYTE_ORDER_MARK = '\ufeff';

/** Names of nested values are joined with dots, and empty lists and objects vanish. */
function flattened(data: IDataObject): IDataObject {
	const flat: IDataObject = {};
	for (const [key, value] of Object.entries(data)) {
		if (value instanceof Date) flat[key] = value.toString();
		else if (value === null || typeof value !== 'object') flat[key] = value;
		else {
			for (const [inner, leaf] of Object.entries(flattened(value as IDataObject))) {
				flat[`${key}.${inner}`] = leaf;
			}
		}
	}
	return flat;
}

/** As a spreadsheet shows a number in a cell without a format: in 11 characters. */
function shown(value: number): string {
	const size = Math.abs(value);
	if (size !== 0 && (size >= 1e11 || size < 1e-9)) {
		const [digits, power = ''] = value.toExponential(5).split('e');
		return `${Number(digits)}E${power.replace(/^([-+])(\d)$/, '$10$2')}`;
	}
	if (size >= 1e10) return String(Math.trunc(value));
	return String(Number(size < 1 ? value.toFixed(9) : value.toPrecision(10)));
}

function inCsv(value: unknown): string {
	if (typeof value === 'number') return shown(value);
	if (typeof value === 'boolean') return String(value).toUpperCase();
	return typeof value === 'string' ? value : '';
}

function writeCsv(lines: unknown[][]): string {
	const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return (
		BYTE_ORDER_MARK +
		lines.map((line) => line.map((cell) => quoted(inCsv(cell))).join(',')).join('\n')
	);
}

/** The mark stays in the first name unless it is left out on demand. */
function readCsv(file: string, isMarkOut: boolean): string[][] {
	const text = isMarkOut && file.startsWith(BYTE_ORDER_MARK) ? file.slice(1) : file;
	if (text.startsWith(`${BYTE_ORDER_MARK}"`)) throw new Error('Invalid Opening Quote');
	const lines: string[][] = [[]];
	const cells = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/gy;
	for (let at = 0; at <= text.length;) {
		cells.lastIndex = at;
		const [all = '', quoted, plain = '', end] = cells.exec(text) ?? [];
		if (end === undefined) throw new Error('Invalid Closing Quote');
		lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		at += all.length;
		if (end === '\n') lines.push([]);
		if (end === '') break;
	}
	return lines.filter((line) => line.length > 1 || line[0] !== '');
}

/** What is lost of a text on its way through the XML of an XLSX file. */
function throughXml(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (value.length > 32_767) throw new Error('Text length must not exceed 32767 characters');
	return value.replaceAll('\r\n', '\n').replaceAll('&amp;', '&').replaceAll('_x000D_', '\r');
}

/** The content of a file with these rows. That of an XLSX file is only as good as one. */
export function toFile(rows: readonly IDataObject[], format: FileFormat): Buffer {
	const flat = rows.map(flattened);
	const names = [...new Set(flat.flatMap(Object.keys))];
	const lines = [names, ...flat.map((row) => names.map((name) => row[name] ?? null))];
	return Buffer.from(
		format === 'csv' ? writeCsv(lines) : JSON.stringify(lines.map((line) => line.map(throughXml))),
	);
}

/** The rows of such a file. A cell with nothing in it is no key. */
export function fromFile(
	file: Buffer,
	format: FileFormat,
	{ isMarkOut = false } = {},
): IDataObject[] {
	const [names = [], ...lines] =
		format === 'csv'
			? readCsv(file.toString(), isMarkOut)
			: (JSON.parse(file.toString()) as unknown[][]);
	const isNothing = (cell: unknown) => cell === null || (format === 'csv' && cell === '');
	const rows = lines.map((line) => {
		const cells = line.map((cell, index) => [String(names[index]), cell] as const);
		return Object.fromEntries(cells.filter(([, cell]) => !isNothing(cell))) as IDataObject;
	});
	return format === 'csv' ? rows : rows.filter((row) => Object.keys(row).length > 0);
}

const operation = {
	displayName: 'Operation',
	name: 'operation',
	type: 'string',
	default: '',
} as const;
const field = (name: string) =>
	({ displayName: 'Field', name, type: 'string', default: 'data' }) as const;

function formatOf(name: unknown): FileFormat {
	if (name !== 'csv' && name !== 'xlsx') throw new Error(`No stand-in for ${String(name)}`);
	return name;
}

export const convertToFile: INodeType = {
	description: describe('convertToFile', 1.1, {
		properties: [
			operation,
			field('binaryPropertyName'),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [{ displayName: 'File Name', name: 'fileName', type: 'string', default: '' }],
			},
		],
	}),
	async execute() {
		const format = formatOf(this.getNodeParameter('operation', 0));
		const binary = await this.helpers.prepareBinaryData(
			toFile(
				this.getInputData().map(({ json }) => json),
				format,
			),
			this.getNodeParameter('options.fileName', 0, `File.${format}`) as string,
		);
		const name = this.getNodeParameter('binaryPropertyName', 0);
		return [[{ json: {}, binary: { [name]: binary } }]];
	},
};

export const extractFromFile: INodeType = {
	description: describe('extractFromFile', 1.1, {
		properties: [
			operation,
			field('binaryPropertyName'),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [{ displayName: 'BOM', name: 'enableBOM', type: 'boolean', default: false }],
			},
		],
	}),
	async execute() {
		const format = formatOf(this.getNodeParameter('operation', 0));
		const name = this.getNodeParameter('binaryPropertyName', 0);
		const file = await this.helpers.getBinaryDataBuffer(0, name);
		const isMarkOut = this.getNodeParameter('options.enableBOM', 0, false) as boolean;
		return [
			fromFile(file, format, { isMarkOut }).map((json) => ({ json, pairedItem: { item: 0 } })),
		];
	},
};
