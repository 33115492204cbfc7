import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../shared/form/parameters';
import type { VomeClient } from './client';

/**
 * Reads one record by its path. `what` is its kind, as in "reservation", `label` the field that the ID
 * was entered in. Throws a NodeOperationError if Vome has none with this ID or sends another one.
 */
export async function readOne(
	client: VomeClient,
	parameters: Parameters,
	{ path, id, what, label }: { path: string; id: string; what: string; label: string },
): Promise<IDataObject> {
	const record = await client.get(path, `the ${what} ${id}`, parameters.itemIndex);
	if (record === undefined) throw notFound(parameters, { id, what, label });
	// The one example shows another id in the answer than in the request (vome.md 4.7, no. 30).
	if (String(record.id).toLowerCase() === id) return record;
	throw parameters.fail(
		`Vome sent another ${what} than the one with the ID ${id}`,
		`Nothing was returned, so that you do not work with the wrong ${what}. Run the node again later, or look for it with Get Many.`,
	);
}

/** The error for a record that does not exist. */
export function notFound(
	parameters: Parameters,
	{ id, what, label }: { id: string; what: string; label: string },
) {
	return parameters.fail(
		`Vome has no ${what} with the ID ${id}`,
		`Check '${label}'. The ${what} may have been deleted, or it belongs to another organization than the API key.`,
	);
}
