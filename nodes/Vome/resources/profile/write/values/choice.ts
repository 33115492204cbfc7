import { cleanText } from '../../../../../shared/form/cells';
import { ruleOf } from '../../../../../shared/form/parameters';
import type { Reading } from './reading';
import { foldWords, isPlaceholder, ofText } from './reading';

/** The choice as Vome spells it; a list of one counts. If no choices are known, Vome has to check. */
export function readChoice(cell: unknown, choices: string[]): Reading<string> {
	return ofText<string>(cell, (text) => {
		if (choices.length === 0) return { value: text };
		const value = findChoice(text, choices);
		if (value !== undefined) return { value };
		return isPlaceholder(text) ? { value: null } : { rule: ruleOf(choices) };
	});
}

/** The choice that a text means: an exact one, else the only one that differs in nothing but spelling. */
export function findChoice(text: string, choices: string[]): string | undefined {
	if (choices.includes(text)) return text;
	for (const { fold, names } of spellingsOf(choices)) {
		const wanted = fold(text);
		if (wanted !== '' && names.has(wanted)) return names.get(wanted);
	}
	return undefined;
}

interface Spelling {
	fold: (text: string) => string;
	/** Choices by how they are spelled; undefined if several are spelled alike. */
	names: Map<string, string | undefined>;
}

/** Of a custom field, which are the same for all rows. */
const known = new WeakMap<string[], Spelling[]>();

function spellingsOf(choices: string[]): Spelling[] {
	const spellings =
		known.get(choices) ??
		[foldLetters, foldSpelling].map((fold) => {
			const names = new Map<string, string | undefined>();
			for (const choice of choices) {
				const name = fold(choice);
				names.set(name, names.has(name) ? undefined : choice);
			}
			return { fold, names };
		});
	known.set(choices, spellings);
	return spellings;
}

const foldLetters = (text: string) => cleanText(text).toLowerCase();

/** Signs that make another choice: A+ and A-, 18+, <5 and >5. */
const SIGNS = /[+<>=#]|[-\u2212]$/g;

function foldSpelling(text: string): string {
	const words = foldWords(text);
	return words && [words, ...(cleanText(text).match(SIGNS) ?? [])].join(' ');
}
