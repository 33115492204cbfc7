import { OCCUPATIONS } from '../../../../../../nodes/Vome/resources/profile/shape.ts';
import { readOccupation } from '../../../../../../nodes/Vome/resources/profile/write/values/occupation.ts';

describe('is no occupation', () => {
	it.each([
		...['Teacher', 'not retired', 'semi-retired', 'student teacher'],
		...['student, retired', '-1', '4', '#REF!', 4, -1, true],
	])('%j', (cell) => {
		expect(readOccupation(cell)).toEqual({
			rule: 'must be one of Student, Professional, Retiree, Other',
		});
	});

	it.each([null, undefined, NaN, {}, [], ['Student', 'Other']])('%p', (cell) => {
		expect(readOccupation(cell)).toEqual({ rule: 'must be text' });
	});
});

const WORDS = [
	[
		...['student', 'STUDENT', 'Pupil', 'Étudiant', 'étudiante', 'Étudiant(e)', 'étudiant·e'],
		...['Élève', 'aux études'],
	],
	[
		...['professional', 'Employed', 'self-employed', 'Full-time', 'part time', 'Working'],
		...['Professionnel', 'Professionnel(le)', 'employé·e', 'Salarié', 'Travailleuse'],
	],
	['retiree', 'Retired', 'pensioner', 'Retraité', 'RETRAITÉE', 'retraité(e)', 'à la retraite'],
	['other', 'Other', 'Autre', 'unemployed', 'sans emploi'],
];

it.each(WORDS.flatMap((words, code) => words.map((word) => [word, OCCUPATIONS[code], code])))(
	'%j is %s',
	(word, _, value) => {
		expect(readOccupation(word)).toEqual({ value });
	},
);

it.each(OCCUPATIONS.map((label, code) => [code, label]))('%d is %s', (code, label) => {
	for (const cell of [code, String(code), label]) {
		expect(readOccupation(cell)).toEqual({ value: code });
	}
});

it('blank says nothing', () => {
	expect(readOccupation('\u00A0')).toEqual({ value: null });
});
