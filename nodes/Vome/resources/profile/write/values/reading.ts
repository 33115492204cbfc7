import { cleanText } from '../../../../../shared/form/cells';

/**
 * What a cell says: a value, null if it says nothing, or the rule that it breaks, as the rest of a
 * sentence that begins with the cell's heading.
 */
export type Reading<T> = { value: T | null } | { rule: string };

/** Reads a cell by its clean text; numbers, true, false and lists of one of them count as text. */
export function ofText<T>(cell: unknown, read: (text: string) => Reading<T>): Reading<T> {
	if (Array.isArray(cell) && cell.length === 1 && !Array.isArray(cell[0])) {
		return ofText(cell[0], read);
	}
	const isPlain = typeof cell === 'boolean' || Number.isFinite(cell);
	if (!isPlain && typeof cell !== 'string') return { rule: 'must be text' };
	const text = cleanText(String(cell));
	return text === '' ? { value: null } : read(text);
}

const PLACEHOLDER =
	/^(?:n\/?a|none|null|nil|nan|unknown|unspecified|not specified|aucune?|inconnue?|s\/o|non précisée?|[-–—._?*]+)$/i;

/** Whether a text stands for nothing, as "n/a" does in a column that takes no such text. */
export const isPlaceholder = (text: string) => PLACEHOLDER.test(text);

/** Like ofText; what stands for nothing says nothing. */
export const ofFilled = <T>(cell: unknown, read: (text: string) => Reading<T>): Reading<T> =>
	ofText<T>(cell, (text) => (isPlaceholder(text) ? { value: null } : read(text)));

/** A cell's text. */
export const readText = (cell: unknown): Reading<string> => ofText(cell, (value) => ({ value }));

const ROUNDED = /^[-+]?\d+(?:[.,]\d+)?E\+\d+$/i;

/** Whether a long number was rounded on its way, such as 4.47E+11. */
export function isRounded(cell: unknown): boolean {
	if (typeof cell === 'number') return Number.isInteger(cell) && !Number.isSafeInteger(cell);
	return typeof cell === 'string' && ROUNDED.test(cleanText(cell));
}

export const ROUNDED_RULE =
	'was rounded by a spreadsheet: format its column as text there, and enter it again';

/** Text by which something is found, such as an ID or a phone number: nothing in it is invisible. */
export function ofKey<T>(cell: unknown, read: (text: string) => Reading<T>): Reading<T> {
	return ofText<T>(cell, (text) => {
		if (isRounded(cell)) return { rule: ROUNDED_RULE };
		const key = unwrap(text.replace(/\p{Cf}/gu, '')).trim();
		return key === '' ? { value: null } : read(key);
	});
}

/** Without what makes a spreadsheet take digits for text: ="0123" or '0123. */
export const unwrap = (text: string) => text.replace(/^="(.*)"$/, '$1').replace(/^'/, '');

/** A unique ID. */
export const readKey = (cell: unknown): Reading<string> =>
	ofKey<string>(cell, (value) =>
		// Programs make 17.0 of the number 17.
		/^\d+\.0$/.test(value)
			? { rule: "ends in '.0', which a program has added" }
			: { value: isPlaceholder(value) ? null : value },
	);

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
