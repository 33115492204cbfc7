import { Hints } from '../../../../nodes/shared/hints.ts';
import type { ListRequest } from '../../../../nodes/shared/lists/pagination.ts';
import { readList } from '../../../../nodes/shared/lists/pagination.ts';
import { ids, ListServer } from '../../../support/listServer.mts';

let hints: Hints;
beforeEach(() => {
	hints = new Hints();
});

async function read(
	server: ListServer,
	request: Partial<ListRequest<string>> = {},
): Promise<string[]> {
	return await readList({
		fetchPage: server.fetchPage,
		limit: Infinity,
		pageSize: 10,
		parallel: 4,
		completeness: 'standard',
		hints,
		isCopy: (one, other) => one === other,
		onMiscount: () => {},
		incomplete: (reason) => new Error(`incomplete: ${reason}`),
		...request,
	});
}

const rowsOf = (list: string[]) => list.map((id) => `row ${id}`);

/** What is told of the item at work. */
function shown() {
	hints.endItem(true);
	return hints.toExecutionHints('Vome');
}

/** Changes the list before the nth request is answered. */
function atRequest(server: ListServer, at: number, change: (rows: string[]) => void): void {
	server.onRequest = (number) => {
		if (number === at) change(server.rows);
	};
}

describe('a list that does not change', () => {
	it.each([0, 1, 9, 10, 11, 20, 95, 100, 101])(
		'of %i rows comes out whole and in order',
		async (total) => {
			const server = new ListServer(ids(total));
			expect(await read(server)).toEqual(rowsOf(ids(total)));
			const pages = Math.max(1, Math.ceil(total / 10));
			// Page 1 again, and a look behind a full last page.
			const more = (pages > 1 ? 1 : 0) + (total > 0 && total % 10 === 0 ? 1 : 0);
			expect(server.asked).toHaveLength(pages + more);
			expect(shown()).toEqual([]);
		},
	);

	it('is read at both ends first, then in between, then at the start again', async () => {
		const server = new ListServer(ids(45));
		await read(server, { parallel: 1 });
		expect(server.asked).toEqual([1, 5, 2, 3, 4, 1]);
	});

	it('is read with the parallelism that is asked for, and no more', async () => {
		const server = new ListServer(ids(200));
		await read(server, { parallel: 3 });
		expect(server.mostRunning).toBe(3);
	});

	it('comes out in order when answers overtake each other', async () => {
		const server = new ListServer(ids(100));
		server.onRequest = async (_, page) =>
			await new Promise((resolve) => setTimeout(resolve, page % 2 === 0 ? 8 : 0));
		expect(await read(server)).toEqual(rowsOf(ids(100)));
	});

	it('is read with the page size that the server really uses, if that is smaller', async () => {
		const server = new ListServer(ids(35));
		server.cap = 8;
		expect(await read(server)).toEqual(rowsOf(ids(35)));
		expect(server.asked).toEqual([1, 5, 2, 3, 4, 1]);
	});

	it('is read with the page size that the server really uses, if that is larger', async () => {
		const server = new ListServer(ids(35));
		const { fetchPage } = server;
		expect(
			await read(server, {
				fetchPage: async (page, _, signal) => await fetchPage(page, 20, signal),
			}),
		).toEqual(rowsOf(ids(35)));
	});

	it.each(['standard', 'strict'] as const)(
		'comes out with each row once where the server sends some rows twice (%s)',
		async (completeness) => {
			const server = new ListServer([...ids(14), '3', ...ids(20, 'b'), 'b2']);
			expect(await read(server, { completeness })).toEqual(rowsOf([...ids(14), ...ids(20, 'b')]));
			expect(shown()[0]?.message).toContain('2 records that Vome sent twice came out once');
		},
	);

	it('comes out with each row once also where the server gives smaller pages', async () => {
		const server = new ListServer([...ids(14), '3', ...ids(20, 'b')]);
		server.cap = 7;
		expect(await read(server)).toEqual(rowsOf([...ids(14), ...ids(20, 'b')]));
	});

	it('comes out with each row once where one page repeats a row', async () => {
		const server = new ListServer(ids(35));
		server.spoil = (page, number) =>
			number !== 2 ? page : { ...page, rows: [...page.rows, 'row 11'], ids: [...page.ids, '11'] };
		expect(await read(server)).toEqual(rowsOf(ids(35)));
	});
});

