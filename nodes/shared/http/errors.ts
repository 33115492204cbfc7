import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { asObject, isObject } from '../records';
import { redact, shorten } from './secrets';

/** Unpacked. The largest pages have some MB, and several are read side by side. */
export const LARGEST_ANSWER = { mb: 64, bytes: 64 * 1024 * 1024 };

/** Code of the error for an answer that is larger: it is there, but would fill the memory. */
export const TOO_LARGE = 'TOO_LARGE';

export interface ServiceWords {
	/** As in "Vome rejected ...". */
	service: string;
	/** As in "rejected the API key". */
	secret: string;
	/** How to get a new secret, as a sentence. */
	renewSecret: string;
	/** What the user lacks on a 403, as a sentence. */
	permission: string;
	addressLabel: string;
	/** What else may be wrong with the address, as a sentence. */
	paths?: string;
}

export interface Service extends ServiceWords {
	host: string;
}

export interface ErrorDetails {
	message: string;
	description?: string | null;
	httpCode?: string | null;
}

export interface Trouble extends ErrorDetails {
	description: string;
}

/**
 * Builds a new NodeApiError without secrets. Wrapping the one from n8n's request helper would
 * return that same object, whose cause holds a secret.
 */
export function apiError(
	node: INode,
	itemIndex: number | undefined,
	details: ErrorDetails,
	secrets: string[],
): NodeApiError {
	const message = withItem(legible(details.message, LONGEST_MESSAGE, secrets), itemIndex);
	const description = legible(details.description ?? '', LONGEST_DESCRIPTION, secrets);
	const httpCode = details.httpCode ?? undefined;
	const error = new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
	return withMessage(error, message);
}

export type NodeError = NodeApiError | NodeOperationError;

/** What people read, and n8n stores, even where it quotes a value of 5 MB. */
export const LONGEST_MESSAGE = 2_000;
const LONGEST_DESCRIPTION = 10_000;

/** Redacted, and then cut. */
export function legible(text: string, most: number, secrets: readonly string[] = []): string {
	return shorten(redact(text, secrets), most);
}

/** The error, with no secret in any of its texts: what a service sent may be quoted in them. */
export function withoutSecrets<T extends NodeError>(error: T, secrets: string[]): T {
	const seen = new Set<Error>();
	let one: Partial<NodeError> | undefined = error;
	while (one instanceof Error && !seen.has(one)) {
		seen.add(one);
		one.message = redact(one.message, secrets);
		one.stack &&= redact(one.stack, secrets);
		if (one.description) one.description = redact(one.description, secrets);
		one.messages &&= one.messages.map((message) => redact(message, secrets));
		// The whole answer, where n8n made the error.
		delete one.context?.data;
		one = one.cause as Partial<NodeError> | undefined;
	}
	return error;
}

/** Returns n8n's own errors unchanged; wraps others in a NodeOperationError about the item. */
export function asNodeError(node: INode, error: unknown, itemIndex: number | undefined): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error as Error, { itemIndex });
}

/** Builds the error for a problem found before anything is sent. */
export function operationError(
	node: INode,
	itemIndex: number | undefined,
	message: string,
	description: string,
): NodeOperationError {
	const text = withItem(legible(message, LONGEST_MESSAGE), itemIndex);
	const details = { description: legible(description, LONGEST_DESCRIPTION), itemIndex };
	return withMessage(new NodeOperationError(node, text, details), text);
}

/** One error for several about the same item. */
export function joinedError(
	node: INode,
	itemIndex: number | undefined,
	errors: readonly NodeOperationError[],
): NodeOperationError {
	const [first] = errors;
	if (first !== undefined && errors.length === 1) return first;
	const item = withItem('', itemIndex);
	const messages = errors.map(({ message }) =>
		message.endsWith(item) ? message.slice(0, message.length - item.length) : message,
	);
	const descriptions = new Set(errors.map(({ description }) => description));
	return operationError(node, itemIndex, messages.join('; '), [...descriptions].join(' '));
}

function withItem(message: string, itemIndex: number | undefined): string {
	return itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
}

/** Sets it again: n8n replaces a message with the code of a system error in it, such as EPERM. */
function withMessage<T extends Error>(error: T, message: string): T {
	error.message = message;
	return error;
}

/** Where a redirect leads: to another origin, elsewhere on this one, or it does not say. */
export type Leads = 'away' | 'within' | 'nowhere';

/** Statuses for a record that is not there, or not any more. */
export const NO_RECORD = [404, 410];

/** Statuses for a page behind the last one. */
export const NO_PAGE = [400, 404];

/** Statuses for a path or a method that the service does not have. */
export const NO_ROUTE = [...NO_RECORD, 405];

