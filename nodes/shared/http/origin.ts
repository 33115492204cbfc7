import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { parseUrl } from '../url';

export interface AddressField {
	label: string;
	example: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Turns the address from a credential into an origin such as `https://api.example.org`, without a
 * trailing `/` or `/api`. Throws a UserError that names the field for anything else: no scheme,
 * another path, a query, a user name, or plain `http:` to a host other than this machine.
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

	const url = parseUrl(text);
	if (url === undefined) throw unusable(label, 'is not a valid address');
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

/** The HTTP Request node's names for fields of IHttpRequestOptions. */
interface OlderNames {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
}

/**
 * Adds a credential's secret headers to a request and keeps them on the credential's own origin:
 * throws a UserError for any other, and turns redirects off. Takes the options of both n8n helpers,
 * so this also holds in the credential test and the HTTP Request node.
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

	// Header names ignore case; ours replace existing ones.
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
