import type { Reading } from './reading';
import { foldWords, ofFilled } from './reading';

const YES = /^(yes|y|true|t|1|on|checked|oui|o|vrai|x|yes oui|oui yes)$/;
const NO = /^(no|n|false|f|0|off|unchecked|non|faux|no non|non no)$/;
const YES_MARK = /^[✓✔☑✅]\uFE0F?$/u;
const NO_MARK = /^[✗✘☐❌]\uFE0F?$/u;

/** Yes or no in the usual spellings, in English and French. */
export function readYesNo(cell: unknown): Reading<boolean> {
	return ofFilled<boolean>(cell, (text) => {
		// -1 is true in one program, and unknown in another.
		const word = text.startsWith('-') ? '' : foldWords(text);
		if (YES.test(word) || YES_MARK.test(text)) return { value: true };
		if (NO.test(word) || NO_MARK.test(text)) return { value: false };
		return { rule: 'must be yes or no, or true or false' };
	});
}
