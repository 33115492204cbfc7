/** Shifts and reservations with what a test is about, in the data of the sandbox. */
import type { VomeSandbox } from '../../sandbox/index.mts';
import { reservationStatus } from '../../sandbox/vome/data.mts';

type Vome = VomeSandbox['vome'];
type Shift = Vome['shifts'][number];
type Reservation = Vome['reservations'][number];

/** A new shift from this time on, two hours long. */
export function addShift(vome: Vome, start: string, changes: Partial<Shift> = {}): Shift {
	const shift = vome.makeShift();
	const end = new Date(Date.parse(start) + 2 * 3_600_000).toISOString().replace('.000', '');
	Object.assign(shift, { shift_start_at: start, shift_end_at: end }, changes);
	vome.shifts.push(shift);
	return shift;
}

/** A new reservation of a spot in a shift; `user` says what differs of the volunteer. */
export function reserve(
	vome: Vome,
	shift: Shift,
	status: keyof typeof reservationStatus,
	user: Partial<Reservation['user']> = {},
): Reservation {
	const reservation = vome.makeReservation();
	const { id, created_at, shift_start_at, shift_end_at, spots, shift_title, opportunity } = shift;
	Object.assign(reservation, {
		status: reservationStatus[status],
		shift: {
			...reservation.shift,
			id,
			created_at,
			shift_start_at,
			shift_end_at,
			spots,
			shift_title,
		},
		opportunity: { ...opportunity },
	});
	Object.assign(reservation.user, user);
	vome.reservations.push(reservation);
	return reservation;
}
