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

import type { Guess } from '../guesses';
import { Guesses } from '../guesses';
import { Hints } from '../hints';
import { parseUrl } from '../url';
import { sharedAccount } from './accounts';
import { AS_IT_IS, decode, whole } from './body';
import type { ErrorDetails, Leads, NodeError, Service, ServiceWords, Trouble } from './errors';
import {
	apiError,
	ASK_LESS,
	checkAddress,
	connectionTrouble,
	failureOf,
	isLasting,
	isUnsent,
	isWebPage,
	LARGEST_ANSWER,
	legible,
	LONGEST_MESSAGE,
	NOT_DONE,
	serverText,
	statusTrouble,
	TOO_LARGE,
	unknownOutcome,
	unreadableTrouble,
	withoutSecrets,
	wordsOfError,
} from './errors';
import { MOST_WAITING, Pacer, pause, unlessAborted } from './pacing';
import { keepSecrets, redact, secretsOf } from './secrets';
import type { Tokens } from './tokens';

/** Most tries by outcome; if `isUnknown`, only for reads and changes that may be repeated. */
const RETRY = {
	/** The server rejects it before it changes anything. */
	429: { limit: 8, isUnknown: false },
	/** The change may have been made already. */
	503: { limit: 8, isUnknown: true },
	408: { limit: 1, isUnknown: true },
	serverError: { limit: 5, isUnknown: true },
	/** The change may have been made, and be shown elsewhere. */
	redirect: { limit: 1, isUnknown: true },
	/** Any other status below 500; `conflictTries` sets the limit for 409. */
	refusal: { limit: 1, isUnknown: false },
	incomplete: { limit: 5, isUnknown: true },
	webPage: { limit: 1, isUnknown: true },
	/** Only one try where a retry does not help; see isLasting. */
	notConnected: { limit: 5, isUnknown: false },
	disconnected: { limit: 5, isUnknown: true },
	/** n8n could not send the request; see Obstacle. */
	passingObstacle: { limit: 5, isUnknown: false },
	lastingObstacle: { limit: 1, isUnknown: false },
};

/** In ms, without a Retry-After: 1 s, 2 s, 4 s ... each shortened at random by up to half. */
const BACKOFF = { first: 1_000, limit: 30_000 };

/** Longest silence of the server, in ms. */
const TIMEOUT = 60_000;

/** Longest time for a whole answer, in ms, even if it trickles in. */
const LONGEST_ANSWER = 5 * 60_000;

/** Code of the error for a good answer in an unknown form: it is there, but nothing can read it. */
export const UNKNOWN_FORM = '200';

const MOST_REDIRECTS = 3;

/** The statuses of redirects that do nothing yet, and keep the method. */
const SEND_THERE = [307, 308];

/** Per request: lookups of a newer stored token, one after each rejected token. */
const MOST_STORED_TOKENS = 3;

/** Per request. */
const MOST_LOGINS = 2;

/** Average time for another process to store the token that it just got, in ms. */
const PAUSE_FOR_OTHERS = 1_000;

/** As of RFC drafts and of common frameworks. No page tells the services' own. */
const LIMIT_HEADER = /^((x-)?rate-?limit[a-z-]{0,30}|retry-after)$/i;

export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

interface RequestBase {
	/** Path from the root of the origin, with its variable parts already encoded. */
	path: string;
	/** As in "could not find the profile list". */
	subject: string;
	/** Undefined in a trigger and while a form is filled in. */
	itemIndex: number | undefined;
	/** Statuses that the caller handles instead of an error. */
	expect?: number[];
	/** What to do if the service faults the request itself, as a sentence. */
	advice?: string;
	/** What the user lacks on a 403, as a sentence; by default, that of the service's words. */
	permission?: string;
}

export interface ReadRequest extends RequestBase {
	query?: IDataObject;
	/** Fewer tries than usual, where another request may do. "Too many requests" do not count. */
	mostTries?: number;
	/** By default, the request ends when the execution is cancelled. */
	signal?: AbortSignal;
	/** Asks whether this is the right path: web pages and redirects to other paths are answers, too. */
	isProbe?: boolean;
	/** May be read by anybody, so that an answer says nothing of the token. */
	isPublic?: boolean;
}

