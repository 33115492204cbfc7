import type { Field } from './assemble.mts';
import type { Parameter, Schema } from './openApi.mts';
import { inCode, listed, thereIs } from './words.mts';

const MISSING = 'missing';
const NEW = 'new';

/** The verbs of what is said of one name, when it is said of several. */
const PLURALS: Record<string, string> = { is: 'are', has: 'have', defaults: 'default' };

const PAGE_SIZE = /^(per_?page|page_?size|size|count)$/i;

export type Direction = 'parameters' | 'answer' | 'body';

export interface Where {
	direction: Direction;
	/** In words, such as "the listing". */
	operation: string;
	/** The heading that a new name belongs to. */
	place: string;
}

interface Difference {
	what: string;
	name: string;
	place: string;
	direction: Direction;
	operations: Set<string>;
}

/** What differs in names and types, told once for all operations and names of which it is true. */
export class Differences {
	private readonly found = new Map<string, Difference>();

	get sentences(): string[] {
		const together = new Map<string, Difference & { names: string[] }>();
		for (const difference of this.found.values()) {
			const { what, name, place, direction, operations } = difference;
			const key = JSON.stringify([what, place, direction, ...operations]);
			const same = together.get(key) ?? { ...difference, names: [] };
			together.set(key, same);
			same.names.push(name);
		}
		return [...together.values()].map(({ what, names, place, direction, operations }) => {
			const nouns = { parameters: 'parameters', answer: 'answers', body: 'bodies' };
			const noun = operations.size > 1 ? nouns[direction] : direction;
			const where = `in the ${noun} of ${listed([...operations])} [${place}].`;
			if (what === MISSING) return `There is no ${listed(names, 'or')} ${where}`;
			if (what === NEW) return `${thereIs(names)} ${where}`;
			const [verb = '', ...others] = what.split(' ');
			const said = names.length > 1 ? [PLURALS[verb] ?? verb, ...others].join(' ') : what;
			return `${listed(names)} ${said} ${where}`;
		});
	}

	parameters(expected: Field[], parameters: Parameter[], where: Where): void {
		this.compareNames(expected, parameters, '', where);
	}

	/** What is around the record, or the records, of an answer. */
	envelope(expected: Field[], schema: Schema, where: Where): void {
		const data = inCode('data');
		if (schema.names.includes('data')) this.properties(expected, schema, where);
		else this.add('is not around what comes', data, where.place, where);
	}

	properties(expected: Field[], schema: Schema, where: Where, prefix = ''): void {
		const present = schema.names.flatMap((name) => {
			const property = schema.property(name);
			if (property === undefined) return [];
			const isHidden = where.direction === 'body' ? property.isReadOnly : property.isWriteOnly;
			return isHidden ? [] : [{ name, schema: property, isRequired: schema.required.has(name) }];
		});
		// A schema without properties may be any object.
		if (schema.names.length > 0) this.compareNames(expected, present, prefix, where);
	}

