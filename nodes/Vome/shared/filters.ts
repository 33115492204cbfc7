import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../shared/form/parameters';
import { code } from './codes';
import { readIdFilter } from './identifiers';

/** A filter of a search, as it was read from the form. */
export interface Filter {
	label: string;
	/** Its name in the query. */
	parameter: string;
	/** What is sent; '' where the filter is not set. */
	value: string;
	/**
	 * Whether a record may be among those that were asked for. Given where the meaning of the filter
	 * is beyond doubt, which those of texts and days of shifts are not (vome.md section 7, no. 14 and 19).
	 */
	allows?: (record: IDataObject) => boolean;
}

type Read = (record: IDataObject) => unknown;

/** No way to compare times makes those match that are further apart, in ms. */
const DAY = 24 * 60 * 60_000;

/**
 * A filter that only Vome can apply: by text, whose way to compare is not documented, or by day, whose
 * time zone is not documented. Throws a NodeOperationError if an expression gives nothing that fits.
 */
export function plainFilter(
	parameters: Parameters,
	kind: 'text' | 'date',
	key: string,
	label: string,
	parameter: string,
): Filter {
	const read = kind === 'text' ? 'filter' : 'date';
	return { label, parameter, value: parameters[read](`filters.${key}`, label) };
}

/**
 * A filter by the exact time that `read` finds in a record. How exact Vome takes it is not documented,
 * so only a time that is far off tells that Vome ignores it. Throws a NodeOperationError if it is none.
 */
export function timeFilter(
	parameters: Parameters,
	key: string,
	label: string,
	parameter: string,
	read: Read,
): Filter {
	const value = parameters.time(`filters.${key}`, label);
	const isNear = (found: unknown) =>
		found !== null && !(Math.abs(Date.parse(String(found)) - Date.parse(value)) > DAY);
	return { label, parameter, value, allows: (record) => isNear(read(record)) };
}

/** A filter by the ID that `read` finds in a record. Throws a NodeOperationError if it is none. */
export function idFilter(
	parameters: Parameters,
	key: string,
	label: string,
	parameter: string,
	read: Read,
): Filter {
	const value = readIdFilter(parameters, `filters.${key}`, label);
	return {
		label,
		parameter,
		value,
		allows: (record) => {
			const id = read(record);
			return typeof id !== 'string' || id.toLowerCase() === value;
		},
	};
}

/** A filter by a status with these labels; `read` finds it in a record that has it. */
export function statusFilter(
	parameters: Parameters,
	labels: readonly string[],
	read?: Read,
): Filter {
	const status = parameters.code('filters.status', 'Status', labels);
	const allows = (found: unknown) => typeof found !== 'number' || found === status;
	return {
		label: 'Status',
		parameter: 'status',
		value: status === undefined ? '' : String(status),
		allows: read && ((record) => allows(code(read(record)))),
	};
}

/** 'Created After' and 'Created Before', which every search has (contract: vome.md 4.3, 4.5, 4.6). */
export function createdFilters(parameters: Parameters): Filter[] {
	const after = parameters.time('filters.createdAfter', 'Created After');
	const before = parameters.time('filters.createdBefore', 'Created Before');
	// Not a number, for a time that cannot be read, is neither smaller nor greater.
	const created = (record: IDataObject) => Date.parse(String(record.created_at));
	return [
		{
			label: 'Created After',
			parameter: 'created_at.gte',
			value: after,
			allows: (record) => !(created(record) < Date.parse(after)),
		},
		{
			label: 'Created Before',
			parameter: 'created_at.lte',
			value: before,
			allows: (record) => !(created(record) > Date.parse(before)),
		},
	];
}

/** The part of the query that the filters make up; none of those that are not set. */
export function toQuery(filters: readonly Filter[]): Record<string, string> {
	return Object.fromEntries(
		filters.filter(({ value }) => value !== '').map(({ parameter, value }) => [parameter, value]),
	);
}

/**
 * Turns records into output with `map`, and makes sure of each that the filters allow it: a server
 * that does not know a filter may send everything, as if all of it matched (vome.md section 7, no.
 * 14). Throws a NodeOperationError about the filter. `what` is a record, as in "a shift".
 */
export function filtered<T>(
	parameters: Parameters,
	filters: readonly Filter[],
	what: string,
	map: (record: IDataObject) => T,
): (record: IDataObject) => T {
	const checked = filters.filter(({ value, allows }) => value !== '' && allows !== undefined);
	return (record) => {
		const ignored = checked.find(({ allows }) => allows?.(record) === false);
		if (ignored === undefined) return map(record);
		throw parameters.fail(
			`Vome seems to ignore the filter '${ignored.label}': it sent ${what} that does not match`,
			`Nothing was returned, so that no wrong record gets in. Remove '${ignored.label}' from Filters, and keep the records that you want with a Filter node after this one.`,
		);
	};
}
