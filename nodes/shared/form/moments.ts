import { tryToParseDateTime } from 'n8n-workflow';

import { isObject } from '../records';

/** A point in time, in the two forms in which APIs want it. */
export interface Moment {
	/** In UTC, such as 2026-02-03T14:00:00Z. */
	utc: string;
	/** The date as whoever gave it sees it: YYYY-MM-DD in their own time zone. */
	date: string;
}

const DATE = /^\d{4}(?:-(\d\d)(?:-(\d\d))?|(\d\d)(\d\d)|-?W\d\d(?:-?[1-7])?|-?\d{3})/;
const TIME = /\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?/;
const ISO = new RegExp(`${DATE.source}(?:T${TIME.source})?$`);

/**
 * A date or a date with a time: ISO 8601 text in any form but a year alone, a date of JavaScript, or
 * one of Luxon, which n8n's expressions work with. `zone` is the time zone of what names none.
 * Undefined for anything else, numbers included: they may count seconds as well as milliseconds.
 */
export function toMoment(value: unknown, zone: string): Moment | undefined {
	const isText = typeof value === 'string';
	const given = isText ? value.trim().toUpperCase().replace(/ +/, 'T') : value;
	if (isText ? !isIsoDate(String(given)) : !isDate(given)) return undefined;
	try {
		const time = tryToParseDateTime(given, zone);
		const [utc, date] = [time.toUTC().toISO({ suppressMilliseconds: true }), time.toISODate()];
		if (utc === null || date === null) return undefined;
		// Times of a service may have microseconds (vome.md 4.0), which dates of Luxon have not.
		const finer = isText ? /[.,](\d{4,6})/.exec(given as string)?.[1] : undefined;
		return { utc: finer === undefined ? utc : utc.replace(/(\.\d+)?Z$/, `.${finer}Z`), date };
	} catch {
		return undefined;
	}
}

/** n8n's parser takes much more than that, and makes March of the 30th of February. */
function isIsoDate(text: string): boolean {
	const match = ISO.exec(text);
	if (match === null) return false;
	const [, extendedMonth, extendedDay = '01', basicMonth, basicDay = '01'] = match;
	const month = extendedMonth ?? basicMonth;
	if (month === undefined) return true;
	const day = Number(extendedMonth === undefined ? basicDay : extendedDay);
	const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(month), 0)).getUTCDate();
	return Number(month) >= 1 && Number(month) <= 12 && day >= 1 && day <= last;
}

function isDate(value: unknown): boolean {
	return value instanceof Date || (isObject(value) && value.isLuxonDateTime === true);
}
