/** Tables of quirks, from which their types, defaults, schemas and help texts come. */

/** What a quirk takes that has no choices. */
interface Types {
	boolean: boolean;
	integer: number;
	positiveOrNull: number | null;
	text: string;
	texts: string[];
}

const types: Record<keyof Types, { schema: object; shown: string }> = {
	boolean: { schema: { type: 'boolean' }, shown: 'true|false' },
	integer: { schema: { type: 'integer' }, shown: 'NUMBER' },
	positiveOrNull: { schema: { type: ['integer', 'null'], minimum: 1 }, shown: 'NUMBER' },
	text: { schema: { type: 'string' }, shown: 'TEXT' },
	texts: { schema: { type: 'array', items: { type: 'string' } }, shown: '["TEXT", ...]' },
};

type Quirk = {
	default: unknown;
	/** What the quirk switches, and the entry of docs/contract/ that leaves it open. */
	about: string;
} & ({ choices: ReadonlyArray<string | number> } | { type: keyof Types });

interface Group {
	members: Record<string, Quirk>;
}

export type QuirkTable = Record<string, Quirk | Group>;

/** The values of the quirks in a table. */
export type QuirksOf<Table> = { -readonly [Name in keyof Table]: ValueOf<Table[Name]> };

type ValueOf<Entry> = Entry extends { members: infer Members }
	? QuirksOf<Members>
	: Entry extends { choices: ReadonlyArray<infer Value> }
		? Value
		: Entry extends { type: infer Type extends keyof Types }
			? Types[Type]
			: never;

/** The same table, if each default is a value that the quirk takes. */
type WithDefaults<Table> = {
	[Name in keyof Table]: Table[Name] extends { members: infer Members }
		? { members: WithDefaults<Members> }
		: { default: Readonly<ValueOf<Table[Name]>> };
};

export function defineQuirks<const Table extends QuirkTable>(
	table: Table & WithDefaults<Table>,
): Table {
	return table;
}

export function defaultsOf<Table extends QuirkTable>(table: Table): Readonly<QuirksOf<Table>> {
	const values = Object.entries(table).map(([name, entry]) => [
		name,
		'members' in entry ? defaultsOf(entry.members) : entry.default,
	]);
	return Object.fromEntries(values) as QuirksOf<Table>;
}

/** JSON schema of a change of quirks; it refuses names and values that do not exist. */
export function schemaOf(table: QuirkTable): object {
	const properties = Object.entries(table).map(([name, entry]) => {
		if ('members' in entry) return [name, schemaOf(entry.members)];
		return [name, 'choices' in entry ? { enum: entry.choices } : types[entry.type].schema];
	});
	return {
		type: 'object',
		properties: Object.fromEntries(properties) as object,
		additionalProperties: false,
	};
}

/** A copy of the quirks with the changes, also of single members, so that callers share no object. */
export function withQuirks<Quirks>(base: Readonly<Quirks>, changes: Partial<Quirks>): Quirks {
	const copy = structuredClone({ ...base, ...changes });
	for (const name in changes) {
		const value = changes[name];
		const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
		if (isGroup) copy[name] = { ...base[name], ...value };
	}
	return copy;
}

/** The quirks with their values and defaults, as the command line takes them. */
export function listQuirks(table: QuirkTable, prefix = ''): string {
	return Object.entries(table)
		.map(([name, entry]) => {
			if ('members' in entry) return listQuirks(entry.members, `${name}.`);
			const values = 'choices' in entry ? entry.choices.join('|') : types[entry.type].shown;
			const text = JSON.stringify(entry.default);
			return `  ${prefix}${name}=${values}\n      ${entry.about} Default: ${text}.\n`;
		})
		.join('');
}
