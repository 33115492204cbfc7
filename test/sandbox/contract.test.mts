import { type VomeSandbox, startVomeSandbox } from '../../sandbox/index.mts';
import { type Client, clientOf } from './client.mts';

let sandbox: VomeSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startVomeSandbox({ profiles: 45 });
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const profiles = '/api/profiles/';
const search = '/api/profiles/search/';

describe('authentication', () => {
	it.each([
		['no key', {}],
		['another key', { 'API-KEY': 'nonsense' }],
		['a prefix before the key', { 'API-KEY': 'Bearer vome-sandbox-key' }],
		['the key in another header', { Authorization: 'vome-sandbox-key' }],
	] as Array<[string, Record<string, string>]>)('answers 401 to %s', async (_name, headers) => {
		const { status, data } = await client.get(profiles, headers);
		expect(status).toBe(401);
		expect(data).toEqual({
			error: { type: 'authentication_error', message: expect.any(String) },
		});
	});

	it('does not take the key as a query parameter', async () => {
		expect((await client.get(`${profiles}?api_key=${sandbox.apiKey}`, {})).status).toBe(401);
	});

	it('answers 403 to a key without permission', async () => {
		const headers = { 'API-KEY': sandbox.apiKeyWithoutPermission };
		const { status, data } = await client.get(profiles, headers);
		expect(status).toBe(403);
		expect(data.error.type).toBe('authentication_error');
	});
});

describe('paging', () => {
	it('gives 10 rows, a count and links by default', async () => {
		const { status, data, headers } = await client.get(profiles);
		expect(status).toBe(200);
		expect(headers['content-type']).toBe('application/json');
		expect(Object.keys(data as object)).toEqual(['count', 'next', 'previous', 'results']);
		expect(data).toMatchObject({
			count: 45,
			next: `${sandbox.origin}${profiles}?page=2`,
			previous: null,
		});
		expect(data.results).toHaveLength(10);
	});

	it('gives every row once over all pages', async () => {
		const ids: unknown[] = [];
		for (const page of [1, 2, 3]) {
			for (const row of await client.rows(`${profiles}?page=${page}&limit=20`)) ids.push(row.id);
		}
		expect(ids).toEqual(sandbox.vome.profiles.map(({ id }) => id));
	});

	it('carries filters and limit in the links', async () => {
		const { data } = await client.get(`${search}?is_offline=False&limit=5&page=2`);
		expect(data.next).toBe(`${sandbox.origin}${search}?page=3&limit=5&is_offline=False`);
		expect(data.previous).toBe(`${sandbox.origin}${search}?page=1&limit=5&is_offline=False`);
	});

	it('ends with the last page', async () => {
		const { data } = await client.get(`${profiles}?page=3&limit=20`);
		expect(data.next).toBeNull();
		expect(data.results).toHaveLength(5);
	});

	it('answers 404 after the last page', async () => {
		const { status, data } = await client.get(`${profiles}?page=6`);
		expect(status).toBe(404);
		expect(data.error.type).toBe('invalid_request_error');
	});

	it('gives an empty first page when nothing matches', async () => {
		const { status, data } = await client.get(`${search}?first_name=nobody-has-this-name`);
		expect(status).toBe(200);
		expect(data).toEqual({ count: 0, next: null, previous: null, results: [] });
	});

	it.each(['limit=1', 'limit=100', 'page=1', 'page=5'])('takes %s', async (query) => {
		expect((await client.get(`${profiles}?${query}`)).status).toBe(200);
	});

	it.each([
		'limit=0',
		'limit=101',
		'limit=-1',
		'limit=ten',
		'limit=',
		'page=0',
		'page=-1',
		'page=abc',
		'page=1.5',
		'page=1e1',
		'page=',
		'page=1&page=2',
		'Page=1',
		'offset=10',
		'page_size=10',
		'first_name=Anna',
	])('refuses %s', async (query) => {
		const { status, data } = await client.get(`${profiles}?${query}`);
		expect(status).toBe(400);
		expect(data.error).toMatchObject({
			type: 'invalid_request_error',
			param: query.split('=')[0],
		});
	});
});

