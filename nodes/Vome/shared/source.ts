import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../shared/form/parameters';
import { asNodeError } from '../../shared/http/errors';
import type { SetFilter } from '../../shared/lists/filters';
import { readFilters } from '../../shared/lists/filters';
import { wholeList } from '../../shared/lists/listOptions';
import type { Source } from '../../shared/triggers/polling';
import type { VomeClient } from './client';
import { PAGE_SIZE } from './client';
import { createdFilters } from './filters';
import type { Listing } from './listing';
import { readListing } from './listing';
import { isRefusal } from './refusal';

const CREATED_AFTER = 'created_at.gte';

const BY_CREATION = 'The trigger reads by the time of creation: remove it.';

/** The listing for an event found by `created_at`, for which the trigger itself filters and sorts. */
export const byCreation = (listing: Listing): Listing => ({
	...listing,
	filters: listing.filters.filter((filter) => !createdFilters.includes(filter)),
	reserved: { [CREATED_AFTER]: BY_CREATION, ordering: BY_CREATION },
});

/** How far back to look for the newest record without an ordering, in ms. */
const RECENT = 7 * 24 * 60 * 60_000;

interface Asked {
	since?: string;
	ordering?: string;
	limit: number;
	onUnlisted?: () => void;
}

/** A listing for a trigger, with the form's options and, by default, its filters. */
export function vomeSource(
	client: VomeClient,
	parameters: Parameters,
	listing: Listing,
	filters = readFilters(parameters, listing.filters),
): Source {
	const { subject, newestBy } = listing;
	const whole = wholeList(PAGE_SIZE, parameters.integer('options.parallelRequests'));
	const list = async <T>(
		map: (record: IDataObject) => T,
		{ since, ordering, limit, onUnlisted }: Asked,
	) => {
		const query = {
			// A filter of the form by this time replaces it.
			filters: since === undefined ? filters : [createdSince(since), ...filters],
			ordering,
			options: { ...whole, limit },
		};
		return await client.list({ ...readListing(parameters, listing, query), map, onUnlisted });
	};
	const all: Source['list'] = async (map, { since, onUnlisted } = {}) => {
		// New records then come at the end.
		const ordering = newestBy === 'ordering' ? 'created_at' : undefined;
		const query = { ordering, limit: Infinity, onUnlisted };
		if (since === undefined) return await list(map, query);
		try {
			return await list(map, { ...query, since });
		} catch (error) {
			// Not all documents have this filter (contract/vome.md 4.7 no. 13). Without it, read everything.
			if (isRefusal(error)) return await list(map, query);
			throw asNodeError(parameters.node, error, parameters.itemIndex);
		}
	};
	const first = async (ordering?: string) => {
		const [record] = await list((found) => found, { ordering, limit: 1 });
		return record;
	};
	return {
		subject,
		list: all,
		async newest() {
			if (newestBy === 'ordering') return await first('-created_at');
			if (newestBy === undefined) return await first();
			const since = new Date(Date.now() - RECENT).toISOString();
			const recent = await all((record) => record, { since });
			const times = recent.map(({ created_at }) => String(created_at)).sort();
			const newest = recent.find(({ created_at }) => created_at === times.at(-1));
			return newest ?? (await first());
		},
	};
}

/** Unchecked: the trigger drops older records. */
const createdSince = (time: string): SetFilter => ({
	label: 'Created After',
	query: { [CREATED_AFTER]: time },
});
