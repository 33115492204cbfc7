import type { INodeProperties } from 'n8n-workflow';

import { get } from './get';
import { getAll } from './getAll';
import { create, update, upsert } from './write';

export const profile = { create, get, getAll, update, upsert };

export const profileProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['profile'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create profile',
				description: 'Create a new profile',
			},
			{
				name: 'Create or Update',
				value: 'upsert',
				action: 'Create or update profile',
				description:
					'Create a new profile, or update the current one if it already exists (upsert)',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get profile',
				description: 'Retrieve a profile by its ID or email address',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many profiles',
				description: 'Retrieve a list of profiles',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update profile',
				description: 'Update one or more profiles',
			},
		],
		default: 'getAll',
	},
	...create.description,
	...upsert.description,
	...get.description,
	...getAll.description,
	...update.description,
];
