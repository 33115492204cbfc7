import type { GenericValue } from 'n8n-workflow';

import { value } from '../../shared/records';

/** Codes are numbers or digits (contract/vome.md 4.7 no. 18); anything else stays as it is. */
export function code(raw: unknown): GenericValue {
	return typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : value(raw);
}

/** The code, or null if it is not a number. */
export function codeNumber(code: GenericValue): number | null {
	return typeof code === 'number' ? code : null;
}

/** The label of a code; an unknown code stays a number. */
export function label(labels: readonly string[], code: GenericValue): GenericValue {
	return typeof code === 'number' ? (labels[code] ?? code) : code;
}
