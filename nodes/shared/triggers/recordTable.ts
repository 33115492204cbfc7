import { digest } from '../digest';

/** 56 bits: among 50,000 records, two share a key once in 60 million accounts. */
const KEY_BYTES = 7;

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

	constructor(text: string, payloadBytes: number) {
		const bytes = Buffer.from(text, 'base64').toString('latin1');
		const step = KEY_BYTES + payloadBytes;
		for (let at = 0; at + step <= bytes.length; at += step) {
			const start = at + KEY_BYTES;
			this.payloads.set(bytes.slice(at, start), bytes.slice(start, at + step));
		}
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
export function writeTable(rows: readonly Row[]): string {
	const bytes = rows.map(({ key, payload }) => key + payload).join('');
	return Buffer.from(bytes, 'latin1').toString('base64');
}

/** Rows sorted by key: another order from the server must not cause a save. */
export function inOrder<T extends Row>(rows: readonly T[]): T[] {
	return [...rows].sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
}
