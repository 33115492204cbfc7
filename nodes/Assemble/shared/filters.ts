import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Criterion, Filter } from '../../shared/lists/filters';
import { filtersReadBy, isSameText } from '../../shared/lists/filters';
import type { Spelling } from '../../shared/lists/spelling';
import { asObject, bare, plainText } from '../../shared/records';
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

/** A yes/no filter by whether there is a text. Where there is one, a record may still come without it. */
export const presenceFilter = filtersReadBy(
	(parameters, name) => String(parameters.optionalBoolean(name) ?? ''),
	(value, found) => {
		if (plainText(found) !== '') return value === 'true';
		return value === 'false' && found !== undefined ? true : undefined;
	},
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
	if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
	const text = plainText(value);
	if (/^(1|true|yes)$/i.test(text)) return true;
	return /^(|0|false|no)$/i.test(text) ? false : undefined;
}

/** A filter that lets more come, where no is what the list does by itself (contract/assemble.md 5.2 and U18). */
export const wideningFilter = filtersReadBy(
	(parameters, name) => (parameters.optionalBoolean(name) === true ? 'true' : ''),
	undefined,
	BOOLEANS,
);

/** A filter by several IDs, typed, or picked from a list. */
export const idsFilter = filtersReadBy(
	(parameters, name) => parameters.ids(name).join(','),
	undefined,
	LISTS,
);

/** A filter by several texts, of which no page says what they are. */
export const textsFilter = filtersReadBy(
	(parameters, name) => parameters.namesOrIds(name).join(','),
	undefined,
	LISTS,
);

/** A filter by several texts, of which a record has one, whole. */
export const referencesFilter = filtersReadBy(
	(parameters, name) => parameters.namesOrIds(name).join(','),
	(value, found) => {
		if (found === undefined) return undefined;
		return value.split(',').some((text) => isSameText(text, plainText(found)));
	},
	LISTS,
);

/** Only records with none of these IDs, which all records show. */
export const otherIdsFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	read(parameters, name) {
		const ids = parameters.ids(name).map(String);
		if (ids.length === 0) return undefined;
		return {
			query: { [parameter]: ids.join(',') },
			spelling: LISTS,
			allows: ({ id }) => !ids.includes(String(id)),
		};
	},
});

/** A filter by several of the form's choices, as their labels. */
export const choicesFilter = (
	parameter: string,
	form: INodeProperties,
	labels: readonly string[],
	find: Find,
): Filter => ({
	form,
	read(parameters, name) {
		const wanted = parameters.codes(name, labels).map((code) => labels[code] ?? '');
		if (wanted.length === 0) return undefined;
		const isAmong = (list: readonly string[], found: unknown) =>
			typeof found === 'string' && list.some((label) => isSameText(label, found));
		return {
			query: { [parameter]: [...new Set(wanted)].join(',') },
			spelling: LISTS,
			allows: (record) =>
				isAmong(labels, find(record)) ? isAmong(wanted, find(record)) : undefined,
		};
	},
});

/** A filter by a whole number that no record shows. */
export const numberFilter = filtersReadBy((parameters, name) =>
	parameters.raw(name) === undefined ? '' : String(parameters.integer(name)),
);

/** A filter by a time that no record shows, sent in UTC (contract/assemble.md 3.7). */
export const momentFilter = filtersReadBy((parameters, name) => toSeconds(parameters.time(name)));

/** As in 2026-02-03 14:00:00 (contract/assemble.md 3.7). */
export const toSeconds = (time: string): string => time.slice(0, 19).replace('T', ' ');

/**
 * A filter by the days on which something takes place. Of what is only partly within them, Assemble
 * decides (contract/assemble.md 5.2).
 */
export const dayFilter = (
	side: 'from' | 'to',
	parameter: string,
	form: INodeProperties,
	find: (record: IDataObject) => { first: unknown; last: unknown },
): Filter => ({
	form,
	read(parameters, name) {
		const day = parameters.day(name);
		if (day === '') return undefined;
		return {
			query: { [parameter]: day },
			allows(record) {
				const { first, last } = find(record);
				const [from, to] = [dayOf(first), dayOf(last) ?? dayOf(first)];
				if (from === undefined || to === undefined) return undefined;
				if (side === 'from' ? from >= day : to <= day) return true;
				return (side === 'from' ? to < day : from > day) ? false : undefined;
			},
		};
	},
});

function dayOf(found: unknown): string | undefined {
	return /^\d{4}-\d\d-\d\d/.exec(plainText(found))?.[0];
}

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

const isDigits = (value: unknown) => /^\d+$/.test(plainText(value));

const withoutZeros = (id: unknown) => plainText(id).replace(/^0+(?=\d)/, '');

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
