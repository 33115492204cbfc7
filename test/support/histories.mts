// What may happen to a trigger in a few days, drawn at random, the same for the same seed: data that
// changes, polls that fail, n8n that restarts. Each poll is held against what an oracle says.
import crypto from 'node:crypto';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { PollingWorkflow, PollResult } from '../../engine/index.mts';
import type { AssembleQuirks, Fault, VomeQuirks } from '../../sandbox/index.mts';
import { withoutFields } from '../../sandbox/missing.mts';
import { Random } from '../../sandbox/random.mts';
import { forgetGuesses } from './bench.mts';
import { clock } from './clock.mts';
import type { FoundEvent, Prediction, Row, Watching } from './historyOracle.mts';
import { idOf, Oracle } from './historyOracle.mts';
import type { Benches, Side } from './historySides.mts';
import { assembleSide, vomeSide } from './historySides.mts';
import type { EventInfo, EventName, FilterChoice, World } from './historyWorlds.mts';
import { EVENT_NAMES, EVENTS, put } from './historyWorlds.mts';
import { rearranged } from './historyRearranging.mts';

type Way = 'saved' | 'staged';

const WAYS: readonly Way[] = ['saved', 'staged'];

/** Beginning of each history: the sandbox's own today. */
const START = Date.parse('2026-03-01T12:00:00Z');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Of the Created events. */
const LOOK_BACK = 24 * HOUR;

/** Lists stay shorter than that. */
const MOST_RECORDS = 45;

/** How often what happened, to see that the histories are about something. */
export interface Tally {
	event: EventName;
	way: Way;
	/** Items that polls brought. */
	found: number;
	/** Polls that went well. */
	polls: number;
	/** Polls that failed, activations among them. */
	failed: number;
	restarts: number;
	/** Changes of the data while a list was read. */
	midway: number;
	/** Polls for which the service ignored the filter. */
	ignored: number;
	/** Polls in which fields were missing. */
	forgetful: number;
}

/** The event and the way of keeping static data of a seed: 24 seeds in a row have all pairs. */
export function subjectOf(seed: number): { event: EventName; way: Way } {
	const event = EVENT_NAMES[seed % EVENT_NAMES.length] as EventName;
	return { event, way: WAYS[Math.floor(seed / EVENT_NAMES.length) % WAYS.length] as Way };
}

/** A stream of random numbers of its own. */
const OF_THE_NODES = 1;

/** Of a salt, in bytes. */
const SALT = 6;

/**
 * Has the nodes draw from the seed. With some salts, a field that is missing in one poll and another one in
 * the next has the same short fingerprint, and the change is not seen.
 */
function drawFrom(random: Random): jest.SpyInstance[] {
	const draw = crypto.randomBytes;
	const saltFrom = () => Buffer.from(Array.from({ length: SALT }, () => random.int(0, 255)));
	return [
		jest.spyOn(Math, 'random').mockImplementation(() => random.fraction()),
		jest
			.spyOn(crypto, 'randomBytes')
			.mockImplementation((size: number) => (size === SALT ? saltFrom() : draw(size))),
	];
}

/** Plays the history of this seed. Throws with seed, settings and history where a poll is wrong. */
export async function playHistory(seed: number, benches: Benches): Promise<Tally> {
	// Each is a workflow of its own, in an n8n that has just started.
	forgetGuesses();
	const history = new History(seed, benches);
	const spies = drawFrom(new Random(seed, OF_THE_NODES));
	try {
		return await history.play();
	} catch (error) {
		const { message } = error as Error;
		throw new Error(`Seed ${seed}\n${history.log.join('\n')}\n\n${message}`, { cause: error });
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}

/** Faults that no retry mends, if they go on. */
const LASTING: Array<Omit<Fault, 'path'>> = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 400 },
	{ kind: 'status', status: 401 },
	{ kind: 'status', status: 403 },
	{ kind: 'status', status: 429 },
	{ kind: 'truncate' },
	{ kind: 'html' },
	{ kind: 'wrongShape' },
	{ kind: 'drop' },
	{ kind: 'emptyPage' },
	{ kind: 'redirect', location: 'https://evil.example{path}' },
];

/** Faults that pass. */
const PASSING: Array<Omit<Fault, 'path'>> = [
	{ kind: 'status', status: 429, retryAfter: '2' },
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502, contentType: 'text/html' },
	{ kind: 'status', status: 503 },
	{ kind: 'drop' },
	{ kind: 'dropMidBody' },
	{ kind: 'truncate' },
	{ kind: 'doubledJson' },
	{ kind: 'delay', ms: 2 },
	{ kind: 'redirect', location: '{path}' },
];

