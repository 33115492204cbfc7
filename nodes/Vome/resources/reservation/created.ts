import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchCreated } from '../../../shared/triggers/createdEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { byCreation, vomeSource } from '../../shared/source';
import { RESERVATIONS } from './listing';
import { reservationShape } from './shape';

const listing = byCreation(RESERVATIONS);

/** A new reservation. Only newer documents can filter by `created_at` (contract/vome.md 4.3). */
export const reservationCreated: TriggerEvent<VomeClient> = {
	name: 'Reservation Created',
	value: 'reservationCreated',
	description: 'When there is a new reservation',
	properties: [
		filtersProperty(listing.filters),
		...outputProperties(reservationShape),
		pollOptions(),
	],

	watch: (client, parameters) =>
		watchCreated(vomeSource(client, parameters, listing), readOutput(parameters, reservationShape)),
};
