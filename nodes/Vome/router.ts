import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runResource } from '../shared/operations';
import { opportunity } from './resources/opportunity';
import { profile } from './resources/profile';
import { reservation } from './resources/reservation';
import { shift } from './resources/shift';
import { VomeClient } from './shared/client';

/** Runs the operation that the node is set to. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runResource(this, async (itemIndex) => await VomeClient.create(this, itemIndex), {
		opportunity,
		profile,
		reservation,
		shift,
	});
}
