import { textFilter } from '../../../shared/lists/filters';
import { asObject } from '../../../shared/records';
import { createdFilters, idFilter, statusFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';

/** Lists of opportunities are searches: the plain list is only inferred (contract/vome.md 4.6). */
export const OPPORTUNITIES = {
	path: '/api/opportunities/search/',
	subject: 'opportunities',
	newestBy: 'ordering',
	filters: [
		textFilter(
			'title',
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Food bank',
				description: 'Only opportunities with this text in the title',
			},
			({ title }) => title,
		),
		textFilter(
			'description',
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				placeholder: 'e.g. kitchen',
				description: 'Only opportunities with this text in the description',
			},
			({ description }) => description,
		),
		// The search filters by status, but records do not contain it (contract/vome.md 4.6).
		statusFilter(['Draft', 'Published', 'Unpublished'], {
			default: 1,
			description: 'Only opportunities in this state',
		}),
		idFilter(
			'category.id',
			{
				displayName: 'Category ID',
				name: 'categoryId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
				description: 'Only opportunities of this category; Get Many shows its ID',
			},
			({ category }) => asObject(category).id,
		),
		textFilter(
			'category.title',
			{
				displayName: 'Category Title',
				name: 'categoryTitle',
				type: 'string',
				default: '',
				placeholder: 'e.g. Meals',
				description: 'Only opportunities in categories with this text in the title',
			},
			({ category }) => asObject(category).title,
		),
		...createdFilters,
	],
} satisfies Listing;
