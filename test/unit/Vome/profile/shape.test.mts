import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../../../nodes/shared/form/output.ts';
import { customFieldValue, profileShape } from '../../../../nodes/Vome/resources/profile/shape.ts';
import documented from '../../../fixtures/vome-documented-list.json';

const shape = profileShape('https://api.example.org');
const sample = documented.results[0] as unknown as IDataObject;

/** A profile with nothing but these details. */
const withDetails = (profile_details: IDataObject): IDataObject => ({ id: '1', profile_details });

const withCustomFields = (
	...fields: Array<{ name: string; type: number | string; value: unknown; id?: string }>
): IDataObject => ({
	id: '1',
	custom_fields: fields.map(({ name, type, value, id }, index) => ({
		id: `link ${index}`,
		custom_field: { id: id ?? `field ${index}`, name, field_type: type, is_active: true },
		custom_field_value: value as IDataObject,
	})),
});

const customFields = (...fields: Parameters<typeof withCustomFields>) =>
	shape.simplify(withCustomFields(...fields)).custom_fields;

describe("the vendor's documented sample", () => {
	it('simplified', () => {
		expect(shape.simplify(sample)).toEqual({
			id: 'a9a1028f-93a6-401d-9867-1fe59aa2d830',
			first_name: 'Sara',
			last_name: 'Fried',
			email: 'sara.fried@example.com',
			phone_number: '+15145555555',
			is_offline: true,
			logged_hours: 55,
			completed_shifts: 0,
			opportunities: ['Opportunity A'],
			custom_fields: {
				'Custom Title - Boolean Field A': true,
				'Multi-Select (Colors)': ['Blue', 'Green'],
			},
		});
	});

	it('flattened', () => {
		expect(shape.flatten(sample)).toEqual({
			id: 'a9a1028f-93a6-401d-9867-1fe59aa2d830',
			first_name: 'Sara',
			last_name: 'Fried',
			full_name: 'Sara Fried',
			email: 'sara.fried@example.com',
			phone_number: '+15145555555',
			date_of_birth: '2004-05-03',
			age: 26,
			gender: 'Male',
			gender_code: 0,
			gender_text: '',
			occupation: 'Retiree',
			occupation_code: 2,
			occupation_institution_name: 'ABC Corporation',
			address: '1111 Marcus Avenue, New Hyde Park, NY, USA',
			latitude: '40.7567681',
			longitude: '-73.69960300000001',
			profile_image_url:
				'https://api.example.org/media/images/user/profile_image/94859378-6a55-44c9-97ce-a737ba5030ed.jpg',
			is_offline: true,
			is_following: false,
			logged_hours: 55,
			completed_shifts: 0,
			most_recent_shift: null,
			tags: ['Tag A', 'Tag B'],
			skills: ['Video Editing'],
			languages: ['French'],
			opportunities: [
				{
					id: 'e478b142-ba67-4c83-a5f2-e87a95d513ee',
					title: 'Opportunity A',
					category: 'Education Testing New',
				},
			],
			emergency_contact_name: 'Dana Lauren',
			emergency_contact_phone_number: '+15145555555',
			emergency_contact_relationship: 'Sibling',
			medical_description: 'I have allergies to peanuts',
			has_medical_info: true,
			custom_fields: {
				'Custom Title - Boolean Field A': true,
				'Multi-Select (Colors)': ['Blue', 'Green'],
			},
		});
	});

	it('is not changed by either', () => {
		const before = structuredClone(sample);
		shape.simplify(sample);
		shape.flatten(sample);
		expect(sample).toEqual(before);
	});
});

it('simplified has ten fields, and flattened has just the fields that can be selected', () => {
	expect(Object.keys(shape.simplify(sample))).toHaveLength(10);
	expect(Object.keys(shape.flatten(sample))).toEqual(fieldsOf(shape));
	expect(Object.keys(shape.flatten({ id: '1' }))).toEqual(fieldsOf(shape));
	expect(
		Object.keys(shape.simplify(sample)).filter((name) => !fieldsOf(shape).includes(name)),
	).toEqual([]);
});

it('a profile with nothing in it has all fields, empty', () => {
	expect(shape.flatten({ id: '1' })).toMatchObject({
		full_name: '',
		email: null,
		gender: null,
		gender_code: null,
		latitude: null,
		profile_image_url: null,
		tags: [],
		opportunities: [],
		emergency_contact_name: null,
		has_medical_info: null,
		custom_fields: {},
	});
});

