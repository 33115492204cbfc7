import { digest } from './fingerprint';

/** 56 bits: among 50,000 records, two share a key once in 60 million accounts. */
const KEY_BYTES = 7;

/** By what a record is found again. `salt` makes the keys of each trigger others. */
export function keyOf(salt: string, id: unknown): string {
	return digest(KEY_BYTES, salt, String(id).toLowerCase()).toString('latin1');
}

/** What is remembered of one record. */
export interface Row {
	/** As keyOf gives it. */
	key: string;
	payload: Uint8Array;
}

/** So many bytes of base64 text does a table of this many rows take. */
export function tableSize(rows: number, payloadBytes: number): number {
	return Math.ceil((rows * (KEY_BYTES + payloadBytes)) / 3) * 4;
}

/**
 * Records by their keys, each with a payload of the same size. A table is stored as one text, since an
 * object for each record would take several times the room.
 */
export class RecordTable {
	private readonly places = new Map<string, number>();

	private readonly bytes: Buffer;

	constructor(
		text: string,
		readonly payloadBytes: number,
	) {
		this.bytes = Buffer.from(text, 'base64');
		const step = KEY_BYTES + payloadBytes;
		for (let at = 0; at + step <= this.bytes.length; at += step) {
			this.places.set(this.bytes.toString('latin1', at, at + KEY_BYTES), at + KEY_BYTES);
		}
	}

	get size(): number {
		return this.places.size;
	}

	/** What is remembered of the record with this key; undefined if there is none. */
	get(key: string): Buffer | undefined {
		const at = this.places.get(key);
		return at === undefined ? undefined : this.bytes.subarray(at, at + this.payloadBytes);
	}

	/** All rows, in the order in which they were written. */
	*rows(): Generator<Row> {
		for (const [key, at] of this.places) {
			yield { key, payload: this.bytes.subarray(at, at + this.payloadBytes) };
		}
	}
}

/** The text of a table with these rows, whose payloads are all of this size. */
export function writeTable(rows: readonly Row[], payloadBytes: number): string {
	const step = KEY_BYTES + payloadBytes;
	const bytes = Buffer.alloc(rows.length * step);
	rows.forEach(({ key, payload }, index) => {
		bytes.write(key, index * step, 'latin1');
		bytes.set(payload, index * step + KEY_BYTES);
	});
	return bytes.toString('base64');
}

/** Rows in an order that does not depend on that of the server, so that nothing is saved for it. */
export function inOrder<T extends Row>(rows: readonly T[]): T[] {
	return [...rows].sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
}
