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
import { createdAfterFilter, createdBeforeFilter, pageSizeOption } from '../../shared/descriptions';
import type { Filter } from '../../shared/filters';
import { createdFilters, plainFilter } from '../../shared/filters';
import { PATHS } from '../../shared/paths';
import type { Listing } from '../../shared/search';
import { search } from '../../shared/search';
import { shiftShape } from './shape';
import type { VomeClient } from '../../shared/client';

/** Shifts, as Get Many and the trigger read them. That there is a plain list is inferred only; the search is not. */
export const SHIFTS: Listing = {
	path: PATHS.shiftSearch,
	subject: 'shifts',
	one: 'a shift',
};

/** What shifts can be filtered by. */
export const shiftFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		createdAfterFilter,
		createdBeforeFilter,
		{
			displayName: 'Date From',
			name: 'dateFrom',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description:
				'Only shifts that start on this day or later; a time of day does not count. In which time zone the day begins is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'Date To',
			name: 'dateTo',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description:
				'Only shifts that start on this day or earlier; a time of day does not count. In which time zone the day ends is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. gloves',
			description:
				'Only shifts with this description. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sorting',
			description:
				'Only shifts with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
	],
};

const properties: INodeProperties[] = [
	...limitProperties,
	shiftFilters,
	...outputProperties('title, shift_start_at, spots_available'),
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
			},
			pageSizeOption,
			parallelRequestsOption,
		],
	},
];

/** The leading `-` is shown for opportunities only, and inferred here (vome.md 4.5). */
const ORDERINGS = [
	'created_at',
	'-created_at',
	'shift_start_at',
	'-shift_start_at',
	'shift_end_at',
	'-shift_end_at',
	'spots',
	'-spots',
] as const;

/** Shifts: Get Many (contract: vome.md 4.5). That there is a plain list is inferred only; the search is not. */
export const getAll: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['shift'], operation: ['getAll'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		return await search(client, parameters, {
			...SHIFTS,
			filters: readShiftFilters(parameters),
			orderings: ORDERINGS,
			shape: shiftShape,
		});
	},
};

/** Throws a NodeOperationError for a filter that cannot be. */
export function readShiftFilters(parameters: Parameters): Filter[] {
	return [
		plainFilter(parameters, 'text', 'title', 'Title', 'title'),
		plainFilter(parameters, 'text', 'description', 'Description', 'description'),
		...createdFilters(parameters),
		plainFilter(parameters, 'date', 'dateFrom', 'Date From', 'shift_date.gte'),
		plainFilter(parameters, 'date', 'dateTo', 'Date To', 'shift_date.lte'),
	];
}
