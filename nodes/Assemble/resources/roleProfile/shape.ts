import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { RecordShape } from '../../../shared/form/output';
import { bare, isObject, isWrapped, asObject, asObjects, value } from '../../../shared/records';

/** What can come along with a role profile (contract: assemble.md 4.2). */
export const INCLUDES = [
	'risk_activities',
	'teams',
	'permission_group',
	'additional_consents',
	'required_induction_modules',
	'optional_induction_modules',
	'created_by',
	'approved_by',
	'active_users_count',
	'inactive_users_count',
	'opportunities_count',
	'applications_count',
] as const;

export type Include = (typeof INCLUDES)[number];

const SIMPLIFIED = [
	'id',
	'name',
	'display_name',
	'type',
	'status',
	'approved',
	'recruitable',
	'family',
	'recruitment_category',
	'base',
] as const;

const FLATTENED = [
	...SIMPLIFIED,
	'editable',
	'family_id',
	'recruitment_category_id',
	'recruitment_stages',
	'base_id',
	'role_base',
	'short_advert',
	'long_advert',
	'disclaimer',
	'volunteer_manager',
	'why_we_want_you',
	'minimum_age',
	'minimum_address_history',
	'pdf_url',
	'risk_assessment_url',
	'receives_team_notifications',
	'tasks',
	'skills',
	'benefits',
	'images',
] as const;

/** Names of all fields that reading gives, beside what comes along on request. */
export const ROLE_PROFILE_FIELDS: readonly string[] = FLATTENED;

/** The outputs of a role profile with the includes that were asked for (contract: assemble.md 4.3). */
export function roleProfileShape(includes: readonly Include[]): RecordShape {
	const extras = (profile: IDataObject) =>
		Object.fromEntries(includes.map((name) => [name, includedValue(name, profile[name])]));
	return {
		flattenedFields: [...FLATTENED, ...includes],
		askedFor: includes,
		flatten: (profile) => Object.assign(flatten(profile), extras(profile)),
		simplify: (profile) => Object.assign(simplify(profile), extras(profile)),
	};
}

/**
 * The role profile with its includes out of the `data` envelopes that they may come in (contract:
 * assemble.md section 9).
 */
export function withBareIncludes(profile: IDataObject, includes: readonly Include[]): IDataObject {
	const wrapped = includes.filter((name) => isWrapped(profile[name]));
	if (wrapped.length === 0) return profile;
	return {
		...profile,
		...Object.fromEntries(wrapped.map((name) => [name, value(bare(profile[name]))])),
	};
}

function simplify(profile: IDataObject): Record<(typeof SIMPLIFIED)[number], GenericValue> {
	return {
		id: value(profile.id),
		name: value(profile.name),
		display_name: value(profile.display_name),
		type: value(profile.type),
		status: value(profile.status),
		approved: value(profile.approved),
		recruitable: value(profile.recruitable),
		family: nameOf(profile.family),
		recruitment_category: nameOf(profile.recruitment_category),
		base: nameOf(profile.base),
	};
}

function flatten(profile: IDataObject): Record<(typeof FLATTENED)[number], GenericValue> {
	// Not with a spread, which takes many times as long in front of so many names.
	return Object.assign(simplify(profile), {
		editable: value(profile.editable),
		family_id: idOf(profile.family),
		recruitment_category_id: idOf(profile.recruitment_category),
		recruitment_stages: texts(asObject(bare(profile.recruitment_category)).stages, 'name'),
		base_id: idOf(profile.base),
		role_base: value(profile.role_base),
		short_advert: value(profile.short_advert),
		long_advert: value(profile.long_advert),
		disclaimer: value(profile.disclaimer),
		volunteer_manager: value(profile.volunteer_manager),
		why_we_want_you: value(profile.why_we_want_you),
		minimum_age: value(profile.minimum_age),
		minimum_address_history: value(profile.minimum_address_history),
		pdf_url: value(profile.pdf_url),
		risk_assessment_url: value(profile.risk_assessment_url),
		receives_team_notifications: value(profile.receives_team_notifications),
		tasks: texts(profile.tasks, 'task'),
		skills: texts(profile.skills, 'skill'),
		benefits: texts(profile.benefits, 'benefit'),
		images: texts(profile.images, 'id'),
	});
}

/** The name of a nested object; what else the server may send in its place stays as it is. */
function nameOf(raw: unknown): GenericValue {
	const nested = bare(raw);
	return isObject(nested) ? value(nested.name) : value(nested);
}

function idOf(raw: unknown): GenericValue {
	return value(asObject(bare(raw)).id);
}

function texts(raw: unknown, field: string): GenericValue[] {
	const list = bare(raw);
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
