import type { GenericValue, IDataObject } from 'n8n-workflow';

import { isSheetError } from '../../../../shared/form/cells';
import type { Parameters } from '../../../../shared/form/parameters';
import { brokenRule as ruleBroken } from '../../../../shared/form/parameters';
import { asObject } from '../../../../shared/records';
import { Turns } from '../../../../shared/turns';
import type { CustomField, CustomFields } from '../customFields';
import { whyReadOnly } from '../customFields';
import { FIELD_TYPES, GENDERS } from '../shape';
import type { Identity } from './answers';
import type { Column } from './columns';
import {
	COLUMNS,
	CUSTOM_FIELDS,
	customFieldColumn,
	customFieldIdOf,
	EMAIL_COLUMN,
	FIRST_NAME,
	ID_COLUMN,
	isEmpty,
	LAST_NAME,
	LATITUDE,
	LONGITUDE,
	nameOfColumn,
	put,
} from './columns';
import { emptyCustomValue, readCustomValue } from './customValues';
import { FULL_NAME, GENDER_TEXT } from './headingWords';
import type { WriteOptions } from './options';
import type { Cell, Problem, Row, Sheet } from './sheet';
import type { Calendar, DayOrder, OrderFound } from './values/date';
import { OrderFinder } from './values/date';
import { readFullName } from './values/fullName';
import type { Reading } from './values/reading';

export interface Person {
	item: number;
	/** As the three writes take it (contract/vome.md 4.2). */
	data: IDataObject;
	/** The value that Vome finds the person by. */
	identifier: string;
	identity: Identity;
}

/** What became of a row. */
export interface MappedRow {
	item: number;
	/** A line of a file with nothing in it. */
	isBlank: boolean;
	/** Undefined if a problem forbids to send the row. */
	person?: Person;
	/** The value that the person is found by; undefined if there is none. */
	identifier?: string;
	/** What does not fit, each as a sentence. */
	problems: string[];
	/** Headings of values that were left out because they do not fit. */
	leftOut: string[];
	/** What is sent, by column; null empties the field. */
	sent: IDataObject;
	/** Headings with a value that is not sent. */
	notSent: string[];
	/** Whether the person could be sent without the values that do not fit. */
	canLeaveOut: boolean;
}

const OTHER_GENDER = GENDERS.indexOf('Other');

/** Hints show this many examples. */
const EXAMPLES = 2;

type Reader<T> = (cell: unknown, calendar: Calendar) => Reading<T>;

/** What comes after this rank is of a heading that is a part of the column, such as Home Phone. */
const LAST_THAT_EMPTIES = 2;

/** Whether an empty cell empties the field: not if it is of a part of what the column holds. */
const mayEmpty = ({ rank }: Cell) => Math.floor(rank) <= LAST_THAT_EMPTIES;

