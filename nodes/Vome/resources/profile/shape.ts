import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { TellingShape } from '../../../shared/form/output';
import { fieldsOf, filled } from '../../../shared/form/output';
import { isSameText } from '../../../shared/lists/filters';
import {
	asObject,
	asObjects,
	given,
	ifGiven,
	isObject,
	value,
	within,
} from '../../../shared/records';
import { parseUrl } from '../../../shared/url';
import { code, codeNumber, label } from '../../shared/codes';
import { personName } from '../../shared/texts';

/** Labels from the attribute list; the sample's comments are wrong (contract/vome.md 4.7 no. 16 and 17). */
export const GENDERS = ['Male', 'Female', 'Other', 'Rather not say'];
export const OCCUPATIONS = ['Student', 'Professional', 'Retiree', 'Other'];

/** Types of custom fields (contract/vome.md 4.1). */
export const FIELD_TYPES = {
	number: 1,
	singleSelection: 2,
	multipleSelection: 3,
	dateTime: 4,
	email: 5,
	attachment: 6,
	uniqueId: 9,
	boolean: 10,
	formula: 11,
	date: 12,
};

/**
 * A profile's output (contract/vome.md 4.1 and 4.7). `origin` completes the path of the profile
 * image, which Vome sends without a host.
 */
export function profileShape(origin: string) {
	return {
		flatten: (profile) => filled(tell(profile, origin), EMPTIES),
		simplify,
		tell: (profile) => tell(profile, origin),
		own: { field: 'custom_fields', loadOptionsMethod: 'getProfileFields' },
	} satisfies TellingShape;
}

const NAMES = ['full_name', 'first_name', 'last_name'];

const EMPTIES = {
	full_name: () => '',
	tags: () => [],
	skills: () => [],
	languages: () => [],
	opportunities: () => [],
	custom_fields: () => ({}),
};

export const PROFILE_FIELDS: readonly string[] = fieldsOf(profileShape(''));

function simplify(profile: IDataObject): IDataObject {
	const details = detailsOf(profile);
	return {
		id: value(profile.id),
		first_name: value(details.first_name),
		last_name: value(details.last_name),
		email: value(details.email),
		phone_number: value(details.phone_number),
		is_offline: value(profile.is_offline),
		logged_hours: value(profile.logged_hours),
		completed_shifts: value(profile.completed_shifts),
		opportunities: asObjects(profile.opportunities).map((link) =>
			value(asObject(link.opportunity).title),
		),
		custom_fields: customFields(profile),
	};
}

function tell(profile: IDataObject, origin: string): IDataObject {
	const details = detailsOf(profile);
	const { emergency_contact: emergency, medical_information: medical } = profile;
	const gender = ifGiven(details.gender, code);
	const occupation = ifGiven(details.occupation, code);
	const [latitude, longitude] = coordinates(details);
	return {
		id: given(profile.id),
		first_name: given(details.first_name),
		last_name: given(details.last_name),
		full_name: NAMES.every((name) => details[name] === undefined) ? undefined : fullName(details),
		email: given(details.email),
		phone_number: given(details.phone_number),
		date_of_birth: given(details.date_of_birth),
		age: given(details.age),
		gender: label(GENDERS, gender),
		gender_code: ifGiven(gender, codeNumber),
		gender_text: given(details.gender_text),
		occupation: label(OCCUPATIONS, occupation),
		occupation_code: ifGiven(occupation, codeNumber),
		occupation_institution_name: given(details.occupation_institution_name),
		address: given(details.address),
		latitude,
		longitude,
		profile_image_url: ifGiven(details.profile_image, (path) => imageUrl(path, origin)),
		is_offline: given(profile.is_offline),
		is_following: given(profile.is_following),
		logged_hours: given(profile.logged_hours),
		completed_shifts: given(profile.completed_shifts),
		most_recent_shift: given(profile.most_recent_shift),
		tags: ifGiven(profile.profile_tags, () => tagNames(profile)),
		skills: ifGiven(details.skills, (skills) =>
			asObjects(skills).map((skill) => value(skill.skill_title)),
		),
		languages: ifGiven(details.languages, (languages) =>
			asObjects(languages).map((language) => value(language.language_name)),
		),
		opportunities: ifGiven(profile.opportunities, (links) =>
			asObjects(links).map((link) => {
				const opportunity = asObject(link.opportunity);
				return {
					id: value(opportunity.id),
					title: value(opportunity.title),
					category: value(asObject(opportunity.category).title),
				};
			}),
		),
		emergency_contact_name: within(emergency, 'name'),
		emergency_contact_phone_number: within(emergency, 'phone_number'),
		emergency_contact_relationship: within(emergency, 'relationship'),
		medical_description: within(medical, 'description'),
		has_medical_info: ifGiven(within(medical, 'has_medical_info'), toBoolean),
		custom_fields: ifGiven(profile.custom_fields, () => customFields(profile)),
	};
}

