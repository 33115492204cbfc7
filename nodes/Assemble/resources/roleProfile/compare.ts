import type { IDataObject } from 'n8n-workflow';

import { bare, isObject } from '../../../shared/records';

/**
 * The fields of `sent` that the server ignored: `received` shows another value. Skips fields that
 * do not come back. White space and HTML around texts do not count, nor does the difference between
 * empty, null and missing (contract/assemble.md U5 and U21).
 */
export function ignoredFields(sent: IDataObject, received: IDataObject): string[] {
	return Object.keys(sent).filter(
		(field) => field in received && !isSame(sent[field], received[field]),
	);
}

interface Change {
	before: IDataObject;
	sent: IDataObject;
	after: IDataObject;
}

/** Those of `fields` that had a value, were not sent, and are now empty. */
export function emptiedFields(
	fields: readonly string[],
	{ before, sent, after }: Change,
): string[] {
	return fields.filter(
		(field) =>
			!(field in sent) && field in after && !isEmpty(before[field]) && isEmpty(after[field]),
	);
}

/** Whether any of `fields` had a value, was not sent, and still has one. */
export function keepsFields(fields: readonly string[], { before, sent, after }: Change): boolean {
	return fields.some(
		(field) => !(field in sent) && !isEmpty(before[field]) && !isEmpty(after[field]),
	);
}

function isEmpty(value: unknown): boolean {
	const inner = bare(value);
	if (Array.isArray(inner)) return inner.length === 0;
	if (isObject(inner)) return Object.keys(inner).length === 0;
	return plain(inner) === '';
}

function isSame(sent: unknown, received: unknown): boolean {
	if (isEmpty(sent) && isEmpty(received)) return true;
	const inner = bare(received);
	if (Array.isArray(sent)) return Array.isArray(inner) && hasSameRows(sent, inner);
	if (isObject(sent)) return hasSameKeys(sent, inner);
	return isSameText(sent, inner);
}

/** Compares only the keys that were sent, such as the id of a family. */
function hasSameKeys(sent: IDataObject, received: unknown): boolean {
	if (isObject(received)) {
		return Object.entries(sent).every(([key, value]) => isSame(value, received[key]));
	}
	// The server may name a linked record by its id alone.
	return 'id' in sent && isSame(sent.id, received);
}

/** In any order, since the server may use its own. */
function hasSameRows(sent: unknown[], received: unknown[]): boolean {
	const rest = [...received];
	for (const row of sent) {
		const index = rest.findIndex((other) => isSame(row, other));
		if (index === -1) return false;
		rest.splice(index, 1);
	}
	return rest.length === 0;
}

function isSameText(sent: unknown, received: unknown): boolean {
	const [one, other] = [plain(sent), plain(received)];
	if (one === other) return true;
	// There are hundreds of named entities, so each matches any one character.
	if (!NAMED_ENTITY.test(other)) return false;
	const pattern = other
		.split(NAMED_ENTITY)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('.');
	return new RegExp(`^${pattern}$`, 'su').test(one);
}

const NAMED_ENTITY = /&[a-z]+\d*;/i;

const ENTITIES: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

const BLOCK_TAG = /<\/?(p|div|br|hr|ul|ol|li|h[1-6]|table|tr|td|th|blockquote)\b[^<>]*>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;

/** The text that a reader sees. Booleans come as true, 1 or "1". */
function plain(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (value === true) return '1';
	if (value === false) return '0';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true' ? '1' : '0';
	return text
		.replace(BLOCK_TAG, ' ')
		.replace(TAG, '')
		.replace(/&#(\d+);/g, (_, code: string) => character(Number(code)))
		.replace(/&#x([0-9a-f]+);/gi, (_, code: string) => character(parseInt(code, 16)))
		.replace(/&([a-z]+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
		.replace(/\s+/g, ' ')
		.trim();
}

/** '' for an invalid code. */
function character(code: number): string {
	return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

const LONGEST_VALUE = 300;

/** Keeps a text from somewhere else short enough for a message. */
export function cut(text: string, longest = LONGEST_VALUE): string {
	return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
