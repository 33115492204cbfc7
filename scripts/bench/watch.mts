// Measures what a node takes by itself, without what the engine does before and after it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';

export const ROOT = path.join(import.meta.dirname, '../..');

export interface Held {
	/** ms from the start of the node to its end. */
	time: number;
	/** ms of computing in one go, at the most, in which nothing else in n8n could run. */
	held: number;
	/** ms of the longest pause of Node.js's garbage collection, of which a part is within that. */
	collecting: number;
}

/** ms that this thread has computed, whatever else the machine is at; where that is not told, the time. */
function computed(): number {
	try {
		const [ns] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
		return Number(ns) / 1e6;
	} catch {
		return performance.now();
	}
}

/** Follows how long others have to wait for their turn. */
class Watch {
	held = 0;

	collecting = 0;

	private timer?: NodeJS.Timeout;

	private readonly collections = new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) {
			this.collecting = Math.max(this.collecting, duration);
		}
	});

	start(): void {
		this.collections.observe({ entryTypes: ['gc'] });
		let before = computed();
		const look = () => {
			const now = computed();
			this.held = Math.max(this.held, now - before);
			before = now;
			this.timer = setTimeout(look, 1);
		};
		look();
	}

	stop(): void {
		clearTimeout(this.timer);
		this.collections.disconnect();
	}
}

/**
 * What the Vome node takes while `run` runs it. Before and after the node, the engine copies all items
 * at once, for whatever node.
 */
export async function watchNode(run: () => Promise<void>): Promise<Held> {
	const { Vome } = createRequire(import.meta.url)(
		path.join(ROOT, 'dist/nodes/Vome/Vome.node.js'),
	) as {
		Vome: { prototype: { execute: (...args: unknown[]) => Promise<unknown> } };
	};
	const { execute } = Vome.prototype;
	const watch = new Watch();
	let time = 0;
	Vome.prototype.execute = async function (...args) {
		const start = performance.now();
		watch.start();
		try {
			return await execute.apply(this, args);
		} finally {
			// The end of the node holds others up, too.
			await new Promise((resolve) => setTimeout(resolve, 2));
			watch.stop();
			time = performance.now() - start;
		}
	};
	try {
		await run();
	} finally {
		Vome.prototype.execute = execute;
	}
	return { time, held: watch.held, collecting: watch.collecting };
}
