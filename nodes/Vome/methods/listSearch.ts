import type { GenericValue, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchPage } from '../../shared/lists/listSearch';
import { opportunityShape } from '../resources/opportunity/shape';
import { PATHS } from '../shared/paths';
import { shiftShape } from '../resources/shift/shape';
import { firstFilled } from '../shared/texts';
import { VomeClient } from '../shared/client';

/**
 * Shifts for a list to pick from, those that start last first; Vome searches their titles for `filter`
 * (contract: vome.md 4.5). `paginationToken` is the page to go on with. Throws a NodeApiError.
 */
export async function searchShifts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await VomeClient.create(this, undefined);
	// The leading `-` is shown for opportunities only, and inferred here (vome.md 4.5).
	const query = { ...(filter ? { title: filter } : {}), ordering: '-shift_start_at' };
	const list = { path: PATHS.shiftSearch, query, subject: 'shifts' };
	return await searchPage(client, list, paginationToken, (record) => {
		const { id, title, shift_start_at, opportunity_title } = shiftShape.simplify(record);
		return {
			name: toLabel([
				firstFilled(title, id),
				localTime(shift_start_at, this.getTimezone()),
				opportunity_title,
			]),
			value: String(id),
		};
	});
}

/**
 * Opportunities for a list to pick from, the newest first; Vome searches their titles for `filter`
 * (contract: vome.md 4.6). `paginationToken` is the page to go on with. Throws a NodeApiError.
 */
export async function searchOpportunities(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await VomeClient.create(this, undefined);
	const query = { ...(filter ? { title: filter } : {}), ordering: '-created_at' };
	const list = { path: PATHS.opportunitySearch, query, subject: 'opportunities' };
	return await searchPage(client, list, paginationToken, (record) => {
		const { id, title, category_title } = opportunityShape.simplify(record);
		return { name: toLabel([firstFilled(title, id), category_title]), value: String(id) };
	});
}

/** What tells records with the same title apart, as far as Vome sends it. */
function toLabel(parts: GenericValue[]): string {
	return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}

/** A time as people write it, in n8n's time zone; as Vome sent it where that cannot be read. */
function localTime(time: GenericValue, timeZone: string): GenericValue {
	const format = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone } as const;
	try {
		return new Intl.DateTimeFormat('en', format).format(new Date(String(time)));
	} catch {
		return time;
	}
}
