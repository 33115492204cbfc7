import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { digest } from '../digest';
import { canonical } from './fingerprint';
import type { Memory, Source, Watch } from './polling';
import type { Row } from './recordTable';
import { inOrder, recordKey, RecordTable, tableSize, writeTable } from './recordTable';

/** How a record differs from what it was when it was last seen. */
export interface Change {
	/** It was never seen before. */
	isNew: boolean;
	/** It was seen before, and was not the same. */
	isChanged: boolean;
}

/** An event of records that carry no time of it: it is found by comparing with what was seen before. */
export interface Comparison {
	source: Source;
	toItem: (record: IDataObject) => INodeExecutionData;
	/** Names of the fields that count; none where it only matters that the record is there. */
	fields: readonly string[];
	/** The values of these fields, under their names. */
	read: (record: IDataObject) => IDataObject;
	isEvent: (change: Change, record: IDataObject) => boolean;
	/** Adds `changed_fields` to the items, with the names of the fields that changed. */
	tellsChanges?: boolean;
}

/** Of all fields together: 48 bits, so that a change goes unnoticed once in 280 million million. */
const WHOLE_BYTES = 6;

/** Of each field, to tell which ones changed. Fewer where there are so many that it takes too much room. */
const MOST_FIELD_BYTES = 3;

/** Bytes of text that the table should not be larger than. */
const ROOM = 2_990_000;

/** So many records that are gone are remembered, or as many as there are, if those are more. */
const MOST_GONE = 50_000;

/** From so many records on, it is no chance if not one of them is there any more; see isOtherList. */
const ENOUGH_TO_TELL = 10;

/** The key of the items with what changed. Names are those of the Flattened output. */
const CHANGED_FIELDS = 'changed_fields';

/** A record of this reading. */
interface Seen extends Row {
	isKnown: boolean;
	/** What comes out if it is an event. */
	item: INodeExecutionData | undefined;
}

/**
 * Finds events by comparing each record with what is remembered of it: a fingerprint of all fields and
 * one of each.
 *
 * A record that is gone is remembered, too. So nothing is found twice when it comes back under its old
 * ID, be it that somebody restored it, that it matches the filters again, or that it only slipped
 * through while the list was read; and little depends on polls without items, whose memory n8n may
 * lose. Back again, it counts as changed if it is not what it was.
 */
export function watchChanges(comparison: Comparison): Watch {
	const { source, toItem, fields, tellsChanges = false } = comparison;
	const tell = (record: IDataObject, changed: readonly string[]): INodeExecutionData => {
		const item = toItem(record);
		return tellsChanges ? { json: { ...item.json, [CHANGED_FIELDS]: [...changed] } } : item;
	};
	return {
		source,
		sample: (record) => tell(record, fields),
		async look(memory, salt) {
			const before = memory && new RememberedFingerprints(memory);
			const fingerprinter = new Fingerprinter(comparison, before, salt);
			const seen = await source.list((record): Seen => {
				const { row, change, changed } = fingerprinter.compare(record);
				const isEvent = before !== undefined && comparison.isEvent(change, record);
				return {
					key: row.key,
					payload: row.payload,
					isKnown: !change.isNew,
					item: isEvent ? tell(record, changed) : undefined,
				};
			});
			// All gone is as good as seen before; and should it be a fault, nothing is forgotten.
			if (before !== undefined && seen.length === 0) return { items: [] };
			const isOther = before !== undefined && isOtherList(seen, before);
			return {
				items: isOther ? [] : seen.flatMap(({ item }) => item ?? []),
				memory: await rememberFingerprints(seen, before, fields, fingerprinter.fieldBytes),
			};
		},
	};
}

/** The event that a record is there which was never seen before. */
export function watchAdded(source: Source, toItem: Comparison['toItem']): Watch {
	return watchChanges({
		source,
		toItem,
		fields: [],
		read: () => ({}),
		isEvent: ({ isNew }) => isNew,
	});
}

/**
 * Whether these are the records of another account altogether, as when somebody puts the key of another
 * organization into the credential. All of them are new to the trigger, but did not just happen. The
 * others are gone, and so are known should they be back.
 */
function isOtherList(seen: readonly Seen[], { live }: RememberedFingerprints): boolean {
	return live >= ENOUGH_TO_TELL && !seen.some(({ isKnown }) => isKnown);
}

/** What was kept after an earlier poll. */
class RememberedFingerprints {
	readonly fields: readonly string[];

	/** Bytes of each field's fingerprint. */
	readonly fieldBytes: number;

	/** How many rows are of records that were there; those of records that were gone follow. */
	readonly live: number;

	readonly table: RecordTable;

	constructor({ fields, fieldBytes, live, table }: IDataObject) {
		this.fields = fields === '' ? [] : String(fields).split(',');
		this.fieldBytes = Number(fieldBytes);
		this.live = Number(live);
		this.table = new RecordTable(String(table), payloadBytes(this.fields.length, this.fieldBytes));
	}
}

function payloadBytes(fields: number, fieldBytes: number): number {
	return fields === 0 ? 0 : WHOLE_BYTES + fields * fieldBytes;
}

/** Compares records with what is remembered, and makes what will be remembered of them. */
class Fingerprinter {
	/** Bytes of each field's fingerprint. */
	readonly fieldBytes: number;

	private readonly hasSameFields: boolean;

