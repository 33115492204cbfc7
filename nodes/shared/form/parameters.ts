import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeProperties,
	INodePropertyOptions,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeOperationError, UnexpectedError } from 'n8n-workflow';

import { failureOf, joinedError, operationError } from '../http/errors';
import { asObject, isObject } from '../records';
import { cleanText, isSheetError } from './cells';
import { toMoment } from './moments';

/**
 * Reads the parameters of a node, for one input item unless it is a trigger. n8n does not check the
 * result of an expression against limits and option lists, so each reader does. `name` is the path
 * of a parameter (`options.pageSize`); its label, range, choices and default come from the form.
 * Every reader throws a NodeOperationError that names the parameter and the item. Readers of
 * filters also throw if an expression gives nothing: without the filter, the node would return
 * everything.
 */
export class Parameters {
	constructor(
		private readonly context: IExecuteFunctions | IPollFunctions,
		/** Undefined in a trigger. */
		readonly itemIndex: number | undefined,
		/** The part of the form that the operation or event shows. */
		private readonly form: readonly INodeProperties[],
		/** n8n copies the node on each getNode(), so pass it if at hand. */
		private ownNode?: INode,
	) {}

	/** What was evaluated, by its path. */
	private readonly values = new Map<string, unknown>();

	/** The same form, as another item fills it in. */
	at(itemIndex: number): Parameters {
		return new Parameters(this.context, itemIndex, this.form, this.node);
	}

	get node(): INode {
		this.ownNode ??= this.context.getNode();
		return this.ownNode;
	}

	/** The parameter's label in the form. */
	label(name: string): string {
		return this.setting(name).displayName;
	}

	private setting(name: string): INodeProperties {
		const [top = '', ...keys] = name.split('.');
		const find = (list: INodeProperties['options'], key: string) =>
			list?.find((property): property is INodeProperties => property.name === key);
		let found = this.form.find((property) => property.name === top);
		for (const key of keys) found = find(found?.options, key);
		if (found === undefined) throw new UnexpectedError(`The form has no parameter '${name}'`);
		return found;
	}

	/**
	 * The value as it is: undefined if not set, null if an expression gives nothing. A model leaves out
	 * what it does not need, so nothing from a model means not set.
	 */
	raw(name: string): unknown {
		const value = this.resolved(name);
		return isNothing(value) && this.isFromModel(name) ? undefined : value;
	}

	private resolved(name: string): unknown {
		const [top = '', ...keys] = name.split('.');
		let value: unknown;
		try {
			value = this.evaluated(top);
		} catch (error) {
			// n8n evaluates a collection as a whole, and another field in it may be the one that fails.
			if (keys.length > 0) return this.resolvedAlone(name);
			throw this.failedExpression(name, error);
		}
		for (const key of keys) {
			if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
			value = (value as Record<string, unknown>)[key] ?? null;
		}
		return value;
	}

	private resolvedAlone(name: string): unknown {
		if (this.typed(name) === undefined) return undefined;
		try {
			return this.evaluated(name);
		} catch (error) {
			throw this.failedExpression(name, error);
		}
	}

	/** Once: n8n evaluates each expression of a collection whenever one of its fields is read. */
	private evaluated(path: string): unknown {
		if (!this.values.has(path)) {
			const value: unknown =
				this.itemIndex === undefined
					? (this.context as IPollFunctions).getNodeParameter(path, null)
					: (this.context as IExecuteFunctions).getNodeParameter(path, this.itemIndex, null);
			this.values.set(path, value);
		}
		return this.values.get(path);
	}

	private failedExpression(name: string, error: unknown): NodeOperationError {
		const label = this.label(name);
		return this.fail(
			`The expression in '${label}' fails: ${(error as Error).message}`,
			`Open '${label}' and correct its expression.`,
		);
	}

	private picked(name: string): unknown {
		const raw = this.raw(name);
		if (!isLocator(raw)) return raw;
		return isNothing(raw.value) && this.isFromModel(name) ? undefined : (raw.value ?? null);
	}

	/** Trimmed text, typed or picked from a list; '' if not set. Numbers become text. */
	text(name: string): string {
		const value = this.picked(name) ?? '';
		if (typeof value === 'string') return value.trim();
		if (typeof value === 'number') return String(value);
		throw this.refuse(name, 'must be text', value);
	}

	/** Like text, but clean, as a cell is meant; refuses the error of a formula. */
	cell(name: string): string {
		const text = this.text(name);
		if (isSheetError(text)) throw this.refuse(name, NO_SHEET_ERROR, text);
		return cleanText(text);
	}

	/** A filter's text; '' if not set. */
	filter(name: string): string {
		return this.given(name, 'must be text') === undefined ? '' : this.text(name);
	}

