import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchAdded, wholeListNotice } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { ROLE_PROFILES, roleProfileFilters } from './listing';
import { roleProfileShape } from './shape';
import { roleProfileSource } from './source';

/** Reads the whole list (contract/assemble.md 6.7): an older one may begin to match a filter. */
export const roleProfileAdded: TriggerEvent<AssembleClient> = {
	name: 'Role Profile Added',
	value: 'roleProfileAdded',
	description: 'When there is a new role profile',
	properties: [
		wholeListNotice(ROLE_PROFILES.subject),
		filtersProperty(roleProfileFilters),
		...outputProperties(roleProfileShape([])),
		pollOptions(pageSizeOption),
	],

	watch: (client, parameters) =>
		watchAdded(roleProfileSource(client, parameters), readOutput(parameters, roleProfileShape([]))),
};
