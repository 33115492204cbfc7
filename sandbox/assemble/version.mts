/** The version of the API is chosen by the Accept header (contract/assemble.md 1). */
import type { FastifyRequest } from 'fastify';
import { AssembleError } from './errors.mts';

/**
 * Refuses a version that does not exist, and a header that names none, which is a guess
 * (contract/assemble.md U20).
 */
export function checkVersion(request: FastifyRequest): void {
	const [, version] =
		/\bapplication\/x\.uvol\.([\w.-]+)\+json\b/.exec(request.headers.accept ?? '') ?? [];
	if (version === 'v3') return;
	if (version !== undefined) throw new AssembleError(400, `Version ${version} does not exist.`);
	throw new AssembleError(400, 'Accept header could not be properly parsed.');
}
