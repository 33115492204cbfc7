// What Assemble's pages leave open: the server knows one candidate of each guess, and nothing has to be set.
import { setTimeout as delay } from 'node:timers/promises';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GUESSES } from '../../../nodes/Assemble/shared/guesses.ts';
import type {
	AssembleQuirks,
	Fault,
	RecordedRequest,
	RoleProfile,
} from '../../../sandbox/index.mts';
import { handMadeIds } from '../../../sandbox/index.mts';
import type { Result } from '../../support/bench.mts';
import { forgetGuesses } from '../../support/bench.mts';
import { AssembleBench } from '../../support/assembleBench.mts';
import { clock } from '../../support/clock.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

type Quirks = Partial<AssembleQuirks>;

/** A server that knows only this candidate, for each guess by its name. */
const SERVERS: Record<string, (candidate: string) => object> = {
	apiPath: (apiPath) => ({ apiPath }),
	roleProfileName: (roleProfileName) => ({ roleProfileName }),
	activityName: (activityName) => ({ activityName }),
	opportunityName: (opportunityName) => ({ opportunityName }),
	teamName: (teamName) => ({ teamName }),
	userName: (userName) => ({ userName }),
	loginPath: (path) => ({ authRoot: path.replace('/auth/api', '') }),
	updateMethod: (updateVerbs) => ({ updateVerbs }),
	pageSizeName: (pageSizeName) => ({ pageSizeName }),
	linkForm: (linkForm) => ({ linkForm }),
	queryBooleans: (queryBooleans) => ({ queryBooleans }),
	queryLists: (queryLists) => ({ queryLists }),
};

const serverOf = (guess: string, candidate: string): Quirks => SERVERS[guess]?.(candidate) ?? {};

const become = (quirks: Quirks) => Object.assign(bench.sandbox.quirks, quirks);

const { draft, deletable, locked } = handMadeIds;

const rows = () => bench.sandbox.assemble.roleProfiles;

const rowOf = (id: number) => rows().find((row) => row.id === id);

const idsOf = (list: Array<{ id: unknown }>) => list.map(({ id }) => id);

const hintsOf = ({ hints }: Result) => hints.map(({ message }) => message).join(' ');

