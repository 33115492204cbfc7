// The outputs of records of which no field is known beforehand.
import type { IDataObject } from 'n8n-workflow';

import { labelIn, nameIn, openShape } from '../../../../nodes/Assemble/shared/openShape.ts';
import { asObject } from '../../../../nodes/shared/records.ts';
import { Random } from '../../../../sandbox/random.mts';

const { flatten, simplify, open } = openShape('getFields');

it('names the method that lists the fields', () => {
	expect(open).toEqual({ loadOptionsMethod: 'getFields' });
});

describe('simplified', () => {
	it('keeps plain fields alone, those that name the record first', () => {
		const record = { z: 1, status: 's', roles: [], team: { id: 1 }, name: 'N', id: 5, note: null };
		expect(Object.entries(simplify?.(record) ?? {})).toEqual([
			['id', 5],
			['name', 'N'],
			['status', 's'],
			['z', 1],
			['note', null],
		]);
	});

	it('keeps ten at most', () => {
		const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`field_${n}`, n]));
		const kept = Object.keys(simplify?.({ ...many, id: 1, email: 'e' }) ?? {});
		expect(kept).toEqual(['id', 'email', ...Object.keys(many).slice(0, 8)]);
	});
});

describe('flattened', () => {
	it.each<[name: string, found: unknown, flat: IDataObject]>([
		['a plain value', 3, { field: 3 }],
		['nothing', null, { field: null }],
		['an object with a name', { id: 7, name: 'N' }, { field: 'N', field_id: 7 }],
		['an object with a title', { id: '7', title: 'T' }, { field: 'T', field_id: '7' }],
		['an object with both', { display_name: 'D', name: 'N', title: 'T' }, { field: 'D' }],
		['an object with an empty name', { name: ' ', title: 'T' }, { field: 'T' }],
		['an object without a name', { id: 7, x: 1 }, { field: '{"id":7,"x":1}', field_id: 7 }],
		['an object with an odd ID', { id: { a: 1 }, name: 'N' }, { field: 'N' }],
		['an object whose ID is nothing', { id: null, name: 'N' }, { field: 'N', field_id: null }],
		['an envelope', { data: { id: 7, name: 'N' } }, { field: 'N', field_id: 7 }],
		['an envelope with nothing in it', { data: null }, { field: null }],
		['an envelope with a list', { data: [{ name: 'N' }] }, { field: ['N'] }],
		['a list', ['a', 2, null], { field: ['a', 2, null] }],
		['a list of lists', [['a'], []], { field: ['["a"]', '[]'] }],
		['a list of envelopes', [{ data: { name: 'N' } }], { field: ['N'] }],
	])('%s', (_, found, flat) => {
		expect(flatten({ field: found } as IDataObject)).toEqual(flat);
	});

	it('has the ID of an object once, and keeps one that the record has itself', () => {
		expect(flatten({ team_id: 1, team: { id: 2, name: 'N' } })).toEqual({ team_id: 1, team: 'N' });
		expect(flatten({ team: { id: 2, name: 'N' }, team_id: 1 })).toEqual({ team: 'N', team_id: 1 });
	});
});

/** Anything that JSON can hold, nested up to a depth. */
function anything(random: Random, depth: number): unknown {
	const names = ['id', 'name', 'title', 'display_name', 'data', '__proto__', 'toString', 'length'];
	const kind = random.int(0, depth > 0 ? 7 : 5);
	if (kind > 5) {
		const members = Array.from({ length: random.int(0, 3) }, () => anything(random, depth - 1));
		if (kind === 6) return members;
		return Object.fromEntries(members.map((member) => [random.pick(names), member]));
	}
	return [null, '', 'text', 0, true, 1.5][kind];
}

it('makes cells of whatever comes, and leaves the record as it was', () => {
	const random = new Random(1);
	const isCell = (found: unknown) => found === null || typeof found !== 'object';
	for (let n = 0; n < 2000; n += 1) {
		const record = { ...asObject(anything(random, 4)), id: n, field: anything(random, 4) };
		const before = JSON.stringify(record);
		const flat = flatten(record as IDataObject);
		for (const found of Object.values(flat)) {
			expect(Array.isArray(found) ? found.every(isCell) : isCell(found)).toBe(true);
		}
		expect(Object.keys(flat)).toEqual(expect.arrayContaining(Object.keys(record)));
		const simple = simplify?.(record as IDataObject) ?? {};
		expect(Object.values(simple).every(isCell)).toBe(true);
		expect(Object.keys(simple)[0]).toBe('id');
		expect(labelIn(record as IDataObject)).toMatch(/./);
		expect(JSON.stringify(record)).toBe(before);
	}
});

it.each<[IDataObject, string | undefined, string]>([
	[{ id: 1, display_name: 'D', name: 'N' }, 'D', 'D'],
	[{ id: 1, name: 'N', title: 'T' }, 'N', 'N'],
	[{ id: 1, title: 'T' }, 'T', 'T'],
	[{ id: 1, first_name: 'Kim', last_name: 'Lee', email: 'e' }, undefined, 'Kim Lee'],
	[{ id: 1, last_name: 'Lee' }, undefined, 'Lee'],
	[{ id: 1, first_name: ' ', last_name: null, email: 'e' }, undefined, 'e'],
	[{ id: 1, name: 5, email: {} }, undefined, '1'],
])('%j has the name %j and the label %j', (record, name, label) => {
	expect(nameIn(record)).toBe(name);
	expect(labelIn(record)).toBe(label);
});
