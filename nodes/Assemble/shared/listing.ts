import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import type { Filter, SetFilter } from '../../shared/lists/filters';
import { readFilters, toQuery } from '../../shared/lists/filters';
import type { ListOptions } from '../../shared/lists/listOptions';
import { PAGING, readListOptions, readQuery, wholeList } from '../../shared/lists/listOptions';
import type { ListOf } from '../../shared/lists/serviceClient';
import type { AssembleClient } from './client';
import { PAGE_SIZE } from './client';

/** Where a resource is listed, and what its list can do. */
export interface Listing {
	/** With the likeliest name; the client finds out where it is (contract/assemble.md 5). */
	path: string;
	/** As in "users". */
	subject: string;
	/** As in "user". */
	what: string;
	filters: readonly Filter[];
	/** Looks up what a filter needs to know before it can be sent. */
	complete?: (
		client: AssembleClient,
		parameters: Parameters,
		filters: SetFilter[],
	) => Promise<SetFilter[]>;
	/** Names that extra query parameters must not have, with what to use instead, as a sentence. */
	reserved?: Record<string, string>;
}

/** What is asked for beside the filters, such as an order. */
export type More = Record<string, string>;

/**
 * Get Many: reads the form's limit, filters, options and output, then the list. Resolves with the
 * output items. Throws a NodeOperationError for an invalid parameter, a NodeApiError if reading
 * fails.
 */
export async function getMany(
	client: AssembleClient,
	parameters: Parameters,
	listing: Listing,
	shape: RecordShape,
	more: More = {},
): Promise<INodeExecutionData[]> {
	const options = readListOptions(parameters, parameters.integer('options.pageSize'));
	const toItem = readOutput(parameters, shape);
	const list = await readListing(client, parameters, listing, options, more);
	return await client.getMany({ ...list, map: toItem });
}

/** Count: the number of items that Get Many would give. Throws as getMany does. */
export async function countRecords(
	client: AssembleClient,
	parameters: Parameters,
	listing: Listing,
): Promise<INodeExecutionData[]> {
	const list = await readListing(client, parameters, listing, wholeList(PAGE_SIZE));
	return [{ json: { count: await client.count(list) } }];
}

/** The list to read, with the form's filters and extra query parameters. Throws as getMany does. */
export async function readListing(
	client: AssembleClient,
	parameters: Parameters,
	{ path, subject, filters, complete, reserved }: Listing,
	options: ListOptions,
	more: More = {},
): Promise<Omit<ListOf<IDataObject>, 'map'>> {
	const given = readFilters(parameters, filters);
	const set = (await complete?.(client, parameters, given)) ?? given;
	const query = { ...toQuery(set), ...more };
	return {
		path,
		subject,
		query: readQuery(parameters, query, { per_page: PAGING, ...reserved }),
		filters: set,
		itemIndex: parameters.itemIndex,
		options,
	};
}
