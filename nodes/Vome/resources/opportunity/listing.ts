import { textFilter } from '../../../shared/lists/filters';
import { asObject } from '../../../shared/records';
import { createdFilters, idFilter, statusFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';

/** Get Many and the trigger use the search: the plain list is only inferred. */
export const OPPORTUNITIES: Listing = {
	path: '/api/opportunities/search/',
	subject: 'opportunities',
	one: 'an opportunity',
	newestBy: 'ordering',
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
		// The search filters by status, but records do not contain it (contract/vome.md 4.6).
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
