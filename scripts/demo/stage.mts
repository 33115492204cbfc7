// What both parts of the demo have in common: the engine, the example workflows, and how they talk.
import { channel } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import Table from 'cli-table3';

import type { Engine, WorkflowJson, WorkflowResult } from '../../engine/index.mts';

export const root = path.join(import.meta.dirname, '../..');
export const say = (text = '') => process.stdout.write(`${text}\n`);

/** A number as people read it. */
export const count = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 });

type Cell = string | number | null;

/** Below this, cut texts say nothing any more. */
const LEAST_WIDTH = 8;

/** Prints a table that fits the terminal: texts that are too long are cut. Numbers stand on the right. */
export function printTable(heads: string[], rows: Cell[][]): void {
	const lines = rows.map((row) =>
		row.map((cell) => (typeof cell === 'number' ? count(cell) : (cell ?? ''))),
	);
	const widths = heads.map((_, column) =>
		Math.max(...[heads, ...lines].map((line) => 2 + (line[column]?.length ?? 0))),
	);
	const width = () => widths.reduce((sum, one) => sum + one + 1, 1);
	while (width() > (process.stdout.columns ?? 80)) {
		const widest = Math.max(...widths);
		if (widest <= LEAST_WIDTH) break;
		widths[widths.indexOf(widest)] = widest - 1;
	}
	const table = new Table({
		head: heads,
		colWidths: widths,
		colAligns: heads.map((_, column) =>
			rows.some((row) => typeof row[column] === 'number') ? 'right' : 'left',
		),
		style: { head: [], border: [] },
	});
	table.push(...lines);
	// Without lines between the rows.
	const isShown = (line: string, index: number) => index < 3 || !line.startsWith('├');
	say(table.toString().split('\n').filter(isShown).join('\n'));
}

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
	const { nodes, ...rest } = JSON.parse(
		readFileSync(path.join(root, file), 'utf8'),
	) as WorkflowJson;
	// n8n runs no notes.
	const workflow = { ...rest, nodes: nodes.filter(({ type }) => !type.endsWith('.stickyNote')) };
	say(`\nRunning the workflow "${workflow.name}"\nfrom ${file}:`);
	say(`${workflow.nodes.map(({ name }) => `  -> ${name}`).join('\n')}\n`);

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

/** Counts the answers, and shows them as they arrive if this is a terminal. */
function showProgress() {
	const finished = channel('http.client.response.finish');
	let requests = 0;
	const line = () => `  ${count(requests)} ${requests === 1 ? 'answer' : 'answers'} received`;
	const add = () => {
		requests += 1;
		if (process.stdout.isTTY) process.stdout.write(`\r${line()}`);
	};
	finished.subscribe(add);
	return () => {
		finished.unsubscribe(add);
		if (process.stdout.isTTY) process.stdout.write('\r');
		say(line());
		return requests;
	};
}
