import type { IDataObject } from 'n8n-workflow';

import { outputProperties, readOutput } from '../../../shared/form/output';
import { readAhead } from '../../../shared/form/readAhead';
import { NO_ROUTE } from '../../../shared/http/errors';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { ONE_OPPORTUNITY } from '../../shared/guesses';
import { readId } from '../../shared/identifiers';
import { notFound, readByPath } from '../../shared/readOne';
import { finderOf } from '../../shared/recordFinder';
import { OPPORTUNITIES } from './listing';
import { opportunityLocator } from './locator';
import { opportunityShape } from './shape';

const WANTED = {
	name: opportunityLocator.name,
	what: 'opportunity',
	folder: '/api/opportunities/',
};

const LIST = {
	...OPPORTUNITIES,
	query: { ordering: 'created_at' },
	filters: { id: ({ id }: IDataObject) => id },
	isSearchFinal: true,
};

/**
 * Opportunities: Get. The documents show no path for one opportunity, only the `id` filter of the
 * search (contract/vome.md 4.6 and 7 no. 9). Only the opportunity asked for counts; if Vome refuses
 * or ignores the filter, the node tries the path that profiles may have, then reads the whole list.
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
		const { own: wanted, all } = await readAhead(this, parameters, (item) => ({
			by: 'id' as const,
			value: readId(item, WANTED.name),
		}));
		const toItem = readOutput(parameters, opportunityShape);
		const [opportunity] = await finderOf(client, LIST, all).find(wanted, {
			guess: ONE_OPPORTUNITY,
			itemIndex: parameters.itemIndex,
			byPath: async () => await readByPath(client, parameters, WANTED, wanted.value, NO_ROUTE),
		});
		if (opportunity !== undefined) return [toItem(opportunity)];
		throw notFound(parameters, WANTED, wanted);
	},
};
