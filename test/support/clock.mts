/** Time as the nodes see it: their pauses take no time, but move the clock. */
class Clock {
	/** The pauses that were made, in ms, in the order in which they began. */
	readonly pauses: number[] = [];

	/** What could end each of these pauses early. */
	readonly signals: Array<AbortSignal | undefined> = [];

	/** ms that the clock is ahead. */
	elapsed = 0;

	/** ms by which somebody set the clock, which no pause must notice. */
	jumped = 0;

	/** Set, no time passes but that of the pauses. */
	isFrozen = false;

	/** Set, pauses never end by themselves, so that a test can end them from outside. */
	isStopped = false;

	/** Set, signals do not end pauses, as in n8n 1. */
	ignoresSignals = false;

	/** Called when a pause begins. */
	onPause?: (ms: number) => void;

	private held: Array<() => void> = [];

	reset(): void {
		this.held = [];
		this.pauses.length = 0;
		this.signals.length = 0;
		this.elapsed = 0;
		this.jumped = 0;
		this.isFrozen = false;
		this.isStopped = false;
		this.ignoresSignals = false;
		this.onPause = undefined;
	}

	/** Ends the pauses that were held up, and lets those to come pass. */
	release(): void {
		this.isStopped = false;
		for (const end of this.held.splice(0)) end();
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		// No pause, just a way to let others go first.
		if (ms === 0) return await new Promise((resolve) => setImmediate(resolve));
		this.pauses.push(ms);
		this.signals.push(signal);
		this.onPause?.(ms);
		if (!this.isStopped) {
			this.elapsed += ms;
			return;
		}
		await new Promise<void>((resolve, reject) => {
			this.held.push(() => {
				this.elapsed = Math.max(this.elapsed, ms);
				resolve();
			});
			if (this.ignoresSignals) return;
			signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
		});
	}
}

export const clock = new Clock();
