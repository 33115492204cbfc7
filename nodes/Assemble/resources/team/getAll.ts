import { outputProperties } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { getMany } from '../../shared/listing';
import { TEAMS } from './listing';
import { includeOption, readIncludes, teamShape } from './shape';

/** Teams: Get Many (contract/assemble.md 5.2). `page` and `limit` are inferred (contract/assemble.md 3.3). */
export const getAll: Operation<AssembleClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many teams',
	description: 'Retrieve a list of teams',
	properties: [
		...limitProperties,
		filtersProperty(TEAMS.filters),
		...outputProperties(teamShape([])),
		getManyOptions(pageSizeOption, includeOption),
	],

	async execute(client, parameters) {
		const { shape, query } = readIncludes(parameters);
		return await getMany(client, parameters, TEAMS, shape, query);
	},
};
