import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Shop volunteer v2',
	description: 'Name of the role profile, under which you find it in Assemble',
};

const fields: INodeProperties[] = [
	{
		displayName: 'Approved',
		name: 'approved',
		type: 'boolean',
		default: false,
		description:
			'Whether the role profile has been approved. In Assemble approving takes a user with the permission for it, and afterwards only some fields can be changed.',
	},
	{
		displayName: 'Base Name or ID',
		name: 'baseId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getBases' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Where the work happens. The list shows the bases of existing role profiles.',
	},
	{
		displayName: 'Benefits',
		name: 'benefits',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Benefit' },
		default: [],
		description: 'What a volunteer gets out of the role, one text each',
	},
	{
		displayName: 'Disclaimer',
		name: 'disclaimer',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Disclaimer text of the role',
	},
	{
		displayName: 'Extra Fields',
		name: 'extraFields',
		type: 'json',
		default: '{}',
		description:
			'Fields that this form does not have, as a JSON object. They are sent as they are, and take the place of what the form says.',
	},
	{
		displayName: 'Family Name or ID',
		name: 'familyId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getFamilies' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Groups roles, mostly for reports. The list shows the families of existing role profiles.',
	},
	{
		displayName: 'Long Advert',
		name: 'longAdvert',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		description: 'Long text with which the role is advertised',
	},
	{
		displayName: 'Minimum Address History',
		name: 'minimumAddressHistory',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2',
		description: 'How much address history an applicant has to give; the unit is up to Assemble',
	},
	{
		displayName: 'Minimum Age',
		name: 'minimumAge',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 18,
		description: 'Minimum age for the role, in years',
	},
	{
		displayName: 'PDF URL',
		name: 'pdfUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/role.pdf',
		description: 'Address of a PDF that describes the role',
	},
	{
		displayName: 'Receives Team Notifications',
		name: 'receivesTeamNotifications',
		type: 'boolean',
		default: false,
		description: 'Whether users with this role get the notifications of their team',
	},
	{
		displayName: 'Recruitable',
		name: 'recruitable',
		type: 'boolean',
		default: false,
		description:
			'Whether people can be recruited for the role. Assemble recruits for volunteer roles only, and only once they are approved.',
	},
	{
		displayName: 'Recruitment Category Name or ID',
		name: 'recruitmentCategoryId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRecruitmentCategories' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Decides the stages of recruitment. The list shows the categories of existing role profiles.',
	},
	{
		displayName: 'Risk Assessment URL',
		name: 'riskAssessmentUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/risk-assessment.pdf',
		description: 'Address of a PDF with the risk assessment',
	},
	{
		displayName: 'Short Advert',
		name: 'shortAdvert',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		description: 'Short text with which the role is advertised',
	},
	{
		displayName: 'Skills',
		name: 'skills',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Skill' },
		default: [],
		description: 'Skills that the role needs, one text each',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{
				name: 'Active',
				value: 'active',
				description: 'In use. Needs approval, after which only some fields can be changed.',
			},
			{
				name: 'Draft',
				value: 'draft',
				description:
					'Where every new role profile starts: all fields can be changed, and nobody can be recruited or assigned yet',
			},
			{
				name: 'Inactive',
				value: 'inactive',
				description:
					'Retired: no new users and opportunities, while users who have the role keep it. There is no way back to active.',
			},
		],
		default: 'draft',
		description:
			'State of the role profile. It goes from draft to active to inactive, and an inactive one cannot become active again.',
	},
	{
		displayName: 'Tasks',
		name: 'tasks',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Task' },
		default: [],
		description: 'What a person in this role does, one text each',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{
				name: 'Non-Volunteer',
				value: 'non-volunteer',
				description:
					'Staff, for example. Cannot be recruited for, and is left out of most reports.',
			},
			{ name: 'Volunteer', value: 'volunteer', description: 'A role for volunteers' },
		],
		default: 'volunteer',
		description: 'Whether the role is for volunteers',
	},
	{
		displayName: 'Volunteer Manager',
		name: 'volunteerManager',
		type: 'string',
		default: '',
		placeholder: 'e.g. Shop manager',
		description: 'Title of the person who manages the volunteers in this role, as free text',
	},
	{
		displayName: 'Why We Want You',
		name: 'whyWeWantYou',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Text that tells applicants why they are wanted',
	},
];

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description:
		'Only what you add here is sent. What is left empty, or whose expression gives nothing, is not.',
	options: fields,
};

export const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description:
		'Only what you add here is sent. A text that you leave empty is cleared in Assemble. A field whose expression gives nothing or an empty text is left out, as is an empty list; to clear those, send them empty in Extra Fields.',
	options: [nameField, ...fields].sort((one, other) =>
		one.displayName.localeCompare(other.displayName),
	),
};

/** Reads the value of one field, as it goes into the body. */
type Reader = (parameters: Parameters, path: string, label: string) => unknown;

const text: Reader = (parameters, path, label) => {
	const value = parameters.raw(path);
	// As it was typed: white space may be meant in a long text.
	return typeof value === 'string' ? value : parameters.text(path, label);
};

