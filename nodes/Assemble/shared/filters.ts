import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Criterion, Filter } from '../../shared/lists/filters';
import { filtersReadBy, isSameText } from '../../shared/lists/filters';
import type { Spelling } from '../../shared/lists/spelling';
import { asObject, bare } from '../../shared/records';
import { QUERY_BOOLEANS, QUERY_LISTS } from './guesses';

type Find = (record: IDataObject) => unknown;

/** A filter by one of the form's choices. An empty text tells no more than none (contract/assemble.md U21). */
export const choiceFilter = filtersReadBy(
	(parameters, name) => parameters.optionalChoice<string>(name) ?? '',
	(value, found) =>
		typeof found === 'string' && found.trim() !== '' ? isSameText(found, value) : undefined,
);

const BOOLEANS: Spelling<'words' | 'digits'> = {
	guess: QUERY_BOOLEANS,
	write: (parameter, value, candidate) => ({
		[parameter]: candidate === 'words' ? value : value === 'true' ? '1' : '0',
	}),
};

const LISTS: Spelling<'comma' | 'repeated'> = {
	guess: QUERY_LISTS,
	write: (parameter, value, candidate) =>
		candidate === 'comma' ? { [parameter]: value } : { [`${parameter}[]`]: value.split(',') },
};

/** A yes/no filter that no record shows. */
export const flagFilter = filtersReadBy(
	(parameters, name) => String(parameters.optionalBoolean(name) ?? ''),
	undefined,
	BOOLEANS,
);

/**
 * A yes/no filter that records show. PHP takes the text `false` for true, so for `false` the node
 * reads without the filter and picks the records itself (contract/assemble.md U18).
 */
export const shownFlagFilter = (parameter: string, form: INodeProperties, find: Find): Filter => ({
	form,
	read(parameters, name) {
		const wanted = parameters.optionalBoolean(name);
		if (wanted === undefined) return undefined;
		return wanted ? yes(parameter, find) : { allows: (record) => isYes(find(record)) === false };
	},
});

/** Only records for which it is yes. */
export const yes = (parameter: string, find: Find): Criterion => ({
	query: { [parameter]: 'true' },
	spelling: BOOLEANS,
	allows: (record) => isYes(find(record)),
});

/**
 * Booleans may come as numbers or texts (contract/assemble.md C1), and an empty one is no, as PHP has
 * it. Undefined if it is missing, which is not no, or anything else.
 */
export function isYes(value: unknown): boolean | undefined {
	if (value === undefined) return undefined;
	const text = String(value ?? '').trim();
	if (/^(1|true|yes)$/i.test(text)) return true;
	return /^(|0|false|no)$/i.test(text) ? false : undefined;
}

export const idsFilter = filtersReadBy(
	(parameters, name) => parameters.ids(name).join(','),
	undefined,
	LISTS,
);

/**
 * A filter by IDs or names of what `find` gives. Assemble takes IDs (contract/assemble.md 4.1), so
 * where one of them is a name, the node picks the records. Digits are always an ID.
 */
export const namesOrIdsFilter = (parameter: string, form: INodeProperties, find: Find): Filter => ({
	form,
	read(parameters, name) {
		const wanted = parameters.namesOrIds(name);
		if (wanted.length === 0) return undefined;
		const ids = wanted.filter(isDigits).map(withoutZeros);
		const isById = ids.length === wanted.length;
		return {
			query: isById ? { [parameter]: ids.join(',') } : undefined,
			spelling: LISTS,
			allows(record) {
				const found = bare(find(record));
				const { id = isDigits(found) ? found : undefined, name: label = found } = asObject(found);
				if (id !== undefined && ids.includes(withoutZeros(id))) return true;
				// Without an ID to compare, what Assemble picked by ID stays, unless there is nothing.
				if (isById) return id === undefined && !isEmpty(found) ? undefined : false;
				return typeof label === 'string' && !isDigits(label) && isAmong(wanted, label);
			},
		};
	},
});

const isDigits = (value: unknown) => /^\d+$/.test(String(value));

const withoutZeros = (id: unknown) => String(id).replace(/^0+(?=\d)/, '');

/** PHP sends an empty list for an object without fields. */
const isEmpty = (value: unknown) => value === null || value === '' || Array.isArray(value);

/** Whether a name is in the list, where its own commas may have been taken for those between names. */
function isAmong(names: string[], name: string): boolean {
	const parts = name.split(',');
	return names.some(
		(one, start) =>
			isSameText(one, name) ||
			parts.every((part, index) => isSameText(part, names[start + index] ?? '')),
	);
}
