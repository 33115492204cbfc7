import type { Reading } from './reading';
import { isPlaceholder, isRounded, ofText, ROUNDED_RULE } from './reading';

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
		if (isRounded(cell) || isRoundedPhone(text)) return { rule: ROUNDED_RULE };
		return { value: cleanPhone(text) };
	});
}

/** A phone number with plain dashes and blanks, and without what programs put around it. */
export const cleanPhone = (text: string) =>
	text
		.replace(/^tel:/i, '')
		.replace(/[\p{Pd}\u2212]/gu, '-')
		.replace(/[^\S\r\n]/gu, ' ')
		// Programs make a fraction of a number.
		.replace(/^(\d{7,})\.0$/, '$1');

/** Whether digits of a phone number are lost, as in 4.47E11. */
export const isRoundedPhone = (text: string) => /^\d+[.,]\d+E\d+$/i.test(text);
