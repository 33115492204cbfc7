import type { IDataObject } from 'n8n-workflow';

import { digest } from '../digest';
import { canonical } from './fingerprint';
import { recordKey, RecordTable } from './recordTable';

/** What stored payloads consist of. */
export interface Layout {
	/** Names, in the order of their fingerprints. */
	fields: readonly string[];
	/** Of each field's fingerprint. */
	bytes: number;
}

/** What is stored of the records of a list. */
export interface Remembered extends Layout {
	table: RecordTable;
}

/** Reads what a trigger has stored of its records, with fingerprints of so many bytes. */
export async function readRemembered(stored: IDataObject, bytes: number): Promise<Remembered> {
	const layout = { fields: JSON.parse(String(stored.fields)) as string[], bytes };
	return { ...layout, table: await RecordTable.read(String(stored.table), payloadBytes(layout)) };
}

/** How a record differs from what is stored of it. */
export interface Difference {
	/** What to store from now on. */
	payload: string;
	isChanged: boolean;
	/** Names of the changed fields. */
	changed: readonly string[];
	/** The fields that the record lacks, by their places; the same list for all that lack the same. */
	missing: readonly number[];
}

/** A record and what was stored of it. */
export interface Sight extends Difference {
	/** In the table. */
	key: string;
	/** What carry() gives of it; undefined if it was never seen. */
	known: string | undefined;
	/** What the first field was, if that is one of `values`; undefined if it cannot be told. */
	earlier: <T>(values: readonly T[]) => T | undefined;
}

type SeenFields = Pick<Difference, 'payload' | 'missing'>;

/** Of the fingerprint of all fields: 32 bits miss one change in 4,000 million. */
const WHOLE_BYTES = 4;

/** Of the fingerprint of which fields a record lacks. */
const LACK_BYTES = 2;

const HEAD_BYTES = WHOLE_BYTES + LACK_BYTES;

/** Fill the fingerprint of a field of which nothing is known, and of an empty one; no other begins so. */
const UNKNOWN = '\0';
const EMPTY = '\x01';

const NO_HEAD = UNKNOWN.repeat(HEAD_BYTES);
const NO_LACK = UNKNOWN.repeat(LACK_BYTES);

/** Where no field is known beforehand; what a record has beyond that counts as one field. */
const MOST_FIELDS = 200;
const REST = '';

/** The size of a payload. */
export function payloadBytes({ fields, bytes }: Layout): number {
	return fields.length === 0 ? 0 : HEAD_BYTES + fields.length * bytes;
}

/**
 * Compares records with what is stored of them: a fingerprint of all fields, which is quick and
 * sure, and a short one of each, which tells what changed.
 *
 * A field that is missing says nothing: its fingerprint stays as it was. Where it was never seen, it
 * counts as empty if others of the list have it, since services may leave out what is empty; see
 * `complete`.
 */
export class FieldFingerprints implements Layout {
	/** Grows where no fields are given. */
	readonly fields: string[];

	readonly bytes: number;

	private readonly isOpen: boolean;

	/** Whether the stored payloads have the same fields, but for others that follow. */
	private readonly isSameOrder: boolean;

	/** Lists of missing fields, by what is in them. */
	private readonly lists = new Map<string, readonly number[]>();

	constructor(
		private readonly salt: string,
		fields: readonly string[] | undefined,
		private readonly before: Remembered | undefined,
		bytes: number,
	) {
		this.isOpen = fields === undefined;
		this.fields = [...(fields ?? before?.fields ?? [])];
		this.bytes = before?.bytes ?? bytes;
		this.isSameOrder = (before?.fields ?? []).every((name, index) => this.fields[index] === name);
	}