/** An older page shows the details beside the id instead of nested (contract/vome.md 4.7 no. 11). */
export function detailsOf(profile: IDataObject): IDataObject {
	return isObject(profile.profile_details) ? profile.profile_details : profile;
}

function fullName(details: IDataObject): GenericValue {
	const { full_name } = details;
	if (typeof full_name === 'string' && full_name.trim() !== '') return full_name;
	return personName(details) ?? '';
}

/** The attribute list and the sample name this field differently (contract/vome.md 4.7 no. 20). */
function coordinates(details: IDataObject): [GenericValue, GenericValue] {
	const pair = details.latitude_longitude ?? details.address_coordinates;
	if (pair === undefined) return [undefined, undefined];
	return Array.isArray(pair) && pair.length === 2 ? [value(pair[0]), value(pair[1])] : [null, null];
}

function imageUrl(path: unknown, origin: string): string | null {
	if (typeof path !== 'string' || path === '') return null;
	return parseUrl(path, origin)?.href ?? path;
}

/** The name of a tag has two field names (contract/vome.md 4.7 no. 21). */
export function tagNames(profile: IDataObject): GenericValue[] {
	return asObjects(profile.profile_tags).map((link) => {
		const tag = asObject(link.tag);
		return value(tag.tag_title ?? tag.title);
	});
}

/** By name; if two fields share a name, the later one becomes `name (id)`. */
function customFields(profile: IDataObject): IDataObject {
	const fields: IDataObject = {};
	for (const entry of asObjects(profile.custom_fields)) {
		const field = asObject(entry.custom_field);
		const name = String(field.name ?? field.id ?? '');
		const key = Object.hasOwn(fields, name) ? `${name} (${String(field.id)})` : name;
		setOwn(fields, key, customValue(entry.custom_field_value, code(field.field_type)));
	}
	return fields;
}

/** The value of a custom field, by its name in the output or its ID; null if there is none. */
export function customFieldValue(profile: IDataObject, nameOrId: string): GenericValue {
	const named = Object.entries(customFields(profile)).find(([name]) => isSameText(name, nameOrId));
	if (named !== undefined) return named[1] as GenericValue;
	const entry = asObjects(profile.custom_fields).find(({ custom_field }) =>
		isSameText(String(asObject(custom_field).id), nameOrId),
	);
	if (entry === undefined) return null;
	return customValue(entry.custom_field_value, code(asObject(entry.custom_field).field_type));
}

/** Assigning to __proto__ would lose a custom field of that name. */
function setOwn(target: IDataObject, key: string, value: GenericValue): void {
	if (key === '__proto__') {
		Object.defineProperty(target, key, {
			value,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	} else {
		target[key] = value;
	}
}

/** Objects nest the value once or twice; several choices are an array (contract/vome.md 4.7 no. 23). */
function customValue(raw: unknown, type: unknown): GenericValue {
	if (Array.isArray(raw)) {
		const values = raw.map(innerValue);
		return type === FIELD_TYPES.multipleSelection || values.length > 1
			? values
			: (values[0] ?? null);
	}
	const inner = innerValue(raw);
	if (type === FIELD_TYPES.multipleSelection) return inner === null ? [] : [inner];
	return type === FIELD_TYPES.boolean ? toBoolean(inner) : inner;
}

function innerValue(raw: unknown): GenericValue {
	let inner = raw;
	while (isObject(inner) && 'value' in inner) inner = inner.value;
	return value(inner);
}

/** Vome may send booleans as text (contract/vome.md 4.7 no. 3). */
function toBoolean(raw: unknown): GenericValue {
	if (typeof raw !== 'string') return value(raw);
	const text = raw.toLowerCase();
	return text === 'true' || text === 'false' ? text === 'true' : raw;
}