/** What a poll is to come to; 'either' where that depends on how many requests it takes. */
type Expected = 'success' | 'failure' | 'either';

/** What goes wrong during a poll. */
interface Trouble {
	faults: Array<Omit<Fault, 'path'>>;
	/** Quirks for this poll alone. */
	quirks?: object;
	expected: Expected;
	/** The list has no order that could be told. */
	isUnordered?: boolean;
}

const NO_TROUBLE: Trouble = { faults: [], expected: 'success' };

/** What is set in the form, as far as histories change it. */
interface Settings {
	event: EventName;
	filter: FilterChoice;
	watchedFields: string[];
	/** For 'Selected Fields'. */
	fields: string[];
	output: 'simplified' | 'flattened' | 'raw' | 'selectedFields';
	/** Values of an extra query parameter that no server knows. */
	query: string[];
	/** ID of the credential. */
	credential: string;
	pageSize: number;
	parallelRequests: number;
	/** Minute of the hourly polls. */
	minute: number;
}

/** Opportunities have no more fields than the simplified ones. */
const outputOf = ({ event, output }: Settings) =>
	event === 'opportunityCreated' && output === 'flattened' ? 'simplified' : output;

const NO_FILTER: FilterChoice = { parameters: {}, isIn: () => true };

const isByTime = ({ parameters }: FilterChoice) => 'createdAfter' in parameters;

class History {
	/** What happened so far, a line for each thing. */
	readonly log: string[] = [];
	private readonly random: Random;
	private readonly side: Side;
	private readonly oracle: Oracle;
	private readonly tally: Tally;
	/** Each request gets the records in another order. */
	private readonly isShuffled: boolean;
	/** In the editor. */
	private settings: Settings;
	/** As activated. */
	private published: Settings;
	private active?: PollingWorkflow;
	/** Records that were deleted, to be added again. */
	private readonly deleted = new Map<World, Row[]>();
	/** IDs of records that went while a poll read the list: nobody knows whether it saw them. */
	private readonly doubtful = new Set<string>();
	/** IDs that Added and Created events told of since the trigger began. */
	private told = new Set<string>();

	constructor(seed: number, benches: Benches) {
		const { event, way } = subjectOf(seed);
		const random = new Random(seed);
		this.random = random;
		this.oracle = new Oracle(way);
		this.tally = {
			event,
			way,
			found: 0,
			polls: 0,
			failed: 0,
			restarts: 0,
			midway: 0,
			ignored: 0,
			forgetful: 0,
		};
		clock.reset();
		clock.isFrozen = true;
		clock.elapsed = START - Date.now();
		const isVome = EVENTS[event].service === 'Vome';
		this.side = isVome ? vomeSide(benches.Vome) : assembleSide(benches.Assemble);
		this.isShuffled = isVome && random.chance(0.12);
		this.drawQuirks();
		for (const world of Object.values(this.side.worlds)) this.populate(world);
		this.settings = {
			...this.drawScope(event),
			...this.drawForm(),
			query: [],
			credential: this.side.credential,
		};
		this.published = this.settings;
		this.side.makeRow(() => this.born());
	}

	async play(): Promise<Tally> {
		const { event, way } = this.tally;
		this.note(`${event}, ${way}`);
		await this.side.saveCredentials();
		this.active = await this.side.trigger(this.parameters(), { staticData: way, isActive: false });
		await this.activate();
		expect(this.tally.found).toBe(0);
		for (let left = this.random.int(10, 15); left > 0; left -= 1) {
			this.pass(this.random.int(1, 90) * MINUTE);
			this.changes();
			await this.look();
		}
		return this.tally;
	}

	private note(line: string): void {
		this.log.push(line);
	}

	private pass(ms: number): void {
		clock.elapsed += ms;
	}

	private get workflow(): PollingWorkflow {
		if (this.active === undefined) throw new Error('There is no workflow yet');
		return this.active;
	}

	/** Of the event that the active trigger looks for. */
	private get info(): EventInfo {
		return EVENTS[this.published.event];
	}

	private get world(): World {
		return this.worldOf(this.published.event);
	}

	private worldOf(event: EventName): World {
		const world = this.side.worlds[EVENTS[event].world];
		if (world === undefined) throw new Error(`The service has no records for ${event}`);
		return world;
	}

	// What is set

