// What both parts of the demo have in common: the engine, the example workflows, and how they talk.
import { channel } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Engine, WorkflowJson, WorkflowResult } from '../../engine/index.mts';

export const root = path.join(import.meta.dirname, '../..');
export const say = (text = '') => process.stdout.write(`${text}\n`);

export interface Performance {
	result: WorkflowResult;
	/** Answers that came in. */
	requests: number;
	seconds: number;
}

/**
 * Runs an example workflow as a user would who imports it. If it stops, it is said why, this process
 * is to end with 1, and the result is undefined.
 */
export async function perform(engine: Engine, example: string): Promise<Performance | undefined> {
	const file = `examples/${example}.json`;
	const workflow = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as WorkflowJson;
	say(`\nRunning the workflow "${workflow.name}" (${file}):`);
	say(`  ${workflow.nodes.map(({ name }) => name).join(' -> ')}\n`);

	const start = performance.now();
	const stopCounting = showProgress();
	const result = await engine.run(workflow);
	const seconds = (performance.now() - start) / 1000;
	const requests = stopCounting();
	if (result.error === undefined) return { result, requests, seconds };

	const { message, description } = result.error;
	process.stderr.write(`\nThe workflow stopped: ${message}\n${description ?? ''}\n`);
	process.exitCode = 1;
	return undefined;
}

/** Counts the answers as they arrive, and shows them on a terminal as a line that grows. */
function showProgress() {
	const finished = channel('http.client.response.finish');
	let requests = 0;
	const count = () => {
		requests += 1;
		const line = `  ${requests} ${requests === 1 ? 'answer' : 'answers'} received`;
		if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
		else say(line);
	};
	finished.subscribe(count);
	return () => {
		finished.unsubscribe(count);
		if (process.stdout.isTTY && requests > 0) say();
		return requests;
	};
}
