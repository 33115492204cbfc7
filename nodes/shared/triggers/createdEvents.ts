import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { inTurns } from '../turns';
import type { Memory, Source, Watch } from './polling';
import type { Row } from './recordTable';
import { inOrder, recordKey, RecordTable, writeTable } from './recordTable';

/** How far before the newest record each poll looks, in ms: records may show up late. */
const LOOK_BACK = 24 * 60 * 60_000;

const TIME_BYTES = 6;

/** For a record without a readable time: it is never too old. */
const NO_TIME = 2 ** 48 - 1;

interface Seen extends Row {
	/** ms since 1970. */
	time: number;
	/** As the server sent it, which is more exact. */
	createdAt: string;
	/** The output if it is new. */
	item: INodeExecutionData | undefined;
}

interface RememberedTimes {
	/** Records created before this count as seen, in ms; -Infinity if there were none yet. */
	floor: number;
	/** The records created since, each with its time. */
	table: RecordTable;
}

/**
 * Finds new records by `created_at`. Each poll reads those since LOOK_BACK before the newest
 * one and leaves out those already seen, so records may share a time or show up late. Times
 * are compared with each other; n8n's clock only keeps a time in the future from hiding later
 * records.
 */
export function watchCreated(
	source: Source,
	toItem: (record: IDataObject) => INodeExecutionData,
): Watch {
	return {
		source,
		sample: toItem,
		async look(memory, salt) {
			const before = memory && (await readMemory(memory));
			const see = (record: IDataObject): Seen => {
				const time = timeOf(record);
				const key = recordKey(salt, record.id);
				const isNew = before !== undefined && time >= before.floor && !before.table.get(key);
				return {
					key,
					time,
					createdAt: String(record.created_at),
					payload: toBytes(time),
					item: isNew ? toItem(record) : undefined,
				};
			};
			const floor = before?.floor ?? -Infinity;
			const since = floor === -Infinity ? undefined : toIso(floor);
			const seen = await source.list(see, { since });
			// Where the service leaves out all times for once, old records look new.
			const isTimeless = seen.every(({ time }) => time === NO_TIME);
			if (isTimeless && floor !== -Infinity) return { items: [] };
			return {
				items: seen
					.filter(({ item }) => item !== undefined)
					.sort(byTime)
					.flatMap(({ item }) => item ?? []),
				memory: await rememberTimes(seen, before),
			};
		},
	};
}

/** Times have microseconds (contract/vome.md 4.0), which decide between equal milliseconds. */
function byTime(one: Seen, other: Seen): number {
	if (one.time !== other.time) return one.time - other.time;
	return one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0;
}

function toIso(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function timeOf({ created_at }: IDataObject): number {
	const time = Date.parse(String(created_at));
	return Number.isNaN(time) || time < 0 ? NO_TIME : time;
}

function toBytes(time: number): string {
	const bytes = Buffer.alloc(TIME_BYTES);
	bytes.writeUIntBE(time, 0, TIME_BYTES);
	return bytes.toString('latin1');
}

function toTime(bytes: string): number {
	return Buffer.from(bytes, 'latin1').readUIntBE(0, TIME_BYTES);
}

async function readMemory({ floor, table }: IDataObject): Promise<RememberedTimes> {
	return {
		floor: typeof floor === 'number' ? floor : -Infinity,
		table: await RecordTable.read(String(table), TIME_BYTES),
	};
}

/** The new memory: where the next poll starts, and which records since then were seen. */
async function rememberTimes(
	seen: readonly Seen[],
	before: RememberedTimes | undefined,
): Promise<Memory> {
	let newest = -Infinity;
	await inTurns(seen, ({ time }) => {
		if (time !== NO_TIME) newest = Math.max(newest, time);
	});
	const floor = Math.max(before?.floor ?? -Infinity, Math.min(newest, Date.now()) - LOOK_BACK);
	const rows = new Map<string, Row>();
	const keep = (row: Row) => {
		if (toTime(row.payload) >= floor) rows.set(row.key, row);
	};
	// Keep a record that stopped matching a filter: it may come back in a later poll.
	await inTurns(before?.table.rows() ?? [], keep);
	await inTurns(seen, keep);
	return {
		...(floor === -Infinity ? {} : { floor }),
		table: await writeTable(await inOrder(rows.values())),
	};
}
