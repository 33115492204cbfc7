import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 250;

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: TOTAL, shifts: 0, reservations: 0 });
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

const someone = () => {
	const profile = bench.sandbox.vome.profiles[170];
	if (profile === undefined) throw new Error('no profile');
	return profile;
};
const paths = () => bench.sandbox.requests.map(({ path }) => path);

describe('by ID', () => {
	const get = async (profileId: string, more: object = {}) =>
		await bench.vome({ operation: 'get', profileId, ...more });

	it('asks for the profile directly', async () => {
		const { items } = await get(someone().id);
		expect(items).toEqual([
			{ json: expect.objectContaining({ id: someone().id }), pairedItem: { item: 0 } },
		]);
		expect(bench.urls).toEqual([`/api/profiles/${someone().id}/`]);
	});

	it('takes an ID in capitals and with white space around', async () => {
		const { items } = await get(` ${someone().id.toUpperCase()}\n`);
		expect(items[0]?.json.id).toBe(someone().id);
	});

	it('searches where Vome does not know that path', async () => {
		Object.assign(bench.sandbox.quirks, {
			profilePath: false,
			profileSearchBy: { id: 'exact', email: 'reject' },
		});
		const { items } = await get(someone().id);
		expect(items[0]?.json.id).toBe(someone().id);
		expect(paths()).toEqual([`/api/profiles/${someone().id}/`, '/api/profiles/search/']);
	});

	it.each(['reject', 'ignore'] as const)(
		'reads the list where Vome does not know the filter either (%s)',
		async (id) => {
			Object.assign(bench.sandbox.quirks, {
				profilePath: false,
				profileSearchBy: { id, email: 'reject' },
			});
			const { items } = await get(someone().id, { options: { pageSize: 10 } });
			expect(items.map(({ json }) => json.id)).toEqual([someone().id]);
			expect(paths().slice(2)).toEqual(Array(paths().length - 2).fill('/api/profiles/'));
		},
	);

	it('never takes another person for the one asked for', async () => {
		const [other] = bench.sandbox.vome.profiles;
		bench.sandbox.faults.push({
			kind: 'status',
			status: 200,
			path: `/api/profiles/${someone().id}/`,
			body: other,
			contentType: 'application/json',
		});
		const { items } = await get(someone().id);
		expect(items[0]?.json.id).toBe(someone().id);
	});

	it('says so when there is no such profile, after the whole list was read', async () => {
		const id = '00000000-0000-4000-8000-000000000000';
		const { error } = await get(id);
		expect(error?.message).toBe(`Vome has no profile with the ID ${id} [item 0]`);
		expect(error?.description).toContain("Check 'Profile ID'");
		expect(new Set(bench.sandbox.requests.map(({ query }) => query.page))).toEqual(
			new Set([undefined, '1', '2', '3']),
		);
	});

	it('does not say so when the list could not be read', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500, page: 2 });
		const { error } = await get('00000000-0000-4000-8000-000000000000');
		expect(error?.message).toBe('Vome could not answer (HTTP 500) after 5 tries [item 0]');
	});

	it.each([
		'not-an-id',
		'../search',
		'..',
		'1/2',
		'a b',
		'5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01/../x',
		'%2e%2e',
		'a\r\nX: 1',
	])('refuses %p, and nothing is sent', async (profileId) => {
		const { error } = await get(profileId);
		expect(error?.message).toMatch(/^'Profile ID' is not an ID of Vome, .* \[item 0\]$/);
		expect(bench.urls).toEqual([]);
	});

	it.each(['={{ "" }}', '={{ "  " }}', '={{ $json.missing }}', '={{ null }}'])(
		'refuses an empty ID from %p, and nothing is sent',
		async (profileId) => {
			const { error } = await get(profileId);
			expect(error?.message).toBe("'Profile ID' is empty [item 0]");
			expect(bench.urls).toEqual([]);
		},
	);
});

describe('by email', () => {
	const get = async (email: string, more: object = {}) =>
		await bench.vome({ operation: 'get', lookupBy: 'email', email, ...more });

	const email = () => someone().profile_details.email;

	it.each(['exact', 'partial'] as const)(
		'searches, where Vome knows the filter (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			const { items } = await get(email());
			expect(items.map(({ json }) => json.id)).toEqual([someone().id]);
			expect(bench.urls).toEqual([
				`/api/profiles/search/?email=${encodeURIComponent(email())}&page=1&limit=100`,
			]);
		},
	);

	it.each(['reject', 'ignore'] as const)(
		'reads the list where Vome does not (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			const { items } = await get(email(), { options: { pageSize: 10 } });
			expect(items.map(({ json }) => json.id)).toEqual([someone().id]);
		},
	);

	it('takes upper and lower case for the same', async () => {
		const { items } = await get(email().toUpperCase());
		expect(items[0]?.json.id).toBe(someone().id);
	});

	it('never takes a person whose email is only alike', async () => {
		bench.sandbox.quirks.profileSearchBy.email = 'partial';
		const { error } = await get(email().slice(1));
		expect(error?.message).toBe(`Vome has no profile with the email ${email().slice(1)} [item 0]`);
	});

	it('keeps its message where the address holds the name of a system error', async () => {
		const { error } = await get('keeperman@example.org');
		expect(error?.message).toBe(
			'Vome has no profile with the email keeperman@example.org [item 0]',
		);
	});

	it.each(['nobody', 'a b@example.org', '@example.org', 'a@', 'a@b@c', '<a@b>'])(
		'refuses %p, and nothing is sent',
		async (address) => {
			const { error } = await get(address);
			expect(error?.message).toBe(
				`'Email' is not an email address such as nathan@example.com: it is '${address}' [item 0]`,
			);
			expect(bench.urls).toEqual([]);
		},
	);
});

describe('several items', () => {
	it('are looked up one by one, and a bad one does not cost the others', async () => {
		const [first, , third] = bench.sandbox.vome.profiles;
		const { items } = await bench.vome(
			{ operation: 'get', profileId: '={{ $json.id }}', output: 'selectedFields', fields: 'email' },
			{
				input: [{ id: first?.id }, { id: 'bad' }, { id: third?.id }],
				onError: 'continueRegularOutput',
			},
		);
		expect(items).toEqual([
			{ json: { id: first?.id, email: first?.profile_details.email }, pairedItem: { item: 0 } },
			{
				json: { error: expect.stringContaining("'Profile ID' is not an ID of Vome") },
				pairedItem: { item: 1 },
			},
			{ json: { id: third?.id, email: third?.profile_details.email }, pairedItem: { item: 2 } },
		]);
	});

	it('read the list once for all of them where Vome knows neither path nor filter', async () => {
		bench.sandbox.quirks.profilePath = false;
		const profiles = bench.sandbox.vome.profiles.slice(20, 50);
		const { items } = await bench.vome(
			{ operation: 'get', profileId: '={{ $json.id }}' },
			{ input: profiles.map(({ id }) => ({ id })) },
		);
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			profiles.map(({ id }, item) => [id, { item }]),
		);
		expect(paths()).toHaveLength(2 + 4);
	});

	it('may choose the way to look up by an expression', async () => {
		const { id, profile_details } = someone();
		const { items } = await bench.vome(
			{
				operation: 'get',
				lookupBy: '={{ $json.by }}',
				profileId: '={{ $json.id ?? "" }}',
				email: '={{ $json.email ?? "" }}',
			},
			{
				input: [
					{ by: 'id', id },
					{ by: 'email', email: profile_details.email },
				],
			},
		);
		expect(items.map(({ json }) => json.id)).toEqual([id, id]);
	});
});
