/** Reading profiles (contract/vome.md 4.1). */
import type { FastifyInstance } from 'fastify';
import type { VomeContext } from './context.mts';
import { type Filter, boolean, exactText, text } from './filters.mts';
import { ResourceRoutes } from './lists.mts';
import { type Quirks, defaultQuirks } from './quirks.mts';
import type { CustomFieldEntry, CustomFieldValue, Profile, ProfileDetails } from './types.mts';
import { fieldType } from './types.mts';

function presentDetails(details: ProfileDetails, quirks: Quirks): Record<string, unknown> {
	const { latitude_longitude, address_coordinates, ...rest } = details;
	const coordinates = latitude_longitude ?? address_coordinates;
	const mixedName = latitude_longitude ? 'latitude_longitude' : 'address_coordinates';
	const name = quirks.coordinates === 'mixed' ? mixedName : quirks.coordinates;
	const shown = (value: number | null) =>
		quirks.enums === 'strings' && value !== null ? String(value) : value;
	return {
		...rest,
		full_name: quirks.fullName === 'empty' ? '' : details.full_name,
		gender: shown(details.gender),
		occupation: shown(details.occupation),
		...(coordinates && { [name]: coordinates }),
	};
}

function presentValue(value: CustomFieldValue, quirks: Quirks): unknown {
	if (typeof value.value === 'number' && quirks.customFieldNumbers === 'strings') {
		return { ...value, value: String(value.value) };
	}
	if (typeof value.value === 'object' && quirks.enums === 'strings') {
		return { ...value, value: { ...value.value, order: String(value.value.order) } };
	}
	return value;
}

function presentCustomField(entry: CustomFieldEntry, quirks: Quirks): unknown {
	const { custom_field: field, custom_field_value: value } = entry;
	const strings = quirks.enums === 'strings';
	const values = [value ?? []].flat().map((one) => presentValue(one, quirks));
	const asArray =
		field.field_type === fieldType.multipleSelection && quirks.customFieldValues === 'array';
	return {
		...entry,
		custom_field: {
			...field,
			field_type: strings ? String(field.field_type) : field.field_type,
			...(field.options && {
				options: strings
					? field.options.map((option) => ({ ...option, order: String(option.order) }))
					: field.options,
			}),
		},
		custom_field_value: asArray ? values : (values[0] ?? null),
	};
}

/** The quirks that change how a profile looks. */
const shaping = [
	'coordinates',
	'tagName',
	'categoryShape',
	'enums',
	'customFieldValues',
	'customFieldNumbers',
	'profileShape',
	'fullName',
	'hasMedicalInfo',
] as const satisfies Array<keyof Quirks>;

/** The profile as the quirks want it shown. */
export function presentProfile(profile: Profile, quirks: Quirks): unknown {
	if (shaping.every((name) => quirks[name] === defaultQuirks[name])) return profile;
	const { profile_details: details, ...rest } = profile;
	const shown = presentDetails(details, quirks);
	const { has_medical_info } = rest.medical_information;
	return {
		...rest,
		...(quirks.profileShape === 'flat' ? shown : { profile_details: shown }),
		medical_information: {
			...rest.medical_information,
			has_medical_info:
				quirks.hasMedicalInfo === 'string' ? String(has_medical_info) : has_medical_info,
		},
		opportunities: rest.opportunities.map(({ id, opportunity }) => ({
			id,
			opportunity:
				quirks.categoryShape === 'titleOnly'
					? { ...opportunity, category: { title: opportunity.category.title } }
					: opportunity,
		})),
		profile_tags: rest.profile_tags.map(({ id, tag }) => ({
			id,
			tag: quirks.tagName === 'title' ? { id: tag.id, title: tag.tag_title } : tag,
		})),
		custom_fields: rest.custom_fields.map((entry) => presentCustomField(entry, quirks)),
	};
}

/** A filter that no page lists; the quirk says what it does (contract/vome.md 7 no. 2). */
function undocumented(
	name: keyof Quirks['profileSearchBy'],
	context: VomeContext,
	read: (row: Profile) => string,
): Filter<Profile> {
	return {
		schema: { type: 'string' },
		prepare: (value) =>
			context.settings.quirks.profileSearchBy[name] === 'partial'
				? text(read).prepare(value)
				: exactText(read).prepare(value),
	};
}

/** Adds list, search and the single profile. */
export function registerProfiles(app: FastifyInstance, context: VomeContext): void {
	const searchBy = (name: string, quirks: Quirks) =>
		name === 'email' || name === 'id' ? quirks.profileSearchBy[name] : undefined;

	new ResourceRoutes<Profile>(app, context, {
		name: 'profiles',
		rows: () => context.database.peek('profiles'),
		present: presentProfile,
	})
		.list({ path: '/api/profiles/', filters: {} })
		.list({
			path: '/api/profiles/search/',
			filters: {
				first_name: text((row) => row.profile_details.first_name),
				is_offline: boolean(
					(row) => row.is_offline,
					() => context.settings.quirks,
				),
				email: undocumented('email', context, (row) => row.profile_details.email),
				id: undocumented('id', context, (row) => row.id),
			},
			unknownTo: (name, quirks) => searchBy(name, quirks) === 'reject',
			ignores: (name, quirks) => searchBy(name, quirks) === 'ignore',
		})
		.single('/api/profiles/:id/', (quirks) => quirks.profilePath);
}
