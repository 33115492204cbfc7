import type { INodeProperties } from 'n8n-workflow';

import { opportunityCreated } from '../resources/opportunity/created';
import { profileAdded } from '../resources/profile/added';
import { profileUpdated } from '../resources/profile/updated';
import { reservationCreated } from '../resources/reservation/created';
import { reservationStatusChanged } from '../resources/reservation/statusChanged';
import { shiftCreated } from '../resources/shift/created';

export const events = {
	opportunityCreated,
	profileAdded,
	profileUpdated,
	reservationCreated,
	reservationStatusChanged,
	shiftCreated,
};

export const eventProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Opportunity Created',
				value: 'opportunityCreated',
				description: 'When there is a new opportunity',
			},
			{
				name: 'Profile Added',
				value: 'profileAdded',
				description: 'When there is a new profile. Reads all profiles at each poll.',
			},
			{
				name: 'Profile Updated',
				value: 'profileUpdated',
				description: 'When a field of a profile changes. Reads all profiles at each poll.',
			},
			{
				name: 'Reservation Created',
				value: 'reservationCreated',
				description: 'When there is a new reservation',
			},
			{
				name: 'Reservation Status Changed',
				value: 'reservationStatusChanged',
				description:
					"When the status of a reservation changes, with the filter 'Status' to that one. Reads all reservations at each poll.",
			},
			{
				name: 'Shift Created',
				value: 'shiftCreated',
				description: 'When there is a new shift',
			},
		],
		default: 'profileAdded',
		description: 'What starts the workflow',
	},
	...Object.values(events).flatMap(({ description }) => description),
];
