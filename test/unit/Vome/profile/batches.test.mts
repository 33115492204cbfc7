import fc from 'fast-check';

import type { Refusal } from '../../../../nodes/Vome/resources/profile/write/batches.ts';
import { sendInBatches } from '../../../../nodes/Vome/resources/profile/write/batches.ts';

interface Run {
	/** Sizes of the batches, in order. */
	sent: number[];
	accepted: number[];
	refused: number[];
	error?: Error;
}

/** Sends the rows 0 to `count` - 1 to a service that refuses each batch for which it has a reason. */
async function run(
	count: number,
	refuse: (batch: number[]) => Refusal | undefined,
	{ size = 50, parallel = 1, isRight = false } = {},
): Promise<Run> {
	const result: Run = { sent: [], accepted: [], refused: [] };
	try {
		await sendInBatches<number, Refusal>({
			rows: Array.from({ length: count }, (_, row) => row),
			size,
			parallel,
			isRight,
			send: async (batch) => {
				result.sent.push(batch.length);
				await Promise.resolve();
				const refusal = refuse(batch);
				if (refusal === undefined) result.accepted.push(...batch);
				return refusal;
			},
			refused: (row) => result.refused.push(row),
			wrongRequest: ({ words }) => new Error(words),
		});
	} catch (error) {
		result.error = error as Error;
	}
	return result;
}

const bad =
	(rows: number[], about: Refusal['about'] = 'unknown', words = 'bad row') =>
	(batch: number[]) =>
		batch.some((row) => rows.includes(row)) ? { words, about } : undefined;

const others = (count: number, rows: number[]) =>
	Array.from({ length: count }, (_, row) => row).filter((row) => !rows.includes(row));

const sorted = (rows: number[]) => rows.toSorted((one, other) => one - other);

it('sends 10,000 good rows in 200 batches of 50', async () => {
	const { sent, accepted } = await run(10_000, () => undefined);
	expect(sent).toEqual(Array.from({ length: 200 }, () => 50));
	expect(accepted).toEqual(others(10_000, []));
});

it.each([2, 3, 5, 7, 10, 16, 33, 49, 50, 64, 99, 100])(
	'one bad row in a batch of %i costs at most 2 x log2(n) more, wherever it is',
	async (size) => {
		for (let row = 0; row < size; row += 1) {
			const result = await run(size, bad([row]), { size });
			expect(result.refused).toEqual([row]);
			expect(sorted(result.accepted)).toEqual(others(size, [row]));
			expect(result.sent.length - 1).toBeLessThanOrEqual(2 * Math.log2(size));
		}
	},
);

it('bad rows never cost another row, whatever they are about and wherever they are', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 130 }),
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 1, max: 4 }),
			fc.uniqueArray(fc.integer({ min: 0, max: 129 }), { maxLength: 7 }),
			fc.constantFrom<Refusal['about'][]>('row', 'unknown'),
			async (count, size, parallel, rows, about) => {
				const present = rows.filter((row) => row < count);
				const result = await run(count, bad(present, about), { size, parallel });
				expect(result.error).toBeUndefined();
				expect(sorted(result.refused)).toEqual(sorted(present));
				expect(sorted(result.accepted)).toEqual(others(count, present));
			},
		),
		{ numRuns: 200 },
	);
});

it('bad rows that are named as such are all tried, even if there is no good one', async () => {
	const { refused, error } = await run(40, bad(others(40, []), 'row'));
	expect(error).toBeUndefined();
	expect(sorted(refused)).toEqual(others(40, []));
});