describe('a limit', () => {
	it.each([
		[1, [1], 1],
		[9, [1], 9],
		[10, [1], 10],
		[11, [1, 2], 10],
		[30, [1, 2, 3], 10],
	])('of %i asks for the pages it needs', async (limit, pages, size) => {
		const server = new ListServer(ids(100));
		expect(await read(server, { limit, parallel: 1 })).toEqual(rowsOf(ids(limit)));
		expect(server.asked).toEqual(pages);
		expect(new Set(server.sizes)).toEqual(new Set([size]));
	});

	it.each([25, 26, 1000])('of %i on 25 rows reads each page once', async (limit) => {
		const server = new ListServer(ids(25));
		expect(await read(server, { limit })).toEqual(rowsOf(ids(25)));
		expect(server.asked).toHaveLength(3);
	});

	it('is reached also when the server gives smaller pages', async () => {
		const server = new ListServer(ids(100));
		server.cap = 4;
		expect(await read(server, { limit: 10 })).toEqual(rowsOf(ids(10)));
		expect(server.asked).toHaveLength(3);
	});

	it('is filled up from the next page where a row came twice', async () => {
		const server = new ListServer(['1', '2', '2', ...ids(20, 'b')]);
		expect(await read(server, { limit: 10 })).toEqual(rowsOf(['1', '2', ...ids(8, 'b')]));
	});

	it('larger than the list notices that the list changed', async () => {
		const server = new ListServer(ids(30));
		atRequest(server, 3, (rows) => rows.splice(0, 1));
		expect(await read(server, { limit: 1000 })).toEqual(rowsOf(ids(30).slice(1)));
	});

	it('is reached without a total', async () => {
		const server = new ListServer(ids(50));
		server.total = () => null;
		expect(await read(server, { limit: 15 })).toEqual(rowsOf(ids(15)));
		expect(server.asked).toEqual([1, 2]);
	});
});

describe('a list that changes while it is read', () => {
	const changes: Array<[string, (rows: string[]) => void]> = [
		['a row added at the start', (rows) => rows.unshift('new')],
		['a row added at the end', (rows) => rows.push('new')],
		['a row added in the middle', (rows) => rows.splice(25, 0, 'new')],
		['a row removed at the start', (rows) => rows.shift()],
		['a row removed at the end', (rows) => rows.pop()],
		['a row removed in the middle', (rows) => rows.splice(25, 1)],
		[
			'a row removed at the start and one added at the end',
			(rows) => {
				rows.shift();
				rows.push('new');
			},
		],
		[
			'a row removed at the end and one added at the start',
			(rows) => {
				rows.pop();
				rows.unshift('new');
			},
		],
		[
			'a row removed in the middle and one added at the end',
			(rows) => {
				rows.splice(25, 1);
				rows.push('new');
			},
		],
		['a row moved from the end to the start', (rows) => rows.unshift(rows.pop() ?? '')],
		['a row moved from the start to the end', (rows) => rows.push(rows.shift() ?? '')],
	];

	it.each(changes)('%s: every row that stayed comes out once', async (_, change) => {
		for (let at = 1; at <= 6; at += 1) {
			for (const completeness of ['standard', 'strict'] as const) {
				const server = new ListServer(ids(50));
				atRequest(server, at, change);
				const rows = await read(server, { completeness, parallel: 1 });
				const stayed = rowsOf(ids(50).filter((id) => server.rows.includes(id)));
				expect(rows).toEqual(expect.arrayContaining(stayed));
				expect(new Set(rows).size).toBe(rows.length);
			}
		}
	});

	it('says so in a hint', async () => {
		const server = new ListServer(ids(50));
		atRequest(server, 4, (rows) => rows.unshift('new'));
		await read(server);
		expect(shown()).toEqual([
			expect.objectContaining({
				message:
					'In this run, the list changed while it was read, so it was read again once. No records were lost.',
			}),
		]);
	});

	it('without end is given up with an error', async () => {
		const server = new ListServer(ids(50));
		server.onRequest = (number) => void server.rows.unshift(`new ${number}`);
		await expect(read(server)).rejects.toThrow('incomplete: It changed while it was read.');
		expect(server.asked.length).toBeLessThan(50);
	});

	it('stops reading as soon as a count shows it', async () => {
		const server = new ListServer(ids(1000));
		atRequest(server, 2, (rows) => rows.pop());
		await read(server, { parallel: 1 });
		expect(server.asked.slice(0, 4)).toEqual([1, 100, 1, 100]);
	});

	it('in strict mode gives no hint if it did not change', async () => {
		await read(new ListServer(ids(30)), { completeness: 'strict' });
		expect(shown()).toEqual([]);
	});

	it('in strict mode is read until two whole readings agree', async () => {
		const server = new ListServer(ids(30));
		atRequest(server, 2, (rows) => {
			rows.splice(12, 1);
			rows.splice(15, 0, 'new');
		});
		const rows = await read(server, { completeness: 'strict', parallel: 1 });
		expect(rows).toEqual(rowsOf(server.rows));
	});
});

