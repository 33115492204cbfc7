import type { GenericValue } from 'n8n-workflow';

import { toMoment } from '../../../../shared/form/moments';
import type { Refuse } from '../../../shared/identifiers';
import { FIELD_TYPES } from '../shape';
import type { Checks } from './columns';
import { readBoolean, readDate, readEmail, readExactText, readText } from './columns';
import type { CustomField } from '../customFields';

/**
 * The value of a custom field as it is sent. The documents show only text, so everything but
 * several choices is text (inferred, contract/vome.md 4.2 and 7 no. 5). `null` empties the field.
 * Returns undefined if a list of choices is empty. Throws what `refuse` returns for a value that
 * does not fit the field's type.
 */
export function toCustomValue(
	{ type, choices }: CustomField,
	value: unknown,
	checks: Checks,
): GenericValue | undefined {
	const { refuse } = checks;
	if (type === FIELD_TYPES.multipleSelection) {
		const chosen = readChoices(value, choices, refuse);
		return chosen.length === 0 && value !== null ? undefined : chosen;
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
			return String(readBoolean(value, checks));
		case FIELD_TYPES.number:
			return readNumber(value, checks);
		case FIELD_TYPES.date:
			return readDate(value, checks);
		case FIELD_TYPES.dateTime:
			return readDateTime(value, checks);
		case FIELD_TYPES.email:
			return readEmail(value, checks);
		default:
			return readExactText(value, refuse);
	}
}

function readChoices(value: unknown, choices: string[], refuse: Refuse): string[] {
	if (value === null) return [];
	const parts = splitChoices(value, choices, refuse);
	return parts.map((part) => readChoice(part, choices, refuse));
}

/** A list, JSON, or comma-separated text. */
function splitChoices(value: unknown, choices: string[], refuse: Refuse): unknown[] {
	if (Array.isArray(value)) return value.filter((part) => part !== null && part !== '');
	const text = readText(value, { refuse });
	// A choice may contain a comma.
	if (choices.some((choice) => isSame(choice, text))) return [text];
	if (text.startsWith('[')) {
		try {
			return splitChoices(JSON.parse(text), choices, refuse);
		} catch {
			throw refuse('must be choices separated by commas, or a list of choices');
		}
	}
	return text.split(',').filter((part) => part.trim() !== '');
}

/** The choice as Vome spells it. If no choices are known, Vome has to check. */
function readChoice(value: unknown, choices: string[], refuse: Refuse): string {
	const text = readText(value, { refuse });
	const found =
		choices.find((choice) => choice === text) ?? choices.find((choice) => isSame(choice, text));
	if (found === undefined && choices.length > 0)
		throw refuse(`must be one of ${choices.join(', ')}`);
	return found ?? text;
}

function isSame(one: string, other: string): boolean {
	return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Text, so that 42.10 does not become 42.1. */
function readNumber(value: unknown, checks: Checks): string {
	const text = readText(value, checks);
	if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return text;
	throw checks.refuse('must be a number such as 42 or 42.5');
}

/** A date and time; without a time zone, in the workflow's. */
function readDateTime(value: unknown, { refuse, zone }: Checks): string {
	const given = value instanceof Date ? value : readExactText(value, refuse).trim();
	const isTime = given instanceof Date || /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(given);
	const moment = isTime ? toMoment(given, zone) : undefined;
	if (moment === undefined) throw refuse('must be a date and time such as 2026-02-03T14:00:00Z');
	return typeof given === 'string' && /(Z|[-+]\d{2}:?\d{2})$/i.test(given.slice(10))
		? given
		: moment.utc;
}
