import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import {
	completenessOption,
	limitProperties,
	parallelRequestsOption,
	queryParametersOption,
	readListOptions,
	readQuery,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import { outputProperties, readOutput } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { pageSizeOption } from '../../shared/descriptions';
import { PATHS } from '../../shared/paths';
import { roleProfileShape } from './shape';
import type { AssembleClient } from '../../shared/client';
import { PAGE_SIZES } from '../../shared/client';

/** What role profiles can be filtered by. */
export const roleProfileFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
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
		},
		{
			displayName: 'Assignable',
			name: 'assignable',
			type: 'options',
			options: [
				{ name: 'Yes', value: 'true', description: 'Only role profiles that may be assigned' },
				{
					name: 'No',
					value: 'false',
					description:
						'Only role profiles that may not be assigned, if Assemble can filter for that',
				},
			],
			default: 'true',
			description: 'Whether the role profile may be assigned to users',
		},
		{
			displayName: 'Families',
			name: 'families',
			type: 'string',
			default: '',
			placeholder: 'e.g. 3,8,12',
			description: 'IDs of role families, separated by commas, or an array of IDs',
		},
		{
			displayName: 'Permission Groups',
			name: 'permissionGroups',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2,5',
			description: 'IDs of permission groups, separated by commas, or an array of IDs',
		},
		{
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
		},
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. Shop',
			description: 'Text to look for in the internal name and the role name',
		},
		{
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
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Non-Volunteer', value: 'non-volunteer', description: 'Only roles for others' },
				{ name: 'Volunteer', value: 'volunteer', description: 'Only roles for volunteers' },
			],
			default: 'volunteer',
			description: 'Whether the role is for volunteers',
		},
		{
			displayName: 'View',
			name: 'view',
			type: 'options',
			options: [{ name: 'All', value: 'all', description: 'The one view that Assemble knows' }],
			default: 'all',
			description:
				'View of the list. What it changes is up to Assemble, whose documentation does not say.',
		},
	],
};

const properties: INodeProperties[] = [
	...limitProperties,
	roleProfileFilters,
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
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [completenessOption, queryParametersOption, pageSizeOption, parallelRequestsOption],
	},
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
	description: updateDisplayOptions(
		{ show: { resource: ['roleProfile'], operation: ['getAll'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const sort = readSort(parameters);
		const hasTies = sort.s !== undefined && sort.s !== 'id';
		const options = readListOptions(parameters, PAGE_SIZES);
		const isWhole = options.limit === Infinity;
		const order: Record<string, string> = Object.keys(sort).length === 0 && isWhole ? BY_ID : sort;
		return await client.list({
			path: PATHS.roleProfiles,
			query: readQuery(parameters, { ...readRoleProfileFilters(parameters), ...order }, SORT_NAMES),
			subject: 'role profiles',
			itemIndex,
			options,
			untied: hasTies ? BY_ID : undefined,
			map: readOutput(parameters, roleProfileShape([])),
		});
	},
};

function readSort(parameters: Parameters): Record<string, string> {
	const by = parameters.optionalChoice('sort.sortBy', 'Sort By', [
		'id',
		'name',
		'not_approved',
		'permission_group',
		'family',
		'recruitment_category',
		'status',
	]);
	const direction = parameters.optionalChoice('sort.sortDirection', 'Sort Direction', ['a', 'd']);
	return {
		...(by === undefined ? {} : { s: by }),
		...(direction === undefined ? {} : { o: direction }),
	};
}

/**
 * The filters that are set, under the API's names; the others are not sent at all. Throws a
 * NodeOperationError for one that cannot be.
 */
export function readRoleProfileFilters(parameters: Parameters): Record<string, string> {
	const flag = (name: string, label: string) => parameters.boolean(`filters.${name}`, label);
	const ids = (name: string, label: string) => parameters.ids(`filters.${name}`, label).join(',');
	const filters = {
		type: parameters.optionalChoice('filters.type', 'Type', ['volunteer', 'non-volunteer']),
		assignable: flag('assignable', 'Assignable'),
		view: parameters.optionalChoice('filters.view', 'View', ['all']),
		families: ids('families', 'Families'),
		permission_groups: ids('permissionGroups', 'Permission Groups'),
		status: parameters.optionalChoice('filters.status', 'Status', ['active', 'inactive']),
		recruitable: flag('recruitable', 'Recruitable'),
		approved: flag('approved', 'Approved'),
		q: parameters.filter('filters.search', 'Search'),
	} satisfies IDataObject;
	const set = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '');
	return Object.fromEntries(set.map(([name, value]) => [name, String(value)]));
}
