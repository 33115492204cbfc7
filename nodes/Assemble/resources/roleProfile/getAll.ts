import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import { filtersProperty } from '../../../shared/lists/filters';
import {
	getManyOptions,
	limitProperties,
	readListOptions,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { BY_ID, listOf, roleProfileFilters, tellDrafts } from './listing';
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
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'collection',
			placeholder: 'Add Sort',
			default: {},
			description: 'The order in which the role profiles come',
			options: [
				{
					displayName: 'Sort By',
					name: 'sortBy',
					type: 'options',
					options: [
						{ name: 'Family', value: 'family' },
						{ name: 'ID', value: 'id' },
						{ name: 'Name', value: 'name' },
						{ name: 'Not Approved', value: 'not_approved' },
						{ name: 'Permission Group', value: 'permission_group' },
						{ name: 'Recruitment Category', value: 'recruitment_category' },
						{ name: 'Status', value: 'status' },
					],
					default: 'id',
					description: 'Field to sort by',
				},
				{
					displayName: 'Sort Direction',
					name: 'sortDirection',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'a' },
						{ name: 'Descending', value: 'd' },
					],
					default: 'a',
					description: 'Direction to sort in',
				},
			],
		},
	],

	async execute(client, parameters) {
		const sort = readSort(parameters);
		const options = readListOptions(parameters, parameters.integer('options.pageSize'));
		const isPlain = Object.keys(sort).length === 0;
		const order = isPlain && options.limit === Infinity ? BY_ID : sort;
		const hasTies = sort.s !== undefined && sort.s !== 'id';
		const list = listOf(parameters, options, order, "Use 'Sort' instead.");
		const toItem = readOutput(parameters, shape);
		const items = await client.list({ ...list, untied: hasTies ? BY_ID : undefined, map: toItem });
		if (items.length === 0) tellDrafts(client, parameters);
		return items;
	},
};

function readSort(parameters: Parameters): Record<string, string> {
	const by = parameters.optionalChoice('sort.sortBy');
	const direction = parameters.optionalChoice('sort.sortDirection');
	return {
		...(by === undefined ? {} : { s: by }),
		...(direction === undefined ? {} : { o: direction }),
	};
}
