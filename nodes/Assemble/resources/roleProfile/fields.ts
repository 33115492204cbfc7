import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { cleanText, isSheetError } from '../../../shared/form/cells';
import { byLabel } from '../../../shared/form/labels';
import type { Parameters } from '../../../shared/form/parameters';
import { isBlank, NO_SHEET_ERROR } from '../../../shared/form/parameters';
import type { AssembleClient } from '../../shared/client';
import { cut } from './compare';
import type { Link } from './names';
import { findByName } from './names';

interface Field {
	form: INodeProperties;
	/** Its name in the API. */
	field: string;
	/** Reads the value for the body; undefined if there is none. */
	read: (parameters: Parameters, name: string, client: AssembleClient) => unknown;
	/** An empty text in an update clears it. */
	clears: boolean;
}

const fieldsReadBy =
	(read: Field['read'], clears = false) =>
	(field: string, form: INodeProperties): Field => ({ form, field, read, clears });

const plainText = fieldsReadBy((parameters, name) => parameters.cell(name), true);

const text = fieldsReadBy((parameters, name) => {
	const value = parameters.raw(name);
	// White space that somebody typed may be meant in a long text; that of a cell is an accident.
	const isTyped = typeof value === 'string' && !parameters.isExpression(name);
	return isTyped ? value : parameters.cell(name);
}, true);

const url = fieldsReadBy((parameters, name) => {
	const value = parameters.cell(name);
	if (value === '' || /^https?:\/\/[^\s/]/i.test(value)) return value;
	throw parameters.refuse(name, 'must be an address that starts with https://', value);
}, true);

const choice = fieldsReadBy((parameters, name) => parameters.choice(name));

const number = fieldsReadBy((parameters, name) => parameters.integer(name));

const flag = fieldsReadBy((parameters, name) => parameters.boolean(name));

/** By ID or name. Nested objects are sent by their id (inferred, contract/assemble.md U7). */
const link = (field: Link, form: INodeProperties): Field => ({
	form,
	field,
	async read(parameters, name, client) {
		const text = typeof parameters.raw(name) === 'string' ? parameters.cell(name) : undefined;
		const isName = text !== undefined && !/^\d+$/.test(text);
		return {
			id: isName ? await findByName(client, parameters, field, text) : parameters.id(name),
		};
	},
	clears: false,
});

