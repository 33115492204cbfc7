// An OpenAPI file of version 2 or 3, which comes from somebody else: nothing that leads out of it is
// followed, and what it says is read only as deep as somebody asks.
import { LineCounter, parse } from 'yaml';

/** The file cannot be held against anything; the message says why, as the rest of a sentence about it. */
export class Unreadable extends Error {}

type Json = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array'];

/** In a benign file, anchors stand for what is repeated; more of them take long, or are an attack. */
const MOST_ALIASES = 1000;

/** The names that version 2 has for grants, by those of version 3. */
const GRANTS: Record<string, string> = {
	application: 'clientCredentials',
	accessCode: 'authorizationCode',
};

export interface Parameter {
	name: string;
	isRequired: boolean;
	schema: Schema;
}

export interface Grant {
	name: string;
	/** Paths of its addresses. */
	token?: string;
	authorize?: string;
	scopes: string[];
}

/** A schema with its references and its parts taken in. */
export class Schema {
	readonly types = new Set<string>();

	readonly allowed: string[] = [];

	readonly required = new Set<string>();

	isNullable = false;

	isReadOnly = false;

	isWriteOnly = false;

	default?: string;

	minimum?: number;

	maximum?: number;

	private readonly properties = new Map<string, unknown>();

	private item?: unknown;

	constructor(
		private readonly references: References,
		node: unknown,
	) {
		this.take(node, new Set());
		if (this.types.size === 0 && this.properties.size > 0) this.types.add('object');
		if (this.types.size === 0 && this.item !== undefined) this.types.add('array');
	}

	get names(): string[] {
		return [...this.properties.keys()];
	}

	property(name: string): Schema | undefined {
		return this.properties.has(name)
			? new Schema(this.references, this.properties.get(name))
			: undefined;
	}

	get items(): Schema | undefined {
		return this.item === undefined ? undefined : new Schema(this.references, this.item);
	}

	/** `taken` ends circles, and keeps parts of parts from being taken over and over. */
	private take(node: unknown, taken: Set<Json>): void {
		const schema = this.references.follow(node);
		// What stands beside a reference counts, too: that the field is only read, for example.
		if (isObject(node) && node !== schema) this.takeOwn(node);
		if (taken.has(schema)) return;
		taken.add(schema);
		this.takeOwn(schema);
		for (const parts of [schema.allOf, schema.oneOf, schema.anyOf]) {
			for (const part of listOf(parts)) this.take(part, taken);
		}
	}

	private takeOwn(schema: Json): void {
		for (const type of listOf(schema.type)) {
			if (type === 'null') this.isNullable = true;
			else if (TYPES.includes(String(type))) this.types.add(String(type));
		}
		for (const value of listOf(schema.enum)) {
			if (value === null) this.isNullable = true;
			else this.allowed.push(...textsOf(value));
		}
		if (schema.nullable === true || schema['x-nullable'] === true) this.isNullable = true;
		if (schema.readOnly === true) this.isReadOnly = true;
		if (schema.writeOnly === true) this.isWriteOnly = true;
		this.default ??= textsOf(schema.default)[0];
		if (typeof schema.minimum === 'number') this.minimum ??= schema.minimum;
		if (typeof schema.maximum === 'number') this.maximum ??= schema.maximum;
		for (const [name, property] of entriesOf(schema.properties)) {
			if (!this.properties.has(name)) this.properties.set(name, property);
		}
		if (Array.isArray(schema.required)) {
			for (const name of schema.required) this.required.add(String(name));
		}
		this.item ??= schema.items;
	}
}

class References {
	constructor(readonly root: Json) {}

	/** What a node is, or what it refers to. An empty object where the file has none. */
	follow(node: unknown): Json {
		const passed = new Set<unknown>();
		let found = node;
		while (isObject(found) && typeof found.$ref === 'string') {
			if (passed.has(found)) throw new Unreadable('has references that lead in a circle');
			passed.add(found);
			found = this.at(found.$ref);
		}
		return isObject(found) ? found : {};
	}

