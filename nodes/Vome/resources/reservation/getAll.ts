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
import {
	createdAfterFilter,
	createdBeforeFilter,
	opportunityLocator,
	pageSizeOption,
	shiftLocator,
} from '../../shared/descriptions';
import type { Filter } from '../../shared/filters';
import {
	createdFilters,
	idFilter,
	plainFilter,
	statusFilter,
	timeFilter,
} from '../../shared/filters';
import { PATHS } from '../../shared/paths';
import { RESERVATION_STATUSES, reservationShape } from './shape';
import type { Listing } from '../../shared/search';
import { search } from '../../shared/search';
import type { VomeClient } from '../../shared/client';

/** Reservations, as Get Many and the trigger read them. */
export const RESERVATIONS: Listing = {
	path: PATHS.reservationSearch,
	listPath: PATHS.reservations,
	subject: 'reservations',
	one: 'a reservation',
};

/** What reservations can be filtered by. */
export const reservationFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Arrival Time',
			name: 'arrivalTime',
			type: 'dateTime',
			default: '',
			description:
				"Only reservations whose volunteer arrived at exactly this time. Without a time zone, it is in the workflow's.",
		},
		createdAfterFilter,
		createdBeforeFilter,
		{
			displayName: 'Departure Time',
			name: 'departureTime',
			type: 'dateTime',
			default: '',
			description:
				"Only reservations whose volunteer left at exactly this time. Without a time zone, it is in the workflow's. Vome's documentation spells this filter in two ways: if Vome does not know it or ignores it, use the extra query parameter depature_time instead.",
		},
		{
			...opportunityLocator,
			description: 'Only reservations of shifts of this opportunity',
		},
		{
			displayName: 'Opportunity Title',
			name: 'opportunityTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Food bank',
			description:
				'Only reservations of opportunities with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		{ ...shiftLocator, description: 'Only reservations of this shift' },
		{
			displayName: 'Shift Title',
			name: 'shiftTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sorting',
			description:
				'Only reservations of shifts with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Absent', value: 4 },
				{ name: 'Attendance Confirmed', value: 3 },
				{ name: 'Checked-In', value: 5 },
				{ name: 'Hour Claim Pending', value: 7 },
				{ name: 'Hours Logged', value: 6 },
				{ name: 'Reserved', value: 1 },
				{ name: 'Shift Request Declined', value: 2 },
				{ name: 'Shift Request Pending', value: 0 },
			],
			default: 1,
			description: 'Only reservations in this state',
		},
		{
			displayName: 'User Email',
			name: 'userEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan@example.com',
			description:
				'Only reservations of the volunteer with this email address. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'User First Name',
			name: 'userFirstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description:
				'Only reservations of volunteers with this first name. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'User Last Name',
			name: 'userLastName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Smith',
			description:
				'Only reservations of volunteers with this last name. Whether part of it is enough is up to Vome, whose documentation does not say.',
		},
	],
};

const properties: INodeProperties[] = [
	...limitProperties,
	reservationFilters,
	...outputProperties('status, user_email, logged_hours'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [completenessOption, queryParametersOption, pageSizeOption, parallelRequestsOption],
	},
];

/** Reservations: Get Many (contract: vome.md 4.3). The plain list without a filter, else the search. */
export const getAll: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['reservation'], operation: ['getAll'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		return await search(client, parameters, {
			...RESERVATIONS,
			filters: readReservationFilters(parameters),
			shape: reservationShape,
		});
	},
};

/** Throws a NodeOperationError for a filter that cannot be. */
export function readReservationFilters(parameters: Parameters): Filter[] {
	const text = (key: string, label: string, name: string) =>
		plainFilter(parameters, 'text', key, label, name);
	return [
		statusFilter(parameters, RESERVATION_STATUSES, ({ status }) => status),
		text('userEmail', 'User Email', 'user.email'),
		text('userFirstName', 'User First Name', 'user.first_name'),
		text('userLastName', 'User Last Name', 'user.last_name'),
		idFilter(parameters, 'shiftId', 'Shift', 'shift.id', ({ shift }) => asObject(shift).id),
		text('shiftTitle', 'Shift Title', 'shift.shift_title'),
		idFilter(
			parameters,
			'opportunityId',
			'Opportunity',
			'opportunity.id',
			({ opportunity }) => asObject(opportunity).id,
		),
		text('opportunityTitle', 'Opportunity Title', 'opportunity.title'),
		...createdFilters(parameters),
		timeFilter(
			parameters,
			'arrivalTime',
			'Arrival Time',
			'arrival_time',
			({ arrival_time }) => arrival_time,
		),
		// Spelled in two ways on one page; this one is the field's name (vome.md 4.7, no. 12).
		timeFilter(
			parameters,
			'departureTime',
			'Departure Time',
			'departure_time',
			({ departure_time }) => departure_time,
		),
	];
}
