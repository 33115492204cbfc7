import type {
	ILoadOptionsFunctions,
	NodeHint,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { asObjects } from '../../../../shared/records';
import { VomeClient } from '../../../shared/client';
import { FIELD_TYPES } from '../shape';
import type { Column } from './columns';
import {
	CUSTOM_FIELDS,
	customFieldColumn,
	EMAIL_COLUMN,
	FIRST_NAME,
	formName,
	ID_COLUMN,
	LAST_NAME,
	RARE_COLUMNS,
	UNREAD,
	USUAL_COLUMNS,
} from './columns';
import type { CustomField } from '../customFields';
import { CustomFields, FORM_PROFILES, whyReadOnly } from '../customFields';

/** n8n keeps to itself why columns could not be loaded, and shows those that it has as if all were well. */
export const unreadHint: NodeHint = {
	type: 'warning',
	location: 'ndv',
	whenToDisplay: 'always',
	message:
		'Vome did not give the columns of your account, so custom fields may be missing. Test the credential, and open the node again.',
	displayCondition: `={{ ($parameter["columns"]?.["schema"] ?? []).some(({ id }) => id === "${UNREAD}") }}`,
};

/**
 * Columns to write, with custom fields of the first 500 profiles. If those cannot be read, the columns
 * that the form has, so that nothing is lost there, and UNREAD.
 */
export async function getProfileColumns(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const isCreate = this.getCurrentNodeParameter('operation') === 'create';
	const custom = await findCustomFields(this).catch(() => undefined);
	if (custom !== undefined) return { fields: toFields(custom, isCreate) };
	const stored = asObjects(this.getCurrentNodeParameter('columns.schema')).filter(
		({ id }) => id !== UNREAD,
	) as unknown as ResourceMapperField[];
	const unread: ResourceMapperField = {
		...BLANK,
		id: UNREAD,
		displayName: UNREAD,
		type: 'string',
		removed: true,
		display: false,
	};
	return {
		fields: [...(stored.length > 0 ? stored : toFields([], isCreate)), unread],
	};
}

const toFields = (
	custom: Awaited<ReturnType<typeof findCustomFields>>,
	isCreate: boolean,
): ResourceMapperField[] => [
	...USUAL_COLUMNS.map((column) => toField(column, isCreate)),
	...custom.map((field) => toCustomField(field, isCreate)),
	...RARE_COLUMNS.filter((column) => !isCreate || column !== ID_COLUMN).map((column) => ({
		...toField(column, isCreate),
		removed: true,
	})),
	{
		...BLANK,
		id: CUSTOM_FIELDS.id,
		displayName: formName(CUSTOM_FIELDS),
		type: 'string',
		removed: true,
	},
];

async function findCustomFields(
	context: ILoadOptionsFunctions,
): Promise<Array<CustomField & { label: string }>> {
	// n8n loads the columns of a new node before it sets a credential, and not again after that. It
	// notices new columns only when the node is opened again.
	if (context.getNode().credentials?.vomeApi === undefined) return [];
	const fields = new CustomFields(await VomeClient.create(context, undefined), undefined);
	await fields.look(FORM_PROFILES);
	return fields.all().filter((field) => whyReadOnly(field) === undefined);
}

const BLANK = { required: false, defaultMatch: false, canBeUsedToMatch: false, display: true };

/**
 * All are text: with other types n8n refuses codes or labels, turns dates into timestamps, cuts
 * zeros off numbers, and sends false for an empty choice.
 */
function toField(column: Column, isCreate: boolean): ResourceMapperField {
	const { id } = column;
	return {
		...BLANK,
		id,
		displayName: formName(column),
		required: isCreate && [FIRST_NAME, LAST_NAME, EMAIL_COLUMN].includes(column),
		defaultMatch: !isCreate && column === EMAIL_COLUMN,
		canBeUsedToMatch: !isCreate && (column === EMAIL_COLUMN || column === ID_COLUMN),
		type: 'string',
	};
}

function toCustomField(
	{ id, label, type, choices }: CustomField & { label: string },
	isCreate: boolean,
): ResourceMapperField {
	const field: ResourceMapperField = {
		...BLANK,
		id: customFieldColumn(id),
		displayName: label,
		canBeUsedToMatch: !isCreate && type === FIELD_TYPES.uniqueId,
		type: 'string',
	};
	if (type === FIELD_TYPES.boolean) {
		return {
			...field,
			type: 'options',
			options: [
				{ name: 'Yes', value: true },
				{ name: 'No', value: false },
			],
		};
	}
	if (choices.length === 0) return field;
	const options = choices.map((choice) => ({ name: choice, value: choice }));
	// Several choices are typed, separated by commas: n8n's list takes only one.
	return { ...field, options, type: type === FIELD_TYPES.singleSelection ? 'options' : 'string' };
}