export interface WriteRequest extends RequestBase {
	method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	body?: IDataObject;
	/** Making the change twice does no harm, so it may be sent again after a lost answer. */
	isRepeatable?: boolean;
	/** How often it may be sent in all on 409, a conflict with another request. */
	conflictTries?: number;
	/** As of a read. */
	mostTries?: number;
}

export interface Answer {
	status: number;
	/** Parsed JSON, else text; undefined without a body. */
	body: unknown;
	/** An earlier answer was lost: that try may already have made the change. */
	isRepeat?: boolean;
}

export interface Account {
	credential: ICredentialsDecrypted;
	origin: string;
	/** Tells the accounts of one origin apart: a digest, from which no secret can be read. */
	holder: string;
	words: ServiceWords;
	headers?: Record<string, string>;
	/** Texts never to show. Read each time, since n8n may have renewed a token. */
	readSecrets: () => Promise<string[]>;
	/** On 401, n8n renews the token and sends the request once more. */
	renewal?: IAdditionalCredentialOptions;
	/** Whether the time until which a token says it is good has passed, by the clock of n8n. */
	isPast?: (token: unknown) => boolean;
	/** The token that n8n renews and keeps to itself. */
	readToken?: () => Promise<unknown>;
	/** Set if n8n stores what it renews, so that several processes share it. */
	stored?: StoredToken;
	/** Recognises what kept a request from being sent, such as a refused login. */
	findObstacle?: (error: Error) => Obstacle | undefined;
}

type Data = ICredentialDataDecryptedObject;

/** A token in the credential, which another n8n process may renew as well. */
export interface StoredToken {
	tokenOf: (data: Data) => unknown;
	/** The data with the token stored by now; unchanged if none is stored for its login. */
	refresh: (data: Data) => Promise<Data>;
	/** Data that makes n8n renew the token before it sends anything. */
	withoutToken: (data: Data) => Data;
}

/** Why a request could not be sent. */
export interface Obstacle extends Trouble {
	/** Whether a retry can help. */
	isPassing: boolean;
	/** In ms. */
	retryAfter?: number;
}

/** Sends requests to one service: paced, retried where that is harmless, only to its origin. */
export class HttpClient {
	readonly service: string;

	readonly origin: string;

	readonly credentialType: string;

	readonly guesses: Guesses;

	readonly hints = new Hints(
		() => this.guesses.takeNews(),
		(text) => legible(text, LONGEST_MESSAGE, this.secrets),
	);

	/** Names of the headers about a rate limit that came. */
	readonly limitHeaders = new Set<string>();

	protected readonly signal: AbortSignal;

	private readonly words: Service;

	private readonly pacer: Pacer;

	private readonly tokens: Tokens;

	/** A look whether a token is good, which parallel requests share. */
	private look?: { token: unknown; state: Promise<TokenState> };

	private turn = Promise.resolve();

	private hasKeptToken = false;

	private node?: INode;

	/** `signal` aborts all requests where n8n gives no signal of its own. */
	constructor(
		private readonly context: RequestContext,
		private readonly account: Account,
		signal = new AbortController().signal,
	) {
		this.service = account.words.service;
		this.origin = account.origin;
		this.words = { ...account.words, host: new URL(account.origin).host };
		this.credentialType = account.credential.type;
		this.guesses = new Guesses(account.origin, account.holder);
		const { pace, tokens } = sharedAccount(this.accountKey);
		this.pacer = new Pacer(pace);
		this.tokens = tokens;
		// Only an execution can be cancelled; forms and polls run outside one.
		const isExecution = 'getExecutionCancelSignal' in context;
		this.signal = (isExecution && context.getExecutionCancelSignal()) || signal;
	}

	/** Tells accounts apart, and holds no secret. */
	get accountKey(): string {
		return `${this.account.origin} ${this.account.holder}`;
	}

	/** Sets the maximum of parallel requests. */
	allow(parallel: number): void {
		this.pacer.max = parallel;
	}

	/**
	 * Sends a GET. Retries 429, 5xx, dropped connections and truncated answers, since reading twice
	 * is harmless. Returns a 2xx answer with JSON, or one with a status in `expect`. Throws a
	 * NodeApiError for anything else, and the signal's reason on abort.
	 */
	async read(request: ReadRequest): Promise<Answer> {
		const { signal = this.signal } = request;
		return await this.exchange({ ...request, method: 'GET', signal });
	}

