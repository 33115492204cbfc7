// Pages get smaller by themselves where Vome refuses a large one, or cannot answer it in time.
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../sandbox/index.mts';
import { forgetGuesses } from '../support/bench.mts';
import { withShortTimeouts } from '../support/timeouts.mts';
import { clock } from '../support/clock.mts';
import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 120;

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: TOTAL, shifts: 130, reservations: 0 });
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

/** The `limit` and `page` of each request, in order. */
const asked = () => bench.sandbox.requests.map(({ query }) => [query.limit, query.page].join('/'));

const read = async (
	parameters: INodeParameters = { returnAll: true },
	run?: Parameters<VomeBench['vome']>[1],
) => {
	const { items, error, hints } = await bench.vome(parameters, run);
	return {
		ids: items.map(({ json }) => json.id),
		items,
		error,
		hints: hints.map(({ message }) => message),
	};
};

const ids = () => bench.sandbox.vome.profiles.map(({ id }) => id);

const hint = (given: number) =>
	`Vome could not give more than ${given} records at once, so the node asks for ${given} each time (found by trying).`;

const REFUSALS = [
	[50, ['100/1', '50/1', '50/3', '50/2', '50/1']],
	[70, ['100/1', '50/1', '50/3', '50/2', '50/1']],
	[25, ['100/1', '50/1', '25/1', '25/5', '25/2', '25/3', '25/4', '25/1']],
	[10, ['100/1', '50/1', '25/1', '10/1', '10/12']],
] as const;

describe.each(REFUSALS)('Vome refuses more than %i records a page', (refusedLimit, requests) => {
	const given = refusedLimit === 70 ? 50 : refusedLimit;

	it.each(['documented', 'detail', 'fields'] as const)(
		'the list is whole, and a hint says so (errors as %s)',
		async (errorShape) => {
			Object.assign(bench.sandbox.quirks, { refusedLimit, errorShape });
			const result = await read();
			expect(result.error).toBeUndefined();
			expect(result.ids).toEqual(ids());
			expect(result.hints).toEqual([hint(given)]);
			expect(asked().slice(0, requests.length)).toEqual(requests);
		},
	);

	it('a limit is reached', async () => {
		bench.sandbox.quirks.refusedLimit = refusedLimit;
		for (const limit of [5, 60, 100, 110, 500]) {
			bench.sandbox.requests.length = 0;
			forgetGuesses();
			const result = await read({ limit });
			expect(result.error).toBeUndefined();
			expect(result.ids).toEqual(ids().slice(0, limit));
			const size = Math.min(limit, 100);
			expect(result.hints).toEqual(size <= refusedLimit ? [] : [hint(given)]);
		}
	});

	it('the next run asks for that at once, and does not say it again', async () => {
		bench.sandbox.quirks.refusedLimit = refusedLimit;
		await read();
		bench.sandbox.requests.length = 0;
		const result = await read();
		expect(result.ids).toEqual(ids());
		expect(result.hints).toEqual([]);
		expect(bench.sandbox.requests.filter(({ status }) => status === 400)).toEqual([]);
	});

	it('two runs at once try once', async () => {
		bench.sandbox.quirks.refusedLimit = refusedLimit;
		bench.sandbox.latency = 20;
		const results = await Promise.all([read(), read({ operation: 'count' })]);
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		const sizes = asked().filter((query) => query.endsWith('/1'));
		const tried = [100, 50, 25, 10].filter((size) => size > refusedLimit && size < 100);
		for (const size of tried) {
			expect(sizes.filter((query) => query === `${size}/1`)).toHaveLength(1);
		}
		expect(results.flatMap(({ hints }) => hints)).toEqual([hint(given)]);
	});

	it('later lists of the run ask for that at once, and the hint comes once', async () => {
		bench.sandbox.quirks.refusedLimit = refusedLimit;
		const filters = { profileType: '={{ $json.type }}' };
		const types = ['offline', 'vomeUser', 'offline'];
		const result = await read(
			{ returnAll: true, filters },
			{ input: types.map((type) => ({ type })) },
		);
		expect(result.error).toBeUndefined();
		const wanted = types.flatMap((type) =>
			bench.sandbox.vome.profiles
				.filter((row) => row.is_offline === (type === 'offline'))
				.map(({ id }) => id),
		);
		expect(result.ids).toEqual(wanted);
		expect(result.hints).toEqual([hint(given)]);
		const refused = bench.sandbox.requests.filter(({ status }) => status === 400);
		expect(refused).toHaveLength(requests.findIndex((query) => query === `${given}/1`));
	});
});

