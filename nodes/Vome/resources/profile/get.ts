import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { parallelRequestsOption, readPagingOptions } from '../../../shared/listOptions';
import type { Operation } from '../../../shared/operations';
import { outputProperties, readOutput } from '../../../shared/output';
import { Parameters } from '../../../shared/parameters';
import { pageSizeOption } from '../../shared/descriptions';
import { readEmail, readId } from '../../shared/identifiers';
import { profileShape } from '../../shared/profile';
import type { VomeClient } from '../../shared/transport';
import { PAGE_SIZES } from '../../shared/transport';

const properties: INodeProperties[] = [
	{
		displayName: 'Look Up By',
		name: 'lookupBy',
		type: 'options',
		options: [
			{
				name: 'ID',
				value: 'id',
				description: 'The ID that Vome gave the profile',
			},
			{
				name: 'Email',
				value: 'email',
				description: 'The email address in the profile',
			},
		],
		default: 'id',
		description: 'What you know of the profile',
	},
	{
		displayName: 'Profile ID',
		name: 'profileId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
		description: 'The ID that Get Many shows for the profile',
		displayOptions: { show: { lookupBy: ['id'] } },
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. nathan@example.com',
		description:
			'The email address of the profile; upper and lower case are the same. If Vome cannot search by it, the node reads the whole list to find it.',
		displayOptions: { show: { lookupBy: ['email'] } },
	},
	...outputProperties,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		description: 'How to read the list if the profile cannot be asked for directly',
		options: [pageSizeOption, parallelRequestsOption],
	},
];

const LIST = '/api/profiles/';
const SEARCH = '/api/profiles/search/';

/**
 * Profiles: Get. The documents show neither the path of one profile nor a search by `id` or
 * `email` (inferred, vome.md 4.0 and section 7, no. 2 and 3). So each is tried, an answer counts
 * only if it is the person asked for, and in the end the whole list decides.
 */
export const get: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['profile'], operation: ['get'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const toItem = readOutput(parameters, profileShape(client.origin));
		const paging = readPagingOptions(parameters, PAGE_SIZES);
		const lookupBy = parameters.choice('lookupBy', 'Look Up By', ['id', 'email']);
		const wanted =
			lookupBy === 'id'
				? readId(parameters, 'profileId', 'Profile ID')
				: readEmail(parameters, 'email', 'Email');
		const isWanted = (profile: IDataObject) => key(profile, lookupBy) === wanted.toLowerCase();

		let profile: IDataObject | undefined;
		if (lookupBy === 'id') {
			const answer = await client.get(`${LIST}${wanted}/`, `the profile ${wanted}`, itemIndex);
			if (answer !== undefined && isWanted(answer)) profile = answer;
		}
		if (profile === undefined) {
			const matches = await client.tryFilter(SEARCH, { [lookupBy]: wanted }, 'profiles', itemIndex);
			profile = matches.find(isWanted);
		}
		if (profile === undefined) {
			const [found] = await client.list({
				path: LIST,
				query: {},
				subject: 'profiles',
				itemIndex,
				options: { ...paging, limit: Infinity, completeness: 'standard' },
				map: (record) => (isWanted(record) ? record : null),
				until: (record) => record !== null,
			});
			profile = found ?? undefined;
		}
		if (profile === undefined) {
			throw parameters.fail(
				`Vome has no profile with the ${lookupBy === 'id' ? 'ID' : 'email'} ${wanted}`,
				`Check '${lookupBy === 'id' ? 'Profile ID' : 'Email'}'. The whole list of profiles was searched; people of other organizations, and perhaps archived ones, are not in it.`,
			);
		}
		return [toItem(profile)];
	},
};

function key(profile: IDataObject, lookupBy: 'id' | 'email'): string {
	const details = (profile.profile_details ?? profile) as IDataObject;
	const found = lookupBy === 'id' ? profile.id : details.email;
	return typeof found === 'string' ? found.trim().toLowerCase() : '';
}
