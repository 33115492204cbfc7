import type { Hints } from '../hints';

export interface Page<T> {
	/** Already mapped to output. */
	rows: T[];
	/** The id of each row, in the same order. */
	ids: string[];
	/** The server's total; null if it gives none. */
	total: number | null;
	/** Whether the server says that a page follows; null if it does not say. */
	hasNext: boolean | null;
}

export type Completeness = 'standard' | 'strict';

export interface ListRequest<T> {
	/** Fetches page `page`, counted from 1; 'gone' if the server knows no such page. */
	fetchPage: (page: number, size: number, signal: AbortSignal) => Promise<Page<T> | 'gone'>;
	/** Rows wanted, of those that `keeps` allows; Infinity for all. */
	limit: number;
	pageSize: number;
	parallel: number;
	completeness: Completeness;
	signal?: AbortSignal;
	hints: Hints;
	/** Set if the order leaves ties: fetches the same list in an order without ties; see readTied. */
	fetchUntied?: ListRequest<T>['fetchPage'];
	/** Set if not all rows are wanted: whether this one is. */
	keeps?: (row: T) => boolean;
	/** Few of them may be, so small pages do not pay. */
	isSparse?: boolean;
	incomplete: (reason: string) => Error;
}

/** Readings of a changing list before giving up. */
const MOST_READINGS = 6;

/** Readings for the order of tied rows before the rows themselves are read again. */
const MOST_ORDER_READINGS = 6;

/** Longer than any real list; stops a server that sends new rows endlessly. */
const MOST_PAGES = 100_000;

/**
 * Reads a page-numbered list and returns its rows in the server's order, each id once.
 *
 * With a limit, returns exactly min(limit, total) rows, and reads no more pages than that needs.
 * With `keeps`, both count the rows that it allows.
 * Without one, returns all rows that existed throughout the read: it reads page 1 first, for the
 * total and the real page size; then the last page; then the rest in parallel; then page 1 again.
 * If a count or page 1 changed, or the unique ids do not add up to the total, it starts over.
 *
 * Why that order: when rows shift during the read, one can slip from an unread page to one already
 * read. With both ends read early, each such loss comes with a row seen twice, so the sum is off. A
 * row added and one removed in the middle can cancel out, so 'strict' reads until two whole
 * readings agree.
 *
 * Throws what `fetchPage` throws, `incomplete(...)` if the list cannot be read completely, and the
 * signal's reason on abort.
 */
export async function readList<T>(request: ListRequest<T>): Promise<T[]> {
	return request.fetchUntied === undefined
		? chosen(await readComplete(request), request)
		: await readTied(request, request.fetchUntied);
}

async function readComplete<T>(request: ListRequest<T>): Promise<Reading<T>> {
	let previous: Reading<T> | undefined;
	for (let number = 1; number <= MOST_READINGS; number += 1) {
		const size = pageSizeFor(request, previous);
		const reading = await new ListReader(request, size, previous === undefined).read();

		if (isComplete(reading, previous, request)) {
			request.hints.count('duplicates', reading.ids.length - reading.rows.length);
			return reading;
		}
		// A second reading just to be sure is routine, so it does not count.
		const differs = previous !== undefined && !sameIds(reading.ids, previous.ids);
		if (reading.doubt !== undefined || differs) request.hints.count('rereads');
		previous = reading;
	}
	throw request.incomplete(previous?.doubt ?? 'It changed each time it was read.');
}

/**
 * Rows that tie in the sort field may swap places between pages, so that some come twice and others
 * never. So an order without ties tells which rows there are; readings in the order that was asked
 * for only tell their places.
 */
async function readTied<T>(
	request: ListRequest<T>,
	fetchUntied: ListRequest<T>['fetchPage'],
): Promise<T[]> {
	let reading = await new ListReader(request, pageSizeFor(request), true).read();
	// A row that came twice takes the place of one it ties with.
	const isMixed = request.limit !== Infinity && reading.ids.length > reading.rows.length;
	if (isEnough(reading, request) && !isMixed) return chosen(reading, request);

	const whole = { ...request, limit: Infinity };
	const places = new Map<string, number>();
	for (let number = 1; number <= MOST_READINGS; number += 1) {
		const all = await readComplete({ ...whole, fetchPage: fetchUntied });
		const ids = [...new Set(all.ids)];
		for (let look = 1; look <= MOST_ORDER_READINGS; look += 1) {
			// A row only swaps places with its ties, so any of its places is right.
			reading.ids.forEach((id, place) => {
				if (!places.has(id)) places.set(id, place);
			});
			if (ids.every((id) => places.has(id))) {
				const rows = all.rows
					.map((row, index) => ({ row, place: places.get(ids[index] ?? '') ?? 0 }))
					.sort((one, other) => one.place - other.place)
					.map(({ row }) => row);
				return chosen({ rows }, request);
			}
			reading = await new ListReader(whole, request.pageSize).read();
		}
	}
	throw request.incomplete(
		'It is sorted by a field that many rows share, and their order changed each time it was read. Sort by another field instead, if you can by the ID or the time of creation.',
	);
}

