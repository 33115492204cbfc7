import type { INodeParameters } from 'n8n-workflow';

import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 350;

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: TOTAL });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const serverIds = () => bench.sandbox.vome.profiles.map(({ id }) => id);

describe('Return All', () => {
	it('returns every profile once, in the order of the server', async () => {
		const { items } = await bench.vome({ returnAll: true });
		expect(items.map(({ json }) => json.id)).toEqual(serverIds());
	});

	it('reads the first and the last page before the rest, and the first page again at the end', async () => {
		await bench.vome({ returnAll: true });
		expect(bench.urls).toEqual([
			'/api/profiles/?page=1&limit=100',
			'/api/profiles/?page=4&limit=100',
			'/api/profiles/?page=2&limit=100',
			'/api/profiles/?page=3&limit=100',
			'/api/profiles/?page=1&limit=100',
		]);
	});

	it('returns nothing from an empty database, with one request', async () => {
		bench.sandbox.vome.profiles.length = 0;
		const { items, error } = await bench.vome({ returnAll: true });
		expect({ items, error, requests: bench.urls.length }).toEqual({
			items: [],
			error: undefined,
			requests: 1,
		});
	});

	it.each([1, 99, 100, 101, 200])('returns all of %i profiles', async (total) => {
		bench.sandbox.vome.profiles.splice(total);
		const { items } = await bench.vome({ returnAll: true });
		expect(items.map(({ json }) => json.id)).toEqual(serverIds());
	});

	it('reads both ends alone, then side by side, and keeps to Parallel Requests', async () => {
		bench.sandbox.latency = 50;
		bench.sandbox.quirks.cappedLimit = 5;
		await bench.vome({ returnAll: true, options: { parallelRequests: 6 } });
		const inFlight = bench.sandbox.requests.map((request) => request.inFlight);
		expect(inFlight.slice(0, 2)).toEqual([1, 1]);
		expect(Math.max(...inFlight)).toBe(6);
	});

	it('fetches one page at a time if Parallel Requests is 1', async () => {
		bench.sandbox.latency = 5;
		bench.sandbox.quirks.cappedLimit = 20;
		await bench.vome({ returnAll: true, options: { parallelRequests: 1 } });
		expect(Math.max(...bench.sandbox.requests.map((request) => request.inFlight))).toBe(1);
	});

	it('reads twice in strict mode', async () => {
		const { items } = await bench.vome({ returnAll: true, options: { completeness: 'strict' } });
		expect(items).toHaveLength(TOTAL);
		expect(bench.urls).toHaveLength(8);
	});
});

describe('Limit', () => {
	it.each([
		{ limit: 1, requests: ['page=1&limit=1'] },
		{ limit: 50, requests: ['page=1&limit=50'] },
		{ limit: 99, requests: ['page=1&limit=99'] },
		{ limit: 100, requests: ['page=1&limit=100'] },
		{ limit: 101, requests: ['page=1&limit=100', 'page=2&limit=100'] },
		{ limit: 200, requests: ['page=1&limit=100', 'page=2&limit=100'] },
	])('of $limit returns that many with $requests.length requests', async ({ limit, requests }) => {
		const { items } = await bench.vome({ limit });
		expect(items.map(({ json }) => json.id)).toEqual(serverIds().slice(0, limit));
		expect(bench.urls).toEqual(requests.map((query) => `/api/profiles/?${query}`));
	});

	it.each([TOTAL, TOTAL + 1, 10_000])(
		'of %i returns all, with one request a page',
		async (limit) => {
			const { items } = await bench.vome({ limit });
			expect(items.map(({ json }) => json.id)).toEqual(serverIds());
			expect(bench.urls).toHaveLength(4);
		},
	);

	it('is 50 by default', async () => {
		const { items } = await bench.vome({});
		expect(items).toHaveLength(50);
	});

	it.each([0, -1, 2.5, 'many', '', null, true, [3]])(
		'of %p is refused, and nothing is sent',
		async (limit) => {
			const { error } = await bench.vome(
				{ limit: '={{ $json.limit }}' },
				{ input: [{ limit: limit }] },
			);
			expect(error?.message).toMatch(
				/^'Limit' must be a whole number of at least 1: it is .* \[item 0\]$/,
			);
			expect(bench.urls).toEqual([]);
		},
	);

	it('may come from an expression as text', async () => {
		const { items } = await bench.vome({ limit: '={{ "7" }}' });
		expect(items).toHaveLength(7);
	});
});

