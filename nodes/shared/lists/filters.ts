import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';
import { byLabel } from '../form/sorting';

export interface Filter {
	form: INodeProperties;
	/** Its name in the API's query. */
	parameter: string;
	/** Reads the value to send; '' if not set. Throws a NodeOperationError; see Parameters. */
	read: (parameters: Parameters, name: string) => string;
	/** Whether a record can match this value. Set only where the filter's meaning is beyond doubt. */
	allows?: (record: IDataObject, value: string) => boolean;
}

export interface SetFilter extends Pick<Filter, 'parameter' | 'allows'> {
	label: string;
	value: string;
}

/** The 'Filters' of a form, sorted by label. */
export const filtersProperty = (filters: readonly Filter[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: filters.map(({ form }) => form).sort(byLabel),
});

/** The filters that are set. Throws a NodeOperationError for an invalid value. */
export function readFilters(parameters: Parameters, filters: readonly Filter[]): SetFilter[] {
	return filters
		.map(({ form: { name, displayName: label }, read, ...filter }) => ({
			...filter,
			label,
			value: read(parameters, `filters.${name}`),
		}))
		.filter(({ value }) => value !== '');
}

/** The filters' part of the query. */
export function toQuery(filters: readonly SetFilter[]): Record<string, string> {
	return Object.fromEntries(filters.map(({ parameter, value }) => [parameter, value]));
}

/** Makes filters of one kind, which records are not checked against. */
export const filtersReadBy =
	(read: Filter['read']) =>
	(parameter: string, form: INodeProperties): Filter => ({ form, parameter, read });

/** A filter by text, which the service compares in its own way. */
export const textFilter = filtersReadBy((parameters, name) => parameters.filter(name));

/**
 * Turns records into output with `map`, and checks each against the filters: a server that does not
 * know a filter may send everything, as if all of it matched (contract/vome.md 7 no. 14). Throws a
 * NodeOperationError about the filter. `one` is a record, as in "a shift".
 */
export function filtered<T>(
	parameters: Parameters,
	filters: readonly SetFilter[],
	{ service, one }: { service: string; one: string },
	map: (record: IDataObject) => T,
): (record: IDataObject) => T {
	const checked = filters.filter(({ allows }) => allows !== undefined);
	if (checked.length === 0) return map;
	return (record) => {
		const ignored = checked.find(({ allows, value }) => allows?.(record, value) === false);
		if (ignored === undefined) return map(record);
		throw parameters.fail(
			`${service} seems to ignore the filter '${ignored.label}': it sent ${one} that does not match`,
			`Nothing was returned, so that no wrong record gets in. Remove '${ignored.label}' from Filters, and keep the records that you want with a Filter node after this one.`,
		);
	};
}
