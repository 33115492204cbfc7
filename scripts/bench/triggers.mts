// What a poll of a trigger costs, against Get Many of the same list, which remembers and compares nothing.
import type { INodeParameters } from 'n8n-workflow';

import type { Profile, Reservation, RoleProfile } from '../../sandbox/index.mts';
import { startAssembleSandbox, startVomeSandbox } from '../../sandbox/index.mts';
import { best, inOwnProcess } from './measure.mts';
import type { Reading, ReadingSetting } from './reader.mts';

/** So many records are new or changed where anything happened. */
export const HAPPENED = 100;

/** Polls are measured where the trigger remembers nothing yet, where nothing happened, and where something did. */
export const POLLS = ['first', 'quiet', 'eventful'] as const;

export interface Cost extends Omit<Reading, 'stored'> {
	requests: number;
	/** Bytes of the static data as JSON text; 0 for Get Many. */
	stored: number;
}

/** The costs at one number of records of a list. */
export interface Costs {
	list: string;
	records: number;
	getMany: Cost;
	events: Array<{ name: string; polls: Record<(typeof POLLS)[number], Cost> }>;
}

interface TriggerEvent<Row> {
	name: string;
	value: string;
	/** Makes it happen to this many records. Puts new objects in the place of old ones, since sandboxes cache. */
	happen: (rows: Row[], count: number) => void;
}

/** A list in a sandbox, and what triggers find in it. */
interface Subject<Row = object> {
	list: string;
	node: string;
	/** What Get Many needs beside Return All. */
	parameters: INodeParameters;
	events: Array<TriggerEvent<Row>>;
	start: (records: number) => Promise<{
		rows: Row[];
		requests: unknown[];
		credential: ReadingSetting['credential'];
		/** Of the sandbox. */
		origin: string;
		close: () => Promise<void>;
	}>;
}

const profiles: Subject<Profile> = {
	list: 'profiles',
	node: 'vome',
	parameters: { resource: 'profile' },
	events: [
		{
			name: 'Profile Added',
			value: 'profileAdded',
			happen: (rows, count) => {
				rows.push(...rows.slice(0, count).map((row) => ({ ...row, id: newId(row.id) })));
			},
		},
		{
			name: 'Profile Updated',
			value: 'profileUpdated',
			happen: (rows, count) =>
				replace(rows, count, ({ profile_details, ...row }) => ({
					...row,
					profile_details: { ...profile_details, phone_number: '+1 604 555 0100' },
				})),
		},
	],
	start: async (records) =>
		await startVome({ profiles: records, shifts: 0, reservations: 0 }, 'profiles'),
};

const reservations: Subject<Reservation> = {
	list: 'reservations',
	node: 'vome',
	parameters: { resource: 'reservation' },
	events: [
		{
			name: 'Reservation Created',
			value: 'reservationCreated',
			happen: (rows, count) => {
				const newest =
					rows
						.map(({ created_at }) => created_at)
						.sort()
						.at(-1) ?? '';
				rows.push(
					...rows.slice(0, count).map((row) => ({ ...row, id: newId(row.id), created_at: newest })),
				);
			},
		},
		{
			name: 'Reservation Status Changed',
			value: 'reservationStatusChanged',
			happen: (rows, count) =>
				replace(rows, count, (row) => ({ ...row, status: (row.status + 1) % 8 })),
		},
	],
	start: async (records) =>
		await startVome(
			{ profiles: 250, shifts: Math.ceil(records / 4), reservations: records },
			'reservations',
		),
};

const roleProfiles: Subject<RoleProfile> = {
	list: 'role profiles',
	node: 'assemble',
	parameters: { authentication: 'jwt', resource: 'roleProfile' },
	events: [
		{
			name: 'Role Profile Updated',
			value: 'roleProfileUpdated',
			happen: (rows, count) =>
				replace(rows, count, (row) => ({ ...row, display_name: `New: ${row.display_name}` })),
		},
	],
	async start(records) {
		const sandbox = await startAssembleSandbox({ roleProfiles: records });
		const { origin, email, password, requests, close } = sandbox;
		const data = { organisation: origin, email, password };
		return {
			rows: sandbox.assemble.roleProfiles,
			credential: { type: 'assembleJwtApi', data },
			...{ origin, requests, close },
		};
	},
};

