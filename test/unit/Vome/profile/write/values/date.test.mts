import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { tryToParseDateTime } from 'n8n-workflow';

import type { DayOrder } from '../../../../../../nodes/Vome/resources/profile/write/values/date.ts';
import {
	OrderFinder,
	readDate,
	readDateTime,
} from '../../../../../../nodes/Vome/resources/profile/write/values/date.ts';

const ZONE = 'America/Toronto';

const day = (cell: unknown, order?: DayOrder, zone = ZONE) => readDate(cell, { zone, order });

const time = (cell: unknown, order?: DayOrder, zone = ZONE) => readDateTime(cell, { zone, order });

const NO_DATE = { rule: expect.stringMatching(/^must be a date such as/) };
const NO_TIME = { rule: expect.stringMatching(/^must be a date and time such as/) };
const TWO_WAYS = {
	rule: expect.stringContaining("choose under the option 'Date Format'"),
};
const NO_TEXT = { rule: 'must be text' };

describe('no date is', () => {
	it.each([
		['a word', 'soon'],
		['a year, as a number', 1990],
		['a year, as text', '1990'],
		['the last number below the serial numbers', 3653],
		['the first number above them', 73_051],
		['a negative number', -32_874],
		['0', 0],
		['a day of a spreadsheet with a time that is not midnight', 32_874.5],
		['such a day as text', '32874.25'],
		['milliseconds', 633_830_400_000],
		['seconds', 633_830_400],
		['eight digits with the day first', '01021990'],
		['eight digits that are no date', 19_901_301],
		['a year and a month', '1990-02'],
		['a month and a year in words', 'février 1990'],
		['a day and a month in words', '5 May'],
		['a year of two digits', '31/12/90'],
		['a year of two digits in words', '5 May 90'],
		['an apostrophe for a year', "5 May '90"],
		['the 30th of February', '1990-02-30'],
		['the 30th of February with slashes', '30/02/1990'],
		['the 30th of February in words', '30 February 1990'],
		['the 29th of February in a year without', '29/02/1900'],
		['the same in words', 'February 29, 2100'],
		['the same as eight digits', 19_000_229],
		['month 13', '1990-13-01'],
		['month 0', '1990/00/10'],
		['day 0', '0 May 1990'],
		['day 32', '32/01/1990'],
		['neither a month nor a month', '14/13/1990'],
		['a day that is nought, beside a month', '0/5/1990'],
		['noughts', '00/00/0000'],
		['the year 1899', '1899-12-31'],
		['the year 2200', '2200-01-01'],
		['the year 1899 in words', '31 December 1899'],
		['the year 2019 with a slip', '0219-05-04'],
		['two dates', '1990-02-01, 1991-02-01'],
		['two dates with slashes', '13/02/1990 14/02/1990'],
		['two dates on two lines', '13/02/1990\n14/02/1990'],
		['two dates in words', '5 May 1990 or 6 May 1990'],
		['two months', '5 May June 1990'],
		['two days', '5 6 May 1990'],
		['a range', '5-7 May 1990'],
		['mixed separators', '13/02-1990'],
		['a question', '13/02/1990?'],
		['a letter too few in a month', '5 Ma 1990'],
		['the beginning of juin and juillet', '5 jui 1990'],
		['a month that is none', '5 Foober 1990'],
		['a weekday that may be a month', 'mar. 5 janv. 1990'],
		['a time of day', '10:30'],
		['a day with a time', '1990-02-01T10:30'],
		['a day with slashes and a time', '13/02/1990 10:30'],
		['a time without a zone', '1990-02-01 05:00:00'],
		['a moment that is midnight nowhere', '1990-02-01T03:33:00Z'],
		['what JavaScript takes for midnight', '1990-02-01T25:00:00'],
		['full-width digits', '１３/０２/１９９０'],
		['a fraction', '1/2'],
		['a version', '1.2.3'],
		['a phone number', '416-555-0123'],
		['an error of a spreadsheet', '#VALUE!'],
		['Luxon’s word for none', 'Invalid DateTime'],
		['JavaScript’s word for none', 'Invalid Date'],
		['a date in other words', '5 mai 1990 à Québec'],
		['a text of which a part is a date', `1990-02-01${' '.repeat(90)}x`],
		['a date that is none', new Date(Number.NaN)],
		['a date far away', new Date(8.64e15)],
		['a date with a time', new Date('1990-02-01T03:33:00Z')],
		['yes', true],
	])('%s', (_, cell) => {
		expect(day(cell, 'dayFirst')).toEqual(NO_DATE);
	});

	it.each([
		null,
		undefined,
		{},
		{ date: '1990-02-01' },
		[],
		['1990-02-01', '1990-02-02'],
		NaN,
		Infinity,
		5n,
	])('%p', (cell) => {
		expect(day(cell)).toEqual(NO_TEXT);
		expect(time(cell)).toEqual(NO_TEXT);
	});

	it('anything, in a time zone that does not exist', () => {
		expect(day('1990-02-01T05:00:00Z', undefined, 'Nowhere/Here')).toEqual(NO_DATE);
		expect(time(new Date(), undefined, 'Nowhere/Here')).toEqual(NO_TIME);
	});
});