describe('a server that contradicts itself', () => {
	it.each([
		[
			'says a total that is too high',
			(rows: string[]) => rows.length + 2,
			'It claims to have 50 rows; its pages hold 48',
		],
		[
			'says a total that is too high by pages',
			(rows: string[]) => rows.length + 50,
			'It claims to have 98 rows; its pages hold 48',
		],
	])('%s: never a part', async (_, total, reason) => {
		const server = new ListServer(ids(48));
		server.total = total;
		await expect(read(server)).rejects.toThrow(reason);
	});

	it('gives the same page whatever is asked for: an error at once', async () => {
		const server = new ListServer(ids(50));
		const { fetchPage } = server;
		await expect(
			read(server, { fetchPage: async (_, size, signal) => await fetchPage(1, size, signal) }),
		).rejects.toThrow('Each page holds the same rows');
		expect(server.asked).toHaveLength(3);
	});

	it('leaves the first page empty: never a part, and no flood of requests', async () => {
		const server = new ListServer(ids(5000));
		server.spoil = (page, number) => (number === 1 ? { ...page, rows: [], ids: [] } : page);
		await expect(read(server)).rejects.toThrow(
			'It claims to have 5000 rows, yet its first page is empty',
		);
		expect(server.asked.length).toBeLessThan(10);
	});

	it('lets pages overlap, always in the same way and whatever size is asked for: never a part', async () => {
		const server = new ListServer(ids(50));
		const { fetchPage } = server;
		const overlapping = async (page: number, _: number, signal: AbortSignal) => {
			const answer = await fetchPage(page, 10, signal);
			if (page !== 3 || answer === 'gone') return answer;
			// Row 20 stands at the start of page 3 too, and hides row 21.
			return {
				...answer,
				rows: ['row 20', ...answer.rows.slice(1)],
				ids: ['20', ...answer.ids.slice(1)],
			};
		};
		await expect(read(server, { fetchPage: overlapping })).rejects.toThrow('came twice');
	});

	it('leaves a page in the middle empty, whatever page size is asked for: never a part', async () => {
		const server = new ListServer(ids(50));
		server.cap = 7;
		server.spoil = (page, number) => (number === 3 ? { ...page, rows: [], ids: [] } : page);
		const { fetchPage } = server;
		await expect(
			read(server, { fetchPage: async (page, _, signal) => await fetchPage(page, 10, signal) }),
		).rejects.toThrow('It claims to have 50 rows; its pages hold 43');
	});

	it.each(['gone', 'empty'] as const)(
		'names a next page on the last one, which is %s: the list is complete',
		async (pastTheEnd) => {
			const server = new ListServer(ids(50));
			server.pastTheEnd = pastTheEnd;
			server.hasNext = () => true;
			expect(await read(server)).toEqual(rowsOf(ids(50)));
		},
	);

	it('names no next pages: the total counts', async () => {
		const server = new ListServer(ids(50));
		server.hasNext = () => null;
		expect(await read(server)).toEqual(rowsOf(ids(50)));
	});
});

describe('a list without a stable order', () => {
	/** Rows of two groups, whose order within a group depends on the page size. */
	const unordered = (count: number) => {
		const server = new ListServer(ids(count));
		const { fetchPage } = server;
		const turned: ListRequest<string>['fetchPage'] = async (page, size, signal) => {
			const by = (page * size) % count;
			const rows = ids(count);
			server.rows = [...rows.slice(by), ...rows.slice(0, by)];
			return await fetchPage(page, size, signal);
		};
		return { server, fetchPage: turned };
	};

	it('comes out of several readings, each row once', async () => {
		const { server, fetchPage } = unordered(57);
		const rows = await read(server, { fetchPage });
		expect([...rows].sort()).toEqual(rowsOf(ids(57)).sort());
		expect(shown()[0]?.message).toMatch(
			/the records changed places while they were read, so \d readings were put together\. No records were lost\.$/,
		);
	});

	it('comes out in the order of the last reading, what that lacks behind its neighbour', async () => {
		// A row that moves to the start between two answers is missed, and another one comes twice.
		const moved = ['25', '35'];
		const server = new ListServer(ids(50));
		const reading = { number: 0 };
		server.onRequest = (_, page) => {
			if (page === 1) reading.number += 1;
			const id = moved[reading.number - 1];
			if (page !== 2 || id === undefined) return;
			server.rows = [id, ...server.rows.filter((row) => row !== id)];
		};
		const rows = await read(server, { parallel: 1 });
		expect(new Set(rows).size).toBe(50);
		expect(rows.slice(-5)).toEqual(rowsOf(['46', '47', '48', '49', '50']));
	});

	it('comes out with the newest version of each row', async () => {
		const server = new ListServer(ids(40));
		let version = 0;
		server.onRequest = (_, page) => {
			if (page !== 1) return;
			version += 1;
			if (version <= 2) server.rows = [server.rows[39] ?? '', ...server.rows.slice(0, 39)];
		};
		server.spoil = (page) => ({ ...page, rows: page.ids.map((id) => `${id} of ${version}`) });
		const rows = await read(server, { parallel: 1 });
		const versions = rows.map((row) => Number(row.split(' of ')[1]));
		expect(versions).toHaveLength(40);
		const newest = Math.max(...versions);
		expect(versions.filter((one) => one === newest).length).toBeGreaterThan(35);
	});

	it('that no eight readings can settle fails, and says that it comes again', async () => {
		const server = new ListServer(ids(1000));
		let seed = 1;
		server.onRequest = () => {
			const rank = new Map(server.rows.map((id) => [id, (seed = (seed * 16807) % 2147483647)]));
			server.rows.sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
		};
		const obstacles: string[] = [];
		const incomplete = (reason: string, obstacle: string) => {
			obstacles.push(obstacle);
			return new Error(reason);
		};
		await expect(read(server, { incomplete })).rejects.toThrow(
			/^Its rows change places each time it is read: 8 readings hold \d+ different ones of the 1000 that it claims to have\.$/,
		);
		expect(obstacles).toEqual(['unordered']);
		expect(new Set(server.sizes).size).toBeGreaterThan(5);
	});
});

