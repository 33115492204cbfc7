/** OAuth 2.0 (contract/assemble.md 2.3); what is unread there is as laravel/passport does it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AssembleContext } from './context.mts';
import { OAuthError } from './errors.mts';
import { type Exchangeable, type Scope, scopes } from './tokens.mts';
import type { OAuthClient } from './types.mts';

type Parameters = Partial<Record<string, string>>;

interface Credentials {
	id: string | undefined;
	secret: string | undefined;
}

/** Parameters of a query or body; a value that is no text counts as missing. */
function parametersOf(source: unknown): Parameters {
	const entries = Object.entries((source ?? {}) as Record<string, unknown>);
	return Object.fromEntries(
		entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
	);
}

function invalidRequest(parameter: string): OAuthError {
	return new OAuthError(400, 'invalid_request', `Check the "${parameter}" parameter.`);
}

function parseScopes(text: string | undefined): Scope[] {
	return (text ?? '')
		.split(' ')
		.filter((name) => name !== '')
		.map((name) => {
			const scope = scopes.find((known) => known === name);
			if (!scope) throw new OAuthError(400, 'invalid_scope', `There is no scope "${name}".`);
			return scope;
		});
}

function credentialsInHeader({ headers }: FastifyRequest): Credentials | undefined {
	const [, encoded] = /^Basic (\S+)$/i.exec(headers.authorization ?? '') ?? [];
	if (encoded === undefined) return undefined;
	const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
	try {
		return { id: decodeURIComponent(id), secret: decodeURIComponent(rest.join(':')) };
	} catch {
		return { id, secret: rest.join(':') };
	}
}

function authenticateClient(
	request: FastifyRequest,
	body: Parameters,
	{ settings, database }: AssembleContext,
): OAuthClient {
	const { clientAuthentication: place } = settings.quirks;
	const inHeader = place === 'body' ? undefined : credentialsInHeader(request);
	const inBody =
		place === 'header' ? undefined : { id: body.client_id, secret: body.client_secret };
	const given = inHeader ?? inBody;
	const client = database.clients.find(
		({ clientId, clientSecret }) => clientId === given?.id && clientSecret === given.secret,
	);
	if (!client) throw new OAuthError(401, 'invalid_client', 'Client authentication failed.');
	return client;
}

/** Tokens for a user: the access token, and a refresh token where there was a user to ask. */
function answer(
	{ email, scopes: allowed, clientId }: Exchangeable,
	{ tokens, settings }: AssembleContext,
	withRefresh: boolean,
) {
	const { quirks } = settings;
	return {
		token_type: 'Bearer',
		expires_in: quirks.oauthTokenLifetime,
		access_token: tokens.issueAccess(email, allowed, quirks),
		...(withRefresh && {
			refresh_token: tokens.issueExchangeable({ email, scopes: allowed, clientId }),
		}),
	};
}

type GrantHandler = (body: Parameters, client: OAuthClient, context: AssembleContext) => object;

const grants: Record<string, GrantHandler> = {
	client_credentials: (body, { actingUser, clientId }, context) =>
		answer({ email: actingUser, scopes: parseScopes(body.scope), clientId }, context, false),

	authorization_code: (body, { clientId }, context) => {
		if (body.code === undefined) throw invalidRequest('code');
		const grant = context.tokens.exchange(body.code);
		if (
			grant?.redirectUri === undefined ||
			grant.redirectUri !== body.redirect_uri ||
			grant.clientId !== clientId
		) {
			throw new OAuthError(400, 'invalid_grant', 'The authorization code is not valid.');
		}
		return answer(grant, context, true);
	},

	refresh_token: (body, { clientId }, context) => {
		if (body.refresh_token === undefined) throw invalidRequest('refresh_token');
		const grant = context.tokens.exchange(body.refresh_token);
		if (!grant || grant.redirectUri !== undefined || grant.clientId !== clientId) {
			throw new OAuthError(400, 'invalid_grant', 'The refresh token is not valid.');
		}
		return answer(grant, context, true);
	},
};

function issueTokens(request: FastifyRequest, context: AssembleContext): object {
	const body = parametersOf(request.body);
	if (body.grant_type === undefined) throw invalidRequest('grant_type');
	const handle = Object.hasOwn(grants, body.grant_type) ? grants[body.grant_type] : undefined;
	if (!handle) {
		throw new OAuthError(
			400,
			'unsupported_grant_type',
			'The authorization grant type is not supported by the authorization server.',
		);
	}
	return handle(body, authenticateClient(request, body, context), context);
}

/** Approves at once, as the client's acting user, and says where to send the browser. */
function authorise(request: FastifyRequest, { database, tokens }: AssembleContext): string {
	const query = parametersOf(request.query);
	const client = database.clients.find(({ clientId }) => clientId === query.client_id);
	if (!client) throw new OAuthError(401, 'invalid_client', 'Client authentication failed.');
	const { redirect_uri: redirectUri, state } = query;
	if (redirectUri === undefined || !URL.canParse(redirectUri)) throw invalidRequest('redirect_uri');

	const target = new URL(redirectUri);
	try {
		if (query.response_type !== 'code') {
			throw new OAuthError(400, 'unsupported_response_type', 'The response type is not supported.');
		}
		const { clientId, actingUser: email } = client;
		const allowed = parseScopes(query.scope);
		const code = tokens.issueExchangeable({ email, scopes: allowed, clientId, redirectUri });
		target.searchParams.set('code', code);
	} catch (error) {
		if (!(error instanceof OAuthError)) throw error;
		target.searchParams.set('error', error.code);
	}
	if (state !== undefined) target.searchParams.set('state', state);
	return target.href;
}

/** Adds the two endpoints below `root`. */
export function registerOAuth(app: FastifyInstance, context: AssembleContext, root: string): void {
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, body, done) => {
			done(null, Object.fromEntries(new URLSearchParams(body.toString())));
		},
	);
	app.post(`${root}/oauth/token`, (request, reply) =>
		reply
			.header('content-type', 'application/json')
			.header('cache-control', 'no-store')
			.send(issueTokens(request, context)),
	);
	app.get(`${root}/oauth/authorize`, (request, reply) =>
		reply.redirect(authorise(request, context)),
	);
}
