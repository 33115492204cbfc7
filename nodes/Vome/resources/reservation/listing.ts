import type { IDataObject } from 'n8n-workflow';

import { textFilter } from '../../../shared/lists/filters';
import { asObject } from '../../../shared/records';
import { createdFilters, idFilter, statusesFilter, timeFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { opportunityLocator } from '../opportunity/locator';
import { shiftLocator } from '../shift/locator';
import { RESERVATION_STATUSES, shiftTitle } from './shape';

const shiftStart = ({ shift }: IDataObject) => asObject(shift).shift_start_at;

export const RESERVATIONS = {
	path: '/api/reservations/search/',
	listPath: '/api/reservations/',
	subject: 'reservations',
	// Only the newer documents have this filter (contract/vome.md 4.3).
	newestBy: 'created_at',
	filters: [
		statusesFilter(
			RESERVATION_STATUSES,
			'Only reservations in these states',
			({ status }) => status,
		),
		textFilter(
			'user.email',
			{
				displayName: 'Volunteer Email',
				name: 'volunteerEmail',
				type: 'string',
				default: '',
				placeholder: 'e.g. nathan@example.com',
				description: 'Only reservations of the volunteer with this email address',
			},
			({ user }) => asObject(user).email,
		),
		textFilter(
			'user.first_name',
			{
				displayName: 'Volunteer First Name',
				name: 'volunteerFirstName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Nathan',
				description: 'Only reservations of volunteers with this text in their first name',
			},
			({ user }) => asObject(user).first_name,
		),
		textFilter(
			'user.last_name',
			{
				displayName: 'Volunteer Last Name',
				name: 'volunteerLastName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Smith',
				description: 'Only reservations of volunteers with this text in their last name',
			},
			({ user }) => asObject(user).last_name,
		),
		idFilter(
			'shift.id',
			{ ...shiftLocator, description: 'Only reservations of this shift' },
			({ shift }) => asObject(shift).id,
		),
		textFilter(
			'shift.shift_title',
			{
				displayName: 'Shift Title',
				name: 'shiftTitle',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sorting',
				description: 'Only reservations of shifts with this text in the title',
			},
			({ shift }) => shiftTitle(asObject(shift)),
		),
		idFilter(
			'opportunity.id',
			{ ...opportunityLocator, description: 'Only reservations of shifts of this opportunity' },
			({ opportunity }) => asObject(opportunity).id,
		),
		textFilter(
			'opportunity.title',
			{
				displayName: 'Opportunity Title',
				name: 'opportunityTitle',
				type: 'string',
				default: '',
				placeholder: 'e.g. Food bank',
				description: 'Only reservations of opportunities with this text in the title',
			},
			({ opportunity }) => asObject(opportunity).title,
		),
		...createdFilters,
		timeFilter('after', shiftStart, {
			displayName: 'Shift Starts After',
			name: 'shiftStartsAfter',
			type: 'dateTime',
			default: '',
			description: 'Only reservations of shifts that start at this time or later',
		}),
		timeFilter('before', shiftStart, {
			displayName: 'Shift Starts Before',
			name: 'shiftStartsBefore',
			type: 'dateTime',
			default: '',
			description: 'Only reservations of shifts that start at this time or earlier',
		}),
	],
} satisfies Listing;