	/**
	 * Sends a change. Retries only where the service cannot have made it (429, no connection) or
	 * where the request allows it. Returns any 2xx answer, or one with a status in `expect`. Throws a
	 * NodeApiError for anything else, which says so if the change may have been made.
	 */
	async write(request: WriteRequest): Promise<Answer> {
		return await this.exchange({ ...request, signal: this.signal });
	}

	/** Builds the error for an expected status that is a refusal. */
	async refusal(
		request: Pick<RequestBase, 'subject' | 'itemIndex' | 'advice'>,
		{ status, body }: Answer,
	): Promise<NodeApiError> {
		const secrets = await this.readSecrets();
		const answer = { status, body, tries: 1 };
		const trouble = statusTrouble(this.words, answer, request, secrets);
		return this.errorFor(trouble, request.itemIndex);
	}

	/** Builds a NodeApiError about the item. */
	errorFor(details: ErrorDetails, itemIndex: number | undefined): NodeApiError {
		// n8n copies the node on each call.
		this.node ??= this.context.getNode();
		return apiError(this.node, itemIndex, details, this.secrets);
	}

	/** What the service says in the body of a refusal, without secrets; '' if nothing. */
	async quote(body: unknown): Promise<string> {
		return serverText(body, await this.readSecrets());
	}

	/** The error, with no secret in any of its texts. */
	withoutSecrets(error: NodeError): NodeError {
		return withoutSecrets(error, this.secrets);
	}

	/** The same for what the service says elsewhere than in an error. */
	withoutSecretsIn(text: string): string {
		return redact(text, this.secrets);
	}

	/** All secrets of the account that the process knows. */
	private get secrets(): string[] {
		return secretsOf(this.origin);
	}

	/** The same, once n8n was asked for what it may have renewed. */
	private async readSecrets(): Promise<string[]> {
		keepSecrets(this.origin, await this.account.readSecrets());
		return this.secrets;
	}

	/** Runs a search for a guess while no other one runs; see Guesses. Ends when the execution does. */
	protected async searchAlone<R>(guess: Guess, search: () => Promise<R>): Promise<R> {
		return await unlessAborted(this.guesses.alone(guess, search), this.signal);
	}

