import { filtersProperty } from '../../../shared/lists/filters';
import { countOptions } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { countRecords } from '../../shared/listing';
import { PROFILES } from './listing';

/** Profiles: Count (contract/vome.md 4.1). */
export const count: Operation<VomeClient> = {
	name: 'Count',
	value: 'count',
	action: 'Count profiles',
	description: 'Count the profiles that match',
	properties: [filtersProperty(PROFILES.filters), countOptions],

	async execute(client, parameters) {
		return await countRecords(client, parameters, PROFILES);
	},
};
