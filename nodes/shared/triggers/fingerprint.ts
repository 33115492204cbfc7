import { isObject } from '../records';

/**
 * A value as text that is the same for values which mean the same: in whatever order an object has its
 * keys and a list its members (the lists of both services are sets), for numbers and for their digits,
 * and for empty, null and missing (assemble.md U21; vome.md 4.7, no. 18).
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
