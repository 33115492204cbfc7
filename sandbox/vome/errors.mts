/** Errors as contract/vome.md 3 describes them. */
import type { FastifyError, FastifyRequest } from 'fastify';
import type { Quirks } from './quirks.mts';

type ErrorType =
	'api_error' | 'authentication_error' | 'invalid_request_error' | 'rate_limit_error';

interface ErrorDetails {
	code?: string;
	/** The parameter at fault. */
	param?: string;
}

/** The API refuses a request. */
export class VomeError extends Error {
	override name = 'VomeError';
	readonly status: number;
	readonly details: ErrorDetails;

	constructor(status: number, message: string, details: ErrorDetails = {}) {
		super(message);
		this.status = status;
		this.details = details;
	}
}

/** No source maps statuses to types; this mapping is inferred (contract/vome.md 3). */
function typeOf(status: number): ErrorType {
	if (status === 401 || status === 403) return 'authentication_error';
	if (status === 429) return 'rate_limit_error';
	return status >= 500 ? 'api_error' : 'invalid_request_error';
}

/** Messages of statuses that nothing more is known about. */
const standardMessages: Record<number, string> = {
	400: 'The request is not valid.',
	401: 'The API key is missing or not valid.',
	403: 'This API key has no permission for this request.',
	404: 'There is no such resource.',
	409: 'The request conflicts with another request.',
	429: 'Too many requests.',
};

/** The error that stands for a status when nothing more is known. */
export function standardError(status: number): VomeError {
	return new VomeError(status, standardMessages[status] ?? 'Something went wrong on our side.');
}

/** The body of an error, in the shape that the quirks ask for. */
export function renderError(
	{ status, message, details }: VomeError,
	quirks: Quirks,
	request: FastifyRequest,
): string {
	const key = request.headers['api-key'];
	const named = quirks.errorNumbers ? `[${request.id}] ${message}` : message;
	const text = quirks.echoKeyInErrors ? `${named} (API-KEY: ${String(key)})` : named;
	if (quirks.errorShape === 'vague' && status === 400) {
		return JSON.stringify({ detail: standardMessages[400] });
	}
	if (quirks.errorShape === 'documented') {
		return JSON.stringify({ error: { type: typeOf(status), message: text, ...details } });
	}
	return quirks.errorShape === 'fields' && status === 400
		? JSON.stringify({ [details.param ?? 'non_field_errors']: [text] })
		: JSON.stringify({ detail: text });
}

/** A path such as `/users_data/0/profile_data/email`, in the notation of JSON pointers. */
function paramOf(pointer: string, quirks: Quirks): string | undefined {
	const steps = pointer
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
	if (quirks.errorParam === 'field') return steps.findLast((step) => !/^\d+$/.test(step));
	return steps.join('.') || undefined;
}

/** Turns what Fastify and Ajv refuse into the API's own errors. */
export function toVomeError(error: FastifyError | VomeError, quirks: Quirks): VomeError {
	if (error instanceof VomeError) return error;
	const problem = error.validation?.[0];
	if (!problem) {
		// A body that is no JSON, too long or of another type; 413 and 415 are not in the list of
		// contract/vome.md 3.
		const status = (error.statusCode ?? 500) < 500 ? 400 : 500;
		return new VomeError(status, status === 400 ? error.message : 'Something went wrong.');
	}
	const { instancePath, keyword, params } = problem;
	if (keyword === 'required') {
		const param = paramOf(`${instancePath}/${String(params.missingProperty)}`, quirks);
		return new VomeError(400, `A value is needed: ${param}.`, { code: 'missing_field', param });
	}
	if (keyword === 'additionalProperties') {
		const param = paramOf(`${instancePath}/${String(params.additionalProperty)}`, quirks);
		return new VomeError(400, `Unknown parameter: ${param}.`, { param });
	}
	return new VomeError(400, `The value is not valid: it ${problem.message}.`, {
		param: paramOf(instancePath, quirks),
	});
}
