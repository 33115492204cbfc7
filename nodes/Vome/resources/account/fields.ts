import type { Fields } from '../../../shared/check/fields';

// The fields of records, as far as they are known.

const category: Fields = { id: 'text', title: 'text', description: 'text' };

const options = [{ id: 'text', value: 'text', order: 'whole number' }] as const;

/** contract/vome.md 4.1 */
export const PROFILE_FIELDS: Fields = {
	id: 'text',
	logged_hours: 'whole number',
	is_offline: 'yes or no',
	is_following: 'yes or no',
	emergency_contact: { name: 'text', phone_number: 'text', relationship: 'text' },
	medical_information: { description: 'text', has_medical_info: 'yes or no' },
	profile_details: {
		first_name: 'text',
		last_name: 'text',
		full_name: 'text',
		email: 'text',
		profile_image: 'text',
		phone_number: 'text',
		date_of_birth: 'day',
		gender: 'whole number',
		gender_text: 'text',
		occupation: 'whole number',
		occupation_institution_name: 'text',
		skills: [{ id: 'text', skill_title: 'text' }],
		languages: [{ id: 'text', language_name: 'text' }],
		address: 'text',
		'latitude_longitude?': ['text'],
		'address_coordinates?': ['text'],
		age: 'whole number',
	},
	opportunities: [
		{
			id: 'text',
			opportunity: { id: 'text', title: 'text', category: { id: 'text', title: 'text' } },
		},
	],
	most_recent_shift: 'text',
	completed_shifts: 'whole number',
	profile_tags: [{ id: 'text', tag: { id: 'text', tag_title: 'text' } }],
	custom_fields: [
		{
			id: 'text',
			custom_field: {
				id: 'text',
				name: 'text',
				field_type: 'whole number',
				is_active: 'yes or no',
				'options?': options,
			},
			'created_at?': 'time',
			// One form for each type of field (contract/vome.md 4.7 no. 23).
			custom_field_value: 'anything',
		},
	],
};

/** contract/vome.md 4.3 */
export const RESERVATION_FIELDS: Fields = {
	id: 'text',
	shift: {
		id: 'text',
		created_at: 'time',
		shift_start_at: 'time',
		shift_end_at: 'time',
		spots: 'whole number',
		shift_title: 'text',
		shift_description: 'text',
	},
	created_at: 'time',
	status: 'whole number',
	arrival_time: 'time',
	departure_time: 'time',
	hours_approved_by: { first_name: 'text', last_name: 'text', email: 'text' },
	logged_hours: 'number',
	user: {
		id: 'text',
		first_name: 'text',
		last_name: 'text',
		email: 'text',
		gender: 'whole number',
		address: 'text',
		phone_number: 'text',
		date_of_birth: 'day',
		timezone: 'text',
		address_coordinates: ['text'],
	},
	opportunity: { id: 'text', category, title: 'text', description: 'text' },
};

/** contract/vome.md 4.6 */
export const OPPORTUNITY_FIELDS: Fields = {
	id: 'text',
	created_at: 'time',
	category,
	title: 'text',
	description: 'text',
	'share_opportunity_url?': 'text',
};

/** contract/vome.md 4.5 */
export const SHIFT_FIELDS: Fields = {
	id: 'text',
	created_at: 'time',
	shift_start_at: 'time',
	shift_end_at: 'time',
	spots: 'whole number',
	spots_reserved: 'whole number',
	spots_available: 'whole number',
	opportunity: OPPORTUNITY_FIELDS,
	shift_location: 'text',
	shift_title: 'text',
	shift_description: 'text',
	share_shift_url: 'text',
	title: 'text',
	description: 'text',
};
