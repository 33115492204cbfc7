/**
 * Everything about the Vome API that its pages leave open or contradict, as switches. The numbers
 * point into the contract: "4.7 no. 20" is a contradiction, "unknown 5" an entry of section 7.
 */
export interface Quirks {
	/** Where `next` and `previous` point to (section 2; 4.7 no. 11). */
	links: 'own' | 'http' | 'ip' | 'foreign' | 'self' | 'none';
	/** How `count` is given (section 2 types it as integer; tests want the rest). */
	count: 'number' | 'string' | 'null' | 'missing' | 'tooHigh' | 'tooLow';
	/** The answer to a page after the last one (unknown 15). */
	pastTheEnd: 'notFound' | 'empty';
	/** What happens with a `limit` over 100 (unknown 15). */
	limitAbove100: 'reject' | 'cap';
	/** The server gives at most this many rows a page, whatever was asked for (unknown 15). */
	cappedLimit: number | null;
	/** The server answers page 1 to every page (unknown 15). */
	pageIgnored: boolean;
	/** The list comes as an array without envelope (4.7 no. 11, [list-reservations]). */
	bareArray: boolean;
	/** The order of unsorted lists; 'shuffled' gives each request another one (unknown 15). */
	order: 'stable' | 'shuffled';
	/** Query parameters that no page knows (unknown 14). */
	unknownParameters: 'reject' | 'ignore';
	/**
	 * Search filters that the server does not know although a page lists them; what it does with them
	 * is up to `unknownParameters` (unknown 14).
	 */
	unknownFilters: string[];
	/** Rows that are equal in `ordering`; 'shuffled' gives each request another order of them (unknown 15). */
	ties: 'stable' | 'shuffled';
	/** Profile search filters that no page lists (unknown 2). */
	profileSearchBy: { email: SearchBy; id: SearchBy };
	/** GET /api/profiles/{id}/ exists (unknown 3). */
	profilePath: boolean;
	/** GET /api/shifts/ exists (unknown 8). */
	shiftListPath: boolean;
	/** GET /api/opportunities/ exists (unknown 9). */
	opportunityListPath: boolean;
	/** GET /api/opportunities/{id}/ exists (unknown 9). */
	opportunityPath: boolean;
	/** Spelling of the reservations filter on the time of departure (4.7 no. 12). */
	departureParameter: 'departure_time' | 'depature_time' | 'both';
	/** The reservations search knows `created_at` filters (4.7 no. 13). */
	reservationCreatedFilters: boolean;
	/** `user.id` of a reservation is the profile's id (unknown 17). */
	reservationUserId: 'profile' | 'other';
	/** Name of the coordinates in a profile (4.7 no. 20). */
	coordinates: 'mixed' | 'latitude_longitude' | 'address_coordinates';
	/** Name of a tag's text (4.7 no. 21). */
	tagName: 'tag_title' | 'title';
	/** A category inside a profile (4.7 no. 22). */
	categoryShape: 'idAndTitle' | 'titleOnly';
	/** gender, occupation, field_type, order and status as numbers or as strings of digits (4.7 no. 14 and 18). */
	enums: 'integers' | 'strings';
	/** The value of a multiple selection; 'object' gives the first choice or null (4.7 no. 23). */
	customFieldValues: 'array' | 'object';
	/** Numbers in custom field values as numbers or as strings (unknown 5). */
	customFieldNumbers: 'numbers' | 'strings';
	/** `profile_details` as an object of its own, or its fields beside `id` (4.7 no. 11). */
	profileShape: 'nested' | 'flat';
	/** `full_name` can be "" although both names are set (4.1). */
	fullName: 'filled' | 'empty';
	/** `has_medical_info` when reading (4.7 no. 3). */
	hasMedicalInfo: 'boolean' | 'string';
	/** Body of errors; the others are Django REST Framework's own (section 3, unknown 16). */
	errorShape: 'documented' | 'detail' | 'fields';
	/** The server repeats the key it got in its errors. No page says so: it must never get shown. */
	echoKeyInErrors: boolean;
	/** Names the array of people may have (4.7 no. 1). */
	payloadKeys: 'both' | 'users_data' | 'volunteers_data';
	/** Answer of the three writes (unknown 4). */
	writeAnswer: 'perPerson' | 'array' | 'groups' | 'counts' | 'profiles' | 'message' | 'empty';
	/** Status of a create that worked; 201 is not in the documented list (section 3). */
	createStatus: 200 | 201;
	/** With a wrong person among the people: refuse all, or write the others (unknown 4). */
	partialFailure: 'rejectAll' | 'writeOthers';
	/** What a create does with a person who exists (4.2, unknown 4). */
	existingPerson: 'skip' | 'conflict' | 'reject';
	/** What an update does with a person who is not found (unknown 4). */
	missingPerson: 'reject' | 'skip';
	/** What a write does to the fields that a person leaves out (unknown 4). */
	omittedFields: 'keep' | 'clear';
	/** How `unique_custom_field` names the field (unknown 4). */
	uniqueCustomFieldBy: 'id' | 'name' | 'both';
	/** The `identifier_type` of a Unique ID custom field; the list of codes is cut (4.2). */
	customFieldIdentifierType: number;
	/** The most people a write takes (unknown 4). */
	maxPeople: number | null;
	/** `param` of an error about a person: the field alone as shown, or its path (section 3). */
	errorParam: 'field' | 'path';
}

