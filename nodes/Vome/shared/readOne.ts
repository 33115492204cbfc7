import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import { NO_RECORD } from '../../shared/http/errors';
import type { VomeClient } from './client';
import type { Identifier } from './identifiers';
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
	wanted: Wanted & { folder: string },
	shape: RecordShape,
): Promise<INodeExecutionData[]> {
	const id = readId(parameters, wanted.name);
	const toItem = readOutput(parameters, shape);
	const record = await client.once.get(
		`${wanted.folder}${id}`,
		async () => await readByPath(client, parameters, wanted, id, NO_RECORD),
	);
	if (record !== undefined) return [toItem(record)];
	throw notFound(parameters, wanted, { by: 'id', value: id });
}

/** Reads a record from `folder`; undefined for a status in `expect`. Throws if Vome sends another one. */
export async function readByPath(
	client: VomeClient,
	parameters: Parameters,
	{ folder, what }: { folder: string; what: string },
	id: string,
	expect: number[],
): Promise<IDataObject | undefined> {
	const path = `${folder}${id}/`;
	const record = await client.get(path, `the ${what} ${id}`, parameters.itemIndex, expect);
	// In the only example, the answer has another id than the request (contract/vome.md 4.7 no. 30).
	if (record === undefined || String(record.id).toLowerCase() === id) return record;
	throw parameters.fail(
		`Vome sent another ${what} than the one with the ID ${id}`,
		`Nothing was returned, so that you do not work with the wrong ${what}. Run the node again later, or look for it with Get Many.`,
	);
}

/** The error for a record that does not exist. */
export function notFound(
	parameters: Parameters,
	{ name, what }: Wanted,
	{ by, value }: Identifier,
) {
	return parameters.fail(
		`Vome has no ${what} with the ${by === 'id' ? 'ID' : by} ${value}`,
		`Check '${parameters.label(name)}'. The ${what} may have been deleted, or it belongs to another organization than the API key.`,
	);
}