	/** A stored payload with the fields of now: an upgrade may bring some, or take some away. */
	carry(stored: string): string {
		const { before, fields, bytes } = this;
		if (before === undefined || this.isSameOrder) return this.padded(stored);
		const parts = fields.map((name) => {
			const index = before.fields.indexOf(name);
			return index < 0 ? UNKNOWN.repeat(bytes) : this.part(stored, index);
		});
		return NO_HEAD + parts.join('');
	}

	/** Compares a record with what is stored of it; `values`: its fields. */
	see({ id }: IDataObject, values: IDataObject): Sight {
		const text = String(id).toLowerCase();
		const key = recordKey(this.salt, text);
		const stored = this.before?.table.get(key);
		const known = stored === undefined ? undefined : this.carry(stored);
		return {
			...this.compare(text, values, known),
			key,
			known,
			earlier: (earlier) => (known === undefined ? undefined : this.earlier(text, known, earlier)),
		};
	}

	/** `carried`: by carry(); undefined if the record was never seen. */
	private compare(id: string, values: IDataObject, carried: string | undefined): Difference {
		const found = this.isOpen ? this.named(values) : values;
		// There may be more fields since.
		const known = carried === undefined ? undefined : this.padded(carried);
		const lacking: number[] = [];
		const texts = this.fields.map((name, index) => {
			const value = found[name];
			if (value !== undefined) return canonical(value);
			lacking.push(index);
			return this.isEmpty(known, index) ? '' : undefined;
		});
		const missing = this.listOf(lacking);
		const same = (payload: string) => ({ payload, isChanged: false, changed: [], missing });
		if (known !== undefined && missing.length === texts.length) return same(known);
		const head = this.head(id, texts);
		if (known?.startsWith(head) === true) return same(known);

		const changed: string[] = [];
		let payload = head;
		// Fingerprints of fields may be equal by chance. This one tells, if it is of the same fields.
		let isComparable = known !== undefined && isOfSameFields(known, head);
		texts.forEach((text, index) => {
			const before = known === undefined ? UNKNOWN.repeat(this.bytes) : this.part(known, index);
			const now = text === undefined ? before : this.fingerprint(id, index, text);
			payload += now;
			if (text === undefined) return;
			if (before.startsWith(UNKNOWN)) isComparable = false;
			else if (now !== before) changed.push(String(this.fields[index]));
		});
		return {
			payload,
			isChanged: isComparable || changed.length > 0,
			changed: isComparable && changed.length === 0 ? this.fields : changed,
			missing,
		};
	}

	/** The fields that some of these records have, by their places. */
	shownBy(records: Iterable<SeenFields>): ReadonlySet<number> {
		const lists = new Set<readonly number[]>();
		for (const { missing } of records) lists.add(missing);
		const all = [...lists];
		const isShown = (index: number) => all.some((missing) => !missing.includes(index));
		return new Set([...this.fields.keys()].filter(isShown));
	}

	/** The payload of a record, with the `shown` fields empty that it never had. */
	complete({ payload, missing }: SeenFields, shown: ReadonlySet<number>): string {
		const whole = this.padded(payload);
		const isToEmpty = (index: number) =>
			whole.charAt(this.place(index)) === UNKNOWN && shown.has(index);
		if (!this.fields.some((_, index) => isToEmpty(index))) return whole;
		const parts = this.fields.map((_, index) =>
			isToEmpty(index) ? EMPTY.repeat(this.bytes) : this.part(whole, index),
		);
		// The next comparison counts these as empty, not as missing.
		const lack = lackOf(missing.filter((index) => !this.isEmpty(whole, index)));
		const left = lackOf(missing.filter((index) => parts[index]?.startsWith(EMPTY) === false));
		const isOfThese = !whole.startsWith(NO_HEAD) && whole.startsWith(lack, WHOLE_BYTES);
		const head = isOfThese ? whole.slice(0, WHOLE_BYTES) + left : whole.slice(0, HEAD_BYTES);
		return head + parts.join('');
	}

