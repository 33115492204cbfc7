import { type VomeSandbox, startVomeSandbox } from '../../sandbox/index.mts';
import type { Profile } from '../../sandbox/index.mts';
import { type Client, clientOf } from './client.mts';

let sandbox: VomeSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startVomeSandbox({ profiles: 120 });
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const list = '/api/profiles/';
const search = '/api/profiles/search/';
const body = async (path: string) => (await client.get(path)).data as Envelope;
type Row = Record<string, unknown> & Profile;
interface Envelope {
	count: unknown;
	next: unknown;
	results: Row[];
}

const all = async () => (await client.rows(`${list}?limit=100`)) as unknown as Row[];

describe('envelope', () => {
	it.each([
		['http', `http://api.vomevolunteer.com${list}?page=2`],
		['ip', `http://10.0.0.1:8030${list}?page=2`],
		['foreign', `https://attacker.example${list}?page=2`],
		['none', undefined],
	] as const)('links: %s', async (links, next) => {
		sandbox.quirks.links = links;
		expect((await body(list)).next).toBe(next);
	});

	it('links: self, on the last page too', async () => {
		sandbox.quirks.links = 'self';
		expect((await body(`${list}?page=12`)).next).toBe(`${sandbox.origin}${list}?page=12`);
	});

	it.each([
		['string', '120'],
		['null', null],
		['missing', undefined],
		['tooHigh', 121],
		['tooLow', 119],
		['cached', 119],
	] as const)('count: %s', async (count, shown) => {
		sandbox.quirks.count = count;
		expect((await body(list)).count).toBe(shown);
	});

	it('count: cached, and the link to a next page with it', async () => {
		sandbox.quirks.count = 'cached';
		sandbox.vome.profiles.splice(101);
		const first = await body(`${list}?limit=100`);
		expect([first.count, first.next]).toEqual([100, null]);
		expect((await body(`${list}?limit=100&page=2`)).results).toHaveLength(1);
	});

	it('unlisted: 3', async () => {
		sandbox.quirks.unlisted = 3;
		sandbox.vome.profiles.splice(50);
		const { count, results } = await body(`${list}?limit=100`);
		expect([count, results.length]).toEqual([50, 47]);
	});

	it('pastTheEnd: empty', async () => {
		sandbox.quirks.pastTheEnd = 'empty';
		const { status, data } = await client.get(`${list}?page=99`);
		expect([status, data.results, data.next]).toEqual([200, [], null]);
	});

	it('cappedLimit', async () => {
		sandbox.quirks.cappedLimit = 7;
		expect((await body(`${list}?limit=100&page=2`)).results[0]?.id).toBe(
			sandbox.vome.profiles[7]?.id,
		);
		expect((await body(`${list}?limit=5`)).results).toHaveLength(5);
	});

	it('refusedLimit and slowLimit', async () => {
		const status = async (limit: number) => (await client.get(`${list}?limit=${limit}`)).status;
		sandbox.quirks.refusedLimit = 25;
		expect([await status(25), await status(26)]).toEqual([200, 400]);
		const { data } = await client.get(`${list}?limit=100`);
		expect(data.error).toMatchObject({ message: 'limit must be from 1 to 25.', param: 'limit' });
		sandbox.quirks.slowLimit = 20;
		expect([await status(20), await status(21), await status(26)]).toEqual([200, 504, 400]);
	});

	it('pageIgnored', async () => {
		sandbox.quirks.pageIgnored = true;
		const first = await client.rows(list);
		expect(await client.rows(`${list}?page=3`)).toEqual(first);
		expect(await client.rows(`${list}?page=300`)).toEqual(first);
	});

	it('bareArray', async () => {
		sandbox.quirks.bareArray = true;
		expect(await body(list)).toEqual(sandbox.vome.profiles.slice(0, 10));
	});

	it('order: groups', async () => {
		sandbox.quirks.order = 'groups';
		const read = async (query: string) =>
			(await client.rows(`${list}?${query}`)).map(({ id }) => id);
		const first = await read('limit=50&page=1');
		expect(await read('limit=50&page=1')).toEqual(first);
		expect(await read('limit=49&page=1')).not.toEqual(first.slice(0, 49));
		const pages = await Promise.all([2, 3].map((page) => read(`limit=50&page=${page}`)));
		expect(new Set([first, ...pages].flat()).size).toBeLessThan(120);
	});

	it('order: shuffled', async () => {
		sandbox.quirks.order = 'shuffled';
		const one = await all();
		const two = await all();
		expect(one).not.toEqual(two);
		sandbox.quirks.order = 'stable';
		expect(await all()).toEqual(sandbox.vome.profiles.slice(0, 100));
	});
});

