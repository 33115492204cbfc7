import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import type { Filter, SetFilter } from '../../../shared/lists/filters';
import { isSameText, readFilters, textFilter, toQuery } from '../../../shared/lists/filters';
import type { ListOptions } from '../../../shared/lists/listOptions';
import { PAGING, readQuery } from '../../../shared/lists/listOptions';
import type { ListOf } from '../../../shared/lists/serviceClient';
import type { AssembleClient } from '../../shared/client';
import { YES_NO } from '../../shared/descriptions';
import {
	choiceFilter,
	flagFilter,
	idsFilter,
	namesOrIdsFilter,
	shownFlagFilter,
	yes,
} from '../../shared/filters';

/** The path has the likeliest name, and the client finds out where it is (contract/assemble.md U1). */
export const ROLE_PROFILES = {
	path: '/role-profiles',
	subject: 'role profiles',
};

const DRAFT = 'draft';

const APPROVED = 'Approved';

const isApproved = ({ approved }: IDataObject) => approved;

/** Only approved role profiles, as the filter of the form has it. */
export const APPROVED_ONLY: SetFilter = { ...yes('approved', isApproved), label: APPROVED };

const status = choiceFilter(
	'status',
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'active', description: 'Role profiles in use' },
			{ name: 'Draft', value: DRAFT, description: 'New role profiles, not in use yet' },
			{ name: 'Inactive', value: 'inactive', description: 'Retired role profiles' },
		],
		default: 'active',
		description: 'Only role profiles in this state',
	},
	(profile) => profile.status,
);

export const roleProfileFilters: Filter[] = [
	choiceFilter(
		'type',
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'Non-Volunteer',
					value: 'non-volunteer',
					description: 'Roles for staff, for example',
				},
				{ name: 'Volunteer', value: 'volunteer', description: 'Roles for volunteers' },
			],
			default: 'volunteer',
			description: 'Only role profiles of this type',
		},
		(profile) => profile.type,
	),
	flagFilter('assignable', {
		displayName: 'Assignable',
		name: 'assignable',
		type: 'options',
		options: YES_NO,
		default: 'true',
		description: 'Whether the role profile may be given to users',
	}),
	choiceFilter('view', {
		displayName: 'View',
		name: 'view',
		type: 'options',
		options: [{ name: 'All', value: 'all' }],
		default: 'all',
		description: 'Ask for the full list, which may hold more role profiles',
	}),
	namesOrIdsFilter(
		'families',
		{
			displayName: 'Families',
			name: 'families',
			type: 'string',
			default: '',
			placeholder: 'e.g. Shops, Kitchen',
			description: 'Names or IDs of role families, separated by commas',
		},
		({ family }) => family,
	),
	idsFilter('permission_groups', {
		displayName: 'Permission Groups',
		name: 'permissionGroups',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2,5',
		description: 'IDs of permission groups, separated by commas',
	}),
	{
		...status,
		read(parameters, name) {
			const criterion = status.read(parameters, name);
			if (criterion?.query?.status !== DRAFT) return criterion;
			return {
				// Drafts cannot be asked for, and may be in this view alone (contract/assemble.md C5 and U16).
				query: { view: 'all' },
				isOwn: true,
				allows: ({ status: found }) => typeof found === 'string' && isSameText(found, DRAFT),
			};
		},
	},
	shownFlagFilter(
		'recruitable',
		{
			displayName: 'Recruitable',
			name: 'recruitable',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether people can be recruited for the role',
		},
		(profile) => profile.recruitable,
	),
	shownFlagFilter(
		'approved',
		{
			displayName: APPROVED,
			name: 'approved',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether the role profile has been approved',
		},
		isApproved,
	),
	textFilter('q', {
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. Shop',
		description: 'Text to look for in the name and the display name',
	}),
];

/** Stable while pages are read (contract/assemble.md 3.4). */
export const BY_ID = { s: 'id', o: 'a' };

/**
 * The list to read, with the form's filters and extra query parameters, in this order.
 * `insteadOfOrder` says what to use instead of ordering by an extra parameter. Throws a
 * NodeOperationError.
 */
export function listOf(
	parameters: Parameters,
	options: ListOptions,
	order: Record<string, string>,
	insteadOfOrder: string,
	sampled: readonly SetFilter[] = [],
): Omit<ListOf<IDataObject>, 'map'> {
	const set = readFilters(parameters, roleProfileFilters);
	const others = sampled.filter(({ label }) => set.every((filter) => filter.label !== label));
	const filters = [...others, ...set];
	const query = { ...toQuery(filters), ...order };
	const reserved = { s: insteadOfOrder, o: insteadOfOrder, per_page: PAGING };
	return {
		...ROLE_PROFILES,
		query: readQuery(parameters, query, reserved),
		filters,
		itemIndex: parameters.itemIndex,
		options,
	};
}

/** Where no role profile came out, since Assemble may not list drafts to everybody. */
export function tellDrafts(client: AssembleClient, parameters: Parameters): void {
	if (parameters.optionalChoice(`filters.${status.form.name}`) !== DRAFT) return;
	client.hints.add(
		'Assemble listed no draft that matches. It may hide drafts from the user that n8n acts as.',
	);
}
