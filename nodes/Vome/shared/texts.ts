import type { IDataObject } from 'n8n-workflow';

/** First and last name of a person; null if both are missing. */
export function personName({ first_name, last_name }: IDataObject): string | null {
	const names = [first_name, last_name].filter((name) => typeof name === 'string' && name !== '');
	return names.length === 0 ? null : names.join(' ');
}

/** The first of two names for one field, or the second if the first is empty. */
export function firstFilled(first: unknown, second: unknown): unknown {
	return first === undefined || first === null || first === '' ? (second ?? first) : first;
}

/** Joins the texts among the parts, to tell records with the same title apart in a list. */
export function joinLabel(parts: unknown[]): string {
	return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}

/** In characters. No browser takes longer ones everywhere, and to parse them may take very long. */
const LONGEST_LINK = 2_000;

/** The link of an item in a list to pick from, which n8n opens in the browser: only https. */
export function shareLink(link: unknown): string | undefined {
	if (typeof link !== 'string' || link.length > LONGEST_LINK) return undefined;
	return /^https:\/\//i.test(link) && URL.canParse(link) ? link : undefined;
}
