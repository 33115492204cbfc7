import type { IExecuteFunctions } from 'n8n-workflow';

import { Turns } from '../turns';
import type { Parameters } from './parameters';

type Reading = { value: unknown } | { error: unknown };

const readings = new WeakMap<IExecuteFunctions, Reading[]>();

export interface ReadAhead<T> {
	/** Of this item. */
	own: T;
	/** Of all items in which it is valid, in their order. */
	all: T[];
}

/**
 * Reads something of all items of an execution, so that what they ask for is known before the first
 * request: once, since an expression may give something else each time. Throws this item's error.
 */
export async function readAhead<T>(
	context: IExecuteFunctions,
	parameters: Parameters,
	read: (parameters: Parameters) => T,
): Promise<ReadAhead<T>> {
	let found = readings.get(context);
	if (found === undefined) {
		found = [];
		readings.set(context, found);
		const turns = new Turns();
		for (const index of context.getInputData().keys()) {
			await turns.give();
			found.push(attempt(() => read(parameters.at(index))));
		}
	}
	const own = found[parameters.itemIndex ?? 0];
	if (own !== undefined && 'error' in own) throw own.error as Error;
	const all = found.flatMap((one) => ('value' in one ? [one.value as T] : []));
	return { own: own?.value as T, all };
}

function attempt(read: () => unknown): Reading {
	try {
		return { value: read() };
	} catch (error) {
		return { error };
	}
}
