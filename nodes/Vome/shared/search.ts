import type { INodeExecutionData } from 'n8n-workflow';

import { readListOptions, readQuery } from '../../shared/listOptions';
import type { RecordShape } from '../../shared/output';
import { readOutput } from '../../shared/output';
import type { Parameters } from '../../shared/parameters';
import type { Filter } from './filters';
import { filtered, toQuery } from './filters';
import type { VomeClient } from './transport';
import { PAGE_SIZES } from './transport';

export interface Search {
	/** Path of the search. */
	path: string;
	/** Path of the plain list, for when nothing is searched for; the search's where there is none. */
	listPath?: string;
	/** What is listed, as in "shifts", and one of them, as in "a shift". */
	subject: string;
	one: string;
	filters: Filter[];
	/** What `ordering` can be, its default first; none where the search has no `ordering`. */
	orderings?: readonly [string, ...string[]];
	shape: RecordShape;
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
export async function search(
	client: VomeClient,
	parameters: Parameters,
	{ path, listPath = path, subject, one, filters, orderings, shape }: Search,
): Promise<INodeExecutionData[]> {
	const options = readListOptions(parameters, PAGE_SIZES);
	const ordering = orderings && parameters.choice('options.ordering', 'Ordering', orderings);
	const query = readQuery(
		parameters,
		{ ...toQuery(filters), ...(ordering === undefined ? {} : { ordering }) },
		orderings && ORDERING_NAME,
	);
	return await client.list({
		path: Object.keys(query).length === 0 ? listPath : path,
		query,
		subject,
		itemIndex: parameters.itemIndex,
		options,
		untied:
			ordering === undefined || ordering.endsWith(CREATED) ? undefined : { ordering: CREATED },
		map: filtered(parameters, filters, one, readOutput(parameters, shape)),
	});
}
