import type { GenericValue, IDataObject } from 'n8n-workflow';

import { toMoment } from '../../../../shared/form/moments';
import { toBoolean } from '../../../../shared/form/parameters';
import type { Refuse } from '../../../shared/identifiers';
import { checkEmail, checkId } from '../../../shared/identifiers';
import { GENDERS, OCCUPATIONS } from '../shape';

export interface Checks {
	refuse: Refuse;
	/** The time zone of values without one. */
	zone: string;
}

/** A column that every account has. */
export interface Column {
	id: string;
	label: string;
	/** What the form says about its values. */
	note?: string;
	/** Where the value goes in the person sent (contract/vome.md 4.2). */
	path: [group: string, field: string];
	/** Checks a value that is not empty and returns what to send. Throws what `refuse` returns. */
	read: (value: unknown, checks: Checks) => GenericValue;
	/** Sent to empty it (inferred, contract/vome.md 7 no. 4); undefined if nothing can. */
	empty?: GenericValue;
}

/** Required in every profile, so never emptied. */
export const FIRST_NAME = lasting('first_name', 'First Name', ['profile_data', 'first_name']);
export const LAST_NAME = lasting('last_name', 'Last Name', ['profile_data', 'last_name']);
export const EMAIL_COLUMN = lasting('email', 'Email', ['profile_data', 'email'], readEmail);

/** Only to find a profile: nothing can change it. */
export const ID_COLUMN: Column = {
	id: 'id',
	label: 'ID',
	path: ['profile_data', 'id'],
	read: readId,
};

/** Both go into one field, and only together. */
export const LATITUDE: Column = {
	id: 'latitude',
	label: 'Latitude',
	path: ['profile_data', 'address_coordinates'],
	read: (value, { refuse }) => readCoordinate(value, 90, refuse),
};
export const LONGITUDE: Column = {
	id: 'longitude',
	label: 'Longitude',
	path: ['profile_data', 'address_coordinates'],
	read: (value, { refuse }) => readCoordinate(value, 180, refuse),
};

/** Columns that a new node shows, in the order of the form. */
export const USUAL_COLUMNS: Column[] = [
	FIRST_NAME,
	LAST_NAME,
	EMAIL_COLUMN,
	text('phone_number', 'Phone Number', ['profile_data', 'phone_number'], readPhone),
	{
		id: 'date_of_birth',
		label: 'Date of Birth',
		note: 'YYYY-MM-DD',
		path: ['profile_data', 'date_of_birth'],
		read: readDate,
		empty: null,
	},
	{
		id: 'gender',
		label: 'Gender',
		note: 'e.g. Female',
		path: ['profile_data', 'gender'],
		read: (value, { refuse }) => readCode(value, GENDERS, refuse),
		empty: null,
	},
	text('address', 'Address', ['profile_data', 'address']),
	{
		id: 'occupation',
		label: 'Occupation',
		note: 'e.g. Student',
		path: ['occupation_info', 'occupation'],
		read: (value, { refuse }) => readCode(value, OCCUPATIONS, refuse),
		empty: null,
	},
	text('occupation_institution_name', 'Occupation Institution Name', [
		'occupation_info',
		'occupation_institution_name',
	]),
	text('emergency_contact_name', 'Emergency Contact Name', ['emergency_contact', 'name']),
	text('emergency_contact_phone_number', 'Emergency Contact Phone Number', [
		'emergency_contact',
		'phone_number',
	]),
	text('emergency_contact_relationship', 'Emergency Contact Relationship', [
		'emergency_contact',
		'relationship',
	]),
];

/** Columns that a new node offers under Add Column, after the custom fields. */
export const RARE_COLUMNS: Column[] = [
	ID_COLUMN,
	LATITUDE,
	LONGITUDE,
	text('medical_description', 'Medical Description', ['medical_information', 'description']),
	{
		id: 'has_medical_info',
		label: 'Has Medical Info',
		note: 'yes or no',
		path: ['medical_information', 'has_medical_info'],
		read: readBoolean,
	},
];

export const COLUMNS = [...USUAL_COLUMNS, ...RARE_COLUMNS];

/** An object of custom fields by name, as in the output. */
export const CUSTOM_FIELDS = { id: 'custom_fields', label: 'Custom Fields', note: 'by name' };

