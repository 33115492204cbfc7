import type { GenericValue } from 'n8n-workflow';

import { value } from '../../shared/records';

/** Codes of the types of custom fields (contract: vome.md 4.1). */
export const FIELD_TYPES = {
	number: 1,
	singleSelection: 2,
	multipleSelection: 3,
	dateTime: 4,
	email: 5,
	attachment: 6,
	uniqueId: 9,
	boolean: 10,
	formula: 11,
	date: 12,
};

/** Codes come as numbers or as digits (vome.md 4.7, no. 18); anything else is passed on as it is. */
export function code(raw: unknown): GenericValue {
	return typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : value(raw);
}

/** The code as a number; null where it is none. */
export function codeNumber(code: GenericValue): number | null {
	return typeof code === 'number' ? code : null;
}

/** The label of a code; a code without one stays a number. */
export function label(labels: readonly string[], code: GenericValue): GenericValue {
	return typeof code === 'number' ? (labels[code] ?? code) : code;
}
