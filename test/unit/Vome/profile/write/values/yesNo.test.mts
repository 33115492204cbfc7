import { readYesNo } from '../../../../../../nodes/Vome/resources/profile/write/values/yesNo.ts';

describe('is neither yes nor no', () => {
	it.each(
		'maybe,2,yes/no,oui ou non,yes no,not checked,no idea,yess,yes and no,-1,1.5,#N/A,☒✓,10'.split(
			',',
		),
	)('%s', (cell) => {
		expect(readYesNo(cell)).toEqual({ rule: 'must be yes or no, or true or false' });
	});

	it.each([2, -1, 0.5])('%d', (cell) => {
		expect(readYesNo(cell)).toEqual({ rule: 'must be yes or no, or true or false' });
	});

	it.each([null, undefined, NaN, Infinity, {}, [], [true, false], new Date(0), 1n])(
		'%p',
		(cell) => {
			expect(readYesNo(cell)).toEqual({ rule: 'must be text' });
		},
	);
});

it.each([
	...[true, 1, '1', '１', 'yes', 'YES', ' Yes ', 'Yes!', 'y', 'true', 'TRUE', 't', 'on', 'x', 'X'],
	...['checked', 'Oui', 'OUI', 'o', 'vrai', 'VRAI', '✓', '✔', '✔\uFE0F', '☑', '✅', '\uFEFFyes'],
])('%j is yes', (cell) => {
	expect(readYesNo(cell)).toEqual({ value: true });
});

it.each([
	...[false, 0, -0, '0', 'no', 'NO', ' No.', 'n', 'false', 'FALSE', 'f', 'off', 'unchecked'],
	...['Non', 'NON', 'faux', 'FAUX', '✗', '✘', '☐', '❌', 'n\u200Bo'],
])('%j is no', (cell) => {
	expect(readYesNo(cell)).toEqual({ value: false });
});

it.each(['', ' ', '\u00A0', '\uFEFF\u200B'])('%j says nothing', (cell) => {
	expect(readYesNo(cell)).toEqual({ value: null });
});
