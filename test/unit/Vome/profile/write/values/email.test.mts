import { readEmail } from '../../../../../../nodes/Vome/resources/profile/write/values/email.ts';

const RULE = { rule: 'is not an email address such as nathan@example.com' };

describe('is no email address', () => {
	it.each([
		['a word', 'none'],
		['n/a', 'n/a'],
		['a dash', '-'],
		['no name', '@example.org'],
		['no host', 'ana@'],
		['two signs', 'ana@@example.org'],
		['a blank within', 'ana sousa@example.org'],
		['a no-break blank within', 'ana\u00A0sousa@example.org'],
		['two with a comma', 'ana@example.org,bob@example.org'],
		['two with a comma and a blank', 'ana@example.org, bob@example.org'],
		['two with a semicolon', 'ana@example.org;bob@example.org'],
		['two with a slash', 'ana@example.org/bob@example.org'],
		['two with a blank', 'ana@example.org bob@example.org'],
		['two on two lines', 'ana@example.org\nbob@example.org'],
		['two with names', 'Ana <ana@example.org>, Bob <bob@example.org>'],
		['two in brackets', '<ana@example.org><bob@example.org>'],
		['two in one bracket', '<ana@example.org, bob@example.org>'],
		['a name with empty brackets', 'Ana <>'],
		['a name with a word in brackets', 'Ana <none>'],
		['an open bracket', 'Ana <ana@example.org'],
		['a name without brackets', 'Ana ana@example.org'],
		['a word behind it', 'ana@example.org (home)'],
		['a full-width sign', 'ana＠example.org'],
		['a link without an address', 'mailto:'],
		['a link with a query alone', 'mailto:?to=ana@example.org'],
		['a phone number', 4_165_550_123],
		['yes', true],
		['an error of a spreadsheet', '#N/A'],
	])('%s', (_, cell) => {
		expect(readEmail(cell)).toEqual(RULE);
	});

	it.each([
		null,
		undefined,
		NaN,
		{},
		{ email: 'ana@example.org' },
		[],
		['ana@example.org', 'bo@example.org'],
	])('%p', (cell) => {
		expect(readEmail(cell)).toEqual({ rule: 'must be text' });
	});

	it('a number that a spreadsheet ruined', () => {
		expect(readEmail('4.47E+11')).toEqual({ rule: expect.stringContaining('was rounded') });
	});
});

describe('is an email address', () => {
	it.each([
		['alone', 'ana@example.org'],
		['with blanks', ' ana@example.org\u00A0'],
		['with a byte order mark', '\uFEFFana@example.org'],
		['with invisible characters', 'ana\u200B@exam\u00ADple.org\u200F'],
		['with a joiner', 'ana@\u200Dexample.org'],
		['as a link', 'mailto:ana@example.org'],
		['as a link in capitals', 'MAILTO:ana@example.org'],
		['as a link with a subject', 'mailto:ana@example.org?subject=Hello'],
		['in brackets', '<ana@example.org>'],
		['with a name', 'Ana Sousa <ana@example.org>'],
		['with a name in quotes', '"Sousa, Ana" <ana@example.org>'],
		['with a name, and a comma behind', 'Ana <ana@example.org>,'],
		['with blanks in brackets', 'Ana < ana@example.org >'],
		['as a link in brackets', 'Ana <mailto:ana@example.org>'],
		['in quotes', '"ana@example.org"'],
		['in curly quotes', '“ana@example.org”'],
		['in single quotes', "'ana@example.org'"],
		['in quotes, with a dot behind', '"ana@example.org".'],
		['in quotes, with a dot within', '"ana@example.org."'],
		['with a dot behind', 'ana@example.org.'],
		['with a semicolon behind', 'ana@example.org;'],
		['with a comma behind', 'ana@example.org,'],
	])('%s', (_, cell) => {
		expect(readEmail(cell)).toEqual({ value: 'ana@example.org' });
	});

	it.each([
		'Ana.Sousa+volunteer@Example.org',
		"o'brien@example.org",
		'josé@exämple.org',
		'ana?@example.org',
		'\u212Aim@example.org',
	])('%s, as it is written', (cell) => {
		expect(readEmail(cell)).toEqual({ value: cell });
	});
});

it.each(['', ' ', '\u00A0', '\uFEFF\u200B'])('%j says nothing', (cell) => {
	expect(readEmail(cell)).toEqual({ value: null });
});
