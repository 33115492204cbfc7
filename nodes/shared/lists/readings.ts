import type { Reading } from './listReader';
import { CHANGED, describeMisfit, describeSum, describeUnequal, sameIds } from './listReader';
import type { ListRequest } from './pagination';

/** After so many readings with changes, it may only be the count that changes. */
const MANY_CHANGES = 4;

/** From so many readings in a row on, which all count the same, it is no chance that they differ. */
const ENOUGH_TO_TELL = 4;

const RECOUNTED = 'Its count changes each time it is read, although its rows stay the same.';

/** Whether a reading alone is enough. */
export function isEnough<T>(
	{ doubt, extent, total, counting }: Reading<T>,
	{ completeness }: ListRequest<T>,
): boolean {
	if (doubt !== undefined) return false;
	return (
		extent === 'part' || (completeness === 'standard' && total !== null && counting === 'steady')
	);
}

/**
 * What several readings of a list settle that none of them does alone.
 *
 * - Two that agree: the list did not change from one to the other.
 * - Two with the same ids in the same order on pages of different sizes, copies of rows included: the
 *   server really sends these rows twice, so they hide no others.
 * - Two with the same rows, although the count changed during each: it is only the count that does.
 * - Several that lack different rows, if together they hold exactly as many as the server counts, or
 *   as each of them sent, and the last one brings no new row: the order changes, the rows do not.
 *
 * If such readings hold other than what the server counts, the list is given where at most a few rows
 * are missing, and `onMiscount` is called. 'strict' takes only the first two, and no other count.
 */
export class Readings<T> {
	last?: Reading<T>;

	/** Whole ones in a row, of one total. */
	private steady: Array<Reading<T>> = [];

	/** Those that show a change. */
	private rereads = 0;

	/** Those that were given up because of one. */
	private changes = 0;

	/** The last one that came to an end. */
	private ended?: Reading<T>;

	/** It has the same rows as the one before it that did, so what changes is the count. */
	private isOnlyCount = false;

	private doubts = new Set<string | undefined>();

	constructor(private readonly request: ListRequest<T>) {}

	/** Resolves the list if this reading settles it. Throws if further ones cannot. */
	add(reading: Reading<T>): Map<string, T> | undefined {
		const { last: previous, request } = this;
		this.last = reading;
		if (isEnough(reading, request)) return this.settle(reading.rows, [reading]);
		if (previous !== undefined) this.refuseSame(previous, reading);

		const isChanged = reading.extent === 'part' && reading.doubt === CHANGED;
		if (isChanged) this.changes += 1;
		if (reading.extent !== 'part') {
			this.isOnlyCount = this.ended !== undefined && hasSameRows(this.ended, reading);
			this.ended = reading;
		}
		if (isChanged || !isCountedAlike(reading, previous)) this.steady = [];
		// A page without rows is a fault, and the next reading may not find out what it hides.
		if (reading.extent === 'whole' && !reading.hasEmptyPage) this.steady.push(reading);
		const settled = reading.clash === undefined ? this.findSettled() : undefined;
		if (settled !== undefined) return settled;

		// A second reading just to be sure is routine, so it does not count.
		const differs = previous !== undefined && !sameIds(reading.ids, previous.ids);
		if (reading.doubt !== undefined || differs) this.rereads += 1;
		this.doubts.add(reading.doubt);
		if (this.steady.length >= ENOUGH_TO_TELL && this.isStuck()) throw this.failure();
		return undefined;
	}

	/** Whether the next reading should go on where the count changes. */
	get mustBePatient(): boolean {
		return this.changes >= MANY_CHANGES;
	}

	/** Throws if both readings are of no use, and each further one will be the same. */
	private refuseSame(previous: Reading<T>, reading: Reading<T>): void {
		const { clash, ids, rows, total, extent } = reading;
		const { incomplete } = this.request;
		if (clash !== undefined && previous.clash !== undefined) {
			throw incomplete(describeUnequal(clash), 'broken');
		}
		const isSame = extent === previous.extent && total === previous.total;
		if (!isSame || !sameIds(ids, previous.ids)) return;
		if (extent === 'cut' && !isFew([previous, reading], rows.size)) {
			throw incomplete(describeSum(rows.size, total), 'capped');
		}
		const isMisfit = extent === 'whole' && ids.length > rows.size && rows.size !== total;
		// The server heeds no page size, so its copies hide the same rows each time.
		if (isMisfit && reading.size === previous.size) {
			throw incomplete(describeMisfit(rows.size, ids.length, total), 'unordered');
		}
	}

	private findSettled(): Map<string, T> | undefined {
		const { steady } = this;
		const [previous, last] = steady.slice(-2);
		if (previous === undefined || last === undefined) return undefined;
		const isOtherSize = last.size !== previous.size;
		const mayDiffer = last.unequal !== undefined && last.rows.size !== last.total;
		if (isOtherSize && !mayDiffer && sameIds(last.ids, previous.ids)) {
			return this.settle(last.rows, [previous, last], last.ids.length);
		}
		const isSure = (isOtherSize && !mayDiffer) || (addsUp(previous) && addsUp(last));
		if (isSure && sameIds(idsOf(previous), idsOf(last))) {
			return this.settle(last.rows, [previous, last]);
		}
		const joined = this.findJoined(last);
		return joined && this.settle(join(joined), joined);
	}

