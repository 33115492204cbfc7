import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { outputProperties, readOutput } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { opportunityLocator } from '../../shared/descriptions';
import { readId } from '../../shared/identifiers';
import { opportunityShape } from './shape';
import { PATHS } from '../../shared/paths';
import { notFound } from '../../shared/readOne';
import type { VomeClient } from '../../shared/client';
import { PAGE_SIZES } from '../../shared/client';

const properties: INodeProperties[] = [
	{ ...opportunityLocator, required: true, description: 'The opportunity to retrieve' },
	...outputProperties('title, category_title'),
];

/**
 * Opportunities: Get. The path of one opportunity is not documented, but the `id` filter of the search
 * is (contract: vome.md 4.6 and section 7, no. 9). An answer counts only if it is the opportunity asked
 * for; should Vome refuse the filter or ignore it, the whole list decides.
 */
export const get: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['opportunity'], operation: ['get'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const id = readId(parameters, 'opportunityId', 'Opportunity');
		const toItem = readOutput(parameters, opportunityShape);
		const opportunity = await lookUp(client, id, itemIndex);
		if (opportunity !== undefined) return [toItem(opportunity)];
		throw notFound(parameters, { id, what: 'opportunity', label: 'Opportunity' });
	},
};

/** Opportunities by ID, for the rest of the execution that this client serves. */
const lists = new WeakMap<VomeClient, Map<string, IDataObject>>();

async function lookUp(
	client: VomeClient,
	id: string,
	itemIndex: number,
): Promise<IDataObject | undefined> {
	const known = lists.get(client);
	if (known !== undefined) return known.get(id);

	const page = await client.fetchPage({
		path: PATHS.opportunitySearch,
		query: { id },
		number: 1,
		size: PAGE_SIZES.pageSize,
		subject: 'opportunities',
		itemIndex,
		expect: [400, 422],
	});
	const found = page?.records.find((record) => idOf(record) === id);
	if (found !== undefined || page?.records.length === 0) return found;

	const records = await client.list({
		path: PATHS.opportunitySearch,
		query: { ordering: 'created_at' },
		subject: 'opportunities',
		itemIndex,
		options: {
			pageSize: PAGE_SIZES.pageSize,
			parallel: 8,
			limit: Infinity,
			completeness: 'standard',
		},
		map: (record) => record,
	});
	const list = new Map(records.map((record) => [idOf(record), record]));
	lists.set(client, list);
	return list.get(id);
}

function idOf({ id }: IDataObject): string {
	return String(id).toLowerCase();
}