type SearchBy = 'reject' | 'ignore' | 'exact' | 'partial';

export const defaultQuirks: Readonly<Quirks> = {
	links: 'own',
	count: 'number',
	pastTheEnd: 'notFound',
	limitAbove100: 'reject',
	cappedLimit: null,
	pageIgnored: false,
	bareArray: false,
	order: 'stable',
	unknownParameters: 'reject',
	unknownFilters: [],
	ties: 'stable',
	profileSearchBy: { email: 'reject', id: 'reject' },
	profilePath: true,
	shiftListPath: true,
	opportunityListPath: true,
	opportunityPath: true,
	departureParameter: 'departure_time',
	reservationCreatedFilters: true,
	reservationUserId: 'profile',
	coordinates: 'mixed',
	tagName: 'tag_title',
	categoryShape: 'idAndTitle',
	enums: 'integers',
	customFieldValues: 'array',
	customFieldNumbers: 'numbers',
	profileShape: 'nested',
	fullName: 'filled',
	hasMedicalInfo: 'boolean',
	errorShape: 'documented',
	echoKeyInErrors: false,
	payloadKeys: 'both',
	writeAnswer: 'perPerson',
	createStatus: 200,
	partialFailure: 'rejectAll',
	existingPerson: 'skip',
	missingPerson: 'reject',
	omittedFields: 'keep',
	uniqueCustomFieldBy: 'both',
	customFieldIdentifierType: 2,
	maxPeople: null,
	errorParam: 'field',
};

const boolean = { type: 'boolean' };
const oneOf = (...values: Array<string | number>) => ({ enum: values });
const positiveOrNull = { type: ['integer', 'null'], minimum: 1 };
const searchBy = oneOf('reject', 'ignore', 'exact', 'partial');

const quirkSchemas: Record<keyof Quirks, object> = {
	links: oneOf('own', 'http', 'ip', 'foreign', 'self', 'none'),
	count: oneOf('number', 'string', 'null', 'missing', 'tooHigh', 'tooLow'),
	pastTheEnd: oneOf('notFound', 'empty'),
	limitAbove100: oneOf('reject', 'cap'),
	cappedLimit: positiveOrNull,
	pageIgnored: boolean,
	bareArray: boolean,
	order: oneOf('stable', 'shuffled'),
	unknownParameters: oneOf('reject', 'ignore'),
	unknownFilters: { type: 'array', items: { type: 'string' } },
	ties: oneOf('stable', 'shuffled'),
	profileSearchBy: {
		type: 'object',
		properties: { email: searchBy, id: searchBy },
		additionalProperties: false,
	},
	profilePath: boolean,
	shiftListPath: boolean,
	opportunityListPath: boolean,
	opportunityPath: boolean,
	departureParameter: oneOf('departure_time', 'depature_time', 'both'),
	reservationCreatedFilters: boolean,
	reservationUserId: oneOf('profile', 'other'),
	coordinates: oneOf('mixed', 'latitude_longitude', 'address_coordinates'),
	tagName: oneOf('tag_title', 'title'),
	categoryShape: oneOf('idAndTitle', 'titleOnly'),
	enums: oneOf('integers', 'strings'),
	customFieldValues: oneOf('array', 'object'),
	customFieldNumbers: oneOf('numbers', 'strings'),
	profileShape: oneOf('nested', 'flat'),
	fullName: oneOf('filled', 'empty'),
	hasMedicalInfo: oneOf('boolean', 'string'),
	errorShape: oneOf('documented', 'detail', 'fields'),
	echoKeyInErrors: boolean,
	payloadKeys: oneOf('both', 'users_data', 'volunteers_data'),
	writeAnswer: oneOf('perPerson', 'array', 'groups', 'counts', 'profiles', 'message', 'empty'),
	createStatus: oneOf(200, 201),
	partialFailure: oneOf('rejectAll', 'writeOthers'),
	existingPerson: oneOf('skip', 'conflict', 'reject'),
	missingPerson: oneOf('reject', 'skip'),
	omittedFields: oneOf('keep', 'clear'),
	uniqueCustomFieldBy: oneOf('id', 'name', 'both'),
	customFieldIdentifierType: { type: 'integer' },
	maxPeople: positiveOrNull,
	errorParam: oneOf('field', 'path'),
};

/** JSON schema of a change of quirks; names and values that do not exist are refused. */
export const quirksSchema = {
	type: 'object',
	properties: quirkSchemas,
	additionalProperties: false,
};

/** All quirks, the given ones changed. Takes a copy, so that callers cannot share an object. */
export function withQuirks(base: Readonly<Quirks>, changes: Partial<Quirks>): Quirks {
	return {
		...base,
		...changes,
		unknownFilters: [...(changes.unknownFilters ?? base.unknownFilters)],
		profileSearchBy: { ...base.profileSearchBy, ...changes.profileSearchBy },
	};
}
