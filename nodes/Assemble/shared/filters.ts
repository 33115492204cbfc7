import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Filter } from '../../shared/lists/filters';
import { filtersReadBy } from '../../shared/lists/filters';

export const choiceFilter = filtersReadBy(
	(parameters, name) => parameters.optionalChoice<string>(name) ?? '',
	(value, found) => typeof found !== 'string' || found === value,
);

/** A yes/no filter that no record shows. */
export const flagFilter = filtersReadBy((parameters, name) =>
	String(parameters.optionalBoolean(name) ?? ''),
);

/**
 * A yes/no filter that records show. PHP takes the text `false` for true, so for `false` the node
 * reads without the filter and picks the records itself (contract/assemble.md U18).
 */
export const shownFlagFilter = (
	parameter: string,
	form: INodeProperties,
	find: (record: IDataObject) => unknown,
): Filter => ({
	form,
	read(parameters, name) {
		const wanted = parameters.optionalBoolean(name);
		if (wanted === undefined) return undefined;
		return wanted
			? { query: { [parameter]: 'true' }, allows: (record) => isYes(find(record)) !== false }
			: { allows: (record) => isYes(find(record)) === false };
	},
});

/** Booleans may come as 1 or text; undefined if there is none (contract/assemble.md C1). */
export function isYes(value: unknown): boolean | undefined {
	if (value === undefined) return undefined;
	return ['true', '1'].includes(String(value).toLowerCase());
}

export const idsFilter = filtersReadBy((parameters, name) => parameters.ids(name).join(','));
