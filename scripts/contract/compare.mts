// What an OpenAPI file says otherwise than docs/contract/assemble.md, in sentences. What the file does
// not say is no difference, and of what it says only paths, names, types and values are told.
import type { Contract } from './assemble.mts';
import { Differences } from './differences.mts';
import { compareLogins } from './logins.mts';
import type { Grant, OpenApi } from './openApi.mts';
import { compareResource, type Part } from './resources.mts';
import { inCode, inWords, listed } from './words.mts';

/** The grants of contract/assemble.md 2.3. */
const GRANTS = ['clientCredentials', 'authorizationCode'];

/** The addresses that are inferred (contract/assemble.md 2.3, U2 and U23). */
const ADDRESSES = [
	{ key: 'token', path: '/oauth/token', place: 'U2' },
	{ key: 'authorize', path: '/oauth/authorize', place: 'U23' },
] as const;

export interface Comparison {
	/** What the page and the file both speak of. */
	parts: Part[];
	/** What is not about one of them alone. */
	whole: Part;
}

export function compare(contract: Contract, file: OpenApi): Comparison {
	const around = new Differences();
	const resources = contract.resources
		.map((resource) => compareResource(resource, contract, file, around))
		.filter((part) => part !== undefined);
	const login = compareLogins(contract, file);
	const parts: Part[] = login === undefined ? resources : [...resources, login];
	const bases = new Set(resources.flatMap((part) => part.bases));
	const confirmed: string[] = [];
	return {
		parts,
		whole: {
			subject: 'the API as a whole',
			sentences: [
				...compareBases(contract, bases),
				...compareHeaders(contract, parts),
				...around.sentences,
				...compareGrants(contract, file.grants, parts, confirmed),
			],
			confirmed,
			operations: [],
		},
	};
}

function compareBases({ base }: Contract, bases: Set<string>): string[] {
	if (bases.size === 0 || bases.has(base)) return [];
	const found = [...bases].map((path) => (path === '' ? "the host's root" : inCode(path)));
	return [`The API is at ${listed(found, 'or')}, not at ${inCode(base)} [1].`];
}

function compareHeaders(contract: Contract, parts: Part[]): string[] {
	const operations = parts.flatMap((part) => part.operations);
	const accepted = operations
		.flatMap(({ headers }) => headers)
		.filter(({ name }) => name.toLowerCase() === 'accept')
		.flatMap(({ schema }) => (schema.allowed.length > 0 ? schema.allowed : (schema.default ?? [])));
	const errors = operations
		.flatMap(({ statuses }) => statuses)
		.filter((status) => /^[45]\d\d$/.test(status) && !contract.errors.includes(status));
	const told = (values: string[]) => listed([...new Set(values)].map(inCode), 'or');
	const types = operations.flatMap(({ mediaTypes }) => mediaTypes);
	const sentences: string[] = [];
	if (types.length > 0 && !types.includes(contract.mediaType)) {
		sentences.push(`Answers are ${told(types)}, not ${inCode(contract.mediaType)} [1].`);
	}
	if (accepted.length > 0 && !accepted.includes(contract.accept)) {
		sentences.push(`${inCode('Accept')} is ${told(accepted)}, not ${inCode(contract.accept)} [1].`);
	}
	if (errors.length > 0) {
		sentences.push(`Errors may also have the status ${told(errors.toSorted())} [3.2].`);
	}
	return sentences;
}

function compareGrants(
	contract: Contract,
	grants: Grant[],
	parts: Part[],
	confirmed: string[],
): string[] {
	const sentences: string[] = [];
	const told = (names: string[], word = 'and') => listed(names.map(inCode), word);
	const others = grants.map(({ name }) => name).filter((name) => !GRANTS.includes(name));
	if (others.length > 0) sentences.push(`OAuth also has the grant ${told(others)} [2.3].`);
	for (const { key, path, place } of ADDRESSES) {
		const paths = [...new Set(grants.flatMap((grant) => grant[key] ?? []))];
		if (paths.includes(path)) confirmed.push(`${inCode(path)} [${place}]`);
		else if (paths.length > 0) {
			const is = told(paths, 'or');
			sentences.push(`OAuth uses ${is}; the node tries ${inCode(path)} first [${place}].`);
		}
	}
	const scopes = [...new Set(grants.flatMap((grant) => grant.scopes))];
	const added = scopes.filter((scope) => !contract.scopes.includes(scope));
	if (added.length > 0) sentences.push(`OAuth also has the scope ${told(added)} [2.3].`);
	// A file on one resource may have the scope of that one alone.
	const lost = contract.scopes
		.filter((scope) => parts.some(({ subject }) => subject === inWords(scope)))
		.filter((scope) => scopes.length > 0 && !scopes.includes(scope));
	if (lost.length > 0) sentences.push(`OAuth does not have the scope ${told(lost, 'or')} [2.3].`);
	return sentences;
}
