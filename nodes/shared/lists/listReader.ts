import { Turns } from '../turns';
import type { ListRequest, Page } from './pagination';

/** What one reading of a list found. */
export interface Reading<T> {
	/** Each id once, in the server's order, with its newest row. */
	rows: Map<string, T>;
	/** Every id as it came. */
	ids: string[];
	/** How many rows its pages have, or may have if there is but one. */
	size: number;
	total: number | null;
	/** `silent`: later pages gave no total; `changing`: they gave others, which was no reason to end. */
	counting: 'steady' | 'silent' | 'changing';
	/** It did not look behind the last page, since the one before it had. */
	isEndKnown: boolean;
	/**
	 * `whole`: each page up to the end was answered, with one total. `cut`: the list ended before the
	 * page that should be its last. `part`: given up, or only read up to the limit.
	 */
	extent: 'whole' | 'cut' | 'part';
	/** Why rows may be missing; undefined if nothing suggests it. */
	doubt?: string;
	/** An id of which different rows came, perhaps because one was edited meanwhile. */
	unequal?: string;
	/** An id that different records have. */
	clash?: string;
	/** A page that should have had rows had none. */
	hasEmptyPage: boolean;
}

/** How a reading is done; what the ones before it found may call for another way. */
export interface ReadingPlan {
	size: number;
	/** Larger pages may follow if the first one has too few wanted rows. */
	mayGrow?: boolean;
	/**
	 * Reads all of the list, whatever the limit, and also if the page that should be the last one is
	 * missing, to tell how many rows there are.
	 */
	isCounting?: boolean;
	/** The one before it looked behind the last page, and found nothing. */
	isEndKnown?: boolean;
	/** Goes on where the total changes, to tell whether the rows do, too. */
	isPatient?: boolean;
}

/** Longer than any real list; stops a server that sends new rows endlessly. */
const MOST_PAGES = 100_000;

/** Fewer rows may be the same ones on two pages by chance. */
const TOO_FEW_TO_TELL = 5;

export const CHANGED = 'It changed while it was read.';
const SAME_PAGES = 'Each page holds the same rows, whatever page is asked for.';

/** Reads a list once. */
export class ListReader<T> {
	private readonly pages: Array<Page<T> | undefined> = [];

	/**
	 * What the pages hold up to the first one that is missing, so that each row has its place. Put
	 * together as they come: at the end, a long list would hold up n8n.
	 */
	private readonly beginning = { pages: 0, ids: [] as string[], rows: new Map<string, T>() };

	/** In which order the pages were answered. */
	private readonly answered = new Map<Page<T>, number>();

	/** Aborts what is still running once the reading is decided. */
	private readonly stop = new AbortController();

	private readonly signal: AbortSignal;

	private doubt?: string;

	private total: number | null = null;

	private counting: Reading<T>['counting'] = 'steady';

	private size: number;

	/** The page behind the last one, fetched before it is looked at. */
	private behind?: { number: number; page: Page<T> | 'gone' };

	/** The first page that is missing at the end; later ones are not asked for. */
	private end = Infinity;

	constructor(
		private readonly request: ListRequest<T>,
		private readonly plan: ReadingPlan,
	) {
		this.size = plan.size;
		this.signal =
			request.signal === undefined
				? this.stop.signal
				: AbortSignal.any([request.signal, this.stop.signal]);
	}

	async read(): Promise<Reading<T>> {
		const first = await this.keep(1);
		if (first === undefined) throw this.request.incomplete('It has no first page.', 'broken');
		const { keeps, pageSize } = this.request;
		const canGrow = this.plan.mayGrow === true && this.plan.size < pageSize;
		if (canGrow && first.hasNext !== false && keeps !== undefined && !first.rows.every(keeps)) {
			// More rows are needed than wanted, so small pages no longer pay.
			return await new ListReader(this.request, { size: pageSize }).read();
		}
		this.total = first.total;
		this.size = this.realSize(first);

		if (this.total === null) {
			await this.readOneByOne(first);
		} else if (!this.isAll(this.total)) {
			await this.readBeginning(first, this.request.limit, this.total);
		} else {
			await this.readWhole(first, this.total);
		}
		const reading = await this.reading();
		// One more page says nothing of a list that does not add up.
		if (reading.doubt === undefined && this.needsConfirming(reading)) {
			await this.confirm(reading, first);
		}
		return reading;
	}

