import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchAdded, wholeListNotice } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { vomeSource } from '../../shared/source';
import { PROFILES } from './listing';
import { profileShape } from './shape';

/** Profiles have no creation time (contract/vome.md 4.1 and 5), so polls compare all. */
export const profileAdded: TriggerEvent<VomeClient> = {
	name: 'Profile Added',
	value: 'profileAdded',
	description: 'When there is a new profile',
	properties: [
		wholeListNotice(PROFILES.subject),
		filtersProperty(PROFILES.filters),
		...outputProperties(profileShape('')),
		pollOptions(),
	],

	watch: (client, parameters) =>
		watchAdded(
			vomeSource(client, parameters, PROFILES),
			readOutput(parameters, profileShape(client.origin)),
		),
};
