import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { asObject, isObject } from '../records';

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
	const message = withItem(redact(details.message, secrets), itemIndex);
	const description = redact(details.description ?? '', secrets);
	const httpCode = details.httpCode ?? undefined;
	const error = new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
	return withMessage(error, message);
}

export type NodeError = NodeApiError | NodeOperationError;

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
	const text = withItem(message, itemIndex);
	return withMessage(new NodeOperationError(node, text, { description, itemIndex }), text);
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

/** Statuses for a path or a method that the service does not have. */
export const NO_ROUTE = [404, 405];

const CHECK_PARAMETERS =
	"Check the node's parameters. For a list these are above all the filters and extra query parameters.";

export const ASK_LESS =
	"Run the workflow when less is going on, or lower 'Parallel Requests' under Options where the operation has it.";

/** Statuses that fault the request itself; the message then quotes the service. */
const REFUSALS = new Set([400, 409, 422]);

/**
 * Explains a status outside 2xx (statuses and body shapes: contract/vome.md 3,
 * contract/assemble.md 3.2 and 9). `subject` is what was asked for, as in "the profile list";
 * `advice` says what to do if the service faults the request itself. `isClosed`: the secret is good
 * elsewhere.
 */
export function statusTrouble(
	words: Service,
	answer: { status: number; body: unknown; tries: number; isClosed?: boolean },
	{
		subject,
		advice,
		permission = words.permission,
	}: { subject: string; advice?: string; permission?: string },
): Trouble {
	const { service, secret } = words;
	const { status, tries, isClosed = false } = answer;
	const said = serverText(answer.body);
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
	if (status === 403) {
		return build(`${service} does not allow this for the ${secret}`, permission);
	}
	if (status === 404) {
		return build(`${service} could not find ${subject}`, checkAddress(words));
	}
	if (status === 429) {
		return build(`${service} still answered "too many requests"${after}`, ASK_LESS);
	}
	if (status >= 300 && status < 400) {
		return build(
			`${service} sent the request on to another address`,
			`The node does not follow, so that the ${secret} stays with ${words.host}. Check '${words.addressLabel}' in the credential.`,
		);
	}
	if (status >= 500) {
		return build(
			`${service} could not answer (HTTP ${status})${after}`,
			`The fault is on the side of ${service}. Run the workflow again later.`,
		);
	}
	const message = `${service} did not accept the request (HTTP ${status})`;
	const description = advice ?? CHECK_PARAMETERS;
	if (said === '' || !REFUSALS.has(status)) return build(message, description);
	// In the message: a failed item has nothing else under Continue On Fail.
	return { message: `${message}: ${said}`, description, httpCode: String(status) };
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
): Trouble {
	const times = tries > 1 ? ` in ${tries} tries` : '';
	return {
		message: `${service} could not be reached${times}`,
		description: `${connectionCause(code)} The address is ${host}; it comes from '${addressLabel}' in the credential.`,
		httpCode: code,
	};
}

/** Explains the error code of a failed connection, as a sentence. */
export function connectionCause(code: string): string {
	return CONNECTION_CAUSES[code] ?? 'The connection broke off.';
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

/** Codes of connection errors that a retry does not fix. */
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

/** Codes of connections that failed before anything was sent. */
export const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
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
 * What the server says in the body of a refusal, as one line of plain text; '' for web pages and
 * bodies without text. Reads `error_description`, `error.message`, `detail`, `message` with a map
 * `errors`, then a map of fields to texts (contract/vome.md 3 and 8, contract/assemble.md 9).
 */
export function serverText(body: unknown): string {
	const text = textOf(body).replace(/\s+/g, ' ').trim();
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}

function textOf(body: unknown): string {
	if (typeof body === 'string') return body.trimStart().startsWith('<') ? '' : body;
	if (Array.isArray(body)) return body.map(textOf).filter(Boolean).join(' ');
	if (typeof body !== 'object' || body === null) return '';

	const { error, error_description, errors, detail, message, param } = body as Record<
		string,
		unknown
	>;
	if (typeof error_description === 'string') return error_description;
	if (error !== undefined) return textOf(error);
	if (typeof message === 'string') {
		const field = typeof param === 'string' && param !== '' ? ` (${param})` : '';
		const fields = textOf(errors);
		return `${message}${field}${fields === '' ? '' : `; ${fields}`}`;
	}
	if (detail !== undefined) return textOf(detail);
	return Object.entries(body)
		.map(([field, value]) => [field, textOf(value)])
		.filter(([, value]) => value !== '')
		.map(([field, value]) => `${field}: ${value}`)
		.join('; ');
}

/** Whether a refusal names this field: by a key, or else in its words. */
export function namesField(body: unknown, field: string): boolean {
	const refusal = asObject(body);
	const { error, errors, param } = refusal;
	if (isObject(error)) return namesField(error, field);
	if (param === field || Object.hasOwn(refusal, field)) return true;
	if (isObject(errors)) return Object.hasOwn(errors, field);
	const words = serverText(body).split(/[^\w.[\]-]+/);
	return words.some((word) => word.replace(/\.$/, '') === field);
}

/** Hides the secrets in a text, whether plain, URL-encoded or base64. */
export function redact(text: string, secrets: string[]): string {
	let safe = text;
	for (const secret of secrets) {
		if (secret === '') continue;
		const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
		for (const form of forms) safe = safe.split(form).join('***');
	}
	return safe;
}

/** What a promise rejects with; undefined if it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
}
