/** The body of a create or update (contract/assemble.md 4.3 and 4.4). */
import type { Fields } from './body.mts';
import type { AssembleDatabase } from './database.mts';
import { type FieldErrors, validationError } from './errors.mts';
import type { AssembleQuirks } from './quirks.mts';
import type { RoleProfile } from './types.mts';

const text = { type: 'text' } as const;
const integer = { type: 'integer' } as const;
const boolean = { type: 'boolean' } as const;
const uri = { type: 'uri' } as const;

function rows(name: string) {
	return {
		type: 'list',
		of: { type: 'object', fields: { id: integer, [name]: { type: 'text', required: true } } },
	} as const;
}

function known(fields: Fields) {
	return {
		type: 'object',
		fields: { id: { type: 'integer', required: true }, name: text, ...fields },
	} as const;
}

/** `display_name` and `role_base` come in answers only (contract/assemble.md C10). */
const profileFields: Fields = {
	id: integer,
	name: text,
	type: { type: 'choice', values: ['volunteer', 'non-volunteer', 'system'] },
	approved: boolean,
	short_advert: text,
	long_advert: text,
	disclaimer: text,
	volunteer_manager: text,
	why_we_want_you: text,
	status: { type: 'choice', values: ['active', 'inactive', 'draft'] },
	editable: boolean,
	recruitable: boolean,
	minimum_age: integer,
	pdf_url: uri,
	risk_assessment_url: uri,
	// A text that holds a number (contract/assemble.md C20).
	minimum_address_history: text,
	receives_team_notifications: boolean,
	family: known({}),
	recruitment_category: known({ stages: { type: 'list', of: { type: 'anything' } } }),
	images: {
		type: 'list',
		of: {
			type: 'object',
			fields: {
				id: { type: 'integer', required: true },
				thumbnails: { type: 'anything' },
			},
		},
	},
	tasks: rows('task'),
	skills: rows('skill'),
	benefits: rows('benefit'),
	base: known({ icon: text, order_id: integer }),
};

const links = ['family', 'recruitment_category', 'base'] as const;

const idOf = (link: (typeof links)[number]) => `${link}_id` as const;

/** The fields of a body, with links in the form that the server takes. */
export function profileFieldsOf({ linkForm }: AssembleQuirks): Fields {
	if (linkForm === 'object') return profileFields;
	const others = Object.entries(profileFields).filter(
		([name]) => !links.some((link) => link === name),
	);
	const ids = links.map((link) => [idOf(link), integer]);
	return Object.fromEntries([...others, ...ids]) as Fields;
}

type Part<Row> = Omit<Row, 'id'> & { id?: number };

export type ProfileInput = Partial<
	Omit<RoleProfile, 'tasks' | 'skills' | 'benefits' | 'display_name' | 'role_base'>
> & {
	tasks?: Array<Part<RoleProfile['tasks'][number]>>;
	skills?: Array<Part<RoleProfile['skills'][number]>>;
	benefits?: Array<Part<RoleProfile['benefits'][number]>>;
} & { [Link in (typeof links)[number] as `${Link}_id`]?: number | null };

/** The known row that the body names by its id. */
function resolve<Row extends { id: number }>(
	field: string,
	given: number | null | undefined,
	rows: readonly Row[],
	errors: FieldErrors,
): Row | null | undefined {
	if (given === null || given === undefined) return given;
	const row = rows.find(({ id }) => id === given);
	if (!row) errors[field] = [`The selected ${field} is invalid.`];
	return row;
}

/** Fills in what the server decides: known rows for nested objects, ids for new lines. */
export function resolveInput(
	input: ProfileInput,
	database: AssembleDatabase,
	{ linkForm }: AssembleQuirks,
): Partial<RoleProfile> {
	const errors: FieldErrors = {};
	const find = <Row extends { id: number }>(
		link: (typeof links)[number],
		rows: readonly Row[],
	): Row | null | undefined => {
		if (linkForm === 'none') return undefined;
		if (linkForm === 'id') return resolve(idOf(link), input[idOf(link)], rows, errors);
		// The rest of the object is not read.
		const given = input[link];
		return resolve(`${link}.id`, given && given.id, rows, errors);
	};
	const family = find('family', database.families);
	const base = find('base', database.bases);
	const recruitment_category = find('recruitment_category', database.recruitmentCategories);
	if (Object.keys(errors).length > 0) throw validationError(errors);

	const withIds = <Row extends object>(given: Array<Row & { id?: number }>) =>
		given.map((row) => ({ ...row, id: row.id ?? database.newPartId() }));
	const { tasks, skills, benefits, ...rest } = input;
	const { images } = rest;
	// The server decides these two.
	delete rest.id;
	delete rest.editable;
	for (const link of links) delete rest[idOf(link)];
	return {
		...rest,
		...(family !== undefined && { family }),
		...(base !== undefined && { base, role_base: base?.name ?? null }),
		...(recruitment_category !== undefined && { recruitment_category }),
		...(images && {
			images: images.map(({ id, thumbnails }) => ({ id, thumbnails: thumbnails ?? {} })),
		}),
		...(tasks && { tasks: withIds(tasks) }),
		...(skills && { skills: withIds(skills) }),
		...(benefits && { benefits: withIds(benefits) }),
	};
}