describe('a total that does not fit', () => {
	const miscounts: Array<[number, number]> = [];
	const onMiscount = (counted: number, listed: number) => void miscounts.push([counted, listed]);
	beforeEach(() => void (miscounts.length = 0));

	it.each([
		[450, 447],
		[137, 136],
		[300, 301],
		[300, 400],
		[0, 48],
		[401, 399],
	])('of %i, with %i rows: all that is listed, and the difference is told', async (total, rows) => {
		for (const pastTheEnd of ['gone', 'empty'] as const) {
			miscounts.length = 0;
			const server = new ListServer(ids(rows));
			server.total = () => total;
			server.hasNext = () => false;
			server.pastTheEnd = pastTheEnd;
			expect(await read(server, { pageSize: 100, onMiscount })).toEqual(rowsOf(ids(rows)));
			expect(miscounts).toEqual([[total, rows]]);
			await expect(read(server, { pageSize: 100, completeness: 'strict' })).rejects.toThrow(
				`It claims to have ${total} rows; its pages hold ${rows} different ones.`,
			);
		}
	});

	it.each([
		['one in a hundred', 100, 99],
		['more than a page', 2000, 1985],
		['a capped list', 12_000, 10_000],
	])('by %s is an error that says both numbers', async (_, total, rows) => {
		const server = new ListServer(ids(rows));
		server.total = () => total;
		const pageSize = rows > 5000 ? 100 : 10;
		await expect(read(server, { pageSize, onMiscount })).rejects.toThrow(
			`It claims to have ${total} rows; its pages hold ${rows} different ones.`,
		);
		expect(miscounts).toEqual([]);
		expect(server.asked.length).toBeLessThan((4 * total) / pageSize);
	});

	it('which others come to fit while the list is read again, is not told', async () => {
		const server = new ListServer(ids(301));
		server.total = () => (server.asked.length < 8 ? 300 : 301);
		expect(await read(server, { pageSize: 100, onMiscount })).toHaveLength(301);
		expect(miscounts).toEqual([]);
	});
});

describe('a server that says no total', () => {
	it.each([
		['says whether a page follows', undefined],
		['does not say whether a page follows', () => null],
	])('and %s is read page by page, twice', async (_, hasNext) => {
		for (const pastTheEnd of ['gone', 'empty'] as const) {
			const server = new ListServer(ids(35));
			server.total = () => null;
			server.hasNext = hasNext;
			server.pastTheEnd = pastTheEnd;
			server.cap = 8;
			expect(await read(server)).toEqual(rowsOf(ids(35)));
			expect(server.mostRunning).toBe(1);
		}
	});

	it('is not unusual enough for a hint', async () => {
		const server = new ListServer(ids(35));
		server.total = () => null;
		await read(server);
		expect(shown()).toEqual([]);
	});

	it.each([
		['that it names', undefined],
		['and names no pages', () => null],
	])('and lacks a page in the middle %s: never a part', async (_, hasNext) => {
		for (const missing of ['gone', 'empty'] as const) {
			const server = new ListServer(ids(50));
			server.total = () => null;
			server.hasNext = hasNext;
			const { fetchPage } = server;
			await expect(
				read(server, {
					fetchPage: async (page, size, signal) => {
						const answer = await fetchPage(page, size, signal);
						if (page !== 3 || answer === 'gone') return answer;
						return missing === 'gone' ? 'gone' : { ...answer, rows: [], ids: [] };
					},
				}),
			).rejects.toThrow('incomplete');
		}
	});

	it('and leaves the first page empty: never a part', async () => {
		const server = new ListServer(ids(50));
		server.total = () => null;
		server.hasNext = () => null;
		const { fetchPage } = server;
		const firstIsEmpty: ListRequest<string>['fetchPage'] = async (page, size, signal) => {
			const answer = await fetchPage(page, size, signal);
			return page === 1 && answer !== 'gone' ? { ...answer, rows: [], ids: [] } : answer;
		};
		await expect(read(server, { fetchPage: firstIsEmpty })).rejects.toThrow(
			'Page 2 has rows, though the one before it has none',
		);
		server.rows.length = 0;
		expect(await read(server)).toEqual([]);
	});

	it('notices a change', async () => {
		const server = new ListServer(ids(35));
		server.total = () => null;
		atRequest(server, 3, (rows) => rows.shift());
		expect(await read(server)).toEqual(rowsOf(ids(35).slice(1)));
	});

	it('and repeats its pages without end is given up', async () => {
		const server = new ListServer(ids(35));
		server.total = () => null;
		const { fetchPage } = server;
		await expect(
			read(server, { fetchPage: async (_, size, signal) => await fetchPage(1, size, signal) }),
		).rejects.toThrow('brings no new rows and yet is not the last');
	});
});

