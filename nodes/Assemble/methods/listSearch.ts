import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchPage } from '../../shared/lists/listSearch';
import { PATHS } from '../shared/paths';
import { AssembleClient } from '../shared/client';

/**
 * Role profiles for a list to pick from, by name; Assemble searches for `filter` (contract:
 * assemble.md 4.1). `paginationToken` is the page to go on with. Throws a NodeApiError.
 */
export async function searchRoleProfiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const query = { s: 'name', o: 'a', ...(filter ? { q: filter } : {}) };
	const list = { path: PATHS.roleProfiles, query, subject: 'role profiles' };
	return await searchPage(client, list, paginationToken, (profile) => ({
		name: labelOf(profile),
		value: String(profile.id),
	}));
}

function labelOf({ id, name, display_name, status }: IDataObject): string {
	const label = [name, display_name].find((text) => typeof text === 'string' && text.trim() !== '');
	const state = typeof status === 'string' && status !== 'active' ? ` (${status})` : '';
	return `${typeof label === 'string' ? label : String(id)}${state}`;
}
