import type { IDataObject } from 'n8n-workflow';

import { textFilter } from '../../../shared/lists/filters';
import { dayFilter, idsFilter, momentFilter, namesOrIdsFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { usersLocator } from '../user/locator';
import { categoryOf } from './shape';

const days = ({ start_date, end_date }: IDataObject) => ({ first: start_date, last: end_date });

const ORDER = "Use 'Sort' instead.";

/** Filters by the time of the last change, which no record shows. */
export const changeFilters = [
	momentFilter('updated_after', {
		displayName: 'Updated After',
		name: 'updatedAfter',
		type: 'dateTime',
		default: '',
		description: 'Only activities that were changed at this time or later',
	}),
	momentFilter('updated_before', {
		displayName: 'Updated Before',
		name: 'updatedBefore',
		type: 'dateTime',
		default: '',
		description: 'Only activities that were changed at this time or earlier',
	}),
];

/** Which activities, and by what filters (contract/assemble.md 5.2). */
export const ACTIVITIES = {
	path: '/activities',
	subject: 'activities',
	what: 'activity',
	filters: [
		textFilter('q', {
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. Training',
			description: 'Text to look for',
		}),
		namesOrIdsFilter(
			'category',
			{
				displayName: 'Category',
				name: 'category',
				type: 'string',
				default: '',
				placeholder: 'e.g. Training, Visits',
				description: 'Names or IDs of categories, separated by commas',
			},
			categoryOf,
		),
		idsFilter(
			'user',
			usersLocator({ displayName: 'User', name: 'userId' }, 'Only activities of these users'),
		),
		dayFilter(
			'from',
			'start_date',
			{
				displayName: 'Start Date',
				name: 'startDate',
				type: 'dateTime',
				default: '',
				description: 'Only activities on this day or later',
			},
			days,
		),
		dayFilter(
			'to',
			'end_date',
			{
				displayName: 'End Date',
				name: 'endDate',
				type: 'dateTime',
				default: '',
				description: 'Only activities on this day or earlier',
			},
			days,
		),
		...changeFilters,
	],
	reserved: { s: ORDER, o: ORDER },
} satisfies Listing;
