import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { lookBackOption, readLookBack, watchCreated } from '../../../shared/triggers/createdEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { vomeSource } from '../../shared/source';
import { RESERVATIONS } from './listing';
import { reservationShape } from './shape';

/** A new reservation. Only newer documents can filter by `created_at` (contract/vome.md 4.3). */
export const reservationCreated: TriggerEvent<VomeClient> = {
	name: 'Reservation Created',
	value: 'reservationCreated',
	description: 'When there is a new reservation',
	properties: [
		filtersProperty(RESERVATIONS.filters),
		...outputProperties(reservationShape),
		pollOptions(lookBackOption),
	],

	watch: (client, parameters) =>
		watchCreated(
			vomeSource(client, parameters, RESERVATIONS),
			readOutput(parameters, reservationShape),
			readLookBack(parameters),
		),
};