/** All but logins. */
const requests = () => bench.sandbox.requests.filter(({ path }) => !/\/(auth|oauth)\//.test(path));

const paths = () => requests().map(({ path }) => path);

const isWrite = ({ method }: RecordedRequest) => method !== 'GET';

const writes = () => requests().filter(isWrite);

const shown = ({ method, path, status }: RecordedRequest) => `${method} ${path} ${status}`;

/** Runs the node as warm as it is, and fails where it does. */
async function run(parameters: IDataObject): Promise<Result> {
	const result = await bench.assemble(parameters as INodeParameters);
	expect(result.error).toBeUndefined();
	return result;
}

const isOfFamilies = ({ family }: RoleProfile) => family?.id === 31 || family?.id === 32;

const isWanted = (row: RoleProfile) => row.approved && isOfFamilies(row);

const filters = { approved: 'true', families: '31,32' };

/** The resources that are only read. */
const READ = [
	['activity', 'activities'],
	['opportunity', 'opportunities'],
	['team', 'teams'],
	['user', 'users'],
] as const;

const FILTERS: Record<string, IDataObject> = { user: { includeInactive: 'true' } };

/** Everything that people do: returns what they were told of. */
async function work(): Promise<string[]> {
	const told: Result[] = [];
	const step = async (parameters: IDataObject) => {
		const result = await run(parameters);
		told.push(result);
		return result.items.map(({ json }) => json);
	};
	expect((await step({ returnAll: true })).map(({ id }) => id)).toEqual(idsOf(rows()));
	expect(idsOf(rows().filter(isWanted))).not.toEqual([]);
	const all = await step({ returnAll: true, filters });
	expect(all.map(({ id }) => id)).toEqual(idsOf(rows().filter(isWanted)));
	expect(await step({ operation: 'count', filters: { recruitable: 'true' } })).toEqual([
		{ count: rows().filter(({ recruitable }) => recruitable).length },
	]);
	expect(await step({ operation: 'get', roleProfileId: locked })).toMatchObject([{ id: locked }]);

	for (const [resource, list] of READ) {
		const all = bench.sandbox.assemble[list].filter((row) => !('hidden' in row && row.hidden));
		const listed = await step({ resource, returnAll: true, filters: FILTERS[resource] ?? {} });
		expect(listed.map(({ id }) => Number(id)).toSorted()).toEqual(
			all.map(({ id }) => Number(id)).toSorted(),
		);
		const [id] = idsOf(all);
		const one = await step({ resource, operation: 'get', [`${resource}Id`]: Number(id) });
		expect(one.map((row) => Number(row.id))).toEqual([Number(id)]);
	}

	const [made] = await step({
		operation: 'create',
		name: 'New',
		additionalFields: { familyId: 32, baseId: 66 },
	});
	const id = Number(made?.id);
	expect(rowOf(id)).toMatchObject({ name: 'New', family: { id: 32 }, base: { id: 66 } });
	const change = { disclaimer: `Of ${id}`, familyId: 31 };
	await step({ operation: 'update', roleProfileId: id, updateFields: change });
	expect(rowOf(id)).toMatchObject({ disclaimer: `Of ${id}`, family: { id: 31 } });
	const before = [...rows()];
	await step({ operation: 'delete', roleProfileId: deletable });
	expect(rowOf(deletable)).toBeUndefined();
	bench.sandbox.assemble.roleProfiles = before;

	const active = await bench.trigger({ event: 'roleProfileAdded', filters });
	expect((await active.poll()).items).toBeNull();
	const added = { ...bench.sandbox.assemble.makeRoleProfile(), approved: true };
	rows().push({ ...added, family: { id: 31, name: 'Outdoors' } });
	expect((await active.poll()).items?.map(({ json }) => json.id)).toEqual([added.id]);
	return told.map(hintsOf).filter((text) => text !== '');
}

/** What a second round of work takes where all is as the likeliest candidates have it. */
let usual: string[];
beforeAll(async () => {
	bench.reset();
	await work();
	bench.sandbox.requests.length = 0;
	await work();
	usual = requests().map(({ method }) => method);
});

describe.each(GUESSES.map((guess) => [guess.name, guess] as const))('%s', (name, guess) => {
	it('is one of the guesses that this file has servers for', () => {
		for (const candidate of guess.candidates) {
			expect(Object.keys(serverOf(name, candidate))).not.toEqual([]);
		}
	});

	it.each(guess.candidates)('%p: everything works, without a setting', async (candidate) => {
		become(serverOf(name, candidate));
		const told = await work();
		const isUsual = candidate === guess.candidates[0];
		expect(told).toEqual(isUsual ? [] : [`${guess.found(candidate)} (found by trying).`]);

		// Each change was made once. What was refused has changed nothing.
		const made = writes().filter(({ status }) => status !== null && status < 300);
		expect(made.map(({ method }) => method.replace('PATCH', 'PUT'))).toEqual([
			'POST',
			'PUT',
			'DELETE',
		]);
		const refused = writes().filter((request) => !made.includes(request));
		const mayRefuse = { updateMethod: [405], linkForm: [422] }[name] ?? [];
		expect(refused.map(({ status }) => status)).toEqual(isUsual ? [] : mayRefuse);

		bench.sandbox.requests.length = 0;
		expect(await work()).toEqual([]);
		expect(requests().map(({ method }) => method.replace('PATCH', 'PUT'))).toEqual(usual);
	});
});

describe('several guesses that are wrong at once', () => {
	const TOGETHER: Quirks[] = [
		{ apiPath: '/v3', roleProfileName: 'role_profiles' },
		{ apiPath: '', authRoot: '/api' },
		{ apiPath: '/api/v3', roleProfileName: 'roles', authRoot: '/api' },
		{ updateVerbs: 'PATCH', linkForm: 'id' },
		{ updateVerbs: 'PATCH', wrongVerb: 404, linkForm: 'id', roleProfileName: 'roles' },
		{ queryBooleans: 'digits', queryLists: 'repeated' },
		{ queryBooleans: 'digits', queryLists: 'repeated', otherSpellings: 'nothing' },
		{ queryBooleans: 'digits', queryLists: 'repeated', otherSpellings: 'ignore' },
		{ queryBooleans: 'digits', queryLists: 'repeated', pageSizeName: 'per_page' },
		{
			apiPath: '/v3',
			roleProfileName: 'roleprofiles',
			authRoot: '/api',
			updateVerbs: 'PATCH',
			pageSizeName: 'per_page',
			linkForm: 'id',
			queryBooleans: 'digits',
			queryLists: 'repeated',
		},
	];

	it.each(TOGETHER)('%j', async (quirks) => {
		become(quirks);
		const told = (await work()).join(' ');
		const found = GUESSES.filter(({ name, candidates }) =>
			candidates
				.slice(1)
				.some((candidate) =>
					Object.entries(serverOf(name, candidate)).every(
						([quirk, value]) => quirks[quirk as keyof Quirks] === value,
					),
				),
		);
		expect(found.length).toBeGreaterThan(1);
		expect(told.match(/\(found by trying\)/g)).toHaveLength(found.length);
		bench.sandbox.requests.length = 0;
		expect(await work()).toEqual([]);
		expect(requests().map(({ method }) => method.replace('PATCH', 'PUT'))).toEqual(usual);
	});
});

describe('where role profiles are', () => {
	const everywhere = ['/api', '', '/api/v3', '/v3'].flatMap((base) =>
		['role-profiles', 'role_profiles', 'roleprofiles', 'roles'].map((name) => `${base}/${name}`),
	);

	it.each(['notFound', 'noMethod', 'webPage', 'redirect', 'otherJson'] as const)(
		'is found where other paths answer with %s',
		async (unknownPaths) => {
			become({ apiPath: '/v3', roleProfileName: 'role_profiles', unknownPaths });
			expect((await run({ returnAll: true })).items).toHaveLength(60);
			expect(paths().every((path) => everywhere.includes(path))).toBe(true);
		},
	);

	it('takes no request more where the likeliest is right', async () => {
		await run({ limit: 5 });
		expect(requests().map(({ url }) => url)).toEqual(['/api/role-profiles?page=1&limit=5']);
		await run({ operation: 'get', roleProfileId: locked });
		expect(requests()).toHaveLength(2);
	});

	it('is found by a read by ID, too, and once it is known a 404 is about the record', async () => {
		become({ apiPath: '/api/v3' });
		const get = { operation: 'get', roleProfileId: locked };
		expect((await run(get)).items).toMatchObject([{ json: { id: locked } }]);
		expect(new Set(paths())).toContain(`/api/v3/role-profiles/${locked}`);
		bench.sandbox.requests.length = 0;
		const { error } = await bench.assemble({ operation: 'get', roleProfileId: 424242 });
		expect(error?.message).toBe('Assemble has no role profile with the ID 424242 [item 0]');
		expect(paths()).toEqual(['/api/v3/role-profiles/424242']);
	});

	it('is looked at once where a record of the first read is missing', async () => {
		const get = { operation: 'get', roleProfileId: 424242, options: { ifNotFound: 'nothing' } };
		expect((await run(get)).items).toEqual([]);
		expect(paths()).toEqual(['/api/role-profiles/424242', '/api/role-profiles']);
		await run(get);
		expect(paths()).toHaveLength(3);
	});

	it('is found by what a form loads', async () => {
		become({ apiPath: '/v3' });
		expect(await bench.form('loadOptions', 'getFamilies')).not.toEqual([]);
		const found = await bench.form<{ results: unknown[] }>('listSearch', 'searchRoleProfiles');
		expect(found.results).toHaveLength(60);
		// A form shows no hints, so the next run tells.
		expect(hintsOf(await run({}))).toContain('at /v3 (found by trying)');
	});

	it('is kept by the memory of the process for other credentials of the address', async () => {
		become({ apiPath: '/v3' });
		await run({});
		bench.sandbox.requests.length = 0;
		const { error } = await bench.assemble(
			{ authentication: 'oAuth2', limit: 1 },
			{ credential: { scope: 'role-profiles' } },
		);
		expect(error).toBeUndefined();
		expect(paths()).toEqual(['/v3/role-profiles']);
	});

	it('is not taken for a list of something else', async () => {
		become({ roleProfileName: 'roleprofiles', otherRoles: true });
		expect((await run({ returnAll: true })).items).toHaveLength(60);
		bench.reset();
		become({ apiPath: '/v3', otherRoles: true });
		expect((await run({ returnAll: true })).items).toHaveLength(60);
	});

	it('is found where the newest record shows little', async () => {
		become({ apiPath: '/v3', roleProfileName: 'roles', emptyValues: 'missing' });
		rows().push(bench.sandbox.assemble.makeRoleProfile());
		Object.assign(rows().at(-1) ?? {}, {
			short_advert: null,
			family: null,
			minimum_address_history: null,
		});
		expect((await run({ returnAll: true })).items).toHaveLength(61);
	});

	it('may be empty', async () => {
		bench.sandbox.assemble.roleProfiles = [];
		expect((await run({ returnAll: true })).items).toEqual([]);
		expect(paths()).toEqual(['/api/role-profiles']);
	});

	it('may be empty elsewhere', async () => {
		become({ apiPath: '/v3' });
		bench.sandbox.assemble.roleProfiles = [];
		expect((await run({ returnAll: true })).items).toEqual([]);
		bench.sandbox.requests.length = 0;
		await run({ returnAll: true });
		expect(paths()).toEqual(['/v3/role-profiles']);
	});

	it('is read with a filter that matches nothing', async () => {
		const none = { returnAll: true, filters: { search: 'nothing of this name' } };
		expect((await run(none)).items).toEqual([]);
		expect(paths()).toEqual(['/api/role-profiles']);
		bench.reset();
		become({ apiPath: '/v3', roleProfileName: 'roles' });
		expect((await run(none)).items).toEqual([]);
	});

	it('is searched for once by executions side by side', async () => {
		become({ apiPath: '/v3', roleProfileName: 'roles' });
		const alone = async () => {
			bench.sandbox.requests.length = 0;
			forgetGuesses();
			await run({ limit: 1 });
			return requests().length;
		};
		const one = await alone();
		bench.sandbox.requests.length = 0;
		forgetGuesses();
		const results = await Promise.all([1, 2, 3].map(async () => await run({ limit: 1 })));
		expect(results.map(({ items }) => items.length)).toEqual([1, 1, 1]);
		// Each has a first request of its own, and its list.
		expect(requests()).toHaveLength(one + 2 * 2);
		expect(results.map(hintsOf).filter(Boolean)).toHaveLength(1);
	});

	it('that is another all at once is found again, and told again', async () => {
		become({ apiPath: '/v3' });
		await run({});
		become({ apiPath: '/api/v3' });
		expect(hintsOf(await run({}))).toContain('/api/v3 (found by trying)');
		become({ apiPath: '/api' });
		expect(hintsOf(await run({}))).toBe('');
		bench.sandbox.requests.length = 0;
		await run({});
		expect(paths()).toEqual(['/api/role-profiles']);
	});

	it('is not doubted because of one answer to a filter', async () => {
		become({ apiPath: '/v3' });
		await run({});
		const path = '/v3/role-profiles';
		bench.sandbox.faults.push({ kind: 'status', status: 404, path, times: 1 });
		bench.sandbox.requests.length = 0;
		expect((await run({ filters: { search: 'shop' } })).items).not.toEqual([]);
		expect(new Set(paths())).toEqual(new Set([path]));
	});
});

describe('where users, teams, opportunities and activities are', () => {
	const read = async (resource: string) =>
		(await run({ resource, returnAll: true, filters: FILTERS[resource] ?? {} })).items.length;

	it.each(['/api', '', '/api/v3', '/v3'] as const)(
		'takes one search, below %p, whatever is read first',
		async (apiPath) => {
			for (const [first] of READ) {
				bench.reset();
				become({ apiPath });
				expect(await read(first)).toBeGreaterThan(0);
				bench.sandbox.requests.length = 0;
				for (const [resource] of READ) expect(await read(resource)).toBeGreaterThan(0);
				await run({ limit: 1 });
				expect(paths().every((path) => path.startsWith(`${apiPath}/`))).toBe(true);
				expect(requests().every(({ status }) => status === 200)).toBe(true);
			}
		},
	);

	it('begins with the form of the name that others have', async () => {
		const names = { userName: 'user', teamName: 'team' } as const;
		become({ ...names, activityName: 'activity', opportunityName: 'opportunity' });
		expect(await read('user')).toBeGreaterThan(0);
		bench.sandbox.requests.length = 0;
		for (const resource of ['team', 'activity', 'opportunity']) await read(resource);
		expect(requests().every(({ status }) => status === 200)).toBe(true);
		expect(new Set(paths())).toEqual(new Set(['/api/team', '/api/activity', '/api/opportunity']));
	});

	it('is found where one has another form than the others', async () => {
		become({ userName: 'user' });
		for (let times = 0; times < 2; times += 1) {
			for (const [resource] of READ) expect(await read(resource)).toBeGreaterThan(0);
		}
		bench.sandbox.requests.length = 0;
		for (const [resource] of READ) await read(resource);
		expect(requests().every(({ status }) => status === 200)).toBe(true);
	});

	it.each([
		['team', { teamName: 'team' }, { teamId: '701' }],
		['user', { userName: 'user' }, { userId: 501 }],
		['activity', { activityName: 'activity' }, { activityId: 3001 }],
		['opportunity', { opportunityName: 'opportunity' }, { opportunityId: 801 }],
	] as Array<[string, Quirks, INodeParameters]>)(
		'is found by a read of one %s by ID',
		async (resource, quirks, id) => {
			become({ ...quirks, apiPath: '/v3' });
			expect((await run({ resource, operation: 'get', ...id })).items).toHaveLength(1);
		},
	);

	it('may be empty, also where the others have the other form', async () => {
		become({ userName: 'user' });
		await read('user');
		bench.sandbox.assemble.teams = [];
		expect(await read('team')).toBe(0);
		expect(await read('team')).toBe(0);
		expect(paths().slice(-1)).toEqual(['/api/teams']);
	});
});

describe('a search without success', () => {
	const PLACES = [
		'It looked on',
		'at /api, /, /api/v3 and /v3 for role-profiles, role_profiles, roleprofiles and roles',
		"Check 'Organisation' in the credential",
		"set 'API Path' in the credential",
		'OpenAPI file',
	];

	const nowhere = () => bench.sandbox.faults.push({ kind: 'status', status: 404, method: 'GET' });

	it('says where it looked and what to set, and is not repeated for minutes', async () => {
		nowhere();
		const { error } = await bench.assemble({});
		expect(error?.message).toBe('Assemble has no role profiles where the node looked [item 0]');
		for (const text of PLACES) expect(error?.description).toContain(text);
		expect(new Set(paths()).size).toBe(16);

		bench.sandbox.requests.length = 0;
		expect((await bench.assemble({})).error?.message).toContain('where the node looked');
		expect((await bench.assemble({ operation: 'create', name: 'x' })).error).toBeDefined();
		const get = { operation: 'get', roleProfileId: locked, options: { ifNotFound: 'nothing' } };
		expect((await bench.assemble(get)).error?.message).toContain('where the node looked');
		expect(new Set(paths())).toEqual(
			new Set(['/api/role-profiles', `/api/role-profiles/${locked}`]),
		);
		expect(writes()).toEqual([]);

		bench.sandbox.faults = [];
		expect((await run({ limit: 1 })).items).toHaveLength(1);
	});

	it('is repeated after these minutes', async () => {
		nowhere();
		await bench.assemble({});
		bench.sandbox.faults = [];
		become({ apiPath: '/v3' });
		expect((await bench.assemble({})).error).toBeDefined();
		clock.elapsed += 5 * 60_000;
		expect((await run({ limit: 1 })).items).toHaveLength(1);
	});

	it('is repeated at once where another API Path is set', async () => {
		nowhere();
		await bench.assemble({});
		bench.sandbox.faults = [];
		become({ apiPath: '/v3', roleProfileName: 'roles' });
		const { items } = await bench.assemble({ limit: 1 }, { credential: { apiPath: '/v3' } });
		expect(items).toHaveLength(1);
		expect(paths().filter((path) => path.startsWith('/v3'))).not.toEqual([]);
	});

	it('happens at no other path than the one that is set', async () => {
		become({ apiPath: '/api' });
		const { error } = await bench.assemble({}, { credential: { apiPath: '/elsewhere' } });
		expect(error?.description).toContain('at /elsewhere for role-profiles');
		expect(paths().every((path) => path.startsWith('/elsewhere/'))).toBe(true);
	});

	it('is one for executions side by side', async () => {
		nowhere();
		await Promise.all([1, 2].map(async () => await bench.assemble({})));
		expect(requests()).toHaveLength(16 + 1);
	});

	it.each([
		['a web page', { kind: 'html' }, 'got a web page'],
		['a redirect', { kind: 'redirect', location: '/login' }, 'got sent to another address'],
		[
			'words',
			{ kind: 'wrongShape', body: { error: { message: 'Closed for today.' } } },
			'Assemble says: Closed for today.',
		],
	] as Array<[string, Fault, string]>)('tells of %s', async (_, fault, text) => {
		bench.sandbox.faults.push({ ...fault, method: 'GET' });
		const { error } = await bench.assemble({});
		expect(error?.description).toContain(text);
	});

	it('does not tell of records in another form', async () => {
		const body = { error: { people: [{ name: 'Kim Lee' }] } };
		bench.sandbox.faults.push({ kind: 'wrongShape', method: 'GET', body: [{ name: 'Kim Lee' }] });
		const { error } = await bench.assemble({});
		expect(error?.description).not.toContain('Kim');
		expect(JSON.stringify(body)).toContain('Kim');
	});

	it.each([
		[{ kind: 'status', status: 401 }, 'Assemble rejected the login'],
		[{ kind: 'status', status: 403 }, 'Assemble does not allow this for the login'],
		[{ kind: 'status', status: 422 }, 'Assemble did not accept the request (HTTP 422)'],
		[{ kind: 'status', status: 429 }, 'Assemble still answered "too many requests"'],
		[{ kind: 'status', status: 500 }, 'Assemble could not answer (HTTP 500)'],
		[{ kind: 'drop' }, 'Assemble could not be reached'],
	] as Array<[Fault, string]>)('is ended by %j, with its own error', async (fault, message) => {
		become({ apiPath: '/v3' });
		bench.sandbox.faults.push({ ...fault, path: '/role-profiles' });
		const { error } = await bench.assemble({});
		expect(error?.message).toContain(message);
		expect(paths()).not.toContain('/api/v3/role-profiles');
		// It was no miss.
		bench.sandbox.faults = [];
		expect((await run({ limit: 1 })).items).toHaveLength(1);
	});

	it('goes to no other address', async () => {
		become({ apiPath: '/v3' });
		bench.sandbox.faults.push({
			kind: 'redirect',
			location: 'https://attacker.example{path}',
			path: '/api/*',
		});
		expect((await run({ limit: 1 })).items).toHaveLength(1);
	});

	it('ends at once with its execution, and holds up no other one', async () => {
		become({ apiPath: '/v3' });
		bench.sandbox.faults.push({ kind: 'hang', path: '/role-profiles', times: 1 });
		const stop = new AbortController();
		const stopped = bench.stopped({ limit: 1 }, stop.signal);
		while (!paths().includes('/role-profiles')) await delay(5);
		const other = bench.stopped({ limit: 1 }, new AbortController().signal);
		while (paths().filter((path) => path === '/api/role-profiles').length < 2) await delay(5);
		stop.abort();
		expect((await stopped).status).toBe('canceled');
		expect((await other).status).toBe('success');
	});
});

describe('a change', () => {
	const create = { operation: 'create', name: 'New' };
	const update = (options: IDataObject = {}) => ({
		operation: 'update',
		roleProfileId: draft,
		updateFields: { minimumAge: 44 },
		options,
	});
	const remove = {
		operation: 'delete',
		roleProfileId: deletable,
		options: { checkFirst: false },
	};

	const CHANGES: Array<[string, IDataObject]> = [
		['create', create],
		['update', update()],
		['update without a look', update({ verify: false })],
		['delete', remove],
	];

	describe.each(CHANGES)('%s', (_, change) => {
		it('is the first request of a process, and is made once where it should be', async () => {
			become({ apiPath: '/v3', roleProfileName: 'role_profiles' });
			await run(change);
			expect(writes().map(({ status }) => Number(status) < 300)).toEqual([true]);
			expect(writes()[0]?.path).toMatch(/^\/v3\/role_profiles/);
		});

		it('takes one look more at the most where the likeliest is right', async () => {
			await run(change);
			const cold = requests().length;
			bench.reset();
			await bench.seeRoleProfiles();
			await run(change);
			expect(cold - requests().length).toBeLessThanOrEqual(1);
		});

		it('is sent to no other kind of record', async () => {
			become({ roleProfileName: 'roleprofiles', otherRoles: true });
			await run(change);
			expect(writes().map(({ path }) => path.split('/')[2])).toEqual(['roleprofiles']);
		});

		it('is sent nowhere where only other records are found', async () => {
			become({ apiPath: '/v3', otherRoles: true });
			bench.sandbox.faults.push({ kind: 'status', status: 404, path: '/v3/role-profiles*' });
			bench.sandbox.faults.push({ kind: 'status', status: 404, path: '/v3/role_profiles*' });
			const { error } = await bench.assemble(change as INodeParameters);
			expect(error?.message).toBe('Assemble has no role profiles where the node looked [item 0]');
			expect(writes()).toEqual([]);
		});

		it('is sent nowhere where the look is refused', async () => {
			bench.sandbox.faults.push({ kind: 'status', status: 403, method: 'GET' });
			const { error } = await bench.assemble(change as INodeParameters);
			expect(error?.message).toContain('Assemble does not allow this');
			expect(writes()).toEqual([]);
		});
	});

	it('may make the first role profile at the likeliest place, and where API Path says', async () => {
		bench.sandbox.assemble.roleProfiles = [];
		await run(create);
		expect(requests().map(shown)).toEqual([
			'GET /api/role-profiles 200',
			'POST /api/role-profiles 201',
		]);
		await run(create);
		expect(requests()).toHaveLength(3);

		bench.reset();
		become({ apiPath: '/v3' });
		bench.sandbox.assemble.roleProfiles = [];
		const { error } = await bench.assemble(create, { credential: { apiPath: '/v3' } });
		expect(error).toBeUndefined();
		expect(rows()).toHaveLength(1);
	});

	it('does not make the first role profile at a place that was found by trying', async () => {
		become({ apiPath: '/v3' });
		bench.sandbox.assemble.roleProfiles = [];
		for (let times = 0; times < 2; times += 1) {
			const { error } = await bench.assemble(create);
			expect(error?.message).toBe(
				'Nothing was sent, because no role profiles were seen at /v3/role-profiles [item 0]',
			);
			expect(error?.description).toContain("set 'API Path'");
		}
		expect(writes()).toEqual([]);
	});

	it('is not made where records show nothing of a role profile', async () => {
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: '/api/*',
			body: {
				data: [{ id: 1, name: 'x' }],
				meta: { pagination: { total: 1, per_page: 50, current_page: 1, total_pages: 1 } },
			},
		});
		// They may be read.
		expect((await run({})).items).toMatchObject([{ json: { id: 1, name: 'x' } }]);
		const { error } = await bench.assemble(create);
		expect(error?.message).toContain('Nothing was sent, because no role profiles were seen');
		expect(writes()).toEqual([]);
	});

	it('is not sent again where its answer is lost', async () => {
		become({ apiPath: '/v3', linkForm: 'id' });
		bench.sandbox.faults.push({ kind: 'drop', method: 'POST', path: '/v3/*', skip: 1 });
		const { error } = await bench.assemble({ ...create, additionalFields: { familyId: 31 } });
		expect(error?.message).toContain('whether the change was made is not known');
		expect(writes().map(({ status }) => status)).toEqual([422, null]);
	});
});

