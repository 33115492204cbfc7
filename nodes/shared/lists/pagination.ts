import type { Hints } from '../hints';

/** One page of a list as the server gave it. */
export interface Page<T> {
	/** The rows, in the shape in which they are to come out. */
	rows: T[];
	/** The id of each row, in the same order. */
	ids: string[];
	/** How many rows the server says there are in all; null if it does not say. */
	total: number | null;
	/** Whether the server says that a page follows; null if it does not say. */
	hasNext: boolean | null;
}

export type Completeness = 'standard' | 'strict';

export interface ListRequest<T> {
	/** Fetches a page, numbered from 1, of `size` rows. 'gone' if the server knows no such page. */
	fetchPage: (page: number, size: number, signal: AbortSignal) => Promise<Page<T> | 'gone'>;
	/** The most rows wanted, or Infinity for all. */
	limit: number;
	/** Rows a page, at the most. */
	pageSize: number;
	/** Pages in work at the same time, at the most. */
	parallel: number;
	completeness: Completeness;
	/** Ends all requests and pauses when the execution is cancelled. */
	signal?: AbortSignal;
	hints: Hints;
	/**
	 * Given if the order leaves rows tied, which may then come in another order each time: fetches
	 * pages of the same list in an order without ties. See readTied.
	 */
	fetchUntied?: ListRequest<T>['fetchPage'];
	/** Looks for one row: reading ends with the first row for which this is true. */
	until?: (row: T) => boolean;
	/** Builds the error for a list that cannot be read completely. */
	incomplete: (reason: string) => Error;
}

/** A list that keeps changing is read anew this often before giving up. */
const MOST_READINGS = 6;

/** The order of tied rows is looked at so often before the rows themselves are read again. */
const MOST_ORDER_READINGS = 6;

/** No list is that long; a server that sends new rows without end must not be followed for ever. */
const MOST_PAGES = 100_000;

/**
 * Reads a page-numbered list and resolves with its rows in the server's order, each id once.
 *
 * With a limit, exactly min(limit, total) rows, and no more pages than that needs. Without one, all
 * rows that existed throughout the read: page 1 first, which tells the total and the page size that
 * the server really uses; then the last page; then the rest side by side; then page 1 again. When a
 * count or page 1 changed, or the unique ids do not add up to the total, everything is read anew.
 *
 * Why that order: when rows shift while pages are read, a row can slip from a page not read yet to
 * one already read. With both ends read early, each such loss comes with a row seen twice, so the
 * sum does not fit. A row added and one removed in the middle can cancel out; 'strict' therefore
 * reads until two whole readings agree.
 *
 * With `until`, resolves with the first row for which it is true, or with none. Throws what
 * `fetchPage` throws, `incomplete(...)` if the list cannot be read completely, and the signal's
 * reason on abort.
 */
export async function readList<T>(request: ListRequest<T>): Promise<T[]> {
	return request.fetchUntied === undefined
		? chosen(await readComplete(request), request)
		: await readTied(request, request.fetchUntied);
}

/** Reads until a reading is complete, or has found what `until` looks for. */
async function readComplete<T>(request: ListRequest<T>): Promise<Reading<T>> {
	let previous: Reading<T> | undefined;
	for (let number = 1; number <= MOST_READINGS; number += 1) {
		const size = pageSizeFor(request, previous);
		const reading = await new ListReader(request, size).read();

		if (isComplete(reading, previous, request)) {
			if (reading.found === undefined) {
				request.hints.count('duplicates', reading.ids.length - reading.rows.length);
			}
			return reading;
		}
		// Reading twice because there is no other way to be sure is nothing unusual.
		const differs = previous !== undefined && !sameIds(reading.ids, previous.ids);
		if (reading.doubt !== undefined || differs) request.hints.count('rereads');
		previous = reading;
	}
	throw request.incomplete(previous?.doubt ?? 'It changed each time it was read.');
}

/**
 * Reads a list in which rows that are equal in the sort field may change places from page to page,
 * so that some come twice and others not at all. Which rows there are is then read in an order
 * without ties; the readings in the order that was asked for only tell the places.
 */
async function readTied<T>(
	request: ListRequest<T>,
	fetchUntied: ListRequest<T>['fetchPage'],
): Promise<T[]> {
	let reading = await new ListReader(request, Math.min(request.pageSize, request.limit)).read();
	// Of the first rows, one that came twice stands in the place of one that it is tied with.
	const isMixed = request.limit !== Infinity && reading.ids.length > reading.rows.length;
	if (isEnough(reading, request) && !isMixed) return chosen(reading, request);

	const whole = { ...request, limit: Infinity };
	const places = new Map<string, number>();
	for (let number = 1; number <= MOST_READINGS; number += 1) {
		const all = await readComplete({ ...whole, fetchPage: fetchUntied });
		if (request.until !== undefined) return chosen(all, request);
		const ids = [...new Set(all.ids)];
		for (let look = 1; look <= MOST_ORDER_READINGS; look += 1) {
			// A row can only change places with those it is tied with, so any of its places is right.
			reading.ids.forEach((id, place) => {
				if (!places.has(id)) places.set(id, place);
			});
			if (ids.every((id) => places.has(id))) {
				return all.rows
					.map((row, index) => ({ row, place: places.get(ids[index] ?? '') ?? 0 }))
					.sort((one, other) => one.place - other.place)
					.map(({ row }) => row)
					.slice(0, request.limit);
			}
			reading = await new ListReader(whole, request.pageSize).read();
		}
	}
	throw request.incomplete(
		'It is sorted by a field that many rows share, and their order changed each time it was read. Sort by another field instead, if you can by the ID or the time of creation.',
	);
}

