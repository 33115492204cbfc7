import type { Reading } from './reading';
import { foldWords, ofText } from './reading';

export interface Name {
	first: string;
	last: string;
}

const TITLES = new Set(
	'mr mrs ms miss mx dr prof professor rev reverend sir dame lord lady m mme mlle me monsieur madame mademoiselle docteur dre professeur maitre pastor fr father sister sr brother br soeur frere pere hon honourable honorable capt captain col sgt maj lt judge rabbi imam bishop sheikh herr frau sra ing shri'.split(
		' ',
	),
);

const RULE = 'must be a first and a last name, without a title or a comma';

/** Before a last name, in small letters. */
const PARTICLE = /^(van|von|den|der|ter|du|de|des|la|le|di|da|dos|el|al|bin|y)$/;

const SUFFIX = /^(jr|sr|ii|iii|iv|ph\.?d|md|mba|rn|dds|esq)\.?$/i;

/** First and last name out of a whole one: the first word and the rest, where that is sure. */
export function readFullName(cell: unknown): Reading<Name> {
	return ofText<Name>(cell, (text) => {
		const [first = '', ...rest] = text.split(/\s+/);
		const isSure =
			rest.length > 0 &&
			!/[,;/&@\d()"“”«»]|\s(and|et)\s/i.test(text) &&
			[first, ...rest].every((word) => /\p{L}/u.test(word)) &&
			!TITLES.has(foldWords(text).split(' ')[0] ?? '') &&
			!/\s(family|famille)$/i.test(text);
		const isLastFirst = isSurname(first) || (isCapitals(first) && isCapitals(rest[0] ?? ''));
		// "Jean Pierre TREMBLAY" has two first names, and "Ann Lee PhD" something else behind the last one.
		const isMixed =
			rest.some(isSurname) && rest.some((word) => !isCapitals(word) && !PARTICLE.test(word));
		if (isMixed || PARTICLE.test(first) || SUFFIX.test(rest.at(-1) ?? '')) return { rule: RULE };
		if (isSure && isLastFirst && !rest.every(isCapitals)) {
			return { rule: 'must have the first name first, and only a last name may be in capitals' };
		}
		if (isSure) return { value: { first, last: rest.join(' ') } };
		return { rule: RULE };
	});
}

const isCapitals = (word: string) => /\p{Lu}{2}/u.test(word) && word === word.toUpperCase();

/** Whether a word is in capitals, as French lists write last names; two letters may be initials. */
const isSurname = (word: string) => isCapitals(word) && /\p{Lu}{3}/u.test(word);
