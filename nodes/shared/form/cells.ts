import { inNormalForm } from '../normalForm';

/** Control characters but for white space, the byte order mark, and what only directs a line of text. */
const INVISIBLE =
	/(?![\t\n\r])\p{Cc}|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/** All but signs that normal form C would turn into ASCII, and an email address into another one. */
const OTHERS = /[^\u037E\u1FEF\u212A]+/g;

/** What a spreadsheet shows where a formula failed, in any of its languages, or a column is too narrow. */
const SHEET_ERROR =
	/^(?:#{3,}|#(?:[¡¿]?[\p{Lu}_]+(?:\/0)?[!?]|N\/[A-Z]+|NV|GETTING_DATA)|Err:\d{3})$/u;

/** A cell's text as it is meant: without invisible characters and outer blanks, in normal form C. */
export function cleanText(text: string): string {
	if (/^[ -~]*$/.test(text)) return text.trim();
	return text
		.replace(INVISIBLE, '')
		.replace(OTHERS, (part) => inNormalForm(part))
		.trim();
}

/** Whether a cell holds an error of its spreadsheet, such as #REF!. */
export function isSheetError(value: unknown): boolean {
	return typeof value === 'string' && SHEET_ERROR.test(cleanText(value));
}
