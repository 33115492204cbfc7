import { cleanText } from '../../../../../shared/form/cells';
import { toMoment } from '../../../../../shared/form/moments';
import type { Reading } from './reading';
import { foldWords, ofFilled, unwrap } from './reading';

/** Which comes first in dates such as 3/4/1990. */
export type DayOrder = 'dayFirst' | 'monthFirst';

export interface Calendar {
	/** The time zone of values without one. */
	zone: string;
	/** Undefined if it is not known. */
	order?: DayOrder;
}

const DATE_RULE = 'must be a date such as 1990-02-01';

const TIME_RULE = 'must be a date and time such as 2026-02-03T14:00:00Z';

const TWO_WAYS =
	"must be a date, but may be day/month or month/day: choose under the option 'Date Format'";

const TWO_NUMBERS = /^(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})$/;

/** A day, which may have a time and a zone behind it; toMoment checks them. */
const ISO = /^\d{4}-\d\d-\d\d(?:(?:T| +)[\d:.,]+(?:Z|[-+][\d:]+)?)?$/i;

const YEAR_FIRST = /^(\d{4})([./-])(\d{1,2})\2(\d{1,2})$/;

/** A date, and what may follow it: a time of 12 or 24 hours, and its zone. */
const WITH_TIME =
	/^(.*?\d)(?:(?:T|,? )(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)? ?([ap])?\.?(?:m\.?)? ?(Z|UTC|GMT|(?:UTC|GMT)?[-+]\d\d:?\d\d)?)?$/i;

/** Years that a date of somebody's life may be in. */
const YEARS = { first: 1900, last: 2199 };

/** Days of a spreadsheet, which counts from 1899-12-30; smaller numbers may be years. */
const SERIAL = { first: 3654, last: 73_050, zero: Date.UTC(1899, 11, 30), day: 86_400_000 };

/**
 * A day as YYYY-MM-DD. A time with it must be midnight as it is written, in UTC, in the workflow's
 * time zone or in the computer's: any other leaves the day unclear.
 */
export function readDate(cell: unknown, calendar: Calendar): Reading<string> {
	if (cell instanceof Date) return dayOf(cell, calendar);
	return ofFilled<string>(cell, (text) => {
		const iso = toIso(cell, unquote(text), calendar.order);
		if (iso === undefined) return { rule: DATE_RULE };
		return iso === TWO_WAYS ? { rule: TWO_WAYS } : dayOf(iso, calendar);
	});
}

/** A date and time in UTC, or as it is written if it names its zone. */
export function readDateTime(cell: unknown, calendar: Calendar): Reading<string> {
	const { zone, order } = calendar;
	if (cell instanceof Date) return timeOf(cell, zone);
	return ofFilled<string>(cell, (text) => {
		const iso = toIso(cell, unquote(text), order);
		if (iso === TWO_WAYS) return { rule: TWO_WAYS };
		if (iso === undefined || !iso.includes('T')) return { rule: TIME_RULE };
		const reading = timeOf(iso, zone);
		const isAsWritten = iso === text.replace(' ', 'T') && HAS_ZONE.test(text);
		return isAsWritten && 'value' in reading ? { value: text } : reading;
	});
}

/** n8n writes a date as text in quotation marks. */
const unquote = (text: string) => unwrap(text).replace(/^"(.*)"$/, '$1');

/** A day that is not to come. */
export function readBirthday(cell: unknown, calendar: Calendar): Reading<string> {
	const reading = readDate(cell, calendar);
	const isToCome =
		'value' in reading && reading.value !== null && Date.parse(reading.value) > Date.now();
	return isToCome ? { rule: 'must be a day before today' } : reading;
}

function timeOf(given: Date | string, zone: string): Reading<string> {
	const moment = toMoment(given, zone);
	return moment === undefined ? { rule: TIME_RULE } : { value: moment.utc };
}

