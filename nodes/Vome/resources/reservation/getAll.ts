import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import {
	getManyOptions,
	limitProperties,
	readListOptions,
} from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { PAGE_SIZE } from '../../shared/client';
import { RESERVATIONS } from './listing';
import { Reservations } from './reading';
import { reservationShape } from './shape';

/** Reservations: Get Many (contract/vome.md 4.3): the plain list, or the search if filtered. */
export const getAll: Operation<VomeClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many reservations',
	description: 'Retrieve a list of reservations',
	properties: [
		...limitProperties,
		filtersProperty(RESERVATIONS.filters),
		...outputProperties(reservationShape),
		getManyOptions(),
	],

	async execute(client, parameters) {
		const options = readListOptions(parameters, PAGE_SIZE);
		const toItem = readOutput(parameters, reservationShape);
		return await new Reservations(client, parameters, options).read(toItem);
	},
};
