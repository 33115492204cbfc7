import { EMAIL } from '../../../../shared/identifiers';
import type { Reading } from './reading';
import { ofKey } from './reading';

/** Of an address that mail can reach. */
const DOMAIN = /@[^.@/]+(?:\.[^.@/]+)*$/;

/** An email address, out of what programs put around it: "Ana Sousa" <ana@example.org>, mailto:. */
export function readEmail(cell: unknown): Reading<string> {
	return ofKey<string>(cell, (text) => {
		// What forms put that do not ask who answers.
		if (/^anonym(?:ous|e)$/i.test(text)) return { value: null };
		const [, inBrackets] = /^[^<>]*<([^<>]*)>[.,;]?$/.exec(text) ?? [];
		const value = (inBrackets ?? text)
			.trim()
			.replace(/[.,;]$/, '')
			.replace(/^["'“”‘’]|["'“”‘’]$/g, '')
			.replace(/^mailto:([^?]*)(?:\?.*)?$/i, '$1')
			.replace(/[.,;]$/, '');
		if (EMAIL.test(value) && !/["()[\]:]/.test(value) && DOMAIN.test(value)) return { value };
		return { rule: 'is not an email address such as nathan@example.com' };
	});
}
