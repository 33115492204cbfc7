import type { Guess } from '../../shared/guesses';

/** Where one profile is read. */
export const ONE_PROFILE: Guess<'path' | 'search' | 'list'> = {
	name: 'oneProfile',
	contract: 'contract/vome.md 7 no. 3',
	candidates: ['path', 'search', 'list'],
	bendsOn: '404, 405 or 410 for a profile that exists; the search: as profileByEmail',
	scope: 'origin',
	found: (way) =>
		way === 'path'
			? 'Vome has an address for each profile'
			: `Vome has no address for each profile, so the node looks in the ${way}`,
};

/** Where a profile is found by its email: whether the search knows that filter. */
export const PROFILE_BY_EMAIL: Guess<'search' | 'list'> = {
	name: 'profileByEmail',
	contract: 'contract/vome.md 7 no. 2',
	candidates: ['search', 'list'],
	bendsOn: 'rows with other emails; a refusal, or no rows, for an email that exists',
	scope: 'origin',
	found: () => 'Vome cannot search profiles by email, so the node reads the whole list',
};

/** Where one opportunity is read. */
export const ONE_OPPORTUNITY: Guess<'search' | 'path' | 'list'> = {
	name: 'oneOpportunity',
	contract: 'contract/vome.md 7 no. 9',
	candidates: ['search', 'path', 'list'],
	bendsOn: 'rows with other IDs, or a refusal; the path: 404, 405 or 410 for one that exists',
	scope: 'origin',
	found: (way) => `Vome cannot search opportunities by ID, so the node looks at their ${way}`,
};

/** How Create or Update is sent. */
export const UPSERT: Guess<'PUT' | 'POST'> = {
	name: 'upsert',
	contract: 'contract/vome.md 4.7 no. 2',
	candidates: ['PUT', 'POST'],
	bendsOn: '404, 405, 410 or 501',
	scope: 'origin',
	found: (method) => `Vome takes Create or Update as ${method}`,
};

/** The name of the array of people. */
export const PEOPLE: Guess<'users_data' | 'volunteers_data'> = {
	name: 'people',
	contract: 'contract/vome.md 4.7 no. 1',
	candidates: ['users_data', 'volunteers_data'],
	bendsOn: '400 or 422 for everybody, naming no one',
	scope: 'origin',
	found: (name) => `Vome takes people as '${name}'`,
};

/** `identifier_type` of a Unique ID field, and what of the field `unique_custom_field` holds. */
export const UNIQUE_ID: Guess<'2 id' | '2 name' | '3 id' | '3 name'> = {
	name: 'uniqueId',
	contract: 'contract/vome.md 4.2',
	candidates: ['2 id', '2 name', '3 id', '3 name'],
	bendsOn: '400 or 422 for everybody, naming no one',
	scope: 'origin',
	found: (found) => {
		const [type, by] = found.split(' ');
		return `Vome finds people by a Unique ID field with the type ${type} and the field's ${by}`;
	},
};

/** Several choices in a custom field. */
export const CHOICES: Guess<'list' | 'text'> = {
	name: 'choices',
	contract: 'contract/vome.md 7 no. 5',
	candidates: ['list', 'text'],
	bendsOn: '400 or 422 that names the field or the value',
	scope: 'origin',
	found: () => 'Vome takes several choices as text with commas',
};

/** Yes or no in the body of a write. */
export const BODY_BOOLEAN: Guess<'true' | '"true"'> = {
	name: 'bodyBoolean',
	contract: 'contract/vome.md 4.7 no. 3',
	candidates: ['true', '"true"'],
	bendsOn: '400 or 422 that names the field',
	scope: 'origin',
	found: (form) => `Vome takes yes or no as ${form}`,
};

/** Yes or no in a query. */
export const QUERY_BOOLEAN: Guess<'True' | 'true'> = {
	name: 'queryBoolean',
	contract: 'contract/vome.md 4.7 no. 15',
	candidates: ['True', 'true'],
	bendsOn: '400 or 422 that names the filter; records that do not match it; an empty answer',
	scope: 'origin',
	found: (form) => `Vome takes yes or no in filters as ${form}`,
};

/** Most records per page, as a text. */
export const MOST_PER_PAGE: Guess<'100' | '50' | '25' | '10'> = {
	name: 'pageSize',
	contract: 'contract/vome.md 2',
	candidates: ['100', '50', '25', '10'],
	bendsOn: '400 or 422 of page 1 that names `limit`; 5xx or a timeout of page 1',
	// How long a page takes depends on the account's data.
	scope: 'credential',
	found: (size) =>
		`Vome could not give more than ${size} records at once, so the node asks for ${size} each time`,
};

/** What no page of Vome's documentation settles, and the node finds out by itself. */
export const GUESSES = [
	ONE_PROFILE,
	PROFILE_BY_EMAIL,
	ONE_OPPORTUNITY,
	UPSERT,
	PEOPLE,
	UNIQUE_ID,
	CHOICES,
	BODY_BOOLEAN,
	QUERY_BOOLEAN,
	MOST_PER_PAGE,
] as const;