	private drawQuirks(): void {
		const { random, side } = this;
		const { quirks } = side.sandbox;
		const drawn: object[] = random.some<object>(side.quirks, random.int(0, 2));
		drawn.push(...random.some<object>(side.looks, random.int(0, 2)));
		// Without a number of records, only the links tell whether a list goes on.
		if (drawn.some((quirk) => 'count' in quirk)) drawn.push({ links: 'own' });
		// With its pages in no order, a list can only be read where it has a single one.
		if (this.isShuffled) drawn.push({ order: 'shuffled', count: 'number' });
		Object.assign(quirks, ...drawn);
		this.note(`quirks ${drawn.map((quirk) => JSON.stringify(quirk)).join(' ')}`);
	}

	/** Fewer records than the sandbox starts with, which share no objects, and were made of late. */
	private populate(world: World): void {
		const { random } = this;
		const count = random.chance(0.1) ? random.int(0, 3) : random.int(8, 28);
		const rows = world
			.rows()
			.slice(0, count)
			.map((row) => structuredClone(row));
		for (const row of rows) {
			if (row.created_at === undefined) continue;
			row.created_at = micros(START - random.int(1, 60 * HOUR), random);
		}
		world.replace(rows);
	}

	/** Settings with which the trigger begins anew. */
	private drawScope(
		event: EventName,
	): Pick<Settings, 'event' | 'filter' | 'watchedFields' | 'fields'> {
		const { random } = this;
		const info: EventInfo = EVENTS[event];
		const world = this.worldOf(event);
		const filters = world
			.filters(world.rows())
			.filter((filter) => this.canUse(filter) && (info.kind !== 'created' || !isByTime(filter)));
		const names = world.fields.map(({ name }) => name);
		const isChosen = info.tellsChanges === true && random.chance(0.4);
		return {
			event,
			filter: random.chance(0.4) ? NO_FILTER : random.pick(filters),
			watchedFields: isChosen ? random.some(names, random.int(1, 6)) : [],
			fields: random.some(names, 2),
		};
	}

	/** Whether the server does not refuse the filter; otherwise the trigger fails each time. */
	private canUse(filter: FilterChoice): boolean {
		const quirks = this.side.sandbox.quirks as Partial<VomeQuirks>;
		const isKnown =
			quirks.reservationCreatedFilters === true && quirks.unknownFilters?.length === 0;
		return !isByTime(filter) || isKnown || this.side.ignoresUnknown();
	}

	/** Settings that change nothing of what is found. */
	private drawForm(): Pick<Settings, 'output' | 'pageSize' | 'parallelRequests' | 'minute'> {
		const { random } = this;
		const isWhole = this.isShuffled || random.chance(0.15);
		return {
			output: random.pick(['simplified', 'flattened', 'raw', 'selectedFields'] as const),
			pageSize: isWhole ? 100 : random.int(4, 16),
			parallelRequests: random.int(1, 10),
			minute: random.int(0, 59),
		};
	}

	private parameters(): INodeParameters {
		const { event, filter, fields, query, minute, ...others } = this.settings;
		const output = outputOf(this.settings);
		const { pageSize, parallelRequests, watchedFields } = others;
		const { tellsChanges }: EventInfo = EVENTS[event];
		return {
			pollTimes: { item: [{ mode: 'everyHour', minute }] },
			event,
			filters: filter.parameters as INodeParameters,
			output,
			...(output === 'selectedFields' && { fields }),
			options: {
				...this.side.withPages(pageSize),
				parallelRequests,
				...(tellsChanges === true && watchedFields.length > 0 && { watchedFields }),
				...(query.length > 0 && {
					queryParameters: { parameter: query.map((value) => ({ name: 'unknown', value })) },
				}),
			},
		};
	}

	/** What the oracle has to know of the settings. */
	private watching(): Watching {
		const { event, filter, query, credential } = this.published;
		const { kind, field, leftOut = [], tellsChanges }: EventInfo = EVENTS[event];
		const chosen = tellsChanges === true ? this.published.watchedFields : [];
		const counts = ({ name }: { name: string }) => {
			if (field !== undefined) return name === field;
			return chosen.length === 0 ? !leftOut.includes(name) : chosen.includes(name);
		};
		const scope = [event, filter.parameters, query, chosen, credential, this.side.origin];
		// For this event, it is the status that reservations change to.
		const isTarget = event === 'reservationStatusChanged' && 'status' in filter.parameters;
		return {
			kind,
			scope: JSON.stringify(scope),
			isIn: isTarget ? () => true : filter.isIn,
			isWanted: isTarget ? filter.isIn : () => true,
			fields: this.world.fields.filter(counts),
			areNeverEmpty: field !== undefined,
			lookBack: LOOK_BACK,
		};
	}

