import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { countRecords } from '../../shared/listing';
import { OPPORTUNITIES } from './listing';

/** Opportunities: Count (contract/assemble.md 5.2). */
export const count: Operation<AssembleClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count opportunities',
	description: 'Count the opportunities that match',
	properties: [filtersProperty(OPPORTUNITIES.filters), countOptions],

	async execute(client, parameters) {
		return await countRecords(client, parameters, OPPORTUNITIES);
	},
};
