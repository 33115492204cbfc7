import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import { fakeContext, node } from '../../../support/context.mts';

const form: INodeProperties[] = [
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		default: {},
		options: [{ displayName: 'X', name: 'x', type: 'string', default: '' }],
	},
];

/** Reads one filter with this value. */
function read<T>(value: unknown, reader: (parameters: Parameters) => T, typed?: unknown): T {
	node.parameters = { filters: { x: typed } } as never;
	const { context } = fakeContext({ filters: { x: value } as IDataObject });
	return reader(new Parameters(context, 0, form));
}
afterEach(() => (node.parameters = {}));

const LABELS = ['Draft', 'In Use', 'Gone'];
const time = (parameters: Parameters) => parameters.time('filters.x');
const code = (parameters: Parameters) => parameters.code('filters.x', LABELS);
const codes = (parameters: Parameters) => parameters.codes('filters.x', LABELS);
const namesOrIds = (parameters: Parameters) => parameters.namesOrIds('filters.x');
const pairs = (parameters: Parameters) => parameters.pairs('filters.x', 'row');

describe('a code', () => {
	it.each([3, -1, 1.5, '7', '01x', 'Drafts', true, {}, [1]])('is refused: %p', (value) => {
		expect(() => read(value, code)).toThrow(/^'X' must be one of Draft, In Use, Gone: it is /);
	});

	it.each([
		[0, 0],
		['2', 2],
		[' 1 ', 1],
		['in use', 1],
		[' GONE ', 2],
	])('is read: %p', (value, expected) => {
		expect(read(value, code)).toBe(expected);
	});
});

describe('codes', () => {
	it.each([
		[3, '3'],
		['Draft,Drafts', "'Drafts'"],
		[[0, 'x'], "'x'"],
		[[0, null], 'empty'],
		[[0, [1]], 'a list'],
		[true, 'true'],
		[{}, 'an object, of which you can choose a field'],
	])('are refused: %j', (value, shown) => {
		expect(() => read(value, codes)).toThrow(
			`'X' must be one of Draft, In Use, Gone: it is ${shown} [item 0]`,
		);
	});

	it.each([
		[0, [0]],
		['2', [2]],
		['gone, In use,', [2, 1]],
		['0,1', [0, 1]],
		[
			['Draft', 2, '1', ''],
			[0, 2, 1],
		],
		[[], []],
	])('are read: %j', (value, expected) => {
		expect(read(value, codes)).toEqual(expected);
	});

	it.each(['', ' , ', []])('are refused where an expression gives none: %j', (value) => {
		expect(() => read(value, codes, '={{ $json.x }}')).toThrow("'X' must not be empty [item 0]");
	});
});

describe('names or IDs', () => {
	it.each([[null], [true], [{}], [['a', null]], [[['a']]]])('are refused: %j', (value) => {
		expect(() => read(value, namesOrIds)).toThrow(
			/^'X' must be names or IDs separated by commas: it is /,
		);
	});

	it.each([
		['a, 12,,', ['a', '12']],
		[7, ['7']],
		[
			[' a ', 7, ''],
			['a', '7'],
		],
		[[], []],
		['', []],
	])('are read: %j', (value, expected) => {
		expect(read(value, namesOrIds)).toEqual(expected);
	});

	it.each(['', ',', []])('are refused where an expression gives none: %j', (value) => {
		expect(() => read(value, namesOrIds, '={{ $json.x }}')).toThrow(
			"'X' must not be empty [item 0]",
		);
	});
});

describe('pairs', () => {
	const rows = (...row: unknown[]) => ({ row });

	it.each([
		[{ row: 'x' }, "'X' must be a list of names and values: it is 'x' [item 0]"],
		[
			rows({ value: 'x' }),
			"'X' has an entry without a name: fill in the name, or delete the entry [item 0]",
		],
		[
			rows({ name: ' ', value: 'x' }),
			"'X' has an entry without a name: fill in the name, or delete the entry [item 0]",
		],
		[
			rows({ name: 7, value: 'x' }),
			"'X' has an entry without a name: fill in the name, or delete the entry [item 0]",
		],
		[rows('x'), "'X' has an entry without a name: fill in the name, or delete the entry [item 0]"],
		[
			rows({ name: 'a', value: [1] }),
			"'X' must have text or a number as the value of 'a': it is a list [item 0]",
		],
	])('are refused: %j', (value, message) => {
		expect(() => read(value, pairs)).toThrow(message);
	});

	it.each([
		[undefined, []],
		[{}, []],
		[rows(), []],
		[
			rows({ name: ' a ', value: ' b ' }, { name: 'a', value: 7 }, { name: 'c', value: false }),
			[
				{ name: 'a', value: ' b ' },
				{ name: 'a', value: '7' },
				{ name: 'c', value: 'false' },
			],
		],
		[
			rows({ name: 'a', value: null }, { name: '__proto__' }),
			[
				{ name: 'a', value: '' },
				{ name: '__proto__', value: '' },
			],
		],
	])('are read: %j', (value, expected) => {
		expect(read(value, pairs)).toEqual(expected);
	});

	it('are left out where a model left out the name or the value', () => {
		const typed = rows(
			{ name: 'a', value: "={{ $fromAI('a') }}" },
			{ name: "={{ $fromAI('b') }}", value: 'x' },
			{ name: 'c', value: "={{ $fromAI('c') }}" },
			{ name: 'd', value: '={{ $json.d }}' },
		);
		const value = rows(
			{ name: 'a', value: null },
			{ name: '', value: 'x' },
			{ name: 'c', value: 'y' },
			{ name: 'd', value: null },
		);
		expect(read(value, pairs, typed)).toEqual([
			{ name: 'c', value: 'y' },
			{ name: 'd', value: '' },
		]);
	});
});

