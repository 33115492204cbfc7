import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { RecordShape } from '../../../shared/form/output';
import { isObject, asObject, value } from '../../../shared/records';
import { code, codeNumber, label } from '../../shared/codes';
import { firstFilled, personName } from '../../shared/texts';

/** Labels of the status codes (contract: vome.md 4.3). No source has a code for "cancelled". */
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

const SIMPLIFIED = [
	'id',
	'status',
	'user_id',
	'user_name',
	'user_email',
	'shift_id',
	'shift_title',
	'shift_start_at',
	'shift_end_at',
	'opportunity_title',
] as const;

const FLATTENED = [
	...SIMPLIFIED,
	'status_code',
	'created_at',
	'arrival_time',
	'departure_time',
	'logged_hours',
	'hours_approved_by',
	'user_first_name',
	'user_last_name',
	'user_phone_number',
	'user_timezone',
	'opportunity_id',
	'category_title',
	'shift_spots',
] as const;

/** The outputs of a reservation (contract: vome.md 4.3). */
export const reservationShape: RecordShape = { flattenedFields: FLATTENED, flatten, simplify };

function simplify(reservation: IDataObject): Record<(typeof SIMPLIFIED)[number], GenericValue> {
	const user = asObject(reservation.user);
	const shift = asObject(reservation.shift);
	return {
		id: value(reservation.id),
		status: label(RESERVATION_STATUSES, code(reservation.status)),
		user_id: value(user.id),
		user_name: personName(user),
		user_email: value(user.email),
		shift_id: value(shift.id),
		shift_title: firstFilled(shift.shift_title, shift.title),
		shift_start_at: value(shift.shift_start_at),
		shift_end_at: value(shift.shift_end_at),
		opportunity_title: value(asObject(reservation.opportunity).title),
	};
}

function flatten(reservation: IDataObject): Record<(typeof FLATTENED)[number], GenericValue> {
	const user = asObject(reservation.user);
	const opportunity = asObject(reservation.opportunity);
	// Not with a spread, which takes many times as long in front of so many names.
	return Object.assign(simplify(reservation), {
		status_code: codeNumber(code(reservation.status)),
		created_at: value(reservation.created_at),
		arrival_time: value(reservation.arrival_time),
		departure_time: value(reservation.departure_time),
		logged_hours: value(reservation.logged_hours),
		hours_approved_by: approver(reservation.hours_approved_by),
		user_first_name: value(user.first_name),
		user_last_name: value(user.last_name),
		user_phone_number: value(user.phone_number),
		user_timezone: value(user.timezone),
		opportunity_id: value(opportunity.id),
		category_title: value(asObject(opportunity.category).title),
		shift_spots: value(asObject(reservation.shift).spots),
	});
}

/** The name of the person who approved the hours, or their email where they have none. */
function approver(raw: unknown): GenericValue {
	return isObject(raw) ? (personName(raw) ?? value(raw.email)) : value(raw);
}
