import { outputProperties } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { getManyOptions, limitProperties } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption, readSort, sortProperty } from '../../shared/descriptions';
import { getMany } from '../../shared/listing';
import { ACTIVITIES } from './listing';
import { activityShape } from './shape';

/** Activities: Get Many (contract/assemble.md 5.2). `page` and `limit` are inferred (contract/assemble.md 3.3). */
export const getAll: Operation<AssembleClient> = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many activities',
	description: 'Retrieve a list of activities',
	properties: [
		...limitProperties,
		filtersProperty(ACTIVITIES.filters),
		...outputProperties(activityShape),
		getManyOptions(pageSizeOption),
		sortProperty(ACTIVITIES.subject, 'start_date', [
			{ name: 'Category', value: 'category' },
			{ name: 'Description', value: 'description' },
			{ name: 'Start Date', value: 'start_date' },
			{ name: 'Updated', value: 'updated' },
		]),
	],

	async execute(client, parameters) {
		return await getMany(client, parameters, ACTIVITIES, activityShape, readSort(parameters));
	},
};