/** The same for a change, of which they say that nothing was done. */
export const NOT_DONE = [...NO_ROUTE, 501];

const CHECK_PARAMETERS =
	"Check the node's parameters. For a list, check the filters and extra query parameters first.";

export const ASK_LESS =
	"Run the workflow at a quieter time, or lower 'Parallel Requests' under Options where the operation has it.";

/**
 * Explains a status outside 2xx (statuses and body shapes: contract/vome.md 3,
 * contract/assemble.md 3.2 and 9). `subject` is what was asked for, as in "the profile list";
 * `advice` says what to do if the service faults the request itself. `isClosed`: the secret is good
 * elsewhere.
 */
export function statusTrouble(
	words: Service,
	answer: { status: number; body: unknown; tries: number; isClosed?: boolean; leads?: Leads },
	{
		subject,
		advice,
		permission = words.permission,
	}: { subject: string; advice?: string; permission?: string },
	secrets: readonly string[] = [],
): Trouble {
	const { service, secret } = words;
	const { status, tries, isClosed = false, leads = 'nowhere' } = answer;
	const said = serverText(answer.body, secrets);
	const quote = said === '' ? '' : ` ${service} says: ${said}`;
	const after = tries > 1 ? ` after ${tries} tries` : '';
	const build = (message: string, description: string): Trouble => ({
		message,
		description: `${description}${quote}`,
		httpCode: String(status),
	});

	if (status === 401) {
		const elsewhere = `The ${secret} is good for other requests, so this one may need a permission. ${permission}`;
		return build(`${service} rejected the ${secret}`, isClosed ? elsewhere : words.renewSecret);
	}
	if (status === 403 && isFromBetween(answer.body)) {
		return build(
			`Something between n8n and ${service} refused the request (HTTP 403)`,
			`${service} itself gives a reason, but this answer ${isWebPage(answer.body) ? 'is a web page' : 'gives none'}: a firewall or a proxy may keep n8n out. Ask whoever runs your network, and ${service}'s support, to let n8n through to ${words.host}. If nothing keeps it out: ${words.permission}`,
		);
	}
	if (status === 403) {
		return build(`${service} does not allow this for the ${secret}`, permission);
	}
	if (status === 407) {
		return build(
			`The proxy between n8n and ${service} wants a login (HTTP 407)`,
			`The request did not get to ${service}. Put the user name and password of the proxy into HTTPS_PROXY of n8n, as in http://user:password@proxy.example.org:3128, restart n8n, or ask whoever runs the proxy.`,
		);
	}
	if (NO_RECORD.includes(status)) {
		return build(`${service} could not find ${subject}`, checkAddress(words));
	}
	if (status === 413) {
		const message = `${service}, or a proxy in front of it, does not accept that much at once (HTTP 413)`;
		return build(message, advice ?? CHECK_PARAMETERS);
	}
	if (status === 429) {
		return build(`${service} still answered "too many requests"${after}`, ASK_LESS);
	}
	if (status >= 300 && status < 400) return build(...redirectWords(words, status, leads));
	if (status >= 500) {
		return build(
			`${service} could not answer (HTTP ${status})${after}`,
			`The problem is on ${service}'s side. Run the workflow again later.`,
		);
	}
	const message = `${service} did not accept the request (HTTP ${status})`;
	const description = advice ?? CHECK_PARAMETERS;
	if (said === '') return build(message, description);
	// In the message: a failed item has nothing else under Continue On Fail.
	return { message: `${message}: ${said}`, description, httpCode: String(status) };
}

function redirectWords(
	words: Service,
	status: number,
	leads: Leads,
): [message: string, description: string] {
	const { service, secret, host, addressLabel } = words;
	if (leads === 'away') {
		return [
			`${service} sent the request on to another address`,
			`The node does not follow, so that the ${secret} stays with ${host}. Check '${addressLabel}' in the credential.`,
		];
	}
	if (leads === 'within') {
		return [
			`${service} answered with a redirect (HTTP ${status})`,
			`The node follows a few, and those of a change only where the same would be done to the same record. ${checkAddress(words)}`,
		];
	}
	return [
		`${service} answered without data (HTTP ${status})`,
		`A proxy or cache in between may do so. ${checkAddress(words)}`,
	];
}

/** Stands for JSON with bytes that are no letters. */
export const ILLEGIBLE = Symbol('illegible');

