import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import type { Filter } from '../../../shared/lists/filters';
import { filtersProperty, readFilters, textFilter, toQuery } from '../../../shared/lists/filters';
import {
	getManyOptions,
	limitProperties,
	readListOptions,
	readQuery,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { choiceFilter, flagFilter, idsFilter } from '../../shared/filters';
import { roleProfileShape } from './shape';

/**
 * Where Assemble keeps role profiles. Inferred: the documentation lost all paths but those of the
 * login (contract: assemble.md sections 1 and 4, unknown U1).
 */
export const ROLE_PROFILES = { path: '/api/role-profiles', subject: 'role profiles' };

/** What role profiles can be filtered by. */
export const roleProfileFilters: Filter[] = [
	choiceFilter('type', {
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Non-Volunteer', value: 'non-volunteer', description: 'Only roles for others' },
			{ name: 'Volunteer', value: 'volunteer', description: 'Only roles for volunteers' },
		],
		default: 'volunteer',
		description: 'Whether the role is for volunteers',
	}),
	flagFilter('assignable', {
		displayName: 'Assignable',
		name: 'assignable',
		type: 'options',
		options: [
			{ name: 'Yes', value: 'true', description: 'Only role profiles that may be assigned' },
			{
				name: 'No',
				value: 'false',
				description: 'Only role profiles that may not be assigned, if Assemble can filter for that',
			},
		],
		default: 'true',
		description: 'Whether the role profile may be assigned to users',
	}),
	choiceFilter('view', {
		displayName: 'View',
		name: 'view',
		type: 'options',
		options: [{ name: 'All', value: 'all', description: 'The one view that Assemble knows' }],
		default: 'all',
		description:
			'View of the list. What it changes is up to Assemble, whose documentation does not say.',
	}),
	idsFilter('families', {
		displayName: 'Families',
		name: 'families',
		type: 'string',
		default: '',
		placeholder: 'e.g. 3,8,12',
		description: 'IDs of role families, separated by commas, or an array of IDs',
	}),
	idsFilter('permission_groups', {
		displayName: 'Permission Groups',
		name: 'permissionGroups',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2,5',
		description: 'IDs of permission groups, separated by commas, or an array of IDs',
	}),
	choiceFilter('status', {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'active', description: 'Only role profiles in use' },
			{ name: 'Inactive', value: 'inactive', description: 'Only retired role profiles' },
		],
		default: 'active',
		description:
			"State of the role profile. Assemble cannot filter for drafts: read all, and keep those whose status is 'draft' with a Filter node. If none come, add the filter View.",
	}),
	flagFilter('recruitable', {
		displayName: 'Recruitable',
		name: 'recruitable',
		type: 'options',
		options: [
			{ name: 'Yes', value: 'true', description: 'Only role profiles open to recruitment' },
			{
				name: 'No',
				value: 'false',
				description: 'Only role profiles closed to recruitment, if Assemble can filter for that',
			},
		],
		default: 'true',
		description: 'Whether people can be recruited for the role',
	}),
	flagFilter('approved', {
		displayName: 'Approved',
		name: 'approved',
		type: 'options',
		options: [
			{ name: 'Yes', value: 'true', description: 'Only approved role profiles' },
			{
				name: 'No',
				value: 'false',
				description:
					'Only role profiles that are not approved, drafts and retired ones included, if Assemble can filter for that',
			},
		],
		default: 'true',
		description: 'Whether the role profile has been approved',
	}),
	textFilter('q', {
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. Shop',
		description: 'Text to look for in the internal name and the role name',
	}),
];

/** Stable while pages are read (contract: assemble.md 3.4). */
export const BY_ID = { s: 'id', o: 'a' };

/** What to use for these names of the query. */
const SORT_NAMES = { s: "Use 'Sort' instead.", o: "Use 'Sort' instead." };

/**
 * Role profiles: Get Many (contract: assemble.md 4.1). `page` and `limit` are inferred for this list
 * (assemble.md 3.3).
 */
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
		const filters = toQuery(readFilters(parameters, roleProfileFilters));
		const order = Object.keys(sort).length === 0 && isWhole ? BY_ID : sort;
		return await client.list({
			...ROLE_PROFILES,
			query: readQuery(parameters, { ...filters, ...order }, SORT_NAMES),
			itemIndex: parameters.itemIndex,
			options,
			untied: hasTies ? BY_ID : undefined,
			map: readOutput(parameters, roleProfileShape([])),
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
