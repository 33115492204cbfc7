// Users, teams, opportunities and activities: what is asked for, what comes out, and what is missing.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Activity, AssembleQuirks, Team } from '../../../sandbox/index.mts';
import { AssembleBench } from '../../support/assembleBench.mts';
import type { Result, Run } from '../../support/bench.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const RESOURCES = ['activity', 'opportunity', 'team', 'user'] as const;

const PLURAL = {
	activity: 'activities',
	opportunity: 'opportunities',
	team: 'teams',
	user: 'users',
} as const;

const data = () => bench.sandbox.assemble;
const become = (quirks: Partial<AssembleQuirks>) => Object.assign(bench.sandbox.quirks, quirks);
const hintsOf = ({ hints }: Result) => hints.map(({ message }) => message).join(' ');
const locator = (value: string | number, mode = 'id') => ({ __rl: true as const, mode, value });

async function run(parameters: IDataObject, more?: Run): Promise<Result> {
	const result = await bench.assemble(parameters as INodeParameters, more);
	expect(result.error).toBeUndefined();
	return result;
}

const rowsOf = async (parameters: IDataObject) =>
	(await run({ returnAll: true, ...parameters })).items.map(({ json }) => json);

const idsOf = async (parameters: IDataObject) =>
	(await rowsOf(parameters)).map(({ id }) => Number(id)).toSorted();

const own = (list: ReadonlyArray<{ id: number | string }>) =>
	list.map(({ id }) => Number(id)).toSorted();

/** The query of the last request, without paging and sorting. */
function lastQuery(): string {
	const url = new URL(bench.sandbox.requests.at(-1)?.url ?? '', 'http://sandbox');
	for (const name of ['page', 'limit', 's', 'o']) url.searchParams.delete(name);
	return decodeURIComponent(url.searchParams.toString());
}