describe('paths', () => {
	it.each(['/api/profiles', '/api/profile/', '/profiles/', '/api/v1/profiles/', '/data', '/'])(
		'does not know %s',
		async (path) => {
			const { status, data } = await client.get(path);
			expect(status).toBe(404);
			expect(data.error.type).toBe('invalid_request_error');
		},
	);

	it.each(['POST', 'DELETE', 'PATCH'])('does not know %s of the list', async (method) => {
		expect((await client.send(method, profiles)).status).toBe(404);
	});

	it('answers its own error to an address that is none', async () => {
		const { status, data } = await client.get('/api/%zz/');
		expect(status).toBe(400);
		expect(data.error.type).toBe('invalid_request_error');
	});

	it.each(['profiles', 'reservations', 'shifts', 'opportunities'] as const)(
		'gives single %s, and 404 for an id that does not exist',
		async (name) => {
			const [row] = sandbox.vome[name];
			const { status, data } = await client.get(`/api/${name}/${row?.id}/`);
			expect(status).toBe(200);
			expect(data).toEqual(row);
			const unknown = '00000000-0000-4000-8000-000000000000';
			expect((await client.get(`/api/${name}/${unknown}/`)).status).toBe(404);
			expect((await client.get(`/api/${name}/${row?.id}`)).status).toBe(404);
			expect((await client.get(`/api/${name}/${row?.id}/?page=1`)).status).toBe(400);
		},
	);

	it.each(['profiles', 'reservations', 'shifts', 'opportunities'] as const)(
		'lists and searches %s alike',
		async (name) => {
			const list = await client.rows(`/api/${name}/?limit=100`);
			expect(list).toEqual(sandbox.vome[name].slice(0, 100));
			expect(await client.rows(`/api/${name}/search/?limit=100`)).toEqual(list);
		},
	);
});

describe('profile search', () => {
	it('matches parts of the first name, whatever the case', async () => {
		const wanted = sandbox.vome.profiles[7]?.profile_details.first_name ?? '';
		const part = encodeURIComponent(wanted.slice(0, 3).toUpperCase());
		const rows = await client.rows(`${search}?limit=100&first_name=${part}`);
		expect(rows.map(({ id }) => id)).toContain(sandbox.vome.profiles[7]?.id);
		expect(rows.length).toBeLessThan(45);
	});

	it('takes booleans in the Python way only', async () => {
		const rows = await client.rows(`${search}?limit=100&is_offline=True`);
		expect(rows).toEqual(sandbox.vome.profiles.filter((row) => row.is_offline));
		expect((await client.get(`${search}?is_offline=true`)).status).toBe(400);
	});

	it.each(['email=a', 'id=a', 'last_name=a', 'created_at.gt=2026-01-01'])(
		'refuses %s, which no page lists',
		async (query) => {
			expect((await client.get(`${search}?${query}`)).status).toBe(400);
		},
	);
});

describe('reservation search', () => {
	const path = '/api/reservations/search/';

	it('filters by status', async () => {
		const rows = await client.rows(`${path}?status=6&limit=100`);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every((row) => row.status === 6)).toBe(true);
		expect((await client.get(`${path}?status=8`)).status).toBe(400);
		expect((await client.get(`${path}?status=Reserved`)).status).toBe(400);
	});

	it('compares times to the microsecond', async () => {
		const { created_at } = sandbox.vome.reservations[3] ?? { created_at: '' };
		const count = async (query: string) =>
			Number((await client.get(`${path}?${query}`)).data.count);
		const all = sandbox.vome.reservations.length;
		expect(await count(`created_at=${created_at}`)).toBe(1);
		const [lt, lte] = [
			await count(`created_at.lt=${created_at}`),
			await count(`created_at.lte=${created_at}`),
		];
		expect(lte - lt).toBe(1);
		expect(lt + (await count(`created_at.gte=${created_at}`))).toBe(all);
		expect(lte + (await count(`created_at.gt=${created_at}`))).toBe(all);
		expect((await client.get(`${path}?created_at.gt=yesterday`)).status).toBe(400);
	});

	it.each([
		'user.email',
		'user.first_name',
		'user.last_name',
		'shift.shift_title',
		'opportunity.title',
		'shift.id',
		'opportunity.id',
	])('filters by %s', async (name) => {
		const row = sandbox.vome.reservations[5] as unknown as Record<string, Record<string, string>>;
		const [outer = '', inner = ''] = name.split('.');
		const value = encodeURIComponent(row[outer]?.[inner] ?? '');
		const rows = await client.rows(`${path}?limit=100&${name}=${value}`);
		expect(rows.map(({ id }) => id)).toContain(row.id);
		expect(rows.length).toBeLessThan(sandbox.vome.reservations.length);
	});

	it('refuses an id that is none, an ordering and the misspelt departure', async () => {
		expect((await client.get(`${path}?id=12`)).status).toBe(400);
		expect((await client.get(`${path}?ordering=created_at`)).status).toBe(400);
		expect((await client.get(`${path}?depature_time=2026-01-01T00:00:00Z`)).status).toBe(400);
		const row = sandbox.vome.reservations.find(({ departure_time: time }) => time !== null);
		const rows = await client.rows(`${path}?departure_time=${row?.departure_time}&limit=100`);
		expect(rows.map(({ id }) => id)).toContain(row?.id);
	});
});

