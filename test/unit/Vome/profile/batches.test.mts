import fc from '../../../support/property.mts';

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

it('many bad rows are sent one by one, and the good ones after them together again', async () => {
	const rows = others(1_000, []).filter((row) => row >= 100 && row < 600);
	const { sent, refused, accepted } = await run(1_000, bad(rows, 'exists'));
	expect(sorted(refused)).toEqual(rows);
	expect(sorted(accepted)).toEqual(others(1_000, rows));
	expect(sent.length).toBeLessThan(500 + 60 + 2 + 8 + 4);
	expect(sent.slice(-7, -1)).toEqual(Array(6).fill(50));
});

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

it('rows that exist already are all tried, even if there is no other one', async () => {
	for (const size of [1, 50]) {
		const { refused, error } = await run(200, bad(others(200, []), 'exists'), { size });
		expect(error).toBeUndefined();
		expect(sorted(refused)).toEqual(others(200, []));
	}
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

	it('is found out though the words name a field, another one each time', async () => {
		const { sent, error } = await run(2_000, (batch) => ({
			words: `row ${batch[0]}`,
			about: batch[0] === 0 ? 'unknown' : 'row',
		}));
		expect(error).toBeDefined();
		expect(sent).toEqual([50, 25, 25, 1, 1, 1, 1, 1, 1, 1, 1]);
	});

	it('is not called so if the second word is about something else', async () => {
		const { error, accepted, refused } = await run(300, (batch) => {
			const about = batch.includes(0) ? 'request' : 'unknown';
			return batch.some((row) => row < 290) ? { words: about, about } : undefined;
		});
		expect(error).toBeUndefined();
		expect(accepted).toHaveLength(10);
		expect(refused).toHaveLength(290);
	});

	it('is found out though some exist already', async () => {
		const { sent, error } = await run(2_000, (batch) => ({
			words: 'no',
			about: batch.every((row) => row % 100 === 7) ? 'exists' : 'unknown',
		}));
		expect(error).toBeDefined();
		expect(sent.length).toBeLessThan(20);
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

describe('a batch that the service cannot deal with', () => {
	const KINDS: Array<Pick<Refusal, 'about' | 'isOfSize'>> = [
		{ about: 'unknown', isOfSize: true },
		{ about: 'fault', isOfSize: true },
		{ about: 'outage', isOfSize: true },
	];
	/** Fails for batches whose rows weigh too much. */
	const limited =
		(most: number, kind: (typeof KINDS)[number], weigh = (_: number) => 1) =>
		(batch: number[]): Refusal | undefined =>
			batch.reduce((sum, row) => sum + weigh(row), 0) > most
				? { words: 'too much', ...kind }
				: undefined;

	describe.each(KINDS)('as %j', (kind) => {
		it.each([1, 2, 12, 24, 30, 49])(
			'gets smaller, and the size that works is kept: %i',
			async (most) => {
				const { sent, accepted, error } = await run(400, limited(most, kind));
				expect(error).toBeUndefined();
				expect(sorted(accepted)).toEqual(others(400, []));
				// Of the first batch and its parts alone.
				expect(sent.filter((size) => size > most).length).toBeLessThanOrEqual(12);
				expect(sent.lastIndexOf(50)).toBe(0);
			},
		);

		it('because of one row costs the others nothing, and no smaller batches', async () => {
			const weigh = (row: number) => (row === 10 ? 1_000 : 1);
			const { sent, accepted, refused, error } = await run(200, limited(100, kind, weigh));
			expect(error).toBeUndefined();
			expect(refused).toEqual([10]);
			expect(sorted(accepted)).toEqual(others(200, [10]));
			expect(sent.filter((size) => size === 50)).toHaveLength(4);
			expect(sent.length).toBeLessThanOrEqual(4 + 1 + 2 * 6);
		});

		it('because of one row, and of too many: both are found out', async () => {
			const weigh = (row: number) => (row % 50 === 10 ? 1_000 : 1);
			const { accepted, refused, error, sent } = await run(400, limited(20, kind, weigh));
			expect(error).toBeUndefined();
			const heavy = others(400, []).filter((row) => row % 50 === 10);
			expect(sorted(refused)).toEqual(heavy);
			expect(sorted(accepted)).toEqual(others(400, heavy));
			expect(sent.lastIndexOf(50)).toBe(0);
		});

		it('by accident does not make the others smaller', async () => {
			let isNext = false;
			let count = 0;
			const { sent, accepted } = await run(1_000, () => {
				count += 1;
				isNext = count % 6 === 0;
				return isNext ? { words: 'flaky', ...kind } : undefined;
			});
			expect(sorted(accepted)).toEqual(others(1_000, []));
			expect(sent.at(-1)).toBe(50);
		});

		it('is dealt with by batches side by side, too', async () => {
			const weigh = (row: number) => ([3, 250, 399].includes(row) ? 1_000 : 1);
			const { accepted, refused, error } = await run(400, limited(20, kind, weigh), {
				parallel: 4,
			});
			expect(error).toBeUndefined();
			expect(sorted(refused)).toEqual([3, 250, 399]);
			expect(sorted(accepted)).toEqual(others(400, refused));
		});
	});
});

describe('a service that is down', () => {
	const down = (about: 'fault' | 'outage') => ({ words: 'down', about, isOfSize: true });

	it.each([
		['outage', 50, [50, 1, 1, 1]],
		['fault', 50, [50, 1, 1, 1, 1, 1, 1, 1, 1]],
		['outage', 1, [1, 1, 1, 1]],
	] as const)('ends it after a few rows: %s, %i at a time', async (about, size, requests) => {
		const { sent, error, accepted } = await run(2_000, () => down(about), { size });
		expect(error).toEqual(new Error('down'));
		expect(sent).toEqual(requests);
		expect(accepted).toEqual([]);
	});

	it.each([1, 4])('in the middle ends it likewise, with %i at a time', async (parallel) => {
		let count = 0;
		const { sent, error, accepted } = await run(
			2_000,
			() => {
				count += 1;
				return count > 10 ? down('outage') : undefined;
			},
			{ parallel },
		);
		expect(error).toEqual(new Error('down'));
		expect(accepted).toHaveLength(500);
		expect(sent.length).toBeLessThanOrEqual(10 + 2 * parallel + 4);
	});

	it('while a batch is taken apart ends it likewise', async () => {
		let count = 0;
		const { sent, error } = await run(2_000, (batch) => {
			count += 1;
			return count > 3 || batch.includes(40) ? down('outage') : undefined;
		});
		expect(error).toEqual(new Error('down'));
		expect(sent.length).toBeLessThan(12);
	});

	it('is not what a stretch of bad rows is taken for, however long', async () => {
		for (const about of ['fault', 'outage'] as const) {
			const rows = others(200, []).filter((row) => row >= 40 && row < 150);
			const result = await run(200, (batch) =>
				batch.some((row) => rows.includes(row)) ? down(about) : undefined,
			);
			expect(result.error).toBeUndefined();
			expect(sorted(result.refused)).toEqual(rows);
			expect(sorted(result.accepted)).toEqual(others(200, rows));
		}
	});

	it('is not seen where a few rows are all there is: each has its own error', async () => {
		const { refused, error } = await run(1, () => down('outage'));
		expect([refused, error]).toEqual([[0], undefined]);
	});

	it('is told with the failure of the row that was tried longest', async () => {
		let count = 0;
		const { error } = await run(200, () => {
			count += 1;
			return { ...down('outage'), words: `failure ${count}` };
		});
		expect(error).toEqual(new Error('failure 2'));
	});
});

it('several kinds of trouble in one run cost no good row', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 160 }),
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 1, max: 4 }),
			fc.integer({ min: 1, max: 60 }),
			fc.uniqueArray(fc.integer({ min: 0, max: 159 }), { maxLength: 9 }),
			fc.constantFrom<Refusal['about'][]>('unknown', 'fault', 'outage'),
			async (count, size, parallel, most, rows, about) => {
				const abouts: Array<Refusal['about']> = ['row', 'exists', 'unknown', about];
				const present = rows.filter((row) => row < count);
				// Of fewer rows, all may be bad.
				fc.pre(present.length <= 2 || present.length * 4 < count);
				const result = await run(
					count,
					(batch) => {
						if (batch.length > most) return { words: 'many', about, isOfSize: true };
						const place = rows.findIndex((row) => batch.includes(row));
						const kind = abouts[place % abouts.length];
						if (place < 0 || kind === undefined) return undefined;
						return { words: `no ${batch.length}`, about: kind, isOfSize: kind === about };
					},
					{ size, parallel },
				);
				expect(result.error).toBeUndefined();
				expect(sorted(result.refused)).toEqual(sorted(present));
				expect(sorted(result.accepted)).toEqual(others(count, present));
			},
		),
		{
			numRuns: 300,
			// While single rows are tried, another worker takes one of those that are to be tried next.
			examples: [
				[156, 3, 2, 4, [44, 112, 32, 123], 'fault'],
				[122, 8, 2, 5, [19, 129, 50, 68, 83, 4, 109], 'fault'],
				[75, 13, 2, 6, [27, 0, 54, 46, 10], 'fault'],
			],
		},
	);
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
