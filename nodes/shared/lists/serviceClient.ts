import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';

import { digest } from '../digest';
import type { Guess } from '../guesses';
import { NO_PAGE, operationError } from '../http/errors';
import type { Answer, ReadRequest } from '../http/httpClient';
import { HttpClient } from '../http/httpClient';
import type { SetFilter } from './filters';
import { isOwn, Picker } from './filters';
import type { ListOptions } from './listOptions';
import type { ListRequest, Obstacle } from './pagination';
import { readList } from './pagination';
import { Once } from '../once';
import { inTurns } from '../turns';
import type { Choice } from './spelling';
import { isSpelled, Speller } from './spelling';

export interface Envelope {
	records: IDataObject[];
	/** The service's total; null if it gives none. */
	total: number | null;
	/** Whether the service says that a page follows; null if it does not say. */
	hasNext: boolean | null;
	/** The service could not filter: its total counts others, too. */
	isUnfiltered?: boolean;
	/** The service's size of a page; left out or null if it does not say. */
	size?: number | null;
}

/** `subject` is as in "profiles". A status in `expect` means that there is no such page. */
export interface PageRequest extends ReadRequest {
	query: IDataObject;
	/** Counted from 1. */
	number: number;
	size: number;
	/** Those whose values may be written in several ways. */
	filters?: readonly SetFilter[];
	/** Another parameter for the size than usual. */
	sizeName?: string;
}

export interface ListOf<T> extends Omit<PageRequest, 'number' | 'size' | 'expect' | 'signal'> {
	options: ListOptions;
	/** The node checks each record against them; `query` has their parameters already. */
	filters?: readonly SetFilter[];
	map: (record: IDataObject) => T;
	/** Looks at the first page; false ends the reading there, with an error. */
	pays?: (first: Envelope) => boolean;
	/** Set if the order in `query` leaves ties: the query for an order without them; see readTied. */
	untied?: IDataObject;
	/** Called if the service counts rows that it never lists. */
	onUnlisted?: () => void;
}

/** A record that may match the filters. */
interface Picked<T> {
	id: unknown;
	row: T;
	/** The filters of which it does not show whether it matches. */
	untold: readonly SetFilter[];
}

/** What both services share, for one execution of a node. */
export abstract class ServiceClient extends HttpClient {
	/** Unwraps a page of a list; undefined if the body is not one. */
	protected abstract readEnvelope(body: unknown): Envelope | undefined;

	/** What a page should look like, for the error: "'count' and ...". */
	protected abstract readonly envelopeForm: string;

	/** The options by which lists are read faster, for advice. */
	abstract readonly fasterBy: string;

	/** What Get was asked for before in this execution. */
	readonly once = new Once();

	private readonly speller = new Speller(
		this.guesses,
		async (guess, search) => await this.searchAlone(guess, search),
	);

	/** What the pages of the API leave open. */
	readonly guessTable: readonly Guess[] = [];

	/** The parameter for the size of a page. */
	protected get sizeName(): string {
		return 'limit';
	}

	/** Reads a list for a form: a hint says it in words if nothing comes out. See list. */
	async getMany<T>(listed: ListOf<T>): Promise<T[]> {
		this.sayWhenEmpty(listed);
		return await this.list(listed);
	}

	/** Has a hint say in words that no record came out, if none does. */
	sayWhenEmpty({ subject, filters = [] }: Omit<ListOf<unknown>, 'map'>): void {
		this.hints.whenEmpty =
			filters.length > 0
				? `No ${subject} match the filters.`
				: `${this.service} lists no ${subject}.`;
	}

