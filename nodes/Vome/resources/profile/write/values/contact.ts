import type { Reading } from './reading';
import { isPlaceholder, isRounded, ofText, ROUNDED_RULE } from './reading';

/** An address; "n/a" is none. */
export const readAddress = (cell: unknown): Reading<string> =>
	ofText<string>(cell, (text) => ({ value: isPlaceholder(text) ? null : text }));

/** Digits of a phone number, which do not belong into a name. */
const NUMBER = /(?:\d\D{0,3}){7}/;

/** The name of a contact, of whom a list may give just the number. */
export function readContactName(cell: unknown): Reading<string> {
	return ofText<string>(cell, (text) => {
		if (isPlaceholder(text)) return { value: null };
		if (/\p{L}/u.test(text) && !NUMBER.test(text)) return { value: text };
		return { rule: 'must be a name, without a phone number' };
	});
}

/** The phone number of a contact, with words if need be. */
export function readContactPhone(cell: unknown): Reading<string> {
	return ofText<string>(cell, (text) => {
		if (isPlaceholder(text)) return { value: null };
		if (isRounded(cell)) return { rule: ROUNDED_RULE };
		return { value: withPlainDashes(text) };
	});
}

/** Any dash as the one of the keyboard. */
export const withPlainDashes = (text: string) => text.replace(/[\p{Pd}\u2212]/gu, '-');
