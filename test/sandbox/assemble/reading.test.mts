import {
	type AssembleSandbox,
	type RoleProfile,
	handMadeIds,
	startAssembleSandbox,
} from '../../../sandbox/index.mts';
import sample from '../../fixtures/assemble/roleProfile.json';
import { type Client, clientOf } from './client.mts';

let sandbox: AssembleSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startAssembleSandbox();
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

type Row = Record<string, unknown>;

const list = '/api/role-profiles';
const stored = (test: (row: RoleProfile) => boolean = () => true) =>
	sandbox.assemble.roleProfiles.filter(test);
const idsOf = (rows: RoleProfile[]) => rows.map(({ id }) => id);

describe('paging', () => {
	it('gives 15 rows, newest first, with meta', async () => {
		const { status, data, headers } = await client.get(list);
		expect(status).toBe(200);
		expect(headers['content-type']).toContain('application/json');
		expect(data).toEqual({
			data: stored().toReversed().slice(0, 15),
			meta: {
				pagination: {
					total: 60,
					count: 15,
					per_page: 15,
					current_page: 1,
					total_pages: 4,
					links: { next: `${sandbox.origin}${list}?page=2` },
				},
			},
		});
	});

	it('gives every row once over all pages', async () => {
		const ids: number[] = [];
		for (const page of [1, 2, 3]) {
			ids.push(...(await client.ids(`${list}?s=id&o=a&page=${page}&limit=25`)));
		}
		expect(ids).toEqual(idsOf(stored()));
	});

	it('carries the other parameters in the links, and has none at the ends', async () => {
		const linksOf = async (query: string) =>
			(await client.get(`${list}?${query}`)).data.meta.pagination.links as unknown;
		expect(await linksOf('approved=true&limit=5&page=2')).toEqual({
			next: `${sandbox.origin}${list}?approved=true&limit=5&page=3`,
			previous: `${sandbox.origin}${list}?approved=true&limit=5&page=1`,
		});
		expect(await linksOf('page=4')).toEqual({ previous: `${sandbox.origin}${list}?page=3` });
		expect(await linksOf('limit=1000')).toEqual({});
	});

	it('has 1000 rows a page at the most', async () => {
		const { data } = await client.get(`${list}?limit=1001`);
		expect(data.meta.pagination).toMatchObject({ per_page: 1000 });
	});

	it('has no rows after the last page, and none when nothing matches', async () => {
		const { data } = await client.get(`${list}?page=9`);
		expect(data).toMatchObject({ data: [], meta: { pagination: { count: 0, total: 60 } } });
		const nothing = await client.get(`${list}?q=nobody-is-called-this`);
		expect(nothing.data.data).toEqual([]);
		expect(nothing.data.meta.pagination).toMatchObject({ total: 0, total_pages: 1 });
	});
});

describe('filters', () => {
	it.each<[string, (row: RoleProfile) => boolean]>([
		['type=volunteer', (row) => row.type === 'volunteer'],
		['type=non-volunteer', (row) => row.type === 'non-volunteer'],
		['assignable=true', (row) => row.status === 'active' && row.approved],
		['families=31,32', (row) => [31, 32].includes(row.family?.id ?? 0)],
		['permission_groups=1', (row) => row.type === 'system'],
		['permission_groups=1,2', (row) => row.type !== 'volunteer'],
		['status=active', (row) => row.status === 'active'],
		['status=inactive', (row) => row.status === 'inactive'],
		['recruitable=true', (row) => row.recruitable],
		['recruitable=false', (row) => !row.recruitable],
		['approved=false', (row) => !row.approved],
		['q=GÄRTNER', (row) => row.name.includes('Gärtner')],
		['q=shop', (row) => `${row.name} ${row.display_name}`.toLowerCase().includes('shop')],
		['view=all', () => true],
		['include=teams', () => true],
		['nonsense=1', () => true],
		[
			'type=volunteer&status=active&approved=true',
			(row) => row.type === 'volunteer' && row.status === 'active' && row.approved,
		],
	])('%s', async (query, test) => {
		const expected = idsOf(stored(test));
		expect(expected.length).toBeGreaterThan(0);
		expect(await client.ids(`${list}?limit=1000&s=id&o=a&${query}`)).toEqual(expected);
	});

	it.each([
		'type=system',
		'status=draft',
		'status=Active',
		'view=some',
		'families=a',
		'families=1,',
		'permission_groups=1%202',
		'assignable=1',
		'approved=True',
		'recruitable=',
		'q=',
		'q=%20',
		'o=asc',
		's=created',
		'page=0',
		'page=x',
		'page=1&page=2',
		'limit=0',
		'limit=-1',
		'limit=1.5',
		'type=volunteer&type=volunteer',
	])('refuses %s', async (query) => {
		const { status, data } = await client.get(`${list}?${query}`);
		expect(status).toBe(422);
		expect(data).toEqual({
			message: '422 Unprocessable Entity',
			errors: { [query.split('=')[0] ?? '']: [expect.any(String)] },
			status_code: 422,
		});
	});

	it('names all that is wrong', async () => {
		const { data } = await client.get(`${list}?o=up&s=down`);
		expect(Object.keys(data.errors as object)).toEqual(['o', 's']);
	});
});

