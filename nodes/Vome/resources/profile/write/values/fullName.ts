import type { Reading } from './reading';
import { foldWords, ofText } from './reading';

export interface Name {
	first: string;
	last: string;
}

const TITLES = new Set(
	'mr mrs ms miss mx dr prof professor rev reverend sir dame lord lady m mme mlle me monsieur madame mademoiselle docteur dre professeur maitre pastor fr father sister sr brother br soeur frere pere hon honourable honorable capt captain col sgt maj'.split(
		' ',
	),
);

/** First and last name out of a whole one: the first word and the rest, where that is sure. */
export function readFullName(cell: unknown): Reading<Name> {
	return ofText<Name>(cell, (text) => {
		const [first = '', ...rest] = text.split(/\s+/);
		const isSure =
			rest.length > 0 &&
			!/[,;/&@\d()]|\s(and|et)\s/i.test(text) &&
			[first, ...rest].every((word) => /\p{L}/u.test(word)) &&
			!TITLES.has(foldWords(text).split(' ')[0] ?? '') &&
			!/\s(family|famille)$/i.test(text);
		const isLastFirst = isSurname(first) || (isCapitals(first) && isCapitals(rest[0] ?? ''));
		if (isSure && isLastFirst && !rest.every(isCapitals)) {
			return { rule: 'must have the first name first, and only a last name may be in capitals' };
		}
		if (isSure) return { value: { first, last: rest.join(' ') } };
		return { rule: 'must be a first and a last name, without a title or a comma' };
	});
}

const isCapitals = (word: string) => /\p{Lu}{2}/u.test(word) && word === word.toUpperCase();

/** Whether a word is in capitals, as French lists write last names; two letters may be initials. */
const isSurname = (word: string) => isCapitals(word) && /\p{Lu}{3}/u.test(word);
