import type { Reading } from './reading';
import { foldWords, ofText } from './reading';

/** The code for a number, digits, a label, or one of the other words for it; `words` are folded. */
export function readCode(cell: unknown, labels: string[], words: string[]): Reading<number> {
	return ofText<number>(cell, (text) => {
		const word = foldWords(text);
		const code = labels.findIndex(
			(label, place) =>
				text === String(place) ||
				word === foldWords(label) ||
				words[place]?.split(', ').includes(word),
		);
		if (code >= 0) return { value: code };
		const last = labels.length - 1;
		return { rule: `must be one of ${labels.join(', ')}, or a number from 0 to ${last}` };
	});
}
