import type { GenericValue, IDataObject } from 'n8n-workflow';

import { value } from '../../shared/records';

/** First and last name of a person; null where there is neither. */
export function personName({ first_name, last_name }: IDataObject): string | null {
	const names = [first_name, last_name].filter((name) => typeof name === 'string' && name !== '');
	return names.length === 0 ? null : names.join(' ');
}

/** The first of two fields that hold the same, or the second one where the first is empty. */
export function firstFilled(first: unknown, second: unknown): GenericValue {
	return value(first === undefined || first === null || first === '' ? (second ?? first) : first);
}

/** What tells records with the same title apart in a list, as far as Vome sends it. */
export function joinLabel(parts: unknown[]): string {
	return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
