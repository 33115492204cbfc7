import { updateDisplayOptions } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations';
import { PATHS } from '../../shared/paths';
import type { VomeClient } from '../../shared/transport';
import { columnsProperties } from './columnsProperties';
import { writeOptions } from './writeOptions';
import { writePeople } from './writePeople';

/**
 * Profiles: Create or Update (contract: vome.md 4.2; its method and path are contradicted, 4.7,
 * no. 2).
 */
export const upsert: BatchOperation<VomeClient> = {
	description: updateDisplayOptions({ show: { resource: ['profile'], operation: ['upsert'] } }, [
		...columnsProperties('upsert'),
		writeOptions,
	]),

	async executeAll(client) {
		return await writePeople(this, client, {
			operation: 'upsert',
			method: 'PUT',
			path: PATHS.profileUpsert,
		});
	},
};