const url: Reader = (parameters, path, label) => {
	const value = parameters.text(path, label);
	if (value === '' || /^https?:\/\/[^\s/]/i.test(value)) return value;
	throw parameters.refuse(label, 'must be an address that starts with https://', value);
};

const boolean: Reader = (parameters, path, label) => parameters.boolean(path, label);

/** Nested objects are named by their id (inferred, assemble.md U7). */
const link: Reader = (parameters, path, label) => ({ id: parameters.id(path, label) });

/** New lines have no id (inferred, assemble.md U7). */
const lines =
	(field: string): Reader =>
	(parameters, path, label) => {
		const given = parameters.array(path, label);
		if (given.some((line) => typeof line !== 'string')) {
			throw parameters.refuse(label, 'must be a list of texts', given);
		}
		const texts = (given as string[]).map((line) => line.trim()).filter((line) => line !== '');
		return texts.length === 0 ? undefined : texts.map((line) => ({ [field]: line }));
	};

/** The fields of the form: what the API and the form call them, and how they are read. */
const FIELDS: Record<string, { field: string; label: string; read: Reader; clears?: boolean }> = {
	name: {
		field: 'name',
		label: 'Name',
		read: (parameters, path, label) => parameters.text(path, label),
		clears: true,
	},
	type: {
		field: 'type',
		label: 'Type',
		read: (parameters, path, label) =>
			parameters.choice(path, label, ['volunteer', 'non-volunteer']),
	},
	status: {
		field: 'status',
		label: 'Status',
		read: (parameters, path, label) =>
			parameters.choice(path, label, ['draft', 'active', 'inactive']),
	},
	approved: { field: 'approved', label: 'Approved', read: boolean },
	shortAdvert: { field: 'short_advert', label: 'Short Advert', read: text, clears: true },
	longAdvert: { field: 'long_advert', label: 'Long Advert', read: text, clears: true },
	disclaimer: { field: 'disclaimer', label: 'Disclaimer', read: text, clears: true },
	volunteerManager: {
		field: 'volunteer_manager',
		label: 'Volunteer Manager',
		read: text,
		clears: true,
	},
	whyWeWantYou: { field: 'why_we_want_you', label: 'Why We Want You', read: text, clears: true },
	recruitable: { field: 'recruitable', label: 'Recruitable', read: boolean },
	minimumAge: {
		field: 'minimum_age',
		label: 'Minimum Age',
		read: (parameters, path, label) => parameters.integer(path, label, { min: 0, fallback: 0 }),
	},
	pdfUrl: { field: 'pdf_url', label: 'PDF URL', read: url, clears: true },
	riskAssessmentUrl: {
		field: 'risk_assessment_url',
		label: 'Risk Assessment URL',
		read: url,
		clears: true,
	},
	minimumAddressHistory: {
		field: 'minimum_address_history',
		label: 'Minimum Address History',
		// The API has a text here, although it holds a number (assemble.md C20).
		read: (parameters, path, label) => parameters.text(path, label),
		clears: true,
	},
	receivesTeamNotifications: {
		field: 'receives_team_notifications',
		label: 'Receives Team Notifications',
		read: boolean,
	},
	familyId: { field: 'family', label: 'Family Name or ID', read: link },
	recruitmentCategoryId: {
		field: 'recruitment_category',
		label: 'Recruitment Category Name or ID',
		read: link,
	},
	baseId: { field: 'base', label: 'Base Name or ID', read: link },
	tasks: { field: 'tasks', label: 'Tasks', read: lines('task') },
	skills: { field: 'skills', label: 'Skills', read: lines('skill') },
	benefits: { field: 'benefits', label: 'Benefits', read: lines('benefit') },
};

/**
 * The body of a create or update from the fields that are set in `collection` (contract: assemble.md
 * 4.4). Throws a NodeOperationError that names the field.
 */
export function readFields(
	parameters: Parameters,
	collection: 'additionalFields' | 'updateFields',
): IDataObject {
	const body: IDataObject = {};
	for (const [name, { field, label, read, clears = false }] of Object.entries(FIELDS)) {
		const path = `${collection}.${name}`;
		const raw = parameters.raw(path);
		// An empty cell of a table comes as an empty text, and is not meant to clear anything.
		const mayClear = clears && collection === 'updateFields' && !parameters.isExpression(path);
		if (raw === undefined || raw === null || (raw === '' && !mayClear)) continue;
		const value = read(parameters, path, label);
		if (value !== undefined) body[field] = value as IDataObject;
	}
	return { ...body, ...parameters.json(`${collection}.extraFields`, 'Extra Fields') };
}

/**
 * Fields of the API that may be empty, and that an update should leave alone unless it sends them. Not
 * the recruitment category, which may go by itself from a role that is for volunteers no longer.
 */
export const KEPT_FIELDS = Object.values(FIELDS)
	.filter(({ read }) => read !== boolean)
	.map(({ field }) => field)
	.filter((field) => !['name', 'type', 'status', 'recruitment_category'].includes(field));

/** What the form calls a field of the API; the API's own name if the form does not have it. */
export function labelOf(field: string): string {
	const { label = field } = Object.values(FIELDS).find((entry) => entry.field === field) ?? {};
	return label.replace(/ Name or ID$/, '');
}
