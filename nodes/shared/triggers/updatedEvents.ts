import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { inTurns } from '../turns';
import { FieldFingerprints, payloadBytes, readRemembered } from './fieldFingerprints';
import type { Memory, Source, Watch } from './polling';
import type { RecordTable, Row } from './recordTable';
import { ROOM, tableSize, writeTable } from './recordTable';

const HOUR = 60 * 60_000;

/**
 * How far before the start of the last good poll each poll looks, in ms: the zone of the service's
 * times is not known, which may differ by 14 hours, and clocks differ.
 */
const LOOK_BACK = 26 * HOUR;

/** Of each field's fingerprint, which counts only where fields are missing. */
const FIELD_BYTES = 1;

interface Seen extends Row {
	/** Places of the fields that the record lacks. */
	missing: readonly number[];
	/** The output if it is new or changed. */
	item: INodeExecutionData | undefined;
}

/**
 * Finds records that are new or changed, of a service that can be asked for what changed since a time
 * but does not show that time. The first poll takes in the whole list. Each later one compares what
 * changed since LOOK_BACK before the start of the last one with fingerprints of all that was ever
 * seen, so it may see records again, several with the same time, or the whole list, where the service
 * ignores the time. `read` gives undefined for what a record lacks.
 */
export function watchUpdated(
	source: Source,
	toItem: (record: IDataObject) => INodeExecutionData,
	fields: readonly string[],
	read: (record: IDataObject) => IDataObject,
): Watch {
	return {
		source,
		sample: toItem,
		async look(memory, salt) {
			const start = Date.now();
			const before = memory && (await readRemembered(memory, FIELD_BYTES));
			const fingerprints = new FieldFingerprints(salt, fields, before, FIELD_BYTES);
			const see = (record: IDataObject): Seen => {
				const sight = fingerprints.see(record, read(record));
				const isEvent = before !== undefined && (sight.known === undefined || sight.isChanged);
				const { key, payload, missing } = sight;
				return { key, payload, missing, item: isEvent ? toItem(record) : undefined };
			};
			const seen = await source.list(see, {
				since: memory && toIso(Number(memory.since) - LOOK_BACK),
			});
			return {
				items: seen.flatMap(({ item }) => item ?? []),
				memory: {
					since: sinceOf(memory, start),
					fields: JSON.stringify(fields),
					table: await remember(seen, before?.table, fingerprints),
				},
			};
		},
	};
}

/** Stays the same for an hour, as it would be saved each time. An earlier time only shows more again. */
function sinceOf(memory: IDataObject | undefined, start: number): Memory[string] {
	const since = Number(memory?.since ?? NaN);
	return since <= start && start - since < HOUR ? since : start;
}

function toIso(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/**
 * The table with what was seen, in the order of the changes, so that it stays the same where nothing
 * changed. Where it gets too large, those leave it that were not seen now and changed longest ago.
 */
async function remember(
	seen: readonly Seen[],
	before: RecordTable | undefined,
	fingerprints: FieldFingerprints,
): Promise<string> {
	const rows = new Map<string, Row>();
	await inTurns(before?.rows() ?? [], ({ key, payload }) => {
		rows.set(key, { key, payload: fingerprints.carry(payload) });
	});
	const now = new Set<string>();
	const shown = fingerprints.shownBy(seen);
	await inTurns(seen, (one) => {
		const { key } = one;
		now.add(key);
		const row = { key, payload: fingerprints.complete(one, shown) };
		if (rows.get(key)?.payload === row.payload) return;
		rows.delete(key);
		rows.set(key, row);
	});
	let size = tableSize(rows.size, payloadBytes(fingerprints));
	const step = tableSize(3, payloadBytes(fingerprints)) / 3;
	await inTurns([...rows.keys()], (key) => {
		if (size <= ROOM || now.has(key)) return;
		rows.delete(key);
		size -= step;
	});
	return await writeTable([...rows.values()]);
}