describe('filters', () => {
	/** What is set, and what is sent for it. */
	const SENT: Array<[resource: string, filters: IDataObject, query: string]> = [
		['activity', { search: 'keep' }, 'q=keep'],
		['activity', { category: '2, 3' }, 'category=2,3'],
		['activity', { userId: locator(501) }, 'user=501'],
		['activity', { userId: locator('503', 'list') }, 'user=503'],
		['activity', { startDate: '2026-02-03T00:00:00' }, 'start_date=2026-02-03'],
		['activity', { endDate: '2026-02-03' }, 'end_date=2026-02-03'],
		[
			'activity',
			{ startDate: '={{ $now.set({ year: 2026, month: 2, day: 3 }) }}' },
			'start_date=2026-02-03',
		],
		['activity', { updatedAfter: '2026-02-03T14:00:00Z' }, 'updated_after=2026-02-03+14:00:00'],
		[
			'activity',
			{ updatedBefore: '2026-02-03T14:00:00+01:00' },
			'updated_before=2026-02-03+13:00:00',
		],
		['opportunity', { search: 'club' }, 'q=club'],
		['opportunity', { roleProfiles: locator(103) }, 'role=103'],
		['opportunity', { roleProfiles: locator('103, 108') }, 'role=103,108'],
		['opportunity', { roleProfiles: '={{ [103, 108] }}' }, 'role=103,108'],
		['opportunity', { roleTitle: 'club' }, 'role_title=club'],
		['opportunity', { roleBases: '68' }, 'role_base=68'],
		['opportunity', { age: 16 }, 'age=16'],
		['opportunity', { age: '={{ "0" }}' }, 'age=0'],
		['opportunity', { type: ['One-off', 'Ongoing'] }, 'type=One-off,Ongoing'],
		['opportunity', { type: '={{ "fixed-term" }}' }, 'type=Fixed-term'],
		['opportunity', { team: locator(701), subteams: 'true' }, 'team=701&subteams=true'],
		['opportunity', { team: locator(701), subteams: 'false' }, 'team=701&subteams=false'],
		['team', { search: 'north' }, 'q=north'],
		['team', { hidden: 'true' }, 'hidden=true'],
		['team', { rota: 'true' }, 'rota=true'],
		['team', { rota: 'false' }, 'rota=false'],
		['team', { externalReference: 'T-001, T-003' }, 'external_reference=T-001,T-003'],
		['user', { search: 'sandbox' }, 'q=sandbox'],
		['user', { roleProfiles: locator('103,104') }, 'roles=103,104'],
		['user', { team: locator('701') }, 'team=701'],
		['user', { manager: locator(501) }, 'manager=501'],
		['user', { supervisor: locator(501) }, 'supervisor=501'],
		['user', { view: 'non-volunteers' }, 'view=non-volunteers'],
		['user', { statusIds: '1, 2' }, 'sids=1,2'],
		['user', { skills: '401' }, 'skills=401'],
		['user', { languages: '421, 422' }, 'langs=421,422'],
		['user', { age: 'senior' }, 'age=senior'],
		['user', { hasEmail: 'true' }, 'has_email=true'],
		['user', { hasLoggedIn: 'false' }, 'has_logged_in=false'],
		['user', { includeInactive: 'true' }, 'include_inactive=true'],
		['user', { includeUpcoming: 'true' }, 'include_upcoming=true'],
		['user', { excludeIds: locator('501,502') }, 'exclude_ids=501,502'],
		['user', { excludeIds: '={{ [501, 502] }}' }, 'exclude_ids=501,502'],
	];

	it.each(SENT)(
		'of %s: %j is sent once, as %s, and Count counts the same',
		async (resource, filters, query) => {
			become({ unknownParameters: 'reject' });
			Object.assign(data().teams[2] ?? {}, { hidden: true });
			const { items } = await run({ resource, returnAll: true, filters });
			expect(lastQuery()).toBe(query);
			const counted = await run({ resource, operation: 'count', filters });
			expect(counted.items.map(({ json }) => json)).toEqual([{ count: items.length }]);
			expect(lastQuery()).toBe(query);
		},
	);

	it.each(RESOURCES)('of %s send nothing where none is set', async (resource) => {
		await run({ resource });
		expect(lastQuery()).toBe('');
		await run({ resource, operation: 'count' });
		expect(lastQuery()).toBe('');
	});

	it.each([
		['team', { hidden: 'false' }],
		['user', { includeInactive: 'false' }],
		['user', { includeUpcoming: 'false' }],
	])('of %s: %j is what comes without it', async (resource, filters) => {
		const ids = await idsOf({ resource, filters });
		expect(lastQuery()).toBe('');
		expect(ids).toEqual(await idsOf({ resource }));
	});

	const isHidden = ({ hidden }: Team) => hidden;
	const all = {
		isOnOrAfter: ({ end_date }: Activity) => end_date >= '2026-02-03',
		isOnOrBefore: ({ start_date }: Activity) => start_date <= '2026-02-03',
	};

	const IGNORED: Array<[string, IDataObject, string, () => number[]]> = [
		['team', { externalReference: 'T-001' }, 'external_reference', () => [701]],
		[
			'user',
			{ excludeIds: locator('501,502') },
			'exclude_ids',
			() =>
				own(
					data().users.filter(({ id, status }) => status === 'active' && id !== 501 && id !== 502),
				),
		],
		[
			'opportunity',
			{ type: ['One-off'] },
			'type',
			() => own(data().opportunities.filter(({ type }) => type === 'One-off')),
		],
		[
			'activity',
			{ category: '2' },
			'category',
			() => own(data().activities.filter(({ category }) => category.id === 2)),
		],
		[
			'activity',
			{ startDate: '2026-02-03' },
			'start_date',
			() => own(data().activities.filter(all.isOnOrAfter)),
		],
		[
			'activity',
			{ endDate: '2026-02-03' },
			'end_date',
			() => own(data().activities.filter(all.isOnOrBefore)),
		],
	];

	it.each(IGNORED)(
		'of %s: %j holds where Assemble ignores %s',
		async (resource, filters, name, wanted) => {
			expect(await idsOf({ resource, filters })).toEqual(wanted());
			become({ unknownFilters: [name] });
			const result = await run({ resource, returnAll: true, filters });
			expect(own(result.items.map(({ json }) => json as { id: number }))).toEqual(wanted());
			expect(hintsOf(result)).toContain('Assemble ignores ');
			const { items } = await run({ resource, operation: 'count', filters });
			expect(items[0]?.json).toEqual({ count: wanted().length });
		},
	);

	it.each([
		[{}, 1],
		[{ queryBooleans: 'digits' } as const, 2],
		// Takes false for yes.
		[{ queryBooleans: 'php' } as const, 2],
		[{ unknownFilters: ['has_email'] }, 2],
	])('of users: Has Email says no also where Assemble is %j', async (quirks, requests) => {
		become(quirks);
		const { users } = data();
		for (const user of users.slice(20, 23)) user.email = '';
		expect(await idsOf({ resource: 'user', filters: { hasEmail: 'false' } })).toEqual(
			own(users.slice(20, 23)),
		);
		expect(bench.requests).toHaveLength(requests);
	});

	it('by Hidden hold where Assemble lists all teams', async () => {
		for (const [hidden, wanted] of [
			['true', isHidden],
			['false', (team: Team) => !isHidden(team)],
		] as const) {
			data().teams.forEach((team, index) => (team.hidden = index % 3 === 0));
			expect(await idsOf({ resource: 'team', filters: { hidden } })).toEqual(
				own(data().teams.filter(wanted)),
			);
		}
	});

	it('find activities by the name of a category, which are picked by the node', async () => {
		const wanted = data().activities.filter(({ category }) => category.name === 'Visits');
		expect(wanted.length).toBeGreaterThan(0);
		const filters = { category: 'visits' };
		expect(await idsOf({ resource: 'activity', filters })).toEqual(own(wanted));
		expect(lastQuery()).toBe('');
	});

	it('take bases of roles by name, looked up in role profiles', async () => {
		const byName = await idsOf({ resource: 'opportunity', filters: { roleBases: 'event, 64' } });
		expect(lastQuery()).toBe('role_base=68,64');
		expect(byName).toEqual(
			await idsOf({ resource: 'opportunity', filters: { roleBases: '64,68' } }),
		);
		expect(byName.length).toBeGreaterThan(0);
		const { error } = await bench.assemble({
			resource: 'opportunity',
			filters: { roleBases: 'Moon' },
		});
		expect(error?.message).toBe("No role profile has the base 'Moon' [item 0]");
	});

	it.each([
		[
			'user',
			{ team: locator('North') },
			"'Team' must be IDs separated by commas, such as 3,8,12: it is 'North' [item 0]",
		],
		[
			'user',
			{ view: '={{ "all" }}' },
			"'View' must be one of volunteers, applicants, non-volunteers, on-call: it is 'all' [item 0]",
		],
		[
			'opportunity',
			{ type: '={{ "Weekly" }}' },
			"'Type' must be one of One-off, Ongoing, Fixed-term: it is 'Weekly' [item 0]",
		],
		[
			'opportunity',
			{ age: '={{ "old" }}' },
			"'Age' must be a whole number of at least 0: it is 'old' [item 0]",
		],
		[
			'activity',
			{ startDate: '={{ "soon" }}' },
			"'Start Date' must be a date such as 2026-02-03: it is 'soon' [item 0]",
		],
		[
			'activity',
			{ userId: '={{ $json.nobody }}' },
			"'User' must be IDs separated by commas, such as 3,8,12: it is empty [item 0]",
		],
	])('of %s: %j is refused before anything is sent', async (resource, filters, message) => {
		const { error } = await bench.assemble({ resource, filters });
		expect(error?.message).toBe(message);
		expect(bench.requests).toEqual([]);
	});

	it('of their own names are refused as extra parameters', async () => {
		const refused = async (resource: string, name: string) => {
			const options = { queryParameters: { parameter: [{ name, value: '1' }] } };
			return (await bench.assemble({ resource, options })).error?.description;
		};
		expect(await refused('activity', 's')).toBe("Use 'Sort' instead.");
		expect(await refused('team', 'include')).toBe("Use 'Include' under Options instead.");
		expect(await refused('user', 'per_page')).toContain('does the paging');
		await run({
			resource: 'user',
			options: { queryParameters: { parameter: [{ name: 'distance', value: '5' }] } },
		});
		expect(lastQuery()).toBe('distance=5');
	});
});