function dayOf(given: Date | string, { zone }: Calendar): Reading<string> {
	if (typeof given === 'string') {
		if (!isDay(given.slice(0, 10))) return { rule: DATE_RULE };
		if (PLAIN_DAY.test(given)) return { value: given.slice(0, 10) };
		if (!HAS_ZONE.test(given)) return { rule: DATE_RULE };
	}
	const moment = toMoment(given, zone);
	if (moment === undefined || !isDay(moment.date)) return { rule: DATE_RULE };
	const time = new Date(moment.utc);
	if (time.getTime() % SERIAL.day === 0) return { value: time.toISOString().slice(0, 10) };
	const here = toMoment(time, zone)?.date ?? '';
	if (toMoment(here, zone)?.utc === moment.utc) return { value: here };
	const isMidnight = time.getHours() + time.getMinutes() + time.getSeconds() === 0;
	if (!isMidnight) return { rule: DATE_RULE };
	return { value: isoDay(time.getFullYear(), time.getMonth() + 1, time.getDate()) };
}

/** A day in ISO 8601, which begins at midnight if it has a time. */
const PLAIN_DAY = /^.{10}(T00(:?00){0,2}([.,]0+)?(Z|[-+]\d\d(:?\d\d)?)?)?$/i;

const HAS_ZONE = /^.{10}T.*(Z|[-+]\d\d(:?\d\d)?)$/i;

/** Whether there is such a day, in a year that is not plainly wrong. */
function isDay(date: string): boolean {
	const year = Number(date.slice(0, 4));
	const time = Date.parse(`${date}T00:00:00Z`);
	const isThere = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
	return isThere && year >= YEARS.first && year <= YEARS.last;
}

/** A date in ISO 8601, with the time that it has; TWO_WAYS if day and month may be either. */
function toIso(cell: unknown, text: string, order: DayOrder | undefined): string | undefined {
	if (text.length > MOST_CHARACTERS) return undefined;
	const days = /^\d{4,5}(\.\d+)?$/.test(text) ? Number(text) : 0;
	if (days >= SERIAL.first && days < SERIAL.last + 1) return ofSerial(days);
	if (typeof cell === 'number') return /^\d{8}$/.test(text) ? withDashes(text) : undefined;
	if (ISO.test(text)) return text.replace(/ +/, 'T').replace(/^(.{10})t/, '$1T');
	if (/^\d{8}$/.test(text)) return withDashes(text);

	const parts = WITH_TIME.exec(text.replace(/\s+/g, ' ').replace(/ \(.*\)$/, ''));
	if (parts === null) return undefined;
	const [, date = '', hours, minutes = '', seconds = '00', half, zone = ''] = parts;
	const day = readDay(date, order);
	if (day === undefined || day === TWO_WAYS || hours === undefined) return day;
	const hour = half === undefined ? Number(hours) : toHour(Number(hours), half);
	if (hour > 23) return undefined;
	const offset = zone.replace(/^(UTC|GMT)$/i, 'Z').replace(/^(UTC|GMT)/i, '');
	return `${day}T${pad(hour)}:${minutes}:${seconds}${offset}`;
}

/** Of a date in words, with a time. */
const MOST_CHARACTERS = 80;