describe('sorting', () => {
	const groupName = (row: RoleProfile) => {
		const { permissionGroup } = sandbox.assemble.relationsOf(row.id);
		return sandbox.assemble.permissionGroups.find(({ id }) => id === permissionGroup)?.name ?? '';
	};
	it.each<[string, (row: RoleProfile) => string | number]>([
		['id', (row) => row.id],
		['not_approved', (row) => (row.approved ? 0 : 1)],
		['name', (row) => row.name.toLowerCase()],
		['permission_group', (row) => groupName(row).toLowerCase()],
		['family', (row) => (row.family?.name ?? '').toLowerCase()],
		['recruitment_category', (row) => (row.recruitment_category?.name ?? '').toLowerCase()],
		['status', (row) => row.status],
	])('by %s', async (field, read) => {
		const keys = async (query: string) => {
			const rows = await client.rows(`${list}?limit=1000&s=${field}${query}`);
			return rows.map((row) => read(row as unknown as RoleProfile));
		};
		const ascending = await keys('&o=a');
		expect(ascending).toEqual(
			stored()
				.map(read)
				.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
		);
		expect(await keys('&o=d')).toEqual(ascending.toReversed());
		expect(await keys('')).toEqual(ascending.toReversed());
	});
});

describe('a single role profile', () => {
	const show = async (id: number, query = '') =>
		(await client.get(`${list}/${id}${query}`)).data as { data: RoleProfile & Row };

	it('is the same as in the listing', async () => {
		const [row] = await client.rows(list);
		expect(await show(row?.id ?? 0)).toEqual({ data: row });
	});

	it("has the fields of the vendor's sample, and one has its values too", async () => {
		const { data } = await show(handMadeIds.sample);
		const { stages } = sample.data.recruitment_category;
		expect(data.recruitment_category?.stages[0]).toEqual(stages[0]);
		expect({ ...data, recruitment_category: { ...data.recruitment_category, stages } }).toEqual({
			...sample.data,
			id: handMadeIds.sample,
		});
		for (const row of await client.rows(`${list}?limit=1000`)) {
			expect(Object.keys(row).sort()).toEqual(Object.keys(sample.data).sort());
		}
	});

	it.each(['1', '999999', 'abc', '1e2', '%20'])('is missing: %s', async (id) => {
		const { status, data } = await client.get(`${list}/${id}`);
		expect(status).toBe(404);
		expect(data).toEqual({ message: '404 Not Found', status_code: 404 });
	});

	it('has no includes unless they are asked for', async () => {
		const { data } = await show(handMadeIds.locked, '?include=nonsense,,toString');
		expect(Object.keys(data as object)).toHaveLength(Object.keys(sample.data).length);
		expect((await client.get(`${list}/103?include=`)).status).toBe(422);
		expect((await client.get(`${list}/103?include=teams&include=teams`)).status).toBe(422);
	});

	it('has all twelve includes', async () => {
		const names =
			'risk_activities,teams,permission_group,additional_consents,required_induction_modules,' +
			'optional_induction_modules,created_by,approved_by,active_users_count,inactive_users_count,' +
			'opportunities_count,applications_count';
		const { data } = await show(handMadeIds.locked, `?include=${names}`);
		const { users, teams, relations } = sandbox.assemble;
		const facts = relations.get(handMadeIds.locked);
		const administrator = { id: users[0]?.id, display_name: users[0]?.display_name };
		expect(data).toMatchObject({
			risk_activities: facts?.riskActivities,
			teams: teams
				.filter(({ id }) => facts?.teams.includes(id))
				.map(({ id, name }) => ({ id, name })),
			permission_group: { id: 3, name: 'Volunteer' },
			additional_consents: facts?.additionalConsents,
			required_induction_modules: facts?.requiredInductionModules,
			optional_induction_modules: facts?.optionalInductionModules,
			created_by: administrator,
			approved_by: administrator,
			active_users_count: facts?.activeUsers,
			inactive_users_count: facts?.inactiveUsers,
			opportunities_count: facts?.opportunities,
			applications_count: facts?.applications,
		});
		const draft = await show(handMadeIds.draft, '?include=approved_by');
		expect(draft.data.approved_by).toBeNull();
	});

	it('shows changes of its relations', async () => {
		sandbox.assemble.relationsOf(handMadeIds.deletable).opportunities = 7;
		const { data } = await show(handMadeIds.deletable, '?include=opportunities_count');
		expect(data.opportunities_count).toBe(7);
	});
});

