/**
 * Everything about the Assemble API that its pages leave open or contradict, as switches. "U3" is an
 * unknown of the contract's section 8, "C2" a contradiction of section 7; the defaults are the best
 * guesses of section 9.
 */
export interface AssembleQuirks {
	/** The answer when the Accept header names no version (U20). */
	missingAccept: 'reject' | 'ignore';
	/** Where `/auth/api/...` and `/oauth/...` hang (U2). */
	authRoot: '' | '/api';
	/** Status of a login with a wrong email or password; the page only says "validation error". */
	loginRefusal: 422 | 401 | 400;
	/** Seconds that a pre-authentication token lives. */
	preAuthLifetime: number;
	/** Seconds that a JWT lives; a negative number makes tokens that have expired already (U9). */
	tokenLifetime: number;
	/** The JWT has an `exp` claim; without it the JWT ends all the same (U9). */
	tokenExpiry: boolean;
	/** Seconds after the first login in which a JWT can be refreshed (U8). */
	refreshWindow: number;
	/** A login ends the account's older JWTs. */
	oneSession: boolean;
	/** Where an OAuth client may put its id and secret (2.3, cut). */
	clientAuthentication: 'both' | 'header' | 'body';
	/** Seconds, the `expires_in` of OAuth tokens (U23). */
	oauthTokenLifetime: number;
	/** Query parameters that the page does not list. */
	unknownParameters: 'ignore' | 'reject';
	/** A boolean filter that is `false` (U18). */
	falseFilters: 'exclude' | 'noFilter';
	/** Drafts are listed without `view=all` (U16). */
	draftsInListing: boolean;
	/** The order of rows that are equal in the sort field; 'shuffled' is another one each time. */
	ties: 'stable' | 'shuffled';
	/** The numbers of `meta.pagination` (C1). */
	paginationNumbers: 'integers' | 'strings';
	/** The `links` of `meta.pagination`; 'emptyArray' is `[]` for a list of one page (section 9). */
	links: 'object' | 'emptyArray' | 'null' | 'missing' | 'foreign' | 'self';
	/** The `total` of `meta.pagination`; 'missing' leaves out `meta` as a whole. */
	total: 'truth' | 'tooHigh' | 'tooLow' | 'missing';
	/** The server has 15 rows a page, whatever was asked for (U10). */
	limitIgnored: boolean;
	/** What happens with a `limit` over 1000 (U10). */
	limitAbove1000: 'cap' | 'reject';
	/** The server gives at most this many rows a page (U10). */
	cappedLimit: number | null;
	/** The server answers page 1 to every page (U10). */
	pageIgnored: boolean;
	/** The answer to a page after the last one. */
	pastTheEnd: 'empty' | 'notFound';
	/** `status_code` in errors (C2). */
	statusCode: 'number' | 'string';
	/** Errors repeat the secret they got. No page says so: it must never get shown. */
	echoToken: boolean;
	/** How fields look that are not set (U21). */
	emptyValues: 'null' | 'missing' | 'emptyString';
	/** `id` of role profiles and of all within them (C9). */
	idType: 'integer' | 'string';
	/** Long texts are kept as HTML (U25). */
	wrapHtml: boolean;
	/** The server takes away white space around texts. */
	trimTexts: boolean;
	/** Included values as they are, or each in an object with `data` (U15). */
	includeShape: 'bare' | 'data';
	/** Included counts. */
	countShape: 'number' | 'string';
	/** Methods that update (U3). */
	updateVerbs: 'both' | 'PUT' | 'PATCH';
	/** What a PUT does to fields that are left out (U4). */
	updateMode: 'merge' | 'replace';
	/** Body fields that the page does not list, `display_name` and `role_base` among them (C10). */
	unknownFields: 'reject' | 'ignore';
	/** A null in a body; no field is marked nullable (4.3). */
	nullValues: 'reject' | 'empty';
	/** Status of a create that worked (U14). */
	createStatus: 201 | 200;
	/** A new profile is a draft whatever was sent, or has the status and approval sent (U6). */
	newProfileState: 'draft' | 'asSent';
	/** What `approved: true` does to a draft (U6). */
	approval: 'activates' | 'keepsDraft' | 'ignored' | 'refused';
	/** A change of a locked field of an approved profile (U5). */
	lockedFields: 'reject' | 'ignore';
	/** Which fields approval locks (U5). No page names one; this list is a guess. */
	lockedFieldNames: string[];
	/** Answer of a delete that worked (U13): 204, or 200 with the error-like body or the profile. */
	deleteAnswer: 'noContent' | 'message' | 'data';
	/** The users that stand in the way of a delete (U29). */
	usersThatBlock: 'current' | 'currentAndFormer';
}

