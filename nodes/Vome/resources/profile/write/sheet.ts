import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Parameters } from '../../../../shared/form/parameters';
import { cleanText } from '../../../../shared/form/cells';
import { brokenRule } from '../../../../shared/form/parameters';
import { asObject, isObject, isRecords } from '../../../../shared/records';
import { Turns } from '../../../../shared/turns';
import type { CustomFields } from '../customFields';
import { FORM_PROFILES } from '../customFields';
import { FIELD_TYPES } from '../shape';
import {
	COLUMNS,
	CUSTOM_FIELDS,
	customFieldColumn,
	customFieldIdOf,
	isEmpty,
	namedColumn,
	nameOfColumn,
	UNREAD,
} from './columns';
import { FULL_NAME } from './headingWords';
import type { NamedField, Target } from './headings';
import { isOfN8n, isOfTemplate, planHeadings } from './headings';
import type { WriteOptions } from './options';
import { foldWords } from './values/reading';

/** What an item has for a column; an empty cell, null, empties the field. */
export interface Cell {
	/** As the user calls it. */
	heading: string;
	value: unknown;
	/** The lowest one counts if several are filled. */
	rank: number;
	/** It stands under a heading as reading gives custom fields, and not in an object of them. */
	isOwnField?: boolean;
	/** The heading is Vome's own name for the column. */
	isOwnName: boolean;
	/** In a list of choices that have a heading each. */
	place?: number;
}

/** What one input item holds. */
export interface Row {
	item: number;
	/** By column. Several headings may be of one column. */
	cells: Map<string, Cell[]>;
	/** Headings that have a value, and no column. */
	unknown: string[];
	/** A line of a file with nothing in it. */
	isBlank: boolean;
	problems: Problem[];
}

/** Why a value of a row cannot be sent. */
export interface Problem {
	column: string;
	heading: string;
	/** A sentence. */
	text: string;
}

/** A row as the items give it, by heading. */
interface RawRow {
	cells: Map<string, unknown>;
	problems: Problem[];
}

/** The list of people in the input items, mapped automatically or column by column. */
export class Sheet {
	readonly rows: Row[] = [];

	/** Headings that are no column, and have a value in some item. */
	readonly unknown: string[] = [];

	/** The columns of headings that are not called like them, and have a value. */
	readonly renamed = new Map<string, string>();

	/** Headings that have no value in any item, though they are to have one. */
	readonly blank: string[] = [];

	/** All headings of the items. */
	readonly headings = new Set<string>();

	/** The columns that the items have, filled or not. */
	readonly columns = new Set<string>();

	/** The columns of which some row has a cell. */
	readonly columnsInUse = new Set<string>();

	/** Where the cells under each heading go. */
	private targets = new Map<string, Target>();

	/** The list is made for Vome's import, whose numbers are Vome's own. */
	private isTemplate = false;

	/** Names in objects of custom fields that have a value in some item. */
	private readonly filledNames = new Set<string>();

	/** Labels of the columns in the form. */
	private readonly labels = new Map<string, string>();

	private readonly typed: IDataObject;