describe('the method of an update', () => {
	const update = (more: INodeParameters = {}, options: INodeParameters = {}) => ({
		operation: 'update',
		roleProfileId: draft,
		updateFields: { minimumAge: 44, ...more },
		options,
	});

	describe.each([405, 404, 501] as const)('that is refused with %i', (wrongVerb) => {
		it.each([true, false])('is the other one (verify: %p)', async (verify) => {
			become({ updateVerbs: 'PATCH', wrongVerb });
			const result = await run(update({}, { verify }));
			expect(rowOf(draft)?.minimum_age).toBe(44);
			expect(writes().map(shown)).toEqual([
				`PUT /api/role-profiles/${draft} ${wrongVerb}`,
				`PATCH /api/role-profiles/${draft} 200`,
			]);
			expect(hintsOf(result)).toBe('Assemble takes updates as PATCH (found by trying).');
			await run(update({ minimumAge: 45 }, { verify }));
			expect(writes().map(({ method }) => method)).toEqual(['PUT', 'PATCH', 'PATCH']);
			become({ updateVerbs: 'PUT' });
			await run(update({ minimumAge: 46 }, { verify }));
			await run(update({ minimumAge: 47 }, { verify }));
			expect(rowOf(draft)?.minimum_age).toBe(47);
			expect(writes().map(({ method }) => method)).toEqual([
				'PUT',
				'PATCH',
				'PATCH',
				'PATCH',
				'PUT',
				'PUT',
			]);
		});
	});

	it('is not the other one for a record that is not there', async () => {
		become({ updateVerbs: 'PATCH', wrongVerb: 404 });
		const { error } = await bench.assemble({
			...update({}, { verify: false }),
			roleProfileId: 999,
		});
		expect(error?.message).toBe('Assemble has no role profile with the ID 999 [item 0]');
		expect(writes().map(({ method }) => method)).toEqual(['PUT']);
	});

	it.each([true, false])('that has no effect is not learnt (verify: %p)', async (verify) => {
		become({ updateVerbs: 'PATCH' });
		const body = { data: { ...rowOf(draft), minimum_age: 44 } };
		bench.sandbox.faults.push({ kind: 'status', status: 200, method: 'PATCH', body });
		for (let times = 0; times < 2; times += 1) {
			const { error } = await bench.assemble(update({}, { verify }));
			expect(error?.message).toBe(
				`Assemble did not change Minimum Age of role profile ${draft} [item 0]`,
			);
			expect(error?.description).toContain('accepted the update as PATCH, after it had refused it');
		}
		expect(writes().map(({ method }) => method)).toEqual(['PUT', 'PATCH', 'PUT', 'PATCH']);
	});

	it('is not learnt from an update that changes nothing', async () => {
		become({ updateVerbs: 'PATCH' });
		const same = update({ minimumAge: rowOf(draft)?.minimum_age ?? 0 });
		expect(hintsOf(await run(same))).toBe('');
	});

	it('is not searched for again where none is taken', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 405, method: 'PUT' });
		bench.sandbox.faults.push({ kind: 'status', status: 405, method: 'PATCH' });
		const { items } = await bench.assemble(update(), {
			input: [{}, {}, {}],
			onError: 'continueRegularOutput',
		});
		expect(items[0]?.json.error).toContain('(PUT and PATCH, HTTP 405)');
		expect(writes().map(({ method }) => method)).toEqual(['PUT', 'PATCH', 'PUT', 'PUT']);
	});

	it('does not keep from noticing that fields are emptied', async () => {
		become({ updateVerbs: 'PATCH' });
		const after = { ...rowOf(draft), minimum_age: 44, disclaimer: null };
		Object.assign(rowOf(draft) ?? {}, { disclaimer: 'Text' });
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: `/api/role-profiles/${draft}`,
			skip: 1,
			body: { data: after },
		});
		const { error } = await bench.assemble(update());
		expect(error?.message).toContain('Assemble emptied fields');
	});
});

