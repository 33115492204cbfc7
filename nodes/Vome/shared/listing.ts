import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import type { Filter, SetFilter } from '../../shared/lists/filters';
import { readFilters, toQuery } from '../../shared/lists/filters';
import type { ListOptions } from '../../shared/lists/listOptions';
import { readListOptions, readQuery, wholeList } from '../../shared/lists/listOptions';
import type { ListOf } from '../../shared/lists/serviceClient';
import type { VomeClient } from './client';
import { PAGE_SIZE } from './client';

/** Where a resource is listed, and what its list can do. */
export interface Listing {
	path: string;
	/** Path of the plain list, used without filters; default: `path`. */
	listPath?: string;
	/** As in "shifts". */
	subject: string;
	/** What finds the newest records. With `ordering`, the form has 'Sort By'. */
	newestBy?: 'ordering' | 'created_at';
	filters: readonly Filter[];
	/** Names that extra query parameters must not have, with what to use instead, as a sentence. */
	reserved?: Record<string, string>;
}

export interface ListingQuery {
	filters: readonly SetFilter[];
	/** Only if the search has it. */
	ordering?: string;
	options: ListOptions;
}

/** Practically unique, since it has microseconds (contract/vome.md 4.0). */
const CREATED = 'created_at';

/**
 * Get Many: reads the form's limit, filters, options and output, then the list. Resolves with the
 * output items. Throws a NodeOperationError for an invalid parameter, a NodeApiError if reading
 * fails.
 */
export async function getMany(
	client: VomeClient,
	parameters: Parameters,
	listing: Listing,
	shape: RecordShape,
): Promise<INodeExecutionData[]> {
	const query = {
		filters: readFilters(parameters, listing.filters),
		options: readListOptions(parameters, PAGE_SIZE),
		ordering:
			listing.newestBy === 'ordering' ? parameters.choice<string>('options.sortBy') : undefined,
	};
	const toItem = readOutput(parameters, shape);
	return await client.getMany({ ...readListing(parameters, listing, query), map: toItem });
}

/** Count: the number of items that Get Many would give. Throws as getMany does. */
export async function countRecords(
	client: VomeClient,
	parameters: Parameters,
	listing: Listing,
): Promise<INodeExecutionData[]> {
	const query = {
		filters: readFilters(parameters, listing.filters),
		options: wholeList(PAGE_SIZE),
		ordering: listing.newestBy === 'ordering' ? CREATED : undefined,
	};
	return [{ json: { count: await client.count(readListing(parameters, listing, query)) } }];
}

/** The list to read, with the form's extra query parameters. Throws a NodeOperationError. */
export function readListing(
	parameters: Parameters,
	{ path, listPath = path, subject, reserved }: Listing,
	{ filters, ordering, options }: ListingQuery,
): Omit<ListOf<IDataObject>, 'map'> {
	const isSorted = ordering !== undefined;
	const query = readQuery(
		parameters,
		{ ...toQuery(filters), ...(isSorted && { ordering }) },
		{ ...(isSorted && { ordering: "Use 'Sort By' under Options instead." }), ...reserved },
	);
	return {
		path: Object.keys(query).length === 0 ? listPath : path,
		query,
		filters,
		subject,
		itemIndex: parameters.itemIndex,
		options,
		untied: !isSorted || ordering.endsWith(CREATED) ? undefined : { ordering: CREATED },
	};
}