	private at(reference: string): unknown {
		if (!reference.startsWith('#')) {
			throw new Unreadable(
				'refers to another file or address, which is not read. Put everything into one file first',
			);
		}
		const [start, ...steps] = reference.slice(1).split('/');
		let found: unknown = start === '' ? this.root : undefined;
		for (const step of steps) {
			found = entryOf(found, decoded(step).replaceAll('~1', '/').replaceAll('~0', '~'));
		}
		if (found === undefined) throw new Unreadable('refers to a part of itself that is not there');
		return found;
	}
}

/** An operation, which is read when it is asked: thousands may share what takes long. */
export class Operation {
	readonly method: string;

	readonly path: string;

	private readonly operation: Json;

	constructor(
		private readonly references: References,
		private readonly item: Json,
		method: string,
		path: string,
	) {
		this.method = method.toUpperCase();
		this.path = trimmed(path);
		this.operation = item[method] as Json;
	}

	/** What its servers have before the path, such as `/api`; none if the file names no server. */
	get bases(): string[] {
		const { basePath, host, servers } = this.references.root;
		if (basePath !== undefined || host !== undefined) return [pathOf(textsOf(basePath)[0] ?? '')];
		const bases = listOf(this.operation.servers ?? this.item.servers ?? servers)
			.filter(isObject)
			.map(({ url, variables }) =>
				pathOf(
					(textsOf(url)[0] ?? '').replace(
						/\{([^{}]*)\}/g,
						(whole, name: string) =>
							textsOf(entryOf(entryOf(variables, name), 'default'))[0] ?? whole,
					),
				),
			);
		return [...new Set(bases)];
	}

	get query(): Parameter[] {
		return this.parameters('query');
	}

	get headers(): Parameter[] {
		return this.parameters('header');
	}

	get body(): Schema | undefined {
		const [body] = this.parameters('body');
		return (
			body?.schema ?? this.ofContent(this.references.follow(this.operation.requestBody)).schema
		);
	}

	/** That of a success, or what is said of every answer. */
	get answer(): Schema | undefined {
		const { schema } = this.response;
		return schema === undefined
			? this.ofContent(this.response).schema
			: new Schema(this.references, schema);
	}

	get mediaTypes(): string[] {
		const { produces } = this.references.root;
		return this.response.schema === undefined
			? this.ofContent(this.response).types
			: listOf(this.operation.produces ?? produces).map(String);
	}

	get statuses(): string[] {
		return entriesOf(this.operation.responses).map(([status]) => status);
	}

	/** Undefined if neither the operation nor the file says anything of it. */
	get authorization(): string[] | undefined {
		const security = this.operation.security ?? this.references.root.security;
		if (security === undefined) return undefined;
		const schemes = schemesOf(this.references);
		const kinds = listOf(security)
			.filter(isObject)
			.flatMap((requirement) => Object.keys(requirement))
			.map((name) => kindOf(schemes.find((scheme) => scheme[0] === name)?.[1] ?? {}));
		return [...new Set(kinds)].toSorted();
	}

	private get response(): Json {
		const responses = entriesOf(this.operation.responses);
		const [, response] =
			responses.find(([status]) => status.startsWith('2')) ??
			responses.find(([status]) => status === 'default') ??
			[];
		return this.references.follow(response);
	}

	private parameters(place: string): Parameter[] {
		const found = new Map<unknown, Json>();
		for (const node of [...listOf(this.item.parameters), ...listOf(this.operation.parameters)]) {
			const parameter = this.references.follow(node);
			if (parameter.in === place) found.set(parameter.name, parameter);
		}
		return [...found.values()].map(({ name, required, schema, ...rest }) => ({
			name: String(name),
			isRequired: required === true,
			schema: new Schema(this.references, schema ?? rest),
		}));
	}

	private ofContent({ content }: Json): { schema?: Schema; types: string[] } {
		const contents = entriesOf(content);
		const [, chosen] = contents.find(([type]) => type.includes('json')) ?? contents[0] ?? [];
		const node = entryOf(chosen, 'schema');
		return {
			schema: node === undefined ? undefined : new Schema(this.references, node),
			types: contents.map(([type]) => type),
		};
	}
}