it('ties: shuffled', async () => {
	const shifts = '/api/shifts/search/?limit=100&ordering=';
	const read = async (ordering: string) =>
		(await client.rows(`${shifts}${ordering}`)) as unknown as Array<{ id: string; spots: number }>;
	expect(await read('spots')).toEqual(await read('spots'));
	sandbox.quirks.ties = 'shuffled';
	const one = await read('-spots');
	const two = await read('-spots');
	expect(one.map(({ id }) => id)).not.toEqual(two.map(({ id }) => id));
	expect(one.map(({ spots }) => spots)).toEqual(two.map(({ spots }) => spots));
	expect(await read('created_at')).toEqual(await read('created_at'));
});

describe('what exists', () => {
	it('unknownParameters: ignore', async () => {
		sandbox.quirks.unknownParameters = 'ignore';
		expect((await body(`${list}?nonsense=1&email=x`)).count).toBe(120);
		expect((await body(`${search}?email=x`)).count).toBe(120);
		expect((await client.get(`${list}?page=abc`)).status).toBe(400);
	});

	it('unknownFilters, refused or ignored', async () => {
		sandbox.quirks.unknownFilters = ['status'];
		const reservations = '/api/reservations/search/';
		const { data, status } = await client.get(`${reservations}?status=6`);
		expect([status, data]).toEqual([
			400,
			{
				error: expect.objectContaining({ message: 'Unknown parameter: status.', param: 'status' }),
			},
		]);
		expect((await client.get(`${reservations}?user.email=x`)).status).toBe(200);
		sandbox.quirks.unknownParameters = 'ignore';
		const all = sandbox.vome.reservations.length;
		expect((await body(`${reservations}?status=6`)).count).toBe(all);
		sandbox.reset();
		expect((await body(`${reservations}?status=6`)).count).toBeLessThan(all);
	});

	it('profileSearchBy', async () => {
		const { id, profile_details: details } = sandbox.vome.profiles[40] as Profile;
		const email = details.email.toUpperCase();
		const count = (query: string) => client.count(`${search}?${query}`);
		sandbox.quirks.profileSearchBy.email = 'exact';
		expect(await count(`email=${email}`)).toBe(1);
		expect(await count(`email=${email.slice(1)}`)).toBe(0);
		sandbox.quirks.profileSearchBy.email = 'partial';
		expect(await count(`email=${email.slice(1)}`)).toBe(1);
		sandbox.quirks.profileSearchBy.email = 'ignore';
		expect(await count('email=nobody')).toBe(120);
		sandbox.quirks.profileSearchBy.id = 'exact';
		expect(await count(`id=${id}`)).toBe(1);
	});

	it.each([404, 405] as const)('profilePath and opportunityPath: false (%i)', async (status) => {
		const paths = [
			`${list}${sandbox.vome.profiles[0]?.id}/`,
			`/api/opportunities/${sandbox.vome.opportunities[0]?.id}/`,
		];
		const statuses = async () =>
			await Promise.all(paths.map(async (path) => (await client.get(path)).status));
		expect(await statuses()).toEqual([200, 200]);
		const quirks = { profilePath: false, opportunityPath: false, noSuchRoute: status };
		Object.assign(sandbox.quirks, quirks);
		expect(await statuses()).toEqual([status, status]);
	});

	it('queryBooleans and otherQueryBooleans', async () => {
		const count = async (value: string) => await client.count(`${search}?is_offline=${value}`);
		const [offline, users] = [await count('True'), await count('False')];
		expect(Number(offline) + Number(users)).toBe(120);
		expect((await client.get(`${search}?is_offline=true`)).data.error.param).toBe('is_offline');
		sandbox.quirks.queryBooleans = 'true';
		expect([await count('true'), await count('false')]).toEqual([offline, users]);
		sandbox.quirks.otherQueryBooleans = 'ignore';
		expect(await count('True')).toBe(120);
		sandbox.quirks.otherQueryBooleans = 'no';
		expect([await count('True'), await count('False')]).toEqual([users, users]);
		sandbox.quirks.otherQueryBooleans = 'nothing';
		expect([await count('True'), await count('False')]).toEqual([0, 0]);
		sandbox.quirks.queryBooleans = 'any';
		expect([await count('True'), await count('False')]).toEqual([offline, offline]);
	});

	it('departureParameter and reservationCreatedFilters', async () => {
		const status = async (query: string) =>
			(await client.get(`/api/reservations/search/?${query}`)).status;
		sandbox.quirks.departureParameter = 'depature_time';
		expect(await status('depature_time=2026-01-01T00:00:00Z')).toBe(200);
		expect(await status('departure_time=2026-01-01T00:00:00Z')).toBe(400);
		sandbox.quirks.departureParameter = 'both';
		expect(await status('departure_time=2026-01-01T00:00:00Z')).toBe(200);
		sandbox.quirks.reservationCreatedFilters = false;
		expect(await status('created_at.gt=2026-01-01')).toBe(400);
	});
});

