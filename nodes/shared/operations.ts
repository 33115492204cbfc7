import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { NodeOperationError, updateDisplayOptions } from 'n8n-workflow';

import { Parameters } from './form/parameters';
import { shownFor } from './form/selector';
import type { Hints } from './hints';
import type { NodeError } from './http/errors';
import { asNodeError, operationError } from './http/errors';
import { inTurns, Turns } from './turns';

export interface Client {
	readonly service: string;
	readonly hints: Hints;
	/** The same for all clients of one account. */
	readonly accountKey: string;
	/** The error, with no secret in any of its texts. */
	withoutSecrets(error: NodeError): NodeError;
}

/** The outcome of one input item; `leftOut` says why it was not attempted. */
export type ItemOutcome = { json: IDataObject } | { error: NodeError } | { leftOut: NodeError };

interface OperationForm {
	name: string;
	value: string;
	/** Label in n8n's list of all actions, so it names the resource as well. */
	action: string;
	description: string;
	properties: INodeProperties[];
}

/** An operation that runs once per input item. */
export interface Operation<TClient extends Client> extends OperationForm {
	/** Changes data: if an item fails, the error says which items before it are done. */
	isChange?: boolean;
	/** Returns the output items of one input item; runEach adds the pairing. */
	execute(
		this: IExecuteFunctions,
		client: TClient,
		parameters: Parameters,
	): Promise<INodeExecutionData[]>;
}

/** An operation that runs once for all input items of an account. */
export interface BatchOperation<TClient extends Client> extends OperationForm {
	/** Returns one outcome for each of these input items, in their order; runTogether adds the pairing. */
	executeAll(this: IExecuteFunctions, client: TClient, items: number[]): Promise<ItemOutcome[]>;
}

export interface Resource<TClient extends Client> {
	name: string;
	value: string;
	operations: Array<Operation<TClient> | BatchOperation<TClient>>;
}

/** The 'Resource' and 'Operation' menus, and the form of each operation. */
export function resourceProperties<TClient extends Client>(
	resources: ReadonlyArray<Resource<TClient>>,
	defaultResource: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: defaultResource,
		},
		...resources.flatMap(({ value: resource, operations }): INodeProperties[] => [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: [resource] } },
				options: operations.map(({ name, value, action, description }) => ({
					name,
					value,
					action,
					description,
				})),
				default: initialOf(operations),
			},
			...operations.flatMap(({ value: operation, properties }) =>
				updateDisplayOptions(
					{ show: { resource: [resource] } },
					shownFor('operation', operation, properties),
				),
			),
		]),
	];
}

/** Get Many, if there is one. */
function initialOf(operations: ReadonlyArray<{ value: string }>): string {
	const values = operations.map(({ value }) => value);
	return values.find((value) => value === 'getAll') ?? values[0] ?? '';
}

/** Makes the client of an item. A credential may hold expressions over the item. */
type CreateClient<TClient extends Client> = (itemIndex: number) => Promise<TClient>;

/** The client of each item; items of one account share it. */
class Clients<TClient extends Client> {
	private readonly byAccount = new Map<string, TClient>();

	private readonly byItem = new Map<number, TClient>();

	constructor(private readonly create: CreateClient<TClient>) {}

	get all(): TClient[] {
		return [...this.byAccount.values()];
	}

	/** Reads the credential once for each item. Throws what reading it throws. */
	async of(itemIndex: number): Promise<TClient> {
		const known = this.byItem.get(itemIndex);
		if (known !== undefined) return known;
		const own = await this.create(itemIndex);
		const client = this.byAccount.get(own.accountKey) ?? own;
		this.byAccount.set(own.accountKey, client);
		this.byItem.set(itemIndex, client);
		return client;
	}
}

/** Throws a NodeOperationError if the credential gives an item another account than the first one. */
async function checkOneAccount<TClient extends Client>(
	context: IExecuteFunctions,
	clients: Clients<TClient>,
): Promise<void> {
	let first: string | undefined;
	const turns = new Turns();
	for (const itemIndex of context.getInputData().keys()) {
		await turns.give();
		// What is wrong with a credential is told when its item is run.
		const client = await clients.of(itemIndex).catch(() => undefined);
		first ??= client?.accountKey;
		if (client === undefined || client.accountKey === first) continue;
		throw operationError(
			context.getNode(),
			itemIndex,
			'The credential gives this item a different account from the items before it',
			'Nothing was sent: n8n keeps one login for a credential, and would use it for all items. Split the items with an If or Switch node, and give each account a node and a credential of its own.',
		);
	}
}

