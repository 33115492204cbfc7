import { outputProperties } from '../../../shared/form/output';
import { filtersProperty, textFilter } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import { asObject } from '../../../shared/records';
import type { VomeClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { createdFilters, idFilter, statusFilter } from '../../shared/filters';
import type { Listing } from '../../shared/search';
import { search } from '../../shared/search';
import { opportunityShape } from './shape';

/** Opportunities, as Get Many and the trigger read them, by the search: a plain list is inferred only. */
export const OPPORTUNITIES: Listing = {
	path: '/api/opportunities/search/',
	subject: 'opportunities',
	one: 'an opportunity',
	age: 'ordered',
	filters: [
		textFilter('title', {
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Food bank',
			description:
				'Only opportunities with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		textFilter('description', {
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. kitchen',
			description:
				'Only opportunities with this description. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		// The statuses can be searched for, but are in no record (contract: vome.md 4.6).
		statusFilter(['Draft', 'Published', 'Unpublished'], {
			default: 1,
			description:
				'Only opportunities in this state. Vome does not send the state along, so the node cannot check it.',
		}),
		idFilter('category.id', ({ category }) => asObject(category).id, {
			displayName: 'Category ID',
			name: 'categoryId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
			description:
				"Only opportunities in this category. The ID is 'category_id' in the output of Get Many.",
		}),
		textFilter('category.title', {
			displayName: 'Category Title',
			name: 'categoryTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Meals',
			description:
				'Only opportunities in categories with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		...createdFilters,
	],
};

/** Opportunities: Get Many (contract: vome.md 4.6). */
export const getAll: Operation<VomeClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many opportunities',
	description: 'Retrieve a list of opportunities',
	properties: [
		...limitProperties,
		filtersProperty(OPPORTUNITIES.filters),
		...outputProperties('title, category_title'),
		getManyOptions(pageSizeOption, {
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
		}),
	],

	async execute(client, parameters) {
		return await search(client, parameters, OPPORTUNITIES, opportunityShape);
	},
};
