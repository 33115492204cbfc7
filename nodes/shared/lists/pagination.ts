import type { Hints } from '../hints';
import { inTurns } from '../turns';
import type { ReadingPlan } from './listReader';
import { ListReader } from './listReader';
import { isEnough, Readings } from './readings';

export interface Page<T> {
	/** Already mapped to output. */
	rows: T[];
	/** The id of each row, in the same order. */
	ids: string[];
	/** The server's total; null if it gives none. */
	total: number | null;
	/** Whether the server says that a page follows; null if it does not say. */
	hasNext: boolean | null;
	/** The server's size of a page; left out or null if it does not say. */
	size?: number | null;
}

export type Completeness = 'standard' | 'strict';

/**
 * Why a list cannot be read: it changes all the time; it has no stable order; it lists fewer rows than
 * it counts, by a few or by many; or its pages make no sense. All but the first come again.
 */
export type Obstacle = 'changing' | 'unordered' | 'miscounted' | 'capped' | 'broken';

export interface ListRequest<T> {
	/** Fetches page `page`, counted from 1; 'gone' if the server knows no such page. */
	fetchPage: (page: number, size: number, signal: AbortSignal) => Promise<Page<T> | 'gone'>;
	/** Whether two rows with one id are the same record. */
	isCopy: (one: T, other: T) => boolean;
	/** Rows wanted, of those that `keeps` allows; Infinity for all. */
	limit: number;
	pageSize: number;
	parallel: number;
	completeness: Completeness;
	signal?: AbortSignal;
	hints: Hints;
	/** Set if the order leaves ties: fetches the same list in an order without ties; see readTied. */
	fetchUntied?: ListRequest<T>['fetchPage'];
	/** Set if not all rows are wanted: whether this one is. */
	keeps?: (row: T) => boolean;
	/** Few of them may be, so small pages do not pay. */
	isSparse?: boolean;
	/** Called if all that is listed came, and that is not as many rows as the server counts. */
	onMiscount: (counted: number, listed: number) => void;
	incomplete: (reason: string, obstacle: Obstacle) => Error;
}

/** Readings of a list before giving up. */
const MOST_READINGS = 8;

/** Readings in another order before giving up, and readings for the order of tied rows before each. */
const MOST_ROUNDS = 6;

/** How much smaller the pages of the next reading are, so that other rows stand at their ends. */
const SHRINKING = 0.88;

/**
 * Reads a page-numbered list and returns its rows in the server's order, each id once.
 *
 * With a limit, returns exactly min(limit, total) rows, and reads no more pages than that needs.
 * With `keeps`, both count the rows that it allows.
 * Without one, returns all rows that existed throughout the read: it reads page 1 first, for the
 * total and the real page size; then the last page; then the rest in parallel; then page 1 again.
 * If a count or page 1 changed, or the unique ids do not add up to the total, it starts over; see
 * Readings for what several readings settle.
 *
 * Why that order: when rows shift during the read, one can slip from an unread page to one already
 * read. With both ends read early, each such loss comes with a row seen twice, so the sum is off. A
 * row added and one removed in the middle can cancel out, so 'strict' reads until two whole
 * readings agree.
 *
 * Throws what `fetchPage` throws, `incomplete(...)` if the list cannot be read completely, and the
 * signal's reason on abort.
 */
export async function readList<T>(request: ListRequest<T>): Promise<T[]> {
	const rows =
		request.fetchUntied === undefined
			? (await readComplete(request)).values()
			: await readTied(request, request.fetchUntied);
	const { limit, keeps } = request;
	const wanted: T[] = [];
	await inTurns(rows, (row) => {
		if (wanted.length < limit && keeps?.(row) !== false) wanted.push(row);
	});
	return wanted;
}

async function readComplete<T>(request: ListRequest<T>): Promise<Map<string, T>> {
	const readings = new Readings(request);
	for (let number = 1; number <= MOST_READINGS; number += 1) {
		const reading = await new ListReader(request, planAfter(readings, request)).read();
		const rows = readings.add(reading);
		if (rows !== undefined) return rows;
	}
	throw readings.failure();
}

/** Moves the page boundaries after a reading that did not add up. */
function planAfter<T>(readings: Readings<T>, request: ListRequest<T>): ReadingPlan {
	const { last, mustBePatient: isPatient } = readings;
	const { pageSize } = request;
	if (last === undefined) return { size: firstSize(request), mayGrow: true };
	// Two that agree are only whole if one of them looked.
	const isEndKnown = last.doubt === undefined && !last.isEndKnown;
	const plan = { size: pageSize, isCounting: last.clash === undefined, isEndKnown, isPatient };
	if (last.doubt === undefined || last.extent === 'part') return plan;
	const smaller = Math.min(last.size - 1, Math.round(last.size * SHRINKING));
	return smaller < 1 ? plan : { ...plan, size: smaller };
}

function firstSize<T>({ pageSize, limit, isSparse }: ListRequest<T>): number {
	return isSparse === true ? pageSize : Math.min(pageSize, limit);
}

/**
 * Rows that tie in the sort field may swap places between pages, so that some come twice and others
 * never. So an order without ties tells which rows there are; readings in the order that was asked
 * for only tell their places.
 */
async function readTied<T>(
	request: ListRequest<T>,
	fetchUntied: ListRequest<T>['fetchPage'],
): Promise<Iterable<T>> {
	const size = firstSize(request);
	let reading = await new ListReader(request, { size, mayGrow: true }).read();
	// A row that came twice takes the place of one it ties with.
	const isMixed = request.limit !== Infinity && reading.ids.length > reading.rows.size;
	if (isEnough(reading, request) && !isMixed) return reading.rows.values();

	const whole = { ...request, limit: Infinity };
	const places = new Map<string, number>();
	for (let round = 1; round <= MOST_ROUNDS; round += 1) {
		const all = await readComplete({ ...whole, fetchPage: fetchUntied });
		for (let look = 1; look <= MOST_ROUNDS; look += 1) {
			// A row only swaps places with its ties, so any of its places is right.
			reading.ids.forEach((id, place) => {
				if (!places.has(id)) places.set(id, place);
			});
			if ([...all.keys()].every((id) => places.has(id))) {
				return [...all]
					.map(([id, row]) => ({ row, place: places.get(id) ?? 0 }))
					.sort((one, other) => one.place - other.place)
					.map(({ row }) => row);
			}
			const plan = { size: request.pageSize, isCounting: true };
			reading = await new ListReader(whole, plan).read();
		}
	}
	throw request.incomplete(
		'It is sorted by a field that many rows share, and their order changed each time it was read. Sort by another field instead, ideally by the ID or the time of creation.',
		'unordered',
	);
}
