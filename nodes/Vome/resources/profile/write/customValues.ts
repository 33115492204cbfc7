import type { GenericValue } from 'n8n-workflow';

import type { CustomField } from '../customFields';
import { FIELD_TYPES } from '../shape';
import { readChoice } from './values/choice';
import { readChoices } from './values/choices';
import type { Calendar } from './values/date';
import { readDate, readDateTime } from './values/date';
import { readEmail } from './values/email';
import { readNumber } from './values/number';
import type { Reading } from './values/reading';
import { readKey, readText } from './values/reading';
import { readYesNo } from './values/yesNo';

/**
 * What a cell says for a custom field, as it is sent. The documents show only text, so everything but
 * several choices is text (inferred, contract/vome.md 4.2 and 7 no. 5).
 */
export function readCustomValue(
	{ type, choices }: CustomField,
	cell: unknown,
	calendar: Calendar,
): Reading<GenericValue> {
	switch (type) {
		case FIELD_TYPES.multipleSelection:
			return readChoices(cell, choices);
		case FIELD_TYPES.singleSelection:
			return readChoice(cell, choices);
		case FIELD_TYPES.boolean: {
			const answer = readYesNo(cell);
			return 'rule' in answer || answer.value === null ? answer : { value: String(answer.value) };
		}
		case FIELD_TYPES.number:
			return readNumber(cell);
		case FIELD_TYPES.date:
			return readDate(cell, calendar);
		case FIELD_TYPES.dateTime:
			return readDateTime(cell, calendar);
		case FIELD_TYPES.email:
			return readEmail(cell);
		case FIELD_TYPES.uniqueId:
			return readKey(cell);
		default:
			return readText(cell);
	}
}

/** What empties a custom field (inferred, contract/vome.md 7 no. 4). */
export function emptyCustomValue({ type }: CustomField): GenericValue {
	return type === FIELD_TYPES.multipleSelection ? [] : '';
}