async function startVome<Name extends 'profiles' | 'reservations'>(
	size: { profiles: number; shifts: number; reservations: number },
	name: Name,
) {
	const sandbox = await startVomeSandbox(size);
	const { origin, apiKey, requests, close } = sandbox;
	return {
		// Not as its property, or it would serialise each record anew each time.
		rows: sandbox.vome.peek(name),
		credential: { type: 'vomeApi', data: { apiKey, baseUrl: origin } },
		...{ origin, requests, close },
	};
}

/** Another id of the same form. */
function newId(id: string): string {
	return `ffffffff${id.slice(8)}`;
}

function replace<Row>(rows: Row[], count: number, change: (row: Row) => Row): void {
	// From all over the list.
	const step = Math.max(1, Math.floor(rows.length / count));
	for (let place = 0; place < count; place += 1) {
		const row = rows[place * step];
		if (row !== undefined) rows[place * step] = change(row);
	}
}

/**
 * Measures each event at each number of records, `runs` times in turn, of which the fastest counts.
 * Throws if something else comes out than what happened.
 */
export async function* measureTriggers(
	sizes: readonly number[],
	runs: number,
	tell: (text: string) => void,
): AsyncGenerator<Costs> {
	for (const records of sizes) {
		yield await measureSubject(profiles, records, runs, tell);
		yield await measureSubject(reservations, records, runs, tell);
		yield await measureSubject(roleProfiles, records, runs, tell);
	}
}

async function measureSubject<Row>(
	{ list, node, parameters, events, start }: Subject<Row>,
	records: number,
	runs: number,
	tell: (text: string) => void,
): Promise<Costs> {
	const sandbox = await start(records);
	const { rows, origin, credential } = sandbox;
	const measure = async (
		setting: Pick<ReadingSetting, 'node' | 'parameters' | 'stored'>,
		expected: number,
	) => {
		const reading = await inOwnProcess<Reading>('reader.mts', { origin, credential, ...setting });
		if (reading.items !== expected) {
			throw new Error(`${reading.items} ${list} came out, not ${expected}`);
		}
		const stored = reading.stored === undefined ? 0 : Buffer.byteLength(reading.stored);
		const requests = sandbox.requests.length;
		return { cost: { ...reading, stored, requests }, stored: reading.stored };
	};

	const happened = Math.min(HAPPENED, records);
	const getMany: Cost[] = [];
	const rounds = events.map(({ name }) => ({
		name,
		polls: { first: [] as Cost[], quiet: [] as Cost[], eventful: [] as Cost[] },
	}));
	try {
		for (let run = 1; run <= runs; run += 1) {
			tell(`${records.toLocaleString('en')} ${list}, run ${run} of ${runs}`);
			const all = { node, parameters: { ...parameters, operation: 'getAll', returnAll: true } };
			getMany.push((await measure(all, records)).cost);
			for (const [index, { value, happen }] of events.entries()) {
				const polls = rounds[index]?.polls;
				const trigger = { node: `${node}Trigger`, parameters: { ...parameters, event: value } };
				const { cost, stored } = await measure(trigger, 0);
				polls?.first.push(cost);
				polls?.quiet.push((await measure({ ...trigger, stored }, 0)).cost);
				const before = [...rows];
				happen(rows, happened);
				polls?.eventful.push((await measure({ ...trigger, stored }, happened)).cost);
				rows.length = before.length;
				before.forEach((row, place) => {
					rows[place] = row;
				});
			}
		}
	} finally {
		await sandbox.close();
	}
	return {
		list,
		records,
		getMany: summary(getMany),
		events: rounds.map(({ name, polls: { first, quiet, eventful } }) => ({
			name,
			polls: { first: summary(first), quiet: summary(quiet), eventful: summary(eventful) },
		})),
	};
}

/** The fastest, and the least of the rest: what is more is up to chance, as when garbage is collected. */
function summary(costs: Cost[]): Cost {
	const least = (key: 'cpu' | 'memory' | 'held') => Math.min(...costs.map((cost) => cost[key]));
	return { ...best(costs), cpu: least('cpu'), memory: least('memory'), held: least('held') };
}
