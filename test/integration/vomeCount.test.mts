// Count: always the number of items that Get Many gives with Return All, in one request where Vome's total
// can be trusted.
import type { INodeParameters } from 'n8n-workflow';

import type { Fault, VomeQuirks } from '../../sandbox/index.mts';
import { forgetGuesses } from '../support/bench.mts';
import { sampler } from '../support/sampled.mts';
import type { VomeResult } from '../support/vomeBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 250;

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({
		profiles: TOTAL,
		shifts: 130,
		reservations: 220,
		opportunities: 110,
	});
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

const RESOURCES = ['profile', 'reservation', 'shift', 'opportunity'] as const;

const run = async (parameters: INodeParameters, more: Parameters<VomeBench['vome']>[1] = {}) =>
	await bench.vome({ operation: 'count', ...parameters }, more);

const countOf = ({ items, error }: VomeResult) => {
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: { count: expect.any(Number) }, pairedItem: { item: 0 } }]);
	return items[0]?.json.count;
};

const messagesOf = ({ hints }: VomeResult) => hints.map(({ message }) => message);

describe.each(RESOURCES)('%ss', (resource) => {
	const rows = () =>
		bench.sandbox.vome[resource === 'opportunity' ? 'opportunities' : (`${resource}s` as 'shifts')];

	it('take one request of a full page', async () => {
		const result = await run({ resource });
		expect(countOf(result)).toBe(rows().length);
		expect(messagesOf(result)).toEqual([]);
		const isSearch = resource === 'shift' || resource === 'opportunity';
		const path = resource === 'opportunity' ? 'opportunities' : `${resource}s`;
		expect(bench.urls).toEqual([
			`/api/${path}/${isSearch ? 'search/?ordering=created_at&' : '?'}page=1&limit=100`,
		]);
	});

	it('may be none', async () => {
		rows().length = 0;
		expect(countOf(await run({ resource }))).toBe(0);
		expect(bench.urls).toHaveLength(1);
	});

	it('are as many as extra query parameters let through', async () => {
		const queryParameters = { parameter: [{ name: 'id', value: rows()[3]?.id ?? '' }] };
		if (resource === 'profile') bench.sandbox.quirks.profileSearchBy.id = 'exact';
		expect(countOf(await run({ resource, options: { queryParameters } }))).toBe(1);
		expect(bench.urls).toHaveLength(1);
		bench.sandbox.requests.length = 0;
		const paging = { parameter: [{ name: 'limit', value: '1' }] };
		const { error } = await run({ resource, options: { queryParameters: paging } });
		expect(error?.message).toBe("'Extra Query Parameters' must not set 'limit' [item 0]");
		expect(bench.urls).toEqual([]);
	});
});

describe('is what Get Many gives with Return All, whatever the server is like', () => {
	/** Whether the total of the first page can tell. */
	const CASES: Array<[INodeParameters, 'total' | 'reading']> = [
		[{}, 'total'],
		[{ filters: { profileType: 'offline' } }, 'total'],
		[{ filters: { tag: 'Driver' } }, 'reading'],
		[{ filters: { profileType: 'vomeUser', tag: 'Driver' } }, 'reading'],
		[{ resource: 'reservation', filters: { status: [1, 6] } }, 'reading'],
		[{ resource: 'reservation', filters: { createdAfter: '2025-11-15', status: [6] } }, 'total'],
		[{ resource: 'reservation', filters: { shiftStartsAfter: '2026-01-15' } }, 'reading'],
		[{ resource: 'shift', filters: { title: 'sorting' } }, 'total'],
		[{ resource: 'shift', filters: { openSpots: 'yes' } }, 'reading'],
		[{ resource: 'opportunity', filters: { status: 1 } }, 'total'],
	];

	/** How many requests it takes to see the total; undefined if there is none to be trusted. */
	const QUIRKS: Array<[Partial<VomeQuirks>, number | undefined]> = [
		[{}, 1],
		[{ links: 'none' }, 1],
		[{ count: 'string' }, 1],
		[{ cappedLimit: 30 }, 1],
		// The first one is refused.
		[{ refusedLimit: 50 }, 2],
		[{ count: 'null' }, undefined],
		[{ count: 'missing' }, undefined],
		[{ bareArray: true }, undefined],
	];

	const some = sampler(3);

	describe.each(QUIRKS)('%j', (quirks, requests) => {
		it.each(some(CASES))('%j', async (parameters, by) => {
			Object.assign(bench.sandbox.quirks, quirks);
			const all = await bench.vome({ ...parameters, returnAll: true });
			expect(all.error).toBeUndefined();
			const reading = bench.urls.length;
			bench.sandbox.requests.length = 0;
			forgetGuesses();

			expect(countOf(await run(parameters))).toBe(all.items.length);
			if (by === 'reading') expect(bench.urls).toHaveLength(reading);
			else expect(bench.urls).toHaveLength(requests ?? reading + 1);
		});
	});
});

