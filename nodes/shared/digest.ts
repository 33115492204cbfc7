import { hash } from 'node:crypto';

/**
 * The first bytes of a SHA-256 digest of these texts, each byte as a character (latin1): a poll makes
 * very many of them, and strings cost a fraction of what Buffers do.
 */
export function digest(bytes: number, ...texts: string[]): string {
	// With its length, so that no two lists of texts run together to the same.
	const text = texts.map((one) => `${one.length}:${one}`).join('');
	return hash('sha256', text, 'binary').slice(0, bytes);
}
