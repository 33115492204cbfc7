import { outputProperties } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { getMany } from '../../shared/listing';
import { OPPORTUNITIES } from './listing';
import { opportunityShape } from './shape';

/** Opportunities: Get Many (contract/vome.md 4.6). */
export const getAll: Operation<VomeClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many opportunities',
	description: 'Retrieve a list of opportunities',
	properties: [
		...limitProperties,
		filtersProperty(OPPORTUNITIES.filters),
		...outputProperties(opportunityShape),
		getManyOptions({
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options: [
				{ name: 'Created, Newest First', value: '-created_at' },
				{ name: 'Created, Oldest First', value: 'created_at' },
			],
			default: 'created_at',
			description: 'Order in which the opportunities come',
		}),
	],

	async execute(client, parameters) {
		return await getMany(client, parameters, OPPORTUNITIES, opportunityShape);
	},
};
