import { outputProperties } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { getMany } from '../../shared/listing';
import { SHIFTS } from './listing';
import { shiftShape } from './shape';

/** Shifts: Get Many (contract/vome.md 4.5). */
export const getAll: Operation<VomeClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many shifts',
	description: 'Retrieve a list of shifts',
	properties: [
		...limitProperties,
		filtersProperty(SHIFTS.filters),
		...outputProperties(shiftShape),
		getManyOptions({
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			// The documents show `-` for opportunities only; inferred here (contract/vome.md 4.5).
			options: [
				{ name: 'Capacity, Largest First', value: '-spots' },
				{ name: 'Capacity, Smallest First', value: 'spots' },
				{ name: 'Created, Newest First', value: '-created_at' },
				{ name: 'Created, Oldest First', value: 'created_at' },
				{ name: 'End, Earliest First', value: 'shift_end_at' },
				{ name: 'End, Latest First', value: '-shift_end_at' },
				{ name: 'Start, Earliest First', value: 'shift_start_at' },
				{ name: 'Start, Latest First', value: '-shift_start_at' },
			],
			default: 'created_at',
			description: 'Order in which the shifts come',
		}),
	],

	async execute(client, parameters) {
		return await getMany(client, parameters, SHIFTS, shiftShape);
	},
};
