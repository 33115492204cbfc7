import type { INodeProperties } from 'n8n-workflow';

import { get } from './get';
import { getAll } from './getAll';

export const profile = { get, getAll };

export const profileProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['profile'] } },
		options: [
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
		],
		default: 'getAll',
	},
	...get.description,
	...getAll.description,
];
