import type { GenericValue, IDataObject } from 'n8n-workflow';

import { cleanText } from '../../../../shared/form/cells';
import type { Calendar } from './values/date';
import { readBirthday } from './values/date';
import { readEmail } from './values/email';
import { readContactName, readContactPhone } from './values/contact';
import { readGender, readGenderInWords } from './values/gender';
import { readId } from './values/id';
import { readDegrees } from './values/number';
import { readDetail, readMedical, readName } from './values/detail';
import { readOccupation } from './values/occupation';
import { readPhone } from './values/phone';
import type { Reading } from './values/reading';
import { readText } from './values/reading';
import { readYesNo } from './values/yesNo';

/** A column that every account has. */
export interface Column {
	id: string;
	label: string;
	/** What the form says about its values. */
	note?: string;
	/** Where the value goes in the person sent (contract/vome.md 4.2). */
	path: [group: string, field: string];
	/** What a cell says, as it is sent. */
	read: (cell: unknown, calendar: Calendar) => Reading<GenericValue>;
	/** The same under a heading that is not Vome's own for the column; default: `read`. */
	readAlias?: Column['read'];
	/** Sent to empty it (inferred, contract/vome.md 7 no. 4); undefined if nothing can. */
	empty?: GenericValue;
}

/** Required in every profile, so never emptied. */
export const FIRST_NAME = lasting(
	'first_name',
	'First Name',
	['profile_data', 'first_name'],
	readName,
);
export const LAST_NAME = lasting('last_name', 'Last Name', ['profile_data', 'last_name'], readName);
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
	read: (cell) => readDegrees(cell, 90),
};
export const LONGITUDE: Column = {
	id: 'longitude',
	label: 'Longitude',
	path: ['profile_data', 'address_coordinates'],
	read: (cell) => readDegrees(cell, 180),
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
		read: readBirthday,
		empty: null,
	},
	{
		id: 'gender',
		label: 'Gender',
		note: 'e.g. Female',
		path: ['profile_data', 'gender'],
		read: readGender,
		// Elsewhere, 1 is male and 2 female, or the other way round.
		readAlias: readGenderInWords,
		empty: null,
	},
	text('address', 'Address', ['profile_data', 'address'], readDetail),
	{
		id: 'occupation',
		label: 'Occupation',
		note: 'e.g. Student',
		path: ['occupation_info', 'occupation'],
		read: readOccupation,
		empty: null,
	},
	text(
		'occupation_institution_name',
		'Occupation Institution Name',
		['occupation_info', 'occupation_institution_name'],
		readDetail,
	),
	{
		...text('emergency_contact_name', 'Emergency Contact Name', ['emergency_contact', 'name']),
		readAlias: readContactName,
	},
	text(
		'emergency_contact_phone_number',
		'Emergency Contact Phone Number',
		['emergency_contact', 'phone_number'],
		readContactPhone,
	),
	text(
		'emergency_contact_relationship',
		'Emergency Contact Relationship',
		['emergency_contact', 'relationship'],
		readDetail,
	),
];

/** Columns that a new node offers under Add Column, after the custom fields. */
export const RARE_COLUMNS: Column[] = [
	ID_COLUMN,
	LATITUDE,
	LONGITUDE,
	{
		...text('medical_description', 'Medical Description', ['medical_information', 'description']),
		readAlias: readMedical,
	},
	{
		id: 'has_medical_info',
		label: 'Has Medical Info',
		note: 'yes or no',
		path: ['medical_information', 'has_medical_info'],
		read: readYesNo,
	},
];

export const COLUMNS = [...USUAL_COLUMNS, ...RARE_COLUMNS];

/** An object of custom fields by name, as in the output. */
export const CUSTOM_FIELDS = { id: 'custom_fields', label: 'Custom Fields', note: 'by name' };

/** Stands among the columns of the form, unseen, if the account could not be asked for its own. */
export const UNREAD = 'columns_unread';

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

const NAMED = 'custom_field_named:';

/** The column of a custom field of which only the name is known. */
export const namedColumn = (name: string) => `${NAMED}${name}`;

/** The custom field's name; undefined for other columns. */
export const nameOfColumn = (column: string) =>
	column.startsWith(NAMED) ? column.slice(NAMED.length) : undefined;

/** A date that a program keeps for none, such as 0000-00-00 or 0/0/00. */
const NO_DATE = /^0{1,4}[-./]0{1,2}[-./]0{1,4}(?:[T ]00:00(?::00)?)?$/;

/** Whether a cell is empty: blank, a list of blanks, or a date of noughts. */
export function isEmpty(cell: unknown): boolean {
	if (Array.isArray(cell)) return cell.every(isEmpty);
	if (typeof cell !== 'string') return cell === undefined || cell === null;
	const text = cleanText(cell);
	return text === '' || NO_DATE.test(text);
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

/** Sets a value at its path in a person. */
export function put(
	person: IDataObject,
	[group, field]: Column['path'],
	value: GenericValue,
): void {
	person[group] = { ...(person[group] as IDataObject | undefined), [field]: value };
}
