import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** A field of a credential that holds an address. */
export interface AddressField {
	label: string;
	/** What a good value looks like. */
	example: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Turns the address typed into a credential into an origin such as `https://api.example.org`.
 * A trailing `/` or `/api` is cut off. Throws a UserError that names the field for anything
 * that is not an origin: no scheme, another path, a query, a user name, or plain `http:` to a
 * host other than this machine.
 */
export function toOrigin(address: unknown, { label, example }: AddressField): string {
	const text = typeof address === 'string' ? address.trim() : '';
	if (text === '')
		throw new UserError(
			`'${label}' in the credential is empty: enter an address, for example ${example}`,
		);
	if (!/^https?:\/\//i.test(text)) {
		throw new UserError(
			`'${label}' in the credential must start with https://, for example ${example}`,
		);
	}

	let url: URL;
	try {
		url = new URL(text);
	} catch {
		throw unusable(label, 'is not a valid address');
	}
	if (url.username || url.password)
		throw unusable(label, 'must not contain a user name or password');
	if (url.search || url.hash) throw unusable(label, "must not contain '?' or '#'");
	if (!/^\/*(api\/*)?$/.test(url.pathname)) {
		throw unusable(label, `must not contain a path: use ${url.origin}`);
	}
	if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
		throw unusable(
			label,
			'must start with https://, because over http:// the key could be read on its way',
		);
	}
	return url.origin;
}

function unusable(label: string, why: string): UserError {
	return new UserError(`'${label}' in the credential ${why}`);
}

/** How the HTTP Request node spells what IHttpRequestOptions calls otherwise. */
interface OlderNames {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
}

/**
 * Adds the secret headers of a credential to a request, and makes sure that they reach only the
 * credential's own origin: requests to another origin are refused (UserError) and redirects are
 * not followed. Works on both kinds of request options, so that it also holds in the credential
 * test and when the HTTP Request node uses the credential.
 */
export function addSecretHeaders(
	options: IHttpRequestOptions,
	origin: string,
	field: AddressField,
	headers: Record<string, string>,
): IHttpRequestOptions {
	const older: OlderNames = options as OlderNames;
	let target: URL | undefined;
	try {
		if (options.baseURL !== undefined) options.baseURL = toOrigin(options.baseURL, field);
		target = new URL(options.url ?? older.uri ?? '', options.baseURL);
	} catch {
		target = undefined;
	}
	if (target?.origin !== origin) {
		throw new UserError(
			`This credential only sends requests to ${origin}, the '${field.label}' it was made for`,
		);
	}

	// Names of headers are the same in upper and lower case; ours replace what is there.
	const ours = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
	const others = Object.entries(options.headers ?? {}).filter(
		([name]) => !ours.has(name.toLowerCase()),
	);
	options.headers = { ...Object.fromEntries(others), ...headers };
	options.disableFollowRedirect = true;
	older.followRedirect = false;
	older.followAllRedirects = false;
	return options;
}