/** The hour of a 12-hour clock as one of 24; over 23 if there is none such. */
function toHour(hour: number, half: string): number {
	if (hour < 1 || hour > 12) return Infinity;
	return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

const withDashes = (text: string) => text.replace(/^(....)(..)(..)$/, '$1-$2-$3');

function ofSerial(days: number): string {
	// Fractions are not exact.
	const time = SERIAL.zero + Math.round(days * 86_400) * 1000;
	return new Date(time).toISOString().slice(0, 19);
}

const pad = (number: number) => String(number).padStart(2, '0');

const isoDay = (year: number, month: number, day: number) => `${year}-${pad(month)}-${pad(day)}`;

function readDay(text: string, order: DayOrder | undefined): string | undefined {
	const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
	if (year !== undefined) return isoDay(Number(year), Number(month), Number(day));
	const numbers = TWO_NUMBERS.exec(text);
	if (numbers === null) return readWords(text);
	const [first, second, itsYear] = [1, 3, 4].map((place) => Number(numbers[place])) as [
		number,
		number,
		number,
	];
	const known = orderOf(first, second) ?? (first === second ? 'dayFirst' : order);
	if (known === undefined) return isOpen(first, second) ? TWO_WAYS : undefined;
	// What is chosen goes before what the numbers would allow.
	const isDayFirst = (order ?? known) === 'dayFirst';
	return isDayFirst ? isoDay(itsYear, second, first) : isoDay(itsYear, first, second);
}

/** The order that two numbers show; undefined if both could be a month, or none. */
function orderOf(first: number, second: number): DayOrder | undefined {
	if (isLateDay(first) && isMonth(second)) return 'dayFirst';
	return isLateDay(second) && isMonth(first) ? 'monthFirst' : undefined;
}

/** Whether two numbers are one date or another, by what comes first. */
const isOpen = (first: number, second: number) =>
	isMonth(first) && isMonth(second) && first !== second;

const isMonth = (number: number) => number >= 1 && number <= 12;

const isLateDay = (number: number) => number > 12 && number <= 31;

/** A date with the name of its month, such as August 24, 2025 or 24 août 2025. */
function readWords(text: string): string | undefined {
	const words = foldWords(text)
		.split(' ')
		.filter((word) => word !== '' && !isWeekday(word) && !/^(of|the|le|de)$/.test(word));
	const months = words.map(monthOf);
	const place = months.findIndex((month) => month !== undefined);
	const numbers = words.filter((_, index) => index !== place);
	const year = numbers.find((word) => /^\d{4}$/.test(word));
	const [, day] =
		/^(\d{1,2})(?:st|nd|rd|th|er|e)?$/.exec(numbers.find((word) => word !== year) ?? '') ?? [];
	const isWhole = place >= 0 && numbers.length === 2 && year !== undefined && day !== undefined;
	return isWhole ? isoDay(Number(year), months[place] as number, Number(day)) : undefined;
}

const LANGUAGES = ['en', 'fr'];

/** Names of months in all languages, January first. */
const MONTHS = Array.from({ length: 12 }, (_, month) => namesOf({ month: 'long' }, month, 1));

const WEEKDAYS = Array.from({ length: 7 }, (_, day) =>
	namesOf({ weekday: 'long' }, 0, day + 1),
).flat();

/** In small letters, without accents. */
function namesOf(format: Intl.DateTimeFormatOptions, month: number, day: number): string[] {
	const date = new Date(Date.UTC(2024, month, day));
	return LANGUAGES.map((language) => {
		const name = new Intl.DateTimeFormat(language, { ...format, timeZone: 'UTC' }).format(date);
		return foldWords(name);
	});
}

/** The month whose name alone begins with this word, of three letters at least. */
function monthOf(word: string): number | undefined {
	const [found, other] = MONTHS.flatMap((names, place) =>
		names.some((name) => name.startsWith(word)) ? [place + 1] : [],
	);
	return word.length >= 3 && other === undefined ? found : undefined;
}

const isWeekday = (word: string) =>
	word.length >= 3 && monthOf(word) === undefined && WEEKDAYS.some((name) => name.startsWith(word));

/** What the dates of a column show about their order. */
export interface OrderFound {
	order?: DayOrder;
	/** The text that shows it. */
	shownBy?: string;
	/** Some of the dates can be read both ways. */
	isNeeded: boolean;
}

/**
 * Finds which comes first in the dates of a column, by the heading (DD/MM/YYYY) and by dates that
 * can be read in one way only. No order if they contradict each other.
 */
export class OrderFinder {
	private readonly shown = new Map<DayOrder, string>();

	private isNeeded = false;

	constructor(heading: string) {
		const [form, first = ''] =
			/\b([dj])+\W{0,3}m+\W{0,3}[ya]{2,}\b|\bm+\W{0,3}[dj]+\W{0,3}[ya]{2,}\b/i.exec(heading) ?? [];
		if (form !== undefined) this.shown.set(first === '' ? 'monthFirst' : 'dayFirst', heading);
	}

	/** Looks at another date of the column. */
	see(cell: unknown): void {
		if (typeof cell !== 'string' || cell.length > MOST_CHARACTERS) return;
		const text = unquote(cleanText(cell));
		const [, date = ''] = WITH_TIME.exec(text.replace(/\s+/g, ' ')) ?? [];
		const numbers = TWO_NUMBERS.exec(date);
		if (numbers === null) return;
		const [one, other] = [Number(numbers[1]), Number(numbers[3])];
		const order = orderOf(one, other);
		if (order !== undefined && !this.shown.has(order)) this.shown.set(order, text);
		this.isNeeded ||= isOpen(one, other);
	}

	get found(): OrderFound {
		const { isNeeded } = this;
		const [[order, shownBy] = [], contradiction] = this.shown;
		return contradiction === undefined ? { order, shownBy, isNeeded } : { isNeeded };
	}
}
