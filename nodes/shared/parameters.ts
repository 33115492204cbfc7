import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { withMessage } from './errors';

/**
 * Reads a node's parameters for one input item and checks what comes from expressions, since n8n
 * checks neither limits nor option lists at run time. `name` is the parameter's path
 * (`options.pageSize`), `label` is what the form calls it. Every reader throws a
 * NodeOperationError that names the parameter and the item.
 */
export class Parameters {
	readonly node: INode;

	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {
		this.node = context.getNode();
	}

	/** The value as it is: undefined where it is not set, null where an expression gave nothing. */
	raw(name: string): unknown {
		const [top = '', ...keys] = name.split('.');
		let value: unknown = this.context.getNodeParameter(top, this.itemIndex, null);
		for (const key of keys) {
			if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
			value = (value as Record<string, unknown>)[key] ?? null;
		}
		return value;
	}

	/** Text without surrounding white space; '' where it is not set. Numbers become text. */
	text(name: string, label: string): string {
		const value = this.raw(name) ?? '';
		if (typeof value === 'string') return value.trim();
		if (typeof value === 'number') return String(value);
		throw this.refuse(label, 'must be text', value);
	}

	/**
	 * Text of a filter; '' where it is not set. An expression that gives nothing is refused: without
	 * the filter, the node would return everyone.
	 */
	filter(name: string, label: string): string {
		if (this.raw(name) === null) throw this.refuse(label, 'must be text', null);
		return this.text(name, label);
	}

	/** A whole number from `min` to `max`, given as a number or as digits. */
	integer(
		name: string,
		label: string,
		range: { min: number; max?: number; fallback: number },
	): number {
		const raw = this.raw(name);
		const value = raw === undefined ? range.fallback : raw;
		const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
		const { min, max = Number.MAX_SAFE_INTEGER } = range;
		if (
			typeof number !== 'number' ||
			!Number.isSafeInteger(number) ||
			number < min ||
			number > max
		) {
			const wanted = range.max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
			throw this.refuse(label, `must be a whole number ${wanted}`, value);
		}
		return number;
	}

	/** True or false, also as text; undefined where it is not set. */
	boolean(name: string, label: string): boolean | undefined {
		const value = this.raw(name);
		if (value === undefined) return undefined;
		if (typeof value === 'boolean') return value;
		const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
		if (text === 'true' || text === 'false') return text === 'true';
		throw this.refuse(label, 'must be true or false', value);
	}

	/** One of the given values; the first of them where it is not set. */
	choice<const T extends string>(name: string, label: string, choices: readonly [T, ...T[]]): T {
		const raw = this.raw(name);
		const value = raw === undefined ? choices[0] : raw;
		const found = choices.find((choice) => choice === value);
		if (found === undefined)
			throw this.refuse(label, `must be one of ${choices.join(', ')}`, value);
		return found;
	}

	/** Names separated by commas, or an array of them; empty names are left out. */
	list(name: string, label: string): string[] {
		const value = this.raw(name) ?? [];
		const parts = typeof value === 'string' ? value.split(',') : value;
		if (!Array.isArray(parts) || parts.some((part) => typeof part !== 'string')) {
			throw this.refuse(label, 'must be names separated by commas, or an array of names', value);
		}
		return parts.map((part: string) => part.trim()).filter((part) => part !== '');
	}

	/** The error for a value that a parameter cannot have. */
	refuse(label: string, rule: string, value?: unknown): NodeOperationError {
		const shown = value === undefined ? '' : ` It is ${preview(value)}.`;
		return this.fail(`'${label}' ${rule}`, `Change '${label}' and run the node again.${shown}`);
	}

	/** An error about this item. The message is one sentence; the description says what to do. */
	fail(message: string, description: string): NodeOperationError {
		const text = `${message} [item ${this.itemIndex}]`;
		const { itemIndex } = this;
		return withMessage(new NodeOperationError(this.node, text, { description, itemIndex }), text);
	}
}

function preview(value: unknown): string {
	if (value === null) return 'empty';
	const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
	return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
