import type {
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	NodeApiError,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { ErrorPlace, ServiceWords } from './errors';
import { apiError, connectionError, LASTING_CAUSES, statusError } from './errors';
import type { Notes } from './notes';
import type { Pacer } from './pacing';
import { rest } from './pacing';

/** One answer is waited for this long, in ms. */
const TIMEOUT = 60_000;

/** A read is tried this often; one that is told to slow down, more often. */
const MOST_TRIES = 5;
const MOST_TRIES_WHEN_LIMITED = 8;

/** Without a Retry-After: 1 s, 2 s, 4 s ... up to this, each shortened at random by up to half. */
const FIRST_PAUSE = 1_000;
const LONGEST_OWN_PAUSE = 30_000;

/** All the waiting that retries may add to one execution of a node, in ms. */
const MOST_WAITING = 30 * 60_000;

const MOST_REDIRECTS = 3;

export interface ReadRequest {
	/** Path from the root of the origin, ready to be sent: whatever varies in it is encoded. */
	path: string;
	query: IDataObject;
	/** What is asked for, as in "could not find the profile list". */
	subject: string;
	itemIndex: number;
	/** Statuses that the caller wants to see instead of an error. */
	expect?: number[];
	signal: AbortSignal;
}

export interface Answer {
	status: number;
	body: unknown;
}

/**
 * Sends the requests of one node execution to one service: through n8n's helper, which adds the
 * credential, with redirects off, paced, and repeated where that is harmless.
 */
export class HttpClient {
	/** ms spent in pauses so far, and when the last of them ends; pauses side by side count once. */
	private waited = 0;

	private waitsUntil = 0;

	private turn = Promise.resolve();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly settings: {
			credential: ICredentialsDecrypted;
			origin: string;
			secrets: string[];
			words: ServiceWords;
			pacer: Pacer;
			notes: Notes;
		},
	) {}

	/** Where an error about this item comes from. */
	place(itemIndex: number): ErrorPlace {
		const { origin, secrets } = this.settings;
		return { node: this.context.getNode(), itemIndex, secrets, host: new URL(origin).host };
	}

	/**
	 * GET, repeated on 429, on 5xx, on dropped connections and on answers that end too early, since
	 * reading twice is harmless. Resolves with a 2xx answer whose body is JSON, or with one of the
	 * statuses in `expect`. Throws a NodeApiError for all else, and the signal's reason on abort.
	 */
	async read(request: ReadRequest): Promise<Answer> {
		const { pacer, notes } = this.settings;
		let tries = 0;
		let goodAnswers = pacer.goodAnswers;
		for (;;) {
			tries += 1;
			const outcome = await pacer.run(async () => {
				const answer = await this.attempt(request);
				if (isLimited(answer)) {
					// Others got through meanwhile, so the server is not shut; this one had no luck.
					if (pacer.goodAnswers !== goodAnswers) tries = 1;
					goodAnswers = pacer.goodAnswers;
				}
				if (isLimited(answer) && tries < MOST_TRIES_WHEN_LIMITED) {
					// At once, since the next request to leave would only be turned away too.
					const pause = pauseAfter(answer, tries);
					this.spend(pause, request);
					pacer.pushedBack(pause);
				}
				return answer;
			}, request.signal);

			if ('status' in outcome) {
				outcome.body = await this.decodeInTurn(outcome.body);
				request.signal.throwIfAborted();
				const { status, body } = outcome;
				if ((isGood(status) && typeof body === 'object') || request.expect?.includes(status)) {
					pacer.kept();
					return { status, body };
				}
			}

			const { error, mostTries } = this.judge(request, outcome, tries);
			if (tries >= mostTries) throw error;
			if (!isLimited(outcome)) {
				const pause = pauseAfter(outcome, tries);
				if (!this.hasTimeFor(pause)) throw error;
				this.spend(pause, request);
				await rest(pause, request.signal);
			}
			notes.count('retries');
		}
	}

	/**
	 * Decodes one body an event-loop turn. Decoding a page takes longer than sending a request, so
	 * several in a row would hold up the requests that are due in between.
	 */
	private async decodeInTurn(body: unknown): Promise<unknown> {
		this.turn = this.turn.then(async () => await sleep(0));
		await this.turn;
		return decode(body);
	}

	private hasTimeFor(pause: number): boolean {
		return this.waited + this.longer(pause) <= MOST_WAITING;
	}

	/** By how much a pause from now on makes the waiting longer, in ms. */
	private longer(pause: number): number {
		const now = Date.now();
		return Math.max(0, now + pause - Math.max(this.waitsUntil, now));
	}

	/** Keeps account of the waiting; throws when it becomes too much for one execution. */
	private spend(pause: number, request: ReadRequest): void {
		if (!this.hasTimeFor(pause)) {
			throw apiError(
				this.place(request.itemIndex),
				`${this.settings.words.service} asks for longer pauses than the node makes`,
				`One run waits ${MOST_WAITING / 60_000} minutes in all at the most. Lower 'Parallel Requests' under Options, or run the workflow when less is going on.`,
			);
		}
		this.waited += this.longer(pause);
		this.waitsUntil = Math.max(this.waitsUntil, Date.now() + pause);
	}

	/** Sends once, and after redirects within the origin again. */
	private async attempt(request: ReadRequest): Promise<Outcome> {
		const { origin, words } = this.settings;
		let target = { path: request.path, query: request.query };
		for (let redirects = 0; ; redirects += 1) {
			let response: IN8nHttpFullResponse;
			try {
				response = await this.send(target);
			} catch (error) {
				// An aborted request looks like a broken connection.
				request.signal.throwIfAborted();
				const { code, message } = rootCause(error);
				if (code !== undefined) return { code };
				throw apiError(
					this.place(request.itemIndex),
					message,
					`The request to ${words.service} could not be sent. Check the credential, and the network settings of n8n.`,
				);
			}
			const next = redirects < MOST_REDIRECTS ? withinOrigin(response, origin, target.path) : null;
			if (next === null) {
				const { statusCode: status, headers, body } = response;
				return { status, body, retryAfter: retryAfter(headers['retry-after']) };
			}
			target = next;
		}
	}

	private async send(target: { path: string; query: IDataObject }): Promise<IN8nHttpFullResponse> {
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: `${this.settings.origin}${target.path}`,
			qs: target.query,
			arrayFormat: 'repeat',
			json: true,
			// As bytes, so that they are read when it suits us; see read().
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT,
		};
		const { credential } = this.settings;
		// Handing the credential on saves n8n a look into its database for every page.
		return (await this.context.helpers.httpRequestWithAuthentication.call(
			this.context,
			credential.type,
			options,
			{ credentialsDecrypted: credential },
		)) as IN8nHttpFullResponse;
	}

	/** The error for an attempt that did not bring the answer, and how many tries there are. */
	private judge(
		request: ReadRequest,
		outcome: Outcome,
		tries: number,
	): { error: NodeApiError; mostTries: number } {
		const { words } = this.settings;
		const place = this.place(request.itemIndex);
		if ('code' in outcome) {
			return {
				error: connectionError(place, words, outcome.code, tries),
				mostTries: LASTING_CAUSES.has(outcome.code) ? 1 : MOST_TRIES,
			};
		}

		const { status, body } = outcome;
		if (isGood(status)) {
			if (isWebPage(body)) {
				return {
					error: apiError(
						place,
						`${words.service} answered with a web page instead of data`,
						`Check '${words.addressLabel}' in the credential, which is ${place.host}. A proxy or a login page may stand in between.`,
					),
					mostTries: 1,
				};
			}
			return {
				error: apiError(
					place,
					`${words.service} sent an answer that cannot be read, ${tries} times`,
					`The answer for ${request.subject} is not complete JSON. Run the workflow again later.`,
				),
				mostTries: MOST_TRIES,
			};
		}

		const error = statusError(place, words, { status, body, tries }, request.subject);
		if (isLimited(outcome)) return { error, mostTries: MOST_TRIES_WHEN_LIMITED };
		return { error, mostTries: status >= 500 ? MOST_TRIES : 1 };
	}
}

