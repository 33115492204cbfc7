import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import {
	completenessOption,
	limitProperties,
	parallelRequestsOption,
	queryParametersOption,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import { outputProperties } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { asObject } from '../../../shared/records';
import { createdAfterFilter, createdBeforeFilter, pageSizeOption } from '../../shared/descriptions';
import type { Filter } from '../../shared/filters';
import { createdFilters, idFilter, plainFilter, statusFilter } from '../../shared/filters';
import { OPPORTUNITY_STATUSES, opportunityShape } from './shape';
import { PATHS } from '../../shared/paths';
import type { Listing } from '../../shared/search';
import { search } from '../../shared/search';
import type { VomeClient } from '../../shared/client';

/** Opportunities, as Get Many and the trigger read them. That there is a plain list is inferred only; the search is not. */
export const OPPORTUNITIES: Listing = {
	path: PATHS.opportunitySearch,
	subject: 'opportunities',
	one: 'an opportunity',
};

/** What opportunities can be filtered by. */
export const opportunityFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Category ID',
			name: 'categoryId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
			description:
				"Only opportunities in this category. The ID is 'category_id' in the output of Get Many.",
		},
		{
			displayName: 'Category Title',
			name: 'categoryTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Meals',
			description:
				'Only opportunities in categories with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		createdAfterFilter,
		createdBeforeFilter,
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. kitchen',
			description:
				'Only opportunities with this description. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Draft', value: 0 },
				{ name: 'Published', value: 1 },
				{ name: 'Unpublished', value: 2 },
			],
			default: 1,
			description:
				'Only opportunities in this state. Vome does not send the state along, so the node cannot check it.',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Food bank',
			description:
				'Only opportunities with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
	],
};

const properties: INodeProperties[] = [
	...limitProperties,
	opportunityFilters,
	...outputProperties('title, category_title'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			completenessOption,
			queryParametersOption,
			{
				displayName: 'Ordering',
				name: 'ordering',
				type: 'options',
				options: [
					{ name: 'Created, Newest First', value: '-created_at' },
					{ name: 'Created, Oldest First', value: 'created_at' },
				],
				default: 'created_at',
				description:
					'Order in which the opportunities come. The oldest first is best for Return All, because new opportunities then come at the end.',
			},
			pageSizeOption,
			parallelRequestsOption,
		],
	},
];

/** Opportunities: Get Many (contract: vome.md 4.6). That there is a plain list is inferred only; the search is not. */
export const getAll: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['opportunity'], operation: ['getAll'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		return await search(client, parameters, {
			...OPPORTUNITIES,
			filters: readOpportunityFilters(parameters),
			orderings: ['created_at', '-created_at'],
			shape: opportunityShape,
		});
	},
};

/** Throws a NodeOperationError for a filter that cannot be. */
export function readOpportunityFilters(parameters: Parameters): Filter[] {
	const text = (key: string, label: string, name: string) =>
		plainFilter(parameters, 'text', key, label, name);
	return [
		text('title', 'Title', 'title'),
		text('description', 'Description', 'description'),
		statusFilter(parameters, OPPORTUNITY_STATUSES),
		idFilter(
			parameters,
			'categoryId',
			'Category ID',
			'category.id',
			({ category }) => asObject(category).id,
		),
		text('categoryTitle', 'Category Title', 'category.title'),
		...createdFilters(parameters),
	];
}
