import type { Guess } from '../guesses';
import { failureOf } from '../http/errors';
import type { AccountCheck, Question, Verdict } from './accountCheck';
import { different, ok, Unreadable, unknown } from './accountCheck';

/** Whether a candidate works. Throws Unreadable if it cannot tell; what is refused does not work. */
export type Trial = () => Promise<boolean>;

/** What works where nothing else does. */
export const always: Trial = async () => await Promise.resolve(true);

/** Adds the fact which candidate works, the likeliest that does. */
export async function askGuess<T extends string>(
	check: AccountCheck,
	fact: string,
	guess: Guess<T>,
	trials: Record<T, Trial>,
): Promise<void> {
	await check.ask(questionOf(fact, guess), async () => {
		for (const candidate of guess.candidates) {
			if (await succeeds(trials[candidate])) return verdictOn(guess, candidate);
		}
		return different('something else', 'The nodes know no other way.');
	});
}

/** Adds what the nodes have found out about a guess; `why` tells why they may not have. */
export async function tellGuess(
	check: AccountCheck,
	fact: string,
	guess: Guess,
	why: string,
): Promise<void> {
	const { guesses } = check.client;
	await check.ask(questionOf(fact, guess), () =>
		guesses.isSettled(guess) ? verdictOn(guess, guesses.current(guess)) : unknown(why),
	);
}

/** Why the guesses about writes are unknown, before one was made. */
export const ONLY_BY_WRITING = 'only a write shows it';

async function succeeds(trial: Trial): Promise<boolean> {
	const trying = trial();
	const failure = await failureOf(trying);
	return failure instanceof Unreadable && failure.kind === 'refused' ? false : await trying;
}

export const questionOf = (fact: string, { candidates: [likeliest] }: Guess): Question => ({
	fact,
	expected: shown(likeliest),
	advice: 'The nodes go by what they find.',
});

/** Good if it is the likeliest candidate. */
export function verdictOn<T extends string>(guess: Guess<T>, found: string): Verdict {
	const candidate = guess.candidates.find((one) => one === found);
	if (candidate === undefined) return different(shown(found));
	if (candidate === guess.candidates[0]) return ok(shown(candidate));
	return different(shown(candidate), `${guess.found(candidate)}. The nodes do that by themselves.`);
}

/** The root of an address has no text of its own. */
const shown = (candidate: string) => candidate || '/';