/** The file's operations and logins. Throws Unreadable, and a RangeError where it is nested too deeply. */
export class OpenApi {
	readonly version: string;

	readonly operations: Operation[];

	readonly grants: Grant[];

	constructor(text: string) {
		const root = read(text);
		const references = new References(root);
		this.version = /^[\d.]+/.exec(String(root.openapi ?? root.swagger))?.[0] ?? '';
		this.operations = entriesOf(root.paths)
			.filter(([path]) => path.startsWith('/'))
			.flatMap(([path, node]) => {
				const item = references.follow(node);
				return METHODS.filter((method) => isObject(item[method])).map(
					(method) => new Operation(references, item, method, path),
				);
			});
		this.grants = schemesOf(references).flatMap(([, scheme]) => grantsOf(scheme));
	}
}

function schemesOf(references: References): Array<[name: string, scheme: Json]> {
	const { securityDefinitions, components } = references.root;
	return entriesOf(securityDefinitions ?? entryOf(components, 'securitySchemes')).map(
		([name, scheme]) => [name, references.follow(scheme)],
	);
}

function read(text: string): Json {
	const root = parsed(text);
	if (!isObject(root) || !/^(2|3\.)/.test(String(root.swagger ?? root.openapi))) {
		throw new Unreadable('is not an OpenAPI file of version 2 or 3');
	}
	return root;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// YAML, or neither.
	}
	const lines = new LineCounter();
	try {
		return parse(text, {
			maxAliasCount: MOST_ALIASES,
			// Slow where there are many keys.
			uniqueKeys: false,
			prettyErrors: false,
			logLevel: 'error',
			lineCounter: lines,
		});
	} catch (error) {
		// The messages quote the file.
		if (error instanceof ReferenceError) {
			throw new Unreadable('repeats parts of itself too often, through aliases', { cause: error });
		}
		const { code, pos } = error as { code?: string; pos?: [number, number] };
		if (code === 'RESOURCE_EXHAUSTION') throw new RangeError('nested too deeply');
		if (code === 'MULTIPLE_DOCS') {
			throw new Unreadable('holds several documents', { cause: error });
		}
		const line = pos === undefined ? '' : `: see line ${lines.linePos(pos[0]).line}`;
		throw new Unreadable(`is neither JSON nor YAML${line}`, { cause: error });
	}
}

function grantsOf(scheme: Json): Grant[] {
	if (scheme.type !== 'oauth2') return [];
	const flows = scheme.flows ?? { [String(scheme.flow)]: scheme };
	return entriesOf(flows).map(([name, flow]) => {
		const address = (key: string) => {
			const url = entryOf(flow, key);
			return typeof url === 'string' ? pathOf(url) : undefined;
		};
		return {
			name: GRANTS[name] ?? name,
			token: address('tokenUrl'),
			authorize: address('authorizationUrl'),
			scopes: entriesOf(entryOf(flow, 'scopes')).map(([scope]) => scope),
		};
	});
}

/** In the words of the page, for which a token in the header is a JWT. */
function kindOf({ type, scheme, name }: Json): string {
	if (type === 'oauth2') return 'OAuth';
	if (type === 'basic' || String(scheme).toLowerCase() === 'basic') return 'Basic';
	if (type === 'http' || String(name).toLowerCase() === 'authorization') return 'JWT';
	return 'another kind';
}

function pathOf(address: string): string {
	return trimmed(address.replace(/^([a-z][\w+.-]*:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/s, ''));
}

/** With a slash before each part, and nowhere else. */
function trimmed(path: string): string {
	const parts = path.split('/').filter((part) => part !== '');
	return parts.map((part) => `/${part}`).join('');
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entryOf(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
		? (value as Json)[key]
		: undefined;
}

function entriesOf(value: unknown): Array<[string, unknown]> {
	return isObject(value) ? Object.entries(value) : [];
}

/** The text of a value that is one; nothing for lists, objects and null. */
function textsOf(value: unknown): string[] {
	const isText = ['string', 'number', 'boolean'].includes(typeof value);
	return isText ? [String(value)] : [];
}

function listOf(value: unknown): unknown[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? (value as unknown[]) : [value];
}
