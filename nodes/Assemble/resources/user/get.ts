import { ifNotFoundOption } from '../../../shared/form/notFound';
import { outputProperties } from '../../../shared/form/output';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { readOne } from '../../shared/readOne';
import { USERS } from './listing';
import { userLocator } from './locator';
import { userShape } from './shape';

const WANTED = { ...USERS, name: userLocator.name };

/** Users: Get. That there is such a path is inferred (contract/assemble.md 5). */
export const get: Operation<AssembleClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get user',
	description: 'Retrieve a user',
	properties: [userLocator, ...outputProperties(userShape), optionsProperty([ifNotFoundOption])],

	async execute(client, parameters) {
		return await readOne(client, parameters, WANTED, userShape);
	},
};
