import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';

/** A filter of a list: what the form shows of it, and what becomes of it. */
export interface Filter {
	/** Its part of the form. */
	form: INodeProperties;
	/** Its name in the query of the API. */
	parameter: string;
	/**
	 * Reads what is sent; '' where it is not set. Throws a NodeOperationError for a value that it cannot
	 * have, and where an expression gives nothing: without the filter, the node would return everything.
	 */
	read: (parameters: Parameters, name: string) => string;
	/**
	 * Whether a record may be among those that were asked for with this value. Given where the meaning
	 * of the filter is beyond doubt.
	 */
	allows?: (record: IDataObject, value: string) => boolean;
}

/** A filter that is set. */
export interface SetFilter extends Pick<Filter, 'parameter' | 'allows'> {
	label: string;
	value: string;
}

/** 'Filters' of a form, by name. */
export const filtersProperty = (filters: readonly Filter[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: filters
		.map(({ form }) => form)
		.sort((one, other) => one.displayName.localeCompare(other.displayName)),
});

/** Those of the filters that are set. Throws a NodeOperationError for one that cannot be. */
export function readFilters(parameters: Parameters, filters: readonly Filter[]): SetFilter[] {
	return filters
		.map(({ form: { name, displayName: label }, read, ...filter }) => ({
			...filter,
			label,
			value: read(parameters, `filters.${name}`),
		}))
		.filter(({ value }) => value !== '');
}

/** The part of the query that the filters make up. */
export function toQuery(filters: readonly SetFilter[]): Record<string, string> {
	return Object.fromEntries(filters.map(({ parameter, value }) => [parameter, value]));
}

/** A filter by a text, which the service compares in its own way. */
export const textFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => parameters.filter(name),
});

/**
 * Turns records into output with `map`, and makes sure of each that the filters allow it: a server
 * that does not know a filter may send everything, as if all of it matched (vome.md section 7, no.
 * 14). Throws a NodeOperationError about the filter. `one` is a record, as in "a shift".
 */
export function filtered<T>(
	parameters: Parameters,
	filters: readonly SetFilter[],
	{ service, one }: { service: string; one: string },
	map: (record: IDataObject) => T,
): (record: IDataObject) => T {
	return (record) => {
		const ignored = filters.find(({ allows, value }) => allows?.(record, value) === false);
		if (ignored === undefined) return map(record);
		throw parameters.fail(
			`${service} seems to ignore the filter '${ignored.label}': it sent ${one} that does not match`,
			`Nothing was returned, so that no wrong record gets in. Remove '${ignored.label}' from Filters, and keep the records that you want with a Filter node after this one.`,
		);
	};
}
