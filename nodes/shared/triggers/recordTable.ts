import { digest } from '../digest';
import { inTurns, Turns } from '../turns';

/** 56 bits: among 50,000 records, two share a key once in 60 million accounts. */
const KEY_BYTES = 7;

/** Size that a stored table should not exceed, in bytes of text. */
export const ROOM = 2_990_000;

/** Rows that are read or written at a time: three rows, as text, have no characters in common with others. */
const STRETCH = 300;

/** The key of a record. `salt` makes the keys of each trigger different. */
export function recordKey(salt: string, id: unknown): string {
	return digest(KEY_BYTES, salt, String(id).toLowerCase());
}

export interface Row {
	/** From recordKey. */
	key: string;
	/** One character per byte (latin1). */
	payload: string;
}

/** The size of a table's base64 text, in bytes. */
export function tableSize(rows: number, payloadBytes: number): number {
	return Math.ceil((rows * (KEY_BYTES + payloadBytes)) / 3) * 4;
}

/** Records by key, stored as one text: an object per record would take several times the room. */
export class RecordTable {
	private readonly payloads = new Map<string, string>();

	/** Reads a text that writeTable made. */
	static async read(text: string, payloadBytes: number): Promise<RecordTable> {
		const table = new RecordTable();
		const turns = new Turns();
		const step = KEY_BYTES + payloadBytes;
		const length = tableSize(STRETCH, payloadBytes);
		for (let from = 0; from < text.length; from += length) {
			const bytes = Buffer.from(text.slice(from, from + length), 'base64').toString('latin1');
			for (let at = 0; at + step <= bytes.length; at += step) {
				const start = at + KEY_BYTES;
				table.payloads.set(bytes.slice(at, start), bytes.slice(start, at + step));
			}
			await turns.give();
		}
		return table;
	}

	get size(): number {
		return this.payloads.size;
	}

	get(key: string): string | undefined {
		return this.payloads.get(key);
	}

	/** All rows, in the order in which they were written. */
	*rows(): Generator<Row> {
		for (const [key, payload] of this.payloads) yield { key, payload };
	}
}

/** The text of a table with these rows; all payloads must have the same size. */
export async function writeTable(rows: readonly Row[]): Promise<string> {
	const turns = new Turns();
	const texts: string[] = [];
	for (let from = 0; from < rows.length; from += STRETCH) {
		const stretch = rows.slice(from, from + STRETCH);
		const bytes = stretch.map(({ key, payload }) => key + payload).join('');
		texts.push(Buffer.from(bytes, 'latin1').toString('base64'));
		await turns.give();
	}
	return texts.join('');
}

/** Rows sorted by key: another order from the server must not cause a save. */
export async function inOrder<T extends Row>(rows: Iterable<T>): Promise<T[]> {
	// Keys are evenly spread, so that lists by their first byte are short.
	const lists = Array.from({ length: 256 }, (): T[] => []);
	await inTurns(rows, (row) => lists[row.key.charCodeAt(0)]?.push(row));
	const ordered: T[] = [];
	await inTurns(lists, (list) => {
		ordered.push(...list.sort((one, other) => (one.key < other.key ? -1 : 1)));
	});
	return ordered;
}