	/**
	 * What the first field was, if that is one of `values`; undefined if it cannot be told. By all that is
	 * known, since a short fingerprint may fit several values.
	 */
	private earlier<T>(id: string, known: string, values: readonly T[]): T | undefined {
		const hasHead = known.slice(WHOLE_BYTES, HEAD_BYTES) === NO_LACK && !known.startsWith(NO_HEAD);
		const fitting = values.filter((value) => {
			const text = canonical(value);
			if (this.part(known, 0) !== this.fingerprint(id, 0, text)) return false;
			return !hasHead || known.startsWith(this.head(id, [text]));
		});
		return this.fields.length === 1 && fitting.length === 1 ? fitting[0] : undefined;
	}

	/** Learns the names, where they are not known beforehand. */
	private named(values: IDataObject): IDataObject {
		const names = Object.keys(values);
		const isNew = (name: string) => !this.fields.includes(name);
		for (const name of names.filter(isNew)) {
			if (this.fields.length >= MOST_FIELDS - 1) break;
			this.fields.push(name);
		}
		const left = names.filter(isNew);
		if (left.length === 0) return values;
		if (isNew(REST)) this.fields.push(REST);
		return { ...values, [REST]: Object.fromEntries(left.map((name) => [name, values[name]])) };
	}

	/** With all fields that are known by now. */
	private padded(payload: string): string {
		const size = payloadBytes(this);
		if (payload.length === size) return payload;
		return (payload === '' ? NO_HEAD : payload).padEnd(size, UNKNOWN);
	}

	/** Of all fields; begins with UNKNOWN if that is not known, as of another list of fields. */
	private head(id: string, texts: ReadonlyArray<string | undefined>): string {
		if (texts.length === 0) return '';
		let said = '';
		const lacking: number[] = [];
		texts.forEach((text, index) => {
			if (text === undefined) lacking.push(index);
			// Without those that are empty, so that one more field changes nothing of other records.
			else if (text !== '') said += `${index} ${text.length} ${text}`;
		});
		return digest(WHOLE_BYTES, this.salt, id, said) + lackOf(lacking);
	}

	/** With ID and name, so that equal values get different fingerprints. */
	private fingerprint(id: string, index: number, text: string): string {
		if (text === '') return EMPTY.repeat(this.bytes);
		return marked(digest(this.bytes, this.salt, id, String(this.fields[index]), text));
	}

	private listOf(missing: readonly number[]): readonly number[] {
		const key = missing.join();
		const list = this.lists.get(key) ?? missing;
		this.lists.set(key, list);
		return list;
	}

	private isEmpty(known: string | undefined, index: number): boolean {
		return known?.charAt(this.place(index)) === EMPTY;
	}

	private part(payload: string, index: number): string {
		return payload.slice(this.place(index), this.place(index + 1));
	}

	private place(index: number): number {
		return HEAD_BYTES + index * this.bytes;
	}
}

/** The fingerprint of the fields that a record lacks, by their places. */
function lackOf(missing: readonly number[]): string {
	return missing.length === 0
		? NO_LACK
		: marked(digest(LACK_BYTES, missing.map((place) => `${place} `).join('')));
}

/** Another first byte where it is one that means something. */
function marked(fingerprint: string): string {
	const first = fingerprint.charCodeAt(0);
	return first > 1 ? fingerprint : String.fromCharCode(first + 2) + fingerprint.slice(1);
}

function isOfSameFields(payload: string, head: string): boolean {
	const lack = payload.slice(WHOLE_BYTES, HEAD_BYTES);
	return !payload.startsWith(NO_HEAD) && lack === head.slice(WHOLE_BYTES);
}

/** The payload with the first `to` bytes of each field's fingerprint. */
export function shortened(payload: string, from: number, to: number): string {
	if (from === to) return payload;
	const parts = [payload.slice(0, HEAD_BYTES)];
	for (let at = HEAD_BYTES; at < payload.length; at += from) parts.push(payload.slice(at, at + to));
	return parts.join('');
}
