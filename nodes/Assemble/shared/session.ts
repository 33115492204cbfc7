import type { IDataObject, IHttpRequestHelper, IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Obstacle } from '../../shared/http';
import { retryAfter, withinOrigin } from '../../shared/http';
import { connectionCause, NEVER_CONNECTED, redact, serverText } from '../../shared/errors';
import { object } from '../../shared/records';
import type { Login } from './credential';
import { ACCEPT } from './credential';

/** A login is waited for this long, in ms. */
const TIMEOUT = 60_000;

/** A login that was refused is not tried again for this long, in ms, unless the credential changes. */
const REFUSED_FOR = 2 * 60_000;

/** Requests that have no token yet get one that was given out less than this ago, in ms. */
const FRESH_FOR = 60_000;

/** Nobody comes with a token older than that many others. */
const MOST_OLDER = 100;

/** More logins than this within a minute mean that new tokens are rejected as well. */
const MOST_LOGINS_A_MINUTE = 20;

/** Why a login did not give a token. Its message is all that n8n's credential test shows. */
export class LoginError extends UserError implements Obstacle {
	override name = 'LoginError';

	override readonly description: string;

	readonly isPassing: boolean;

	readonly retryAfter?: number;

	constructor({ message, description, isPassing, retryAfter: pause }: Obstacle) {
		super(message);
		this.description = description;
		this.isPassing = isPassing;
		this.retryAfter = pause;
	}
}

/** The state of one login in this process. */
interface Session {
	latest?: { token: string; since: number };
	/** Tokens that the latest one has replaced. */
	older: Set<string>;
	running?: Promise<string>;
	refusal?: { error: LoginError; until: number };
	/** When logins were made in the last minute, in ms since 1970. */
	logins: number[];
}

const sessions = new Map<string, Session>();

/** By all that the login needs, so that a wrong password never gets another's token. */
function sessionOf({ origin, authPath, email, password }: Login): Session {
	const key = JSON.stringify([origin, authPath, email, password]);
	const session = sessions.get(key) ?? { older: new Set(), logins: [] };
	sessions.set(key, session);
	return session;
}

/**
 * A token for a request whose own, `current`, was rejected ('' if it has none). n8n asks for each
 * request by itself, so requests that ask at once share one login, and one that comes later with a
 * token that was replaced meanwhile gets the latest without a login. A login that was refused is
 * not repeated for a while: each may lock the account or send somebody a code. Throws a LoginError.
 */
export async function renewToken(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	current: string,
): Promise<string> {
	const session = sessionOf(login);
	if (session.running !== undefined) return await session.running;

	const now = Date.now();
	const { latest, refusal } = session;
	if (latest !== undefined) {
		const isReplaced = current === '' ? now - latest.since < FRESH_FOR : session.older.has(current);
		if (isReplaced) return latest.token;
	}
	if (refusal !== undefined && now < refusal.until) throw refusal.error;

	session.running = logIn(helpers, login, session);
	try {
		const token = await session.running;
		retire(session, [current, latest?.token ?? '']);
		session.latest = { token, since: Date.now() };
		session.refusal = undefined;
		return token;
	} catch (error) {
		throw remembered(session, error as Error);
	} finally {
		session.running = undefined;
	}
}

/** The error itself; if the login was refused, it is kept for those who come after. */
function remembered(session: Session, error: Error): Error {
	if (error instanceof LoginError && !error.isPassing) {
		session.refusal = { error, until: Date.now() + REFUSED_FOR };
	}
	return error;
}

function retire({ older }: Session, tokens: string[]): void {
	for (const token of tokens) if (token !== '') older.add(token);
	for (const token of older) if (older.size > MOST_OLDER) older.delete(token);
}

/** Email and password for a first token, and that for a JWT (contract: assemble.md 2.1). */
async function logIn(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	session: Session,
): Promise<string> {
	const now = Date.now();
	session.logins = [...session.logins.filter((at) => now - at < 60_000), now];
	if (session.logins.length > MOST_LOGINS_A_MINUTE) {
		throw new LoginError({
			message: 'Assemble rejects each new token soon after it gave it out',
			description:
				'The node does not log in again and again. Check in Assemble whether the user may use the API, and whether another program logs in as the same user.',
			isPassing: false,
		});
	}

	const { email, password } = login;
	const first = await post(helpers, login, '/', { email, password });
	const { token, two_factor: method } = object(first.body);
	if (typeof token !== 'string' || token === '') throw unknownForm(login);
	if (method !== null && method !== undefined) throw secondFactor(method);

	const second = await post(helpers, login, '/token', { token });
	const { token: jwt } = object(second.body);
	if (typeof jwt !== 'string' || jwt === '') throw unknownForm(login);
	return jwt;
}

