// What the polls of a history must find, worked out the slow way: from whole copies of what each poll saw,
// and from docs/triggers-inside.md. It shares no code with the triggers, so that both cannot be wrong alike.

/** A record as the sandbox keeps it. */
export type Row = Record<string, unknown> & { id: string | number };

/** A field of a record under the name that the Flattened output gives it. */
export interface Field {
	name: string;
	/** Undefined if it is missing. */
	read: (row: Row) => unknown;
}

/** How events come about: a record is new, has another value, got approved, or carries a later time. */
export type Kind = 'added' | 'updated' | 'approved' | 'created' | 'addedOrUpdated';

/** What a trigger is set to look for. */
export interface Watching {
	kind: Kind;
	/** All that makes the trigger begin anew when it changes. */
	scope: string;
	/** Whether the filters let the record through. */
	isIn: (row: Row) => boolean;
	/** Of a changed record, whether it became what was asked for. */
	isWanted: (row: Row) => boolean;
	/** The fields whose changes count. */
	fields: readonly Field[];
	/** Whether a field is never left out for being empty. */
	areNeverEmpty: boolean;
	/** ms. */
	lookBack: number;
}

export interface FoundEvent {
	id: string;
	/** Of an Updated event, sorted by name. */
	changed?: string[];
	/** What the only watched field was before. */
	before?: unknown;
	/** Of a Created event. */
	createdAt?: string;
}

/** What a trigger knows after a poll. */
export interface Memory {
	scope: string;
	/** A copy of each record that was ever seen, as it was when it was seen last. */
	copies: ReadonlyMap<string, Row>;
	/** Of each of them, the fields as the record last told them, by name. */
	told?: ReadonlyMap<string, Told>;
	/** How many records the last poll saw that saw any: with, and without, those that went meanwhile. */
	most: number;
	least: number;
	/** Of the newest record that was seen, less the look back, in ms; undefined if there was none. */
	oldest?: number;
}

type Told = ReadonlyMap<string, unknown>;

export interface Prediction {
	events: FoundEvent[];
	/** Whether the poll only takes in what is there. */
	isAnew: boolean;
	memory: Memory;
}

/** From so many records on, another list is taken for another account's. */
const OTHER_ACCOUNT = 10;

/** What is there when a poll has ended. */
export interface Sight {
	/** In the order in which they are listed. */
	rows: readonly Row[];
	/** Records that went meanwhile: nobody knows whether the poll saw them. */
	gone: readonly Row[];
	/** Whether the poll found nothing. */
	isSilent: boolean;
}

/**
 * What n8n keeps of a trigger. `saved`: a copy in memory, which is stored with events and at each
 * activation. `staged`: what is stored, by each scheduled poll and with events.
 */
export class Oracle {
	private inMemory: Memory | undefined;
	private stored: Memory | undefined;

	constructor(private readonly way: 'saved' | 'staged') {}

	/** What the next poll goes on from. */
	get memory(): Memory | undefined {
		return this.way === 'saved' ? this.inMemory : this.stored;
	}

	/** n8n starts, or the workflow is activated: what was in memory alone is lost. */
	load(): void {
		this.inMemory = this.stored;
	}

	/** A poll succeeded. */
	polled({ memory, events }: Prediction, isFirst: boolean): void {
		this.inMemory = memory;
		const isStored =
			this.way === 'saved' ? isFirst || events.length > 0 : !isFirst || events.length > 0;
		if (isStored) this.stored = memory;
	}

	/** What a poll finds. */
	predict(watching: Watching, { rows, gone, isSilent }: Sight, now: number): Prediction {
		const seen = rows.filter(watching.isIn).map((row) => structuredClone(row));
		const known = this.memory?.scope === watching.scope ? this.memory : undefined;
		if (watching.kind === 'created') return predictCreated(watching, known, seen, now);

		if (known !== undefined && seen.length === 0) {
			return { events: [], isAnew: false, memory: known };
		}
		const isOtherAccount =
			known !== undefined &&
			// It sees a part of the list alone.
			watching.kind !== 'addedOrUpdated' &&
			(known.least >= OTHER_ACCOUNT || (isSilent && known.most >= OTHER_ACCOUNT)) &&
			seen.every((row) => !known.copies.has(idOf(row)));
		const isAnew = known === undefined || isOtherAccount;
		const copies = new Map(known?.copies);
		const told = new Map(known?.told);
		const events: FoundEvent[] = [];
		const fields = watching.kind === 'added' ? [] : watching.fields;
		const isShown = ({ read }: Field) => seen.some((row) => read(row) !== undefined);
		const empty = watching.areNeverEmpty ? [] : fields.filter(isShown);
		for (const row of seen) {
			const id = idOf(row);
			const isNew = !copies.has(id);
			const now = fields.filter(({ read }) => read(row) !== undefined);
			// It is as good as not there yet.
			if (watching.areNeverEmpty && isNew && now.length === 0 && !isAnew) continue;
			const before: Told = told.get(id) ?? new Map<string, unknown>();
			if (!isAnew) events.push(...happened(watching, row, now, isNew ? undefined : before));
			copies.set(id, row);
			told.set(
				id,
				new Map([
					...empty.map(({ name }): [string, unknown] => [name, null]),
					...before,
					...now.map(({ name, read }): [string, unknown] => [name, read(row)]),
				]),
			);
		}
		return {
			events,
			isAnew,
			memory: {
				scope: watching.scope,
				copies,
				told,
				most: seen.length + gone.filter(watching.isIn).length,
				least: seen.length,
			},
		};
	}
}