describe('Filters', () => {
	it('uses the list without a filter and the search with one', async () => {
		await bench.vome({ limit: 1 });
		await bench.vome({ limit: 1, filters: { profileType: 'vomeUser' } });
		expect(bench.urls).toEqual([
			'/api/profiles/?page=1&limit=1',
			'/api/profiles/search/?is_offline=False&page=1&limit=1',
		]);
	});

	it('returns just the profiles that match, and keeps the filters on every page', async () => {
		const offline = bench.sandbox.vome.profiles.filter(({ is_offline }) => is_offline);
		bench.sandbox.quirks.cappedLimit = 20;
		const { items } = await bench.vome({
			returnAll: true,
			filters: { profileType: 'offline' },
		});
		expect(bench.urls.length).toBeGreaterThan(5);
		expect(items.map(({ json }) => json.id)).toEqual(offline.map(({ id }) => id));
		expect(bench.urls.every((url) => url.includes('is_offline=True'))).toBe(true);
	});

	it('filters by first name', async () => {
		const name = bench.sandbox.vome.profiles[3]?.profile_details.first_name ?? '';
		const { items } = await bench.vome({ returnAll: true, filters: { firstName: name } });
		expect(items.length).toBeGreaterThan(0);
		expect(bench.sandbox.requests[0]?.query.first_name).toBe(name);
	});

	it('refuses a first name that an expression does not give, instead of returning everyone', async () => {
		const { error } = await bench.vome({
			returnAll: true,
			filters: { firstName: '={{ $json.missing }}' },
		});
		expect(error?.message).toBe("'First Name' must be text: it is empty [item 0]");
		expect(bench.urls).toEqual([]);
	});

	it.each(['constructor', '__proto__'])(
		'refuses an extra parameter called %s, which n8n would drop',
		async (name) => {
			const { error } = await bench.vome(extra([name, 'x']));
			expect(error?.message).toBe(
				`'Extra Query Parameters' holds a name that n8n cannot send: it is '${name}' [item 0]`,
			);
			expect(bench.urls).toEqual([]);
		},
	);

	it('leaves out an empty first name', async () => {
		await bench.vome({ limit: 1, filters: { firstName: '  ' } });
		expect(bench.urls).toEqual(['/api/profiles/?page=1&limit=1']);
	});

	it('sends extra query parameters as they are, repeated names too', async () => {
		bench.sandbox.quirks.unknownParameters = 'ignore';
		await bench.vome({ limit: 1, ...extra(['tag', 'a b&c'], ['tag', 'é'], ['empty', '']) });
		expect(bench.urls).toEqual([
			'/api/profiles/search/?tag=a%20b%26c&tag=%C3%A9&empty=&page=1&limit=1',
		]);
	});

	it.each([
		{
			parameters: extra(['page', '2']),
			message: "'Extra Query Parameters' must not set 'page' [item 0]",
		},
		{
			parameters: extra(['limit', '9']),
			message: "'Extra Query Parameters' must not set 'limit' [item 0]",
		},
		{
			parameters: { filters: { firstName: 'Ada' }, ...extra(['first_name', 'Bo']) },
			message:
				"'Extra Query Parameters' sets 'first_name', which a filter of the node already sends [item 0]",
		},
		{
			parameters: extra([' ', 'x']),
			message:
				"'Extra Query Parameters' has an entry without a name: fill in the name, or delete the entry [item 0]",
		},
	])('refuses: $message', async ({ parameters, message }) => {
		const { error } = await bench.vome(parameters);
		expect(error?.message).toBe(message);
		expect(bench.urls).toEqual([]);
	});

	it('shows what Vome says about a filter that it does not know', async () => {
		const { error } = await bench.vome(extra(['shoe_size', '44']));
		expect(error?.message).toBe(
			'Vome did not accept the request (HTTP 400): Unknown parameter: shoe_size. (shoe_size) [item 0]',
		);
	});

	function extra(...parameter: Array<[string, string]>): INodeParameters {
		return {
			options: {
				queryParameters: { parameter: parameter.map(([name, value]) => ({ name, value })) },
			},
		};
	}
});