	/** Builds the error for JSON that is not what the service documents. */
	protected unknownForm(
		what: string,
		form: string,
		itemIndex: number | undefined,
		body: unknown,
	): NodeApiError {
		const said = wordsOfError(body, this.secrets);
		const message =
			said === ''
				? `${this.service} sent ${what} in an unknown form`
				: `${this.service} sent an error in place of ${what}: ${said}`;
		const description = `The node expected ${form}. ${checkAddress(this.words)}`;
		return this.errorFor({ message, description, httpCode: UNKNOWN_FORM }, itemIndex);
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
				// Other requests got through meanwhile, so the server works: start counting again.
				if (pacer.goodAnswers !== goodAnswers) tries = 1;
				({ goodAnswers } = pacer);
				const decision = decide(request, sent, tries);
				// While this request still has its slot: the next one would only be rejected, too.
				if (decision.verdict === 'again' && !pacer.pushedBack(decision.wait)) {
					throw this.tooLongPauses(request);
				}
				return sent;
			}, signal);

			if ('status' in outcome) {
				outcome.body = await this.decodeInTurn(request, outcome);
				signal.throwIfAborted();
			}
			const decision = decide(request, outcome, tries);
			if (decision.verdict === 'done') {
				pacer.succeeded();
				const { status, body } = decision.answer;
				this.keepGood(request, decision.answer);
				return { status, body, ...(isRepeat ? { isRepeat } : {}) };
			}
			isRepeat ||= decision.isUnknown;
			const error = async () => await this.error(request, outcome, tries, decision.isUnknown);
			if (decision.verdict === 'failed') throw await error();
			// After a push-back, the pacer holds back this request with all others.
			if (!isPushBack(outcome)) {
				if (!pacer.reserve(decision.wait)) throw await error();
				await pause(decision.wait, signal);
			}
			this.hints.count('retries');
		}
	}

	/** Decoding a page takes long, so requests that are due get their turn between two pages. */
	private async decodeInTurn(
		{ method }: AnyRequest,
		{ status, body, contentType }: Arrived,
	): Promise<unknown> {
		this.turn = this.turn.then(async () => await sleep(0));
		await this.turn;
		// A refusal still gives its reason, and what was accepted is done.
		return decode(body, contentType, method === 'GET' && isGood(status));
	}

	private async attempt(request: AnyRequest): Promise<Outcome> {
		const { origin } = this.account;
		let target: Target = { path: request.path, query: request.query };
		for (let redirects = 0; ; redirects += 1) {
			const { response, isClosed } = await this.send(request, target);
			if (!('statusCode' in response)) return response;
			const next = withinOrigin(response, `${origin}${target.path}`);
			if (
				next !== null &&
				redirects < MOST_REDIRECTS &&
				mayFollow(request, response.statusCode, target, next)
			) {
				target = next;
				continue;
			}
			const { statusCode: status, headers, body } = response;
			for (const name of Object.keys(headers)) {
				if (LIMIT_HEADER.test(name)) this.limitHeaders.add(name);
			}
			const { location = '' } = headers;
			const leads = next !== null ? 'within' : location === '' ? 'nowhere' : 'away';
			return {
				status,
				body,
				contentType: headers['content-type'],
				isClosed,
				leads,
				retryAfter: retryAfter(headers['retry-after']),
			};
		}
	}

	/**
	 * Renews the token after a 401, unless the token is good elsewhere or was just given out. Looks for
	 * a newer stored one before it logs in: a new login may throw other workers out.
	 */
	private async send(request: AnyRequest, target: Target): Promise<Sent> {
		const { stored, credential, renewal } = this.account;
		const before = credential.data ?? {};
		let sent = await this.sendOnce(request, target, before);
		if (renewal === undefined) return sent;

		const lookForNewer = async () => {
			const data = stored && (await this.newerThan(sent.data, stored));
			if (data !== undefined) sent = await this.sendOnce(request, target, data);
			return data !== undefined;
		};
		// If the token changed, n8n has already logged in.
		let logins = stored && stored.tokenOf(sent.data) !== stored.tokenOf(before) ? 1 : 0;
		for (let looks = 0; isUnauthorized(sent) && looks < MOST_STORED_TOKENS; looks += 1) {
			if (!(await lookForNewer())) break;
		}
		const most = stored === undefined ? 1 : MOST_LOGINS;
		for (; isUnauthorized(sent); logins += 1) {
			request.signal.throwIfAborted();
			const token = await this.tokenOf(sent.data);
			const state = await this.stateOf(token, request, sent);
			if (state === 'good') return { ...sent, isClosed: true };
			if (logins > 0) {
				this.tokens.reject(token);
				if (stored === undefined) break;
				// Another worker may have just logged in, and be about to store its token.
				await pause(PAUSE_FOR_OTHERS * (0.5 + Math.random()), request.signal);
				if ((await lookForNewer()) && !isUnauthorized(sent)) break;
			}
			if (state === 'unknown' && this.tokens.isRejected(token)) break;
			if (logins >= most) {
				// No token is good for that any more.
				this.tokens.good = undefined;
				break;
			}
			sent = await this.sendOnce(request, target, sent.data, UNAUTHORIZED);
		}
		return await this.sendIfPast(request, target, sent);
	}

	/**
	 * Some servers answer an expired token with another status than 401. So a read that failed with a
	 * token that says it is past is sent once more, with a newer one.
	 */
	private async sendIfPast(request: AnyRequest, target: Target, sent: Sent): Promise<Sent> {
		const { stored, isPast } = this.account;
		const status = 'statusCode' in sent.response ? sent.response.statusCode : 0;
		if (request.method !== 'GET' || status < 400 || SAYS_NOTHING.has(status)) return sent;
		if (isPast?.(await this.tokenOf(sent.data)) !== true || this.tokens.isClockAhead) return sent;
		const data = stored && (await this.newerThan(sent.data, stored));
		const again =
			data !== undefined && !isPast(stored?.tokenOf(data))
				? await this.sendOnce(request, target, data)
				: await this.sendOnce(request, target, data ?? sent.data, status);
		// Where nothing works, not even the login, the first answer tells more.
		if ('obstacle' in again.response && status >= 500) return sent;
		this.tokens.isClockAhead = isPast(await this.tokenOf(again.data));
		return again;
	}

	private async tokenOf(data: Data): Promise<unknown> {
		const { stored, readToken } = this.account;
		const token = stored === undefined ? await readToken?.() : stored.tokenOf(data);
		keepSecrets(this.origin, [token]);
		return token;
	}

	/** Whether a rejected token is good for what a token was good for before. */
	private async stateOf(token: unknown, request: AnyRequest, { data }: Sent): Promise<TokenState> {
		const { good } = this.tokens;
		if (good === undefined) return 'unknown';
		if (request.method === 'GET' && isSameRead(request, good)) return 'rejected';
		if (this.look === undefined || this.look.token !== token) {
			const { signal } = request;
			const reading = {
				path: '',
				subject: '',
				itemIndex: undefined,
				method: 'GET',
				signal,
			} as const;
			const state = this.sendOnce(reading, good, data).then(toState);
			this.look = { token, state };
		}
		const { look } = this;
		try {
			return await look.state;
		} finally {
			if (this.look === look) this.look = undefined;
		}
	}

	/** Keeps a read that shows whether a token is good. */
	private keepGood({ method, path, query, isPublic = false }: AnyRequest, answer: Answer): void {
		const { renewal } = this.account;
		const isData = isGood(answer.status) && typeof answer.body === 'object';
		if (renewal === undefined || method !== 'GET' || isPublic || !isData) return;
		this.tokens.good = { path, query };
	}

	/** The credential with another token than the rejected one; undefined if there is none. */
	private async newerThan(rejected: Data, stored: StoredToken): Promise<Data | undefined> {
		const { credential } = this.account;
		const isNew = (data: Data) => stored.tokenOf(data) !== stored.tokenOf(rejected);
		const before = credential.data ?? {};
		// A parallel request has found it.
		if (isNew(before)) return before;
		const data = await stored.refresh(rejected);
		if (!isNew(data)) return undefined;
		credential.data = data;
		keepSecrets(this.origin, [stored.tokenOf(data)]);
		return data;
	}

	/** Also returns the credential data as n8n left it. */
	private async sendOnce(
		request: AnyRequest,
		target: Target,
		before: Data,
		/** Set to have the token renewed: the status that shows that it has expired. */
		renewedOn?: number,
	): Promise<Sent> {
		const { stored } = this.account;
		const lent =
			renewedOn !== undefined && stored !== undefined ? stored.withoutToken(before) : before;
		// n8n writes a renewed token into this object. A parallel request must not see it before its
		// own 401, which would then seem to reject the new token.
		const data = { ...lent };
		try {
			// n8n renews a token that it keeps to itself only on a status that is thrown.
			const thrown = stored === undefined ? renewedOn : undefined;
			const response = await this.call(request, target, data, thrown).catch((error: unknown) =>
				this.recognise(error),
			);
			// An aborted request looks like a dropped connection.
			request.signal.throwIfAborted();
			await this.keepOwnToken(renewedOn !== undefined);
			return { response, data };
		} finally {
			this.keepRenewed(data, lent);
		}
	}

	/** A token that n8n got by itself: a server may repeat it long after another one took its place. */
	private async keepOwnToken(isRenewed: boolean): Promise<void> {
		const { stored, readToken } = this.account;
		if (stored !== undefined || readToken === undefined) return;
		if (this.hasKeptToken && !isRenewed) return;
		this.hasKeptToken = true;
		// The answer is there, whatever has become of the credential.
		await failureOf(this.tokenOf({}));
	}

	/** What n8n throws counts as a reply, too: no answer, and a status that it must not ignore. */
	private async call(
		request: AnyRequest,
		target: Target,
		data: Data,
		renewedOn?: number,
	): Promise<Reply> {
		const { credential, origin, headers, renewal } = this.account;
		const oauth2 = renewal?.oauth2 && { ...renewal.oauth2, tokenExpiredStatusCode: renewedOn };
		const options: IHttpRequestOptions = {
			...AS_IT_IS,
			method: request.method,
			url: `${origin}${target.path}`,
			headers: { ...headers },
			qs: target.query ?? {},
			body: request.body,
			arrayFormat: 'repeat',
			ignoreHttpStatusErrors: renewedOn === undefined,
			timeout: TIMEOUT,
		};
		// Passing the credential saves n8n a database query per page.
		const sending = this.context.helpers.httpRequestWithAuthentication.call(
			this.context,
			credential.type,
			options,
			{ ...renewal, ...(oauth2 && { oauth2 }), credentialsDecrypted: { ...credential, data } },
		) as Promise<IN8nHttpFullResponse>;
		const answer = sending.catch((error: unknown) => this.recognise(error));
		// n8n gives a login no signal: it goes on for others, but this request does not wait for it.
		const patience = { silence: TIMEOUT, longest: LONGEST_ANSWER };
		return withPushBack(await whole(answer, patience, request.signal));
	}

	/** Copies what n8n renewed back into the credential. */
	private keepRenewed(data: Data, before: Data): void {
		const renewed = Object.entries(data).filter(
			([name, value]) => value !== undefined && value !== before[name],
		);
		if (renewed.length === 0) return;
		const { credential } = this.account;
		credential.data = { ...credential.data, ...Object.fromEntries(renewed) };
		keepSecrets(this.origin, [this.account.stored?.tokenOf(credential.data)]);
	}

	private recognise(error: unknown): Reply {
		const chain = causeChain(error);
		for (const cause of chain) {
			const obstacle = this.account.findObstacle?.(cause);
			if (obstacle !== undefined) return { obstacle };
			const { status, data, headers = {} } = cause.response ?? {};
			if (typeof status === 'number') {
				return { statusCode: status, body: data as Buffer, headers };
			}
		}
		const inner = chain.at(-1);
		if (typeof inner?.code === 'string') {
			return { code: inner.code, proxy: proxyIn(inner, this.origin) };
		}
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

	private async error(
		request: AnyRequest,
		outcome: Outcome,
		tries: number,
		isUnknown: boolean,
	): Promise<NodeApiError> {
		// n8n may have renewed the token meanwhile, and the service may quote it.
		await this.readSecrets();
		const trouble = this.trouble(request, outcome, tries);
		const details = isUnknown ? unknownOutcome(this.words, trouble, request.isRepeatable) : trouble;
		return this.errorFor(details, request.itemIndex);
	}

	private trouble(request: AnyRequest, outcome: Outcome, tries: number): Trouble {
		const { words } = this;
		if ('obstacle' in outcome) return outcome.obstacle;
		if ('code' in outcome && outcome.code === TOO_LARGE) {
			return {
				message: `${words.service} sent an answer of more than ${LARGEST_ANSWER.mb} MB`,
				description: `The node does not read ${request.subject} from it, since n8n could run out of memory. Ask for less at once: lower 'Page Size' under Options where the operation has it, or set filters. If that does not help, ask ${words.service}'s support.`,
			};
		}
		if ('code' in outcome) return connectionTrouble(words, outcome.code, tries, outcome.proxy);
		const { status, body, isClosed, leads } = outcome;
		const answer = { status, body, tries, isClosed, leads };
		if (!isGood(status)) return statusTrouble(words, answer, request, this.secrets);
		// So that whoever sent a change can tell that it may have been made.
		const httpCode = request.method === 'GET' ? undefined : UNKNOWN_FORM;
		return { ...unreadableTrouble(words, answer, request.subject), httpCode };
	}

	private tooLongPauses({ itemIndex }: AnyRequest): NodeApiError {
		const message = `${this.service} asks for longer pauses than the node makes`;
		const description = `One run waits at most ${MOST_WAITING / 60_000} minutes in total. ${ASK_LESS}`;
		return this.errorFor({ message, description }, itemIndex);
	}
}