describe('linked records in a body', () => {
	const categoryId = () => bench.sandbox.assemble.recruitmentCategories[0]?.id ?? 0;

	const create = (more: INodeParameters = {}) => ({
		operation: 'create',
		name: 'New',
		additionalFields: {
			familyId: 31,
			recruitmentCategoryId: categoryId(),
			baseId: 66,
			...more,
		},
	});

	it('go in the other form where they are refused by name, all of them', async () => {
		become({ linkForm: 'id' });
		await run(create());
		expect(writes().map(({ body, status }) => [body, status])).toEqual([
			[
				{
					name: 'New',
					family: { id: 31 },
					recruitment_category: { id: categoryId() },
					base: { id: 66 },
				},
				422,
			],
			[{ name: 'New', family_id: 31, recruitment_category_id: categoryId(), base_id: 66 }, 201],
		]);
	});

	it('are read again where the answer does not show them', async () => {
		become({ linkForm: 'id' });
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'POST',
			path: '/api/*',
			skip: 1,
			body: { data: { id: 161, name: 'New' } },
		});
		expect(hintsOf(await run(create()))).toContain("'family_id'");
	});

	it('that are passed over in the other form are an error with the ID', async () => {
		become({ linkForm: 'none' });
		const { items } = await bench.assemble(create(), {
			input: [{}, {}],
			onError: 'continueRegularOutput',
		});
		for (const [index, id] of [161, 162].entries()) {
			expect(items[index]?.json.error).toBe(
				`Assemble made the role profile ${id}, but without Family, Recruitment Category, Base [item ${index}]`,
			);
		}
		expect(writes().map(({ status }) => status)).toEqual([422, 201, 422, 201]);
	});

	it.each([true, false])('that an update passes over are an error (verify: %p)', async (verify) => {
		become({ linkForm: 'none' });
		const { error } = await bench.assemble({
			operation: 'update',
			roleProfileId: draft,
			updateFields: { familyId: 33 },
			options: { verify },
		});
		expect(error?.message).toBe(`Assemble did not change Family of role profile ${draft} [item 0]`);
	});

	it('that do not exist are told as such in both forms', async () => {
		const { error } = await bench.assemble(create({ familyId: 999 }));
		expect(error?.message).toContain('The selected family.id is invalid.');
		expect(writes()).toHaveLength(1);

		become({ linkForm: 'id' });
		const { error: other } = await bench.assemble(create({ familyId: 999 }));
		expect(other?.message).toContain('family: The family field is not known.');
		expect(other?.message).toContain('In the other form: ');
		expect(other?.message).toContain('family_id: The selected family_id is invalid.');
		// That proves nothing, so the next one is tried as well.
		await run(create());
	});

	it('are not sent again where other fields are refused as well', async () => {
		become({ linkForm: 'id' });
		const { error } = await bench.assemble(create({ extraFields: '{"minimum_age": "old"}' }));
		expect(error?.message).toContain('minimum_age');
		expect(writes()).toHaveLength(1);
	});

	it('stay as they are in Extra Fields', async () => {
		become({ linkForm: 'id', unknownFields: 'ignore' });
		const extraFields = '{"family": {"id": 32, "name": "x"}}';
		await run({ operation: 'create', name: 'New', additionalFields: { extraFields } });
		expect(writes().map(({ body }) => body)).toEqual([
			{ name: 'New', family: { id: 32, name: 'x' } },
		]);
	});
});

