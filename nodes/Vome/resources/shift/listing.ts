import { textFilter } from '../../../shared/lists/filters';
import { createdFilters, dayFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';

/** Get Many and the trigger use the search: the plain list is only inferred. */
export const SHIFTS: Listing = {
	path: '/api/shifts/search/',
	subject: 'shifts',
	one: 'a shift',
	newestBy: 'ordering',
	filters: [
		textFilter('title', {
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sorting',
			description:
				'Only shifts with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		textFilter('description', {
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. gloves',
			description:
				'Only shifts with this description. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		...createdFilters,
		dayFilter('shift_date.gte', {
			displayName: 'Date From',
			name: 'dateFrom',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description:
				'Only shifts that start on this day or later; a time of day does not count. In which time zone the day begins is up to Vome, whose documentation does not say.',
		}),
		dayFilter('shift_date.lte', {
			displayName: 'Date To',
			name: 'dateTo',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description:
				'Only shifts that start on this day or earlier; a time of day does not count. In which time zone the day ends is up to Vome, whose documentation does not say.',
		}),
	],
};
