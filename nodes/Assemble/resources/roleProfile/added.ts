import { updateDisplayOptions } from 'n8n-workflow';

import { watchChanges } from '../../../shared/triggers/comparedEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { roleProfileFilters } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { roleProfileShape } from './shape';
import { roleProfileSource } from './source';
import type { AssembleClient } from '../../shared/client';

/**
 * A role profile that was not there before (contract: assemble.md 6.7). The whole list is read, and not
 * only what has a higher ID: a filter may begin to match an older one.
 */
export const roleProfileAdded: TriggerEvent<AssembleClient> = {
	description: updateDisplayOptions({ show: { event: ['roleProfileAdded'] } }, [
		roleProfileFilters,
		...outputProperties('name, status, family'),
		pollOptions(pageSizeOption),
	]),

	watch: (client, parameters) =>
		watchChanges({
			source: roleProfileSource(client, parameters),
			toItem: readOutput(parameters, roleProfileShape([])),
			fields: [],
			read: () => ({}),
			isEvent: ({ isNew }) => isNew,
		}),
};
