import type { INodeProperties } from 'n8n-workflow';

import { get } from './get';
import { getAll } from './getAll';

export const shift = { get, getAll };

export const shiftProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['shift'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get shift',
				description: 'Retrieve a shift by its ID',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many shifts',
				description: 'Retrieve a list of shifts',
			},
		],
		default: 'getAll',
	},
	...get.description,
	...getAll.description,
];