interface Target {
	path: string;
	query?: IDataObject;
}

type Reply = IN8nHttpFullResponse | Exclude<Outcome, Answer>;

interface Sent {
	response: Reply;
	data: Data;
	/** It was refused with a token that is good elsewhere. */
	isClosed?: boolean;
}

const UNAUTHORIZED = 401;

/** Statuses that are never about a token that has expired, or are dealt with as such already. */
const SAYS_NOTHING = new Set([UNAUTHORIZED, 407, 429, 502, 503, 504]);

function isUnauthorized({ response }: Sent): boolean {
	return 'statusCode' in response && response.statusCode === UNAUTHORIZED;
}

/** Whether a token is accepted where another one was; unknown if that cannot be told. */
type TokenState = 'good' | 'rejected' | 'unknown';

function toState(sent: Sent): TokenState {
	if (isUnauthorized(sent)) return 'rejected';
	return 'statusCode' in sent.response && isGood(sent.response.statusCode) ? 'good' : 'unknown';
}

const isSameRead = (one: Target, other: Target): boolean =>
	one.path === other.path && JSON.stringify(one.query ?? {}) === JSON.stringify(other.query ?? {});

interface AnyRequest extends ReadRequest, Omit<WriteRequest, 'method'> {
	method: IHttpRequestMethods;
	signal: AbortSignal;
}

