/** Activities (contract/assemble.md 5.2 and 5.3). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guard } from './guard.mts';
import { registerListing, registerOne } from './lists.mts';
import { type Parameter, idList, search } from './parameters.mts';
import { presentRecord } from './present.mts';
import type { Activity } from './types.mts';

const HOUR = 3_600_000;

/** A day, as in 2026-02-03. */
function day(holds: (row: Activity, wanted: string) => boolean): Parameter<Activity> {
	return {
		problem: (value) =>
			/^\d{4}-\d\d-\d\d$/.test(value) ? undefined : 'does not match the format Y-m-d',
		prepare: (value) => (row) => holds(row, value),
	};
}

/** Adds the listing and the single activity, below the prefix of the routes. */
export function registerActivities(app: FastifyInstance, context: AssembleContext): void {
	const factsOf = (row: Activity) => context.database.factsOf(row);
	/** A second, as in 2026-02-03 14:00:00; the ends count. */
	const moment = (holds: (updated: number, wanted: number) => boolean): Parameter<Activity> => ({
		problem: (value) =>
			/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
				? undefined
				: 'does not match the format Y-m-d H:i:s',
		prepare: (value, { updatedZone }) => {
			const wanted = Date.parse(`${value.replace(' ', 'T')}Z`) - updatedZone * HOUR;
			return (row) => holds(Math.floor(factsOf(row).updated / 1000) * 1000, wanted);
		},
	});
	const listing = {
		path: '',
		guard: guard(context, 'activities'),
		rows: () => context.database.activities,
		present: presentRecord,
		parameters: {
			q: search<Activity>(({ description }) => [description]),
			category: idList<Activity>(({ category }) => [category.id]),
			user: idList<Activity>((row) => [factsOf(row).user]),
			start_date: day(({ end_date }, wanted) => end_date >= wanted),
			end_date: day(({ start_date }, wanted) => start_date <= wanted),
			updated_after: moment((updated, wanted) => updated >= wanted),
			updated_before: moment((updated, wanted) => updated <= wanted),
		},
		sorts: {
			description: ({ description }: Activity) => description.toLowerCase(),
			category: ({ category }: Activity) => category.name,
			start_date: ({ start_date }: Activity) => start_date,
			updated: (row: Activity) => factsOf(row).updated,
		},
		sortedBy: 'start_date',
	};
	registerListing<Activity>(app, context, listing);
	registerOne<Activity>(app, context, listing);
}