/** A break between two texts in one cell, but for the end of an HTML entity. */
const BREAK = /[\n\v\f\r\u0085\u2028\u2029]|;(?<!&(?:#\w{1,8}|[a-z]{2,24});)/;

/** Texts, each in an object under `key`. New ones have no id (inferred, contract/assemble.md U7). */
const lines = (key: string) =>
	fieldsReadBy((parameters, name) => {
		const given = parameters.raw(name);
		// n8n's form has an expression for each entry, and none for them all.
		const entries: unknown[] = Array.isArray(given) ? given : [given];
		const texts = entries
			.flatMap((entry) => {
				const list = readList(parameters, name, entry);
				if (list !== undefined) return list.flat(Infinity);
				return typeof entry === 'string' ? entry.split(BREAK) : [entry];
			})
			.map((entry) => {
				if (entry === null || entry === undefined) return '';
				if (isSheetError(entry)) throw parameters.refuse(name, NO_SHEET_ERROR, entry);
				if (typeof entry === 'string' || typeof entry === 'number') return cleanText(String(entry));
				throw parameters.refuse(
					name,
					'must be a list of texts, and one entry is not a text',
					entry,
				);
			})
			.filter((text) => text !== '');
		return texts.length === 0 ? undefined : texts.map((text) => ({ [key]: text }));
	});

/** The list that an entry is, also as JSON text; undefined if it is none. */
function readList(parameters: Parameters, name: string, entry: unknown): unknown[] | undefined {
	if (Array.isArray(entry)) return entry;
	const text = typeof entry === 'string' ? cleanText(entry) : '';
	if (!text.startsWith('[')) return undefined;
	try {
		return JSON.parse(text) as unknown[];
	} catch {
		// A text may begin with a bracket as well.
		if (!/^\[\s*["'[{]/.test(text)) return undefined;
		throw parameters.refuse(name, 'must be a list, such as ["one", "two"]', entry);
	}
}

const NAME = plainText('name', {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Shop volunteer v2',
	description: 'Name of the role profile in Assemble',
});

const FIELDS: Field[] = [
	NAME,
	choice('type', {
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{
				name: 'Non-Volunteer',
				value: 'non-volunteer',
				description: 'A role that nobody can be recruited for, such as one for staff',
			},
			{ name: 'Volunteer', value: 'volunteer', description: 'A role for volunteers' },
		],
		default: 'volunteer',
		description: 'Whether the role is for volunteers',
	}),
	choice('status', {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{
				name: 'Active',
				value: 'active',
				description: 'In use, which needs approval',
			},
			{
				name: 'Draft',
				value: 'draft',
				description: 'Not in use yet: all fields can be changed',
			},
			{
				name: 'Inactive',
				value: 'inactive',
				description: 'Retired for good: users who have the role keep it, and nobody new gets it',
			},
		],
		default: 'draft',
		description: 'State of the role profile; an inactive one cannot become active again',
	}),
	flag('approved', {
		displayName: 'Approved',
		name: 'approved',
		type: 'boolean',
		default: false,
		description: 'Whether the role profile is approved, which locks some of its fields',
	}),
	text('short_advert', {
		displayName: 'Short Advert',
		name: 'shortAdvert',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		description: 'Short text with which the role is advertised',
	}),
	text('long_advert', {
		displayName: 'Long Advert',
		name: 'longAdvert',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		description: 'Long text with which the role is advertised',
	}),
	text('disclaimer', {
		displayName: 'Disclaimer',
		name: 'disclaimer',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Disclaimer text of the role',
	}),
	text('volunteer_manager', {
		displayName: 'Volunteer Manager',
		name: 'volunteerManager',
		type: 'string',
		default: '',
		placeholder: 'e.g. Shop manager',
		description: 'Title of the person who manages the volunteers in this role',
	}),
	text('why_we_want_you', {
		displayName: 'Why We Want You',
		name: 'whyWeWantYou',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Text that tells applicants why they are wanted',
	}),
	flag('recruitable', {
		displayName: 'Recruitable',
		name: 'recruitable',
		type: 'boolean',
		default: false,
		description: 'Whether people can be recruited for the role once it is approved',
	}),
	number('minimum_age', {
		displayName: 'Minimum Age',
		name: 'minimumAge',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 18,
		description: 'Minimum age for the role, in years',
	}),
	url('pdf_url', {
		displayName: 'PDF URL',
		name: 'pdfUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/role.pdf',
		description: 'Address of a PDF that describes the role',
	}),
	url('risk_assessment_url', {
		displayName: 'Risk Assessment URL',
		name: 'riskAssessmentUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/risk-assessment.pdf',
		description: 'Address of a PDF with the risk assessment',
	}),
	// Text in the API, although it holds a number (contract/assemble.md C20).
	plainText('minimum_address_history', {
		displayName: 'Minimum Address History',
		name: 'minimumAddressHistory',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2',
		description: 'How much address history an applicant has to give, as Assemble counts it',
	}),
	flag('receives_team_notifications', {
		displayName: 'Receives Team Notifications',
		name: 'receivesTeamNotifications',
		type: 'boolean',
		default: false,
		description: 'Whether users with this role get the notifications of their team',
	}),
	link('family', {
		displayName: 'Family Name or ID',
		name: 'familyId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getFamilies' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'An expression may also give the name. The list shows what your role profiles use.',
	}),
	link('recruitment_category', {
		displayName: 'Recruitment Category Name or ID',
		name: 'recruitmentCategoryId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRecruitmentCategories' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'An expression may also give the name. The list shows what your role profiles use.',
	}),
	link('base', {
		displayName: 'Base Name or ID',
		name: 'baseId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getBases' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'An expression may also give the name. The list shows what your role profiles use.',
	}),
	lines('task')('tasks', {
		displayName: 'Tasks',
		name: 'tasks',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Task' },
		default: [],
		description: 'What a person in this role does',
	}),
	lines('skill')('skills', {
		displayName: 'Skills',
		name: 'skills',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Skill' },
		default: [],
		description: 'Skills that the role needs',
	}),
	lines('benefit')('benefits', {
		displayName: 'Benefits',
		name: 'benefits',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Benefit' },
		default: [],
		description: 'What a volunteer gets out of the role',
	}),
];

const extraFields: INodeProperties = {
	displayName: 'Extra Fields',
	name: 'extraFields',
	type: 'json',
	default: '{}',
	description: 'Fields that the form does not have, as a JSON object; they override the form',
};

const optionsOf = (fields: Field[]) =>
	[...fields.map(({ form }) => form), extraFields].sort(byLabel);

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only fields that you add here, and that have a value, are sent',
	options: optionsOf(FIELDS.filter((field) => field !== NAME)),
};

export const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only fields that you add here are changed; a text that you leave empty is cleared',
	options: optionsOf(FIELDS),
};

type Collection = 'additionalFields' | 'updateFields';

/**
 * The body of a write (contract/assemble.md 4.4). Throws a NodeOperationError with all bad fields, and
 * a NodeApiError if names cannot be looked up.
 */
export async function readFields(
	client: AssembleClient,
	parameters: Parameters,
	collection: Collection,
): Promise<IDataObject> {
	const parts = await parameters.all<Array<IDataObject | undefined>>(
		...FIELDS.map((field) => async () => await readField(client, parameters, collection, field)),
		() => parameters.json(`${collection}.${extraFields.name}`),
	);
	return Object.assign({}, ...parts) as IDataObject;
}

/** What one field adds to the body; undefined if there is nothing to send. */
async function readField(
	client: AssembleClient,
	parameters: Parameters,
	collection: Collection,
	{ form, field, read, clears }: Field,
): Promise<IDataObject | undefined> {
	const name = `${collection}.${form.name}`;
	const raw = parameters.raw(name);
	if (raw === undefined) return undefined;
	const isExpression = parameters.isExpression(name);
	// An expression on an empty table cell gives '', which is not meant to clear anything.
	const mayClear = clears && collection === 'updateFields' && !isExpression;
	if (raw === null || (isBlank(raw) && !mayClear)) {
		if (isExpression && form.typeOptions?.loadOptionsMethod !== undefined) {
			client.hints.add(`'${form.displayName}' was left out where its expression gave nothing.`);
		}
		return undefined;
	}
	const value = await read(parameters, name, client);
	return value === undefined ? undefined : { [field]: value as IDataObject };
}

/** Fields an update must not empty. The category may go once a role is not for volunteers. */
export const KEPT_FIELDS = FIELDS.filter(({ form }) => form.type !== 'boolean')
	.map(({ field }) => field)
	.filter((field) => !['name', 'type', 'status', 'recruitment_category'].includes(field));

const LONGEST_FIELD = 60;

/** The form's label for an API field; the API's own name if the form does not have it. */
export function labelOf(field: string): string {
	const { form } = FIELDS.find((entry) => entry.field === field) ?? {};
	return form?.displayName.replace(/ Name or ID$/, '') ?? cut(field, LONGEST_FIELD);
}
