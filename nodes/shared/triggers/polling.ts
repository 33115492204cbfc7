import { randomBytes } from 'node:crypto';

import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeOperationError, updateDisplayOptions } from 'n8n-workflow';

import { digest } from '../digest';
import { Parameters } from '../form/parameters';
import { asNodeError, operationError } from '../http/errors';
import type { ServiceClient } from '../lists/serviceClient';
import { asObject, isObject } from '../records';
import { canonical } from './fingerprint';

/** The records that an event is about. */
export interface Source {
	/** What they are, as in "profiles". */
	subject: string;
	/**
	 * All records that the filters let through, or, with `since`, at least those made at that time or
	 * later (ISO 8601, UTC). Completely, or it throws. Resolves with what `map` makes of each.
	 */
	list<T>(map: (record: IDataObject) => T, since?: string): Promise<T[]>;
	/** One of them, the newest where the API can tell; undefined if there is none. */
	newest(): Promise<IDataObject | undefined>;
}

/** What a trigger keeps between two polls, beside what tells whether it still fits: few and plain values. */
export type Memory = Record<string, string | number>;

/** What a poll found. */
export interface Finding {
	items: INodeExecutionData[];
	/** What to keep from now on; left out where it stays as it is. */
	memory?: Memory;
}

/** How one event is found. */
export interface Watch {
	source: Source;
	/** The item that tells of a record in a manual run, as if it had just happened. */
	sample: (record: IDataObject) => INodeExecutionData;
	/**
	 * Looks for what happened since `memory` was kept; with none, takes in what is there and finds
	 * nothing. `salt` is for fingerprints. Throws if the records cannot be read completely.
	 */
	look: (memory: IDataObject | undefined, salt: string) => Promise<Finding>;
}

/** One choice under 'Trigger On', its part of the form, and how it is found. */
export interface TriggerEvent<TClient extends ServiceClient> {
	name: string;
	value: string;
	description: string;
	properties: INodeProperties[];
	watch: (client: TClient, parameters: Parameters) => Watch;
}

/** 'Trigger On', and the parts of the form that the events have. */
export function eventProperties<TClient extends ServiceClient>(
	events: ReadonlyArray<TriggerEvent<TClient>>,
	{ default: defaultEvent, description }: { default: string; description: string },
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
			description,
		},
		...events.flatMap(({ value, properties }) =>
			updateDisplayOptions({ show: { event: [value] } }, properties),
		),
	];
}

/** To be raised when what is kept changes its form; what an older form holds is then to be read, too. */
const VERSION = 1;

/** n8n 1 and 2 give polls without a time limit this much, in ms, and do not hold them to it. */
const NO_LIMIT = 5 * 60_000;

/** Static data of triggers that a poll is at work on: n8n starts the next one all the same. */
const atWork = new WeakSet<IDataObject>();

/**
 * One poll of a trigger. Resolves with the items of what happened since the last one; with null if
 * nothing did, or if another poll is at work. What the trigger keeps is changed last and all at once,
 * so that a poll that fails changes nothing. Throws a NodeApiError or NodeOperationError.
 *
 * n8n stores static data when it starts the workflow, and when it activates it. What is kept after a
 * poll without items is lost if n8n ends before that, so no event may depend on it: see comparedEvents.
 */
export async function runPoll<TClient extends ServiceClient>(
	context: IPollFunctions,
	events: ReadonlyArray<TriggerEvent<TClient>>,
	createClient: (signal: AbortSignal | undefined) => Promise<TClient>,
): Promise<INodeExecutionData[][] | null> {
	const event = readEvent(context, events);
	const parameters = new Parameters(context, undefined, event.properties);
	const signal = timeLimit(context);
	const start = async () => {
		const client = await createClient(signal);
		return { client, watch: event.watch(client, parameters) };
	};
	if (context.getMode() === 'manual') {
		const { watch } = await start();
		return [[await showSample(watch, parameters)]];
	}

	const stored = context.getWorkflowStaticData('node');
	if (atWork.has(stored)) return null;
	atWork.add(stored);
	try {
		const { client, watch } = await start();
		const scope = scopeOf(parameters, client);
		const isOurs = stored.version === VERSION && stored.scope === scope;
		const salt = isOurs ? String(stored.salt) : randomBytes(6).toString('base64');
		const { items, memory } = await watch.look(isOurs ? stored : undefined, salt);
		if (memory !== undefined) keep(stored, { version: VERSION, scope, salt, ...memory });
		return items.length === 0 ? null : [items];
	} catch (error) {
		const isTooSlow = signal?.aborted === true && error === signal.reason;
		throw isTooSlow ? tooSlow(context, parameters) : asNodeError(parameters.node, error, undefined);
	} finally {
		atWork.delete(stored);
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
		'A manual run shows one of them as an example. Take away filters, if there are any, or make one first.',
	);
}

/**
 * What the memory belongs to. With another event, other filters or another account, what is there is
 * new to the trigger, but did not just happen. Filters count as they are typed: the time of an
 * expression such as "a week ago" differs from poll to poll.
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
	return Buffer.from(digest(9, canonical(scope)), 'latin1').toString('base64');
}

/** What was picked from a list carries the name that the list showed, which may change. */
function withoutLabels(filters: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(filters).map(([name, value]) => [
			name,
			isObject(value) && value.__rl === true ? { value: value.value } : value,
		]),
	);
}

/** Puts it in the place of what was kept, and touches nothing where it is the same: n8n would save it. */
function keep(stored: IDataObject, memory: Memory): void {
	for (const name of Object.keys(stored)) {
		if (!(name in memory)) delete stored[name];
	}
	for (const [name, value] of Object.entries(memory)) {
		if (stored[name] !== value) stored[name] = value;
	}
}

/** Ends the reading in time where n8n would give the poll up without saying why. */
function timeLimit(context: IPollFunctions): AbortSignal | undefined {
	// n8n before 2.38 knows no limit.
	const { getPollBudgetMs } = context as Partial<IPollFunctions>;
	const limit = getPollBudgetMs?.call(context) ?? NO_LIMIT;
	return limit < NO_LIMIT ? AbortSignal.timeout(limit) : undefined;
}

function tooSlow(context: IPollFunctions, { node }: Parameters): NodeOperationError {
	const seconds = Math.round(context.getPollBudgetMs() / 1_000);
	return operationError(
		node,
		undefined,
		`The records could not be read in the ${seconds} seconds that n8n gives a trigger`,
		"Nothing is lost: the next poll looks again. Raise 'Parallel Requests' and 'Page Size' under Options, add filters, or raise N8N_SCHEDULER_POLL_TIMEOUT and N8N_SCHEDULER_LEASE_DURATION in n8n.",
	);
}
