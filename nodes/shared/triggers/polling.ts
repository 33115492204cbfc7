import { randomBytes } from 'node:crypto';

import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { digest } from '../digest';
import { Parameters } from '../form/parameters';
import { shownFor } from '../form/selector';
import type { Hints } from '../hints';
import { asNodeError, operationError } from '../http/errors';
import type { ServiceClient } from '../lists/serviceClient';
import { asObject, isObject } from '../records';
import { checkSum } from './checkSum';
import { canonical } from './fingerprint';
import { UnsavedMemory } from './unsaved';

export interface Source {
	/** As in "profiles". */
	subject: string;
	/**
	 * All records that match the filters or, with `since` (ISO 8601, UTC), at least those created
	 * since then; complete, or it throws. Resolves with what `map` makes of each. Calls `onUnlisted`
	 * if the service counts records that it does not list.
	 */
	list<T>(
		map: (record: IDataObject) => T,
		options?: { since?: string; onUnlisted?: () => void },
	): Promise<T[]>;
	/** The newest record, or any where the API cannot tell; undefined if there is none. */
	newest(): Promise<IDataObject | undefined>;
}

/** What an event keeps between polls: few, plain values. */
export type Memory = Record<string, string | number>;

export interface Finding {
	items: INodeExecutionData[];
	/** What to keep from now on; left out if unchanged. */
	memory?: Memory;
}

export interface Watch {
	source: Source;
	/** The item for a record in a manual run, as if the event had just happened. */
	sample: (record: IDataObject) => INodeExecutionData;
	/**
	 * Finds what happened since `memory` was kept; without it, records the current state and finds
	 * nothing. `salt` is for fingerprints. Throws if the records cannot be read completely.
	 */
	look: (memory: IDataObject | undefined, salt: string) => Promise<Finding>;
}

export interface TriggerEvent<TClient extends ServiceClient> {
	name: string;
	value: string;
	description: string;
	properties: INodeProperties[];
	watch: (client: TClient, parameters: Parameters) => Watch;
}

/** The 'Trigger On' menu, and the form of each event. */
export function eventProperties<TClient extends ServiceClient>(
	events: ReadonlyArray<TriggerEvent<TClient>>,
	defaultEvent: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Trigger On',
			name: 'event',
			type: 'options',
			noDataExpression: true,
			options: events.map((event) => ({
				name: event.name,
				value: event.value,
				description: event.description,
			})),
			default: defaultEvent,
		},
		...events.flatMap(({ value, properties }) => shownFor('event', value, properties)),
	];
}

/** Raise it when the stored format changes, and read the older format as well. */
const VERSION = 1;

/** In n8n 1 and 2, polls without a time limit get this budget (ms), which n8n does not enforce. */
const NO_LIMIT = 5 * 60_000;

/** Hints in n8n's log since n8n started, by trigger and settings: each poll would tell them again. */
const logged = new Set<string>();

const MOST_LOGGED = 1_000;

/** Triggers with a poll in progress, by their static data or name: n8n starts the next one regardless. */
const atWork = new Set<IDataObject | string>();

/**
 * Runs one poll of a trigger. Returns the items of what happened since the last one; null if
 * nothing did, or if another poll is in progress. Changes the memory last and all at once, so a
 * failed poll changes nothing. Throws a NodeApiError or NodeOperationError.
 *
 * n8n saves static data when the trigger starts the workflow and when it is activated. The memory
 * of a poll without items is lost if n8n ends before that, so no event may depend on it: see
 * comparedEvents.
 */
export async function runPoll<TClient extends ServiceClient>(
	context: IPollFunctions,
	events: ReadonlyArray<TriggerEvent<TClient>>,
	createClient: (signal: AbortSignal | undefined) => Promise<TClient>,
): Promise<INodeExecutionData[][] | null> {
	const event = readEvent(context, events);
	const parameters = new Parameters(context, undefined, event.properties);
	const signal = timeLimit(context);
	if (context.getMode() === 'manual') {
		const watch = event.watch(await createClient(signal), parameters);
		return [[await showSample(watch, parameters)]];
	}

	const stored = readStored(context, parameters);
	// n8n's scheduler hands each poll a copy of its own.
	const unsaved = isScheduled(context) ? new UnsavedMemory(nameOf(context), stored) : undefined;
	const key = unsaved?.trigger ?? stored;
	if (atWork.has(key) || unsaved?.isOvertaken === true) return null;
	atWork.add(key);
	let client: TClient | undefined;
	try {
		client = await createClient(signal);
		const watch = event.watch(client, parameters);
		const scope = scopeOf(parameters, client);
		const last = unsaved?.recall() ?? stored;
		const isWhole = await isAsStored(context, parameters.node, last);
		const isOurs = isWhole && last.version === VERSION && last.scope === scope;
		const salt = isOurs ? String(last.salt) : randomBytes(6).toString('base64');
		if (isOurs) client.guesses.load(client.guessTable, last.guesses);
		const { items, memory } = await watch.look(isOurs ? last : undefined, salt);
		const guesses = client.guesses.save(client.guessTable);
		if (memory !== undefined) {
			const found: Memory = guesses === '' ? {} : { guesses };
			const kept: Memory = { version: VERSION, scope, salt, ...found, ...memory };
			const all: Memory = { ...kept, check: await checkSum(kept) };
			keep(stored, all);
			if (items.length === 0) unsaved?.keep(all);
			else unsaved?.leave();
		}
		log(context, parameters.node, client.hints, scope);
		return items.length === 0 ? null : [items];
	} catch (error) {
		const isTooSlow = signal?.aborted === true && error === signal.reason;
		throw isTooSlow && client !== undefined
			? tooSlow(context, parameters, client)
			: asNodeError(parameters.node, error, undefined);
	} finally {
		atWork.delete(key);
	}
}