	// What is looked at

	private async look(): Promise<void> {
		const kinds: Array<[weight: number, look: () => Promise<void>]> = [
			[50, () => this.poll()],
			[10, () => this.poll(this.lasting())],
			[8, () => this.poll(this.passing())],
			[8, () => this.poll(this.changing())],
			[6, () => this.poll(this.unsteady())],
			[12, () => this.poll(this.forgetful())],
			[6, () => this.overlap()],
			[8, () => this.restart()],
			[6, () => this.pause()],
			[8, () => this.editForm()],
			[6, () => this.editScope()],
			[4, () => this.rotateKey()],
			[4, () => this.moveAddress()],
		];
		await this.oneOf(kinds)();
	}

	private oneOf<T>(choices: ReadonlyArray<[weight: number, choice: T]>): T {
		const bag = choices.flatMap(([weight, choice]) => Array.from({ length: weight }, () => choice));
		return this.random.pick(bag);
	}

	private async poll(trouble = NO_TROUBLE): Promise<void> {
		this.note('poll');
		await this.run(async () => await this.workflow.poll(), trouble, false);
	}

	/** Two polls at once, of which one is left out. */
	private async overlap(): Promise<void> {
		// With staged cursors, n8n's scheduler leases a trigger to one poll, and drops what others give.
		if (this.tally.way === 'staged') return await this.poll();
		this.note('two polls at once');
		const trouble = this.random.chance(0.2) ? this.lasting() : NO_TROUBLE;
		const both = async () => {
			const results = await Promise.all([this.workflow.poll(), this.workflow.poll()]);
			const isLeftOut = ({ items, error }: PollResult) => items === null && error === undefined;
			expect(results.some(isLeftOut)).toBe(true);
			return results.find((result) => !isLeftOut(result)) ?? { items: null };
		};
		await this.run(both, trouble, false);
	}

	private async restart(): Promise<void> {
		this.pass(this.random.int(0, 30) * HOUR);
		this.note('n8n restarts');
		this.tally.restarts += 1;
		this.oracle.load();
		if (this.tally.way === 'staged') {
			expect(await this.workflow.restart()).toEqual([]);
		} else {
			await this.first(async () => await this.workflow.restart());
		}
	}

	private async activate(): Promise<void> {
		this.published = this.settings;
		const parameters = this.parameters();
		this.note(`activate ${JSON.stringify(parameters)}, credential ${this.settings.credential}`);
		this.workflow.edit(({ nodes }) => {
			for (const node of nodes) {
				node.parameters = parameters;
				const { type } = this.side;
				node.credentials = { [type]: { id: this.settings.credential, name: 'Account' } };
			}
		});
		this.oracle.load();
		await this.first(async () => await this.workflow.activate('activate'));
	}

	/** The poll at a start or an activation, which is repeated until it succeeds. */
	private async first(start: () => Promise<PollResult[]>): Promise<void> {
		const poll = async () => {
			const [result, ...others] = await start();
			expect(others).toEqual([]);
			return result as PollResult;
		};
		let trouble = this.random.chance(0.2) ? this.lasting() : NO_TROUBLE;
		if (trouble === NO_TROUBLE && this.random.chance(0.2)) trouble = this.forgetful();
		while (!(await this.run(poll, trouble, true))) {
			trouble = NO_TROUBLE;
			this.oracle.load();
			this.changes();
		}
	}

	private async pause(): Promise<void> {
		this.note('deactivate');
		this.workflow.deactivate();
		this.pass(this.random.int(0, 30) * HOUR);
		this.changes();
		await this.activate();
	}

	/** With other settings that do not matter, the trigger goes on. */
	private async editForm(): Promise<void> {
		this.settings = { ...this.settings, ...this.drawForm() };
		await this.activate();
	}

	private async editScope(): Promise<void> {
		const { random, side } = this;
		const { service } = EVENTS[this.settings.event];
		const others = EVENT_NAMES.filter((name) => EVENTS[name].service === service);
		switch (random.pick(['event', 'filter', 'query', 'credential'] as const)) {
			case 'event':
				this.settings = { ...this.settings, ...this.drawScope(random.pick(others)) };
				break;
			case 'filter':
				this.settings = { ...this.settings, ...this.drawScope(this.settings.event) };
				break;
			case 'query':
				if (side.ignoresUnknown()) this.settings = { ...this.settings, query: ['1'] };
				break;
			case 'credential':
				this.settings = { ...this.settings, credential: side.otherCredential };
				break;
		}
		await this.activate();
	}

