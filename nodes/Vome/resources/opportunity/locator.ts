import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { VomeClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { firstFilled, joinLabel, shareLink } from '../../shared/texts';
import { OPPORTUNITIES } from './listing';
import { opportunityShape } from './shape';

export const opportunityLocator = recordLocator(
	{ displayName: 'Opportunity', name: 'opportunityId' },
	'searchOpportunities',
	'Select an opportunity...',
);

/**
 * Opportunities to pick from, newest first; Vome searches their titles for `filter`
 * (contract/vome.md 4.6). `paginationToken` is the page to read. Throws a NodeApiError.
 */
export async function searchOpportunities(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await VomeClient.create(this, undefined);
	const query = { ...(filter ? { title: filter } : {}), ordering: '-created_at' };
	return await searchPage(client, { ...OPPORTUNITIES, query }, paginationToken, (record) => {
		const { id, title, category_title } = opportunityShape.flatten(record);
		const name = joinLabel([firstFilled(title, id), category_title]);
		return { name, value: String(id), url: shareLink(record.share_opportunity_url) };
	});
}
