/** The objects of the Vome API as its documentation shows them. */

export interface Category {
	id: string;
	title: string;
	description: string;
}

/** contract/vome.md 4.6 */
export interface Opportunity {
	id: string;
	created_at: string;
	category: Category;
	title: string;
	description: string;
	/** Null or absent unless the opportunity is published (contract/vome.md 4.7 no. 33). */
	share_opportunity_url?: string | null;
}

/** contract/vome.md 4.5 */
export interface Shift {
	id: string;
	created_at: string;
	shift_start_at: string;
	shift_end_at: string;
	spots: number;
	spots_reserved: number;
	spots_available: number;
	opportunity: Opportunity;
	shift_location: string;
	shift_title: string;
	shift_description: string;
	share_shift_url: string;
	title: string;
	description: string;
}

/** contract/vome.md 4.3 */
export interface Reservation {
	id: string;
	shift: {
		id: string;
		created_at: string;
		shift_start_at: string;
		shift_end_at: string;
		spots: number;
		shift_title: string;
		shift_description: null;
	};
	created_at: string;
	status: number;
	arrival_time: string | null;
	departure_time: string | null;
	hours_approved_by: { first_name: string; last_name: string; email: string } | null;
	logged_hours: number;
	user: {
		id: string;
		first_name: string;
		last_name: string;
		email: string;
		gender: number | null;
		address: string;
		phone_number: string;
		date_of_birth: string | null;
		timezone: string;
		address_coordinates: string[];
	};
	opportunity: { id: string; category: Category; title: string; description: string };
}

export interface SelectionOption {
	id: string;
	value: string;
	order: number;
}

export interface CustomFieldDefinition {
	id: string;
	name: string;
	field_type: number;
	is_active: boolean;
	/** Single and multiple selection only. */
	options?: SelectionOption[];
}

export type CustomFieldScalar = string | number | boolean | SelectionOption;
export interface CustomFieldValue {
	id: string;
	value: CustomFieldScalar;
}

export interface CustomFieldEntry {
	id: string;
	custom_field: CustomFieldDefinition;
	created_at?: string;
	custom_field_value: CustomFieldValue | CustomFieldValue[] | null;
}

export interface ProfileDetails {
	first_name: string;
	last_name: string;
	full_name: string;
	email: string;
	profile_image: string;
	phone_number: string;
	date_of_birth: string | null;
	gender: number | null;
	gender_text: string;
	occupation: number | null;
	occupation_institution_name: string;
	skills: Array<{ id: string; skill_title: string }>;
	languages: Array<{ id: string; language_name: string }>;
	address: string;
	latitude_longitude?: string[];
	address_coordinates?: string[];
	age: number | null;
}

/** contract/vome.md 4.1 */
export interface Profile {
	id: string;
	logged_hours: number;
	is_offline: boolean;
	is_following: boolean;
	emergency_contact: { name: string; phone_number: string; relationship: string };
	medical_information: { description: string; has_medical_info: boolean };
	profile_details: ProfileDetails;
	opportunities: Array<{
		id: string;
		opportunity: { id: string; title: string; category: { id: string; title: string } };
	}>;
	most_recent_shift: string | null;
	completed_shifts: number;
	profile_tags: Array<{ id: string; tag: { id: string; tag_title: string } }>;
	custom_fields: CustomFieldEntry[];
}

/** Custom field types, stated in contract/vome.md 4.1. */
export const fieldType = {
	general: 0,
	number: 1,
	singleSelection: 2,
	multipleSelection: 3,
	dateTime: 4,
	email: 5,
	attachment: 6,
	url: 7,
	address: 8,
	uniqueId: 9,
	boolean: 10,
	formula: 11,
	date: 12,
} as const;