describe('filters', () => {
	const idsWith = (isMatch: (row: RoleProfile) => boolean) => idsOf(rows().filter(isMatch));

	const read = async (chosen: IDataObject) => {
		const result = await run({ returnAll: true, filters: chosen });
		return { ids: result.items.map(({ json }) => json.id), hints: hintsOf(result) };
	};

	const FILTERS: Array<[string, Quirks, INodeParameters, (row: RoleProfile) => boolean]> = [
		['yes', { queryBooleans: 'digits' }, { approved: 'true' }, ({ approved }) => approved],
		[
			'another yes',
			{ queryBooleans: 'digits' },
			{ recruitable: 'true' },
			({ recruitable }) => recruitable,
		],
		['IDs', { queryLists: 'repeated' }, { families: '31,32' }, isOfFamilies],
		['one ID', { queryLists: 'repeated' }, { families: '31' }, ({ family }) => family?.id === 31],
	];

	describe.each(['refuse', 'ignore', 'nothing', 'misread'] as const)(
		'that a server would %s if they were spelt otherwise',
		(otherSpellings) => {
			it.each(FILTERS)('%s', async (_, quirks, chosen, isMatch) => {
				const wanted = idsWith(isMatch);
				expect(wanted.length).toBeGreaterThan(0);
				expect(wanted.length).toBeLessThan(60);
				become({ ...quirks, otherSpellings });
				const { items } = await run({ operation: 'count', filters: chosen });
				expect(items).toMatchObject([{ json: { count: wanted.length } }]);

				forgetGuesses();
				bench.sandbox.requests.length = 0;
				const { ids, hints } = await read(chosen);
				expect(ids).toEqual(wanted);
				expect(hints).toMatch(/^Assemble takes [^.]* \(found by trying\)\.$/);
				expect(requests()).toHaveLength(2);
				await read(chosen);
				expect(requests()).toHaveLength(3);

				forgetGuesses();
				const active = await bench.trigger({ event: 'roleProfileAdded', filters: chosen });
				const added = bench.sandbox.assemble.makeRoleProfile();
				rows().push({ ...added, ...rows().find(isMatch), id: added.id });
				const { items: found } = await active.poll();
				expect(found?.map(({ json }) => json.id)).toEqual([added.id]);
			});
		},
	);

	it('that match nothing are confirmed once where no record shows how they are read', async () => {
		for (const row of rows()) row.approved = false;
		expect((await read({ approved: 'true' })).ids).toEqual([]);
		expect(requests().map(({ url }) => url)).toEqual([
			'/api/role-profiles?approved=true&s=id&o=a&page=1&limit=100',
			'/api/role-profiles?approved=1&s=id&o=a&page=1&limit=100',
		]);
		bench.sandbox.requests.length = 0;
		// The refusal of the other way has shown that this one is understood.
		await read({ approved: 'true' });
		expect(requests()).toHaveLength(1);
	});

	it('that match nothing take one request more each time where nothing is refused', async () => {
		become({ otherSpellings: 'nothing' });
		for (const row of rows()) row.approved = false;
		await read({ approved: 'true' });
		await read({ approved: 'true' });
		expect(requests()).toHaveLength(4);
		// Something that matches another one settles it.
		await read({ recruitable: 'true' });
		await read({ approved: 'true' });
		expect(requests()).toHaveLength(6);
	});

	it('that match nothing are confirmed in strict readings once', async () => {
		become({ otherSpellings: 'nothing' });
		for (const row of rows()) row.approved = false;
		await run({
			returnAll: true,
			filters: { approved: 'true' },
			options: { completeness: 'strict' },
		});
		expect(requests()).toHaveLength(3);
	});

	it('that match nothing are not taken for those of a server that sends all for the other way', async () => {
		become({ otherSpellings: 'ignore' });
		for (const row of rows()) row.approved = false;
		const { items } = await run({ operation: 'count', filters: { approved: 'true' } });
		expect(items).toMatchObject([{ json: { count: 0 } }]);
	});

	it('that are ignored, however they are spelt, are tried once, and then the node picks', async () => {
		become({ unknownFilters: ['approved', 'families'] });
		const first = await read({ approved: 'true', families: '31,32' });
		expect(first.ids).toEqual(idsWith(isWanted));
		expect(first.hints).toContain("Assemble ignores 'Families', 'Approved'");
		bench.sandbox.requests.length = 0;
		await read({ approved: 'true', families: '31,32' });
		expect(requests()).toHaveLength(1);
	});

	it('that are refused for another reason are told as such', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 422,
			path: '/api/*',
			body: { message: 'No', errors: { type: ['The type field is invalid.'] } },
		});
		const { error } = await bench.assemble({ filters: { approved: 'true', type: 'volunteer' } });
		expect(error?.message).toContain('No; type: The type field is invalid.');
		expect(requests()).toHaveLength(1);
	});

	it('that are refused in both ways are told in the words of the first refusal', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 422,
			path: '/api/*',
			body: { message: 'No', errors: { approved: ['You may not ask for this.'] } },
		});
		const { error } = await bench.assemble({ filters: { approved: 'true' } });
		expect(error?.message).toContain('No; approved: You may not ask for this.');
		expect(requests()).toHaveLength(2);
	});

	it.each([
		['assignable', { assignable: 'false' }, { queryBooleans: 'digits' }],
		['permission groups', { permissionGroups: '2,3' }, { queryLists: 'repeated' }],
	] as Array<[string, IDataObject, Quirks]>)(
		'that no record shows are spelt otherwise where they are refused: %s',
		async (_, chosen, quirks) => {
			const { ids } = await read(chosen);
			expect(ids).not.toEqual([]);
			become(quirks);
			forgetGuesses();
			expect((await read(chosen)).ids).toEqual(ids);
		},
	);

	it('of a manual run of the trigger are spelt so, too', async () => {
		become({ queryBooleans: 'digits', otherSpellings: 'nothing' });
		const active = await bench.trigger(
			{ event: 'roleProfileApproved' },
			{ mode: 'manual', isActive: false },
		);
		const [{ items } = { items: null }] = await active.activate();
		expect(items?.[0]?.json.approved).toBe(true);
	});
});