describe('what comes out', () => {
	it('of activities is what is documented, flat', async () => {
		const [first] = data().activities;
		const [json] = await rowsOf({
			resource: 'activity',
			output: 'flattened',
			filters: { search: first?.description ?? '' },
		});
		const found = data().activities.find(({ id }) => id === json?.id);
		expect(json).toEqual({
			...found,
			category: found?.category.name,
			category_id: found?.category.id,
		});
		for (const row of await rowsOf({ resource: 'activity' }))
			expect(Object.keys(row)).toHaveLength(10);
	});

	it.each([
		[{ id: 3 }, { category: null, category_id: null }],
		[
			{ id: 3, category: { id: 5 } },
			{ category: null, category_id: 5 },
		],
		[
			{ id: 3, category: { data: { id: 5, title: 'Visits' } } },
			{ category: 'Visits', category_id: 5 },
		],
		[
			{ id: 3, category: 'Visits' },
			{ category: 'Visits', category_id: null },
		],
		[
			{ id: 3, category: [] },
			{ category: null, category_id: null },
		],
	])('of an activity %j, which nobody expected', async (row, expected) => {
		data().activities = [row as never];
		const [json] = await rowsOf({ resource: 'activity', output: 'flattened' });
		expect(json).toMatchObject({ id: 3, description: null, ...expected });
	});

	it('of teams is what is documented, with what is included', async () => {
		const include = ['children', 'parent'];
		for (const includeShape of ['bare', 'data'] as const) {
			become({ includeShape });
			const rows = await rowsOf({ resource: 'team', options: { include } });
			expect(lastQuery()).toBe('include=children,parent');
			expect(rows[0]).toMatchObject({ id: '701', name: 'National office', parent: null });
			expect(rows[1]).toMatchObject({ parent: { id: '701', name: 'National office' } });
			const [one] = await rowsOf({
				resource: 'team',
				operation: 'get',
				teamId: 702,
				options: { include },
			});
			expect(one).toEqual(rows[1]);
		}
		const { error } = await bench.assemble({
			resource: 'team',
			options: { include: '={{ "money" }}' },
		});
		expect(error?.message).toContain("'Include' names a field that does not exist: money");
	});

	/** A record of which nothing is documented, and what becomes of it. */
	const ODD: Array<[string, IDataObject, simplified: IDataObject, flattened: IDataObject]> = [
		[
			'names first, then as they come, ten at most',
			{
				...{
					b: 1,
					c: 2,
					d: 3,
					e: 4,
					f: null,
					g: '',
					h: true,
					status: 'active',
					email: 'a@b.example',
				},
				...{ nested: { id: 4 }, last_name: 'Lee', id: 9, display_name: 'Kim Lee' },
			},
			{
				...{ id: 9, display_name: 'Kim Lee', last_name: 'Lee', email: 'a@b.example' },
				...{ status: 'active', b: 1, c: 2, d: 3, e: 4, f: null },
			},
			{
				...{ b: 1, c: 2, d: 3, e: 4, f: null, g: '', h: true, status: 'active' },
				...{ email: 'a@b.example', nested: '{"id":4}', nested_id: 4, last_name: 'Lee', id: 9 },
				display_name: 'Kim Lee',
			},
		],
		[
			'objects by their name beside their ID',
			{
				id: 9,
				team: { id: 't', title: 'North', more: { deep: 1 } },
				role: { data: { id: 7, name: 'Driver' } },
				role_id: 8,
				manager: { display_name: '' },
				empty: {},
			},
			{ id: 9, role_id: 8 },
			{
				...{ id: 9, team: 'North', team_id: 't', role: 'Driver', role_id: 8 },
				...{ manager: '{"display_name":""}', empty: '{}' },
			},
		],
		[
			'lists as lists of those, and what is deeper as text',
			{ id: 9, roles: [{ id: 1, name: 'Cook' }, { role: 2 }, 'x', null, [1]], none: [] },
			{ id: 9 },
			{ id: 9, roles: ['Cook', '{"role":2}', 'x', null, '[1]'], none: [] },
		],
		[
			'names of fields that are those of JavaScript',
			JSON.parse(
				'{"id": 9, "__proto__": {"id": 1, "name": "P"}, "constructor": "C"}',
			) as IDataObject,
			{ id: 9, constructor: 'C' as never },
			JSON.parse('{"id":9,"__proto__":"P","__proto___id":1,"constructor":"C"}') as IDataObject,
		],
		['nothing but an ID', { id: 'nine' }, { id: 'nine' }, { id: 'nine' }],
	];

	describe.each([
		['user', 'users'],
		['opportunity', 'opportunities'],
	])('of %s', (resource, path) => {
		it.each(ODD)('%s', async (_, record, simplified, flattened) => {
			bench.sandbox.faults.push({
				kind: 'wrongShape',
				path: `/api/${path}`,
				body: {
					data: [record],
					meta: { pagination: { total: 1, per_page: 100, current_page: 1, total_pages: 1 } },
				},
			});
			const [simple] = await rowsOf({ resource });
			expect(Object.entries(simple ?? {})).toEqual(Object.entries(simplified));
			const [flat] = await rowsOf({ resource, output: 'flattened' });
			expect(Object.entries(flat ?? {})).toEqual(Object.entries(flattened));
			expect(await rowsOf({ resource, output: 'raw' })).toEqual([record]);
		});
	});

	it('of users has the same columns for each, and those that are chosen', async () => {
		const rows = await rowsOf({ resource: 'user', output: 'flattened' });
		const columns = Object.keys(rows[0] ?? {});
		expect(columns).toEqual(expect.arrayContaining(['display_name', 'email', 'roles']));
		expect(
			rows.every((row) =>
				columns.filter((key) => !(key in row)).every((key) => key.endsWith('_id')),
			),
		).toBe(true);

		const options = await bench.form<Array<{ name: string; value: string }>>(
			'loadOptions',
			'getUserFields',
		);
		expect(options).toContainEqual({ name: 'Display Name', value: 'display_name' });
		expect(options).toContainEqual({ name: 'Manager ID', value: 'manager_id' });
		const fields = ['email', 'manager', 'constructor', 'no_such_field'];
		const [chosen] = await rowsOf({ resource: 'user', output: 'selectedFields', fields });
		expect(Object.entries(chosen ?? {})).toEqual([
			['id', 501],
			['email', 'admin@sandbox.example'],
			['manager', null],
			['constructor', null],
			['no_such_field', null],
		]);
		const { error } = await bench.assemble({
			resource: 'user',
			output: 'selectedFields',
			fields: '={{ [] }}',
		});
		expect(error?.description).toBe('Choose at least one field.');
	});

	it('of opportunities can be chosen by what the list has', async () => {
		const options = await bench.form<Array<{ value: string }>>(
			'loadOptions',
			'getOpportunityFields',
		);
		expect(options.map(({ value }) => value)).toEqual(
			expect.arrayContaining(['title', 'role', 'role_id', 'team', 'team_id', 'minimum_age']),
		);
	});
});

