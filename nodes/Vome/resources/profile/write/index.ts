import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { BatchOperation } from '../../../../shared/operations';
import type { VomeClient } from '../../../shared/client';
import { PATHS } from '../../../shared/paths';
import { writeOptions } from './options';
import type { PeopleWrite } from './people';
import { writePeople } from './people';

/** The columns of a write, mapped one by one or automatically, and what to know of them. */
const columnsProperties = (mode: 'add' | 'update' | 'upsert'): INodeProperties[] => [
	{
		displayName:
			"The columns for custom fields are those that the first 500 profiles have. If some are missing, choose 'Refresh Column List' in the menu (⋮) beside the columns, or open the node again.",
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
		description:
			"The columns to send; whether Vome keeps what is not sent is not documented. What happens to empty cells is set by 'Empty Values'.",
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getProfileColumns',
				mode,
				valuesLabel: 'Values to Send',
				fieldWords: { singular: 'column', plural: 'columns' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				refreshStaleSchemaOnOpen: true,
				matchingFieldsLabels: {
					description: 'The column that Vome finds a person by',
					hint: 'The column that Vome finds a person by: email, ID, or a custom field of the type Unique ID',
				},
			},
		},
	},
];

function peopleOperation(
	mode: 'add' | 'update' | 'upsert',
	write: PeopleWrite,
): BatchOperation<VomeClient> {
	return {
		description: updateDisplayOptions(
			{ show: { resource: ['profile'], operation: [write.operation] } },
			[...columnsProperties(mode), writeOptions],
		),
		async executeAll(client) {
			return await writePeople(this, client, write);
		},
	};
}

/**
 * Profiles: Create (contract: vome.md 4.2). Who exists already is not created again, and comes out with
 * `success` false where Vome says so.
 */
export const create = peopleOperation('add', {
	operation: 'create',
	method: 'POST',
	path: PATHS.profileCreate,
});

/**
 * Profiles: Update (contract: vome.md 4.2). Only the columns that are mapped are sent. Whether Vome
 * keeps the others is not documented (section 7, no. 4).
 */
export const update = peopleOperation('update', {
	operation: 'update',
	method: 'PUT',
	path: PATHS.profileUpdate,
});

/** Profiles: Create or Update (contract: vome.md 4.2). */
export const upsert = peopleOperation('upsert', {
	operation: 'upsert',
	method: 'PUT',
	path: PATHS.profileUpsert,
});
