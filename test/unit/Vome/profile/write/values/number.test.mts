import {
	readDegrees,
	readNumber,
} from '../../../../../../nodes/Vome/resources/profile/write/values/number.ts';

const RULE = { rule: 'must be a number such as 42 or 42.5' };
const ROUNDED = { rule: expect.stringContaining('was rounded by a spreadsheet') };

describe('is no number', () => {
	it.each<[string, unknown, unknown]>([
		['one that a spreadsheet ruined', '4.47E+11', ROUNDED],
		['one with a decimal comma', '4,47E+11', ROUNDED],
		['one beyond what is exact', 2 ** 53, ROUNDED],
		['a large one', 1e21, ROUNDED],
		['a comma before three digits, which may be thousands', '1,234', RULE],
		['two commas', '1,234,567', RULE],
		['a comma and a dot', '1,234.5', RULE],
		['two dots', '1.2.3', RULE],
		['a blank between thousands', '1 234', RULE],
		['a no-break blank between thousands', '1\u202F234', RULE],
		['an apostrophe between thousands', "1'234", RULE],
		['two numbers', '1; 2', RULE],
		['two numbers on two lines', '1\n2', RULE],
		['a range', '1-2', RULE],
		['an amount', '$5', RULE],
		['percents', '5%', RULE],
		['a unit', '5 kg', RULE],
		['a word', 'five', RULE],
		['a comma', ',', RULE],
		['a comma in front', ',5', RULE],
		['a comma behind', '5,', RULE],
		['brackets of an accountant', '(5)', RULE],
		['a minus sign behind', '5-', RULE],
		['two signs', '--5', RULE],
		['another minus sign', '−5', RULE],
		['hexadecimal digits', '0x10', RULE],
		['full-width digits', '４２', RULE],
		['Arabic digits', '٤٢', RULE],
		['an exponent alone', 'e5', RULE],
		['an exponent without digits', '5e', RULE],
		['Infinity as text', 'Infinity', RULE],
		['an error of a spreadsheet', '#NUM!', RULE],
		['yes', true, RULE],
	])('%s', (_, cell, rule) => {
		expect(readNumber(cell)).toEqual(rule);
	});

	it.each([null, undefined, NaN, Infinity, -Infinity, {}, [], [5, 6], new Date(0), 5n])(
		'%p',
		(cell) => {
			expect(readNumber(cell)).toEqual({ rule: 'must be text' });
		},
	);
});

it.each([
	[42, '42'],
	[42.5, '42.5'],
	[-0.5, '-0.5'],
	[0, '0'],
	[2 ** 53 - 1, '9007199254740991'],
	[1e-7, '1e-7'],
	['42', '42'],
	['42.10', '42.10'],
	['007', '007'],
	['+5', '+5'],
	['-5', '-5'],
	['.5', '.5'],
	['5.', '5.'],
	['1.234', '1.234'],
	['1e3', '1e3'],
	['1E-3', '1E-3'],
	['42,5', '42.5'],
	['-42,10', '-42.10'],
	['3,1416', '3.1416'],
	['12345678901234567890', '12345678901234567890'],
	[' \u200B42\u00A0', '42'],
])('%j is %s', (cell, value) => {
	expect(readNumber(cell)).toEqual({ value });
});

describe('degrees', () => {
	it.each([
		...['91', '-90.01', '43,65', '43.65°', '43° 39′', '43.65 N', '43.65, -79.38', '.5', '5.'],
		...['1e1', 'north', '4.47E+11', '−43', '４３', 91, -90.5, 1e21, true],
	])('%j are none', (cell) => {
		expect(readDegrees(cell, 90)).toEqual({ rule: 'must be a number of degrees from -90 to 90' });
	});

	it.each([null, undefined, NaN, {}, [], [43.65, 1]])('%p is none', (cell) => {
		expect(readDegrees(cell, 90)).toEqual({ rule: 'must be text' });
	});

	it.each([
		['90', 90],
		['-90.000', 90],
		['43.653226', 90],
		['+43.6', 90],
		['-179.99', 180],
		['0', 180],
	])('%s of %d', (cell, most) => {
		expect(readDegrees(cell, most)).toEqual({ value: cell });
	});

	it('of a number, and of nothing', () => {
		expect(readDegrees(-79.383_186, 180)).toEqual({ value: '-79.383186' });
		expect(readDegrees(' ', 180)).toEqual({ value: null });
	});
});
