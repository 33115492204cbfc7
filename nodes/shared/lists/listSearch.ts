import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import type { ServiceClient } from './serviceClient';

/** Records per page while the user looks for one. */
const SHOWN = 100;

/**
 * Reads one page of a list to pick a record from. `paginationToken` is the page number, undefined
 * for the first; the result names the next page, if any. Throws a NodeApiError.
 */
export async function searchPage(
	client: ServiceClient,
	list: { path: string; query: IDataObject; subject: string },
	paginationToken: string | undefined,
	toItem: (record: IDataObject) => INodeListSearchItems,
): Promise<INodeListSearchResult> {
	const number = Number(paginationToken ?? 1);
	const page = await client.fetchPage({
		...list,
		number,
		size: SHOWN,
		itemIndex: undefined,
		// The list may have shrunk since the previous page.
		expect: number > 1 ? [400, 404] : [],
	});
	if (page === undefined) return { results: [] };
	const goesOn = page.hasNext ?? page.records.length >= SHOWN;
	return {
		results: page.records.map(toItem),
		...(goesOn && page.records.length > 0 ? { paginationToken: String(number + 1) } : {}),
	};
}
