/** Query parameters: what a value may be, and which rows it lets through. */
import { type FieldErrors, spoken, validationError } from './errors.mts';
import type { AssembleQuirks } from './quirks.mts';

export type Query = Record<string, string>;

export interface Parameter<Row> {
	/** What a value has to be; undefined if it is that. */
	problem(value: string, quirks: AssembleQuirks): string | undefined;
	/** Prepared once per request, asked once per row. Parameters without it select nothing. */
	prepare?(value: string, quirks: AssembleQuirks): (row: Row) => boolean;
	/** It takes several values. */
	isList?: boolean;
}

export type Parameters<Row> = Record<string, Parameter<Row>>;

/** One of several words. */
export function choice<Row>(
	values: readonly string[],
	prepare?: Parameter<Row>['prepare'],
): Parameter<Row> {
	return {
		problem: (value) => (values.includes(value) ? undefined : 'is invalid'),
		prepare,
	};
}

/** What a boolean stands for; undefined if it is spelt otherwise. */
function toBoolean(value: string, { queryBooleans }: AssembleQuirks): boolean | undefined {
	if (queryBooleans === 'php') return value !== '0';
	const [yes, no] = queryBooleans === 'words' ? ['true', 'false'] : ['1', '0'];
	return value === yes ? true : value === no ? false : undefined;
}

/** Booleans are the words true and false (contract/assemble.md 1). */
export function flag<Row>(read?: (row: Row) => boolean): Parameter<Row> {
	return {
		problem: (value, quirks) =>
			toBoolean(value, quirks) === undefined && quirks.otherSpellings === 'refuse'
				? 'is invalid'
				: undefined,
		prepare:
			read &&
			((value, quirks) => {
				const { falseFilters, otherSpellings } = quirks;
				const spelt = toBoolean(value, quirks);
				if (spelt === undefined && otherSpellings === 'ignore') return () => true;
				if (spelt === undefined && otherSpellings === 'nothing') return () => false;
				const wanted = spelt ?? false;
				return (row) => (!wanted && falseFilters === 'noFilter') || read(row) === wanted;
			}),
	};
}

/** Ids, separated by commas (contract/assemble.md 1). */
export function idList<Row>(
	read: (row: Row) => ReadonlyArray<number | string | null | undefined>,
): Parameter<Row> {
	return {
		isList: true,
		problem: (value) =>
			/^\d+(,\d+)*$/.test(value) ? undefined : 'must be a comma separated list of ids',
		prepare: (value) => {
			const wanted = new Set(value.split(',').map(Number));
			return (row) => read(row).some((id) => id != null && wanted.has(Number(id)));
		},
	};
}

/** Several words of a list, separated by commas. */
export function choices<Row>(
	values: readonly string[],
	read: (row: Row) => string,
): Parameter<Row> {
	return {
		isList: true,
		problem: (value) =>
			value.split(',').every((part) => values.includes(part)) ? undefined : 'is invalid',
		prepare: (value) => {
			const wanted = new Set(value.split(','));
			return (row) => wanted.has(read(row));
		},
	};
}

/** Search in some texts, by part and in any case. */
export function search<Row>(
	read: (row: Row) => ReadonlyArray<string | null | undefined>,
): Parameter<Row> {
	return {
		problem: () => undefined,
		prepare: (value) => {
			const wanted = value.toLowerCase();
			return (row) => read(row).some((text) => text?.toLowerCase().includes(wanted));
		},
	};
}

/** Taken without a check, and without an effect. */
export const ignored: Parameter<unknown> = { problem: () => undefined };

/**
 * The parameters of a request. Strict, so that a wrong client fails: none may come twice or be empty.
 */
export function readQuery(query: unknown, known: Parameters<never>, quirks: AssembleQuirks): Query {
	const { unknownParameters, unknownFilters, queryLists, otherSpellings } = quirks;
	const isKnown = (name: string) => Object.hasOwn(known, name) && !unknownFilters.includes(name);
	const errors: FieldErrors = {};
	const values: Query = {};
	for (const [sent, given] of Object.entries(query as Record<string, string | string[]>)) {
		// PHP reads a parameter with brackets as a list.
		const name = sent.replace(/\[\]$/, '');
		const isRepeated = name !== sent;
		const parameter = isKnown(name) ? known[name] : undefined;
		const value = isRepeated && parameter?.isList ? [given].flat().join() : given;
		let problem: string | undefined;
		if (!parameter) problem = unknownParameters === 'reject' ? 'is not known' : undefined;
		else if (parameter.isList && isRepeated !== (queryLists === 'repeated')) {
			if (otherSpellings === 'refuse') problem = `must be ${isRepeated ? 'a string' : 'an array'}`;
			// No record has it.
			else if (otherSpellings !== 'ignore') values[name] = '-1';
			if (problem === undefined) continue;
		} else if (isRepeated && !parameter.isList) problem = 'must be a string';
		else if (Array.isArray(value)) problem = 'must be given once';
		else if (value.trim() === '') problem = 'must have a value';
		else problem = parameter.problem(value, quirks);
		if (problem !== undefined) errors[name] = [`The ${spoken(name)} field ${problem}.`];
		else if (parameter) values[name] = String(value);
	}
	if (Object.keys(errors).length > 0) throw validationError(errors);
	return values;
}
