import { updateDisplayOptions } from 'n8n-workflow';

import { lookBackOption, readLookBack, watchCreated } from '../../shared/createdEvents';
import { pollOptions } from '../../shared/listOptions';
import { outputProperties, readOutput } from '../../shared/output';
import type { TriggerEvent } from '../../shared/polling';
import { readShiftFilters, shiftFilters, SHIFTS } from '../resources/shift/getAll';
import { pageSizeOption } from '../shared/descriptions';
import { shiftShape } from '../shared/shift';
import { vomeSource } from '../shared/source';
import type { VomeClient } from '../shared/transport';

/** A new shift, found by `created_at` (contract: vome.md 4.5). */
export const shiftCreated: TriggerEvent<VomeClient> = {
	description: updateDisplayOptions({ show: { event: ['shiftCreated'] } }, [
		shiftFilters,
		...outputProperties('title, shift_start_at, spots_available'),
		pollOptions(pageSizeOption, lookBackOption),
	]),

	watch: (client, parameters) =>
		watchCreated(
			vomeSource(client, parameters, SHIFTS, {
				filters: readShiftFilters(parameters),
				age: 'ordered',
			}),
			readOutput(parameters, shiftShape),
			readLookBack(parameters),
		),
};