	/** The key is withdrawn, and some polls later there is a new one in the same credential. */
	private async rotateKey(): Promise<void> {
		this.note('the key is withdrawn');
		await this.side.withdrawKey();
		await this.poll({ faults: [], expected: 'failure' });
		this.changes();
		this.note('a new key');
		await this.side.renewKey();
		await this.poll();
	}

	/** Another address in the credential counts at once. */
	private async moveAddress(): Promise<void> {
		await this.side.moveAddress();
		this.note(`address ${this.side.origin}`);
		if (this.random.chance(0.4)) await this.poll(this.lasting());
		await this.poll();
	}

	// What goes wrong

	private lasting(): Trouble {
		const { random } = this;
		const faults = LASTING.filter(({ kind }) => kind !== 'emptyPage' || this.side.tellsTotal());
		const fault = { ...random.pick(faults), skip: random.int(0, 6) };
		// Later faults may find the list read already, and an empty page is as good as an empty list.
		const isSure = fault.skip === 0 && fault.kind !== 'emptyPage';
		return { faults: [fault], expected: isSure ? 'failure' : 'either' };
	}

	private passing(): Trouble {
		const { random } = this;
		const faults = random.some(PASSING, random.int(1, 2)).map((fault) => ({
			...fault,
			skip: random.int(0, 5),
			times: random.int(1, 2),
		}));
		return { faults, expected: 'success' };
	}

	/** Records come or go while the list is read, which it must notice. */
	private changing(): Trouble {
		const { random, side } = this;
		// Otherwise the last request only looks for a page that is not there, when all is read already.
		if (!side.tellsTotal() || !side.tellsEnd()) return NO_TROUBLE;
		const fault: Omit<Fault, 'path'> = {
			kind: random.pick(['insert', 'delete']),
			at: random.pick(['start', 'end', 'middle']),
			count: random.int(1, 2),
			skip: random.int(0, 4),
			times: 1,
		};
		return { faults: [fault], expected: 'success' };
	}

	/** The list is in another order each time, so that it can hardly be read. */
	private unsteady(): Trouble {
		const moving: Fault = { kind: 'move', at: 'start', to: 'end', skip: this.random.int(0, 3) };
		return this.random.chance(0.5)
			? { faults: [moving], expected: 'either', isUnordered: true }
			: { faults: [], quirks: this.side.disorder, expected: 'either', isUnordered: true };
	}

	/** Records come without some of their fields, all of them or some. */
	private forgetful(): Trouble {
		const { random, world } = this;
		// A record that does not show whether it matches is up to the service.
		if (this.published.filter !== NO_FILTER) return NO_TROUBLE;
		// What is not sent again stays as it was seen at first.
		const isBeginning = this.oracle.memory?.scope !== this.watching().scope;
		if (world.isOtherOrder === true && isBeginning) return NO_TROUBLE;
		const names = this.counting().map(({ name }) => name);
		const counting = world.mayMiss.filter((path) => names.includes(path.split('.').at(-1) ?? ''));
		const missingFields = [
			...random.some(world.mayMiss, random.int(0, 2)),
			...random.some(counting, 1),
		];
		const missingFrom = random.pick(['all', 'some'] as const);
		return { ...NO_TROUBLE, quirks: { missingFields, missingFrom } };
	}

	/** Polls, and holds the outcome against the oracle's. Whether it succeeded. */
	private async run(
		poll: () => Promise<PollResult>,
		trouble: Trouble,
		isFirst: boolean,
	): Promise<boolean> {
		const { sandbox } = this.side;
		if (this.isIgnored && !this.isNoticeable()) this.ignoreFilter();
		const isCompared = this.random.chance(0.5);
		const before = { stored: this.workflow.stored().json, rows: [...this.world.rows()] };
		const quirks = { ...sandbox.quirks };
		if (trouble !== NO_TROUBLE) this.note(`  trouble ${JSON.stringify(trouble)}`);

		const { path } = this.world;
		sandbox.faults = trouble.faults.map((fault) => ({ path, ...fault }));
		Object.assign(sandbox.quirks, trouble.quirks);
		const { items, error } = await poll().catch((thrown: Error) => ({
			items: null,
			error: thrown,
		}));
		sandbox.faults = [];
		const seen = this.listed();
		const gone = this.keepDeleted(before.rows);
		for (const id of gone.map(idOf)) {
			if (this.oracle.memory?.copies.has(id) !== true) this.doubtful.add(id);
		}

		if (error !== undefined) {
			this.note(`  failed: ${error.message}`);
			this.tally.failed += 1;
			if (trouble.expected === 'success') throw error;
			expect(error.message).not.toBe('');
			expect(this.workflow.stored().json).toBe(before.stored);
			Object.assign(sandbox.quirks, quirks);
			return false;
		}
		expect(trouble.expected).not.toBe('failure');
		const sight = { rows: seen, gone, isSilent: items === null };
		const prediction = this.oracle.predict(this.watching(), sight, Date.now());
		this.note(`  expected: ${prediction.isAnew ? 'begins anew' : told(prediction.events)}`);
		const { unknownFilters = [] } = this.side.sandbox.quirks as Partial<VomeQuirks>;
		const isUnsorted = this.isShuffled || unknownFilters.includes('s');
		this.checkEvents(items, prediction, trouble.isUnordered === true || isUnsorted);
		if (isCompared && items !== null) await this.checkItems(items);
		Object.assign(sandbox.quirks, quirks);
		this.oracle.polled(prediction, isFirst);
		this.tally.polls += 1;
		if (this.isIgnored) this.tally.ignored += 1;
		if (trouble.quirks !== undefined && 'missingFields' in trouble.quirks)
			this.tally.forgetful += 1;
		this.tally.found += items?.length ?? 0;
		return true;
	}

