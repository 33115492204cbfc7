import { sleep } from 'n8n-workflow';

/** ms that work may hold up n8n at a time. */
const LONGEST = 10;

/** So many small steps take less than a hundredth of LONGEST. */
const AT_ONCE = 100;

/** Does something with each of many, and lets others of n8n's process have their turn meanwhile. */
export async function inTurns<T>(all: Iterable<T>, work: (one: T) => void): Promise<void> {
	const turns = new Turns();
	let done = 0;
	for (const one of all) {
		if (done % AT_ONCE === 0) await turns.give();
		done += 1;
		work(one);
	}
}

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

/** Calls `step` for each of many, and lets others of n8n's process have their turn. */
export async function inTurns<T>(many: Iterable<T>, step: (one: T) => void): Promise<void> {
	const turns = new Turns();
	for (const one of many) {
		step(one);
		// To wait for nothing costs more than most steps.
		if (turns.isOver()) await turns.give();
	}
}