	/** A filter's time in UTC; '' if not set. The workflow's time zone applies if it names none. */
	time(name: string): string {
		const rule = 'must be a date such as 2026-02-03, or a time such as 2026-02-03T14:00:00Z';
		const value = this.given(name, rule);
		if (value === undefined) return '';
		const moment = toMoment(value, this.context.getTimezone());
		if (moment === undefined) throw this.refuse(name, rule, value);
		return moment.utc;
	}

	/** A filter's day, YYYY-MM-DD, in the zone of its time, or else of the workflow; '' if not set. */
	day(name: string): string {
		const rule = 'must be a date such as 2026-02-03';
		const value = this.given(name, rule);
		if (value === undefined) return '';
		const moment = toMoment(value, this.context.getTimezone());
		if (moment === undefined) throw this.refuse(name, rule, value);
		return moment.date;
	}

	/** A filter's choice as its index in `labels`, from digits or label; undefined if not set. */
	code(name: string, labels: readonly string[]): number | undefined {
		const value = this.given(name, ruleOf(labels));
		return value === undefined ? undefined : this.codeOf(name, labels, value);
	}

	/** Like code, for several choices: a list, or separated by commas; [] if not set. */
	codes(name: string, labels: readonly string[]): number[] {
		if (this.itemIndex === undefined && typeof this.typed(name) === 'number') {
			// The editor keeps it when another event is chosen, and shows nothing in its place.
			throw this.fail(
				`'${this.label(name)}' is left over from another event`,
				'Choose it again, or remove it.',
			);
		}
		const value = this.given(name, ruleOf(labels)) ?? [];
		const filled = [splitText(value)].flat().filter((part) => !isBlank(part));
		const codes = filled.map((part) => this.codeOf(name, labels, part));
		if (codes.length === 0 && this.mustGive(name)) throw this.refuse(name, 'must not be empty');
		return codes;
	}

	private codeOf(name: string, labels: readonly string[], value: unknown): number {
		const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
		const place = labels.findIndex((candidate) => candidate.toLowerCase() === word);
		const code = place >= 0 ? place : fromDigits(value);
		if (typeof code === 'number' && labels[code] !== undefined) return code;
		throw this.refuse(name, ruleOf(labels), value);
	}

	/** A filter's value; undefined if not set. Throws if an expression gives nothing. */
	private given(name: string, rule: string): unknown {
		const value = this.picked(name);
		if (value === null) throw this.refuse(name, rule, null);
		if (!isBlank(value)) return value;
		if (this.mustGive(name)) throw this.refuse(name, 'must not be empty');
		return undefined;
	}

	isExpression(name: string): boolean {
		const typed = this.typed(name);
		const text = isLocator(typed) ? typed.value : typed;
		return typeof text === 'string' && text.startsWith('=');
	}

	/** Whether a model fills it in, or a part of it, by $fromAI. */
	isFromModel(name: string): boolean {
		return /\$fromai\b/i.test(JSON.stringify(this.typed(name) ?? null));
	}

	private mustGive(name: string): boolean {
		return this.isExpression(name) && !this.isFromModel(name);
	}

	/** What stands in the form. */
	private typed(name: string): unknown {
		return name
			.split('.')
			.reduce<unknown>(
				(value, key) => (value as IDataObject | null | undefined)?.[key],
				this.node.parameters,
			);
	}

	/** A whole number, also as digits; the form's default if not set. */
	integer(name: string): number {
		const { typeOptions, default: fallback } = this.setting(name);
		const { minValue: min = 0, maxValue: max } = typeOptions ?? {};
		const raw = this.raw(name);
		const value = raw === undefined ? fallback : raw;
		const number = fromDigits(value);
		const isWhole = typeof number === 'number' && Number.isSafeInteger(number);
		if (isWhole && number >= min && number <= (max ?? Infinity)) return number;
		const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
		throw this.refuse(name, `must be a whole number ${range}`, value);
	}

	/** True or false, also as text, also yes or no, 1 or 0; the form's default if not set. */
	boolean(name: string): boolean {
		return this.optionalBoolean(name) ?? this.setting(name).default === true;
	}

	/** Like boolean, but undefined if not set. */
	optionalBoolean(name: string): boolean | undefined {
		const value = this.raw(name);
		if (value === undefined) return undefined;
		const answer = toBoolean(value) ?? toShortAnswer(value);
		if (answer !== undefined) return answer;
		throw this.refuse(name, 'must be true or false', value);
	}

	/** One of the form's choices, or its label, in any case; the form's default if not set. */
	choice<T extends string>(name: string): T {
		return this.optionalChoice<T>(name) ?? (this.setting(name).default as T);
	}

