import { sleep } from 'n8n-workflow';

/** Parallel requests at the start, before the server has shown its limit. */
const FIRST_WINDOW = 2;

/** Longest total wait for retries in one execution of a node, in ms. */
export const MOST_WAITING = 30 * 60_000;

/** A time in ms by which to wait: unlike Date.now(), it goes on evenly when the clock is set. */
export const now = () => performance.now();

/** Settles as `promise` does, or rejects with `reason()` if the signal aborts first. */
export async function unlessAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal,
	reason: () => unknown = () => signal.reason,
): Promise<T> {
	let giveUp = () => {};
	const aborted = new Promise<never>((_, reject) => {
		giveUp = () => reject(reason());
		signal.addEventListener('abort', giveUp);
	});
	if (signal.aborted) giveUp();
	try {
		return await Promise.race([aborted, promise]);
	} finally {
		// Otherwise the signal would keep the promise's result in memory.
		signal.removeEventListener('abort', giveUp);
	}
}

/** Waits `ms`; rejects with the signal's reason when it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	// Node warns of a leak if more than ten listen to the same signal.
	const own = AbortSignal.any([signal]);
	// n8n 1's sleep ignores the signal.
	await unlessAborted(sleep(ms, own), own);
}

/**
 * Decides when a request may leave: at most `window` at once, and none during a pause the server
 * asked for. Each good answer widens the window by one, so it doubles per round trip. A push-back
 * halves it; from then on it grows by one per round trip. One pacer serves a whole node execution,
 * because a rate limit counts all its requests.
 */
export class Pacer {
	goodAnswers = 0;

	private max = 1;

	private window = FIRST_WINDOW;

	private running = 0;

	private pausedUntil = -Infinity;

	private sincePushBack: number | null = null;

	/** Total ms of pauses so far; parallel pauses count once. */
	private waited = 0;

	private waitsUntil = -Infinity;

	private readonly waiting: Array<() => void> = [];

	/** Sets the maximum of parallel requests. */
	allow(max: number): void {
		this.max = max;
	}

	/** Runs `send` once there is room and no pause; rejects with the signal's reason on abort. */
	async run<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
		await this.enter(signal);
		try {
			return await send();
		} finally {
			this.running -= 1;
			this.wake();
		}
	}

	/** Call after a good answer: widens the window. */
	succeeded(): void {
		this.goodAnswers += 1;
		if (this.sincePushBack !== null) {
			this.sincePushBack += 1;
			if (this.sincePushBack < this.window) return;
			this.sincePushBack = 0;
		}
		this.window = Math.min(this.window + 1, Math.max(this.max, FIRST_WINDOW));
		this.wake();
	}

	/** Counts a pause of `ms`; false, and not counted, if the total would exceed MOST_WAITING. */
	reserve(ms: number): boolean {
		const time = now();
		const longer = Math.max(0, time + ms - Math.max(this.waitsUntil, time));
		if (this.waited + longer > MOST_WAITING) return false;
		this.waited += longer;
		this.waitsUntil = Math.max(this.waitsUntil, time + ms);
		return true;
	}

	/** Pauses all requests for `ms`; false, and no pause, if the total would exceed MOST_WAITING. */
	pushedBack(ms: number): boolean {
		if (!this.reserve(ms)) return false;
		const time = now();
		// The server rejects parallel requests together: that is one push-back.
		if (this.pausedUntil <= time) {
			this.window = Math.max(1, Math.floor(Math.min(this.window, this.max) / 2));
			this.sincePushBack = 0;
		}
		this.pausedUntil = Math.max(this.pausedUntil, time + ms);
		return true;
	}

	private async enter(signal: AbortSignal): Promise<void> {
		for (;;) {
			signal.throwIfAborted();
			const left = this.pausedUntil - now();
			if (left > 0) {
				await pause(left, signal);
			} else if (this.running < Math.min(this.window, this.max)) {
				this.running += 1;
				return;
			} else {
				await new Promise<void>((resolve) => {
					this.waiting.push(resolve);
				});
			}
		}
	}

	private wake(): void {
		for (const resume of this.waiting.splice(0)) resume();
	}
}
