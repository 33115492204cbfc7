import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchCreated } from '../../../shared/triggers/createdEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { byCreation, vomeSource } from '../../shared/source';
import { SHIFTS } from './listing';
import { shiftShape } from './shape';

const listing = byCreation(SHIFTS);

/** A new shift, found by `created_at` (contract/vome.md 4.5). */
export const shiftCreated: TriggerEvent<VomeClient> = {
	name: 'Shift Created',
	value: 'shiftCreated',
	description: 'When there is a new shift',
	properties: [filtersProperty(listing.filters), ...outputProperties(shiftShape), pollOptions()],

	watch: (client, parameters) =>
		watchCreated(vomeSource(client, parameters, listing), readOutput(parameters, shiftShape)),
};
