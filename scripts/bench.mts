// Compares Get Many with n8n's own pagination: in n8n's engine with the helper behind the HTTP Request
// node, or in n8n itself with that node. The same profiles from the same sandbox, in one run, so that
// the ratios mean something on any machine.
import { parseArgs } from 'node:util';

import Table from 'cli-table3';

import type { N8nClient } from '../n8n/index.mts';
import type { Contestant, Round } from './bench/contest.mts';
import { Contest } from './bench/contest.mts';
import { measureFlattening } from './bench/flattening.mts';
import { inN8n } from './bench/inN8n.mts';
import { measureLists } from './bench/lists.mts';
import type { Result } from './bench/measure.mts';
import { best, inOwnProcess, measure, startWarmSandbox } from './bench/measure.mts';
import type { SideBySide } from './bench/sideBySide.mts';
import type { Cost } from './bench/triggers.mts';
import { HAPPENED, measureTriggers } from './bench/triggers.mts';
import { measureWrites } from './bench/writes.mts';
import { buildOrExit } from './build.mts';

/** So many times as fast as n8n's own helper or node, by latency in ms. */
const GOALS: Record<number, number> = { 0: 1, 50: 5, 200: 6 };

/** At the most so much more memory than the helper, for the same records. */
const MOST_MEMORY = 1.3;

/** Microseconds for one profile. */
const MOST_FLATTENING = 5;

/** Bytes that a trigger stores at the most, for so many records. */
const MOST_STORED = 3_000_000;
const MOST_RECORDS = 50_000;

/** People that are written, profiles that are read, and ms that this may hold up n8n at a time. */
const ROWS = 20_000;
const LISTED = 200_000;
const MOST_HELD = 50;

const SIDE_BY_SIDE = { executions: 5, profiles: 2_000, perSecond: 10 };

/** So many times as long as the limit alone takes. */
const MOST_OVER_LIMIT = 1.5;

const GROWTH = [1_000, 10_000, 50_000];

/** What is measured instead of the speed in n8n's engine. */
const MODES = ['n8n', 'triggers', 'lists', 'side-by-side', 'writes'] as const;

class UsageError extends Error {}

const tell = (text: string) => process.stderr.write(`${text} ...\n`);

function readOptions() {
	const { values } = parseArgs({
		options: {
			profiles: { type: 'string', default: '10000' },
			latency: { type: 'string', default: '0,50,200' },
			runs: { type: 'string', default: '3' },
			n8n: { type: 'boolean', default: false },
			output: { type: 'string' },
			growth: { type: 'boolean', default: false },
			triggers: { type: 'boolean', default: false },
			records: { type: 'string' },
			'side-by-side': { type: 'boolean', default: false },
			writes: { type: 'boolean', default: false },
			lists: { type: 'boolean', default: false },
		},
	});
	const { output = 'raw' } = values;
	if (!['simplified', 'flattened', 'raw'].includes(output)) {
		throw new UsageError('--output must be simplified, flattened or raw.');
	}
	const [one, other] = MODES.filter((name) => values[name] === true);
	const ofEngine = (['growth', 'output'] as const).find((name) => values[name]);
	if (one !== undefined && (other ?? ofEngine) !== undefined) {
		throw new UsageError(`--${one} and --${other ?? ofEngine} do not go together.`);
	}
	if (values.records !== undefined && !values.triggers) {
		throw new UsageError('--records goes with --triggers.');
	}
	return {
		profiles: toNumber('profiles', values.profiles, 1),
		latencies: values.latency.split(',').map((latency) => toNumber('latency', latency, 0)),
		runs: toNumber('runs', values.runs, 1),
		output,
		isWhole: values.growth,
		isInN8n: values.n8n,
		isOfTriggers: values.triggers,
		isOfWrites: values.writes,
		isSideBySide: values['side-by-side'],
		isOfLists: values.lists,
		records: values.records?.split(',').map((count) => toNumber('records', count, 1)) ?? GROWTH,
	};
}

