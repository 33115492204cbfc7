import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import { toOrigin } from '../../shared/http/origin';

/** The version of the API, asked for with each request (contract: assemble.md section 1). */
export const ACCEPT = 'application/x.uvol.v3+json';

/** The credential's field with the address, for its messages. */
export const ORGANISATION = {
	label: 'Organisation',
	example: 'my-charity or https://my-charity.goassemble.com',
};

const SLUG = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

/**
 * The origin of an organisation from its slug (`my-charity`), domain (`volunteers.my-charity.org`) or
 * address. Throws a UserError that names the field for anything else (contract: assemble.md section 1).
 */
export function toOrganisationOrigin(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (SLUG.test(text)) return `https://${text.toLowerCase()}.goassemble.com`;
	if (/\s/.test(text)) {
		throw new UserError(
			`'${ORGANISATION.label}' in the credential must not contain spaces: enter the part before .goassemble.com, or the whole address, for example ${ORGANISATION.example}`,
		);
	}
	const hasScheme = text.includes('://') || !text.includes('.');
	return toOrigin(hasScheme ? text : `https://${text}`, ORGANISATION);
}

/** What a login needs. */
export interface Login {
	origin: string;
	/** Path of the login from the root of the origin, without a slash at the end. */
	authPath: string;
	email: string;
	password: string;
}

/** Throws a UserError that names the field which cannot be used, before anything is sent. */
export function readLogin(data: ICredentialDataDecryptedObject): Login {
	const origin = toOrganisationOrigin(data.organisation);
	const email = typeof data.email === 'string' ? data.email.trim() : '';
	if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
		throw new UserError(
			"'Email' in the credential must be the email address with which you log in to Assemble",
		);
	}
	// White space can be a part of a password, so it stays.
	const password = typeof data.password === 'string' ? data.password : '';
	if (password === '') {
		throw new UserError("'Password' in the credential is empty: enter the password for Assemble");
	}
	return { origin, authPath: toAuthPath(data.authPath), email, password };
}

/** A path on the organisation's own host, and nothing that could lead to another one. */
function toAuthPath(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const path = `/${text.replace(/^\/|\/+$/g, '')}`;
	if (!/^(\/[a-z0-9_-]+)+$/i.test(path)) {
		throw new UserError(
			"'Auth Path' in the credential must be a path such as /auth/api or /api/auth/api",
		);
	}
	return path;
}

/**
 * A JWT as a user pastes it, without what copying adds to it. Throws a UserError if it is none, or if
 * it tells itself that it has expired.
 */
export function readPastedToken(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const token = text.replace(/^Bearer\s+/i, '').replace(/^"(.*)"$/, '$1');
	if (token === '') {
		throw new UserError("'Token' in the credential is empty: paste a JWT of Assemble");
	}
	const claims = readClaims(token);
	if (claims === undefined) {
		throw new UserError(
			"'Token' in the credential is not a JWT, which has three parts with dots between them: copy the token again",
		);
	}
	const { exp } = claims;
	if (typeof exp === 'number' && exp * 1_000 <= Date.now()) {
		const when = new Date(exp * 1_000).toISOString().replace('T', ' ').slice(0, 16);
		throw new UserError(
			`'Token' in the credential expired at ${when} UTC: paste a new one, or choose to log in with email and password`,
		);
	}
	return token;
}

function readClaims(token: string): { exp?: unknown } | undefined {
	const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token) ?? [];
	if (payload === undefined) return undefined;
	try {
		const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
		return typeof claims === 'object' && claims !== null ? claims : undefined;
	} catch {
		return undefined;
	}
}

/** A digest of all that a login needs, by which its tokens are told from those of another one. */
export function digestOf({ origin, authPath, email, password }: Login): string {
	return Buffer.from(digest(32, origin, authPath, email, password), 'latin1').toString('hex');
}

/**
 * The token that is stored for this login; '' if there is none, or one of another login: n8n keeps the
 * token when somebody changes the rest of the credential.
 */
export function readSessionToken(
	{ sessionToken, sessionOwner }: ICredentialDataDecryptedObject,
	login: Login,
): string {
	if (typeof sessionToken !== 'string' || sessionToken === '') return '';
	const isOwn =
		sessionOwner === undefined || sessionOwner === '' || sessionOwner === digestOf(login);
	return isOwn ? sessionToken : '';
}

/**
 * The token that goes into a request. Throws a UserError if the credential cannot be used, and a
 * NoTokenError, upon which n8n logs in, if it holds no token of its own login, or one that the node has
 * marked as rejected in the data that it hands to n8n.
 */
export function toToken(data: ICredentialDataDecryptedObject): string {
	if (data.loginMethod === 'token') return readPastedToken(data.token);
	const token = readSessionToken(data, readLogin(data));
	if (token !== '' && token !== data.rejectedToken) return token;
	throw new NoTokenError();
}

/** n8n takes it for the answer of a server that rejects the token, before anything was sent. */
class NoTokenError extends UserError {
	readonly response = { status: 401 };

	constructor() {
		super('There is no login to Assemble yet: open the credential and save it again');
	}
}
