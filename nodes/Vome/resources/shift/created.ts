import { updateDisplayOptions } from 'n8n-workflow';

import { lookBackOption, readLookBack, watchCreated } from '../../../shared/triggers/createdEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { readShiftFilters, shiftFilters, SHIFTS } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { shiftShape } from './shape';
import { vomeSource } from '../../shared/source';
import type { VomeClient } from '../../shared/client';

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