function toNumber(name: string, value: string, least: number): number {
	if (!/^\d{1,9}$/.test(value) || Number(value) < least) {
		throw new UsageError(`--${name} must be a whole number, ${least} or more, not "${value}".`);
	}
	return Number(value);
}

/** The options, or the end of this process with a sentence that says why. */
function readOptionsOrExit() {
	try {
		return readOptions();
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (!(error instanceof UsageError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error;
		process.stderr.write(`${message}\nSee --help for the options.\n`);
		process.exit(2);
	}
}

const options = readOptionsOrExit();
const { profiles, latencies, runs, output, isWhole, isInN8n, records } = options;
await buildOrExit(tell);

let isBelowGoal = false;
const say = (text: string) => process.stdout.write(`${text}\n`);
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

/** How many times as fast, beside the goal if there is one. */
function faster(one: { time: number }, rival: { time: number }, goal?: number): string {
	const times = rival.time / one.time;
	isBelowGoal ||= goal !== undefined && times < goal;
	return `${times.toFixed(1)} x${goal === undefined ? '' : ` (goal ${goal})`}`;
}

/** Runs all workflows in turn, so that a busy moment of the machine meets each of them. */
async function compete(contest: Contest, latency: number): Promise<Map<Contestant, Round[]>> {
	const { contestants } = contest;
	const rounds = new Map(contestants.map((one) => [one, [] as Round[]]));
	for (let run = 0; run < runs; run += 1) {
		for (const one of contestants) {
			tell(`Latency ${latency} ms, run ${run + 1} of ${runs}, ${one.name}`);
			rounds.get(one)?.push(await contest.run(one, latency));
		}
	}
	return rounds;
}

async function showSpeedInN8n(n8n: N8nClient, version: string): Promise<void> {
	const table = new Table({
		head: ['Latency', 'Workflow', 'Requests', 'Execution', 'Faster', 'Answered after'],
		style: { head: [], border: [] },
	});
	const contest = await Contest.open(n8n, profiles);
	try {
		for (const one of contest.contestants) {
			tell(`Warming up, ${one.name}`);
			await contest.run(one, 0);
		}
		for (const latency of latencies) {
			const bests = [...(await compete(contest, latency))].map(
				([contestant, rounds]) => [contestant, best(rounds)] as const,
			);
			const rival = best(bests.flatMap(([{ isRival }, round]) => (isRival ? [round] : [])));
			for (const [{ name, isRival, isDefault }, round] of bests) {
				const goal = isDefault ? GOALS[latency] : undefined;
				table.push([
					`${latency} ms`,
					name,
					round.requests,
					seconds(round.time),
					isRival ? '' : faster(round, rival, goal),
					seconds(round.answered),
				]);
			}
		}
	} finally {
		await contest.close();
	}
	say(
		`n8n ${version}, ${profiles.toLocaleString('en')} profiles, the same out of each workflow, against the fastest HTTP Request:\n${table.toString()}`,
	);
}

async function showSpeed(): Promise<void> {
	const table = new Table({
		head: [
			'Latency',
			'Way',
			'Profiles',
			'Requests',
			'Time',
			'Faster',
			'Peak memory',
			'Memory ratio',
		],
		style: { head: [], border: [] },
	});
	const { sandbox } = await startWarmSandbox(profiles);
	for (const latency of latencies) {
		const ours: Result[] = [];
		const theirs: Result[] = [];
		for (let run = 0; run < runs; run += 1) {
			tell(`Latency ${latency} ms, run ${run + 1} of ${runs}`);
			theirs.push(await measure(sandbox, { contestant: 'helper', latency, output }));
			ours.push(await measure(sandbox, { contestant: 'vome', latency, output }));
		}
		const [vome, helper] = [best(ours), best(theirs)];
		const memory = vome.memory / helper.memory;

		const row = (way: string, result: Result, times = '', ratio = '') => [
			`${latency} ms`,
			way,
			result.items.toLocaleString('en'),
			result.requests,
			seconds(result.time),
			times,
			megabytes(result.memory),
			ratio,
		];
		table.push(
			row("n8n's pagination helper", helper),
			row('Vome: Get Many', vome, faster(vome, helper, GOALS[latency]), memory.toFixed(2)),
		);
	}
	await sandbox.close();
	say(table.toString());
}

async function showGrowth(): Promise<void> {
	const table = new Table({
		head: ['Profiles', 'Way', 'Time', 'For each', 'Peak memory'],
		style: { head: [], border: [] },
	});
	const memory = { vome: [] as number[], helper: [] as number[] };
	for (const count of GROWTH) {
		const { sandbox } = await startWarmSandbox(count);
		for (const contestant of ['helper', 'vome'] as const) {
			tell(`${count.toLocaleString('en')} profiles, ${contestant}`);
			const results: Result[] = [];
			for (let run = 0; run < runs; run += 1) {
				results.push(await measure(sandbox, { contestant, latency: 0, output }));
			}
			const { items, time } = best(results);
			// What is more was not needed: when garbage is collected is up to chance.
			const least = Math.min(...results.map((result) => result.memory));
			memory[contestant].push(least);
			table.push([
				items.toLocaleString('en'),
				contestant === 'vome' ? 'Vome: Get Many' : "n8n's pagination helper",
				seconds(time),
				`${((time * 1_000) / items).toFixed(0)} µs`,
				megabytes(least),
			]);
		}
		await sandbox.close();
	}

	const perProfile = (sizes: number[]) =>
		((sizes.at(-1) ?? 0) - (sizes[0] ?? 0)) / ((GROWTH.at(-1) ?? 0) - (GROWTH[0] ?? 0));
	const [ours, theirs] = [perProfile(memory.vome), perProfile(memory.helper)];
	isBelowGoal ||= ours / theirs > MOST_MEMORY;
	say(`\nGrowth, without latency (the first megabytes are n8n's own):\n${table.toString()}`);
	say(
		`Memory for each further profile: ${(ours / 1024).toFixed(1)} kB, the helper's ${(theirs / 1024).toFixed(1)} kB, ratio ${(ours / theirs).toFixed(2)} (goal ${MOST_MEMORY})`,
	);
}

async function showFlattening(): Promise<void> {
	const { flatten, simplify } = await measureFlattening();
	isBelowGoal ||= flatten > MOST_FLATTENING;
	say(
		`\nOur own code for each profile: flattened ${flatten.toFixed(1)} µs (goal ${MOST_FLATTENING}), simplified ${simplify.toFixed(1)} µs`,
	);
}

async function showTriggers(): Promise<void> {
	for await (const { list, records: count, getMany, events } of measureTriggers(
		records,
		runs,
		tell,
	)) {
		const table = new Table({
			head: ['', 'Poll', 'Requests', 'Time', 'CPU', 'Ratio', 'Peak memory', 'Held up', 'Stored'],
			style: { head: [], border: [] },
		});
		const row = (name: string, poll: string, cost: Cost) => {
			isBelowGoal ||= cost.stored > MOST_STORED && count <= MOST_RECORDS;
			table.push([
				name,
				poll,
				cost.requests,
				seconds(cost.time),
				seconds(cost.cpu),
				poll === '' ? '' : `${(cost.cpu / getMany.cpu).toFixed(2)} x`,
				megabytes(cost.memory),
				`${Math.round(cost.held)} ms`,
				poll === '' ? '' : `${cost.stored.toLocaleString('en')} bytes`,
			]);
		};
		row('Get Many', '', getMany);
		for (const { name, polls } of events) {
			row(name, 'first', polls.first);
			row(name, 'nothing happened', polls.quiet);
			row(name, `${Math.min(HAPPENED, count)} new or changed`, polls.eventful);
		}
		say(`\n${count.toLocaleString('en')} ${list}, no latency:\n${table.toString()}`);
	}
	say(
		`"Ratio": of the CPU time to that of Get Many. "Held up": the longest that nothing else in n8n could run. "Stored": what the trigger remembers, as JSON.`,
	);
}

async function showWrites(): Promise<void> {
	const table = new Table({
		head: ['Mapped', '', 'People', 'Time', 'Held up', 'Garbage collection'],
		style: { head: [], border: [] },
	});
	for await (const cost of measureWrites(ROWS, tell)) {
		isBelowGoal ||= cost.held > MOST_HELD || cost.good < ROWS;
		table.push([
			cost.isAutomatic ? 'automatically' : 'manually',
			cost.isPreview ? 'preview' : 'written',
			cost.good.toLocaleString('en'),
			seconds(cost.time),
			`${Math.round(cost.held)} ms (goal ${MOST_HELD})`,
			`${Math.round(cost.collecting)} ms`,
		]);
	}
	say(
		`Create or Update of ${ROWS.toLocaleString('en')} people, no latency:\n${table.toString()}\n"Held up": the longest that the node computed in one go, while nothing else in n8n could run.`,
	);
}

async function showSideBySide(): Promise<void> {
	const { executions, profiles: count, perSecond } = SIDE_BY_SIDE;
	const { sandbox } = await startWarmSandbox(count);
	sandbox.requests.length = 0;
	sandbox.faults = [{ kind: 'status', status: 429, retryAfter: '1', perSecond }];
	tell(`${executions} Get Many of ${count.toLocaleString('en')} profiles each`);
	const setting = { executions, origin: sandbox.origin, key: sandbox.apiKey };
	const { time, items } = await inOwnProcess<SideBySide>('sideBySide.mts', setting);
	const refused = sandbox.requests.filter(({ status }) => status === 429).length;
	await sandbox.close();
	const least = ((sandbox.requests.length - refused) / perSecond - 1) * 1_000;
	const whole = items.filter((one) => one === count).length;
	isBelowGoal ||= whole < executions || time / least > MOST_OVER_LIMIT;
	say(
		`${executions} Get Many of ${count.toLocaleString('en')} profiles at once, ${perSecond} requests a second allowed: ${whole} whole, ${seconds(time)}, ${(time / least).toFixed(2)} times what the limit alone takes (goal ${MOST_OVER_LIMIT}); ${sandbox.requests.length} requests, of which ${refused} were refused.`,
	);
}

async function showLists(): Promise<void> {
	const table = new Table({
		head: ['', 'Records', 'Time', 'Held up', 'Garbage collection'],
		style: { head: [], border: [] },
	});
	for await (const cost of measureLists(LISTED, runs, tell)) {
		isBelowGoal ||= cost.held > MOST_HELD;
		table.push([
			cost.name,
			cost.records.toLocaleString('en'),
			seconds(cost.time),
			`${Math.round(cost.held)} ms (goal ${MOST_HELD})`,
			`${Math.round(cost.collecting)} ms`,
		]);
	}
	say(
		`A list of ${LISTED.toLocaleString('en')} profiles, no latency:\n${table.toString()}\n"Held up": the longest that the node computed in one go, while nothing else in n8n could run. "Garbage collection": the longest pause of Node.js itself, by the clock, of which a part is within that.`,
	);
}

if (options.isSideBySide) {
	await showSideBySide();
} else if (options.isOfWrites) {
	await showWrites();
} else if (options.isOfLists) {
	await showLists();
} else if (options.isOfTriggers) {
	await showTriggers();
} else if (isInN8n) {
	await inN8n(tell, showSpeedInN8n);
} else {
	await showSpeed();
	if (isWhole) await showGrowth();
	await showFlattening();
}
if (isBelowGoal) say('A goal was missed on this machine.');
