/** Login with email and password (contract/assemble.md 2.1 and 2.2). */
import type { FastifyInstance } from 'fastify';
import { checkBody } from './body.mts';
import type { AssembleContext } from './context.mts';
import { AssembleError, validationError } from './errors.mts';

/** Nulls: `key` is the one field that the page marks as nullable (contract/assemble.md 2.1). */
const bodyQuirks = { unknownFields: 'reject', nullValues: 'empty', trimTexts: false } as const;
const text = { type: 'text', required: true } as const;

function refuseLogin(status: number): AssembleError {
	const reason = 'These credentials do not match our records.';
	return status === 422 ? validationError({ email: [reason] }) : new AssembleError(status, reason);
}

function logIn(body: unknown, { settings, database, tokens }: AssembleContext) {
	const { quirks } = settings;
	const { email, password } = checkBody({ email: text, password: text }, body, bodyQuirks) as {
		email: string;
		password: string;
	};
	const account = database.accounts.find((one) => one.email === email);
	if (account?.password !== password) throw refuseLogin(quirks.loginRefusal);
	const { twoFactor: method } = account;
	const { token, expires, code } = tokens.preAuthorise(email, method, quirks);
	if (method !== null && code !== undefined) database.sentCodes.push({ email, method, code });
	return {
		token,
		expires_at: `${new Date(expires).toISOString().slice(0, 19)}Z`,
		two_factor: method,
	};
}

function createToken(body: unknown, { settings, database, tokens }: AssembleContext) {
	const { quirks } = settings;
	const fields = { token: text, minimal: { type: 'boolean' }, key: { type: 'text' } } as const;
	const input = checkBody(fields, body, bodyQuirks) as {
		token: string;
		minimal?: boolean | null;
		key?: string | null;
	};
	const login = tokens.finishLogin(input.token, input.key ?? undefined);
	if (login === 'wrongKey') throw validationError({ key: ['The key field is invalid.'] });
	if (quirks.oneSession) tokens.endJwts(login.email);
	const user = database.userOf(login.email);
	return { token: tokens.issueJwt(login.email, user, quirks, { minimal: input.minimal ?? false }) };
}

/** Path, field and answer are a guess, since no text that we know has them (contract/assemble.md U8). */
function refresh(body: unknown, { settings, database, tokens }: AssembleContext) {
	const input = checkBody({ token: text }, body, bodyQuirks) as { token: string };
	const { email, firstIssued } = tokens.spendJwt(input.token);
	const user = database.userOf(email);
	return { token: tokens.issueJwt(email, user, settings.quirks, { firstIssued }) };
}

/**
 * Adds both steps of a login, and refreshing, below `root`. The answers have no `data`
 * (contract/assemble.md 2.1).
 */
export function registerAuth(app: FastifyInstance, context: AssembleContext, root: string): void {
	const routes = { '': logIn, '/': logIn, '/token': createToken, '/refresh': refresh };
	for (const [path, handle] of Object.entries(routes)) {
		app.post(`${root}/auth/api${path}`, (request, reply) =>
			reply.header('content-type', 'application/json').send(handle(request.body, context)),
		);
	}
}