	/** Reads a list completely or up to the limit; see readList for guarantees and errors. */
	async list<T>(listed: ListOf<T>): Promise<T[]> {
		const { options, filters = [], map, pays, untied, onUnlisted, ...list } = listed;
		this.allow(options.parallel);
		const picker = new Picker(filters);
		type Row = Picked<T> | undefined;
		const toRow = (record: IDataObject): Row => {
			const untold = picker.pick(record);
			return untold && { id: record.id, row: map(record), untold };
		};
		const isPicked = (row: Row): row is Picked<T> =>
			row !== undefined && picker.isObeyed(row.untold);
		const fetchPageOf =
			(query: IDataObject): ListRequest<Row>['fetchPage'] =>
			async (number, size, signal) => {
				// Neither service documents the answer to a page past the end (contract/vome.md 2,
				// contract/assemble.md 3.3).
				const expect = number > 1 ? NO_PAGE : [];
				const request = { ...list, filters, query, number, size, expect, signal };
				let page = number > 1 ? await this.fetchPage(request) : await this.firstPage(request);
				if (page === undefined) return 'gone';
				if (number === 1 && page.records.length < options.limit) {
					page = (await this.resized?.(page, request)) ?? page;
				}
				if (number === 1 && pays?.(page) === false) throw incomplete('It is too long.', 'broken');
				const { records, ...counts } = page;
				return { rows: records.map(toRow), ids: records.map(({ id }) => String(id)), ...counts };
			};
		const incomplete = (reason: string, obstacle: Obstacle) => {
			const message = `The list of ${list.subject} could not be read completely`;
			const advice = this.adviceOn(obstacle, options);
			const description = `${reason} Nothing was returned, so that no record is missed. ${advice}`;
			return this.errorFor({ message, description }, list.itemIndex);
		};
		const onMiscount = (counted: number, found: number) => {
			const missing = counted - found;
			const rest = missing > 0 ? ` It never shows the other ${missing}.` : '';
			this.hints.add(
				`${this.service} counts ${counted} ${list.subject} but lists ${found}.${rest}`,
			);
			if (missing > 0) onUnlisted?.();
		};
		const rows = await readList<Row>({
			...options,
			// One page is decoded while the next is requested; the pacer limits the requests.
			parallel: 2 * options.parallel,
			keeps: picker.isIdle ? undefined : isPicked,
			isSparse: filters.some(isOwn),
			signal: this.signal,
			hints: this.hints,
			fetchPage: fetchPageOf(list.query),
			fetchUntied: untied && fetchPageOf({ ...list.query, ...untied }),
			isCopy,
			onMiscount,
			incomplete,
		});
		picker.tell(this.service, this.hints);
		const records: T[] = [];
		await inTurns(rows, (row) => {
			if (isPicked(row)) records.push(row.row);
		});
		return records;
	}

	/** What to do, and whether it comes again. */
	private adviceOn(obstacle: Obstacle, { completeness }: ListOptions): string {
		const { service, fasterBy } = this;
		const again = 'This happens on every run';
		switch (obstacle) {
			case 'changing':
				return `Run the workflow when the list changes less, or raise ${fasterBy} to read faster.`;
			case 'unordered':
				return completeness === 'strict'
					? `${again}, unless the list is only busy now: set 'Completeness' to Standard, which puts several readings together.`
					: `${again}, unless the list is only busy now: add filters to shorten it, or raise ${fasterBy}.`;
			case 'miscounted':
				return `${again}. With 'Completeness' set to Standard, the node returns what ${service} lists, and says how many it counts.`;
			case 'capped':
				return `${again}: ${service} does not list all that it counts. Add filters, so that fewer records match, or show its support both numbers.`;
			case 'broken':
				return `${again}, unless something between n8n and ${service} is to blame: show it to ${service}'s support.`;
		}
	}

	/**
	 * How many records list() would give without a limit. Takes the service's total from one full
	 * page if nothing on it, or behind it, speaks against it; else reads and counts. Throws as list()
	 * does.
	 */
	async count({ filters = [], ...list }: Omit<ListOf<null>, 'map'>): Promise<number> {
		const picker = new Picker(filters);
		if (!filters.some(isOwn)) {
			const { pageSize: size } = list.options;
			const first = { ...list, filters, number: 1, size };
			const page = await this.firstPage(first);
			if (page?.records.every((record) => picker.pick(record) !== undefined) === true) {
				const total = trustedTotal(page, size);
				if (total !== undefined && !(await this.goesOnUncounted(page, first))) return total;
			}
		}
		// Enough to tell copies of a record from different ones.
		const map = (record: IDataObject) => digest(DIGEST_BYTES, textOf(record));
		return (await this.list({ ...list, filters, map })).length;
	}

	/**
	 * Whether more follows a full page that should be all: a total may come from a cache, or be that of
	 * the page.
	 */
	private async goesOnUncounted(
		{ records, total, size: given }: Envelope,
		request: PageRequest,
	): Promise<boolean> {
		const isFull = records.length >= Math.min(request.size, given ?? request.size);
		if (total !== records.length || records.length === 0 || !isFull) return false;
		const page = await this.fetchPage({ ...request, number: 2, expect: NO_PAGE });
		const known = new Set(records.map(({ id }) => id));
		return page?.records.some(({ id }) => !known.has(id)) === true;
	}

	/** Reads one page; undefined for a status in `expect`. Throws a NodeApiError. */
	async fetchPage(request: PageRequest): Promise<Envelope | undefined> {
		return await this.fetchAsAsked(request);
	}

