import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchChanges, wholeListNotice } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { isYes } from '../../shared/filters';
import { APPROVED_ONLY, ROLE_PROFILES, roleProfileFilters } from './listing';
import { roleProfileShape } from './shape';
import { roleProfileSource } from './source';

/** A role profile that became approved, or that is new and approved (contract/assemble.md 4.5). */
export const roleProfileApproved: TriggerEvent<AssembleClient> = {
	name: 'Role Profile Approved',
	value: 'roleProfileApproved',
	description: 'When a role profile is approved, or is new and approved',
	properties: [
		wholeListNotice(ROLE_PROFILES.subject),
		filtersProperty(roleProfileFilters),
		...outputProperties(roleProfileShape([])),
		pollOptions(pageSizeOption),
	],

	watch: (client, parameters) =>
		watchChanges({
			source: roleProfileSource(client, parameters, [APPROVED_ONLY]),
			toItem: readOutput(parameters, roleProfileShape([])),
			fields: ['approved'],
			areNeverEmpty: true,
			read: ({ approved }) => ({ approved: approved === null ? undefined : isYes(approved) }),
			isEvent: ({ isNew, isChanged }, { approved }) =>
				(isNew || isChanged) && isYes(approved) === true,
		}),
};
