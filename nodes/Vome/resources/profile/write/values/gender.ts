import { GENDERS } from '../../shape';
import type { Reading } from './reading';
import { readCode } from './code';

/** Words for each gender beside its label, in English and French. */
const WORDS = [
	'm, man, boy, masculine, masc, h, homme, garcon, masculin',
	'f, woman, girl, feminine, fem, femme, fille, feminin',
	'x, o, non binary, nonbinary, nb, enby, genderqueer, gender fluid, genderfluid, agender, diverse, another, another gender, autre, non binaire, autre genre',
	'prefer not to say, prefer not to answer, prefer not to disclose, prefer not to specify, i prefer not to say, i d rather not say, i d prefer not to say, undisclosed, not disclosed, prefere ne pas repondre, prefere ne pas le dire, prefere ne pas dire, je prefere ne pas repondre, je prefere ne pas le dire, je prefere ne pas dire',
];

/** The code of a gender (contract/vome.md 4.1). */
export const readGender = (cell: unknown): Reading<number> => readCode(cell, GENDERS, WORDS);
