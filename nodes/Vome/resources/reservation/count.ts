import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { countRecords } from '../../shared/listing';
import { RESERVATIONS } from './listing';

/** Reservations: Count (contract/vome.md 4.3). */
export const count: Operation<VomeClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count reservations',
	description: 'Count the reservations that match',
	properties: [filtersProperty(RESERVATIONS.filters), countOptions],

	async execute(client, parameters) {
		return await countRecords(client, parameters, RESERVATIONS);
	},
};
