// Profiles whose names and values are easily taken for something else by a file, or by who reads it.
import { isDeepStrictEqual } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import type { Profile, VomeDatabase } from '../../sandbox/index.mts';
import { ageOf } from '../../sandbox/vome/data.mts';
import { fieldType } from '../../sandbox/vome/types.mts';

type CustomField = VomeDatabase['customFields'][number];
type Entry = Profile['custom_fields'][number];

/** A value to keep; several choices are a list, null is a field with nothing in it. */
type Value = string | number | boolean | string[] | null;

interface OddField {
	name: string;
	type: number;
	choices?: string[];
	isActive?: boolean;
	/** Given to one person after the other; undefined: the person does not have the field at all. */
	values: Array<Value | undefined>;
}

/** Names of fields with text. Two of them are the same. */
const NAMES = [
	'Version 1',
	'Version 1.0',
	'1.0',
	'a.b.c',
	'.starts',
	'ends.',
	'Prénom usuel',
	'Prenom usuel',
	'Nickname "Bob"',
	"Driver's licence",
	'Size, colour',
	'Allergies [list]',
	'x[0]',
	'Team (north)',
	'Emergency\nplan',
	'Outer blanks',
	'  Outer blanks ',
	'No-break\u00a0space',
	'Zero\u200bwidth',
	'Notes',
	'Notes',
	'NOTES',
	'notes.',
	'Remarks (00000000-0000-4000-8000-000000000000)',
	'id',
	'ID',
	'email',
	'Email',
	'E-mail',
	'Phone',
	'Mobile',
	'First Name',
	'Gender',
	'gender_text',
	'Tags',
	'tags.0',
	'opportunities.0.id',
	'custom_fields',
	'custom_fields.Notes',
	'custom_field:Notes',
	'Contact 2 Email',
	'Spouse Name',
	'row_number',
	'2024',
	'0',
	'constructor',
	'toString',
	'=1+1',
	'?',
	'🚗',
	'Q1. What brings you here? (a: fun; b: work)',
	'A very long name '.repeat(20).trim(),
];