	/**
	 * The fields that can be compared, with the places of their fingerprints in a payload of before and of
	 * now: an upgrade of the package may bring new ones.
	 */
	private readonly common: ReadonlyArray<{ field: string; was: number; is: number }>;

	constructor(
		private readonly comparison: Comparison,
		private readonly before: RememberedFingerprints | undefined,
		private readonly salt: string,
	) {
		const { fields } = comparison;
		this.fieldBytes = before?.fieldBytes ?? MOST_FIELD_BYTES;
		this.hasSameFields = before?.fields.join() === fields.join();
		const placeOf = (index: number) => WHOLE_BYTES + index * this.fieldBytes;
		this.common = (before?.fields ?? [])
			.map((field, index) => ({ field, was: placeOf(index), is: placeOf(fields.indexOf(field)) }))
			.filter(({ field }) => fields.includes(field));
	}

	/** The record's new row, how it differs, and the names of the fields that do. */
	compare(record: IDataObject): { row: Row; change: Change; changed: readonly string[] } {
		const { salt } = this;
		const id = String(record.id).toLowerCase();
		const texts = this.texts(record);
		const key = recordKey(salt, id);
		const whole = texts.length === 0 ? '' : digest(WHOLE_BYTES, salt, id, ...texts);
		const known = this.before?.table.get(key);
		if (known?.startsWith(whole) === true && this.hasSameFields) {
			return { row: { key, payload: known }, change: UNCHANGED, changed: [] };
		}

		const payload = this.payload(whole, id, texts);
		const row = { key, payload };
		if (known === undefined) {
			return { row, change: { isNew: true, isChanged: false }, changed: [] };
		}
		if (isUnknown(known)) return { row, change: UNCHANGED, changed: [] };
		const changed = this.common.filter(({ was, is }) => !this.isSame(known, was, payload, is));
		const isChanged = this.hasSameFields || changed.length > 0;
		// With fingerprints as short as this, it can happen that none of them shows it.
		const told = changed.length > 0 ? changed : this.common;
		return { row, change: { isNew: false, isChanged }, changed: told.map(({ field }) => field) };
	}

	private texts(record: IDataObject): string[] {
		const { fields, read } = this.comparison;
		if (fields.length === 0) return [];
		const values = read(record);
		return fields.map((field) => canonical(values[field]));
	}

	private payload(whole: string, id: string, texts: readonly string[]): string {
		const { fields } = this.comparison;
		// With ID and name, so that it does not show whose values are equal.
		const parts = texts.map((text, index) =>
			digest(this.fieldBytes, this.salt, id, String(fields[index]), text),
		);
		return [whole, ...parts].join('');
	}

	private isSame(known: string, was: number, payload: string, is: number): boolean {
		const { fieldBytes } = this;
		return known.slice(was, was + fieldBytes) === payload.slice(is, is + fieldBytes);
	}
}

/** The bytes of a payload that is not known. */
const UNKNOWN = '\0';

const UNCHANGED: Change = { isNew: false, isChanged: false };

/** Whether only the ID of a record is remembered; see rememberFingerprints. */
function isUnknown(payload: string): boolean {
	return payload === UNKNOWN.repeat(payload.length);
}

/**
 * What to keep: the records that are there, then those that are gone, the longest gone first. In
 * stretches, since n8n does nothing else meanwhile: with 50,000 records they take a few hundredths of a
 * second each.
 */
async function rememberFingerprints(
	seen: readonly Seen[],
	before: RememberedFingerprints | undefined,
	fields: readonly string[],
	fieldBytes: number,
): Promise<Memory> {
	await sleep(0);
	const live = new Map(seen.map(({ key, payload }) => [key, payload]));
	const [gone, left]: [Row[], Row[]] = [[], []];
	let index = 0;
	for (const row of before?.table.rows() ?? []) {
		if (!live.has(row.key)) (index < (before?.live ?? 0) ? left : gone).push(row);
		index += 1;
	}
	const kept = [...gone, ...left].slice(-Math.max(MOST_GONE, live.size, before?.live ?? 0));
	await sleep(0);
	const rows = [...inOrder([...live].map(([key, payload]) => ({ key, payload }))), ...kept];
	await sleep(0);

	const size = payloadBytes(fields.length, fieldBytes);
	const hasSameFields = before === undefined || before.fields.join() === fields.join();
	if (!hasSameFields) {
		// What they were like is remembered in other fields, which cannot be worked out anew.
		for (const row of kept) row.payload = UNKNOWN.repeat(size);
	}
	let bytes = fieldBytes;
	while (bytes > 1 && tableSize(rows.length, payloadBytes(fields.length, bytes)) > ROOM) bytes -= 1;
	const shorter = (payload: string) =>
		bytes === fieldBytes ? payload : shorten(payload, fieldBytes, bytes);
	return {
		fields: fields.join(),
		fieldBytes: bytes,
		live: live.size,
		table: writeTable(rows.map(({ key, payload }) => ({ key, payload: shorter(payload) }))),
	};
}

/** The payload with the first bytes of each field's fingerprint. */
function shorten(payload: string, from: number, to: number): string {
	const parts = [payload.slice(0, WHOLE_BYTES)];
	for (let at = WHOLE_BYTES; at < payload.length; at += from)
		parts.push(payload.slice(at, at + to));
	return parts.join('');
}
