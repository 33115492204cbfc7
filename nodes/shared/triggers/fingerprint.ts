import { isObject } from '../records';

/**
 * Text that is equal for values that mean the same: whatever the order of keys and of list members
 * (both services' lists are sets), for a number and its digits, and for empty, null and missing
 * (contract/assemble.md U21; contract/vome.md 4.7 no. 18).
 */
export function canonical(value: unknown): string {
	if (value === null || value === undefined || value === '') return '';
	if (Array.isArray(value)) {
		return value.length === 0 ? '' : `[${value.map(canonical).sort().join(',')}]`;
	}
	if (!isObject(value)) return JSON.stringify(String(value));
	const parts: string[] = [];
	for (const key of Object.keys(value).sort()) {
		const text = canonical(value[key]);
		if (text !== '') parts.push(`${JSON.stringify(key)}:${text}`);
	}
	return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}