describe('a server that says its total on page 1 alone', () => {
	const counting = (total: number) => {
		const server = new ListServer(ids(total));
		server.spoil = (page, number) => (number === 1 ? page : { ...page, total: null });
		return server;
	};

	it.each([1, 10, 35, 40])(
		'gives a list of %i, read twice where it has more pages',
		async (total) => {
			for (const completeness of ['standard', 'strict'] as const) {
				const server = counting(total);
				expect(await read(server, { completeness })).toEqual(rowsOf(ids(total)));
				expect(server.asked.length).toBeLessThanOrEqual(2 * (Math.ceil(total / 10) + 1));
			}
			expect(shown()).toEqual([]);
		},
	);

	it.each([12, 35, 40, 1000])('gives a list up to a limit of %i', async (limit) => {
		expect(await read(counting(40), { limit })).toEqual(rowsOf(ids(Math.min(limit, 40))));
	});

	it('loses no row to one that was added while another one went', async () => {
		const server = counting(60);
		server.onRequest = (number) => {
			if (number === 4) server.rows.splice(5, 1);
			if (number === 5) server.rows.splice(55, 0, 'new');
		};
		const rows = await read(server, { parallel: 1 });
		for (const id of ids(60)) if (id !== '6') expect(rows).toContain(`row ${id}`);
	});

	it('gives what it lists of a few more, and says so', async () => {
		const server = counting(299);
		server.total = () => 300;
		const onMiscount = jest.fn();
		expect(await read(server, { onMiscount })).toEqual(rowsOf(ids(299)));
		expect(onMiscount).toHaveBeenCalledWith(300, 299);
	});
});

describe('a count that changes while the rows do not', () => {
	const told: Array<[number, number]> = [];
	const onMiscount = (counted: number, listed: number) => void told.push([counted, listed]);
	beforeEach(() => void (told.length = 0));

	it('since it is that of each page: the list comes out, and the count is told', async () => {
		const server = new ListServer(ids(250));
		server.hasNext = () => false;
		server.spoil = (page) => ({ ...page, total: page.rows.length });
		expect(await read(server, { pageSize: 100, onMiscount })).toEqual(rowsOf(ids(250)));
		expect(told).toEqual([[88, 250]]);
		await expect(read(server, { pageSize: 100, completeness: 'strict' })).rejects.toThrow(
			'rows; its pages hold 250 different ones.',
		);
	});

	it.each([-1, 1, 2])('since every second one is off by %i: the list comes out', async (by) => {
		const server = new ListServer(ids(250));
		server.total = () => 250 + by * (server.asked.length % 2);
		expect(await read(server, { pageSize: 100, onMiscount })).toEqual(rowsOf(ids(250)));
	});

	it('where the server heeds no page size, too', async () => {
		const server = new ListServer(ids(250));
		server.total = () => 250 + (server.asked.length % 3);
		const { fetchPage } = server;
		const fixed = read(server, {
			fetchPage: async (page, _, signal) => await fetchPage(page, 20, signal),
		});
		expect(await fixed).toEqual(rowsOf(ids(250)));
	});

	it('and rows that come and go at the same time are still told apart', async () => {
		const server = new ListServer(ids(50));
		server.onRequest = (number) => {
			server.rows.unshift(`new ${number}`);
			if (number % 2 === 0) server.rows.pop();
		};
		await expect(read(server)).rejects.toThrow('It changed while it was read');
	});
});

