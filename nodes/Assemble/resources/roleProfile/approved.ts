import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchChanges } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { isYes } from '../../shared/filters';
import { APPROVED_ONLY, roleProfileFilters } from './listing';
import { roleProfileShape } from './shape';
import { roleProfileSource } from './source';

/** A role profile that became approved, or that is new and approved (contract/assemble.md 4.5). */
export const roleProfileApproved: TriggerEvent<AssembleClient> = {
	name: 'Role Profile Approved',
	value: 'roleProfileApproved',
	description: 'When a role profile is approved. A new one that is approved already counts, too.',
	properties: [
		filtersProperty(roleProfileFilters),
		...outputProperties(roleProfileShape([])),
		pollOptions(pageSizeOption),
	],

	watch: (client, parameters) =>
		watchChanges({
			source: roleProfileSource(client, parameters, [APPROVED_ONLY]),
			toItem: readOutput(parameters, roleProfileShape([])),
			fields: ['approved'],
			read: ({ approved }) => ({ approved: isYes(approved) === true }),
			isEvent: ({ isNew, isChanged }, { approved }) =>
				(isNew || isChanged) && isYes(approved) === true,
		}),
};
