import { createHmac } from 'node:crypto';
import { type AssembleSandbox, startAssembleSandbox } from '../../../sandbox/index.mts';
import { type Client, accept, bearer, clientOf } from './client.mts';

let sandbox: AssembleSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startAssembleSandbox();
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const list = '/api/role-profiles';
const post = (path: string, data: unknown) => client.raw('POST', path, accept, data);
const statusOf = async (token: unknown, path = list) =>
	(await client.get(path, bearer(String(token)))).status;
const claimsOf = (token: unknown) =>
	JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<
		string,
		unknown
	>;

async function logIn(email = sandbox.email, password = sandbox.password, key?: string) {
	const first = await post('/auth/api/', { email, password });
	const second = await post('/auth/api/token', { token: first.data.token, key });
	return second.data.token as string;
}

describe('login', () => {
	it('takes two steps, whose answers have no data', async () => {
		const { email, password } = sandbox;
		const first = await post('/auth/api/', { email, password });
		expect(first.status).toBe(200);
		expect(first.data).toEqual({
			token: expect.any(String),
			expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			two_factor: null,
		});
		const second = await post('/auth/api/token', { token: first.data.token });
		expect(second.status).toBe(200);
		expect(Object.keys(second.data as object)).toEqual(['token']);
		expect(await statusOf(second.data.token)).toBe(200);
		expect((await post('/auth/api', { email, password })).status).toBe(200);
		expect(sandbox.requests.map(({ path }) => path)).toEqual([
			'/auth/api/',
			'/auth/api/token',
			list,
			'/auth/api',
		]);
		expect(sandbox.requests[0]?.body).toEqual({ email, password });
	});

	it('gives a signed JWT with the documented claims', async () => {
		const token = await logIn();
		const [header = '', payload = '', signature] = token.split('.');
		expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'HS256' });
		const claims = claimsOf(token);
		expect(claims).toMatchObject({ sub: 501, display_name: 'Sandbox admin' });
		expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
		expect(signature).toBe(
			createHmac('sha256', 'signing-key-of-the-sandbox')
				.update(`${header}.${payload}`)
				.digest('base64url'),
		);
	});

	it('gives a smaller JWT when asked', async () => {
		const { email, password } = sandbox;
		const { data } = await post('/auth/api/', { email, password });
		const minimal = await post('/auth/api/token', { token: data.token, minimal: true, key: null });
		expect(claimsOf(minimal.data.token)).not.toHaveProperty('display_name');
	});

	it.each([
		['another password', { email: 'admin@sandbox.example', password: 'x' }, 'email'],
		['another email', { email: 'x@sandbox.example', password: 'x' }, 'email'],
		['no password', { email: 'admin@sandbox.example' }, 'password'],
		['a number', { email: 'admin@sandbox.example', password: 1 }, 'password'],
		['another field', { email: 'a', password: 'b', remember: true }, 'remember'],
	])('refuses %s', async (_name, body, field) => {
		const { status, data } = await post('/auth/api/', body);
		expect(status).toBe(422);
		expect(data).toEqual({
			message: '422 Unprocessable Entity',
			errors: { [field]: [expect.any(String)] },
			status_code: 422,
		});
	});

	it('takes a pre-authentication token once, and no other token in its place', async () => {
		const { email, password } = sandbox;
		const { token } = (await post('/auth/api/', { email, password })).data;
		expect(await statusOf(token)).toBe(401);
		expect((await post('/auth/api/token', { token })).status).toBe(200);
		expect((await post('/auth/api/token', { token })).status).toBe(401);
		expect((await post('/auth/api/token', { token: sandbox.makeToken() })).status).toBe(401);
	});
});

describe('two factor', () => {
	it.each([
		['email-code', 'email'],
		['sms-code', 'sms'],
		['app-code', 'auth_app'],
		['magic-link', 'magic_link'],
	])('%s sends a code with step 1 and wants it in step 2', async (name, method) => {
		const email = `${name}@sandbox.example`;
		const first = await post('/auth/api/', { email, password: `${name}-sandbox-password` });
		expect(first.data.two_factor).toBe(method);
		const { sentCodes } = sandbox.assemble;
		expect(sentCodes).toEqual([{ email, method, code: expect.any(String) }]);
		const { token } = first.data;
		for (const key of [undefined, null, 'wrong']) {
			const refused = await post('/auth/api/token', { token, key });
			expect(refused.status).toBe(422);
			expect(refused.data.errors).toHaveProperty('key');
		}
		const second = await post('/auth/api/token', { token, key: sentCodes[0]?.code });
		expect(await statusOf(second.data.token)).toBe(200);
	});

	it('sends a code for every login', async () => {
		const body = { email: 'sms-code@sandbox.example', password: 'sms-code-sandbox-password' };
		await post('/auth/api/', body);
		await post('/auth/api/', body);
		const codes = sandbox.assemble.sentCodes.map(({ code }) => code);
		expect(codes).toHaveLength(2);
		expect(codes[0]).toMatch(/^\d{6}$/);
	});
});