function readEvent<TClient extends ServiceClient>(
	context: IPollFunctions,
	events: ReadonlyArray<TriggerEvent<TClient>>,
): TriggerEvent<TClient> {
	const name = context.getNodeParameter('event') as string;
	const event = events.find(({ value }) => value === name);
	if (event !== undefined) return event;
	throw new NodeOperationError(context.getNode(), `The trigger has no event '${name}'`, {
		description: "Choose another one under 'Trigger On'.",
	});
}

async function showSample({ source, sample }: Watch, parameters: Parameters) {
	const record = await source.newest();
	if (record !== undefined) return sample(record);
	throw parameters.fail(
		`There are no ${source.subject} to show`,
		'A manual run shows one of them as an example. Remove filters, if there are any, or make one first.',
	);
}

/**
 * What the memory belongs to. With another event, filter or account, existing records are new to
 * the trigger, but did not just happen. Filters count as typed: the time of an expression such as
 * "a week ago" differs from poll to poll.
 */
function scopeOf({ node }: Parameters, { origin, credentialType }: ServiceClient): string {
	const { event, filters, options, authentication } = node.parameters;
	const { queryParameters, watchedFields } = asObject(options);
	const scope = {
		event,
		filters: isObject(filters) ? withoutLabels(filters) : filters,
		queryParameters,
		watchedFields,
		authentication,
		origin,
		credential: node.credentials?.[credentialType]?.id,
	};
	return Buffer.from(digest(9, canonical(scope, String)), 'latin1').toString('base64');
}

/** A resource locator carries the name that its list showed, which may change. */
function withoutLabels(filters: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(filters).map(([name, value]) => [
			name,
			isObject(value) && value.__rl === true ? { value: value.value } : value,
		]),
	);
}

/** What n8n stored for this trigger. Throws a NodeOperationError if nothing can be stored there. */
function readStored(context: IPollFunctions, parameters: Parameters): IDataObject {
	const { node } = parameters;
	const read = (): unknown => context.getWorkflowStaticData('node');
	if (!isObject(read())) {
		// Nodes cannot replace all of it by n8n's own means, only what is in it.
		const { workflow } = context as { workflow?: { staticData?: IDataObject } };
		delete workflow?.staticData?.[`node:${node.name}`];
		tell(context, node, DAMAGED);
	}
	const stored = read();
	if (isObject(stored)) return stored;
	throw parameters.fail(
		'What n8n has stored for this trigger is damaged, and cannot be replaced',
		'Replace the trigger with a copy of it: a copy stores what it remembers in a new place.',
	);
}

const DAMAGED =
	'What n8n has stored for this trigger is damaged or of another version, so the trigger starts over: it notes what is there, and what happened since the last poll starts nothing.';

/** Whether the memory is as it was stored. If it is not, n8n's log tells, since events may be missed. */
async function isAsStored(
	context: IPollFunctions,
	node: INode,
	{ check, ...memory }: IDataObject,
): Promise<boolean> {
	if (check === undefined && Object.keys(memory).length === 0) return false;
	const isSame = check === (await checkSum(memory));
	if (!isSame) tell(context, node, DAMAGED);
	return isSame;
}

/** Replaces the memory, but assigns no equal values: n8n would save them. */
function keep(stored: IDataObject, memory: Memory): void {
	for (const name of Object.keys(stored)) {
		if (!(name in memory)) delete stored[name];
	}
	for (const [name, value] of Object.entries(memory)) {
		if (stored[name] !== value) stored[name] = value;
	}
}

/** Writes hints to n8n's log, since n8n shows none of a trigger. */
function log(context: IPollFunctions, node: INode, hints: Hints, scope: string): void {
	hints.endItem(true);
	for (const text of hints.toTexts()) {
		const workflow = String(context.getWorkflow().id);
		// Numbers of records differ from poll to poll.
		const key = digest(9, workflow, node.id, scope, text.replace(/\d+/g, ''));
		if (logged.has(key)) continue;
		if (logged.size >= MOST_LOGGED) logged.clear();
		logged.add(key);
		tell(context, node, text);
	}
}

function nameOf(context: IPollFunctions): string {
	const { id, name } = context.getNode();
	return `${context.getWorkflow().id} ${id} ${name}`;
}

function tell(context: IPollFunctions, { name }: INode, text: string): void {
	context.logger.warn(`${name} (workflow ${context.getWorkflow().id}): ${text}`);
}

/** Stops reading in time: n8n would drop the poll without saying why. */
function timeLimit(context: IPollFunctions): AbortSignal | undefined {
	return isScheduled(context) ? AbortSignal.timeout(context.getPollBudgetMs()) : undefined;
}

/** Whether n8n's scheduler polls, which alone has a time limit; n8n before 2.38 does not tell. */
function isScheduled(context: IPollFunctions): boolean {
	const { getPollBudgetMs } = context as Partial<IPollFunctions>;
	return (getPollBudgetMs?.call(context) ?? NO_LIMIT) !== NO_LIMIT;
}

function tooSlow(
	context: IPollFunctions,
	{ node }: Parameters,
	{ fasterBy }: ServiceClient,
): NodeOperationError {
	const seconds = Math.round(context.getPollBudgetMs() / 1_000);
	return operationError(
		node,
		undefined,
		`The records could not be read in the ${seconds} seconds that n8n gives a trigger`,
		`Nothing is lost: the next poll looks again. Raise ${fasterBy} under Options, add filters, or raise N8N_SCHEDULER_POLL_TIMEOUT and N8N_SCHEDULER_LEASE_DURATION in n8n.`,
	);
}