describe('contradictions in the documents', () => {
	it.each([
		[{ latitude_longitude: ['1', '2'] }, ['1', '2']],
		[{ address_coordinates: ['1', '2'] }, ['1', '2']],
		[{ latitude_longitude: null, address_coordinates: ['1', '2'] }, ['1', '2']],
		[{ latitude_longitude: [] }, [null, null]],
		[{ latitude_longitude: '1,2' }, [null, null]],
		[{}, [null, null]],
	])('coordinates %j', (details, expected) => {
		const { latitude, longitude } = shape.flatten(withDetails(details));
		expect([latitude, longitude]).toEqual(expected);
	});

	it.each([
		[{ gender: 1 }, 'Female', 1],
		[{ gender: '1' }, 'Female', 1],
		[{ gender: 3 }, 'Rather not say', 3],
		[{ gender: 9 }, 9, 9],
		[{ gender: 'Female' }, 'Female', null],
		[{ gender: null }, null, null],
	])('gender %j', (details, gender, gender_code) => {
		expect(shape.flatten(withDetails(details))).toMatchObject({ gender, gender_code });
	});

	it.each([
		[0, 'Student'],
		['1', 'Professional'],
		[2, 'Retiree'],
		[3, 'Other'],
		[4, 4],
	])('occupation %p is %p', (occupation, expected) => {
		expect(shape.flatten(withDetails({ occupation })).occupation).toBe(expected);
	});

	it.each([
		[{ tag_title: 'A' }, 'A'],
		[{ title: 'A' }, 'A'],
		[{}, null],
	])('tag %j', (tag, expected) => {
		expect(shape.flatten({ id: '1', profile_tags: [{ id: '2', tag }] }).tags).toEqual([expected]);
	});

	it.each([
		[{ full_name: 'Ada L', first_name: 'Ada', last_name: 'Lovelace' }, 'Ada L'],
		[{ full_name: '', first_name: 'Ada', last_name: 'Lovelace' }, 'Ada Lovelace'],
		[{ first_name: 'Ada', last_name: '' }, 'Ada'],
		[{ first_name: null, last_name: 'Lovelace' }, 'Lovelace'],
	])('full name of %j', (details, expected) => {
		expect(shape.flatten(withDetails(details)).full_name).toBe(expected);
	});

	it('details beside the id', () => {
		expect(shape.simplify({ id: '1', first_name: 'Ada', email: 'ada@example.org' })).toMatchObject({
			first_name: 'Ada',
			email: 'ada@example.org',
		});
	});

	it.each([
		['true', true],
		['False', false],
		[true, true],
		['unknown', 'unknown'],
		[undefined, null],
	])('has_medical_info %p is %p', (has_medical_info, expected) => {
		const profile: IDataObject = { id: '1', medical_information: { has_medical_info } };
		expect(shape.flatten(profile).has_medical_info).toBe(expected);
	});

	it.each([
		['/media/a.jpg', 'https://api.example.org/media/a.jpg'],
		['media/a.jpg', 'https://api.example.org/media/a.jpg'],
		['https://cdn.example.org/a.jpg', 'https://cdn.example.org/a.jpg'],
		['//cdn.example.org/a.jpg', 'https://cdn.example.org/a.jpg'],
		['', null],
		[null, null],
	])('profile image %p is %p', (profile_image, expected) => {
		expect(shape.flatten(withDetails({ profile_image })).profile_image_url).toBe(expected);
	});
});

describe('custom fields', () => {
	const option = (value: string) => ({ id: 'o', value, order: 1 });

	it.each([
		['general', 0, { id: 'v', value: 'text' }, 'text'],
		['number', 1, { id: 'v', value: '42.10' }, '42.10'],
		['single selection', 2, { id: 'v', value: option('Blue') }, 'Blue'],
		['single selection in an array', 2, [{ id: 'v', value: option('Blue') }], 'Blue'],
		[
			'multiple selection',
			3,
			[
				{ id: 'v', value: option('Blue') },
				{ id: 'w', value: option('Red') },
			],
			['Blue', 'Red'],
		],
		['multiple selection of one', 3, [{ id: 'v', value: option('Blue') }], ['Blue']],
		['multiple selection of one as an object', 3, { id: 'v', value: option('Blue') }, ['Blue']],
		['multiple selection of none', 3, [], []],
		['multiple selection without a value', 3, null, []],
		['date and time', 4, { id: 'v', value: '2026-01-05T10:00:00Z' }, '2026-01-05T10:00:00Z'],
		['unique id', 9, { id: 'v', value: 'A-17' }, 'A-17'],
		['boolean', 10, { id: 'v', value: false }, false],
		['boolean as text', 10, { id: 'v', value: 'True' }, true],
		['boolean without a value', 10, null, null],
		['a plain value', 0, 'text', 'text'],
		['no value', 0, undefined, null],
		['an empty array', 0, [], null],
		['an unknown type', 99, { id: 'v', value: 'text' }, 'text'],
		['a type as digits', '3', [{ id: 'v', value: option('Blue') }], ['Blue']],
	])('%s', (_, type, value, expected) => {
		expect(customFields({ name: 'Field', type, value })).toEqual({ Field: expected });
	});

	it('with one name are told apart by their id', () => {
		expect(
			customFields(
				{ name: 'Size', type: 0, value: { value: 'L' }, id: 'a' },
				{ name: 'Size', type: 0, value: { value: '44' }, id: 'b' },
			),
		).toEqual({ Size: 'L', 'Size (b)': '44' });
	});

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
		'may be called %s',
		(name) => {
			const fields = customFields({ name, type: 0, value: { value: 'kept' } });
			expect(Object.entries(fields as IDataObject)).toEqual([[name, 'kept']]);
			expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
		},
	);

	it.each([
		['Nothing', null],
		['no such id', null],
		['constructor', null],
		['size', 'L'],
		[' SIZE ', 'L'],
		['Size (b)', '44'],
		['A-1', 'L'],
		['b', '44'],
		['__proto__', 'kept'],
		['Cafe\u0301', false],
	])('are found by name or ID: %j', (nameOrId, expected) => {
		const profile = withCustomFields(
			{ name: 'Size', type: 0, value: { value: 'L' }, id: 'a-1' },
			{ name: 'Size', type: 0, value: { value: '44' }, id: 'b' },
			{ name: '__proto__', type: 0, value: { value: 'kept' } },
			{ name: 'Caf\u00e9', type: 10, value: { value: 'False' }, id: 'D' },
		);
		expect(customFieldValue(profile, nameOrId)).toBe(expected);
	});

	it('without a name go by their id', () => {
		expect(
			shape.simplify({
				id: '1',
				custom_fields: [
					{ custom_field: { id: 'f1', field_type: 0 }, custom_field_value: { value: 'x' } },
				],
			}).custom_fields,
		).toEqual({ f1: 'x' });
	});
});
