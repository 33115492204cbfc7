import { sleep } from 'n8n-workflow';

/** ms that work may hold up n8n at a time. */
const LONGEST = 10;

/** Lets others of n8n's process have their turn during long work. */
export class Turns {
	private since = performance.now();

	/** Call it often, such as for each item. */
	async give(): Promise<void> {
		if (performance.now() - this.since < LONGEST) return;
		await sleep(0);
		this.since = performance.now();
	}
}
