import type { IDataObject } from 'n8n-workflow';

import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import type { ListOptions } from '../../../shared/lists/listOptions';
import { wholeList } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { checkEmail, readId } from '../../shared/identifiers';
import { knownIndex, readIndex } from '../../shared/recordIndex';
import { PROFILES } from './listing';
import { detailsOf, profileShape } from './shape';

interface Lookup {
	by: 'id' | 'email';
	wanted: string;
	itemIndex: number | undefined;
}

/**
 * Profiles: Get. The documents show neither a path for one profile nor a search by `id` or `email`
 * (inferred, contract/vome.md 4.0 and 7 no. 2 and 3). So Get tries both, accepts only the profile
 * asked for, and falls back to the whole list.
 */
export const get: Operation<VomeClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get profile',
	description: 'Retrieve a profile by its ID or email address',
	properties: [
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
		...outputProperties(profileShape('')),
	],

	async execute(client, parameters) {
		const toItem = readOutput(parameters, profileShape(client.origin));
		const paging = wholeList(100);
		const by = parameters.choice<Lookup['by']>('lookupBy');
		const name = by === 'id' ? 'profileId' : 'email';
		const wanted = by === 'id' ? readId(parameters, name) : readEmail(parameters, name);
		const lookup: Lookup = { by, wanted, itemIndex: parameters.itemIndex };

		const index = knownIndex(client, PROFILES.listPath);
		const isOneOfMany = this.getInputData().length > 1;
		const profile =
			index === undefined
				? ((await ask(client, lookup)) ?? (await searchAll(client, lookup, paging, isOneOfMany)))
				: index.get(wanted.toLowerCase());
		if (profile === undefined) {
			throw parameters.fail(
				`Vome has no profile with the ${by === 'id' ? 'ID' : 'email'} ${wanted}`,
				`Check '${parameters.label(name)}'. The whole list of profiles was searched; people of other organizations, and perhaps archived ones, are not in it.`,
			);
		}
		return [toItem(profile)];
	},
};

/** Tries the path of the profile, then the search. */
async function ask(client: VomeClient, lookup: Lookup): Promise<IDataObject | undefined> {
	const { by, wanted, itemIndex } = lookup;
	if (by === 'id') {
		const path = `${PROFILES.listPath}${wanted}/`;
		const profile = await client.get(path, `the profile ${wanted}`, itemIndex);
		if (profile !== undefined && isWanted(profile, lookup)) return profile;
	}
	const { path, subject } = PROFILES;
	const matches = await client.tryFilter(path, { [by]: wanted }, subject, itemIndex);
	return matches?.find((profile) => isWanted(profile, lookup));
}

/** For one of many input items, keeps the whole list, so that the others need no requests. */
async function searchAll(
	client: VomeClient,
	lookup: Lookup,
	paging: Pick<ListOptions, 'pageSize' | 'parallel'>,
	isOneOfMany: boolean,
): Promise<IDataObject | undefined> {
	const list = {
		path: PROFILES.listPath,
		query: {},
		subject: PROFILES.subject,
		itemIndex: lookup.itemIndex,
		options: { ...paging, limit: Infinity, completeness: 'standard' as const },
	};
	if (isOneOfMany) {
		const index = await readIndex(client, list, (profile) =>
			[lookupKey(profile, 'id'), lookupKey(profile, 'email')].filter((key) => key !== ''),
		);
		return index.get(lookup.wanted.toLowerCase());
	}
	const [found] = await client.list({
		...list,
		map: (profile) => (isWanted(profile, lookup) ? profile : null),
		until: (profile) => profile !== null,
	});
	return found ?? undefined;
}

function isWanted(profile: IDataObject, { by, wanted }: Lookup): boolean {
	return lookupKey(profile, by) === wanted.toLowerCase();
}

function lookupKey(profile: IDataObject, by: Lookup['by']): string {
	const found = by === 'id' ? profile.id : detailsOf(profile).email;
	return typeof found === 'string' ? found.trim().toLowerCase() : '';
}

function readEmail(parameters: Parameters, name: string): string {
	const email = parameters.text(name);
	if (email === '') {
		throw parameters.fail(
			`'${parameters.label(name)}' is empty`,
			'Enter the email address of the profile.',
		);
	}
	return checkEmail(email, (rule) => parameters.refuse(name, rule, email));
}
