import type { Guess } from '../../shared/guesses';

/** Where the API is, from the root of the origin. */
export const API_PATH: Guess<'/api' | '' | '/api/v3' | '/v3'> = {
	name: 'apiPath',
	contract: 'contract/assemble.md 1',
	candidates: ['/api', '', '/api/v3', '/v3'],
	bendsOn:
		'a list that is answered by 404, 405, 410, a redirect, a web page, or JSON without the envelope',
	scope: 'origin',
	found: (path) => `Assemble keeps its API at ${path || '/'}`,
};

/** What role profiles are called in a path. */
export const ROLE_PROFILE_NAME: Guess<
	'role-profiles' | 'role_profiles' | 'roleprofiles' | 'roles'
> = {
	name: 'roleProfileName',
	contract: 'contract/assemble.md 4',
	candidates: ['role-profiles', 'role_profiles', 'roleprofiles', 'roles'],
	bendsOn: 'the same, or records that do not look like role profiles',
	scope: 'origin',
	found: (name) => `Assemble keeps role profiles at /${name}`,
};

/** What a resource with a name of one word is called in a path: a plural or a singular (contract/assemble.md 5). */
function nameOf<T extends string>(plural: T, singular: T): Guess<T> {
	return {
		name: `${singular}Name`,
		contract: 'contract/assemble.md 5',
		candidates: [plural, singular],
		bendsOn: 'the same',
		scope: 'origin',
		found: (name) => `Assemble keeps ${plural} at /${name}`,
	};
}

export const ACTIVITY_NAME = nameOf('activities', 'activity');
export const OPPORTUNITY_NAME = nameOf('opportunities', 'opportunity');
export const TEAM_NAME = nameOf('teams', 'team');
export const USER_NAME = nameOf('users', 'user');

/** Where a login with email and password is, from the root of the origin. */
export const LOGIN_PATH: Guess<'/auth/api' | '/api/auth/api'> = {
	name: 'loginPath',
	contract: 'contract/assemble.md U2',
	candidates: ['/auth/api', '/api/auth/api'],
	bendsOn: 'a first step that is answered by 404, 405 or 410 with JSON or nothing',
	scope: 'origin',
	found: (path) => `Assemble keeps its login at ${path}`,
};

export const UPDATE_METHOD: Guess<'PUT' | 'PATCH'> = {
	name: 'updateMethod',
	contract: 'contract/assemble.md U3',
	candidates: ['PUT', 'PATCH'],
	bendsOn: '405, 501, or 404 or 410 for a record that was just read',
	scope: 'origin',
	found: (method) => `Assemble takes updates as ${method}`,
};

/** The parameter for the size of a page. */
export const PAGE_SIZE_NAME: Guess<'limit' | 'per_page'> = {
	name: 'pageSizeName',
	contract: 'contract/assemble.md U10',
	candidates: ['limit', 'per_page'],
	bendsOn: 'a page size in the answer other than the one asked for, and a total above it',
	scope: 'origin',
	found: (name) => `Assemble takes the page size as '${name}'`,
};

/** How a body names a linked record: `{ "family": { "id": 7 } }` or `{ "family_id": 7 }`. */
export const LINK_FORM: Guess<'object' | 'id'> = {
	name: 'linkForm',
	contract: 'contract/assemble.md U7',
	candidates: ['object', 'id'],
	bendsOn: '422 that names the field',
	scope: 'origin',
	found: () =>
		"Assemble takes a family as 'family_id', and a recruitment category and a base alike",
};

/** A yes or no in a query: `true` or `1`. */
export const QUERY_BOOLEANS: Guess<'words' | 'digits'> = {
	name: 'queryBooleans',
	contract: 'contract/assemble.md U18',
	candidates: ['words', 'digits'],
	bendsOn: '422 that names the parameter, records that do not match, or none at all',
	scope: 'origin',
	found: () => 'Assemble takes yes and no in a filter as 1 and 0',
};

/** Several IDs in a query: `families=3,8` or `families[]=3&families[]=8`. */
export const QUERY_LISTS: Guess<'comma' | 'repeated'> = {
	name: 'queryLists',
	contract: 'contract/assemble.md 1',
	candidates: ['comma', 'repeated'],
	bendsOn: '422 that names the parameter, records that do not match, or none at all',
	scope: 'origin',
	found: () => 'Assemble takes several IDs in a filter one by one, not with commas',
};

/**
 * What no page of Assemble's API states, each with what else it may be. Whether an update keeps the
 * fields that it leaves out is no choice of ours: 'Verify' watches it (contract/assemble.md U4).
 */
export const GUESSES: readonly Guess[] = [
	API_PATH,
	ROLE_PROFILE_NAME,
	ACTIVITY_NAME,
	OPPORTUNITY_NAME,
	TEAM_NAME,
	USER_NAME,
	LOGIN_PATH,
	UPDATE_METHOD,
	PAGE_SIZE_NAME,
	LINK_FORM,
	QUERY_BOOLEANS,
	QUERY_LISTS,
];
