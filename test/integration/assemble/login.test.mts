// The JWT credential in n8n's engine, which decides when a token is renewed.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { AssembleBench } from '../../support/assembleBench.mts';
import type { Run } from '../../support/bench.mts';
import { forgetGuesses } from '../../support/bench.mts';
import { clock } from '../../support/clock.mts';
import { startStranger } from '../../support/stranger.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const ONE_LOGIN = ['/auth/api/', '/auth/api/token'];
const all = { returnAll: true, options: { pageSize: 5 } };

/** The tokens that the API's own requests carried, in order. */
const tokens = () =>
	bench.sandbox.requests
		.filter(({ path }) => path.startsWith('/api/'))
		.map(({ headers }) => headers.authorization);

const statuses = () =>
	bench.sandbox.requests.filter(({ path }) => path.startsWith('/api/')).map(({ status }) => status);

const API_PATHS = ['/api', '', '/api/v3', '/v3'] as const;

describe.each(API_PATHS)('an API at %p', (apiPath) => {
	beforeEach(() => {
		bench.sandbox.quirks.apiPath = apiPath;
	});

	const paths = () =>
		bench.sandbox.requests.map(({ path }) => path).filter((path) => !path.startsWith('/auth/'));

	it('is read and written where API Path is set to it, and nowhere else', async () => {
		const credential = { apiPath: apiPath || '/' };
		const list = `${apiPath}/role-profiles`;
		expect((await bench.assemble(all, { credential })).items).toHaveLength(60);
		const run = async (parameters: INodeParameters) => {
			const { error, items } = await bench.assemble(parameters, { isWarm: true });
			expect(error).toBeUndefined();
			return items[0]?.json;
		};
		await run({ operation: 'get', roleProfileId: 101 });
		const made = await run({ operation: 'create', name: 'New' });
		const roleProfileId = Number(made?.id);
		await run({ operation: 'update', roleProfileId, updateFields: { disclaimer: 'x' } });
		expect(await run({ operation: 'delete', roleProfileId: 106 })).toEqual({ deleted: true });
		const allowed = [list, `${list}/101`, `${list}/106`, `${list}/${roleProfileId}`];
		expect(new Set(paths())).toEqual(new Set(allowed));
	});

	it('passes the test of the credential where API Path is set to it', async () => {
		expect(await bench.testJwt({ apiPath: apiPath || '/' })).toMatchObject({ status: 'OK' });
		const token = bench.sandbox.makeToken();
		const pasted = { loginMethod: 'token', token, apiPath: `${apiPath}/` };
		expect(await bench.testJwt(pasted)).toMatchObject({ status: 'OK' });
		// The first test of a process looks first.
		expect(paths()).toEqual(Array<string>(3).fill(`${apiPath}/role-profiles`));
	});

	it('is asked for at the same path again where n8n repeats the test after a 401', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 401, path: `${apiPath}/role-profiles` });
		const { message } = await bench.testJwt({ apiPath: `${apiPath}/` });
		expect(message).toMatch(/^Assemble rejected the token/);
		expect(new Set(paths())).toEqual(new Set([`${apiPath}/role-profiles`]));
	});
});

describe('an API that is nowhere', () => {
	const ADVICE = "set 'API Path' in the credential, for example to /api/v3";

	it('is told with the field to set: 404', async () => {
		bench.sandbox.quirks.apiPath = '/v3';
		const { error } = await bench.assemble({}, { credential: { apiPath: '/api' } });
		expect(error?.message).toBe('Assemble has no role profiles where the node looked [item 0]');
		expect(error?.description).toContain(ADVICE);
		const { message } = await bench.testJwt({ apiPath: '/api' });
		expect(message).toContain("Check 'Organisation', then 'API Path'.");
	});

	it.each([{ kind: 'html' as const }, { kind: 'wrongShape' as const, body: { ok: true } }])(
		'is told with the field to set: %j',
		async (fault) => {
			bench.sandbox.faults.push({ ...fault, path: '/api/*' });
			const { error } = await bench.assemble({});
			expect(error?.description).toContain(ADVICE);
			const { message } = await bench.testJwt();
			expect(message).toContain("Check 'Organisation', then 'API Path'.");
		},
	);

	it.each(['//evil.example', '/../x', '/api?x=1'])(
		'that could be on another host, %p, is refused before a password is sent',
		async (apiPath) => {
			const { error } = await bench.assemble({}, { credential: { apiPath } });
			expect(error?.message).toContain("'API Path' in the credential must be a path");
			const { message } = await bench.testJwt({ apiPath });
			expect(message).toContain("'API Path' in the credential must be a path");
			expect(bench.sandbox.requests).toEqual([]);
		},
	);
});