describe('a total that the first page speaks against', () => {
	const fail = (fault: Omit<Fault, 'path'>) =>
		bench.sandbox.faults.push({ path: '/api/profiles/', page: 1, ...fault });

	it('since a record is on it twice: all are read, and counted once', async () => {
		bench.sandbox.vome.profiles.splice(90, 0, bench.sandbox.vome.profiles[3] as never);
		const result = await run({});
		expect(countOf(result)).toBe(TOTAL);
		expect(bench.urls.length).toBeGreaterThan(4);
		expect(messagesOf(result)[0]).toContain('1 record that Vome sent twice came out once');
	});

	it('since it is empty', async () => {
		fail({ kind: 'emptyPage', times: 1 });
		expect(countOf(await run({}))).toBe(TOTAL);
		expect(bench.urls).toHaveLength(5);
	});

	const answered = (count: (given: number) => number, total = 101) => {
		const { profiles } = bench.sandbox.vome;
		profiles.splice(total);
		for (let page = 1; page <= 3; page += 1) {
			const results = profiles.slice(100 * (page - 1), 100 * page);
			if (results.length > 0) {
				const body = { count: count(results.length), next: null, previous: null, results };
				bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/profiles/', page, body });
			}
		}
	};

	it('since a record follows the full page that should be all', async () => {
		answered(() => 100);
		expect(countOf(await run({}))).toBe(101);
	});

	it('since it is that of the page', async () => {
		answered((given) => given, TOTAL);
		const result = await run({});
		expect(countOf(result)).toBe(TOTAL);
		expect(messagesOf(result).join()).toMatch(/Vome counts \d+ profiles but lists 250\./);
	});

	it('which is a full page: one more request shows that it is all', async () => {
		bench.sandbox.vome.profiles.splice(100);
		expect(countOf(await run({}))).toBe(100);
		expect(bench.urls.map((url) => url.slice(-16))).toEqual([
			'page=1&limit=100',
			'page=2&limit=100',
		]);
	});

	it('since another one follows the last', async () => {
		bench.sandbox.vome.profiles.splice(20);
		bench.sandbox.quirks.links = 'self';
		expect(countOf(await run({}))).toBe(20);
		expect(bench.urls).toHaveLength(3);
	});

	it.each(['tooHigh', 'tooLow'] as const)('since it is %s: as Get Many', async (count) => {
		bench.sandbox.vome.profiles.splice(20);
		bench.sandbox.quirks.count = count;
		const all = await bench.vome({ returnAll: true });
		const { error, items } = await run({});
		expect([error?.message, error?.description]).toEqual([
			all.error?.message,
			all.error?.description,
		]);
		if (count === 'tooLow') expect(items).toMatchObject([{ json: { count: 20 } }]);
		else expect(error?.description).toContain('It claims to have 21 rows; its pages hold 20');
	});
});

it('takes the total for a filter that no record shows, even where Vome ignores it', async () => {
	Object.assign(bench.sandbox.quirks, { unknownParameters: 'ignore', unknownFilters: ['status'] });
	const result = await run({ resource: 'opportunity', filters: { status: 1 } });
	expect(countOf(result)).toBe(110);
	expect(messagesOf(result)).toEqual([]);
	expect(bench.urls).toHaveLength(1);
});

it('counts for each item, and goes on after one that fails with Continue On Fail', async () => {
	const offline = bench.sandbox.vome.profiles.filter((row) => row.is_offline).length;
	const { items } = await run(
		{ filters: { profileType: '={{ $json.type }}' } },
		{
			input: [{ type: 'offline' }, { type: 'other' }, { type: 'vomeUser' }],
			onError: 'continueRegularOutput',
		},
	);
	expect(items).toEqual([
		{ json: { count: offline }, pairedItem: { item: 0 } },
		{ json: { error: expect.stringContaining("'Profile Type' must be") }, pairedItem: { item: 1 } },
		{ json: { count: TOTAL - offline }, pairedItem: { item: 2 } },
	]);
	expect(bench.urls).toHaveLength(2);
});

it('fails where the list cannot be read', async () => {
	const faults: Array<[Fault, string]> = [
		[{ kind: 'status', status: 403 }, 'Vome does not allow this for the API key'],
		[{ kind: 'wrongShape' }, 'Vome sent the list of profiles in an unknown form'],
		[{ kind: 'status', status: 500 }, 'Vome could not answer (HTTP 500) after 5 tries'],
	];
	for (const [fault, message] of faults) {
		bench.sandbox.faults = [fault];
		for (const filters of [{}, { tag: 'Driver' }]) {
			const { error, items } = await run({ filters });
			expect(items).toEqual([]);
			expect(error?.message).toBe(`${message} [item 0]`);
		}
	}
});
