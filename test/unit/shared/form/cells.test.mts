import { cleanText, isSheetError } from '../../../../nodes/shared/form/cells.ts';

describe('cleanText', () => {
	it.each([
		['', ''],
		[' \t\u00a0\u3000\n', ''],
		['\ufeff Shop\u200b volunteer\u00a0', 'Shop volunteer'],
		['co\u00adope\u2060ra\u200etive\u0000', 'cooperative'],
		['Cafe\u0301', 'Caf\u00e9'],
		['Sort\r\nSell', 'Sort\r\nSell'],
		['Shops\u00a0& retail', 'Shops\u00a0& retail'],
		['\ud83d\udc69\u200d\ud83c\udf3e', '\ud83d\udc69\u200d\ud83c\udf3e'],
	])('makes of %j: %j', (text, expected) => {
		expect(cleanText(text)).toBe(expected);
	});
});

describe('isSheetError', () => {
	it.each([
		'#N/A',
		'#REF!',
		'#NAME?',
		'#VALUE!',
		'#DIV/0!',
		'#NUM!',
		'#NULL!',
		'#ERROR!',
		'#SPILL!',
		'#GETTING_DATA',
		'#BEZUG!',
		'Err:502',
		' #REF!\ufeff',
	])('is true of %j', (value) => {
		expect(isSheetError(value)).toBe(true);
	});

	it.each(['', '#1', '#volunteers', 'N/A', '# REF!', '#REF! and more', 'Err: 502', 5, null, {}])(
		'is false of %j',
		(value) => {
			expect(isSheetError(value)).toBe(false);
		},
	);
});
