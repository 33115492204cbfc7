import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import {
	completenessOption,
	limitProperties,
	parallelRequestsOption,
	queryParametersOption,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import { outputProperties } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { pageSizeOption } from '../../shared/descriptions';
import type { Filter } from '../../shared/filters';
import { plainFilter } from '../../shared/filters';
import { PATHS } from '../../shared/paths';
import { profileShape } from './shape';
import type { Listing } from '../../shared/search';
import { search } from '../../shared/search';
import type { VomeClient } from '../../shared/client';

/** Profiles, as Get Many and the trigger read them. */
export const PROFILES: Listing = {
	path: PATHS.profileSearch,
	listPath: PATHS.profiles,
	subject: 'profiles',
	one: 'a profile',
};

/** What profiles can be filtered by. */
export const profileFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description:
				'Only profiles with this first name. Whether part of a name is enough is up to Vome, whose documentation does not say.',
		},
		{
			displayName: 'Is Offline',
			name: 'isOffline',
			type: 'boolean',
			default: false,
			description:
				'Whether to return only offline profiles, which the organization keeps by itself, or (when off) only those of active Vome users',
		},
	],
};

const properties: INodeProperties[] = [
	...limitProperties,
	profileFilters,
	...outputProperties('first_name, last_name, email'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [completenessOption, queryParametersOption, pageSizeOption, parallelRequestsOption],
	},
];

/**
 * Profiles: Get Many (contract: vome.md 4.1). The plain list without a filter, else the search,
 * whose documented filters are `first_name` and `is_offline`.
 */
export const getAll: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['profile'], operation: ['getAll'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		return await search(client, parameters, {
			...PROFILES,
			filters: readProfileFilters(parameters),
			shape: profileShape(client.origin),
		});
	},
};

/** Throws a NodeOperationError for a filter that cannot be. */
export function readProfileFilters(parameters: Parameters): Filter[] {
	const isOffline = parameters.boolean('filters.isOffline', 'Is Offline');
	const offline: Filter = {
		label: 'Is Offline',
		parameter: 'is_offline',
		// Written the Python way, as the one example shows it (vome.md 4.7, no. 15).
		value: isOffline === undefined ? '' : isOffline ? 'True' : 'False',
		allows: ({ is_offline }) => typeof is_offline !== 'boolean' || is_offline === isOffline,
	};
	return [plainFilter(parameters, 'text', 'firstName', 'First Name', 'first_name'), offline];
}
