import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchCreated } from '../../../shared/triggers/createdEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { byCreation, vomeSource } from '../../shared/source';
import { OPPORTUNITIES } from './listing';
import { opportunityShape } from './shape';

const listing = byCreation(OPPORTUNITIES);

/** A new opportunity, found by `created_at` (contract/vome.md 4.6). */
export const opportunityCreated: TriggerEvent<VomeClient> = {
	name: 'Opportunity Created',
	value: 'opportunityCreated',
	description: 'When there is a new opportunity',
	properties: [
		filtersProperty(listing.filters),
		...outputProperties(opportunityShape),
		pollOptions(),
	],

	watch: (client, parameters) =>
		watchCreated(vomeSource(client, parameters, listing), readOutput(parameters, opportunityShape)),
};
