import {
	type AssembleQuirks,
	type AssembleSandbox,
	type RoleProfile,
	defaultAssembleQuirks,
	handMadeIds,
	startAssembleSandbox,
} from '../../../sandbox/index.mts';
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
const quirks = (change: Partial<AssembleQuirks>) => Object.assign(sandbox.quirks, change);
const profile = (id: number) => `${list}/${id}`;
const stored = (id: number) =>
	sandbox.assemble.roleProfiles.find((row) => row.id === id) as RoleProfile;
const statusOf = async (path: string) => (await client.get(path)).status;
const pagination = async (query = '') =>
	(await client.get(`${list}?${query}`)).data.meta.pagination as Record<string, unknown>;
const post = (path: string, data: unknown) => client.raw('POST', path, accept, data);

it('has each quirk in this file', async () => {
	const { readFile } = await import('node:fs/promises');
	const text = await readFile(__filename, 'utf8');
	for (const name of Object.keys(defaultAssembleQuirks)) expect(text).toContain(`${name}:`);
});

describe('authentication', () => {
	const credentials = { email: 'admin@sandbox.example', password: 'assemble-sandbox-password' };
	const logIn = async (email = credentials.email, password = credentials.password) => {
		const first = await post('/auth/api/', { email, password });
		return (await post('/auth/api/token', { token: first.data.token })).data.token as string;
	};
	const use = async (token: unknown) => (await client.get(list, bearer(String(token)))).status;
	const claimsOf = (token: string) =>
		JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
	const tokenRequest = (headers: Record<string, string>, body: Record<string, string> = {}) =>
		client.raw('POST', '/oauth/token', headers, {
			grant_type: 'client_credentials',
			scope: 'role-profiles',
			...body,
		});

	it('authRoot: /api', async () => {
		quirks({ authRoot: '/api' });
		expect((await post('/auth/api/', credentials)).status).toBe(404);
		expect((await post('/api/auth/api/', credentials)).status).toBe(200);
		expect((await post('/oauth/token', {})).status).toBe(404);
		expect((await client.raw('POST', '/api/oauth/token', {}, {})).data.error).toBe(
			'invalid_request',
		);
	});

	it.each(['/api', '', '/api/v3', '/v3'] as const)(
		'apiPath: %p, and nowhere else',
		async (apiPath) => {
			quirks({ apiPath });
			for (const other of ['/api', '', '/api/v3', '/v3']) {
				const status = other === apiPath ? 200 : 404;
				for (const name of ['role-profiles', 'role-profiles/101', 'users', 'organisation']) {
					expect(await statusOf(`${other}/${name}`)).toBe(status);
				}
			}
			const { links } = (await client.get(`${apiPath}/role-profiles`)).data.meta.pagination;
			expect(links.next).toBe(`${sandbox.origin}${apiPath}/role-profiles?page=2`);
			const { api_url } = (await client.get(`${apiPath}/organisation`)).data.data;
			expect(api_url).toBe(`${sandbox.origin}${apiPath}`);
			sandbox.faults = [{ kind: 'insert', path: `${apiPath}/role-profiles` }];
			const { total } = (await client.get(`${apiPath}/role-profiles`)).data.meta.pagination;
			expect(total).toBe(61);
		},
	);

	it.each(['role-profiles', 'role_profiles', 'roleprofiles', 'roles'] as const)(
		'roleProfileName: %s, and no other',
		async (roleProfileName) => {
			quirks({ roleProfileName, apiPath: '/v3' });
			for (const other of ['role-profiles', 'role_profiles', 'roleprofiles', 'roles']) {
				const status = other === roleProfileName ? 200 : 404;
				for (const rest of ['', '/101']) expect(await statusOf(`/v3/${other}${rest}`)).toBe(status);
				expect(await statusOf(`/api/${other}`)).toBe(404);
			}
			const { links } = (await client.get(`/v3/${roleProfileName}`)).data.meta.pagination;
			expect(links.next).toBe(`${sandbox.origin}/v3/${roleProfileName}?page=2`);
			sandbox.faults = [{ kind: 'insert', path: `/v3/${roleProfileName}` }];
			const { total } = (await client.get(`/v3/${roleProfileName}`)).data.meta.pagination;
			expect(total).toBe(61);
		},
	);

	const words = ['users', 'teams', 'opportunities', 'activities'] as const;

	it.each<[Partial<AssembleQuirks>, string, string]>([
		[{ userName: 'user' }, 'users', 'user'],
		[{ teamName: 'team' }, 'teams', 'team'],
		[{ opportunityName: 'opportunity' }, 'opportunities', 'opportunity'],
		[{ activityName: 'activity' }, 'activities', 'activity'],
	])('%j, and nowhere else', async (change, plural, singular) => {
		expect(await statusOf(`/api/${plural}`)).toBe(200);
		quirks(change);
		expect(await statusOf(`/api/${plural}`)).toBe(404);
		const [id] = await client.ids(`/api/${singular}`);
		expect(await statusOf(`/api/${singular}/${id}`)).toBe(200);
		const before = (await client.get(`/api/${singular}`)).data.meta.pagination.total as number;
		sandbox.faults = [{ kind: 'insert', count: 9, path: `/api/${singular}` }];
		const { total } = (await client.get(`/api/${singular}`)).data.meta.pagination;
		expect(total).toBeGreaterThan(before);
	});

	it.each(words)('switchedOff: %s, and notPermitted: the same', async (name) => {
		quirks({ switchedOff: [name] });
		expect(await statusOf(`/api/${name}`)).toBe(404);
		quirks({ switchedOff: [], notPermitted: [name] });
		expect(await statusOf(`/api/${name}`)).toBe(403);
		for (const other of words) {
			if (other !== name) expect(await statusOf(`/api/${other}`)).toBe(200);
		}
	});

	it('singleRecords: false', async () => {
		quirks({ singleRecords: false });
		for (const name of words) {
			const [id] = await client.ids(`/api/${name}`);
			expect(await statusOf(`/api/${name}/${id}`)).toBe(404);
		}
	});

	it.each([0, 14, -12])('updatedZone: %i', async (updatedZone) => {
		quirks({ updatedZone });
		const [one] = sandbox.assemble.activities;
		if (one === undefined) throw new Error('no activity');
		sandbox.assemble.activities = [one];
		sandbox.assemble.setUpdated(one, Date.parse('2026-02-03T14:00:00Z'));
		const local = new Date(Date.parse('2026-02-03T14:00:00Z') + updatedZone * 3_600_000);
		const text = (ms: number) =>
			new Date(local.getTime() + ms).toISOString().slice(0, 19).replace('T', ' ');
		const found = async (query: string) => (await client.ids(`/api/activities?${query}`)).length;
		expect(await found(`updated_after=${text(0)}`)).toBe(1);
		expect(await found(`updated_after=${text(1000)}`)).toBe(0);
		expect(await found(`updated_before=${text(0)}`)).toBe(1);
		expect(await found(`updated_before=${text(-1000)}`)).toBe(0);
	});

	it('otherRoles: true, unless role profiles are there', async () => {
		quirks({ otherRoles: true });
		expect(await client.ids('/api/roles')).toEqual([101, 102, 106]);
		const { status, data } = await client.send('DELETE', '/api/roles/106');
		expect([status, data.data]).toEqual([200, { id: 106, name: 'Permissions 106' }]);
		expect(await statusOf(profile(106))).toBe(200);
		quirks({ roleProfileName: 'roles' });
		expect(await client.ids('/api/roles?limit=1000')).toHaveLength(60);
	});

	it('unknownPaths: noMethod, webPage, redirect, otherJson', async () => {
		for (const path of ['/v3/role-profiles', '/api/roles/7', '/api/nothing', '/nothing']) {
			quirks({ unknownPaths: 'noMethod' });
			expect(await statusOf(path)).toBe(405);
			quirks({ unknownPaths: 'webPage' });
			expect((await client.get(path)).headers['content-type']).toContain('text/html');
			quirks({ unknownPaths: 'redirect' });
			expect((await client.get(path)).headers.location).toBe('/login');
			quirks({ unknownPaths: 'otherJson' });
			expect((await client.get(path)).data).toEqual({ ok: true });
		}
		expect((await post('/api/auth/api/', credentials)).status).toBe(404);
	});

	it.each([400, 401, 422] as const)('loginRefusal: %s', async (status) => {
		quirks({ loginRefusal: status });
		const answer = await post('/auth/api/', { ...credentials, password: 'x' });
		expect(answer.status).toBe(status);
		expect('errors' in answer.data).toBe(status === 422);
	});

	it('preAuthLifetime: over at once', async () => {
		quirks({ preAuthLifetime: -1 });
		const { token, expires_at } = (await post('/auth/api/', credentials)).data;
		expect(Date.parse(expires_at as string)).toBeLessThan(Date.now());
		expect((await post('/auth/api/token', { token })).status).toBe(401);
	});

	it('tokenLifetime: over at once', async () => {
		quirks({ tokenLifetime: -1 });
		expect(await use(await logIn())).toBe(401);
	});

	it('tokenExpiry: false, which does not make the token live longer', async () => {
		quirks({ tokenExpiry: false });
		expect(claimsOf(await logIn())).not.toHaveProperty('exp');
		quirks({ tokenLifetime: -1 });
		expect(await use(await logIn())).toBe(401);
	});

	it('oneSession: true', async () => {
		quirks({ oneSession: true });
		const older = await logIn();
		const other = await logIn('reader@sandbox.example', 'reader-sandbox-password');
		const newer = await logIn();
		expect([await use(older), await use(other), await use(newer)]).toEqual([401, 200, 200]);
	});

	it('clientAuthentication: header, body', async () => {
		const { clientId: client_id, clientSecret: client_secret } = sandbox;
		const header = { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` };
		const both = async () => [
			(await tokenRequest(header)).status,
			(await tokenRequest({}, { client_id, client_secret })).status,
		];
		expect(await both()).toEqual([200, 200]);
		quirks({ clientAuthentication: 'header' });
		expect(await both()).toEqual([200, 401]);
		quirks({ clientAuthentication: 'body' });
		expect(await both()).toEqual([401, 200]);
	});

	it('oauthTokenLifetime: over at once', async () => {
		quirks({ oauthTokenLifetime: -1 });
		const { clientId: client_id, clientSecret: client_secret } = sandbox;
		const { data } = await tokenRequest({}, { client_id, client_secret });
		expect(data.expires_in).toBe(-1);
		expect(await use(data.access_token)).toBe(401);
	});

	it('echoToken: true, in every kind of error', async () => {
		quirks({ echoToken: true });
		const messageOf = async (answer: ReturnType<Client['get']>) =>
			JSON.stringify((await answer).data);
		expect(await messageOf(client.get('/nothing', bearer('my-secret')))).toContain('my-secret');
		expect(await messageOf(client.get(list, bearer('my-secret')))).toContain('my-secret');
		const login = post('/auth/api/', { ...credentials, password: 'my-secret' });
		expect(await messageOf(login)).toContain('my-secret');
		expect(await messageOf(post('/auth/api/refresh', { token: 'my-secret' }))).toContain(
			'my-secret',
		);
		expect(await messageOf(tokenRequest({}, { client_secret: 'my-secret' }))).toContain(
			'my-secret',
		);
		sandbox.faults = [{ kind: 'status', status: 500 }];
		expect(await messageOf(client.get(list, bearer('my-secret')))).toContain('my-secret');
	});
});

describe('listing', () => {
	it('unknownParameters: reject', async () => {
		quirks({ unknownParameters: 'reject' });
		expect(await statusOf(`${list}?nonsense=1`)).toBe(422);
		expect(await statusOf(`${profile(101)}?nonsense=1`)).toBe(422);
		expect(await statusOf(`${list}?include=teams`)).toBe(200);
		expect((await client.send('DELETE', `${profile(106)}?force=1`)).status).toBe(422);
	});

	it('unknownFilters: some, which change nothing unless unknown parameters are refused', async () => {
		const total = async (query: string) => (await pagination(query)).total;
		const inUse = await total('status=active');
		quirks({ unknownFilters: ['type', 'q', 'page'] });
		expect(await total('status=active&type=volunteer&q=no-such-name&type=system')).toBe(inUse);
		expect(await pagination('page=2')).toMatchObject({ current_page: 1 });
		quirks({ unknownParameters: 'reject' });
		expect(await statusOf(`${list}?type=volunteer`)).toBe(422);
		expect(await statusOf(`${list}?status=active`)).toBe(200);
	});

	it('queryBooleans: php, which takes `false` for true', async () => {
		const shown = async (query: string) => await client.ids(`${list}?limit=1000&${query}`);
		const [approved, others] = [await shown('approved=true'), await shown('approved=false')];
		expect(await statusOf(`${list}?approved=0`)).toBe(422);
		quirks({ queryBooleans: 'php' });
		for (const text of ['true', 'false', '1', 'no']) {
			expect(await shown(`approved=${text}`)).toEqual(approved);
		}
		expect(await shown('approved=0')).toEqual(others);
		quirks({ falseFilters: 'noFilter' });
		expect(await shown('approved=0')).toHaveLength(60);
	});

	it('queryBooleans: digits, otherSpellings: refuse, ignore, nothing, misread', async () => {
		const shown = async (query: string) => await client.ids(`${list}?limit=1000&${query}`);
		const [approved, others] = [await shown('approved=true'), await shown('approved=false')];
		quirks({ queryBooleans: 'digits' });
		expect(await shown('approved=1')).toEqual(approved);
		expect(await shown('approved=0')).toEqual(others);
		const { status, data } = await client.get(`${list}?approved=true`);
		expect([status, Object.keys(data.errors as object)]).toEqual([422, ['approved']]);
		quirks({ otherSpellings: 'ignore' });
		expect(await shown('approved=true')).toHaveLength(60);
		quirks({ otherSpellings: 'nothing' });
		expect(await shown('approved=true')).toEqual([]);
		quirks({ otherSpellings: 'misread' });
		expect(await shown('approved=true')).toEqual(others);
		quirks({ queryBooleans: 'words' });
		expect(await shown('approved=1')).toEqual(others);
	});

	it('queryLists: repeated', async () => {
		const shown = async (query: string) => await client.ids(`${list}?limit=1000&${query}`);
		const [comma, repeated] = ['families=31,32', 'families[]=31&families[]=32'];
		const found = await shown(comma);
		for (const [queryLists, right, wrong] of [
			['repeated', repeated, comma],
			['comma', comma, repeated],
		] as const) {
			quirks({ queryLists, otherSpellings: 'refuse' });
			expect(await shown(right)).toEqual(found);
			const { status, data } = await client.get(`${list}?${wrong}`);
			expect([status, Object.keys(data.errors as object)]).toEqual([422, ['families']]);
			quirks({ otherSpellings: 'ignore' });
			expect(await shown(wrong)).toHaveLength(60);
			quirks({ otherSpellings: 'nothing' });
			expect(await shown(wrong)).toEqual([]);
		}
		quirks({ otherSpellings: 'ignore' });
		expect(await statusOf(`${list}?type[]=volunteer`)).toBe(422);
	});

	it('falseFilters: noFilter', async () => {
		quirks({ falseFilters: 'noFilter' });
		expect(await pagination('approved=false&recruitable=false')).toMatchObject({ total: 60 });
		expect((await pagination('approved=true')).total).toBeLessThan(60);
	});

	it('draftsInListing: false', async () => {
		quirks({ draftsInListing: false });
		const shown = async (query: string) => {
			const rows = await client.rows(`${list}?limit=1000&${query}`);
			return rows.some(({ status }) => status === 'draft');
		};
		expect(await shown('')).toBe(false);
		expect(await shown('view=all')).toBe(true);
		expect(await statusOf(profile(handMadeIds.draft))).toBe(200);
	});

	it('ties: shuffled', async () => {
		const byStatus = () => client.ids(`${list}?limit=1000&s=status`);
		expect(await byStatus()).toEqual(await byStatus());
		quirks({ ties: 'shuffled' });
		const [one, two] = [await byStatus(), await byStatus()];
		expect(one).not.toEqual(two);
		expect(one.map((id) => stored(id).status)).toEqual(two.map((id) => stored(id).status));
		expect(await client.ids(`${list}?s=id`)).toEqual(await client.ids(`${list}?s=id`));
	});

	it('paginationNumbers: strings', async () => {
		quirks({ paginationNumbers: 'strings' });
		expect(await pagination()).toMatchObject({
			total: '60',
			count: '15',
			per_page: '15',
			current_page: '1',
			total_pages: '4',
		});
	});

	it('links: emptyArray', async () => {
		quirks({ links: 'emptyArray' });
		expect((await pagination('limit=1000')).links).toEqual([]);
		expect((await pagination()).links).toEqual({ next: `${sandbox.origin}${list}?page=2` });
	});

	it('links: null, missing', async () => {
		quirks({ links: 'null' });
		expect((await pagination()).links).toBeNull();
		quirks({ links: 'missing' });
		expect(await pagination()).not.toHaveProperty('links');
	});

	it('links: foreign, self', async () => {
		quirks({ links: 'foreign' });
		expect((await pagination('page=2')).links).toEqual({
			next: `https://attacker.example${list}?page=3`,
			previous: `https://attacker.example${list}?page=1`,
		});
		quirks({ links: 'self' });
		expect((await pagination('page=4')).links).toMatchObject({
			next: `${sandbox.origin}${list}?page=4`,
		});
	});

	it('total: tooHigh, tooLow, missing', async () => {
		quirks({ total: 'tooHigh' });
		expect(await pagination()).toMatchObject({ total: 61, total_pages: 4 });
		quirks({ total: 'tooLow' });
		expect(await pagination()).toMatchObject({ total: 59, total_pages: 4 });
		quirks({ total: 'missing' });
		expect(Object.keys((await client.get(list)).data as object)).toEqual(['data']);
	});

	it('total: cached', async () => {
		quirks({ total: 'cached' });
		expect(await pagination('limit=59&page=1')).toMatchObject({
			total: 59,
			total_pages: 1,
			count: 59,
		});
		expect(await pagination('limit=59&page=2')).toMatchObject({ total: 59, count: 1 });
	});

	it('unlisted: 3', async () => {
		quirks({ unlisted: 3 });
		expect(await pagination('limit=100')).toMatchObject({ total: 60, count: 57 });
	});

	it('order: groups', async () => {
		quirks({ order: 'groups' });
		const read = async (query: string) =>
			(await client.rows(`${list}?${query}`)).map(({ id }) => id);
		const first = await read('limit=20&page=1');
		expect(await read('limit=20&page=1')).toEqual(first);
		expect(await read('limit=19&page=1')).not.toEqual(first.slice(0, 19));
		const pages = await Promise.all([2, 3].map((page) => read(`limit=20&page=${page}`)));
		expect(new Set([first, ...pages].flat()).size).toBeLessThan(60);
	});

	it('limitIgnored: true', async () => {
		quirks({ limitIgnored: true });
		expect(await pagination('limit=40')).toMatchObject({ count: 15, per_page: 15 });
	});

	it('pageSizeName: per_page', async () => {
		quirks({ pageSizeName: 'per_page' });
		expect(await pagination('limit=40')).toMatchObject({ count: 15, per_page: 15 });
		expect(await pagination('per_page=40')).toMatchObject({ count: 40, per_page: 40 });
	});

	it('cappedLimit: 7', async () => {
		quirks({ cappedLimit: 7 });
		expect(await pagination('limit=40')).toMatchObject({ count: 7, per_page: 7, total_pages: 9 });
		expect(await pagination('limit=5')).toMatchObject({ per_page: 5 });
	});

	it('pageIgnored: true', async () => {
		quirks({ pageIgnored: true });
		expect(await pagination('page=3')).toMatchObject({ current_page: 1 });
		expect(await client.ids(`${list}?page=30`)).toEqual(await client.ids(list));
	});

	it('pastTheEnd: notFound', async () => {
		quirks({ pastTheEnd: 'notFound' });
		expect(await statusOf(`${list}?page=5`)).toBe(404);
		expect(await statusOf(`${list}?q=nobody-is-called-this`)).toBe(200);
	});
});

