import {
	emptiedFields,
	findDifferences,
	shown,
} from '../../../../nodes/Assemble/resources/roleProfile/compare.ts';

/** What the comparison says of one field. */
const compare = (sent: unknown, received: unknown, before: unknown = 'Before', field = 'field') =>
	findDifferences(
		{ [field]: sent } as never,
		{ [field]: received } as never,
		{ [field]: before } as never,
	)[0];

const task = (text: string) => ({ task: text });

describe('findDifferences', () => {
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
		['lines that got ids', [task('Weed')], [{ id: 7, task: 'Weed' }]],
		['lines in another order', [task('a'), task('b')], [task('b'), task('a')]],
		['lines in an envelope', [task('Weed')], { data: [{ id: 7, task: 'Weed' }] }],
		['lines as bare texts', [task('Weed')], ['Weed']],
		['lines of two kinds', [task('b'), { id: 5, task: 'b' }], [{ id: 5, task: 'b' }, task('b')]],
		['no lines and null', [], null],
		['no lines and an empty text', [], ''],
		['no lines and an empty envelope', [], { data: [] }],
		['null and no lines', null, []],
		['null and an empty object', null, {}],
		['a link by its id alone', { id: 3 }, 3],
		['signs as named entities', '£5 – that’s café', '&pound;5 &ndash; that&rsquo;s caf&eacute;'],
		['rare signs as named entities', '¥5 † ½', '&yen;5 &dagger; &frac12;'],
		['signs as named entities in lines', [task('¥5')], [{ id: 1, task: '&yen;5' }]],
		['signs as numbers', '£5 €3', '&#163;5 &#x20AC;3'],
		['marks within a line', 'Help, us', '<p>Help, <span class="x">us</span></p>'],
		['other names of the same marks', '<b>Help</b> <i>us</i>', '<strong>Help</strong> <em>us</em>'],
		['lines as paragraphs', 'One\nTwo', '<p>One</p><p>Two</p>'],
		['signs that are no tags', 'x < y > z', 'x &lt; y &gt; z'],
		['ages that are no tags', 'Ages <16, >65', '<p>Ages &lt;16, &gt;65</p>'],
		['tags that are escaped', '<b>Help</b> us', '&lt;b&gt;Help&lt;/b&gt; us'],
		['words that are names of the language', 'A &constructor; B', 'A &constructor; B <br>'],
		['another normal form', 'Cafe\u0301', 'Caf\u00e9'],
		['comments', 'Help <!-- <b>to do</b> -->us', 'Help us'],
		['styles and scripts', '<STYLE>p > a {}</style >Help<script>if (a < b) c()</script>', 'Help'],
		['a comment that does not end', 'Help <!-- us', 'Help <!-- us'],
		['invisible characters', '\ufeffHelp\u200b \u00adus\u200d', 'Help us'],
		['invisible characters as entities', 'Help us', 'He&shy;lp&zwnj; us'],
		['an address in other capitals', 'HTTPS://Example.COM', 'https://example.com/'],
		['the usual port', 'http://example.com:80/a', 'http://example.com/a'],
		['percent-encoding', 'https://example.com/a b~(é)', 'https://example.com/a%20b%7e%28%c3%a9%29'],
		['an escaped address', 'https://example.com/?a=1&b=2', 'https://example.com/?a=1&amp;b=2'],
	])('takes for the same: %s', (_, sent, received) => {
		expect(compare(sent, received)).toBeUndefined();
	});

	it.each([
		['other texts', 'New', 'Old'],
		['a switch', true, false],
		['another link', { id: 3 }, { id: 4, name: 'Shops' }],
		['no link', { id: 3 }, null],
		['lines', [task('a')], [{ id: 5, task: 'b' }]],
		['a line that the new ones include', [task('a'), task('b')], [{ id: 5, task: 'a' }]],
		['a text that the new one goes on from', 'Help us and them', 'Help us'],
		['a text of which the new one is a part', 'Help us', 'Help us and them'],
		['other capitals', 'Help Us', 'Help us'],
		['a text that is to be emptied', '', 'Old'],
		['a number', 16, 18],
	])('tells what is as it was before: %s', (_, sent, before) => {
		expect(compare(sent, before, before)).toEqual({ field: 'field', kind: 'left', how: '' });
	});

	it.each([
		[{ field: null }, { field: '' }],
		[{ field: '' }, { field: null }],
		[{}, { field: null }],
	])('takes %j before and %j afterwards for the same', (before, after) => {
		expect(findDifferences({ field: 'New' }, after, before)).toMatchObject([{ kind: 'left' }]);
	});

	it.each([
		[
			'links',
			'See <a href="https://example.com">this</a>',
			'See this',
			'without some of its formatting',
		],
		[
			'a list',
			'<p>Our</p><ul><li>shop</li></ul>',
			'<p>Our shop</p>',
			'without some of its formatting',
		],
		['capitals', 'Shop VOLUNTEER', 'Shop Volunteer', 'with other capitals or punctuation marks'],
		[
			'quotes',
			`It's "us" - now...`,
			'It’s “us” – now…',
			'with other capitals or punctuation marks',
		],
		['lines', [task('Weed')], [task('weed')], 'with other capitals or punctuation marks'],
	])('tells what is reworded: %s', (_, sent, received, how) => {
		expect(compare(sent, received)).toEqual({ field: 'field', kind: 'reworded', how });
	});

	const long = 'Help us in the shop. '.repeat(300).trim();

	it.each([
		['cut', 'x'.repeat(5000), 'x'.repeat(255), 'cut from 5,000 to 255 characters'],
		['cut within HTML', long, `<p>${long.slice(0, 255)}</p>`, 'cut from 6,299 to 255 characters'],
		['cut with dots', long, `${long.slice(0, 252)}...`, 'cut from 6,299 to 255 characters'],
		[
			'cut through a tag',
			'<p>Help us <strong>now</strong></p>',
			'<p>Help us <stro',
			'cut from 35 to 16 characters',
		],
		['appended', 'Help us', 'Help us [checked by Kim]', 'extended from 7 to 24 characters'],
		['put in front', 'Help us', 'Draft: Help us', 'extended from 7 to 14 characters'],
		[
			'a part taken out',
			'Mail kim@x.org or us',
			'Mail  or us',
			'shortened from 20 to 10 characters',
		],
		['rewritten', 'Help us in £', 'Help us in ?', 'rewritten from 12 to 12 characters'],
		[
			'the text of a script',
			'Hi <script>a()</script>',
			'Hi a()',
			'extended from 2 to 6 characters',
		],
		['emptied', 'Help us', '', 'empty'],
		['gone', 'Help us', undefined, 'empty'],
		['not emptied', '', 'Help us', 'not emptied'],
		['a word', 'active', 'inactive', 'inactive instead of active'],
		['a switch', true, false, 'false instead of true'],
		['a number', 200, 99, '99 instead of 200'],
		[
			'an address',
			'https://example.com/A',
			'https://example.com/a',
			'https://example.com/a instead of https://example.com/A',
		],
		[
			'an encoded slash',
			'https://example.com/a%2Fb',
			'https://example.com/a/b',
			'https://example.com/a/b instead of https://example.com/a%2Fb',
		],
		['another link', { id: 3 }, { id: 4, name: 'Shops' }, 'Shops (ID 4) instead of ID 3'],
		['no link', { id: 3 }, null, 'empty'],
		[
			'a text with an entity elsewhere',
			'Tea for ¥5',
			'Cake for &yen;5',
			'rewritten from 10 to 15 characters',
		],
	])('tells what is altered: %s', (_, sent, received, how) => {
		expect(compare(sent, received)).toEqual({ field: 'field', kind: 'altered', how });
	});

	it.each([
		['some of them', ['a', 'b', 'c', 'd', 'e'], ['e', 'b', 'a'], '3 of 5 tasks'],
		['more of them', ['a'], ['z', 'a', 'y'], '1 of 1 tasks and 2 others'],
		['one rewritten', ['a', 'b'], ['a', 'x'], '1 of 2 tasks and 1 other'],
		['one twice', ['a', 'b'], ['a', 'a'], '1 of 2 tasks and 1 other'],
		['one only once', ['a', 'a'], ['a'], '1 of 2 tasks'],
		['none', ['a', 'b'], [], '0 of 2 tasks'],
		['none to be left', [], ['a'], 'not emptied'],
	])('counts the lines: %s', (_, sent, received, how) => {
		expect(compare(sent.map(task), received.map(task), [task('old')], 'tasks')).toEqual({
			field: 'tasks',
			kind: 'altered',
			how,
		});
	});

	it('cannot compare what does not come back', () => {
		expect(findDifferences({ secret: 'x' }, { id: 1 }, { id: 1 })).toEqual([]);
	});

	it('quotes no more than a message can hold', () => {
		const field = 'f'.repeat(1_000_000);
		const how = [
			compare([task('a')], [], null, field)?.how,
			compare({ id: 'a'.repeat(1_000_000) }, { id: 1, name: 'x'.repeat(1_000_000) })?.how,
			compare('a', { text: 'x'.repeat(1_000_000) })?.how,
		];
		expect(how.map((text = '') => text.length < 500)).toEqual([true, true, true]);
		expect(shown(['x'.repeat(1_000_000), 'y'])).toHaveLength(303);
	});

	// At a cost that is quadratic, each would take minutes.
	it.each([
		['comments', '<!--'],
		['styles', '<style>'],
		['ends of scripts', '<script>x</script '],
		['tags', '<a'],
		['entities', '&a&#1'],
		['white space', ' \n'],
		['dots', '..x'],
		['encoded signs', 'https://x.org/%7e%2f'],
	])('takes long texts in its stride: %s', (_, part) => {
		const text = part.repeat(1_000_000 / part.length);
		expect(compare(text, `${text}x y`)?.kind).toBe('altered');
	});

	it('takes long lists in its stride', () => {
		const rows = Array.from({ length: 30_000 }, (_, index) => task(`Task ${index}`));
		const stored = [...rows.slice(1), task('another')].reverse();
		expect(compare(rows, stored, null, 'tasks')?.how).toBe('29999 of 30000 tasks and 1 other');
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
