// What Standard notices of changes while a list is read, and what it cannot: figures for the README.
import { Hints } from '../../../../nodes/shared/hints.ts';
import type { Completeness } from '../../../../nodes/shared/lists/pagination.ts';
import { readList } from '../../../../nodes/shared/lists/pagination.ts';
import { Random } from '../../../../sandbox/random.mts';
import { ids, ListServer } from '../../../support/listServer.mts';

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
