import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { PATHS } from '../shared/paths';
import { AssembleClient } from '../shared/transport';

/** Role profiles asked for at a time while somebody looks for one. */
const SHOWN = 100;

/**
 * Role profiles for a list to pick from, by name; Assemble searches for `filter` (contract:
 * assemble.md 4.1). `paginationToken` is the page to go on with.
 */
export async function searchRoleProfiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const number = Number(paginationToken ?? 1);
	const query = { s: 'name', o: 'a', ...(filter ? { q: filter } : {}) };
	const page = await client.fetchPage({
		path: PATHS.roleProfiles,
		query,
		number,
		size: SHOWN,
		subject: 'role profiles',
		itemIndex: undefined,
		// The list may have become shorter since the page before it.
		expect: number > 1 ? [400, 404] : [],
	});
	if (page === undefined) return { results: [] };
	const goesOn = page.hasNext ?? page.records.length >= SHOWN;
	return {
		results: page.records.map((profile) => ({ name: labelOf(profile), value: String(profile.id) })),
		...(goesOn && page.records.length > 0 ? { paginationToken: String(number + 1) } : {}),
	};
}

function labelOf({ id, name, display_name, status }: IDataObject): string {
	const label = [name, display_name].find((text) => typeof text === 'string' && text.trim() !== '');
	const state = typeof status === 'string' && status !== 'active' ? ` (${status})` : '';
	return `${typeof label === 'string' ? label : String(id)}${state}`;
}