describe('is one day, whatever comes first', () => {
	it.each([
		['1990-02-01', '1990-02-01'],
		[' \uFEFF1990-02-01\u00A0', '1990-02-01'],
		['\u200E1990-02-01\u200E', '1990-02-01'],
		['"1990-02-01"', '1990-02-01'],
		['"1990-02-01T00:00:00.000Z"', '1990-02-01'],
		['1990-2-1', '1990-02-01'],
		['1990/02/01', '1990-02-01'],
		['1990.2.1', '1990-02-01'],
		['19900201', '1990-02-01'],
		[19_900_201, '1990-02-01'],
		['1990-02-01T00:00', '1990-02-01'],
		['1990-02-01 00:00:00', '1990-02-01'],
		['1990-02-01  00:00:00.000', '1990-02-01'],
		['1990-02-01t00:00:00z', '1990-02-01'],
		['1990-02-01 00:00:00 UTC', '1990-02-01'],
		['1990-02-01 00:00:00 +0000', '1990-02-01'],
		['1990-02-01 12:00 AM', '1990-02-01'],
		['1990-02-01 12:00:00 a.m.', '1990-02-01'],
		['1990/02/01 00:00', '1990-02-01'],
		['29/02/2000', '2000-02-29'],
		['2000-02-29', '2000-02-29'],
		['2096-02-29', '2096-02-29'],
		['5/5/1990', '1990-05-05'],
		['1900-01-01', '1900-01-01'],
		['2199-12-31', '2199-12-31'],
		// Of a spreadsheet.
		[3654, '1910-01-01'],
		[32_874, '1990-01-01'],
		['32874', '1990-01-01'],
		['32874.0', '1990-01-01'],
		[36_585, '2000-02-29'],
		[73_050, '2099-12-31'],
		[32_873.999_999_9, '1990-01-01'],
		// In English.
		['February 1, 1990', '1990-02-01'],
		['February 1 1990', '1990-02-01'],
		['FEB 1ST 1990', '1990-02-01'],
		['1 Feb 1990', '1990-02-01'],
		['1-Feb-1990', '1990-02-01'],
		['01.Feb.1990', '1990-02-01'],
		['1990 Feb 1', '1990-02-01'],
		['Feb. 1st, 1990', '1990-02-01'],
		['the 2nd of February, 1990', '1990-02-02'],
		['3rd March 1990', '1990-03-03'],
		['4th Sept 1990', '1990-09-04'],
		['Sep 4, 1990', '1990-09-04'],
		['Thu, Feb 1, 1990', '1990-02-01'],
		['Thursday, 1 February 1990', '1990-02-01'],
		['Wed 31 Jan 1990', '1990-01-31'],
		['Sun 4 Mar 1990', '1990-03-04'],
		['29 February 2000', '2000-02-29'],
		['Thu Feb 01 1990 00:00:00 GMT-0500 (Eastern Standard Time)', '1990-02-01'],
		['Thu, 01 Feb 1990 00:00:00 GMT', '1990-02-01'],
		['Feb 1, 1990, 12:00 AM', '1990-02-01'],
		['February 1, 1990 0:00', '1990-02-01'],
		// In French.
		['1er février 1990', '1990-02-01'],
		['1er fevrier 1990', '1990-02-01'],
		['le 1 février 1990', '1990-02-01'],
		['jeudi 1er février 1990', '1990-02-01'],
		['jeu. 1 févr. 1990', '1990-02-01'],
		['1 fév. 1990', '1990-02-01'],
		['2e mars 1990', '1990-03-02'],
		['4 AOÛT 1990', '1990-08-04'],
		['4 aout 1990', '1990-08-04'],
		['4 aou\u0302t 1990', '1990-08-04'],
		['4 juil. 1990', '1990-07-04'],
		['4 juin 1990', '1990-06-04'],
		['4 déc. 1990', '1990-12-04'],
		['mardi 6 mars 1990', '1990-03-06'],
		['24\u00A0août\u202F2025', '2025-08-24'],
	])('%j', (cell, date) => {
		for (const order of ['dayFirst', 'monthFirst', undefined] as const) {
			if (typeof cell === 'string' && cell.startsWith('29/') && order === 'monthFirst') continue;
			expect(day(cell, order)).toEqual({ value: date });
		}
	});

	const months = [
		'January Jan janvier janv',
		'February Feb février févr',
		'March Mar mars',
		'April Apr avril avr',
		'May mai',
		'June Jun juin',
		'July Jul juillet juil',
		'August Aug août',
		'September Sept Sep septembre sept',
		'October Oct octobre oct',
		'November Nov novembre nov',
		'December Dec décembre déc',
	];

	it.each(months.flatMap((names, month) => names.split(' ').map((name) => [name, month + 1])))(
		'in %s',
		(name, month) => {
			const value = `1990-${String(month).padStart(2, '0')}-09`;
			expect(day(`9 ${name} 1990`)).toEqual({ value });
			expect(day(`${String(name).toUpperCase()}. 9, 1990`)).toEqual({ value });
		},
	);
});

