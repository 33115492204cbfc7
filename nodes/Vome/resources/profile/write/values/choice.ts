import type { Reading } from './reading';
import { foldWords, ofText } from './reading';

/** The choice as Vome spells it; a list of one counts. If no choices are known, Vome has to check. */
export function readChoice(cell: unknown, choices: string[]): Reading<string> {
	return ofText<string>(Array.isArray(cell) && cell.length === 1 ? cell[0] : cell, (text) => {
		if (choices.length === 0) return { value: text };
		const value = findChoice(text, choices);
		return value === undefined ? { rule: ruleOf(choices) } : { value };
	});
}

export const ruleOf = (choices: string[]) => `must be one of ${choices.join(', ')}`;

/** The choice that a text means: an exact one, else the only one that differs in nothing but spelling. */
export function findChoice(text: string, choices: string[]): string | undefined {
	if (choices.includes(text)) return text;
	for (const fold of [foldCase, foldWords]) {
		const wanted = fold(text);
		const alike = wanted === '' ? [] : choices.filter((choice) => fold(choice) === wanted);
		if (alike.length > 0) return alike.length === 1 ? alike[0] : undefined;
	}
	return undefined;
}

const foldCase = (text: string) => text.trim().normalize('NFC').toLowerCase();
