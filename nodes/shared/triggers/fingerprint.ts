import { hash } from 'node:crypto';

import { isObject } from '../records';

/**
 * The first bytes of a SHA-256 digest of these texts, each byte as a character (latin1): a poll makes
 * very many of them, and strings cost a fraction of what Buffers do.
 */
export function digest(bytes: number, ...texts: string[]): string {
	// With its length, so that no two lists of texts run together to the same.
	const text = texts.map((one) => `${one.length}:${one}`).join('');
	return hash('sha256', text, 'binary').slice(0, bytes);
}

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
