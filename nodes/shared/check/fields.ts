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
	/** How many fields are as they should be. */
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

/** So many new names at once are rather the keys of a table. */
const MOST_NAMES = 12;

/**
 * Compares records with what is known of them. Of their values, only those for times come out.
 * Within the field `own`, the names of new fields may be the account's own, and do not come out.
 */
export function compareFields(
	records: readonly IDataObject[],
	fields: Fields,
	own?: string,
): Comparison {
	const comparing = new Comparing(own);
	comparing.objects(records, fields, '');
	return comparing.found;
}

/** More at once are rather the keys of a table. */
const MOST_FIELDS = 60;

/** The names of fields at the top of records, as APIs call them, and how many others there are. */
export function namesOfFields(records: readonly IDataObject[]) {
	const names = [...new Set(records.flatMap(Object.keys))];
	const plain = names.filter((name) => PLAIN_NAME.test(name) && name.length <= LONGEST_NAME);
	const named = plain.length > MOST_FIELDS ? [] : plain;
	return { named, unnamed: names.length - named.length };
}

class Comparing {
	readonly found: Comparison = {
		good: 0,
		missing: [],
		added: [],
		unnamed: 0,
		otherType: [],
		times: [],
	};

	constructor(private readonly own: string | undefined) {}

	objects(objects: readonly IDataObject[], fields: Fields, prefix: string): void {
		if (objects.length === 0) return;
		const known = new Set<string>();
		for (const [key, type] of Object.entries(fields)) {
			const name = key.replace('?', '');
			known.add(name);
			const having = objects.filter((object) => Object.hasOwn(object, name));
			const values = having.map((object) => object[name]);
			if (having.length > 0) this.values(values, type, `${prefix}${name}`);
			else if (name === key) this.found.missing.push(`${prefix}${name}`);
		}
		const added = [...new Set(objects.flatMap(Object.keys))].filter((name) => !known.has(name));
		this.add(added, prefix);
	}

	private add(names: string[], prefix: string): void {
		const isOwn = this.own !== undefined && prefix.startsWith(this.own);
		const plain = names.filter((name) => PLAIN_NAME.test(name) && name.length <= LONGEST_NAME);
		const shown = isOwn || plain.length > MOST_NAMES ? [] : plain;
		this.found.added.push(...shown.map((name) => `${prefix}${name}`));
		this.found.unnamed += names.length - shown.length;
	}

	/** An empty value shows no type. */
	private values(values: readonly unknown[], type: FieldType, path: string): void {
		const filled = values.filter((value) => value !== null && value !== undefined);
		const fitting = filled.filter((value) => fits(value, type));
		if (fitting.length < filled.length) {
			const kinds = new Set(filled.filter((value) => !fits(value, type)).map(kindOf));
			this.found.otherType.push(`${path} (${[...kinds].join(' or ')} instead of ${nameOf(type)})`);
		} else {
			this.found.good += 1;
		}
		if (type === 'time') this.found.times.push(...fitting.map(String));
		if (isListType(type)) this.values(fitting.flat(), type[0], `${path}[]`);
		else if (typeof type === 'object') this.objects(fitting as IDataObject[], type, `${path}.`);
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
