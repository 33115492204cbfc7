/** The body of a create or update (contract/assemble.md 4.3 and 4.4). */
import type { Fields } from './body.mts';
import type { AssembleDatabase } from './database.mts';
import { type FieldErrors, validationError } from './errors.mts';
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
export const profileFields: Fields = {
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

type Part<Row> = Omit<Row, 'id'> & { id?: number };

export type ProfileInput = Partial<
	Omit<RoleProfile, 'tasks' | 'skills' | 'benefits' | 'display_name' | 'role_base'>
> & {
	tasks?: Array<Part<RoleProfile['tasks'][number]>>;
	skills?: Array<Part<RoleProfile['skills'][number]>>;
	benefits?: Array<Part<RoleProfile['benefits'][number]>>;
};

/** The known row that an object of the body names by its id; the rest of the object is not read. */
function resolve<Row extends { id: number }>(
	field: string,
	given: { id: number } | null | undefined,
	rows: readonly Row[],
	errors: FieldErrors,
): Row | null | undefined {
	if (given === null || given === undefined) return given;
	const row = rows.find(({ id }) => id === given.id);
	if (!row) errors[`${field}.id`] = [`The selected ${field}.id is invalid.`];
	return row;
}

/** Fills in what the server decides: known rows for nested objects, ids for new lines. */
export function resolveInput(
	input: ProfileInput,
	database: AssembleDatabase,
): Partial<RoleProfile> {
	const errors: FieldErrors = {};
	const family = resolve('family', input.family, database.families, errors);
	const base = resolve('base', input.base, database.bases, errors);
	const recruitment_category = resolve(
		'recruitment_category',
		input.recruitment_category,
		database.recruitmentCategories,
		errors,
	);
	if (Object.keys(errors).length > 0) throw validationError(errors);

	const withIds = <Row extends object>(given: Array<Row & { id?: number }>) =>
		given.map((row) => ({ ...row, id: row.id ?? database.newPartId() }));
	const { tasks, skills, benefits, ...rest } = input;
	const { images } = rest;
	// The server decides these two.
	delete rest.id;
	delete rest.editable;
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