/** Explains an answer with a good status that is not the JSON that was asked for. */
export function unreadableTrouble(
	words: Service,
	{ status, body, tries }: { status: number; body: unknown; tries: number },
	subject: string,
): Trouble {
	const { service } = words;
	const times = tries > 1 ? `, ${tries} times` : '';
	if (isWebPage(body)) {
		return {
			message: `${service} answered with a web page instead of data`,
			description: `${checkAddress(words)} A proxy or a login page may stand in between.`,
		};
	}
	if (body === undefined) {
		return {
			message: `${service} sent no content${times} (HTTP ${status})`,
			description: `Nothing came for ${subject}, not even an empty list. A proxy or cache in between may do so. ${checkAddress(words)}`,
		};
	}
	const show = `Show this to ${service}'s support, or to whoever runs what is in between.`;
	if (body === ILLEGIBLE) {
		return {
			message: `${service} sent letters that n8n cannot read${times}`,
			description: `The answer for ${subject} is neither in UTF-8 nor in the encoding that it names, so names could come out wrong. ${show}`,
		};
	}
	return {
		message: `${service} sent an answer that cannot be read${times}`,
		description: isBrokenOff(body)
			? `The answer for ${subject} broke off: it is not complete JSON. Run the workflow again later.`
			: `The answer for ${subject} is whole, but no valid JSON object or list. ${show}`,
	};
}

/** Whether text that was to be JSON begins as such, and does not end so. */
function isBrokenOff(body: unknown): boolean {
	const text = String(body).trim();
	const closing = { '{': '}', '[': ']' }[text.charAt(0)];
	return closing !== undefined && !text.endsWith(closing);
}

/** Advice to check the address, as sentences. */
export function checkAddress({ addressLabel, host, paths }: Service): string {
	const check = `Check '${addressLabel}' in the credential, which is ${host}.`;
	return [check, paths].filter(Boolean).join(' ');
}

/** Explains why no answer came: no connection, a timeout, or a dropped connection. */
export function connectionTrouble(
	{ service, host, addressLabel }: Service,
	code: string,
	tries: number,
	proxy?: string,
): Trouble {
	const times = tries > 1 ? ` in ${tries} tries` : '';
	if (proxy !== undefined) return proxyTrouble(service, code, times, proxy);
	if (isGarbled(code)) {
		return {
			message: `${service} sent an answer that n8n cannot unpack or read`,
			description: `${GARBLED} Show this to whoever runs your network, and to ${service}'s support: ${code}. The address is ${host}; it comes from '${addressLabel}' in the credential.`,
			httpCode: code,
		};
	}
	return {
		message: `${service} could not be reached${times}`,
		description: `${connectionCause(code)} The address is ${host}; it comes from '${addressLabel}' in the credential.`,
		httpCode: code,
	};
}

/** Explains that what stands in between does not let n8n through. */
export function proxyTrouble(service: string, code: string, times: string, proxy: string): Trouble {
	return {
		message: `The proxy ${proxy} on the way to ${service} could not be reached${times}`,
		description: `${connectionCause(code)} Nothing got to ${service}. The address of the proxy comes from HTTPS_PROXY, HTTP_PROXY or ALL_PROXY of n8n: correct it, start the proxy, or add the host of ${service} to NO_PROXY.`,
		httpCode: code,
	};
}

/** Explains the error code of a failed connection, as a sentence. */
export function connectionCause(code: string): string {
	if (isGarbled(code))
		return `The server sent an answer that n8n cannot unpack or read. ${GARBLED}`;
	return CONNECTION_CAUSES[code] ?? (isUntrusted(code) ? CERTIFICATE : 'The connection broke off.');
}

/** Adds that the change may have been made, and what to do about it. */
export function unknownOutcome(
	{ service }: ServiceWords,
	{ message, description, httpCode }: Trouble,
	isRepeatable = false,
): Trouble {
	const next = isRepeatable
		? `Sending it again does no harm: run this item again later.`
		: `The node did not send it again, so that nothing is done twice. Look in ${service} before you run this item again.`;
	return {
		message: `${message}; whether the change was made is not known`,
		description: `${next} ${description}`,
		httpCode,
	};
}

const LASTING = new Set(['ENOTFOUND', 'EPROTO', 'ERR_INVALID_URL', 'ERR_INVALID_CHAR', TOO_LARGE]);

/** Whether this is the code of a connection error that a retry does not fix. */
export function isLasting(code: string): boolean {
	return LASTING.has(code) || isUntrusted(code) || isGarbled(code);
}

/** Whether an answer came that is not packed as it says, or no HTTP. One that broke off is another matter. */
function isGarbled(code: string): boolean {
	return /^(Z_(?!BUF_)|ERR__ERROR_FORMAT_|HPE_(?!INVALID_EOF_))/.test(code);
}

const GARBLED =
	'It is not packed as it says, its headers are too long or contradict each other, or it is no HTTP.';

