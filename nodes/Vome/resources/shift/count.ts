import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { countRecords } from '../../shared/listing';
import { SHIFTS } from './listing';

/** Shifts: Count (contract/vome.md 4.5). */
export const count: Operation<VomeClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count shifts',
	description: 'Count the shifts that match',
	properties: [filtersProperty(SHIFTS.filters), countOptions],

	async execute(client, parameters) {
		return await countRecords(client, parameters, SHIFTS);
	},
};
