import type { GenericValue, IDataObject, INodeProperties } from 'n8n-workflow';

import type { TellingShape } from '../../../shared/form/output';
import { extendedShape } from '../../../shared/form/output';
import {
	asObjects,
	bare,
	given,
	isObject,
	isWrapped,
	value,
	within,
} from '../../../shared/records';

/** What can be read along with a role profile (contract/assemble.md 4.2). */
export const includeOption = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Active Users Count', value: 'active_users_count' },
		{ name: 'Additional Consents', value: 'additional_consents' },
		{ name: 'Applications Count', value: 'applications_count' },
		{ name: 'Approved By', value: 'approved_by' },
		{ name: 'Created By', value: 'created_by' },
		{ name: 'Inactive Users Count', value: 'inactive_users_count' },
		{ name: 'Opportunities Count', value: 'opportunities_count' },
		{ name: 'Optional Induction Modules', value: 'optional_induction_modules' },
		{ name: 'Permission Group', value: 'permission_group' },
		{ name: 'Required Induction Modules', value: 'required_induction_modules' },
		{ name: 'Risk Activities', value: 'risk_activities' },
		{ name: 'Teams', value: 'teams' },
	],
	default: [],
	description: 'What else to include, each in a field of its own',
} as const satisfies INodeProperties;

export type Include = (typeof includeOption.options)[number]['value'];

const plainShape = extendedShape(
	(profile) => ({
		id: given(profile.id),
		name: given(profile.name),
		display_name: given(profile.display_name),
		type: given(profile.type),
		status: given(profile.status),
		approved: given(profile.approved),
		recruitable: given(profile.recruitable),
		family: nameOf(profile.family),
		recruitment_category: nameOf(profile.recruitment_category),
		base: nameOf(profile.base),
	}),
	(profile) => ({
		editable: given(profile.editable),
		family_id: idOf(profile.family),
		recruitment_category_id: idOf(profile.recruitment_category),
		recruitment_stages: texts(within(bare(profile.recruitment_category), 'stages'), 'name'),
		base_id: idOf(profile.base),
		role_base: given(profile.role_base),
		short_advert: given(profile.short_advert),
		long_advert: given(profile.long_advert),
		disclaimer: given(profile.disclaimer),
		volunteer_manager: given(profile.volunteer_manager),
		why_we_want_you: given(profile.why_we_want_you),
		minimum_age: given(profile.minimum_age),
		minimum_address_history: given(profile.minimum_address_history),
		pdf_url: given(profile.pdf_url),
		risk_assessment_url: given(profile.risk_assessment_url),
		receives_team_notifications: given(profile.receives_team_notifications),
		tasks: texts(profile.tasks, 'task'),
		skills: texts(profile.skills, 'skill'),
		benefits: texts(profile.benefits, 'benefit'),
		images: texts(profile.images, 'id'),
	}),
	Object.fromEntries(
		['recruitment_stages', 'tasks', 'skills', 'benefits', 'images'].map((name) => [name, () => []]),
	),
);

/** The outputs of a role profile with these includes (contract/assemble.md 4.3). */
export function roleProfileShape(includes: readonly Include[]) {
	const extras = (profile: IDataObject) =>
		Object.fromEntries(includes.map((name) => [name, includedValue(name, profile[name])]));
	return {
		askedFor: includes,
		flatten: (profile) => Object.assign(plainShape.flatten(profile), extras(profile)),
		simplify: (profile) => Object.assign(plainShape.simplify(profile), extras(profile)),
		tell: (profile) => Object.assign(plainShape.tell(profile), extras(profile)),
	} satisfies TellingShape;
}

/** Unwraps the includes, which may come in `data` envelopes (contract/assemble.md 9). */
export function withBareIncludes(profile: IDataObject, includes: readonly Include[]): IDataObject {
	const wrapped = includes.filter((name) => isWrapped(profile[name]));
	if (wrapped.length === 0) return profile;
	return {
		...profile,
		...Object.fromEntries(wrapped.map((name) => [name, value(bare(profile[name]))])),
	};
}

/** The name of a nested object; PHP sends an empty list for none. A plain value stays as it is. */
function nameOf(raw: unknown): GenericValue {
	const nested = bare(raw);
	if (Array.isArray(nested)) return null;
	return isObject(nested) ? given(nested.name) : given(nested);
}

function idOf(raw: unknown): GenericValue {
	return within(bare(raw), 'id');
}

function texts(raw: unknown, field: string): GenericValue[] | undefined {
	const list = bare(raw);
	if (list === undefined) return undefined;
	if (!Array.isArray(list)) return [];
	return list.every(isObject)
		? asObjects(list).map((row) => value(row[field]))
		: (list as GenericValue[]);
}

/** Counts become numbers, so that a workflow can compare them. */
function includedValue(name: Include, raw: unknown): GenericValue {
	const inner = value(bare(raw));
	return name.endsWith('_count') && typeof inner === 'string' && /^\d+$/.test(inner)
		? Number(inner)
		: inner;
}
