/** How a role profile looks under the quirks. */
import { type AssembleQuirks, defaultQuirks } from './quirks.mts';
import type { RoleProfile } from './types.mts';

/** The fields that may be long, and so may be kept as HTML. */
const longTexts = ['short_advert', 'long_advert', 'disclaimer', 'why_we_want_you'] as const;

/** A text that is HTML already stays as it is. */
export function withHtml(profile: RoleProfile): RoleProfile {
	const wrapped = { ...profile };
	for (const name of longTexts) {
		const text = profile[name];
		if (text !== null && !text.startsWith('<p>')) wrapped[name] = `<p>${text}</p>`;
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
const objects = new Set(['family', 'recruitment_category', 'base']);

function withEmpty(profile: object, emptyValues: AssembleQuirks['emptyValues']): object {
	const entries = Object.entries(profile);
	return Object.fromEntries(
		emptyValues === 'missing'
			? entries.filter(([, value]) => value !== null)
			: entries.map(([key, value]) => [key, value === null && !objects.has(key) ? '' : value]),
	);
}

/** The quirks that change how a profile looks. */
const shaping = ['wrapHtml', 'emptyValues', 'idType'] as const satisfies Array<
	keyof AssembleQuirks
>;

export function presentProfile(profile: RoleProfile, quirks: AssembleQuirks): object {
	if (shaping.every((name) => quirks[name] === defaultQuirks[name])) return profile;
	const html = quirks.wrapHtml ? withHtml(profile) : profile;
	const shown = quirks.emptyValues === 'null' ? html : withEmpty(html, quirks.emptyValues);
	return quirks.idType === 'string' ? (withTextIds(shown) as object) : shown;
}