function isEnough<T>({ doubt, rows, total }: Reading<T>, request: ListRequest<T>): boolean {
	if (doubt !== undefined) return false;
	const { limit, completeness } = request;
	return kept(rows, request).length >= limit || (completeness === 'standard' && total !== null);
}

function chosen<T>({ rows }: Pick<Reading<T>, 'rows'>, request: ListRequest<T>): T[] {
	return kept(rows, request).slice(0, request.limit);
}

function kept<T>(rows: T[], { keeps }: ListRequest<T>): T[] {
	return keeps === undefined ? rows : rows.filter(keeps);
}

interface Reading<T> {
	/** Each id once, in the server's order. */
	rows: T[];
	/** Every id as it came, to compare two readings. */
	ids: string[];
	/** The server's real page size. */
	size: number;
	total: number | null;
	/** Why rows may be missing; undefined if nothing suggests it. */
	doubt?: string;
	/** The only doubt is rows that came twice and make up the total. */
	hasCopies: boolean;
}

function isComplete<T>(
	reading: Reading<T>,
	previous: Reading<T> | undefined,
	request: ListRequest<T>,
): boolean {
	if (isEnough(reading, request)) return true;
	if (previous === undefined || !sameIds(reading.ids, previous.ids)) return false;
	if (reading.doubt === undefined) return previous.doubt === undefined;

	// The server really sends some rows twice: the sum is right, and another page size gives the same
	// order, so the copies hide no row.
	return reading.hasCopies && previous.hasCopies && reading.size !== previous.size;
}

/** Moves the page boundaries after a reading with copies; see isComplete. */
function pageSizeFor<T>(request: ListRequest<T>, previous?: Reading<T>): number {
	if (previous?.hasCopies === true && previous.size > 1) return previous.size - 1;
	const isSmall = previous === undefined && request.isSparse !== true;
	return isSmall ? Math.min(request.pageSize, request.limit) : request.pageSize;
}

function sameIds(one: string[], other: string[]): boolean {
	return one.length === other.length && one.every((id, index) => id === other[index]);
}

const CHANGED = 'It changed while it was read.';

class ListReader<T> {
	private readonly pages: Array<Page<T> | undefined> = [];

	/** Aborts what is still running once the reading is decided. */
	private readonly stop = new AbortController();

	private readonly signal: AbortSignal;

	private doubt?: string;

	private total: number | null = null;

	private size: number;

	constructor(
		private readonly request: ListRequest<T>,
		private readonly askedSize: number,
		/** Larger pages may follow if the first one has too few wanted rows. */
		private readonly mayGrow = false,
	) {
		this.size = askedSize;
		this.signal =
			request.signal === undefined
				? this.stop.signal
				: AbortSignal.any([request.signal, this.stop.signal]);
	}

	async read(): Promise<Reading<T>> {
		const first = await this.keep(1);
		if (first === undefined) throw this.request.incomplete('It has no first page.');
		const { keeps, pageSize } = this.request;
		const canGrow = this.mayGrow && this.askedSize < pageSize && first.hasNext !== false;
		if (canGrow && keeps !== undefined && !first.rows.every(keeps)) {
			// More rows are needed than wanted, so small pages no longer pay.
			return await new ListReader(this.request, pageSize).read();
		}
		this.total = first.total;
		this.size = this.realSize(first);

		if (this.isDecided()) {
			return this.reading();
		} else if (this.total === null) {
			await this.readOneByOne(first);
		} else if (this.request.limit < this.total) {
			await this.readBeginning(first, this.request.limit, this.total);
		} else {
			await this.readWhole(first, this.total);
		}
		return this.reading();
	}

	/** The server may cap the page size, or ignore it and send more. */
	private realSize({ rows, ids, total }: Page<T>): number {
		const given = new Set(ids).size;
		const isCapped = rows.length < this.askedSize && total !== null && total > rows.length;
		if (isCapped) return Math.max(1, rows.length);
		return Math.max(given, this.askedSize);
	}

