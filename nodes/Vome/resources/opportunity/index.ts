import type { INodeProperties } from 'n8n-workflow';

import { get } from './get';
import { getAll } from './getAll';

export const opportunity = { get, getAll };

export const opportunityProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['opportunity'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get opportunity',
				description: 'Retrieve an opportunity by its ID',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many opportunities',
				description: 'Retrieve a list of opportunities',
			},
		],
		default: 'getAll',
	},
	...get.description,
	...getAll.description,
];
