import type { Parameters } from '../../shared/form/parameters';

export const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An email address, as part of a regular expression. */
export const EMAIL_PATTERN = '[^\\s@<>,;]+@[^\\s@<>,;]+';

export const EMAIL = new RegExp(`^${EMAIL_PATTERN}$`);

/**
 * A Vome ID in lower case: a UUID (contract/vome.md 4.0). Nothing else goes into a path, so no input
 * can lead to another one. Throws a NodeOperationError.
 */
export function readId(parameters: Parameters, name: string): string {
	const id = parameters.text(name);
	if (id === '') {
		throw parameters.fail(`'${parameters.label(name)}' is empty`, `Enter the ID, ${EXAMPLE}.`);
	}
	return checkId(id, (rule) => parameters.refuse(name, rule, id));
}

const EXAMPLE = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01';

/** What finds one record. */
export interface Identifier {
	by: 'id' | 'email';
	/** An ID is in lower case. */
	value: string;
}

/** Reads an ID or an email address; the text itself shows which. Throws a NodeOperationError. */
export function readIdentifier(parameters: Parameters, name: string): Identifier {
	const text = parameters.text(name);
	if (text === '') {
		throw parameters.fail(
			`'${parameters.label(name)}' is empty`,
			'Choose one from the list, or enter an email address or an ID.',
		);
	}
	if (EMAIL.test(text)) return { by: 'email', value: text };
	const id = text.toLowerCase();
	if (ID.test(id)) return { by: 'id', value: id };
	const rule = `must be an email address such as nathan@example.com, or an ID such as ${EXAMPLE}`;
	throw parameters.refuse(name, rule, text);
}

/** Like readId, for a filter: '' if it is not set. */
export function readIdFilter(parameters: Parameters, name: string): string {
	const id = parameters.filter(name);
	return id === '' ? '' : checkId(id, (rule) => parameters.refuse(name, rule, id));
}

/** What an ID that is none breaks, as the rest of a sentence. */
export const ID_RULE = `is not an ID of Vome, which looks like ${EXAMPLE}`;

/** An ID in lower case. Throws what `refuse` returns. */
function checkId(text: string, refuse: (rule: string) => Error): string {
	const id = text.toLowerCase();
	if (ID.test(id)) return id;
	throw refuse(ID_RULE);
}

/** Whether two email addresses are the same but for case. */
export const isSameEmail = (one: string, other: string): boolean =>
	foldCase(one.trim()) === foldCase(other.trim());

/** Lower case for A to Z alone: other letters may look like them, and be another person's (K, U+212A). */
export const foldCase = (text: string): string =>
	text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
