import {
	emptiedFields,
	ignoredFields,
} from '../../../../nodes/Assemble/resources/roleProfile/compare.ts';

describe('ignoredFields', () => {
	it.each([
		['equal texts', 'Help us', 'Help us'],
		['white space around and within', 'Help  us\n', ' Help us'],
		['HTML around', 'Help us & them', '<p>Help us &amp; them</p>'],
		['quotes as entities', `Say "it's"`, 'Say &quot;it&#039;s&quot;'],
		['empty and null', '', null],
		['numbers as texts', 16, '16'],
		['true and 1', true, 1],
		['false and "0"', false, '0'],
		['false and "false"', false, 'false'],
		['a link by its id', { id: 3 }, { id: '3', name: 'Shops' }],
		['a link in an envelope', { id: 3 }, { data: { id: 3, name: 'Shops' } }],
		['lines that got ids', [{ task: 'Weed' }], [{ id: 7, task: 'Weed' }]],
		['lines in another order', [{ task: 'a' }, { task: 'b' }], [{ task: 'b' }, { task: 'a' }]],
		['lines in an envelope', [{ task: 'Weed' }], { data: [{ id: 7, task: 'Weed' }] }],
		['no lines and null', [], null],
		['no lines and an empty text', [], ''],
		['no lines and an empty envelope', [], { data: [] }],
		['null and no lines', null, []],
		['null and an empty object', null, {}],
		['a link by its id alone', { id: 3 }, 3],
		['signs as named entities', '£5 – that’s café', '&pound;5 &ndash; that&rsquo;s caf&eacute;'],
		['signs as numbers', '£5 €3', '&#163;5 &#x20AC;3'],
		['marks within a line', 'Help, us', '<p><strong>Help</strong>, us</p>'],
		['lines as paragraphs', 'One\nTwo', '<p>One</p><p>Two</p>'],
		['signs that are no tags', 'x < y > z', 'x &lt; y &gt; z'],
		['ages that are no tags', 'Ages <16, >65', '<p>Ages &lt;16, &gt;65</p>'],
	])('takes for the same: %s', (_, sent, received) => {
		expect(ignoredFields({ field: sent }, { field: received })).toEqual([]);
	});

	it.each([
		['other texts', 'New', 'Old'],
		['a text that is gone', 'New', ''],
		['a switch', true, false],
		['a switch that is missing', true, null],
		['another link', { id: 3 }, { id: 4 }],
		['no link', { id: 3 }, null],
		['a line less', [{ task: 'a' }, { task: 'b' }], [{ task: 'a' }]],
		['a line more', [{ task: 'a' }], [{ task: 'a' }, { task: 'b' }]],
		['the same line twice', [{ task: 'a' }, { task: 'b' }], [{ task: 'a' }, { task: 'a' }]],
		['numbers', 16, 18],
		['a text cut between two signs', 'Ages <16 stay home, >65 welcome', 'Ages 65 welcome'],
		['a text with an entity elsewhere', 'Tea for £5', 'Cake for &pound;5'],
		['a text that is a pattern', 'a+b', 'aab&pound;'],
		['another link by its id alone', { id: 3 }, 4],
	])('names what differs: %s', (_, sent, received) => {
		expect(ignoredFields({ field: sent }, { field: received })).toEqual(['field']);
	});

	it('cannot compare what does not come back', () => {
		expect(ignoredFields({ secret: 'x' }, { id: 1 })).toEqual([]);
	});
});

describe('emptiedFields', () => {
	it('names fields that were filled, not sent, and are empty now', () => {
		const before = { a: 'x', b: 'x', c: 'x', d: '', e: [1], f: { id: 1 }, g: 'x', h: 'x' };
		const after = { a: null, b: '', c: 'x', d: '', e: [], f: null, h: null };
		expect(
			emptiedFields(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { before, sent: { b: '' }, after }),
		).toEqual(['a', 'e', 'f']);
	});

	it('takes false and 0 for values', () => {
		const before = { a: true, b: 5 };
		expect(emptiedFields(['a', 'b'], { before, sent: {}, after: { a: false, b: 0 } })).toEqual([]);
	});
});