	private compareNames(
		expected: Field[],
		present: Parameter[],
		prefix: string,
		where: Where,
	): void {
		const isExpected = ({ inBody, inAnswer }: Field) =>
			({ body: inBody !== false, answer: inAnswer, parameters: true })[where.direction];
		const isSure = (field: Field) =>
			!field.isInferred && (where.direction !== 'body' || field.inBody === true);
		const fields = expected.filter(isExpected);
		const added = new Map<string, Schema>();
		for (const { name: written, isRequired, schema } of present) {
			const name = written.replace(/\[\]$/, '');
			const field = fields.find((other) => other.name === name);
			const said = inCode(`${prefix}${name}`);
			if (field === undefined) {
				added.set(written, schema);
				continue;
			}
			if (written !== name) this.add(`is written ${inCode(written)}`, said, field.place, where);
			if (where.direction !== 'answer' && field.type !== undefined) {
				if (isRequired && !field.isRequired) this.add('is required', said, field.place, where);
				if (!isRequired && field.isRequired) this.add('is not required', said, field.place, where);
			}
			this.compareOne(field, schema, `${prefix}${name}`, where);
		}
		for (const field of fields.filter(isSure)) {
			if (present.some(({ name }) => name.replace(/\[\]$/, '') === field.name)) continue;
			const ids = [`${field.name}_id`, `${field.name.replace(/s$/, '')}_ids`];
			const id = ids.find((name) => added.has(name));
			if (id === undefined) {
				this.add(MISSING, inCode(`${prefix}${field.name}`), field.place, where);
				continue;
			}
			const place = where.direction === 'body' ? 'U7' : field.place;
			const instead = `is in place of ${inCode(`${prefix}${field.name}`)}`;
			this.add(instead, described(`${prefix}${id}`, added.get(id)), place, where);
			added.delete(id);
		}
		const isLimit = ({ name }: { name: string }) => name === 'limit';
		const lacksLimit = fields.some(isLimit) && !present.some(isLimit);
		for (const [name, schema] of added) {
			const isSize = lacksLimit && PAGE_SIZE.test(name);
			const said = described(`${prefix}${name}`, schema, isSize ? schema.maximum : undefined);
			if (isSize) this.add(`is in place of ${inCode('limit')}`, said, 'U10', where);
			else this.add(NEW, said, where.place, where);
		}
	}

	private compareOne(field: Field, schema: Schema, name: string, where: Where): void {
		const add = (what: string) => this.add(what, inCode(name), field.place, where);
		const types = [...schema.types];
		if (field.type !== undefined) {
			if (schema.isNullable && !field.isNullable) add('may be null');
			if (types.length > 0 && !types.includes(field.type)) {
				add(`has the type ${listed(types, 'or')}, not ${field.type},`);
			}
		}
		this.compareValues(field, schema, add);
		if (where.direction === 'parameters' && schema.default !== undefined) {
			const instead = field.default === undefined ? '' : `, not to ${inCode(field.default)},`;
			if (schema.default !== field.default) {
				add(`defaults to ${inCode(schema.default)}${instead}`);
			}
		}
		for (const [words, found, expected] of [
			['at least', schema.minimum, field.minimum],
			['at most', schema.maximum, field.maximum],
		] as const) {
			if (found !== undefined && expected !== undefined && found !== expected) {
				add(`is ${words} ${found}, not ${expected},`);
			}
		}
		if (field.fields) this.properties(field.fields, schema.items ?? schema, where, `${name}.`);
	}

	private compareValues(field: Field, schema: Schema, add: (what: string) => void): void {
		const allowed = allowedBy(schema);
		if (allowed.length === 0 || schema.types.has('boolean')) return;
		const told = (values: string[]) => listed(values.map(inCode), 'or');
		if (field.allowed.length === 0) {
			// They may be the organisation's own.
			add(`has a choice of ${allowed.length}`);
			return;
		}
		const more = allowed.filter((value) => !field.allowed.includes(value));
		const less = field.allowed.filter((value) => !allowed.includes(value));
		if (more.length > 0) add(`may also be ${told(more)}`);
		if (less.length > 0) add(`may not be ${told(less)}`);
	}

	private add(what: string, name: string, place: string, where: Where): void {
		const { direction, operation } = where;
		const key = JSON.stringify([what, name, place, direction]);
		const same = this.found.get(key) ?? { what, name, place, direction, operations: new Set() };
		this.found.set(key, same);
		same.operations.add(operation);
	}
}

function allowedBy(schema: Schema): string[] {
	return schema.allowed.length > 0 ? schema.allowed : (schema.items?.allowed ?? []);
}

function described(name: string, schema: Schema | undefined, most?: number): string {
	const types = listed([...(schema?.types ?? [])], 'or');
	const facts = [types, most === undefined ? '' : `at most ${most}`].filter((fact) => fact !== '');
	return facts.length === 0 ? inCode(name) : `${inCode(name)} (${facts.join(', ')})`;
}
