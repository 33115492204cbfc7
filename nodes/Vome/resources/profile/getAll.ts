import { outputProperties } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { getMany } from '../../shared/listing';
import { PROFILES } from './listing';
import { profileShape } from './shape';

/** Profiles: Get Many (contract/vome.md 4.1): the plain list, or the search if filtered. */
export const getAll: Operation<VomeClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many profiles',
	description: 'Retrieve a list of profiles',
	properties: [
		...limitProperties,
		filtersProperty(PROFILES.filters),
		...outputProperties(profileShape('')),
		getManyOptions(),
	],

	async execute(client, parameters) {
		return await getMany(client, parameters, PROFILES, profileShape(client.origin));
	},
};
