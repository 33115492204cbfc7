// What HTML shows to its readers. Each takes a time that grows with the text alone.
import { inNormalForm } from './normalForm';

const HIDDEN = /<!--|<(?:style|script)\b[^<>]*>/gi;

/** Leaves out comments, styles and scripts. One pattern for it all would search the rest each time. */
export function withoutHidden(text: string): string {
	const parts: string[] = [];
	const ends = new Map([
		['<!-', /-->/g],
		['<st', /<\/style\s*>/gi],
		['<sc', /<\/script\s*>/gi],
	]);
	let from = 0;
	for (const { 0: tag, index } of text.matchAll(HIDDEN)) {
		const start = tag.slice(0, 3).toLowerCase();
		const end = ends.get(start);
		if (end === undefined || index < from) continue;
		end.lastIndex = index + tag.length;
		if (!end.test(text)) {
			ends.delete(start);
			continue;
		}
		parts.push(text.slice(from, index));
		from = end.lastIndex;
	}
	return parts.join('') + text.slice(from);
}

const ENTITIES = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['nbsp', ' '],
	['ensp', ' '],
	['emsp', ' '],
	['thinsp', ' '],
	['shy', ''],
	['zwnj', ''],
	['zwj', ''],
	['ndash', '–'],
	['mdash', '—'],
	['lsquo', '‘'],
	['rsquo', '’'],
	['ldquo', '“'],
	['rdquo', '”'],
	['laquo', '«'],
	['raquo', '»'],
	['hellip', '…'],
	['bull', '•'],
	['middot', '·'],
	['deg', '°'],
	['pound', '£'],
	['euro', '€'],
	['copy', '©'],
	['reg', '®'],
	['trade', '™'],
	['szlig', 'ß'],
	['aelig', 'æ'],
	['AElig', 'Æ'],
	['oelig', 'œ'],
	['OElig', 'Œ'],
	['oslash', 'ø'],
	['Oslash', 'Ø'],
]);

/** Signs that stand over or under the letter before them, by the end of the entity of both. */
const MARKS = new Map([
	['acute', '\u0301'],
	['grave', '\u0300'],
	['circ', '\u0302'],
	['uml', '\u0308'],
	['tilde', '\u0303'],
	['cedil', '\u0327'],
	['ring', '\u030a'],
	['caron', '\u030c'],
]);

/** With the signs that entities stand for, as far as they are common. */
export function unescaped(text: string): string {
	return text.replace(
		/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi,
		(entity, decimal?: string, hex?: string, name?: string) => {
			if (name !== undefined) return ENTITIES.get(name) ?? accented(name) ?? entity;
			const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
			return code <= 0x10ffff ? String.fromCodePoint(code) : '';
		},
	);
}

function accented(name: string): string | undefined {
	const mark = MARKS.get(name.slice(1));
	return mark && name.charAt(0) + mark;
}

/**
 * In the normal form, with single blanks, and without what takes no room: soft hyphens, zero-width
 * characters, byte order marks.
 */
export function folded(text: string, form: 'NFC' | 'NFKC' = 'NFC'): string {
	if (/^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
	return inNormalForm(text.replace(/\p{Cf}/gu, ''), form)
		.replace(/\s+/g, ' ')
		.trim();
}
