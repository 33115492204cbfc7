import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchChanges } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { roleProfileFilters } from './listing';
import { roleProfileShape } from './shape';
import { roleProfileSource } from './source';

/** A role profile that became approved, or that is new and approved (contract/assemble.md 4.5). */
export const roleProfileApproved: TriggerEvent<AssembleClient> = {
	name: 'Role Profile Approved',
	value: 'roleProfileApproved',
	description: 'When a role profile is approved. A new one that is approved already counts, too.',
	properties: [
		filtersProperty(roleProfileFilters),
		...outputProperties('name, status, family'),
		pollOptions(pageSizeOption),
	],

	watch: (client, parameters) =>
		watchChanges({
			source: roleProfileSource(client, parameters, { approved: 'true' }),
			toItem: readOutput(parameters, roleProfileShape([])),
			fields: ['approved'],
			read: ({ approved }) => ({ approved: isYes(approved) }),
			isEvent: ({ isNew, isChanged }, { approved }) => (isNew || isChanged) && isYes(approved),
		}),
};

/** Booleans may come as true, 1 or text; no page shows a real answer (contract/assemble.md C1). */
function isYes(value: unknown): boolean {
	return ['true', '1'].includes(String(value).toLowerCase());
}
