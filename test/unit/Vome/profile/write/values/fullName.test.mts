import { readFullName } from '../../../../../../nodes/Vome/resources/profile/write/values/fullName.ts';

describe('is not surely a first and a last name', () => {
	it.each([
		['one word', 'Ana'],
		['one word with a hyphen', 'Ana-Sousa'],
		['the last name first, with a comma', 'Sousa, Ana'],
		['a comma before what follows', 'Ana Sousa, MD'],
		['a semicolon', 'Sousa; Ana'],
		['a title', 'Dr Ana Sousa'],
		['a title with a dot', 'Mrs. Sousa'],
		['a title in capitals', 'MR SOUSA'],
		['a French title', 'Mme Sousa'],
		['another French title', 'M. Tremblay'],
		['a French title in full', 'Madame Ana Sousa'],
		['two people', 'Ana and Bob Sousa'],
		['two people in French', 'Ana et Bob Sousa'],
		['two people with a sign', 'Ana & Bob Sousa'],
		['two people with another sign', 'Ana + Bob Sousa'],
		['two people with a slash', 'Ana / Bob Sousa'],
		['a number', 'Ana Sousa 2'],
		['a nickname in brackets', 'Ana (Annie) Sousa'],
		['an email address', 'Ana ana@example.org'],
		['a dash', 'Ana - Sousa'],
		['dots', '. .'],
		['a number', 12],
		['yes', true],
		['an error of a spreadsheet', '#N/A'],
	])('%s', (_, cell) => {
		expect(readFullName(cell)).toEqual({
			rule: 'must be a first and a last name, without a title or a comma',
		});
	});

	it.each(['SOUSA Ana', 'TREMBLAY Marie-Ève', 'LE-BLANC Ana', 'ÉTIENNE Ana', 'DUBOIS MARTIN Ana'])(
		'%s, with the last name first in capitals',
		(cell) => {
			expect(readFullName(cell)).toEqual({
				rule: expect.stringMatching(/^must (have the first name first|be a first and a last name)/),
			});
		},
	);

	it.each([null, undefined, NaN, {}, { first: 'Ana' }, [], ['Ana', 'Sousa'], new Date(0)])(
		'%p',
		(cell) => {
			expect(readFullName(cell)).toEqual({ rule: 'must be text' });
		},
	);
});

it.each([
	['Ana Sousa', 'Ana', 'Sousa'],
	['ANA SOUSA', 'ANA', 'SOUSA'],
	['Ana SOUSA', 'Ana', 'SOUSA'],
	['Ana Maria de la Cruz', 'Ana', 'Maria de la Cruz'],
	['Marie-Ève Tremblay', 'Marie-Ève', 'Tremblay'],
	["Ana O'Brien", 'Ana', "O'Brien"],
	['J. Smith', 'J.', 'Smith'],
	['JR Smith', 'JR', 'Smith'],
	['Sandy Anderson', 'Sandy', 'Anderson'],
	['  Ana \n  Sousa ', 'Ana', 'Sousa'],
	['Ana\u00A0Sousa', 'Ana', 'Sousa'],
	['\uFEFFAna\u200B Sousa', 'Ana', 'Sousa'],
	['Zoe\u0308 Lee', 'Zo\u00EB', 'Lee'],
	['王 小明', '王', '小明'],
])('%j', (cell, first, last) => {
	expect(readFullName(cell)).toEqual({ value: { first, last } });
});

it('blank says nothing', () => {
	expect(readFullName(' \u200B')).toEqual({ value: null });
});
