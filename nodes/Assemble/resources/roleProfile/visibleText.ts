import { folded, unescaped, withoutHidden } from '../../../shared/htmlText';
import { inNormalForm } from '../../../shared/normalForm';
import { parseUrl } from '../../../shared/url';

/** Ways to read a value as a text to compare. Each takes a time that grows with the text alone. */
export type Reading = (value: unknown) => string;

/** What a reader sees: without HTML, and in one form each for white space, signs and addresses. */
export const plain: Reading = (value) =>
	toAddress(
		folded(unescaped(withoutHidden(toText(value)).replace(BLOCK_TAG, ' ').replace(TAG, ''))),
	);

/** With its tags: some APIs escape a text that they keep as it came. */
export const withTags: Reading = (value) => folded(unescaped(toText(value)));

/** There are hundreds of named entities, so those left over match any sign beyond ASCII. */
export const blurred: Reading = (value) =>
	plain(value).replace(/&[a-z]+\d*;|\P{ASCII}/giu, '\ufffc');

/** Whatever its capitals, and the style of its quotes and dashes. */
export const loose: Reading = (value) => {
	const text = plain(value);
	return ADDRESS.test(text) ? text : unstyled(text);
};

/** Without what people and programs write in different ways: capitals, quotes, dashes, blanks. */
export function unstyled(text: string): string {
	return inNormalForm(text, 'NFKC')
		.toLowerCase()
		.replace(/[‘’‚‛]/g, "'")
		.replace(/[“”„‟]/g, '"')
		.replace(/[‐‒–—―−]/g, '-')
		.replace(/\s+/g, ' ');
}

/** Whether it has a named entity that plain does not know; see blurred. */
export function hasEntity(value: unknown): boolean {
	return ENTITY.test(toText(value)) && ENTITY.test(plain(value));
}

const ENTITY = /&[a-z]+\d*;/i;

/** Whether it has a tag that readers see; see withTags. */
export function hasEscapedTag(value: unknown): boolean {
	return /&(?:lt|#60|#x3c);/i.test(toText(value));
}

/** Whether `sent` has formatting or links of a kind that `received` lacks. */
export function isFormattingLost(sent: unknown, received: unknown): boolean {
	if (typeof sent !== 'string') return false;
	const kept = formattingOf(received);
	return [...formattingOf(sent)].some((tag) => !kept.has(tag));
}

/** Booleans come as true, 1 or "1". */
function toText(value: unknown): string {
	if (value === null || value === undefined) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	if (/^true$/i.test(text)) return '1';
	return /^false$/i.test(text) ? '0' : text;
}

const BLOCK_TAG = /<\/?(?:p|div|br|hr|ul|ol|li|h[1-6]|table|tr|td|th|blockquote)\b[^<>]*>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;

const ADDRESS = /^https?:\/\/\S/i;

/** In percent-encoding, these differ from the sign itself. */
const RESERVED = ':/?#[]@$&+,;=%';

/** An address in one form; any other text unchanged. */
function toAddress(text: string): string {
	const url = ADDRESS.test(text) ? parseUrl(text) : undefined;
	if (url === undefined) return text;
	return url.href.replace(/%[\da-f]{2}/gi, (code) => {
		const sign = String.fromCharCode(parseInt(code.slice(1), 16));
		return sign > ' ' && sign < '\x7f' && !RESERVED.includes(sign) ? sign : code.toUpperCase();
	});
}

/** Tags that may go without a loss. */
const BARE_TAGS = new Set(['p', 'div', 'span', 'br']);

const SAME_TAGS = new Map([
	['b', 'strong'],
	['i', 'em'],
]);

function formattingOf(value: unknown): Set<string> {
	const tags = new Set<string>();
	for (const [, name = ''] of withoutHidden(toText(value)).matchAll(
		/<([a-z][a-z\d]*)\b[^<>]*>/gi,
	)) {
		const tag = name.toLowerCase();
		if (!BARE_TAGS.has(tag)) tags.add(SAME_TAGS.get(tag) ?? tag);
	}
	return tags;
}
