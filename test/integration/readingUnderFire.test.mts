// What is told of a reading that did not go as usual, and how the node slows down. That each fault ends
// with all records or an error is for faultMatrix.test.mts.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Fault } from '../../sandbox/index.mts';
import type { VomeResult } from '../support/vomeBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 120;
const parameters = { returnAll: true };

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: TOTAL, shifts: 0, reservations: 0 });
});
beforeEach(() => {
	bench.sandbox.reset();
	bench.sandbox.quirks.cappedLimit = 20;
});
afterAll(async () => await bench.stop());

async function readWith(...faults: Fault[]): Promise<VomeResult> {
	bench.sandbox.faults.push(...faults);
	return await bench.vome(parameters);
}

describe('faults that pass', () => {
	it('are told in a hint', async () => {
		const { hints } = await readWith({ kind: 'status', status: 503, page: 2, times: 2 });
		expect(hints).toEqual([
			{
				message:
					'In this run, 2 requests had to be repeated because Vome was busy or the connection broke off. No records were lost.',
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('are not told of an item that failed', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500, page: 2 });
		const { hints } = await bench.vome(parameters, { onError: 'continueRegularOutput' });
		expect(hints).toEqual([]);
	});

	it('are not told when there were none', async () => {
		expect((await bench.vome(parameters)).hints).toEqual([]);
	});

	it('slow the node down', async () => {
		bench.sandbox.latency = 150;
		bench.sandbox.faults.push({
			kind: 'status',
			status: 429,
			retryAfter: '1',
			skip: 16,
			times: 1,
		});
		bench.sandbox.quirks.cappedLimit = 3;
		await bench.vome(parameters);
		const inFlight = bench.sandbox.requests.map((request) => request.inFlight);
		const refused = bench.sandbox.requests.findIndex(({ status }) => status === 429);
		expect(Math.max(...inFlight.slice(0, refused))).toBeGreaterThan(6);
		// Up to 7 others were on their way then; after those there are 4 at once, soon 5, then 6.
		expect(Math.max(...inFlight.slice(refused + 8, refused + 18))).toBeLessThanOrEqual(6);
	});
});

describe('changes while reading', () => {
	it('without end are an error, and no records', async () => {
		const { error, items } = await readWith({ kind: 'delete', count: 1, at: 'end' });
		expect(error?.message).toBe('The list of profiles could not be read completely [item 0]');
		expect(items).toEqual([]);
	});

	it('are told in a hint', async () => {
		const { hints } = await readWith({ kind: 'insert', count: 1, at: 'start', skip: 3, times: 1 });
		expect(hints[0]?.message).toContain(
			'the list changed while it was read, so it was read again once',
		);
	});
});

describe('errors of the server', () => {
	it.each(['documented', 'detail', 'fields'] as const)(
		'in the shape %s are quoted',
		async (shape) => {
			bench.sandbox.quirks.errorShape = shape;
			const { error } = await bench.vome({
				options: { queryParameters: { parameter: [{ name: 'shoe_size', value: '44' }] } },
			});
			expect(error?.message).toMatch(
				/^Vome did not accept the request \(HTTP 400\): .*shoe_size.* \[item 0\]$/,
			);
			expect(error?.description).toContain('extra query parameters');
		},
	);
});

describe('an answer that is too large', () => {
	/** Bytes outside the heap, where what arrives is kept. */
	const kept = () => process.memoryUsage().external;

	/** Throws away what is left of other tests, which would count as if it were kept. */
	const collectGarbage = () => {
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		// What the first one finds is free after the second one.
		collect();
		collect();
	};

	it.each(['bomb', 'flood'] as const)('takes no more memory than the limit: %s', async (kind) => {
		collectGarbage();
		const before = kept();
		let most = 0;
		const watch = setInterval(() => {
			most = Math.max(most, kept() - before);
		}, 2);
		const { error } = await readWith({ kind, page: 2 });
		clearInterval(watch);
		expect(error?.message).toBe('Vome sent an answer of more than 64 MB [item 0]');
		expect(most).toBeLessThan(160_000_000);
		expect(bench.sandbox.requests.filter(({ query }) => query.page === '2')).toHaveLength(1);
	});
});
