import { ruleOf } from '../../../../../shared/form/parameters';
import type { Reading } from './reading';
import { foldWords, ofFilled } from './reading';

/**
 * The code for a label, or one of the other words for it; `words` are folded. With `hasDigits`, also
 * for the code itself.
 */
export function readCode(
	cell: unknown,
	labels: string[],
	words: string[],
	hasDigits = true,
): Reading<number> {
	return ofFilled<number>(cell, (text) => {
		const word = foldWords(text);
		const code = labels.findIndex(
			(label, place) =>
				(hasDigits && text === String(place)) ||
				word === foldWords(label) ||
				words[place]?.split(', ').includes(word),
		);
		if (code >= 0) return { value: code };
		return { rule: ruleOf(labels) };
	});
}