it('each limit is refused: the error is the first one, after one request for each size', async () => {
	bench.sandbox.quirks.refusedLimit = 5;
	const { error, ids: none } = await read();
	expect(none).toEqual([]);
	expect(error?.message).toBe(
		'Vome did not accept the request (HTTP 400): limit must be from 1 to 5. (limit) [item 0]',
	);
	expect(asked()).toEqual(['100/1', '50/1', '25/1', '10/1']);
	expect((await read({ limit: 5 })).ids).toEqual(ids().slice(0, 5));
});

it('another refusal costs no further request', async () => {
	const queryParameters = { parameter: [{ name: 'no_limit', value: '1' }] };
	const { error } = await read({ options: { queryParameters } });
	expect(error?.message).toContain('Unknown parameter: no_limit.');
	expect(asked()).toEqual(['50/1']);
});

describe('Vome cannot answer a large page in time', () => {
	it.each([50, 25, 10])('but one of %i records', async (slowLimit) => {
		bench.sandbox.quirks.slowLimit = slowLimit;
		const result = await read();
		expect(result.error).toBeUndefined();
		expect(result.ids).toEqual(ids());
		expect(result.hints).toContain(hint(slowLimit));
		const smaller = [50, 25, 10].filter((size) => size >= slowLimit).map((size) => `${size}/1`);
		expect(asked().slice(0, 5 + smaller.length)).toEqual([
			...Array<string>(5).fill('100/1'),
			...smaller,
		]);
	});

	it.each<[Omit<Fault, 'kind'>, number]>([
		[{ status: 500 }, 5],
		[{ status: 502, contentType: 'text/html' }, 5],
		[{ status: 503 }, 8],
		[{ status: 504, contentType: 'text/html' }, 5],
	])('%j: it is asked for half of it after the usual tries', async (fault, tries) => {
		bench.sandbox.quirks.slowLimit = 50;
		bench.sandbox.faults.push({ kind: 'status', page: 1, times: tries, ...fault });
		const result = await read();
		expect(result.error).toBeUndefined();
		expect(result.ids).toEqual(ids());
		expect(asked().slice(0, tries + 3)).toEqual([
			...Array<string>(tries).fill('100/1'),
			'50/1',
			'100/1',
			'50/3',
		]);
		expect(result.hints).toContain(hint(50));
	});

	it.each([
		[500, 5, ['50/1', '100/1']],
		[500, 6, ['25/1', '100/1']],
		[503, 8, ['50/1', '100/1']],
	])('%i, %i times: a short outage teaches nothing', async (status, times, requests) => {
		bench.sandbox.faults.push({ kind: 'status', status, page: 1, times });
		const result = await read();
		expect(result.error).toBeUndefined();
		expect(result.ids).toEqual(ids());
		expect(asked().slice(times)).toEqual([...requests, '100/2', '100/1']);
		expect(result.hints.join()).not.toContain('could not give more than');
		bench.sandbox.requests.length = 0;
		await read();
		expect(asked()).toEqual(['100/1', '100/2', '100/1']);
	});

	it('and keeps silent', async () => {
		// Long enough for the answers that come.
		await withShortTimeouts(400, async () => {
			bench.sandbox.quirks.slowLimit = 50;
			bench.sandbox.faults.push({ kind: 'hang', page: 1, times: 5 });
			const result = await read();
			expect(result.error).toBeUndefined();
			expect(result.ids).toEqual(ids());
			expect(result.hints).toContain(hint(50));
		});
	});

	it('and has too many requests after that: the node waits', async () => {
		bench.sandbox.quirks.slowLimit = 50;
		bench.sandbox.faults.push({ kind: 'status', status: 429, page: 1, skip: 5, times: 3 });
		const result = await read();
		expect(result.error).toBeUndefined();
		expect(result.ids).toEqual(ids());
	});

	it('only when the first page is read again at the end: it is asked once more', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 504, page: 1, skip: 1, times: 5 });
		const result = await read();
		expect(result.error).toBeUndefined();
		expect(result.ids).toEqual(ids());
		expect(asked().slice(-2)).toEqual(['50/1', '100/1']);
	});

	it('from when the first page is read again on: the list is read in smaller pages', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 504, page: 1, skip: 1, times: 5 });
		bench.sandbox.faults.push({ kind: 'status', status: 504, page: 1, skip: 7, times: 1 });
		const result = await read();
		expect(result.error).toBeUndefined();
		expect(result.ids).toEqual(ids());
		expect(asked().at(-1)).toBe('50/1');
	});
});

