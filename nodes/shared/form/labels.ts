import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Compares parts of a form by their labels, in which order n8n wants them. */
export const byLabel = (one: INodeProperties, other: INodeProperties): number =>
	one.displayName.localeCompare(other.displayName);

const SHORTS = /\b(id|pdf|url)\b/gi;

/** Words, or a field name of the API, as a label. */
export function titleCase(words: string): string {
	return words
		.replace(/_/g, ' ')
		.replace(/(^|[ -])[a-z]/g, (letter) => letter.toUpperCase())
		.replace(SHORTS, (word) => word.toUpperCase());
}

/** Field names of the API as options of a form. */
export function fieldOptions(fields: readonly string[]): INodePropertyOptions[] {
	return fields
		.map((field) => ({ name: titleCase(field), value: field }))
		.sort((one, other) => one.name.localeCompare(other.name));
}