	private async readBeginning(first: Page<T>, limit: number, total: number): Promise<void> {
		const { keeps, isSparse = false, parallel } = this.request;
		const last = this.lastPage(total);
		let next = Math.ceil(limit / this.size) + 1;
		const isWanting = isSparse || (keeps !== undefined && !first.rows.every(keeps));
		// It may have to be read to its end, so that comes first, as in readWhole.
		if (isWanting && next <= last && this.isShort()) await this.readEnd(last, first);
		await this.keepAll(2, next - 1);
		// A row that came twice leaves a gap, which the next page fills; unwanted rows leave many.
		const most = keeps === undefined ? 1 : parallel;
		for (let pages = 1; next <= last && this.isShort(); pages = Math.min(2 * pages, most)) {
			await this.keepAll(next, Math.min(last, next + pages - 1));
			next += pages;
		}
		if (!this.isShort()) return;
		if (this.pages.some((page) => page?.total !== total)) this.decide(CHANGED);
		await this.checkEnd(last, first);
	}

	/** Without a last page, those before it may still hold enough. */
	private async readEnd(last: number, first: Page<T>): Promise<void> {
		const end = await this.request.fetchPage(last, this.askedSize, this.signal);
		if (end === 'gone') return;
		this.refuseSame(first, end);
		this.accept(last, end);
	}

	/** Whether rows are still missing for the limit. */
	private isShort(): boolean {
		return !this.isDecided() && kept(this.rows(), this.request).length < this.request.limit;
	}

	private async readWhole(first: Page<T>, total: number): Promise<void> {
		if (first.rows.length === 0 && total > 0) {
			this.decide(`It says to have ${total} rows, yet its first page is empty.`);
			return;
		}
		const last = this.lastPage(total);
		if (last > 1) {
			const end = await this.keep(last);
			if (end !== undefined) this.refuseSame(first, end);
			await this.keepAll(2, last - 1);
		}
		await this.checkEnd(last, this.request.limit === Infinity ? first : undefined);
	}

	/** Throws if both ends hold the same rows: the server does not heed the number of a page. */
	private refuseSame(first: Page<T>, end: Page<T>): void {
		// With few tied rows, both pages may hold the same ones by chance.
		const isChance = this.request.fetchUntied !== undefined && first.rows.length < 5;
		if (!isChance && sameIds(end.ids, first.ids)) {
			throw this.request.incomplete('Each page holds the same rows, whatever page is asked for.');
		}
	}

	/** Looks once more at both ends of a list that was read whole. */
	private async checkEnd(last: number, first: Page<T> | undefined): Promise<void> {
		await this.lookBeyond(last);
		if (last > 1 && first !== undefined && this.request.completeness === 'standard') {
			await this.confirm(first);
		}
	}

	private lastPage(total: number): number {
		const last = Math.max(1, Math.ceil(total / this.size));
		if (last > MOST_PAGES) throw this.request.incomplete(`It says to have ${last} pages.`);
		return last;
	}

	/** If the last page names a next one, the total may be too low, or the link wrong. */
	private async lookBeyond(last: number): Promise<void> {
		if (this.isDecided() || this.pages[last - 1]?.hasNext !== true) return;
		const known = new Set(this.ids());
		const beyond = await this.request.fetchPage(last + 1, this.askedSize, this.signal);
		if (beyond !== 'gone' && beyond.ids.some((id) => !known.has(id))) {
			this.doubt = `It holds more rows than the ${this.total} that it says to have.`;
		}
	}

	private async confirm(first: Page<T>): Promise<void> {
		if (this.isDecided()) return;
		const again = await this.request.fetchPage(1, this.askedSize, this.signal);
		const isSame = (page: Page<T>) =>
			page.total === first.total &&
			(this.request.fetchUntied !== undefined || sameIds(page.ids, first.ids));
		if (again === 'gone' || !isSame(again)) {
			this.doubt = CHANGED;
		}
	}

	private async readOneByOne(first: Page<T>): Promise<void> {
		const known = new Set(first.ids);
		let page = first;
		if (first.hasNext === null && first.rows.length === 0) await this.expectEnd(2);
		for (let number = 2; goesOn(page); number += 1) {
			if (this.request.limit !== Infinity && !this.isShort()) return;
			if (number > MOST_PAGES) throw this.request.incomplete('It does not end.');
			const next = await this.request.fetchPage(number, this.askedSize, this.signal);
			if (next === 'gone') {
				if (page.hasNext === true) this.decide(`It has no page ${number}, though it names it.`);
				else await this.expectEnd(number + 1);
				return;
			}
			this.accept(number, next);
			if (this.isDecided()) return;

			const before = known.size;
			for (const id of next.ids) known.add(id);
			if (known.size === before && goesOn(next)) {
				throw this.request.incomplete(`Page ${number} brings no new rows and yet is not the last.`);
			}
			if (next.hasNext === null && next.rows.length === 0) await this.expectEnd(number + 1);
			page = next;
		}
	}

