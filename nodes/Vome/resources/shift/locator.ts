import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { VomeClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { firstFilled, joinLabel, shareLink } from '../../shared/texts';
import { SHIFTS } from './listing';
import { shiftShape } from './shape';

export const shiftLocator = recordLocator(
	{ displayName: 'Shift', name: 'shiftId' },
	'searchShifts',
	'Select a shift...',
);

/**
 * Shifts to pick from, latest start first; Vome searches their titles for `filter`
 * (contract/vome.md 4.5). `paginationToken` is the page to read. Throws a NodeApiError.
 */
export async function searchShifts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await VomeClient.create(this, undefined);
	// The documents show `-` for opportunities only; inferred here (contract/vome.md 4.5).
	const query = { ...(filter ? { title: filter } : {}), ordering: '-shift_start_at' };
	return await searchPage(client, { ...SHIFTS, query }, paginationToken, (record) => {
		const { id, title, shift_start_at, opportunity_title } = shiftShape.simplify(record);
		const name = joinLabel([
			firstFilled(title, id),
			localTime(shift_start_at, this.getTimezone()),
			opportunity_title,
		]);
		return { name, value: String(id), url: shareLink(record.share_shift_url) };
	});
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
