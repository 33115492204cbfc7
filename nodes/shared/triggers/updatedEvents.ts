import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { digest } from '../digest';
import { canonical } from './fingerprint';
import type { Memory, Source, Watch } from './polling';
import type { Row } from './recordTable';
import { recordKey, RecordTable, writeTable } from './recordTable';

const HOUR = 60 * 60_000;

/**
 * How far before the start of the last good poll each poll looks, in ms: the zone of the service's
 * times is not known, which may differ by 14 hours, and clocks differ.
 */
const LOOK_BACK = 26 * HOUR;

/** 48 bits miss one change in 280 million million. */
const FINGERPRINT_BYTES = 6;

/** So many take about 3 MB of text. */
const MOST_ROWS = 170_000;

interface Seen extends Row {
	/** The output if it is new or changed. */
	item: INodeExecutionData | undefined;
}

/**
 * Finds records that are new or changed, of a service that can be asked for what changed since a time
 * but does not show that time. The first poll takes in the whole list. Each later one compares what
 * changed since LOOK_BACK before the start of the last one with fingerprints of all that was ever
 * seen, so it may see records again, several with the same time, or the whole list, where the service
 * ignores the time.
 */
export function watchUpdated(
	source: Source,
	toItem: (record: IDataObject) => INodeExecutionData,
	read: (record: IDataObject) => IDataObject,
): Watch {
	return {
		source,
		sample: toItem,
		async look(memory, salt) {
			const start = Date.now();
			const before = memory && new RecordTable(String(memory.table), FINGERPRINT_BYTES);
			const see = (record: IDataObject): Seen => {
				const id = String(record.id).toLowerCase();
				const payload = digest(FINGERPRINT_BYTES, salt, id, canonical(read(record)));
				const key = recordKey(salt, id);
				const isEvent = before !== undefined && before.get(key) !== payload;
				return { key, payload, item: isEvent ? toItem(record) : undefined };
			};
			const seen = await source.list(see, {
				since: memory && toIso(Number(memory.since) - LOOK_BACK),
			});
			return {
				items: seen.flatMap(({ item }) => item ?? []),
				memory: { since: sinceOf(memory, start), table: remember(seen, before) },
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
function remember(seen: readonly Seen[], before: RecordTable | undefined): string {
	const rows = new Map([...(before?.rows() ?? [])].map((row) => [row.key, row]));
	const changed = seen.filter(({ key, payload }) => before?.get(key) !== payload);
	for (const { key, payload } of changed) {
		rows.delete(key);
		rows.set(key, { key, payload });
	}
	const now = new Set(seen.map(({ key }) => key));
	let excess = rows.size - MOST_ROWS;
	for (const key of rows.keys()) {
		if (excess <= 0) break;
		if (now.has(key)) continue;
		rows.delete(key);
		excess -= 1;
	}
	return writeTable([...rows.values()]);
}
