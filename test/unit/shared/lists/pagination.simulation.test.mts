// What Standard notices of changes while a list is read, and what it cannot: figures for
// docs/performance-inside.md.
import { Hints } from '../../../../nodes/shared/hints.ts';
import type { Completeness } from '../../../../nodes/shared/lists/pagination.ts';
import { readList } from '../../../../nodes/shared/lists/pagination.ts';
import { Random } from '../../../../sandbox/random.mts';
import { ids, ListServer } from '../../../support/listServer.mts';
import type { World } from '../../../support/listWorlds.mts';
import { outcomeOf, worldOf } from '../../../support/listWorlds.mts';

const PAGE_SIZE = 10;

type Change = (rows: string[], random: Random) => void;

const insert =
	(place: (rows: string[], random: Random) => number): Change =>
	(rows, random) => {
		rows.splice(place(rows, random), 0, `new ${rows.length}`);
	};
const remove =
	(place: (rows: string[], random: Random) => number): Change =>
	(rows, random) => {
		rows.splice(Math.min(place(rows, random), rows.length - 1), 1);
	};
const start = () => 0;
const end = (rows: string[]) => rows.length;
const anywhere = (rows: string[], random: Random) => random.int(0, rows.length - 1);
const move: Change = (rows, random) => {
	const [row = ''] = rows.splice(anywhere(rows, random), 1);
	rows.splice(anywhere(rows, random), 0, row);
};

const CANCELLING = 'one added and one removed anywhere';

/** Each change happens before the answer to a request of its own, anywhere in the reading. */
const KINDS: Record<string, Change[]> = {
	'one added at the start': [insert(start)],
	'one added at the end': [insert(end)],
	'one added anywhere': [insert(anywhere)],
	'one removed at the start': [remove(start)],
	'one removed at the end': [remove(end)],
	'one removed anywhere': [remove(anywhere)],
	'one moved anywhere': [move],
	'one added at the start, one removed at the end': [insert(start), remove(end)],
	'one added at the end, one removed at the start': [insert(end), remove(start)],
	'one added at the end, one removed anywhere': [insert(end), remove(anywhere)],
	[CANCELLING]: [insert(anywhere), remove(anywhere)],
};

/** The share of the runs in which a row that was there all the time is missing, without an error. */
async function lossesOf(
	changes: Change[],
	{ completeness = 'standard' as Completeness, pages = 10, runs = 300 },
): Promise<number> {
	let losses = 0;
	for (let seed = 1; seed <= runs; seed += 1) {
		const random = new Random(seed);
		const server = new ListServer(ids(pages * PAGE_SIZE));
		const before = [...server.rows];
		const moments = changes.map(() => random.int(2, pages + 1));
		server.onRequest = async (number) => {
			changes.forEach((change, index) => {
				if (moments[index] === number) change(server.rows, random);
			});
			for (let turn = random.int(0, 3); turn > 0; turn -= 1) {
				await new Promise((resolve) => setImmediate(resolve));
			}
		};
		const rows = await readList({
			fetchPage: server.fetchPage,
			limit: Infinity,
			pageSize: PAGE_SIZE,
			parallel: 4,
			completeness,
			hints: new Hints(),
			isCopy: (one, other) => one === other,
			onMiscount: () => {},
			incomplete: (reason) => new Error(reason),
		}).catch(() => null);
		if (rows === null) continue;
		const seen = new Set(rows);
		const stayed = before.filter((id) => server.rows.includes(id));
		if (stayed.some((id) => !seen.has(`row ${id}`))) losses += 1;
	}
	return losses / runs;
}

describe('in Standard mode', () => {
	it.each(Object.keys(KINDS).slice(0, -1))('nothing is lost: %s', async (kind) => {
		expect(await lossesOf(KINDS[kind] ?? [], {})).toBe(0);
	});

	// Only if both happen between the same two answers, so the more pages, the less often.
	it.each([
		[10, 1_000, 0.03],
		[30, 500, 0.01],
	])(
		'one added and one removed in the middle: of %i pages, few runs',
		async (pages, runs, most) => {
			const share = await lossesOf(KINDS[CANCELLING] ?? [], { pages, runs });
			expect(share).toBeLessThan(most);
			expect(share).toBeGreaterThan(0);
		},
	);
});

describe('in Strict mode', () => {
	it.each(Object.keys(KINDS))('nothing is lost: %s', async (kind) => {
		expect(await lossesOf(KINDS[kind] ?? [], { completeness: 'strict' })).toBe(0);
	});
});

/** The shares of 300 readings in a world whose changes, drawn by seed, come at random. */
async function sharesOf(draw: (random: Random) => Partial<World>, runs = 300) {
	const shares = { list: 0, lost: 0, wrong: 0, error: 0 };
	for (let seed = 1; seed <= runs; seed += 1) {
		const { is } = await outcomeOf(worldOf(draw(new Random(seed))), seed);
		shares[is] += 1 / runs;
	}
	return shares;
}

describe('one replaced by another in one step', () => {
	const replaced = (pages: number, completeness: Completeness) => (random: Random) => ({
		rows: pages * PAGE_SIZE,
		pageSize: PAGE_SIZE,
		completeness,
		changes: [{ at: random.int(2, pages + 1), change: 'replace' as const }],
	});

	it.each([
		[10, 0.13],
		[30, 0.09],
		[100, 0.07],
	])('hides a third one in a few readings of %i pages in Standard', async (pages, most) => {
		const { lost, wrong } = await sharesOf(replaced(pages, 'standard'));
		expect(lost).toBeLessThan(most);
		expect(lost).toBeGreaterThan(0.01);
		expect(wrong).toBe(0);
	});

	it('hides none in Strict', async () => {
		expect(await sharesOf(replaced(10, 'strict'))).toMatchObject({ lost: 0, wrong: 0 });
	});

	it('hides one in hardly any readings of a list without a stable order', async () => {
		const draw = (random: Random): Partial<World> => ({
			rows: 450,
			groups: 10,
			order: 'shuffled',
			pageSize: 100,
			changes: [{ at: random.int(3, 22), change: 'replace' }],
		});
		const { lost, wrong } = await sharesOf(draw, 100);
		expect(lost).toBeLessThan(0.04);
		expect(wrong).toBe(0);
	});
});

describe('one added while the count comes from a cache', () => {
	const added = (completeness: Completeness) => (random: Random) => ({
		rows: 95,
		pageSize: PAGE_SIZE,
		cachedFor: 1000,
		completeness,
		changes: [{ at: random.int(2, 11), change: 'add' as const }],
	});

	it('hides another one in some readings in Standard', async () => {
		const { lost, wrong } = await sharesOf(added('standard'));
		expect(lost).toBeLessThan(0.4);
		expect(lost).toBeGreaterThan(0.1);
		expect(wrong).toBe(0);
	});

	it('hides none in Strict', async () => {
		expect(await sharesOf(added('strict'))).toMatchObject({ lost: 0, wrong: 0 });
	});
});

describe('a busy list, whose records move to the front on each change', () => {
	it.each([1, 5, 10])('comes out with %i moves during each reading', async (moves) => {
		const shares = await sharesOf(
			(random) => ({
				rows: 295,
				pageSize: PAGE_SIZE,
				changes: Array.from({ length: 10 * moves }, () => ({
					at: random.int(1, 300),
					change: 'front' as const,
				})),
			}),
			50,
		);
		expect(shares.list).toBeCloseTo(1);
	});
});