describe('the size of a page', () => {
	const sizes = () => requests().map(({ query }) => query.limit ?? query.per_page);

	it.each([
		[{ limitIgnored: true }, 15],
		[{ cappedLimit: 20 }, 20],
	])('is what the server uses, once the other name was tried: %j', async (quirks, size) => {
		become(quirks);
		const result = await run({ returnAll: true });
		expect(result.items).toHaveLength(60);
		expect(hintsOf(result)).toBe('');
		// Page 1 again, and a look behind the last page, which is full.
		const pages = 60 / size + 2;
		expect(requests()).toHaveLength(pages + 1);
		bench.sandbox.requests.length = 0;
		await run({ returnAll: true });
		expect(requests()).toHaveLength(pages);
	});

	it('is not searched for where nothing more is to be read', async () => {
		become({ cappedLimit: 20 });
		await run({ operation: 'count' });
		await run({ limit: 10 });
		expect(sizes()).toEqual(['100', '10']);
	});

	it('is not taken by a server that refuses the other name', async () => {
		become({ cappedLimit: 20, unknownParameters: 'reject' });
		expect((await run({ returnAll: true })).items).toHaveLength(60);
	});
});

describe('the login', () => {
	const logins = () =>
		bench.sandbox.requests
			.filter(({ path }) => path.includes('/auth/api'))
			.map(({ path, status }) => `${path} ${status}`);

	it('is found at the other path, which is the first one from then on', async () => {
		become({ authRoot: '/api' });
		expect(hintsOf(await run({}))).toBe(
			'Assemble keeps its login at /api/auth/api (found by trying).',
		);
		expect(logins()).toEqual(['/auth/api/ 404', '/api/auth/api/ 200', '/api/auth/api/token 200']);
		bench.sandbox.requests.length = 0;
		const other = { email: 'reader@sandbox.example', password: 'reader-sandbox-password' };
		expect((await bench.assemble({}, { credential: other })).error).toBeUndefined();
		expect(logins()).toEqual(['/api/auth/api/ 200', '/api/auth/api/token 200']);
	});

	it.each([
		['405', { kind: 'status', status: 405 }],
		['an empty body', { kind: 'status', status: 404, body: '' }],
	] as Array<[string, Fault]>)(
		'is found where the first path answers with %s',
		async (_, fault) => {
			become({ authRoot: '/api' });
			bench.sandbox.faults.push({ ...fault, path: '/auth/*' });
			expect((await run({ limit: 1 })).items).toHaveLength(1);
		},
	);

	it.each([
		['a web page', { kind: 'status', status: 404, contentType: 'text/html' }],
		['a web page and 200', { kind: 'html' }],
		['a redirect', { kind: 'redirect', location: '/login' }],
		['500', { kind: 'status', status: 500 }],
		['403', { kind: 'status', status: 403 }],
		['a lost connection', { kind: 'drop' }],
	] as Array<[string, Fault]>)('is not looked for elsewhere after %s', async (_, fault) => {
		become({ authRoot: '/api' });
		bench.sandbox.faults.push({ ...fault, path: '/auth/*' });
		expect((await bench.assemble({})).error).toBeDefined();
		expect(new Set(logins().map((login) => login.split(' ')[0]))).toEqual(new Set(['/auth/api/']));
	});

	it.each([400, 401, 422] as const)(
		'gets a wrong password once at the path that refuses it with %i, and no other after it',
		async (loginRefusal) => {
			become({ loginRefusal });
			const credential = { password: `wrong-${loginRefusal}` };
			const { error } = await bench.assemble({}, { credential });
			expect(error?.message).toContain('rejected the email or password');
			expect(logins()).toEqual([`/auth/api/ ${loginRefusal}`]);

			bench.sandbox.requests.length = 0;
			become({ authRoot: '/api' });
			const other = { password: `wrong-too-${loginRefusal}` };
			const { error: refused } = await bench.assemble({}, { credential: other });
			expect(refused?.message).toContain('rejected the email or password');
			expect(logins()).toEqual(['/auth/api/ 404', `/api/auth/api/ ${loginRefusal}`]);
		},
	);

	it('is not looked for elsewhere once it has given a token', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 404, path: '/auth/api/token' });
		const { error } = await bench.assemble({});
		expect(error?.message).toContain('Assemble has no login at');
		expect(logins()).toEqual(['/auth/api/ 200', '/auth/api/token 404']);
	});

	it('that is nowhere says where it was looked for, and what to set', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 404, path: '/auth/*' });
		const { error } = await bench.assemble({});
		expect(error?.message).toContain('/auth/api or /api/auth/api');
		expect(error?.message).toContain("'Auth Path'");
		expect(error?.description).toContain('OpenAPI file');
		expect(logins()).toEqual(['/auth/api/ 404', '/api/auth/api/ 404']);
		await bench.assemble({});
		expect(logins()).toHaveLength(2);
	});

	it('is searched for once by requests side by side', async () => {
		become({ authRoot: '/api' });
		await Promise.all([1, 2, 3].map(async () => await run({ limit: 1 })));
		expect(logins()).toHaveLength(3);
	});
});