/** What is left of letters in a file that was read in another encoding than it was written in. */
const LOST_LETTERS = [
	{ signs: /\uFFFD/, encoding: 'windows-1252' },
	{
		signs:
			/[ÃÂ][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|â€/,
		encoding: 'utf8',
	},
];

/** The encoding that a text should have been read in; undefined if it looks right. */
const encodingOf = (value: unknown) =>
	LOST_LETTERS.find(({ signs }) => typeof value === 'string' && signs.test(value))?.encoding;

/** A sentence about a value that breaks a rule; of a list, with what is in it. */
const brokenRule = (heading: string, rule: string, value: unknown) =>
	ruleBroken(heading, rule, Array.isArray(value) ? value.join(', ') : value);

const SHEET_ERROR = 'holds an error of the spreadsheet';

/** The same for texts that differ in case, and for phone numbers with the same digits. */
function textOf(column: string, reading: object): string {
	const text = JSON.stringify(reading).toLowerCase();
	return column === 'phone_number' ? text.replace(/[^\d"a-z]/g, '') : text;
}

/** Makes people of the rows of a sheet. */
export class Mapping {
	/** Headings of gender texts, which cannot be sent. */
	readonly genderTexts = new Set<string>();

	/** Headings of IDs that are not Vome's. */
	readonly foreignIds = new Set<string>();

	/** The first names that were split, each as it was split. */
	readonly splitNames: string[] = [];

	/** Headings with values such as "n/a": how many, and one of them. */
	readonly saidNothing = new Map<string, { times: number; example: unknown }>();

	/** Headings of custom fields that cannot be written, and why. */
	readonly readOnly = new Map<string, string>();

	/** What was taken where headings of one column differ: how many times. */
	readonly preferred = new Map<string, number>();

	/** What the dates under a heading show about their order. */
	private readonly orders = new Map<string, OrderFound>();

	/** Columns without which nobody is sent. */
	private readonly needed: Set<string>;

	constructor(
		private readonly sheet: Sheet,
		private readonly fields: CustomFields,
		readonly matchBy: string,
		private readonly request: {
			operation: 'create' | 'update' | 'upsert';
			zone: string;
			options: WriteOptions;
		},
	) {
		const required = [FIRST_NAME.id, LAST_NAME.id, EMAIL_COLUMN.id, FULL_NAME];
		this.needed = new Set([matchBy, ...(request.operation === 'create' ? required : [])]);
	}

	/** What the form calls the matching column. */
	get matchLabel(): string {
		return this.sheet.labelOf(this.matchBy, this.fields);
	}

	/** The orders that dates were read in, with what shows them. */
	get ordersInUse(): Array<[heading: string, order: DayOrder, shownBy: string]> {
		return [...this.orders].flatMap(([heading, { order, shownBy, isNeeded }]) =>
			order === undefined || shownBy === undefined || !isNeeded ? [] : [[heading, order, shownBy]],
		);
	}

	/** Makes people of all rows. Throws a NodeOperationError for a matching column of another kind. */
	async build(parameters: Parameters): Promise<MappedRow[]> {
		this.checkMatching(parameters);
		const turns = new Turns();
		if (this.request.options.dateFormat === 'auto') await this.findOrders(turns);
		const rows: MappedRow[] = [];
		for (const row of this.sheet.rows) {
			await turns.give();
			rows.push(this.buildRow(row));
		}
		return rows;
	}

	private checkMatching(parameters: Parameters): void {
		const fieldId = customFieldIdOf(this.matchBy);
		const field = fieldId === undefined ? undefined : this.fields.get(fieldId);
		if (field === undefined || field.type === FIELD_TYPES.uniqueId) return;
		throw parameters.fail(
			`Vome cannot find a profile by the custom field '${field.name}', which is not of the type Unique ID`,
			'Choose another column to match on.',
		);
	}

	private async findOrders(turns: Turns): Promise<void> {
		const finders = new Map<string, OrderFinder>();
		for (const row of this.sheet.rows) {
			await turns.give();
			for (const [key, cells] of row.cells) {
				if (!this.isDate(key, row)) continue;
				for (const { heading, value } of cells) {
					const finder = finders.get(heading) ?? new OrderFinder(heading);
					finders.set(heading, finder);
					finder.see(value);
				}
			}
		}
		for (const [heading, finder] of finders) this.orders.set(heading, finder.found);
	}

	private isDate(key: string, row: Row): boolean {
		if (key === 'date_of_birth') return true;
		const type = Number(this.fieldOf(key, row)?.type);
		return [FIELD_TYPES.date, FIELD_TYPES.dateTime].includes(type);
	}

	private buildRow(row: Row): MappedRow {
		if (row.isBlank) return blankRow(row.item);
		const builder = new RowBuilder(row);
		for (const column of COLUMNS) this.takeColumn(builder, column);
		this.takeFullName(builder);
		this.takeCoordinates(builder);
		this.checkGenderText(builder);
		this.takeCustomFields(builder);
		const identifier = this.identify(builder);
		if (this.request.operation === 'create') this.checkComplete(builder);

		const { problems, sent, data } = builder;
		const isNeeded = ({ column }: Problem) => this.needed.has(column);
		const canLeaveOut = identifier !== undefined && !problems.some(isNeeded);
		const mapped: MappedRow = {
			item: row.item,
			isBlank: false,
			identifier,
			problems: problems.map(({ text }) => text),
			leftOut: [],
			sent,
			notSent: [...row.unknown, ...builder.notSent],
			canLeaveOut,
		};
		const isLeavingOut = canLeaveOut && this.request.options.isLeavingOut;
		if (identifier === undefined || (problems.length > 0 && !isLeavingOut)) return mapped;

		const { email, id } = asObject(data.profile_data) as Record<string, string | undefined>;
		const uniqueId = customFieldIdOf(this.matchBy) === undefined ? undefined : identifier;
		mapped.person = { item: row.item, data, identifier, identity: { email, id, uniqueId } };
		mapped.leftOut = problems.map(({ heading }) => heading);
		mapped.notSent.push(...mapped.leftOut);
		return mapped;
	}

	/** Reads the cells of a column; undefined if there is nothing to send, null to empty the field. */
	private pick<T>(
		builder: RowBuilder,
		column: string,
		cells: Cell[],
		read: Reader<T>,
		readAlias = read,
	): { value: T | null } | undefined {
		const given = cells.filter(({ value }) => value !== null);
		if (given.length === 0) return cells.some(mayEmpty) ? { value: null } : undefined;
		const readings = given.map((cell) => ({
			...cell,
			reading: this.readCell(cell, read, readAlias),
		}));
		// What says nothing, such as "n/a", gives way to what says something.
		const saysNothing = ({ reading }: (typeof readings)[number]) =>
			'value' in reading && reading.value === null;
		for (const { heading, value } of readings.filter(saysNothing)) {
			builder.notSent.push(heading);
			this.countNothing(heading, value);
		}
		const filled = readings.filter((reading) => !saysNothing(reading));
		const lowest = Math.min(...filled.map(({ rank }) => rank));
		const best = filled.filter(({ rank }) => rank === lowest);
		const [first] = best;
		if (first === undefined) return undefined;
		for (const { heading, value, reading } of best) {
			if (!('rule' in reading)) continue;
			builder.fail(column, heading, brokenRule(heading, reading.rule, value));
			return undefined;
		}
		const others = filled.filter(
			({ reading }) => textOf(column, reading) !== textOf(column, first.reading),
		);
		const rivals = others.filter(({ rank }) => rank === lowest);
		if (rivals.length > 0) return this.failTwice(builder, column, [first, ...rivals]);
		for (const other of others) {
			builder.notSent.push(other.heading);
			this.countPreferred(`'${first.heading}' was used, not '${other.heading}'`);
		}
		return 'rule' in first.reading || first.reading.value === null ? undefined : first.reading;
	}

	/** Headings of one column that are equally good: not sure, so none is sent. */
	private failTwice(builder: RowBuilder, column: string, cells: Cell[]): undefined {
		const [first, ...others] = cells.map(({ heading }) => heading) as [string, ...string[]];
		const isOwnName = cells.every(({ rank }) => rank === 0);
		if (isOwnName || this.needed.has(column)) {
			const all = [first, ...others].map((heading) => `'${heading}'`).join(' and ');
			const what = this.inWords(column);
			const text = `The item gives the ${what} twice, with different values, under ${all}`;
			builder.fail(column, first, text);
		} else {
			builder.notSent.push(first, ...others);
			this.countPreferred(`neither '${first}' nor '${others.join("' nor '")}' was used`);
		}
	}

	private countNothing(heading: string, value: unknown): void {
		const { times, example } = this.saidNothing.get(heading) ?? { times: 0, example: value };
		this.saidNothing.set(heading, { times: times + 1, example });
	}

	private countPreferred(what: string): void {
		this.preferred.set(what, (this.preferred.get(what) ?? 0) + 1);
	}

	private inWords(column: string): string {
		return customFieldIdOf(column) === undefined
			? `column '${column}'`
			: `custom field '${this.sheet.labelOf(column, this.fields)}'`;
	}

	private readCell<T>(
		{ heading, value, isOwnName }: Cell,
		own: Reader<T>,
		alias: Reader<T>,
	): Reading<T> {
		const texts = [value].flat();
		if (texts.some(isSheetError)) return { rule: SHEET_ERROR };
		const encoding = texts.map(encodingOf).find(Boolean);
		if (encoding !== undefined) {
			return {
				rule: `has letters that were lost: set 'Encoding' to ${encoding} in the node that reads the file`,
			};
		}
		const { options, zone } = this.request;
		const { dateFormat } = options;
		const order = dateFormat === 'auto' ? this.orders.get(heading)?.order : dateFormat;
		return (isOwnName ? own : alias)(value, { zone, order });
	}

	private takeColumn(builder: RowBuilder, column: Column): void {
		const cells = builder.row.cells.get(column.id);
		if (cells === undefined || column === LATITUDE || column === LONGITUDE) return;
		// The documents show an ID in every person; only matching needs it (contract/vome.md 4.7 no. 5).
		if (column === ID_COLUMN && this.matchBy !== ID_COLUMN.id)
			return this.passOverId(builder, cells);
		const found = this.pick(builder, column.id, cells, column.read, column.readAlias);
		if (found === undefined) return;
		const value = found.value === null ? column.empty : found.value;
		if (value === undefined) return;
		put(builder.data, column.path, value);
		builder.sent[column.id] = found.value;
	}

	private passOverId(builder: RowBuilder, cells: Cell[]): void {
		for (const { heading, value } of cells) {
			if (isSheetError(value)) {
				const text = brokenRule(heading, SHEET_ERROR, value);
				builder.fail(ID_COLUMN.id, heading, text);
			}
			if (value === null || !('rule' in ID_COLUMN.read(value, { zone: '' }))) continue;
			this.foreignIds.add(heading);
			builder.notSent.push(heading);
		}
	}

	private takeFullName(builder: RowBuilder): void {
		const cells = builder.row.cells.get(FULL_NAME);
		if (cells === undefined) return;
		const name = this.pick(builder, FULL_NAME, cells, readFullName)?.value;
		if (name === undefined || name === null) return;
		put(builder.data, FIRST_NAME.path, name.first);
		put(builder.data, LAST_NAME.path, name.last);
		Object.assign(builder.sent, { first_name: name.first, last_name: name.last });
		if (this.splitNames.length < EXAMPLES) this.splitNames.push(`'${name.first}' + '${name.last}'`);
	}

	/** Headings of columns that have a value and did not fail. */
	private headingsOf({ row, problems }: RowBuilder, ...columns: string[]): string[] {
		return columns
			.flatMap((column) => row.cells.get(column) ?? [])
			.filter(({ value }) => value !== null)
			.map(({ heading }) => heading)
			.filter((heading) => !problems.some((problem) => problem.heading === heading));
	}

	/** Both go into one field, and only together. */
	private takeCoordinates(builder: RowBuilder): void {
		const pair = [LATITUDE, LONGITUDE].map((column) => {
			const cells = builder.row.cells.get(column.id) ?? [];
			return this.pick(builder, column.id, cells, column.read)?.value ?? null;
		});
		const given = pair.filter((degrees) => degrees !== null);
		if (given.length === 0) return;
		if (builder.hasFailed(LATITUDE.id, LONGITUDE.id)) {
			builder.notSent.push(...this.headingsOf(builder, LATITUDE.id, LONGITUDE.id));
			return;
		}
		if (given.length === 1) {
			return builder.fail(
				LATITUDE.id,
				LATITUDE.label,
				`'${LATITUDE.label}' and '${LONGITUDE.label}' go together, and one of them is empty`,
			);
		}
		put(builder.data, LATITUDE.path, given);
		Object.assign(builder.sent, { latitude: pair[0], longitude: pair[1] });
	}

	/** Never sent, but wrong with a gender other than Other (inferred, contract/vome.md 4.2). */
	private checkGenderText(builder: RowBuilder): void {
		const { gender } = asObject(builder.data.profile_data);
		const cell = builder.row.cells.get(GENDER_TEXT)?.find(({ value }) => value !== null);
		if (cell === undefined) return;
		if (gender === undefined || gender === OTHER_GENDER) {
			this.genderTexts.add(cell.heading);
			builder.notSent.push(cell.heading);
		} else {
			const rule = "is only for the gender 'Other'";
			builder.fail(GENDER_TEXT, cell.heading, brokenRule(cell.heading, rule, cell.value));
		}
	}

	private takeCustomFields(builder: RowBuilder): void {
		const all = new Map<CustomField, Cell[]>();
		for (const [key, cells] of builder.row.cells) {
			if (customFieldIdOf(key) === undefined && nameOfColumn(key) === undefined) continue;
			const field = this.fieldOf(key, builder.row);
			if (field === undefined) this.failUnknown(builder, key, cells);
			else all.set(field, [...(all.get(field) ?? []), ...cells]);
		}
		const entries = [...all].flatMap(([field, cells]) => this.customEntry(builder, field, cells));
		if (entries.length > 0) builder.data.custom_field_data = entries;
	}

	private failUnknown(builder: RowBuilder, key: string, cells: Cell[]): void {
		const filled = cells.filter(({ value }) => value !== null);
		if (filled.length === 0) return;
		if (this.fields.forbidden === undefined && filled.every(({ isOwnField }) => isOwnField)) {
			for (const { heading } of filled) {
				builder.notSent.push(heading);
				this.sheet.noteUnknown(heading);
			}
			return;
		}
		const label = this.sheet.labelOf(key, this.fields);
		const { forbidden } = this.fields;
		builder.fail(
			key,
			label,
			forbidden === undefined
				? `No profile in Vome has a custom field '${label}'`
				: `The custom field '${label}' could not be looked up: ${forbidden.message}`,
		);
	}

	private customEntry(builder: RowBuilder, field: CustomField, cells: Cell[]): IDataObject[] {
		const column = customFieldColumn(field.id);
		const why = whyReadOnly(field);
		if (why !== undefined) {
			if (!this.sheet.isAutomatic) {
				const text = `The custom field '${field.name}' cannot be written: it ${why}`;
				builder.fail(column, field.name, text);
			} else {
				for (const { heading, value } of cells) {
					// As reading gives it, it is not meant to be written.
					if (value === null || heading.startsWith('custom_fields.')) continue;
					builder.notSent.push(heading);
					this.readOnly.set(heading, why);
				}
			}
			return [];
		}
		const found = this.pick<GenericValue>(builder, column, cells, (cell, calendar) =>
			readCustomValue(field, cell, calendar),
		);
		if (found === undefined) return [];
		const value = found.value ?? emptyCustomValue(field);
		const sent = asObject(builder.sent[CUSTOM_FIELDS.id]);
		builder.sent[CUSTOM_FIELDS.id] = { ...sent, [field.name]: found.value };
		return [
			{ custom_field_id: field.id, custom_field_name: field.name, custom_field_user_value: value },
		];
	}

	/** What Vome needs to create a profile (contract/vome.md 4.2). */
	private checkComplete(builder: RowBuilder): void {
		for (const { id, path } of [FIRST_NAME, LAST_NAME, EMAIL_COLUMN]) {
			const isName = id !== EMAIL_COLUMN.id;
			const column = isName && this.sheet.columns.has(FULL_NAME) ? FULL_NAME : id;
			const isThere = !isEmpty(asObject(builder.data[path[0]])[path[1]]);
			if (isThere || builder.hasFailed(column)) continue;
			const heading = this.sheet.headingOf(column, this.fields);
			builder.fail(column, heading, `'${heading}' is empty`);
		}
	}

	/** The custom field that a column stands for in a row; undefined if no profile has it. */
	private fieldOf(key: string, row: Row): CustomField | undefined {
		const fieldId = customFieldIdOf(key);
		if (fieldId !== undefined) return this.fields.get(fieldId);
		const name = nameOfColumn(key);
		if (name === undefined) return undefined;
		const keyOf = (id: string) => row.cells.get(id)?.find(({ value }) => value !== null)?.value;
		const keys = [keyOf(ID_COLUMN.id), keyOf(EMAIL_COLUMN.id)].filter(
			(one) => typeof one === 'string',
		);
		return this.fields.ofName(name, keys);
	}

	/** The value that Vome is to find the person by; undefined, with a problem, if there is none. */
	private identify(builder: RowBuilder): string | undefined {
		const fieldId = customFieldIdOf(this.matchBy);
		const custom = builder.data.custom_field_data as IDataObject[] | undefined;
		const identifier =
			fieldId === undefined
				? asObject(builder.data.profile_data)[this.matchBy]
				: custom?.find(({ custom_field_id }) => this.fields.get(fieldId)?.id === custom_field_id)
						?.custom_field_user_value;
		if (typeof identifier === 'string' && identifier !== '') return identifier;
		if (!builder.hasFailed(this.matchBy)) this.failUnmatched(builder);
		return undefined;
	}

	private failUnmatched(builder: RowBuilder): void {
		const heading = this.sheet.headingOf(this.matchBy, this.fields);
		const cell = builder.row.cells.get(this.matchBy)?.find(({ value }) => value !== null);
		builder.fail(this.matchBy, heading, this.whyUnmatched(heading, cell));
	}

	private whyUnmatched(heading: string, cell: Cell | undefined): string {
		if (cell !== undefined) {
			const rule = 'says nothing, but Vome needs it to find the profile';
			return brokenRule(cell.heading, rule, cell.value);
		}
		if (this.request.operation === 'create') return `'${heading}' is empty`;
		return `'${heading}' is empty, but Vome needs it to find the profile`;
	}
}

function blankRow(item: number): MappedRow {
	const problems = ['The item is empty'];
	return { item, isBlank: true, problems, leftOut: [], sent: {}, notSent: [], canLeaveOut: false };
}

/** The person that becomes of a row. */
class RowBuilder {
	readonly data: IDataObject = {};

	/** By column, for people to read. */
	readonly sent: IDataObject = {};

	readonly notSent: string[] = [];

	readonly problems: Problem[];

	constructor(readonly row: Row) {
		this.problems = [...row.problems];
	}

	fail(column: string, heading: string, text: string): void {
		this.problems.push({ column, heading, text });
	}

	hasFailed(...columns: string[]): boolean {
		return this.problems.some(({ column }) => columns.includes(column));
	}
}
