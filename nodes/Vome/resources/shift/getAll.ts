import { outputProperties } from '../../../shared/form/output';
import { filtersProperty, textFilter } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { createdFilters, dayFilter } from '../../shared/filters';
import type { Listing } from '../../shared/search';
import { search } from '../../shared/search';
import { shiftShape } from './shape';

/** Shifts, as Get Many and the trigger read them, by the search: a plain list is inferred only. */
export const SHIFTS: Listing = {
	path: '/api/shifts/search/',
	subject: 'shifts',
	one: 'a shift',
	age: 'ordered',
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

/** Shifts: Get Many (contract: vome.md 4.5). */
export const getAll: Operation<VomeClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many shifts',
	description: 'Retrieve a list of shifts',
	properties: [
		...limitProperties,
		filtersProperty(SHIFTS.filters),
		...outputProperties('title, shift_start_at, spots_available'),
		getManyOptions(pageSizeOption, {
			displayName: 'Ordering',
			name: 'ordering',
			type: 'options',
			// The leading `-` is shown for opportunities only, and inferred here (vome.md 4.5).
			options: [
				{ name: 'Capacity, Largest First', value: '-spots' },
				{ name: 'Capacity, Smallest First', value: 'spots' },
				{ name: 'Created, Newest First', value: '-created_at' },
				{ name: 'Created, Oldest First', value: 'created_at' },
				{ name: 'End, Earliest First', value: 'shift_end_at' },
				{ name: 'End, Latest First', value: '-shift_end_at' },
				{ name: 'Start, Earliest First', value: 'shift_start_at' },
				{ name: 'Start, Latest First', value: '-shift_start_at' },
			],
			default: 'created_at',
			description:
				'Order in which the shifts come. The oldest first is best for Return All, because new shifts then come at the end.',
		}),
	],

	async execute(client, parameters) {
		return await search(client, parameters, SHIFTS, shiftShape);
	},
};
