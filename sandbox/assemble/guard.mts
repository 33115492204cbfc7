/** Who may do what. */
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { AssembleContext } from './context.mts';
import { AssembleError } from './errors.mts';
import type { Grant, Scope } from './tokens.mts';
import type { Account, User } from './types.mts';

function authenticate(
	request: FastifyRequest,
	{ tokens, database }: AssembleContext,
): { grant: Grant; account: Account } {
	const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
	const grant = tokens.check(token);
	const account = database.accounts.find(({ email }) => email === grant.email);
	if (!account) throw new AssembleError(401, 'User not found');
	return { grant, account };
}

/** The user behind a request that went through the guard. */
export function actingUser(request: FastifyRequest, context: AssembleContext): User | undefined {
	return context.database.userOf(authenticate(request, context).account.email);
}

/** Refuses requests without a good token (401) or without the right to do this (403). */
export function guard(context: AssembleContext, scope: Scope): onRequestAsyncHookHandler {
	return async (request) => {
		const { grant, account } = authenticate(request, context);
		const inScope = grant.scopes === 'all' || grant.scopes.includes(scope);
		const permitted =
			account.permission === 'all' || (account.permission === 'read' && request.method === 'GET');
		if (!inScope || !permitted) throw new AssembleError(403);
	};
}

/** The same for what can be seen without a token too: a token that is there has to be good. */
export function guardIfToken(context: AssembleContext, scope: Scope): onRequestAsyncHookHandler {
	const strict = guard(context, scope);
	return async function (request, reply) {
		if (request.headers.authorization !== undefined) await strict.call(this, request, reply);
	};
}
