import { readChoice } from '../../../../../../nodes/Vome/resources/profile/write/values/choice.ts';

const COLOURS = ['Red', 'Dark Blue', 'vert forêt', '7'];

describe('is no choice', () => {
	it.each<[string, unknown, string[]]>([
		['another word', 'Yellow', COLOURS],
		['a part of one', 'Blue', COLOURS],
		['one with more words', 'Red wine', COLOURS],
		['two', 'Red, Dark Blue', COLOURS],
		['two on two lines', 'Red\nDark Blue', COLOURS],
		['a number', 8, COLOURS],
		['yes', true, COLOURS],
		['what two are but for case', 'red', ['Red', 'RED']],
		['what two are but for punctuation', 'dark blue', ['Dark-Blue', 'Dark_Blue']],
		['what lacks a sign', 'A', ['A+', 'B+']],
		['what has the other sign', 'O-', ['O+', 'A+']],
		['what has another dash', 'O−', ['O+', 'A+']],
		['less for more', '< 5 hours', ['> 5 hours', 'None']],
		['an age without its sign', '65', ['65+', '18-64']],
		['one language for another', 'C#', ['C++', 'C']],
	])('%s', (_, cell, choices) => {
		expect(readChoice(cell, choices)).toEqual({ rule: `must be one of ${choices.join(', ')}` });
	});

	it.each([null, undefined, NaN, {}, { value: 'Red' }, [], ['Red', 'Red'], [['Red']], [null]])(
		'%j',
		(cell) => {
			expect(readChoice(cell, COLOURS)).toEqual({ rule: 'must be text' });
			expect(readChoice(cell, [])).toEqual({ rule: 'must be text' });
		},
	);
});

it.each<[string, unknown, string, string[]]>([
	['as it is written', 'Red', 'Red', COLOURS],
	['in another case', 'RED', 'Red', COLOURS],
	['with other blanks', ' Dark\u00A0 blue ', 'Dark Blue', COLOURS],
	['with a hyphen', 'dark-blue', 'Dark Blue', COLOURS],
	['without accents', 'VERT FORET', 'vert forêt', COLOURS],
	['with invisible characters', '\uFEFFRed\u200B', 'Red', COLOURS],
	['as a number', 7, '7', COLOURS],
	['in a list', ['red'], 'Red', COLOURS],
	['exactly, before others', 'red', 'red', ['Red', 'red', 'RED']],
	['but for case, before others', 'DARK-BLUE', 'Dark-Blue', ['Dark Blue', 'Dark-Blue']],
	['as the service spells it, blanks and all', 'large', 'Large ', ['Small ', 'Large ']],
	['with accents apart from their letters', 'for\u00EAt', 'fore\u0302t', ['fore\u0302t']],
	['of signs alone', '★', '★', ['★', '☆']],
	['with its sign', 'o -', 'O-', ['O+', 'O-']],
	['with its sign and a hyphen', 'over-65+', 'Over 65+', ['Over 65', 'Over 65+']],
	['where none are known', ' Anything ', 'Anything', []],
	['called like what every object has', 'constructor', 'constructor', ['constructor']],
])('is a choice: %s', (_, cell, value, choices) => {
	expect(readChoice(cell, choices)).toEqual({ value });
});

it.each(['', '\u00A0', [' ']])('%j says nothing', (cell) => {
	expect(readChoice(cell, COLOURS)).toEqual({ value: null });
	expect(readChoice(cell, [])).toEqual({ value: null });
});
