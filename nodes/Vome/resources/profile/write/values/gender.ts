import { GENDERS } from '../../shape';
import type { Reading } from './reading';
import { readCode } from './code';

/** Words for each gender beside its label, in English and French. */
const WORDS = [
	'm, man, boy, masculine, masc, h, homme, un homme, garcon, masculin, masculin e, cis man, cisgender man, trans man, man boy, boy man, male man, man male',
	'f, woman, girl, feminine, fem, femme, une femme, fille, feminin, feminin e, cis woman, cisgender woman, trans woman, woman girl, girl woman, female woman, woman female',
	'x, o, non binary, nonbinary, nb, enby, genderqueer, gender fluid, genderfluid, agender, diverse, gender diverse, gender non conforming, gender nonconforming, non binary third gender, two spirit, two spirited, intersex, queer, self described, prefer to self describe, another, another gender, autre, non binaire, personne non binaire, genderfluide, bispirituel, bispirituelle, autre genre',
	'prefer not to say, prefer not to answer, prefer not to disclose, prefer not to specify, i prefer not to say, i d rather not say, i d prefer not to say, undisclosed, not disclosed, prefere ne pas repondre, prefere ne pas le dire, prefere ne pas dire, je prefere ne pas repondre, je prefere ne pas le dire, je prefere ne pas dire, je prefere ne pas le preciser, ne souhaite pas repondre, pas de reponse, choose not to disclose, decline to answer, declined, prefer not to respond, no answer',
];

/** The code of a gender (contract/vome.md 4.1). */
export const readGender = (cell: unknown): Reading<number> =>
	readCode(withoutPronouns(cell), GENDERS, WORDS);

/** The same, but numbers are codes of another program. */
export const readGenderInWords = (cell: unknown): Reading<number> =>
	readCode(withoutPronouns(cell), GENDERS, WORDS, false);

const withoutPronouns = (cell: unknown) =>
	typeof cell === 'string' ? cell.replace(/ \((?:he\/him|she\/her|they\/them)\)$/i, '') : cell;
