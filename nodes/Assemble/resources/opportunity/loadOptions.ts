import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listFields } from '../../shared/fieldChoice';
import { OPPORTUNITIES } from './listing';
import { opportunityShape } from './shape';

/** The fields of opportunities to choose from. Throws a NodeApiError. */
export async function getOpportunityFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await listFields(this, OPPORTUNITIES, opportunityShape);
}