/**
 * Runs the chosen operation for all items, each with the account that its credential gives; with
 * `isOneAccount`, all must have the same. Throws a NodeApiError or NodeOperationError.
 */
export async function runOperation<TClient extends Client>(
	context: IExecuteFunctions,
	resources: ReadonlyArray<Resource<TClient>>,
	createClient: CreateClient<TClient>,
	isOneAccount = false,
): Promise<INodeExecutionData[][]> {
	// Neither can be an expression, so item 0 stands for all.
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const operation = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === name);
	if (operation === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The node has no operation '${name}' on '${resource}'`,
			{ description: "Choose another one under 'Operation'." },
		);
	}
	const clients = new Clients(createClient);
	if (isOneAccount) await checkOneAccount(context, clients);
	return [
		'executeAll' in operation
			? await runTogether(context, clients, operation)
			: await runEach(context, clients, operation),
	];
}

/** With Continue On Fail, failed items return `{ error }`; without it, one error lists them. */
async function runTogether<TClient extends Client>(
	context: IExecuteFunctions,
	clients: Clients<TClient>,
	operation: BatchOperation<TClient>,
): Promise<INodeExecutionData[]> {
	const outcomes: ItemOutcome[] = [];
	const itemsOf = new Map<TClient, number[]>();
	const turns = new Turns();
	for (const item of context.getInputData().keys()) {
		await turns.give();
		try {
			const client = await clients.of(item);
			const items = itemsOf.get(client);
			if (items === undefined) itemsOf.set(client, [item]);
			else items.push(item);
		} catch (error) {
			outcomes[item] = { error: toNodeError(context, error, item, undefined) };
		}
	}
	for (const [client, items] of itemsOf) {
		try {
			const ofClient = await operation.executeAll.call(context, client, items);
			for (const [place, item] of items.entries()) outcomes[item] = ofClient[place] as ItemOutcome;
		} catch (error) {
			const leftOut = toNodeError(context, error, items[0] ?? 0, client);
			const isAll = items.length === context.getInputData().length;
			if (isCancelled(context) || (isAll && !context.continueOnFail())) throw leftOut;
			for (const item of items) outcomes[item] = { leftOut };
		}
	}
	const summary = context.continueOnFail() ? undefined : summarise(context, outcomes);
	if (summary !== undefined) throw summary;
	const isWhole = outcomes.every((outcome) => 'json' in outcome);
	for (const { hints } of clients.all) {
		hints.endItem(true);
		if (!isWhole) hints.isIncomplete = true;
	}
	addHints(context, clients.all);
	return outcomes.map((outcome, item) => ({
		json: 'json' in outcome ? outcome.json : { error: problemOf(outcome).message },
		pairedItem: { item },
	}));
}

function problemOf(outcome: Exclude<ItemOutcome, { json: IDataObject }>): NodeError {
	return 'error' in outcome ? outcome.error : outcome.leftOut;
}

/** An error names this many items and counts the rest. */
const MOST_NAMED = 10;

/** One error for all failed items; undefined if all are done. */
function summarise(context: IExecuteFunctions, outcomes: ItemOutcome[]): NodeError | undefined {
	const failed: Array<{ item: number; error: NodeError }> = [];
	const done: number[] = [];
	const leftOut: number[] = [];
	let reason: NodeError | undefined;
	outcomes.forEach((outcome, item) => {
		if ('json' in outcome) done.push(item);
		else if ('error' in outcome) failed.push({ item, error: outcome.error });
		else {
			leftOut.push(item);
			reason ??= outcome.leftOut;
		}
	});
	const [first] = failed;
	const main = first?.error ?? reason;
	if (main === undefined) return undefined;

	const others = failed.slice(1, MOST_NAMED);
	const unnamed = failed.slice(MOST_NAMED).map(({ item }) => item);
	const description = [
		main.description,
		...others.map(({ error }) => `${error.message}.`),
		unnamed.length > 0 && `And ${unnamed.length} more: ${itemRanges(unnamed)}.`,
		leftOut.length > 0 && `Left out: ${itemRanges(leftOut)}.`,
		done.length > 0 &&
			`Done: ${itemRanges(done)}. You may leave out what is done when you run this again.`,
	]
		.filter(Boolean)
		.join(' ');
	if (failed.length <= 1) return Object.assign(main, { description });

	const message = `${failed.length} of ${outcomes.length} items failed, the first because: ${main.message}`;
	const summary = operationError(context.getNode(), undefined, message, description);
	summary.context.itemIndex = main.context.itemIndex;
	return summary;
}

const MOST_RANGES = 10;

/** Formats ascending item numbers: "items 0 to 49, 51 and 60". */
export function itemRanges(items: number[]): string {
	const ranges: Array<[number, number]> = [];
	for (const item of items) {
		const last = ranges.at(-1);
		if (last !== undefined && last[1] === item - 1) last[1] = item;
		else ranges.push([item, item]);
	}
	const shown = ranges.slice(0, MOST_RANGES);
	const words = shown.flatMap(([from, to]) => {
		if (from === to) return [`${from}`];
		return to === from + 1 ? [`${from}`, `${to}`] : [`${from} to ${to}`];
	});
	const others = ranges.slice(MOST_RANGES).reduce((sum, [from, to]) => sum + to - from + 1, 0);
	if (others > 0) words.push(`${others} more`);
	const end = words.pop() ?? '';
	const list = words.length === 0 ? end : `${words.join(', ')} and ${end}`;
	return `${items.length === 1 ? 'item' : 'items'} ${list}`;
}

/** n8n routes an item to the error output only if it is `{ error }` and nothing else. */
async function runEach<TClient extends Client>(
	context: IExecuteFunctions,
	clients: Clients<TClient>,
	operation: Operation<TClient>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const count = context.getInputData().length;
	for (let itemIndex = 0; itemIndex < count; itemIndex += 1) {
		let client: TClient | undefined;
		try {
			client = await clients.of(itemIndex);
			const parameters = new Parameters(context, itemIndex, operation.properties);
			await inTurns(await operation.execute.call(context, client, parameters), (item) => {
				item.pairedItem = { item: itemIndex };
				output.push(item);
			});
			client.hints.endItem(true);
		} catch (error) {
			const shown = toNodeError(context, error, itemIndex, client);
			if (isCancelled(context) || !context.continueOnFail()) {
				throw withProgress(shown, operation, itemIndex);
			}
			client?.hints.endItem(false);
			output.push({
				json: { error: shown.message },
				pairedItem: { item: itemIndex },
			});
		}
	}
	addHints(context, clients.all, output.length === 0);
	return output;
}

function addHints(context: IExecuteFunctions, clients: Client[], isEmpty = false): void {
	const hints = clients.flatMap(({ hints: own, service }) =>
		own.toExecutionHints(service, isEmpty),
	);
	if (hints.length > 0) context.addExecutionHints(...hints);
}

function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted ?? false;
}

/** Names the items already done: their output is lost with the error. */
function withProgress<TClient extends Client>(
	error: NodeError,
	{ isChange = false }: Operation<TClient>,
	itemIndex: number,
): NodeError {
	if (isChange && itemIndex > 0 && error.description) {
		const done = itemIndex === 1 ? 'Item 0 was' : `Items 0 to ${itemIndex - 1} were`;
		error.description += ` ${done} already done: leave ${itemIndex === 1 ? 'it' : 'them'} out when you run this again.`;
	}
	return error;
}

function toNodeError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
	client: Client | undefined,
): NodeError {
	// n8n tells a stopped execution from a failed one by the word 'canceled'.
	if (isCancelled(context)) {
		return new NodeOperationError(context.getNode(), 'The execution was canceled', { itemIndex });
	}
	const nodeError = asNodeError(context.getNode(), error, itemIndex);
	nodeError.context.itemIndex ??= itemIndex;
	return client?.withoutSecrets(nodeError) ?? nodeError;
}
