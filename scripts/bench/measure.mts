// Runs one contestant in a process of its own, against a sandbox in this one.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { VomeSandbox } from '../../sandbox/index.mts';
import { startVomeSandbox } from '../../sandbox/index.mts';
import type { Measurement } from './contestant.mts';

export interface Setting {
	contestant: 'vome' | 'helper';
	/** ms that each answer takes longer. */
	latency: number;
	output: string;
}

export type Result = Measurement & { requests: number };

/**
 * A sandbox with so many profiles, each serialised once, so that no contestant has to wait for that;
 * and their ids in its order.
 */
export async function startWarmSandbox(
	profiles: number,
): Promise<{ sandbox: VomeSandbox; ids: string[] }> {
	const sandbox = await startVomeSandbox({
		profiles,
		shifts: 0,
		reservations: 0,
		opportunities: 24,
	});
	const ids: string[] = [];
	// Not from its data: what was given out may change, and is serialised anew each time.
	for (let page = 1; ids.length < profiles; page += 1) {
		const response = await fetch(`${sandbox.origin}/api/profiles/?page=${page}&limit=100`, {
			headers: { 'API-KEY': sandbox.apiKey },
		});
		const { results } = (await response.json()) as { results: Array<{ id: string }> };
		ids.push(...results.map(({ id }) => id));
	}
	return { sandbox, ids };
}

export async function measure(sandbox: VomeSandbox, setting: Setting): Promise<Result> {
	const { origin, apiKey } = sandbox;
	const measurement = await inOwnProcess<Measurement>('contestant.mts', {
		origin,
		key: apiKey,
		...setting,
	});
	return { ...measurement, requests: sandbox.requests.length };
}

/** Runs a file of this folder with this input as JSON, and resolves with the JSON that it writes. */
export async function inOwnProcess<T>(file: string, input: object): Promise<T> {
	const run = promisify(execFile)(
		process.execPath,
		['--expose-gc', '--import', 'tsx', path.join(import.meta.dirname, file)],
		{ cwd: path.join(import.meta.dirname, '../..'), maxBuffer: 2 ** 25 },
	);
	run.child.stdin?.end(JSON.stringify(input));
	return JSON.parse((await run).stdout) as T;
}

/** The fastest of several: what is slower was disturbed by something else on the machine. */
export function best<Timed extends { time: number }>(results: Timed[]): Timed {
	return results.reduce((one, other) => (other.time < one.time ? other : one));
}