describe('a request that is wrong whatever is in it', () => {
	it('is found out with two rows where the words tell', async () => {
		const { sent, error, refused } = await run(500, () => ({ words: 'key', about: 'request' }));
		expect(error).toEqual(new Error('key'));
		expect(sent).toEqual([50, 25, 25, 1, 1]);
		// One of each end of the whole list.
		expect(refused).toEqual([0, 499]);
	});

	it('is found out with eight rows, far from each other, where they do not', async () => {
		const { sent, error, accepted } = await run(500, () => ({ words: 'no', about: 'unknown' }));
		expect(error).toEqual(new Error('no'));
		expect(sent).toEqual([50, 25, 25, 1, 1, 1, 1, 1, 1, 1, 1]);
		expect(accepted).toEqual([]);
	});

	it('is found out with batches of one row, too', async () => {
		const { sent } = await run(500, () => ({ words: 'no', about: 'unknown' }), { size: 1 });
		expect(sent).toHaveLength(16);
	});

	it('is not suspected if a row gets through', async () => {
		const rows = [0, 25];
		const { sent, error, refused } = await run(50, bad(rows));
		expect(error).toBeUndefined();
		expect(refused).toEqual(rows);
		// The probes that found that out.
		expect(sent.slice(0, 5)).toEqual([50, 25, 25, 1, 1]);
	});

	it.each([1, 50])(
		'is not suspected if only the first rows are refused, %i at a time',
		async (size) => {
			for (const about of ['unknown', 'request'] as const) {
				const rows = others(50, []);
				const { error, refused, accepted } = await run(200, bad(rows, about), { size });
				expect(error).toBeUndefined();
				expect(sorted(refused)).toEqual(rows);
				expect(sorted(accepted)).toEqual(others(200, rows));
			}
		},
	);

	it('is not suspected if rows were accepted before', async () => {
		const { error, refused } = await run(20, bad(others(20, [])), { isRight: true });
		expect(error).toBeUndefined();
		expect(sorted(refused)).toEqual(others(20, []));
	});

	it('is not suspected because of one row, whatever the words', async () => {
		const { error, refused, accepted } = await run(3, bad([0], 'request'));
		expect(error).toBeUndefined();
		expect([refused, accepted]).toEqual([[0], [1, 2]]);
	});

	it('sends no row twice at the same time, whoever looks into it', async () => {
		const flying = new Set<number>();
		let isTwice = false;
		await sendInBatches<number, Refusal>({
			rows: others(300, []),
			size: 10,
			parallel: 5,
			send: async (batch) => {
				isTwice ||= batch.some((row) => flying.has(row));
				for (const row of batch) flying.add(row);
				await new Promise((resolve) => setImmediate(resolve));
				for (const row of batch) flying.delete(row);
				return batch.some((row) => row < 200) ? { words: 'no', about: 'unknown' } : undefined;
			},
			refused: () => {},
			wrongRequest: () => new Error('wrong'),
		});
		expect(isTwice).toBe(false);
	});

	it('is found out though the words differ each time, such as by a number', async () => {
		const { sent, error } = await run(2_000, (batch) => ({
			words: `Request ${batch[0]} failed`,
			about: 'unknown',
		}));
		expect(error).toBeDefined();
		expect(sent).toEqual([50, 25, 25, 1, 1, 1, 1, 1, 1, 1, 1]);
	});

	it('is not suspected if rows are refused with different words about them', async () => {
		const { error, refused } = await run(20, (batch) => ({
			words: `row ${batch[0]}`,
			about: 'row',
		}));
		expect(error).toBeUndefined();
		expect(sorted(refused)).toEqual(others(20, []));
	});

	it('stops the batches beside it', async () => {
		const { sent } = await run(5_000, () => ({ words: 'key', about: 'request' }), { parallel: 4 });
		expect(sent.length).toBeLessThan(20);
	});
});

it('learns how many rows the service takes', async () => {
	const most = 20;
	const { sent, accepted, error } = await run(
		200,
		(batch) => (batch.length > most ? { words: 'At most 20', about: 'request' } : undefined),
		{ size: 50 },
	);
	expect(error).toBeUndefined();
	expect(sorted(accepted)).toEqual(others(200, []));
	const tooLarge = sent.filter((size) => size > most);
	// Only the first batch, and its halves.
	expect(tooLarge).toEqual([50, 25, 25]);
});

it('what sending throws ends everything', async () => {
	let calls = 0;
	const { error, sent } = await run(500, () => {
		calls += 1;
		if (calls === 3) throw new Error('401');
		return undefined;
	});
	expect(error).toEqual(new Error('401'));
	expect(sent).toHaveLength(3);
});