	/** Like choice, but undefined if not set. */
	optionalChoice<T extends string>(name: string): T | undefined {
		const value = this.raw(name);
		if (value === undefined) return undefined;
		const { options, default: first } = this.setting(name);
		const choices = (options as INodePropertyOptions[]).map((option) => String(option.value));
		const labels = (options as INodePropertyOptions[]).map((option) => option.name);
		if (typeof value === 'string') {
			const isGiven = (word: string) => wordOf(word) === wordOf(value);
			const found = choices.find(isGiven) ?? choices[labels.findIndex(isGiven)];
			if (found !== undefined) return found as T;
		}
		const byName = new Intl.Collator('en', { ignorePunctuation: true });
		const others = choices.filter((choice) => choice !== first).sort(byName.compare);
		throw this.refuse(name, ruleOf([first, ...others]), value);
	}

	/** Names separated by commas, or an array of names; leaves out empty ones. */
	list(name: string): string[] {
		const value = this.raw(name) ?? [];
		const parts = splitText(value);
		if (!Array.isArray(parts) || parts.some((part) => typeof part !== 'string')) {
			throw this.refuse(name, 'must be names separated by commas, or an array of names', value);
		}
		return parts.map((part: string) => part.trim()).filter((part) => part !== '');
	}

	/** Like list, but throws a NodeOperationError for a name that is neither in `known` nor allowed. */
	namesOf(
		name: string,
		known: readonly string[],
		isAllowed: (name: string) => boolean = () => false,
	): string[] {
		const names = this.list(name);
		const unknown = names.filter((one) => !known.includes(one) && !isAllowed(one));
		if (unknown.length === 0) return names;
		throw this.fail(
			`'${this.label(name)}' names a field that does not exist: ${unknown.join(', ')}`,
			`The fields are ${known.join(', ')}.`,
		);
	}

	/** A filter's names or IDs, separated by commas or in an array; [] if not set. */
	namesOrIds(name: string): string[] {
		const rule = 'must be names or IDs separated by commas';
		const value = this.given(name, rule) ?? [];
		const names = [splitText(value)].flat().map((part) => {
			if (typeof part === 'string' || typeof part === 'number') return String(part).trim();
			throw this.refuse(name, rule, value);
		});
		const filled = names.filter((part) => part !== '');
		if (filled.length === 0 && this.mustGive(name)) throw this.refuse(name, 'must not be empty');
		return filled;
	}

	/**
	 * The names and values in the rows `key` of a fixed collection; [] if there are none. Leaves out
	 * those that a model left out.
	 */
	pairs(name: string, key: string): Array<{ name: string; value: string }> {
		const rows = this.raw(`${name}.${key}`) ?? [];
		if (!Array.isArray(rows)) throw this.refuse(name, 'must be a list of names and values', rows);
		return rows.flatMap((row: unknown, index) => {
			const { name: rawName, value } = asObject(row);
			const isLeftOut = (part: 'name' | 'value', given: unknown) =>
				isNothing(given) && this.isFromModel(`${name}.${key}.${index}.${part}`);
			if (isLeftOut('name', rawName) || isLeftOut('value', value)) return [];
			const text = typeof rawName === 'string' ? rawName.trim() : '';
			if (text === '')
				throw this.refuse(
					name,
					'has an entry without a name: fill in the name, or delete the entry',
				);
			if (value !== null && typeof value === 'object') {
				throw this.refuse(name, `must have text or a number as the value of '${text}'`, value);
			}
			return [{ name: text, value: String(value ?? '') }];
		});
	}

	/** A record's numeric ID, also as digits or picked from a list. */
	id(name: string): number {
		const value = this.picked(name);
		const id = toId(value);
		if (id !== undefined) return id;
		if (value === undefined || value === null || value === '') {
			throw this.fail(
				`'${this.label(name)}' is empty`,
				`Choose one from the list, or enter an ID, e.g. 123.`,
			);
		}
		throw this.refuse(name, 'must be an ID, which is a whole number such as 123', value);
	}

	/** A filter's numeric IDs, picked from a list, separated by commas or in an array; [] if not set. */
	ids(name: string): number[] {
		const raw = this.picked(name);
		if (raw === undefined) return [];
		const parts = splitText(typeof raw === 'number' ? [raw] : raw);
		const given = Array.isArray(parts) ? parts.filter((part) => !isBlank(part)) : undefined;
		const ids = given?.map(toId).filter((id) => id !== undefined);
		if (given === undefined || ids === undefined || ids.length < given.length) {
			throw this.refuse(name, 'must be IDs separated by commas, such as 3,8,12', raw);
		}
		if (ids.length === 0 && (!isBlank(raw) || this.mustGive(name))) {
			throw this.refuse(name, 'must hold at least one ID', raw);
		}
		return ids;
	}

