import type { IDataObject, IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import type { Parameters } from '../../../../shared/form/parameters';
import { itemRanges } from '../../../../shared/operations';
import { asObject, isObject, isRecords } from '../../../../shared/records';
import { foldCase } from '../../../shared/identifiers';
import { FIELD_TYPES, GENDERS, PROFILE_FIELDS } from '../shape';
import type { Identity } from './answers';
import type { Checks, Column } from './columns';
import {
	COLUMNS,
	CUSTOM_FIELDS,
	customFieldIdOf,
	EMAIL_COLUMN,
	FIRST_NAME,
	formName,
	ID_COLUMN,
	isEmpty,
	LAST_NAME,
	LATITUDE,
	LONGITUDE,
	put,
} from './columns';
import type { CustomField, CustomFields } from '../customFields';
import { whyReadOnly } from '../customFields';
import { toCustomValue } from './customValues';

export interface MappingOptions {
	/** Whether an empty cell empties the field in Vome; if not, it is not sent. */
	isClearing: boolean;
}

/** What one input item holds, by column; null empties the field. */
export interface Row {
	item: number;
	parameters: Parameters;
	values: Map<string, unknown>;
	byId: Map<string, unknown>;
	byName: Map<string, unknown>;
}

export interface Person {
	item: number;
	/** As the three writes take it (contract/vome.md 4.2). */
	data: IDataObject;
	/** The value that Vome finds the person by. */
	identifier: string;
	identity: Identity;
}

/** Free text beside the gender, in the output only. */
const GENDER_TEXT = 'gender_text';

const OTHER_GENDER = GENDERS.indexOf('Other');

export class Mapping {
	readonly isAutomatic: boolean;

	/** The column that Vome finds a person by. */
	readonly matchBy: string;

	/** Item fields that are neither columns nor output fields. */
	readonly ignored = new Set<string>();

	/** How many people had a gender text, which cannot be sent. */
	genderTexts = 0;

	private readonly zone: string;

	/** Columns by input field name, for automatic mapping. */
	private readonly columnOf = new Map<string, string>();

	/** Values in the form, by column. */
	private readonly typed: IDataObject;

	/** Throws a NodeOperationError if the columns cannot be mapped. */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly parametersOf: (item: number) => Parameters,
		private readonly operation: 'create' | 'update' | 'upsert',
		private readonly options: MappingOptions,
	) {
		const parameters = parametersOf(0);
		this.zone = context.getTimezone();
		const { mappingMode, matchingColumns, value, schema } = asObject(
			parameters.node.parameters.columns,
		);
		this.isAutomatic = mappingMode === 'autoMapInputData';
		this.typed = asObject(value);
		const matching = Array.isArray(matchingColumns) ? matchingColumns : [];
		this.matchBy =
			operation === 'create' ? EMAIL_COLUMN.id : String(matching[0] ?? EMAIL_COLUMN.id);

		const isKnown =
			[EMAIL_COLUMN.id, ID_COLUMN.id].includes(this.matchBy) ||
			customFieldIdOf(this.matchBy) !== undefined;
		if (matching.length > 1 || !isKnown) {
			throw parameters.fail(
				"'Column to match on' must be Email, ID, or one custom field of the type Unique ID",
				"Choose one of them under 'Columns'.",
			);
		}
		if (!this.isAutomatic && Object.keys(this.typed).length === 0) {
			throw parameters.fail(
				"'Columns' holds nothing",
				"Fill in at least one column, or set 'Mapping Column Mode' to 'Map Automatically'.",
			);
		}
		if (this.isAutomatic) this.nameColumns(schema);
	}

	/** What the form calls the matching column. */
	matchLabel(fields: CustomFields): string {
		const fieldId = customFieldIdOf(this.matchBy);
		if (fieldId !== undefined) return fields.get(fieldId)?.name ?? fieldId;
		return COLUMNS.find(({ id }) => id === this.matchBy)?.label ?? this.matchBy;
	}

	/** Columns go by their names in the API and in the form. */
	private nameColumns(schema: unknown): void {
		for (const column of [...COLUMNS, CUSTOM_FIELDS]) {
			this.columnOf.set(column.id, column.id);
			// `ID` in a spreadsheet may be an ID of its own.
			if (column === ID_COLUMN) continue;
			for (const name of [column.label, formName(column)]) this.columnOf.set(name, column.id);
		}
		this.columnOf.set(GENDER_TEXT, GENDER_TEXT);
		for (const { id, displayName } of isRecords(schema) ? schema : []) {
			const isFree =
				typeof displayName === 'string' &&
				!this.columnOf.has(displayName) &&
				!PROFILE_FIELDS.includes(displayName);
			if (isFree && customFieldIdOf(String(id)) !== undefined) {
				this.columnOf.set(displayName, String(id));
			}
		}
	}

	/** Reads an item. Throws a NodeOperationError about it. */
	read(item: number): Row {
		const row: Row = {
			item,
			parameters: this.parametersOf(item),
			values: new Map(),
			byId: new Map(),
			byName: new Map(),
		};
		for (const [column, value] of this.isAutomatic ? this.readItem(item) : this.readForm(item)) {
			this.take(row, column, value);
		}
		return row;
	}

	private *readForm(item: number): Generator<[string, unknown]> {
		for (const [column, typed] of Object.entries(this.typed)) {
			// Read all at once, n8n turns dates into timestamps, cuts zeros off numbers, and refuses
			// labels and empty cells. Read one by one, it changes nothing.
			const value = asText(this.context.getNodeParameter(`columns.value.${column}`, item, null));
			// A blank field in the form is not an empty cell, nor is a value that an AI left out.
			const isCell =
				typeof typed === 'string' && typed.startsWith('=') && !typed.includes('$fromAI');
			if (!isEmpty(value) || isCell) yield [column, value];
		}
	}

	private *readItem(item: number): Generator<[string, unknown]> {
		const json = this.context.getInputData()[item]?.json ?? {};
		for (const [name, value] of Object.entries(json)) {
			const column = customFieldIdOf(name) === undefined ? this.columnOf.get(name) : name;
			if (column !== undefined) yield [column, asText(value)];
			else if (!PROFILE_FIELDS.includes(name)) this.ignored.add(name);
		}
	}

	/** Keeps a value; an empty one only if it clears the field. */
	private take(row: Row, column: string, value: unknown): void {
		const fieldId = customFieldIdOf(column);
		if (column === CUSTOM_FIELDS.id) return this.takeCustomFields(row, value);
		const isKnown = fieldId !== undefined || COLUMNS.some(({ id }) => id === column);
		if (!isKnown && !(this.isAutomatic && column === GENDER_TEXT)) {
			throw row.parameters.fail(
				`'Columns' has the column '${column}', which cannot be written`,
				`The columns are ${COLUMNS.map(({ id }) => id).join(', ')} and custom fields.`,
			);
		}
		if (isEmpty(value) && !this.options.isClearing) return;
		const [map, key] = fieldId === undefined ? [row.values, column] : [row.byId, fieldId];
		const given = isEmpty(value) ? null : value;
		if (map.has(key) && JSON.stringify(map.get(key)) !== JSON.stringify(given)) {
			throw row.parameters.fail(
				`The item gives the column '${column}' twice, with different values`,
				"Remove one of the two fields before this node, or map each column under 'Columns'.",
			);
		}
		map.set(key, given);
	}

	private takeCustomFields({ parameters, byName }: Row, value: unknown): void {
		if (isEmpty(value)) return;
		let fields = value;
		if (typeof value === 'string') {
			try {
				fields = JSON.parse(value);
			} catch {
				fields = undefined;
			}
		}
		if (!isObject(fields)) {
			throw parameters.refuseValue(
				CUSTOM_FIELDS.label,
				'must be an object of names and values',
				value,
			);
		}
		for (const [name, inner] of Object.entries(fields)) {
			if (!isEmpty(inner) || this.options.isClearing)
				byName.set(name, isEmpty(inner) ? null : inner);
		}
	}

	/** The custom fields that the rows need. */
	wanted(rows: Row[]): { ids: Set<string>; names: Set<string> } {
		const matchId = customFieldIdOf(this.matchBy);
		return {
			ids: new Set([
				...(matchId === undefined ? [] : [matchId]),
				...rows.flatMap(({ byId }) => [...byId.keys()]),
			]),
			names: new Set(rows.flatMap(({ byName }) => [...byName.keys()])),
		};
	}

	/** Builds the person of a row. Throws a NodeOperationError that names item and column. */
	build(row: Row, fields: CustomFields): Person {
		const { parameters } = row;
		const data: IDataObject = {};
		for (const column of COLUMNS) this.putColumn(data, column, row);
		this.putCoordinates(data, row);
		this.checkGenderText(data, row);
		const custom = this.customFieldData(row, fields);
		if (custom.size > 0) data.custom_field_data = [...custom.values()];
		if (this.operation === 'create') checkComplete(data, parameters);

		const profile = asObject(data.profile_data);
		const fieldId = customFieldIdOf(this.matchBy);
		const field = fieldId === undefined ? undefined : this.known(fields.get(fieldId), fieldId, row);
		const identifier =
			field === undefined ? profile[this.matchBy] : custom.get(field.id)?.custom_field_user_value;
		if (typeof identifier !== 'string' || identifier === '') {
			const label = this.matchLabel(fields);
			throw parameters.fail(
				`'${label}' is empty, and Vome is to find the profile by it`,
				`Fill in '${label}', or choose another column to match on.`,
			);
		}
		return {
			item: row.item,
			data,
			identifier,
			identity: {
				email: profile.email as string | undefined,
				id: profile.id as string | undefined,
				uniqueId: field === undefined ? undefined : identifier,
			},
		};
	}

	/** Errors, by item, about people who share a matching value. */
	findTwins(people: Person[], fields: CustomFields): Map<number, NodeOperationError> {
		const isCustom = customFieldIdOf(this.matchBy) !== undefined;
		const groups = new Map<string, Person[]>();
		for (const person of people) {
			const key = isCustom ? person.identifier : foldCase(person.identifier);
			const group = groups.get(key);
			if (group === undefined) groups.set(key, [person]);
			else group.push(person);
		}
		const errors = new Map<number, NodeOperationError>();
		for (const twins of groups.values()) {
			if (twins.length === 1) continue;
			// Built once: there may be thousands.
			const same = `The ${itemRanges(twins.map(({ item }) => item))} have the same '${this.matchLabel(fields)}'`;
			for (const { item, identifier } of twins) {
				const error = this.parametersOf(item).fail(
					`${same}: ${identifier}`,
					'Which of them is right cannot be told, so none of them was sent. Remove the others before this node, for example with Remove Duplicates.',
				);
				errors.set(item, error);
			}
		}
		return errors;
	}

	private putColumn(data: IDataObject, column: Column, { values, parameters }: Row): void {
		if (!values.has(column.id) || column === LATITUDE || column === LONGITUDE) return;
		// The documents show an ID in every person; only matching needs it (contract/vome.md 4.7 no. 5).
		if (column === ID_COLUMN && this.matchBy !== ID_COLUMN.id) return;
		const value = values.get(column.id);
		if (value === null) {
			if (column.empty !== undefined) put(data, column.path, column.empty);
			return;
		}
		put(data, column.path, column.read(value, this.checks(parameters, column.label, value)));
	}

	private checks(parameters: Parameters, label: string, value: unknown): Checks {
		return { zone: this.zone, refuse: (rule) => parameters.refuseValue(label, rule, value) };
	}

	private putCoordinates(data: IDataObject, { values, parameters }: Row): void {
		const pair = [LATITUDE, LONGITUDE].map((column) => {
			const value = values.get(column.id) ?? null;
			if (value === null) return null;
			return column.read(value, this.checks(parameters, column.label, value));
		});
		const given = pair.filter((degrees) => degrees !== null);
		if (given.length === 0) return;
		if (given.length === 1) {
			throw parameters.fail(
				`'${LATITUDE.label}' and '${LONGITUDE.label}' go together, and one of them is empty`,
				'Fill in both or none.',
			);
		}
		put(data, LATITUDE.path, given);
	}

	/** Never sent, but wrong with a gender other than Other (inferred, contract/vome.md 4.2). */
	private checkGenderText(data: IDataObject, { values, parameters }: Row): void {
		const { gender } = asObject(data.profile_data);
		const text = values.get(GENDER_TEXT) ?? null;
		if (text === null || gender === undefined) return;
		if (gender !== OTHER_GENDER) {
			throw parameters.refuseValue(GENDER_TEXT, "is only for the gender 'Other'", text);
		}
		this.genderTexts += 1;
	}

	/** What to send for a row's custom fields, by field ID. */
	private customFieldData(row: Row, fields: CustomFields): Map<string, IDataObject> {
		const entries = new Map<string, IDataObject>();
		const add = (field: CustomField, value: unknown) => {
			const entry = this.customFieldEntry(field, value, row.parameters);
			if (entry === undefined) return;
			const other = entries.get(field.id);
			if (other !== undefined && JSON.stringify(other) !== JSON.stringify(entry)) {
				throw row.parameters.fail(
					`The item gives the custom field '${field.name}' twice, with different values`,
					`Remove one of the two: it may be in '${CUSTOM_FIELDS.id}' and beside it.`,
				);
			}
			entries.set(field.id, entry);
		};
		for (const [id, value] of row.byId) add(this.known(fields.get(id), id, row), value);
		const keys = [row.values.get('id'), row.values.get('email')].filter(
			(key) => typeof key === 'string',
		);
		for (const [name, value] of row.byName) {
			add(this.known(fields.ofName(name, keys), name, row), value);
		}
		return entries;
	}

	private known(field: CustomField | undefined, name: string, { parameters }: Row): CustomField {
		if (field !== undefined) return field;
		throw parameters.fail(
			`No profile in Vome has a custom field '${name}'`,
			'Check its name. The node knows custom fields from the profiles that have them: if it is new, fill it in for one profile in Vome.',
		);
	}

	private customFieldEntry(
		field: CustomField,
		value: unknown,
		parameters: Parameters,
	): IDataObject | undefined {
		const why = whyReadOnly(field);
		if (why !== undefined) {
			if (this.isAutomatic) return undefined;
			throw parameters.fail(
				`The custom field '${field.name}' cannot be written: it ${why}`,
				`Remove it from 'Columns', or from the object in '${CUSTOM_FIELDS.label}'.`,
			);
		}
		if (foldCase(field.id) === foldCase(customFieldIdOf(this.matchBy) ?? '')) {
			this.checkUnique(field, parameters);
		}
		const checks = this.checks(parameters, field.name, value);
		const sent = toCustomValue(field, value, checks);
		if (sent === undefined) return undefined;
		return {
			custom_field_id: field.id,
			custom_field_name: field.name,
			custom_field_user_value: sent,
		};
	}

	private checkUnique({ type, name }: CustomField, parameters: Parameters): void {
		if (type === FIELD_TYPES.uniqueId) return;
		throw parameters.fail(
			`Vome cannot find a profile by the custom field '${name}', which is not of the type Unique ID`,
			'Choose another column to match on.',
		);
	}
}

/** Turns the Luxon dates of n8n's expressions into ISO text with their time zone. */
function asText(value: unknown): unknown {
	return isObject(value) && value.isLuxonDateTime === true ? String(value as unknown) : value;
}

/** What Vome needs to create a profile (contract/vome.md 4.2). */
function checkComplete(data: IDataObject, parameters: Parameters): void {
	for (const { path, label } of [FIRST_NAME, LAST_NAME, EMAIL_COLUMN]) {
		if (isEmpty(asObject(data[path[0]])[path[1]])) {
			throw parameters.fail(
				`'${label}' is empty`,
				'Vome needs first name, last name and email to create a profile.',
			);
		}
	}
}
