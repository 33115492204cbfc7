import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { NO_PAGE } from '../http/errors';
import type { ServiceClient } from './serviceClient';

/** Records per page while the user looks for one. */
const SHOWN = 100;

/** For lists whose search may take long; older n8n ignores it. `timeout` is in ms. */
export const slowLoadNotice = {
	message: "If this takes long, choose 'By ID' and enter the ID",
	timeout: 10_000,
};

/**
 * Reads one page of a list to pick a record from. `paginationToken` is the page's number, and its size
 * where the service gives less than was asked for; undefined for the first page. The result names the
 * next one, if any, and leaves out records that `toItem` makes nothing of. Throws a NodeApiError.
 */
export async function searchPage(
	client: ServiceClient,
	list: { path: string; query: IDataObject; subject: string },
	paginationToken: string | undefined,
	toItem: (record: IDataObject) => INodeListSearchItems | undefined,
): Promise<INodeListSearchResult> {
	const [number = 1, size = SHOWN] = paginationToken?.split('/').map(Number) ?? [];
	const page = await client.fetchPage({
		...list,
		number,
		size,
		itemIndex: undefined,
		// The list may have shrunk since the previous page.
		expect: number > 1 ? NO_PAGE : [],
	});
	if (page === undefined) return { results: [] };
	const { length } = page.records;
	const goesOn = page.hasNext ?? length >= size;
	const next = length < SHOWN ? `${number + 1}/${length}` : String(number + 1);
	return {
		results: page.records.flatMap((record) => toItem(record) ?? []),
		...(goesOn && length > 0 ? { paginationToken: next } : {}),
	};
}