describe('shapes', () => {
	const show = async (id: number, query = '') =>
		(await client.get(`${profile(id)}${query}`)).data.data as Record<string, unknown>;

	it('statusCode: string', async () => {
		quirks({ statusCode: 'string' });
		expect((await client.get('/nothing')).data.status_code).toBe('404');
		expect((await client.send('DELETE', profile(handMadeIds.locked))).data).toEqual({
			message: '400 Bad request',
			status_code: '400',
		});
	});

	it('missingFields: from all, missingFrom: some', async () => {
		const lacking = async () => {
			const { data } = await client.get(`${list}?limit=60`);
			const rows = (data as { data: Array<Partial<RoleProfile>> }).data;
			return rows.filter(({ approved, family }) => approved === undefined && !family?.name).length;
		};
		quirks({ missingFields: ['approved', 'family.name'] });
		expect(await lacking()).toBe(60);
		quirks({ missingFrom: 'some' });
		expect(await lacking()).toBe(30);
	});

	it('emptyValues: missing, emptyString', async () => {
		const { system } = handMadeIds;
		expect(await show(system)).toMatchObject({ short_advert: null, family: null });
		quirks({ emptyValues: 'missing' });
		const missing = await show(system);
		for (const name of ['short_advert', 'minimum_age', 'family', 'base', 'role_base']) {
			expect(missing).not.toHaveProperty(name);
		}
		quirks({ emptyValues: 'emptyString' });
		expect(await show(system)).toMatchObject({
			short_advert: '',
			minimum_age: '',
			family: null,
			recruitable: false,
		});
	});

	it('idType: string', async () => {
		quirks({ idType: 'string' });
		expect(await show(handMadeIds.locked)).toMatchObject({
			id: '103',
			minimum_age: 18,
			family: { id: '33' },
			tasks: [{ id: '10301' }],
			recruitment_category: { id: '12412' },
		});
		expect((await client.rows(list))[0]?.id).toBe('160');
	});

	it.each([
		['integer', 1, 0],
		['digit', '1', '0'],
		['word', 'true', 'false'],
	] as const)('booleanType: %s', async (booleanType, yes, no) => {
		quirks({ booleanType });
		expect(await show(handMadeIds.locked)).toMatchObject({ approved: yes, editable: no });
		expect((await client.rows(`${list}?approved=true`))[0]).toMatchObject({ approved: yes });
	});

	it('nestedShape: data', async () => {
		quirks({ nestedShape: 'data', idType: 'string' });
		expect(await show(handMadeIds.locked)).toMatchObject({
			family: { data: { id: '33', name: "Children's services" } },
			tasks: { data: [{ id: '10301', task: 'Run games' }] },
			images: { data: [] },
		});
		expect(await show(handMadeIds.system)).toMatchObject({ base: { data: [] }, role_base: null });
	});

	it('emptyValues, idType, booleanType and nestedShape change all records', async () => {
		quirks({ emptyValues: 'missing', idType: 'string', booleanType: 'digit', nestedShape: 'data' });
		const one = async (path: string): Promise<unknown> =>
			(await client.get(`/api/${path}`)).data.data;
		const user = await one('users/501');
		expect(user).toMatchObject({ id: '501', roles: { data: [{ name: 'Superuser' }] } });
		expect(user).not.toHaveProperty('manager');
		const opportunity = await one('opportunities/801');
		expect(opportunity).toMatchObject({ id: '801', role: { data: { id: '103' } } });
		expect(await one('activities/3001')).toMatchObject({
			...{ id: '3001', final: '1', pending_outcomes: '0' },
			category: { data: { id: '3', name: 'Driving' } },
		});
		const team = await one('teams/701?include=children');
		expect(team).toMatchObject({ id: '701', hidden: '0', children: expect.any(Array) });
		expect(team).not.toHaveProperty('parent_id');
	});

	it('wrapHtml: true, without wrapping twice', async () => {
		quirks({ wrapHtml: true });
		const { short_advert, long_advert, name } = await show(handMadeIds.locked);
		expect(short_advert).toBe('<p>Run our Saturday club.</p>');
		expect(name).not.toContain('<p>');
		await client.send('PUT', profile(handMadeIds.draft), { long_advert });
		expect((await show(handMadeIds.draft)).long_advert).toBe(long_advert);
		const same = await client.send('PUT', profile(handMadeIds.locked), { short_advert });
		expect(same.status).toBe(200);
	});

	it('trimTexts: true', async () => {
		const body = { name: '  Tea  ', tasks: [{ task: ' Pour ' }] };
		const kept = (await client.send('POST', list, body)).data.data;
		expect([kept.name, kept.tasks[0].task]).toEqual(['  Tea  ', ' Pour ']);
		quirks({ trimTexts: true });
		const trimmed = (await client.send('POST', list, body)).data.data;
		expect([trimmed.name, trimmed.tasks[0].task]).toEqual(['Tea', 'Pour']);
	});

	it('includeShape: data, countShape: string', async () => {
		const query = '?include=active_users_count,permission_group,teams';
		const bare = await show(handMadeIds.locked, query);
		quirks({ includeShape: 'data', countShape: 'string' });
		expect(await show(handMadeIds.locked, query)).toMatchObject({
			active_users_count: { data: String(bare.active_users_count) },
			permission_group: { data: bare.permission_group },
			teams: { data: bare.teams },
		});
	});
});

