import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Operation } from '../shared/operations';
import { runOperation } from '../shared/operations';
import { profile } from './resources/profile';
import { VomeClient } from './shared/transport';

const resources: Record<string, Record<string, Operation<VomeClient>>> = { profile };

/** Runs the operation that the node is set to. Neither choice can be an expression. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0) as string;
	const name = this.getNodeParameter('operation', 0) as string;
	const operation = resources[resource]?.[name];
	if (operation === undefined) {
		throw new NodeOperationError(
			this.getNode(),
			`Vome has no operation '${name}' on '${resource}'`,
			{
				description: "Choose another one under 'Operation'.",
			},
		);
	}

	return [await runOperation(this, async (item) => await VomeClient.create(this, item), operation)];
}