describe('types and forms that no page shows', () => {
	const QUIRKS: Array<Partial<AssembleQuirks>> = [
		{ idType: 'string' },
		{ booleanType: 'digit' },
		{ booleanType: 'word' },
		{ nestedShape: 'data' },
		{ emptyValues: 'missing' },
		{ emptyValues: 'emptyString' },
		{ idType: 'string', booleanType: 'integer', nestedShape: 'data', emptyValues: 'missing' },
	];

	/** All values as texts, without those that say nothing. */
	const told = (rows: IDataObject[]) =>
		rows.map((row) => {
			// PHP sends an empty list for an object that is not there.
			const isNothing = (value: unknown) => ['', '[]', 'null'].includes(digits(value));
			const filled = Object.entries(row).filter(([, value]) => !isNothing(value));
			return Object.fromEntries(filled.map(([key, value]) => [key, digits(value)]));
		});
	const digits = (value: unknown) =>
		typeof value === 'boolean' || value === 'true' || value === 'false'
			? String(Number(String(value) === 'true'))
			: JSON.stringify(value).replaceAll('"', '');

	it.each(QUIRKS)('%j change nothing in what is told', async (quirks) => {
		for (const resource of RESOURCES) {
			become({
				idType: 'integer',
				booleanType: 'boolean',
				nestedShape: 'bare',
				emptyValues: 'null',
			});
			for (const output of ['simplified', 'flattened']) {
				// Plain fields that are missing make room for others there.
				if (output === 'simplified' && ['user', 'opportunity'].includes(resource)) continue;
				const before = told(await rowsOf({ resource, output }));
				become(quirks);
				expect(told(await rowsOf({ resource, output }))).toEqual(before);
			}
		}
	});

	it.each(QUIRKS)('%j change nothing in what filters pick', async (quirks) => {
		data().teams.forEach((team, index) => (team.hidden = index % 3 === 0));
		become({
			...quirks,
			unknownFilters: ['external_reference', 'category', 'type', 'exclude_ids'],
		});
		const { teams, activities, opportunities, users } = data();
		const picked = async (resource: string, filters: IDataObject) =>
			await idsOf({ resource, filters });
		expect(await picked('team', { hidden: 'true' })).toEqual(own(teams.filter(isHidden)));
		expect(await picked('team', { externalReference: 'T-001, T-002' })).toEqual(
			own(
				teams.filter(
					({ external_reference, hidden }) =>
						!hidden && ['T-001', 'T-002'].includes(external_reference ?? ''),
				),
			),
		);
		for (const category of ['2, 3', 'visits, driving']) {
			expect(await picked('activity', { category })).toEqual(
				own(activities.filter((activity) => [2, 3].includes(activity.category.id))),
			);
		}
		expect(await picked('opportunity', { type: ['Ongoing'] })).toEqual(
			own(opportunities.filter(({ type }) => type === 'Ongoing')),
		);
		expect(await picked('user', { excludeIds: locator('501,502') })).toEqual(
			own(users.filter(({ id, status }) => status === 'active' && id > 502)),
		);
	});

	const isHidden = ({ hidden }: Team) => hidden;
});