/** What the form calls a column. */
export function formName({ label, note }: { label: string; note?: string }): string {
	return note === undefined ? label : `${label} (${note})`;
}

const CUSTOM_FIELD = 'custom_field:';

/** The column of a custom field. */
export function customFieldColumn(fieldId: string): string {
	return `${CUSTOM_FIELD}${fieldId}`;
}

/** The custom field's ID; undefined for other columns. */
export function customFieldIdOf(column: string): string | undefined {
	return column.startsWith(CUSTOM_FIELD) ? column.slice(CUSTOM_FIELD.length) : undefined;
}

/** Whether a value is empty, like a blank cell or a list of blanks. */
export function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isEmpty);
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

function lasting(
	id: string,
	label: string,
	path: Column['path'],
	read: Column['read'] = readText,
): Column {
	return { id, label, path, read };
}

function text(
	id: string,
	label: string,
	path: Column['path'],
	read: Column['read'] = readText,
): Column {
	return { ...lasting(id, label, path, read), empty: '' };
}

/** Trimmed text; numbers and booleans become text. */
export function readText(value: unknown, { refuse }: Pick<Checks, 'refuse'>): string {
	return readExactText(value, refuse).trim();
}

/** Text as it is; numbers and booleans become text. */
export function readExactText(value: unknown, refuse: Refuse): string {
	if (typeof value === 'string') return value;
	if (Number.isFinite(value) || typeof value === 'boolean') return String(value);
	throw refuse('must be text');
}

export function readEmail(value: unknown, checks: Checks): string {
	return checkEmail(readText(value, checks), checks.refuse);
}

function readId(value: unknown, checks: Checks): string {
	return checkId(readText(value, checks), checks.refuse);
}

/** Inferred from the rules of Vome's import (contract/vome.md 4.2); "+" is in its examples. */
function readPhone(value: unknown, checks: Checks): string {
	const number = readText(value, checks);
	if (!/^[-+\d\s().]*$/.test(number)) {
		throw checks.refuse('may only hold digits, spaces, dashes, dots, parentheses and +');
	}
	return number;
}

/**
 * A date as YYYY-MM-DD. A time must be midnight, in its own or the workflow's time zone: any other
 * leaves the day unclear.
 */
export function readDate(value: unknown, { refuse, zone }: Checks): string {
	const given = value instanceof Date ? value : readExactText(value, refuse).trim();
	const isDate = given instanceof Date || /^\d{4}-\d{2}-\d{2}/.test(given);
	const moment = isDate ? toMoment(given, zone) : undefined;
	if (moment !== undefined) {
		const isPlain =
			typeof given === 'string' && /^.{10}([T ]00(:?00){0,2}(\.0+)?\D?.*)?$/i.test(given);
		if (isPlain) return moment.date;
		const here = toMoment(new Date(moment.utc), zone)?.date ?? '';
		if (toMoment(here, zone)?.utc === moment.utc) return here;
	}
	throw refuse('must be a date such as 1990-02-01');
}

/** The code for a number, digits or a label. */
function readCode(value: unknown, labels: string[], refuse: Refuse): number {
	const word = readText(value, { refuse }).toLowerCase();
	const found = labels.findIndex(
		(label, code) => label.toLowerCase() === word || String(code) === word,
	);
	if (found >= 0) return found;
	throw refuse(`must be one of ${labels.join(', ')}, or a number from 0 to ${labels.length - 1}`);
}

export function readBoolean(value: unknown, { refuse }: Checks): boolean {
	// Spreadsheets may hold 1 or 0.
	const answer = toBoolean(value) ?? { 1: true, 0: false }[readText(value, { refuse })];
	if (answer === undefined) throw refuse('must be yes or no, or true or false');
	return answer;
}

/** Degrees as text, as in the documents (contract/vome.md 4.0). */
function readCoordinate(value: unknown, most: number, refuse: Refuse): string {
	const degrees = readText(value, { refuse });
	if (!/^[-+]?\d+(\.\d+)?$/.test(degrees) || Math.abs(Number(degrees)) > most) {
		throw refuse(`must be a number of degrees from -${most} to ${most}`);
	}
	return degrees;
}

/** Sets a value at its path in a person. */
export function put(
	person: IDataObject,
	[group, field]: Column['path'],
	value: GenericValue,
): void {
	person[group] = { ...(person[group] as IDataObject | undefined), [field]: value };
}
