import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { AssembleClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { ROLE_PROFILES } from './listing';

export const roleProfileLocator: INodeProperties = {
	...recordLocator(
		{ displayName: 'Role Profile', name: 'roleProfileId' },
		'searchRoleProfiles',
		'a role profile',
	),
	required: true,
	description: 'The role profile to work on',
};

/** A filter by role profiles. */
export const roleProfilesLocator = (description: string): INodeProperties => ({
	...recordLocator(
		{ displayName: 'Role Profiles', name: 'roleProfiles' },
		'searchRoleProfiles',
		'a role profile',
		true,
	),
	description,
});

/**
 * Role profiles to pick from, by name; Assemble searches for `filter` (contract/assemble.md 4.1).
 * `paginationToken` is the page number. Throws a NodeApiError.
 */
export async function searchRoleProfiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const query = { s: 'name', o: 'a', ...(filter ? { q: filter } : {}) };
	const list = { ...ROLE_PROFILES, query };
	return await searchPage(client, list, paginationToken, (profile) => ({
		name: nameInList(profile),
		value: String(profile.id),
	}));
}

function nameInList({ id, name, display_name, status }: IDataObject): string {
	const label = [name, display_name].find((text) => typeof text === 'string' && text.trim() !== '');
	const state = typeof status === 'string' && status !== 'active' ? ` (${status})` : '';
	return `${typeof label === 'string' ? label : String(id)}${state}`;
}
