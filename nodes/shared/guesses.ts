import type { IDataObject } from 'n8n-workflow';

import { Kept } from './kept';
import { asObject } from './records';

/** A fact about an API that no page of it states. */
export interface Guess<T extends string = string> {
	name: string;
	/** The page and heading in docs/ that tell what is known of it. */
	contract: string;
	/** What it may be, the likeliest first. */
	candidates: readonly [T, ...T[]];
	/** What shows that a candidate is wrong, in words. */
	bendsOn: string;
	/** Whether what was found holds for all credentials of the address, or for one of them. */
	scope: 'origin' | 'credential';
	/** What to tell people, as in "Assemble keeps its API at /api/v3". */
	found(candidate: T): string;
}

/** What was found out about one address, or one credential of it. */
interface Memory {
	/** The candidates to use, where they were found here or by a trigger before a restart. */
	found: Map<string, string>;
	/** The guesses of which a candidate proved to be right in this process. */
	settled: Set<string>;
	/** When a search was without success, in ms since 1970. */
	missedAt: Map<string, number>;
	/** What nobody was told yet. */
	news: string[];
}

/** How long a search that found nothing is not repeated, in ms. */
const MISSED_FOR = 5 * 60_000;

/** Longer than what else is kept of an account: searching again takes requests. */
const memories = new Kept<Memory>(
	() => ({ found: new Map(), settled: new Set(), missedAt: new Map(), news: [] }),
	{ most: 200 },
);

const searches = new Map<string, Promise<unknown>>();

/**
 * What is known of the guesses about an account: for the process, so that each is searched for
 * once. `credential` is a digest that tells accounts of one origin apart.
 */
export class Guesses {
	constructor(
		private readonly origin: string,
		private readonly credential: string,
	) {}

	/** The candidate to use: the one found, else the likeliest. */
	current<T extends string>(guess: Guess<T>): T {
		const found = this.memoryOf(guess).found.get(guess.name);
		return guess.candidates.find((candidate) => candidate === found) ?? guess.candidates[0];
	}

	/** All candidates, the one to use first. */
	inOrder<T extends string>(guess: Guess<T>): T[] {
		const current = this.current(guess);
		return [current, ...guess.candidates.filter((candidate) => candidate !== current)];
	}

	/** Whether the candidate to use proved to be right in this process. */
	isSettled(guess: Guess): boolean {
		return this.memoryOf(guess).settled.has(guess.name);
	}

	/** Keeps a candidate that proved to be right. */
	settle<T extends string>(guess: Guess<T>, candidate: T): void {
		const { found, settled, missedAt, news } = this.memoryOf(guess);
		const isNew = (found.get(guess.name) ?? guess.candidates[0]) !== candidate;
		found.set(guess.name, candidate);
		settled.add(guess.name);
		missedAt.delete(guess.name);
		if (isNew && candidate !== guess.candidates[0]) {
			news.push(`${guess.found(candidate)} (found by trying).`);
		}
	}

	/** Forgets a candidate that was right before, and is not any more. */
	forget(guess: Guess): void {
		const { found, settled } = this.memoryOf(guess);
		found.delete(guess.name);
		settled.delete(guess.name);
	}

	/** What was found out about the account and nobody was told yet; the next call gives no more of it. */
	takeNews(): string[] {
		return [this.origin, this.keyOf('credential')].flatMap((key) =>
			memories.of(key).news.splice(0),
		);
	}

	/** Keeps for some minutes that no candidate is right. */
	miss(guess: Guess): void {
		this.memoryOf(guess).missedAt.set(guess.name, Date.now());
	}

	/** Whether a search found nothing in the last minutes. */
	isMissed(guess: Guess): boolean {
		const since = Date.now() - (this.memoryOf(guess).missedAt.get(guess.name) ?? -Infinity);
		// Before it happened, if the clock was set back.
		return since >= 0 && since < MISSED_FOR;
	}

	/**
	 * Runs a search while no other one for the guess runs. Whoever had to wait should look again
	 * whether the guess is settled or missed.
	 */
	async alone<R>(guess: Guess, search: () => Promise<R>): Promise<R> {
		const key = `${this.keyOf(guess.scope)} ${guess.name}`;
		const before = searches.get(key) ?? Promise.resolve();
		const own = before.then(search, search);
		searches.set(key, own);
		try {
			return await own;
		} finally {
			if (searches.get(key) === own) searches.delete(key);
		}
	}

	/** Whether a search for the guess runs, for which a request within it must not wait. */
	isSearching(guess: Guess): boolean {
		return searches.has(`${this.keyOf(guess.scope)} ${guess.name}`);
	}

	/** What was found, as text for a trigger's memory; '' if all is as it is likeliest. */
	save(guesses: readonly Guess[]): string {
		const found = guesses
			.filter((guess) => this.current(guess) !== guess.candidates[0])
			.map((guess) => [guess.name, this.current(guess)]);
		return found.length === 0 ? '' : JSON.stringify(Object.fromEntries(found));
	}

	/** Begins with what save() gave, unless more is known by now. It does not count as proven. */
	load(guesses: readonly Guess[], saved: unknown): void {
		const found = parse(saved);
		for (const guess of guesses) {
			const candidate = guess.candidates.find((one) => one === found[guess.name]);
			if (candidate !== undefined && !this.isSettled(guess)) {
				this.memoryOf(guess).found.set(guess.name, candidate);
			}
		}
	}

	private memoryOf(guess: Guess): Memory {
		return memories.of(this.keyOf(guess.scope));
	}

	private keyOf(scope: Guess['scope']): string {
		return scope === 'origin' ? this.origin : `${this.origin} ${this.credential}`;
	}
}

function parse(saved: unknown): IDataObject {
	try {
		return asObject(JSON.parse(String(saved)));
	} catch {
		return {};
	}
}
