import { textFilter } from '../../../shared/lists/filters';
import { asObject } from '../../../shared/records';
import { createdFilters, idFilter, statusFilter, timeFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { opportunityLocator } from '../opportunity/locator';
import { shiftLocator } from '../shift/locator';
import { RESERVATION_STATUSES } from './shape';

export const RESERVATIONS = {
	path: '/api/reservations/search/',
	listPath: '/api/reservations/',
	subject: 'reservations',
	one: 'a reservation',
	// Only the newer documents have this filter (contract/vome.md 4.3).
	newestBy: 'created_at',
	filters: [
		statusFilter(
			RESERVATION_STATUSES,
			{ default: 1, description: 'Only reservations in this state' },
			({ status }) => status,
		),
		textFilter('user.email', {
			displayName: 'User Email',
			name: 'userEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan@example.com',
			description:
				'Only reservations of the volunteer with this email address. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		textFilter('user.first_name', {
			displayName: 'User First Name',
			name: 'userFirstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description:
				'Only reservations of volunteers with this first name. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		textFilter('user.last_name', {
			displayName: 'User Last Name',
			name: 'userLastName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Smith',
			description:
				'Only reservations of volunteers with this last name. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		idFilter('shift.id', ({ shift }) => asObject(shift).id, {
			...shiftLocator,
			description: 'Only reservations of this shift',
		}),
		textFilter('shift.shift_title', {
			displayName: 'Shift Title',
			name: 'shiftTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sorting',
			description:
				'Only reservations of shifts with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		idFilter('opportunity.id', ({ opportunity }) => asObject(opportunity).id, {
			...opportunityLocator,
			description: 'Only reservations of shifts of this opportunity',
		}),
		textFilter('opportunity.title', {
			displayName: 'Opportunity Title',
			name: 'opportunityTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Food bank',
			description:
				'Only reservations of opportunities with this title. Whether part of it is enough is up to Vome, whose documentation does not say.',
		}),
		...createdFilters,
		timeFilter('arrival_time', ({ arrival_time }) => arrival_time, {
			displayName: 'Arrival Time',
			name: 'arrivalTime',
			type: 'dateTime',
			default: '',
			description:
				"Only reservations whose volunteer arrived at exactly this time. Without a time zone, it is in the workflow's.",
		}),
		// One page spells it in two ways; this is the field's name (contract/vome.md 4.7 no. 12).
		timeFilter('departure_time', ({ departure_time }) => departure_time, {
			displayName: 'Departure Time',
			name: 'departureTime',
			type: 'dateTime',
			default: '',
			description:
				"Only reservations whose volunteer left at exactly this time. Without a time zone, it is in the workflow's. Vome's documentation spells this filter in two ways: if Vome does not know it or ignores it, use the extra query parameter depature_time instead.",
		}),
	],
} satisfies Listing;
