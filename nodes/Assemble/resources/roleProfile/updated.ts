import { updateDisplayOptions } from 'n8n-workflow';

import { watchChanges } from '../../../shared/triggers/comparedEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { readWatchedFields, watchedFieldsOption } from '../../../shared/triggers/watchedFields';
import { roleProfileFilters } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { ROLE_PROFILE_FIELDS, roleProfileShape } from './shape';
import { roleProfileSource } from './source';
import type { AssembleClient } from '../../shared/client';

/**
 * A role profile of which a field has another value than before. It carries no time of its last change,
 * so stored fingerprints are compared (contract: assemble.md 3.7 and 6.7).
 */
export const roleProfileUpdated: TriggerEvent<AssembleClient> = {
	description: updateDisplayOptions({ show: { event: ['roleProfileUpdated'] } }, [
		roleProfileFilters,
		...outputProperties('name, status, family'),
		pollOptions(pageSizeOption, watchedFieldsOption(ROLE_PROFILE_FIELDS, [])),
	]),

	watch(client, parameters) {
		const shape = roleProfileShape([]);
		return watchChanges({
			source: roleProfileSource(client, parameters),
			toItem: readOutput(parameters, shape),
			fields: readWatchedFields(parameters, ROLE_PROFILE_FIELDS, []),
			read: shape.flatten,
			isEvent: ({ isChanged }) => isChanged,
			tellsChanges: true,
		});
	},
};
