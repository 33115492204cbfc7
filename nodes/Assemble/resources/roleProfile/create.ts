import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { unwrap } from '../../shared/client';
import { ignoredFields } from './compare';
import { additionalFields, labelOf, readFields } from './fields';
import { ROLE_PROFILES } from './listing';

/**
 * Create (contract/assemble.md 4.4). Not repeatable: Assemble may create duplicates
 * (contract/assemble.md U24).
 */
export const create: Operation<AssembleClient> = {
	name: 'Create',
	value: 'create',
	action: 'Create role profile',
	description: 'Create a new role profile',
	isChange: true,
	properties: [
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
	],

	async execute(client, parameters) {
		const name = parameters.text('name');
		if (name === '') {
			throw parameters.fail("'Name' is empty", 'Enter a name for the new role profile.');
		}
		const body = { name, ...(await readFields(client, parameters, 'additionalFields')) };
		const answer = await client.write({
			method: 'POST',
			path: ROLE_PROFILES.path,
			body,
			subject: 'the role profiles',
			itemIndex: parameters.itemIndex,
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
