import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';

import { operationError } from '../http/errors';
import type { ReadRequest } from '../http/httpClient';
import { HttpClient } from '../http/httpClient';
import type { ListOptions } from './listOptions';
import type { ListRequest } from './pagination';
import { readList } from './pagination';

/** A page of a list as its service wraps it. */
export interface Envelope {
	records: IDataObject[];
	/** How many records there are in all; null if the service does not say. */
	total: number | null;
	/** Whether the service says that a page follows; null if it does not say. */
	hasNext: boolean | null;
}

/** One page of the `subject`, as in "profiles". The statuses in `expect` mean that there is none. */
export interface PageRequest extends ReadRequest {
	query: IDataObject;
	/** Counted from 1. */
	number: number;
	/** Records on the page. */
	size: number;
}

export interface ListOf<T> extends Omit<PageRequest, 'number' | 'size' | 'expect' | 'signal'> {
	options: ListOptions;
	/** Turns a record of the server into what comes out. */
	map: (record: IDataObject) => T;
	/** Reading ends with the first row for which this is true. */
	until?: (row: T) => boolean;
	/**
	 * Given if the order in `query` leaves rows tied, which the server may give in another order each
	 * time: what to ask for to get an order without ties.
	 */
	untied?: IDataObject;
}

/** What both services have in common, for one execution of a node. */
export abstract class ServiceClient extends HttpClient {
	/** Takes a page of a list apart; undefined if the body is no such page. */
	protected abstract readEnvelope(body: unknown): Envelope | undefined;

	/** What a page of a list looks like, for the error when it does not: "'count' and ...". */
	protected abstract readonly envelopeForm: string;

	/** Reads a list completely or up to the limit; see readList for what it promises and throws. */
	async list<T>({ options, map, until, untied, ...list }: ListOf<T>): Promise<T[]> {
		this.allow(options.parallel);
		const fetchPageOf =
			(query: IDataObject): ListRequest<T>['fetchPage'] =>
			async (number, size, signal) => {
				// What a page past the end answers is documented by neither service (vome.md section 2,
				// assemble.md 3.3).
				const expect = number > 1 ? [400, 404] : [];
				const page = await this.fetchPage({ ...list, query, number, size, expect, signal });
				if (page === undefined) return 'gone';
				const { records, ...counts } = page;
				return { rows: records.map(map), ids: records.map(({ id }) => String(id)), ...counts };
			};
		const incomplete = (reason: string) => {
			const message = `The list of ${list.subject} could not be read completely`;
			const description = `${reason} Nothing was returned, so that no record is missed. Run the workflow when the list changes less, or raise 'Page Size' and 'Parallel Requests' to read faster.`;
			return this.errorFor({ message, description }, list.itemIndex);
		};
		return await readList({
			...options,
			// While one page is read, the request for another one is under way; the pacer keeps count.
			parallel: 2 * options.parallel,
			until,
			signal: this.signal,
			hints: this.hints,
			fetchPage: fetchPageOf(list.query),
			fetchUntied: untied && fetchPageOf({ ...list.query, ...untied }),
			incomplete,
		});
	}

	/**
	 * Reads one page of a list. Resolves with undefined where the service answers with one of the
	 * statuses in `expect`. Throws a NodeApiError for all else.
	 */
	async fetchPage({ number, size, ...page }: PageRequest): Promise<Envelope | undefined> {
		const subject = `the list of ${page.subject}`;
		const query = { ...page.query, page: number, limit: size };
		const { status, body } = await this.read({ ...page, subject, query });
		if (status >= 400) return undefined;
		const envelope = this.readEnvelope(body);
		if (envelope !== undefined) return envelope;
		throw this.unknownForm(subject, this.envelopeForm, page.itemIndex);
	}

	/**
	 * Goes through a list page by page, in order, each record once, for what need not be complete: a
	 * list that changes meanwhile is not read again. Gives no page at all where the first one is
	 * refused with a status in `expect`. Throws a NodeApiError for all else.
	 */
	async *pages(list: Omit<PageRequest, 'number'>): AsyncGenerator<IDataObject[], void> {
		const seen = new Set<unknown>();
		for (let number = 1; ; number += 1) {
			const expect = number === 1 ? (list.expect ?? []) : [400, 404];
			const page = await this.fetchPage({ ...list, number, expect });
			const records = page?.records.filter(({ id }) => !seen.has(id)) ?? [];
			if (records.length === 0) return;
			for (const { id } of records) seen.add(id);
			yield records;
			if (page?.hasNext === false) return;
		}
	}
}

/**
 * Reads a credential with `read` and turns what that throws into a NodeOperationError about the
 * item, since nothing was sent yet.
 */
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
			'Open the credential of the node in n8n and correct it.',
		);
	}
}
