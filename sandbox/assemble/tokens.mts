/** Tokens that were given out (contract/assemble.md 2). */
import { randomBytes, randomInt } from 'node:crypto';
import { AssembleError } from './errors.mts';
import { signJwt } from './jwt.mts';
import type { AssembleQuirks } from './quirks.mts';
import type { TwoFactor, User } from './types.mts';

export const scopes = [
	'activities',
	'address-book',
	'opportunities',
	'organisation',
	'role-profiles',
	'teams',
	'users',
] as const;
export type Scope = (typeof scopes)[number];

/** What a bearer token stands for. */
export interface Grant {
	/** Whose permissions count. */
	email: string;
	/** A JWT may do what its user may do. */
	scopes: 'all' | readonly Scope[];
}

interface PreAuth {
	email: string;
	expires: number;
	/** What step 2 has to send as `key`. */
	code: string | undefined;
}

interface Issued extends Grant {
	/** A spent JWT can neither be used nor refreshed. */
	spent: boolean;
	/** Milliseconds; null: never. */
	expires: number | null;
	/** Milliseconds of the login that the chain of refreshes began with. */
	firstIssued: number;
}

export interface JwtOptions {
	/** Leaves out the name; what the API leaves out is not said. */
	minimal?: boolean;
	/** Seconds; null: without end, and without an `exp` claim. */
	lifetime?: number | null;
	firstIssued?: number;
}

/** An OAuth grant that can be turned into tokens once: a code or a refresh token. */
export interface Exchangeable extends Grant {
	scopes: readonly Scope[];
	clientId: string;
	redirectUri?: string;
}

function opaque(): string {
	return randomBytes(30).toString('base64url');
}

function makeCode(method: NonNullable<TwoFactor>): string {
	return method === 'magic_link' ? opaque() : String(randomInt(1_000_000)).padStart(6, '0');
}

const invalid = () => new AssembleError(401, 'Token is invalid');

/** Milliseconds after the first login in which a JWT can be refreshed (contract/assemble.md U8). */
const refreshWindow = 14 * 24 * 60 * 60 * 1000;

export class Tokens {
	private readonly preAuths = new Map<string, PreAuth>();
	private readonly issued = new Map<string, Issued>();
	private readonly exchangeables = new Map<string, Exchangeable>();

	/** Step 1 of a login. The code has to reach the user. */
	preAuthorise(email: string, method: TwoFactor, { preAuthLifetime }: AssembleQuirks) {
		const token = opaque();
		const expires = Date.now() + preAuthLifetime * 1000;
		const code = method === null ? undefined : makeCode(method);
		this.preAuths.set(token, { email, expires, code });
		return { token, expires, code };
	}

	/** Step 2: whose pre-authentication token it is. It ends with that, unless the key is wrong. */
	finishLogin(token: string, key: string | undefined): { email: string } | 'wrongKey' {
		const preAuth = this.preAuths.get(token);
		if (!preAuth || preAuth.expires <= Date.now()) throw invalid();
		if (preAuth.code !== undefined && preAuth.code !== key) return 'wrongKey';
		this.preAuths.delete(token);
		return { email: preAuth.email };
	}

	issueJwt(
		email: string,
		user: User | undefined,
		quirks: AssembleQuirks,
		options: JwtOptions = {},
	): string {
		const { minimal = false, lifetime = quirks.tokenLifetime } = options;
		const now = Date.now();
		const expires = lifetime === null ? null : now + lifetime * 1000;
		// A token that has expired already was issued a whole life before that.
		const begun = expires === null || expires > now ? now : expires - 3_600_000;
		const firstIssued = options.firstIssued ?? begun;
		const token = signJwt({
			sub: user?.id ?? email,
			...(!minimal && { display_name: user?.display_name ?? email }),
			iat: Math.floor(begun / 1000),
			...(expires !== null && quirks.tokenExpiry && { exp: Math.floor(expires / 1000) }),
		});
		this.issued.set(token, { email, scopes: 'all', spent: false, expires, firstIssued });
		return token;
	}

	/** Marks a JWT as spent and says what its successor needs. An expired one will do. */
	spendJwt(token: string): { email: string; firstIssued: number } {
		const found = this.issued.get(token);
		if (found?.scopes !== 'all') throw invalid();
		if (found.spent) throw new AssembleError(401, 'The token has been blacklisted');
		if (Date.now() >= found.firstIssued + refreshWindow) {
			throw new AssembleError(401, 'Token has expired and can no longer be refreshed');
		}
		found.spent = true;
		return found;
	}

	/** Ends all JWTs of an account. */
	endJwts(email: string): void {
		for (const token of this.issued.values()) {
			if (token.email === email && token.scopes === 'all') token.spent = true;
		}
	}

	issueAccess(email: string, allowed: readonly Scope[], { oauthTokenLifetime }: AssembleQuirks) {
		const token = opaque();
		const now = Date.now();
		this.issued.set(token, {
			email,
			scopes: allowed,
			spent: false,
			expires: now + oauthTokenLifetime * 1000,
			firstIssued: now,
		});
		return token;
	}

	/** Makes an authorisation code or a refresh token. */
	issueExchangeable(content: Exchangeable): string {
		const token = opaque();
		this.exchangeables.set(token, content);
		return token;
	}

	/** Takes a code or refresh token; it works once. */
	exchange(token: string): Exchangeable | undefined {
		const found = this.exchangeables.get(token);
		this.exchangeables.delete(token);
		return found;
	}

	/** What a bearer token stands for. */
	check(token: string | undefined): Grant {
		if (token === undefined) throw new AssembleError(401, 'Token not provided');
		const found = this.issued.get(token);
		if (!found) throw invalid();
		if (found.spent) throw new AssembleError(401, 'The token has been blacklisted');
		if (found.expires !== null && found.expires <= Date.now()) {
			throw new AssembleError(401, 'Token has expired');
		}
		return found;
	}

	/** Lets all bearer tokens expire now. JWTs can be refreshed, as expired ones can. */
	expireAll(): void {
		for (const token of this.issued.values()) token.expires = 0;
	}
}