const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** Whether this is the code of a connection that failed before anything was sent. */
export function isUnsent(code: string): boolean {
	return NEVER_CONNECTED.has(code) || isUntrusted(code);
}

/** Whether n8n ended a connection because of the server's certificate. Node.js has 30 such codes. */
function isUntrusted(code: string): boolean {
	// ERR_SSL_... is what the server says of ours.
	return !code.startsWith('ERR_SSL_') && UNTRUSTED.test(code);
}

const UNTRUSTED =
	/CERT|CRL|^(INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

const CERTIFICATE =
	"The server's certificate is not trusted. If your own network signs it, as some firewalls do, an administrator puts the network's root certificate into a file, names the file in NODE_EXTRA_CA_CERTS of n8n, and restarts n8n.";

const CONNECTION_CAUSES: Record<string, string> = {
	ENOTFOUND: 'No server has this name.',
	EAI_AGAIN: 'The name of the server could not be looked up. Check the network of n8n.',
	ECONNREFUSED: 'Nothing answers at this address.',
	ECONNRESET: 'The server closed the connection before its answer was complete.',
	ECONNABORTED: 'The server took too long to answer.',
	ETIMEDOUT: 'The server took too long to answer.',
	EHOSTUNREACH: 'There is no route to this server. Check the network of n8n.',
	ENETUNREACH: 'There is no route to this server. Check the network of n8n.',
	EPROTO: 'The server does not speak https at this address.',
	ERR_INVALID_CHAR: 'The request holds a character that a header cannot have.',
	CERT_HAS_EXPIRED:
		"The server's certificate has expired. Whoever runs the server has to renew it; also check whether the clock of n8n is right.",
	CERT_NOT_YET_VALID:
		"The server's certificate is not valid yet. Check whether the clock of n8n is right; if it is, ask whoever runs the server.",
	[TOO_LARGE]: `The server sent more than ${LARGEST_ANSWER.mb} MB.`,
	ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate belongs to another name.",
};

const LONGEST_QUOTE = 400;

/**
 * What the server says in the body of a refusal, as one line of plain text without secrets; '' for web
 * pages and bodies without text. Reads `error_description`, `error.message`, `detail`, `message` with a map
 * `errors`, then a map of fields to texts (contract/vome.md 3 and 8, contract/assemble.md 9).
 */
export function serverText(body: unknown, secrets: readonly string[] = []): string {
	const text = redact(textOf(body), secrets).replace(/\s+/g, ' ').trim();
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}

/** What a good answer says went wrong; '' if it says nothing of the kind. */
export function wordsOfError(body: unknown, secrets: readonly string[]): string {
	const { error, error_description, errors, detail, message } = asObject(body);
	const said = error ?? detail;
	// Nothing of what may be records.
	const known = { error_description, message, errors, ...(said && { error: said }) };
	return serverText(typeof message === 'string' || said ? known : errors, secrets);
}

export function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/** Whether this is none of the JSON with which both services give their reasons. */
function isFromBetween(body: unknown): boolean {
	return typeof body !== 'object' || body === null;
}

/** What lies deeper is no reason, and JSON may be deeper than functions can call each other. */
const DEEPEST = 10;

function textOf(body: unknown, depth = 0): string {
	if (typeof body === 'string') return isWebPage(body) ? '' : body;
	if (typeof body !== 'object' || body === null || depth > DEEPEST) return '';
	const within = (inner: unknown) => textOf(inner, depth + 1);
	if (Array.isArray(body)) return body.map(within).filter(Boolean).join(' ');

	const { error, error_description, errors, detail, message, param } = body as Record<
		string,
		unknown
	>;
	if (typeof error_description === 'string') return error_description;
	if (error !== undefined) return within(error);
	if (typeof message === 'string') {
		const field = typeof param === 'string' && param !== '' ? ` (${param})` : '';
		const fields = within(errors);
		return `${message}${field}${fields === '' ? '' : `; ${fields}`}`;
	}
	if (detail !== undefined) return within(detail);
	return Object.entries(body)
		.map(([field, value]) => [field, within(value)])
		.filter(([, value]) => value !== '')
		.map(([field, value]) => `${field}: ${value}`)
		.join('; ');
}

/** Whether a refusal names this field: by a key, or else in its words. */
export function namesField(body: unknown, field: string): boolean {
	let refusal = asObject(body);
	while (isObject(refusal.error)) refusal = refusal.error;
	const { errors, param } = refusal;
	if (param === field || Object.hasOwn(refusal, field)) return true;
	if (isObject(errors)) return Object.hasOwn(errors, field);
	const words = serverText(body).split(/[^\w.[\]-]+/);
	return words.some((word) => word.replace(/\.$/, '') === field);
}

/** What a promise rejects with; undefined if it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
}
