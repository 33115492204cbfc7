import { digest } from '../../../../nodes/shared/digest.ts';
import { canonical } from '../../../../nodes/shared/triggers/fingerprint.ts';

describe('canonical', () => {
	it.each([
		['the order of keys', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
		['the order of a list', ['Driver', 'VIP'], ['VIP', 'Driver']],
		['the order of a list of objects', [{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 1 }]],
		['a number and its digits', { hours: 12 }, { hours: '12' }],
		['a switch and its word', true, 'true'],
		['null and an empty text', null, ''],
		['null and an empty list', null, []],
		['a missing key and a null', {}, { a: null }],
		['an empty object and nothing', { a: { b: [] } }, undefined],
		['blanks and nothing', ' \r\n', null],
		['a paragraph without a text and nothing', '<p><br></p>', ''],
		['a switch and its number', { on: true, off: false }, { on: 1, off: 0 }],
		['a switch and its digit', true, '1'],
		['a switch and its word in capitals', false, 'False'],
		['a number and its decimals', 2, '2.00'],
		['decimals and fewer of them', '2.50', 2.5],
		['a fraction with more digits than a number has', 45.501689, '45.5016890000000001'],
		['nothing and less than nothing', 0, '-0.0'],
		['a time in another zone', '2026-03-01T10:00:00Z', '2026-03-01T12:00:00+02:00'],
		['a time and its microseconds', '2026-03-01T10:00:00.000000Z', '2026-03-01 10:00:00+00:00'],
		['a text and its normal form D', 'Zo\u00eb \u00dcnal', 'Zoe\u0308 U\u0308nal'],
		['a text and its normal form KC', '\ufb01ve \uff21', 'five A'],
		['a text with blanks around it', 'Anna', '\tAnna \u00a0'],
		['line breaks of Windows', 'One\nTwo', 'One\r\nTwo\r\n'],
		['what takes no room', 'Anna', '\ufeffAn\u00adna\u200b'],
		['a text and its paragraph', 'Tea & cake', '<p>Tea &amp; cake</p>\n'],
		['lines and paragraphs', 'One\nTwo', '<p>One</p><p>Two</p>'],
		['lines and breaks', 'One\nTwo', 'One<br />Two'],
		['a word in bold', 'Help us.', '<div class="x">Help <b>us</b>.</div>'],
		[
			'letters as entities',
			'B\u00e9n\u00e9vole \u2013 \u00e7a',
			'B&eacute;n&#233;vole&nbsp;&ndash; &ccedil;a',
		],
		['HTML that was escaped', 'Help us', '&lt;p&gt;Help us&lt;/p&gt;'],
		[
			'HTML with a style in front',
			'Help us',
			'<style>p { color: red }</style><!-- x --><p>Help us',
		],
		[
			'links that are signed anew',
			'https://a.example/f.pdf?sig=1&e=2',
			'https://a.example/f.pdf?sig=3',
		],
		[
			'a link with a place in it and without',
			'https://a.example/f.pdf#page=2',
			'https://a.example/f.pdf',
		],
		[
			'pictures that another server links to',
			'https://web1.example/media/f.jpg?sig=1',
			'http://10.0.0.2:8000/media/f.jpg',
		],
		['such a link and one without a host', 'https://a.example/media/f.jpg', '/media/f.jpg?sig=1'],
		['links of files without a host', '/media/f.jpg?sig=1', '/media/f.jpg?sig=2'],
		['such links without a slash', 'media/f.jpg?sig=1', 'media/f.jpg?sig=2'],
		['links within a text', 'See https://a.example/f?s=1 now', 'See https://a.example/f?s=2 now'],
		[
			'several links',
			'https://a.example/f?s=1,https://a.example/g?s=1',
			'https://a.example/f?s=2,https://a.example/g?s=2',
		],
		['links within HTML', '<a href="/f?s=1&amp;e=1">Map</a>', '<a class="x" href="/f?s=2">Map</a>'],
		[
			'images within HTML',
			"<img src='https://a.example/f.png?s=1'>",
			'<img src=https://a.example/f.png?s=2>',
		],
		['names of fields in another normal form', { ' Zoe\u0308 ': 1 }, { Zoë: 1 }],
		[
			'links in objects',
			{ f: [{ url: 'https://a.example/f?s=1' }] },
			{ f: [{ url: 'https://a.example/f?s=2' }] },
		],
	])('does not tell apart %s', (_, one, other) => {
		expect(canonical(one)).toBe(canonical(other));
	});

	it.each([
		['texts', 'a', 'b'],
		['texts that differ in capitals', 'Anna', 'anna'],
		['texts that differ in a blank', 'Anna Lena', 'Annalena'],
		['zero and nothing', 0, null],
		['no and nothing', false, null],
		['a list of one and its member', ['a'], 'a'],
		['a list and a text that looks like one', ['a'], '["a"]'],
		['how often something is in a list', ['a', 'a'], ['a']],
		['members that run together', ['a,b'], ['a', 'b']],
		['under which key a value is', { a: 1 }, { b: 1 }],
		['what is nested where', [['a'], 'b'], ['a', ['b']]],
		['yes and no', true, false],
		['zeros in front', '0151', '151'],
		['integers of many digits', '9007199254740992', '9007199254740993'],
		['times', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00+01:00'],
		['a time without a zone and one with it', '2026-03-01T10:00:00', '2026-03-01T10:00:00Z'],
		['letters with and without accents', 'Zo\u00eb', 'Zoe'],
		['where links lead', '<a href="/f">Map</a>', '<a href="/g">Map</a>'],
		['a link and its text', '<a href="/f">Map</a>', 'Map'],
		['whose page is linked', 'https://a.example/f', 'https://b.example/f'],
		['which picture is linked', 'https://a.example/f.jpg', 'https://a.example/g.jpg'],
		['which file is linked', 'https://a.example/f?s=1', 'https://a.example/g?s=1'],
		[
			'which file comes second',
			'https://a.example/f?s=1,https://a.example/g',
			'https://a.example/f?s=1,https://a.example/h',
		],
		['texts with a question', 'Driver? Yes', 'Driver? No'],
		['numbers of flats', '12/3#4', '12/3#5'],
		['addresses in angle brackets', 'Kim <kim@a.example>', 'Kim <lee@a.example>'],
		['words in angle brackets', 'Dear <name>', 'Dear <surname>'],
		['what follows a smaller number', 'a < b', 'a < c'],
		['paragraphs', '<p>One</p>', '<p>Two</p>'],
	])('tells apart %s', (_, one, other) => {
		expect(canonical(one)).not.toBe(canonical(other));
	});
});

// Twice as long, twice as much time: what is quadratic would take hours.
it.each([
	'<',
	'<a',
	'<a href',
	'<!--',
	'<style>',
	'&#',
	'&a',
	'http://',
	'http://?',
	'a/',
	'a/?',
	'1',
	'0.1',
	' ',
	' x',
	'\u0301\u0323',
])('reads a very long text of %j', (part) => {
	const text = part.repeat(400_000);
	expect(canonical(`a ${text}`) === canonical(`b ${text}`)).toBe(false);
});

describe('digest', () => {
	it('is the same for the same texts, and as long as asked for', () => {
		expect(digest(6, 'a', 'b')).toEqual(digest(6, 'a', 'b'));
		expect(digest(6, 'a', 'b')).toHaveLength(6);
		expect(digest(3, 'a', 'b')).toEqual(digest(6, 'a', 'b').slice(0, 3));
	});

	it.each([
		['other texts', ['a', 'b'], ['a', 'c']],
		['texts cut elsewhere', ['ab', 'c'], ['a', 'bc']],
		['one text more', ['a'], ['a', '']],
		['another order', ['a', 'b'], ['b', 'a']],
	])('differs for %s', (_, one, other) => {
		expect(digest(8, ...one)).not.toEqual(digest(8, ...other));
	});
});
