// Servers as they are, drawn by seed: how they order, count, page and link a list, and what happens to it
// while it is read. An oracle says what a reading may give.
import { Hints } from '../../nodes/shared/hints.ts';
import type { Completeness, Page } from '../../nodes/shared/lists/pagination.ts';
import { readList } from '../../nodes/shared/lists/pagination.ts';
import { Random } from '../../sandbox/random.mts';

interface Row {
	id: string;
	version: number;
	group: number;
	/** Counted, and never listed. */
	isHidden: boolean;
}

export type Change = 'add' | 'remove' | 'replace' | 'edit' | 'front';

export interface World {
	rows: number;
	pageSize: number;
	parallel: number;
	completeness: Completeness;
	/** Of rows in one group; `groups` of 1 is the whole list. */
	order: 'stable' | 'bySizeAndPage' | 'byPage' | 'shuffled';
	groups: number;
	/** Rows that are counted and not listed, and where they are left out. */
	hidden: number;
	hiddenFrom: 'list' | 'pages';
	/** What the count is wrong by, beside the hidden rows; null: none is given. */
	countBy: number | null;
	/** Requests after which the cached count is made anew; 0: it is no cache. */
	cachedFor: number;
	/** What each second request counts more. */
	unsteady: number;
	/** The pages that have the count. */
	countedOn: 'each' | 'first';
	/** The server's own page size, whatever is asked for; or the most that it gives. */
	fixedSize?: number;
	mostSize?: number;
	/** Rows that each page repeats of the one before. */
	overlap: number;
	/** The list ends here, whatever it counts. */
	cap: number;
	next: 'count' | 'rows' | 'unknown' | 'always' | 'never';
	pastTheEnd: 'gone' | 'empty' | 'last';
	/** Each before the answer to a request of its own. */
	changes: Array<{ at: number; change: Change }>;
}

const QUIET: World = {
	rows: 300,
	pageSize: 20,
	parallel: 4,
	completeness: 'standard',
	order: 'stable',
	groups: 1,
	hidden: 0,
	hiddenFrom: 'list',
	countBy: 0,
	cachedFor: 0,
	unsteady: 0,
	countedOn: 'each',
	overlap: 0,
	cap: Infinity,
	next: 'count',
	pastTheEnd: 'gone',
	changes: [],
};

export const worldOf = <T extends Partial<World>>(world: T): World & T => ({ ...QUIET, ...world });

/** Spreads the bits of a whole number. */
function mixed(value: number): number {
	const bits = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
	return Math.imul(bits ^ (bits >>> 12), 0x297a2d39) >>> 0;
}

/** A server that behaves as its world says. */
class WorldServer {
	rows: Row[];

	/** Each id that was sent, by the size that was asked for. */
	readonly sent = new Map<number, Set<string>>();

	/** Of each row that was there, the versions that it had. */
	readonly known = new Map<string, Set<number>>();

	/** Listed at any time, and listed throughout. */
	readonly stayed: Set<string>;

	requests = 0;

	private made = 0;

	private count?: { value: number; at: number };

	constructor(
		private readonly world: World,
		private readonly seed: number,
		private readonly random = new Random(seed, 7),
	) {
		const hidden = new Set<number>();
		while (hidden.size < Math.min(world.hidden, world.rows))
			hidden.add(random.int(0, world.rows - 1));
		this.rows = Array.from({ length: world.rows }, (_, index) => this.make(hidden.has(index)));
		const size = Math.max(1, Math.ceil(world.rows / world.groups));
		this.rows.forEach((row, index) => (row.group = Math.floor(index / size)));
		this.stayed = new Set(this.listed().map(({ id }) => id));
	}

	listed(): Row[] {
		return this.rows.filter(({ isHidden }) => !isHidden).slice(0, this.world.cap);
	}

	get total(): number | null {
		const { countBy, cachedFor } = this.world;
		if (countBy === null) return null;
		const isOld = this.count === undefined || this.requests - this.count.at >= cachedFor;
		if (isOld) this.count = { value: Math.max(0, this.rows.length + countBy), at: this.requests };
		return this.count?.value ?? 0;
	}

