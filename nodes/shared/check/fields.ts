import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../records';

/** What a value is; a list of one type is a list of such values. */
export type FieldType =
	| 'text'
	| 'whole number'
	| 'number'
	| 'yes or no'
	/** A text, such as 2026-01-31T09:30:00Z. */
	| 'time'
	/** A text, such as 2026-01-31. */
	| 'day'
	| 'anything'
	| Fields
	| readonly [FieldType];

/** The fields of an object. A '?' after the name: not every account has it. */
export interface Fields {
	readonly [name: string]: FieldType;
}

export interface Comparison {
	/** How many fields there are as they should be. */
	good: number;
	missing: string[];
	added: string[];
	/** How many more were added, whose names may be somebody's own words. */
	unnamed: number;
	/** As in "gender (text instead of whole number)". */
	otherType: string[];
	/** What is in fields for times. */
	times: string[];
}

/** As APIs call their fields. */
const PLAIN_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

const LONGEST_NAME = 40;

/** So many names at once are rather the keys of a table. */
const MOST_NAMES = 12;

/** Compares records with what is known of them. Values go into `times` alone. */
export function compareFields(records: readonly IDataObject[], fields: Fields): Comparison {
	const found: Comparison = {
		good: 0,
		missing: [],
		added: [],
		unnamed: 0,
		otherType: [],
		times: [],
	};
	compareObjects(records, fields, '', found);
	return found;
}

function compareObjects(
	objects: readonly IDataObject[],
	fields: Fields,
	prefix: string,
	found: Comparison,
): void {
	if (objects.length === 0) return;
	const known = new Set<string>();
	for (const [key, type] of Object.entries(fields)) {
		const name = key.replace('?', '');
		known.add(name);
		const having = objects.filter((object) => Object.hasOwn(object, name));
		const values = having.map((object) => object[name]);
		if (having.length > 0) compareValues(values, type, `${prefix}${name}`, found);
		else if (name === key) found.missing.push(`${prefix}${name}`);
	}
	const added = [...new Set(objects.flatMap(Object.keys))].filter((name) => !known.has(name));
	const plain = added.filter((name) => PLAIN_NAME.test(name) && name.length <= LONGEST_NAME);
	const named = plain.length > MOST_NAMES ? [] : plain;
	found.added.push(...named.map((name) => `${prefix}${name}`));
	found.unnamed += added.length - named.length;
}

/** An empty value shows no type. */
function compareValues(
	values: readonly unknown[],
	type: FieldType,
	path: string,
	found: Comparison,
): void {
	const filled = values.filter((value) => value !== null && value !== undefined);
	const fitting = filled.filter((value) => fits(value, type));
	if (fitting.length < filled.length) {
		const others = filled.filter((value) => !fits(value, type)).map(kindOf);
		const kinds = [...new Set(others)].join(' or ');
		found.otherType.push(`${path} (${kinds} instead of ${nameOf(type)})`);
	} else {
		found.good += 1;
	}
	if (type === 'time') found.times.push(...fitting.map(String));
	if (isListType(type)) compareValues(fitting.flat(), type[0], `${path}[]`, found);
	else if (typeof type === 'object') {
		compareObjects(fitting as IDataObject[], type, `${path}.`, found);
	}
}

function fits(value: unknown, type: FieldType): boolean {
	if (isListType(type)) return Array.isArray(value);
	if (typeof type === 'object') return isObject(value);
	switch (type) {
		case 'anything':
			return true;
		case 'number':
			return typeof value === 'number';
		case 'whole number':
			return Number.isInteger(value);
		case 'yes or no':
			return typeof value === 'boolean';
		case 'day':
			return typeof value === 'string' && /^(\d{4}-\d\d-\d\d)?$/.test(value);
		default:
			return typeof value === 'string';
	}
}

const isListType = (type: FieldType): type is readonly [FieldType] => Array.isArray(type);

function nameOf(type: FieldType): string {
	if (isListType(type)) return 'list';
	return typeof type === 'object' ? 'object' : type;
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'list';
	switch (typeof value) {
		case 'string':
			return 'text';
		case 'number':
			return Number.isInteger(value) ? 'whole number' : 'number with decimals';
		case 'boolean':
			return 'yes or no';
		default:
			return 'object';
	}
}
