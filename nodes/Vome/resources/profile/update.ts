import { updateDisplayOptions } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations';
import { PATHS } from '../../shared/paths';
import type { VomeClient } from '../../shared/transport';
import { columnsProperties } from './columnsProperties';
import { writeOptions } from './writeOptions';
import { writePeople } from './writePeople';

/**
 * Profiles: Update (contract: vome.md 4.2). Only the columns that are mapped are sent. Whether Vome
 * keeps the others is not documented (section 7, no. 4).
 */
export const update: BatchOperation<VomeClient> = {
	description: updateDisplayOptions({ show: { resource: ['profile'], operation: ['update'] } }, [
		...columnsProperties('update'),
		writeOptions,
	]),

	async executeAll(client) {
		return await writePeople(this, client, {
			operation: 'update',
			method: 'PUT',
			path: PATHS.profileUpdate,
		});
	},
};
