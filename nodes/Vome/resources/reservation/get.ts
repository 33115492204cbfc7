import { outputProperties } from '../../../shared/form/output';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { readOne } from '../../shared/readOne';
import { RESERVATIONS } from './listing';
import { reservationShape } from './shape';

/** Reservations: Get (contract/vome.md 4.3). */
export const get: Operation<VomeClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get reservation',
	description: 'Retrieve a reservation by its ID',
	properties: [
		{
			displayName: 'Reservation ID',
			name: 'reservationId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
			description: 'The ID that Get Many shows for the reservation',
		},
		...outputProperties(reservationShape),
	],

	async execute(client, parameters) {
		const wanted = { name: 'reservationId', what: 'reservation', folder: RESERVATIONS.listPath };
		return await readOne(client, parameters, wanted, reservationShape);
	},
};
