import fc from '../../../../../support/property.mts';

import { readChoices } from '../../../../../../nodes/Vome/resources/profile/write/values/choices.ts';

const TASKS = ['Kitchen', 'Front Desk', 'Cooking, baking', 'Cooking', '[Old] Garden'];

const RULE = { rule: `must be one of ${TASKS.join(', ')}` };

describe('are no choices', () => {
	it.each<[string, unknown]>([
		['another word', 'Painting'],
		['one that is none among others', 'Kitchen, Painting, Cooking'],
		['a part of one', 'baking'],
		['a part of one behind others', 'Kitchen, baking'],
		['two without a separator', 'Kitchen Cooking'],
		['two with a word between', 'Kitchen and Cooking'],
		['a list with one that is none', ['Kitchen', 'Painting']],
		['a list as text with one that is none', '["Kitchen", "Painting"]'],
		['a list with two in one text', ['Kitchen, Cooking']],
		['text that only begins like a list', '["Painting"'],
		['a number', 5],
		['yes', true],
	])('%s', (_, cell) => {
		expect(readChoices(cell, TASKS)).toEqual(RULE);
	});

	it.each([
		null,
		undefined,
		NaN,
		{},
		{ Kitchen: true },
		[{}],
		['Kitchen', undefined],
		[['Kitchen', 'Cooking']],
		'[{"Kitchen":true}]',
		new Date(0),
	])('%j', (cell) => {
		expect(readChoices(cell, TASKS)).toEqual({ rule: 'must be text' });
	});
});

it.each<[string, unknown, string[]]>([
	['one', 'Kitchen', ['Kitchen']],
	['one in another case', 'front-desk', ['Front Desk']],
	['with commas', 'Kitchen,Front Desk', ['Kitchen', 'Front Desk']],
	['with commas and blanks', ' Kitchen , Front Desk ', ['Kitchen', 'Front Desk']],
	['with semicolons', 'Kitchen;Front Desk', ['Kitchen', 'Front Desk']],
	['with line breaks', 'Kitchen\r\nFront Desk\n', ['Kitchen', 'Front Desk']],
	['with all of them', 'Kitchen,\nFront Desk;Cooking', ['Kitchen', 'Front Desk', 'Cooking']],
	['with nothing between separators', ',Kitchen, , ;Cooking,', ['Kitchen', 'Cooking']],
	['with a comma in one', 'Cooking, baking', ['Cooking, baking']],
	['with a comma in one, spelt otherwise', 'COOKING,baking', ['Cooking, baking']],
	['with a comma in one of several', 'Kitchen, Cooking, baking', ['Kitchen', 'Cooking, baking']],
	['with the short one before others', 'Cooking, Kitchen', ['Cooking', 'Kitchen']],
	['with one twice', 'Kitchen, kitchen', ['Kitchen']],
	['with brackets in one', '[Old] Garden, Kitchen', ['[Old] Garden', 'Kitchen']],
	['as a list', ['Kitchen', 'cooking, baking'], ['Kitchen', 'Cooking, baking']],
	['as a list with blanks', ['Kitchen', '', null, ' '], ['Kitchen']],
	['as a list of lists of one', [['Kitchen'], ['Cooking']], ['Kitchen', 'Cooking']],
	['as the text of a list', '["Kitchen","Cooking, baking"]', ['Kitchen', 'Cooking, baking']],
	['as the text of a list with null', '["Kitchen", null]', ['Kitchen']],
	['with invisible characters', '\uFEFFKitchen,\u200BCooking', ['Kitchen', 'Cooking']],
])('are choices: %s', (_, cell, value) => {
	expect(readChoices(cell, TASKS)).toEqual({ value });
});

it.each<[unknown, string[]]>([
	['A, B;C\nD', ['A', 'B', 'C', 'D']],
	['A,A', ['A']],
	[['A, B'], ['A, B']],
	['["A, B", "C"]', ['A, B', 'C']],
	[5, ['5']],
])('%j where none are known', (cell, value) => {
	expect(readChoices(cell, [])).toEqual({ value });
});

it.each(['', ' ', ',', ' ; , \n', [], ['', null], '[]', '[null]', '\u200B'])(
	'%j says nothing',
	(cell) => {
		expect(readChoices(cell, TASKS)).toEqual({ value: null });
		expect(readChoices(cell, [])).toEqual({ value: null });
	},
);

it('any of the choices, joined in any way, are read back', () => {
	const all = ['Kitchen', 'Front Desk', 'Soup, salad', 'Soup; bread', 'A+', 'A-', 'été', '18-64'];
	fc.assert(
		fc.property(
			fc.shuffledSubarray(all, { minLength: 1 }),
			fc.constantFrom(',', ', ', ';', ' ; ', '\n', '\r\n', ',\n', ' , ; '),
			fc.boolean(),
			(chosen, separator, isLoud) => {
				const text = chosen.join(separator);
				const cells = [isLoud ? text.toUpperCase() : text, chosen, JSON.stringify(chosen)];
				for (const cell of cells) expect(readChoices(cell, all)).toEqual({ value: chosen });
			},
		),
		{ numRuns: 500 },
	);
});