describe('Vome is down', () => {
	it.each<[string, Fault, string, number]>([
		['500', { kind: 'status', status: 500 }, 'Vome could not answer (HTTP 500) after 5 tries', 5],
		['503', { kind: 'status', status: 503 }, 'Vome could not answer (HTTP 503) after 8 tries', 8],
		['504', { kind: 'status', status: 504 }, 'Vome could not answer (HTTP 504) after 5 tries', 5],
	])('%s: the first error, after 3 requests more', async (_, fault, message, tries) => {
		bench.sandbox.faults.push(fault);
		for (const parameters of [{ returnAll: true }, { operation: 'count' }]) {
			bench.sandbox.requests.length = 0;
			forgetGuesses();
			const { error, hints } = await read(parameters);
			expect(error?.message).toBe(`${message} [item 0]`);
			expect(hints).toEqual([]);
			expect(asked()).toEqual([...Array<string>(tries).fill('100/1'), '50/1', '25/1', '10/1']);
		}
	});

	it('for some minutes it is not asked for fewer records again', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500 });
		await read();
		bench.sandbox.requests.length = 0;
		await read();
		expect(asked()).toEqual(Array<string>(5).fill('100/1'));
		await clock.sleep(5 * 60_000);
		bench.sandbox.requests.length = 0;
		await read();
		expect(asked()).toHaveLength(5 + 3);
	});

	it('silent: the first error, after 3 requests more', async () => {
		await withShortTimeouts(60, async () => {
			bench.sandbox.faults.push({ kind: 'hang' });
			const { error } = await read();
			expect(error?.message).toBe('Vome could not be reached in 5 tries [item 0]');
			expect(asked()).toHaveLength(8);
		});
	});

	it.each<Fault>([{ kind: 'drop' }, { kind: 'status', status: 429 }])(
		'%j: fewer records would not help',
		async (fault) => {
			bench.sandbox.faults.push(fault);
			const { error } = await read();
			expect(error?.message).toMatch(/^Vome (could not be reached|still answered)/);
			expect(new Set(asked())).toEqual(new Set(['100/1']));
		},
	);

	it('in the middle of a list: an error, and no smaller pages', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500, page: 2 });
		const { error } = await read();
		expect(error?.message).toBe('Vome could not answer (HTTP 500) after 5 tries [item 0]');
		expect(new Set(asked())).toEqual(new Set(['100/1', '100/2']));
	});

	it('for an item: the next one is read with what was learnt before', async () => {
		bench.sandbox.quirks.refusedLimit = 25;
		bench.sandbox.faults.push({ kind: 'status', status: 403, page: 2, times: 1 });
		const result = await read(
			{ returnAll: true },
			{
				input: [{}, {}],
				onError: 'continueRegularOutput',
			},
		);
		expect(result.items.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
		expect(result.items).toHaveLength(1 + TOTAL);
		expect(bench.sandbox.requests.filter(({ query }) => query.limit === '100')).toHaveLength(1);
	});
});

describe('what the form reads', () => {
	it.each([60, 50, 25, 10])('goes on page by page to its end where Vome gives %i', async (most) => {
		bench.sandbox.quirks.refusedLimit = most;
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page: INodeListSearchResult = await bench.search(
				'searchShifts',
				'',
				...(token ? [token] : []),
			);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);
		expect(values).toHaveLength(bench.sandbox.vome.shifts.length);
		expect(new Set(values)).toEqual(new Set(bench.sandbox.vome.shifts.map(({ id }) => id)));
	});

	it('finds the same custom fields', async () => {
		const options = async () => await bench.form<object[]>('loadOptions', 'getCustomFields');
		const usual = await options();
		bench.sandbox.quirks.refusedLimit = 25;
		expect(await options()).toEqual(usual);
		expect(usual.length).toBeGreaterThan(5);
	});
});

it('a trigger reads the whole list', async () => {
	bench.sandbox.quirks.slowLimit = 25;
	const workflow = await bench.trigger({ event: 'profileAdded' });
	const { vome } = bench.sandbox;
	vome.profiles.push(vome.makeProfile());
	const { items, error } = await workflow.poll();
	expect(error).toBeUndefined();
	expect(items?.map(({ json }) => json.id)).toEqual([vome.profiles.at(-1)?.id]);
});
