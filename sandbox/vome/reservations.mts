/** Reading reservations (contract/vome.md 4.3). */
import type { FastifyInstance } from 'fastify';
import type { VomeContext } from './context.mts';
import { code, exactTime, text, times, uuid } from './filters.mts';
import { ResourceRoutes } from './lists.mts';
import type { Quirks } from './quirks.mts';
import type { Reservation } from './types.mts';

/** Another id for the same person, always the same one. */
function otherId(id: string): string {
	return [...id]
		.map((digit) => (digit === '-' ? digit : (15 - parseInt(digit, 16)).toString(16)))
		.join('');
}

function present(row: Reservation, { reservationUserId, enums }: Quirks): unknown {
	if (reservationUserId === 'profile' && enums === 'integers') return row;
	const { status, user } = row;
	const text = (code: number | null) => (code === null ? null : String(code));
	return {
		...row,
		status: enums === 'strings' ? text(status) : status,
		user: {
			...user,
			id: reservationUserId === 'other' ? otherId(user.id) : user.id,
			gender: enums === 'strings' ? text(user.gender) : user.gender,
		},
	};
}

/** Adds list, search and the single reservation. */
export function registerReservations(app: FastifyInstance, context: VomeContext): void {
	const departure = exactTime<Reservation>((row) => row.departure_time);
	new ResourceRoutes<Reservation>(app, context, {
		name: 'reservations',
		rows: () => context.database.peek('reservations'),
		present,
	})
		.list({ path: '/api/reservations/', filters: {} })
		.list({
			path: '/api/reservations/search/',
			filters: {
				id: uuid((row) => row.id),
				arrival_time: exactTime((row) => row.arrival_time),
				departure_time: departure,
				depature_time: departure,
				status: code(7, (row) => row.status),
				...times(['created_at'], (row) => row.created_at),
				'user.email': text((row) => row.user.email),
				'user.first_name': text((row) => row.user.first_name),
				'user.last_name': text((row) => row.user.last_name),
				'shift.id': uuid((row) => row.shift.id),
				'shift.shift_title': text((row) => row.shift.shift_title),
				// Unread after "shift.shift_start"; the rest of the name is inferred (contract/vome.md 4.3).
				'shift.shift_start_at': exactTime((row) => row.shift.shift_start_at),
				'opportunity.id': uuid((row) => row.opportunity.id),
				'opportunity.title': text((row) => row.opportunity.title),
			},
			unknownTo: (name, quirks) => {
				if (name === 'departure_time' || name === 'depature_time') {
					return quirks.departureParameter !== 'both' && quirks.departureParameter !== name;
				}
				return name.startsWith('created_at') && !quirks.reservationCreatedFilters;
			},
		})
		.single('/api/reservations/:id/');
}