describe('a list of which not all rows are wanted', () => {
	const numberOf = (row: string) => Number(row.replace('row ', ''));
	/** Every nth row is wanted, the last of each n. */
	const every = (step: number) => (row: string) => numberOf(row) % step === 0;
	const wanted = (count: number, step: number) =>
		ids(count).map((id) => `row ${Number(id) * step}`);

	it('comes out whole without a limit, in no more requests than all rows need', async () => {
		const server = new ListServer(ids(50));
		expect(await read(server, { keeps: every(3) })).toEqual(wanted(16, 3));
		expect(server.asked).toHaveLength(7);
		expect(shown()).toEqual([]);
	});

	it('may hold none at all', async () => {
		for (const limit of [Infinity, 1, 7, 1000]) {
			const server = new ListServer(ids(50));
			expect(await read(server, { keeps: () => false, limit })).toEqual([]);
			expect(new Set(server.asked)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
		}
	});

	it.each([
		[1, 3],
		[5, 3],
		[16, 3],
		[17, 3],
		[2, 25],
		[3, 25],
		[1, 100],
	])('comes out up to a limit of %i that counts wanted rows, one in %i', async (limit, step) => {
		const server = new ListServer(ids(50));
		const there = Math.floor(50 / step);
		expect(await read(server, { keeps: every(step), limit })).toEqual(
			wanted(Math.min(limit, there), step),
		);
	});

	it('is read in growing steps until there are enough, however far back', async () => {
		const server = new ListServer(ids(5000));
		const request = { keeps: every(1000), limit: 2, pageSize: 100, parallel: 16 };
		expect(await read(server, request)).toEqual(wanted(2, 1000));
		// One small page, the last one, then 1, 1, 2, 4, 8 and 16 pages; row 2000 is on page 20.
		expect(server.sizes).toEqual([2, ...Array<number>(33).fill(100)]);
		expect(server.asked.slice(0, 2)).toEqual([1, 1]);
		expect(new Set(server.asked)).toEqual(new Set([...ids(32).map(Number), 50]));
		expect(server.mostRunning).toBeLessThanOrEqual(16);
	});

	it('is read one page at a time where that is asked for', async () => {
		const server = new ListServer(ids(200));
		await read(server, { keeps: every(50), limit: 2, parallel: 1 });
		expect(server.mostRunning).toBe(1);
		expect(server.asked).toEqual([1, 1, 20, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	});

	it('needs one small page where all its rows are wanted', async () => {
		const server = new ListServer(ids(50));
		await read(server, { keeps: (row) => numberOf(row) !== 4, limit: 3 });
		expect([server.asked, server.sizes]).toEqual([[1], [3]]);
	});

	it('needs one small page where that is the whole list', async () => {
		const server = new ListServer(ids(5));
		expect(await read(server, { keeps: every(2), limit: 6 })).toEqual(wanted(2, 2));
		expect([server.asked, server.sizes]).toEqual([[1], [6]]);
	});

	it('is read in full pages at once where few rows are wanted', async () => {
		const server = new ListServer(ids(50));
		const request = { keeps: every(5), limit: 2, isSparse: true };
		expect(await read(server, request)).toEqual(wanted(2, 5));
		expect([server.asked, server.sizes]).toEqual([[1], [10]]);
	});

	it('that ends short of the limit is looked at once more, and read again if it changed', async () => {
		const server = new ListServer(ids(50));
		await read(server, { keeps: every(10), limit: 20, isSparse: true, parallel: 1 });
		expect(server.asked).toEqual([1, 5, 2, 3, 4, 6, 1]);

		for (let at = 1; at <= 6; at += 1) {
			const changing = new ListServer(ids(50));
			atRequest(changing, at, (rows) => rows.unshift(rows.pop() ?? ''));
			const rows = await read(changing, { keeps: every(10), limit: 20, parallel: 1 });
			expect([...rows].sort()).toEqual(wanted(5, 10));
		}
	});

	it('that ends short of the limit lacks none that stayed while others went and came', async () => {
		for (let at = 1; at <= 8; at += 1) {
			const changing = new ListServer(ids(80));
			atRequest(changing, at, (rows) => {
				rows.splice(15, 1);
				rows.push('new 1');
			});
			// The first row of each page goes over to the page before it.
			const keeps = (row: string) => numberOf(row) % 10 === 1;
			const rows = await read(changing, { keeps, limit: 20, parallel: 1 });
			const stayed = ids(80).filter((id) => id.endsWith('1'));
			expect(rows).toEqual(expect.arrayContaining(stayed.map((id) => `row ${id}`)));
		}
	});

	it('that never is the same fails instead of ending short', async () => {
		const server = new ListServer(ids(50));
		server.onRequest = (number) => void server.rows.unshift(`new ${number}`);
		await expect(read(server, { keeps: every(10), limit: 20 })).rejects.toThrow('incomplete: It');
	});

	it.each([
		['too high by pages', (rows: string[]) => rows.length + 50, 'its pages hold 48 different ones'],
		['too high', (rows: string[]) => rows.length + 2, 'its pages hold 48 different ones'],
	])('fails instead of ending short where the total is %s', async (_, total, reason) => {
		const server = new ListServer(ids(48));
		server.total = total;
		await expect(read(server, { keeps: every(10), limit: 20 })).rejects.toThrow(reason);
		expect(await read(server, { keeps: every(10), limit: 4 })).toEqual(wanted(4, 10));
	});

	it.each(['gone', 'empty'] as const)('comes out without a total (%s)', async (pastTheEnd) => {
		const server = new ListServer(ids(50));
		server.total = () => null;
		server.pastTheEnd = pastTheEnd;
		expect(await read(server, { keeps: every(10), limit: 2, isSparse: true })).toEqual(
			wanted(2, 10),
		);
		expect(server.asked).toEqual([1, 2]);
		server.asked.length = 0;
		expect(await read(server, { keeps: every(10), limit: 9, isSparse: true })).toEqual(
			wanted(5, 10),
		);
		// Only a second reading shows that the first was whole; one looks behind the full last page.
		expect(server.asked).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5]);
	});

	it('comes out with each row once where the server sends some twice', async () => {
		const server = new ListServer([...ids(14), '3', '12', ...ids(30).slice(14)]);
		for (const limit of [Infinity, 4, 20]) {
			const rows = await read(server, { keeps: every(3), limit });
			expect(new Set(rows).size).toBe(rows.length);
			expect(rows.slice(0, 4)).toEqual(wanted(4, 3));
		}
	});

	it('comes out where the server gives smaller pages', async () => {
		for (const cap of [1, 4, 7]) {
			const server = new ListServer(ids(50));
			server.cap = cap;
			expect(await read(server, { keeps: every(10), limit: 3 })).toEqual(wanted(3, 10));
			expect(await read(server, { keeps: every(10), limit: 30 })).toEqual(wanted(5, 10));
		}
	});

	it('is read twice in strict mode', async () => {
		const server = new ListServer(ids(50));
		expect(await read(server, { keeps: every(10), completeness: 'strict' })).toEqual(wanted(5, 10));
		expect(server.asked).toHaveLength(11);
	});
});

describe('what goes wrong in a request', () => {
	it('fails the list, and no further page is asked for', async () => {
		const server = new ListServer(ids(1000));
		server.onRequest = (number) => {
			if (number === 6) throw new Error('broken');
		};
		await expect(read(server)).rejects.toThrow('broken');
		const asked = server.asked.length;
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(server.asked.length - asked).toBeLessThanOrEqual(4);
	});

	it('a cancelled execution ends the list', async () => {
		const server = new ListServer(ids(1000));
		const stop = new AbortController();
		server.onRequest = (number) => {
			if (number === 6) stop.abort(new Error('stopped'));
		};
		await expect(read(server, { signal: stop.signal })).rejects.toThrow('stopped');
		expect(server.asked.length).toBeLessThan(12);
	});

	it('a list of absurd length is not begun', async () => {
		const server = new ListServer(ids(10));
		server.total = () => 1e9;
		await expect(read(server)).rejects.toThrow('It claims to have 100000000 pages.');
		expect(server.asked).toEqual([1]);
	});
});

describe('a list whose rows are tied', () => {
	/**
	 * Rows named by their group, such as "a07". Asked for by group, they come in a new order within it
	 * each time; in their other order, always in the same.
	 */
	class TiedServer {
		readonly byGroup: ListServer;

		readonly untied: ListServer;

		private seed = 1;

		constructor(groups: Record<string, number>) {
			const rows = Object.entries(groups).flatMap(([group, count]) =>
				ids(count).map((id) => `${group}${id.padStart(3, '0')}`),
			);
			this.untied = new ListServer(rows);
			this.byGroup = new ListServer(rows);
			this.byGroup.onRequest = (number) => {
				this.onRequest?.(number);
				this.byGroup.rows = this.shuffled();
			};
		}

		/** Called before each request by group is answered. */
		onRequest?: (number: number) => void;

		change(change: (rows: string[]) => void): void {
			change(this.untied.rows);
		}

		private shuffled(): string[] {
			const rank = new Map(
				this.untied.rows.map((id) => [id, (this.seed = (this.seed * 16807) % 2147483647)]),
			);
			return [...this.untied.rows].sort((one, other) =>
				one[0] === other[0]
					? (rank.get(one) ?? 0) - (rank.get(other) ?? 0)
					: (one[0] ?? '').localeCompare(other[0] ?? ''),
			);
		}
	}

	const readTied = async (server: TiedServer, request: Partial<ListRequest<string>> = {}) =>
		await read(server.byGroup, { fetchUntied: server.untied.fetchPage, ...request });

	const groupsOf = (rows: string[]) => rows.map((row) => row.replace(/^row /, '')[0]);

	it.each([
		[{ a: 30, b: 30, c: 30 }],
		[{ a: 3, b: 80, c: 3 }],
		[{ a: 60 }],
		[{ a: 1, b: 1, c: 1, d: 25 }],
	])('comes out whole, each id once, in the order of its groups: %j', async (groups) => {
		for (let run = 0; run < 20; run += 1) {
			const rows = await readTied(new TiedServer(groups));
			const total = Object.values(groups).reduce((sum, count) => sum + count, 0);
			expect(new Set(rows).size).toBe(total);
			expect(rows).toHaveLength(total);
			expect(groupsOf(rows)).toEqual([...groupsOf(rows)].sort());
		}
		expect(shown()).toEqual([]);
	});

	it('loses no row where one is added and one removed meanwhile', async () => {
		for (let run = 0; run < 40; run += 1) {
			const server = new TiedServer({ a: 30, b: 30 });
			const before = [...server.untied.rows];
			server.onRequest = (number) => {
				if (number === 2 + (run % 8)) {
					server.change((rows) => rows.splice(20 + (run % 20), 1));
					server.change((rows) => rows.splice(30, 0, 'a999'));
				}
			};
			const rows = await readTied(server);
			const stayed = before.filter((id) => server.untied.rows.includes(id));
			expect(rows).toEqual(expect.arrayContaining(rowsOf(stayed)));
		}
	});

	it('is read in the other order twice over where that is asked for', async () => {
		const server = new TiedServer({ a: 12 });
		const rows = await readTied(server, { completeness: 'strict' });
		expect(new Set(rows).size).toBe(12);
		expect(server.untied.asked.length).toBeGreaterThanOrEqual(4);
	});

	it('on one page needs one request', async () => {
		const server = new TiedServer({ a: 9 });
		expect(await readTied(server)).toHaveLength(9);
		expect([...server.byGroup.asked, ...server.untied.asked]).toEqual([1]);
	});

	it('that happens to stay in order is read once', async () => {
		const server = new TiedServer({ a: 1, b: 1, c: 1 });
		expect(groupsOf(await readTied(server, { pageSize: 1 }))).toEqual(['a', 'b', 'c']);
		expect(server.untied.asked).toEqual([]);
	});

	it.each([12, 35, 50])('comes out up to a limit of %i, each id once', async (limit) => {
		const rows = await readTied(new TiedServer({ a: 40 }), { limit });
		expect(new Set(rows).size).toBe(Math.min(limit, 40));
		expect(rows).toHaveLength(Math.min(limit, 40));
	});

	it('comes out up to a limit without a row of a later group in the place of one that came twice', async () => {
		for (let run = 0; run < 20; run += 1) {
			const rows = await readTied(new TiedServer({ a: 25, b: 8, c: 30 }), { limit: 33 });
			expect(new Set(rows).size).toBe(33);
			expect(groupsOf(rows).join('')).toBe('a'.repeat(25) + 'b'.repeat(8));
		}
	});

	it.each([Infinity, 5, 12, 30, 31, 90])(
		'comes out up to a limit of %d wanted rows, each id once, in the order of its groups',
		async (limit) => {
			// Every other row is wanted: 15 of each group.
			const keeps = (row: string) => Number(row.slice(-1)) % 2 === 0;
			for (let run = 0; run < 20; run += 1) {
				const rows = await readTied(new TiedServer({ a: 30, b: 30, c: 30 }), { limit, keeps });
				expect(rows).toHaveLength(Math.min(limit, 45));
				expect(new Set(rows).size).toBe(rows.length);
				expect(rows.every(keeps)).toBe(true);
				const expected = 'a'.repeat(15) + 'b'.repeat(15) + 'c'.repeat(15);
				expect(groupsOf(rows).join('')).toBe(expected.slice(0, rows.length));
			}
		},
	);

	it('without a total comes out whole too', async () => {
		const server = new TiedServer({ a: 25, b: 8 });
		server.byGroup.total = () => null;
		server.untied.total = () => null;
		const rows = await readTied(server);
		expect(new Set(rows).size).toBe(33);
	});

	it('whose total is too high fails, and says why', async () => {
		const server = new TiedServer({ a: 40 });
		server.byGroup.total = server.untied.total = (rows) => rows.length + 1;
		await expect(readTied(server)).rejects.toThrow('It claims to have 41 rows; its pages hold 40');
		expect(server.byGroup.asked.length).toBeLessThan(60);
	});

	it.each([1, -1])('comes out where its total is wrong by %i of many', async (wrong) => {
		const server = new TiedServer({ a: 60, b: 60, c: 60 });
		server.byGroup.total = server.untied.total = (rows) => rows.length + wrong;
		const rows = await readTied(server);
		expect(new Set(rows).size).toBe(180);
		expect(groupsOf(rows)).toEqual([...groupsOf(rows)].sort());
	});
});
