import type {
	IAdditionalCredentialOptions,
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INode,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeApiError, sleep } from 'n8n-workflow';

import { Hints } from '../hints';
import type { ErrorDetails, Service, ServiceWords, Trouble } from './errors';
import {
	apiError,
	ASK_LESS,
	checkAddress,
	connectionTrouble,
	LASTING_CAUSES,
	NEVER_CONNECTED,
	redact,
	serverText,
	statusTrouble,
	unknownOutcome,
} from './errors';
import { MOST_WAITING, Pacer, pause, unlessAborted } from './pacing';

/**
 * How often a request is sent in all, by what came of it. Where it is then unknown whether a change
 * was made, it is sent again only if it does no harm the second time.
 */
const RETRY = {
	/** Comes before anything is changed. */
	429: { limit: 8, isUnknown: false },
	/** May come from behind the change. */
	503: { limit: 8, isUnknown: true },
	408: { limit: 1, isUnknown: true },
	/** Any other status from 500 on. */
	serverError: { limit: 5, isUnknown: true },
	/** Any other status below 500; a request may set another limit for 409. */
	refusal: { limit: 1, isUnknown: false },
	/** 2xx, but only a part of the JSON, or a web page. */
	incomplete: { limit: 5, isUnknown: true },
	webPage: { limit: 1, isUnknown: true },
	/** No connection came about, or it ended before the answer; once where the cause lasts. */
	notConnected: { limit: 5, isUnknown: false },
	disconnected: { limit: 5, isUnknown: true },
	/** What kept n8n from sending it may pass, or not. */
	passingObstacle: { limit: 5, isUnknown: false },
	lastingObstacle: { limit: 1, isUnknown: false },
};

/** Without a Retry-After: 1 s, 2 s, 4 s ... up to the limit, each shortened at random by up to half. */
const BACKOFF = { first: 1_000, limit: 30_000 };

/** How long a server may be silent, in ms. */
const TIMEOUT = 60_000;

/** How long one answer may take in all, in ms, even if it trickles in. */
const LONGEST_ANSWER = 5 * 60_000;

const MOST_REDIRECTS = 3;

/** For one request, a newer token is looked for so often, each time the one before was rejected. */
const MOST_STORED_TOKENS = 3;

/** For one request, so many new tokens are asked for. */
const MOST_LOGINS = 2;

/** How long another process is given to store a token that it has just got, in ms, on average. */
const PAUSE_FOR_OTHERS = 1_000;

/** The functions of n8n in which the nodes send requests. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

interface RequestBase {
	/** Path from the root of the origin, ready to be sent: whatever varies in it is encoded. */
	path: string;
	/** What is asked for, as in "could not find the profile list". */
	subject: string;
	/** The input item that it is for; undefined while a form is being filled in. */
	itemIndex: number | undefined;
	/** Statuses that the caller wants to see instead of an error. */
	expect?: number[];
	/** What to do about a request that is refused as such, as a sentence. */
	advice?: string;
}

export interface ReadRequest extends RequestBase {
	query?: IDataObject;
	/** Ends the request; by default, cancelling the execution does. */
	signal?: AbortSignal;
}

export interface WriteRequest extends RequestBase {
	method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	body?: IDataObject;
	/** It may be sent again after an answer was lost, because making the change twice does no harm. */
	isRepeatable?: boolean;
	/** How often it may be sent in all where the answer is 409, a conflict with another request. */
	conflictTries?: number;
}

export interface Answer {
	status: number;
	/** What the JSON says; undefined where there is no body. */
	body: unknown;
	/** The change was sent before, and the answer to that was lost: it may have been made then. */
	isRepeat?: boolean;
}

/** Who a node sends its requests for, and to whom. */
export interface Account {
	credential: ICredentialsDecrypted;
	origin: string;
	words: ServiceWords;
	/** Sent with every request. */
	headers?: Record<string, string>;
	/** Texts that must never be shown; read anew where a token may have been renewed meanwhile. */
	readSecrets: () => Promise<string[]>;
	/** n8n renews what the credential sends when the service answers 401, and sends once more. */
	renewal?: IAdditionalCredentialOptions;
	/** Given where n8n stores what it renews, so that several processes share it. */
	stored?: StoredToken;
	/** Recognises what kept a request from being sent, such as a login that was refused. */
	findObstacle?: (error: Error) => Obstacle | undefined;
}