	/** The records as they are sent, in the order of the list. */
	private listed(): Row[] {
		const quirks = this.side.sandbox.quirks as VomeQuirks & AssembleQuirks;
		const { sent = (row: Row) => row, isById } = this.world;
		const rows = this.world.rows().map((row) => withoutFields(row, sent(row), quirks) as Row);
		if (isById !== true) return rows;
		return rows.toSorted((one, other) => Number(one.id) - Number(other.id));
	}

	/** Notices what faults did to the data; gives the records that went. */
	private keepDeleted(before: readonly Row[]): readonly Row[] {
		const now = new Set(this.world.rows().map(idOf));
		const gone = before.filter((row) => !now.has(idOf(row)));
		if (gone.length === 0 && now.size === before.length) return gone;
		this.tally.midway += 1;
		this.remember(this.world, gone);
		this.note(`  meanwhile ${gone.length} records went, and there are ${now.size} now`);
		return gone;
	}

	private checkEvents(
		items: INodeExecutionData[] | null,
		{ events, isAnew }: Prediction,
		isUnordered: boolean,
	): void {
		// n8n starts a workflow for no items, too.
		if (items !== null) expect(items).not.toHaveLength(0);
		const { tellsChanges, kind, labels } = this.info;
		const isCertain = ({ id }: FoundEvent) => !this.doubtful.has(id);
		const all = (items ?? []).map(({ json }): FoundEvent => {
			const { changed_fields, previous_status } = json;
			return {
				id: `${json.id as string | number}`,
				...(tellsChanges === true && { changed: [...(changed_fields as string[])].sort() }),
				...(labels !== undefined && { before: previous_status }),
			};
		});
		const found = all.filter(isCertain);
		const isRaw = this.published.output === 'raw';
		const expected = events.filter(isCertain).map(({ id, changed, before }) => ({
			id,
			...(tellsChanges === true && { changed }),
			...(labels !== undefined && {
				before: isRaw ? before : (labels[before as number] ?? before),
			}),
		}));
		const byId = (one: FoundEvent, other: FoundEvent) => (one.id < other.id ? -1 : 1);
		expect(found.toSorted(byId)).toEqual(expected.toSorted(byId));
		if (kind === 'created') {
			const times = new Map(events.filter(isCertain).map(({ id, createdAt }) => [id, createdAt]));
			expect(found.map(({ id }) => times.get(id))).toEqual([...times.values()]);
		} else if (!isUnordered && this.world.isOtherOrder !== true) {
			expect(found).toEqual(expected);
		}

		if (isAnew) this.told = new Set();
		if (kind !== 'added' && kind !== 'created') return;
		expect(found.filter(({ id }) => this.told.has(id))).toEqual([]);
		for (const { id } of found) this.told.add(id);
	}

	/** Whether the items are the records as Get Many gives them. */
	private async checkItems(items: readonly INodeExecutionData[]): Promise<void> {
		const { fields } = this.published;
		const output = outputOf(this.published);
		const quirks = { ...this.side.sandbox.quirks };
		Object.assign(this.side.sandbox.quirks, this.side.order);
		const all = await this.side.getMany({
			resource: this.world.resource,
			operation: 'getAll',
			returnAll: true,
			output,
			fields,
		});
		Object.assign(this.side.sandbox.quirks, quirks);
		const byId = new Map(all.map((json) => [json.id, json]));
		for (const { json } of items) {
			const { changed_fields, previous_status } = json;
			expect(json).toEqual({
				...byId.get(json.id),
				...(this.info.tellsChanges === true && { changed_fields }),
				...(this.info.labels !== undefined && { previous_status }),
			});
		}
	}

