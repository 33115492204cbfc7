import { ifNotFoundOption } from '../../../shared/form/notFound';
import { outputProperties } from '../../../shared/form/output';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { readOne } from '../../shared/readOne';
import { TEAMS } from './listing';
import { teamLocator } from './locator';
import { includeOption, readIncludes, teamShape } from './shape';

const WANTED = { ...TEAMS, name: teamLocator.name };

/** Teams: Get. The path and its includes are inferred (contract/assemble.md 5). */
export const get: Operation<AssembleClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get team',
	description: 'Retrieve a team',
	properties: [
		teamLocator,
		...outputProperties(teamShape([])),
		optionsProperty([ifNotFoundOption, includeOption]),
	],

	async execute(client, parameters) {
		const { shape, query } = readIncludes(parameters);
		return await readOne(client, parameters, WANTED, shape, query);
	},
};