describe('writes', () => {
	const update = (id: number, body: unknown, method = 'PUT') =>
		client.send(method, profile(id), body);
	const { draft, locked, deletable, inactiveWithFormerUser } = handMadeIds;

	it('updateVerbs: PUT, PATCH', async () => {
		for (const [verb, other] of [
			['PUT', 'PATCH'],
			['PATCH', 'PUT'],
		] as const) {
			quirks({ updateVerbs: verb });
			expect((await update(draft, {}, verb)).status).toBe(200);
			const { status, data, headers } = await update(draft, { name: 'x' }, other);
			expect([status, data.status_code]).toEqual([405, 405]);
			expect(headers.allow).toContain(verb);
		}
	});

	it('wrongVerb: 404', async () => {
		quirks({ updateVerbs: 'PATCH', wrongVerb: 404 });
		expect((await update(draft, { name: 'x' }, 'PUT')).status).toBe(404);
	});

	it('linkForm: id, none', async () => {
		quirks({ linkForm: 'id' });
		const refused = await update(draft, { family: { id: 32 }, base: { id: 66 } });
		expect(refused.status).toBe(422);
		expect(Object.keys(refused.data.errors as object)).toEqual(['family', 'base']);
		const { data } = await update(draft, { family_id: 32, base_id: 66 });
		expect(data.data).toMatchObject({ family: { id: 32 }, base: { id: 66 } });
		expect(data.data).not.toHaveProperty('family_id');
		const unknown = await update(draft, { family_id: 999 });
		expect(Object.keys(unknown.data.errors as object)).toEqual(['family_id']);

		quirks({ linkForm: 'none' });
		expect((await update(draft, { family: { id: 31 } })).status).toBe(422);
		expect((await update(draft, { family_id: 31 })).data.data.family.id).toBe(32);
	});

	it('updateMode: replace, for PUT only', async () => {
		quirks({ updateMode: 'replace' });
		const patched = await update(draft, { disclaimer: 'x' }, 'PATCH');
		expect(patched.data.data).toMatchObject({ minimum_age: 16, disclaimer: 'x' });
		const { data } = await update(draft, { long_advert: 'y' });
		expect(data.data).toMatchObject({
			name: stored(draft).name,
			status: 'draft',
			long_advert: 'y',
			disclaimer: null,
			minimum_age: null,
			family: null,
			base: null,
			role_base: null,
			tasks: [],
		});
		const kept = await update(locked, { disclaimer: 'x' });
		expect(kept.data.data).toMatchObject({
			family: { id: 33 },
			role_base: 'Event',
			disclaimer: 'x',
			minimum_age: null,
		});
	});

	it('unknownFields: ignore', async () => {
		quirks({ unknownFields: 'ignore' });
		const { status, data } = await update(draft, {
			display_name: 'x',
			role_base: 'x',
			nonsense: 1,
			tasks: [{ task: 'Dig', order: 1 }],
		});
		expect(status).toBe(200);
		expect(data.data).toMatchObject({ display_name: 'Gärtner*in 🌱', role_base: 'Community' });
		expect(data.data).not.toHaveProperty('nonsense');
		expect(data.data.tasks).toEqual([{ id: expect.any(Number), task: 'Dig' }]);
	});

	it('nullValues: empty', async () => {
		quirks({ nullValues: 'empty' });
		const { data } = await update(draft, {
			short_advert: null,
			family: null,
			base: null,
			minimum_age: null,
			tasks: null,
			approved: null,
			status: null,
		});
		expect(data.data).toMatchObject({
			short_advert: null,
			family: null,
			base: null,
			role_base: null,
			minimum_age: null,
			tasks: [],
			approved: false,
			status: 'draft',
		});
		expect((await update(draft, { name: null })).status).toBe(422);
		expect((await client.send('POST', list, { name: null })).status).toBe(422);
	});

	it('createStatus: 200', async () => {
		quirks({ createStatus: 200 });
		expect((await client.send('POST', list, { name: 'x' })).status).toBe(200);
	});

	it('newProfileState: asSent', async () => {
		quirks({ newProfileState: 'asSent' });
		const body = { name: 'x', status: 'active', approved: true };
		const { data } = await client.send('POST', list, body);
		expect(data.data).toMatchObject({ status: 'active', approved: true, editable: false });
		const plain = await client.send('POST', list, { name: 'x' });
		expect(plain.data.data).toMatchObject({ status: 'draft', approved: false });
	});

	it('approval: keepsDraft, ignored, refused', async () => {
		quirks({ approval: 'refused' });
		expect((await update(draft, { approved: true })).status).toBe(403);
		quirks({ approval: 'ignored' });
		expect((await update(draft, { approved: true, disclaimer: 'x' })).data.data).toMatchObject({
			approved: false,
			disclaimer: 'x',
		});
		quirks({ approval: 'keepsDraft' });
		expect((await update(draft, { approved: true })).data.data).toMatchObject({
			approved: true,
			status: 'draft',
		});
	});

	it('lockedFields: ignore', async () => {
		quirks({ lockedFields: 'ignore' });
		const { status, data } = await update(locked, {
			name: 'x',
			base: { id: 66 },
			disclaimer: 'New',
		});
		expect(status).toBe(200);
		expect(data.data).toMatchObject({
			name: stored(locked).name,
			base: { id: 68 },
			role_base: 'Event',
			disclaimer: 'New',
		});
	});

	it('lockedFieldNames: another list', async () => {
		quirks({ lockedFieldNames: ['disclaimer'] });
		expect((await update(locked, { name: 'x' })).status).toBe(200);
		expect((await update(locked, { disclaimer: 'x' })).data.errors).toHaveProperty('disclaimer');
	});

	it('deleteAnswer: message, data', async () => {
		quirks({ deleteAnswer: 'message' });
		const message = await client.send('DELETE', profile(deletable));
		expect([message.status, message.data]).toEqual([200, { message: '200 OK', status_code: 200 }]);
		quirks({ deleteAnswer: 'data' });
		const before = structuredClone(stored(inactiveWithFormerUser));
		const data = await client.send('DELETE', profile(inactiveWithFormerUser));
		expect([data.status, data.data]).toEqual([200, { data: before }]);
	});

	it('usersThatBlock: currentAndFormer', async () => {
		quirks({ usersThatBlock: 'currentAndFormer' });
		expect((await client.send('DELETE', profile(inactiveWithFormerUser))).status).toBe(400);
		expect((await client.send('DELETE', profile(deletable))).status).toBe(204);
	});
});
