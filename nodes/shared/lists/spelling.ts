import type { IDataObject } from 'n8n-workflow';

import type { Guess, Guesses } from '../guesses';
import { namesField } from '../http/errors';
import type { Answer } from '../http/httpClient';
import type { SetFilter } from './filters';
import type { Envelope } from './serviceClient';

/** How a filter's value is written in a query, where no page of the API states it. */
export interface Spelling<T extends string = string> {
	guess: Guess<T>;
	/** The parameter and its value in this way. */
	write(parameter: string, value: string, candidate: T): IDataObject;
}

export type SpelledFilter = SetFilter & { spelling: Spelling };

/** Which candidate to use. */
export type Choice = (guess: Guess) => string;

export function isSpelled(filter: SetFilter): filter is SpelledFilter {
	return filter.spelling !== undefined && filter.query !== undefined;
}

/** What page 1 of a list was answered with; there is no page if it was refused. */
interface Sent {
	answer: Answer;
	page?: Envelope;
}

/** Writes filters as the service understands them, and finds out how that is. */
export class Speller {
	/** Lists of filters that match nothing, however they are written. */
	private readonly empty = new WeakSet<readonly SetFilter[]>();

	constructor(
		private readonly guesses: Guesses,
		private readonly searchAlone: <R>(guess: Guess, search: () => Promise<R>) => Promise<R>,
	) {}

	/** The query with the values of the filters written as they should be, in the same order. */
	spell(
		query: IDataObject,
		filters: readonly SetFilter[],
		choose: Choice = this.current,
	): IDataObject {
		const spelled = filters.filter(isSpelled);
		if (spelled.length === 0) return query;
		return Object.fromEntries(
			Object.entries(query).flatMap(([name, value]) => {
				const filter = spelled.find((one) => Object.hasOwn(one.query ?? {}, name));
				if (filter === undefined) return [[name, value]];
				const { guess, write } = filter.spelling;
				return Object.entries(write(name, String(value), choose(guess)));
			}),
		);
	}

	/**
	 * Reads page 1 of a list with `ask`. Where the service seems not to understand a filter, tries to
	 * write its value in another way: if it refuses the filter by name, sends a record that does not
	 * match, or sends none. Keeps what proves right. Throws what `ask` throws.
	 */
	async read(
		filters: readonly SetFilter[],
		ask: (choose?: Choice) => Promise<Sent>,
	): Promise<Sent> {
		const spelled = filters.filter(isSpelled);
		const before = guessesOf(spelled).map(this.current);
		const sent = await ask();
		const { page } = sent;
		const doubted = page === undefined ? refused(spelled, sent.answer) : this.doubt(spelled, page);
		const guesses = guessesOf(doubted);
		if (guesses[0] === undefined || this.empty.has(filters)) return sent;

		return await this.searchAlone(guesses[0], async () => {
			// Another execution may have found out meanwhile.
			const isNew = guessesOf(spelled).some((guess, at) => this.current(guess) !== before[at]);
			if (isNew) return await ask();
			for (const choose of otherChoices(guesses, this.current)) {
				const trial = await ask(choose);
				if (fits(spelled, trial, sent)) {
					for (const guess of guesses) this.guesses.settle(guess, choose(guess));
					return trial;
				}
				// What refuses one way by name, and takes the other, understands that.
				const known = page === undefined ? [] : refused(doubted, trial.answer);
				for (const guess of guessesOf(known)) this.guesses.settle(guess, this.current(guess));
			}
			if (page?.records.length === 0) this.empty.add(filters);
			else for (const filter of doubted) this.guesses.miss(ignoredBy(filter));
			return sent;
		});
	}

	private readonly current: Choice = (guess) => this.guesses.current(guess);

	/** The filters that the service may have misread, by what it sent. */
	private doubt(filters: SpelledFilter[], { records, total }: Envelope): SpelledFilter[] {
		const shown = filters.filter(({ allows }) => allows !== undefined);
		if (records.length === 0) {
			const isEmpty = total === null || total === 0;
			return isEmpty ? shown.filter(({ spelling }) => !this.guesses.isSettled(spelling.guess)) : [];
		}
		const wrong = mismatched(shown, records);
		const right = shown.filter(
			(filter) => !wrong.includes(filter) && records.some((record) => filter.allows?.(record)),
		);
		for (const guess of guessesOf(right)) this.guesses.settle(guess, this.current(guess));
		return wrong.filter((filter) => !this.guesses.isMissed(ignoredBy(filter)));
	}
}

/** Whether a trial proves that its way is the right one. */
function fits(filters: SpelledFilter[], { page, answer }: Sent, before: Sent): boolean {
	if (page === undefined || answer.status >= 400) return false;
	// Where the other way was refused by name, no record need show it.
	const isShown = page.records.length > 0 || before.page === undefined;
	return isShown && mismatched(filters, page.records).length === 0;
}

/** The other choices for these guesses, those with fewer changes first. */
function otherChoices(guesses: Guess[], choose: Choice): Choice[] {
	let combinations: string[][] = [[]];
	for (const guess of guesses) {
		combinations = combinations.flatMap((chosen) =>
			guess.candidates.map((candidate) => [...chosen, candidate]),
		);
	}
	const changes = (chosen: string[]) =>
		guesses.filter((guess, index) => choose(guess) !== chosen[index]).length;
	return combinations
		.filter((chosen) => changes(chosen) > 0)
		.sort((one, other) => changes(one) - changes(other))
		.map(
			(chosen): Choice =>
				(guess) =>
					chosen[guesses.indexOf(guess)] ?? choose(guess),
		);
}

/** The filters whose parameter a refusal names. */
function refused(filters: SpelledFilter[], { status, body }: Answer): SpelledFilter[] {
	if (status < 400) return [];
	return filters.filter(({ query = {} }) =>
		Object.keys(query).some((name) => namesField(body, name) || namesField(body, `${name}[]`)),
	);
}

/** The filters that one of these records does not match. */
function mismatched(filters: SpelledFilter[], records: IDataObject[]): SpelledFilter[] {
	return filters.filter(({ allows }) => records.some((record) => allows?.(record) === false));
}

/** The guesses of these filters, each once. */
function guessesOf(filters: SpelledFilter[]): Guess[] {
	return [...new Set(filters.map(({ spelling }) => spelling.guess))];
}

/** Missed where the service ignores the filter, however it is written. It may know the others. */
function ignoredBy({ label, spelling: { guess } }: SpelledFilter): Guess {
	return { ...guess, name: `${guess.name} of ${label}` };
}
