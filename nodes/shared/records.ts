import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Whether this is a record: an object with an id. */
export function isRecord(value: unknown): value is IDataObject {
	if (!isObject(value)) return false;
	const { id } = value;
	return (typeof id === 'string' && id !== '') || typeof id === 'number';
}

/** Whether this is a list of records only. */
export function isRecords(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isRecord);
}

/** Whether this is an object, neither null nor a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else {}. */
export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** The objects in a list; [] if it is no list. */
export function asObjects(value: unknown): IDataObject[] {
	if (!Array.isArray(value)) return [];
	// Nearly always all are objects; copying each list of each record would cost time.
	return value.every(isObject) ? value : value.filter(isObject);
}

/** Unwraps an envelope that holds only `data`; returns anything else unchanged. */
export function bare(value: unknown): unknown {
	return isWrapped(value) ? value.data : value;
}

/** Whether this is an envelope that holds only `data`. */
export function isWrapped(value: unknown): value is { data: unknown } {
	return isObject(value) && 'data' in value && Object.keys(value).length === 1;
}

/** A value in a record; undefined if it is missing there. */
export function given(raw: unknown): GenericValue {
	return raw as GenericValue;
}

/** What `read` makes of a value; undefined if it is missing. */
export function ifGiven<R, T>(raw: R, read: (raw: R) => T): T | undefined {
	return raw === undefined ? undefined : read(raw);
}

/** A field of an object in a record; undefined if one of them is missing, null if there is no object. */
export function within(object: unknown, field: string): GenericValue {
	return ifGiven(object, () => (isObject(object) ? given(object[field]) : null));
}

/** The value; null if it is missing. */
export function value(raw: unknown): GenericValue {
	return (raw ?? null) as GenericValue;
}

/** Text, a number or a yes or no as trimmed text; '' for anything else. */
export function plainText(raw: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof raw) ? String(raw).trim() : '';
}

/** A count, also as digits; null if there is none; undefined for anything else. */
export function readCount(count: unknown): number | null | undefined {
	if (count === undefined || count === null) return null;
	const number = typeof count === 'string' && count.trim() !== '' ? Number(count) : count;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
		? number
		: undefined;
}