describe('refresh', () => {
	const refresh = (token: unknown) => post('/auth/api/refresh', { token });

	it('works once for each JWT, and spends it', async () => {
		const token = await logIn();
		const { status, data } = await refresh(token);
		expect(status).toBe(200);
		expect(await statusOf(data.token)).toBe(200);
		expect(await statusOf(token)).toBe(401);
		expect((await refresh(token)).status).toBe(401);
		expect((await refresh(data.token)).status).toBe(200);
	});

	it('works for expired JWTs, within the window', async () => {
		expect((await refresh(sandbox.makeToken({ lifetime: -5 }))).status).toBe(200);
		expect((await refresh(sandbox.makeToken({ lifetime: -20 * 24 * 3600 }))).status).toBe(401);
		expect((await refresh('nonsense')).status).toBe(401);
	});
});

describe('tokens', () => {
	it.each<[string, Record<string, string>]>([
		['no token', {}],
		['an unknown token', { authorization: 'Bearer nonsense' }],
		['another scheme', { authorization: 'Basic nonsense' }],
	])('answers 401 to %s', async (_name, headers) => {
		const { status, data } = await client.get(list, headers);
		expect(status).toBe(401);
		expect(data).toEqual({ message: expect.any(String), status_code: 401 });
	});

	it('makes tokens as a user would paste them', async () => {
		const token = sandbox.makeToken({ email: 'reader@sandbox.example', lifetime: null });
		expect(claimsOf(token)).not.toHaveProperty('exp');
		expect(await statusOf(token)).toBe(200);
		const expired = sandbox.makeToken({ lifetime: -1 });
		expect(Number(claimsOf(expired).exp) * 1000).toBeLessThan(Date.now());
		expect(await statusOf(expired)).toBe(401);
	});

	it('lets all tokens expire, and gives new ones', async () => {
		const tokens = [await logIn(), sandbox.makeToken({ lifetime: null })];
		sandbox.expireTokens();
		for (const token of tokens) expect(await statusOf(token)).toBe(401);
		expect(await statusOf(await logIn())).toBe(200);
	});

	it('forgets tokens when it is reset', async () => {
		const token = await logIn();
		sandbox.reset();
		expect(await statusOf(token)).toBe(401);
	});

	it('answers 401 when the account is gone', async () => {
		const token = sandbox.makeToken();
		sandbox.assemble.accounts.shift();
		expect(await statusOf(token)).toBe(401);
	});
});

describe('permissions', () => {
	it('lets readers read', async () => {
		const reader = bearer(sandbox.makeToken({ email: 'reader@sandbox.example' }));
		expect((await client.get(list, reader)).status).toBe(200);
		for (const [method, path] of [
			['POST', list],
			['PUT', `${list}/102`],
			['PATCH', `${list}/102`],
			['DELETE', `${list}/106`],
		] as const) {
			const { status, data } = await client.send(method, path, { name: 'x' }, reader);
			expect(status).toBe(403);
			expect(data).toEqual({ message: '403 Forbidden', status_code: 403 });
		}
	});

	it('lets outsiders see the organisation only', async () => {
		const token = sandbox.makeToken({ email: 'outsider@sandbox.example' });
		expect(await statusOf(token, '/api/organisation')).toBe(200);
		for (const name of [
			'role-profiles',
			'role-profiles/101',
			'users',
			'teams',
			'opportunities',
			'activities',
		]) {
			expect(await statusOf(token, `/api/${name}`)).toBe(403);
		}
	});

	it('knows accounts that a test adds', async () => {
		const account = { email: 'new@sandbox.example', password: 'new' };
		sandbox.assemble.accounts.push({ ...account, twoFactor: null, permission: 'read' });
		expect(await statusOf(await logIn(account.email, account.password))).toBe(200);
	});
});

