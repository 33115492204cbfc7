import type { GenericValue } from 'n8n-workflow';

import type { CustomField } from '../../shared/customFields';
import { FIELD_TYPES } from '../../shared/customFields';
import type { Refuse } from './columns';
import { readBoolean, readDate, readEmail, readText } from './columns';

/** How several choices are sent, of which the documents show none. */
export type MultipleSelectionFormat = 'array' | 'commaSeparated';

/**
 * The value of a custom field as it is sent. Text is all that the documents show, so everything but
 * several choices is sent as text (inferred, vome.md 4.2 and section 7, no. 5). `null` empties the
 * field. Throws what `refuse` builds for a value that does not suit the type of the field.
 */
export function toCustomValue(
	{ type, choices }: CustomField,
	value: unknown,
	format: MultipleSelectionFormat,
	refuse: Refuse,
): GenericValue {
	if (type === FIELD_TYPES.multipleSelection) {
		const chosen = readChoices(value, choices, refuse);
		return format === 'array' ? chosen : chosen.join(',');
	}
	if (value === null) return '';
	switch (type) {
		case FIELD_TYPES.singleSelection:
			return readChoice(
				Array.isArray(value) && value.length === 1 ? value[0] : value,
				choices,
				refuse,
			);
		case FIELD_TYPES.boolean:
			return String(readBoolean(value, refuse));
		case FIELD_TYPES.number:
			return readNumber(value, refuse);
		case FIELD_TYPES.date:
			return readDate(value, refuse);
		case FIELD_TYPES.dateTime:
			return readDateTime(value, refuse);
		case FIELD_TYPES.email:
			return readEmail(value, refuse);
		default:
			return readText(value, refuse);
	}
}

function readChoices(value: unknown, choices: string[], refuse: Refuse): string[] {
	if (value === null) return [];
	if (Array.isArray(value)) return value.map((part) => readChoice(part, choices, refuse));
	const text = readText(value, refuse);
	// A choice may hold a comma itself.
	if (choices.some((choice) => isSame(choice, text))) return [readChoice(text, choices, refuse)];
	return text
		.split(',')
		.filter((part) => part.trim() !== '')
		.map((part) => readChoice(part, choices, refuse));
}

/** The choice as Vome writes it. Those of a field that were not seen are left to Vome to judge. */
function readChoice(value: unknown, choices: string[], refuse: Refuse): string {
	const text = readText(value, refuse);
	const found =
		choices.find((choice) => choice === text) ?? choices.find((choice) => isSame(choice, text));
	if (found === undefined && choices.length > 0)
		throw refuse(`must be one of ${choices.join(', ')}`);
	return found ?? text;
}

function isSame(one: string, other: string): boolean {
	return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The digits stay as they are, so that 42.10 does not become 42.1. */
function readNumber(value: unknown, refuse: Refuse): string {
	const text = readText(value, refuse);
	if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text))
		throw refuse('must be a number such as 42 or 42.5');
	return text;
}

function readDateTime(value: unknown, refuse: Refuse): string {
	const text = value instanceof Date ? value.toISOString() : readText(value, refuse);
	if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) || Number.isNaN(Date.parse(text))) {
		throw refuse('must be a date and time such as 2026-02-03T14:00:00Z');
	}
	return text;
}
