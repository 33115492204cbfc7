import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	INode,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { ErrorPlace, ServiceWords } from '../../shared/errors';
import { apiError } from '../../shared/errors';
import { HttpClient } from '../../shared/http';
import type { ListOptions } from '../../shared/listOptions';
import { Notes } from '../../shared/notes';
import type { Client } from '../../shared/operations';
import { toOrigin } from '../../shared/origin';
import { Pacer } from '../../shared/pacing';
import type { Page } from '../../shared/pagination';
import { readList } from '../../shared/pagination';
import { BASE_URL, toApiKey } from './credential';

const WORDS: ServiceWords = {
	service: 'Vome',
	secret: 'API key',
	renewSecret:
		"Open the credential and paste the key again. If it is lost, generate a new one in Vome under 'Integrations & Apps', 'API & webhooks'.",
	permission:
		"Use a key of an administrator that may read this data. API keys need Vome's Ultimate plan.",
	addressLabel: BASE_URL.label,
};

/** Page sizes (contract: vome.md section 2). The node asks for the most, to need few requests. */
export const PAGE_SIZES = { maxPageSize: 100, pageSize: 100 };

export interface ListOf<T> {
	/** Path of the list, as in `/api/profiles/`. */
	path: string;
	query: IDataObject;
	/** What is listed, as in "profiles". */
	subject: string;
	itemIndex: number;
	options: ListOptions;
	/** Turns a record of the server into what comes out. */
	map: (record: IDataObject) => T;
	/** Reading ends with the first row for which this is true. */
	until?: (row: T) => boolean;
}

/** The Vome API (contract: vome.md sections 1 to 3) for one execution of a node. */
export class VomeClient implements Client {
	readonly service = WORDS.service;

	private constructor(
		readonly origin: string,
		private readonly context: IExecuteFunctions,
		private readonly http: HttpClient,
		private readonly pacer: Pacer,
		readonly notes: Notes,
	) {}

	/** Reads the credential. Throws a NodeOperationError if its address or key cannot be used. */
	static async create(context: IExecuteFunctions, itemIndex: number): Promise<VomeClient> {
		const type = 'vomeApi';
		const data = await context.getCredentials(type, itemIndex);
		const { origin, key } = readCredential(data, context.getNode(), itemIndex);
		const pacer = new Pacer();
		const notes = new Notes();
		const http = new HttpClient(context, {
			credential: { id: '', name: '', type, data },
			origin,
			secrets: [key],
			words: WORDS,
			pacer,
			notes,
		});
		return new VomeClient(origin, context, http, pacer, notes);
	}

	/** Reads a list completely or up to the limit; see readList. */
	async list<T>({ options, subject, itemIndex, ...list }: ListOf<T>): Promise<T[]> {
		this.pacer.allow(options.parallel);
		const place = this.http.place(itemIndex);
		return await readList({
			...options,
			// While one page is read, the request for another one is under way; the pacer keeps count.
			parallel: 2 * options.parallel,
			until: list.until,
			signal: this.context.getExecutionCancelSignal(),
			notes: this.notes,
			fetchPage: async (page, size, signal) => {
				const answer = await this.http.read({
					path: list.path,
					query: { ...list.query, page, limit: size },
					subject: `the list of ${subject}`,
					itemIndex,
					// What a page past the end answers is not documented (vome.md section 2).
					expect: page > 1 ? [400, 404] : [],
					signal,
				});
				return answer.status >= 400 ? 'gone' : readPage(answer.body, list.map, place, subject);
			},
			incomplete: (reason) =>
				apiError(
					place,
					`The list of ${subject} could not be read completely`,
					`${reason} Nothing was returned, so that no record is missed. Run the workflow when the list changes less, or raise 'Page Size' and 'Parallel Requests' to read faster.`,
				),
		});
	}

	/**
	 * Reads the first page of a list with a filter that the documents do not promise. Resolves with
	 * its records, or with none if Vome refuses the filter.
	 */
	async tryFilter(
		path: string,
		query: IDataObject,
		subject: string,
		itemIndex: number,
	): Promise<IDataObject[]> {
		const answer = await this.http.read({
			path,
			query: { ...query, page: 1, limit: PAGE_SIZES.pageSize },
			subject: `the list of ${subject}`,
			itemIndex,
			expect: [400, 404, 422],
			signal: this.signal(),
		});
		if (answer.status >= 400) return [];
		return readPage(answer.body, (record) => record, this.http.place(itemIndex), subject).rows;
	}

	/** Reads one record by its path; undefined where Vome answers 404. */
	async get(path: string, subject: string, itemIndex: number): Promise<IDataObject | undefined> {
		const { status, body } = await this.http.read({
			path,
			query: {},
			subject,
			itemIndex,
			expect: [404],
			signal: this.signal(),
		});
		return status === 404 ? undefined : readRecord(body, this.http.place(itemIndex));
	}

	private signal(): AbortSignal {
		return this.context.getExecutionCancelSignal() ?? new AbortController().signal;
	}
}

function readCredential(
	{ baseUrl, apiKey }: ICredentialDataDecryptedObject,
	node: INode,
	itemIndex: number,
): { origin: string; key: string } {
	try {
		return { origin: toOrigin(baseUrl, BASE_URL), key: toApiKey(apiKey) };
	} catch (error) {
		throw new NodeOperationError(node, `${(error as Error).message} [item ${itemIndex}]`, {
			description: 'Open the credential of the node in n8n and correct it.',
			itemIndex,
		});
	}
}

/** The envelope of a list (contract: vome.md section 2), or a bare array (4.7, no. 11). */
function readPage<T>(
	body: unknown,
	map: (record: IDataObject) => T,
	place: ErrorPlace,
	subject: string,
): Page<T> {
	const envelope: IDataObject = Array.isArray(body)
		? { results: body }
		: ((body ?? {}) as IDataObject);
	const { count, next } = envelope;
	const results: unknown = envelope.results;
	const total = readCount(count);
	if (!isRecords(results) || total === undefined) {
		throw apiError(
			place,
			`${WORDS.service} sent the list of ${subject} in an unknown form`,
			`Expected were 'count' and 'results' with an 'id' in each record. Check '${WORDS.addressLabel}' in the credential, which is ${place.host}.`,
		);
	}
	return {
		rows: results.map(map),
		ids: results.map((record) => String(record.id)),
		total,
		hasNext: next === undefined ? null : next !== null && next !== '',
	};
}

/** A count as a number or as digits; null where there is none; undefined for anything else. */
function readCount(count: unknown): number | null | undefined {
	if (count === undefined || count === null) return null;
	const number = typeof count === 'string' && count.trim() !== '' ? Number(count) : count;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
		? number
		: undefined;
}

function readRecord(body: unknown, place: ErrorPlace): IDataObject {
	if (isRecord(body)) return body;
	throw apiError(
		place,
		`${WORDS.service} sent the record in an unknown form`,
		`Expected was an object with an 'id'. Check '${WORDS.addressLabel}' in the credential, which is ${place.host}.`,
	);
}

function isRecords(value: unknown): value is IDataObject[] {
	return Array.isArray(value) && value.every(isRecord);
}

function isRecord(value: unknown): value is IDataObject {
	if (typeof value !== 'object' || value === null) return false;
	const { id } = value as IDataObject;
	return (typeof id === 'string' && id !== '') || typeof id === 'number';
}
