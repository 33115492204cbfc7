import type { IDataObject } from 'n8n-workflow';

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

/** The records found; undefined if this way cannot tell whether there are any. */
type Way = () => Promise<IDataObject[] | undefined>;

interface FindOptions {
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

/** Finds single records, and remembers during a run which ways of finding them work. */
class RecordFinder {
	private readonly worked = new Set<string>();

	/** Ways that missed a record which another way found. */
	private readonly failed = new Set<string>();

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
	async find(
		wanted: Identifier,
		{ itemIndex, isOnlyItem, byPath }: FindOptions,
	): Promise<IDataObject[]> {
		const path: Way = async () => {
			const record = await byPath?.();
			return record && [record];
		};
		const ways: Record<string, Way> = {
			...(byPath === undefined ? {} : { path }),
			[wanted.by]: async () => await this.search(wanted, itemIndex),
			list: async () => await this.inList(wanted, isOnlyItem),
		};
		const order = Object.keys(ways).sort((one, other) => this.rank(one) - this.rank(other));
		for (const [asked, name] of order.entries()) {
			const found = await ways[name]?.();
			if (found === undefined) continue;
			if (found.length > 0) {
				this.worked.add(name);
				for (const missed of order.slice(0, asked)) this.failed.add(missed);
			}
			return found;
		}
		const error = await this.reading;
		if (error !== undefined) throw this.client.errorFor(error, itemIndex);
		return [];
	}

	private rank(way: string): number {
		if (this.worked.has(way)) return 0;
		// It costs most.
		if (way === 'list') return 2;
		return this.failed.has(way) ? 1 : 0;
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