	// What happens to the data

	private changes(): void {
		for (let left = this.random.int(0, 5); left > 0; left -= 1) this.change();
	}

	private change(): void {
		const { random, world } = this;
		const rows = world.rows();
		const row = rows.length === 0 ? undefined : random.pick(rows);
		if (row === undefined) return this.insert();
		const kinds: Array<[weight: number, change: () => void]> = [
			[20, () => this.insert()],
			[this.info.kind === 'updated' ? 40 : 20, () => this.update(row)],
			[6, () => this.updateLeftOut(row)],
			[8, () => this.rearrange(row)],
			[6, () => this.changeAndBack(row)],
			[12, () => this.remove()],
			[12, () => this.restore()],
			[14, () => this.toggle(row)],
			[8, () => this.ignoreFilter()],
			[8, () => this.changeLooks()],
			[1, () => this.exchange()],
		];
		this.oneOf(kinds)();
	}

	/** A new record, not yet in the list. */
	private born(): Row {
		const row = this.world.make();
		if (row.created_at !== undefined) row.created_at = this.drawTime();
		return row;
	}

	/** When a record was made that shows up now. */
	private drawTime(): string {
		const { random } = this;
		const now = Date.now();
		const made = this.world.rows().map(({ created_at }) => String(created_at));
		const past = made.filter((time) => Date.parse(time) <= now).sort();
		const newest = Date.parse(past.at(-1) ?? micros(now, random));
		const chance = random.fraction();
		if (chance < 0.5) return micros(now - random.int(0, 20 * MINUTE), random);
		if (chance < 0.65) return random.pick([...past.slice(-4), micros(newest, random)]);
		if (chance < 0.82) {
			return micros(newest - Math.floor(random.fraction() * LOOK_BACK * (5 / 6)), random);
		}
		if (chance < 0.9) {
			return micros(newest - Math.floor(LOOK_BACK * (1.25 + random.fraction())), random);
		}
		if (chance < 0.96) return this.boundary(now);
		return micros(now + random.int(1, 2_000) * HOUR, random);
	}

	/** Just old enough, or a millisecond too old. */
	private boundary(now: number): string {
		const { random } = this;
		const { oldest, copies } = this.oracle.memory ?? {};
		const isExact = [...(copies?.values() ?? [])].some(
			({ created_at }) => Date.parse(String(created_at)) - LOOK_BACK === oldest,
		);
		if (oldest === undefined || !isExact) return micros(now, random);
		return micros(oldest - random.int(0, 1), random);
	}

	private insert(): void {
		const { random, world } = this;
		const rows = world.rows();
		const count = random.chance(0.15) ? random.int(6, 14) : random.int(1, 3);
		if (rows.length + count > MOST_RECORDS) return this.remove();
		for (let left = count; left > 0; left -= 1) this.add(world, this.born());
	}

	/** Into the list, at its end or anywhere. */
	private add(world: World, row: Row): void {
		const rows = world.rows();
		const place = this.random.chance(0.7) ? rows.length : this.random.int(0, rows.length);
		rows.splice(place, 0, row);
		this.note(`+ ${this.describe(row)}`);
	}

	private describe(row: Row): string {
		const { created_at = '', status = '' } = row as unknown as Record<string, string>;
		return `${idOf(row)} ${created_at} ${status}`;
	}

	private update(row: Row): void {
		const { random, world } = this;
		const writable = world.fields.filter(({ write }) => write !== undefined);
		for (const { name, write } of random.some(writable, random.int(1, 3))) {
			write?.(row, random);
			this.note(`~ ${idOf(row)} ${name}`);
		}
		const { name, write } = random.pick(this.counting());
		if (random.chance(0.3)) return;
		write?.(row, random);
		this.note(`~ ${idOf(row)} ${name}`);
	}

	/** The fields that count most: often there are few. */
	private counting(): World['fields'] {
		const { field, kind } = this.info;
		const main = [
			field ?? (kind === 'approved' ? 'approved' : ''),
			...this.published.watchedFields,
		];
		const found = this.world.fields.filter(({ name }) => main.includes(name));
		return found.length === 0 ? this.world.fields : found;
	}

