/**
 * Everything about the Vome API that its pages leave open or contradict, as switches. The numbers
 * point into the contract: "4.7 no. 20" is a contradiction, "unknown 5" an entry of section 7.
 */
import { type QuirksOf, defaultsOf, defineQuirks } from '../quirks.mts';

const searchBy = ['reject', 'ignore', 'exact', 'partial'] as const;

export const quirkTable = defineQuirks({
	links: {
		default: 'own',
		choices: ['own', 'http', 'ip', 'foreign', 'self', 'none'],
		about: 'Where `next` and `previous` point to (section 2; 4.7 no. 11).',
	},
	count: {
		default: 'number',
		choices: ['number', 'string', 'null', 'missing', 'tooHigh', 'tooLow'],
		about: 'How lists give `count`; section 2 says an integer.',
	},
	pastTheEnd: {
		default: 'notFound',
		choices: ['notFound', 'empty'],
		about: 'The answer to a page after the last one (unknown 15).',
	},
	cappedLimit: {
		default: null,
		type: 'positiveOrNull',
		about: 'The most rows on a page, whatever the `limit` (unknown 15).',
	},
	pageIgnored: {
		default: false,
		type: 'boolean',
		about: 'The server answers every page with page 1 (unknown 15).',
	},
	bareArray: {
		default: false,
		type: 'boolean',
		about: 'Lists come as an array without an envelope (4.7 no. 11, [list-reservations]).',
	},
	order: {
		default: 'stable',
		choices: ['stable', 'shuffled'],
		about: 'The order of unsorted lists; `shuffled` gives each request another one (unknown 15).',
	},
	unknownParameters: {
		default: 'reject',
		choices: ['reject', 'ignore'],
		about: 'What happens with query parameters that no page lists (unknown 14).',
	},
	unknownFilters: {
		default: [],
		type: 'texts',
		about:
			'Search filters that the server does not know although a page lists them; it treats them as unknownParameters says (unknown 14).',
	},
	ties: {
		default: 'stable',
		choices: ['stable', 'shuffled'],
		about:
			'Rows that are equal in `ordering`; `shuffled` gives each request another order of them (unknown 15).',
	},
	profileSearchBy: {
		members: {
			email: {
				default: 'reject',
				choices: searchBy,
				about: 'Searching profiles by `email`, which no page lists (unknown 2).',
			},
			id: {
				default: 'reject',
				choices: searchBy,
				about: 'Searching profiles by `id`, which no page lists (unknown 2).',
			},
		},
	},
	profilePath: {
		default: true,
		type: 'boolean',
		about: 'GET /api/profiles/{id}/ exists (unknown 3).',
	},
	departureParameter: {
		default: 'departure_time',
		choices: ['departure_time', 'depature_time', 'both'],
		about: 'Spelling of the reservations filter on the time of departure (4.7 no. 12).',
	},
	reservationCreatedFilters: {
		default: true,
		type: 'boolean',
		about: 'The reservations search has the `created_at` filters (4.7 no. 13).',
	},
	reservationUserId: {
		default: 'profile',
		choices: ['profile', 'other'],
		about: 'Whether `user.id` of a reservation is the ID of the profile (unknown 17).',
	},
	coordinates: {
		default: 'mixed',
		choices: ['mixed', 'latitude_longitude', 'address_coordinates'],
		about: 'Name of the coordinates in a profile (4.7 no. 20).',
	},
	tagName: {
		default: 'tag_title',
		choices: ['tag_title', 'title'],
		about: 'Name of the text of a tag (4.7 no. 21).',
	},
	categoryShape: {
		default: 'idAndTitle',
		choices: ['idAndTitle', 'titleOnly'],
		about: 'What a category inside a profile holds (4.7 no. 22).',
	},
	enums: {
		default: 'integers',
		choices: ['integers', 'strings'],
		about:
			'gender, occupation, field_type, order and status as numbers or as strings of digits (4.7 no. 14 and 18).',
	},
	customFieldValues: {
		default: 'array',
		choices: ['array', 'object'],
		about:
			'The value of a multiple selection; `object` gives the first choice or null (4.7 no. 23).',
	},
	customFieldNumbers: {
		default: 'numbers',
		choices: ['numbers', 'strings'],
		about: 'Numbers in custom field values as numbers or as strings (unknown 5).',
	},
	profileShape: {
		default: 'nested',
		choices: ['nested', 'flat'],
		about: '`profile_details` as an object of its own, or its fields beside `id` (4.7 no. 11).',
	},
	fullName: {
		default: 'filled',
		choices: ['filled', 'empty'],
		about: '`full_name` can be "" although both names are set (4.1).',
	},
	hasMedicalInfo: {
		default: 'boolean',
		choices: ['boolean', 'string'],
		about: 'Type of `has_medical_info` when reading (4.7 no. 3).',
	},
	errorShape: {
		default: 'documented',
		choices: ['documented', 'detail', 'fields'],
		about:
			'Body of errors; `detail` and `fields` are those of Django REST Framework (section 3, unknown 16).',
	},
	echoKeyInErrors: {
		default: false,
		type: 'boolean',
		about:
			'Errors repeat the key that came with the request. No page says so: the nodes must never show it.',
	},
	payloadKeys: {
		default: 'both',
		choices: ['both', 'users_data', 'volunteers_data'],
		about: 'Names that the array of people may have (4.7 no. 1).',
	},
	writeAnswer: {
		default: 'perPerson',
		choices: ['perPerson', 'array', 'groups', 'counts', 'profiles', 'message', 'empty'],
		about: 'Answer of the three writes (unknown 4).',
	},
	createStatus: {
		default: 200,
		choices: [200, 201],
		about: 'Status of a create that worked; the documented list lacks 201 (section 3).',
	},
	partialFailure: {
		default: 'rejectAll',
		choices: ['rejectAll', 'writeOthers'],
		about: 'With a wrong person among the people: refuse all, or write the others (unknown 4).',
	},
	existingPerson: {
		default: 'skip',
		choices: ['skip', 'conflict', 'reject'],
		about: 'What a create does with a person who exists (4.2, unknown 4).',
	},
	missingPerson: {
		default: 'reject',
		choices: ['reject', 'skip'],
		about: 'What an update does with a person who does not exist (unknown 4).',
	},
	omittedFields: {
		default: 'keep',
		choices: ['keep', 'clear'],
		about: 'What a write does to the fields that a person leaves out (unknown 4).',
	},
	uniqueCustomFieldBy: {
		default: 'both',
		choices: ['id', 'name', 'both'],
		about: 'How `unique_custom_field` names the field (unknown 4).',
	},
	customFieldIdentifierType: {
		default: 2,
		type: 'integer',
		about:
			'The `identifier_type` of a Unique ID custom field; the page cuts off the list of codes (4.2).',
	},
	maxPeople: {
		default: null,
		type: 'positiveOrNull',
		about: 'The most people that a write takes (unknown 4).',
	},
	errorParam: {
		default: 'field',
		choices: ['field', 'path'],
		about:
			'`param` of an error about a person: the field alone, as the page shows it, or its path (section 3).',
	},
});

export type Quirks = QuirksOf<typeof quirkTable>;

export const defaultQuirks: Readonly<Quirks> = defaultsOf(quirkTable);
