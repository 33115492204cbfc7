/** What a write makes of a person's profile. */
import { writeCustomFields } from './customFields.mts';
import { ageOf, today } from './data.mts';
import { VomeError } from './errors.mts';
import type { Quirks } from './quirks.mts';
import type { PersonInput } from './schemas.mts';
import type { CustomFieldDefinition, Profile } from './types.mts';

/** A profile with nothing in it. */
export function blankProfile(id: string): Profile {
	return {
		id,
		logged_hours: 0,
		is_offline: true,
		is_following: false,
		emergency_contact: { name: '', phone_number: '', relationship: '' },
		medical_information: { description: '', has_medical_info: false },
		profile_details: {
			first_name: '',
			last_name: '',
			full_name: '',
			email: '',
			profile_image: '/media/images/user/profile_image/default.jpg',
			phone_number: '',
			date_of_birth: null,
			gender: null,
			gender_text: '',
			occupation: null,
			occupation_institution_name: '',
			skills: [],
			languages: [],
			address: '',
			age: null,
		},
		opportunities: [],
		most_recent_shift: null,
		completed_shifts: 0,
		profile_tags: [],
		custom_fields: [],
	};
}

/** The profile without all that a write can set, except what every profile must have. */
export function clearedProfile(profile: Profile): Profile {
	const blank = blankProfile(profile.id);
	const { first_name, last_name, email, profile_image, gender_text, skills, languages } =
		profile.profile_details;
	return {
		...profile,
		emergency_contact: blank.emergency_contact,
		medical_information: blank.medical_information,
		profile_details: {
			...blank.profile_details,
			...{ first_name, last_name, email, profile_image, gender_text, skills, languages },
		},
		custom_fields: [],
	};
}

/** An import takes digits, spaces, dashes and parentheses; "+" is in every example (contract/vome.md 4.2). */
const phonePattern = /^[-+\d ().]*$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function check(person: PersonInput, { bodyBooleans }: Quirks): void {
	const { email, phone_number } = person.profile_data ?? {};
	const medical = person.medical_information?.has_medical_info;
	const wrongType = { both: 'none', true: 'string', '"true"': 'boolean' }[bodyBooleans];
	if (typeof medical === wrongType) {
		throw new VomeError(400, 'The value is not of the right type.', { param: 'has_medical_info' });
	}
	if (email !== undefined && !emailPattern.test(email)) {
		throw new VomeError(400, 'The email address is not valid.', { param: 'email' });
	}
	if (phone_number !== undefined && !phonePattern.test(phone_number)) {
		throw new VomeError(400, 'A phone number holds no letters.', { param: 'phone_number' });
	}
}

/** A new profile object with the person's data in it; the old one stays as it is. */
export function applyPerson(
	profile: Profile,
	person: PersonInput,
	fields: readonly CustomFieldDefinition[],
	quirks: Quirks,
	newId: () => string,
): Profile {
	check(person, quirks);
	const { address_coordinates: coordinates, ...data } = person.profile_data ?? {};
	// It identifies the person and is no field of the details.
	delete data.id;
	const { has_medical_info: medical, ...medicalRest } = person.medical_information ?? {};
	const details = { ...profile.profile_details, ...data, ...person.occupation_info };
	details.full_name = `${details.first_name} ${details.last_name}`;
	details.age = details.date_of_birth === null ? null : ageOf(details.date_of_birth);
	if (details.gender !== 2) details.gender_text = '';
	if (coordinates) {
		if (details.address_coordinates) details.address_coordinates = coordinates;
		else details.latitude_longitude = coordinates;
	}
	return {
		...profile,
		emergency_contact: { ...profile.emergency_contact, ...person.emergency_contact },
		medical_information: {
			...profile.medical_information,
			...medicalRest,
			...(medical !== undefined && { has_medical_info: String(medical) === 'true' }),
		},
		profile_details: details,
		custom_fields: writeCustomFields(
			profile.custom_fields,
			person.custom_field_data ?? [],
			fields,
			quirks,
			newId,
			`${today}T12:00:00.000000Z`,
		),
	};
}
