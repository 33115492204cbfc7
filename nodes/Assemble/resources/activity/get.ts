import { ifNotFoundOption } from '../../../shared/form/notFound';
import { outputProperties } from '../../../shared/form/output';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { readOne } from '../../shared/readOne';
import { ACTIVITIES } from './listing';
import { activityLocator } from './locator';
import { activityShape } from './shape';

const WANTED = { ...ACTIVITIES, name: activityLocator.name };

/** Activities: Get. That there is such a path is inferred (contract/assemble.md 5). */
export const get: Operation<AssembleClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get activity',
	description: 'Retrieve an activity',
	properties: [
		activityLocator,
		...outputProperties(activityShape),
		optionsProperty([ifNotFoundOption]),
	],

	async execute(client, parameters) {
		return await readOne(client, parameters, WANTED, activityShape);
	},
};