/** Resolves with a 2xx answer. Throws a LoginError for all else. */
async function post(
	helpers: IHttpRequestHelper['helpers'],
	login: Login,
	step: '/' | '/token',
	body: IDataObject,
): Promise<IN8nHttpFullResponse> {
	const { origin, authPath } = login;
	const send = async (url: string) => {
		try {
			return (await helpers.httpRequest({
				method: 'POST',
				url,
				headers: { Accept: ACCEPT },
				body,
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: TIMEOUT,
			})) as IN8nHttpFullResponse;
		} catch (error) {
			throw unreachable(error, login, step);
		}
	};

	const url = `${origin}${authPath}${step}`;
	let response = await send(url);
	const next = withinOrigin(response, url);
	// Web servers of this kind may redirect to the same path without the slash at its end.
	if (isRedirect(response) && next !== null && `${next.path}/` === `${authPath}${step}`) {
		response = await send(`${origin}${next.path}`);
	}
	const { statusCode } = response;
	if (statusCode >= 200 && statusCode < 300) return response;
	throw refused(response, login, step, [login.password, String(body.token ?? '')]);
}

function isRedirect({ statusCode }: IN8nHttpFullResponse): boolean {
	return statusCode >= 300 && statusCode < 400;
}

function refused(
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	{ origin, authPath, email }: Login,
	step: '/' | '/token',
	secrets: string[],
): LoginError {
	const { host } = new URL(origin);
	// It may repeat what was sent.
	const said = redact(serverText(body), secrets);
	const quote = said === '' ? '' : ` Assemble says: ${said}`;
	const build = (message: string, description: string, isPassing = false) =>
		new LoginError({
			message,
			description: `${description}${quote}`,
			isPassing,
			retryAfter: isPassing ? retryAfter(headers['retry-after']) : undefined,
		});

	if (statusCode === 429 || (statusCode >= 500 && step === '/token')) {
		return build(
			`Assemble could not log in ${email} now (HTTP ${statusCode})`,
			'Run the workflow again later.',
			true,
		);
	}
	if (statusCode >= 500) {
		return build(
			`Assemble could not answer the login of ${email} (HTTP ${statusCode})`,
			'It was not tried again, because each login may send a code to the user. Run the workflow again in two minutes.',
		);
	}
	if (statusCode === 404 || statusCode === 405 || isRedirect({ statusCode, headers, body })) {
		return build(
			`Assemble has no login at ${host}${authPath}: check 'Organisation' in the credential, then try another 'Auth Path'`,
			`The likely ones are /auth/api and /api/auth/api; the documentation leaves open which it is. The answer was HTTP ${statusCode}.`,
		);
	}
	if (step === '/token') {
		return build(
			`Assemble accepted the password of ${email}, but gave no token (HTTP ${statusCode})`,
			'Log in to Assemble in the browser as this user, and see whether it asks for something. For unattended logins use OAuth2.',
		);
	}
	return build(
		`Assemble rejected the email or password of ${email} (HTTP ${statusCode})`,
		'Correct them in the credential. The login is not tried again for two minutes, so that the account is not locked.',
	);
}

const METHODS: Record<string, string> = {
	email: 'a code by email',
	sms: 'a code by text message',
	auth_app: 'an authenticator app',
	magic_link: 'a magic link',
};

/** Contract: assemble.md 2.2. A person has to be there for each of these. */
function secondFactor(method: unknown): LoginError {
	const name = METHODS[String(method)] ?? `'${String(method)}'`;
	return new LoginError({
		message: `The user has two-factor authentication (${name}), so n8n cannot log in by itself: use the credential Assemble OAuth2 API, or a user without two-factor authentication`,
		description:
			'Somebody has to be there for a second factor, and a workflow runs unattended. In Assemble, permissions marked [2FA] switch it on for everyone who has them. The login is not tried again for two minutes, so that no further code is sent.',
		isPassing: false,
	});
}

function unknownForm({ origin, authPath }: Login): LoginError {
	return new LoginError({
		message: `${new URL(origin).host}${authPath} does not answer like the login of Assemble`,
		description: "Check 'Organisation' and 'Auth Path' in the credential.",
		isPassing: false,
	});
}

function unreachable(error: unknown, { origin }: Login, step: '/' | '/token'): LoginError {
	let inner = error;
	while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
	const code = String((inner as { code?: unknown }).code);
	const isPassing = step === '/token' || NEVER_CONNECTED.has(code);
	const description = `${connectionCause(code)} Check 'Organisation' in the credential and the network of n8n.`;
	return new LoginError({
		message: `Assemble could not be reached at ${new URL(origin).host} to log in`,
		description: isPassing
			? description
			: `${description} The login was not tried again, because each may send a code to the user. Run the workflow again in two minutes.`,
		isPassing,
	});
}
