import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { countRecords } from '../../shared/listing';
import { OPPORTUNITIES } from './listing';

/** Opportunities: Count (contract/vome.md 4.6). */
export const count: Operation<VomeClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count opportunities',
	description: 'Count the opportunities that match',
	properties: [filtersProperty(OPPORTUNITIES.filters), countOptions],

	async execute(client, parameters) {
		return await countRecords(client, parameters, OPPORTUNITIES);
	},
};
