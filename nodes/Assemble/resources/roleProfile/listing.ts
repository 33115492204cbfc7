import type { Filter } from '../../../shared/lists/filters';
import { textFilter } from '../../../shared/lists/filters';
import { choiceFilter, flagFilter, idsFilter } from '../../shared/filters';

/** The path is inferred (contract/assemble.md 1, 4 and U1). */
export const ROLE_PROFILES = {
	path: '/role-profiles',
	subject: 'role profiles',
	one: 'a role profile',
};

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

/** Stable while pages are read (contract/assemble.md 3.4). */
export const BY_ID = { s: 'id', o: 'a' };
