import type { IDataObject } from 'n8n-workflow';

import { bare, isObject } from '../../../shared/records';
import type { Reading } from './visibleText';
import {
	blurred,
	hasEntity,
	hasEscapedTag,
	isFormattingLost,
	loose,
	plain,
	withTags,
} from './visibleText';

/** How a field came to differ from what was sent. */
export interface Difference {
	field: string;
	/** `left`: as it was before; `reworded`: otherwise, with the same meaning; `altered`: neither. */
	kind: 'left' | 'reworded' | 'altered';
	/** What was made of it, as in "cut from 5,000 to 255 characters"; '' if it was left. */
	how: string;
}

/**
 * The fields of `sent` that differ in `received`. Skips fields that do not come back. HTML, white
 * space and invisible characters do not count, nor do the ways to write an address, nor the
 * difference between empty, null and missing (contract/assemble.md U5 and U21).
 */
export function findDifferences(
	sent: IDataObject,
	received: IDataObject,
	before: IDataObject,
): Difference[] {
	return Object.keys(sent)
		.filter((field) => field in received || !isEmpty(before[field]))
		.flatMap((field) => {
			const values = { sent: sent[field], received: bare(received[field]) };
			const difference = compare(field, values, before[field]);
			return difference === undefined ? [] : [{ field, ...difference }];
		});
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

interface Values {
	sent: unknown;
	received: unknown;
}

function compare(
	field: string,
	values: Values,
	before: unknown,
): Omit<Difference, 'field'> | undefined {
	if (isSame(values)) {
		return agrees(values, plain) && isFormattingLost(values.sent, values.received)
			? { kind: 'reworded', how: 'without some of its formatting' }
			: undefined;
	}
	if (isSame({ ...values, sent: before })) return { kind: 'left', how: '' };
	if (agrees(values, loose)) {
		return { kind: 'reworded', how: 'with other capitals or punctuation marks' };
	}
	return { kind: 'altered', how: describe(field, values) };
}

function isEmpty(value: unknown): boolean {
	const inner = bare(value);
	if (Array.isArray(inner)) return inner.length === 0;
	if (isObject(inner)) return Object.keys(inner).length === 0;
	return plain(inner) === '';
}

function isSame(values: Values): boolean {
	const { sent, received } = values;
	return (
		sent === received ||
		agrees(values, plain) ||
		(hasEscapedTag(received) && agrees(values, withTags)) ||
		(hasEntity(received) && agrees(values, blurred))
	);
}

function agrees({ sent, received }: Values, read: Reading): boolean {
	const [one, other] = [bare(sent), bare(received)];
	const mayBeList = typeof one === 'object' || typeof other === 'object';
	if (mayBeList && isEmpty(one) && isEmpty(other)) return true;
	if (Array.isArray(one)) {
		return (
			Array.isArray(other) &&
			one.length === other.length &&
			countFound(one, other, read) === one.length
		);
	}
	return isObject(one) ? hasSameKeys(one, other, read) : read(one) === read(other);
}

/** Compares only the keys that were sent, such as the id of a family. */
function hasSameKeys(sent: IDataObject, received: unknown, read: Reading): boolean {
	if (isObject(received)) {
		return Object.entries(sent).every(([key, value]) =>
			agrees({ sent: value, received: received[key] }, read),
		);
	}
	// The server may name a linked record by its id alone.
	return 'id' in sent && agrees({ sent: sent.id, received }, read);
}

/** How many rows of `sent` are in `received`, in any order, since the server may use its own. */
function countFound(sent: unknown[], received: unknown[], read: Reading): number {
	const places = new Map<string, Map<string, number[]>>();
	const taken = new Set<number>();
	let found = 0;
	for (const row of sent) {
		const keys = keysOf(row);
		const kind = keys.join(',');
		const byText = places.get(kind) ?? placesByText(received, keys, read);
		places.set(kind, byText);
		const candidates = byText.get(rowText(row, keys, read)) ?? [];
		let place = candidates.pop();
		while (place !== undefined && taken.has(place)) place = candidates.pop();
		if (place === undefined) continue;
		taken.add(place);
		found += 1;
	}
	return found;
}

function placesByText(rows: unknown[], keys: string[], read: Reading): Map<string, number[]> {
	const places = new Map<string, number[]>();
	rows.forEach((row, place) => {
		const text = rowText(row, keys, read);
		const same = places.get(text);
		if (same === undefined) places.set(text, [place]);
		else same.push(place);
	});
	return places;
}

/** Rows are compared by these, such as `task`; the server adds an id and more. */
function keysOf(row: unknown): string[] {
	if (!isObject(row)) return [];
	return Object.keys(row)
		.filter((key) => typeof row[key] !== 'object')
		.sort();
}

function rowText(row: unknown, keys: string[], read: Reading): string {
	return isObject(row) && keys.length > 0
		? keys.map((key) => read(row[key])).join('\n')
		: read(row);
}

function describe(field: string, { sent, received }: Values): string {
	if (isEmpty(sent)) return 'not emptied';
	if (Array.isArray(sent)) return describeRows(field, sent, received);
	if (isEmpty(received)) return 'empty';
	if (isLongText(sent) || isLongText(received)) return describeText(sent, received);
	return `${cut(shown(received), LONGEST_WORD)} instead of ${cut(shown(sent), LONGEST_WORD)}`;
}

const LONGEST_WORD = 80;

/** Any other is a choice, a number, an address and the like, whose values tell more than lengths. */
function isLongText(value: unknown): boolean {
	return typeof value === 'string' && (value.length > LONGEST_WORD || /\s/.test(value.trim()));
}

function describeRows(field: string, sent: unknown[], received: unknown): string {
	const rows = Array.isArray(received) ? received : [];
	const found = countFound(sent, rows, plain);
	const others = rows.length - found;
	const more = others === 0 ? '' : ` and ${others} other${others === 1 ? '' : 's'}`;
	return `${found} of ${sent.length} ${cut(field.replace(/_/g, ' '))}${more}`;
}

function describeText(sent: unknown, received: unknown): string {
	const [one, other] = [plain(sent), plain(received)];
	// A cut may also go through a tag.
	const [oneWithTags, otherWithTags] = [withTags(sent), withTags(received)];
	if (!one.startsWith(other) && oneWithTags.startsWith(otherWithTags)) {
		return lengths('cut', oneWithTags, otherWithTags);
	}
	const shorter = Math.min(one.length, other.length);
	const start = commonLength(shorter, (place) => one[place] === other[place]);
	const end = commonLength(
		shorter - start,
		(place) => one[one.length - 1 - place] === other[other.length - 1 - place],
	);
	const isLonger = other.length >= one.length;
	if (!isLonger && start >= other.replace(/(?:\.{3}|…)$/, '').length) {
		return lengths('cut', one, other);
	}
	if (start + end < shorter) return lengths('rewritten', one, other);
	return lengths(isLonger ? 'extended' : 'shortened', one, other);
}

/** For how many places from 0 on this is true. */
function commonLength(most: number, isCommon: (place: number) => boolean): number {
	let place = 0;
	while (place < most && isCommon(place)) place += 1;
	return place;
}

function lengths(what: string, sent: string, received: string): string {
	const [from, to] = [sent, received].map(({ length }) => length.toLocaleString('en'));
	return `${what} from ${from} to ${to} characters`;
}

const LONGEST_VALUE = 300;

/** A value for a message, by its name where it has one. */
export function shown(value: unknown): string {
	const inner = bare(value);
	if (Array.isArray(inner)) return cut(inner.map(shown).join(', '));
	if (!isObject(inner)) return cut(String(inner ?? ''));
	const { id, name, task, skill, benefit } = inner;
	const line = task ?? skill ?? benefit;
	if (line !== undefined) return cut(String(line));
	if (id === undefined) return cut(JSON.stringify(inner));
	return name === undefined ? `ID ${String(id)}` : `${cut(String(name))} (ID ${String(id)})`;
}

/** Keeps a text from somewhere else short enough for a message. */
export function cut(text: string, longest = LONGEST_VALUE): string {
	return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
