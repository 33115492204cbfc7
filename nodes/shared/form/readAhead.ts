import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Parameters } from './parameters';

/** Items after which others in n8n get their turn. */
const STRETCH = 100;

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
		for (const index of context.getInputData().keys()) {
			if (index % STRETCH === STRETCH - 1) await sleep(0);
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