/** What may stand where the documentation, or our reading, has something else. */
const ODD_VALUES: unknown[] = [
	...[null, '', 'text', 0, -1, 1.5, true, false, '2026-02-03', '0000-00-00', 'x'.repeat(5000)],
	...[[], [null], [[]], [{}], [{ id: 1 }], [{ id: 1, name: 'N' }, 3, 'x', null, [{ id: 1 }]]],
	...[{}, { id: null }, { id: {} }, { id: 1, name: 'N' }, { name: {} }, { title: ['a'] }],
	...[{ data: null }, { data: [] }, { data: { data: {} } }, { toString: 1 }, { length: -1 }],
];

describe('shapes that nobody expected', () => {
	/** Fields that the node looks at, the method of its list, and filters that look at records. */
	const LOOKED_AT = {
		activity: {
			search: 'searchActivities',
			fields: ['description', 'start_date', 'end_date', 'duration', 'type_id', 'category'],
			filters: { category: 'Visits, 3', startDate: '2026-02-03', endDate: '2026-02-09' },
		},
		opportunity: {
			search: 'searchOpportunities',
			fields: ['title', 'name', 'type', 'role', 'role_id', 'team', 'display_name'],
			filters: { type: ['One-off'] },
		},
		team: {
			search: 'searchTeams',
			fields: ['name', 'display_name', 'parent_id', 'hidden', 'external_reference', 'children'],
			filters: { hidden: 'true', externalReference: 'T-1' },
		},
		user: {
			search: 'searchUsers',
			fields: ['display_name', 'name', 'email', 'first_name', 'roles', 'manager', 'custom_fields'],
			filters: { excludeIds: locator('1'), hasEmail: 'false' },
		},
	};

	/** Answers all lists of a resource with these. */
	const send = (resource: keyof typeof PLURAL, records: unknown) => {
		const total = Array.isArray(records) ? records.length : 1;
		const pagination = { total, per_page: 1000, current_page: 1, total_pages: 1 };
		const path = `/api/${PLURAL[resource]}`;
		const body = { data: records, meta: { pagination } };
		for (let n = 0; n < 30; n += 1) bench.sandbox.faults.push({ kind: 'wrongShape', path, body });
	};

	it.each(RESOURCES)('of %s come out in every way', async (resource) => {
		const { fields, filters, search } = LOOKED_AT[resource];
		const odd = ODD_VALUES.flatMap((value) => [
			...fields.map((field) => ({ [field]: value })),
			Object.fromEntries(fields.map((field) => [field, value])),
		]);
		const records = odd.map((record, index) => ({ ...record, id: index + 1 }));
		const read = async (more: IDataObject) =>
			await rowsOf({ resource, options: { pageSize: 1000 }, ...more });
		const isCell = (value: unknown) => value === null || typeof value !== 'object';

		send(resource, records);
		expect(await read({ output: 'raw' })).toEqual(records);
		for (const output of ['simplified', 'flattened']) {
			const rows = await read({ output });
			expect(rows.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
			if (resource !== 'user' && resource !== 'opportunity') continue;
			for (const value of rows.flatMap(Object.values)) {
				expect(Array.isArray(value) ? value.every(isCell) : isCell(value)).toBe(true);
			}
		}
		await read({ output: 'flattened', filters });
		const { results } = await bench.form<{ results: Array<{ name: unknown }> }>(
			'listSearch',
			search,
		);
		expect(results).toHaveLength(records.length);
		for (const { name } of results) expect(name).toMatch(/^(?!\[object|.*undefined| ·|null)./);
		const checked = await run({ resource: 'account', operation: 'check' });
		expect(checked.items).toHaveLength(40);
	});

	it.each([
		['userAdded', 'user', [1000]],
		['userUpdated', 'user', [999]],
		['activityAddedOrUpdated', 'activity', [999, 1000]],
	] as const)('stop no %s', async (event, resource, found) => {
		const { fields } = LOOKED_AT[resource];
		const [name = ''] = fields;
		const odd = ODD_VALUES.map((value, index) => ({
			...Object.fromEntries(fields.map((field) => [field, value])),
			id: index + 1,
		}));
		send(resource, [...odd, { id: 999, [name]: null }]);
		const active = await bench.trigger({ event, output: 'flattened' });
		bench.sandbox.faults.length = 0;
		send(resource, [...odd, { id: 999, [name]: { toString: 1 } }, { id: 1000 }]);
		const { error, items } = await active.poll();
		expect(error).toBeUndefined();
		expect((items ?? []).map(({ json }) => json.id)).toEqual(found);
		expect((await active.poll()).items ?? []).toEqual([]);
	});

	it.each([
		[[null]],
		[['text']],
		[[{}]],
		[[[]]],
		[[{ id: null }]],
		[[{ id: {} }]],
		[[{ id: 1 }, { name: 'Kim' }]],
	])('%j says that records have no ID', async (records) => {
		send('user', records);
		const { error } = await bench.assemble({ resource: 'user' });
		expect(error?.message).toBe('Assemble has no users where the node looked [item 0]');
		expect(error?.description).toContain("got a list without an 'id' in each record");
		expect(error?.description).not.toContain('Kim');
	});
});

describe('sorting activities', () => {
	it.each([
		['updated', 'a'],
		['start_date', 'd'],
		['category', 'a'],
		['description', 'd'],
	])('by %s, %s', async (sortBy, sortDirection) => {
		const rows = await rowsOf({
			resource: 'activity',
			sort: { sortBy, sortDirection },
			options: { pageSize: 5 },
		});
		expect(rows).toHaveLength(24);
		const { url } = bench.sandbox.requests.at(-1) ?? {};
		expect(url).toContain(`s=${sortBy}&o=${sortDirection}`);
	});
});

describe('reading one', () => {
	const FIRST = { activity: 3001, opportunity: 801, team: 701, user: 501 };

	it.each(RESOURCES)('%s, with its path encoded and its ID checked', async (resource) => {
		const get = { resource, operation: 'get', [`${resource}Id`]: locator(FIRST[resource]) };
		const { items } = await run(get);
		const [listed] = (await run({ resource, filters: { search: '' }, limit: 100 })).items.filter(
			({ json }) => Number(json.id) === FIRST[resource],
		);
		expect(items[0]?.json).toEqual(listed?.json);

		const missing = { ...get, [`${resource}Id`]: 424242 };
		const { error } = await bench.assemble(missing);
		expect(error?.message).toBe(`Assemble has no ${resource} with the ID 424242 [item 0]`);
		const { items: none } = await run({ ...missing, options: { ifNotFound: 'nothing' } });
		expect(none).toEqual([]);

		bench.sandbox.faults.push({ kind: 'wrongShape', body: { data: { id: 7, name: 'Other' } } });
		const other = await bench.assemble(get);
		expect(other.error?.message).toBe(
			`Assemble answered with ${resource} 7 instead of ${FIRST[resource]} [item 0]`,
		);
	});

	it('asks once for the same record of several items', async () => {
		const get = { resource: 'user', operation: 'get', userId: '={{ $json.id }}' };
		const { items } = await run(get, { input: [{ id: 501 }, { id: 502 }, { id: 501 }] });
		expect(items.map(({ json }) => json.id)).toEqual([501, 502, 501]);
		expect(bench.requests.filter((request) => request.includes('/users/'))).toHaveLength(2);
	});
});

describe('lists to pick from', () => {
	interface Found {
		results: Array<{ name: string; value: string }>;
	}

	it.each([
		['searchUsers', 'admin', { name: 'Sandbox admin · admin@sandbox.example', value: '501' }],
		['searchTeams', 'national', { name: 'National office', value: '701' }],
	])('%s finds %s', async (method, text, item) => {
		const { results } = await bench.form<Found>('listSearch', method, [text]);
		expect(results).toEqual([item]);
		expect(lastQuery()).toBe(`q=${text}`);
	});

	it.each(['searchActivities', 'searchOpportunities', 'searchTeams', 'searchUsers'])(
		'%s names each record',
		async (method) => {
			const { results } = await bench.form<Found>('listSearch', method);
			expect(results.length).toBeGreaterThan(5);
			for (const { name, value } of results) expect([name, value]).not.toContain('');
		},
	);

	it.each([
		[{ id: 1, first_name: 'Kim', last_name: 'Lee' }, 'Kim Lee'],
		[{ id: 1, email: 'kim@example.org' }, 'kim@example.org'],
		[{ id: 1, name: 'Kim', email: 'kim@example.org' }, 'Kim · kim@example.org'],
		[{ id: 1, name: { first: 'Kim' } }, '1'],
	])('a user %j is called %j', async (record, name) => {
		const meta = { pagination: { total: 1, per_page: 100, current_page: 1, total_pages: 1 } };
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			path: '/api/users',
			body: { data: [record], meta },
		});
		const { results } = await bench.form<Found>('listSearch', 'searchUsers');
		expect(results).toEqual([{ name, value: '1' }]);
	});
});

