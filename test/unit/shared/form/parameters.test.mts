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
const date = (parameters: Parameters) => parameters.date('filters.x');
const code = (parameters: Parameters) => parameters.code('filters.x', LABELS);

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

describe.each([
	['a code', code, undefined],
	['a time', time, ''],
	['a date', date, ''],
] as const)('%s', (_, reader, unset) => {
	it('is not set where it was left empty', () => {
		expect(read('', reader as (parameters: Parameters) => unknown, '')).toBe(unset);
	});

	it('is not set where a model left it out', () => {
		const typed = "={{ $fromAI('x') }}";
		expect(read('', reader as (parameters: Parameters) => unknown, typed)).toBe(unset);
	});

	it('is refused where an expression gives an empty text', () => {
		const typed = '={{ $json.x }}';
		expect(() => read('', reader as (parameters: Parameters) => unknown, typed)).toThrow(
			"'X' must not be empty [item 0]",
		);
	});
});

it('names what a date must be', () => {
	expect(() => read('soon', time)).toThrow(
		"'X' must be a date such as 2026-02-03, or a time such as 2026-02-03T14:00:00Z: it is 'soon' [item 0]",
	);
	expect(() => read(5, date)).toThrow(/it is 5 \[item 0\]$/);
});

it("takes a time without a time zone in the workflow's, and leaves a date as it is written", () => {
	expect(read('2026-02-03T23:00:00', time)).toBe('2026-02-04T04:00:00Z');
	expect(read('2026-02-03T23:00:00', date)).toBe('2026-02-03');
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

	it('is not just any object', () => {
		expect(() => read({ value: 'a' }, text)).toThrow("'X' must be text");
	});
});