	readonly isAutomatic: boolean;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly items: number[],
		private readonly parameters: Parameters,
		private readonly options: WriteOptions,
	) {
		const { mappingMode, value, schema } = asObject(parameters.node.parameters.columns);
		this.isAutomatic = mappingMode === 'autoMapInputData';
		this.typed = Object.fromEntries(
			Object.entries(asObject(value)).filter(([column]) => column !== UNREAD),
		);
		for (const { id, displayName } of isRecords(schema) ? schema : []) {
			if (typeof displayName === 'string') this.labels.set(String(id), displayName);
		}
	}

	/** The custom fields that the form names. */
	customFieldIds(matchBy: string): Set<string> {
		const columns = [matchBy, ...(this.isAutomatic ? [] : Object.keys(this.typed))];
		return new Set(columns.map(customFieldIdOf).filter((id) => id !== undefined));
	}

	/** What the user calls a column: by its heading in the list, or as in the form. */
	headingOf(column: string, fields: CustomFields): string {
		const heading = [...this.targets].find(([, target]) => target.column === column)?.[0];
		return heading === undefined ? this.labelOf(column, fields) : this.nameOf(heading, fields);
	}

	private nameOf(heading: string, fields: CustomFields): string {
		const isId = customFieldIdOf(heading) !== undefined;
		return this.isAutomatic && !isId ? cleanText(heading) : this.labelOf(heading, fields);
	}

	/** What the form calls a column. */
	labelOf(column: string, fields: CustomFields): string {
		const fieldId = customFieldIdOf(column);
		if (fieldId !== undefined) {
			return fields.get(fieldId)?.name ?? this.labels.get(column) ?? fieldId;
		}
		if (column === FULL_NAME) return 'First and Last Name';
		const known = [...COLUMNS, CUSTOM_FIELDS].find(({ id }) => id === column);
		return known?.label ?? nameOfColumn(column) ?? column;
	}

	/** Reads the items. Throws a NodeOperationError for a column that does not exist, a NodeApiError. */
	async read(fields: CustomFields, hasFullName: boolean): Promise<void> {
		const raw: RawRow[] = [];
		const turns = new Turns();
		for (const item of this.items) {
			await turns.give();
			raw.push(this.isAutomatic ? this.readItem(item) : this.readForm(item, fields));
		}
		const filled = new Set<string>();
		for (const { cells } of raw) {
			await turns.give();
			for (const [heading, value] of cells) {
				if (!filled.has(heading) && !isEmpty(value)) filled.add(heading);
			}
		}
		this.isTemplate = [...this.headings].some(isOfTemplate);
		const targets = this.isAutomatic
			? await this.plan(fields, filled, hasFullName)
			: this.targetsOfForm();
		this.targets = targets;
		for (const { column } of targets.values()) this.columns.add(column);
		const inUse = new Set([...filled].map((heading) => targets.get(heading)?.column));
		for (const [heading, { column }] of targets) {
			if (!inUse.has(column) && this.isBlank(raw, heading)) this.blank.push(heading);
		}
		const blank = new Set(this.blank);
		for (const { cells } of this.options.isClearing ? raw : []) {
			for (const [name, value] of Object.entries(toObject(cells.get(CUSTOM_FIELDS.id)) ?? {})) {
				if (!isEmpty(value)) this.filledNames.add(name);
			}
		}
		for (const [place, { cells, problems }] of raw.entries()) {
			await turns.give();
			const own = [...cells].filter(([heading]) => !isOfN8n(heading));
			const isBlank =
				this.isAutomatic && own.length !== 1 && own.every(([, value]) => isEmpty(value));
			const row: Row = {
				item: this.items[place] ?? place,
				cells: new Map(),
				unknown: [],
				isBlank,
				problems,
			};
			for (const heading of this.unknown) {
				if (!isEmpty(cells.get(heading))) row.unknown.push(heading);
			}
			for (const [heading, target] of targets) {
				const isCell = this.isAutomatic || cells.has(heading);
				if (isCell) this.take(row, heading, target, cells.get(heading), blank.has(heading), fields);
			}
			joinLists(row);
			for (const column of row.cells.keys()) this.columnsInUse.add(column);
			this.rows.push(row);
		}
	}

	/** Keeps that a heading turned out to be no column. */
	noteUnknown(heading: string): void {
		if (!this.unknown.includes(heading)) this.unknown.push(heading);
	}

	private readItem(item: number): RawRow {
		const { json } = this.context.getInputData()[item] ?? { json: {} };
		const cells = new Map(Object.entries(json).map(([name, value]) => [name, asText(value)]));
		for (const heading of cells.keys()) this.headings.add(heading);
		return { cells, problems: [] };
	}

	private readForm(item: number, fields: CustomFields): RawRow {
		const row: RawRow = { cells: new Map(), problems: [] };
		for (const [column, typed] of Object.entries(this.typed)) {
			const isExpression = typeof typed === 'string' && typed.startsWith('=');
			try {
				// Read all at once, n8n turns dates into timestamps, cuts zeros off numbers, and refuses
				// labels and empty cells. Read one by one, it changes nothing.
				const path = `columns.value.${column}`;
				const value = asText(this.context.getNodeParameter(path, item, null));
				// A blank field in the form is not an empty cell, nor is a value that an AI left out.
				const isCell = isExpression && !typed.includes('$fromAI');
				if (!isEmpty(value) || isCell) row.cells.set(column, value);
			} catch (error) {
				const { message } = error as Error;
				const label = this.labelOf(column, fields);
				const text = `The expression of '${label}' fails: ${message}`;
				row.problems.push({ column, heading: label, text });
			}
		}
		return row;
	}

	/** A mapped column is its own heading. */
	private targetsOfForm(): Map<string, Target> {
		return new Map(
			Object.keys(this.typed).map((column) => {
				const isKnown =
					customFieldIdOf(column) !== undefined ||
					[...COLUMNS, CUSTOM_FIELDS].some(({ id }) => id === column);
				if (isKnown) return [column, { column, rank: 0 }];
				throw this.parameters.fail(
					`'Columns' has the column '${column}', which cannot be written`,
					`The columns are ${COLUMNS.map(({ id }) => id).join(', ')} and custom fields.`,
				);
			}),
		);
	}

	private async plan(
		fields: CustomFields,
		filled: Set<string>,
		hasFullName: boolean,
	): Promise<Map<string, Target>> {
		const shown = [...this.labels]
			.filter(([id]) => customFieldIdOf(id) !== undefined)
			.map(([column, name]): NamedField => ({ column, name }));
		let { targets, unknown } = planHeadings(this.headings, filled, ownNames(shown), hasFullName);
		// What is not called like a column may be a custom field. Profiles alone show which there are: the
		// form may have been filled in long ago.
		const isOpen = ([heading, { column, rank }]: [string, Target]) => {
			const isByName =
				customFieldIdOf(column) !== undefined && customFieldIdOf(heading) === undefined;
			return filled.has(heading) && (rank > 0 || isByName || nameOfColumn(column) !== undefined);
		};
		if ([...targets].some(isOpen) || unknown.some((heading) => filled.has(heading))) {
			await fields.look(FORM_PROFILES);
			const all = fields.all().map(({ id, label, type }): NamedField => ({
				column: customFieldColumn(id),
				name: label,
				isList: type === FIELD_TYPES.multipleSelection,
			}));
			const isThere = ({ column, name }: NamedField) =>
				all.some((field) => field.column === column || field.name === name);
			const gone = shown.filter((field) => !isThere(field));
			({ targets, unknown } = planHeadings(
				this.headings,
				filled,
				ownNames([...all, ...gone]),
				hasFullName,
			));
		}
		this.unknown.push(...unknown.filter((heading) => filled.has(heading)));
		for (const [heading, { column, rank, owner }] of targets) {
			const label = this.labelOf(column, fields);
			const isWhole = Number.isInteger(rank) && owner === undefined;
			const isPlain = rank === 0 || (isWhole && saysTheSame(heading, label));
			if (!isPlain && filled.has(heading)) this.renamed.set(heading, label);
		}
		return targets;
	}

	/**
	 * Whether a heading without any value is no empty cell but a mistake, such as an expression that
	 * names a field that is not there. With one item, an empty text is what somebody left empty.
	 */
	private isBlank(raw: RawRow[], heading: string): boolean {
		if (this.isAutomatic) return this.options.isClearing && raw.length > 1;
		const values = raw.flatMap(({ cells }) => (cells.has(heading) ? [cells.get(heading)] : []));
		const isNothing = values.every((value) => value === undefined || value === null);
		return values.length > 0 && (isNothing || values.length > 1);
	}

	private take(
		row: Row,
		heading: string,
		{ column, rank, place }: Target,
		value: unknown,
		isBlank: boolean,
		fields: CustomFields,
	): void {
		if (column === CUSTOM_FIELDS.id) return this.takeObject(row, value);
		if (isEmpty(value) && (!this.options.isClearing || isBlank)) return;
		const shown = this.nameOf(heading, fields);
		const isOwnName = !this.isAutomatic || heading === column || (rank === 0 && this.isTemplate);
		const cell = {
			heading: shown,
			value: isEmpty(value) ? null : value,
			rank,
			place,
			isOwnName,
			isOwnField: this.isAutomatic && nameOfColumn(column) !== undefined,
		};
		const cells = row.cells.get(column);
		if (cells === undefined) row.cells.set(column, [cell]);
		else cells.push(cell);
	}

	/** Whether an empty custom field in an object empties it: not if it is empty in all of several items. */
	private mayClear(name: string): boolean {
		if (!this.options.isClearing) return false;
		if (this.items.length === 1 || this.filledNames.has(name)) return true;
		if (!this.blank.includes(name)) this.blank.push(name);
		return false;
	}

	/** Takes custom fields by name, as reading gives them. */
	private takeObject(row: Row, value: unknown): void {
		if (isEmpty(value)) return;
		const fields = toObject(value);
		if (fields === undefined) {
			const text = brokenRule(CUSTOM_FIELDS.label, 'must be an object of names and values', value);
			row.problems.push({ column: CUSTOM_FIELDS.id, heading: CUSTOM_FIELDS.label, text });
			return;
		}
		for (const [name, inner] of Object.entries(fields)) {
			if (isEmpty(inner) && !this.mayClear(name)) continue;
			const column = namedColumn(name);
			const cell = {
				heading: name,
				value: isEmpty(inner) ? null : inner,
				rank: 0,
				isOwnName: true,
			};
			row.cells.set(column, [...(row.cells.get(column) ?? []), cell]);
		}
	}
}