type Data = ICredentialDataDecryptedObject;

/** A token in the credential, which another process of n8n may renew as well. */
export interface StoredToken {
	tokenOf: (data: Data) => unknown;
	/** The data with the token that is stored by now; as it is where none is stored for its login. */
	refresh: (data: Data) => Promise<Data>;
	/** The data so that n8n renews the token before it sends anything. */
	withoutToken: (data: Data) => Data;
}

/** Why a request could not even be sent. */
export interface Obstacle extends Trouble {
	/** Whether trying again can help. */
	isPassing: boolean;
	/** The pause that is asked for, in ms. */
	retryAfter?: number;
}

/**
 * Sends the requests of one node execution to one service: through n8n's helper, which adds the
 * credential, with redirects off, paced, and repeated where that is harmless.
 */
export class HttpClient {
	readonly service: string;

	readonly origin: string;

	/** Type of the credential, as in `vomeApi`. */
	readonly credentialType: string;

	readonly hints = new Hints();

	/** Ends all requests. */
	protected readonly signal: AbortSignal;

	private readonly words: Service;

	private readonly pacer = new Pacer();

	private turn = Promise.resolve();

	private secrets: string[] = [];

	private node?: INode;

	/** `signal` ends all requests where n8n gives no signal of its own. */
	constructor(
		private readonly context: RequestContext,
		private readonly account: Account,
		signal = new AbortController().signal,
	) {
		this.service = account.words.service;
		this.origin = account.origin;
		this.words = { ...account.words, host: new URL(account.origin).host };
		this.credentialType = account.credential.type;
		// Forms are filled in and triggers poll outside an execution, where there is nothing to cancel.
		const isExecution = 'getExecutionCancelSignal' in context;
		this.signal = (isExecution && context.getExecutionCancelSignal()) || signal;
	}

	/** The most requests that may run at the same time. */
	allow(parallel: number): void {
		this.pacer.allow(parallel);
	}

	/**
	 * GET, repeated on 429, on 5xx, on dropped connections and on answers that end too early, since
	 * reading twice is harmless. Resolves with a 2xx answer whose body is JSON, or with one of the
	 * statuses in `expect`. Throws a NodeApiError for all else, and the signal's reason on abort.
	 */
	async read(request: ReadRequest): Promise<Answer> {
		const { signal = this.signal } = request;
		return await this.exchange({ ...request, method: 'GET', signal });
	}

	/**
	 * Changes something, once: repeated only where the service has surely not dealt with it, on 429
	 * and where no connection came about, or where the request says that repeating is harmless.
	 * Resolves with any 2xx answer, or with one of the statuses in `expect`. Throws a NodeApiError for
	 * all else, which says so if it is not known whether the change was made.
	 */
	async write(request: WriteRequest): Promise<Answer> {
		return await this.exchange({ ...request, signal: this.signal });
	}

	/** The error for an answer with a status that the caller expected, and that says no. */
	async refusal(
		request: Pick<RequestBase, 'subject' | 'itemIndex' | 'advice'>,
		{ status, body }: Answer,
	): Promise<NodeApiError> {
		this.secrets = await this.account.readSecrets();
		const answer = { status, body, tries: 1 };
		const trouble = statusTrouble(this.words, answer, request);
		return this.errorFor(trouble, request.itemIndex);
	}

	/** The error for this trouble, about an item. */
	errorFor(details: ErrorDetails, itemIndex: number | undefined): NodeApiError {
		// n8n makes a copy of the node each time it is asked for it.
		this.node ??= this.context.getNode();
		return apiError(this.node, itemIndex, details, this.secrets);
	}

	/** What the service says in the body of a refusal, without any secret; '' if it says nothing. */
	async quote(body: unknown): Promise<string> {
		return redact(serverText(body), await this.account.readSecrets());
	}

	/** The error for an answer that is JSON, but not what the service documents. */
	protected unknownForm(what: string, form: string, itemIndex: number | undefined): NodeApiError {
		const message = `${this.service} sent ${what} in an unknown form`;
		const description = `Expected was ${form}. ${checkAddress(this.words)}`;
		return this.errorFor({ message, description }, itemIndex);
	}

