/** Bodies of the three writes (contract/vome.md 4.2). What no page shows is refused. */

const string = { type: 'string' };

function object(properties: Record<string, object>): object {
	return { type: 'object', properties, additionalProperties: false };
}

const person = object({
	emergency_contact: object({ name: string, phone_number: string, relationship: string }),
	medical_information: object({
		description: string,
		// The string is what the pages show, the boolean what reading gives (contract/vome.md 4.7 no. 3).
		has_medical_info: { enum: [true, false, 'true', 'false'] },
	}),
	occupation_info: object({
		occupation: { enum: [0, 1, 2, 3, null] },
		occupation_institution_name: string,
	}),
	profile_data: object({
		id: string,
		first_name: string,
		last_name: string,
		email: string,
		phone_number: string,
		date_of_birth: { type: ['string', 'null'], format: 'date' },
		gender: { enum: [0, 1, 2, 3, null] },
		address: string,
		address_coordinates: { type: 'array', items: string, minItems: 2, maxItems: 2 },
	}),
	custom_field_data: {
		type: 'array',
		items: object({
			custom_field_id: string,
			custom_field_name: string,
			// Strings are shown; how other types of fields are written is not (contract/vome.md 7 no. 5).
			custom_field_user_value: {
				anyOf: [
					{ type: ['string', 'number', 'boolean', 'null'] },
					{ type: 'array', items: string },
				],
			},
		}),
	},
});

const people = { type: 'array', items: person };

export const writeSchema = object({
	unique_identifier: object({
		identifier_type: { type: ['integer', 'null'] },
		unique_custom_field: string,
	}),
	invite_user_to_vome: { type: 'boolean' },
	// FR is inferred: only EN is shown (contract/vome.md 7 no. 6).
	invite_language: { enum: ['EN', 'FR'] },
	invite_message: string,
	users_data: people,
	volunteers_data: people,
});

export interface CustomFieldInput {
	custom_field_id?: string;
	custom_field_name?: string;
	custom_field_user_value?: string | number | boolean | string[] | null;
}

export interface PersonInput {
	emergency_contact?: { name?: string; phone_number?: string; relationship?: string };
	medical_information?: { description?: string; has_medical_info?: boolean | 'true' | 'false' };
	occupation_info?: { occupation?: number | null; occupation_institution_name?: string };
	profile_data?: {
		id?: string;
		first_name?: string;
		last_name?: string;
		email?: string;
		phone_number?: string;
		date_of_birth?: string | null;
		gender?: number | null;
		address?: string;
		address_coordinates?: string[];
	};
	custom_field_data?: CustomFieldInput[];
}

export interface WriteBody {
	unique_identifier?: { identifier_type?: number | null; unique_custom_field?: string };
	invite_user_to_vome?: boolean;
	invite_language?: 'EN' | 'FR';
	invite_message?: string;
	users_data?: PersonInput[];
	volunteers_data?: PersonInput[];
}
