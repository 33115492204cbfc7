/** How records look under the quirks. */
import { type AssembleQuirks, defaultQuirks } from './quirks.mts';
import type { RoleProfile } from './types.mts';

/** The fields that may be long, and so may be kept as HTML. */
const longTexts = ['short_advert', 'long_advert', 'disclaimer', 'why_we_want_you'] as const;

/** A text that is HTML already stays as it is. */
export function withHtml(profile: RoleProfile): RoleProfile {
	const wrapped = { ...profile };
	for (const name of longTexts) {
		const text = profile[name];
		// Tests may leave it out.
		if (typeof text === 'string' && !text.startsWith('<p>')) wrapped[name] = `<p>${text}</p>`;
	}
	return wrapped;
}

/** Ids as texts, at any depth. */
function withTextIds(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withTextIds);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [
			key,
			key === 'id' ? String(member) : withTextIds(member),
		]),
	);
}

/** Objects have no empty text, so they stay null. */
const objects = new Set(['family', 'recruitment_category', 'base', 'manager', 'supervisor']);

function withEmpty(record: object, emptyValues: AssembleQuirks['emptyValues']): object {
	const entries = Object.entries(record);
	return Object.fromEntries(
		emptyValues === 'missing'
			? entries.filter(([, value]) => value !== null)
			: entries.map(([key, value]) => [key, value === null && !objects.has(key) ? '' : value]),
	);
}

/** A boolean in each of its types. */
const booleans: Record<AssembleQuirks['booleanType'], (value: boolean) => unknown> = {
	boolean: (value) => value,
	integer: Number,
	digit: (value) => String(Number(value)),
	word: String,
};

/** What holds rows of other tables. */
const nested = new Set([
	...objects,
	...['images', 'tasks', 'skills', 'benefits'],
	...['roles', 'languages', 'role', 'team', 'category'],
]);

function withTypes(record: object, { booleanType, nestedShape }: AssembleQuirks): object {
	const shown = (key: string, value: unknown) => {
		if (typeof value === 'boolean') return booleans[booleanType](value);
		return nestedShape === 'data' && nested.has(key) ? { data: value ?? [] } : value;
	};
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, shown(key, value)]));
}

/** The quirks that change how a record looks. */
const shaping = ['emptyValues', 'idType', 'booleanType', 'nestedShape'] as const satisfies Array<
	keyof AssembleQuirks
>;

/** A record of any kind. */
export function presentRecord(record: object, quirks: AssembleQuirks): object {
	if (shaping.every((name) => quirks[name] === defaultQuirks[name])) return record;
	const filled = quirks.emptyValues === 'null' ? record : withEmpty(record, quirks.emptyValues);
	const shown = withTypes(filled, quirks);
	return quirks.idType === 'string' ? (withTextIds(shown) as object) : shown;
}

export function presentProfile(profile: RoleProfile, quirks: AssembleQuirks): object {
	return presentRecord(quirks.wrapHtml ? withHtml(profile) : profile, quirks);
}