describe('shift search', () => {
	const path = '/api/shifts/search/';

	it.each(['created_at', 'shift_start_at', 'shift_end_at', 'spots'] as const)(
		'orders by %s, both ways',
		async (field) => {
			const values = async (ordering: string) =>
				(await client.rows(`${path}?limit=100&ordering=${ordering}`)).map((row) => row[field]);
			const compare = (a: unknown, b: unknown) =>
				typeof a === 'number' ? a - Number(b) : String(a) < String(b) ? -1 : 1;
			const up = await values(field);
			const down = await values(`-${field}`);
			expect(up).toEqual([...up].sort(compare));
			expect(down).toEqual([...down].sort((a, b) => compare(b, a)));
			expect(up).not.toEqual(down);
		},
	);

	it('refuses other orderings', async () => {
		expect((await client.get(`${path}?ordering=title`)).status).toBe(400);
	});

	it.each([
		['shift_date', 'date', 'shift_start_at'],
		['created_date', 'created_on', 'created_at'],
	] as const)('filters by %s and its alias %s', async (name, alias, field) => {
		const day = String(sandbox.vome.shifts[9]?.[field]).slice(0, 10);
		const since = await client.rows(`${path}?limit=100&${name}.gte=${day}`);
		expect(since.every((row) => String(row[field]).slice(0, 10) >= day)).toBe(true);
		expect(await client.rows(`${path}?limit=100&${alias}.gte=${day}`)).toEqual(since);
		const on = await client.rows(`${path}?limit=100&${alias}=${day}`);
		expect(on.map(({ id }) => id)).toContain(sandbox.vome.shifts[9]?.id);
	});

	it('takes the aliases of title and description', async () => {
		const rows = await client.rows(`${path}?title=crew&limit=100`);
		expect(rows.length).toBeGreaterThan(0);
		expect(await client.rows(`${path}?shift_title=CREW&limit=100`)).toEqual(rows);
	});
});

describe('opportunity search', () => {
	const path = '/api/opportunities/search/';

	it('filters by the status that is no field of the object', async () => {
		const counts = await Promise.all(
			[0, 1, 2].map(
				async (status) => (await client.rows(`${path}?limit=100&status=${status}`)).length,
			),
		);
		expect(counts.reduce((sum, count) => sum + count)).toBe(24);
		expect(counts.every((count) => count > 0)).toBe(true);
		const published = await client.rows(`${path}?limit=100&status=1`);
		expect(published.every((row) => typeof row.share_opportunity_url === 'string')).toBe(true);
	});

	it('filters by category, with aliases', async () => {
		const { id, title } = sandbox.vome.categories[0] ?? { id: '', title: '' };
		const rows = await client.rows(`${path}?category.id=${id}`);
		expect(rows.length).toBeGreaterThan(0);
		for (const query of [
			`category_id=${id}`,
			`category.title=${title}`,
			`category_title=${title}`,
		]) {
			expect(await client.rows(`${path}?${query}`)).toEqual(rows);
		}
	});
});

describe('recording', () => {
	it('keeps what came in', async () => {
		await client.get(`${search}?first_name=a&limit=5`);
		await client.send('PUT', '/api/profiles/bulk-update/', { users_data: [] });
		expect(sandbox.requests).toMatchObject([
			{
				method: 'GET',
				path: search,
				query: { first_name: 'a', limit: '5' },
				status: 200,
				inFlight: 1,
			},
			{ method: 'PUT', path: '/api/profiles/bulk-update/', body: { users_data: [] }, status: 200 },
		]);
		expect(sandbox.requests[0]?.url).toBe(`${search}?first_name=a&limit=5`);
		expect(sandbox.requests[0]?.headers['api-key']).toBe(sandbox.apiKey);
	});

	it('counts requests in flight and lets latency overlap', async () => {
		sandbox.latency = 300;
		await Promise.all([1, 2, 3, 4].map((page) => client.get(`${profiles}?page=${page}`)));
		expect(Math.max(...sandbox.requests.map(({ inFlight }) => inFlight))).toBe(4);
	});
});
