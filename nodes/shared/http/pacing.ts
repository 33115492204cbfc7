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
 * When requests of one account may leave, in all executions of the process: a rate limit counts them
 * together. At most `window` are on their way at once, and none leaves during a pause that the server
 * asked for. Each good answer widens the window by one, so it doubles per round trip. A push-back
 * halves it; from then on it grows by one per round trip. Executions take turns.
 */
export class Pace {
	goodAnswers = 0;

	private window = FIRST_WINDOW;

	private running = 0;

	private pausedUntil = -Infinity;

	private sincePushBack: number | null = null;

	/** The executions that have requests under way; whose turn it is comes first. */
	private readonly pacers = new Set<Pacer>();

	/** Whether another execution has to heed it. */
	get isNeeded(): boolean {
		return this.pacers.size > 0 || this.pausedUntil > now();
	}

	/** Waits for a place; rejects with the signal's reason on abort. */
	async enter(pacer: Pacer, signal: AbortSignal): Promise<void> {
		this.pacers.add(pacer);
		pacer.requests += 1;
		let isIn = false;
		try {
			while (!isIn) {
				signal.throwIfAborted();
				const left = this.pausedUntil - now();
				if (left > 0) await pause(left, signal);
				else isIn = await this.queue(pacer, signal);
			}
		} finally {
			if (!isIn) this.end(pacer);
		}
	}

	/** Gives back the place of a request that has ended. */
	leave(pacer: Pacer): void {
		this.giveBack(pacer);
		this.end(pacer);
	}

	/** Call after a good answer: widens the window, at most to `max`. */
	succeeded(max: number): void {
		this.goodAnswers += 1;
		if (this.sincePushBack !== null) {
			this.sincePushBack += 1;
			if (this.sincePushBack < this.window) return;
			this.sincePushBack = 0;
		}
		if (this.window >= Math.max(max, FIRST_WINDOW)) return;
		this.window += 1;
		this.admit();
	}

	/** Pauses all requests for `ms`. Call while the request that was rejected has its place. */
	pushedBack(ms: number): void {
		const time = now();
		// The server rejects parallel requests together: that is one push-back.
		if (this.pausedUntil <= time) {
			let most = 0;
			for (const { max } of this.pacers) most += max;
			this.window = Math.max(1, Math.floor(Math.min(this.window, most) / 2));
			this.sincePushBack = 0;
		}
		this.pausedUntil = Math.max(this.pausedUntil, time + ms);
		for (const { waiting } of this.pacers) {
			for (const go of waiting.splice(0)) go(false);
		}
	}

	/** Resolves once it is the request's turn, with false if a pause began instead. */
	private async queue(pacer: Pacer, signal: AbortSignal): Promise<boolean> {
		let own: (isIn: boolean) => void = () => {};
		const turn = new Promise<boolean>((resolve) => {
			own = resolve;
		});
		pacer.waiting.push(own);
		this.admit();
		let isIn: boolean | undefined;
		try {
			// Node warns of a leak if more than ten listen to the same signal.
			isIn = await unlessAborted(turn, AbortSignal.any([signal]));
			return isIn;
		} finally {
			if (isIn === undefined) await this.leaveQueue(pacer, own, turn);
		}
	}

	/** Takes back a request that is aborted, also if its turn has just come. */
	private async leaveQueue(
		pacer: Pacer,
		own: (isIn: boolean) => void,
		turn: Promise<boolean>,
	): Promise<void> {
		const place = pacer.waiting.indexOf(own);
		if (place >= 0) pacer.waiting.splice(place, 1);
		else if (await turn) this.giveBack(pacer);
	}

	private admit(): void {
		while (this.running < this.window) {
			const next = this.next();
			const go = next?.waiting.shift();
			if (next === undefined || go === undefined) return;
			this.pacers.delete(next);
			this.pacers.add(next);
			this.running += 1;
			next.running += 1;
			go(true);
		}
	}

	private next(): Pacer | undefined {
		for (const pacer of this.pacers) {
			if (pacer.waiting.length > 0 && pacer.running < pacer.max) return pacer;
		}
		return undefined;
	}

	private giveBack(pacer: Pacer): void {
		this.running -= 1;
		pacer.running -= 1;
		this.admit();
	}

	private end(pacer: Pacer): void {
		pacer.requests -= 1;
		if (pacer.requests === 0) this.pacers.delete(pacer);
	}
}

/** The part of one execution in the pace of its account: its own maximum of parallel requests, and its waits. */
export class Pacer {
	/** Parallel requests at the most. */
	max = 1;

	/** Requests on their way, and those with the ones that wait. Kept by the pace. */
	running = 0;

	requests = 0;

	readonly waiting: Array<(isIn: boolean) => void> = [];

	/** Total ms of pauses so far; parallel pauses count once, those of other executions do not. */
	private waited = 0;

	private waitsUntil = -Infinity;

	constructor(private readonly pace: Pace) {}

	/** Good answers to any execution. */
	get goodAnswers(): number {
		return this.pace.goodAnswers;
	}

	/** Runs `send` once there is room and no pause; rejects with the signal's reason on abort. */
	async run<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
		await this.pace.enter(this, signal);
		try {
			return await send();
		} finally {
			this.pace.leave(this);
		}
	}

	/** Call after a good answer: widens the window. */
	succeeded(): void {
		this.pace.succeeded(this.max);
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
		this.pace.pushedBack(ms);
		return true;
	}
}
