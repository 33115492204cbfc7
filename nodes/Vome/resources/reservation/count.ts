import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions, wholeList } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { PAGE_SIZE } from '../../shared/client';
import { RESERVATIONS } from './listing';
import { Reservations } from './reading';

/** Reservations: Count (contract/vome.md 4.3). */
export const count: Operation<VomeClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count reservations',
	description: 'Count the reservations that match',
	properties: [filtersProperty(RESERVATIONS.filters), countOptions],

	async execute(client, parameters) {
		const reservations = new Reservations(client, parameters, wholeList(PAGE_SIZE));
		return [{ json: { count: await reservations.count() } }];
	},
};
