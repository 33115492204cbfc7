import { updateDisplayOptions } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations';
import { PATHS } from '../../shared/paths';
import type { VomeClient } from '../../shared/transport';
import { columnsProperties } from './columnsProperties';
import { writeOptions } from './writeOptions';
import { writePeople } from './writePeople';

/**
 * Profiles: Create (contract: vome.md 4.2). Who exists already is not created again, and comes out with
 * `success` false where Vome says so.
 */
export const create: BatchOperation<VomeClient> = {
	description: updateDisplayOptions({ show: { resource: ['profile'], operation: ['create'] } }, [
		...columnsProperties('add'),
		writeOptions,
	]),

	async executeAll(client) {
		return await writePeople(this, client, {
			operation: 'create',
			method: 'POST',
			path: PATHS.profileCreate,
		});
	},
};