const day = 24 * 60 * 60;

export const defaultQuirks: Readonly<AssembleQuirks> = {
	missingAccept: 'reject',
	authRoot: '',
	loginRefusal: 422,
	preAuthLifetime: 600,
	tokenLifetime: 3600,
	tokenExpiry: true,
	refreshWindow: 14 * day,
	oneSession: false,
	clientAuthentication: 'both',
	oauthTokenLifetime: 3600,
	unknownParameters: 'ignore',
	falseFilters: 'exclude',
	draftsInListing: true,
	ties: 'stable',
	paginationNumbers: 'integers',
	links: 'object',
	total: 'truth',
	limitIgnored: false,
	limitAbove1000: 'cap',
	cappedLimit: null,
	pageIgnored: false,
	pastTheEnd: 'empty',
	statusCode: 'number',
	echoToken: false,
	emptyValues: 'null',
	idType: 'integer',
	wrapHtml: false,
	trimTexts: false,
	includeShape: 'bare',
	countShape: 'number',
	updateVerbs: 'both',
	updateMode: 'merge',
	unknownFields: 'reject',
	nullValues: 'reject',
	createStatus: 201,
	newProfileState: 'draft',
	approval: 'activates',
	lockedFields: 'reject',
	lockedFieldNames: [
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
	deleteAnswer: 'noContent',
	usersThatBlock: 'current',
};

const boolean = { type: 'boolean' };
const seconds = { type: 'integer' };
const oneOf = (...values: Array<string | number>) => ({ enum: values });

const quirkSchemas: Record<keyof AssembleQuirks, object> = {
	missingAccept: oneOf('reject', 'ignore'),
	authRoot: oneOf('', '/api'),
	loginRefusal: oneOf(422, 401, 400),
	preAuthLifetime: seconds,
	tokenLifetime: seconds,
	tokenExpiry: boolean,
	refreshWindow: seconds,
	oneSession: boolean,
	clientAuthentication: oneOf('both', 'header', 'body'),
	oauthTokenLifetime: seconds,
	unknownParameters: oneOf('ignore', 'reject'),
	falseFilters: oneOf('exclude', 'noFilter'),
	draftsInListing: boolean,
	ties: oneOf('stable', 'shuffled'),
	paginationNumbers: oneOf('integers', 'strings'),
	links: oneOf('object', 'emptyArray', 'null', 'missing', 'foreign', 'self'),
	total: oneOf('truth', 'tooHigh', 'tooLow', 'missing'),
	limitIgnored: boolean,
	limitAbove1000: oneOf('cap', 'reject'),
	cappedLimit: { type: ['integer', 'null'], minimum: 1 },
	pageIgnored: boolean,
	pastTheEnd: oneOf('empty', 'notFound'),
	statusCode: oneOf('number', 'string'),
	echoToken: boolean,
	emptyValues: oneOf('null', 'missing', 'emptyString'),
	idType: oneOf('integer', 'string'),
	wrapHtml: boolean,
	trimTexts: boolean,
	includeShape: oneOf('bare', 'data'),
	countShape: oneOf('number', 'string'),
	updateVerbs: oneOf('both', 'PUT', 'PATCH'),
	updateMode: oneOf('merge', 'replace'),
	unknownFields: oneOf('reject', 'ignore'),
	nullValues: oneOf('reject', 'empty'),
	createStatus: oneOf(201, 200),
	newProfileState: oneOf('draft', 'asSent'),
	approval: oneOf('activates', 'keepsDraft', 'ignored', 'refused'),
	lockedFields: oneOf('reject', 'ignore'),
	lockedFieldNames: { type: 'array', items: { type: 'string' } },
	deleteAnswer: oneOf('noContent', 'message', 'data'),
	usersThatBlock: oneOf('current', 'currentAndFormer'),
};

/** JSON schema of a change of quirks; names and values that do not exist are refused. */
export const quirksSchema = {
	type: 'object',
	properties: quirkSchemas,
	additionalProperties: false,
};

/** All quirks, the given ones changed. Takes a copy, so that callers cannot share an array. */
export function withQuirks(
	base: Readonly<AssembleQuirks>,
	changes: Partial<AssembleQuirks>,
): AssembleQuirks {
	return structuredClone({ ...base, ...changes });
}
