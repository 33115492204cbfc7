import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import type { Filter, SetFilter } from '../../shared/lists/filters';
import { filtered, readFilters, toQuery } from '../../shared/lists/filters';
import type { ListOptions } from '../../shared/lists/listOptions';
import { readListOptions, readQuery } from '../../shared/lists/listOptions';
import type { VomeClient } from './client';

/** Where the records of one kind are listed, and what the list can do. */
export interface Listing {
	/** Path of the search. */
	path: string;
	/** Path of the plain list, for when nothing is searched for; the search's where there is none. */
	listPath?: string;
	/** What is listed, as in "shifts", and one of them, as in "a shift". */
	subject: string;
	one: string;
	/** What finds the newest records: `ordering`, which the form then offers, the time of creation, or nothing. */
	newestBy?: 'ordering' | 'created_at';
	filters: readonly Filter[];
}

/** What to look for in a listing. */
export interface ListingQuery {
	filters: readonly SetFilter[];
	/** The value of `ordering`, where the search has it. */
	ordering?: string;
	options: ListOptions;
}

/** Whose values are as good as unique, having microseconds (vome.md 4.0). */
const CREATED = 'created_at';

/** What to use for this name of the query. */
const ORDERING_NAME = { ordering: "Use 'Ordering' under Options instead." };

/**
 * Get Many by a search: reads the form's limit, filters, options and output, then the list. Resolves
 * with the output items. Throws a NodeOperationError for a wrong parameter and for a filter that Vome
 * ignores, a NodeApiError for what goes wrong while the list is read.
 */
export async function getMany(
	client: VomeClient,
	parameters: Parameters,
	listing: Listing,
	shape: RecordShape,
): Promise<INodeExecutionData[]> {
	const query = {
		filters: readFilters(parameters, listing.filters),
		options: readListOptions(parameters),
		ordering:
			listing.newestBy === 'ordering' ? parameters.choice<string>('options.ordering') : undefined,
	};
	return await readListing(client, parameters, listing, query, readOutput(parameters, shape));
}

/**
 * Reads what a listing has, with the form's extra query parameters. Resolves with what `map` makes of
 * each record. Throws as search does.
 */
export async function readListing<T>(
	client: VomeClient,
	parameters: Parameters,
	{ path, listPath = path, subject, one }: Listing,
	{ filters, ordering, options }: ListingQuery,
	map: (record: IDataObject) => T,
): Promise<T[]> {
	const query = readQuery(
		parameters,
		{ ...toQuery(filters), ...(ordering === undefined ? {} : { ordering }) },
		ordering === undefined ? undefined : ORDERING_NAME,
	);
	return await client.list({
		path: Object.keys(query).length === 0 ? listPath : path,
		query,
		subject,
		itemIndex: parameters.itemIndex,
		options,
		untied:
			ordering === undefined || ordering.endsWith(CREATED) ? undefined : { ordering: CREATED },
		map: filtered(parameters, filters, { service: client.service, one }, map),
	});
}