/** An answer, its body not decoded yet, or the code of what came instead. */
type Outcome = (Answer & { retryAfter: number | undefined }) | { code: string };

/** Whether the server wants fewer requests. */
function isLimited(outcome: Outcome): boolean {
	return 'status' in outcome && (outcome.status === 429 || outcome.status === 503);
}

/** The pause before the next try, in ms: what the server asks for, else our own. */
function pauseAfter(outcome: Outcome, tries: number): number {
	// A date that is past already tells of clocks that differ, not of a server that has room.
	return ('status' in outcome && outcome.retryAfter) || ownPause(tries);
}

const utf8 = new TextDecoder();

/** JSON as what it says; anything else as text. */
function decode(body: unknown): unknown {
	if (!(body instanceof Uint8Array || body instanceof ArrayBuffer)) return body;
	const text = utf8.decode(body);
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function isGood(status: number): boolean {
	return status >= 200 && status < 300;
}

function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/** Where a redirect leads if it stays within the origin; null if it leaves it or is none. */
function withinOrigin(
	response: IN8nHttpFullResponse,
	origin: string,
	path: string,
): { path: string; query: IDataObject } | null {
	const { location } = response.headers;
	if (
		response.statusCode < 300 ||
		response.statusCode >= 400 ||
		typeof location !== 'string' ||
		location === ''
	) {
		return null;
	}
	try {
		const target = new URL(location, `${origin}${path}`);
		if (target.origin !== origin || target.username !== '' || target.password !== '') return null;
		return { path: `${target.pathname}${target.search}`, query: {} };
	} catch {
		return null;
	}
}

/** The pause in a Retry-After header in ms: seconds or a date. Undefined if there is none. */
export function retryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const pause = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1_000;
	return Number.isNaN(pause) ? undefined : Math.max(0, pause);
}

/** The pause before the next try where the server does not ask for one, in ms. */
function ownPause(tries: number): number {
	const longest = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_OWN_PAUSE);
	return longest * (0.5 + Math.random() / 2);
}

/** n8n wraps what its HTTP client throws; only the innermost error has the code of the cause. */
function rootCause(error: unknown): { code: string | undefined; message: string } {
	let inner = error;
	while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
	const { code, message } = inner as { code?: unknown; message?: unknown };
	return {
		code: typeof code === 'string' ? code : undefined,
		message: typeof message === 'string' ? message : String(inner),
	};
}
