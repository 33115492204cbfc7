import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { plainText } from '../../../shared/records';
import { AssembleClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { ACTIVITIES } from './listing';

export const activityLocator: INodeProperties = {
	...recordLocator(
		{ displayName: 'Activity', name: 'activityId' },
		'searchActivities',
		'an activity',
	),
	required: true,
	description: 'The activity to work on',
};

/**
 * Activities to pick from, latest first; Assemble searches for `filter` (contract/assemble.md 5.2).
 * `paginationToken` is the page to read. Throws a NodeApiError.
 */
export async function searchActivities(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const query = { s: 'start_date', o: 'd', ...(filter ? { q: filter } : {}) };
	const list = { ...ACTIVITIES, query };
	return await searchPage(client, list, paginationToken, ({ id, description, start_date }) => {
		const label = [description, start_date].map(plainText).filter(Boolean).join(' · ');
		return { name: label || String(id), value: String(id) };
	});
}