	/** The server may cap the page size, or ignore it and send more. */
	private realSize({ rows, ids, total, size }: Page<T>): number {
		const { size: asked } = this.plan;
		const isCapped = rows.length < asked && total !== null && total > rows.length;
		if (isCapped) return Math.max(1, rows.length);
		return Math.max(1, new Set(ids).size, Math.min(asked, size ?? asked));
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
		if (this.pages.some((page) => page !== undefined && this.isOtherTotal(page))) {
			this.giveUp(CHANGED);
		}
		await this.readBeyond(last, total);
	}

	/** Without a last page, those before it may still hold enough. */
	private async readEnd(last: number, first: Page<T>): Promise<void> {
		const end = await this.fetch(last);
		if (end === 'gone') return;
		this.refuseSame(first, end);
		this.accept(last, end);
	}

	/** Whether rows are still missing for the limit. */
	private isShort(): boolean {
		return !this.isDecided() && !this.isReached();
	}

	private isReached(): boolean {
		const { limit, keeps = () => true } = this.request;
		if (limit === Infinity) return false;
		const { rows } = this.beginning;
		return rows.size >= limit && [...rows.values()].filter(keeps).length >= limit;
	}

	private async readWhole(first: Page<T>, total: number): Promise<void> {
		if (first.rows.length === 0 && total > 0) {
			this.giveUp(`It claims to have ${total} rows, yet its first page is empty.`);
			return;
		}
		let last = this.lastPage(total);
		let end = last > 1 ? await this.fetchEnd(last, total) : first;
		const isBehind = isMissing(end) || (last > 1 && sameIds(end.ids, first.ids));
		if (isBehind && this.size < this.plan.size) {
			// The first page was only short: the others have as many rows as were asked for.
			this.size = this.plan.size;
			last = this.lastPage(total);
			end = last > 1 ? await this.fetchEnd(last, total) : first;
		}
		if (last === 1) {
			await this.readBeyond(1, total);
		} else if (!isMissing(end)) {
			this.refuseSame(first, end);
			this.accept(last, end);
			await this.keepAll(2, last - 1);
			await this.readBeyond(last, total);
		} else if (this.plan.isCounting === true) {
			this.end = last;
			await this.keepAll(2, last - 1);
		} else {
			this.giveUp(`It claims to have ${total} rows, yet has no page ${last}.`);
		}
	}

	/** Fetches the last page, and beside it the next one if the last one should be full. */
	private async fetchEnd(last: number, total: number): Promise<Page<T> | 'gone'> {
		const isFull = total % this.size === 0 && this.plan.isEndKnown !== true;
		const { limit, parallel } = this.request;
		const isBeside = isFull && limit > total && parallel > 1;
		const [end, next] = await Promise.all([
			this.fetch(last),
			isBeside ? this.fetch(last + 1) : undefined,
		]);
		this.behind = next && { number: last + 1, page: next };
		return end;
	}

	/** Decides if both ends hold the same rows: the server does not heed the number of a page. */
	private refuseSame(first: Page<T>, end: Page<T>): void {
		if (!sameIds(end.ids, first.ids)) return;
		if (first.rows.length < TOO_FEW_TO_TELL) this.giveUp(SAME_PAGES);
		else throw this.request.incomplete(SAME_PAGES, 'broken');
	}

	private lastPage(total: number): number {
		const last = Math.max(1, Math.ceil(total / this.size));
		if (last <= MOST_PAGES) return last;
		throw this.request.incomplete(`It claims to have ${last} pages.`, 'broken');
	}

	/**
	 * Reads on where the total may be too low: it may come from a cache, and the link to a next page
	 * with it, so a full last page needs a look at the next one.
	 */
	private async readBeyond(last: number, total: number): Promise<void> {
		let end = this.pages[last - 1];
		if (this.isDecided() || end === undefined) return;
		// With what is accepted here, as long as no page is missing before it.
		const { rows: known } = this.beginning;
		const isFull = end.rows.length >= this.size && this.plan.isEndKnown !== true;
		const mayGoOn = isFull || end.hasNext === true || known.size > total;
		for (let number = last + 1; mayGoOn && !this.isReached(); number += 1) {
			if (number > MOST_PAGES) throw this.request.incomplete('It does not end.', 'broken');
			const { behind } = this;
			const page = behind?.number === number ? behind.page : await this.fetch(number);
			if (page === 'gone' || page.rows.length === 0) return;
			// A server may give its last page again for one past the end; rows out of order are others.
			const isNew = page.ids.some((id) => !known.has(id));
			const isRest = page.rows.length < this.size && !sameIds(page.ids, end.ids);
			if (isNew || isRest) this.accept(number, page);
			if (!isNew || this.isDecided()) return;
			end = page;
		}
	}

