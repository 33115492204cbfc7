import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { digest } from '../digest';
import { canonical } from './fingerprint';
import type { Memory, Source, Watch } from './polling';
import type { Row } from './recordTable';
import { inOrder, recordKey, RecordTable, tableSize, writeTable } from './recordTable';

export interface Change {
	/** Never seen before. */
	isNew: boolean;
	/** Seen before, and different now. */
	isChanged: boolean;
	/** Names of the changed fields. */
	changed: readonly string[];
	/** What the only field was before, if that is one of `values`; undefined if it cannot be told. */
	earlier: <T>(values: readonly T[]) => T | undefined;
}

/** An event without a time in the record, found by comparison with what was seen before. */
export interface Comparison {
	source: Source;
	toItem: (record: IDataObject) => INodeExecutionData;
	/** Fields that count; none if it only matters that the record is there. */
	fields: readonly string[];
	read: (record: IDataObject) => IDataObject;
	isEvent: (change: Change, record: IDataObject) => boolean;
	/** What the items have beside the fields of the record. */
	tell?: (change: Change) => IDataObject;
}

/** Tells in the form that the polls of an event read a whole list, as of "profiles". */
export const wholeListNotice = (subject: string): INodeProperties => ({
	displayName: `Each poll reads the whole list of ${subject}: set Poll Times to 15 minutes or more.`,
	name: 'wholeListNotice',
	type: 'notice',
	default: '',
});

/** Of the fingerprint of all fields: 48 bits miss one change in 280 million million. */
const WHOLE_BYTES = 6;

/** Of each field's fingerprint, which tells what changed; fewer if the table gets too large. */
const MOST_FIELD_BYTES = 3;

/** Size that the stored table should not exceed, in bytes of text. */
const ROOM = 2_990_000;

/** Remembers this many gone records, or as many as there are live ones if those are more. */
const MOST_GONE = 50_000;

/** From this many records on, it is no chance if all of them are gone; see isOtherList. */
const ENOUGH_TO_TELL = 10;

interface Seen extends Row {
	isKnown: boolean;
	/** The output if it is an event. */
	item: INodeExecutionData | undefined;
}

/**
 * Finds events by comparing each record with its stored fingerprints: one of all fields and one of
 * each.
 *
 * Gone records stay remembered, so that none is found twice when it comes back under its old ID:
 * restored, matching the filters again, or only missed while the list was read. It also means that
 * little depends on polls without items, whose memory n8n may lose. A record that comes back counts
 * as changed if it differs.
 */
export function watchChanges(comparison: Comparison): Watch {
	const { source, toItem, fields, tell } = comparison;
	const itemOf = (record: IDataObject, change: Change): INodeExecutionData => {
		const item = toItem(record);
		return tell === undefined ? item : { json: { ...item.json, ...tell(change) } };
	};
	return {
		source,
		sample: (record) => itemOf(record, { ...UNCHANGED, isChanged: true, changed: fields }),
		async look(memory, salt) {
			const before = memory && new RememberedFingerprints(memory);
			const fingerprinter = new Fingerprinter(comparison, before, salt);
			let isUnlisted = false;
			const see = (record: IDataObject): Seen => {
				const { row, change } = fingerprinter.compare(record);
				const isEvent = before !== undefined && comparison.isEvent(change, record);
				return {
					key: row.key,
					payload: row.payload,
					isKnown: !change.isNew,
					item: isEvent ? itemOf(record, change) : undefined,
				};
			};
			const seen = await source.list(see, { onUnlisted: () => (isUnlisted = true) });
			// No records at all may be a fault, so keep the memory.
			if (before !== undefined && seen.length === 0) return { items: [] };
			const isOther = before !== undefined && isOtherList(seen, before);
			return {
				items: isOther ? [] : seen.flatMap(({ item }) => item ?? []),
				memory: await rememberFingerprints(seen, before, {
					fields,
					fieldBytes: fingerprinter.fieldBytes,
					isUnlisted,
				}),
			};
		},
	};
}

/** The names of the changed fields, as in the output 'All Fields'. */
export const tellChangedFields: Comparison['tell'] = ({ changed }) => ({
	changed_fields: [...changed],
});

/** An event for each record never seen before. */
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
 * Whether these are another account's records, as after a change of the API key: all are new to the
 * trigger, but did not just happen. The old ones count as gone, and so stay known.
 */
function isOtherList(seen: readonly Seen[], { live }: RememberedFingerprints): boolean {
	return live >= ENOUGH_TO_TELL && !seen.some(({ isKnown }) => isKnown);
}

class RememberedFingerprints {
	readonly fields: readonly string[];

	readonly fieldBytes: number;

	/** Rows of live records; those of gone records follow. */
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

class Fingerprinter {
	readonly fieldBytes: number;

	private readonly hasSameFields: boolean;

	/** Fields in both memories, with their offsets in each payload: an upgrade may add fields. */
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