describe('other resources', () => {
	const total = async (path: string) =>
		(await client.get(path)).data.meta.pagination.total as number;

	it('gives the organisation to everybody', async () => {
		const { status, data } = await client.get('/api/organisation', {});
		expect(status).toBe(200);
		expect(data.data).toMatchObject({
			slug: 'sandbox',
			web_url: sandbox.origin,
			api_url: `${sandbox.origin}/api`,
			sso_enabled: false,
			minor_age: '18',
		});
	});

	it('lists users by role, as the counts say', async () => {
		const { activeUsers, inactiveUsers } = sandbox.assemble.relationsOf(handMadeIds.locked);
		const path = `/api/users?roles=${handMadeIds.locked}`;
		expect(await total(path)).toBe(activeUsers);
		expect(await total(`${path}&include_inactive=true`)).toBe(activeUsers + inactiveUsers);
	});

	it('lists users by text, team and view', async () => {
		const [, , user] = sandbox.assemble.users;
		expect(await client.ids(`/api/users?q=${user?.email}`)).toEqual([user?.id]);
		expect(await client.ids(`/api/users?q=${user?.id}`)).toEqual([user?.id]);
		const [role] = user?.roles ?? [];
		expect(await client.ids(`/api/users?limit=1000&team=${role?.team_id}`)).toContain(user?.id);
		const kinds = async (view: string) =>
			(await client.rows(`/api/users?limit=1000&view=${view}`)) as unknown as Array<{
				roles: Array<{ type: string }>;
			}>;
		for (const view of ['volunteers', 'non-volunteers']) {
			const rows = await kinds(view);
			expect(rows.length).toBeGreaterThan(0);
			for (const { roles } of rows) {
				expect(roles.map(({ type }) => `${type}s`)).toContain(view);
			}
		}
		expect(await kinds('applicants')).toEqual([]);
		expect((await client.get('/api/users?view=all')).status).toBe(422);
	});

	it('lists teams, hidden ones on request', async () => {
		const { teams } = sandbox.assemble;
		expect(await client.rows('/api/teams')).toEqual(teams.filter(({ hidden }) => !hidden));
		expect(await client.rows('/api/teams?hidden=true')).toEqual(teams.filter((row) => row.hidden));
		expect(await client.ids('/api/teams?q=national')).toEqual(['701']);
		expect(await client.ids('/api/teams?external_reference=T-001,T-999')).toEqual(['701']);
	});

	it('lists opportunities, published ones to everybody', async () => {
		const { opportunities } = sandbox.assemble;
		const published = opportunities.filter(({ status }) => status === 'published').length;
		expect(await total('/api/opportunities')).toBe(opportunities.length);
		const open = await client.get('/api/opportunities', {});
		expect(open.data.meta.pagination.total).toBe(published);
		expect((await client.get('/api/opportunities', { authorization: 'Bearer x' })).status).toBe(
			401,
		);
		const { opportunities: offered } = sandbox.assemble.relationsOf(handMadeIds.locked);
		expect(await total(`/api/opportunities?role=${handMadeIds.locked}`)).toBe(offered);
		expect(await total("/api/opportunities?role_title=children's club")).toBe(offered);
		expect(await total('/api/opportunities?type=One-off,Ongoing,Fixed-term')).toBe(12);
		expect(await total('/api/opportunities?role_base=68')).toBeGreaterThanOrEqual(offered);
		expect((await client.get('/api/opportunities?type=Weekly')).status).toBe(422);
	});

	it('lists opportunities of a team with those below it', async () => {
		const { opportunities } = sandbox.assemble;
		const own = opportunities.filter(({ team }) => team.id === '701').length;
		expect(await total('/api/opportunities?team=701')).toBe(own);
		// All teams are below the first one.
		expect(await total('/api/opportunities?team=701&subteams=true')).toBe(opportunities.length);
	});

	it('lists activities, latest first, by user, category and day', async () => {
		const { activities } = sandbox.assemble;
		const rows = await client.rows('/api/activities?limit=1000');
		const days = rows.map(({ start_date }) => String(start_date));
		expect(days).toEqual(days.toSorted().toReversed());
		expect(rows.map(({ id }) => id).toSorted()).toEqual(activities.map(({ id }) => id));
		const [first] = activities;
		expect(first && Object.keys(first)).toEqual([
			...['id', 'description', 'start_date', 'end_date', 'start_time', 'end_time', 'duration'],
			...['final', 'pending_outcomes', 'can_edit', 'can_delete', 'type', 'type_id', 'category'],
		]);
		if (first === undefined) return;
		const { user } = sandbox.assemble.factsOf(first);
		expect(await client.ids(`/api/activities?limit=1000&user=${user}`)).toContain(first.id);
		const ofCategory = activities.filter(({ category }) => category.id === first.category.id);
		expect(await total(`/api/activities?category=${first.category.id}`)).toBe(ofCategory.length);
		const day = first.start_date;
		const before = activities.filter(({ start_date }) => start_date <= day).length;
		expect(await total(`/api/activities?end_date=${day}`)).toBe(before);
		expect((await client.get('/api/activities?start_date=3 February')).status).toBe(422);
	});

	it('takes an activity that is changed for one that was changed now', async () => {
		const { activities } = sandbox.assemble;
		await client.get('/api/activities');
		const now = new Date(Date.now() - 5000).toISOString().slice(0, 19).replace('T', ' ');
		expect(await client.ids(`/api/activities?updated_after=${now}`)).toEqual([]);
		const [, second] = activities;
		if (second !== undefined) second.duration += 15;
		expect(await client.ids(`/api/activities?updated_after=${now}`)).toEqual([second?.id]);
		const [latest] = await client.ids('/api/activities?s=updated');
		expect(latest).toBe(second?.id);
	});

	it('shows one user, team, opportunity and activity, a team with what is included', async () => {
		const { users, teams, opportunities, activities } = sandbox.assemble;
		const inactive = users.find(({ status }) => status === 'inactive');
		expect((await client.get(`/api/users/${inactive?.id}`)).data.data).toEqual(inactive);
		expect((await client.get('/api/opportunities/801')).data.data).toEqual(opportunities[0]);
		expect((await client.get('/api/activities/3001')).data.data).toEqual(activities[0]);
		const { data } = await client.get('/api/teams/702?include=parent,children,secrets');
		const parent = { id: '701', name: 'National office', display_name: 'National office' };
		expect(data.data).toMatchObject({ ...teams[1], parent });
		expect(data.data).not.toHaveProperty('secrets');
		expect((await client.rows('/api/teams?include=children'))[0]?.children).not.toEqual([]);
		expect((await client.get('/api/users/1')).status).toBe(404);
	});

	it('answers 404 to unknown paths', async () => {
		for (const path of ['/', '/api', '/api/families', `${list}/`, '/role-profiles']) {
			expect((await client.get(path)).status).toBe(404);
		}
	});
});
