import { fieldsOf, outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import {
	tellChangedFields,
	watchChanges,
	wholeListNotice,
} from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { watchedFields } from '../../../shared/triggers/watchedFields';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { ROLE_PROFILES, roleProfileFilters } from './listing';
import { roleProfileShape } from './shape';
import { roleProfileSource } from './source';

const shape = roleProfileShape([]);

const watched = watchedFields(fieldsOf(shape));

/** Compares fingerprints, as no time of a change is given (contract/assemble.md 3.7 and 6.7). */
export const roleProfileUpdated: TriggerEvent<AssembleClient> = {
	name: 'Role Profile Updated',
	value: 'roleProfileUpdated',
	description: 'When a field of a role profile changes',
	properties: [
		wholeListNotice(ROLE_PROFILES.subject),
		filtersProperty(roleProfileFilters),
		...outputProperties(shape),
		pollOptions(pageSizeOption, watched.option),
	],

	watch: (client, parameters) =>
		watchChanges({
			source: roleProfileSource(client, parameters),
			toItem: readOutput(parameters, shape),
			fields: watched.read(parameters),
			read: shape.tell,
			isEvent: ({ isChanged }) => isChanged,
			tell: tellChangedFields,
		}),
};