describe('a trigger', () => {
	const events = ['roleProfileAdded', 'roleProfileApproved', 'roleProfileUpdated'];

	it.each(events)('%s goes on after a restart where it has found things', async (event) => {
		become({ apiPath: '/v3', roleProfileName: 'roles', queryBooleans: 'digits' });
		const active = await bench.trigger({ event, filters: { recruitable: 'true' } });
		expect(JSON.parse(active.stored().json)).toMatchObject({
			guesses: JSON.stringify({
				apiPath: '/v3',
				roleProfileName: 'roles',
				queryBooleans: 'digits',
			}),
		});
		forgetGuesses();
		bench.sandbox.requests.length = 0;
		const before = active.stored().json;
		await active.restart();
		expect((await active.poll()).items).toBeNull();
		expect(paths()).toEqual(['/v3/roles', '/v3/roles']);
		expect(active.stored().json).toBe(before);
	});

	it.each(events)('%s keeps nothing where all is as it is likeliest', async (event) => {
		const active = await bench.trigger({ event });
		expect(active.stored().json).not.toContain('guesses');
	});

	it('that brings a place along proves nothing for a change', async () => {
		become({ apiPath: '/v3' });
		const active = await bench.trigger({ event: 'roleProfileAdded' });
		forgetGuesses();
		become({ apiPath: '/api' });
		bench.sandbox.faults.push({ kind: 'status', status: 503, path: '/v3/*', times: 99 });
		await active.restart().catch(() => undefined);
		bench.sandbox.faults = [];
		bench.sandbox.requests.length = 0;
		await run({ operation: 'create', name: 'New' });
		expect(writes().map(shown)).toEqual(['POST /api/role-profiles 201']);
	});

	it('finds its list again when the API moves', async () => {
		become({ apiPath: '/v3' });
		const active = await bench.trigger({ event: 'roleProfileAdded' });
		become({ apiPath: '/api/v3' });
		const added = bench.sandbox.assemble.makeRoleProfile();
		rows().push(added);
		const { items } = await active.poll();
		expect(items?.map(({ json }) => json.id)).toEqual([added.id]);
		expect(active.stored().json).toContain('/api/v3');
	});

	it('that finds an empty list asks where it brought along an unlikely name', async () => {
		become({ roleProfileName: 'roles' });
		const filters = { search: 'nothing of this name' };
		const active = await bench.trigger({ event: 'roleProfileAdded' });
		const stored = active.stored().json;
		const other = await bench.trigger({ event: 'roleProfileAdded', filters });
		const { guesses } = JSON.parse(stored) as IDataObject;
		expect(guesses).toBe('{"roleProfileName":"roles"}');
		forgetGuesses();
		bench.sandbox.requests.length = 0;
		await other.restart();
		expect(paths()).toEqual(['/api/roles', '/api/roles']);
	});
});

