import { sleep } from 'n8n-workflow';

/** ms that work may hold up n8n at a time. */
const LONGEST = 10;

/** Lets others of n8n's process have their turn during long work. */
export class Turns {
	private since = performance.now();

	/** Call it often, such as for each item. */
	async give(): Promise<void> {
		if (!this.isOver()) return;
		await sleep(0);
		this.since = performance.now();
	}

	/** Whether it is the turn of others. */
	isOver(): boolean {
		return performance.now() - this.since >= LONGEST;
	}
}

/** Calls `step`, which takes little time, for each of many, and lets others of n8n's process have their turn. */
export async function inTurns<T>(many: Iterable<T>, step: (one: T) => void): Promise<void> {
	const turns = new Turns();
	let steps = 0;
	for (const one of many) {
		step(one);
		steps += 1;
		// To look at the clock costs more than most steps.
		if (steps % 16 === 0 && turns.isOver()) await turns.give();
	}
}
