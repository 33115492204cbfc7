import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import { toOrigin } from '../../shared/http/origin';

/** The API version, sent with each request (contract/assemble.md 1). */
export const ACCEPT = 'application/x.uvol.v3+json';

/** The credential's address field, for error messages. */
export const ORGANISATION = {
	label: 'Organisation',
	example: 'my-charity or https://my-charity.goassemble.com',
};

const SLUG = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

/**
 * The origin of an organisation, from its slug (`my-charity`), domain (`volunteers.my-charity.org`)
 * or address. Throws a UserError that names the field for anything else (contract/assemble.md 1).
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

export interface Login {
	origin: string;
	/** From the root of the origin, without a trailing slash; undefined if it is to be found. */
	authPath: string | undefined;
	email: string;
	password: string;
}

/** Reads the login. Throws a UserError that names the invalid field. */
export function readLogin(data: ICredentialDataDecryptedObject): Login {
	const origin = toOrganisationOrigin(data.organisation);
	const email = typeof data.email === 'string' ? data.email.trim() : '';
	if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
		throw new UserError(
			"'Email' in the credential must be the email address with which you log in to Assemble",
		);
	}
	// Not trimmed: white space can be part of a password.
	const password = typeof data.password === 'string' ? data.password : '';
	if (password === '') {
		throw new UserError("'Password' in the credential is empty: enter the password for Assemble");
	}
	return { origin, authPath: readPath('Auth Path', data.authPath, '/auth/api'), email, password };
}

/**
 * Where the API is, from the root of the origin and without a trailing slash; '' for the root itself,
 * undefined if it is to be found. Throws a UserError that names the field for anything but a path.
 */
export function readApiPath({ apiPath }: ICredentialDataDecryptedObject): string | undefined {
	return readPath('API Path', apiPath, '/api/v3');
}

/** Accepts nothing that could lead to another host. */
function readPath(label: string, value: unknown, example: string): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') return undefined;
	if (text === '/') return '';
	const path = `/${text.replace(/^\/|\/$/g, '')}`;
	if (/^(\/[\w-]+(\.[\w-]+)*)+$/.test(path)) return path;
	throw new UserError(`'${label}' in the credential must be a path such as ${example}`);
}

/** A pasted JWT without what may have been copied with it: line breaks, quotes, "Bearer". */
export function bareToken(value: unknown): string {
	const text = typeof value === 'string' ? value : '';
	return text
		.replace(/^[\s"'`]*(?:authorization\s*:[\s"'`]*)?(?:bearer\s[\s"'`]*)?/i, '')
		.split(/[\r\n]/)
		.map((line) => line.trim())
		.join('')
		.replace(/(?<![\s"'`])[\s"'`]+$/, '');
}

/** A pasted JWT, cleaned up. Throws a UserError if it is not a JWT, or if it has expired. */
export function readPastedToken(value: unknown): string {
	const token = bareToken(value);
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
	if (typeof exp === 'number' && isPast(token)) {
		const when = new Date(exp * 1_000).toISOString().replace('T', ' ').slice(0, 16);
		throw new UserError(
			`'Token' in the credential expired at ${when} UTC: paste a new one, or choose to log in with email and password`,
		);
	}
	return token;
}

/** Whether the time until which a JWT says it is good has passed; false if it says nothing. */
export function isPast(token: unknown): boolean {
	const exp = typeof token === 'string' ? readClaims(token)?.exp : undefined;
	return typeof exp === 'number' && exp * 1_000 <= Date.now();
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

/** A digest of a login, which tells its tokens from those of another one. */
export function digestOf({ origin, authPath, email, password }: Login): string {
	return Buffer.from(digest(32, origin, authPath ?? '', email, password), 'latin1').toString('hex');
}

/** The stored token; '' if none is of this login: n8n keeps it when the credential changes. */
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
 * The token for a request. Throws a UserError for an invalid credential, and a NoTokenError, which
 * makes n8n log in, if the token is missing, of another login or marked as rejected.
 */
export function toToken(data: ICredentialDataDecryptedObject): string {
	if (data.loginMethod === 'token') return readPastedToken(data.token);
	const token = readSessionToken(data, readLogin(data));
	if (token !== '' && token !== data.rejectedToken) return token;
	throw new NoTokenError();
}

/** n8n takes this for a 401 from the server, although nothing was sent. */
class NoTokenError extends UserError {
	readonly response = { status: 401 };

	constructor() {
		super('There is no login to Assemble yet: open the credential and save it again');
	}
}
