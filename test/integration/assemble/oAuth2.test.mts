// The OAuth2 credential: n8n itself asks for the tokens and renews them.
import axios from 'axios';

import type { IDataObject } from 'n8n-workflow';

import { AssembleBench } from '../../support/assembleBench.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const run = async (parameters: IDataObject = {}, more: object = {}) =>
	await bench.assemble({ authentication: 'oAuth2', ...parameters }, more);
const all = { returnAll: true, options: { pageSize: 5 } };

const tokenRequests = () =>
	bench.sandbox.requests.filter(({ path }) => path.endsWith('/oauth/token'));

describe('client credentials', () => {
	it('get one token for a whole list, which is kept for the next execution', async () => {
		const { items } = await run(all);
		expect(items).toHaveLength(60);
		await run(all, { isWarm: true });
		expect(bench.logins).toEqual(['/oauth/token']);
		for (const { headers } of bench.sandbox.requests.filter(({ path }) =>
			path.startsWith('/api/'),
		)) {
			expect(headers.accept).toBe('application/x.uvol.v3+json');
			expect(headers.authorization).toMatch(/^Bearer /);
		}
	});

	it('get one for three items on a cold credential', async () => {
		const { items } = await run(
			{ operation: 'get', roleProfileId: '={{ $json.id }}' },
			{ input: [{ id: 101 }, { id: 102 }, { id: 103 }] },
		);
		expect(items).toHaveLength(3);
		expect(bench.logins).toEqual(['/oauth/token']);
	});

	it('get a new one when it has expired, once for all pages', async () => {
		await run();
		bench.sandbox.expireTokens();
		const { items } = await run(all, { isWarm: true });
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual(['/oauth/token', '/oauth/token']);
	});

	it('get no token again and again where each has expired already', async () => {
		bench.sandbox.quirks.oauthTokenLifetime = -1;
		const { error } = await run();
		expect(error?.message).toBe('Assemble rejected the OAuth2 access [item 0]');
		expect(bench.logins).toEqual(['/oauth/token', '/oauth/token']);
	});

	describe('for a path that answers 401 whatever the token', () => {
		const ids = Array.from({ length: 40 }, (_, index) => 101 + index);
		const each = async (parameters: IDataObject, isWarm = false) => {
			const input = ids.map((id) => ({ id }));
			const { items } = await run(parameters, { input, onError: 'continueRegularOutput', isWarm });
			return items.map(({ json }) => json.error);
		};
		const get = { operation: 'get', roleProfileId: '={{ $json.id }}' };
		const told = (message: string) => ids.map((_, item) => `${message} [item ${item}]`);
		const REJECTED = 'Assemble rejected the OAuth2 access';

		it('get one new token at the most', async () => {
			bench.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/role-profiles/*' });
			expect(await each(get)).toEqual(told(REJECTED));
			expect(await each(get, true)).toEqual(told(REJECTED));
			expect(bench.logins).toEqual(['/oauth/token', '/oauth/token']);
		});

		it.each([
			['GET', get],
			['POST', { operation: 'create', name: 'New' }],
			['DELETE', { operation: 'delete', roleProfileId: 106 }],
		])('get none where their token is good for something else (%s)', async (method, parameters) => {
			await run();
			const path = method === 'GET' ? '/api/role-profiles/*' : undefined;
			bench.sandbox.faults.push({ kind: 'status', status: 401, method, path });
			expect(await each(parameters, true)).toEqual(told(REJECTED));
			expect(bench.logins).toEqual(['/oauth/token']);
		});

		it('get none where that is a page of a list, which is read in parallel', async () => {
			bench.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/*', page: 7 });
			const { error } = await run({ returnAll: true, options: { pageSize: 2 } });
			expect(error?.message).toBe(`${REJECTED} [item 0]`);
			expect(bench.logins).toEqual(['/oauth/token']);
		});
	});

	it('get one for all pages that meet at once that it has expired', async () => {
		bench.sandbox.faults.push({ kind: 'delay', path: '/api/*', ms: 30 });
		let isExpired = false;
		const watch = setInterval(() => {
			if (isExpired || bench.requests.length < 6) return;
			isExpired = true;
			bench.sandbox.expireTokens();
		}, 1);
		const { items, error } = await run({ returnAll: true, options: { pageSize: 2 } });
		clearInterval(watch);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual(['/oauth/token', '/oauth/token']);
	});

	it('show no token that came as a number', async () => {
		const token = 90_210_555_123;
		bench.sandbox.faults.push(
			{
				kind: 'status',
				status: 200,
				path: '/oauth/token',
				body: { access_token: token, token_type: 'bearer', expires_in: 3600 },
			},
			{ kind: 'status', status: 403, path: '/api/*', body: { message: `${token} may not` } },
		);
		const { error } = await run();
		expect(bench.sandbox.requests.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
		expect(error?.description).toContain('Assemble says: *** may not');
	});

	it('ask for the scopes that the credential names', async () => {
		await run();
		expect(tokenRequests()[0]?.body).toMatchObject({
			grant_type: 'client_credentials',
			scope: 'role-profiles',
		});
	});

	it.each(['/api', '', '/api/v3', '/v3'] as const)(
		'let the node in where the API is at %p, as API Path says',
		async (apiPath) => {
			bench.sandbox.quirks.apiPath = apiPath;
			const { items } = await run(all, { credential: { apiPath: apiPath || '/' } });
			expect(items).toHaveLength(60);
			const { error } = await run({}, { credential: { apiPath: '/elsewhere' } });
			expect(error?.description).toContain("set 'API Path' in the credential");
		},
	);

	it.each(['header', 'body'] as const)('may send the secret in the %s', async (place) => {
		bench.sandbox.quirks.clientAuthentication = place;
		const { items } = await run({}, { credential: { authentication: place } });
		expect(items).toHaveLength(50);
	});

	it('send it in the header by default, from where no redirect takes it elsewhere', async () => {
		await run();
		expect(tokenRequests()[0]?.headers.authorization).toMatch(/^Basic /);
		expect(JSON.stringify(tokenRequests()[0]?.body)).not.toContain(bench.sandbox.clientSecret);
	});

	it('may have the token endpoint elsewhere', async () => {
		bench.sandbox.quirks.authRoot = '/api';
		const { error } = await run();
		expect(error?.message).toContain("'Access Token URL'");
		expect(error?.description).toContain('/api/oauth/token');

		const accessTokenUrl = `${bench.sandbox.origin}/api/oauth/token`;
		expect((await run({}, { credential: { accessTokenUrl } })).items).toHaveLength(50);
	});

	it.each([
		[{ clientSecret: 'wrong' }, 'Assemble rejected the client ID or client secret [item 0]'],
		[{ clientId: '999' }, 'Assemble rejected the client ID or client secret [item 0]'],
		[{ scope: 'everything' }, 'Assemble rejected the scope [item 0]'],
	])('%j are explained, and nothing else is sent', async (credential, message) => {
		const { error } = await run({}, { credential });
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect(bench.requests).toEqual([]);
		expect(bench.logins).toEqual(['/oauth/token']);
	});

	it.each([
		[{ status: 401, body: { message: '401 Unauthorized', status_code: 401 } }, '(HTTP 401)'],
		[{ status: 422, body: { message: 'No', errors: { scope: ['x'] } } }, '(HTTP 422)'],
		[{ status: 403, contentType: 'text/html', body: '<html></html>' }, '(HTTP 403)'],
	])('refused in another form, %j, are not told to wait', async (fault, status) => {
		bench.sandbox.faults.push({ kind: 'status', path: '/oauth/token', ...fault });
		const { error } = await run();
		expect(error?.message).toBe(`Assemble refused to give an OAuth2 token ${status} [item 0]`);
		expect(error?.description).toContain('Check the client ID, the client secret');
		expect(bench.logins).toHaveLength(1);
	});

	it.each([
		{ kind: 'html' as const },
		{ kind: 'wrongShape' as const, body: { token: 'x' } },
		{ kind: 'status' as const, status: 400, body: { error: 'invalid_grant' } },
	])('that get no token, %j, are not told to connect an account', async (fault) => {
		bench.sandbox.faults.push({ ...fault, path: '/oauth/token' });
		const { error } = await run();
		expect(error?.message).toContain("gave no OAuth2 token at the 'Access Token URL'");
		expect(error?.description).toContain('create a new credential');
		expect(error?.description).not.toContain('Connect my account');
	});

	it('without the scope for role profiles are refused in words', async () => {
		const { error } = await run({}, { credential: { scope: 'users' } });
		expect(error?.message).toBe('Assemble does not allow this for the OAuth2 access [item 0]');
	});

	it.each([
		{ kind: 'status' as const, status: 503 },
		{ kind: 'status' as const, status: 429, body: { message: 'Too Many Attempts.' } },
		{ kind: 'drop' as const },
	])('wait while the token endpoint is away: %j', async (fault) => {
		bench.sandbox.faults.push({ ...fault, path: '/oauth/token', times: 2 });
		const { items } = await run({ operation: 'create', name: 'New' });
		expect(items).toHaveLength(1);
		expect(bench.logins).toHaveLength(3);
		expect(bench.requests).toEqual([
			'GET /api/role-profiles?page=1&limit=1',
			'POST /api/role-profiles',
		]);
	});

	it.each([
		[{ clientId: '' }, "'Client ID' in the credential is empty"],
		[{ clientSecret: '' }, "'Client Secret' in the credential is empty"],
		[
			{ accessTokenUrl: 'oauth/token' },
			"'Access Token URL' in the credential is not a valid address",
		],
		[
			{ accessTokenUrl: 'http://my-charity.goassemble.com/oauth/token' },
			"'Access Token URL' in the credential must start with https://",
		],
		[{ organisation: 'my charity' }, "'Organisation' in the credential must not contain spaces"],
		[{ organisation: '' }, "'Organisation' in the credential is empty"],
		[{ apiPath: '//evil.example' }, "'API Path' in the credential must be a path"],
	])('%j send nothing', async (credential, message) => {
		const { error, workflow } = await run({}, { credential });
		expect((error ?? workflow.error)?.message).toContain(message);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each([
		['my-charity', 'https://my-charity.goassemble.com'],
		['volunteers.my-charity.org', 'https://volunteers.my-charity.org'],
		['https://my-charity.goassemble.com/', 'https://my-charity.goassemble.com'],
		['https://my-charity.goassemble.com/api/', 'https://my-charity.goassemble.com'],
		['http://localhost:8031', 'http://localhost:8031'],
		[' my-charity ', 'https://my-charity.goassemble.com'],
		[' volunteers.my-charity.org ', 'https://volunteers.my-charity.org'],
		['http://my-charity.org', 'https://my-charity.org'],
	])('of %p are asked for at %p', async (organisation, origin) => {
		expect(await bench.oAuth2Urls(organisation)).toEqual({
			accessTokenUrl: `${origin}/oauth/token`,
			authUrl: `${origin}/oauth/authorize`,
		});
	});
});

describe('an authorization code', () => {
	/** Does what n8n does behind 'Connect my account'. */
	async function connect(): Promise<IDataObject> {
		const { origin, clientId, clientSecret } = bench.sandbox;
		const redirect_uri = 'http://localhost:5678/rest/oauth2-credential/callback';
		const { headers } = await axios.get(`${origin}/oauth/authorize`, {
			params: {
				response_type: 'code',
				client_id: clientId,
				redirect_uri,
				scope: 'role-profiles',
				state: 'x',
			},
			maxRedirects: 0,
			validateStatus: null,
		});
		const code = new URL(String(headers.location)).searchParams.get('code') ?? '';
		const { data } = await axios.post(
			`${origin}/oauth/token`,
			new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri }),
			{ auth: { username: clientId, password: clientSecret } },
		);
		bench.sandbox.requests.length = 0;
		return data as IDataObject;
	}

	const connected = async () => ({
		credential: { grantType: 'authorizationCode', oauthTokenData: await connect() },
	});

	it('lets the node in', async () => {
		const { items } = await run(all, await connected());
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual([]);
	});

	it('is renewed with its refresh token when it has expired, once for all pages', async () => {
		const credential = await connected();
		bench.sandbox.expireTokens();
		const { items } = await run(all, credential);
		expect(items).toHaveLength(60);
		expect(tokenRequests().map(({ body }) => body)).toEqual([
			expect.objectContaining({ grant_type: 'refresh_token' }),
		]);
	});

	it('that cannot be renewed asks to be connected again', async () => {
		const credential = await connected();
		credential.credential.oauthTokenData.refresh_token = 'unknown';
		bench.sandbox.expireTokens();
		const { error } = await run({}, credential);
		expect(error?.message).toBe(
			'The OAuth2 credential of Assemble must be connected again [item 0]',
		);
		expect(error?.description).toContain('Connect my account');
	});

	it('that has no refresh token asks to be connected again', async () => {
		const credential = await connected();
		delete credential.credential.oauthTokenData.refresh_token;
		bench.sandbox.expireTokens();
		const { error } = await run({}, credential);
		expect(error?.message).toContain('must be connected again');
	});

	it('with a wrong address is told before anything is sent', async () => {
		const { credential } = await connected();
		const { error } = await run(
			{},
			{ credential: { ...credential, authUrl: 'http://x.org/oauth' } },
		);
		expect(error?.message).toContain("'Authorization URL' in the credential must start with https");
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('that was never connected is told before anything is sent', async () => {
		const { error } = await run({}, { credential: { grantType: 'authorizationCode' } });
		expect(error?.message).toBe(
			"The credential is not connected yet: open it and choose 'Connect my account' [item 0]",
		);
		expect(bench.sandbox.requests).toEqual([]);
	});
});

it('no secret is shown, even if the server repeats it', async () => {
	bench.sandbox.quirks.echoToken = true;
	const seen: unknown[] = [];
	const cases = [{}, { clientSecret: 'wrong-client-secret' }, { scope: 'users' }];
	for (const onError of [undefined, 'continueRegularOutput'] as const) {
		for (const credential of cases) {
			for (const parameters of [
				{ operation: 'create', name: 'x', additionalFields: { extraFields: '{"shoe_size": 44}' } },
				{ operation: 'delete', roleProfileId: 103, options: { checkFirst: false } },
			]) {
				const { items, hints, error, workflow } = await run(parameters, { onError, credential });
				seen.push(items, hints, error, error?.message, error?.description, error?.stack);
				seen.push(error?.cause, error?.context, workflow.error);
			}
		}
	}
	const text = JSON.stringify(seen);
	const given = bench.sandbox.requests
		.map(({ headers }) => headers.authorization?.replace(/^\w+ /, ''))
		.filter((secret) => secret !== undefined);
	for (const secret of [bench.sandbox.clientSecret, 'wrong-client-secret', ...given]) {
		expect(text).not.toContain(secret);
	}
	expect(text).toContain('***');
});
