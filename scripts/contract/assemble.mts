// What docs/contract/assemble.md says, read from its tables.
import type { Section } from '../docs/page.mts';
import { DocPage, jsonAfter, tablesIn } from '../docs/page.mts';

export const PAGE = 'docs/contract/assemble.md';

/** A parameter or a field. What is undefined is not known. */
export interface Field {
	name: string;
	/** The heading it is under. */
	place: string;
	type?: string;
	isNullable: boolean;
	isRequired: boolean;
	allowed: string[];
	default?: string;
	minimum?: number;
	maximum?: number;
	inBody?: boolean;
	inAnswer: boolean;
	/** It may be missing where it is not stated. */
	isInferred: boolean;
	/** Of an object, or of each object of an array. */
	fields?: Field[];
}

export interface Operation {
	/** More than one if it is not known which; the first is the one that the node sends first. */
	methods: string[];
	/** Below the API's base, without a slash at its end. */
	path: string;
	isListing: boolean;
	authorization?: string[];
	query: Field[];
	/** Of the object that comes and goes, without what is around it. */
	fields: Field[];
}

export interface Resource {
	/** The first part of the paths. */
	segment: string;
	place: string;
	operations: Operation[];
}

export interface Login {
	path: string;
	body: Field[];
	answer: Field[];
}

export interface Contract {
	base: string;
	resources: Resource[];
	logins: Login[];
	/** What is around the record, or the records, of an answer. */
	envelope: (isListing: boolean) => Field[];
	scopes: string[];
	accept: string;
	mediaType: string;
	errors: string[];
}

const SCALARS = ['string', 'integer', 'number', 'boolean', 'object'];

const SAMPLE = 'Response block, the same on every listing';

const METHOD_AND_PATH = 'method and path (`inferred`)';

type Row = Record<string, string>;

type Objects = Map<string, Field[]>;

/** Throws an Error that says what is missing, if the page has lost something. */
export function readContract(): Contract {
	const page = new Page();
	const objects = readObjects(page);
	const facts = new Map(page.rows('1', 'item', 'value').map(({ item, value }) => [item, value]));
	const fact = (item: string) =>
		present(codesIn(facts.get(item) ?? '')[0], `${item} in the table under 1`);
	const scopes = page.section('2.3').lines.join(' ');
	const sample = present(jsonAfter(page.section('3.3'), SAMPLE), 'the sample under 3.3').json;
	const meta = toSampleFields(sample, '3.3').filter(({ name }) => name === 'meta');
	return {
		base: fact('Base URL').replace(/^https:\/\/[^/]+/, ''),
		resources: readResources(page, objects),
		logins: readLogins(page),
		envelope: (isListing) => [
			fieldOf('data', '3.1', isListing ? 'array' : 'object'),
			...(isListing ? meta : []),
		],
		scopes: codesIn(
			present(/Scopes, complete list[^:]*:([^.]*)\./.exec(scopes)?.[1], 'the scopes'),
		),
		accept: fact('`Accept`'),
		mediaType: fact('Response type'),
		errors: page.rows('3.2', 'status').flatMap(({ status = '' }) => /^\d+$/.exec(status) ?? []),
	};
}

class Page {
	private readonly page = new DocPage(PAGE);

	section(place: string): Section {
		const numberOf = ({ title }: Section) => /^\d+(\.\d+)?/.exec(title)?.[0];
		const found = this.page.sections.find((section) => numberOf(section) === place);
		return present(found, `the heading ${place}`);
	}

	/** The tables under a heading whose columns begin with these, their cells by column. */
	tables(place: string, ...columns: string[]): Row[][] {
		return tablesIn(this.section(place), ...columns).map(({ header, rows }) =>
			rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index] ?? '', cell]))),
		);
	}

	rows(place: string, ...columns: string[]): Row[] {
		const [rows] = this.tables(place, ...columns);
		return present(rows, `a table of ${columns.join(', ')} under ${place}`);
	}
}

function readObjects(page: Page): Objects {
	const objects: Objects = new Map();
	for (const place of ['4.3', '5.3']) {
		const tables = [...page.tables(place, 'field'), ...page.tables(place, 'object', 'field')];
		for (const row of tables.flat()) {
			const { object = 'RoleProfile' } = row;
			const fields = toFields(row, place, objects);
			objects.set(object, [...(objects.get(object) ?? []), ...fields]);
		}
	}
	return objects;
}

