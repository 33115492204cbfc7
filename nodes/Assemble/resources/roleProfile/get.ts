import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { outputProperties, readOutput } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { roleProfileLocator } from '../../shared/descriptions';
import type { Include } from './shape';
import { INCLUDES, roleProfileShape, withBareIncludes } from './shape';
import type { AssembleClient } from '../../shared/client';
import { readRoleProfile } from './readRoleProfile';

const properties: INodeProperties[] = [
	roleProfileLocator,
	...outputProperties('name, status, family'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include',
				name: 'include',
				type: 'multiOptions',
				options: [
					{ name: 'Active Users Count', value: 'active_users_count' },
					{ name: 'Additional Consents', value: 'additional_consents' },
					{ name: 'Applications Count', value: 'applications_count' },
					{ name: 'Approved By', value: 'approved_by' },
					{ name: 'Created By', value: 'created_by' },
					{ name: 'Inactive Users Count', value: 'inactive_users_count' },
					{ name: 'Opportunities Count', value: 'opportunities_count' },
					{ name: 'Optional Induction Modules', value: 'optional_induction_modules' },
					{ name: 'Permission Group', value: 'permission_group' },
					{ name: 'Required Induction Modules', value: 'required_induction_modules' },
					{ name: 'Risk Activities', value: 'risk_activities' },
					{ name: 'Teams', value: 'teams' },
				],
				default: [],
				description: 'What else to bring along, each under a field of its own',
			},
		],
	},
];

/** Role profiles: Get (contract: assemble.md 4.2). */
export const get: Operation<AssembleClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['roleProfile'], operation: ['get'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const id = parameters.id('roleProfileId', 'Role Profile');
		const includes = readIncludes(parameters);
		const toItem = readOutput(parameters, roleProfileShape(includes));
		const profile = await readRoleProfile(client, parameters, id, includes);
		return [toItem(withBareIncludes(profile, includes))];
	},
};

function readIncludes(parameters: Parameters): Include[] {
	const names = parameters.list('options.include', 'Include');
	const unknown = names.filter((name) => !(INCLUDES as readonly string[]).includes(name));
	if (unknown.length > 0) {
		throw parameters.fail(
			`'Include' names something that Assemble does not offer: ${unknown.join(', ')}`,
			`It can hold ${INCLUDES.join(', ')}.`,
		);
	}
	return [...new Set(names as Include[])];
}