it('shiftDateZone', async () => {
	const [shift] = sandbox.vome.shifts;
	if (shift === undefined) throw new Error('no shift');
	shift.shift_start_at = '2026-02-03T23:30:00Z';
	const isOn = async (day: string) => {
		const rows = await client.rows(`/api/shifts/search/?shift_date=${day}`);
		return rows.some(({ id }) => id === shift.id);
	};
	expect([await isOn('2026-02-03'), await isOn('2026-02-04')]).toEqual([true, false]);
	sandbox.quirks.shiftDateZone = 1;
	expect([await isOn('2026-02-03'), await isOn('2026-02-04')]).toEqual([false, true]);
});

describe('objects', () => {
	it('reservationUserId: other', async () => {
		sandbox.quirks.reservationUserId = 'other';
		const profileIds = new Set(sandbox.vome.profiles.map(({ id }) => id));
		for (const row of await client.rows('/api/reservations/?limit=50')) {
			expect(profileIds.has((row.user as { id: string }).id)).toBe(false);
		}
	});

	it.each(['latitude_longitude', 'address_coordinates'] as const)(
		'coordinates: %s',
		async (name) => {
			sandbox.quirks.coordinates = name;
			const details = (await all()).map((row) => row.profile_details);
			const other = name === 'latitude_longitude' ? 'address_coordinates' : 'latitude_longitude';
			expect(details.some((row) => row[name] !== undefined)).toBe(true);
			expect(details.every((row) => row[other] === undefined)).toBe(true);
		},
	);

	it('tagName and categoryShape', async () => {
		Object.assign(sandbox.quirks, { tagName: 'title', categoryShape: 'titleOnly' });
		const rows = await all();
		const tags = rows.flatMap((row) => row.profile_tags.map(({ tag }) => Object.keys(tag)));
		expect(new Set(tags.flat())).toEqual(new Set(['id', 'title']));
		const categories = rows.flatMap((row) =>
			row.opportunities.map(({ opportunity }) => Object.keys(opportunity.category)),
		);
		expect(new Set(categories.flat())).toEqual(new Set(['title']));
	});

	it('enums: strings, in reservations', async () => {
		sandbox.quirks.enums = 'strings';
		const [row] = await client.rows('/api/reservations/?limit=1');
		const [truth] = sandbox.vome.reservations;
		expect(row).toEqual({
			...truth,
			status: String(truth?.status),
			user: {
				...truth?.user,
				gender: truth?.user.gender === null ? null : String(truth?.user.gender),
			},
		});
	});

	it('enums: strings', async () => {
		sandbox.quirks.enums = 'strings';
		const rows = await all();
		const kinds = rows.flatMap((row) => [
			row.profile_details.gender,
			row.profile_details.occupation,
			...row.custom_fields.map((entry) => entry.custom_field.field_type),
			...row.custom_fields.flatMap((entry) =>
				(entry.custom_field.options ?? []).map(({ order }) => order),
			),
		]);
		expect(new Set(kinds.map((value) => (value === null ? 'null' : typeof value)))).toEqual(
			new Set(['string', 'null']),
		);
	});

	it('customFieldValues: object, and customFieldNumbers: strings', async () => {
		Object.assign(sandbox.quirks, { customFieldValues: 'object', customFieldNumbers: 'strings' });
		const entries = (await all()).flatMap((row) => row.custom_fields);
		expect(entries.some((entry) => Array.isArray(entry.custom_field_value))).toBe(false);
		const values = entries.map((entry) => entry.custom_field_value as { value: unknown } | null);
		expect(values.some((value) => typeof value?.value === 'number')).toBe(false);
	});

	it.each(['nested', 'flat'] as const)(
		'missingFields: from all, missingFrom: some; profileShape: %s',
		async (profileShape) => {
			const missingFields = ['custom_fields', 'profile_details.email'];
			Object.assign(sandbox.quirks, { missingFields, profileShape });
			const lacking = async () =>
				(await all()).filter((row) => {
					const { profile_details: details = row }: { profile_details?: object } = row;
					return !('custom_fields' in row) && !('email' in details);
				}).length;
			expect(await lacking()).toBe(100);
			sandbox.quirks.missingFrom = 'some';
			expect(await lacking()).toBeGreaterThan(30);
			expect(await lacking()).toBeLessThan(70);
		},
	);

	it('profileShape: flat, fullName: empty, hasMedicalInfo: string', async () => {
		Object.assign(sandbox.quirks, {
			profileShape: 'flat',
			fullName: 'empty',
			hasMedicalInfo: 'string',
		});
		const [row] = await all();
		const [profile] = sandbox.vome.profiles;
		expect(row).not.toHaveProperty('profile_details');
		expect(row).toMatchObject({
			id: profile?.id,
			first_name: profile?.profile_details.first_name,
			full_name: '',
		});
		expect(['true', 'false']).toContain(row?.medical_information.has_medical_info);
	});
});

describe('errors', () => {
	it.each([
		['detail', { detail: expect.any(String) }],
		['fields', { limit: [expect.any(String)] }],
		['vague', { detail: 'The request is not valid.' }],
	] as const)('errorShape: %s', async (errorShape, shape) => {
		sandbox.quirks.errorShape = errorShape;
		const { status, data } = await client.get(`${list}?limit=0`);
		expect(status).toBe(400);
		expect(data).toEqual(shape);
		expect((await client.get(list, {})).data).toEqual({ detail: expect.any(String) });
	});

	it('echoKeyInErrors, in faults too', async () => {
		sandbox.quirks.echoKeyInErrors = true;
		const refused = await client.get(list, { 'API-KEY': 'my-secret' });
		expect(refused.data.error.message).toContain('my-secret');
		sandbox.faults = [{ kind: 'status', status: 500 }];
		expect((await client.get(list)).data.error.message).toContain(sandbox.apiKey);
	});
});
