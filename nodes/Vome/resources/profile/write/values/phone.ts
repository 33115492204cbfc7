import type { Reading } from './reading';
import { ofKey } from './reading';

/** Of an international number with its prefix, and more than any number has. */
const MOST_DIGITS = 17;

/** Inferred from the rules of Vome's import (contract/vome.md 4.2); "+" is in its examples. */
export function readPhone(cell: unknown): Reading<string> {
	return ofKey<string>(cell, (text) => {
		const value = text
			.replace(/^tel:/i, '')
			.replace(/[\p{Pd}\u2212]/gu, '-')
			.replace(/[^\S\r\n]/gu, ' ');
		if (!/^[-+\d .()]*$/.test(value)) {
			return { rule: 'may only hold digits, spaces, dashes, dots, parentheses and +' };
		}
		const digits = value.replace(/\D/g, '').length;
		if (digits >= 3 && digits <= MOST_DIGITS) return { value };
		return { rule: `must be one phone number, of 3 to ${MOST_DIGITS} digits` };
	});
}
