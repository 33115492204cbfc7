import type { IDataObject } from 'n8n-workflow';

import type { Guess } from '../../shared/guesses';
import type { NodeError } from '../../shared/http/errors';
import { wholeList } from '../../shared/lists/listOptions';
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

interface FindOptions {
	/** Which way finds a record by what is wanted. */
	guess: Guess<WayName>;
	itemIndex: number | undefined;
	/** Nothing is kept for other items. */
	isOnlyItem: boolean;
	/** Asks for the record by its path. */
	byPath?: () => Promise<IDataObject | undefined>;
}

/** Answers in a row that show that Vome does not know a filter; the first may be a mishap. */
const ENOUGH_DENIALS = 2;

const finders = new WeakMap<VomeClient, RecordFinder>();

/** The same one for all items of a run, which one client serves. */
export function finderOf(client: VomeClient, list: FinderList): RecordFinder {
	const finder = finders.get(client) ?? new RecordFinder(client, list);
	finders.set(client, finder);
	return finder;
}

/** Finds single records, first in the way that is known to find them. */
export class RecordFinder {
	private readonly denials = new Map<By, number>();

	/** What was read of the whole list: by key, then by ID. */
	private readonly index = new Map<string, Map<unknown, IDataObject>>();

	/** Resolves with the error that ended the reading of the list. */
	private reading?: Promise<NodeError | undefined>;

	constructor(
		private readonly client: VomeClient,
		private readonly list: FinderList,
	) {}

	/**
	 * Resolves with all records found by the first way that can tell; [] if there is none. A way that
	 * seems not to work comes later, but is asked as well: what the list lacks may still have a path.
	 * Throws a NodeApiError, also if only the unread rest of the list can have the record.
	 */
	async find(wanted: Identifier, options: FindOptions): Promise<IDataObject[]> {
		const { guesses } = this.client;
		const { guess } = options;
		const isOpen = () => !guesses.isSettled(guess) && !guesses.isMissed(guess);
		let found: IDataObject[] | undefined;
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
		{ guess, itemIndex, isOnlyItem, byPath }: FindOptions,
	): Promise<IDataObject[]> {
		const ways: Record<WayName, Way> = {
			path: async () => {
				const record = await byPath?.();
				return record && [record];
			},
			search: async () => await this.search(wanted, itemIndex),
			list: async () => await this.inList(wanted, isOnlyItem),
		};
		const order = this.client.guesses.inOrder(guess);
		for (const way of order) {
			const found = await ways[way]();
			if (found === undefined) continue;
			if (found.length > 0) this.learn(guess, way, order[0], wanted, found);
			return found;
		}
		const error = await this.reading;
		if (error !== undefined) throw this.client.errorFor(error, itemIndex);
		this.client.guesses.miss(guess);
		return [];
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
		const isDenied = (this.denials.get(by) ?? 0) > 0;
		const isExact = found.some((record) => this.list.filters[by]?.(record) === value);
		if (first === 'search' && !isDenied && !isExact) return;
		// What worked before may have missed this record alone.
		if (guesses.isSettled(guess)) guesses.forget(guess);
		else guesses.settle(guess, way);
	}

	private async search(
		{ by, value }: Identifier,
		itemIndex: number | undefined,
	): Promise<IDataObject[] | undefined> {
		const denials = this.denials.get(by) ?? 0;
		if (denials >= ENOUGH_DENIALS) return undefined;
		const { path, subject, isSearchFinal = false } = this.list;
		const records = await this.client.tryFilter(path, { [by]: value }, subject, itemIndex);
		const wanted = foldCase(value);
		// A filter may match by part. A record without the value shows that it was ignored.
		if (records?.every((record) => this.valueOf(record, by).includes(wanted)) !== true) {
			this.denials.set(by, denials + 1);
			return undefined;
		}
		this.denials.delete(by);
		const matches = records.filter((record) => this.valueOf(record, by) === wanted);
		const found = new Map(matches.map((record) => [record.id, record]));
		return found.size > 0 || isSearchFinal ? [...found.values()] : undefined;
	}

	private async inList(
		{ by, value }: Identifier,
		isOnlyItem: boolean,
	): Promise<IDataObject[] | undefined> {
		const key = keyOf(by, foldCase(value));
		this.reading ??= this.readList(isOnlyItem ? key : undefined);
		await this.reading;
		const found = this.index.get(key);
		return found && [...found.values()];
	}

	private async readList(onlyKey: string | undefined): Promise<NodeError | undefined> {
		const { path, listPath = path, query = {}, subject, filters } = this.list;
		const keep = (record: IDataObject) => {
			for (const by of Object.keys(filters) as By[]) {
				const key = keyOf(by, this.valueOf(record, by));
				if (onlyKey !== undefined && key !== onlyKey) continue;
				const records = this.index.get(key) ?? new Map<unknown, IDataObject>();
				this.index.set(key, records.set(record.id, record));
			}
		};
		const options = wholeList(PAGE_SIZE);
		const list = { path: listPath, query, subject, itemIndex: undefined, options, map: keep };
		return await this.client.list(list).then(
			() => undefined,
			(error: NodeError) => error,
		);
	}

	private valueOf(record: IDataObject, by: By): string {
		const found = this.list.filters[by]?.(record);
		return typeof found === 'string' ? foldCase(found.trim()) : '';
	}
}

const keyOf = (by: By, value: string) => `${by} ${value}`;