	/** What changes by itself and does not count. */
	private updateLeftOut(row: Row): void {
		if (row.profile_details !== undefined) {
			put(row, 'profile_details.age', this.random.int(30, 60));
			this.note(`~ ${idOf(row)} age`);
		} else if (row.shift !== undefined) {
			put(row, 'logged_hours', this.random.int(0, 9));
			this.note(`~ ${idOf(row)} logged_hours`);
		}
	}

	/** The same in another order, and empty in another way. */
	private rearrange(row: Row): void {
		this.exchangeRow(row, rearranged(row, this.random));
		this.note(`~ ${idOf(row)} rearranged`);
	}

	private exchangeRow(row: Row, other: Row): void {
		const rows = this.world.rows();
		rows[rows.indexOf(row)] = other;
	}

	private changeAndBack(row: Row): void {
		const copy = structuredClone(row);
		this.toggle(row);
		this.update(row);
		this.toggle(row);
		this.exchangeRow(row, copy);
		this.note(`~ ${idOf(row)} changed back`);
	}

	private remove(): void {
		const { random, world } = this;
		const rows = world.rows();
		const chance = random.fraction();
		const most = chance < 0.08 ? rows.length : chance < 0.13 ? rows.length - 2 : random.int(1, 3);
		const gone = random.some(rows, most);
		world.replace(rows.filter((row) => !gone.includes(row)));
		this.remember(world, gone);
		for (const row of gone) this.note(`- ${this.describe(row)}`);
	}

	private remember(world: World, gone: readonly Row[]): void {
		this.deleted.set(world, [...(this.deleted.get(world) ?? []), ...gone]);
	}

	/** Deleted records come back under their old IDs. */
	private restore(): void {
		const { random, world } = this;
		const gone = this.deleted.get(world) ?? [];
		const room = MOST_RECORDS - world.rows().length;
		const most = random.chance(0.2) ? gone.length : random.int(1, 3);
		const back = random.some(gone, Math.min(most, room));
		this.deleted.set(
			world,
			gone.filter((row) => !back.includes(row)),
		);
		for (const row of back) {
			this.add(world, row);
			if (random.chance(0.4)) this.update(row);
			// One that comes back as it was does not count as changed to Assemble, which then does not send it.
			if (world.isOtherOrder === true) put(row, 'duration', random.int(61, 10_000));
		}
	}

	/** The record enters the filter, or leaves it. */
	private toggle(row: Row): void {
		const { filter } = this.published;
		if (filter.toggle === undefined) return;
		filter.toggle(row);
		this.note(`~ ${idOf(row)} ${filter.isIn(row) ? 'enters' : 'leaves'} the filter`);
	}

	/** Whether the service does not know the filter, of which it says nothing. */
	private get isIgnored(): boolean {
		const { unknownFilters = [] } = this.side.sandbox.quirks as Partial<VomeQuirks>;
		const { parameter = '' } = this.published.filter;
		return unknownFilters.includes(parameter);
	}

	/** Whether the records show that the filter is ignored, even if two of them go meanwhile. */
	private isNoticeable(): boolean {
		const { showsOut } = this.published.filter;
		return showsOut === undefined || this.world.rows().filter(showsOut).length > 2;
	}

	/** The service begins to ignore the filter, or obeys it again. */
	private ignoreFilter(): void {
		const { quirks } = this.side.sandbox as { quirks: Partial<VomeQuirks> };
		const { parameter } = this.published.filter;
		if (parameter === undefined) return;
		const { unknownFilters = [] } = quirks;
		quirks.unknownFilters = this.isIgnored
			? unknownFilters.filter((name) => name !== parameter)
			: [...unknownFilters, parameter];
		quirks.unknownParameters = 'ignore';
		this.note(`the service does not know ${quirks.unknownFilters.join()}`);
	}

	private changeLooks(): void {
		const looks = this.random.pick(this.side.looks);
		Object.assign(this.side.sandbox.quirks, looks);
		this.note(`looks ${JSON.stringify(looks)}`);
	}

	/** All records make room for others, as in another account. */
	private exchange(): void {
		const { random, world } = this;
		const gone = world.rows();
		world.replace([]);
		this.remember(world, gone);
		this.note('all others');
		for (let left = random.int(1, 12); left > 0; left -= 1) this.add(world, this.born());
	}
}

function told(events: readonly FoundEvent[]): string {
	if (events.length === 0) return 'nothing';
	return events.map(({ id, changed = [] }) => [id, ...changed].join(' ')).join('; ');
}

/** The time as a text with microseconds. */
function micros(time: number, random: Random): string {
	const digits = String(random.int(0, 999)).padStart(3, '0');
	return new Date(time).toISOString().replace('Z', `${digits}Z`);
}