/** An answer as it came, and what its headers tell. */
interface Arrived extends Answer {
	retryAfter: number | undefined;
	contentType?: unknown;
	isClosed?: boolean;
	leads?: Leads;
}

export type Outcome =
	Arrived | { code: string; proxy?: string; retryAfter?: undefined } | { obstacle: Obstacle };

type RetryRequest = Pick<
	AnyRequest,
	'method' | 'expect' | 'isRepeatable' | 'conflictTries' | 'mostTries' | 'isProbe'
>;

/** `isUnknown`: the change may have been made. */
export type Decision =
	| { verdict: 'done'; answer: Answer }
	| { verdict: 'failed'; isUnknown: boolean }
	| { verdict: 'again'; isUnknown: boolean; wait: number };

/** What to do after `tries` tries; `wait` is in ms, `random` is from 0 to 1. */
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
	const limit =
		rule === RETRY[429] ? rule.limit : Math.min(rule.limit, request.mostTries ?? Infinity);
	if (tries >= limit || (isUnknown && request.isRepeatable !== true)) {
		return { verdict: 'failed', isUnknown };
	}
	const { retryAfter } = 'obstacle' in outcome ? outcome.obstacle : outcome;
	// A date in the past means that clocks differ, not that the server has room.
	return { verdict: 'again', isUnknown, wait: retryAfter || backoff(tries, random) };
}