/** Reads a setting of this kind, as an expression on the cell of a spreadsheet gives it. */
function readCell<T>(
	property: Partial<INodeProperties>,
	value: unknown,
	reader: (parameters: Parameters) => T,
): T {
	const cell = { displayName: 'Cell', name: 'cell', type: 'string', default: '', ...property };
	const { context } = fakeContext({ cell: value } as IDataObject);
	return reader(new Parameters(context, 3, [cell as INodeProperties]));
}

describe('the cell of a spreadsheet', () => {
	const word = (value: unknown) => readCell({}, value, (cell) => cell.cell('cell'));
	const number = (value: unknown) =>
		readCell({ typeOptions: { minValue: 1 } }, value, (cell) => cell.integer('cell'));
	const flag = (value: unknown) => readCell({}, value, (cell) => cell.boolean('cell'));
	const id = (value: unknown) => readCell({}, value, (cell) => cell.id('cell'));
	const options = [
		{ name: 'Event\u00e9 Only', value: 'event' },
		{ name: 'Non-Volunteer', value: 'non-volunteer' },
		{ name: 'Volunteer', value: 'volunteer' },
	];
	const choice = (value: unknown) =>
		readCell({ options, default: 'event' }, value, (cell) => cell.choice('cell'));

	it.each<[string, (value: unknown) => unknown, unknown, unknown]>([
		['text', word, '\ufeff Shop\u200b\u00a0', 'Shop'],
		['text', word, 'Cafe\u0301', 'Caf\u00e9'],
		['text', word, '\u200b', ''],
		['text', word, 2024, '2024'],
		['a number', number, 18, 18],
		['a number', number, '\u00a018\ufeff', 18],
		['a number', number, '\u200e18', 18],
		['a number', number, '18.0', 18],
		['a number', number, '18.00', 18],
		['a number', number, '018', 18],
		['yes', flag, true, true],
		['yes', flag, 'TRUE', true],
		['yes', flag, '\u00a0Yes\u200b', true],
		['yes', flag, 'y', true],
		['yes', flag, 1, true],
		['yes', flag, '1', true],
		['yes', flag, '1.0', true],
		['no', flag, false, false],
		['no', flag, 'False', false],
		['no', flag, ' NO', false],
		['no', flag, 'N', false],
		['no', flag, 0, false],
		['no', flag, '0', false],
		['an ID', id, ' 31\ufeff', 31],
		['an ID', id, '31.0', 31],
		['a choice', choice, '\ufeffVolunteer\u00a0', 'volunteer'],
		['a choice', choice, 'NON-VOLUNTEER', 'non-volunteer'],
		['a choice', choice, 'Non volunteer', 'non-volunteer'],
		['a choice', choice, 'non\u2011volunteer', 'non-volunteer'],
		['a choice', choice, 'evente\u0301  only', 'event'],
	])('is read as %s: %j', (_kind, reader, value, expected) => {
		expect(reader(value)).toBe(expected);
	});

	it.each<[string, (value: unknown) => unknown, unknown, string]>([
		['text', word, '#N/A', "must not be an error of a spreadsheet: it is '#N/A'"],
		['text', word, ' #REF!\ufeff', "must not be an error of a spreadsheet: it is '#REF!'"],
		['text', word, true, 'must be text: it is true'],
		['a number', number, '18+', "must be a whole number of at least 1: it is '18+'"],
		['a number', number, '1.000', "must be a whole number of at least 1: it is '1.000'"],
		['a number', number, '18.5', "must be a whole number of at least 1: it is '18.5'"],
		['a number', number, '18,0', "must be a whole number of at least 1: it is '18,0'"],
		['a number', number, '#DIV/0!', "must be a whole number of at least 1: it is '#DIV/0!'"],
		['a number', number, 0, 'must be a whole number of at least 1: it is 0'],
		['a number', number, true, 'must be a whole number of at least 1: it is true'],
		['yes or no', flag, 2, 'must be true or false: it is 2'],
		['yes or no', flag, '#NAME?', "must be true or false: it is '#NAME?'"],
		['yes or no', flag, 'yes?', "must be true or false: it is 'yes?'"],
		['an ID', id, '#N/A', 'must be an ID, which is a whole number such as 123: it is '],
		['an ID', id, '31 or 32', 'must be an ID, which is a whole number such as 123: it is '],
		['a choice', choice, 'Volunteers', 'must be one of '],
		['a choice', choice, 'nonvolunteer', 'must be one of '],
		[
			'a choice',
			choice,
			'#VALUE!',
			"must be one of event, non-volunteer, volunteer: it is '#VALUE!'",
		],
	])('is refused as %s: %j', (_kind, reader, value, message) => {
		expect(() => reader(value)).toThrow(/^'Cell' must .* \[item 3\]$/);
		expect(() => reader(value)).toThrow(message);
	});
});

