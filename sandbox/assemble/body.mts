/** Checks request bodies field by field and words problems as Laravel does (contract/assemble.md 9). */
import { type FieldErrors, spoken, validationError } from './errors.mts';
import type { AssembleQuirks } from './quirks.mts';

export type Fields = Record<string, Rule>;

export type Rule =
	| { type: 'text' | 'uri' | 'integer' | 'boolean' | 'anything'; required?: boolean }
	| { type: 'choice'; values: readonly string[]; required?: boolean }
	| { type: 'object'; fields: Fields; required?: boolean }
	| { type: 'list'; of: Rule; required?: boolean };

type BodyQuirks = Pick<AssembleQuirks, 'unknownFields' | 'nullValues' | 'trimTexts'>;

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value has to be; undefined if it is that. */
function problemOf(rule: Rule, value: unknown): string | undefined {
	switch (rule.type) {
		case 'text':
			return typeof value === 'string' ? undefined : 'must be a string';
		case 'uri': {
			const good = typeof value === 'string' && (value.trim() === '' || URL.canParse(value.trim()));
			return good ? undefined : 'must be a valid URL';
		}
		case 'integer':
			return Number.isSafeInteger(value) ? undefined : 'must be an integer';
		case 'boolean':
			return typeof value === 'boolean' ? undefined : 'must be true or false';
		case 'choice':
			return rule.values.includes(value as string) ? undefined : 'is invalid';
		case 'list':
			return Array.isArray(value) ? undefined : 'must be an array';
		case 'object':
			return isObject(value) ? undefined : 'must be an object';
		case 'anything':
			return undefined;
	}
}

class BodyCheck {
	readonly errors: FieldErrors = {};
	private readonly quirks: BodyQuirks;

	constructor(quirks: BodyQuirks) {
		this.quirks = quirks;
	}

	/** The value without what is to be ignored; null for what a null or an empty text clears. */
	value(rule: Rule, value: unknown, path: string): unknown {
		if (value === null && this.quirks.nullValues === 'empty') return this.cleared(rule, path);
		const problem = problemOf(rule, value);
		if (problem !== undefined) {
			this.report(path, problem);
			return undefined;
		}
		if (rule.type === 'text' || rule.type === 'uri') {
			const text = this.quirks.trimTexts ? String(value).trim() : String(value);
			// Laravel turns empty texts into null.
			return text.trim() === '' ? this.cleared(rule, path) : text;
		}
		if (rule.type === 'list') {
			return (value as unknown[]).map((item, index) =>
				this.value(rule.of, item, `${path}.${index}`),
			);
		}
		return rule.type === 'object'
			? this.fields(rule.fields, value as Record<string, unknown>, `${path}.`)
			: value;
	}

	fields(fields: Fields, value: Record<string, unknown>, prefix: string): object {
		const checked: Record<string, unknown> = {};
		for (const [name, member] of Object.entries(value)) {
			const rule = Object.hasOwn(fields, name) ? fields[name] : undefined;
			if (rule) checked[name] = this.value(rule, member, prefix + name);
			else if (this.quirks.unknownFields === 'reject') this.report(prefix + name, 'is not known');
		}
		for (const [name, { required }] of Object.entries(fields)) {
			if (required && !Object.hasOwn(value, name)) this.report(prefix + name, 'is required');
		}
		return checked;
	}

	private cleared(rule: Rule, path: string): null | [] {
		if (rule.required) this.report(path, 'is required');
		return rule.type === 'list' ? [] : null;
	}

	private report(path: string, problem: string): void {
		(this.errors[path] ??= []).push(`The ${spoken(path)} field ${problem}.`);
	}
}

/** The body as the fields want it; no body counts as an empty one. Refuses it with all its faults. */
export function checkBody(fields: Fields, body: unknown, quirks: BodyQuirks): object {
	const given = body ?? {};
	if (!isObject(given)) throw validationError({ body: ['The body must be an object.'] });
	const check = new BodyCheck(quirks);
	const checked = check.fields(fields, given, '');
	if (Object.keys(check.errors).length > 0) throw validationError(check.errors);
	return checked;
}
