import type { INodeProperties } from 'n8n-workflow';

import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const roleProfile = { create, delete: remove, get, getAll, update };

export const roleProfileProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['roleProfile'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create role profile',
				description: 'Create a new role profile',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete role profile',
				description: 'Delete a role profile permanently',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get role profile',
				description: 'Retrieve a role profile',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many role profiles',
				description: 'Retrieve a list of role profiles',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update role profile',
				description: 'Update a role profile',
			},
		],
		default: 'getAll',
	},
	...create.description,
	...remove.description,
	...get.description,
	...getAll.description,
	...update.description,
];