	private needsConfirming({ extent }: Reading<T>): boolean {
		const { completeness, limit } = this.request;
		if (extent !== 'whole' || completeness === 'strict' || this.total === null) return false;
		// It is read once more anyway.
		if (this.counting !== 'steady') return false;
		return this.pages.length > 1 && (limit === Infinity || limit < this.total);
	}

	private async confirm(reading: Reading<T>, first: Page<T>): Promise<void> {
		const again = await this.fetch(1);
		const isCountSame = again !== 'gone' && !this.isOtherTotal(again);
		reading.counting = this.counting;
		const isFree = this.request.fetchUntied !== undefined;
		if (isCountSame && (isFree || sameIds(again.ids, first.ids))) return;
		reading.doubt = CHANGED;
		if (!isCountSame) reading.extent = 'part';
	}

	private async readOneByOne(first: Page<T>): Promise<void> {
		const known = new Set(first.ids);
		let page = first;
		if (first.hasNext === null && first.rows.length === 0) await this.expectEnd(2);
		for (let number = 2; this.goesOn(page); number += 1) {
			if (this.isReached()) return;
			if (number > MOST_PAGES) throw this.request.incomplete('It does not end.', 'broken');
			const next = await this.fetch(number);
			if (next === 'gone') {
				if (page.hasNext === true) this.giveUp(`It has no page ${number}, though it names it.`);
				else if (page.hasNext === null) await this.expectEnd(number + 1);
				return;
			}
			// It was only a look behind a full page.
			if (page.hasNext === false && next.ids.every((id) => known.has(id))) return;
			this.accept(number, next);
			if (this.isDecided()) return;

			const before = known.size;
			for (const id of next.ids) known.add(id);
			if (known.size === before && (next.hasNext ?? next.rows.length > 0)) {
				const reason = `Page ${number} brings no new rows and yet is not the last.`;
				throw this.request.incomplete(reason, 'broken');
			}
			if (next.hasNext === null && next.rows.length === 0) await this.expectEnd(number + 1);
			page = next;
		}
	}

	/** A link may be as old as a count, so a full page is not taken for the last one. */
	private goesOn({ hasNext, rows }: Page<T>): boolean {
		const isFull = rows.length >= this.size && this.plan.isEndKnown !== true;
		return (hasNext ?? rows.length > 0) || isFull;
	}

	/** Such a page may also be a fault in the middle, so the next one must be empty, too. */
	private async expectEnd(number: number): Promise<void> {
		const beyond = await this.fetch(number);
		if (!isMissing(beyond)) {
			this.giveUp(`Page ${number} has rows, though the one before it has none.`);
		}
	}

