import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../../shared/records';

/**
 * The fields of `sent` that `received` shows with another value: what the server ignored. Fields that
 * do not come back cannot be compared. White space around texts and HTML around them do not count,
 * nor does the difference between empty, null and missing (contract: assemble.md U5 and U21).
 */
export function ignoredFields(sent: IDataObject, received: IDataObject): string[] {
	return Object.keys(sent).filter(
		(field) => field in received && !isSame(sent[field], received[field]),
	);
}

/** Those of `fields` that had a value before, were not sent, and are empty now. */
export function emptiedFields(
	fields: readonly string[],
	{ before, sent, after }: { before: IDataObject; sent: IDataObject; after: IDataObject },
): string[] {
	return fields.filter(
		(field) =>
			!(field in sent) && field in after && !isEmpty(before[field]) && isEmpty(after[field]),
	);
}

function isEmpty(value: unknown): boolean {
	return Array.isArray(value) ? value.length === 0 : value === null || plain(value) === '';
}

/** Of an object only the keys that were sent, such as the id of a family. */
function isSame(sent: unknown, received: unknown): boolean {
	if (Array.isArray(sent)) {
		const rows = isObject(received) && 'data' in received ? received.data : (received ?? []);
		return Array.isArray(rows) && hasSameRows(sent, rows);
	}
	if (isObject(sent)) {
		if (!isObject(received)) return false;
		const inner = isObject(received.data) ? received.data : received;
		return Object.entries(sent).every(([key, value]) => isSame(value, inner[key]));
	}
	return plain(sent) === plain(received);
}

/** In any order, since the server may keep one of its own. */
function hasSameRows(sent: unknown[], received: unknown[]): boolean {
	const rest = [...received];
	for (const row of sent) {
		const index = rest.findIndex((other) => isSame(row, other));
		if (index === -1) return false;
		rest.splice(index, 1);
	}
	return rest.length === 0;
}

const ENTITIES: Record<string, string> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#39;': "'",
	'&#039;': "'",
	'&nbsp;': ' ',
};

/** The text that a reader sees. Switches come as true, 1 or "1". */
function plain(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (value === true) return '1';
	if (value === false) return '0';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true' ? '1' : '0';
	return text
		.replace(/<[^>]*>/g, ' ')
		.replace(/&(amp|lt|gt|quot|#0?39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
		.replace(/\s+/g, ' ')
		.trim();
}
