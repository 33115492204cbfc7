import type { Contract, Field, Operation, Resource } from './assemble.mts';
import { Differences } from './differences.mts';
import type { OpenApi, Operation as FileOperation, Schema } from './openApi.mts';
import { inCode, inWords, listed, thereIs } from './words.mts';

/** What was found out about one thing that both the page and the file speak of. */
export interface Part {
	subject: string;
	/** What differs. */
	sentences: string[];
	/** What the page infers, and the file says too. */
	confirmed: string[];
	operations: FileOperation[];
}

/** Other names in paths, each without hyphens and underscores. */
const OTHER_NAMES: Record<string, string[]> = {
	roleprofiles: ['roles'],
	organisation: ['organization', 'organisations', 'organizations'],
};

/** Where the status of a success is not known (contract/assemble.md U13 and U14). */
const STATUSES: Record<string, string> = { create: 'U14', delete: 'U13' };

interface Found {
	segment: string;
	/** What is before the segment in the paths. */
	prefix: string;
	/** Each with the form of its path below the segment. */
	operations: Array<{ operation: FileOperation; rest: string }>;
}

/** Undefined if the file does not have it. Tells `around` what is around the records of answers. */
export function compareResource(
	resource: Resource,
	contract: Contract,
	file: OpenApi,
	around: Differences,
): (Part & { bases: string[] }) | undefined {
	const found = findResource(resource, file.operations);
	if (found === undefined) return undefined;
	const { segment, place } = resource;
	const subject = inWords(segment);
	const isRoleProfiles = place === '4';
	const unknowns = isRoleProfiles ? { path: 'U1', verb: 'U3' } : { path: place, verb: place };
	const sentences: string[] = [];
	const confirmed: string[] = [];
	const missing: string[] = [];
	const authorizations = new Map<string, string[]>();
	const differences = new Differences();
	const known: FileOperation[] = [];

	for (const operation of resource.operations) {
		const name = nameOf(operation);
		const same = sameOperations(operation, found);
		known.push(...same);
		const methods = same.map(({ method }) => method);
		const [first = '', ...others] = operation.methods;
		if (methods.length === 0) {
			missing.push(inCode(`${operation.methods.join(' or ')} ${operation.path}`));
		} else if (others.length > 0 && methods.join() === first) {
			confirmed.push(`${first} for the ${name} of ${subject} [${unknowns.verb}]`);
		} else if (others.length > 0) {
			const tries = isRoleProfiles ? `; the node tries ${first} first` : '';
			sentences.push(`The ${name} is ${listed(methods, 'or')}${tries} [${unknowns.verb}].`);
		}
		for (const one of same) {
			compareOperation(operation, one, resource, { contract, differences, around });
			if (one.query.some((parameter) => parameter.name === 'limit')) {
				confirmed.push(`${inCode('limit')} for ${subject} [U10]`);
			}
			const statuses = one.statuses.filter((status) => /^2\d\d$/.test(status));
			if (STATUSES[name] !== undefined && statuses.length > 0) {
				sentences.push(`The success of ${name} is ${listed(statuses, 'or')} [${STATUSES[name]}].`);
			}
			const [is, was] = [one, operation].map(({ authorization }) =>
				authorization?.length === 0 ? 'none' : authorization && listed(authorization, 'or'),
			);
			if (is !== undefined && was !== undefined && is !== was) {
				const text = `${is}, not ${was}`;
				authorizations.set(text, [...(authorizations.get(text) ?? []), name]);
			}
		}
	}
	const added = found.operations
		.map(({ operation }) => operation)
		.filter((operation) => !known.includes(operation))
		.map(({ method, path }) => inCode(`${method} ${path}`));
	if (missing.length > 0) sentences.push(`There is no ${listed(missing, 'or')} [${place}].`);
	if (added.length > 0) sentences.push(`${thereIs(added)} [${place}].`);
	for (const [text, names] of authorizations) {
		sentences.push(`The authorization of ${listed([...new Set(names)])} is ${text} [${place}].`);
	}
	const bases = basesOf(known, found.prefix);
	if (found.segment !== segment) {
		const [is, was] = [inCode(found.segment), inCode(segment)];
		sentences.unshift(`The name in the path is ${is}, not ${was} [${unknowns.path}].`);
	} else if (bases.includes(contract.base)) {
		confirmed.unshift(`${inCode(`${contract.base}/${segment}`)} [${unknowns.path}]`);
	}
	return {
		subject,
		sentences: [...sentences, ...differences.sentences],
		confirmed,
		operations: known,
		bases,
	};
}