type Rule = (typeof RETRY)[keyof typeof RETRY];

function ruleFor({ method, conflictTries = 1 }: RetryRequest, outcome: Outcome): Rule {
	if ('obstacle' in outcome) {
		return outcome.obstacle.isPassing ? RETRY.passingObstacle : RETRY.lastingObstacle;
	}
	if ('code' in outcome) {
		const rule = isUnsent(outcome.code) ? RETRY.notConnected : RETRY.disconnected;
		return isLasting(outcome.code) ? { ...rule, limit: 1 } : rule;
	}
	const { status, body } = outcome;
	if (status === 408 || status === 429 || status === 503) return RETRY[status];
	if (status === 409) return { ...RETRY.refusal, limit: conflictTries };
	if (method !== 'GET' && NOT_DONE.includes(status)) return RETRY.refusal;
	if (status >= 500) return RETRY.serverError;
	if (isRedirect(status) && !SEND_THERE.includes(status)) return RETRY.redirect;
	if (!isGood(status)) return RETRY.refusal;
	return isWebPage(body) ? RETRY.webPage : RETRY.incomplete;
}

function isDone(
	{ method, expect, conflictTries = 1, isProbe }: RetryRequest,
	{ status, body }: Answer,
	tries: number,
): boolean {
	if (status === 409 && tries < conflictTries) return false;
	if (expect?.includes(status) === true) return true;
	if (isProbe === true && (isRedirect(status) || (isGood(status) && isWebPage(body)))) return true;
	if (!isGood(status)) return false;
	// The answer to a successful delete is not documented (contract/assemble.md U13).
	if (method === 'DELETE') return !isWebPage(body);
	if (typeof body === 'object') return true;
	// Plain text or no body may confirm a change; truncated JSON does not.
	return method !== 'GET' && (body === undefined || isPlainText(body));
}

function isPushBack(outcome: Outcome): boolean {
	return 'status' in outcome && (outcome.status === 429 || outcome.status === 503);
}

/** In ms. */
function backoff(tries: number, random: number): number {
	const longest = Math.min(BACKOFF.first * 2 ** (tries - 1), BACKOFF.limit);
	return longest * (0.5 + random / 2);
}

function isGood(status: number): boolean {
	return status >= 200 && status < 300;
}

function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

