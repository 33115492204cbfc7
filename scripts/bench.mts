// Compares Get Many with n8n's own pagination helper, the one behind the HTTP Request node: the same
// profiles from the same sandbox, in one run, so that the ratios mean something on any machine.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';

import Table from 'cli-table3';

import { startVomeSandbox } from '../sandbox/index.mts';
import type { Measurement } from './bench/contestant.mts';

const USAGE = `Usage: npm run bench -- [options]

  --profiles NUMBER     profiles to fetch; default 10000
  --latency NUMBERS     milliseconds added to every answer, with commas; default 50,200
  --runs NUMBER         runs of each way, of which the fastest counts; default 3
  --output NAME         simplified, flattened or raw; default simplified
`;

const GOALS: Record<number, number> = { 50: 5, 200: 6 };

class UsageError extends Error {}

function readOptions() {
	const { values } = parseArgs({
		options: {
			profiles: { type: 'string', default: '10000' },
			latency: { type: 'string', default: '50,200' },
			runs: { type: 'string', default: '3' },
			output: { type: 'string', default: 'simplified' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return 'help';
	if (!['simplified', 'flattened', 'raw'].includes(values.output)) {
		throw new UsageError('--output must be simplified, flattened or raw.');
	}
	return {
		profiles: toNumber('profiles', values.profiles, 1),
		latencies: values.latency.split(',').map((latency) => toNumber('latency', latency, 0)),
		runs: toNumber('runs', values.runs, 1),
		output: values.output,
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
		const options = readOptions();
		if (options !== 'help') return options;
		process.stdout.write(USAGE);
		process.exit(0);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (!(error instanceof UsageError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error;
		process.stderr.write(`${message}\nSee --help for the options.\n`);
		process.exit(2);
	}
}

const { profiles, latencies, runs, output } = readOptionsOrExit();

const sandbox = await startVomeSandbox({
	profiles,
	shifts: 0,
	reservations: 0,
	opportunities: 24,
});

// The sandbox serialises each row when it is first sent; no contestant should have to wait for that.
for (let page = 1; page <= profiles / 100; page += 1) {
	const response = await fetch(`${sandbox.origin}/api/profiles/?page=${page}&limit=100`, {
		headers: { 'API-KEY': sandbox.apiKey },
	});
	await response.arrayBuffer();
}

async function measure(
	contestant: 'vome' | 'helper',
	latency: number,
): Promise<Measurement & { requests: number }> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			'--expose-gc',
			'--import',
			'tsx',
			path.join(import.meta.dirname, 'bench/contestant.mts'),
			`--contestant=${contestant}`,
			`--origin=${sandbox.origin}`,
			`--key=${sandbox.apiKey}`,
			`--latency=${latency}`,
			`--output=${output}`,
		],
		{ cwd: path.join(import.meta.dirname, '..') },
	);
	const measurement = JSON.parse(stdout) as Measurement;
	return { ...measurement, requests: sandbox.requests.length };
}

function best<T extends Measurement>(measurements: T[]): T {
	return measurements.reduce((one, other) => (other.time < one.time ? other : one));
}

const table = new Table({
	head: ['Latency', 'Way', 'Profiles', 'Requests', 'Time', 'Faster', 'Peak memory', 'Memory ratio'],
	style: { head: [], border: [] },
});
let isBelowGoal = false;

for (const latency of latencies) {
	const ours: Array<Awaited<ReturnType<typeof measure>>> = [];
	const theirs: typeof ours = [];
	for (let run = 0; run < runs; run += 1) {
		process.stderr.write(`Latency ${latency} ms, run ${run + 1} of ${runs} ...\n`);
		theirs.push(await measure('helper', latency));
		ours.push(await measure('vome', latency));
	}
	const vome = best(ours);
	const helper = best(theirs);
	const faster = helper.time / vome.time;
	const memory = vome.memory / helper.memory;
	const goal = GOALS[latency];
	isBelowGoal ||= goal !== undefined && (faster < goal || memory > 1);

	const row = (way: string, { items, requests, time, memory: bytes }: typeof vome) => [
		`${latency} ms`,
		way,
		items.toLocaleString('en'),
		requests,
		`${(time / 1000).toFixed(2)} s`,
		'',
		`${Math.round(bytes / 2 ** 20)} MB`,
		'',
	];
	table.push(row("n8n's pagination helper", helper));
	const line = row('Vome: Get Many', vome);
	line[5] = `${faster.toFixed(1)} x${goal === undefined ? '' : ` (goal ${goal})`}`;
	line[7] = memory.toFixed(2);
	table.push(line);
}

process.stdout.write(`${table.toString()}\n`);
await sandbox.close();
if (isBelowGoal) process.stdout.write('A goal was missed on this machine.\n');
