import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runResource } from '../shared/operations';
import { roleProfile } from './resources/roleProfile';
import { AssembleClient } from './shared/client';

/** Runs the operation that the node is set to. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runResource(
		this,
		async (itemIndex) => await AssembleClient.create(this, itemIndex),
		{ roleProfile },
	);
}
