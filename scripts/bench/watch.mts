// Measures what a node takes by itself, without what the engine does before and after it.
import { createRequire } from 'node:module';
import path from 'node:path';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

export const ROOT = path.join(import.meta.dirname, '../..');

export interface Held {
	/** ms from the start of the node to its end. */
	time: number;
	/** ms that nothing else in n8n could run, at the most, while the node ran. */
	held: number;
	/** ms of the longest pause of Node.js's garbage collection, which is within that. */
	collecting: number;
}

/**
 * Watches the Vome node from now on. Before and after the node, the engine copies all items at once, for
 * whatever node. `run` runs it, and resolves with what it took.
 */
export async function watchNode(run: () => Promise<void>): Promise<Held> {
	const { Vome } = createRequire(import.meta.url)(
		path.join(ROOT, 'dist/nodes/Vome/Vome.node.js'),
	) as {
		Vome: { prototype: { execute: (...args: unknown[]) => Promise<unknown> } };
	};
	const { execute } = Vome.prototype;
	const delay = monitorEventLoopDelay({ resolution: 1 });
	let time = 0;
	let collecting = 0;
	const collections = new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) collecting = Math.max(collecting, duration);
	});
	Vome.prototype.execute = async function (...args) {
		const start = performance.now();
		delay.enable();
		collections.observe({ entryTypes: ['gc'] });
		try {
			return await execute.apply(this, args);
		} finally {
			delay.disable();
			time = performance.now() - start;
		}
	};
	try {
		await run();
	} finally {
		collections.disconnect();
		Vome.prototype.execute = execute;
	}
	return { time, held: delay.max / 1e6, collecting };
}