describe('several readers', () => {
	const parameters = () => new Parameters(fakeContext().context, 3, []);

	it('give their results', async () => {
		expect(
			await parameters().all(
				() => 1,
				async () => await Promise.resolve('a'),
			),
		).toEqual([1, 'a']);
	});

	it('throw what is the one mistake', async () => {
		const mistake = parameters().fail('One', 'Mend it.');
		const reading = parameters().all(
			() => 1,
			() => {
				throw mistake;
			},
		);
		await expect(reading).rejects.toBe(mistake);
	});

	it('throw one error with all mistakes, also those within one another', async () => {
		const cell = parameters();
		const refuse = (message: string, description: string) => () => {
			throw cell.fail(message, description);
		};
		const reading = cell.all(
			refuse('One', 'Mend it.'),
			async () => await cell.all(refuse('Two', 'Mend both.'), refuse('Three', 'Mend both.')),
		);
		await expect(reading).rejects.toMatchObject({
			message: 'One; Two; Three [item 3]',
			description: 'Mend it. Mend both.',
			context: { itemIndex: 3 },
		});
	});

	it('throw at once what is no mistake of the user', async () => {
		const failure = new Error('No connection');
		const later = jest.fn();
		const reading = parameters().all(() => {
			throw failure;
		}, later);
		await expect(reading).rejects.toBe(failure);
		expect(later).not.toHaveBeenCalled();
	});
});

describe.each<[string, (parameters: Parameters) => unknown, unknown]>([
	['a code', code, undefined],
	['codes', codes, []],
	['names or IDs', namesOrIds, []],
	['a time', time, ''],
	['a text', (parameters) => parameters.filter('filters.x'), ''],
	['a choice', (parameters) => parameters.optionalChoice('filters.x'), undefined],
	['a flag', (parameters) => parameters.optionalBoolean('filters.x'), undefined],
	['IDs', (parameters) => parameters.ids('filters.x'), []],
])('%s', (_, reader, unset) => {
	it.each([undefined, null, '', ' '])('is not set where a model gives %j', (value) => {
		expect(read(value, reader, "={{ $fromAI('x') }}")).toEqual(unset);
		const locator = { __rl: true, mode: 'id', value: "={{ $fromai('x') }}" };
		expect(read(value, reader, locator)).toEqual(unset);
	});
});

describe.each<[string, (parameters: Parameters) => unknown, unknown]>([
	['a code', code, undefined],
	['codes', codes, []],
	['a time', time, ''],
])('%s', (_, reader, unset) => {
	it('is not set where it was left empty', () => {
		expect(read('', reader, '')).toEqual(unset);
	});

	it.each([null, ''])('is refused where an expression gives %j', (value) => {
		expect(() => read(value, reader, '={{ $json.x }}')).toThrow(/^'X' must .* \[item 0\]$/);
	});
});

it('names what a date must be', () => {
	expect(() => read('soon', time)).toThrow(
		"'X' must be a date such as 2026-02-03, or a time such as 2026-02-03T14:00:00Z: it is 'soon' [item 0]",
	);
	expect(() => read(5, time)).toThrow(/it is 5 \[item 0\]$/);
});

it("takes a time without a time zone in the workflow's", () => {
	expect(read('2026-02-03T23:00:00', time)).toBe('2026-02-04T04:00:00Z');
	expect(read('2026-02-03', time)).toBe('2026-02-03T05:00:00Z');
});

describe('something picked from a list', () => {
	const text = (parameters: Parameters) => parameters.filter('filters.x');

	it.each([
		[{ __rl: true, mode: 'list', value: 'a', cachedResultName: 'A' }, 'a'],
		[{ mode: 'id', value: ' a ' }, 'a'],
		['a', 'a'],
		[{ __rl: true, mode: 'list', value: '' }, ''],
	])('is its value: %j', (value, expected) => {
		expect(read(value, text)).toBe(expected);
	});

	it('is refused where its expression gives nothing', () => {
		const typed = { __rl: true, mode: 'id', value: '={{ $json.x }}' };
		expect(() => read({ ...typed, value: undefined }, text, typed)).toThrow("'X' must be text");
		expect(() => read({ ...typed, value: '' }, text, typed)).toThrow("'X' must not be empty");
	});

	it('is not set where a model gives none', () => {
		const typed = { __rl: true, mode: 'id', value: "={{ $fromAI('x') }}" };
		for (const value of [undefined, null, '']) {
			expect(read({ ...typed, value }, text, typed)).toBe('');
		}
	});

	it('is not just any object', () => {
		expect(() => read({ value: 'a' }, text)).toThrow("'X' must be text");
	});
});
