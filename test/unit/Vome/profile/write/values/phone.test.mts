import { readPhone } from '../../../../../../nodes/Vome/resources/profile/write/values/phone.ts';

const SIGNS = { rule: 'may only hold digits, spaces, dashes, dots, parentheses and +' };
const DIGITS = {
	rule: expect.stringMatching(/^must be one phone number, of 3 to (13|17) digits$/),
};
const SUM = { rule: expect.stringContaining('was taken for a sum by a spreadsheet') };
const ROUNDED = { rule: expect.stringContaining('was rounded by a spreadsheet') };

describe('is no phone number', () => {
	it.each<[string, unknown, unknown]>([
		['a number that a spreadsheet ruined', '4.47E+11', ROUNDED],
		['one with a decimal comma', '4,47E+11', ROUNDED],
		['one in small letters', '4.165550123e+9', ROUNDED],
		['one without decimals', '4E+11', ROUNDED],
		['one in blanks', ' 4.47E+11\u00A0', ROUNDED],
		['one behind an invisible character', '\u202A4.47E+11', ROUNDED],
		['one with a sign', '+4.47E+11', ROUNDED],
		['a number beyond what is exact', 1.2345e19, ROUNDED],
		['one without a sign in its exponent', '4.47e11', ROUNDED],
		['words', 'ask at the desk', SIGNS],
		['a sum of a spreadsheet', -1168, SUM],
		['a fraction', 416.555, SUM],
		['two numbers of 7 digits', '5550100 5550101', DIGITS],
		['a number with an extension', '416-555-0123 ext. 5', SIGNS],
		['a number with a word', '416-555-0123 (home)', SIGNS],
		['two numbers with a slash', '416-555-0123 / 416-555-0199', SIGNS],
		['two numbers with a comma', '416-555-0123, 416-555-0199', SIGNS],
		['two numbers with a semicolon', '4165550123;4165550199', SIGNS],
		['two numbers on two lines', '416-555-0123\n416-555-0199', SIGNS],
		['two numbers on two lines of Windows', '416-555-0123\r\n416-555-0199', SIGNS],
		['two numbers with a blank', '416-555-0123 416-555-0199', DIGITS],
		['letters for digits', '1-800-VOLUNTEER', SIGNS],
		['full-width digits', '４１６５５５０１２３', SIGNS],
		['Arabic digits', '٤١٦٥٥٥٠١٢٣', SIGNS],
		['an email address', 'ana@example.org', SIGNS],
		['a date with slashes', '03/04/1990', SIGNS],
		['an error of a spreadsheet', '#N/A', SIGNS],
		['yes', true, SIGNS],
		['nothing but signs', '(+) . -', DIGITS],
		['two digits', '12', DIGITS],
		['0', 0, DIGITS],
		['18 digits of an international one', '+123456789012345678', DIGITS],
	])('%s', (_, cell, rule) => {
		expect(readPhone(cell)).toEqual(rule);
	});

	it.each([null, undefined, NaN, Infinity, {}, [], ['4165550123', '1'], new Date(0), 5n])(
		'%p',
		(cell) => {
			expect(readPhone(cell)).toEqual({ rule: 'must be text' });
		},
	);
});

it.each<[string, unknown, string]>([
	['three digits', '911', '911'],
	['17 digits with the prefix', '00112345678901234', '00112345678901234'],
	['as it is written', '+1 (416) 555-0123', '+1 (416) 555-0123'],
	['with dots', '01.23.45.67.89', '01.23.45.67.89'],
	['with its noughts', '0044 20 7946 0018', '0044 20 7946 0018'],
	['a number', 4_165_550_123, '4165550123'],
	['a long number that is exact', 447_700_900_123, '447700900123'],
	['with outer blanks', '\t 416 555 0123 \u00A0', '416 555 0123'],
	['with other blanks', '416\u00A0555\u202F0123', '416 555 0123'],
	['with a tab', '416\t555 0123', '416 555 0123'],
	['with an en dash', '416–555–0123', '416-555-0123'],
	['with no-break hyphens', '416\u2011555\u20110123', '416-555-0123'],
	['with a minus sign', '416\u2212555\u22120123', '416-555-0123'],
	['with an em dash and a full-width one', '416—555－0123', '416-555-0123'],
	['with the fraction of a program', '5145550100.0', '5145550100'],
	['with an apostrophe', "'+1 514 555 0100", '+1 514 555 0100'],
	['as a formula', '="0145550100"', '0145550100'],
	['as a link', 'tel:+14165550123', '+14165550123'],
	['as a link in capitals', 'TEL:416-555-0123', '416-555-0123'],
	['with marks of direction, as from a phone', '\u202A+1 416 555 0123\u202C', '+1 416 555 0123'],
	['with a joiner', '416\u200D5550123', '4165550123'],
	['with a soft hyphen', '416\u00AD5550123', '4165550123'],
])('is a phone number: %s', (_, cell, value) => {
	expect(readPhone(cell)).toEqual({ value });
});

it.each(['', ' ', '\u00A0', '\u200B', 'n/a', '-', '..', 'none'])('%j says nothing', (cell) => {
	expect(readPhone(cell)).toEqual({ value: null });
});
