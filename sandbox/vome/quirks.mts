/**
 * Everything about the Vome API that its pages leave open or contradict, as switches. What they cite
 * are contradictions (contract/vome.md 4.7) and unknowns (contract/vome.md 7).
 */
import { type QuirksOf, defaultsOf, defineQuirks } from '../quirks.mts';

const searchBy = ['reject', 'ignore', 'exact', 'partial'] as const;

export const quirkTable = defineQuirks({
	links: {
		default: 'own',
		choices: ['own', 'http', 'ip', 'foreign', 'self', 'none'],
		about: 'Where `next` and `previous` point to (contract/vome.md 2 and 4.7 no. 11).',
	},
	count: {
		default: 'number',
		choices: ['number', 'string', 'null', 'missing', 'tooHigh', 'tooLow', 'cached'],
		about:
			'How lists give `count`; contract/vome.md 2 says an integer. `cached` lags one record behind, and `next` with it.',
	},
	unlisted: {
		default: null,
		type: 'positiveOrNull',
		about:
			'How many records, the last ones, are counted and never listed. No page says so: web APIs that hide records from some users do.',
	},
	pastTheEnd: {
		default: 'notFound',
		choices: ['notFound', 'empty'],
		about: 'The answer to a page after the last one (contract/vome.md 7 no. 15).',
	},
	cappedLimit: {
		default: null,
		type: 'positiveOrNull',
		about: 'The most rows on a page, whatever the `limit` (contract/vome.md 7 no. 15).',
	},
	refusedLimit: {
		default: null,
		type: 'positiveOrNull',
		about: 'A `limit` above this is refused, below the documented 100 (contract/vome.md 7 no. 15).',
	},
	slowLimit: {
		default: null,
		type: 'positiveOrNull',
		about:
			'A `limit` above this takes too long: the answer is status 504 (contract/vome.md 7 no. 15).',
	},
	pageIgnored: {
		default: false,
		type: 'boolean',
		about: 'The server answers every page with page 1 (contract/vome.md 7 no. 15).',
	},
	bareArray: {
		default: false,
		type: 'boolean',
		about: 'Lists come as an array without an envelope (contract/vome.md 4.7 no. 11).',
	},
	order: {
		default: 'stable',
		choices: ['stable', 'shuffled', 'groups'],
		about:
			'The order of unsorted lists; `shuffled` gives each request another one, `groups` sorts by a field with ten values alone (contract/vome.md 7 no. 15).',
	},
	unknownParameters: {
		default: 'reject',
		choices: ['reject', 'ignore'],
		about: 'What happens with query parameters that no page lists (contract/vome.md 7 no. 14).',
	},
	unknownFilters: {
		default: [],
		type: 'texts',
		about:
			'Search filters that the server does not know although a page lists them; it treats them as unknownParameters says (contract/vome.md 7 no. 14).',
	},
	ties: {
		default: 'stable',
		choices: ['stable', 'shuffled'],
		about:
			'Rows that are equal in `ordering`; `shuffled` gives each request another order of them (contract/vome.md 7 no. 15).',
	},
	profileSearchBy: {
		members: {
			email: {
				default: 'reject',
				choices: searchBy,
				about: 'Searching profiles by `email`, which no page lists (contract/vome.md 7 no. 2).',
			},
			id: {
				default: 'reject',
				choices: searchBy,
				about: 'Searching profiles by `id`, which no page lists (contract/vome.md 7 no. 2).',
			},
		},
	},
	profilePath: {
		default: true,
		type: 'boolean',
		about: 'GET /api/profiles/{id}/ exists (contract/vome.md 7 no. 3).',
	},
	opportunityPath: {
		default: true,
		type: 'boolean',
		about: 'GET /api/opportunities/{id}/ exists (contract/vome.md 7 no. 9).',
	},
	noSuchRoute: {
		default: 404,
		choices: [404, 405],
		about:
			'The answer where a path, or a method of it, does not exist; contract/vome.md 3 lists 404 alone.',
	},
	queryBooleans: {
		default: 'True',
		choices: ['True', 'true', 'any'],
		about:
			'How a filter takes yes or no; with `any`, each text is yes, as in careless code (contract/vome.md 4.7 no. 15).',
	},
	otherQueryBooleans: {
		default: 'reject',
		choices: ['reject', 'ignore', 'no', 'nothing'],
		about:
			'What a filter does with the other form: refuse it, send everything, take it for no, or send nothing (contract/vome.md 7 no. 14).',
	},
	shiftDateZone: {
		default: 0,
		type: 'integer',
		about:
			'Hours that the days of `shift_date` filters are ahead of UTC (contract/vome.md 7 no. 19).',
	},
	departureParameter: {
		default: 'departure_time',
		choices: ['departure_time', 'depature_time', 'both'],
		about:
			'Spelling of the reservations filter on the time of departure (contract/vome.md 4.7 no. 12).',
	},
	reservationCreatedFilters: {
		default: true,
		type: 'boolean',
		about: 'The reservations search has the `created_at` filters (contract/vome.md 4.7 no. 13).',
	},
	reservationUserId: {
		default: 'profile',
		choices: ['profile', 'other'],
		about:
			'Whether `user.id` of a reservation is the ID of the profile (contract/vome.md 7 no. 17).',
	},
	coordinates: {
		default: 'mixed',
		choices: ['mixed', 'latitude_longitude', 'address_coordinates'],
		about: 'Name of the coordinates in a profile (contract/vome.md 4.7 no. 20).',
	},
	tagName: {
		default: 'tag_title',
		choices: ['tag_title', 'title'],
		about: 'Name of the text of a tag (contract/vome.md 4.7 no. 21).',
	},
	categoryShape: {
		default: 'idAndTitle',
		choices: ['idAndTitle', 'titleOnly'],
		about: 'What a category inside a profile holds (contract/vome.md 4.7 no. 22).',
	},
	enums: {
		default: 'integers',
		choices: ['integers', 'strings'],
		about:
			'gender, occupation, field_type, order and status as numbers or as strings of digits (contract/vome.md 4.7 no. 14 and 18).',
	},
	customFieldValues: {
		default: 'array',
		choices: ['array', 'object'],
		about:
			'The value of a multiple selection; `object` gives the first choice or null (contract/vome.md 4.7 no. 23).',
	},
	customFieldNumbers: {
		default: 'numbers',
		choices: ['numbers', 'strings'],
		about: 'Numbers in custom field values as numbers or as strings (contract/vome.md 7 no. 5).',
	},
	profileShape: {
		default: 'nested',
		choices: ['nested', 'flat'],
		about:
			'`profile_details` as an object of its own, or its fields beside `id` (contract/vome.md 4.7 no. 11).',
	},
	fullName: {
		default: 'filled',
		choices: ['filled', 'empty'],
		about: '`full_name` can be "" although both names are set (contract/vome.md 4.1).',
	},
	missingFields: {
		default: [],
		type: 'texts',
		about:
			'Paths of fields that records in lists lack, such as `profile_details.address`. No page says so.',
	},
	missingFrom: {
		default: 'all',
		choices: ['all', 'some'],
		about: 'Whether all records lack the missing fields, or some.',
	},
	hasMedicalInfo: {
		default: 'boolean',
		choices: ['boolean', 'string'],
		about: 'Type of `has_medical_info` when reading (contract/vome.md 4.7 no. 3).',
	},
	errorShape: {
		default: 'documented',
		choices: ['documented', 'detail', 'fields', 'vague'],
		about:
			'Body of errors; `detail` and `fields` are those of Django REST Framework, `vague` names no parameter (contract/vome.md 3 and 7 no. 16).',
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
		about: 'Names that the array of people may have (contract/vome.md 4.7 no. 1).',
	},
	otherPayloadKey: {
		default: 'reject',
		choices: ['reject', 'ignore'],
		about:
			'What a write does with people under the other name: refuse it, or write nobody and say ok (contract/vome.md 7 no. 4).',
	},
	upsertMethod: {
		default: 'PUT',
		choices: ['PUT', 'POST'],
		about: 'The method of /api/profiles/bulk-upsert/ (contract/vome.md 4.7 no. 2).',
	},
	severalChoices: {
		default: 'both',
		choices: ['both', 'list', 'text'],
		about: 'How several choices of a custom field are written (contract/vome.md 7 no. 5).',
	},
	bodyBooleans: {
		default: 'both',
		choices: ['both', 'true', '"true"'],
		about: 'How `has_medical_info` is written (contract/vome.md 4.7 no. 3).',
	},
	writeAnswer: {
		default: 'perPerson',
		choices: ['perPerson', 'array', 'groups', 'counts', 'profiles', 'message', 'empty'],
		about: 'Answer of the three writes (contract/vome.md 7 no. 4).',
	},
	createStatus: {
		default: 200,
		choices: [200, 201],
		about: 'Status of a create that worked; the documented list lacks 201 (contract/vome.md 3).',
	},
	partialFailure: {
		default: 'rejectAll',
		choices: ['rejectAll', 'writeOthers'],
		about:
			'With a wrong person among the people: refuse all, or write the others (contract/vome.md 7 no. 4).',
	},
	existingPerson: {
		default: 'skip',
		choices: ['skip', 'conflict', 'reject'],
		about: 'What a create does with a person who exists (contract/vome.md 4.2 and 7 no. 4).',
	},
	existingWords: {
		default: 'The profile exists already.',
		type: 'text',
		about: 'What a create says of a person who exists (contract/vome.md 7 no. 16).',
	},
	missingPerson: {
		default: 'reject',
		choices: ['reject', 'skip'],
		about: 'What an update does with a person who does not exist (contract/vome.md 7 no. 4).',
	},
	omittedFields: {
		default: 'keep',
		choices: ['keep', 'clear'],
		about: 'What a write does to the fields that a person leaves out (contract/vome.md 7 no. 4).',
	},
	uniqueCustomFieldBy: {
		default: 'both',
		choices: ['id', 'name', 'both'],
		about: 'How `unique_custom_field` names the field (contract/vome.md 7 no. 4).',
	},
	customFieldIdentifierType: {
		default: 2,
		type: 'integer',
		about:
			'The `identifier_type` of a Unique ID custom field; its place in the list of codes is unread (contract/vome.md 4.2).',
	},
	maxPeople: {
		default: null,
		type: 'positiveOrNull',
		about: 'The most people that a write takes (contract/vome.md 7 no. 4).',
	},
	largestWrite: {
		default: null,
		type: 'positiveOrNull',
		about:
			'The most bytes that a write takes, see tooLargeWrite; no page lists a limit (contract/vome.md 7 no. 4).',
	},
	tooLargeWrite: {
		default: 'refuse',
		choices: ['refuse', 'webPage', 'drop'],
		about:
			'The answer to a write above largestWrite: status 413 from the API, or with a web page from a proxy, or none (contract/vome.md 7 no. 4).',
	},
	slowPeople: {
		default: null,
		type: 'positiveOrNull',
		about:
			'A write of more people takes too long: the answer is status 504 (contract/vome.md 7 no. 4).',
	},
	fourByteText: {
		default: 'take',
		choices: ['take', 'fail', 'block'],
		about:
			'What a write does with characters of four bytes, such as emojis: take them, break down with status 500, or be stopped by a firewall with a web page and status 403 (contract/vome.md 7 no. 16).',
	},
	errorNumbers: {
		default: false,
		type: 'boolean',
		about: 'Errors have a number that differs each time (contract/vome.md 7 no. 16).',
	},
	errorParam: {
		default: 'field',
		choices: ['field', 'path'],
		about:
			'`param` of an error about a person: the field alone, as the page shows it, or its path (contract/vome.md 3).',
	},
});

export type Quirks = QuirksOf<typeof quirkTable>;

export const defaultQuirks: Readonly<Quirks> = defaultsOf(quirkTable);
