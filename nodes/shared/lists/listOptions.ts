import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';
import { byLabel } from '../form/sorting';
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

/** Page Size is not here, since its range differs per service. */
const completenessOption: INodeProperties = {
	displayName: 'Completeness',
	name: 'completeness',
	type: 'options',
	options: [
		{
			name: 'Standard',
			value: 'standard',
			description: 'Reads again when the list visibly changed while it was read',
		},
		{
			name: 'Strict',
			value: 'strict',
			description: 'Reads until two whole readings in a row agree, which takes twice as long',
		},
	],
	default: 'standard',
	description: 'How hard to make sure that no record is missing when Return All is on',
};

const queryParametersOption: INodeProperties = {
	displayName: 'Extra Query Parameters',
	name: 'queryParameters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Parameter',
	default: {},
	description:
		'Filters that the documentation of the service does not list. They are sent as they are, and the service decides what they do.',
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
					description: 'Name of the query parameter',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
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
	description:
		'Most pages to fetch at the same time. The node starts low, speeds up while the server keeps up, and slows down when it asks for that. Lower it if you run into rate limits.',
};

/** The 'Options' collection, sorted by label. */
export const optionsProperty = (
	options: INodeProperties[],
	description?: string,
): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	...(description === undefined ? {} : { description }),
	options: [...options].sort(byLabel),
});

/** The options of Get Many: those of every list, and `own`. */
export const getManyOptions = (...own: INodeProperties[]): INodeProperties =>
	optionsProperty([completenessOption, queryParametersOption, parallelRequestsOption, ...own]);

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

/** Reads 'Return All', 'Limit' and the paging options. Throws a NodeOperationError. */
export function readListOptions(parameters: Parameters): ListOptions {
	const returnAll = parameters.boolean('returnAll');
	return {
		limit: returnAll ? Infinity : parameters.integer('limit'),
		...readPagingOptions(parameters),
		completeness: returnAll ? parameters.choice('options.completeness') : 'standard',
	};
}

/** Reads 'Page Size' and 'Parallel Requests'. Throws a NodeOperationError. */
export function readPagingOptions(
	parameters: Parameters,
): Pick<ListOptions, 'pageSize' | 'parallel'> {
	return {
		pageSize: parameters.integer('options.pageSize'),
		parallel: parameters.integer('options.parallelRequests'),
	};
}

const PAGING = "The node does the paging. Use 'Limit' and 'Page Size' instead.";

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
	const rows = parameters.raw(`${option}.parameter`) ?? [];
	if (!Array.isArray(rows))
		throw parameters.refuse(option, 'must be a list of names and values', rows);

	const query = new Map<string, string | string[]>(Object.entries(filters));
	for (const row of rows as unknown[]) {
		const { name, value } = (row ?? {}) as { name?: unknown; value?: unknown };
		if (typeof name !== 'string' || name.trim() === '') {
			throw parameters.refuse(option, 'holds a parameter without a name');
		}
		const key = name.trim();
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
		if (value !== null && typeof value === 'object') {
			throw parameters.refuse(option, `must have text or a number as the value of '${key}'`, value);
		}
		const text = String(value ?? '');
		const sent = query.get(key);
		query.set(key, sent === undefined ? text : [...(Array.isArray(sent) ? sent : [sent]), text]);
	}
	return Object.fromEntries(query);
}