function findResource(resource: Resource, operations: FileOperation[]): Found | undefined {
	const joined = (part: string) => part.toLowerCase().replace(/[-_]/g, '');
	const name = joined(resource.segment);
	const names = [name, ...(OTHER_NAMES[name] ?? [])];
	const rankOf = (part: string) => names.indexOf(joined(part));
	const places = new Map<string, Found>();
	for (const operation of operations) {
		const parts = operation.path.split('/');
		const index = parts.findIndex((part) => rankOf(part) >= 0);
		const segment = parts[index];
		const prefix = parts.slice(0, index).join('/');
		if (segment === undefined || prefix.includes('{')) continue;
		const place = places.get(`${prefix}/${segment}`) ?? { segment, prefix, operations: [] };
		places.set(`${prefix}/${segment}`, place);
		place.operations.push({ operation, rest: formOf(parts.slice(index + 1)) });
	}
	return [...places.values()]
		.filter((place) => rankOf(place.segment) === 0 || isLike(resource, place))
		.toSorted((one, other) => rankOf(one.segment) - rankOf(other.segment))[0];
}

/** Under another name, there may be something else: `roles` may be what a user has. */
function isLike({ operations: [listing] }: Resource, found: Found): boolean {
	if (listing === undefined) return false;
	const known = new Set(listing.fields.map(({ name }) => name));
	const [operation] = sameOperations(listing, found);
	const names = recordOf(operation?.answer)?.names ?? [];
	return names.filter((name) => known.has(name)).length > known.size / 4;
}

/** One for each method. */
function sameOperations({ methods, path }: Operation, found: Found): FileOperation[] {
	const form = formOf(path.split('/').slice(2));
	const same = found.operations.filter(({ rest }) => rest === form);
	return methods.flatMap(
		(method) => same.find(({ operation }) => operation.method === method)?.operation ?? [],
	);
}

function basesOf(operations: FileOperation[], prefix: string): string[] {
	const bases = operations.flatMap((operation) => operation.bases).map((base) => base + prefix);
	// Without a server, a path says where the API begins only if it has something before the name.
	return [...new Set(bases.length === 0 && prefix !== '' ? [prefix] : bases)];
}

function compareOperation(
	operation: Operation,
	found: FileOperation,
	{ segment, place }: Resource,
	{
		contract,
		differences,
		around,
	}: { contract: Contract; differences: Differences; around: Differences },
): void {
	const { query, fields, isListing } = operation;
	const name = nameOf(operation);
	const placeOf = (known: Field[]) => ({ operation: name, place: known[0]?.place ?? place });
	differences.parameters(query, found.query, { direction: 'parameters', ...placeOf(query) });
	const { body, answer } = found;
	if (body) differences.properties(fields, body, { direction: 'body', ...placeOf(fields) });
	const record = recordOf(answer);
	if (!answer || !record || found.method === 'DELETE') return;
	around.envelope(contract.envelope(isListing), answer, {
		direction: 'answer',
		operation: `${name} of ${inWords(segment)}`,
		place: '3.1',
	});
	differences.properties(fields, record, { direction: 'answer', ...placeOf(fields) });
}

function recordOf(answer: Schema | undefined): Schema | undefined {
	const data = answer?.property('data') ?? answer;
	return data?.items ?? data;
}

function nameOf({ methods: [method = ''], isListing }: Operation): string {
	if (isListing) return 'the listing';
	const names: Record<string, string> = { GET: 'show', POST: 'create', DELETE: 'delete' };
	return names[method] ?? 'update';
}

/** Names of path parameters are of no importance. */
function formOf(parts: string[]): string {
	return parts.map((part) => part.replace(/\{[^{}]*\}/g, '{}')).join('/');
}