describe('blank is', () => {
	it.each(['', '  ', '\u00A0', '\uFEFF', '\u200B\n'])('%j', (cell) => {
		expect(day(cell)).toEqual({ value: null });
		expect(time(cell)).toEqual({ value: null });
	});
});

describe('day and month', () => {
	it.each<[string, unknown, unknown, unknown]>([
		['03/04/1990', '1990-04-03', '1990-03-04', TWO_WAYS],
		['3-4-1990', '1990-04-03', '1990-03-04', TWO_WAYS],
		['3. 4. 1990', '1990-04-03', '1990-03-04', TWO_WAYS],
		['12/11/1990', '1990-11-12', '1990-12-11', TWO_WAYS],
		['03/04/1990 00:00', '1990-04-03', '1990-03-04', TWO_WAYS],
		['03/04/1990 12:00:00 AM', '1990-04-03', '1990-03-04', TWO_WAYS],
		['13/04/1990', '1990-04-13', NO_DATE, '1990-04-13'],
		['04/13/1990', NO_DATE, '1990-04-13', '1990-04-13'],
		['31/12/1990', '1990-12-31', NO_DATE, '1990-12-31'],
		['31/06/1990', NO_DATE, NO_DATE, NO_DATE],
		['02/29/2000', NO_DATE, '2000-02-29', '2000-02-29'],
		['02/29/2001', NO_DATE, NO_DATE, NO_DATE],
	])('%s', (cell, ...expected) => {
		const orders = ['dayFirst', 'monthFirst', undefined] as const;
		for (const [place, order] of orders.entries()) {
			const value = expected[place];
			expect(day(cell, order)).toEqual(typeof value === 'string' ? { value } : value);
		}
	});

	it('of a time are as open', () => {
		expect(time('03/04/1990 14:00')).toEqual(TWO_WAYS);
		expect(time('03/04/1990')).toEqual(TWO_WAYS);
	});
});

