import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchAdded, wholeListNotice } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { assembleSource } from '../../shared/source';
import { USERS } from './listing';
import { userShape } from './shape';

/** Reads the whole list, as no page shows a time or an order of users (contract/assemble.md 5.2). */
export const userAdded: TriggerEvent<AssembleClient> = {
	name: 'User Added',
	value: 'userAdded',
	description: 'When there is a new user',
	properties: [
		wholeListNotice(USERS.subject),
		filtersProperty(USERS.filters),
		...outputProperties(userShape),
		pollOptions(pageSizeOption),
	],

	watch: (client, parameters) =>
		watchAdded(assembleSource(client, parameters, USERS), readOutput(parameters, userShape)),
};
