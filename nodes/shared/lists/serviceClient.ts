import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INode,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';

import { apiError, operationError, redact, serverText } from '../http/errors';
import type { Account, Answer, WriteRequest } from '../http/httpClient';
import { HttpClient } from '../http/httpClient';
import type { ListOptions } from './listOptions';
import { Hints } from '../hints';
import type { Client } from '../operations';
import { Pacer } from '../http/pacing';
import type { ListRequest, Page } from './pagination';
import { readList } from './pagination';

/** The functions of n8n in which the nodes send requests. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** A page of a list as its service wraps it. */
export interface Envelope {
	records: IDataObject[];
	/** How many records there are in all; null if the service does not say. */
	total: number | null;
	/** Whether the service says that a page follows; null if it does not say. */
	hasNext: boolean | null;
}

export interface ListOf<T> {
	/** Path of the list from the root of the origin. */
	path: string;
	query: IDataObject;
	/** What is listed, as in "profiles". */
	subject: string;
	/** The input item that wants it; undefined while a form is being filled in. */
	itemIndex: number | undefined;
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

/** What went wrong with an item; also an error, which then gets the item. */
export interface ErrorDetails {
	message: string;
	description?: string | null;
	httpCode?: string | null;
}

export interface PageRequest {
	path: string;
	query: IDataObject;
	/** Counted from 1. */
	number: number;
	/** Records on the page. */
	size: number;
	/** What is listed, as in "profiles". */
	subject: string;
	itemIndex: number | undefined;
	/** Statuses that mean that there is no such page. */
	expect: number[];
	/** Ends the request; by default when the execution is cancelled. */
	signal?: AbortSignal;
}

function toPage<T>(
	{ records, total, hasNext }: Envelope,
	map: (record: IDataObject) => T,
): Page<T> {
	return { rows: records.map(map), ids: records.map(({ id }) => String(id)), total, hasNext };
}

/** What both services have in common, for one execution of a node. */
export abstract class ServiceClient implements Client {
	readonly service: string;

	readonly origin: string;

	/** Type of the credential, as in `vomeApi`. */
	readonly credentialType: string;

	readonly hints = new Hints();

	protected readonly http: HttpClient;

	private readonly pacer = new Pacer();

	protected constructor(
		private readonly context: RequestContext,
		private readonly account: Account,
		/** Ends all requests where n8n gives no signal of its own. */
		private readonly ownSignal?: AbortSignal,
	) {
		this.service = account.words.service;
		this.origin = account.origin;
		this.credentialType = account.credential.type;
		this.http = new HttpClient(context, account, this.pacer, this.hints);
	}

	/** Takes a page of a list apart; undefined if the body is no such page. */
	protected abstract readEnvelope(body: unknown): Envelope | undefined;

	/** What a page of a list looks like, for the error when it does not: "'count' and ...". */
	protected abstract readonly envelopeForm: string;

	/** Reads a list completely or up to the limit; see readList for what it promises and throws. */
	async list<T>({ options, subject, itemIndex, ...list }: ListOf<T>): Promise<T[]> {
		this.allow(options.parallel);
		const fetchPageOf =
			(query: IDataObject): ListRequest<T>['fetchPage'] =>
			async (number, size, signal) => {
				// What a page past the end answers is documented by neither service (vome.md section 2,
				// assemble.md 3.3).
				const expect = number > 1 ? [400, 404] : [];
				const page = { path: list.path, query, number, size, subject, itemIndex, expect, signal };
				const envelope = await this.fetchPage(page);
				return envelope === undefined ? 'gone' : toPage(envelope, list.map);
			};
		return await readList({
			...options,
			// While one page is read, the request for another one is under way; the pacer keeps count.
			parallel: 2 * options.parallel,
			until: list.until,
			signal: this.cancelSignal(),
			hints: this.hints,
			fetchPage: fetchPageOf(list.query),
			fetchUntied: list.untied && fetchPageOf({ ...list.query, ...list.untied }),
			incomplete: (reason) =>
				apiError(
					this.http.place(itemIndex),
					`The list of ${subject} could not be read completely`,
					`${reason} Nothing was returned, so that no record is missed. Run the workflow when the list changes less, or raise 'Page Size' and 'Parallel Requests' to read faster.`,
				),
		});
	}

	/**
	 * Reads one page of a list. Resolves with undefined where the service answers with one of the
	 * statuses in `expect`. Throws a NodeApiError for all else.
	 */
	async fetchPage(page: PageRequest): Promise<Envelope | undefined> {
		const { path, query, number, size, subject, itemIndex, expect } = page;
		const { status, body } = await this.http.read({
			path,
			query: { ...query, page: number, limit: size },
			subject: `the list of ${subject}`,
			itemIndex,
			expect,
			signal: page.signal ?? this.signal(),
		});
		if (status >= 400) return undefined;
		const envelope = this.readEnvelope(body);
		if (envelope !== undefined) return envelope;
		throw this.unknownForm(`the list of ${subject}`, this.envelopeForm, itemIndex);
	}

	/**
	 * Goes through a list page by page, in order, each record once, for what need not be complete: a
	 * list that changes meanwhile is not read again. Gives no page at all where the first one is
	 * refused with a status in `expect`. Throws a NodeApiError for all else.
	 */
	async *pages(
		list: Pick<PageRequest, 'path' | 'query' | 'size' | 'subject' | 'itemIndex'> & {
			expect?: number[];
		},
	): AsyncGenerator<IDataObject[], void> {
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

	/** Changes something, once unless the request says that more does no harm; see HttpClient.write. */
	async write(request: Omit<WriteRequest, 'signal'>): Promise<Answer> {
		return await this.http.write({ ...request, signal: this.signal() });
	}

	/** The error for an answer with a status that the caller expected, and that says no. */
	async refusal(
		about: Pick<WriteRequest, 'subject' | 'itemIndex' | 'advice'>,
		answer: Answer,
	): Promise<NodeApiError> {
		return await this.http.refusal(about, answer);
	}

	/** The error for this trouble, about an item. */
	errorFor(
		{ message, description, httpCode }: ErrorDetails,
		itemIndex: number | undefined,
	): NodeApiError {
		const code = Number(httpCode) || undefined;
		return apiError(this.http.place(itemIndex), message, description ?? '', code);
	}

	/** The most requests that may run at the same time. */
	allow(parallel: number): void {
		this.pacer.allow(parallel);
	}

	/** What the service says in the body of a refusal, without any secret; '' if it says nothing. */
	async quote(body: unknown): Promise<string> {
		return redact(serverText(body), await this.account.readSecrets());
	}

	protected signal(): AbortSignal {
		return this.cancelSignal() ?? new AbortController().signal;
	}

	/** The error for an answer that is JSON, but not what the service documents. */
	protected unknownForm(what: string, form: string, itemIndex: number | undefined) {
		const { words } = this.account;
		const place = this.http.place(itemIndex);
		return apiError(
			place,
			`${words.service} sent ${what} in an unknown form`,
			`Expected was ${form}. Check '${words.addressLabel}' in the credential, which is ${place.host}.`,
		);
	}

	/** Forms are filled in outside an execution, where there is nothing to cancel. */
	private cancelSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context
			? this.context.getExecutionCancelSignal()
			: this.ownSignal;
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
