import type { GenericValue, IDataObject } from 'n8n-workflow';

import { EMAIL, EXAMPLE, ID } from '../../shared/identifiers';
import { GENDERS, OCCUPATIONS } from '../../shared/profile';

/** Builds the error for a value that a column cannot have; `rule` goes on from the column's name. */
export type Refuse = (rule: string) => Error;

/** A column that every account has. */
export interface Column {
	id: string;
	label: string;
	/** What may stand in it, for the form. */
	note?: string;
	/** Where the value goes in a person of a write (contract: vome.md 4.2). */
	path: [group: string, field: string];
	/** Checks a value that is not empty, and turns it into what is sent. Throws what `refuse` builds. */
	read: (value: unknown, refuse: Refuse) => GenericValue;
	/** What is sent to empty it (inferred, vome.md section 7, no. 4); undefined if it cannot be empty. */
	empty?: GenericValue;
}

export const FIRST_NAME: Column = {
	id: 'first_name',
	label: 'First Name',
	path: ['profile_data', 'first_name'],
	read: readText,
};

export const LAST_NAME: Column = {
	id: 'last_name',
	label: 'Last Name',
	path: ['profile_data', 'last_name'],
	read: readText,
};

export const EMAIL_COLUMN: Column = {
	id: 'email',
	label: 'Email',
	path: ['profile_data', 'email'],
	read: readEmail,
};

/** Only to find a profile by: nothing can change it. */
export const ID_COLUMN: Column = {
	id: 'id',
	label: 'ID',
	path: ['profile_data', 'id'],
	read: readId,
};

/** The two go into one field, and only together. */
export const LATITUDE: Column = {
	id: 'latitude',
	label: 'Latitude',
	path: ['profile_data', 'address_coordinates'],
	read: (value, refuse) => readCoordinate(value, 90, refuse),
};
export const LONGITUDE: Column = {
	id: 'longitude',
	label: 'Longitude',
	path: ['profile_data', 'address_coordinates'],
	read: (value, refuse) => readCoordinate(value, 180, refuse),
};

/** The columns that every account has, in the order of the form. */
export const COLUMNS: Column[] = [
	ID_COLUMN,
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
		note: GENDERS.join(', '),
		path: ['profile_data', 'gender'],
		read: (value, refuse) => readCode(value, GENDERS, refuse),
		empty: null,
	},
	text('address', 'Address', ['profile_data', 'address']),
	LATITUDE,
	LONGITUDE,
	{
		id: 'occupation',
		label: 'Occupation',
		note: OCCUPATIONS.join(', '),
		path: ['occupation_info', 'occupation'],
		read: (value, refuse) => readCode(value, OCCUPATIONS, refuse),
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
	text('medical_description', 'Medical Description', ['medical_information', 'description']),
	{
		id: 'has_medical_info',
		label: 'Has Medical Info',
		note: 'true or false',
		path: ['medical_information', 'has_medical_info'],
		read: readBoolean,
	},
];

/** An object of custom fields by their names, as reading gives it. */
export const CUSTOM_FIELDS = { id: 'custom_fields', label: 'Custom Fields' };

const CUSTOM_FIELD = 'custom_field:';

/** The id of the column of a custom field. */
export function customFieldColumn(fieldId: string): string {
	return `${CUSTOM_FIELD}${fieldId}`;
}

/** The ID of the custom field that a column is for; undefined for other columns. */
export function customFieldIdOf(column: string): string | undefined {
	return column.startsWith(CUSTOM_FIELD) ? column.slice(CUSTOM_FIELD.length) : undefined;
}

/** Whether a value says nothing, as an empty cell does. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

function text(
	id: string,
	label: string,
	path: Column['path'],
	read: Column['read'] = readText,
): Column {
	return { id, label, path, read, empty: '' };
}

/** Text without surrounding white space; numbers and true or false become text. */
export function readText(value: unknown, refuse: Refuse): string {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw refuse('must be text');
}

export function readEmail(value: unknown, refuse: Refuse): string {
	const email = readText(value, refuse);
	if (!EMAIL.test(email)) throw refuse('is not an email address such as nathan@example.com');
	return email;
}

export function readId(value: unknown, refuse: Refuse): string {
	const id = readText(value, refuse).toLowerCase();
	if (!ID.test(id)) throw refuse(`is not an ID of Vome, which looks like ${EXAMPLE}`);
	return id;
}

/** Inferred from the rules of Vome's import (contract: vome.md 4.2); "+" is in its examples. */
function readPhone(value: unknown, refuse: Refuse): string {
	const number = readText(value, refuse);
	if (!/^[-+\d\s().]*$/.test(number)) {
		throw refuse('may only hold digits, spaces, dashes, dots, parentheses and +');
	}
	return number;
}

/** A date; of a point in time the date as it is written. */
export function readDate(value: unknown, refuse: Refuse): string {
	const written = value instanceof Date ? value.toISOString() : readText(value, refuse);
	const [, date] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d.*)?$/.exec(written) ?? [];
	// A day such as 2026-02-30 comes back as another one.
	const time = date === undefined ? NaN : Date.parse(`${date}T00:00:00Z`);
	if (date === undefined || Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) {
		throw refuse('must be a date such as 1990-02-01');
	}
	return date;
}

/** A code from 0 on, also as digits or as its label. */
function readCode(value: unknown, labels: string[], refuse: Refuse): number {
	const word = readText(value, refuse).toLowerCase();
	const found = labels.findIndex(
		(label, code) => label.toLowerCase() === word || String(code) === word,
	);
	if (found >= 0) return found;
	throw refuse(`must be one of ${labels.join(', ')}, or a number from 0 to ${labels.length - 1}`);
}

export function readBoolean(value: unknown, refuse: Refuse): boolean {
	const word = typeof value === 'boolean' ? String(value) : readText(value, refuse).toLowerCase();
	if (['true', 'yes', '1'].includes(word)) return true;
	if (['false', 'no', '0'].includes(word)) return false;
	throw refuse('must be true or false');
}

/** Degrees as text, which is how the documents show them (contract: vome.md 4.0). */
function readCoordinate(value: unknown, most: number, refuse: Refuse): string {
	const degrees = readText(value, refuse);
	if (!/^[-+]?\d+(\.\d+)?$/.test(degrees) || Math.abs(Number(degrees)) > most) {
		throw refuse(`must be a number of degrees from -${most} to ${most}`);
	}
	return degrees;
}

/** What a write made of columns; groups are objects within a person. */
export function put(
	person: IDataObject,
	[group, field]: Column['path'],
	value: GenericValue,
): void {
	person[group] = { ...(person[group] as IDataObject | undefined), [field]: value };
}
