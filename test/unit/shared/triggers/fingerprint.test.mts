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
	])('does not tell apart %s', (_, one, other) => {
		expect(canonical(one)).toBe(canonical(other));
	});

	it.each([
		['texts', 'a', 'b'],
		['texts that differ in capitals', 'Anna', 'anna'],
		['texts that differ in spaces', 'Anna', 'Anna '],
		['zero and nothing', 0, null],
		['no and nothing', false, null],
		['a list of one and its member', ['a'], 'a'],
		['a list and a text that looks like one', ['a'], '["a"]'],
		['how often something is in a list', ['a', 'a'], ['a']],
		['members that run together', ['a,b'], ['a', 'b']],
		['under which key a value is', { a: 1 }, { b: 1 }],
		['what is nested where', [['a'], 'b'], ['a', ['b']]],
	])('tells apart %s', (_, one, other) => {
		expect(canonical(one)).not.toBe(canonical(other));
	});
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
