import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';
import { byLabel } from '../form/labels';
import type { Completeness } from './pagination';

export const limitProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

const completenessOption: INodeProperties = {
	displayName: 'Completeness',
	name: 'completeness',
	type: 'options',
	options: [
		{
			name: 'Standard',
			value: 'standard',
			description: 'Reads again only if the list changed meanwhile',
		},
		{
			name: 'Strict',
			value: 'strict',
			description: 'Reads until two readings agree, which takes twice as long',
		},
	],
	default: 'standard',
	description: 'How to make sure that no record is missing',
	displayOptions: { show: { '/returnAll': [true] } },
};

const queryParametersOption: INodeProperties = {
	displayName: 'Extra Query Parameters',
	name: 'queryParameters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Parameter',
	default: {},
	description: 'Further filters that the service knows, sent as they are',
	options: [
		{
			displayName: 'Parameter',
			name: 'parameter',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. created_date',
					description: 'Name of the query parameter',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2026-02-03',
					description: 'Value of the query parameter',
				},
			],
		},
	],
};

export const parallelRequestsOption: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'parallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10 },
	default: 8,
	description: 'How many pages to fetch at once, at most. Lower it if you run into rate limits.',
};

/** The 'Options' collection, sorted by label. */
export const optionsProperty = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [...options].sort(byLabel),
});

/** The options of Get Many: those of every list, and `own`. */
export const getManyOptions = (...own: INodeProperties[]): INodeProperties =>
	optionsProperty([completenessOption, queryParametersOption, parallelRequestsOption, ...own]);

/** The options of Count. */
export const countOptions: INodeProperties = optionsProperty([queryParametersOption]);

/** The options of a trigger event: those of every list but Completeness, and `own`. */
export const pollOptions = (...own: INodeProperties[]): INodeProperties =>
	optionsProperty([queryParametersOption, parallelRequestsOption, ...own]);

export interface ListOptions {
	/** Infinity for all. */
	limit: number;
	pageSize: number;
	parallel: number;
	completeness: Completeness;
}

/** Reads 'Return All', 'Limit' and the options of a list. Throws a NodeOperationError. */
export function readListOptions(parameters: Parameters, pageSize: number): ListOptions {
	const returnAll = parameters.boolean('returnAll');
	return {
		limit: returnAll ? Infinity : parameters.integer('limit'),
		pageSize,
		parallel: parameters.integer('options.parallelRequests'),
		completeness: returnAll ? parameters.choice('options.completeness') : 'standard',
	};
}

/** The options to read a whole list where the form has none. */
export const wholeList = (pageSize: number, parallel = 8): ListOptions => ({
	limit: Infinity,
	pageSize,
	parallel,
	completeness: 'standard',
});

export const PAGING = 'The node does the paging. Remove the parameter.';

/**
 * Builds a list's query from the set filters and the extra query parameters, whose names may
 * repeat. Throws a NodeOperationError for an extra one without a name, one for paging, or one that
 * a filter already sends, since the server would pick either. `ownNames` has further reserved
 * names, with what to use instead, as a sentence.
 */
export function readQuery(
	parameters: Parameters,
	filters: Record<string, string>,
	ownNames: Record<string, string> = {},
): IDataObject {
	const reserved: Record<string, string> = { page: PAGING, limit: PAGING, ...ownNames };
	const option = 'options.queryParameters';
	const label = parameters.label(option);
	const query = new Map<string, string | string[]>(Object.entries(filters));
	for (const { name: key, value } of parameters.pairs(option, 'parameter')) {
		// n8n silently drops such names, so the list would come without the filter.
		if (!isSafeObjectProperty(key)) {
			throw parameters.refuse(option, 'holds a name that n8n cannot send', key);
		}
		const instead = Object.hasOwn(reserved, key) ? reserved[key] : undefined;
		if (instead !== undefined) {
			throw parameters.fail(`'${label}' must not set '${key}'`, instead);
		}
		if (Object.hasOwn(filters, key)) {
			throw parameters.fail(
				`'${label}' sets '${key}', which a filter of the node already sends`,
				'Remove one of the two.',
			);
		}
		const sent = query.get(key);
		query.set(key, sent === undefined ? value : [...[sent].flat(), value]);
	}
	return Object.fromEntries(query);
}