describe('Values that n8n does not check', () => {
	it.each([
		[
			'options.parallelRequests',
			{ options: { parallelRequests: '={{ 11 }}' } },
			"'Parallel Requests' must be a whole number from 1 to 10",
		],
		[
			'options.completeness',
			{ returnAll: true, options: { completeness: '={{ "lax" }}' } },
			"'Completeness' must be one of standard, strict",
		],
		[
			'output',
			{ output: '={{ "pretty" }}' },
			"'Output' must be one of simplified, flattened, raw, selectedFields",
		],
		['returnAll', { returnAll: '={{ "maybe" }}' }, "'Return All' must be true or false"],
		[
			'filters.profileType',
			{ filters: { profileType: '={{ "maybe" }}' } },
			"'Profile Type' must be one of vomeUser, offline: it is 'maybe'",
		],
		[
			'filters.profileType',
			{ filters: { profileType: '={{ $json.missing }}' } },
			"'Profile Type' must be one of vomeUser, offline: it is empty",
		],
		[
			'filters.profileType',
			{ filters: { profileType: '={{ "" }}' } },
			"'Profile Type' must be one of vomeUser, offline: it is empty",
		],
		['filters.firstName', { filters: { firstName: '={{ [1] }}' } }, "'First Name' must be text"],
		['fields', { output: 'selectedFields', fields: '={{ [] }}' }, "'Field Names or IDs' is empty"],
		[
			'fields',
			{ output: 'selectedFields', fields: '={{ $json.missing }}' },
			"'Field Names or IDs' is empty",
		],
		[
			'fields',
			{ output: 'selectedFields', fields: '={{ 7 }}' },
			"'Field Names or IDs' must be names separated by commas, or an array of names: it is 7",
		],
		[
			'fields',
			{ output: 'selectedFields', fields: ['email', 'shoe_size'] },
			"'Field Names or IDs' names a field that does not exist: shoe_size",
		],
	])('%s', async (_name, parameters, message) => {
		const { error } = await bench.vome(parameters);
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toBeTruthy();
		expect(bench.urls).toEqual([]);
	});

	it('takes true and false as text', async () => {
		const { items } = await bench.vome({ returnAll: '={{ "true" }}' });
		expect(items).toHaveLength(TOTAL);
	});
});

describe('Several input items', () => {
	const parameters = { limit: '={{ $json.limit }}' };

	it('runs once for each and pairs what comes out with it', async () => {
		const { items } = await bench.vome(parameters, {
			input: [{ limit: 2 }, { limit: 1 }, { limit: 3 }],
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 2, 2, 2].map((item) => ({ item })),
		);
	});

	it('stops at a bad item and names it', async () => {
		const { error } = await bench.vome(parameters, {
			input: [{ limit: 2 }, { limit: 0 }, { limit: 3 }],
		});
		expect(error?.message).toBe("'Limit' must be a whole number of at least 1: it is 0 [item 1]");
		expect(error?.context.itemIndex).toBe(1);
	});

	it('goes on after a bad item in the middle with Continue On Fail', async () => {
		const { items, error } = await bench.vome(parameters, {
			input: [{ limit: 1 }, { limit: 0 }, { limit: 1 }],
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.id ?? json.error, pairedItem])).toEqual([
			[serverIds()[0], { item: 0 }],
			["'Limit' must be a whole number of at least 1: it is 0 [item 1]", { item: 1 }],
			[serverIds()[0], { item: 2 }],
		]);
	});

	it('sends the bad item to the error output where there is one', async () => {
		const { outputs } = await bench.vome(parameters, {
			input: [{ limit: 1 }, { limit: 0 }, { limit: 1 }],
			onError: 'continueErrorOutput',
		});
		expect(outputs.map((items) => items.length)).toEqual([2, 1]);
		expect(outputs[1]?.[0]?.json).toMatchObject({ error: expect.stringContaining("'Limit'") });
	});

	it('goes on after a bad credential for each item with Continue On Fail', async () => {
		const { items } = await bench.vome(parameters, {
			input: [{ limit: 1 }, { limit: 1 }],
			onError: 'continueRegularOutput',
			credential: { baseUrl: 'ftp://example.org' },
		});
		expect(items.map(({ json }) => json.error)).toEqual(
			[0, 1].map(
				(item) =>
					`'Base URL' in the credential must start with https://, for example https://api.vomevolunteer.com [item ${item}]`,
			),
		);
	});
});
