import type { INodeProperties } from 'n8n-workflow';

import { roleProfileAdded } from '../resources/roleProfile/added';
import { roleProfileApproved } from '../resources/roleProfile/approved';
import { roleProfileUpdated } from '../resources/roleProfile/updated';

export const events = { roleProfileAdded, roleProfileApproved, roleProfileUpdated };

export const eventProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Role Profile Added',
				value: 'roleProfileAdded',
				description: 'When there is a new role profile',
			},
			{
				name: 'Role Profile Approved',
				value: 'roleProfileApproved',
				description:
					'When a role profile is approved. A new one that is approved already counts, too.',
			},
			{
				name: 'Role Profile Updated',
				value: 'roleProfileUpdated',
				description: 'When a field of a role profile changes',
			},
		],
		default: 'roleProfileAdded',
		description: 'What starts the workflow. Each poll reads all role profiles.',
	},
	...Object.values(events).flatMap(({ description }) => description),
];