describe('OAuth', () => {
	const basic = () => ({
		authorization: `Basic ${btoa(`${sandbox.clientId}:${sandbox.clientSecret}`)}`,
	});
	const request = (body: Record<string, string>, headers: Record<string, string> = basic()) =>
		client.raw('POST', '/oauth/token', headers, new URLSearchParams(body));
	const credentials = { grant_type: 'client_credentials', scope: 'role-profiles users' };

	it('gives tokens for client credentials, for the scopes asked for', async () => {
		const { status, data } = await request(credentials);
		expect(status).toBe(200);
		expect(data).toEqual({
			token_type: 'Bearer',
			expires_in: 3600,
			access_token: expect.not.stringContaining('.'),
		});
		expect(await statusOf(data.access_token)).toBe(200);
		expect(await statusOf(data.access_token, '/api/users')).toBe(200);
		expect(await statusOf(data.access_token, '/api/teams')).toBe(403);
		expect(await statusOf(data.access_token, '/api/organisation')).toBe(200);
		sandbox.expireTokens();
		expect(await statusOf(data.access_token)).toBe(401);
	});

	it('takes JSON, and id and secret in the body', async () => {
		const { clientId: client_id, clientSecret: client_secret } = sandbox;
		const body = { ...credentials, client_id, client_secret };
		expect((await request(body, {})).status).toBe(200);
		expect((await client.raw('POST', '/oauth/token', {}, body)).status).toBe(200);
	});

	it('has no access for a token without scopes', async () => {
		const { data } = await request({ grant_type: 'client_credentials' });
		expect(await statusOf(data.access_token)).toBe(403);
	});

	it.each([
		[{ ...credentials, scope: 'everything' }, 400, 'invalid_scope'],
		[{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
		[{ grant_type: 'implicit' }, 400, 'unsupported_grant_type'],
		[{ grant_type: 'toString' }, 400, 'unsupported_grant_type'],
		[{}, 400, 'invalid_request'],
		[{ grant_type: 'authorization_code', code: 'x' }, 400, 'invalid_grant'],
		[{ grant_type: 'authorization_code' }, 400, 'invalid_request'],
		[{ grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant'],
	] as Array<[Record<string, string>, number, string]>)(
		'refuses %j',
		async (body, status, error) => {
			const answer = await request(body);
			expect(answer.status).toBe(status);
			expect(answer.data).toEqual({ error, error_description: expect.any(String) });
		},
	);

	it('refuses another client', async () => {
		const { status, data } = await request(credentials, {
			authorization: `Basic ${btoa(`${sandbox.clientId}:wrong`)}`,
		});
		expect([status, data.error]).toEqual([401, 'invalid_client']);
	});

	describe('with an authorisation code', () => {
		const redirect_uri = 'http://localhost:5678/rest/oauth2-credential/callback';
		const authorise = (query: Record<string, string>) =>
			client.raw('GET', `/oauth/authorize?${new URLSearchParams(query).toString()}`, {});
		const query = () => ({
			response_type: 'code',
			client_id: sandbox.clientId,
			redirect_uri,
			scope: 'role-profiles',
			state: 'abc',
		});
		const codeOf = async () => {
			const { status, headers } = await authorise(query());
			expect(status).toBe(302);
			const target = new URL(String(headers.location));
			expect(target.origin + target.pathname).toBe(redirect_uri);
			expect(target.searchParams.get('state')).toBe('abc');
			return target.searchParams.get('code') ?? '';
		};

		it('gives a token and a refresh token, each of which works once', async () => {
			const grant = { grant_type: 'authorization_code', code: await codeOf(), redirect_uri };
			const { data } = await request(grant);
			expect(await statusOf(data.access_token)).toBe(200);
			expect(await statusOf(data.access_token, '/api/teams')).toBe(403);
			expect((await request(grant)).data.error).toBe('invalid_grant');

			const renewal = { grant_type: 'refresh_token', refresh_token: String(data.refresh_token) };
			const renewed = await request(renewal);
			expect(await statusOf(renewed.data.access_token)).toBe(200);
			expect(renewed.data.refresh_token).not.toBe(data.refresh_token);
			expect((await request(renewal)).data.error).toBe('invalid_grant');
		});

		it('wants the same redirect address again', async () => {
			const grant = { grant_type: 'authorization_code', code: await codeOf() };
			const { data } = await request({ ...grant, redirect_uri: 'https://attacker.example' });
			expect(data.error).toBe('invalid_grant');
		});

		it('tells the client what is wrong, unless it does not know the client', async () => {
			const errorIn = async (change: Record<string, string>) => {
				const { headers } = await authorise({ ...query(), ...change });
				return new URL(String(headers.location)).searchParams.get('error');
			};
			expect(await errorIn({ response_type: 'token' })).toBe('unsupported_response_type');
			expect(await errorIn({ scope: 'everything' })).toBe('invalid_scope');
			expect((await authorise({ ...query(), client_id: 'x' })).status).toBe(401);
			expect((await authorise({ ...query(), redirect_uri: 'x' })).status).toBe(400);
		});
	});
});

describe('Accept header', () => {
	it.each([
		['GET', '/api/organisation'],
		['GET', list],
		['GET', '/nothing'],
		['POST', '/auth/api/'],
		['POST', '/auth/api/token'],
	])('is needed for %s %s', async (method, path) => {
		for (const header of [{}, { accept: 'application/json' }] as Array<Record<string, string>>) {
			const { status, data } = await client.raw(method, path, header);
			expect([status, data.status_code]).toEqual([400, 400]);
		}
	});

	it('has to name version 3', async () => {
		const wrong = { accept: 'application/x.uvol.v2+json' };
		expect((await client.raw('GET', '/api/organisation', wrong)).status).toBe(400);
		const several = { accept: 'text/html, application/x.uvol.v3+json' };
		expect((await client.raw('GET', '/api/organisation', several)).status).toBe(200);
	});
});