function isPlainText(body: unknown): boolean {
	return typeof body === 'string' && !/^\s*[<[{]/.test(body);
}

/** A change goes only where it would be done to the same record, and not where it would become a read. */
function mayFollow(
	{ method, isProbe }: AnyRequest,
	status: number,
	from: Target,
	to: Target,
): boolean {
	if (method === 'GET') {
		return isRedirect(status) && (isProbe !== true || barePath(from) === barePath(to));
	}
	return SEND_THERE.includes(status) && lastPart(from) === lastPart(to);
}

/** Without a query and a slash at the end. */
const barePath = ({ path }: Target) => path.replace(/\?[^]*/, '').replace(/\/$/, '');

const lastPart = (target: Target) => barePath(target).split('/').at(-1);

/** The target of a redirect within the origin of `url`; null if it leads elsewhere. */
export function withinOrigin(
	{ headers: { location } }: IN8nHttpFullResponse,
	url: string,
): Target | null {
	if (typeof location !== 'string' || location === '') return null;
	const target = parseUrl(location, url);
	if (target === undefined || target.origin !== new URL(url).origin) return null;
	if (target.username !== '' || target.password !== '') return null;
	return { path: `${target.pathname}${target.search}` };
}

/** Some frameworks answer too many requests with 403 (contract/assemble.md 9): as if it was 429. */
function withPushBack(reply: Reply): Reply {
	if (!('statusCode' in reply) || reply.statusCode !== 403) return reply;
	const isPushBack = Object.entries(reply.headers).some(
		([name, value]) => name === 'retry-after' || (NONE_LEFT.test(name) && value === '0'),
	);
	return isPushBack ? { ...reply, statusCode: 429 } : reply;
}

const NONE_LEFT = /^(x-)?rate-?limit-remaining$/i;

/** From here on, a number in Retry-After is a time since 1970, in s and in ms: 30 years are no pause. */
const A_TIME = { s: 1e9, ms: 1e12 };

/** The pause of a Retry-After header, seconds or a time, in ms; undefined if there is none. */
export function retryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const ms = pauseIn(header);
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function pauseIn(header: string): number {
	const seconds = Number(header);
	if (Number.isNaN(seconds)) return Date.parse(header) - Date.now();
	if (seconds < A_TIME.s) return seconds * 1_000;
	return (seconds < A_TIME.ms ? seconds * 1_000 : seconds) - Date.now();
}

/** The host and port of a proxy, if the connection failed at one: it then went elsewhere than to `origin`. */
export function proxyIn(error: Error, origin: string): string | undefined {
	const { errors = (error.cause as AggregateError | undefined)?.errors } = error as AggregateError;
	// Node.js tries all addresses of a host, and then has no message for all.
	const messages = [error, ...(Array.isArray(errors) ? errors : [])].map(
		(one) => (one as Error).message,
	);
	const [, host, port] = messages.map((text) => CONNECTED_TO.exec(text)).find(Boolean) ?? [];
	if (host === undefined) return undefined;
	const { hostname, port: ownPort, protocol } = new URL(origin);
	if (port === undefined) return host === hostname ? undefined : host;
	return port === (ownPort || (protocol === 'https:' ? '443' : '80'))
		? undefined
		: `${host}:${port}`;
}

const CONNECTED_TO = /^(?:connect|getaddrinfo) E[A-Z_]+ ([^\s:]+|[\da-f:]+?)(?::(\d+))?(?: |$)/i;

interface Cause extends Error {
	code?: unknown;
	description?: string | null;
	response?: { status?: number; data?: unknown; headers?: IDataObject };
}

/** The error and its causes. n8n wraps its HTTP client's error, so the last one has the code. */
export function causeChain(error: unknown): Cause[] {
	const chain: Cause[] = [];
	for (let cause = error; cause instanceof Error; cause = cause.cause ?? lostCause(cause)) {
		chain.push(cause);
	}
	return chain;
}

/** n8n 1 loses the error it wraps, but keeps its status or code, message and body. */
function lostCause(error: Error): Error | undefined {
	if (!(error instanceof NodeApiError) || error.httpCode === null) return undefined;
	const { httpCode, messages, context } = error;
	const lost = new Error(messages[0] ?? error.message);
	const status = Number(httpCode);
	if (Number.isNaN(status)) return Object.assign(lost, { code: httpCode });
	return Object.assign(lost, { response: { status, data: context.data } });
}
