import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Parameters } from '../../shared/form/parameters';
import { slowLoadNotice } from '../../shared/lists/listSearch';
import { MAX_PAGE_SIZE, PAGE_SIZE } from './client';

export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'Email and Password (JWT)',
			value: 'jwt',
			description: 'As a user who logs in, or with a token of theirs',
		},
		{
			name: 'OAuth2',
			value: 'oAuth2',
			description: 'Best for workflows that run unattended',
		},
	],
	default: 'jwt',
	description: 'How n8n logs in to Assemble',
};

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_PAGE_SIZE },
	default: PAGE_SIZE,
	description: 'How many records to ask for in one request',
};

/**
 * A field to pick a record from the list that `method` returns, or to name it by ID. A filter by
 * several of them takes several IDs.
 */
export const recordLocator = (
	{ displayName, name }: Pick<INodeProperties, 'displayName' | 'name'>,
	method: string,
	what: string,
	isSeveral = false,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Select ${what}...`,
			typeOptions: { searchListMethod: method, searchable: true, slowLoadNotice },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: isSeveral ? 'e.g. 3,8,12' : 'e.g. 123',
			validation: [
				{
					type: 'regex',
					properties: isSeveral
						? {
								regex: '^\\s*[0-9]+(\\s*,\\s*[0-9]+)*\\s*$',
								errorMessage: 'IDs are whole numbers, with commas between them',
							}
						: { regex: '^\\s*[0-9]+\\s*$', errorMessage: 'An ID is a whole number' },
				},
			],
		},
	],
});

export const YES_NO = [
	{ name: 'No', value: 'false' },
	{ name: 'Yes', value: 'true' },
];

/** The 'Sort' of Get Many, by what a list of `subject` can be sorted by. */
export const sortProperty = (
	subject: string,
	first: string,
	options: INodePropertyOptions[],
): INodeProperties => ({
	displayName: 'Sort',
	name: 'sort',
	type: 'collection',
	placeholder: 'Add Sort',
	default: {},
	description: `The order in which the ${subject} come`,
	options: [
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options,
			default: first,
			description: 'Field to sort by',
		},
		{
			displayName: 'Sort Direction',
			name: 'sortDirection',
			type: 'options',
			options: [
				{ name: 'Ascending', value: 'a' },
				{ name: 'Descending', value: 'd' },
			],
			default: 'a',
			description: 'Direction to sort in',
		},
	],
});

/** Reads 'Sort' as the query has it (contract/assemble.md 3.4). */
export function readSort(parameters: Parameters): Record<string, string> {
	const by = parameters.optionalChoice('sort.sortBy');
	const direction = parameters.optionalChoice('sort.sortDirection');
	return {
		...(by === undefined ? {} : { s: by }),
		...(direction === undefined ? {} : { o: direction }),
	};
}
