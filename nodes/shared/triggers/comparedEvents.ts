import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { inTurns } from '../turns';
import type { Remembered, Sight } from './fieldFingerprints';
import { FieldFingerprints, payloadBytes, readRemembered, shortened } from './fieldFingerprints';
import type { Memory, Source, Watch } from './polling';
import type { Row } from './recordTable';
import { inOrder, ROOM, tableSize, writeTable } from './recordTable';

/** What happened to a record since it was last seen. */
export interface Change extends Pick<Sight, 'isChanged' | 'changed' | 'earlier'> {
	/** Never seen before. */
	isNew: boolean;
}

/** An event without a time in the record, found by comparison with what was seen before. */
export interface Comparison {
	source: Source;
	toItem: (record: IDataObject) => INodeExecutionData;
	/** Fields that count; none if it only matters that the record is there; left out if all that are read. */
	fields?: readonly string[];
	/** Their values; undefined for what the record lacks, which says nothing. */
	read: (record: IDataObject) => IDataObject;
	/** Set if each record has its fields: they are never left out because they are empty. */
	areNeverEmpty?: boolean;
	isEvent: (change: Change, record: IDataObject) => boolean;
	/** What the items have beside the fields of the record. */
	tell?: (change: Change) => IDataObject;
}

/** Tells in the form that the polls of an event read a whole list, as of "profiles". */
export const wholeListNotice = (subject: string): INodeProperties => ({
	displayName: `Each poll reads all ${subject}. Under Poll Times, choose Mode ‘Every X’, Value 15 and Unit ‘Minutes’, or poll less often.`,
	name: 'wholeListNotice',
	type: 'notice',
	default: '',
});

/** Of each field's fingerprint, which tells what changed; fewer if the table gets too large. */
const MOST_FIELD_BYTES = 3;

/** Remembers this many gone records, or as many as there are live ones if those are more. */
const MOST_GONE = 50_000;

/** From this many records on, it is no chance if all of them are gone; see isOtherList. */
const ENOUGH_TO_TELL = 10;

interface Seen extends Row {
	isKnown: boolean;
	/** Places of the fields that the record lacks. */
	missing: readonly number[];
	/** The output if it is an event. */
	item: INodeExecutionData | undefined;
}

/**
 * Finds events by comparing each record with its stored fingerprints; see FieldFingerprints.
 *
 * Gone records stay remembered, so that none is found twice when it comes back under its old ID:
 * restored, matching the filters again, or only missed while the list was read. It also means that
 * little depends on polls without items, whose memory n8n may lose. A record that comes back counts
 * as changed if it differs.
 */
export function watchChanges(comparison: Comparison): Watch {
	const { source, toItem, fields, read, tell, areNeverEmpty = false } = comparison;
	const itemOf = (record: IDataObject, change: Change): INodeExecutionData => {
		const item = toItem(record);
		return tell === undefined ? item : { json: { ...item.json, ...tell(change) } };
	};
	return {
		source,
		sample(record) {
			const changed = fields ?? Object.keys(read(record));
			const change = { isNew: false, isChanged: true, changed, earlier: () => undefined };
			return itemOf(record, change);
		},
		async look(memory, salt) {
			const before = memory && (await readMemory(memory));
			const fingerprints = new FieldFingerprints(salt, fields, before, MOST_FIELD_BYTES);
			let isUnlisted = false;
			const see = (record: IDataObject): Seen => {
				const { key, payload, missing, known, ...rest } = fingerprints.see(record, read(record));
				const change: Change = { ...rest, isNew: known === undefined };
				const isEvent = before !== undefined && comparison.isEvent(change, record);
				const item = isEvent ? itemOf(record, change) : undefined;
				return { key, payload, missing, isKnown: !change.isNew, item };
			};
			const seen = await source.list(see, { onUnlisted: () => (isUnlisted = true) });
			// No records at all may be a fault, so keep the memory.
			if (before !== undefined && seen.length === 0) return { items: [] };
			const isBeginning = before === undefined || isOtherList(seen, before);
			const live = new Map<string, string>();
			const shown = fingerprints.shownBy(areNeverEmpty ? [] : seen);
			await inTurns(seen, (one) => {
				// A new record without all that counts may show it in the next poll, as a new one.
				const isSilent = one.missing.length === fingerprints.fields.length;
				if (areNeverEmpty && !one.isKnown && isSilent && !isBeginning) return;
				live.set(one.key, fingerprints.complete(one, shown));
			});
			return {
				items: isBeginning ? [] : seen.flatMap(({ item }) => item ?? []),
				memory: await remember(live, before, fingerprints, isUnlisted),
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
function isOtherList(seen: readonly Seen[], { live }: LiveAndGone): boolean {
	return live >= ENOUGH_TO_TELL && !seen.some(({ isKnown }) => isKnown);
}

interface LiveAndGone extends Remembered {
	/** Rows of live records; those of gone records follow. */
	live: number;
}

async function readMemory(memory: IDataObject): Promise<LiveAndGone> {
	const remembered = await readRemembered(memory, Number(memory.fieldBytes));
	return { ...remembered, live: Number(memory.live) };
}

/**
 * The new memory: live records, then gone ones, the longest gone first. `isUnlisted`: the service
 * counts records that it does not list; see Source.
 */
async function remember(
	seen: ReadonlyMap<string, string>,
	before: LiveAndGone | undefined,
	fingerprints: FieldFingerprints,
	isUnlisted: boolean,
): Promise<Memory> {
	const [gone, left]: [Row[], Row[]] = [[], []];
	let index = 0;
	await inTurns(before?.table.rows() ?? [], ({ key, payload }) => {
		const row = { key, payload: fingerprints.carry(payload) };
		if (!seen.has(key)) (index < (before?.live ?? 0) ? left : gone).push(row);
		index += 1;
	});
	// What the service counts and does not list is not gone; a limit, since others may really be.
	const unlisted = isUnlisted && left.length < MOST_GONE ? left.splice(0) : [];
	const current: Row[] = [];
	await inTurns(seen, ([key, payload]) => current.push({ key, payload }));
	const most = Math.max(MOST_GONE, seen.size, before?.live ?? 0);
	const rows = (await inOrder(current.concat(unlisted))).concat(gone.concat(left).slice(-most));

	const { fields } = fingerprints;
	let { bytes } = fingerprints;
	while (bytes > 1 && tableSize(rows.length, payloadBytes({ fields, bytes })) > ROOM) bytes -= 1;
	await inTurns(rows, (row) => {
		row.payload = shortened(row.payload, fingerprints.bytes, bytes);
	});
	return {
		fields: JSON.stringify(fields),
		fieldBytes: bytes,
		live: current.length + unlisted.length,
		table: await writeTable(rows),
	};
}
