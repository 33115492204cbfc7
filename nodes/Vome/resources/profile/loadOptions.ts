import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { fieldOptions } from '../../../shared/form/labels';
import { VomeClient } from '../../shared/client';
import { PROFILE_FIELDS } from './shape';
import { CustomFields, FORM_PROFILES } from './customFields';

/** The custom fields of the first 500 profiles, by name. Throws a NodeApiError. */
export async function getCustomFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const fields = new CustomFields(await VomeClient.create(this, undefined), undefined);
	await fields.look(FORM_PROFILES);
	return fields
		.all()
		.map(({ label }) => ({ name: label, value: label }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

/** The fields of a profile, each custom field as `custom_fields.NAME`. Throws a NodeApiError. */
export async function getProfileFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const custom = await getCustomFields.call(this);
	const own = custom.map(({ name }) => ({
		// Else a field such as Address could be there twice.
		name: `Custom Field: ${name}`,
		value: `custom_fields.${name}`,
	}));
	return [...fieldOptions(PROFILE_FIELDS), ...own].sort((one, other) =>
		one.name.localeCompare(other.name),
	);
}
