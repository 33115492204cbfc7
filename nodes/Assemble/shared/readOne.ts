import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordShape } from '../../shared/form/output';
import { readOutput } from '../../shared/form/output';
import type { Parameters } from '../../shared/form/parameters';
import { NO_RECORD } from '../../shared/http/errors';
import type { AssembleClient } from './client';
import type { Listing } from './listing';

/** A record to look for, and what it is called. */
export interface Wanted extends Pick<Listing, 'path' | 'what'> {
	/** The parameter with its ID. */
	name: string;
}

/**
 * Get: reads the form's ID, output and 'If Not Found', then the record. Resolves with its output
 * item. Throws a NodeOperationError if Assemble has no such record or sends another one.
 */
export async function readOne(
	client: AssembleClient,
	parameters: Parameters,
	wanted: Wanted,
	shape: RecordShape,
	query: Record<string, string> = {},
): Promise<INodeExecutionData[]> {
	const id = parameters.id(wanted.name);
	const toItem = readOutput(parameters, shape);
	const ifNotFound = parameters.choice('options.ifNotFound');
	const record = await client.once.get(
		[wanted.path, id, ...Object.values(query)].join(' '),
		async () => await findOne(client, parameters, wanted, id, query),
	);
	if (record !== undefined) return [toItem(record)];
	if (ifNotFound === 'nothing') return [];
	throw notFound(parameters, wanted, id, WHY_NOT_FOUND);
}

/**
 * Reads one record; undefined if none has this ID. Throws a NodeOperationError if another one comes
 * for it, before anything is done to that one.
 */
export async function findOne(
	client: AssembleClient,
	parameters: Parameters,
	{ path, what }: Pick<Wanted, 'path' | 'what'>,
	id: number,
	query: Record<string, string> = {},
): Promise<IDataObject | undefined> {
	const record = await client.get({
		path: `${path}/${id}`,
		query,
		subject: `the ${what} ${id}`,
		itemIndex: parameters.itemIndex,
		expect: NO_RECORD,
	});
	if (record === undefined || hasId(record, id)) return record;
	throw parameters.fail(
		`Assemble answered with ${what} ${shownId(record)} instead of ${id}`,
		'Nothing was changed. A proxy or cache in between may mix up answers: run this item again later.',
	);
}

export function hasId(record: IDataObject, id: number): boolean {
	return String(record.id) === String(id);
}

const LONGEST_ID = 20;

/** The ID that came, which may be anything, for a message. */
export function shownId({ id }: IDataObject): string {
	const text = String(id);
	return text.length > LONGEST_ID ? `${text.slice(0, LONGEST_ID)}...` : text;
}

export const WHY_NOT_FOUND =
	'It may have been deleted, or the user that n8n acts as may not see it.';

/** The error for an ID that no record has; `why` is a sentence. */
export function notFound(
	parameters: Parameters,
	{ name, what }: Pick<Wanted, 'name' | 'what'>,
	id: number,
	why: string,
) {
	return parameters.fail(
		`Assemble has no ${what} with the ID ${id}`,
		`Check '${parameters.label(name)}'. ${why}`,
	);
}
