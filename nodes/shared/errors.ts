import type { INode } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

/** What the errors of one service say in its own words. */
export interface ServiceWords {
	/** Name of the service, as in "Vome rejected ...". */
	service: string;
	/** What is sent to prove who we are, as in "rejected the API key". */
	secret: string;
	/** Where a new secret comes from, as a sentence. */
	renewSecret: string;
	/** What a person lacks who is refused with 403, as a sentence. */
	permission: string;
	/** Label of the credential's field with the address. */
	addressLabel: string;
}

export interface ErrorPlace {
	node: INode;
	itemIndex: number;
	/** Texts that must never be shown. */
	secrets: string[];
	host: string;
}

/**
 * Builds a fresh NodeApiError. n8n's request helper throws one of its own, but wrapping that again
 * hands back the same object without the new message and item, and its cause holds the secret.
 */
export function apiError(
	place: ErrorPlace,
	message: string,
	description: string,
	httpCode?: number,
): NodeApiError {
	const texts = {
		message: `${redact(message, place.secrets)} [item ${place.itemIndex}]`,
		description: redact(description, place.secrets),
	};
	const error = new NodeApiError(
		place.node,
		{ message: texts.message },
		{
			...texts,
			itemIndex: place.itemIndex,
			...(httpCode === undefined ? {} : { httpCode: String(httpCode) }),
		},
	);
	return withMessage(error, texts.message);
}

/**
 * The error with just this message. n8n replaces a message that happens to hold the code of a system
 * error, such as EPERM in a name, by what that code means.
 */
export function withMessage<T extends Error>(error: T, message: string): T {
	error.message = message;
	return error;
}

/**
 * The error for an answer with a status outside 2xx. `subject` is what was asked for, as in
 * "the profile list". Statuses and body shapes: contract vome.md section 3.
 */
export function statusError(
	place: ErrorPlace,
	words: ServiceWords,
	answer: { status: number; body: unknown; tries: number },
	subject: string,
): NodeApiError {
	const { service, secret } = words;
	const { status, tries } = answer;
	const said = serverText(answer.body);
	const quote = said === '' ? '' : ` ${service} says: ${said}`;
	const after = tries > 1 ? ` after ${tries} tries` : '';
	const build = (message: string, description: string) =>
		apiError(place, message, `${description}${quote}`, status);

	if (status === 401) return build(`${service} rejected the ${secret}`, words.renewSecret);
	if (status === 403)
		return build(`${service} does not allow this for the ${secret}`, words.permission);
	if (status === 404) {
		return build(
			`${service} could not find ${subject}`,
			`Check '${words.addressLabel}' in the credential, which is ${place.host}, and what the node asks for.`,
		);
	}
	if (status === 429) {
		return build(
			`${service} still answered "too many requests"${after}`,
			"Lower 'Parallel Requests' under Options, or run the workflow when less is going on.",
		);
	}
	if (status >= 300 && status < 400) {
		return build(
			`${service} sent the request on to another address`,
			`The node does not follow, so that the ${secret} stays with ${place.host}. Check '${words.addressLabel}' in the credential.`,
		);
	}
	if (status >= 500) {
		return build(
			`${service} could not answer (HTTP ${status})${after}`,
			`The fault is on the side of ${service}. Run the workflow again later.`,
		);
	}
	return build(
		`${service} did not accept the request (HTTP ${status})`,
		`Check the node's parameters, above all filters and extra query parameters.`,
	);
}

/** The error for a request that got no answer: no connection, time ran out, connection dropped. */
export function connectionError(
	place: ErrorPlace,
	words: ServiceWords,
	code: string | undefined,
	tries: number,
): NodeApiError {
	const times = tries > 1 ? ` in ${tries} tries` : '';
	const cause = CONNECTION_CAUSES[code ?? ''] ?? 'The connection broke off.';
	return apiError(
		place,
		`${words.service} could not be reached${times}`,
		`${cause} The address is ${place.host}; it comes from '${words.addressLabel}' in the credential.`,
	);
}

/** Causes of a failed connection that trying again does not mend. */
export const LASTING_CAUSES = new Set([
	'ENOTFOUND',
	'EPROTO',
	'ERR_INVALID_URL',
	'ERR_INVALID_CHAR',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const CERTIFICATE = "The server's certificate is not trusted.";

const CONNECTION_CAUSES: Record<string, string> = {
	ENOTFOUND: 'No server has this name.',
	EAI_AGAIN: 'The name of the server could not be looked up. Check the network of n8n.',
	ECONNREFUSED: 'Nothing answers at this address.',
	ECONNRESET: 'The server closed the connection before its answer was complete.',
	ECONNABORTED: 'The server took too long to answer.',
	ETIMEDOUT: 'The server took too long to answer.',
	EHOSTUNREACH: 'There is no way to this server. Check the network of n8n.',
	ENETUNREACH: 'There is no way to this server. Check the network of n8n.',
	EPROTO: 'The server does not speak https at this address.',
	ERR_INVALID_CHAR: 'The request holds a character that a header cannot have.',
	CERT_HAS_EXPIRED: "The server's certificate has expired.",
	DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
	SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
	ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate belongs to another name.",
};

const LONGEST_QUOTE = 400;

/**
 * What a server says in the body of a refusal, as one line of plain text; '' for web pages and
 * bodies without a text. Reads `error.message`, `detail`, `message`, then a map of fields to texts
 * (contract: vome.md sections 3 and 8).
 */
export function serverText(body: unknown): string {
	const text = textOf(body).replace(/\s+/g, ' ').trim();
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}

function textOf(body: unknown): string {
	if (typeof body === 'string') return body.trimStart().startsWith('<') ? '' : body;
	if (Array.isArray(body)) return body.map(textOf).filter(Boolean).join(' ');
	if (typeof body !== 'object' || body === null) return '';

	const { error, detail, message, param } = body as Record<string, unknown>;
	if (error !== undefined) return textOf(error);
	if (typeof message === 'string') {
		return typeof param === 'string' && param !== '' ? `${message} (${param})` : message;
	}
	if (detail !== undefined) return textOf(detail);
	return Object.entries(body)
		.map(([field, value]) => [field, textOf(value)])
		.filter(([, value]) => value !== '')
		.map(([field, value]) => `${field}: ${value}`)
		.join('; ');
}

/** The text without any of the secrets, in plain, URL-encoded or base64 form. */
export function redact(text: string, secrets: string[]): string {
	let safe = text;
	for (const secret of secrets) {
		if (secret === '') continue;
		const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
		for (const form of forms) safe = safe.split(form).join('***');
	}
	return safe;
}