	/** Returns the record's new row, and how it differs. */
	compare(record: IDataObject): { row: Row; change: Change } {
		const id = String(record.id).toLowerCase();
		const texts = this.texts(record);
		const key = recordKey(this.salt, id);
		const whole = this.whole(id, texts);
		const known = this.before?.table.get(key);
		if (known?.startsWith(whole) === true && this.hasSameFields) {
			return { row: { key, payload: known }, change: UNCHANGED };
		}

		const payload = this.payload(whole, id, texts);
		const row = { key, payload };
		if (known === undefined) return { row, change: { ...UNCHANGED, isNew: true } };
		if (isUnknown(known)) return { row, change: UNCHANGED };
		const changed = this.common.filter(({ was, is }) => !this.isSame(known, was, payload, is));
		const isChanged = this.hasSameFields || changed.length > 0;
		// Fingerprints this short may collide; then all fields count as changed.
		const named = changed.length > 0 ? changed : this.common;
		const change = {
			isNew: false,
			isChanged,
			changed: named.map(({ field }) => field),
			earlier: <T>(values: readonly T[]) => this.earlier(known, id, values),
		};
		return { row, change };
	}

	/** By all of the known payload, since a short fingerprint may fit several values. */
	private earlier<T>(known: string, id: string, values: readonly T[]): T | undefined {
		if (!this.hasSameFields) return undefined;
		const fitting = values.filter((value) => {
			const texts = [canonical(value)];
			return this.payload(this.whole(id, texts), id, texts) === known;
		});
		return fitting.length === 1 ? fitting[0] : undefined;
	}

	private whole(id: string, texts: readonly string[]): string {
		return texts.length === 0 ? '' : digest(WHOLE_BYTES, this.salt, id, ...texts);
	}

	private texts(record: IDataObject): string[] {
		const { fields, read } = this.comparison;
		if (fields.length === 0) return [];
		const values = read(record);
		return fields.map((field) => canonical(values[field]));
	}

	private payload(whole: string, id: string, texts: readonly string[]): string {
		const { fields } = this.comparison;
		// With ID and name, so that equal values get different fingerprints.
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

/** Fills the payload of a record of which only the ID is known. */
const UNKNOWN = '\0';

const UNCHANGED: Change = {
	isNew: false,
	isChanged: false,
	changed: [],
	earlier: () => undefined,
};

function isUnknown(payload: string): boolean {
	return payload === UNKNOWN.repeat(payload.length);
}

interface Remembering {
	fields: readonly string[];
	fieldBytes: number;
	/** The service counts records that it does not list: see Source. */
	isUnlisted: boolean;
}

/**
 * The new memory: live records, then gone ones, the longest gone first. It yields to n8n between
 * steps, which take a few hundredths of a second each with 50,000 records.
 */
async function rememberFingerprints(
	seen: readonly Seen[],
	before: RememberedFingerprints | undefined,
	{ fields, fieldBytes, isUnlisted }: Remembering,
): Promise<Memory> {
	await sleep(0);
	const live = new Map(seen.map(({ key, payload }) => [key, payload]));
	const [gone, left]: [Row[], Row[]] = [[], []];
	let index = 0;
	for (const row of before?.table.rows() ?? []) {
		if (!live.has(row.key)) (index < (before?.live ?? 0) ? left : gone).push(row);
		index += 1;
	}
	// What the service counts and does not list is not gone; a limit, since others may really be.
	const unlisted = isUnlisted && left.length < MOST_GONE ? left.splice(0) : [];
	const kept = [...gone, ...left].slice(-Math.max(MOST_GONE, live.size, before?.live ?? 0));
	await sleep(0);
	const current = [...[...live].map(([key, payload]) => ({ key, payload })), ...unlisted];
	const rows = [...inOrder(current), ...kept];
	await sleep(0);

	const size = payloadBytes(fields.length, fieldBytes);
	const hasSameFields = before === undefined || before.fields.join() === fields.join();
	if (!hasSameFields) {
		// Their fingerprints are of other fields, and cannot be recomputed.
		for (const row of [...unlisted, ...kept]) row.payload = UNKNOWN.repeat(size);
	}
	let bytes = fieldBytes;
	while (bytes > 1 && tableSize(rows.length, payloadBytes(fields.length, bytes)) > ROOM) bytes -= 1;
	const shorter = (payload: string) =>
		bytes === fieldBytes ? payload : shorten(payload, fieldBytes, bytes);
	return {
		fields: fields.join(),
		fieldBytes: bytes,
		live: current.length,
		table: writeTable(rows.map(({ key, payload }) => ({ key, payload: shorter(payload) }))),
	};
}

/** The payload with the first `to` bytes of each field's fingerprint. */
function shorten(payload: string, from: number, to: number): string {
	const parts = [payload.slice(0, WHOLE_BYTES)];
	for (let at = WHOLE_BYTES; at < payload.length; at += from)
		parts.push(payload.slice(at, at + to));
	return parts.join('');
}
