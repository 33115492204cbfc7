import type { IDataObject } from 'n8n-workflow';

import type { Guess } from '../../shared/guesses';
import type { NodeError } from '../../shared/http/errors';
import { wholeList } from '../../shared/lists/listOptions';
import type { Envelope } from '../../shared/lists/serviceClient';
import { Once } from '../../shared/once';
import type { VomeClient } from './client';
import { PAGE_SIZE } from './client';
import type { Identifier } from './identifiers';
import { foldCase } from './identifiers';

type By = Identifier['by'];

/** A list in which Get looks for one record. */
export interface FinderList {
	/** Path of the search. */
	path: string;
	/** Path of the plain list; default: `path`. */
	listPath?: string;
	subject: string;
	/** For reading the whole list. */
	query?: IDataObject;
	/** The search's filters for one record, and what a record has for each. */
	filters: Partial<Record<By, (record: IDataObject) => unknown>>;
	/** The filters are documented, so that nothing found means that there is nothing. */
	isSearchFinal?: boolean;
}

type WayName = 'path' | 'search' | 'list';

/** The records found; undefined if this way cannot tell whether there are any. */
type Way = () => Promise<IDataObject[] | undefined>;

/** Records; 'nowhere' if neither way nor what was read of the list has one. */
type Found = IDataObject[] | 'nowhere';

interface FindOptions {
	/** Which way finds a record by what is wanted. */
	guess: Guess<WayName>;
	itemIndex: number | undefined;
	/** Asks for the record by its path. */
	byPath?: () => Promise<IDataObject | undefined>;
}

/** From so many on, the list may take fewer requests. With fewer, finding out would cost too much. */
const MANY = 10;

const finders = new WeakMap<VomeClient, RecordFinder>();

/** The same one for all items of a run, which one client serves. `wanted` is what all of them ask for. */
export function finderOf(
	client: VomeClient,
	list: FinderList,
	wanted: readonly Identifier[],
): RecordFinder {
	const finder = finders.get(client) ?? new RecordFinder(client, list, wanted);
	finders.set(client, finder);
	return finder;
}

/**
 * Finds single records, in as few requests as it can: each is asked for once, in the way that is
 * known to find it, and the whole list is read once at the most.
 */
export class RecordFinder {
	private readonly asked = new Once();

	/** Whether the search knows a filter, as far as that is certain. */
	private readonly known = new Map<By, boolean>();

	/** Filters that Vome refused or ignored, which may have been for the value alone. */
	private readonly denied = new Set<By>();

	/** All that will be asked for; undefined if that is not known before. */
	private readonly wanted?: ReadonlySet<string>;

	private isWeighed = false;

	/** What was read of the whole list: by key, then by ID. */
	private readonly index = new Map<string, Map<unknown, IDataObject>>();

	/** Values that the list has, to try the filters with. */
	private readonly examples = new Map<By, string>();

	/** The whole list was or is being read. Resolves with the error that ended it. */
	private reading?: Promise<NodeError | undefined>;

	constructor(
		private readonly client: VomeClient,
		private readonly list: FinderList,
		wanted?: readonly Identifier[],
	) {
		this.wanted = wanted && new Set(wanted.map(keyOf));
	}

	/**
	 * Resolves with all records found by the first way that can tell; [] if there is none. A way that
	 * seems not to work comes later, but is asked as well: what the list lacks may still have a path.
	 * Throws a NodeApiError, also if only the unread rest of the list can have the record.
	 */
	async find(wanted: Identifier, options: FindOptions): Promise<IDataObject[]> {
		const found = await this.asked.get(
			keyOf(wanted),
			async () => (await this.inListIfCheaper(wanted)) ?? (await this.findOne(wanted, options)),
		);
		if (found !== 'nowhere') return found;
		const error = await this.reading;
		if (error !== undefined) throw this.client.errorFor(error, options.itemIndex);
		return [];
	}

	private async findOne(wanted: Identifier, options: FindOptions): Promise<Found> {
		const { guesses } = this.client;
		const { guess } = options;
		const isOpen = () => !guesses.isSettled(guess) && !guesses.isMissed(guess);
		let found: Found | undefined;
		if (isOpen()) {
			await guesses.alone(guess, async () => {
				// Another execution may have found out meanwhile.
				if (isOpen()) found = await this.lookFor(wanted, options);
			});
		}
		return found ?? (await this.lookFor(wanted, options));
	}

	private async lookFor(
		wanted: Identifier,
		{ guess, itemIndex, byPath }: FindOptions,
	): Promise<Found> {
		const ways: Record<WayName, Way> = {
			path: async () => {
				const record = await byPath?.();
				return record && [record];
			},
			search: async () => await this.search(wanted, itemIndex),
			list: async () => {
				this.reading ??= this.readList();
				return await this.listed(wanted);
			},
		};
		const order = this.client.guesses.inOrder(guess);
		for (const way of order) {
			const found = await ways[way]();
			if (found === undefined) continue;
			if (found.length > 0) this.learn(guess, way, order[0], wanted, found);
			return found;
		}
		if ((await this.reading) === undefined) this.client.guesses.miss(guess);
		return 'nowhere';
	}

	/** Keeps which way found a record. `first` was asked before all others. */
	private learn(
		guess: Guess<WayName>,
		way: WayName,
		first: WayName | undefined,
		{ by, value }: Identifier,
		found: IDataObject[],
	): void {
		const { guesses } = this.client;
		if (way === first) return guesses.settle(guess, way);
		// The search may tell upper from lower case.
		const isDenied = this.denied.has(by);
		const isExact = found.some((record) => this.list.filters[by]?.(record) === value);
		if (first === 'search' && !isDenied && !isExact) return;
		// What worked before may have missed this record alone.
		if (guesses.isSettled(guess)) guesses.forget(guess);
		else guesses.settle(guess, way);
	}

