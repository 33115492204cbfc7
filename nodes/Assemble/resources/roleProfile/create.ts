import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { Parameters } from '../../../shared/form/parameters';
import { PATHS } from '../../shared/paths';
import type { AssembleClient } from '../../shared/client';
import { unwrap } from '../../shared/client';
import { ignoredFields } from './compare';
import { additionalFields, labelOf, readFields } from './fields';

const properties: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Shop volunteer',
		description:
			'Name of the new role profile; whether it is the internal name or the public title is not documented. Assemble makes it a draft, which is completed there: permission group, teams, public title.',
	},
	additionalFields,
];

/**
 * Role profiles: Create (contract: assemble.md 4.4). Sent once only: nothing keeps Assemble from
 * making the same role profile twice (U24).
 */
export const create: Operation<AssembleClient> = {
	isChange: true,
	description: updateDisplayOptions(
		{ show: { resource: ['roleProfile'], operation: ['create'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const name = parameters.text('name', 'Name');
		if (name === '') {
			throw parameters.fail("'Name' is empty", 'Enter a name for the new role profile.');
		}
		const body = { name, ...readFields(parameters, 'additionalFields') };
		const answer = await client.write({
			method: 'POST',
			path: PATHS.roleProfiles,
			body,
			subject: 'the role profiles',
			itemIndex,
			advice:
				"Correct the fields that Assemble names. Fields that the form does not have go into 'Extra Fields'.",
		});
		const profile = unwrap(answer.body);
		if (profile === undefined) {
			throw parameters.fail(
				'Assemble accepted the new role profile, but did not tell its ID',
				`Look in Assemble for '${name}' before you run this item again, so that it is not made twice.`,
			);
		}

		const ignored = ignoredFields(body, profile).map(labelOf);
		if (ignored.length > 0) {
			client.hints.add(
				`Assemble made the role profile ${String(profile.id)}, but did not take over ${ignored.join(', ')}. A new role profile starts as a draft that is not approved.`,
			);
		}
		return [{ json: profile }];
	},
};