/** Whether a reading needs no other one to go with it. */
function isEnough<T>(
	{ found, doubt, rows, total }: Reading<T>,
	{ limit, completeness }: ListRequest<T>,
): boolean {
	if (found !== undefined) return true;
	if (doubt !== undefined) return false;
	return rows.length >= limit || (completeness === 'standard' && total !== null);
}

function chosen<T>({ rows, found }: Reading<T>, { limit, until }: ListRequest<T>): T[] {
	if (until === undefined) return rows.slice(0, limit);
	return found === undefined ? [] : [found];
}

interface Reading<T> {
	/** Each id once, in the server's order. */
	rows: T[];
	/** Every id as it came, so that two readings can be compared. */
	ids: string[];
	/** Rows a page that the server really gave. */
	size: number;
	total: number | null;
	/** Why the rows may not be all, or undefined if nothing speaks against it. */
	doubt?: string;
	/** Whether all that speaks against it is that rows came twice, which add up to the total. */
	hasCopies: boolean;
	/** The row that `until` looked for. */
	found?: T;
}

function isComplete<T>(
	reading: Reading<T>,
	previous: Reading<T> | undefined,
	request: ListRequest<T>,
): boolean {
	if (isEnough(reading, request)) return true;
	if (previous === undefined || !sameIds(reading.ids, previous.ids)) return false;
	if (reading.doubt === undefined) return previous.doubt === undefined;

	// The server really sends some rows twice: the sum is right, and the rows come in the same order
	// when the pages are cut elsewhere, so none hides behind the copies.
	return reading.hasCopies && previous.hasCopies && reading.size !== previous.size;
}

/** Cuts the pages elsewhere after a reading with rows that came twice; see isComplete. */
function pageSizeFor<T>(request: ListRequest<T>, previous: Reading<T> | undefined): number {
	if (previous?.hasCopies === true && previous.size > 1) return previous.size - 1;
	return Math.min(request.pageSize, request.limit);
}

function sameIds(one: string[], other: string[]): boolean {
	return one.length === other.length && one.every((id, index) => id === other[index]);
}

const CHANGED = 'It changed while it was read.';

/** One reading of the list from its start. */
class ListReader<T> {
	private readonly pages: Array<Page<T> | undefined> = [];

	/** Ends what still waits for its turn once the reading is decided. */
	private readonly stop = new AbortController();

	private readonly signal: AbortSignal;

	private found?: T;

	private doubt?: string;

	private total: number | null = null;

	private size: number;

	constructor(
		private readonly request: ListRequest<T>,
		private readonly askedSize: number,
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
		this.total = first.total;
		this.size = this.realSize(first);

		if (this.isDecided()) {
			return this.reading();
		} else if (this.total === null) {
			await this.readOneByOne(first);
		} else if (this.request.limit < this.total) {
			await this.readBeginning(this.request.limit, this.total);
		} else {
			await this.readWhole(first, this.total);
		}
		return this.reading();
	}

	/** The server may give fewer rows a page than asked for, or more if it ignores the size. */
	private realSize({ rows, ids, total }: Page<T>): number {
		const given = new Set(ids).size;
		const isCapped = rows.length < this.askedSize && total !== null && total > rows.length;
		if (isCapped) return Math.max(1, rows.length);
		return Math.max(given, this.askedSize);
	}

	private async readBeginning(limit: number, total: number): Promise<void> {
		const needed = Math.ceil(limit / this.size);
		await this.keepAll(2, needed);
		// A row that came twice leaves a gap, which the next page fills.
		const last = this.lastPage(total);
		for (let page = needed + 1; page <= last && this.rows().length < limit; page += 1) {
			await this.keep(page);
		}
	}