function readResources(page: Page, objects: Objects): Resource[] {
	const resources: Resource[] = [];
	for (const place of ['4', '5']) {
		const rows = page.tables(place).find(([row]) => row?.[METHOD_AND_PATH] !== undefined);
		for (const row of present(rows, `a table of paths under ${place}`)) {
			const operation = toOperation(row, objects);
			const segment = operation.path.split('/')[1] ?? '';
			if (operation.methods.includes('GET')) {
				operation.query = readQuery(page, place, segment, operation.isListing);
			}
			const resource = resources.find((other) => other.segment === segment);
			if (resource === undefined) resources.push({ segment, place, operations: [operation] });
			else resource.operations.push(operation);
		}
	}
	// Not each row names the object: that of a delete does not.
	for (const { operations } of resources) {
		const known = operations.find(({ fields }) => fields.length > 0)?.fields ?? [];
		for (const operation of operations) operation.fields = known;
	}
	return resources;
}

function readQuery(page: Page, place: string, segment: string, isListing: boolean): Field[] {
	const isRoleProfiles = place === '4';
	const fieldsIn = (rows: Row[], at: string) => rows.flatMap((row) => toFields(row, at));
	if (!isListing) {
		const values = page.rows('4.2', 'value').flatMap(({ value = '' }) => codesIn(value));
		return isRoleProfiles ? [{ ...fieldOf('include', '4.2', 'string'), allowed: values }] : [];
	}
	const others = page.rows('5.2', 'listing').filter(({ listing }) => listing === segment);
	return [
		...(isRoleProfiles ? fieldsIn(page.rows('4.1', 'name'), '4.1') : fieldsIn(others, '5.2')),
		...fieldsIn(page.rows('3.3', 'name'), 'U10').map((field) => ({ ...field, isInferred: true })),
	];
}

/** A step has the table of its body, and then that of its answer. */
function readLogins(page: Page): Login[] {
	const { lines } = page.section('2.1');
	const paths = lines.flatMap((line) => /^\*\*Step \d.*`POST (\S+)`/.exec(line)?.[1] ?? []);
	const bodies = page.tables('2.1', 'body field');
	const answers = page.tables('2.1', 'field');
	const fieldsIn = (rows: Row[] = []) => rows.flatMap((row) => toFields(row, '2.1'));
	return paths.map((path, step) => ({
		path: path.replace(/\/$/, ''),
		body: fieldsIn(bodies[step]),
		answer: fieldsIn(answers[step]),
	}));
}

function toOperation(row: Row, objects: Objects): Operation {
	const codes = codesIn(row[METHOD_AND_PATH] ?? '');
	const [method = '', path = ''] = codes.at(-1)?.split(' ') ?? [];
	const { answer = '', 'authorization listed': listed = '' } = row;
	const isListing = answer.includes('array of');
	return {
		methods: [...codes.slice(0, -1), method],
		path,
		isListing,
		authorization: listed === '' ? undefined : listed === 'none listed' ? [] : [listed],
		query: [],
		fields: objects.get(/`data` (?:array of )?(\w+)/.exec(answer)?.[1] ?? '') ?? [],
	};
}

/** A row may name several. */
function toFields(row: Row, place: string, objects?: Objects): Field[] {
	const type = (row.type ?? '').replaceAll('*', '');
	const [, list, name = ''] = /^(array of )?(\w*)/.exec(type) ?? [];
	const isScalar = SCALARS.includes(name);
	const isObject = /^[A-Z]/.test(name);
	const inBody = (row['in body'] ?? 'yes').replaceAll('*', '');
	const [, minimum, maximum] = /^(\d+) to (\d+)$/.exec(row.allowed ?? '') ?? [];
	return codesIn(row.name ?? row.field ?? row['body field'] ?? '').map((field) => ({
		...fieldOf(field, place, list ? 'array' : isObject ? 'object' : isScalar ? name : undefined),
		isNullable: /\bnull(able)?\b/.test(type),
		isRequired: /\brequired\b/.test(type) || /^yes/.test(row.required ?? ''),
		allowed: codesIn(row.allowed ?? ''),
		default: codesIn(row.default ?? '')[0],
		minimum: minimum === undefined ? undefined : Number(minimum),
		maximum: maximum === undefined ? undefined : Number(maximum),
		inBody: inBody === '' ? undefined : inBody !== 'no',
		inAnswer: inBody !== 'only',
		// Read late, since an object may be described below the one that has it.
		get fields() {
			return isObject ? present(objects?.get(name), `the object ${name}`) : undefined;
		},
	}));
}

/** The sample has the word "string" for each value, and `data` without its rows. */
function toSampleFields(sample: unknown, place: string): Field[] {
	return Object.entries(sample as Record<string, unknown>).map(([name, value]) =>
		typeof value === 'string'
			? fieldOf(name, place, value)
			: { ...fieldOf(name, place, 'object'), fields: toSampleFields(value, place) },
	);
}

function fieldOf(name: string, place: string, type?: string): Field {
	return {
		name,
		place,
		type,
		isNullable: false,
		isRequired: false,
		allowed: [],
		inBody: true,
		inAnswer: true,
		isInferred: false,
	};
}

function codesIn(cell: string): string[] {
	return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function present<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`${PAGE} has lost ${what}`);
	return value;
}
