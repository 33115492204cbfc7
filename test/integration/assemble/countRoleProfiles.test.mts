// The count is always the number of items that Get Many with Return All gives.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AssembleBench } from '../../support/assembleBench.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const rows = () => bench.sandbox.assemble.roleProfiles;

const count = async (parameters: IDataObject = {}, input?: IDataObject[]) =>
	await bench.assemble({ operation: 'count', ...(parameters as INodeParameters) }, { input });

/** As many role profiles as this, more than fit on a page. */
function makeRows(total: number): void {
	const made = rows();
	bench.sandbox.assemble.roleProfiles = Array.from({ length: total }, (_, index) => ({
		...(made[index % made.length] as (typeof made)[number]),
		id: 1001 + index,
	}));
}

const messagesOf = ({ hints }: { hints: Array<{ message: string }> }) =>
	hints.map(({ message }) => message);

const ONE_REQUEST = 'GET /api/role-profiles?s=id&o=a&page=1&limit=100';

describe('is the number that Get Many gives', () => {
	async function compare(quirk: object, filters: IDataObject): Promise<void> {
		Object.assign(bench.sandbox.quirks, quirk);
		const all = await bench.assemble({ returnAll: true, filters: filters as INodeParameters });
		const { items, error } = await count({ filters });
		expect([all.error, error]).toEqual([undefined, undefined]);
		expect(items.map(({ json }) => json)).toEqual([{ count: all.items.length }]);
	}

	const SHOWN = ['type', 'status', 'recruitable', 'approved', 'families'];

	describe.each([
		{},
		{ unknownFilters: SHOWN },
		{ unknownFilters: SHOWN, cappedLimit: 20 },
		{ queryBooleans: 'php' },
		{ draftsInListing: false, falseFilters: 'noFilter' },
		{ booleanType: 'digit', nestedShape: 'data', idType: 'string', emptyValues: 'missing' },
	] as const)('where the server has %j', (quirk) => {
		it.each<IDataObject>([
			{},
			{ type: 'volunteer' },
			{ status: 'inactive' },
			{ status: 'draft' },
			{ approved: 'true' },
			{ approved: 'false' },
			{ recruitable: 'true' },
			{ recruitable: 'false' },
			{ assignable: 'true' },
			{ families: '31, 32' },
			{ families: 'Outdoors, Office, admin and finance' },
			{ permissionGroups: '2' },
			{ search: 'shop' },
			{ type: 'volunteer', status: 'active', approved: 'true', recruitable: 'false' },
		])('%j', async (filters) => await compare(quirk, filters));
	});

	describe.each([
		{ paginationNumbers: 'strings' },
		{ links: 'emptyArray' },
		{ links: 'missing' },
		{ links: 'self' },
		{ total: 'missing' },
		{ total: 'missing', pastTheEnd: 'notFound' },
		{ limitIgnored: true },
		{ cappedLimit: 7 },
	] as const)('where the server has %j', (quirk) => {
		it.each<IDataObject>([{}, { status: 'inactive' }, { status: 'draft' }, { families: 'none' }])(
			'%j',
			async (filters) => await compare(quirk, filters),
		);
	});
});

describe('one request', () => {
	it.each([{}, { paginationNumbers: 'strings' }, { links: 'null' }, { cappedLimit: 9 }] as const)(
		'is enough where the total can be trusted: %j',
		async (quirk) => {
			Object.assign(bench.sandbox.quirks, quirk);
			makeRows(137);
			expect((await count()).items).toMatchObject([{ json: { count: 137 } }]);
			expect(bench.requests).toEqual([ONE_REQUEST]);
		},
	);

	it.each([
		['type', 'volunteer', 'type=volunteer'],
		['status', 'active', 'status=active'],
		['approved', 'true', 'approved=true'],
		['families', '31,32', 'families=31%2C32'],
		['permissionGroups', '3', 'permission_groups=3'],
		['search', 'shop', 'q=shop'],
		['view', 'all', 'view=all'],
	])('is enough for a filter that Assemble knows: %s', async (name, value, query) => {
		await count({ filters: { [name]: value } });
		expect(bench.requests).toEqual([`GET /api/role-profiles?${query}&s=id&o=a&page=1&limit=100`]);
	});

	it('is enough for no role profile', async () => {
		makeRows(0);
		expect((await count()).items).toMatchObject([{ json: { count: 0 } }]);
		expect(bench.requests).toEqual([ONE_REQUEST]);
	});
});

