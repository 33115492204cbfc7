import { readId } from '../../../../../../nodes/Vome/resources/profile/write/values/id.ts';
import {
	foldWords,
	readKey,
	readText,
} from '../../../../../../nodes/Vome/resources/profile/write/values/reading.ts';

const ID = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01';

describe('an ID of Vome', () => {
	it.each([
		...['17', 17, '5b0c7d520c1e4a559a351f2d0a6b7c01', `{${ID}}`, `${ID}0`, ID.slice(1), `${ID} x`],
		...[`${ID},${ID}`, `${ID}\n${ID}`, ID.replace('5', 'g'), ID.replace('5', '５'), '#N/A', true],
	])('is not %j', (cell) => {
		expect(readId(cell)).toEqual({ rule: expect.stringContaining('is not an ID of Vome') });
	});

	it.each([null, undefined, NaN, {}, { id: ID }, [], [ID, ID]])('is not %p', (cell) => {
		expect(readId(cell)).toEqual({ rule: 'must be text' });
	});

	it.each([ID, ID.toUpperCase(), ` ${ID}\u00A0`, `\uFEFF${ID}`, ID.replace('-', '-\u200D')])(
		'is in %j',
		(cell) => {
			expect(readId(cell)).toEqual({ value: ID });
		},
	);
});

describe('a unique ID', () => {
	it.each(['4.47E+11', '4E+11', '-4,47e+11', 2 ** 53, 1e21])('%j was rounded', (cell) => {
		expect(readKey(cell)).toEqual({
			rule: expect.stringContaining('was rounded by a spreadsheet'),
		});
	});

	it.each([
		['A-17', 'A-17'],
		['a  17', 'a  17'],
		['0017', '0017'],
		[17, '17'],
		[1.5, '1.5'],
		['E+11', 'E+11'],
		['4E11', '4E11'],
		['\u2066A\u200D17\u2069', 'A17'],
		['\u200D 17 \u200D', '17'],
		[' \u200D ', null],
	])('%j is %j', (cell, value) => {
		expect(readKey(cell)).toEqual({ value });
	});
});

describe('a text', () => {
	it.each([
		null,
		undefined,
		NaN,
		Infinity,
		{},
		[],
		['text', 'text'],
		new Date(0),
		() => 'text',
		5n,
	])('is not %p', (cell) => {
		expect(readText(cell)).toEqual({ rule: 'must be text' });
	});

	it.each([
		[' two\nlines ', 'two\nlines'],
		['4.47E+11', '4.47E+11'],
		['👩\u200D🦰', '👩\u200D🦰'],
		[0, '0'],
		[false, 'false'],
		[1e21, '1e+21'],
	])('%j is %j', (cell, value) => {
		expect(readText(cell)).toEqual({ value });
	});
});

describe('words are compared', () => {
	it.each([
		['without case', 'EMAIL', 'email'],
		['without accents', 'Prénom', 'prenom'],
		['without accents apart from their letters', 'Pre\u0301nom', 'prenom'],
		['without punctuation', '  E-mail: (home) ', 'e mail home'],
		['without wide letters and ligatures', 'Ｏﬃce ①', 'office 1'],
		['without invisible characters', '\uFEFFname', 'name'],
		['in other scripts', '電話 Телефон', '電話 телефон'],
		['by their numbers', 'Phone #2', 'phone 2'],
		['with marks beyond all measure', `e${'\u0301\u0323'.repeat(500)}`, 'e'],
		['of signs alone', '— ★', ''],
	])('%s', (_, text, words) => {
		expect(foldWords(text)).toBe(words);
	});
});
