import { tryToParseDateTime } from 'n8n-workflow';

import { toMoment } from '../../../../nodes/shared/form/moments.ts';

const ZONE = 'America/Toronto';

describe('is refused', () => {
	it.each([
		['nothing', ''],
		['a word', 'yesterday'],
		['a word with a date', 'from 2026-02-03'],
		['a date with a word', '2026-02-03 at noon'],
		['what only JavaScript takes for a date', '2026-02-03 10 PM'],
		['an American date', '02/03/2026'],
		['a year alone, which could be any number', '2026'],
		['six digits', '202602'],
		['milliseconds as digits', '1770127200000'],
		['the 30th of February', '2026-02-30'],
		['the 30th of February without hyphens', '20260230'],
		['the 29th of February in another year', '2026-02-29'],
		['month 13', '2026-13-01'],
		['month 0', '2026-00-10'],
		['day 0', '2026-01-00'],
		['day 366 of a year without it', '2026-366'],
		['week 54', '2026-W54'],
		['hour 25', '2026-02-03T25:00'],
		['minute 61', '2026-02-03T10:61'],
		['a time zone far off the map', '2026-02-03T10:00+99:00'],
		['seconds or milliseconds, as a number', 1770127200],
		['true', true],
		['null', null],
		['an object', { date: '2026-02-03' }],
		['a list', ['2026-02-03']],
		['a date that is none', new Date('nonsense')],
		['an invalid date of Luxon', tryToParseDateTime('2026-02-03').setZone('Nowhere/Here')],
		['what n8n makes of that', 'Invalid DateTime'],
	])('%s', (_, value) => {
		expect(toMoment(value, ZONE)).toBeUndefined();
	});

	it('anything, in a time zone that does not exist', () => {
		expect(toMoment('2026-02-03', 'Nowhere/Here')).toBeUndefined();
	});
});

describe('is read', () => {
	it.each([
		['a date', '2026-02-03', '2026-02-03T05:00:00Z', '2026-02-03'],
		['a date in summer', '2026-07-03', '2026-07-03T04:00:00Z', '2026-07-03'],
		['the 29th of February', '2028-02-29', '2028-02-29T05:00:00Z', '2028-02-29'],
		['a month', '2026-02', '2026-02-01T05:00:00Z', '2026-02-01'],
		['a date without hyphens', '20260203', '2026-02-03T05:00:00Z', '2026-02-03'],
		['a day of a week', '2026-W06-2', '2026-02-03T05:00:00Z', '2026-02-03'],
		['the same without hyphens', '2026W062', '2026-02-03T05:00:00Z', '2026-02-03'],
		['a week', '2026-W06', '2026-02-02T05:00:00Z', '2026-02-02'],
		['a day of a year', '2026-034', '2026-02-03T05:00:00Z', '2026-02-03'],
		['the same without hyphens', '2026034', '2026-02-03T05:00:00Z', '2026-02-03'],
		["n8n's date picker", '2026-02-03T09:30:00', '2026-02-03T14:30:00Z', '2026-02-03'],
		['a blank for the T', ' 2026-02-03 09:30 ', '2026-02-03T14:30:00Z', '2026-02-03'],
		['small letters', '2026-02-03t14:30:00z', '2026-02-03T14:30:00Z', '2026-02-03'],
		['UTC', '2026-02-03T02:00:00Z', '2026-02-03T02:00:00Z', '2026-02-03'],
		['another zone', '2026-02-03T23:00:00-08:00', '2026-02-04T07:00:00Z', '2026-02-03'],
		['a zone without a colon', '20260203T233000+0530', '2026-02-03T18:00:00Z', '2026-02-03'],
		['a zone in hours', '2026-02-03T14-05', '2026-02-03T19:00:00Z', '2026-02-03'],
		['the end of a day', '2026-02-03T24:00', '2026-02-04T05:00:00Z', '2026-02-04'],
		['milliseconds', '2026-02-03T14:00:00.250Z', '2026-02-03T14:00:00.250Z', '2026-02-03'],
		['tenths after a comma', '2026-02-03T14:00:00,5Z', '2026-02-03T14:00:00.500Z', '2026-02-03'],
		[
			'microseconds, which are kept',
			'2026-02-03T14:00:00.000001Z',
			'2026-02-03T14:00:00.000001Z',
			'2026-02-03',
		],
		[
			'nanoseconds, which are cut',
			'2026-02-03T14:00:00.123456789+01:00',
			'2026-02-03T13:00:00.123456Z',
			'2026-02-03',
		],
	])('%s', (_, text, utc, date) => {
		expect(toMoment(text, ZONE)).toEqual({ utc, date });
	});

	it('a date of JavaScript, which has no time zone of its own', () => {
		expect(toMoment(new Date('2026-02-03T02:00:00Z'), ZONE)).toEqual({
			utc: '2026-02-03T02:00:00Z',
			date: '2026-02-02',
		});
	});

	it('a date of Luxon, in its own time zone', () => {
		const time = tryToParseDateTime('2026-02-03T01:00:00+09:00');
		expect(toMoment(time, ZONE)).toEqual({ utc: '2026-02-02T16:00:00Z', date: '2026-02-03' });
	});

	it('a date of Luxon in a language with other digits', () => {
		const time = tryToParseDateTime('2026-02-03T01:00:00Z').setLocale('ar-EG');
		expect(toMoment(time, ZONE)).toEqual({ utc: '2026-02-03T01:00:00Z', date: '2026-02-03' });
	});

	it('the hour that a clock skips in spring, one hour later', () => {
		expect(toMoment('2026-03-08T02:30:00', ZONE)?.utc).toBe('2026-03-08T07:30:00Z');
	});
});
