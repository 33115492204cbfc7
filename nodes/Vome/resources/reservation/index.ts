import type { INodeProperties } from 'n8n-workflow';

import { get } from './get';
import { getAll } from './getAll';

export const reservation = { get, getAll };

export const reservationProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['reservation'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get reservation',
				description: 'Retrieve a reservation by its ID',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many reservations',
				description: 'Retrieve a list of reservations',
			},
		],
		default: 'getAll',
	},
	...get.description,
	...getAll.description,
];
