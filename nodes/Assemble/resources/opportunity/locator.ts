import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { AssembleClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { labelIn } from '../../shared/openShape';
import { OPPORTUNITIES } from './listing';

export const opportunityLocator: INodeProperties = {
	...recordLocator(
		{ displayName: 'Opportunity', name: 'opportunityId' },
		'searchOpportunities',
		'an opportunity',
	),
	required: true,
	description: 'The opportunity to work on',
};

/**
 * Opportunities to pick from; Assemble searches for `filter` (contract/assemble.md 5.2).
 * `paginationToken` is the page to read. Throws a NodeApiError.
 */
export async function searchOpportunities(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const list = { ...OPPORTUNITIES, query: filter ? { q: filter } : {} };
	return await searchPage(client, list, paginationToken, (opportunity) => ({
		name: labelIn(opportunity),
		value: String(opportunity.id),
	}));
}
