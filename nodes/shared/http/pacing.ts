import { sleep } from 'n8n-workflow';

/** How many requests run at once before the server has shown what it can take. */
const FIRST_WINDOW = 2;

/** All the waiting that retries may add to one execution of a node, in ms. */
export const MOST_WAITING = 30 * 60_000;

/**
 * Settles as `promise` does, or rejects with `reason()`, by default the signal's, when the signal
 * aborts before that.
 */
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
		// Else what the promise gives would be kept in memory as long as the signal.
		signal.removeEventListener('abort', giveUp);
	}
}

/**
 * Waits `ms`, or rejects with the signal's reason when it aborts. Each wait listens to a
 * signal of its own, since Node warns of a leak where more than ten listen to the same one.
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	const own = AbortSignal.any([signal]);
	// The sleep of n8n 1 does not know the signal.
	await unlessAborted(sleep(ms, own), own);
}

/**
 * Decides when a request may leave: at most `window` requests run at once, and none while the
 * server has asked for a pause. The window opens by one with each good answer, so it doubles with
 * each round trip; it halves when the server pushes back, and from then on opens by one per round.
 * One pacer serves a whole node execution, because a rate limit counts all of its requests.
 */
export class Pacer {
	/** How many good answers there were. */
	goodAnswers = 0;

	private max = 1;

	private window = FIRST_WINDOW;

	private running = 0;

	private pausedUntil = 0;

	private sincePushBack: number | null = null;

	/** ms of pauses so far, and when the last of them ends; pauses side by side count once. */
	private waited = 0;

	private waitsUntil = 0;

	private readonly waiting: Array<() => void> = [];

	/** The most requests that may ever run at once. */
	allow(max: number): void {
		this.max = max;
	}

	/**
	 * Runs `send` as soon as there is room and no pause. Rejects with the signal's reason when it
	 * aborts while waiting.
	 */
	async run<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
		await this.enter(signal);
		try {
			return await send();
		} finally {
			this.running -= 1;
			this.wake();
		}
	}

	/** Call after a good answer: opens the window by one. */
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

	/** Counts a pause of `ms` from now on; false, and not counted, where the waiting would get too long. */
	reserve(ms: number): boolean {
		const now = Date.now();
		const longer = Math.max(0, now + ms - Math.max(this.waitsUntil, now));
		if (this.waited + longer > MOST_WAITING) return false;
		this.waited += longer;
		this.waitsUntil = Math.max(this.waitsUntil, now + ms);
		return true;
	}

	/**
	 * Call when the server answers that there are too many requests: all of them wait `ms`. False, and
	 * none waits, where the waiting would get too long.
	 */
	pushedBack(ms: number): boolean {
		if (!this.reserve(ms)) return false;
		const now = Date.now();
		// Requests that ran side by side are turned away together: that is one push-back, not many.
		if (this.pausedUntil <= now) {
			this.window = Math.max(1, Math.floor(Math.min(this.window, this.max) / 2));
			this.sincePushBack = 0;
		}
		this.pausedUntil = Math.max(this.pausedUntil, now + ms);
		return true;
	}

	private async enter(signal: AbortSignal): Promise<void> {
		for (;;) {
			signal.throwIfAborted();
			const left = this.pausedUntil - Date.now();
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
