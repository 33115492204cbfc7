import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { VomeClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { EMAIL_PATTERN } from '../../shared/identifiers';
import { firstFilled, joinLabel, personName } from '../../shared/texts';
import { PROFILES } from './listing';
import { detailsOf } from './shape';

const picked = recordLocator(
	{ displayName: 'Profile', name: 'profileId' },
	'searchProfiles',
	'Select a profile...',
);
const [list, id] = picked.modes;

export const profileLocator: INodeProperties = {
	...picked,
	required: true,
	description: 'The profile to retrieve',
	modes: [
		{ ...list, hint: 'Search the list by first name' },
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. nathan@example.com',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `^\\s*${EMAIL_PATTERN}\\s*$`,
						errorMessage: 'An email address looks like nathan@example.com',
					},
				},
			],
		},
		id,
	],
};

/**
 * Profiles to pick from; Vome searches their first names for `filter` (contract/vome.md 4.1).
 * `paginationToken` is the page to read. Throws a NodeApiError.
 */
export async function searchProfiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await VomeClient.create(this, undefined);
	const { path, listPath, subject } = PROFILES;
	const firstName = filter?.trim() ?? '';
	const list =
		firstName === ''
			? { path: listPath, query: {}, subject }
			: { path, query: { first_name: firstName }, subject };
	return await searchPage(client, list, paginationToken, (record) => {
		const details = detailsOf(record);
		// With the email, since several people may have one name.
		const name = joinLabel([firstFilled(personName(details), record.id), details.email]);
		return { name, value: String(record.id) };
	});
}
