import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listFields } from '../../shared/fieldChoice';
import { USERS } from './listing';
import { userShape } from './shape';

/** The fields of users to choose from. Throws a NodeApiError. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await listFields(this, USERS, userShape);
}
