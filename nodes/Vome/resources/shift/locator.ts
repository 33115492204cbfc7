import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	NodeApiError,
} from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { VomeClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { startDay } from '../../shared/filters';
import { firstFilled, joinLabel, shareLink } from '../../shared/texts';
import { SHIFTS } from './listing';
import { shiftShape } from './shape';

export const shiftLocator = recordLocator(
	{ displayName: 'Shift', name: 'shiftId' },
	'searchShifts',
	'Select a shift...',
);

/** `all`, latest first, where Vome does not filter by day. */
type Part = 'upcoming' | 'past' | 'all';

const QUERIES: Record<Part, (now: string) => IDataObject> = {
	upcoming: (now) => ({ ...startDay('gte')(now), ordering: 'shift_start_at' }),
	past: (now) => ({ ...startDay('lte')(now), ordering: '-shift_start_at' }),
	all: () => ({ ordering: '-shift_start_at' }),
};

/** Of `startDay`, whose day is a wide one. */
const MOST_EARLY = 3 * 24 * 60 * 60_000;

/**
 * Shifts to pick from: those to come, the next one first, then those that began, the latest first. Vome
 * searches their titles for `filter` (contract/vome.md 4.5). `paginationToken` is the part and the page
 * to read. Throws a NodeApiError.
 */
export async function searchShifts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await VomeClient.create(this, undefined);
	const now = Date.now();
	const title = filter ? { title: filter } : {};
	/** A page of a part; undefined if Vome sends shifts that began long ago as ones to come. */
	const read = async (part: Part, page?: string): Promise<INodeListSearchResult | undefined> => {
		// The documents show `-` for opportunities only; inferred here (contract/vome.md 4.5).
		const query = { ...title, ...QUERIES[part](new Date(now).toISOString()) };
		let isObeyed = true;
		const found = await searchPage(client, { ...SHIFTS, query }, page, (record) => {
			const { id, title, shift_start_at, opportunity_title } = shiftShape.simplify(record);
			const start = Date.parse(String(shift_start_at));
			if (part === 'upcoming' && start < now) {
				isObeyed &&= now - start < MOST_EARLY;
				return undefined;
			}
			if (part === 'past' && start >= now) return undefined;
			const name = joinLabel([
				firstFilled(title, id),
				localTime(shift_start_at, this.getTimezone()),
				opportunity_title,
			]);
			return { name, value: String(id), url: shareLink(record.share_shift_url) };
		});
		const next = found.paginationToken;
		if (next !== undefined) found.paginationToken = `${part} ${next as string}`;
		return isObeyed ? found : undefined;
	};

	const [part = 'upcoming', page] = (paginationToken?.split(' ') ?? []) as [Part?, string?];
	const found = await read(part, page).catch((error: NodeApiError) => {
		if (part !== 'upcoming' || error.httpCode !== '400') throw error;
		return undefined;
	});
	if (found === undefined) return (await read('all')) ?? { results: [] };
	if (part !== 'upcoming' || found.paginationToken !== undefined) return found;
	// A short list cannot be scrolled, and so would never ask for the next part.
	const past = await read('past');
	return { ...past, results: [...found.results, ...(past?.results ?? [])] };
}

/** In n8n's time zone; a time that does not parse stays as it is. */
function localTime(time: unknown, timeZone: string): unknown {
	const format = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone } as const;
	try {
		return new Intl.DateTimeFormat('en', format).format(new Date(String(time)));
	} catch {
		return time;
	}
}