	fetchPage = async (
		number: number,
		asked: number,
		signal: AbortSignal,
	): Promise<Page<Row> | 'gone'> => {
		this.requests += 1;
		const own = this.requests;
		for (let turn = this.random.int(0, 2); turn > 0; turn -= 1) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		signal.throwIfAborted();
		for (const { at, change } of this.world.changes) if (at === own) this.change(change);

		const {
			fixedSize,
			mostSize = Infinity,
			overlap,
			unsteady,
			countedOn,
			hiddenFrom,
			next,
			pastTheEnd,
		} = this.world;
		const size = fixedSize ?? Math.min(asked, mostSize);
		const step = Math.max(1, size - overlap);
		const all = hiddenFrom === 'list' ? this.listed() : this.rows;
		const last = Math.max(1, Math.ceil((all.length - overlap) / step));
		if (number > last && pastTheEnd === 'gone') return 'gone';
		const page = number > last && pastTheEnd === 'last' ? last : number;
		const from = (page - 1) * step;
		const rows = this.ordered(all, size, page)
			.slice(from, from + size)
			.filter(({ isHidden }) => !isHidden);
		const sent = this.sent.get(asked) ?? new Set();
		this.sent.set(asked, sent);
		for (const { id } of rows) sent.add(id);
		const { total: truth } = this;
		const total = truth && truth + (this.requests % 2) * unsteady;
		const counted = total === null ? page < last : page * step < total;
		const hasNext = {
			count: counted,
			rows: page < last,
			unknown: null,
			always: true,
			never: false,
		};
		return {
			rows: rows.map((row) => ({ ...row })),
			ids: rows.map(({ id }) => id),
			total: countedOn === 'first' && number > 1 ? null : total,
			hasNext: hasNext[next],
		};
	};

	private ordered(rows: Row[], size: number, page: number): Row[] {
		const { order } = this.world;
		if (order === 'stable') return rows;
		const seed = {
			bySizeAndPage: this.seed + size * 1009 + page,
			byPage: this.seed + page,
			shuffled: this.random.int(1, 1e9),
		}[order];
		const rank = ({ id }: Row) =>
			Math.imul(Math.imul(Number(id), 0x9e3779b1) ^ seed, 0x85ebca6b) ^ seed;
		const ranked = rows.map((row) => ({ row, rank: mixed(rank(row)) }));
		ranked.sort((one, other) => one.row.group - other.row.group || one.rank - other.rank);
		return ranked.map(({ row }) => row);
	}

	private make(isHidden = false): Row {
		this.made += 1;
		const row = { id: String(this.made), version: 1, group: 0, isHidden };
		this.known.set(row.id, new Set([1]));
		return row;
	}

	private change(change: Change): void {
		const { random, rows } = this;
		const place = () => random.int(0, Math.max(0, rows.length - 1));
		const take = () => {
			const [row] = rows.splice(place(), 1);
			if (row !== undefined) this.stayed.delete(row.id);
		};
		const put = () => {
			const at = place();
			rows.splice(at, 0, { ...this.make(), group: rows[at]?.group ?? 0 });
		};
		if (change === 'remove' || change === 'replace') take();
		if (change === 'add' || change === 'replace') put();
		if (change === 'edit' || change === 'front') {
			const at = place();
			const row = rows[at];
			if (row === undefined) return;
			const newer = { ...row, version: row.version + 1 };
			this.known.get(row.id)?.add(newer.version);
			rows[at] = newer;
			if (change === 'front') rows.unshift({ ...newer, group: 0 }, ...rows.splice(at, 1).slice(1));
		}
	}
}

export interface Outcome {
	/** `lost`: a row that stayed is missing. `wrong`: something that never may be. */
	is: 'list' | 'lost' | 'wrong' | 'error';
	why: string;
	requests: number;
	hasMiscount: boolean;
	/** How many rows of how many that are counted, at the end. */
	listed: number;
	counted: number | null;
	/** All that is listed was sent before the last reading, so the error was needless. */
	isNeedless: boolean;
}

/** Reads a list in this world, and judges what comes. */
export async function outcomeOf(world: World, seed: number): Promise<Outcome> {
	const server = new WorldServer(world, seed);
	let hasMiscount = false;
	let why = '';
	const rows = await readList<Row>({
		fetchPage: server.fetchPage,
		isCopy: (one, other) => one.version === other.version,
		limit: Infinity,
		pageSize: world.pageSize,
		parallel: world.parallel,
		completeness: world.completeness,
		hints: new Hints(),
		onMiscount: () => (hasMiscount = true),
		incomplete: (reason, obstacle) => new Error(`${obstacle}: ${reason}`),
	}).catch((error: Error) => {
		why = error.message;
		return undefined;
	});
	const { requests } = server;
	const listed = server.listed().length;
	const counted = server.total;
	const common = { requests, hasMiscount, listed, counted, isNeedless: false };
	if (rows === undefined) {
		const sizes = [...server.sent.values()].slice(0, -1);
		const seen = new Set(sizes.flatMap((ids) => [...ids]));
		const isNeedless = sizes.length > 0 && server.listed().every(({ id }) => seen.has(id));
		return { ...common, is: 'error', why, isNeedless };
	}
	const ids = new Set(rows.map(({ id }) => id));
	const isKnown = ({ id, version }: Row) => server.known.get(id)?.has(version) === true;
	if (ids.size < rows.length || !rows.every(isKnown)) {
		return { ...common, is: 'wrong', why: 'a row came twice, or never was' };
	}
	const isSteady = world.changes.length === 0 && world.unsteady === 0;
	if (isSteady && counted !== null && (counted !== rows.length) !== hasMiscount) {
		return {
			...common,
			is: 'wrong',
			why: `counts ${counted}, gives ${rows.length}, and is silent`,
		};
	}
	const lost = [...server.stayed].filter((id) => !ids.has(id));
	return { ...common, is: lost.length === 0 ? 'list' : 'lost', why: `lost ${lost.join()}` };
}