	private async exchange(request: AnyRequest): Promise<Answer> {
		const { pacer } = this;
		const { signal } = request;
		let tries = 0;
		let isRepeat = false;
		let { goodAnswers } = pacer;
		for (;;) {
			tries += 1;
			const outcome = await pacer.run(async () => {
				const sent = await this.attempt(request);
				if (!isPushBack(sent)) return sent;
				// Others got through meanwhile, so the server is not shut; this one had no luck.
				if (pacer.goodAnswers !== goodAnswers) tries = 1;
				({ goodAnswers } = pacer);
				const decision = decide(request, sent, tries);
				// At once, since the next request to leave would only be turned away too.
				if (decision.verdict === 'again' && !pacer.pushedBack(decision.wait)) {
					throw this.tooLongPauses(request);
				}
				return sent;
			}, signal);

			if ('status' in outcome) {
				outcome.body = await this.decodeInTurn(outcome.body);
				signal.throwIfAborted();
			}
			const decision = decide(request, outcome, tries);
			if (decision.verdict === 'done') {
				pacer.succeeded();
				const { status, body } = decision.answer;
				return { status, body, ...(isRepeat ? { isRepeat } : {}) };
			}
			isRepeat ||= decision.isUnknown;
			const error = async () => await this.error(request, outcome, tries, decision.isUnknown);
			if (decision.verdict === 'failed') throw await error();
			// After a push-back, the pacer holds this request with all others.
			if (!isPushBack(outcome)) {
				if (!pacer.reserve(decision.wait)) throw await error();
				await pause(decision.wait, signal);
			}
			this.hints.count('retries');
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

	/** Sends once, and after redirects within the origin again. */
	private async attempt(request: AnyRequest): Promise<Outcome> {
		const { origin } = this.account;
		let target: Target = { path: request.path, query: request.query };
		for (let redirects = 0; ; redirects += 1) {
			const response = await this.send(request, target);
			if (!('statusCode' in response)) return response;
			const next =
				redirects < MOST_REDIRECTS && mayFollow(request.method, response.statusCode)
					? withinOrigin(response, `${origin}${target.path}`)
					: null;
			if (next === null) {
				const { statusCode: status, headers, body } = response;
				return { status, body, retryAfter: retryAfter(headers['retry-after']) };
			}
			target = next;
		}
	}

	/**
	 * Resolves with the answer, or with what came instead of one. Where a token is rejected, one that is
	 * stored meanwhile is used before a new one is asked for: with several workers, each of them would
	 * log in, and where a login ends the ones before, they would throw each other out.
	 */
	private async send(request: AnyRequest, target: Target): Promise<Reply> {
		const { stored, credential } = this.account;
		const before = credential.data ?? {};
		let sent = await this.sendOnce(request, target, before);
		if (stored === undefined) return sent.response;

		const lookForNewer = async () => {
			const data = await this.newerThan(sent.data, stored);
			if (data !== undefined) sent = await this.sendOnce(request, target, data);
			return data !== undefined;
		};
		// Without a token, n8n has logged in already.
		let logins = stored.tokenOf(sent.data) === stored.tokenOf(before) ? 0 : 1;
		for (let looks = 0; isUnauthorized(sent) && looks < MOST_STORED_TOKENS; looks += 1) {
			if (!(await lookForNewer())) break;
		}
		for (; isUnauthorized(sent) && logins < MOST_LOGINS; logins += 1) {
			sent = await this.sendOnce(request, target, stored.withoutToken(sent.data));
			if (!isUnauthorized(sent)) break;
			// Another worker may have logged in at the same time, and be about to store its token.
			await pause(PAUSE_FOR_OTHERS * (0.5 + Math.random()), request.signal);
			await lookForNewer();
		}
		return sent.response;
	}

	/** The credential with another token than the one that was rejected; undefined if there is none. */
	private async newerThan(rejected: Data, stored: StoredToken): Promise<Data | undefined> {
		const { credential } = this.account;
		const isNew = (data: Data) => stored.tokenOf(data) !== stored.tokenOf(rejected);
		const before = credential.data ?? {};
		// A request beside this one has found it.
		if (isNew(before)) return before;
		const data = await stored.refresh(rejected);
		if (!isNew(data)) return undefined;
		credential.data = data;
		return data;
	}

	/** Sends with this data of the credential; resolves also with the data after that. */
	private async sendOnce(request: AnyRequest, target: Target, before: Data): Promise<Sent> {
		const { renewal, stored } = this.account;
		// n8n writes a renewed token into what it is given. Requests side by side must not see it
		// there before their own 401, which would then seem to be about the new token.
		const data = { ...before };
		try {
			// n8n takes notice of a 401 only if it is thrown. Where the token is stored, send() does.
			const mayRenew = renewal !== undefined && stored === undefined;
			let response = await this.call(
				request,
				target,
				data,
				mayRenew ? { ignore: true, except: [401] } : true,
			);
			if (mayRenew && response.statusCode === 401) {
				// n8n 1 knows no exceptions. Nothing was done, so it may throw the same answer to itself.
				response = await this.call(request, target, data, false);
			}
			return { response, data };
		} catch (error) {
			// An aborted request looks like a broken connection.
			request.signal.throwIfAborted();
			return { response: this.recognise(error), data };
		} finally {
			this.keepRenewed(data, before);
		}
	}

	/** Has n8n send it, which throws where there is no answer, or one with a status not to ignore. */
	private async call(
		request: AnyRequest,
		target: Target,
		data: Data,
		ignoreHttpStatusErrors: IHttpRequestOptions['ignoreHttpStatusErrors'],
	): Promise<IN8nHttpFullResponse> {
		const { credential, origin, headers, renewal } = this.account;
		const options: IHttpRequestOptions = {
			method: request.method,
			url: `${origin}${target.path}`,
			headers: { ...headers },
			qs: target.query ?? {},
			body: request.body,
			arrayFormat: 'repeat',
			json: true,
			// As bytes, so that they are read when it suits us; see exchange().
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors,
			disableFollowRedirect: true,
			timeout: TIMEOUT,
		};
		// Handing the credential on saves n8n a look into its database for every page.
		const answer = this.context.helpers.httpRequestWithAuthentication.call(
			this.context,
			credential.type,
			options,
			{ ...renewal, credentialsDecrypted: { ...credential, data } },
		) as Promise<IN8nHttpFullResponse>;
		return await withTimeout(answer, LONGEST_ANSWER);
	}

	/** Takes over what n8n renewed in its copy of the credential. */
	private keepRenewed(lent: Data, before: Data): void {
		const renewed = Object.entries(lent).filter(([name, value]) => value !== before[name]);
		if (renewed.length === 0) return;
		const { credential } = this.account;
		credential.data = { ...credential.data, ...Object.fromEntries(renewed) };
	}

	/** What an error of n8n's request helper is about. */
	private recognise(error: unknown): Reply {
		const chain = causeChain(error);
		for (const cause of chain) {
			const obstacle = this.account.findObstacle?.(cause);
			if (obstacle !== undefined) return { obstacle };
			const { status, data, headers = {} } = cause.response ?? {};
			// An answer that broke off hangs on its error too, with a status that sounds good.
			if (typeof status === 'number' && !isGood(status)) {
				return { statusCode: status, body: data as Buffer, headers };
			}
		}
		const inner = chain.at(-1);
		if (typeof inner?.code === 'string') return { code: inner.code };
		return {
			obstacle: {
				message: inner?.message ?? String(error),
				description:
					inner?.description ??
					`The request to ${this.service} could not be sent. Check the credential, and the network settings of n8n.`,
				isPassing: false,
			},
		};
	}

	/** The error for an attempt that did not bring the answer. */
	private async error(
		request: AnyRequest,
		outcome: Outcome,
		tries: number,
		isUnknown: boolean,
	): Promise<NodeApiError> {
		// By now n8n may have renewed a token, which the service may repeat in what it says.
		this.secrets = await this.account.readSecrets();
		const trouble = this.trouble(request, outcome, tries);
		const told = isUnknown ? unknownOutcome(this.words, trouble, request.isRepeatable) : trouble;
		return this.errorFor(told, request.itemIndex);
	}

	private trouble(request: AnyRequest, outcome: Outcome, tries: number): Trouble {
		const { words } = this;
		if ('obstacle' in outcome) return outcome.obstacle;
		if ('code' in outcome) return connectionTrouble(words, outcome.code, tries);
		const { status, body } = outcome;
		if (!isGood(status)) return statusTrouble(words, { status, body, tries }, request);
		if (isWebPage(body)) {
			return {
				message: `${words.service} answered with a web page instead of data`,
				description: `${checkAddress(words)} A proxy or a login page may stand in between.`,
			};
		}
		const times = tries > 1 ? `, ${tries} times` : '';
		return {
			message: `${words.service} sent an answer that cannot be read${times}`,
			description: `The answer for ${request.subject} is not complete JSON. Run the workflow again later.`,
		};
	}

	private tooLongPauses({ itemIndex }: AnyRequest): NodeApiError {
		const message = `${this.service} asks for longer pauses than the node makes`;
		const description = `One run waits ${MOST_WAITING / 60_000} minutes in all at the most. ${ASK_LESS}`;
		return this.errorFor({ message, description }, itemIndex);
	}
}

/** Where a request goes within the origin. */
interface Target {
	path: string;
	query?: IDataObject;
}

/** The answer of the server, or what came instead of one. */
type Reply = IN8nHttpFullResponse | Exclude<Outcome, Answer>;

interface Sent {
	response: Reply;
	/** The credential with the token that it was sent with. */
	data: Data;
}

function isUnauthorized({ response }: Sent): boolean {
	return 'statusCode' in response && response.statusCode === 401;
}

/** A read or a change on its way. */
interface AnyRequest extends ReadRequest, Omit<WriteRequest, 'method'> {
	method: IHttpRequestMethods;
	signal: AbortSignal;
}

/** An answer, its body not decoded yet; or what came instead. */
export type Outcome =
	| (Answer & { retryAfter: number | undefined })
	| { code: string; retryAfter?: undefined }
	| { obstacle: Obstacle };

/** What decides whether a request is sent again. */
type RetryRequest = Pick<AnyRequest, 'method' | 'expect' | 'isRepeatable' | 'conflictTries'>;

/** What to do after an outcome. `isUnknown`: whether the change was made is not known. */
export type Decision =
	| { verdict: 'done'; answer: Answer }
	| { verdict: 'failed'; isUnknown: boolean }
	| { verdict: 'again'; isUnknown: boolean; wait: number };

/**
 * Whether a request that was sent `tries` times is done, has failed, or is sent again after `wait` ms.
 * `random` is from 0 to 1.
 */
export function decide(
	request: RetryRequest,
	outcome: Outcome,
	tries: number,
	random = Math.random(),
): Decision {
	if ('status' in outcome && isDone(request, outcome, tries)) {
		return { verdict: 'done', answer: outcome };
	}
	const rule = ruleFor(request, outcome);
	const isUnknown = rule.isUnknown && request.method !== 'GET';
	if (tries >= rule.limit || (isUnknown && request.isRepeatable !== true)) {
		return { verdict: 'failed', isUnknown };
	}
	const { retryAfter } = 'obstacle' in outcome ? outcome.obstacle : outcome;
	// A date that is past already tells of clocks that differ, not of a server that has room.
	return { verdict: 'again', isUnknown, wait: retryAfter || backoff(tries, random) };
}

type Rule = (typeof RETRY)[keyof typeof RETRY];

function ruleFor({ conflictTries = 1 }: RetryRequest, outcome: Outcome): Rule {
	if ('obstacle' in outcome) {
		return outcome.obstacle.isPassing ? RETRY.passingObstacle : RETRY.lastingObstacle;
	}
	if ('code' in outcome) {
		const rule = NEVER_CONNECTED.has(outcome.code) ? RETRY.notConnected : RETRY.disconnected;
		return LASTING_CAUSES.has(outcome.code) ? { ...rule, limit: 1 } : rule;
	}
	const { status, body } = outcome;
	if (status === 408 || status === 429 || status === 503) return RETRY[status];
	if (status === 409) return { ...RETRY.refusal, limit: conflictTries };
	if (status >= 500) return RETRY.serverError;
	if (!isGood(status)) return RETRY.refusal;
	return isWebPage(body) ? RETRY.webPage : RETRY.incomplete;
}

/** Whether this is an answer to go on with: 2xx and JSON, or less where less will do, or expected. */
function isDone(
	{ method, expect, conflictTries = 1 }: RetryRequest,
	{ status, body }: Answer,
	tries: number,
): boolean {
	if (status === 409 && tries < conflictTries) return false;
	if (expect?.includes(status) === true) return true;
	if (!isGood(status)) return false;
	// What a successful delete answers is not documented (assemble.md U13).
	if (method === 'DELETE') return !isWebPage(body);
	if (typeof body === 'object') return true;
	// A change may be confirmed with a word, or with nothing; half a JSON is no confirmation.
	return method !== 'GET' && (body === undefined || isPlainText(body));
}

/** Whether the server wants fewer requests. */
function isPushBack(outcome: Outcome): boolean {
	return 'status' in outcome && (outcome.status === 429 || outcome.status === 503);
}

/** The pause before the next try where the server does not ask for one, in ms. */
function backoff(tries: number, random: number): number {
	const longest = Math.min(BACKOFF.first * 2 ** (tries - 1), BACKOFF.limit);
	return longest * (0.5 + random / 2);
}

const utf8 = new TextDecoder();

/** JSON as what it says; nothing as undefined; anything else as text. */
function decode(body: unknown): unknown {
	if (!(body instanceof Uint8Array || body instanceof ArrayBuffer)) return body;
	const text = utf8.decode(body);
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function isGood(status: number): boolean {
	return status >= 200 && status < 300;
}

function isPlainText(body: unknown): boolean {
	return typeof body === 'string' && !/^\s*[<[{]/.test(body);
}

function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/**
 * Whether a request may be sent again to where a redirect leads. For a change only where the
 * status keeps the method; the others ask a client to read instead.
 */
function mayFollow(method: IHttpRequestMethods, status: number): boolean {
	if (status < 300 || status >= 400) return false;
	return method === 'GET' || status === 307 || status === 308;
}

/** Where a redirect leads if it stays within the origin of `url`; null if it does not. */
export function withinOrigin(
	{ headers: { location } }: IN8nHttpFullResponse,
	url: string,
): Target | null {
	if (typeof location !== 'string' || location === '') return null;
	try {
		const target = new URL(location, url);
		if (target.origin !== new URL(url).origin) return null;
		if (target.username !== '' || target.password !== '') return null;
		return { path: `${target.pathname}${target.search}` };
	} catch {
		return null;
	}
}

/** The pause in a Retry-After header in ms: seconds or a date. Undefined if there is none. */
export function retryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1_000;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** What the promise brings, or an error with the code ETIMEDOUT after `longest` ms. */
async function withTimeout<T>(promise: Promise<T>, longest: number): Promise<T> {
	return await unlessAborted(promise, AbortSignal.timeout(longest), () =>
		Object.assign(new Error('The answer took too long'), { code: 'ETIMEDOUT' }),
	);
}

/** An error of n8n or of its HTTP client. */
interface Cause extends Error {
	code?: unknown;
	description?: string | null;
	response?: { status?: number; data?: unknown; headers?: IDataObject };
}

/** n8n wraps what its HTTP client throws; the innermost error has the code of the cause. */
export function causeChain(error: unknown): Cause[] {
	const chain: Cause[] = [];
	for (let cause = error; cause instanceof Error; cause = cause.cause ?? lostCause(cause)) {
		chain.push(cause);
	}
	return chain;
}

/** n8n 1 loses the error that it wraps, but keeps its status or code, message and body. */
function lostCause(error: Error): Error | undefined {
	if (!(error instanceof NodeApiError) || error.httpCode === null) return undefined;
	const { httpCode, messages, context } = error;
	const lost = new Error(messages[0] ?? error.message);
	const status = Number(httpCode);
	if (Number.isNaN(status)) return Object.assign(lost, { code: httpCode });
	// The status of an answer that broke off sounds good.
	if (isGood(status)) return Object.assign(lost, { code: 'ECONNRESET' });
	return Object.assign(lost, { response: { status, data: context.data } });
}
