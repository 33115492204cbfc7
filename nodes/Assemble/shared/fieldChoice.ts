import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { fieldOptions } from '../../shared/form/labels';
import type { RecordShape } from '../../shared/form/output';
import { AssembleClient, PAGE_SIZE } from './client';
import type { Listing } from './listing';

/** The fields that the first page of a list has, to choose from. Throws a NodeApiError. */
export async function listFields(
	context: ILoadOptionsFunctions,
	{ path, subject }: Pick<Listing, 'path' | 'subject'>,
	{ flatten }: RecordShape,
): Promise<INodePropertyOptions[]> {
	const client = await AssembleClient.create(context, undefined);
	const request = { path, subject, query: {}, number: 1, size: PAGE_SIZE, itemIndex: undefined };
	const page = await client.fetchPage(request);
	const records = page?.records ?? [];
	return fieldOptions([...new Set(records.flatMap((record) => Object.keys(flatten(record))))]);
}
