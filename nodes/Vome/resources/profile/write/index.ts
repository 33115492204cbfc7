import type { INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../../shared/operations';
import type { VomeClient } from '../../../shared/client';
import { writeOptions } from './options';
import type { PeopleWrite } from './people';
import { writePeople } from './writePeople';

const columnsProperties = (operation: PeopleWrite['operation']): INodeProperties[] => [
	{
		displayName:
			"Custom fields are those of the first 500 profiles. If one is missing, choose 'Refresh Column List' in the menu ⋮ beside 'Values to Send'.",
		name: 'columnsNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'What to send to Vome for each person',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getProfileColumns',
				mode: operation === 'create' ? 'add' : operation,
				valuesLabel: 'Values to Send',
				fieldWords: { singular: 'column', plural: 'columns' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				refreshStaleSchemaOnOpen: true,
				matchingFieldsLabels: {
					description: 'The column that Vome finds a person by',
					hint: 'Email, ID, or a custom field of the type Unique ID',
				},
			},
		},
	},
];

const write = (
	request: PeopleWrite,
): Pick<BatchOperation<VomeClient>, 'properties' | 'executeAll'> => ({
	properties: [...columnsProperties(request.operation), writeOptions],
	async executeAll(client, items) {
		return await writePeople(this, client, request, items);
	},
});

/** Profiles: Create (contract/vome.md 4.2). Existing people get `success` false if Vome says so. */
export const create: BatchOperation<VomeClient> = {
	name: 'Create',
	value: 'create',
	action: 'Create profile',
	description: 'Create a new profile',
	...write({
		operation: 'create',
		method: 'POST',
		path: '/api/profiles/bulk-create/',
	}),
};

/**
 * Profiles: Update (contract/vome.md 4.2). Only mapped columns are sent. Whether Vome keeps the
 * others is not documented (contract/vome.md 7 no. 4).
 */
export const update: BatchOperation<VomeClient> = {
	name: 'Update',
	value: 'update',
	action: 'Update profile',
	description: 'Update one or more profiles',
	...write({
		operation: 'update',
		method: 'PUT',
		path: '/api/profiles/bulk-update/',
	}),
};

/**
 * Profiles: Create or Update (contract/vome.md 4.2; its method and path are contradicted,
 * contract/vome.md 4.7 no. 2).
 */
export const upsert: BatchOperation<VomeClient> = {
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update profile',
	description: 'Create a new profile, or update the current one if it already exists (upsert)',
	...write({
		operation: 'upsert',
		method: 'PUT',
		path: '/api/profiles/bulk-upsert/',
	}),
};
