import { value } from '../../../shared/records';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { ORGANISATION_FIELDS } from './fields';

/** Basic details of the organisation (contract/assemble.md 5). */
export const getOrganisation: Operation<AssembleClient> = {
	name: 'Get Organisation',
	value: 'getOrganisation',
	action: 'Get organisation',
	description: 'Retrieve the name, time zone and formats of the organisation',
	properties: [],

	async execute(client, { itemIndex }) {
		const details = await client.organisation(itemIndex);
		const names = Object.keys(ORGANISATION_FIELDS);
		return [{ json: Object.fromEntries(names.map((name) => [name, value(details[name])])) }];
	},
};