	/** Such a page may also be a fault in the middle, so the next one must be empty, too. */
	private async expectEnd(number: number): Promise<void> {
		const beyond = await this.request.fetchPage(number, this.askedSize, this.signal);
		if (beyond !== 'gone' && beyond.rows.length > 0) {
			this.decide(`Page ${number} has rows, though the one before it has none.`);
		}
	}

	/** Fetches the pages in parallel until the reading is decided. */
	private async keepAll(first: number, last: number): Promise<void> {
		let next = first;
		const work = async () => {
			while (next <= last && !this.isDecided()) {
				const page = next;
				next += 1;
				if (this.pages[page - 1] === undefined) await this.keep(page);
			}
		};
		const workers = Math.max(0, Math.min(this.request.parallel, last - first + 1));
		let failure: { error: unknown } | undefined;
		try {
			await Promise.all(Array.from({ length: workers }, work));
		} catch (error) {
			failure = { error };
		}
		// Once the reading is decided, the failure comes from our own abort.
		if (failure === undefined || this.isDecided()) return;
		this.stop.abort();
		throw failure.error;
	}

	/** Undefined if the page is gone, which means that the list got shorter. */
	private async keep(number: number): Promise<Page<T> | undefined> {
		const page = await this.request.fetchPage(number, this.askedSize, this.signal);
		if (page === 'gone') {
			this.decide(`It says to have ${this.total} rows, yet has no page ${number}.`);
			return undefined;
		}
		this.accept(number, page);
		return page;
	}

	private accept(number: number, page: Page<T>): void {
		this.pages[number - 1] = page;
		const isWhole = this.total !== null && this.request.limit >= this.total;
		if (isWhole && page.total !== this.total) this.decide(CHANGED);
	}

	private decide(doubt: string): void {
		this.doubt ??= doubt;
		this.stop.abort();
	}

	private isDecided(): boolean {
		return this.doubt !== undefined;
	}

	/** Up to the first page that is missing, so that each row has its place. */
	private beginning(): Array<Page<T>> {
		const pages: Array<Page<T>> = [];
		for (const page of this.pages) {
			if (page === undefined) break;
			pages.push(page);
		}
		return pages;
	}

	private ids(): string[] {
		return this.beginning().flatMap(({ ids }) => ids);
	}

	private rows(): T[] {
		const seen = new Set<string>();
		const rows: T[] = [];
		for (const page of this.beginning()) {
			page.ids.forEach((id, index) => {
				if (seen.has(id)) return;
				seen.add(id);
				rows.push(page.rows[index] as T);
			});
		}
		return rows;
	}

	private isOnTwoPages(): boolean {
		const pageOf = new Map<string, Page<T>>();
		return this.pages.some((page) =>
			page?.ids.some((id) => {
				const other = pageOf.get(id);
				pageOf.set(id, page);
				return other !== undefined && other !== page;
			}),
		);
	}

	private reading(): Reading<T> {
		const rows = this.rows();
		const ids = this.ids();
		const { total, size } = this;
		const { limit } = this.request;
		const isBeginning = total !== null && limit < total && kept(rows, this.request).length >= limit;
		const wanted = isBeginning ? limit : (total ?? ids.length);
		const isSumRight = isBeginning ? rows.length >= wanted : rows.length === wanted;
		// A row on two pages has moved, perhaps with others, even if the sum is right.
		const mayHaveMoved = !isBeginning && ids.length > rows.length;
		const fits = isSumRight && !(mayHaveMoved && this.isOnTwoPages());
		const doubt = this.doubt ?? (fits ? undefined : describeMisfit(rows.length, ids.length, total));
		const hasCopies = this.doubt === undefined && !fits && (isSumRight || ids.length === total);
		return { rows, ids, size, total, doubt, hasCopies };
	}
}

function goesOn({ hasNext, rows }: Page<unknown>): boolean {
	return hasNext ?? rows.length > 0;
}

function describeMisfit(unique: number, sent: number, total: number | null): string {
	const copies = sent - unique;
	const sum =
		total === null
			? ''
			: ` It says to have ${total} rows; its pages hold ${unique} different ones.`;
	return copies > 0
		? `${copies} of its rows came twice, so others may be hidden.${sum}`
		: sum.trim();
}
