import { cleanText } from '../../../../../shared/form/cells';
import { ruleOf } from '../../../../../shared/form/parameters';
import { findChoice, readChoice } from './choice';
import type { Reading } from './reading';
import { isPlaceholder, ofText } from './reading';

/** Between choices, none of which may have one of these around it. */
const SEPARATOR = /([,;\n\r]+)/;

/**
 * Several choices as Vome spells them: a list, the text of one, or text with commas, semicolons or
 * line breaks between them. A choice may hold a comma itself.
 */
export function readChoices(cell: unknown, choices: string[]): Reading<string[]> {
	if (Array.isArray(cell)) return readList(cell, choices);
	return ofText<string[]>(cell, (text) => {
		if (text.startsWith('[')) {
			const list = parseList(text);
			if (list !== undefined) return readList(list, choices);
		}
		if (choices.length === 0) return ofList(text.split(SEPARATOR));
		const reading = readParts(text, choices);
		return 'rule' in reading && isPlaceholder(text) ? { value: null } : reading;
	});
}

function parseList(text: string): unknown[] | undefined {
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

function readList(list: unknown[], choices: string[]): Reading<string[]> {
	const chosen: string[] = [];
	for (const part of list) {
		const reading = part === null ? { value: null } : readChoice(part, choices);
		if ('rule' in reading) return reading;
		if (reading.value !== null) chosen.push(reading.value);
	}
	return ofList(chosen);
}

/** Takes the longest choice that begins at each part. */
function readParts(text: string, choices: string[]): Reading<string[]> {
	// Each second one is a separator.
	const parts = text.split(SEPARATOR);
	const most = Math.max(...choices.map((choice) => choice.split(SEPARATOR).length));
	const chosen: string[] = [];
	for (let start = 0; start < parts.length;) {
		let size = Math.min(most, parts.length - start);
		let found: string | undefined;
		for (; size > 0; size -= 2) {
			found = findChoice(cleanText(parts.slice(start, start + size).join('')), choices);
			if (found !== undefined) break;
		}
		if (found !== undefined) chosen.push(found);
		else if (cleanText(parts[start] ?? '') !== '') return { rule: ruleOf(choices) };
		start += Math.max(size, 1) + 1;
	}
	return ofList(chosen);
}

/** Each choice once; null if there is none. */
function ofList(list: string[]): Reading<string[]> {
	const chosen = [...new Set(list.map(cleanText))].filter((part) => !/^[,;\n\r]*$/.test(part));
	return { value: chosen.length === 0 ? null : chosen };
}
