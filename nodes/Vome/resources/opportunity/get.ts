import type { IDataObject } from 'n8n-workflow';

import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { PAGE_SIZE } from '../../shared/client';
import { readId } from '../../shared/identifiers';
import { notFound } from '../../shared/readOne';
import { knownIndex, readIndex } from '../../shared/recordIndex';
import { OPPORTUNITIES } from './listing';
import { opportunityLocator } from './locator';
import { opportunityShape } from './shape';

/**
 * Opportunities: Get. The documents show no path for one opportunity, only the `id` filter of the
 * search (contract/vome.md 4.6 and 7 no. 9). Only the opportunity asked for counts; if Vome refuses
 * or ignores the filter, the node reads the whole list.
 */
export const get: Operation<VomeClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get opportunity',
	description: 'Retrieve an opportunity by its ID',
	properties: [
		{ ...opportunityLocator, required: true, description: 'The opportunity to retrieve' },
		...outputProperties(opportunityShape),
	],

	async execute(client, parameters) {
		const wanted = { name: 'opportunityId', what: 'opportunity' };
		const id = readId(parameters, wanted.name);
		const toItem = readOutput(parameters, opportunityShape);
		const opportunity = await lookUp(client, id, parameters.itemIndex);
		if (opportunity !== undefined) return [toItem(opportunity)];
		throw notFound(parameters, wanted, id);
	},
};

async function lookUp(
	client: VomeClient,
	id: string,
	itemIndex: number | undefined,
): Promise<IDataObject | undefined> {
	const { path, subject } = OPPORTUNITIES;
	const known = knownIndex(client, path);
	if (known !== undefined) return known.get(id);

	const matches = await client.tryFilter(path, { id }, subject, itemIndex);
	const found = matches?.find((record) => idOf(record) === id);
	if (found !== undefined || matches?.length === 0) return found;

	const list = {
		path,
		query: { ordering: 'created_at' },
		subject,
		itemIndex,
		options: {
			pageSize: PAGE_SIZE,
			parallel: 8,
			limit: Infinity,
			completeness: 'standard' as const,
		},
	};
	const index = await readIndex(client, list, (record) => [idOf(record)]);
	return index.get(id);
}

function idOf({ id }: IDataObject): string {
	return String(id).toLowerCase();
}
