import {
	emptyCustomValue,
	readCustomValue,
} from '../../../../../nodes/Vome/resources/profile/write/customValues.ts';
import { FIELD_TYPES } from '../../../../../nodes/Vome/resources/profile/shape.ts';

const CALENDAR = { zone: 'America/Toronto', order: 'dayFirst' } as const;

const field = (type: unknown) => ({
	id: '1',
	name: 'Field',
	type,
	isActive: true,
	choices: ['Kitchen', 'Front Desk', 'Cooking, baking'],
});

const read = (type: unknown, cell: unknown) => readCustomValue(field(type), cell, CALENDAR);

type Kind = keyof typeof FIELD_TYPES;

describe('a custom field refuses', () => {
	it.each<[Kind, unknown, string]>([
		['number', 'many', 'must be a number'],
		['number', '1,234', 'must be a number'],
		['number', '4.47E+11', 'was rounded'],
		['singleSelection', 'Garden', 'must be one of Kitchen, Front Desk'],
		['singleSelection', ['Kitchen', 'Front Desk'], 'must be text'],
		['multipleSelection', 'Kitchen, Garden', 'must be one of Kitchen, Front Desk'],
		['multipleSelection', { Kitchen: true }, 'must be text'],
		['dateTime', '2026-02-03', 'must be a date and time'],
		['date', '31/02/2026', 'must be a date such as'],
		['date', '2026-02-03T10:00:00', 'must be a date such as'],
		['email', 'nobody', 'is not an email address'],
		['uniqueId', '4.47E+11', 'was rounded'],
		['uniqueId', 1.2345e19, 'was rounded'],
		['boolean', 'perhaps', 'must be yes or no'],
		['boolean', 2, 'must be yes or no'],
	])('%s: %j', (kind, cell, rule) => {
		expect(read(FIELD_TYPES[kind], cell)).toEqual({ rule: expect.stringContaining(rule) });
	});

	it.each([null, undefined, {}, Number.NaN, Infinity, Symbol('text')])('%p as text', (cell) => {
		expect(read(7, cell)).toEqual({ rule: 'must be text' });
	});
});

describe('a custom field is sent as the documents show it', () => {
	it.each<[Kind, unknown, unknown]>([
		['number', 42.5, '42.5'],
		['number', '42.10', '42.10'],
		['number', '42,5', '42.5'],
		['singleSelection', 'front-desk', 'Front Desk'],
		['singleSelection', ['Kitchen'], 'Kitchen'],
		['multipleSelection', 'kitchen; Cooking, baking', ['Kitchen', 'Cooking, baking']],
		['multipleSelection', 'Kitchen', ['Kitchen']],
		['dateTime', '03/02/2026 14:00', '2026-02-03T19:00:00Z'],
		['dateTime', '2026-02-03T14:00:00+01:00', '2026-02-03T14:00:00+01:00'],
		['date', '03/02/2026', '2026-02-03'],
		['date', 46_056, '2026-02-03'],
		['email', 'mailto:ana@example.org', 'ana@example.org'],
		['uniqueId', ' A\u200D-17 ', 'A-17'],
		['uniqueId', 17, '17'],
		['boolean', 'Oui', 'true'],
		['boolean', false, 'false'],
	])('%s: %j', (kind, cell, value) => {
		expect(read(FIELD_TYPES[kind], cell)).toEqual({ value });
	});

	it.each([7, 8, 99, undefined, 'text'])('as text, if it is of the kind %j', (type) => {
		expect(read(type, ' 4.47E+11 ')).toEqual({ value: '4.47E+11' });
	});
});

describe('what is blank says nothing', () => {
	it.each(Object.keys(FIELD_TYPES) as Kind[])('to %s', (kind) => {
		expect(read(FIELD_TYPES[kind], ' \u200B ')).toEqual({ value: null });
	});
});

it.each(Object.entries(FIELD_TYPES))('%s is emptied', (_, type) => {
	const isList = type === FIELD_TYPES.multipleSelection;
	expect(emptyCustomValue(field(type))).toEqual(isList ? [] : '');
});
