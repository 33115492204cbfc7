import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import { filtered, filtersProperty, readFilters, toQuery } from '../../../shared/lists/filters';
import {
	getManyOptions,
	limitProperties,
	readListOptions,
	readQuery,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { BY_ID, ROLE_PROFILES, roleProfileFilters } from './listing';
import { roleProfileShape } from './shape';

const SORT_NAMES = { s: "Use 'Sort' instead.", o: "Use 'Sort' instead." };

/** Get Many (contract/assemble.md 4.1). `page` and `limit` are inferred (contract/assemble.md 3.3). */
export const getAll: Operation<AssembleClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many role profiles',
	description: 'Retrieve a list of role profiles',
	properties: [
		...limitProperties,
		filtersProperty(roleProfileFilters),
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'collection',
			placeholder: 'Add Sort',
			default: {},
			description:
				'Without it, all results come by ascending ID, and a limited number begins with the newest',
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
					description:
						'Field to sort by. Without Sort Direction, Assemble sorts in descending order.',
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
		...outputProperties('name, status, family'),
		getManyOptions(pageSizeOption),
	],

	async execute(client, parameters) {
		const sort = readSort(parameters);
		const hasTies = sort.s !== undefined && sort.s !== 'id';
		const options = readListOptions(parameters);
		const isWhole = options.limit === Infinity;
		const filters = readFilters(parameters, roleProfileFilters);
		const order = Object.keys(sort).length === 0 && isWhole ? BY_ID : sort;
		return await client.list({
			...ROLE_PROFILES,
			query: readQuery(parameters, { ...toQuery(filters), ...order }, SORT_NAMES),
			itemIndex: parameters.itemIndex,
			options,
			untied: hasTies ? BY_ID : undefined,
			map: filtered(
				parameters,
				filters,
				{ service: client.service, one: ROLE_PROFILES.one },
				readOutput(parameters, roleProfileShape([])),
			),
		});
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