	/** An object, also as JSON text; undefined if not set or empty. */
	json(name: string): IDataObject | undefined {
		const raw = this.raw(name) ?? '';
		let value: unknown = raw;
		if (typeof raw === 'string') {
			if (raw.trim() === '') return undefined;
			try {
				value = JSON.parse(raw);
			} catch {
				throw this.refuse(name, 'must be JSON, such as { "name": "value" }', raw);
			}
		}
		if (!isObject(value)) throw this.refuse(name, 'must be a JSON object in { }', raw);
		return Object.keys(value).length === 0 ? undefined : value;
	}

	/** The results of these readers, or one error with the mistakes that all of them found. */
	async all<T extends unknown[]>(
		...readers: { [Index in keyof T]: () => T[Index] | Promise<T[Index]> }
	): Promise<T> {
		const results: unknown[] = [];
		const mistakes: NodeOperationError[] = [];
		for (const read of readers) {
			const reading = Promise.resolve().then(read);
			const failure = await failureOf(reading);
			if (failure instanceof NodeOperationError) mistakes.push(failure);
			else results.push(await reading);
		}
		if (mistakes.length > 0) throw joinedError(this.node, this.itemIndex, mistakes);
		return results as T;
	}

	/** Builds the error for a value that breaks `rule`. */
	refuse(name: string, rule: string, value?: unknown): NodeOperationError {
		return this.refuseValue(this.label(name), rule, value);
	}

	/** Like refuse, for a value without a parameter of its own in the form. */
	refuseValue(label: string, rule: string, value?: unknown): NodeOperationError {
		return this.fail(brokenRule(label, rule, value), `Change '${label}' and run the node again.`);
	}

	/** An error about this item: a message of one sentence, and a description of what to do. */
	fail(message: string, description: string): NodeOperationError {
		return operationError(this.node, this.itemIndex, message, description);
	}
}

/** The rule that a formula broke which has failed. */
export const NO_SHEET_ERROR = 'must not be an error of a spreadsheet';

/** The rule for a value that is none of these, which a message names. */
export const ruleOf = (labels: readonly unknown[]) => `must be one of ${labels.join(', ')}`;

/** The value of n8n's resource locator. */
function isLocator(value: unknown): value is { value: unknown } {
	return isObject(value) && 'mode' in value && 'value' in value;
}

export function isBlank(value: unknown): boolean {
	return typeof value === 'string' && cleanText(value) === '';
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null || isBlank(value);
}

/** Text as its parts between commas; anything else unchanged. */
function splitText(value: unknown): unknown {
	return typeof value === 'string' ? value.split(',') : value;
}

/** A choice without what people write in different ways: case, blanks, hyphens. */
function wordOf(text: string): string {
	return cleanText(text)
		.toLowerCase()
		.replace(/[\s\p{Pd}]+/gu, '-');
}

/** True or false, also as text, also yes or no; undefined for anything else. */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? cleanText(value).toLowerCase() : '';
	if (text === 'true' || text === 'yes') return true;
	return text === 'false' || text === 'no' ? false : undefined;
}

/** How spreadsheets shorten yes and no. */
const SHORT_ANSWERS = new Map<unknown, boolean>([
	[1, true],
	['y', true],
	[0, false],
	['n', false],
]);

function toShortAnswer(value: unknown): boolean | undefined {
	const given = fromDigits(value);
	return SHORT_ANSWERS.get(typeof given === 'string' ? cleanText(given).toLowerCase() : given);
}

/** Digits as a number, with up to two zeros behind a point; anything else unchanged. */
function fromDigits(value: unknown): unknown {
	// Three may be those of a thousand.
	const isNumber = typeof value === 'string' && /^\d+(?:\.00?)?$/.test(cleanText(value));
	return isNumber ? Number(cleanText(value)) : value;
}

function toId(value: unknown): number | undefined {
	const number = fromDigits(value);
	return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
		? number
		: undefined;
}

/** A sentence about a value that breaks a rule. */
export function brokenRule(label: string, rule: string, value?: unknown): string {
	// With the value: a failed item has nothing but a message under Continue On Fail.
	return `'${label}' ${rule}${value === undefined ? '' : `: it is ${preview(value)}`}`;
}

function preview(value: unknown): string {
	if (value === null || value === '') return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object, of which you can choose a field';
	const text = typeof value === 'string' ? `'${value.replace(/\s+/g, ' ')}'` : String(value);
	return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