	/** The fewest of the last readings that together hold the whole list. */
	private findJoined(last: Reading<T>): Array<Reading<T>> | undefined {
		const { steady } = this;
		const known = new Set<string>();
		for (let from = steady.length - 2; from >= 0; from -= 1) {
			for (const id of steady[from]?.rows.keys() ?? []) known.add(id);
			const readings = steady.slice(from);
			// Where more rows are sent, the total may be too low.
			const isCounted =
				known.size === last.total && readings.every(({ ids }) => ids.length <= known.size);
			const isListed = readings.every(({ ids }) => ids.length === known.size);
			const isSettled = isCounted || isListed;
			if (!isSettled || !idsOf(last).every((id) => known.has(id))) continue;
			// In Strict, the order must not change either; a wrong count is told at once.
			if (this.request.completeness === 'standard' || (!isCounted && last.total !== null)) {
				return readings;
			}
		}
		return undefined;
	}

	/** The rows as the list, of which the server sent `listed`. Throws if too many are missing. */
	private settle(
		rows: Map<string, T>,
		readings: Array<Reading<T>>,
		listed = rows.size,
	): Map<string, T> {
		const { hints, completeness, incomplete, onMiscount } = this.request;
		const last = readings.at(-1) as Reading<T>;
		const { total } = last;
		if (last.extent === 'whole' && total !== null && listed !== total) {
			const obstacle = isFew(readings, listed) ? 'miscounted' : 'capped';
			if (obstacle === 'capped' || completeness === 'strict') {
				throw incomplete(describeSum(rows.size, total), obstacle);
			}
			onMiscount(total, listed);
		}
		const isJoined = readings.some((reading) => reading.rows.size < rows.size);
		if (isJoined) hints.count('joined', readings.length);
		else hints.count('duplicates', last.ids.length - rows.size);
		const explained = readings.slice(0, -1).filter(({ doubt = CHANGED }) => doubt !== CHANGED);
		hints.count('rereads', this.rereads - explained.length);
		return rows;
	}

	/** Whether pages of other sizes bring no other rows, so that further readings will not, either. */
	private isStuck(): boolean {
		const { size } = join(this.steady);
		return this.steady.every(({ rows, total }) => rows.size === size && size !== total);
	}

	/** The error after the last reading. */
	failure(): Error {
		const { last, steady, request } = this;
		if (steady.length >= ENOUGH_TO_TELL) {
			const { size } = join(steady);
			const total = last?.total ?? null;
			if (last?.unequal !== undefined && this.isStuck()) {
				return request.incomplete(describeUnequal(last.unequal), 'broken');
			}
			if (total !== null && this.isStuck()) {
				return request.incomplete(describeSum(size, total), 'capped');
			}
			const of = total === null ? '' : ` of the ${total} that it claims to have`;
			return request.incomplete(
				`Its rows change places each time it is read: ${steady.length} readings hold ${size} different ones${of}.`,
				'unordered',
			);
		}
		const reason = last?.doubt ?? 'It changed each time it was read.';
		if (last?.extent === 'cut') return request.incomplete(reason, 'capped');
		const isSame = this.doubts.size === 1 && reason === last?.doubt && reason !== CHANGED;
		const isBroken = isSame || last?.hasEmptyPage === true;
		if (!isBroken && this.isOnlyCount) return request.incomplete(RECOUNTED, 'broken');
		return request.incomplete(reason, isBroken ? 'broken' : 'changing');
	}
}

/** Whether both have one total, or a total that does not tell and the same rows. */
function isCountedAlike<T>(reading: Reading<T>, previous: Reading<T> | undefined): boolean {
	if (previous === undefined || reading.total === previous.total) return true;
	const isVague = reading.counting !== 'steady' && previous.counting !== 'steady';
	return isVague && sameIds(reading.ids, previous.ids);
}

/** In whatever order. */
function hasSameRows<T>({ rows: one }: Reading<T>, { rows: other }: Reading<T>): boolean {
	return one.size === other.size && [...one.keys()].every((id) => other.has(id));
}

const idsOf = <T>({ rows }: Reading<T>) => [...rows.keys()];

/** Whether so few rows are missing of those that are counted that the list may be given. */
function isFew<T>(readings: ReadonlyArray<Reading<T>>, listed: number): boolean {
	return readings.every(({ total, size }) => {
		const missing = (total ?? listed) - listed;
		return missing < size && 100 * missing < listed + missing;
	});
}

/** Whether each row came once, and as many as there should be. */
function addsUp<T>({ ids, rows, total }: Reading<T>): boolean {
	return ids.length === rows.size && ids.length === (total ?? ids.length);
}

/**
 * The rows of all readings: the newest of each, in the order of the last reading. What that one
 * lacks comes behind the row that it came behind.
 */
function join<T>(readings: ReadonlyArray<Reading<T>>): Map<string, T> {
	const rows = new Map<string, T>();
	let order: string[] = [];
	for (const reading of [...readings].reverse()) {
		const behind = new Map<string | undefined, string[]>();
		let neighbour: string | undefined;
		for (const [id, row] of reading.rows) {
			if (rows.has(id)) {
				neighbour = id;
				continue;
			}
			const others = behind.get(neighbour) ?? [];
			behind.set(neighbour, others);
			others.push(id);
			rows.set(id, row);
		}
		order = [
			...(behind.get(undefined) ?? []),
			...order.flatMap((id) => [id, ...(behind.get(id) ?? [])]),
		];
	}
	return new Map(order.map((id) => [id, rows.get(id) as T]));
}
