import type { Page } from '../../nodes/shared/lists/pagination.ts';

/** A page-numbered list in memory, which can change while it is read and can misbehave. */
export class ListServer {
	/** Pages asked for, in order. */
	readonly asked: number[] = [];

	/** Sizes asked for, in order. */
	readonly sizes: number[] = [];

	running = 0;

	mostRunning = 0;

	/** The server never gives more rows a page. */
	cap = Infinity;

	/** What the server says about the total; undefined: the truth. */
	total?: (rows: string[]) => number | null;

	/** What the server says about a next page; undefined: the truth. */
	hasNext?: (truth: boolean) => boolean | null;

	/** Whether it is an empty page or none at all that comes after the last. */
	pastTheEnd: 'gone' | 'empty' = 'gone';

	/** Called before each answer, with the number of the request, counted from 1. */
	onRequest?: (number: number, page: number) => void | Promise<void>;

	/** Changes a page before it is sent. */
	spoil?: (page: Page<string>, number: number) => Page<string>;

	constructor(public rows: string[]) {}

	fetchPage = async (
		page: number,
		size: number,
		signal: AbortSignal,
	): Promise<Page<string> | 'gone'> => {
		this.asked.push(page);
		this.sizes.push(size);
		const number = this.asked.length;
		this.running += 1;
		this.mostRunning = Math.max(this.mostRunning, this.running);
		await new Promise((resolve) => setImmediate(resolve));
		this.running -= 1;
		signal.throwIfAborted();
		await this.onRequest?.(number, page);

		const step = Math.min(size, this.cap);
		const ids = this.rows.slice((page - 1) * step, page * step);
		if (ids.length === 0 && page > 1 && this.pastTheEnd === 'gone') return 'gone';
		const truth = page * step < this.rows.length;
		const answer: Page<string> = {
			rows: ids.map((id) => `row ${id}`),
			ids,
			total: this.total === undefined ? this.rows.length : this.total(this.rows),
			hasNext: this.hasNext === undefined ? truth : this.hasNext(truth),
		};
		return this.spoil?.(answer, page) ?? answer;
	};
}

export function ids(count: number, prefix = ''): string[] {
	return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}
