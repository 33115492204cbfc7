// For any list and any order in which answers come, the result is the exact list or its beginning, and
// the number of requests stays within a bound.
import fc from '../../../support/property.mts';

import { Hints } from '../../../../nodes/shared/hints.ts';
import type { ListRequest } from '../../../../nodes/shared/lists/pagination.ts';
import { readList } from '../../../../nodes/shared/lists/pagination.ts';
import { ids, ListServer } from '../../../support/listServer.mts';

const settings = fc.record({
	total: fc.nat(80),
	pageSize: fc.integer({ min: 1, max: 30 }),
	cap: fc.option(fc.integer({ min: 1, max: 30 }), { nil: Infinity }),
	limit: fc.option(fc.integer({ min: 1, max: 100 }), { nil: Infinity }),
	parallel: fc.integer({ min: 1, max: 20 }),
	pastTheEnd: fc.constantFrom('gone' as const, 'empty' as const),
	/** How many turns of the event loop each answer takes. */
	turns: fc.array(fc.nat(6), { minLength: 1, maxLength: 40 }),
});

type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function serverOf({ total, cap, pastTheEnd, turns }: Settings): ListServer {
	const server = new ListServer(ids(total));
	server.cap = cap;
	server.pastTheEnd = pastTheEnd;
	server.onRequest = async (number) => {
		for (let turn = 0; turn < (turns[number % turns.length] ?? 0); turn += 1) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	};
	return server;
}

async function read(
	server: ListServer,
	{ limit, pageSize, parallel }: Settings,
	more: Partial<ListRequest<string>> = {},
): Promise<string[]> {
	return await readList({
		fetchPage: server.fetchPage,
		limit,
		pageSize,
		parallel,
		completeness: 'standard',
		hints: new Hints(),
		isCopy: (one, other) => one === other,
		onMiscount: () => {},
		incomplete: (reason) => new Error(`incomplete: ${reason}`),
		...more,
	});
}

/** Pages that hold what is wanted. */
function pagesFor({ total, limit, pageSize, cap }: Settings): number {
	const size = Math.min(pageSize, limit, cap);
	return Math.max(1, Math.ceil(Math.min(limit, total) / size));
}

/** Whether a reading to the end looks behind a full last page. */
function isLastFull({ total, limit, pageSize, cap }: Settings): boolean {
	const size = Math.min(pageSize, limit, cap);
	// Of a short first page that is all, nobody can tell that it is capped.
	const isKnown = total > size || size === Math.min(pageSize, limit);
	return limit > total && total > 0 && total % size === 0 && isKnown;
}

const expected = ({ total, limit }: Settings) =>
	ids(Math.min(total, limit)).map((id) => `row ${id}`);

it('the result is exact, with one request more than there are pages, and one if the last is full', async () => {
	await fc.assert(
		fc.asyncProperty(settings, async (chosen) => {
			const server = serverOf(chosen);
			expect(await read(server, chosen)).toEqual(expected(chosen));
			const pages = pagesFor(chosen);
			const isConfirmed = chosen.limit === Infinity && pages > 1;
			const more = Number(isConfirmed) + Number(isLastFull(chosen));
			expect(server.asked).toHaveLength(pages + more);
			expect(server.mostRunning).toBeLessThanOrEqual(chosen.parallel);
		}),
		{ numRuns: 300 },
	);
});

it('the result is exact where the server tells no total, in twice the pages and two', async () => {
	await fc.assert(
		fc.asyncProperty(settings, fc.boolean(), async (chosen, hasLinks) => {
			const server = serverOf(chosen);
			server.total = () => null;
			if (!hasLinks) server.hasNext = () => null;
			expect(await read(server, chosen)).toEqual(expected(chosen));
			// Page after page, then page after page again; a look at the end each time.
			expect(server.asked.length).toBeLessThanOrEqual(2 * (pagesFor(chosen) + 2));
		}),
		{ numRuns: 150 },
	);
});

it('strict reads twice and no more, where nothing changes', async () => {
	await fc.assert(
		fc.asyncProperty(settings, async (any) => {
			const chosen = { ...any, limit: Infinity };
			const server = serverOf(chosen);
			const rows = await read(server, chosen, { completeness: 'strict' });
			expect(rows).toEqual(expected(chosen));
			// What is behind a full last page is looked at once.
			expect(server.asked).toHaveLength(2 * pagesFor(chosen) + Number(isLastFull(chosen)));
		}),
		{ numRuns: 150 },
	);
});

