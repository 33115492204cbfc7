import { tryToParseDateTime } from 'n8n-workflow';

import { isObject } from '../records';

export interface Moment {
	/** Such as 2026-02-03T14:00:00Z. */
	utc: string;
	/** YYYY-MM-DD in the time zone in which it was given. */
	date: string;
}

const DATE = /^\d{4}(?:-(\d\d)(?:-(\d\d))?|(\d\d)(\d\d)|-?W\d\d(?:-?[1-7])?|-?\d{3})/;
const TIME = /\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?/;
const ISO = new RegExp(`${DATE.source}(?:T${TIME.source})?$`);

/**
 * Parses a date, with or without a time: ISO 8601 text in any form but a year alone, a JavaScript
 * Date, or a Luxon DateTime, which n8n's expressions use. `zone` applies if the value names none.
 * Returns undefined for anything else, numbers included: they may be seconds or milliseconds.
 */
export function toMoment(value: unknown, zone: string): Moment | undefined {
	const isText = typeof value === 'string';
	const given = isText ? value.trim().toUpperCase().replace(/ +/, 'T') : value;
	if (isText ? !isIsoDate(String(given)) : !isDate(given)) return undefined;
	try {
		const time = tryToParseDateTime(given, zone);
		const [utc, date] = [time.toUTC().toISO({ suppressMilliseconds: true }), time.toISODate()];
		if (utc === null || date === null) return undefined;
		// A service's times may have microseconds (contract/vome.md 4.0), which Luxon drops.
		const finer = isText ? /[.,](\d{4,6})/.exec(given as string)?.[1] : undefined;
		return { utc: finer === undefined ? utc : utc.replace(/(\.\d+)?Z$/, `.${finer}Z`), date };
	} catch {
		return undefined;
	}
}

/** n8n's parser accepts much more, and turns 30 February into March. */
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
