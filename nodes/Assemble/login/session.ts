import type { IDataObject, IHttpRequestHelper, IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { Guesses } from '../../shared/guesses';
import { KEPT_FOR } from '../../shared/http/accounts';
import { ask } from '../../shared/http/body';
import {
	connectionCause,
	isLasting,
	isUnsent,
	isWebPage,
	NO_ROUTE,
	proxyTrouble,
	serverText,
	wordsOfError,
} from '../../shared/http/errors';
import type { Obstacle } from '../../shared/http/httpClient';
import { causeChain, proxyIn, retryAfter, withinOrigin } from '../../shared/http/httpClient';
import { now } from '../../shared/http/pacing';
import { keepSecrets, secretsOf } from '../../shared/http/secrets';
import { Kept } from '../../shared/kept';
import { asObject } from '../../shared/records';
import { LOGIN_PATH } from '../shared/guesses';
import type { Login } from './credential';
import { ACCEPT, digestOf } from './credential';

/** For each step, in ms, even if its answer trickles in: others wait for this login, too. */
const TIMEOUT = 15_000;

/** Minutes before a refused login is tried again: each try may lock the account or send a code. */
const REFUSED_FOR = [2, 10, 60, 360];

/** How long a login is not repeated after its answer was lost, in ms. */
const UNKNOWN_FOR = 2 * 60_000;

/** How long parallel requests share a failure with a passing cause, in ms. */
const PASSING_FOR = 1_000;

/** However long a pause the server asks for, a login is tried again after this, in ms. */
const LONGEST_PAUSE = 10 * 60_000;

/** A failure that is kept longer than this, in ms, says until when. */
const UNTOLD = 5_000;

/** A token younger than this, in ms, is used again instead of a new one. */
const FRESH_FOR = 2 * 60_000;

/** Replaced tokens to remember; no request still uses an older one. */
const MOST_OLDER = 100;

/** More tokens than this within a minute mean that new ones are rejected, too. */
const MOST_TOKENS_A_MINUTE = 20;

/** Why a login gave no token. n8n's credential test shows only the message. */
export class LoginError extends UserError implements Obstacle {
	override name = 'LoginError';

	override readonly description: string;

	readonly isPassing: boolean;

	readonly retryAfter?: number;

	/** Assemble said no: a retry without a change is pointless. */
	readonly isRefusal: boolean;

	constructor({
		message,
		description,
		isPassing,
		retryAfter: pause,
		isRefusal = false,
	}: Obstacle & { isRefusal?: boolean }) {
		super(message);
		this.description = description;
		this.isPassing = isPassing;
		this.retryAfter = pause;
		this.isRefusal = isRefusal;
	}
}

/** Times are in ms, by the clock that never jumps; a retry before `until` is pointless. */
interface Failure {
	error: LoginError;
	/** The token of the request that needed a login. */
	token: string;
	since: number;
	until: number;
}

/** The state of one login in this process. */
interface Session {
	latest?: { token: string; since: number };
	/** Tokens that the latest one has replaced. */
	older: Set<string>;
	running?: Promise<string>;
	failure?: Failure;
	/** Refusals in a row. */
	refusals: number;
	/** When tokens were issued in the last minute, in ms, by the same clock. */
	given: number[];
}

const sessions = new Kept<Session>(() => ({ older: new Set(), refusals: 0, given: [] }), {
	most: 200,
	keptFor: KEPT_FOR,
	// Without its refusals, a wrong password would be tried too often.
	isNeeded: ({ running, failure, refusals }) =>
		running !== undefined || refusals > 0 || now() < (failure?.until ?? 0),
});

/**
 * Returns a token for a request whose own, `current`, was rejected ('' if it has none). n8n asks
 * per request, so parallel requests share one login, and a later one with a replaced token gets the
 * latest without a login. A refused login is not repeated for a while. Throws a LoginError.
 */
export async function renewToken(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	current: string,
): Promise<string> {
	// By digest: a wrong password never gets another's token, and no password is kept.
	const session = sessions.of(digestOf(login));
	keepSecrets(login.origin, [login.password, current]);
	if (session.running !== undefined) return await session.running;

	if (isOverruled(session, current)) forget(session);
	const { latest, failure } = session;
	const isReplaced = current === '' || session.older.has(current);
	if (latest !== undefined && isReplaced && now() - latest.since < FRESH_FOR) return latest.token;
	if (failure !== undefined && now() < failure.until) throw asItWas(failure);

	session.running = logIn(helpers, login, session);
	try {
		const token = await session.running;
		retire(session, [current, latest?.token ?? '']);
		session.latest = { token, since: now() };
		forget(session);
		return token;
	} catch (error) {
		throw remembered(session, error as Error, current);
	} finally {
		session.running = undefined;
	}
}

/** Whether the request's token proves that another process logged in after this failure. */
function isOverruled({ failure, latest, older }: Session, current: string): boolean {
	if (failure === undefined || current === '') return false;
	return current !== failure.token && current !== latest?.token && !older.has(current);
}

function forget(session: Session): void {
	session.failure = undefined;
	session.refusals = 0;
}

/** Keeps the error for requests that come while a retry is pointless. */
function remembered(session: Session, error: Error, token: string): Error {
	if (!(error instanceof LoginError)) return error;
	const since = now();
	session.failure = { error, token, since, until: since + keptFor(session, error) };
	if (error.isRefusal) session.refusals += 1;
	return error;
}

/** Adds when it failed and when it is tried again, so that nobody takes it for a new failure. */
function asItWas({ error, since, until }: Failure): LoginError {
	const { isPassing, retryAfter: pause } = error;
	if (until - since <= UNTOLD) return error;
	const at = (time: number) => new Date(Date.now() + time - now()).toISOString().slice(11, 16);
	// Rounded up, so that it is true in the last minute, too.
	const [then, next] = [at(since), at(until + 59_999)];
	return new LoginError({
		...error,
		message: isPassing
			? `${error.message} (as it was at ${then} UTC; n8n logs in again after ${next} UTC)`
			: `${error.message} (as it was at ${then} UTC; n8n logs in again after ${next} UTC, or at once when you change the credential)`,
		// Some of the pause is over.
		retryAfter: pause && pause - (now() - since),
	});
}

/** In ms. */
function keptFor(
	session: Session,
	{ isRefusal, isPassing, retryAfter: pause }: LoginError,
): number {
	if (isRefusal) return minutesRefused(session) * 60_000;
	return isPassing ? Math.min(pause ?? PASSING_FOR, LONGEST_PAUSE) : UNKNOWN_FOR;
}

function minutesRefused({ refusals }: Session): number {
	return REFUSED_FOR[Math.min(refusals, REFUSED_FOR.length - 1)] ?? 0;
}

function retire({ older }: Session, tokens: string[]): void {
	for (const token of tokens) if (token !== '') older.add(token);
	for (const token of older) if (older.size > MOST_OLDER) older.delete(token);
}

/** Email and password give a first token, and that gives a JWT (contract/assemble.md 2.1). */
async function logIn(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	session: Session,
): Promise<string> {
	const start = now();
	session.given = session.given.filter((at) => start - at < 60_000);
	if (session.given.length >= MOST_TOKENS_A_MINUTE) {
		throw new LoginError({
			message: 'Assemble rejects each new token soon after issuing it',
			description:
				'The node does not log in again and again. Check in Assemble whether the user may use the API, and whether another program logs in as the same user.',
			isPassing: false,
		});
	}

	const wait = minutesRefused(session);
	const guesses = new Guesses(login.origin, '');
	const paths = login.authPath === undefined ? guesses.inOrder(LOGIN_PATH) : [login.authPath];
	const { path, body } = await firstStep(helpers, login, wait, paths);
	const { token, two_factor: method } = asObject(body);
	keepSecrets(login.origin, [token]);
	if (typeof token !== 'string' || token === '') {
		if (isSecondFactor(method)) throw secondFactor(login, method, wait);
		throw withoutToken(login, { path, step: '/', minutes: wait }, body);
	}
	if (login.authPath === undefined) guesses.settle<string>(LOGIN_PATH, path);
	if (isSecondFactor(method)) throw secondFactor(login, method, wait);

	const step = { path, step: '/token', minutes: wait } as const;
	const second = await post(helpers, login, step, { token });
	if (!isGood(second)) throw refused(second, login, step);
	const { token: jwt } = asObject(second.body);
	if (typeof jwt !== 'string' || jwt === '') throw withoutToken(login, step, second.body);
	session.given.push(start);
	keepSecrets(login.origin, [jwt]);
	return jwt;
}

/**
 * Sends the password to the first path, and to the next one only if there is no login at that.
 * Resolves with what the login answered, and where it is.
 */
async function firstStep(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	minutes: number,
	[path = '', ...others]: string[],
): Promise<{ path: string; body: unknown }> {
	const { email, password } = login;
	const step = { path, step: '/', minutes } as const;
	const response = await post(helpers, login, step, { email, password });
	if (isGood(response)) return { path, body: response.body };
	if (isNoLogin(response) && others.length > 0) {
		return await firstStep(helpers, login, minutes, others);
	}
	throw refused(response, login, step);
}

/** A web page comes from elsewhere: the product has its own login at /auth (contract/assemble.md 2.1). */
function isNoLogin({ statusCode, body }: IN8nHttpFullResponse): boolean {
	return NO_ROUTE.includes(statusCode) && (isEmpty(body) || typeof body === 'object');
}

const isEmpty = (body: unknown) => body === undefined || body === null || body === '';

/** Null means that none is needed; empty and missing mean the same (contract/assemble.md U21). */
function isSecondFactor(method: unknown): boolean {
	return (
		method !== null && method !== undefined && method !== '' && method !== false && method !== 0
	);
}

interface Step {
	path: string;
	step: '/' | '/token';
	/** How long a refused login is not tried again. */
	minutes: number;
}

/** Returns the answer, whatever its status; throws a LoginError if there is none. */
async function post(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	{ path, step }: Step,
	body: IDataObject,
): Promise<IN8nHttpFullResponse> {
	const send = async (url: string) => {
		try {
			return await ask(
				helpers,
				{ method: 'POST', url, headers: { Accept: ACCEPT }, body },
				TIMEOUT,
			);
		} catch (error) {
			throw unreachable(error, login, step);
		}
	};

	const url = `${login.origin}${path}${step}`;
	const response = await send(url);
	const next = withinOrigin(response, url);
	// A web server may redirect to the same path without its trailing slash.
	return isRedirect(response) && next !== null && `${next.path}/` === `${path}${step}`
		? await send(`${login.origin}${next.path}`)
		: response;
}

function isGood({ statusCode }: IN8nHttpFullResponse): boolean {
	return statusCode >= 200 && statusCode < 300;
}

function isRedirect({ statusCode }: IN8nHttpFullResponse): boolean {
	return statusCode >= 300 && statusCode < 400;
}

const ASK = "The administrator finds the path in the organisation's OpenAPI file.";

const LEAVE_EMPTY = `If 'Auth Path' is empty, the node tries ${LOGIN_PATH.candidates.join(' and ')}.`;

const FIREWALL =
	"The answer gives no reason, so it may come from a firewall or a proxy between n8n and Assemble: ask whoever runs your network, and Assemble's support, to let n8n through. Otherwise: ";

function refused(
	response: IN8nHttpFullResponse,
	login: Login,
	{ path, step, minutes }: Step,
): LoginError {
	const { statusCode: status, headers, body } = response;
	const { email } = login;
	const said = serverText(body, secretsOf(login.origin));
	const quote = said === '' ? '' : ` Assemble says: ${said}`;

	if (status === 429 || (status >= 500 && step === '/token')) {
		return new LoginError({
			message: `Assemble could not log in ${email} now (HTTP ${status})`,
			description: `Run the workflow again later.${quote}`,
			isPassing: true,
			retryAfter: retryAfter(headers['retry-after']),
		});
	}
	if (status >= 500) {
		return new LoginError({
			message: `Assemble could not answer the login of ${email} (HTTP ${status})`,
			description: `It was not tried again, because each login may send a code to the user. Run the workflow again in two minutes.${quote}`,
			isPassing: false,
		});
	}
	if (NO_ROUTE.includes(status) || isRedirect(response)) {
		const isSearched = login.authPath === undefined && isNoLogin(response);
		const paths = isSearched ? LOGIN_PATH.candidates.join(' or ') : path;
		return new LoginError({
			message: `Assemble has no login at ${new URL(login.origin).host}${paths}: check 'Organisation' in the credential, then try another 'Auth Path'`,
			description: `${login.authPath === undefined ? ASK : LEAVE_EMPTY} The answer was HTTP ${status}.${quote}`,
			isPassing: false,
		});
	}
	if (status === 407) {
		return new LoginError({
			message: 'The proxy between n8n and Assemble wants a login (HTTP 407)',
			description: `The login did not get to Assemble. Put the user name and password of the proxy into HTTPS_PROXY of n8n, as in http://user:password@proxy.example.org:3128, restart n8n, or ask whoever runs the proxy. It is tried again in two minutes.`,
			isPassing: false,
		});
	}
	const again = notAgainFor(minutes);
	if (step === '/token') {
		return new LoginError({
			message: `Assemble accepted the password of ${email}, but gave no token (HTTP ${status})`,
			description: `Log in to Assemble in the browser as this user, and see whether it asks for something. For unattended logins use OAuth2. ${again}${quote}`,
			isPassing: false,
			isRefusal: true,
		});
	}
	if (![400, 401, 422].includes(status)) {
		return new LoginError({
			message: `Assemble does not let ${email} log in (HTTP ${status})`,
			description: `${isEmpty(body) || isWebPage(body) ? FIREWALL : ''}The account may be inactive or blocked, or a firewall may keep n8n out. Log in to Assemble in the browser as this user. ${again}${quote}`,
			isPassing: false,
			isRefusal: true,
		});
	}
	return new LoginError({
		message: `Assemble rejected the email or password of ${email} (HTTP ${status})`,
		description: `Correct them in the credential. ${again}${quote}`,
		isPassing: false,
		isRefusal: true,
	});
}

const notAgainFor = (minutes: number) =>
	`The login is not tried again for ${minutes} minutes, unless you change the credential.`;

const METHODS: Record<string, string> = {
	email: 'a code by email',
	sms: 'a code by text message',
	auth_app: 'an authenticator app',
	magic_link: 'a magic link',
};

/** Each of these needs a person (contract/assemble.md 2.2). */
function secondFactor({ origin }: Login, method: unknown, minutes: number): LoginError {
	const shown = serverText(String(method), secretsOf(origin));
	const name = METHODS[String(method)] ?? `'${shown}'`;
	return new LoginError({
		message: `The user has two-factor authentication (${name}), so n8n cannot log in by itself: use the credential Assemble OAuth2 API, or a user without two-factor authentication`,
		description: `Somebody has to be there for a second factor, and a workflow runs unattended. In Assemble, permissions marked [2FA] switch it on for everyone who has them. The login is not tried again for ${minutes} minutes, unless you change the credential, so that no further code is sent.`,
		isPassing: false,
		isRefusal: true,
	});
}

/** For a good answer: some servers refuse a login with one, and give the reason in words. */
function withoutToken(
	{ origin, email }: Login,
	{ path, minutes }: Step,
	body: unknown,
): LoginError {
	const secrets = secretsOf(origin);
	const said = typeof body === 'string' ? serverText(body, secrets) : wordsOfError(body, secrets);
	if (said !== '') {
		return new LoginError({
			message: `Assemble does not let ${email} log in, and says: ${said}`,
			description: `Check the email and password in the credential, and log in to Assemble in the browser as this user. ${notAgainFor(minutes)} If this is not from Assemble, check 'Organisation' and 'Auth Path'.`,
			isPassing: false,
			isRefusal: true,
		});
	}
	return new LoginError({
		message: `${new URL(origin).host}${path} does not answer like the login of Assemble`,
		description: "Check 'Organisation' and 'Auth Path' in the credential.",
		isPassing: false,
	});
}

function unreachable(error: unknown, { origin }: Login, step: '/' | '/token'): LoginError {
	const cause = (causeChain(error).at(-1) ?? error) as Error & { code?: unknown };
	const { code } = cause;
	const host = new URL(origin).host;
	// n8n itself refused to send it, for example because of the credential's allowed domains.
	if (typeof code !== 'string') {
		return new LoginError({
			message: `n8n could not send the login to ${host}: ${serverText(cause.message, secretsOf(origin))}`,
			description:
				"Check 'Allowed HTTP Request Domains' in the credential, and the network of n8n.",
			isPassing: false,
		});
	}
	const isPassing = (step === '/token' || isUnsent(code)) && !isLasting(code);
	const proxy = proxyIn(cause, origin);
	if (proxy !== undefined) {
		return new LoginError({ ...proxyTrouble('Assemble', code, '', proxy), isPassing });
	}
	const description = `${connectionCause(code)} Check 'Organisation' in the credential and the network of n8n.`;
	const isUnknown = step === '/' && !isUnsent(code);
	return new LoginError({
		message: `Assemble could not be reached at ${host} to log in`,
		description: isUnknown
			? `${description} The login was not tried again, because each may send a code to the user. Run the workflow again in two minutes.`
			: description,
		isPassing,
	});
}
