/**
 * Everything about the Assemble API that its pages leave open or contradict, as switches. In what they
 * cite, U are unknowns (contract/assemble.md 8) and C contradictions (contract/assemble.md 7); the
 * defaults are the best guesses of contract/assemble.md 9.
 */
import { type QuirksOf, defaultsOf, defineQuirks } from '../quirks.mts';

export const quirkTable = defineQuirks({
	apiPath: {
		default: '/api',
		choices: ['/api', '', '/api/v3', '/v3'],
		about:
			'What comes before `/role-profiles` and all other paths but those of the logins (contract/assemble.md 1 and U1).',
	},
	roleProfileName: {
		default: 'role-profiles',
		choices: ['role-profiles', 'role_profiles', 'roleprofiles', 'roles'],
		about: 'What role profiles are called in paths (contract/assemble.md 4 and U1).',
	},
	userName: {
		default: 'users',
		choices: ['users', 'user'],
		about: 'What users are called in paths (contract/assemble.md 5).',
	},
	teamName: {
		default: 'teams',
		choices: ['teams', 'team'],
		about: 'What teams are called in paths (contract/assemble.md 5).',
	},
	opportunityName: {
		default: 'opportunities',
		choices: ['opportunities', 'opportunity'],
		about: 'What opportunities are called in paths (contract/assemble.md 5).',
	},
	activityName: {
		default: 'activities',
		choices: ['activities', 'activity'],
		about: 'What activities are called in paths (contract/assemble.md 5).',
	},
	switchedOff: {
		default: [],
		type: 'texts',
		about:
			'Of users, teams, opportunities and activities, those whose feature the organisation lacks: there is nothing at their paths (contract/assemble.md 1).',
	},
	notPermitted: {
		default: [],
		type: 'texts',
		about: 'Of the same, those that nobody may read: 403 (contract/assemble.md U19).',
	},
	singleRecords: {
		default: true,
		type: 'boolean',
		about: 'One of the same can be read by its id (contract/assemble.md 5).',
	},
	updatedZone: {
		default: 0,
		type: 'integer',
		about:
			'The time zone in which the times of changes are kept that filters of activities go by, in hours from UTC (contract/assemble.md 3.7).',
	},
	otherRoles: {
		default: false,
		type: 'boolean',
		about:
			'`/roles` is another resource, whose records have only an `id` and a `name`; it takes every change.',
	},
	unknownPaths: {
		default: 'notFound',
		choices: ['notFound', 'noMethod', 'webPage', 'redirect', 'otherJson'],
		about:
			'The answer at paths that are not there, but for those of logins: 404, 405, a web page, a redirect to one, or JSON that is no list. No page says so.',
	},
	authRoot: {
		default: '',
		choices: ['', '/api'],
		about:
			'What comes before `/auth/api/...` and `/oauth/...` in their paths (contract/assemble.md U2).',
	},
	loginRefusal: {
		default: 422,
		choices: [422, 401, 400],
		about:
			'Status of a login with a wrong email or password; the page only says "validation error".',
	},
	preAuthLifetime: {
		default: 600,
		type: 'integer',
		about: 'Seconds that a pre-authentication token lives.',
	},
	tokenLifetime: {
		default: 3600,
		type: 'integer',
		about:
			'Seconds that a JWT lives; a negative number makes tokens that have already expired (contract/assemble.md U9).',
	},
	tokenExpiry: {
		default: true,
		type: 'boolean',
		about:
			'The JWT has an `exp` claim; without it, the JWT expires all the same (contract/assemble.md U9).',
	},
	oneSession: {
		default: false,
		type: 'boolean',
		about: 'A login ends the older JWTs of the account.',
	},
	clientAuthentication: {
		default: 'both',
		choices: ['both', 'header', 'body'],
		about: 'Where an OAuth client may put its ID and secret (unread, contract/assemble.md 2.3).',
	},
	oauthTokenLifetime: {
		default: 3600,
		type: 'integer',
		about: 'Seconds that an OAuth token lives, its `expires_in` (contract/assemble.md U23).',
	},
	unknownParameters: {
		default: 'ignore',
		choices: ['ignore', 'reject'],
		about: 'What happens with query parameters that the page does not list.',
	},
	unknownFilters: {
		default: [],
		type: 'texts',
		about:
			'Query parameters that the server does not know although the page lists them; it treats them as unknownParameters says.',
	},
	queryBooleans: {
		default: 'words',
		choices: ['words', 'digits', 'php'],
		about:
			'Booleans in queries are the words true and false, 1 and 0, or whatever PHP takes for one: any text but `0` is true (contract/assemble.md U18).',
	},
	queryLists: {
		default: 'comma',
		choices: ['comma', 'repeated'],
		about:
			'Several IDs in a query are one text with commas, or the parameter with `[]` for each (contract/assemble.md 1).',
	},
	otherSpellings: {
		default: 'refuse',
		choices: ['refuse', 'ignore', 'nothing', 'misread'],
		about:
			'What a boolean or a list in a query does that is spelt otherwise: 422, no filter, no record, or a boolean that counts as false (contract/assemble.md U18).',
	},
	falseFilters: {
		default: 'exclude',
		choices: ['exclude', 'noFilter'],
		about: 'What a boolean filter does that is `false` (contract/assemble.md U18).',
	},
	draftsInListing: {
		default: true,
		type: 'boolean',
		about: 'Lists hold drafts without `view=all` (contract/assemble.md U16).',
	},
	ties: {
		default: 'stable',
		choices: ['stable', 'shuffled'],
		about:
			'The order of rows that are equal in the sort field; `shuffled` gives each request another one.',
	},
	order: {
		default: 'sorted',
		choices: ['sorted', 'groups'],
		about:
			'The order of lists; `groups` heeds no sorting, and sorts by a field with ten values alone.',
	},
	paginationNumbers: {
		default: 'integers',
		choices: ['integers', 'strings'],
		about: 'The numbers of `meta.pagination` (contract/assemble.md C1).',
	},
	links: {
		default: 'object',
		choices: ['object', 'emptyArray', 'null', 'missing', 'foreign', 'self'],
		about:
			'The `links` of `meta.pagination`; `emptyArray` is `[]` for a list of one page (contract/assemble.md 9).',
	},
	total: {
		default: 'truth',
		choices: ['truth', 'tooHigh', 'tooLow', 'cached', 'missing'],
		about:
			'The `total` of `meta.pagination`; `cached` lags one record behind, and the number of pages and the links with it; `missing` leaves out `meta` as a whole.',
	},
	unlisted: {
		default: null,
		type: 'positiveOrNull',
		about: 'How many records, the last ones, are counted and never listed.',
	},
	pageSizeName: {
		default: 'limit',
		choices: ['limit', 'per_page'],
		about: 'The parameter for the size of a page (contract/assemble.md U10).',
	},
	limitIgnored: {
		default: false,
		type: 'boolean',
		about: 'Pages have 15 rows, whatever the `limit` (contract/assemble.md U10).',
	},
	cappedLimit: {
		default: null,
		type: 'positiveOrNull',
		about: 'The most rows on a page, whatever the `limit` (contract/assemble.md U10).',
	},
	pageIgnored: {
		default: false,
		type: 'boolean',
		about: 'The server answers every page with page 1 (contract/assemble.md U10).',
	},
	pastTheEnd: {
		default: 'empty',
		choices: ['empty', 'notFound'],
		about: 'The answer to a page after the last one.',
	},
	statusCode: {
		default: 'number',
		choices: ['number', 'string'],
		about: 'Type of `status_code` in errors (contract/assemble.md C2).',
	},
	echoToken: {
		default: false,
		type: 'boolean',
		about:
			'Errors repeat the secret that came with the request. No page says so: the nodes must never show it.',
	},
	emptyValues: {
		default: 'null',
		choices: ['null', 'missing', 'emptyString'],
		about: 'How fields look that are not set (contract/assemble.md U21).',
	},
	missingFields: {
		default: [],
		type: 'texts',
		about:
			'Paths of fields that records in lists lack, such as `approved` (contract/assemble.md U21).',
	},
	missingFrom: {
		default: 'all',
		choices: ['all', 'some'],
		about: 'Whether all records lack the missing fields, or some.',
	},
	idType: {
		default: 'integer',
		choices: ['integer', 'string'],
		about: 'Type of the `id` of records and of all within them (contract/assemble.md C9).',
	},
	booleanType: {
		default: 'boolean',
		choices: ['boolean', 'integer', 'digit', 'word'],
		about:
			'Booleans of records: true, 1, `1` or `true`; no page shows a real answer (contract/assemble.md C1).',
	},
	nestedShape: {
		default: 'bare',
		choices: ['bare', 'data'],
		about:
			'What is nested in records as it is, or each in an object with `data`, which is an empty list for none (contract/assemble.md 9).',
	},
	wrapHtml: {
		default: false,
		type: 'boolean',
		about: 'The server keeps long texts as HTML (contract/assemble.md U25).',
	},
	trimTexts: {
		default: false,
		type: 'boolean',
		about: 'The server takes away white space around texts.',
	},
	includeShape: {
		default: 'bare',
		choices: ['bare', 'data'],
		about:
			'Included values as they are, or each in an object with `data` (contract/assemble.md U15).',
	},
	countShape: {
		default: 'number',
		choices: ['number', 'string'],
		about: 'Type of included counts.',
	},
	updateVerbs: {
		default: 'both',
		choices: ['both', 'PUT', 'PATCH'],
		about: 'Methods that update (contract/assemble.md U3).',
	},
	wrongVerb: {
		default: 405,
		choices: [405, 404, 501],
		about: 'Status of an update with another method (contract/assemble.md U3).',
	},
	linkForm: {
		default: 'object',
		choices: ['object', 'id', 'none'],
		about:
			'How a body names a family, a recruitment category and a base: an object with `id`, or `family_id` and alike; `none` refuses the object and passes over the id (contract/assemble.md U7).',
	},
	updateMode: {
		default: 'merge',
		choices: ['merge', 'replace'],
		about: 'What a PUT does to fields that it leaves out (contract/assemble.md U4).',
	},
	unknownFields: {
		default: 'reject',
		choices: ['reject', 'ignore'],
		about:
			'What happens with body fields that the page does not list, `display_name` and `role_base` among them (contract/assemble.md C10).',
	},
	nullValues: {
		default: 'reject',
		choices: ['reject', 'empty'],
		about:
			'What a null in a body does; the page marks no field as nullable (contract/assemble.md 4.3).',
	},
	createStatus: {
		default: 201,
		choices: [201, 200],
		about: 'Status of a create that worked (contract/assemble.md U14).',
	},
	newProfileState: {
		default: 'draft',
		choices: ['draft', 'asSent'],
		about:
			'A new role profile is a draft whatever was sent, or has the status and approval that were sent (contract/assemble.md U6).',
	},
	approval: {
		default: 'activates',
		choices: ['activates', 'keepsDraft', 'ignored', 'refused'],
		about: 'What `approved: true` does to a draft (contract/assemble.md U6).',
	},
	lockedFields: {
		default: 'reject',
		choices: ['reject', 'ignore'],
		about:
			'What a change of a locked field of an approved role profile does (contract/assemble.md U5).',
	},
	lockedFieldNames: {
		default: [
			'name',
			'type',
			'family',
			'recruitment_category',
			'base',
			'tasks',
			'skills',
			'benefits',
			'short_advert',
			'long_advert',
			'why_we_want_you',
		],
		type: 'texts',
		about:
			'Which fields approval locks (contract/assemble.md U5). No page names one; this list is a guess.',
	},
	deleteAnswer: {
		default: 'noContent',
		choices: ['noContent', 'message', 'data'],
		about:
			'Answer of a delete that worked: 204, or 200 with a body like that of errors, or with the role profile (contract/assemble.md U13).',
	},
	usersThatBlock: {
		default: 'current',
		choices: ['current', 'currentAndFormer'],
		about: 'The users that keep a role profile from being deleted (contract/assemble.md U29).',
	},
});

export type AssembleQuirks = QuirksOf<typeof quirkTable>;

export const defaultQuirks: Readonly<AssembleQuirks> = defaultsOf(quirkTable);
