import { outputProperties } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { getMany } from '../../shared/listing';
import { USERS } from './listing';
import { userShape } from './shape';

/** Users: Get Many (contract/assemble.md 5.2). `page` and `limit` are inferred (contract/assemble.md 3.3). */
export const getAll: Operation<AssembleClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many users',
	description: 'Retrieve a list of users',
	properties: [
		...limitProperties,
		filtersProperty(USERS.filters),
		...outputProperties(userShape),
		getManyOptions(pageSizeOption),
	],

	async execute(client, parameters) {
		return await getMany(client, parameters, USERS, userShape);
	},
};
