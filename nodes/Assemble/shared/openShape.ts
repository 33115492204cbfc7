import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { bare, given, isObject, value } from '../../shared/records';

/** Of these fields, those that a record has come first under Simplified. */
const FIRST = [
	'id',
	'display_name',
	'name',
	'full_name',
	'first_name',
	'last_name',
	'title',
	'email',
	'status',
	'type',
];

const MOST_SIMPLIFIED = 10;

/**
 * The output of records of which no field is documented (contract/assemble.md 5). `method` of the
 * node lists the fields that come.
 */
export const openShape = (method: string): RecordShape => ({
	simplify,
	flatten: (record) => flatten(record, JSON.stringify),
	open: { loadOptionsMethod: method },
});

/** The plain fields at the top, ten at most. */
function simplify(record: IDataObject): IDataObject {
	const plain = Object.entries(record).filter(([, found]) => isScalar(found));
	const first = FIRST.flatMap((name) => plain.filter(([key]) => key === name));
	const others = plain.filter(([key]) => !FIRST.includes(key));
	return Object.fromEntries([...first, ...others].slice(0, MOST_SIMPLIFIED));
}

/** What counts when records are compared: as in the output, with anything deeper as it is. */
export const comparable = (record: IDataObject): IDataObject => flatten(record, given);

/** An object by its name beside `..._id`, a list as a list of those, anything deeper by `readDeep`. */
function flatten(record: IDataObject, readDeep: (inner: unknown) => GenericValue): IDataObject {
	const flattened = (raw: unknown): GenericValue => {
		const inner = bare(raw);
		if (isScalar(inner)) return value(inner);
		return (isObject(inner) ? nameIn(inner) : undefined) ?? readDeep(inner);
	};
	const flat = new Map<string, GenericValue>();
	for (const [key, raw] of Object.entries(record)) {
		const inner = bare(raw);
		flat.set(key, Array.isArray(inner) ? inner.map(flattened) : flattened(inner));
		const idKey = `${key}_id`;
		const id = isObject(inner) ? inner.id : undefined;
		if (id !== undefined && isScalar(id) && !Object.hasOwn(record, idKey)) {
			flat.set(idKey, value(id));
		}
	}
	return Object.fromEntries(flat);
}

/** What an object is called, if it says so in one of the usual ways. */
export function nameIn({ display_name, name, title }: IDataObject): string | undefined {
	return [display_name, name, title].find(
		(text): text is string => typeof text === 'string' && text.trim() !== '',
	);
}

function isScalar(found: unknown): boolean {
	return found === null || typeof found !== 'object';
}

/** What a person is called in a list to pick from: the name, else the email, else the ID. */
export function labelIn(record: IDataObject): string {
	const { first_name, last_name, email, id } = record;
	const isText = (part: unknown) => typeof part === 'string' && part.trim() !== '';
	const names = [first_name, last_name].filter(isText).join(' ');
	return nameIn(record) ?? ([names, email].find(isText) as string | undefined) ?? String(id);
}