describe('the order of a column', () => {
	it.each<[string, string, unknown[], DayOrder | undefined, string | undefined, boolean]>([
		['is shown by one day', 'DOB', ['03/04/1990', '13/04/1990'], 'dayFirst', '13/04/1990', true],
		[
			'is shown by the first such day',
			'DOB',
			['1/14/90', '1/14/1990', '1/15/1990'],
			'monthFirst',
			'1/14/1990',
			false,
		],
		[
			'is shown by a day with a time',
			'DOB',
			['1/14/1990 10:00 PM'],
			'monthFirst',
			'1/14/1990 10:00 PM',
			false,
		],
		[
			'is shown behind invisible characters',
			'DOB',
			['\u200E13/\u200E04/1990 '],
			'dayFirst',
			'13/04/1990',
			false,
		],
		['is shown in quotation marks', 'DOB', ['"13/04/1990"'], 'dayFirst', '13/04/1990', false],
		['is not known without any', 'DOB', ['03/04/1990', '05/05/1990'], undefined, undefined, true],
		['is not known of an empty column', 'DOB', [], undefined, undefined, false],
		['is not needed for equal numbers', 'DOB', ['05/05/1990'], undefined, undefined, false],
		[
			'is not shown by days that are none',
			'DOB',
			['32/04/1990', '0/13/1990', '14/13/1990', '99/01/1990'],
			undefined,
			undefined,
			false,
		],
		[
			'is not shown by other forms',
			'DOB',
			['1990-13-04', '13 May 1990', 32_874, null, {}, ['13/04/1990'], new Date()],
			undefined,
			undefined,
			false,
		],
		[
			'is not shown by long texts',
			'DOB',
			[`13/04/1990${' '.repeat(90)}`],
			undefined,
			undefined,
			false,
		],
		[
			'is not known where days contradict',
			'DOB',
			['13/04/1990', '04/13/1990', '01/02/1990'],
			undefined,
			undefined,
			true,
		],
		[
			'is not known where the heading contradicts',
			'DOB (MM/DD/YYYY)',
			['13/04/1990'],
			undefined,
			undefined,
			false,
		],
		['is in the heading', 'DOB (DD/MM/YYYY)', ['03/04/1990'], 'dayFirst', 'DOB (DD/MM/YYYY)', true],
		[
			'is in the heading, month first',
			'DOB mm-dd-yyyy',
			['03/04/1990'],
			'monthFirst',
			'DOB mm-dd-yyyy',
			true,
		],
		[
			'is in the heading, with blanks',
			'DOB (MM / DD / YYYY)',
			[],
			'monthFirst',
			'DOB (MM / DD / YYYY)',
			false,
		],
		[
			'is in the heading, in French',
			'Né le (jj/mm/aaaa)',
			[],
			'dayFirst',
			'Né le (jj/mm/aaaa)',
			false,
		],
		['is in the heading, without separators', 'DDMMYYYY', [], 'dayFirst', 'DDMMYYYY', false],
		[
			'is in the heading, with short years',
			'Birthday (D/M/YY)',
			[],
			'dayFirst',
			'Birthday (D/M/YY)',
			false,
		],
		[
			'is in the heading, and days agree',
			'DOB (DD/MM/YYYY)',
			['13/04/1990'],
			'dayFirst',
			'DOB (DD/MM/YYYY)',
			false,
		],
		[
			'is not in a heading with the year first',
			'DOB (YYYY-MM-DD)',
			['03/04/1990'],
			undefined,
			undefined,
			true,
		],
		[
			'is not in a heading of other words',
			'Admission day',
			['03/04/1990'],
			undefined,
			undefined,
			true,
		],
	])('%s', (_, heading, cells, order, shownBy, isNeeded) => {
		const finder = new OrderFinder(heading);
		for (const cell of cells) finder.see(cell);
		const { found } = finder;
		expect([found.order, found.shownBy, found.isNeeded]).toEqual([order, shownBy, isNeeded]);
	});
});

describe('midnight', () => {
	it.each([
		['in UTC', '1990-02-01T00:00:00Z', 'Asia/Tokyo', '1990-02-01'],
		['in UTC, with milliseconds', '1990-02-01T00:00:00.000Z', 'Asia/Tokyo', '1990-02-01'],
		['in UTC, though it is another day in the zone', '1990-02-01T00:00:00Z', ZONE, '1990-02-01'],
		['in the zone, behind UTC', '1990-02-01T05:00:00.000Z', ZONE, '1990-02-01'],
		['in the zone, in summer', '1990-07-01T04:00:00.000Z', ZONE, '1990-07-01'],
		['in the zone, ahead of UTC', '1990-01-31T15:00:00.000Z', 'Asia/Tokyo', '1990-02-01'],
		['in a zone of half hours', '1990-01-31T18:30:00.000Z', 'Asia/Kolkata', '1990-02-01'],
	])('%s', (_, text, zone, date) => {
		expect(day(text, undefined, zone)).toEqual({ value: date });
		expect(day(new Date(text), undefined, zone)).toEqual({ value: date });
	});

	it.each([
		['as it is written with its zone', '1990-02-01T00:00:00+05:30', '1990-02-01'],
		['as it is written with its zone, in hours', '1990-02-01T00:00-03', '1990-02-01'],
		['as Luxon writes it', String(tryToParseDateTime('1990-02-01', 'Asia/Tokyo')), '1990-02-01'],
		['of the first day of a zone’s summer time', '2026-03-08T05:00:00Z', '2026-03-08'],
	])('%s', (_, text, date) => {
		expect(day(text)).toEqual({ value: date });
	});

	it("in this computer's zone", () => {
		const zone = 'Pacific/Marquesas';
		expect(day(new Date(1990, 1, 1), undefined, zone)).toEqual({ value: '1990-02-01' });
		expect(day(new Date(1990, 6, 1).toISOString(), undefined, zone)).toEqual({
			value: '1990-07-01',
		});
	});

	it("in other computers' zones", () => {
		const zones = ['Asia/Tokyo', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Auckland'];
		const root = path.resolve(__dirname, '../../../../../..');
		const code = `
			const { readDate } = require('./nodes/Vome/resources/profile/write/values/date.ts');
			const read = (cell) => readDate(cell, { zone: 'Pacific/Marquesas' }).value;
			const found = ${JSON.stringify(zones)}.map((zone) => {
				process.env.TZ = zone;
				const days = [new Date(1990, 1, 1), new Date(1990, 6, 1)];
				const noon = new Date(1990, 1, 1, 12, 1);
				return [...days.map(read), ...days.map((date) => read(date.toISOString())), read(noon)];
			});
			console.log(JSON.stringify(found));`;
		const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', code], {
			cwd: root,
			encoding: 'utf8',
		});
		const days = ['1990-02-01', '1990-07-01', '1990-02-01', '1990-07-01', null];
		expect(JSON.parse(output)).toEqual(zones.map(() => days));
	});
});

