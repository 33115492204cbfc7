import type { Reading } from './reading';
import { isRounded, ofFilled, ofText, ROUNDED_RULE } from './reading';

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/** A decimal comma; before three digits, a comma may as well stand between thousands. */
const WITH_COMMA = /^([-+]?\d+),(\d{1,2}|\d{4,})$/;

/** A number as text, so that 42.10 does not become 42.1. */
export function readNumber(cell: unknown): Reading<string> {
	return ofFilled<string>(cell, (text) => {
		if (isRounded(cell)) return { rule: ROUNDED_RULE };
		const value = text.replace(WITH_COMMA, '$1.$2');
		return NUMBER.test(value) ? { value } : { rule: 'must be a number such as 42 or 42.5' };
	});
}

/** Degrees as text, as in the documents (contract/vome.md 4.0). */
export function readDegrees(cell: unknown, most: number): Reading<string> {
	return ofText<string>(cell, (text) => {
		const isGood = /^[-+]?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most;
		return isGood
			? { value: text }
			: { rule: `must be a number of degrees from -${most} to ${most}` };
	});
}
