import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AssembleBench } from '../../support/assembleBench.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const rows = () => bench.sandbox.assemble.roleProfiles;
const idsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.id);
const extra = (name: string, value: string): INodeParameters => ({
	options: { queryParameters: { parameter: [{ name, value }] } },
});
const smallPages = (more: object = {}) => ({ returnAll: true, options: { pageSize: 7, ...more } });

describe('Return All', () => {
	it('reads all by ascending ID, on pages of 100 by default', async () => {
		const { items } = await bench.assemble({ returnAll: true });
		expect(idsOf(items)).toEqual(rows().map(({ id }) => id));
		expect(bench.requests).toEqual(['GET /api/role-profiles?s=id&o=a&page=1&limit=100']);
	});

	it.each([1, 1000])('may be on pages of %i', async (pageSize) => {
		bench.sandbox.assemble.roleProfiles = rows().slice(0, 3);
		const { items } = await bench.assemble({ returnAll: true, options: { pageSize } });
		expect(items).toHaveLength(3);
		expect(bench.requests[0]).toBe(`GET /api/role-profiles?s=id&o=a&page=1&limit=${pageSize}`);
	});

	it.each([0, 1001, 2.5])('on pages of %p is refused', async (pageSize) => {
		const { error } = await bench.assemble({ returnAll: true, options: { pageSize } });
		expect(error?.message).toBe(
			`'Page Size' must be a whole number from 1 to 1000: it is ${pageSize} [item 0]`,
		);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each([0, 1, 7, 8, 14, 50])('of %i role profiles is complete', async (count) => {
		const some = rows().slice(0, count);
		bench.sandbox.assemble.roleProfiles = some;
		const { items } = await bench.assemble(smallPages());
		expect(idsOf(items)).toEqual(some.map(({ id }) => id));
	});

	it.each([
		{ paginationNumbers: 'strings' },
		{ links: 'emptyArray' },
		{ links: 'null' },
		{ links: 'missing' },
		{ links: 'foreign' },
		{ links: 'self' },
		{ total: 'missing' },
		{ limitIgnored: true },
		{ cappedLimit: 3 },
		{ pastTheEnd: 'notFound' },
		{ pastTheEnd: 'notFound', total: 'missing' },
		{ idType: 'string' },
		{ emptyValues: 'missing' },
		{ emptyValues: 'emptyString' },
		{ booleanType: 'digit' },
		{ nestedShape: 'data' },
		{ unknownParameters: 'reject' },
	] as const)('is complete where the server has %j', async (quirk) => {
		Object.assign(bench.sandbox.quirks, quirk);
		const { items, error } = await bench.assemble(smallPages());
		expect(error).toBeUndefined();
		expect(idsOf(items).map(Number)).toEqual(rows().map(({ id }) => id));
	});

	it.each([{ pageIgnored: true }, { total: 'tooHigh' }] as const)(
		'fails where it cannot be complete: %j',
		async (quirk) => {
			Object.assign(bench.sandbox.quirks, quirk);
			const { items, error } = await bench.assemble(smallPages());
			expect(items).toEqual([]);
			expect(error?.message).toBe(
				'The list of role profiles could not be read completely [item 0]',
			);
		},
	);

	it('is complete through pages that shift and requests that fail', async () => {
		bench.sandbox.faults.push(
			{ kind: 'delete', path: '/api/role-profiles', page: 3, times: 1, at: 4 },
			{ kind: 'insert', path: '/api/role-profiles', page: 5, times: 1, at: 'end' },
			{ kind: 'status', path: '/api/role-profiles', status: 503, page: 4, times: 2 },
			{ kind: 'drop', path: '/api/role-profiles', page: 2, times: 1 },
			{ kind: 'truncate', path: '/api/role-profiles', page: 6, times: 1 },
		);
		const { items, hints } = await bench.assemble(smallPages());
		expect(idsOf(items)).toEqual(rows().map(({ id }) => id));
		expect(hints[0]?.message).toContain('read again');
	});
});

describe('a limit', () => {
	it('begins with the newest, and leaves the order to Assemble', async () => {
		const { items } = await bench.assemble({ limit: 3 });
		expect(idsOf(items)).toEqual([160, 159, 158]);
		expect(bench.requests).toEqual(['GET /api/role-profiles?page=1&limit=3']);
	});

	it('of 50 is the default', async () => {
		expect((await bench.assemble({})).items).toHaveLength(50);
	});
});

/** What n8n shows where no item comes out. */
const NOTHING = 'No role profiles match the filters.';

const messages = (hints: Array<{ message: string }>) => hints.map(({ message }) => message);

describe('filters', () => {
	it.each([
		['type', 'volunteer', 'type=volunteer'],
		['type', 'non-volunteer', 'type=non-volunteer'],
		['assignable', 'true', 'assignable=true'],
		['assignable', 'false', 'assignable=false'],
		['recruitable', 'true', 'recruitable=true'],
		['approved', '={{ true }}', 'approved=true'],
		['view', 'all', 'view=all'],
		['families', '31, 032', 'families=31%2C32'],
		['families', '={{ [31, "32"] }}', 'families=31%2C32'],
		['families', '={{ 31 }}', 'families=31'],
		['permissionGroups', '1,2', 'permission_groups=1%2C2'],
		['status', 'active', 'status=active'],
		['status', 'inactive', 'status=inactive'],
		['search', ' Shop & more ', 'q=Shop%20%26%20more'],
	])('%s = %p is sent once, and nothing else', async (name, value, query) => {
		const filters = { [name]: value };
		const { error, hints, items } = await bench.assemble({ filters, limit: 9 });
		expect([error, messages(hints)]).toEqual([undefined, items.length > 0 ? [] : [NOTHING]]);
		expect(bench.requests).toEqual([`GET /api/role-profiles?${query}&page=1&limit=9`]);
	});

	it('all together are sent on each page', async () => {
		bench.sandbox.quirks.draftsInListing = false;
		await bench.assemble({
			...smallPages(),
			filters: {
				type: 'volunteer',
				assignable: 'true',
				view: 'all',
				families: '31,32,33,34,35,36',
				permissionGroups: '1,2,3,4,5,6,7,8,9',
				status: 'active',
				recruitable: 'true',
				approved: 'true',
				search: 'e',
			},
			sort: { sortBy: 'id', sortDirection: 'd' },
		});
		for (const { query } of bench.sandbox.requests.filter(({ path }) => path.startsWith('/api/'))) {
			expect(Object.keys(query).sort()).toEqual(
				['approved', 'assignable', 'families', 'limit', 'o', 'page', 'permission_groups', 'q']
					.concat(['recruitable', 's', 'status', 'type', 'view'])
					.sort(),
			);
			expect(Object.values(query).every((value) => typeof value === 'string')).toBe(true);
		}
	});

	it('filter', async () => {
		const { items } = await bench.assemble({
			returnAll: true,
			filters: { status: 'inactive', type: 'volunteer' },
		});
		const expected = rows().filter((row) => row.status === 'inactive' && row.type === 'volunteer');
		expect(idsOf(items)).toEqual(expected.map(({ id }) => id));
	});

	it.each([
		['families', '={{ { id: 3 } }}', "'Families' must be names or IDs separated by commas"],
		['families', '={{ [3, null] }}', "'Families' must be names or IDs separated by commas"],
		['families', '={{ null }}', "'Families' must be names or IDs separated by commas"],
		['families', '={{ [] }}', "'Families' must not be empty"],
		['families', '={{ [].join(",") }}', "'Families' must not be empty"],
		['search', '={{ "" }}', "'Search' must not be empty"],
		['permissionGroups', '1,x', "'Permission Groups' must be IDs separated by commas"],
		['type', '={{ "system" }}', "'Type' must be one of volunteer, non-volunteer"],
		['status', '={{ "archived" }}', "'Status' must be one of active, draft, inactive"],
		['approved', '={{ "maybe" }}', "'Approved' must be true or false"],
		['view', '={{ "mine" }}', "'View' must be one of all"],
		['search', '={{ null }}', "'Search' must be text"],
	])('%s = %p is refused, and nothing is sent', async (name, value, message) => {
		const { error } = await bench.assemble({ filters: { [name]: value } });
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('that are left empty are not sent', async () => {
		await bench.assemble({
			filters: { families: ' , ', permissionGroups: ' ', search: ' ' },
			limit: 1,
		});
		expect(bench.requests).toEqual(['GET /api/role-profiles?page=1&limit=1']);
	});

	it('of one’s own are sent as they are', async () => {
		await bench.assemble({ ...extra('external_reference', 'A 1'), limit: 1 });
		expect(bench.requests).toEqual([
			'GET /api/role-profiles?external_reference=A%201&page=1&limit=1',
		]);
	});

	it.each(['s', 'o'])('of one’s own cannot be %s, which Sort sends', async (name) => {
		for (const returnAll of [true, false]) {
			const { error } = await bench.assemble({ returnAll, ...extra(name, 'x') });
			expect(error?.message).toBe(`'Extra Query Parameters' must not set '${name}' [item 0]`);
			expect(error?.description).toBe("Use 'Sort' instead.");
		}
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each(['page', 'limit', 'type'])('of one’s own cannot be %s', async (name) => {
		const { error } = await bench.assemble({
			returnAll: true,
			filters: { type: 'volunteer' },
			...extra(name, 'x'),
		});
		expect(error?.message).toMatch(/^'Extra Query Parameters' (must not set|sets) '/);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('that Assemble refuses are told with its texts', async () => {
		const { error } = await bench.assemble(extra('type', 'x'));
		expect(error?.message).toMatch(
			/^Assemble did not accept the request \(HTTP 422\): 422 Unprocessable Entity; type: .* \[item 0\]$/,
		);
	});
});

type Profile = ReturnType<typeof rows>[number];

const idsWhere = (test: (row: Profile) => boolean) =>
	rows()
		.filter(test)
		.map(({ id }) => id);

describe('a filter that Assemble ignores', () => {
	/** What each filter lets through, as far as records show it. */
	const KINDS: Array<[string, string, string, (row: Profile) => boolean]> = [
		['Type', 'type', 'volunteer', ({ type }) => type === 'volunteer'],
		['Status', 'status', 'inactive', ({ status }) => status === 'inactive'],
		['Recruitable', 'recruitable', 'true', ({ recruitable }) => recruitable],
		['Approved', 'approved', 'true', ({ approved }) => approved],
		['Families', 'families', '32,31', ({ family }) => [31, 32].includes(family?.id ?? 0)],
	];

	it.each(KINDS)('%s: the node filters, and says so once', async (label, name, value, test) => {
		bench.sandbox.quirks.unknownFilters = [name];
		const { items, hints, error } = await bench.assemble({
			...smallPages(),
			filters: { [name]: value },
		});
		expect(error).toBeUndefined();
		expect(idsOf(items)).toEqual(idsWhere(test));
		expect(hints.map(({ message }) => message)).toEqual([
			`Assemble ignores '${label}': the node filtered 60 records itself.`,
		]);
	});

	it.each(KINDS)('%s: a limit counts what matches', async (_, name, value, test) => {
		bench.sandbox.quirks.unknownFilters = [name];
		for (const limit of [1, 7, 59]) {
			const { items, error } = await bench.assemble({
				limit,
				filters: { [name]: value },
				options: { pageSize: 10 },
			});
			expect(error).toBeUndefined();
			expect(idsOf(items)).toEqual(idsWhere(test).reverse().slice(0, limit));
		}
	});

	it.each([
		{ booleanType: 'integer' },
		{ booleanType: 'digit' },
		{ booleanType: 'word' },
		{ nestedShape: 'data' },
		{ idType: 'string' },
		{ emptyValues: 'emptyString' },
	] as const)('is told from the records also where they have %j', async (quirk) => {
		Object.assign(bench.sandbox.quirks, quirk);
		for (const [, name, value, test] of KINDS) {
			bench.sandbox.quirks.unknownFilters = [name];
			const { items } = await bench.assemble({ returnAll: true, filters: { [name]: value } });
			expect(idsOf(items).map(Number)).toEqual(idsWhere(test));
			bench.sandbox.quirks.unknownFilters = [];
			const { hints } = await bench.assemble({ returnAll: true, filters: { [name]: value } });
			expect(hints).toEqual([]);
		}
	});

	it('is named together with the others, in one hint', async () => {
		bench.sandbox.quirks.unknownFilters = ['type', 'approved', 'families'];
		const { items, hints } = await bench.assemble({
			returnAll: true,
			filters: { type: 'volunteer', status: 'active', approved: 'true', families: '31' },
		});
		expect(idsOf(items)).toEqual(
			idsWhere(
				(row) =>
					row.type === 'volunteer' &&
					row.status === 'active' &&
					row.approved &&
					row.family?.id === 31,
			),
		);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^Assemble ignores ('Type'|'Families'|'Approved')(, '(Type|Families|Approved)'){2}: the node filtered \d+ records itself\.$/,
			),
		]);
	});

	it('and no record shows is left to Assemble', async () => {
		bench.sandbox.quirks.unknownFilters = ['q', 'permission_groups', 'assignable', 'view'];
		const { items, hints } = await bench.assemble({
			returnAll: true,
			filters: { search: 'nobody', permissionGroups: '9', assignable: 'true', view: 'all' },
		});
		expect(items).toHaveLength(60);
		expect(hints).toEqual([]);
	});
});

describe('what only the node can filter by', () => {
	const ordered = 'GET /api/role-profiles?s=id&o=a&page=1&limit=100';

	it.each(['approved', 'recruitable'] as const)(
		'%s = No is picked from all, since PHP takes the text false for true',
		async (name) => {
			bench.sandbox.quirks.queryBooleans = 'php';
			const { items, hints } = await bench.assemble({
				returnAll: true,
				filters: { [name]: 'false' },
			});
			expect(idsOf(items)).toEqual(idsWhere((row) => !row[name]));
			expect(hints).toEqual([]);
			expect(bench.requests).toEqual([ordered]);
		},
	);

	it('approved = No and a limit end with the pages that fill it', async () => {
		const { items } = await bench.assemble({
			filters: { approved: '={{ false }}' },
			limit: 2,
			options: { pageSize: 5 },
		});
		expect(idsOf(items)).toEqual(
			idsWhere(({ approved }) => !approved)
				.reverse()
				.slice(0, 2),
		);
		// Of 12 pages.
		expect(bench.requests.length).toBeLessThan(9);
	});

	it.each<[unknown, string[]]>([
		['shops & RETAIL', ['Shops & retail']],
		['Événements'.normalize('NFD'), ['Événements']],
		['32, Volunteer', ['Outdoors', 'Volunteer']],
		["={{ ['Outdoors', 33] }}", ['Outdoors', "Children's services"]],
		['Office, admin and finance', ['Office, admin and finance']],
		['Outdoors, Office, admin and finance', ['Outdoors', 'Office, admin and finance']],
		["={{ ['Office, admin and finance'] }}", ['Office, admin and finance']],
		['Nothing', []],
	])('families = %p', async (families, names) => {
		for (const nestedShape of ['bare', 'data'] as const) {
			bench.reset();
			bench.sandbox.quirks.nestedShape = nestedShape;
			const { items, hints, error } = await bench.assemble({
				returnAll: true,
				filters: { families: families as string },
			});
			expect([error, messages(hints)]).toEqual([undefined, items.length > 0 ? [] : [NOTHING]]);
			expect(idsOf(items)).toEqual(
				idsWhere(({ family }) => family !== null && names.includes(family.name)),
			);
			expect(bench.requests).toEqual([ordered]);
		}
	});

	it('a family by name and a limit give as many as that, the newest first', async () => {
		const outdoors = idsWhere(({ family }) => family?.name === 'Outdoors').reverse();
		const { items } = await bench.assemble({ filters: { families: 'Outdoors' }, limit: 3 });
		expect(idsOf(items)).toEqual(outdoors.slice(0, 3));
		const { items: all } = await bench.assemble({ filters: { families: 'Outdoors' }, limit: 50 });
		expect(idsOf(all)).toEqual(outdoors);
	});

	it('digits are the ID of a family, also where one has them for a name', async () => {
		const [first, second] = rows();
		Object.assign(first ?? {}, { family: { id: 77, name: '32' } });
		Object.assign(second ?? {}, { family: { id: 78, name: 'Thirty' } });
		const { items } = await bench.assemble({ returnAll: true, filters: { families: '32,Thirty' } });
		expect(idsOf(items)).toContain(second?.id);
		expect(idsOf(items)).not.toContain(first?.id);
		expect(idsOf(items)).toEqual(
			idsWhere(({ family }) => family?.id === 32 || family?.name === 'Thirty'),
		);
	});
});

describe('drafts', () => {
	const DRAFTS = { filters: { status: 'draft' } };
	const drafts = () => idsWhere(({ status }) => status === 'draft');

	it.each([true, false])(
		'are picked from the full list (listed without it: %p)',
		async (listed) => {
			bench.sandbox.quirks.draftsInListing = listed;
			const { items, hints } = await bench.assemble({ ...DRAFTS, returnAll: true });
			expect(drafts().length).toBeGreaterThan(5);
			expect(idsOf(items)).toEqual(drafts());
			expect(hints).toEqual([]);
			expect(bench.requests).toEqual(['GET /api/role-profiles?view=all&s=id&o=a&page=1&limit=100']);
		},
	);

	it('come up to a limit, the newest first', async () => {
		const { items, hints } = await bench.assemble({ ...DRAFTS, limit: 3 });
		expect(idsOf(items)).toEqual(drafts().reverse().slice(0, 3));
		expect(hints).toEqual([]);
	});

	it.each([{ returnAll: true }, { limit: 5 }])(
		'that Assemble hides are told of: %j',
		async (how) => {
			Object.assign(bench.sandbox.quirks, { draftsInListing: false, unknownFilters: ['view'] });
			const { items, hints } = await bench.assemble({ ...DRAFTS, ...how });
			expect(items).toEqual([]);
			expect(messages(hints)).toEqual([
				NOTHING,
				'Assemble listed no draft that matches. It may hide drafts from the user that n8n acts as.',
			]);
		},
	);

	it('are not missed where they were not asked for', async () => {
		const { hints } = await bench.assemble({ filters: { status: 'active', search: 'nobody' } });
		expect(messages(hints)).toEqual([NOTHING]);
	});

	it('go with the other filters', async () => {
		const { items } = await bench.assemble({
			returnAll: true,
			filters: { status: 'draft', view: 'all', type: 'volunteer', recruitable: 'false' },
		});
		const expected = idsWhere(({ status, type }) => status === 'draft' && type === 'volunteer');
		expect(idsOf(items)).toEqual(expected);
		expect(bench.requests).toEqual([
			'GET /api/role-profiles?type=volunteer&view=all&s=id&o=a&page=1&limit=100',
		]);
	});

	it('cannot be in another view, which the node asks for', async () => {
		const { error } = await bench.assemble({ ...DRAFTS, ...extra('view', 'drafts') });
		expect(error?.message).toBe(
			"'Extra Query Parameters' sets 'view', which a filter of the node already sends [item 0]",
		);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('may be asked for by a parameter of one’s own, for an Assemble that can', async () => {
		bench.sandbox.quirks.unknownFilters = ['status'];
		const { items } = await bench.assemble({
			...DRAFTS,
			returnAll: true,
			...extra('status', 'draft'),
		});
		expect(idsOf(items)).toEqual(drafts());
		expect(bench.requests[0]).toContain('view=all&s=id&o=a&status=draft');
	});
});

describe('sorting', () => {
	it.each([
		[{ sortBy: 'name', sortDirection: 'a' }, 's=name&o=a'],
		[{ sortBy: 'not_approved' }, 's=not_approved'],
		[{ sortDirection: 'a' }, 'o=a'],
		[{ sortBy: 'permission_group', sortDirection: 'd' }, 's=permission_group&o=d'],
	])('%j is sent as it is', async (sort, query) => {
		await bench.assemble({ sort, limit: 5 });
		expect(bench.requests).toEqual([`GET /api/role-profiles?${query}&page=1&limit=5`]);
	});

	it.each(['not_approved', 'permission_group', 'family', 'recruitment_category', 'status', 'name'])(
		'all by %s is complete, though ties change places',
		async (sortBy) => {
			bench.sandbox.quirks.ties = 'shuffled';
			const { items, error, hints } = await bench.assemble({
				...smallPages(),
				sort: { sortBy, sortDirection: 'a' },
			});
			expect(error).toBeUndefined();
			expect(idsOf(items).sort()).toEqual(rows().map(({ id }) => id));
			expect(hints).toEqual([]);
		},
	);

	it('all by status comes in the order of the statuses', async () => {
		bench.sandbox.quirks.ties = 'shuffled';
		const { items } = await bench.assemble({ ...smallPages(), sort: { sortBy: 'status' } });
		const statuses = items.map(({ json }) => json.status);
		const changes = statuses.filter((status, index) => status !== statuses[index - 1]);
		expect(changes).toHaveLength(new Set(statuses).size);
	});

	it('all by a field with ties loses no row where one is added and one removed meanwhile', async () => {
		bench.sandbox.quirks.ties = 'shuffled';
		for (let run = 0; run < 10; run += 1) {
			bench.sandbox.faults = [
				{ kind: 'delete', path: '/api/role-profiles', skip: 1 + (run % 4), times: 1, at: 20 + run },
				{ kind: 'insert', path: '/api/role-profiles', skip: 1 + (run % 4), times: 1, at: 30 },
			];
			const before = rows().map(({ id }) => id);
			const { items, error } = await bench.assemble({
				returnAll: true,
				sort: { sortBy: 'status' },
				options: { pageSize: 15 },
			});
			expect(error).toBeUndefined();
			const after = new Set(rows().map(({ id }) => id));
			const stayed = before.filter((id) => after.has(id));
			expect(idsOf(items)).toEqual(expect.arrayContaining(stayed));
		}
	});

	it('those that the node picks come by a field with ties, each once', async () => {
		bench.sandbox.quirks.ties = 'shuffled';
		for (const how of [{ returnAll: true }, { limit: 12 }]) {
			const { items, error } = await bench.assemble({
				...how,
				filters: { approved: 'false' },
				sort: { sortBy: 'status', sortDirection: 'a' },
				options: { pageSize: 7 },
			});
			expect(error).toBeUndefined();
			const waiting = rows().filter(({ approved }) => !approved);
			const wanted = 'limit' in how ? 12 : waiting.length;
			expect(new Set(idsOf(items)).size).toBe(wanted);
			const statuses = items.map(({ json }) => json.status);
			const sorted = waiting.map(({ status }) => status).sort();
			expect(statuses).toEqual(sorted.slice(0, wanted));
			expect(items.every(({ json }) => json.approved === false)).toBe(true);
		}
	});

	it('all by a field with ties asks for no more than usual where nothing moves', async () => {
		await bench.assemble({ returnAll: true, sort: { sortBy: 'status' } });
		expect(bench.requests).toEqual(['GET /api/role-profiles?s=status&page=1&limit=100']);
	});

	it.each([{ sortBy: 'shoe' }, { sortDirection: 'up' }])('%j is refused', async (sort) => {
		const wrong = Object.fromEntries(
			Object.entries(sort).map(([name, value]) => [name, `={{ "${value}" }}`]),
		);
		const { error } = await bench.assemble({ sort: wrong });
		expect(error?.message).toMatch(/^'Sort (By|Direction)' must be one of .* \[item 0\]$/);
		expect(bench.sandbox.requests).toEqual([]);
	});
});

it('filters are sent in the order of the documentation, and read after the sort', async () => {
	const filters = {
		approved: 'true',
		families: '31',
		search: 'a',
		status: 'active',
		type: 'volunteer',
	};
	await bench.assemble({ filters, limit: 9 });
	expect(bench.requests).toEqual([
		'GET /api/role-profiles?type=volunteer&families=31&status=active&approved=true&q=a&page=1&limit=9',
	]);
	const { error } = await bench.assemble({
		filters: { families: '={{ null }}' },
		sort: { sortBy: '={{ "shoe" }}' },
	});
	expect(error?.message).toContain("'Sort By' must be one of ");
});

describe('outputs', () => {
	const first = async (parameters: INodeParameters) =>
		(await bench.assemble({ limit: 1, filters: { search: 'Saturdays' }, ...parameters })).items[0]
			?.json;

	it('simplified', async () => {
		expect(await first({})).toEqual({
			id: 103,
			name: "Children's club leader, Saturdays",
			display_name: "Children's club leader",
			type: 'volunteer',
			status: 'active',
			approved: true,
			recruitable: true,
			family: "Children's services",
			recruitment_category: 'Full',
			base: 'Event',
		});
	});

	it('flattened', async () => {
		expect(await first({ output: 'flattened' })).toMatchObject({
			id: 103,
			family: "Children's services",
			family_id: rows().find(({ id }) => id === 103)?.family?.id,
			recruitment_stages: ['Application', 'Selection', 'Checks', 'Clearance'],
			tasks: ['Run games'],
			skills: ['First aid'],
			benefits: ['Training'],
			images: [],
		});
	});

	it('raw', async () => {
		expect(await first({ output: 'raw' })).toEqual(rows().find(({ id }) => id === 103));
	});

	it('selected fields', async () => {
		expect(await first({ output: 'selectedFields', fields: 'status, family_id' })).toEqual({
			id: 103,
			status: 'active',
			family_id: expect.any(Number),
		});
	});

	it('selected fields that do not exist are refused', async () => {
		const { error } = await bench.assemble({ output: 'selectedFields', fields: 'teams' });
		expect(error?.message).toContain("'Fields' names a field that does not exist: teams");
		expect(bench.sandbox.requests).toEqual([]);
	});
});

describe('what Assemble refuses', () => {
	it.each([['reader', 'outsider', 403, 'Assemble does not allow this for the login [item 0]']])(
		'%s',
		async (_, name, status, message) => {
			const { error } = await bench.assemble(
				{},
				{ credential: { email: `${name}@sandbox.example`, password: `${name}-sandbox-password` } },
			);
			expect(error?.message).toBe(message);
			expect(error?.description).toContain('permission group');
			expect(bench.sandbox.requests.at(-1)?.status).toBe(status);
		},
	);

	it.each([
		[{ status: 404 }, 'Assemble has no role profiles where the node looked'],
		[{ status: 409 }, 'Assemble did not accept the request (HTTP 409): 409 Conflict'],
		[{ status: 429, retryAfter: '1' }, 'Assemble still answered "too many requests" after 8 tries'],
		[{ status: 500 }, 'Assemble could not answer (HTTP 500) after 5 tries'],
		[
			{ status: 502, contentType: 'text/html' },
			'Assemble could not answer (HTTP 502) after 5 tries',
		],
	])('%j', async (fault, message) => {
		bench.sandbox.faults.push({ kind: 'status', path: '/api/*', ...fault });
		const { error } = await bench.assemble({});
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).not.toMatch(/[{<]/);
	});

	it('where it is known to be, or answers with a web page', async () => {
		await bench.seeRoleProfiles();
		bench.sandbox.faults.push({ kind: 'html', path: '/api/*' });
		const { error } = await bench.assemble({});
		expect(error?.message).toBe('Assemble answered with a web page instead of data [item 0]');
	});

	it('where it is known to be, or answers in another form', async () => {
		await bench.seeRoleProfiles();
		bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/*', body: { data: 'none' } });
		const { error } = await bench.assemble({});
		expect(error?.message).toBe(
			'Assemble sent the list of role profiles in an unknown form [item 0]',
		);
	});
});

describe('the lists of the form', () => {
	const options = async (name: string) =>
		await bench.form<Array<{ name: string; value: number }>>('loadOptions', name);

	it.each([
		['getFamilies', 'family'],
		['getRecruitmentCategories', 'recruitment_category'],
		['getBases', 'base'],
	] as const)('%s shows each once, by name, from all pages', async (method, field) => {
		bench.sandbox.quirks.cappedLimit = 9;
		const shown = await options(method);
		const used = rows().flatMap((row) => row[field] ?? []);
		const expected = new Map(used.map(({ id, name }) => [id, name]));
		expect(new Map(shown.map(({ name, value }) => [value, name]))).toEqual(expected);
		expect(shown).toHaveLength(expected.size);
		const names = shown.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	it('take smaller pages where 1000 is too many', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 422, path: '/api/*', times: 1 });
		expect(await options('getBases')).not.toEqual([]);
		expect(bench.requests).toEqual([
			'GET /api/role-profiles?s=id&o=d&page=1&limit=1000',
			'GET /api/role-profiles?s=id&o=d&page=1&limit=100',
		]);
	});

	it.each([{ pageIgnored: true }, { total: 'missing' }, { links: 'self' }] as const)(
		'end where the server has %j',
		async (quirk) => {
			Object.assign(bench.sandbox.quirks, { cappedLimit: 30, ...quirk });
			expect(await options('getBases')).not.toEqual([]);
			// Of 12 pages.
			expect(bench.requests.length).toBeLessThan(9);
		},
	);

	it('do not mind that the list changes meanwhile', async () => {
		bench.sandbox.quirks.cappedLimit = 20;
		bench.sandbox.faults.push({ kind: 'insert', path: '/api/*', at: 'end' });
		expect(await options('getBases')).not.toEqual([]);
	});

	it('say what is wrong without an item', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 403, path: '/api/*' });
		await expect(options('getFamilies')).rejects.toThrow(
			/^Assemble does not allow this for the login$/,
		);
	});

	const search = async (...args: string[]) =>
		await bench.form<{
			results: Array<{ name: string; value: string }>;
			paginationToken?: string;
		}>('listSearch', 'searchRoleProfiles', args);

	it('show role profiles by name, with their state where it is not active', async () => {
		const { results, paginationToken } = await search();
		expect(results).toHaveLength(60);
		expect(results).toContainEqual({ name: 'Archive helper (inactive)', value: '105' });
		expect(results).toContainEqual({ name: "Children's club leader, Saturdays", value: '103' });
		expect(paginationToken).toBeUndefined();
		expect(bench.requests).toEqual(['GET /api/role-profiles?s=name&o=a&page=1&limit=100']);
	});

	it('search on the server', async () => {
		const { results } = await search('archive');
		expect(results).toEqual([{ name: 'Archive helper (inactive)', value: '105' }]);
		expect(bench.requests[0]).toContain('q=archive');
	});

	it.each([
		[{ name: null, display_name: 'Title' }, 'Title (draft)'],
		[{ name: '', display_name: null, status: 'active' }, '7'],
		[{ name: 'A', status: undefined }, 'A'],
	])('show %j as %p', async (fields, name) => {
		const data = [{ id: 7, status: 'draft', ...fields }];
		bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/*', body: { data } });
		expect((await search()).results).toEqual([{ name, value: '7' }]);
	});

	it('go on page by page', async () => {
		bench.sandbox.quirks.cappedLimit = 25;
		const seen: string[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await search(
				'',
				...(token === undefined ? [] : [token]),
			);
			seen.push(...results.map(({ value }) => value));
			token = paginationToken;
		} while (token !== undefined);
		expect(seen.map(Number).sort()).toEqual(rows().map(({ id }) => id));
	});

	it('work with OAuth2 as well', async () => {
		const { results } = await bench.form<{ results: unknown[] }>(
			'listSearch',
			'searchRoleProfiles',
			[],
			{
				authentication: 'oAuth2',
			},
		);
		expect(results).toHaveLength(60);
		expect(bench.logins).toEqual(['/oauth/token']);
	});
});