describe.each(RESOURCES)('%s that may not be read', (resource) => {
	const name = PLURAL[resource];
	const others = RESOURCES.filter((other) => other !== resource);
	const FEATURE = 'This also requires the feature Activities';

	const readOthers = async () => {
		for (const other of others) expect((await run({ resource: other })).items).not.toEqual([]);
		expect((await run({ limit: 1 })).items).toHaveLength(1);
	};

	it('tells of the permission and, with OAuth2, of the scope', async () => {
		become({ notPermitted: [name] });
		const jwt = await bench.assemble({ resource });
		expect(jwt.error?.message).toBe('Assemble does not allow this for the login [item 0]');
		expect(jwt.error?.description).toContain('Look at the permission group');
		expect(jwt.error?.description?.includes(FEATURE)).toBe(resource === 'activity');
		expect(jwt.error?.description).not.toContain('Scope');
		const oAuth2 = await bench.assemble(
			{ resource, authentication: 'oAuth2' },
			{ credential: { scope: `role-profiles ${name}` } },
		);
		expect(oAuth2.error?.description).toContain(
			`whether 'Scope' in the credential contains ${name}`,
		);
		await readOthers();
	});

	it('tells of the scope where it is missing', async () => {
		const { error } = await bench.assemble(
			{ resource, authentication: 'oAuth2' },
			{ credential: { scope: 'role-profiles' } },
		);
		expect(error?.description).toContain(`whether 'Scope' in the credential contains ${name}`);
	});

	it.each(['/api', '/v3'] as const)('tells that there is none, at %s', async (apiPath) => {
		become({ switchedOff: [name], apiPath });
		for (const operation of ['getAll', 'count']) {
			const { error } = await bench.assemble({ resource, operation });
			expect(error?.message).toBe(`Assemble has no ${name} where the node looked [item 0]`);
			expect(error?.description?.includes(FEATURE)).toBe(resource === 'activity');
		}
		await readOthers();
		// What is known of the API takes no search more.
		bench.sandbox.requests.length = 0;
		await readOthers();
		expect(bench.sandbox.requests.every(({ status }) => status === 200)).toBe(true);
	});

	it('tells what it takes where other lists are there', async () => {
		become({ switchedOff: [name], apiPath: '/v3' });
		await readOthers();
		const { error } = await bench.assemble(
			{ resource, authentication: 'oAuth2' },
			{ credential: { scope: `role-profiles ${name}` } },
		);
		expect(error?.description).toMatch(/^It looked on \S+ at \/v3 for /);
		expect(error?.description).toContain(
			'the login may not have access to this one. Look at the permission group',
		);
		expect(error?.description).toContain(`whether 'Scope' in the credential contains ${name}`);
		expect(error?.description?.includes(FEATURE)).toBe(resource === 'activity');
		expect(error?.description).not.toContain('API Path');
	});

	it('is looked for again with another login', async () => {
		become({ switchedOff: [name] });
		await readOthers();
		expect((await bench.assemble({ resource })).error?.message).toContain('where the node looked');
		become({ switchedOff: [], [`${resource}Name`]: resource });
		expect((await bench.assemble({ resource })).error?.message).toContain('where the node looked');
		const other = await bench.assemble(
			{ resource, authentication: 'oAuth2' },
			{ credential: { scope: `role-profiles ${name}` } },
		);
		expect(other.items).not.toEqual([]);
	});

	it('is found missing once it was there, and found again', async () => {
		become({ apiPath: '/v3' });
		await readOthers();
		await run({ resource });
		become({ switchedOff: [name] });
		expect((await bench.assemble({ resource })).error?.message).toContain('where the node looked');
		await readOthers();
		become({ switchedOff: [] });
		expect((await run({ resource })).items).not.toEqual([]);
	});

	it('may have none that can be read by ID', async () => {
		become({ singleRecords: false });
		const { error } = await bench.assemble({ resource, operation: 'get', [`${resource}Id`]: 501 });
		expect(error?.message).toBe(`Assemble has no ${resource} with the ID 501 [item 0]`);
	});
});
