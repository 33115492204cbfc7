import { outputProperties } from '../../../shared/form/output';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { readOne } from '../../shared/readOne';
import { shiftLocator } from './locator';
import { shiftShape } from './shape';

/** Shifts: Get (contract/vome.md 4.5). */
export const get: Operation<VomeClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get shift',
	description: 'Retrieve a shift by its ID',
	properties: [
		{ ...shiftLocator, required: true, description: 'The shift to retrieve' },
		...outputProperties(shiftShape),
	],

	async execute(client, parameters) {
		const wanted = { name: 'shiftId', what: 'shift', folder: '/api/shifts/' };
		return await readOne(client, parameters, wanted, shiftShape);
	},
};
