import { updateDisplayOptions } from 'n8n-workflow';

import { watchChanges } from '../../../shared/triggers/comparedEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { PROFILES, profileFilters, readProfileFilters } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { profileShape } from './shape';
import { vomeSource } from '../../shared/source';
import type { VomeClient } from '../../shared/client';

/**
 * A profile that was not there before. Profiles carry no time of creation (contract: vome.md 4.1 and
 * section 5), so the whole list is read and compared.
 */
export const profileAdded: TriggerEvent<VomeClient> = {
	description: updateDisplayOptions({ show: { event: ['profileAdded'] } }, [
		profileFilters,
		...outputProperties('first_name, last_name, email'),
		pollOptions(pageSizeOption),
	]),

	watch: (client, parameters) =>
		watchChanges({
			source: vomeSource(client, parameters, PROFILES, {
				filters: readProfileFilters(parameters),
				age: 'unknown',
			}),
			toItem: readOutput(parameters, profileShape(client.origin)),
			fields: [],
			read: () => ({}),
			isEvent: ({ isNew }) => isNew,
		}),
};
