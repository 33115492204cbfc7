import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Notes } from './notes';

/** What an operation talks to its service with, for one execution of a node. */
export interface Client {
	readonly service: string;
	readonly notes: Notes;
}

/** One operation of a node: its part of the form, and what it does for one input item. */
export interface Operation<TClient extends Client> {
	description: INodeProperties[];
	/** It changes data, so that what was done before an item failed is worth telling. */
	isChange?: boolean;
	/** Resolves with the output items of input item `itemIndex`; pairing is added by runOperation. */
	execute(
		this: IExecuteFunctions,
		client: TClient,
		itemIndex: number,
	): Promise<INodeExecutionData[]>;
}

/**
 * Runs the operation that the node is set to; neither 'Resource' nor 'Operation' can be an expression.
 * Throws a NodeOperationError if there is no such operation, and what runOperation throws.
 */
export async function runResource<TClient extends Client>(
	context: IExecuteFunctions,
	createClient: (itemIndex: number) => Promise<TClient>,
	resources: Record<string, Record<string, Operation<TClient>>>,
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const operation = resources[resource]?.[name];
	if (operation === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The node has no operation '${name}' on '${resource}'`,
			{ description: "Choose another one under 'Operation'." },
		);
	}
	return [await runOperation(context, createClient, operation)];
}

/**
 * Runs an operation for each input item in turn and pairs what comes out with it. With Continue On
 * Fail an item that fails comes out as `{ error }` alone, the only shape that n8n routes to the
 * error output. Throws a NodeApiError or NodeOperationError that carries the item's index.
 */
async function runOperation<TClient extends Client>(
	context: IExecuteFunctions,
	createClient: (itemIndex: number) => Promise<TClient>,
	operation: Operation<TClient>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	let client: TClient | undefined;
	const count = context.getInputData().length;
	for (let itemIndex = 0; itemIndex < count; itemIndex += 1) {
		try {
			client ??= await createClient(itemIndex);
			for (const item of await operation.execute.call(context, client, itemIndex)) {
				item.pairedItem = { item: itemIndex };
				output.push(item);
			}
			client.notes.endItem(true);
		} catch (error) {
			if (isCancelled(context) || !context.continueOnFail()) {
				throw withProgress(toNodeError(context, error, itemIndex), operation, itemIndex);
			}
			client?.notes.endItem(false);
			output.push({
				json: { error: (error as Error).message },
				pairedItem: { item: itemIndex },
			});
		}
	}
	const hints = client?.notes.hints(client.service) ?? [];
	if (hints.length > 0) context.addExecutionHints(...hints);
	return output;
}

function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted ?? false;
}

/** Says which items were done before, since their output is lost with the error. */
function withProgress<TClient extends Client>(
	error: NodeApiError | NodeOperationError,
	{ isChange = false }: Operation<TClient>,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (isChange && itemIndex > 0 && error.description) {
		const done = itemIndex === 1 ? 'Item 0 was' : `Items 0 to ${itemIndex - 1} were`;
		error.description += ` ${done} already done: leave ${itemIndex === 1 ? 'it' : 'them'} out when you run this again.`;
	}
	return error;
}

/** The error itself if it is already one of n8n's about this item, else a fresh one. */
function toNodeError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	// By this word n8n tells an execution that was stopped from one that failed.
	if (isCancelled(context)) {
		return new NodeOperationError(context.getNode(), 'The execution was canceled', { itemIndex });
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}