export function idOf({ id }: Row): string {
	return String(id);
}

/**
 * The event that the record stands for; none if it is as it was. `now` are the fields that it tells,
 * `told` what it told before; undefined if it is new.
 */
function happened(
	{ kind, fields, isWanted }: Watching,
	row: Row,
	now: readonly Field[],
	told: Told | undefined,
): FoundEvent[] {
	const id = idOf(row);
	if (told === undefined) {
		const isEvent = kind === 'approved' ? row.approved === true : kind !== 'updated';
		return isEvent ? [{ id }] : [];
	}
	const changed = now
		.filter(({ name, read }) => told.has(name) && meaning(told.get(name)) !== meaning(read(row)))
		.map(({ name }) => name)
		.sort();
	if (changed.length === 0) return [];
	if (kind === 'approved') return row.approved === true ? [{ id }] : [];
	const before = fields.length === 1 ? told.get(String(fields[0]?.name)) : undefined;
	return isWanted(row) ? [{ id, changed, before }] : [];
}

/** By the times of creation, whose order is that of their texts. */
function predictCreated(
	{ scope, lookBack }: Watching,
	known: Memory | undefined,
	seen: readonly Row[],
	now: number,
): Prediction {
	const createdAt = (row: Row) => String(row.created_at);
	const { oldest = -Infinity } = known ?? {};
	const events =
		known === undefined
			? []
			: seen
					.filter((row) => !known.copies.has(idOf(row)) && Date.parse(createdAt(row)) >= oldest)
					.map((row) => ({ id: idOf(row), createdAt: createdAt(row) }))
					.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
	const copies = new Map(known?.copies);
	for (const row of seen) copies.set(idOf(row), row);
	// A time in the future does not hide the records that are made until then.
	const newest = seen.map((row) => Math.min(Date.parse(createdAt(row)), now) - lookBack);
	const times = [oldest, ...newest].filter((time) => time !== -Infinity);
	return {
		events,
		isAnew: known === undefined,
		memory: {
			scope,
			copies,
			most: seen.length,
			least: seen.length,
			oldest: times.length === 0 ? undefined : Math.max(...times),
		},
	};
}

/** A text that is the same for values that mean the same; '' for all that is empty. */
export function meaning(value: unknown): string {
	if (value === undefined || value === null || value === '') return '';
	if (Array.isArray(value)) {
		const parts = value.map(meaning);
		return parts.length === 0 ? '' : JSON.stringify(parts.sort());
	}
	if (typeof value === 'object') {
		const parts = Object.entries(value)
			.map(([key, member]) => [key, meaning(member)])
			.filter(([, text]) => text !== '')
			.map((pair) => JSON.stringify(pair));
		return parts.length === 0 ? '' : parts.sort().join();
	}
	if (typeof value === 'boolean') return `=${Number(value)}`;
	const text = readerSees(`${value as string | number}`);
	if (text === 'true' || text === 'false') return `=${Number(text === 'true')}`;
	if (text === '') return '';
	return /^\d+\.\d+$/.test(text) ? `=${parseFloat(text)}` : `=${text}`;
}

/** A text without its marks, and a link without its signature. */
function readerSees(text: string): string {
	return text
		.replace(/<br>|<\/?(?:p|div)\b[^>]*>/g, ' ')
		.replaceAll('&nbsp;', ' ')
		.replaceAll('&amp;', '&')
		.replace(/\?signature=\d+/, '')
		.normalize('NFC')
		.split(/\s+/)
		.filter((word) => word !== '')
		.join(' ');
}