const KINDS = [
	'plain',
	'unordered',
	'unlisted',
	'cached',
	'miscounted',
	'uncounted',
	'overlapping',
	'capped',
] as const;

/** A world drawn by its seed: a server of one of these kinds, and often changes during the read. */
export function drawWorld(seed: number): World & { kind: (typeof KINDS)[number] } {
	const random = new Random(seed, 3);
	const kind = random.pick(KINDS);
	const rows = random.pick([0, 1, 7, 60, 100, 101, 137, 230, 300]);
	const pageSize = random.pick([10, 20, 25, 50, 100]);
	const isUnordered = kind === 'unordered' || (kind === 'unlisted' && random.chance(0.3));
	// Without an order or a count, a page past the end may look like one with more rows.
	const isVague = isUnordered || kind === 'uncounted';
	const pastTheEnd = random.pick<World['pastTheEnd']>(['gone', 'empty', isVague ? 'gone' : 'last']);
	const nexts: Array<World['next']> = ['count', 'rows', 'unknown'];
	if (kind !== 'uncounted') nexts.push('always', 'never');
	const isFixed = kind !== 'overlapping' && random.chance(0.15);
	const kinds = random.pick<Change[]>([
		['front'],
		['edit', 'front'],
		['add'],
		['remove'],
		['add', 'remove', 'edit', 'front'],
		['replace'],
	]);
	const most = Math.ceil(rows / pageSize) * 4 + 4;
	const changes = Array.from({ length: random.chance(0.4) ? 0 : random.int(1, 6) }, () => ({
		at: random.int(1, most),
		change: random.pick(kinds),
	}));
	return worldOf({
		kind,
		rows,
		pageSize,
		parallel: random.int(1, 8),
		completeness: random.chance(0.3) ? 'strict' : 'standard',
		order: isUnordered ? random.pick(['bySizeAndPage', 'byPage', 'shuffled']) : 'stable',
		groups: random.pick([1, 5, 12]),
		hidden: kind === 'unlisted' ? random.pick([1, 2, 20]) : 0,
		hiddenFrom: isUnordered || isFixed ? 'list' : random.pick(['list', 'pages']),
		countBy:
			kind === 'uncounted' ? null : kind === 'miscounted' ? random.pick([1, -1, -2, -pageSize]) : 0,
		cachedFor: kind === 'cached' ? random.pick([3, 10, 1000]) : 0,
		fixedSize: isFixed ? random.pick([10, 15, 50]) : undefined,
		mostSize: random.chance(0.15) ? random.pick([10, 15, 50]) : undefined,
		overlap: kind === 'overlapping' ? 1 : 0,
		cap: kind === 'capped' ? Math.ceil(rows * 0.7) : Infinity,
		next: random.pick(nexts),
		pastTheEnd,
		changes,
		countedOn: random.chance(0.15) ? 'first' : 'each',
		unsteady: random.chance(0.1) ? random.pick([1, 2]) : 0,
	});
}

/** What is wrong with what came, if anything is. */
export function complaintOf(
	world: ReturnType<typeof drawWorld>,
	outcome: Outcome,
): string | undefined {
	const { is, why, listed, counted, isNeedless } = outcome;
	const { changes, completeness, kind, unsteady } = world;
	const kinds = new Set(changes.map(({ change }) => change));
	if (is === 'wrong') return why;
	if (is === 'lost') {
		// The exceptions that docs/performance-inside.md names.
		const isReplaced = kinds.has('replace');
		const isOld = (kind === 'cached' || kind === 'miscounted') && kinds.size > 0;
		return completeness === 'standard' && (isReplaced || isOld) ? undefined : why;
	}
	if (is === 'list' || changes.length > 0) return undefined;
	if (unsteady > 0) {
		// It is the count that changes, so there is no better time to read it.
		return world.order === 'stable' && kind !== 'capped' && why.startsWith('changing')
			? why
			: undefined;
	}
	if (completeness === 'strict') return ['plain', 'uncounted'].includes(kind) ? why : undefined;
	const missing = (counted ?? listed) - listed;
	const { fixedSize: size = Infinity } = world;
	// A page that is counted and never there, whatever size is asked for, is no matter of a few rows.
	const hasAllPages = Math.ceil((counted ?? listed) / size) <= Math.ceil(listed / size);
	const isFew = missing <= 0 || (hasAllPages && 100 * missing < listed + missing);
	return isFew && (world.order === 'stable' || (isNeedless && kind === 'unordered'))
		? why
		: undefined;
}
