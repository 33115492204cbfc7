/** Pages and their envelope (contract/vome.md 2). */
import { VomeError, standardError } from './errors.mts';
import type { Quirks } from './quirks.mts';

export const defaultLimit = 10;
export const highestLimit = 100;

export const pagingSchemas = {
	page: { type: 'string', pattern: '^[0-9]{1,9}$' },
	limit: { type: 'string', pattern: '^[0-9]{1,9}$' },
};

export type Query = Record<string, string>;

interface Page {
	number: number;
	limit: number;
	from: number;
	to: number;
	last: number;
}

/** Works out which rows are asked for, and refuses what the documentation does not allow. */
export function choosePage(query: Query, total: number, quirks: Quirks): Page {
	const asked = Number(query.limit ?? defaultLimit);
	// No page says what a limit over 100 does (contract/vome.md 7 no. 15).
	const highest = quirks.refusedLimit ?? highestLimit;
	if (asked < 1 || asked > highest) {
		throw new VomeError(400, `limit must be from 1 to ${highest}.`, { param: 'limit' });
	}
	if (asked > (quirks.slowLimit ?? highestLimit)) throw standardError(504);
	const limit = Math.min(asked, quirks.cappedLimit ?? highestLimit);
	const number = quirks.pageIgnored ? 1 : Number(query.page ?? 1);
	if (number < 1) throw new VomeError(400, 'page must be 1 or more.', { param: 'page' });
	const last = Math.max(1, Math.ceil(total / limit));
	if (number > last && quirks.pastTheEnd === 'notFound') {
		throw new VomeError(404, 'Invalid page.', { param: 'page' });
	}
	const from = (number - 1) * limit;
	return { number, limit, from, to: Math.min(from + limit, total), last };
}

const foreignOrigins: Partial<Record<Quirks['links'], string>> = {
	http: 'http://api.vomevolunteer.com',
	ip: 'http://10.0.0.1:8030',
	foreign: 'https://attacker.example',
};

/** Links carry the filters along (shown in contract/vome.md 2); `limit` only if it was asked for. */
function linkTo(number: number, origin: string, path: string, query: Query): string {
	const { limit, ...filters } = query;
	delete filters.page;
	const parameters = new URLSearchParams({
		page: String(number),
		...(limit !== undefined && { limit }),
		...filters,
	});
	return `${origin}${path}?${parameters.toString()}`;
}

function countOf(total: number, quirks: Quirks): number | string | null | undefined {
	switch (quirks.count) {
		case 'number':
			return total;
		case 'string':
			return String(total);
		case 'null':
			return null;
		case 'missing':
			return undefined;
		case 'tooHigh':
			return total + 1;
		case 'tooLow':
		case 'cached':
			return Math.max(0, total - 1);
	}
}

/** The envelope without its rows, up to where they go. */
export function envelopeStart(
	page: Page,
	total: number,
	url: { origin: string; path: string },
	query: Query,
	quirks: Quirks,
): string {
	const count = countOf(total, quirks);
	const head = count === undefined ? '' : `"count":${JSON.stringify(count)},`;
	if (quirks.links === 'none') return `{${head}"results":`;
	const origin = foreignOrigins[quirks.links] ?? url.origin;
	const link = (number: number) => JSON.stringify(linkTo(number, origin, url.path, query));
	const last = quirks.count === 'cached' ? Math.ceil((total - 1) / page.limit) : page.last;
	const next =
		quirks.links === 'self'
			? link(page.number)
			: page.number < last
				? link(page.number + 1)
				: 'null';
	const previous = page.number > 1 ? link(page.number - 1) : 'null';
	return `{${head}"next":${next},"previous":${previous},"results":`;
}
