import type { IDataObject } from 'n8n-workflow';

import type { ListOf } from '../../shared/lists/serviceClient';
import type { VomeClient } from './client';

type RecordIndex = ReadonlyMap<string, IDataObject>;

/** Whole lists by path, kept for the execution that a client serves. */
const indexes = new WeakMap<VomeClient, Map<string, RecordIndex>>();

/** The records of a list by key, if readIndex read it before. */
export function knownIndex(client: VomeClient, path: string): RecordIndex | undefined {
	return indexes.get(client)?.get(path);
}

/** Reads and keeps a list; the first record of a key wins. Throws as VomeClient.list does. */
export async function readIndex(
	client: VomeClient,
	list: Omit<ListOf<IDataObject>, 'map'>,
	keysOf: (record: IDataObject) => string[],
): Promise<RecordIndex> {
	const index = new Map<string, IDataObject>();
	for (const record of await client.list({ ...list, map: (found) => found })) {
		for (const key of keysOf(record)) if (!index.has(key)) index.set(key, record);
	}
	const known = indexes.get(client) ?? new Map<string, RecordIndex>();
	indexes.set(client, known.set(list.path, index));
	return index;
}