	/** Fetches the pages in parallel until the reading is decided, or the list ends. */
	private async keepAll(first: number, last: number): Promise<void> {
		let next = first;
		const work = async () => {
			while (next <= last && next < this.end && !this.isDecided()) {
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

	private async fetch(number: number): Promise<Page<T> | 'gone'> {
		return await this.request.fetchPage(number, this.plan.size, this.signal);
	}

	/** Undefined if the page is gone, which means that the list got shorter. */
	private async keep(number: number): Promise<Page<T> | undefined> {
		const page = await this.fetch(number);
		if (this.end < Infinity && isMissing(page)) {
			this.end = Math.min(this.end, number);
		} else if (page === 'gone') {
			this.giveUp(`It claims to have ${this.total} rows, yet has no page ${number}.`);
		} else {
			this.accept(number, page);
			return page;
		}
		return undefined;
	}

	private accept(number: number, page: Page<T>): void {
		this.pages[number - 1] = page;
		this.answered.set(page, this.answered.size);
		this.extendBeginning();
		const isAll = this.total !== null && this.isAll(this.total);
		if (isAll && this.isOtherTotal(page)) this.giveUp(CHANGED);
	}

	/** A page without a total says nothing of it: some servers count on page 1 alone. */
	private isOtherTotal({ total }: Page<T>): boolean {
		if (total === this.total) return false;
		// A list may also grow faster than it is read, and then never ends.
		const isClose = Math.abs(Number(total) - Number(this.total)) < this.size;
		if (total !== null && !(this.plan.isPatient === true && isClose)) return true;
		if (total !== null) this.counting = 'changing';
		else if (this.counting === 'steady') this.counting = 'silent';
		return false;
	}

	/** Whether all of the list is wanted from the start. */
	private isAll(total: number): boolean {
		return this.request.limit >= total || this.plan.isCounting === true;
	}

	private giveUp(doubt: string): void {
		this.doubt ??= doubt;
		this.stop.abort();
	}

	private isDecided(): boolean {
		return this.doubt !== undefined;
	}

	private extendBeginning(): void {
		const { beginning, pages } = this;
		for (let page = pages[beginning.pages]; page !== undefined; page = pages[beginning.pages]) {
			beginning.pages += 1;
			for (const [index, id] of page.ids.entries()) {
				beginning.ids.push(id);
				if (!beginning.rows.has(id)) beginning.rows.set(id, page.rows[index] as T);
			}
		}
	}

	private async reading(): Promise<Reading<T>> {
		const { total } = this;
		const { ids, rows } = this.beginning;
		const pages = this.pages.slice(0, this.beginning.pages) as Array<Page<T>>;
		const size = pages.length > 1 ? (pages[0]?.rows.length ?? 0) : this.size;
		const { unequal, clash, areOnTwoPages }: Copies =
			ids.length > rows.size ? await this.compareCopies(pages, rows) : NO_COPIES;
		const reading: Reading<T> = {
			rows,
			ids,
			size,
			total,
			counting: this.counting,
			isEndKnown: this.plan.isEndKnown === true,
			extent: 'part',
			doubt: this.doubt,
			unequal,
			clash,
			hasEmptyPage: Number(total) > 0 && pages.some((page) => page.rows.length === 0),
		};
		if (this.isDecided()) return reading;
		if (this.isReached()) reading.clash ??= unequal;
		else reading.extent = this.end < Infinity ? 'cut' : 'whole';
		if (reading.clash !== undefined) {
			reading.doubt = describeUnequal(reading.clash);
		} else if (reading.extent !== 'part') {
			// A row on two pages has moved, perhaps with others, even if the sum is right.
			const fits = rows.size === (total ?? ids.length) && !areOnTwoPages;
			const isChanged = this.counting === 'changing' && reading.extent === 'whole';
			const misfit = isChanged ? CHANGED : describeMisfit(rows.size, ids.length, total);
			reading.doubt = fits ? undefined : misfit;
		}
		return reading;
	}

	/** Looks at rows that came more than once, and puts the newest of each into `rows`. */
	private async compareCopies(
		pages: ReadonlyArray<Page<T>>,
		rows: Map<string, T>,
	): Promise<Copies> {
		const copies: Copies = { ...NO_COPIES };
		const seen = new Map<string, { page: Page<T>; row: T }>();
		const timeOf = (page: Page<T>) => this.answered.get(page) ?? 0;
		const turns = new Turns();
		for (const page of pages) {
			await turns.give();
			page.ids.forEach((id, index) => {
				const row = page.rows[index] as T;
				const other = seen.get(id);
				if (other !== undefined) {
					const isOnOnePage = other.page === page;
					copies.areOnTwoPages ||= !isOnOnePage;
					if (!this.request.isCopy(other.row, row)) {
						copies.unequal = id;
						// Within one answer, no edit can have made them differ.
						if (isOnOnePage) copies.clash = id;
					}
					if (timeOf(page) < timeOf(other.page)) return;
				}
				seen.set(id, { page, row });
				rows.set(id, row);
			});
		}
		return copies;
	}
}

interface Copies {
	areOnTwoPages: boolean;
	unequal?: string;
	clash?: string;
}

const NO_COPIES: Copies = { areOnTwoPages: false };

export function sameIds(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((id, index) => id === other[index]);
}

function isMissing<T>(page: Page<T> | 'gone'): page is 'gone' {
	return page === 'gone' || page.rows.length === 0;
}

export const describeUnequal = (id: string) => `It has different records with the same ID, ${id}.`;

export const describeSum = (unique: number, total: number | null) =>
	`It claims to have ${total} rows; its pages hold ${unique} different ones.`;

export function describeMisfit(unique: number, sent: number, total: number | null): string {
	const copies = sent - unique;
	const parts = [
		copies > 0 && `${copies} of its rows came twice, so others may be hidden.`,
		total !== null && describeSum(unique, total),
	];
	return parts.filter((part) => part !== false).join(' ');
}