/** Whether a heading has the words of a label, or some of them, or more. */
function saysTheSame(heading: string, label: string): boolean {
	const [one, other] = [heading, label].map(
		(text) =>
			new Set(
				foldWords(text)
					.split(' ')
					.filter((word) => !/^(of|your)$/.test(word)),
			),
	) as [Set<string>, Set<string>];
	const isIn = (few: Set<string>, many: Set<string>) => [...few].every((word) => many.has(word));
	return isIn(one, other) || isIn(other, one);
}

/** Where two fields share a name, it depends on the profile which one is called so alone. */
function ownNames(fields: NamedField[]): NamedField[] {
	const names = new Set(fields.map(({ name }) => name));
	const isShared = ({ name }: NamedField) =>
		fields.some(({ column }) => names.has(`${name} (${customFieldIdOf(column) ?? ''})`));
	return fields.map((field) =>
		isShared(field) ? { ...field, column: namedColumn(field.name) } : field,
	);
}

/** An object, also as JSON text; undefined for anything else. */
function toObject(value: unknown): IDataObject | undefined {
	let fields = value;
	try {
		if (typeof value === 'string') fields = JSON.parse(value);
	} catch {
		return undefined;
	}
	return isObject(fields) ? fields : undefined;
}

/** Makes one list of choices that have a heading each. */
function joinLists({ cells }: Row): void {
	for (const [column, all] of cells) {
		const parts = all.filter(({ place }) => place !== undefined);
		const [first] = parts;
		if (first === undefined) continue;
		const values = parts
			.sort((one, other) => Number(one.place) - Number(other.place))
			.flatMap(({ value }) => (value === null ? [] : [value]));
		const heading = first.heading.replace(/\.\d+$/, '');
		const list = {
			...first,
			heading,
			value: values.length === 0 ? null : values,
			place: undefined,
		};
		cells.set(column, [...all.filter(({ place }) => place === undefined), list]);
	}
}

/** Turns the Luxon dates of n8n's expressions into ISO text with their time zone. */
function asText(value: unknown): unknown {
	return isObject(value) && value.isLuxonDateTime === true ? String(value as unknown) : value;
}