describe('the test of the credential', () => {
	const pasted = () => ({ loginMethod: 'token', token: bench.sandbox.makeToken() });
	const OK = { status: 'OK', message: 'Connection successful!' };

	describe.each(['/api', '', '/api/v3', '/v3'] as const)('with an API at %p', (apiPath) => {
		it.each(['role-profiles', 'role_profiles', 'roleprofiles', 'roles'] as const)(
			'and role profiles at /%s passes, also for a pasted token',
			async (roleProfileName) => {
				become({ apiPath, roleProfileName });
				expect(await bench.testJwt()).toEqual(OK);
				forgetGuesses();
				expect(await bench.testJwt(pasted())).toEqual(OK);
				// The node then knows it, and tells.
				bench.sandbox.requests.length = 0;
				const text = hintsOf(await run({ limit: 1 }));
				expect(paths()).toEqual([`${apiPath}/${roleProfileName}`]);
				expect(text.includes('keeps its API')).toBe(apiPath !== '/api');
				expect(text.includes('keeps role profiles')).toBe(roleProfileName !== 'role-profiles');
			},
		);
	});

	it('passes where the login is at the other path', async () => {
		become({ authRoot: '/api', apiPath: '/v3' });
		expect(await bench.testJwt()).toEqual(OK);
	});

	it('passes for an organisation without role profiles', async () => {
		become({ apiPath: '/v3' });
		bench.sandbox.assemble.roleProfiles = [];
		expect(await bench.testJwt()).toEqual(OK);
	});

	it.each([
		[{ kind: 'status', status: 401 }, /^Assemble rejected the token/],
		[{ kind: 'status', status: 403 }, /may not read role profiles/],
		[{ kind: 'status', status: 404 }, /no role profiles at this address/],
		[{ kind: 'wrongShape', body: { ok: true } }, /not like Assemble does/],
		[{ kind: 'html' }, /not like Assemble does/],
		[{ kind: 'redirect', location: '/login' }, /Found/],
		[{ kind: 'status', status: 500 }, /Internal Server Error/],
		[{ kind: 'status', status: 429 }, /Too Many Requests/],
	] as Array<[Fault, RegExp]>)('names the cause: %j', async (fault, message) => {
		bench.sandbox.faults.push({ ...fault, method: 'GET' });
		for (const credential of [{}, pasted(), { ...pasted(), apiPath: '/api' }]) {
			const result = await bench.testJwt(credential);
			expect(result.status).toBe('Error');
			expect(result.message).toMatch(message);
		}
	});

	it('sends the token nowhere else', async () => {
		become({ unknownPaths: 'redirect', apiPath: '/v3' });
		bench.sandbox.faults.push({
			kind: 'redirect',
			location: 'https://attacker.example{path}',
			path: '/api/*',
		});
		expect(await bench.testJwt()).toEqual(OK);
	});

	it('is no request more for the node, whose token n8n renews', async () => {
		await run({ limit: 1 });
		forgetGuesses();
		bench.sandbox.expireTokens();
		bench.sandbox.requests.length = 0;
		const { error } = await bench.assemble({ limit: 1 }, { isWarm: true });
		expect(error).toBeUndefined();
		expect(requests().map(({ status }) => status)).toEqual([401, 200]);

		forgetGuesses();
		bench.sandbox.requests.length = 0;
		await bench.assemble({ limit: 1 }, { credential: pasted() });
		expect(requests()).toHaveLength(1);
	});
});
