import type { GenericValue, IDataObject } from 'n8n-workflow';

import { extendedShape } from '../../../shared/form/output';
import { asObject, isObject, value } from '../../../shared/records';
import { code, codeNumber, label } from '../../shared/codes';
import { firstFilled, personName } from '../../shared/texts';

/** Labels by status code (contract/vome.md 4.3). No source has a code for "cancelled". */
export const RESERVATION_STATUSES = [
	'Shift request pending',
	'Reserved',
	'Shift request declined',
	'Attendance confirmed',
	'Absent',
	'Checked-in',
	'Hours logged',
	'Hour claim pending',
] as const;

/** The title of a reservation's shift. */
export const shiftTitle = ({ shift_title, title }: IDataObject): unknown =>
	firstFilled(shift_title, title);

/** A reservation's output (contract/vome.md 4.3). */
export const reservationShape = extendedShape(
	(reservation) => {
		const user = asObject(reservation.user);
		const shift = asObject(reservation.shift);
		return {
			id: value(reservation.id),
			status: label(RESERVATION_STATUSES, code(reservation.status)),
			user_name: personName(user),
			user_email: value(user.email),
			shift_id: value(shift.id),
			shift_title: value(shiftTitle(shift)),
			shift_start_at: value(shift.shift_start_at),
			shift_end_at: value(shift.shift_end_at),
			opportunity_title: value(asObject(reservation.opportunity).title),
			logged_hours: value(reservation.logged_hours),
		};
	},
	(reservation) => {
		const user = asObject(reservation.user);
		const opportunity = asObject(reservation.opportunity);
		return {
			user_id: value(user.id),
			status_code: codeNumber(code(reservation.status)),
			created_at: value(reservation.created_at),
			arrival_time: value(reservation.arrival_time),
			departure_time: value(reservation.departure_time),
			hours_approved_by: approver(reservation.hours_approved_by),
			user_first_name: value(user.first_name),
			user_last_name: value(user.last_name),
			user_phone_number: value(user.phone_number),
			user_timezone: value(user.timezone),
			opportunity_id: value(opportunity.id),
			category_title: value(asObject(opportunity.category).title),
			shift_spots: value(asObject(reservation.shift).spots),
		};
	},
);

/** Who approved the hours: the name, else the email. */
function approver(raw: unknown): GenericValue {
	return isObject(raw) ? (personName(raw) ?? value(raw.email)) : value(raw);
}
