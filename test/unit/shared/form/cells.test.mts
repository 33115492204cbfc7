import fc from '../../../support/property.mts';

import { cleanText, isSheetError } from '../../../../nodes/shared/form/cells.ts';

describe('text is cleaned of', () => {
	it.each([
		['outer blanks', '  Ana \t\r\n', 'Ana'],
		['no-break and other blanks around it', '\u00A0\u2003Ana\u3000', 'Ana'],
		['a byte order mark', '\uFEFFAna', 'Ana'],
		['zero-width spaces', 'A\u200Bn\u200Ba', 'Ana'],
		['a soft hyphen', 'Mont\u00ADreal', 'Montreal'],
		['marks of direction', '\u200E2026-02-03\u200F', '2026-02-03'],
		['embeddings and isolates', '\u202AAna\u202C \u2066Lee\u2069', 'Ana Lee'],
		['a word joiner', 'Ana\u2060Lee', 'AnaLee'],
		['control characters', 'A\u0000n\u0007a\u007F\u0085', 'Ana'],
		['blanks that invisible characters hid', '\u200B Ana \u200B', 'Ana'],
		['all that it has', '\uFEFF\u200B \u00A0', ''],
		['accents apart from their letters', 'Zoe\u0308', 'Zo\u00EB'],
		['accents that invisible characters kept apart', 'Zoe\u200B\u0308', 'Zo\u00EB'],
	])('%s', (_, text, clean) => {
		expect(cleanText(text)).toBe(clean);
	});
});

describe('text keeps', () => {
	it.each([
		['inner blanks', 'Ana  Lee'],
		['line breaks and tabs', 'Ana\r\nLee\tSousa'],
		['full-width letters', 'Ａｎａ'],
		['ligatures', 'eﬃcient'],
		['a Kelvin sign, which is no K', '\u212Aim@example.org'],
		['a Greek question mark, which is no semicolon', 'a\u037Eb'],
		['a Greek varia, which is no backtick', 'a\u1FEFb'],
		['joiners of an emoji', '👩\u200D🦰'],
		['non-joiners, which Persian needs', 'می\u200Cخواهم'],
		['half a surrogate pair', 'a\uD800b'],
	])('%s', (_, text) => {
		expect(cleanText(text)).toBe(text);
	});
});

it('cleaning again changes nothing', () => {
	const part = fc.constantFrom(
		'\uFEFF',
		'\u200B',
		' ',
		'e',
		'\u0301',
		'\u0323',
		'\u212A',
		'\u00AD',
	);
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.array(part, { maxLength: 60 }).map((parts) => parts.join('')),
	);
	fc.assert(
		fc.property(text, (given) => {
			const clean = cleanText(given);
			expect(cleanText(clean)).toBe(clean);
		}),
		{ numRuns: 1000 },
	);
});

describe("a spreadsheet's errors", () => {
	it.each([
		'#N/A',
		'#N/D',
		'#NV',
		'#REF!',
		'#NAME?',
		'#NOM?',
		'#VALUE!',
		'#VALEUR!',
		'#¡VALOR!',
		'#¿NOMBRE?',
		'#DIV/0!',
		'#NUM!',
		'#NULL!',
		'#SPILL!',
		'#CALC!',
		'#ERROR!',
		'#GETTING_DATA',
		'Err:502',
		' #N/A\u00A0',
		'\uFEFF#REF!',
	])('%s is one', (text) => {
		expect(isSheetError(text)).toBe(true);
	});

	it.each([
		'',
		'#',
		'#1',
		'N/A',
		'n/a',
		'#n/a',
		'#metoo',
		'#YES',
		'#REF! of last year',
		'see #REF!',
		'Err:5022',
		'REF!',
		0,
		null,
		undefined,
		['#N/A'],
		{ error: '#N/A' },
	])('%j is none', (value) => {
		expect(isSheetError(value)).toBe(false);
	});
});
