import { OCCUPATIONS } from '../../shape';
import type { Reading } from './reading';
import { readCode } from './code';

/** Words for each occupation beside its label, in English and French. */
const WORDS = [
	'pupil, full time student, part time student, high school student, university student, college student, in education, full time education, etudiant, etudiante, etudiant e, eleve, aux etudes',
	'employed, employed full time, employed part time, full time employed, part time employed, working full time, working part time, in employment, en emploi, employee, worker, working, working professional, self employed, full time, part time, professionnel, professionnelle, professionnel le, employe, employee, employe e, salarie, salariee, salarie e, travailleur, travailleuse, travailleur autonome',
	'retired, pensioner, retraite, retraitee, retraite e, a la retraite',
	'autre, unemployed, not working, looking for work, homemaker, carer, sans emploi, au foyer',
];

/** The code of an occupation (contract/vome.md 4.1). */
export const readOccupation = (cell: unknown): Reading<number> =>
	readCode(cell, OCCUPATIONS, WORDS);