describe('with email and password', () => {
	it('logs in once for a whole list, and says in each request which version it wants', async () => {
		const { items } = await bench.assemble(all);
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual(ONE_LOGIN);
		expect(new Set(tokens()).size).toBe(1);
		for (const { headers } of bench.sandbox.requests) {
			expect(headers.accept).toBe('application/x.uvol.v3+json');
		}
	});

	it('logs in once for three items on a cold credential', async () => {
		const { items } = await bench.assemble(
			{ operation: 'get', roleProfileId: '={{ $json.id }}' },
			{ input: [{ id: 101 }, { id: 102 }, { id: 103 }] },
		);
		expect(items.map(({ json }) => json.id)).toEqual([101, 102, 103]);
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it('keeps the token, so that the next execution needs no login', async () => {
		await bench.assemble({});
		await bench.assemble({}, { isWarm: true });
		expect(bench.logins).toEqual(ONE_LOGIN);
		const { sessionToken } = await bench.engine.credentials.open('assembleJwtApi');
		expect(tokens().at(-1)).toBe(`Bearer ${sessionToken as string}`);
	});

	it('renews an expired token once, however many pages meet it at once, and loses nothing', async () => {
		bench.sandbox.faults.push({ kind: 'delay', path: '/api/*', ms: 30 });
		let isExpired = false;
		const watch = setInterval(() => {
			if (isExpired || bench.requests.length < 6) return;
			isExpired = true;
			bench.sandbox.expireTokens();
		}, 1);
		const { items, error } = await bench.assemble({ returnAll: true, options: { pageSize: 2 } });
		clearInterval(watch);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(
			bench.sandbox.assemble.roleProfiles.map(({ id }) => id),
		);
		expect(statuses().filter((status) => status === 401).length).toBeGreaterThan(1);
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
	});

	it('renews a token that expired overnight with one login', async () => {
		await bench.assemble({});
		bench.sandbox.expireTokens();
		const { items } = await bench.assemble(all, { isWarm: true });
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
	});

	it('renews one that does not say when it expires', async () => {
		bench.sandbox.quirks.tokenExpiry = false;
		await bench.assemble({});
		bench.sandbox.expireTokens();
		const { items } = await bench.assemble(all, { isWarm: true });
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
	});

	it('renews it when it expires before a change too, which is made once', async () => {
		await bench.assemble({});
		bench.sandbox.expireTokens();
		const { items } = await bench.assemble({ operation: 'create', name: 'New' }, { isWarm: true });
		expect(items[0]?.json.name).toBe('New');
		const made = bench.sandbox.assemble.roleProfiles.filter(({ name }) => name === 'New');
		expect(made).toHaveLength(1);
	});

	it('gets along where a login ends the ones before', async () => {
		bench.sandbox.quirks.oneSession = true;
		await bench.assemble({});
		// Another execution, which does not know of the token yet.
		await bench.assemble(all);
		const { items } = await bench.assemble(all, { isWarm: true });
		expect(items).toHaveLength(60);
		expect(bench.logins.length).toBeLessThanOrEqual(4);
	});

	/** What another worker leaves in n8n's database after a login of its own. */
	async function storeToken(sessionToken: string, owner?: string): Promise<void> {
		const data = await bench.engine.credentials.open('assembleJwtApi');
		await bench.engine.credentials.save('assembleJwtApi', {
			type: 'assembleJwtApi',
			name: 'Assemble account',
			data: { ...data, sessionToken, sessionOwner: owner ?? data.sessionOwner ?? '' },
		});
	}

	/** Does something as soon as so many requests have been answered. */
	function after(count: number, happen: () => Promise<void>): () => Promise<void> {
		let happening: Promise<void> | undefined;
		const watch = setInterval(() => {
			if (statuses().length >= count) happening ??= happen();
		}, 1);
		return async () => {
			clearInterval(watch);
			await happening;
		};
	}

	it('takes the token that another worker has stored meanwhile, without a login', async () => {
		await bench.assemble({});
		bench.sandbox.faults.push({ kind: 'delay', path: '/api/*', ms: 30 });
		const end = after(4, async () => {
			bench.sandbox.expireTokens();
			await storeToken(bench.sandbox.makeToken());
		});
		const { items, error } = await bench.assemble(
			{ returnAll: true, options: { pageSize: 2 } },
			{ isWarm: true },
		);
		await end();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(
			bench.sandbox.assemble.roleProfiles.map(({ id }) => id),
		);
		expect(statuses()).toContain(401);
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it('logs in where the stored token is of no use either, with one login', async () => {
		await bench.assemble({});
		bench.sandbox.faults.push({ kind: 'delay', path: '/api/*', ms: 30 });
		const end = after(4, async () => {
			await storeToken(bench.sandbox.makeToken());
			bench.sandbox.expireTokens();
		});
		const { items } = await bench.assemble(
			{ returnAll: true, options: { pageSize: 2 } },
			{ isWarm: true },
		);
		await end();
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
	});

	it('takes the token of a worker that logged in at the same time, and ended our login by that', async () => {
		await bench.assemble({});
		// Ours of before, and the new one.
		bench.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/*', times: 2 });
		clock.isStopped = true;
		clock.onPause = () => void storeToken(bench.sandbox.makeToken()).then(() => clock.release());
		const { items, error } = await bench.assemble({}, { isWarm: true });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(50);
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
		expect(statuses()).toEqual([200, 401, 401, 200]);
	});

	it('logs in once more where that worker is too late to store its token, and then no more', async () => {
		await bench.assemble({});
		bench.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/*', times: 2 });
		const { items } = await bench.assemble({}, { isWarm: true });
		expect(items).toHaveLength(50);
		expect(bench.logins).toHaveLength(3 * ONE_LOGIN.length);

		bench.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/*' });
		const { error } = await bench.assemble({}, { isWarm: true });
		expect(error?.message).toBe('Assemble rejected the login [item 0]');
		expect(bench.logins).toHaveLength(5 * ONE_LOGIN.length);
	});

	it('takes no token of another login that somebody has put into the credential meanwhile', async () => {
		await bench.assemble({});
		const token = bench.sandbox.makeToken({ email: 'reader@sandbox.example' });
		bench.sandbox.faults.push({ kind: 'delay', path: '/api/*', ms: 30 });
		const end = after(4, async () => {
			bench.sandbox.expireTokens();
			await storeToken(token, 'the digest of another login');
		});
		const { items } = await bench.assemble(
			{ returnAll: true, options: { pageSize: 2 } },
			{ isWarm: true },
		);
		await end();
		expect(items).toHaveLength(60);
		expect(tokens()).not.toContain(`Bearer ${token}`);
	});

	it('tries a wrong password once, also for many items', async () => {
		const { items } = await bench.assemble(
			{ operation: 'get', roleProfileId: '={{ $json.id }}' },
			{
				input: Array.from({ length: 50 }, () => ({ id: 101 })),
				credential: { password: 'wrong' },
				onError: 'continueRegularOutput',
			},
		);
		expect(items).toHaveLength(50);
		expect(items[49]?.json.error).toContain('Assemble rejected the email or password');
		expect(bench.logins).toEqual(['/auth/api/']);
		expect(bench.requests).toEqual([]);
	});

	it.each([401, 400, 422] as const)('says so where it is refused with %i', async (status) => {
		bench.sandbox.quirks.loginRefusal = status;
		const { error } = await bench.assemble({}, { credential: { password: `wrong-${status}` } });
		expect(error?.message).toBe(
			`Assemble rejected the email or password of ${bench.sandbox.email} (HTTP ${status}) [item 0]`,
		);
		expect(error?.description).toContain('Correct them in the credential');
		expect(bench.logins).toEqual(['/auth/api/']);
	});

	it('says where the second step is refused, and does not repeat it', async () => {
		bench.sandbox.quirks.preAuthLifetime = -1;
		const { error } = await bench.assemble({});
		expect(error?.message).toBe(
			`Assemble accepted the password of ${bench.sandbox.email}, but gave no token (HTTP 401) [item 0]`,
		);
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it('says where the token is rejected right after it was given out', async () => {
		bench.sandbox.quirks.tokenLifetime = -1;
		const { error } = await bench.assemble({});
		expect(error?.message).toBe('Assemble rejected the login [item 0]');
		expect(error?.description).toContain('Log in to Assemble in the browser as this user');
		expect(bench.logins.length).toBeLessThanOrEqual(4);
	});

	it('waits where the login is asked to slow down', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 429,
			path: '/auth/*',
			times: 2,
			retryAfter: '11',
		});
		const { items } = await bench.assemble({});
		expect(items).toHaveLength(50);
		expect(clock.pauses.map((pause) => Math.round(pause / 100))).toEqual([110, 110]);
	});

	it.each([
		{ kind: 'drop' as const },
		{ kind: 'status' as const, status: 500 },
		{ kind: 'html' as const },
		{ kind: 'truncate' as const },
	])('does not repeat a first step that went wrong: %j', async (fault) => {
		bench.sandbox.faults.push({ ...fault, path: '/auth/api/', times: 1 });
		const { error } = await bench.assemble({});
		expect(error?.message).toMatch(/\[item 0\]$/);
		expect(bench.logins).toEqual(['/auth/api/']);
		expect(bench.requests).toEqual([]);
	});

	it('looks for the login nowhere but where Auth Path says', async () => {
		bench.sandbox.quirks.authRoot = '/api';
		const { error } = await bench.assemble({}, { credential: { authPath: '/auth/api' } });
		expect(error?.message).toContain("another 'Auth Path'");
		expect(bench.logins).toEqual(['/auth/api/']);

		const { items } = await bench.assemble({}, { credential: { authPath: '/api/auth/api/' } });
		expect(items).toHaveLength(50);
	});

	it.each([
		[{ email: '' }, "'Email' in the credential must be the email address"],
		[{ email: 'nathan' }, "'Email' in the credential must be the email address"],
		[{ password: '' }, "'Password' in the credential is empty"],
		[{ authPath: '//evil.example' }, "'Auth Path' in the credential must be a path"],
		[{ organisation: '' }, "'Organisation' in the credential is empty"],
		[{ organisation: 'my charity' }, "'Organisation' in the credential must not contain spaces"],
		[
			{ organisation: 'http://my-charity.goassemble.com' },
			"'Organisation' in the credential must start with https://",
		],
		[
			{ organisation: 'https://my-charity.goassemble.com/roles' },
			"'Organisation' in the credential must not contain a path",
		],
	])('%j sends nothing', async (credential, message) => {
		const { error } = await bench.assemble({}, { credential });
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(bench.sandbox.requests).toEqual([]);
	});
});

describe('a path that answers 401 whatever the token', () => {
	const REJECTED = 'Assemble rejected the login';
	const close = (fault: object) =>
		bench.sandbox.faults.push({ kind: 'status', status: 401, ...fault });
	const ids = Array.from({ length: 40 }, (_, index) => 101 + index);
	const run = async (parameters: INodeParameters, more: Run = {}) =>
		await bench.assemble(parameters, {
			input: ids.map((id) => ({ id })),
			onError: 'continueRegularOutput',
			...more,
		});
	const get = { operation: 'get', roleProfileId: '={{ $json.id }}' };
	const errors = ({ items }: { items: INodeExecutionData[] }) =>
		items.map(({ json }) => json.error);

	it('takes no login but the first, also on a cold start', async () => {
		close({ path: '/api/role-profiles/*' });
		const failed = errors(await run(get));
		expect(failed).toEqual(ids.map((_, item) => `${REJECTED} [item ${item}]`));
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it('takes one login where nothing is known of the token', async () => {
		await bench.assemble({});
		forgetGuesses();
		close({ path: '/api/role-profiles/*' });
		for (let runs = 0; runs < 2; runs += 1) {
			expect(errors(await run(get, { isWarm: true }))).toHaveLength(40);
		}
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
	});

	it('takes no login where the token is good for something else, and says so', async () => {
		await bench.assemble({});
		close({ path: '/api/role-profiles/*' });
		const { items } = await run(get, { isWarm: true });
		expect(errors({ items })).toEqual(ids.map((_, item) => `${REJECTED} [item ${item}]`));
		expect(bench.logins).toEqual(ONE_LOGIN);
		const { error } = await bench.assemble({ ...get, roleProfileId: 101 }, { isWarm: true });
		expect(error?.description).toMatch(
			/^The login is good for other requests, so this one may need a permission\. Look at the/,
		);
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it('takes no login between items that are allowed', async () => {
		for (const id of ids) if (id % 2 === 0) close({ path: `/api/role-profiles/${id}` });
		const { items } = await run(get);
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual(
			ids.map((id, item) => (id % 2 === 0 ? `${REJECTED} [item ${item}]` : id)),
		);
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it.each([
		['POST', { operation: 'create', name: 'New' }],
		['PUT', { operation: 'update', roleProfileId: 106, updateFields: { disclaimer: 'x' } }],
		['DELETE', { operation: 'delete', roleProfileId: 106 }],
	])('takes no login where that is a change (%s), and sends each once', async (method, change) => {
		close({ method, path: '/api/*' });
		const sent = async (isWarm: boolean) => {
			const failed = errors(await run(change, { isWarm }));
			expect(failed).toEqual(ids.map((_, item) => `${REJECTED} [item ${item}]`));
		};
		await sent(false);
		await sent(true);
		expect(bench.logins).toEqual(ONE_LOGIN);
		const changes = bench.requests.filter((request) => request.startsWith(method));
		expect(changes).toHaveLength(2 * ids.length);
	});

	it('takes no login where that is a page of a list', async () => {
		close({ path: '/api/role-profiles', page: 7 });
		const { error } = await bench.assemble({ returnAll: true, options: { pageSize: 2 } });
		expect(error?.message).toBe(`${REJECTED} [item 0]`);
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it('does not keep an expired token from being renewed, once for all', async () => {
		await bench.assemble({});
		close({ path: '/api/role-profiles/102' });
		bench.sandbox.expireTokens();
		const { items } = await run(get, { isWarm: true });
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual(
			ids.map((id, item) => (id === 102 ? `${REJECTED} [item ${item}]` : id)),
		);
		expect(bench.logins).toEqual([...ONE_LOGIN, ...ONE_LOGIN]);
	});

	it('is as bad as each other: two logins, and no more, for all items', async () => {
		await bench.assemble({});
		close({ path: '/api/*' });
		const failed = errors(await run({ limit: 1 }, { isWarm: true }));
		expect(failed).toEqual(ids.map((_, item) => `${REJECTED} [item ${item}]`));
		expect(bench.logins.length).toBeLessThanOrEqual(3 * ONE_LOGIN.length);
	});
});

describe('a credential that is changed after a login', () => {
	/** n8n keeps the token when somebody edits the rest of the credential. */
	async function changed(changes: IDataObject) {
		await bench.assemble({});
		const { sessionToken, sessionOwner } = await bench.engine.credentials.open('assembleJwtApi');
		expect(sessionToken).toBeTruthy();
		bench.sandbox.requests.length = 0;
		return await bench.assemble({}, { credential: { sessionToken, sessionOwner, ...changes } });
	}

	it('sends the old token to no other organisation', async () => {
		const stranger = await startStranger();
		await changed({ organisation: stranger.origin });
		expect(JSON.stringify(await stranger.close())).not.toContain('Bearer');
		expect(bench.requests).toEqual([]);
	});

	it('does not go on as the old user', async () => {
		const { error } = await changed({ email: 'reader@sandbox.example', password: 'wrong-reader' });
		expect(error?.message).toContain('rejected the email or password of reader@sandbox.example');
		expect(bench.requests).toEqual([]);
	});

	it('logs in as the new one', async () => {
		const { items } = await changed({
			email: 'reader@sandbox.example',
			password: 'reader-sandbox-password',
		});
		expect(items).toHaveLength(50);
		expect(bench.logins).toEqual(ONE_LOGIN);
		expect(statuses()).toEqual([200]);
	});

	it('but stays the same where it matters keeps its token', async () => {
		const { items } = await changed({ organisation: `${bench.sandbox.origin}/` });
		expect(items).toHaveLength(50);
		expect(bench.logins).toEqual([]);
	});
});

describe('two-factor authentication', () => {
	it.each([
		['email-code', 'a code by email'],
		['sms-code', 'a code by text message'],
		['app-code', 'an authenticator app'],
		['magic-link', 'a magic link'],
	])(
		'of %s stops with the method and the way out, and sends one code at most',
		async (name, method) => {
			const credential = { email: `${name}@sandbox.example`, password: `${name}-sandbox-password` };
			const run = async () =>
				await bench.assemble(
					{ operation: 'get', roleProfileId: 101 },
					{ credential, input: [{}, {}, {}], onError: 'continueRegularOutput' },
				);
			const { items } = await run();
			await run();
			expect(items).toHaveLength(3);
			for (const { json } of items) {
				expect(json.error).toContain(`two-factor authentication (${method})`);
				expect(json.error).toContain('use the credential Assemble OAuth2 API, or a user without');
			}
			expect(bench.logins).toEqual(['/auth/api/']);
			expect(bench.sandbox.assemble.sentCodes.length).toBeLessThanOrEqual(1);
		},
	);
});

describe('with a pasted token', () => {
	const pasted = (token: string) => ({ loginMethod: 'token', token });

	it.each([3600, null])('that lives for %p, works without a login', async (lifetime) => {
		const token = bench.sandbox.makeToken({ lifetime });
		const { items } = await bench.assemble(all, { credential: pasted(`Bearer ${token}`) });
		expect(items).toHaveLength(60);
		expect(bench.logins).toEqual([]);
		expect(new Set(tokens())).toEqual(new Set([`Bearer ${token}`]));
	});

	it.each([
		['expired at', () => bench.sandbox.makeToken({ lifetime: -10 })],
		['is not a JWT', () => 'not.a'],
		['is empty', () => ''],
	])('that %s is told before anything is sent', async (why, token) => {
		const { error, workflow } = await bench.assemble({}, { credential: pasted(token()) });
		expect((error ?? workflow.error)?.message).toMatch(why);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('that Assemble does not know is told, and sent once', async () => {
		const token = bench.sandbox.makeToken();
		bench.sandbox.expireTokens();
		const { error } = await bench.assemble({}, { credential: pasted(token) });
		expect(error?.message).toBe('Assemble rejected the token [item 0]');
		expect(error?.description).toContain('Paste a new one');
		expect(bench.requests).toHaveLength(1);
		expect(bench.logins).toEqual([]);
	});
});

describe('the Test button', () => {
	it('accepts a good login, in whatever form the organisation is typed', async () => {
		expect(await bench.testJwt()).toEqual({ status: 'OK', message: 'Connection successful!' });
		// A look at where role profiles are, then the test itself.
		const list = 'GET /api/role-profiles?page=1&limit=1';
		expect(bench.requests).toEqual([list, list]);
		expect((await bench.testJwt({ organisation: `${bench.sandbox.origin}/api/` })).status).toBe(
			'OK',
		);
	});

	it('accepts a pasted token', async () => {
		const token = bench.sandbox.makeToken();
		expect((await bench.testJwt({ loginMethod: 'token', token })).status).toBe('OK');
	});

	it('logs in, even if there is a token of an earlier login', async () => {
		await bench.testJwt({ sessionToken: bench.sandbox.makeToken() });
		expect(bench.logins).toEqual(ONE_LOGIN);
	});

	it.each([
		[{ password: 'wrong' }, /^Assemble rejected the email or password/],
		[{ email: 'x' }, /^'Email' in the credential/],
		[{ organisation: 'my charity' }, /^'Organisation' in the credential must not contain spaces/],
		[
			{ authPath: '/auth/other' },
			/check 'Organisation' in the credential, then try another 'Auth Path'/,
		],
		[{ loginMethod: 'token', token: 'x' }, /^'Token' in the credential is not a JWT/],
		[
			{ email: 'sms-code@sandbox.example', password: 'sms-code-sandbox-password' },
			/two-factor authentication \(a code by text message\)/,
		],
		[
			{ email: 'outsider@sandbox.example', password: 'outsider-sandbox-password' },
			/may not read role profiles/,
		],
	])('refuses %j', async (changes, message) => {
		const result = await bench.testJwt(changes);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});

	it('refuses a server that is not Assemble', async () => {
		bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/*', body: { ok: true } });
		expect((await bench.testJwt()).message).toContain("Check 'Organisation'");
	});
});

describe('secrets', () => {
	it('go to the own address only, not along redirects and links', async () => {
		const stranger = await startStranger();
		bench.sandbox.quirks.links = 'foreign';
		bench.sandbox.faults.push({ kind: 'redirect', location: `${stranger.origin}{path}` });
		const { error: login } = await bench.assemble({});
		expect(login?.message).toContain("'Auth Path'");

		bench.reset();
		bench.sandbox.quirks.links = 'foreign';
		bench.sandbox.faults.push({
			kind: 'redirect',
			path: '/api/*',
			page: 2,
			location: `${stranger.origin}{path}`,
		});
		const { error } = await bench.assemble({ returnAll: true, options: { pageSize: 20 } });
		expect(error?.message).toBe('Assemble sent the request on to another address [item 0]');
		expect(await stranger.close()).toEqual([]);
	});

	it('are shown nowhere, even if the server repeats them', async () => {
		bench.sandbox.quirks.echoToken = true;
		const output: unknown[] = [];
		for (const stream of [process.stdout, process.stderr]) {
			jest.spyOn(stream, 'write').mockImplementation((text) => output.push(text) > 0);
		}
		const token = bench.sandbox.makeToken({ email: 'outsider@sandbox.example' });
		const reader = 'reader-sandbox-password';
		const cases = [
			{ password: 'wrong-secret' },
			{ email: 'reader@sandbox.example', password: reader },
			{ loginMethod: 'token', token },
		];
		const seen: unknown[] = [];
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			for (const credential of cases) {
				for (const parameters of [
					{
						filters: { families: '999999' },
						options: { queryParameters: { parameter: [{ name: 'type', value: 'x' }] } },
					},
					{ operation: 'create', name: 'x' },
					{ operation: 'delete', roleProfileId: 103, options: { checkFirst: false } },
					{ operation: 'get', roleProfileId: 424242 },
				]) {
					const result = await bench.assemble(parameters, { onError, credential });
					const { items, hints, error, workflow } = result;
					seen.push(items, hints, error, error?.message, error?.description, error?.stack);
					seen.push(error?.cause, workflow.error, error?.context);
				}
			}
		}
		jest.restoreAllMocks();
		const given = bench.sandbox.requests.map(({ headers }) => headers.authorization);
		const secrets = ['wrong-secret', reader, token];
		const text = JSON.stringify([seen, output]);
		for (const secret of [...secrets, ...given.map((header) => header?.slice('Bearer '.length))]) {
			if (secret !== undefined) expect(text).not.toContain(secret);
		}
		// The server did repeat them, so there was something to hide.
		expect(text).toContain('***');
	});
});