/** Which rows are wanted: one in so many, from one on. */
const wantedRows = fc.record({
	step: fc.integer({ min: 1, max: 40 }),
	from: fc.nat(80),
	isSparse: fc.boolean(),
});

it('of rows that are not all wanted, the result is exact, in no more than twice the pages it needs', async () => {
	await fc.assert(
		fc.asyncProperty(settings, wantedRows, async (chosen, { step, from, isSparse }) => {
			const keeps = (row: string) => {
				const number = Number(row.replace('row ', ''));
				return number > from && number % step === 0;
			};
			const server = serverOf(chosen);
			const all = ids(chosen.total).map((id) => `row ${id}`);
			const wanted = all.filter(keeps).slice(0, chosen.limit);
			expect(await read(server, chosen, { keeps, isSparse })).toEqual(wanted);
			expect(server.mostRunning).toBeLessThanOrEqual(chosen.parallel);

			const size = Math.min(chosen.pageSize, chosen.cap);
			const pages = Math.max(1, Math.ceil(chosen.total / size));
			const isReached = wanted.length === chosen.limit;
			const lastWanted = Math.ceil((all.indexOf(wanted.at(-1) ?? '') + 1) / size);
			// A small first page, a look behind the last page, and one at the first page at the end.
			const needed = isReached ? Math.min(pages, 2 * lastWanted) : pages;
			expect(server.asked.length).toBeLessThanOrEqual(needed + 3);
		}),
		{ numRuns: 500 },
	);
});

it('of rows that are not all wanted, the result is exact where the server tells no total', async () => {
	await fc.assert(
		fc.asyncProperty(
			settings,
			wantedRows,
			fc.boolean(),
			async (chosen, { step, isSparse }, hasLinks) => {
				const keeps = (row: string) => Number(row.replace('row ', '')) % step === 0;
				const server = serverOf(chosen);
				server.total = () => null;
				if (!hasLinks) server.hasNext = () => null;
				const wanted = ids(chosen.total)
					.map((id) => `row ${id}`)
					.filter(keeps)
					.slice(0, chosen.limit);
				expect(await read(server, chosen, { keeps, isSparse })).toEqual(wanted);
			},
		),
		{ numRuns: 150 },
	);
});

it('rows that change while they are read come out once each, or the list fails', async () => {
	const change = fc.record({
		at: fc.integer({ min: 1, max: 30 }),
		kind: fc.constantFrom('insert', 'delete', 'move'),
		from: fc.nat(80),
		to: fc.nat(80),
	});
	const wanted = fc.option(
		fc.record({ step: fc.integer({ min: 1, max: 20 }), limit: fc.integer({ min: 1, max: 80 }) }),
		{ nil: undefined },
	);
	await fc.assert(
		fc.asyncProperty(settings, change, wanted, async (any, { at, kind, from, to }, picked) => {
			const chosen = { ...any, limit: picked?.limit ?? Infinity };
			const keeps =
				picked && ((row: string) => Number(row.replace('row ', '')) % picked.step === 0);
			const server = serverOf(chosen);
			const wait = server.onRequest;
			const before = [...server.rows];
			server.onRequest = async (number, page) => {
				if (number === at) {
					const taken = kind === 'insert' ? ['new'] : server.rows.splice(from, 1);
					if (kind !== 'delete') server.rows.splice(to, 0, ...taken);
				}
				await wait?.(number, page);
			};
			const rows = await read(server, chosen, { keeps }).catch((error: Error) => error);
			if (rows instanceof Error) {
				expect(rows.message).toMatch(/^incomplete: /);
				return;
			}
			expect(new Set(rows).size).toBe(rows.length);
			if (keeps !== undefined) expect(rows.every(keeps)).toBe(true);
			// Up to a limit, no more is promised; short of it, the list is whole.
			if (rows.length === chosen.limit) return;
			const stayed = before.filter((id) => server.rows.includes(id)).map((id) => `row ${id}`);
			expect(rows).toEqual(expect.arrayContaining(keeps ? stayed.filter(keeps) : stayed));
		}),
		{ numRuns: 500 },
	);
});
