import type { INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import type { VomeClient } from './client';
import { readId } from './identifiers';

export interface Wanted {
	/** The parameter with the ID. */
	name: string;
	/** Its kind, as in "reservation". */
	what: string;
}

/**
 * Get by path: reads the form's ID and output, then the record from `folder`. Resolves with its
 * output item. Throws a NodeOperationError if Vome has no such record or sends another one.
 */
export async function readOne(
	client: VomeClient,
	parameters: Parameters,
	{ folder, ...wanted }: Wanted & { folder: string },
	shape: RecordShape,
): Promise<INodeExecutionData[]> {
	const { name, what } = wanted;
	const id = readId(parameters, name);
	const toItem = readOutput(parameters, shape);
	const record = await client.get(`${folder}${id}/`, `the ${what} ${id}`, parameters.itemIndex);
	if (record === undefined) throw notFound(parameters, wanted, id);
	// In the only example, the answer has another id than the request (contract/vome.md 4.7 no. 30).
	if (String(record.id).toLowerCase() === id) return [toItem(record)];
	throw parameters.fail(
		`Vome sent another ${what} than the one with the ID ${id}`,
		`Nothing was returned, so that you do not work with the wrong ${what}. Run the node again later, or look for it with Get Many.`,
	);
}

/** The error for a record that does not exist. */
export function notFound(parameters: Parameters, { name, what }: Wanted, id: string) {
	return parameters.fail(
		`Vome has no ${what} with the ID ${id}`,
		`Check '${parameters.label(name)}'. The ${what} may have been deleted, or it belongs to another organization than the API key.`,
	);
}
