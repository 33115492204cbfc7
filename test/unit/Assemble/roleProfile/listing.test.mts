// Which role profiles each filter lets through, where an answer shows its fields in unusual ways. Where
// it does not show whether it matches, Assemble decides.
import type { IDataObject } from 'n8n-workflow';

import { roleProfileFilters } from '../../../../nodes/Assemble/resources/roleProfile/listing.ts';
import { isYes } from '../../../../nodes/Assemble/shared/filters.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import { filtersProperty, readFilters } from '../../../../nodes/shared/lists/filters.ts';
import { fakeContext } from '../../../support/context.mts';

function read(name: string, value: unknown) {
	const { context } = fakeContext({ filters: { [name]: value } as IDataObject });
	const form = [filtersProperty(roleProfileFilters)];
	const [filter] = readFilters(new Parameters(context, 0, form), roleProfileFilters);
	if (filter === undefined) throw new Error(`${name} is not set`);
	return filter;
}

const allows = (name: string, value: unknown, profile: IDataObject) =>
	read(name, value).allows?.(profile);

it.each([
	[undefined, undefined],
	['maybe', undefined],
	[{}, undefined],
	[null, false],
	['', false],
	[false, false],
	[0, false],
	['0', false],
	['False', false],
	['no', false],
	[true, true],
	[1, true],
	['1', true],
	[' TRUE ', true],
	['yes', true],
])('%p as a yes/no value is %p', (value, expected) => {
	expect(isYes(value)).toBe(expected);
});

describe.each(['approved', 'recruitable'])('%s', (name) => {
	it.each<[IDataObject, boolean | undefined, boolean]>([
		[{ [name]: true }, true, false],
		[{ [name]: '1' }, true, false],
		[{ [name]: 0 }, false, true],
		[{ [name]: null }, false, true],
		// Assemble was asked for Yes, and picked it. For No, nobody did.
		[{}, undefined, false],
		[{ [name]: 'pending' }, undefined, false],
	])('of %j', (profile, isAllowedByYes, isAllowedByNo) => {
		expect(allows(name, 'true', profile)).toBe(isAllowedByYes);
		expect(allows(name, 'false', profile)).toBe(isAllowedByNo);
	});

	it('is sent for Yes alone', () => {
		expect(read(name, 'true').query).toEqual({ [name]: 'true' });
		expect(read(name, 'false').query).toBeUndefined();
	});
});

describe.each([
	['type', 'volunteer', 'system'],
	['status', 'active', 'draft'],
])('%s', (name, wanted, other) => {
	it.each<[unknown, boolean | undefined]>([
		[wanted, true],
		[` ${wanted.toUpperCase()}`, true],
		[other, false],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
		[7, undefined],
	])('of %p', (found, expected) => {
		expect(allows(name, wanted, { [name]: found } as IDataObject)).toBe(expected);
	});
});

it.each<[unknown, boolean]>([
	['draft', true],
	['Draft ', true],
	['active', false],
	// Assemble cannot filter for drafts, so nobody has picked these.
	[undefined, false],
	[null, false],
	['', false],
])('%p as a draft', (status, expected) => {
	expect(allows('status', 'draft', { status } as IDataObject)).toBe(expected);
});

describe('families', () => {
	const SHOPS = { id: 31, name: 'Shops' };

	it.each<[unknown, unknown, boolean | undefined]>([
		['31', SHOPS, true],
		['031', SHOPS, true],
		[31, { id: '31', name: 'Shops' }, true],
		['7, 31', { data: SHOPS }, true],
		['31', 31, true],
		['31', '31', true],
		['7', SHOPS, false],
		['7', { data: SHOPS }, false],
		['7', 31, false],
		['7', null, false],
		['7', '', false],
		['7', { data: [] }, false],
		['7', { data: null }, false],
		// No ID to compare, so what Assemble picked stays.
		['7', undefined, undefined],
		['7', 'Shops', undefined],
		['7', { name: 'Shops' }, undefined],
		// Digits are an ID, also where a name has the same ones.
		['2024', { id: 31, name: '2024' }, false],
		['2024, Shops', { id: 7, name: '2024' }, false],
		['7, Shops', { id: 7, name: '2024' }, true],
	])('%p by ID, in %j', (wanted, family, expected) => {
		expect(allows('families', wanted, { family } as IDataObject)).toBe(expected);
	});

	it.each<[unknown, unknown, boolean]>([
		['Shops', SHOPS, true],
		[' shops ,x', { data: SHOPS }, true],
		['31, Kitchen', SHOPS, true],
		['Shops', 'Shops', true],
		['E\u0301cole', { id: 1, name: '\u00c9COLE' }, true],
		['Shop', SHOPS, false],
		['Shops, 7', { id: 8, name: 'Kitchen' }, false],
		['Shops', undefined, false],
		['Shops', null, false],
		['null', null, false],
		['undefined', undefined, false],
		['Shops', { data: [] }, false],
		['Shops', { id: 31 }, false],
		['Office, admin and finance', { id: 1, name: 'Office, admin and finance' }, true],
		['Shops,office,Admin and finance', { id: 1, name: 'Office, admin and finance' }, true],
		[['Office, admin and finance'], { id: 1, name: 'Office, admin and finance' }, true],
		['Office', { id: 1, name: 'Office, admin and finance' }, false],
		['Office, Shops', { id: 1, name: 'Office, admin and finance' }, false],
	])('%p by name, in %j', (wanted, family, expected) => {
		expect(allows('families', wanted, { family } as IDataObject)).toBe(expected);
	});

	it.each([
		['31, 032', { families: '31,32' }],
		[['31', 32], { families: '31,32' }],
		[31, { families: '31' }],
		['31, Shops', undefined],
		[['Shops'], undefined],
	])('%j sends %j', (wanted, query) => {
		expect(read('families', wanted).query).toEqual(query);
	});
});
