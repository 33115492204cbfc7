import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { byLabel } from '../../../shared/form/labels';

interface Field {
	form: INodeProperties;
	/** Its name in the API. */
	field: string;
	/** Reads the value for the body; undefined if there is none. */
	read: (parameters: Parameters, name: string) => unknown;
	/** An empty text in an update clears it. */
	clears: boolean;
}

const fieldsReadBy =
	(read: Field['read'], clears = false) =>
	(field: string, form: INodeProperties): Field => ({ form, field, read, clears });

const plainText = fieldsReadBy((parameters, name) => parameters.text(name), true);

const text = fieldsReadBy((parameters, name) => {
	const value = parameters.raw(name);
	// Not trimmed: white space may be meant in a long text.
	return typeof value === 'string' ? value : parameters.text(name);
}, true);

const url = fieldsReadBy((parameters, name) => {
	const value = parameters.text(name);
	if (value === '' || /^https?:\/\/[^\s/]/i.test(value)) return value;
	throw parameters.refuse(name, 'must be an address that starts with https://', value);
}, true);

const choice = fieldsReadBy((parameters, name) => parameters.choice(name));

const number = fieldsReadBy((parameters, name) => parameters.integer(name));

const flag = fieldsReadBy((parameters, name) => parameters.boolean(name));

/** Nested objects are named by their id (inferred, contract/assemble.md U7). */
const link = fieldsReadBy((parameters, name) => ({ id: parameters.id(name) }));

/** Texts, each in an object under `key`. New ones have no id (inferred, contract/assemble.md U7). */
const lines = (key: string) =>
	fieldsReadBy((parameters, name) => {
		const given = parameters.array(name);
		if (given.some((line) => typeof line !== 'string')) {
			throw parameters.refuse(name, 'must be a list of texts', given);
		}
		const texts = (given as string[]).map((line) => line.trim()).filter((line) => line !== '');
		return texts.length === 0 ? undefined : texts.map((line) => ({ [key]: line }));
	});

const NAME = plainText('name', {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Shop volunteer v2',
	description: 'Name of the role profile, under which you find it in Assemble',
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
				description:
					'Staff, for example. Cannot be recruited for, and is left out of most reports.',
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
	}),
	flag('approved', {
		displayName: 'Approved',
		name: 'approved',
		type: 'boolean',
		default: false,
		description:
			'Whether the role profile has been approved. In Assemble approving takes a user with the permission for it, and afterwards only some fields can be changed.',
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
		description: 'Title of the person who manages the volunteers in this role, as free text',
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
		description:
			'Whether people can be recruited for the role. Assemble recruits for volunteer roles only, and only once they are approved.',
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
		description: 'How much address history an applicant has to give; the unit is up to Assemble',
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
		hint: 'Groups roles, mostly for reports. The list shows the families of existing role profiles.',
	}),
	link('recruitment_category', {
		displayName: 'Recruitment Category Name or ID',
		name: 'recruitmentCategoryId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRecruitmentCategories' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Decides the stages of recruitment. The list shows the categories of existing role profiles.',
	}),
	link('base', {
		displayName: 'Base Name or ID',
		name: 'baseId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getBases' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Where the work happens. The list shows the bases of existing role profiles.',
	}),
	lines('task')('tasks', {
		displayName: 'Tasks',
		name: 'tasks',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Task' },
		default: [],
		description: 'What a person in this role does, one text each',
	}),
	lines('skill')('skills', {
		displayName: 'Skills',
		name: 'skills',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Skill' },
		default: [],
		description: 'Skills that the role needs, one text each',
	}),
	lines('benefit')('benefits', {
		displayName: 'Benefits',
		name: 'benefits',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Benefit' },
		default: [],
		description: 'What a volunteer gets out of the role, one text each',
	}),
];

const extraFields: INodeProperties = {
	displayName: 'Extra Fields',
	name: 'extraFields',
	type: 'json',
	default: '{}',
	description:
		'Fields that this form does not have, as a JSON object. They are sent as they are, and take the place of what the form says.',
};

const optionsOf = (fields: Field[]) =>
	[...fields.map(({ form }) => form), extraFields].sort(byLabel);

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description:
		'Only what you add here is sent. What is left empty, or whose expression gives nothing, is not.',
	options: optionsOf(FIELDS.filter((field) => field !== NAME)),
};

export const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description:
		'Only what you add here is sent. A text that you leave empty is cleared in Assemble. A field whose expression gives nothing or an empty text is left out, as is an empty list; to clear those, send them empty in Extra Fields.',
	options: optionsOf(FIELDS),
};

/** The body of a write (contract/assemble.md 4.4). Throws a NodeOperationError for a bad field. */
export function readFields(
	parameters: Parameters,
	collection: 'additionalFields' | 'updateFields',
): IDataObject {
	const body: IDataObject = {};
	for (const { form, field, read, clears } of FIELDS) {
		const name = `${collection}.${form.name}`;
		const raw = parameters.raw(name);
		// An expression on an empty table cell gives '', which is not meant to clear anything.
		const mayClear = clears && collection === 'updateFields' && !parameters.isExpression(name);
		if (raw === undefined || raw === null || (raw === '' && !mayClear)) continue;
		const value = read(parameters, name);
		if (value !== undefined) body[field] = value as IDataObject;
	}
	return { ...body, ...parameters.json(`${collection}.${extraFields.name}`) };
}

/** Fields an update must not empty. The category may go once a role is not for volunteers. */
export const KEPT_FIELDS = FIELDS.filter(({ form }) => form.type !== 'boolean')
	.map(({ field }) => field)
	.filter((field) => !['name', 'type', 'status', 'recruitment_category'].includes(field));

/** The form's label for an API field; the API's own name if the form does not have it. */
export function labelOf(field: string): string {
	const { form } = FIELDS.find((entry) => entry.field === field) ?? {};
	return form?.displayName.replace(/ Name or ID$/, '') ?? field;
}