	private async search(
		wanted: Identifier,
		itemIndex: number | undefined,
	): Promise<IDataObject[] | undefined> {
		if (!(await this.maySearch(wanted.by, itemIndex))) return undefined;
		const page = await this.searchPage(wanted, itemIndex);
		if (page === undefined) {
			this.denied.add(wanted.by);
			return undefined;
		}
		this.denied.delete(wanted.by);
		const found = this.matchesIn(page.records, wanted);
		if (found.length === 0) {
			return this.list.isSearchFinal === true && !goesOn(page) ? [] : undefined;
		}
		// On its next page there may be somebody else with the same email.
		const isUnsure = wanted.by === 'email' && found.length === 1 && goesOn(page);
		return isUnsure ? undefined : found;
	}

	/** After a denial, whether the filter is unknown is tried with a value that the list has. */
	private async maySearch(by: By, itemIndex: number | undefined): Promise<boolean> {
		const value = this.examples.get(by);
		if (this.denied.has(by) && !this.known.has(by) && value !== undefined) {
			this.known.set(by, (await this.searchPage({ by, value }, itemIndex)) !== undefined);
		}
		return this.known.get(by) ?? true;
	}

	/** The first page of the search; undefined if Vome refuses or ignores the filter. */
	private async searchPage(
		wanted: Identifier,
		itemIndex: number | undefined,
	): Promise<Envelope | undefined> {
		const { by, value } = wanted;
		const { path, subject } = this.list;
		const page = await this.client.tryFilter(path, { [by]: value }, subject, itemIndex);
		// A filter may match by part. A record without the value shows that it was ignored.
		const part = foldCase(value);
		const isObeyed = page?.records.every((record) =>
			foldCase(this.valueOf(record, by)).includes(part),
		);
		return isObeyed === true ? page : undefined;
	}

	private matchesIn(records: IDataObject[], wanted: Identifier): IDataObject[] {
		const { by } = wanted;
		const isMatch = (record: IDataObject) =>
			keyOf({ by, value: this.valueOf(record, by) }) === keyOf(wanted);
		const matches = records.filter(isMatch);
		return [...new Map(matches.map((record) => [record.id, record])).values()];
	}

	/** What the list shows of a record without a request for it alone, if it is read or pays. */
	private async inListIfCheaper(wanted: Identifier): Promise<IDataObject[] | undefined> {
		if (!this.isWeighed) {
			this.isWeighed = true;
			const count = this.wanted?.size ?? 0;
			if (count >= MANY) await this.readListWithin(count - 1);
		}
		return await this.listed(wanted);
	}

	/** Whom the list has for certain. */
	private async listed(wanted: Identifier): Promise<IDataObject[] | undefined> {
		const error = await this.reading;
		const found = this.index.get(keyOf(wanted));
		// What was not read may hold somebody else with the same email.
		const isUnsure = error !== undefined && wanted.by === 'email' && found?.size === 1;
		// Two items may ask for the same record in different ways.
		return found === undefined || isUnsure ? undefined : structuredClone([...found.values()]);
	}

	/** Reads the list, unless its first page shows that it takes more requests than these. */
	private async readListWithin(most: number): Promise<void> {
		let isTooLong = false;
		const reading = this.readList((first) => {
			isTooLong = requestsFor(first) > most;
			return !isTooLong;
		});
		await reading;
		if (!isTooLong) this.reading = reading;
	}

	/** Reads all of the list, or only its first page if `pays` does not take that. */
	private async readList(
		pays: (first: Envelope) => boolean = () => true,
	): Promise<NodeError | undefined> {
		const { path, listPath = path, query = {}, subject } = this.list;
		const options = wholeList(PAGE_SIZE);
		const list = { path: listPath, query, subject, itemIndex: undefined, options, pays };
		return await this.client.list({ ...list, map: (record) => this.keep(record) }).then(
			() => undefined,
			(error: NodeError) => error,
		);
	}

	private keep(record: IDataObject): void {
		for (const by of Object.keys(this.list.filters) as By[]) {
			const value = this.valueOf(record, by);
			if (value !== '') this.examples.set(by, value);
			const key = keyOf({ by, value });
			if (this.wanted?.has(key) === false) continue;
			const records = this.index.get(key) ?? new Map<unknown, IDataObject>();
			this.index.set(key, records.set(record.id, record));
		}
	}

	private valueOf(record: IDataObject, by: By): string {
		const found = this.list.filters[by]?.(record);
		return typeof found === 'string' ? found.trim() : '';
	}
}

const keyOf = ({ by, value }: Identifier) => `${by} ${foldCase(value)}`;

/** Whether more records follow on the next page. */
const goesOn = ({ records, total, hasNext }: Envelope): boolean =>
	hasNext ?? (total ?? 0) > records.length;

/** How many requests it takes to read the whole list; Infinity if its first page does not tell. */
function requestsFor({ records, total }: Envelope): number {
	if (total === null) return Infinity;
	if (total <= records.length) return 1;
	// The first page is read again at the end.
	// After a full last page, the next one is asked for, too.
	const isFull = total % records.length === 0;
	return Math.ceil(total / records.length) + (isFull ? 2 : 1);
}
