// Where the node finds what Assemble has, by the answers of a server that knows one place alone.
import type { Failure } from '../../../../nodes/Assemble/shared/places.ts';
import {
	judgeList,
	judgeRecord,
	pathAt,
	Places,
	readEnvelope,
	resourceOf,
	unwrap,
} from '../../../../nodes/Assemble/shared/places.ts';
import { Guesses } from '../../../../nodes/shared/guesses.ts';
import { forgetAll } from '../../../../nodes/shared/kept.ts';
import { clock } from '../../../support/clock.mts';

const USERS = resourceOf('/users');
const TEAMS = resourceOf('/teams/7');
const ROLES = resourceOf('/role-profiles');
const LOOK: Failure = { told: 'wrong', isLook: true };
const NOT_FOUND = { status: 404, body: {} };

const list = (...data: object[]) => ({
	status: 200,
	body: { data, meta: { pagination: { total: data.length } } },
});

const ROLE = { id: 1, recruitable: true, family: null };
const TEAM = { id: '1', hidden: false, parent_id: null };

/** A server that has these lists, and what was asked of it. */
function server(lists: Record<string, object[]>) {
	const asked: string[] = [];
	return {
		asked,
		ask: async (path: string) => {
			asked.push(path);
			const found = lists[path];
			return await Promise.resolve(found === undefined ? NOT_FOUND : list(...found));
		},
	};
}

let places: Places;
beforeEach(() => {
	forgetAll();
	places = new Places(new Guesses('https://a.example', 'me'), undefined);
});

it.each([
	['/users', USERS.name.name],
	['/users/7', USERS.name.name],
	['/role-profiles/7', ROLES.name.name],
])('%s is a request to %s', (path, name) => {
	expect(resourceOf(path).name.name).toBe(name);
});

it('knows nothing at first but the likeliest', () => {
	expect(places.current(USERS).path).toBe('/api/users');
	expect(places.current(ROLES).path).toBe('/api/role-profiles');
	expect([places.isBaseFound, places.isSeen(USERS)]).toEqual([false, false]);
	expect(places.bases).toEqual(['/api', '', '/api/v3', '/v3']);
	expect(places.isLikeliest(USERS, places.current(USERS))).toBe(true);
	expect(places.describe(USERS)).toBe('at /api, /, /api/v3 and /v3 for users and user');
	expect(pathAt(places.current(USERS), '/users/7')).toBe('/api/users/7');
});

describe.each([
	['/v3/users', '/v3/users', '/v3/teams'],
	['/v3/user', '/v3/user', '/v3/team'],
	['/user', '/user', '/team'],
])('users at %s', (path, current, teams) => {
	it('are found, and the base and the form of the name tried first for others', async () => {
		const { ask, asked } = server({ [path]: [{ id: 1 }] });
		expect(await places.find(USERS, places.current(USERS), ask, LOOK)).toBe('there');
		expect(places.current(USERS).path).toBe(current);
		expect([places.isSeen(USERS), places.isBaseFound]).toEqual([true, true]);
		expect(new Set(asked).size).toBe(asked.length);
		expect(places.current(TEAMS).path).toBe(teams);
		// Its names are other ones.
		expect(places.current(ROLES).name).toBe('role-profiles');

		asked.length = 0;
		expect(await places.find(TEAMS, places.current(TEAMS), ask, LOOK)).toBe('nowhere');
		expect(asked.every((one) => one.startsWith(path.replace(/\/users?$/, '/')))).toBe(true);
		expect(places.current(USERS).path).toBe(current);
	});
});

it('a list of another kind is passed over, and an empty one is a last resort', async () => {
	const { ask } = server({
		'/api/roles': [{ id: 1, name: 'Permissions' }],
		'/v3/roles': [{ id: 1, short_advert: '', family: null }],
	});
	expect(await places.find(ROLES, places.current(ROLES), ask, LOOK)).toBe('there');
	expect(places.current(ROLES).path).toBe('/v3/roles');

	forgetAll();
	const empty = server({ '/v3/users': [], '/v3/user': [] });
	expect(await places.find(USERS, places.current(USERS), empty.ask, LOOK)).toBe('there');
	expect(places.current(USERS).path).toBe('/v3/users');
	expect(places.isSeen(USERS)).toBe(false);
});

it('looks closer where the newest record does not show its kind', async () => {
	const ask = async (path: string, limit: number) => {
		const records = [{ id: 1 }, TEAM].slice(0, limit);
		return await Promise.resolve(path === '/api/teams' ? list(...records) : NOT_FOUND);
	};
	expect(await places.look(TEAMS, places.current(TEAMS), ask)).toBe('proven');
});

