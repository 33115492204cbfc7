import { updateDisplayOptions } from 'n8n-workflow';

import { lookBackOption, readLookBack, watchCreated } from '../../../shared/triggers/createdEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { readReservationFilters, reservationFilters, RESERVATIONS } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { reservationShape } from './shape';
import { vomeSource } from '../../shared/source';
import type { VomeClient } from '../../shared/client';

/** A new reservation, found by `created_at`, which only the newer text can filter by (contract: vome.md 4.3). */
export const reservationCreated: TriggerEvent<VomeClient> = {
	description: updateDisplayOptions({ show: { event: ['reservationCreated'] } }, [
		reservationFilters,
		...outputProperties('status, user_email, shift_title'),
		pollOptions(pageSizeOption, lookBackOption),
	]),

	watch: (client, parameters) =>
		watchCreated(
			vomeSource(client, parameters, RESERVATIONS, {
				filters: readReservationFilters(parameters),
				age: 'filtered',
			}),
			readOutput(parameters, reservationShape),
			readLookBack(parameters),
		),
};
