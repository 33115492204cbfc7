import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { outputProperties, readOutput } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { readId } from '../../shared/identifiers';
import { PATHS } from '../../shared/paths';
import { readOne } from '../../shared/readOne';
import { reservationShape } from './shape';
import type { VomeClient } from '../../shared/client';

const properties: INodeProperties[] = [
	{
		displayName: 'Reservation ID',
		name: 'reservationId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
		description: 'The ID that Get Many shows for the reservation',
	},
	...outputProperties('status, user_email, logged_hours'),
];

/** Reservations: Get (contract: vome.md 4.3). */
export const get: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['reservation'], operation: ['get'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const label = 'Reservation ID';
		const id = readId(parameters, 'reservationId', label);
		const toItem = readOutput(parameters, reservationShape);
		const about = { path: PATHS.reservation(id), id, what: 'reservation', label };
		return [toItem(await readOne(client, parameters, about))];
	},
};
