/** Reading shifts (contract/vome.md 4.5). */
import type { FastifyInstance } from 'fastify';
import type { VomeContext } from './context.mts';
import { dates, text, times, uuid } from './filters.mts';
import { ResourceRoutes } from './lists.mts';
import type { Shift } from './types.mts';

/** Adds list, search and the single shift. */
export function registerShifts(app: FastifyInstance, context: VomeContext): void {
	const localStart = ({ shift_start_at }: Shift) => {
		const ahead = context.settings.quirks.shiftDateZone * 3_600_000;
		return new Date(Date.parse(shift_start_at) + ahead).toISOString();
	};
	const title = text<Shift>((row) => row.title);
	const description = text<Shift>((row) => row.description);
	new ResourceRoutes<Shift>(app, context, {
		name: 'shifts',
		rows: () => context.database.peek('shifts'),
		present: (row) => row,
	})
		// It may not exist (contract/vome.md 7 no. 8).
		.list({ path: '/api/shifts/', filters: {} })
		.list({
			path: '/api/shifts/search/',
			filters: {
				id: uuid((row) => row.id),
				title,
				shift_title: title,
				description,
				shift_description: description,
				...times(['created_at'], (row) => row.created_at),
				...dates(['created_date', 'created_on'], (row) => row.created_at),
				...dates(['shift_date', 'date'], localStart),
				// The variants of shift_start_at and the names below are unread, and inferred from its neighbours
				// and from the opportunities search (contract/vome.md 7 no. 8).
				...times(['shift_start_at'], (row) => row.shift_start_at),
				...times(['shift_end_at'], (row) => row.shift_end_at),
				'opportunity.id': uuid((row) => row.opportunity.id),
				'opportunity.title': text((row) => row.opportunity.title),
				'category.id': uuid((row) => row.opportunity.category.id),
				'category.title': text((row) => row.opportunity.category.title),
			},
			ordering: {
				created_at: (row) => row.created_at,
				shift_start_at: (row) => row.shift_start_at,
				shift_end_at: (row) => row.shift_end_at,
				spots: (row) => row.spots,
			},
		})
		.single('/api/shifts/:id/');
}
