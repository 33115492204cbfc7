import { GENDERS } from '../../../../../../nodes/Vome/resources/profile/shape.ts';
import { readGender } from '../../../../../../nodes/Vome/resources/profile/write/values/gender.ts';

describe('is no gender', () => {
	it.each([
		...['M/F', 'male female', 'male or female', 'not male', 'mal'],
		...['-1', '-0', '1.0', '1/2', '½', '4', '01', '#N/A', 'both'],
		...[4, -1, 0.5, true, false],
	])('%j', (cell) => {
		expect(readGender(cell)).toEqual({
			rule: 'must be one of Male, Female, Other, Rather not say',
		});
	});

	it.each([null, undefined, NaN, {}, { label: 'Male' }, [], ['Male', 'Female'], new Date(0), 1n])(
		'%p',
		(cell) => {
			expect(readGender(cell)).toEqual({ rule: 'must be text' });
		},
	);
});

const WORDS = [
	['m', 'M', 'M.', 'male', 'MALE', 'Man', 'boy', 'Masc.', 'h', 'Homme', 'garçon', 'Masculin'],
	['f', 'F', 'F.', 'female', ' Female\u00A0', 'Woman', 'girl', 'Femme', 'FÉMININ', 'fille'],
	[
		...['x', 'o', 'Other', 'non-binary', 'Non binary', 'nonbinary', 'NB', 'genderqueer', 'Autre'],
		...['gender-fluid', 'Non binaire', 'non-binaire', 'agender', 'Diverse'],
	],
	[
		...['Rather not say', 'rather-not-say', 'Prefer not to say', "I'd rather not say"],
		...['I’d prefer not to say', 'Undisclosed', 'Je préfère ne pas répondre'],
		...['Préfère ne pas le dire'],
	],
];

it.each(WORDS.flatMap((words, code) => words.map((word) => [word, GENDERS[code], code])))(
	'%j is %s',
	(word, _, value) => {
		expect(readGender(word)).toEqual({ value });
	},
);

it.each(GENDERS.map((label, code) => [code, label]))('%d is %s', (code, label) => {
	for (const cell of [code, String(code), label, ` ${label}\u200B`]) {
		expect(readGender(cell)).toEqual({ value: code });
	}
});

it.each(['', ' ', '\uFEFF'])('%j says nothing', (cell) => {
	expect(readGender(cell)).toEqual({ value: null });
});