const TEXTS = [
	'Line one\nline two',
	'From Windows\r\nline two',
	'She said "hello"',
	'"quoted"',
	"'tis",
	'007',
	'0',
	'=1+1',
	'=HYPERLINK("https://example.org";"x")',
	'+1 514 555-0100',
	'@here',
	'1e5',
	'1E+05',
	'1,234.50',
	'12345678901234567890',
	'2024-03-01',
	'3/1/2024',
	'1/2',
	'32905',
	'yes',
	'TRUE',
	'false',
	'null',
	'undefined',
	'[]',
	'["a","b"]',
	'{"a":1}',
	'a, b; c | d',
	'100 %',
	'Family 👩‍👩‍👧 and 👍🏽',
	'No\u00a0break',
	'Zero\u200bwidth',
	'Accents: é e\u0301 Ş ł',
	'李小龍',
	'  outer blanks  ',
	'tab\tinside',
	'two  blanks',
	'back\\slash \\n',
	'<b>bold</b> & more',
	'{{ 1 + 1 }} $json',
	'x'.repeat(2000),
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const TYPED: OddField[] = [
	{ name: 'Years', type: fieldType.number, values: [12.5, 0, -3, 5145550100, null, 0.001] },
	{ name: 'Level 2.0', type: fieldType.number, values: [1, undefined, 3] },
	{ name: 'Level 2.0', type: fieldType.general, values: ['high', 'low', undefined] },
	{
		name: 'Size (US)',
		type: fieldType.singleSelection,
		choices: ['S', 'M, tall', '10', '010', 'TRUE', 'L "long"'],
		values: ['M, tall', '10', '010', 'TRUE', 'L "long"', null],
	},
	{
		name: 'Available on',
		type: fieldType.multipleSelection,
		choices: ['Mon', 'evening', 'Mon, evening', 'Tue; late', '10', 'Wed\nnight'],
		values: [['Mon, evening'], ['Mon', 'evening'], [], ['Tue; late', '10', 'Wed\nnight'], null],
	},
	{
		name: 'Available on 1.0',
		type: fieldType.multipleSelection,
		choices: ['Mon', '1', '0'],
		values: [['0', '1'], ['Mon'], undefined],
	},
	{
		name: 'Months',
		type: fieldType.multipleSelection,
		choices: MONTHS,
		values: [MONTHS, ['Dec'], []],
	},
	{
		name: 'months',
		type: fieldType.multipleSelection,
		choices: MONTHS,
		values: [['Dec'], MONTHS.toReversed(), undefined],
	},
	{
		name: 'Oriented',
		type: fieldType.dateTime,
		values: ['2024-03-01T10:00:00Z', '2024-02-29T23:59:59Z', null],
	},
	{ name: 'Member since', type: fieldType.date, values: ['2024-02-29', '1900-01-01', null] },
	{ name: 'Work email', type: fieldType.email, values: ["o'neil+tag@example.org", null] },
	{ name: 'Website', type: fieldType.url, values: ['https://example.org/?a=1,2&b="x"#c', null] },
	{ name: 'Mailing address', type: fieldType.address, values: ['PO Box 7\nMontréal, QC', null] },
	{ name: 'CRM number', type: fieldType.uniqueId, values: ['0001', '0002', '1e3', '4', '+5'] },
	{ name: 'Has a car', type: fieldType.boolean, values: [true, false, null] },
	{ name: 'Police check', type: fieldType.attachment, values: ['/media/a.pdf', null] },
	{ name: 'Hours per month', type: fieldType.formula, values: [1.5, 0] },
	{ name: 'Old flag', type: fieldType.boolean, isActive: false, values: [true, false] },
];

const FIELDS: OddField[] = [
	...NAMES.map((name, nth) => ({
		name,
		type: fieldType.general,
		// Each person has another text in each field, and each text is in several fields.
		values: TEXTS.map((_, index) => TEXTS[(index * 5 + nth * 3) % TEXTS.length]),
	})),
	...TYPED,
];

/** What the columns of a profile hold, each list from one person to the next. */
const DETAILS = {
	first_name: ['Zoë', "D'Arcy", 'Null', 'True', 'E\u0301lodie', 'Ann, Marie', '=Ann'],
	last_name: ['Smith, Jr.', 'de la "Cruz"', 'Şahin-Łoś', '007', 'O’Neil', 'Doe\u00a0Roe', 'Na N'],
	phone_number: ['+1 (514) 555-0100', '05145550101', '', '+15145550102', '514.555.0103'],
	date_of_birth: ['2004-02-29', '1938-12-31', null, '1900-01-01'],
	gender: [0, 1, 2, 3, null],
	occupation: [0, 1, 2, 3, null],
	occupation_institution_name: ['Smith & Co, Ltd.', '=Acme', ''],
	address: ['1 Main St\nApt "2", Montréal', '12-3', '007 Bond St', ''],
	latitude_longitude: [['45.50169', '-73.567256'], undefined, ['45.0', '0']],
};
const CONTACTS = {
	name: ['Inès "Nana" O’Neil', '', '=Bob'],
	phone_number: ['0044 7911 123456', '', '+1 514 555 0104'],
	relationship: ['Aunt, by marriage', '', 'Tante'],
};
const MEDICAL = {
	description: ['Peanuts; "severe"\nEpiPen', '', '=none', ''],
	has_medical_info: [true, false, true, true],
};

/** So that each field has each text once. */
const PEOPLE = TEXTS.length;

const nth = <T,>(values: readonly T[], index: number) => values[index % values.length] as T;
const turn = (table: Record<string, readonly unknown[]>, index: number) =>
	Object.fromEntries(Object.entries(table).map(([key, values]) => [key, nth(values, index)]));

/** Makes a custom field of the account, without a value in any profile. */
export function addField(
	database: VomeDatabase,
	{ name, type, choices, isActive = true }: Omit<OddField, 'values'>,
): CustomField {
	const field: CustomField = {
		id: database.newId(),
		name,
		field_type: type,
		is_active: isActive,
		...(choices && {
			options: choices.map((value, order) => ({ id: database.newId(), value, order: order + 1 })),
		}),
	};
	database.customFields.push(field);
	return field;
}

/** Gives a profile a value of a custom field. */
export function giveValue(
	database: VomeDatabase,
	profile: Profile,
	field: CustomField,
	value: Value,
): void {
	const option = (text: Value) => field.options?.find((one) => one.value === text);
	const wrap = (one: Value) => ({
		id: database.newId(),
		value: option(one) ?? (one as string | number | boolean),
	});
	const entry: Entry = {
		id: database.newId(),
		custom_field: field,
		custom_field_value: Array.isArray(value)
			? value.map(wrap)
			: value === null
				? null
				: wrap(value),
	};
	profile.custom_fields.push(entry);
}

/** A profile with nothing odd, and without custom fields. */
export function addPerson(database: VomeDatabase): Profile {
	const profile = database.makeProfile();
	profile.custom_fields = [];
	database.profiles.push(profile);
	return profile;
}

/** Replaces the account's custom fields and profiles. */
export function becomeOdd(database: VomeDatabase): void {
	database.profiles = [];
	database.customFields.length = 0;
	const fields = FIELDS.map((plan) => ({ plan, field: addField(database, plan) }));

	for (let index = 0; index < PEOPLE; index += 1) {
		const profile = addPerson(database);
		const details = profile.profile_details;
		Object.assign(details, { address_coordinates: undefined, ...turn(DETAILS, index) });
		details.full_name = `${details.first_name} ${details.last_name}`;
		details.gender_text = details.gender === 2 ? 'Two-spirit, "2S"' : '';
		details.age = details.date_of_birth === null ? null : ageOf(details.date_of_birth);
		details.email = `${nth(["o'neil", 'Ann.LEE', 'x+tag', '007'], index)}.${index}@example.org`;
		Object.assign(profile.emergency_contact, turn(CONTACTS, index));
		Object.assign(profile.medical_information, turn(MEDICAL, index));
		for (const { plan, field } of fields) {
			const value = nth(plan.values, index);
			const isTaken = plan.type === fieldType.uniqueId && index >= plan.values.length;
			if (value !== undefined && !isTaken) giveValue(database, profile, field, value);
		}
	}

	// Nobody has the first of two fields of one name here, so the second one has the plain name.
	const later = addPerson(database);
	for (const name of ['Notes', 'Level 2.0']) {
		const second = fields.filter((one) => one.field.name === name)[1];
		if (second === undefined) throw new Error(`Not two fields are called ${name}`);
		giveValue(database, later, second.field, 'of the second one');
	}
	// Has all fields, and nothing in them.
	const empty = addPerson(database);
	for (const { plan, field } of fields) {
		const isList = plan.type === fieldType.multipleSelection;
		giveValue(database, empty, field, isList ? [] : null);
	}
	// Has no field.
	const bare = addPerson(database);
	for (const profile of [empty, bare]) {
		const { profile_details: details, emergency_contact, medical_information } = profile;
		Object.assign(details, { phone_number: '', date_of_birth: null, age: null, address: '' });
		Object.assign(details, { gender: null, gender_text: '', occupation: null });
		Object.assign(details, { occupation_institution_name: '', skills: [], languages: [] });
		Object.assign(details, { latitude_longitude: undefined, address_coordinates: undefined });
		Object.assign(emergency_contact, { name: '', phone_number: '', relationship: '' });
		Object.assign(medical_information, { description: '', has_medical_info: false });
		Object.assign(profile, { profile_tags: [], opportunities: [] });
	}
}

const READ_ONLY: number[] = [fieldType.attachment, fieldType.formula];

/** Another value that suits the field. */
function otherValue({ field_type: type, options = [] }: CustomField, value: unknown) {
	switch (type) {
		case fieldType.number:
			return 99;
		case fieldType.boolean:
			return value !== true;
		case fieldType.singleSelection:
			return options[0];
		case fieldType.date:
			return '2001-01-01';
		case fieldType.dateTime:
			return '2001-01-01T01:01:01Z';
		default:
			return 'lost';
	}
}

/** Changes all that is filled in and can be written, but what a person is found by. */
export function loseAll(database: VomeDatabase, matchBy: 'id' | 'email'): void {
	const lose = (group: object, others: object) => {
		for (const [key, other] of Object.entries(others)) {
			const before = (group as IDataObject)[key];
			if (before !== null && before !== undefined && before !== '') {
				Object.assign(group, { [key]: other });
			}
		}
	};
	for (const [index, profile] of database.profiles.entries()) {
		const { profile_details: details, emergency_contact, medical_information } = profile;
		lose(details, {
			first_name: 'Lost',
			last_name: 'Lost',
			full_name: 'Lost Lost',
			...(matchBy === 'id' && { email: `lost.${index}@example.com` }),
			phone_number: '1',
			date_of_birth: '2001-01-01',
			gender: details.gender === 2 ? 2 : 3,
			occupation: 2,
			occupation_institution_name: 'Lost',
			address: 'Lost',
			latitude_longitude: ['1', '2'],
			address_coordinates: ['1', '2'],
		});
		lose(emergency_contact, { name: 'Lost', phone_number: '1', relationship: 'Lost' });
		lose(medical_information, {
			description: 'Lost',
			has_medical_info: !medical_information.has_medical_info,
		});
		for (const entry of profile.custom_fields) {
			const { custom_field: field, custom_field_value: value } = entry;
			if (READ_ONLY.includes(field.field_type) || !field.is_active) continue;
			if (Array.isArray(value)) {
				const [option] = field.options ?? [];
				if (value.length > 0 && option) {
					entry.custom_field_value = [{ id: database.newId(), value: option }];
				}
			} else if (value !== null) {
				const other = otherValue(field, value.value);
				if (other !== undefined) entry.custom_field_value = { ...value, value: other };
			}
		}
	}
}

/** A text without what may be cleaned: outer blanks, invisible characters, ways to write the same. */
function cleaned(text: string): string {
	return (
		text
			.normalize('NFC')
			.replaceAll('\r\n', '\n')
			.replaceAll('\u00a0', ' ')
			// Not U+200D, which holds emojis together.
			.replaceAll(/[\u00ad\u200b\u2060\ufeff]/g, '')
			.trim()
	);
}

/** The same with all texts cleaned, and without empty custom fields, which may as well be none. */
export function comparable(json: IDataObject): IDataObject {
	const { custom_fields, ...rest } = json;
	const clean = (value: unknown): unknown => {
		if (typeof value === 'string') return cleaned(value);
		if (Array.isArray(value)) return value.map(clean);
		if (value === null || typeof value !== 'object') return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
	};
	const isFilled = ([, value]: [string, unknown]) =>
		value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
	return {
		...(clean(rest) as IDataObject),
		custom_fields: Object.entries((custom_fields ?? {}) as IDataObject)
			.filter(isFilled)
			.map(([name, value]) => [name, clean(value)] as [string, IDataObject])
			.toSorted(([one], [other]) => (one < other ? -1 : 1)),
	};
}

/** What the sandbox keeps, by the email or ID of the profile and the name or ID of the field. */
export type Kept = Map<string, unknown>;

export function kept({ profiles }: VomeDatabase): Kept {
	const all: Kept = new Map();
	const plain = (one: { value: unknown }) =>
		typeof one.value === 'object' ? (one.value as IDataObject).value : one.value;
	for (const { id, custom_fields, ...profile } of profiles) {
		const values = custom_fields.map(
			({ custom_field: { id: field, name }, custom_field_value }) => [
				`${name} (${field})`,
				Array.isArray(custom_field_value)
					? custom_field_value.map(plain)
					: custom_field_value && plain(custom_field_value),
			],
		);
		const { custom_fields: fields, ...rest } = comparable({
			...profile,
			custom_fields: Object.fromEntries(values) as IDataObject,
		});
		for (const [name, value] of [
			...Object.entries(rest),
			...(fields as Array<[string, unknown]>),
		]) {
			all.set(`${id}: ${name}`, value);
		}
	}
	return all;
}

/** Each value that is not the same in both, in words. */
export function changes(before: Kept, after: Kept): string[] {
	const show = (value: unknown) => JSON.stringify(value) ?? 'nothing';
	return [...new Set([...before.keys(), ...after.keys()])]
		.map((place) => ({ place, was: before.get(place), is: after.get(place) }))
		.filter(({ was, is }) => !isDeepStrictEqual(was, is))
		.map(({ place, was, is }) => `${place}: ${show(was)} became ${show(is)}`);
}
