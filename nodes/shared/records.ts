import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Whether this is an object of a service: one with an id. */
export function isRecord(value: unknown): value is IDataObject {
	if (!isObject(value)) return false;
	const { id } = value;
	return (typeof id === 'string' && id !== '') || typeof id === 'number';
}

/** Whether this is a list of nothing but such objects. */
export function isRecords(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isRecord);
}

/** Whether this is an object, and neither null nor a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else an empty one. */
export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** The objects of a list; none if it is no list. */
export function asObjects(value: unknown): IDataObject[] {
	if (!Array.isArray(value)) return [];
	// Nearly always they are all objects, and a copy of each list of each record would cost time.
	return value.every(isObject) ? value : value.filter(isObject);
}

/** The value out of an envelope that holds nothing but `data`; the value itself if it is in none. */
export function bare(value: unknown): unknown {
	return isWrapped(value) ? value.data : value;
}

/** Whether this is an envelope that holds nothing but `data`. */
export function isWrapped(value: unknown): value is { data: unknown } {
	return isObject(value) && 'data' in value && Object.keys(value).length === 1;
}

/** What a field holds; null where it is missing. */
export function value(raw: unknown): GenericValue {
	return (raw ?? null) as GenericValue;
}

/** A count as a number or as digits; null where there is none; undefined for anything else. */
export function readCount(count: unknown): number | null | undefined {
	if (count === undefined || count === null) return null;
	const number = typeof count === 'string' && count.trim() !== '' ? Number(count) : count;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
		? number
		: undefined;
}