	/** Like fetchPage, but never asks in another way than this. */
	async fetchAsAsked(page: PageRequest): Promise<Envelope | undefined> {
		const answer = await this.askForPage(page);
		return answer.status >= 400 ? undefined : this.open(page, answer);
	}

	private async askForPage(page: PageRequest, choose?: Choice): Promise<Answer> {
		const { number, size, filters = [], sizeName = this.sizeName, ...request } = page;
		const query = {
			...this.speller.spell(page.query, filters, choose),
			page: number,
			[sizeName]: size,
		};
		return await this.read({ ...request, subject: listOf(page), query });
	}

	private open(page: PageRequest, { body }: Answer): Envelope {
		const envelope = this.readEnvelope(body);
		if (envelope !== undefined) return envelope;
		throw this.unknownForm(listOf(page), this.envelopeForm, page.itemIndex, body);
	}

	/** Page 1 of a list that goes on, read in another way if that gives the pages that were asked for. */
	protected resized?(page: Envelope, request: PageRequest): Promise<Envelope>;

	/**
	 * Reads page 1 of a list, with filters written as the service understands them; see Speller.
	 * Throws a NodeApiError.
	 */
	private async firstPage(request: PageRequest): Promise<Envelope | undefined> {
		const { filters = [] } = request;
		if (!filters.some(isSpelled)) return await this.fetchPage(request);
		const { answer, page } = await this.speller.read(filters, async (choose) => {
			const sent = await this.askForPage({ ...request, expect: REFUSALS }, choose);
			const isGood = sent.status < 400;
			return { answer: sent, page: isGood ? this.open(request, sent) : undefined };
		});
		if (page !== undefined) return page;
		throw await this.refusal({ ...request, subject: listOf(request) }, answer);
	}

	/**
	 * Yields a list page by page, each record once, without a check that it is complete; nothing if
	 * the first page gets a status in `expect`. Throws a NodeApiError.
	 */
	async *pages(list: Omit<PageRequest, 'number'>): AsyncGenerator<IDataObject[], void> {
		const seen = new Set<unknown>();
		for (let number = 1; ; number += 1) {
			const expect = number === 1 ? (list.expect ?? []) : NO_PAGE;
			const request = { ...list, number, expect };
			let page = await this.fetchPage(request);
			if (page !== undefined && number === 1) {
				page = (await this.resized?.(page, request)) ?? page;
			}
			const records = page?.records.filter(({ id }) => !seen.has(id)) ?? [];
			if (records.length === 0) return;
			for (const { id } of records) seen.add(id);
			yield records;
			if (page?.hasNext === false) return;
		}
	}
}

/** Enough that different records differ. */
const DIGEST_BYTES = 9;

/** Whether two records with the same ID, as text, are the same one. */
function isCopy(one: Picked<unknown> | undefined, other: Picked<unknown> | undefined): boolean {
	if (one === undefined || other === undefined) return one === other;
	// JSON cuts longer integers, so different ones may look the same.
	const isExact = typeof one.id === 'string' || Number.isSafeInteger(one.id);
	return isExact && one.id === other.id && textOf(one.row) === textOf(other.row);
}

/** Without the queries of links, which may be signed anew in each answer. */
function textOf(row: unknown): string {
	return String(JSON.stringify(row)).replace(/("https?:[^"?]*)\?[^"]*/g, '$1');
}

const listOf = ({ subject }: PageRequest) => `the list of ${subject}`;

/** Statuses that may fault a filter. */
const REFUSALS = [400, 422];

/** The total of a list if its first page fits it. */
function trustedTotal(page: Envelope, size: number): number | undefined {
	const { records, total, hasNext, isUnfiltered = false } = page;
	if (total === null || isUnfiltered || new Set(records.map(({ id }) => id)).size < records.length)
		return undefined;
	const fits =
		total > records.length
			? records.length > 0 && (hasNext ?? records.length >= size)
			: total === records.length && hasNext !== true;
	return fits ? total : undefined;
}

/** Reads a credential with `read`; turns its error into a NodeOperationError about the item. */
export function checkCredential<T>(
	data: ICredentialDataDecryptedObject,
	read: (data: ICredentialDataDecryptedObject) => T,
	node: INode,
	itemIndex: number | undefined,
): T {
	try {
		return read(data);
	} catch (error) {
		throw operationError(
			node,
			itemIndex,
			(error as Error).message,
			itemIndex === undefined
				? 'Open the credential of the node in n8n and correct it. An expression that uses an item gives nothing here, because there is no item.'
				: 'Open the credential of the node in n8n and correct it.',
		);
	}
}
