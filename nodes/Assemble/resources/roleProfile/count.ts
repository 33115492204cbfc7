import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions, wholeList } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { PAGE_SIZE } from '../../shared/client';
import { BY_ID, listOf, roleProfileFilters, tellDrafts } from './listing';

const NO_ORDER = 'A count needs no order. Remove the parameter.';

/** Count (contract/assemble.md 4.1). */
export const count: Operation<AssembleClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count role profiles',
	description: 'Count the role profiles that match',
	properties: [filtersProperty(roleProfileFilters), countOptions],

	async execute(client, parameters) {
		const list = listOf(parameters, wholeList(PAGE_SIZE), BY_ID, NO_ORDER);
		const found = await client.count(list);
		if (found === 0) tellDrafts(client, parameters);
		return [{ json: { count: found } }];
	},
};
