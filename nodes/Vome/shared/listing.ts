import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import type { Filter, SetFilter } from '../../shared/lists/filters';
import { filtered, readFilters, toQuery } from '../../shared/lists/filters';
import type { ListOptions } from '../../shared/lists/listOptions';
import { readListOptions, readQuery } from '../../shared/lists/listOptions';
import type { VomeClient } from './client';

/** Where a resource is listed, and what its list can do. */
export interface Listing {
	path: string;
	/** Path of the plain list, used without filters; default: `path`. */
	listPath?: string;
	/** Plural as in "shifts", and singular as in "a shift". */
	subject: string;
	one: string;
	/** What finds the newest records. With `ordering`, the form offers it too. */
	newestBy?: 'ordering' | 'created_at';
	filters: readonly Filter[];
}

export interface ListingQuery {
	filters: readonly SetFilter[];
	/** Only if the search has it. */
	ordering?: string;
	options: ListOptions;
}

/** Practically unique, since it has microseconds (contract/vome.md 4.0). */
const CREATED = 'created_at';

/** Query names that the form has a field for. */
const ORDERING_NAME = { ordering: "Use 'Ordering' under Options instead." };

/**
 * Get Many: reads the form's limit, filters, options and output, then the list. Resolves with the
 * output items. Throws a NodeOperationError for an invalid parameter or a filter that Vome ignores,
 * a NodeApiError if reading fails.
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

/** Reads a listing with the form's extra query parameters. Throws as getMany does. */
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
