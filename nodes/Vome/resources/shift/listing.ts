import type { IDataObject } from 'n8n-workflow';

import { textFilter } from '../../../shared/lists/filters';
import { asObject } from '../../../shared/records';
import { createdFilters, startDay, timeFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { shiftDescription, shiftTitle } from './shape';

const startOf = ({ shift_start_at }: IDataObject) => shift_start_at;

/** Undefined if the shift does not tell. */
function hasRoom({
	spots_available,
	spots,
	spots_reserved,
}: IDataObject): 'yes' | 'no' | undefined {
	const left = Number(spots_available ?? Number(spots ?? NaN) - Number(spots_reserved ?? NaN));
	return Number.isNaN(left) ? undefined : left > 0 ? 'yes' : 'no';
}

/** Lists of shifts are searches: the plain list is only inferred (contract/vome.md 4.5). */
export const SHIFTS = {
	path: '/api/shifts/search/',
	subject: 'shifts',
	newestBy: 'ordering',
	filters: [
		textFilter(
			'title',
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sorting',
				description: 'Only shifts with this text in the title',
			},
			shiftTitle,
		),
		textFilter(
			'description',
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				placeholder: 'e.g. gloves',
				description: 'Only shifts with this text in the description',
			},
			shiftDescription,
		),
		// The name is inferred (contract/vome.md 4.5).
		textFilter(
			'opportunity.title',
			{
				displayName: 'Opportunity Title',
				name: 'opportunityTitle',
				type: 'string',
				default: '',
				placeholder: 'e.g. Food bank',
				description: 'Only shifts of opportunities with this text in the title',
			},
			({ opportunity }) => asObject(opportunity).title,
		),
		...createdFilters,
		timeFilter(
			'after',
			startOf,
			{
				displayName: 'Starts After',
				name: 'startsAfter',
				type: 'dateTime',
				default: '',
				description: 'Only shifts that start at this time or later',
			},
			{ toQuery: startDay('gte') },
		),
		timeFilter(
			'before',
			startOf,
			{
				displayName: 'Starts Before',
				name: 'startsBefore',
				type: 'dateTime',
				default: '',
				description: 'Only shifts that start at this time or earlier',
			},
			{ toQuery: startDay('lte') },
		),
		{
			form: {
				displayName: 'Open Spots',
				name: 'openSpots',
				type: 'options',
				options: [
					{ name: 'No', value: 'no', description: 'Only full shifts' },
					{ name: 'Yes', value: 'yes', description: 'Only shifts that still need people' },
				],
				default: 'yes',
				description: 'Whether there is room for more volunteers',
			},
			read(parameters, name) {
				const wanted = parameters.optionalChoice(name);
				if (wanted === undefined) return undefined;
				return { allows: (shift) => (hasRoom(shift) ?? wanted) === wanted };
			},
		},
	],
} satisfies Listing;
