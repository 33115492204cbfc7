import type { IDataObject } from 'n8n-workflow';

import type { AccountCheck } from '../../../shared/check/accountCheck';
import { different, ok, unknown } from '../../../shared/check/accountCheck';
import type { CheckedOrder, Sample } from '../../../shared/check/lists';
import { askAboutFilter, isInOrder } from '../../../shared/check/lists';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The zones that there are, in hours ahead of UTC. */
const ZONES = { from: -12, to: 14 };

const startOf = ({ shift_start_at }: IDataObject) => String(shift_start_at ?? '');
const start = (shift: IDataObject) => Date.parse(startOf(shift));

const ORDER = 'shift_start_at';

/**
 * Adds whether shifts are filtered by the day on which they start, and in which time zone that day is
 * (contract/vome.md 7 no. 19). Tells the order by start.
 */
export async function askAboutStarts(check: AccountCheck, shifts: Sample): Promise<CheckedOrder> {
	let day = NaN;
	const came = await askAboutFilter(
		check,
		shifts,
		{
			label: 'Starts After',
			query: (value) => ({ 'shift_date.gte': value }),
			valueOf: (shift) => (Number.isNaN(start(shift)) ? undefined : startOf(shift)),
			// A day more, since its time zone is not known.
			allows: (own, value) => Date.parse(own) >= Date.parse(value) - DAY,
			choose(owns) {
				day = tellingDay(owns.map((own) => Date.parse(own)));
				return Number.isNaN(day) ? undefined : new Date(day).toISOString().slice(0, 10);
			},
		},
		{ order: { ordering: ORDER } },
	);
	const order = { by: ORDER, values: came.map(start) };
	await check.ask(
		{
			fact: 'Shifts: time zone of Starts After',
			expected: 'UTC',
			advice: 'There is nothing to do: the nodes ask for a day more on each side.',
		},
		() => {
			if (came.length === 0 || !isInOrder(order))
				return unknown('the filter or the order does not tell');
			const { from, to } = zonesOf(day, came.map(start), shifts.known.map(start));
			if (from >= to) return different('another in each case');
			const zones = `from UTC${signed(Math.floor(from))} to UTC${signed(Math.ceil(to))}`;
			if (from > 0 || to <= 0) return different(zones);
			return to - from > 2 ? unknown(`${zones}: too few shifts start near midnight`) : ok(zones);
		},
	);
	return order;
}

/** Where time zones differ most in which shifts start from this day on; NaN if none tells. */
function tellingDay(starts: readonly number[]): number {
	const days = new Set(starts.flatMap((time) => [floor(time), floor(time) + DAY]));
	const [earliest, latest] = [Math.min(...starts), Math.max(...starts)];
	const widths = [...days]
		// Some surely match, and some surely do not.
		.filter((day) => earliest < day - DAY && latest >= day + DAY)
		.map((day) => {
			const { from, to } = zonesOf(
				day,
				starts.filter((time) => time >= day),
				starts,
			);
			return { day, width: to - from };
		})
		.sort((one, other) => one.width - other.width);
	return widths[0]?.day ?? NaN;
}

const floor = (time: number) => Math.floor(time / DAY) * DAY;

/** In which time zones, in hours ahead of UTC, just these of the known shifts start on the day or later. */
function zonesOf(day: number, starting: readonly number[], known: readonly number[]) {
	const all = new Set(starting);
	const last = Math.max(...starting);
	// Later ones may be on the next page.
	const others = known.filter((time) => time <= last && !all.has(time));
	const ahead = (time: number) => (day - time) / HOUR;
	return {
		from: Math.max(ZONES.from, ...starting.map(ahead)),
		to: Math.min(ZONES.to, ...others.map(ahead)),
	};
}

const signed = (hours: number) => (hours < 0 ? String(hours) : `+${hours}`);
