import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { AssembleClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { labelIn } from '../../shared/openShape';
import { TEAMS } from './listing';

const METHOD = 'searchTeams';

export const teamLocator: INodeProperties = {
	...recordLocator({ displayName: 'Team', name: 'teamId' }, METHOD, 'a team'),
	required: true,
	description: 'The team to work on',
};

/** A filter by teams. */
export const teamsLocator = (description: string): INodeProperties => ({
	...recordLocator({ displayName: 'Team', name: 'team' }, METHOD, 'a team', true),
	description,
});

/**
 * Teams to pick from, by name; Assemble searches for `filter` (contract/assemble.md 5.2).
 * `paginationToken` is the page to read. Throws a NodeApiError.
 */
export async function searchTeams(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const list = { ...TEAMS, query: filter ? { q: filter } : {} };
	return await searchPage(client, list, paginationToken, (team) => ({
		name: labelIn(team),
		value: String(team.id),
	}));
}
