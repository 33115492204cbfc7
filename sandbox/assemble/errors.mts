/** Errors as contract/assemble.md 3.2 and 9 describe them. */
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { htmlPage } from '../faults.mts';
import type { AssembleQuirks } from './quirks.mts';

/** Texts by field, as Laravel words them. */
export type FieldErrors = Record<string, string[]>;

/** The API refuses a request. */
export class AssembleError extends Error {
	override name = 'AssembleError';
	readonly status: number;
	readonly errors: FieldErrors | undefined;

	constructor(status: number, message = standardMessage(status), errors?: FieldErrors) {
		super(message);
		this.status = status;
		this.errors = errors;
	}
}

/** There is nothing at this path. How that looks is a quirk. */
export class UnknownPathError extends AssembleError {
	override name = 'UnknownPathError';

	constructor() {
		super(404);
	}
}

/** The OAuth endpoints refuse a request, in OAuth's own style (contract/assemble.md 9). */
export class OAuthError extends Error {
	override name = 'OAuthError';
	readonly status: number;
	readonly code: string;

	constructor(status: number, code: string, message: string) {
		super(message);
		this.status = status;
		this.code = code;
	}
}

function standardMessage(status: number): string {
	return `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;
}

export function validationError(errors: FieldErrors): AssembleError {
	return new AssembleError(422, standardMessage(422), errors);
}

/** Reads `minimum_age` as "minimum age", as Laravel's messages do. */
export function spoken(field: string): string {
	return field.replaceAll('_', ' ');
}

/** What a careless server could repeat: the token, and the secrets of a login. */
function secretsOf({ headers, body }: FastifyRequest): string[] {
	const { password, token, client_secret } = (body ?? {}) as Record<string, unknown>;
	return [headers.authorization?.replace(/^\w+ /, ''), password, token, client_secret].filter(
		(secret) => typeof secret === 'string',
	);
}

/** The body of an error, in the shape that the quirks ask for. */
export function renderError(
	error: AssembleError | OAuthError,
	quirks: AssembleQuirks,
	request: FastifyRequest,
): string {
	const secrets = quirks.echoToken ? secretsOf(request) : [];
	const message = [error.message, ...secrets].join(' ');
	if (error instanceof OAuthError) {
		return JSON.stringify({ error: error.code, error_description: message });
	}
	const { status, errors } = error;
	return JSON.stringify({
		message,
		...(errors && { errors }),
		status_code: quirks.statusCode === 'string' ? String(status) : status,
	});
}

export function isOAuthPath(url: string): boolean {
	return /^(\/api)?\/oauth\//.test(url);
}

/** The error that stands for a status when nothing more is known. */
export function standardError(status: number, url: string): AssembleError | OAuthError {
	if (!isOAuthPath(url)) return new AssembleError(status);
	const code =
		status >= 500 ? 'server_error' : status === 401 ? 'invalid_client' : 'invalid_request';
	return new OAuthError(status, code, standardMessage(status));
}

function sendUnknownPath(
	reply: FastifyReply,
	request: FastifyRequest,
	quirks: AssembleQuirks,
): FastifyReply {
	switch (quirks.unknownPaths) {
		case 'webPage':
			return reply.header('content-type', 'text/html; charset=utf-8').send(htmlPage);
		case 'redirect':
			return reply.redirect('/login');
		case 'otherJson':
			return reply.send({ ok: true });
		case 'noMethod':
			return sendError(new AssembleError(405), request, reply, quirks);
		case 'notFound':
			return sendError(new AssembleError(404), request, reply, quirks);
	}
}

/** Answers with an error; what Fastify itself refuses gets the API's shape too. */
export function sendError(
	error: FastifyError | AssembleError | OAuthError,
	request: FastifyRequest,
	reply: FastifyReply,
	quirks: AssembleQuirks,
): FastifyReply {
	if (error instanceof UnknownPathError) return sendUnknownPath(reply, request, quirks);
	const known = error instanceof AssembleError || error instanceof OAuthError;
	const problem = known ? error : standardError(error.statusCode ?? 500, request.url);
	return reply
		.code(problem.status)
		.header('content-type', 'application/json')
		.send(renderError(problem, quirks, request));
}