describe('no date and time is', () => {
	it.each([
		['a day', '2026-02-03'],
		['a day with slashes', '13/02/2026'],
		['a day in words', '3 February 2026'],
		['a day as a number', 20_260_203],
		['a time', '14:00'],
		['a word', 'noon'],
		['hour 24 of a day with slashes', '13/02/2026 24:00'],
		['hour 25', '2026-02-03T25:00:00Z'],
		['minute 60', '13/02/2026 10:60'],
		['13 PM', '13/02/2026 13:00 PM'],
		['0 AM', '13/02/2026 0:30 AM'],
		['the 30th of February', '30/02/2026 10:00'],
		['an hour without minutes', '2026-02-03 10 PM'],
		['two times', '13/02/2026 10:00 11:00'],
		['a zone that is none', '2026-02-03 10:00 XYZ'],
		['milliseconds', 1_770_127_200_000],
		['a date that is none', new Date(Number.NaN)],
	])('%s', (_, cell) => {
		expect(time(cell)).toEqual(NO_TIME);
	});
});

describe('a date and time is', () => {
	it.each([
		['2026-02-03T14:00:00Z', '2026-02-03T14:00:00Z'],
		['2026-02-03T14:00:00+01:00', '2026-02-03T14:00:00+01:00'],
		['2026-02-03T14:00:00.123Z', '2026-02-03T14:00:00.123Z'],
		['2026-02-03 14:00:00Z', '2026-02-03T14:00:00Z'],
		['2026-02-03T09:00:00', '2026-02-03T14:00:00Z'],
		['2026-02-03 09:00', '2026-02-03T14:00:00Z'],
		['2026-07-03 09:00', '2026-07-03T13:00:00Z'],
		['"2026-02-03T14:00:00.000Z"', '2026-02-03T14:00:00Z'],
		['2026-02-03 09:00 PM', '2026-02-04T02:00:00Z'],
		['2026-02-03 9:00:30 p.m.', '2026-02-04T02:00:30Z'],
		['2026-02-03 14:00:00 UTC', '2026-02-03T14:00:00Z'],
		['2026-02-03 14:00:00 +0100', '2026-02-03T13:00:00Z'],
		['2026-02-03 14:00 GMT+01:00', '2026-02-03T13:00:00Z'],
		['13/02/2026 9:00', '2026-02-13T14:00:00Z'],
		['13/02/2026, 09:00:05', '2026-02-13T14:00:05Z'],
		['2/13/2026 12:00 AM', '2026-02-13T05:00:00Z'],
		['2/13/2026 12:30 PM', '2026-02-13T17:30:00Z'],
		['2/13/2026 11:59 pm', '2026-02-14T04:59:00Z'],
		['2/13/2026 1:00pm', '2026-02-13T18:00:00Z'],
		['2/13/2026 1:00 P', '2026-02-13T18:00:00Z'],
		['2/13/2026 1:00 p.m.', '2026-02-13T18:00:00Z'],
		['2/13/2026 1:00\u202FPM', '2026-02-13T18:00:00Z'],
		['3 février 2026 09:00', '2026-02-03T14:00:00Z'],
		['February 3, 2026, 9:00 AM', '2026-02-03T14:00:00Z'],
		['Tue Feb 03 2026 14:00:00 GMT+0100 (CET)', '2026-02-03T13:00:00Z'],
		[46_056.375, '2026-02-03T14:00:00Z'],
		['46056.375', '2026-02-03T14:00:00Z'],
		[46_056, '2026-02-03T05:00:00Z'],
		[new Date('2026-02-03T14:00:00Z'), '2026-02-03T14:00:00Z'],
	])('%j', (cell, value) => {
		expect(time(cell)).toEqual({ value });
	});
});
