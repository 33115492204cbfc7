// Compares Get Many with n8n's own pagination helper, the one behind the HTTP Request node: the same
// profiles from the same sandbox, in one run, so that the ratios mean something on any machine.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';

import Table from 'cli-table3';

import { startSandbox } from '../sandbox/index.mts';
import type { Measurement } from './bench/contestant.mts';

const { values } = parseArgs({
	options: {
		profiles: { type: 'string', default: '10000' },
		latency: { type: 'string', default: '50,200' },
		runs: { type: 'string', default: '3' },
		output: { type: 'string', default: 'simplified' },
	},
});

const GOALS: Record<number, number> = { 50: 5, 200: 6 };

const sandbox = await startSandbox({
	profiles: Number(values.profiles),
	shifts: 0,
	reservations: 0,
	opportunities: 24,
});

// The sandbox serialises each row when it is first sent; no contestant should have to wait for that.
for (let page = 1; page <= Number(values.profiles) / 100; page += 1) {
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
			`--output=${values.output}`,
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

for (const latency of values.latency.split(',').map(Number)) {
	const ours: Array<Awaited<ReturnType<typeof measure>>> = [];
	const theirs: typeof ours = [];
	for (let run = 0; run < Number(values.runs); run += 1) {
		process.stderr.write(`Latency ${latency} ms, run ${run + 1} of ${values.runs} ...\n`);
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
