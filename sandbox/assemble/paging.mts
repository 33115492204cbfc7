/** Pages and their envelope (contract/assemble.md 3.3). */
import { AssembleError } from './errors.mts';
import type { Parameter, Parameters, Query } from './parameters.mts';
import type { AssembleQuirks } from './quirks.mts';

export const defaultLimit = 15;
export const highestLimit = 1000;

const fromOne: Parameter<unknown> = {
	problem: (value) =>
		/^\d{1,9}$/.test(value) && Number(value) >= 1 ? undefined : 'must be an integer of at least 1',
};

export function pagingParametersOf({ pageSizeName }: AssembleQuirks): Parameters<unknown> {
	return { page: fromOne, [pageSizeName]: fromOne };
}

export interface Page {
	number: number;
	limit: number;
	from: number;
	to: number;
	last: number;
}

function chooseLimit(query: Query, quirks: AssembleQuirks): number {
	if (quirks.limitIgnored) return defaultLimit;
	const asked = Number(query[quirks.pageSizeName] ?? defaultLimit);
	// No page says what a limit over 1000 does (contract/assemble.md U10).
	return Math.min(asked, highestLimit, quirks.cappedLimit ?? highestLimit);
}

/** Works out which rows are asked for. */
export function choosePage(query: Query, total: number, quirks: AssembleQuirks): Page {
	const limit = chooseLimit(query, quirks);
	const number = quirks.pageIgnored ? 1 : Number(query.page ?? 1);
	const last = Math.max(1, Math.ceil(total / limit));
	if (number > last && quirks.pastTheEnd === 'notFound') throw new AssembleError(404);
	const from = Math.min((number - 1) * limit, total);
	return { number, limit, from, to: Math.min(from + limit, total), last };
}

/** Full addresses, left out at the ends (contract/assemble.md 9). They carry the other parameters along. */
function linksOf(
	page: Page,
	url: { origin: string; path: string; query: Record<string, string> },
	{ links }: AssembleQuirks,
): unknown {
	if (links === 'null') return null;
	if (links === 'missing') return undefined;
	if (links === 'emptyArray' && page.last === 1) return [];
	const origin = links === 'foreign' ? 'https://attacker.example' : url.origin;
	const link = (number: number) =>
		`${origin}${url.path}?${new URLSearchParams({ ...url.query, page: String(number) }).toString()}`;
	const next = page.number < page.last ? page.number + 1 : undefined;
	return {
		...(links === 'self'
			? { next: link(page.number) }
			: next !== undefined && { next: link(next) }),
		...(page.number > 1 && { previous: link(page.number - 1) }),
	};
}

const lies = { truth: 0, missing: 0, tooHigh: 1, tooLow: -1, cached: -1 };

/** The `meta` of a list; undefined where there is none. */
export function metaOf(
	page: Page,
	total: number,
	url: { origin: string; path: string; query: Record<string, string> },
	quirks: AssembleQuirks,
): object | undefined {
	if (quirks.total === 'missing') return undefined;
	const last = quirks.total === 'cached' ? Math.ceil((total - 1) / page.limit) : page.last;
	const shown = (number: number) =>
		quirks.paginationNumbers === 'strings' ? String(number) : number;
	return {
		pagination: {
			total: shown(Math.max(0, total + lies[quirks.total])),
			count: shown(page.to - page.from),
			per_page: shown(page.limit),
			current_page: shown(page.number),
			total_pages: shown(last),
			links: linksOf({ ...page, last }, url, quirks),
		},
	};
}