	private async readWhole(first: Page<T>, total: number): Promise<void> {
		if (first.rows.length === 0 && total > 0) {
			this.decide({ doubt: `It says to have ${total} rows, yet its first page is empty.` });
			return;
		}
		const last = this.lastPage(total);
		if (last > 1) {
			const end = await this.keep(last);
			// Of a few tied rows, the same ones may come up twice by chance.
			const isChance = this.request.fetchUntied !== undefined && first.rows.length < 5;
			if (end !== undefined && !isChance && sameIds(end.ids, first.ids)) {
				throw this.request.incomplete('Each page holds the same rows, whatever page is asked for.');
			}
			await this.keepAll(2, last - 1);
		}
		await this.lookBeyond(last);
		if (last > 1 && this.request.limit === Infinity && this.request.completeness === 'standard') {
			await this.confirm(first);
		}
	}

	private lastPage(total: number): number {
		const last = Math.max(1, Math.ceil(total / this.size));
		if (last > MOST_PAGES) throw this.request.incomplete(`It says to have ${last} pages.`);
		return last;
	}

	/** A last page that names a next one: the total may be too low, or only the link wrong. */
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

	/** Without a total there is nothing to plan with: page after page until there is no next one. */
	private async readOneByOne(first: Page<T>): Promise<void> {
		const known = new Set(first.ids);
		let page = first;
		if (first.hasNext === null && first.rows.length === 0) await this.expectEnd(2);
		for (let number = 2; goesOn(page); number += 1) {
			if (known.size >= this.request.limit) return;
			if (number > MOST_PAGES) throw this.request.incomplete('It does not end.');
			const next = await this.request.fetchPage(number, this.askedSize, this.signal);
			if (next === 'gone') {
				if (page.hasNext === true)
					this.decide({ doubt: `It has no page ${number}, though it names it.` });
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

	/** Where only an empty or missing page marks the end, one alone may be a fault in the middle. */
	private async expectEnd(number: number): Promise<void> {
		const beyond = await this.request.fetchPage(number, this.askedSize, this.signal);
		if (beyond !== 'gone' && beyond.rows.length > 0) {
			this.decide({ doubt: `Page ${number} has rows, though the one before it has none.` });
		}
	}

	/** Fetches the pages from `first` to `last` side by side, until the reading is decided. */
	private async keepAll(first: number, last: number): Promise<void> {
		let next = first;
		const work = async () => {
			while (next <= last && !this.isDecided()) {
				const page = next;
				next += 1;
				await this.keep(page);
			}
		};
		const workers = Math.max(0, Math.min(this.request.parallel, last - first + 1));
		let failure: { error: unknown } | undefined;
		try {
			await Promise.all(Array.from({ length: workers }, work));
		} catch (error) {
			failure = { error };
		}
		// Once the reading is decided, what still ran was stopped on purpose.
		if (failure === undefined || this.isDecided()) return;
		this.stop.abort();
		throw failure.error;
	}

	/** Fetches one page; undefined if it is gone, which means that the list got shorter. */
	private async keep(number: number): Promise<Page<T> | undefined> {
		const page = await this.request.fetchPage(number, this.askedSize, this.signal);
		if (page === 'gone') {
			this.decide({ doubt: `It says to have ${this.total} rows, yet has no page ${number}.` });
			return undefined;
		}
		this.accept(number, page);
		return page;
	}

	private accept(number: number, page: Page<T>): void {
		this.pages[number - 1] = page;
		const { until, limit } = this.request;
		const found = until === undefined ? undefined : page.rows.find(until);
		if (found !== undefined) {
			this.decide({ found });
		} else if (this.total !== null && page.total !== this.total && limit >= this.total) {
			this.decide({ doubt: CHANGED });
		}
	}

	private decide({ found, doubt }: { found?: T; doubt?: string }): void {
		this.found ??= found;
		this.doubt ??= doubt;
		this.stop.abort();
	}

	private isDecided(): boolean {
		return this.found !== undefined || this.doubt !== undefined;
	}

	private ids(): string[] {
		return this.pages.flatMap((page) => page?.ids ?? []);
	}

	/** Each id once, in the server's order. */
	private rows(): T[] {
		const seen = new Set<string>();
		const rows: T[] = [];
		for (const page of this.pages) {
			page?.ids.forEach((id, index) => {
				if (seen.has(id)) return;
				seen.add(id);
				rows.push(page.rows[index] as T);
			});
		}
		return rows;
	}

	/** Whether any row came on more than one page. */
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
		const { total, size, found } = this;
		const isBeginning = total !== null && this.request.limit < total;
		const wanted = isBeginning ? this.request.limit : (total ?? ids.length);
		const isSumRight = isBeginning ? rows.length >= wanted : rows.length === wanted;
		// A row on two pages has moved from one to the other, and others with it, even if the sum is right.
		const mayHaveMoved = !isBeginning && ids.length > rows.length;
		const fits = isSumRight && !(mayHaveMoved && this.isOnTwoPages());
		const doubt = this.doubt ?? (fits ? undefined : describeMisfit(rows.length, ids.length, total));
		const hasCopies = this.doubt === undefined && !fits && (isSumRight || ids.length === total);
		return { rows, ids, size, total, found, doubt, hasCopies };
	}
}

/** Whether another page follows, as far as this page tells. */
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
