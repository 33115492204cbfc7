import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { lookBackOption, readLookBack, watchCreated } from '../../../shared/triggers/createdEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { vomeSource } from '../../shared/source';
import { OPPORTUNITIES } from './listing';
import { opportunityShape } from './shape';

/** A new opportunity, found by `created_at` (contract/vome.md 4.6). */
export const opportunityCreated: TriggerEvent<VomeClient> = {
	name: 'Opportunity Created',
	value: 'opportunityCreated',
	description: 'When there is a new opportunity',
	properties: [
		filtersProperty(OPPORTUNITIES.filters),
		...outputProperties(opportunityShape),
		pollOptions(lookBackOption),
	],

	watch: (client, parameters) =>
		watchCreated(
			vomeSource(client, parameters, OPPORTUNITIES),
			readOutput(parameters, opportunityShape),
			readLookBack(parameters),
		),
};