describe('the list is read', () => {
	it('where a record does not match, and a hint says so once', async () => {
		makeRows(250);
		bench.sandbox.quirks.unknownFilters = ['status', 'type'];
		const result = await count({ filters: { status: 'inactive', type: 'volunteer' } });
		const matching = rows().filter(
			({ status, type }) => status === 'inactive' && type === 'volunteer',
		);
		expect(result.items).toMatchObject([{ json: { count: matching.length } }]);
		expect(messagesOf(result)).toEqual([
			expect.stringMatching(
				/^Assemble ignores '(Type', 'Status|Status', 'Type)': the node filtered 250 records itself\.$/,
			),
		]);
	});

	it('where only the node can filter, without a hint', async () => {
		makeRows(250);
		bench.sandbox.quirks.queryBooleans = 'php';
		const result = await count({ filters: { approved: 'false' } });
		const matching = rows().filter(({ approved }) => !approved);
		expect(result.items).toMatchObject([{ json: { count: matching.length } }]);
		expect(messagesOf(result)).toEqual([]);
	});

	it('where a row came twice', async () => {
		const [first, ...others] = rows();
		bench.sandbox.assemble.roleProfiles = [first, first, ...others] as typeof others;
		expect((await count()).items).toMatchObject([{ json: { count: 60 } }]);
	});

	it('where the total is too high, and fails as Get Many does', async () => {
		bench.sandbox.quirks.total = 'tooHigh';
		const { items, error } = await count();
		expect(items).toEqual([]);
		expect(error?.message).toBe('The list of role profiles could not be read completely [item 0]');
	});

	it('where the total is too low', async () => {
		bench.sandbox.quirks.total = 'tooLow';
		expect((await count()).items).toMatchObject([{ json: { count: 60 } }]);
	});

	it('where a record follows the full page that should be all', async () => {
		makeRows(101);
		bench.sandbox.quirks.total = 'cached';
		expect((await count()).items).toMatchObject([{ json: { count: 101 } }]);
	});

	it('no further where a look behind a full page shows that it is all', async () => {
		makeRows(100);
		expect((await count()).items).toMatchObject([{ json: { count: 100 } }]);
		expect(bench.requests).toEqual([ONE_REQUEST, ONE_REQUEST.replace('page=1', 'page=2')]);
	});

	it('where the first page is empty and yet another one follows', async () => {
		const links = { next: `${bench.sandbox.origin}/api/role-profiles?page=2` };
		const pagination = {
			total: 5,
			count: 0,
			per_page: 100,
			current_page: 1,
			total_pages: 1,
			links,
		};
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			path: '/api/*',
			body: { data: [], meta: { pagination } },
		});
		const { items, error } = await count();
		expect(items).toEqual([]);
		expect(error?.description).toContain('It claims to have 5 rows, yet its first page is empty.');
	});
});

it('drafts that Assemble hides are told of', async () => {
	Object.assign(bench.sandbox.quirks, { draftsInListing: false, unknownFilters: ['view'] });
	const hidden = await count({ filters: { status: 'draft' } });
	expect(hidden.items).toMatchObject([{ json: { count: 0 } }]);
	expect(messagesOf(hidden)).toEqual([
		'Assemble listed no draft that matches. It may hide drafts from the user that n8n acts as.',
	]);
});

it('each item gets a count of its own', async () => {
	const input = [{ type: 'volunteer' }, { type: 'non-volunteer' }];
	const { items } = await count({ filters: { type: '={{ $json.type }}' } }, input);
	const of = (wanted: string) => rows().filter(({ type }) => type === wanted).length;
	expect(items.map(({ json, pairedItem }) => [json.count, pairedItem])).toEqual([
		[of('volunteer'), { item: 0 }],
		[of('non-volunteer'), { item: 1 }],
	]);
});

const extra = (name: string, value: string) => ({
	options: { queryParameters: { parameter: [{ name, value }] } },
});

it('parameters of one’s own are sent', async () => {
	const { items } = await count(extra('type', 'volunteer'));
	expect(items[0]?.json.count).toBe(rows().filter(({ type }) => type === 'volunteer').length);
	expect(bench.requests).toEqual([
		'GET /api/role-profiles?s=id&o=a&type=volunteer&page=1&limit=100',
	]);
});

it.each([
	['s', 'A count needs no order. Remove the parameter.'],
	['o', 'A count needs no order. Remove the parameter.'],
	['page', 'The node does the paging. Remove the parameter.'],
	['limit', 'The node does the paging. Remove the parameter.'],
])('parameters of one’s own cannot be %s', async (name, description) => {
	const { error } = await count(extra(name, 'x'));
	expect(error?.message).toBe(`'Extra Query Parameters' must not set '${name}' [item 0]`);
	expect(error?.description).toBe(description);
	expect(bench.sandbox.requests).toEqual([]);
});
