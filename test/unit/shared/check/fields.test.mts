import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../../../../nodes/shared/check/fields.ts';
import { compareFields } from '../../../../nodes/shared/check/fields.ts';

const FIELDS: Fields = {
	id: 'text',
	age: 'whole number',
	hours: 'number',
	is_new: 'yes or no',
	born: 'day',
	made: 'time',
	'link?': 'text',
	tags: ['text'],
	site: { id: 'text', name: 'text' },
	extras: [{ id: 'text', value: 'anything' }],
};

const GOOD = {
	id: 'a',
	age: 3,
	hours: 1.5,
	is_new: false,
	born: '1990-02-01',
	made: '2026-01-31T09:30:00Z',
	tags: ['x'],
	site: { id: 's', name: 'Site' },
	extras: [{ id: 'e', value: { anything: [1] } }],
};

const compare = (...records: IDataObject[]) => compareFields(records, FIELDS, 'extras');

it('finds nothing in records as they should be', () => {
	expect(compare(GOOD)).toEqual({
		good: 15,
		missing: [],
		added: [],
		unnamed: 0,
		otherType: [],
		times: ['2026-01-31T09:30:00Z'],
	});
});

it('takes an empty value for one of any type, and a field for missing only if no record has it', () => {
	const empty = Object.fromEntries(Object.keys(GOOD).map((name) => [name, null]));
	expect(compare(empty)).toMatchObject({ missing: [], otherType: [] });
	expect(compare(GOOD, { id: 'b' })).toMatchObject({ missing: [] });
	expect(compare({ id: 'b' }).missing).toEqual(Object.keys(GOOD).filter((name) => name !== 'id'));
	expect(compare()).toMatchObject({ good: 0, missing: [] });
});

it.each<[change: IDataObject, otherType: string]>([
	[{ id: 7 }, 'id (whole number instead of text)'],
	[{ age: '3' }, 'age (text instead of whole number)'],
	[{ age: 2.5 }, 'age (number with decimals instead of whole number)'],
	[{ hours: '1.5' }, 'hours (text instead of number)'],
	[{ is_new: 0 }, 'is_new (whole number instead of yes or no)'],
	[{ born: '1 May 1990' }, 'born (text instead of day)'],
	[{ made: 1_767_222_000 }, 'made (whole number instead of time)'],
	[{ tags: { a: 1 } }, 'tags (object instead of list)'],
	[{ tags: ['x', 1, true] }, 'tags[] (whole number or yes or no instead of text)'],
	[{ site: [] }, 'site (list instead of object)'],
	[{ site: { id: 's', name: {} } }, 'site.name (object instead of text)'],
	[{ extras: [{ id: 1, value: 1 }] }, 'extras[].id (whole number instead of text)'],
])('names another type: %j', (change, otherType) => {
	expect(compare({ ...GOOD, ...change })).toMatchObject({
		missing: [],
		added: [],
		otherType: [otherType],
	});
});

it('names what is missing and new, however deep', () => {
	const found = compare({ ...GOOD, colour: 1, site: { id: 's', code: 2 } });
	expect(found).toMatchObject({
		missing: ['site.name'],
		added: ['site.code', 'colour'],
		unnamed: 0,
	});
});

it('counts new fields whose names may be somebody’s own words', () => {
	const names = ['Ada', 'ada@example.org', 'peanut allergy', '+44 20', `a${'b'.repeat(40)}`, ''];
	const own = Object.fromEntries(names.map((name) => [name, 1]));
	expect(compare({ ...GOOD, ...own })).toMatchObject({ added: [], unnamed: names.length });
	const extras = [{ id: 'e', value: 1, allergies: 'peanuts' }];
	expect(compare({ ...GOOD, extras })).toMatchObject({ added: [], unnamed: 1 });
	const table = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`ada_${index}`, 1]));
	expect(compare({ ...GOOD, ...table })).toMatchObject({ added: [], unnamed: 30 });
});

it('does not look into fields that it does not know', () => {
	const found = compare({ ...GOOD, settings: { ada: 1 }, tags: [] });
	expect(found.added).toEqual(['settings']);
});
