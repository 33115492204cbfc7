import { cleanText } from '../../../../../shared/form/cells';

/**
 * What a cell says: a value, null if it says nothing, or the rule that it breaks, as the rest of a
 * sentence that begins with the cell's heading.
 */
export type Reading<T> = { value: T | null } | { rule: string };

/** Reads a cell by its clean text; numbers, true and false count as text. */
export function ofText<T>(cell: unknown, read: (text: string) => Reading<T>): Reading<T> {
	const isPlain = typeof cell === 'boolean' || Number.isFinite(cell);
	if (!isPlain && typeof cell !== 'string') return { rule: 'must be text' };
	const text = cleanText(String(cell));
	return text === '' ? { value: null } : read(text);
}

/** A cell's text. */
export const readText = (cell: unknown): Reading<string> => ofText(cell, (value) => ({ value }));

const ROUNDED = /^[-+]?\d+(?:[.,]\d+)?E\+\d+$/i;

/** Whether a long number was rounded on its way, such as 4.47E+11. */
export function isRounded(cell: unknown): boolean {
	if (typeof cell === 'number') return Number.isInteger(cell) && !Number.isSafeInteger(cell);
	return typeof cell === 'string' && ROUNDED.test(cleanText(cell));
}

export const ROUNDED_RULE =
	'was rounded by a spreadsheet: make its column a text there, and enter it again';

/** Text by which something is found, such as an ID or a phone number: nothing in it is invisible. */
export function ofKey<T>(cell: unknown, read: (text: string) => Reading<T>): Reading<T> {
	return ofText<T>(cell, (text) => {
		if (isRounded(cell)) return { rule: ROUNDED_RULE };
		const key = text.replace(/\p{Cf}/gu, '').trim();
		return key === '' ? { value: null } : read(key);
	});
}

/** A unique ID. */
export const readKey = (cell: unknown): Reading<string> => ofKey(cell, (value) => ({ value }));

/** Words without case, accents, and anything but letters and digits between them. */
export function foldWords(text: string): string {
	return text
		.replace(/\p{M}/gu, '')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
