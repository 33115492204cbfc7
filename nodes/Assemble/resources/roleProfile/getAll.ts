import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import {
	getManyOptions,
	limitProperties,
	readListOptions,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption, readSort, sortProperty } from '../../shared/descriptions';
import { BY_ID, listOf, ROLE_PROFILES, roleProfileFilters, tellDrafts } from './listing';
import { roleProfileShape } from './shape';

const shape = roleProfileShape([]);

/** Get Many (contract/assemble.md 4.1). `page` and `limit` are inferred (contract/assemble.md 3.3). */
export const getAll: Operation<AssembleClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many role profiles',
	description: 'Retrieve a list of role profiles',
	properties: [
		...limitProperties,
		filtersProperty(roleProfileFilters),
		...outputProperties(shape),
		getManyOptions(pageSizeOption),
		sortProperty(ROLE_PROFILES.subject, 'id', [
			{ name: 'Family', value: 'family' },
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'name' },
			{ name: 'Not Approved', value: 'not_approved' },
			{ name: 'Permission Group', value: 'permission_group' },
			{ name: 'Recruitment Category', value: 'recruitment_category' },
			{ name: 'Status', value: 'status' },
		]),
	],

	async execute(client, parameters) {
		const sort = readSort(parameters);
		const options = readListOptions(parameters, parameters.integer('options.pageSize'));
		const isPlain = Object.keys(sort).length === 0;
		const order = isPlain && options.limit === Infinity ? BY_ID : sort;
		const hasTies = sort.s !== undefined && sort.s !== 'id';
		const list = listOf(parameters, options, order, "Use 'Sort' instead.");
		const toItem = readOutput(parameters, shape);
		const items = await client.getMany({
			...list,
			untied: hasTies ? BY_ID : undefined,
			map: toItem,
		});
		if (items.length === 0) tellDrafts(client, parameters);
		return items;
	},
};