it('what is missing is not looked for again for five minutes, but by another login', async () => {
	const nothing = server({});
	expect(await places.find(USERS, places.current(USERS), nothing.ask, LOOK)).toBe('nowhere');
	expect(nothing.asked).toHaveLength(7);
	nothing.asked.length = 0;
	expect(await places.find(USERS, places.current(USERS), nothing.ask, LOOK)).toBe('nowhere');
	expect(nothing.asked).toEqual([]);

	const other = new Places(new Guesses('https://a.example', 'somebody else'), undefined);
	const { ask } = server({ '/v3/users': [{ id: 1 }] });
	expect(await other.find(USERS, other.current(USERS), ask, LOOK)).toBe('there');
	// What others have found is known.
	expect(places.current(USERS).path).toBe('/v3/users');
});

it('what is missing is looked for again after five minutes', async () => {
	await places.find(USERS, places.current(USERS), server({}).ask, LOOK);
	clock.elapsed += 5 * 60_000;
	const { ask } = server({ '/v3/users': [{ id: 1 }] });
	expect(await places.find(USERS, places.current(USERS), ask, LOOK)).toBe('there');
});

it('what was there and is gone is looked for everywhere again', async () => {
	const before = server({ '/v3/users': [{ id: 1 }] });
	await places.find(USERS, places.current(USERS), before.ask, LOOK);
	const now = server({ '/api/v3/user': [{ id: 1 }] });
	const gone = { told: 'wrong', isLook: true, wasSeen: true } as const;
	expect(await places.find(USERS, places.current(USERS), now.ask, gone)).toBe('there');
	expect(places.current(USERS).path).toBe('/api/v3/user');
});

it('a search ends where an answer proves nothing', async () => {
	const ask = async () => await Promise.reject(new Error('HTTP 403'));
	await expect(places.find(USERS, places.current(USERS), ask, LOOK)).rejects.toThrow('403');
	const { ask: works } = server({ '/v3/users': [{ id: 1 }] });
	expect(await places.find(USERS, places.current(USERS), works, LOOK)).toBe('there');
});

it('the path of the credential is the only one', async () => {
	const fixed = new Places(new Guesses('https://a.example', 'me'), '/rest');
	expect(fixed.bases).toEqual(['/rest']);
	const { ask, asked } = server({ '/rest/user': [{ id: 1 }] });
	expect(await fixed.find(USERS, fixed.current(USERS), ask, LOOK)).toBe('there');
	expect(asked).toEqual(['/rest/user']);
	expect(fixed.describe(USERS)).toBe('at /rest for users and user');
	expect(fixed.isBaseFound).toBe(false);
});

it.each([
	['teams', list(TEAM), 'proven'],
	['teams', list({ id: 1 }), 'unsure'],
	['users', list({ id: 1 }), 'proven'],
	['opportunities', list({ id: 1 }), 'proven'],
	['activities', list({ id: 1, category: {}, duration: 1 }), 'proven'],
	['activities', list({ id: 1, category: {} }), 'unsure'],
	['users', list(), 'empty'],
	['users', list({ name: 'no ID' }), 'wrong'],
	['users', NOT_FOUND, 'wrong'],
	['users', { status: 200, body: '<html>' }, 'wrong'],
	['users', { status: 302, body: list({ id: 1 }).body }, 'wrong'],
])('of %s, %j is %s', (name, answer, finding) => {
	expect(judgeList(resourceOf(`/${name}`), answer)).toBe(finding);
});

it('a single record is judged alike, wrapped or bare', () => {
	const answer = (body: unknown) => ({ status: 200, body });
	expect(judgeRecord(ROLES, answer({ data: ROLE }))).toBe('proven');
	expect(judgeRecord(ROLES, answer(ROLE))).toBe('proven');
	expect(judgeRecord(ROLES, answer({ data: { id: 1 } }))).toBe('unsure');
	expect(judgeRecord(ROLES, answer({ message: 'x' }))).toBe('wrong');
	expect(judgeRecord(ROLES, NOT_FOUND)).toBe('wrong');
	expect(unwrap({ data: [] })).toBeUndefined();
});

it.each<[object, ReturnType<typeof readEnvelope>]>([
	[
		{ total: '2', per_page: '5' },
		{ records: [{ id: 1 }], total: 2, size: 5, hasNext: null },
	],
	[
		{ total: 2, links: { next: 'https://x' } },
		{ records: [{ id: 1 }], total: 2, size: null, hasNext: true },
	],
	[
		{ total: 2, links: [], current_page: 2, total_pages: 2 },
		{ records: [{ id: 1 }], total: 2, size: null, hasNext: false },
	],
	[{}, { records: [{ id: 1 }], total: null, size: null, hasNext: null }],
	[{ total: 'many' }, undefined],
])('the pagination %j', (pagination, envelope) => {
	expect(readEnvelope({ data: [{ id: 1 }], meta: { pagination } })).toEqual(envelope);
});
