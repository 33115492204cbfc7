import type { Reading } from './reading';
import { cleanPhone, isRoundedPhone } from './contact';
import { isPlaceholder, ofKey, ROUNDED_RULE } from './reading';

/** Of a number with its country code, and with the prefix of an international one before it. */
const MOST_DIGITS = { plain: 13, international: 17 };

/** Inferred from the rules of Vome's import (contract/vome.md 4.2); "+" is in its examples. */
export function readPhone(cell: unknown): Reading<string> {
	return ofKey<string>(cell, (text) => {
		if (isPlaceholder(text)) return { value: null };
		if (isRoundedPhone(text)) return { rule: ROUNDED_RULE };
		const value = cleanPhone(text);
		if (!/^[-+\d .()]*$/.test(value)) {
			return { rule: 'may only hold digits, spaces, dashes, dots, parentheses and +' };
		}
		// A spreadsheet takes 1-514-555-0100 for a sum.
		const isCalculated = /^-\d+$/.test(value) || (typeof cell === 'number' && value.includes('.'));
		if (isCalculated)
			return { rule: 'was taken for a sum by a spreadsheet: enter it again as text' };
		const digits = value.replace(/\D/g, '').length;
		const most = MOST_DIGITS[/^(\+|00)/.test(value.trim()) ? 'international' : 'plain'];
		if (digits >= 3 && digits <= most) return { value };
		return { rule: `must be one phone number, of 3 to ${most} digits` };
	});
}
