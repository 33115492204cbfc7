import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';
import { byLabel } from '../form/labels';
import type { Hints } from '../hints';
import { inNormalForm } from '../normalForm';
import type { Spelling } from './spelling';

/** What one filter asks for. */
export interface Criterion {
	/** Its part of the query; left out if the service has no such filter. */
	query?: Record<string, string>;
	/** The service has no such filter, whatever is sent; by default, if nothing is. */
	isOwn?: boolean;
	/** How its value is written, if that is a guess. */
	spelling?: Spelling;
	/** Whether a record matches; undefined if it does not show that. Left out if none shows it. */
	allows?: (record: IDataObject) => boolean | undefined;
}

export interface Filter {
	form: INodeProperties;
	/** Reads `filters.<name>`; undefined if not set. Throws a NodeOperationError; see Parameters. */
	read: (parameters: Parameters, name: string) => Criterion | undefined;
}

export interface SetFilter extends Criterion {
	label: string;
}

/** The 'Filters' of a form, sorted by label. */
export const filtersProperty = (filters: readonly Filter[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: filters.map(({ form }) => form).sort(byLabel),
});

/**
 * The filters that are set. Throws a NodeOperationError for an invalid value, and if a model that was
 * to fill in filters gave none: saying nothing must not give it the whole list.
 */
export function readFilters(parameters: Parameters, filters: readonly Filter[]): SetFilter[] {
	const set = filters.flatMap(({ form: { name, displayName: label }, read }) => {
		const criterion = read(parameters, `filters.${name}`);
		return criterion === undefined ? [] : [{ ...criterion, label }];
	});
	if (set.length > 0) return set;
	const asked = filters.filter(({ form }) => parameters.isFromModel(`filters.${form.name}`));
	if (asked.length === 0) return set;
	const labels = asked.map(({ form }) => form.displayName).join(', ');
	// In the message, which is all that a model reads.
	throw parameters.fail(
		`No filter is set: give at least one of ${labels}`,
		'Without one, the whole list would come out.',
	);
}

/** Whether only the node can filter by it. */
export const isOwn = (filter: Criterion): boolean => filter.isOwn ?? filter.query === undefined;

/** The filters' part of the query. */
export function toQuery(filters: readonly SetFilter[]): Record<string, string> {
	return Object.assign({}, ...filters.map(({ query }) => query)) as Record<string, string>;
}

/** Makes filters of one kind that are sent as `parameter`, if `read` gives text. */
export const filtersReadBy =
	<T extends string>(
		read: (parameters: Parameters, name: string) => T | '',
		check?: (value: T, found: unknown) => boolean | undefined,
		spelling?: Spelling,
	) =>
	(parameter: string, form: INodeProperties, find?: (record: IDataObject) => unknown): Filter => ({
		form,
		read(parameters, name) {
			const value = read(parameters, name);
			if (value === '') return undefined;
			const query = { [parameter]: value };
			if (check === undefined || find === undefined) return { query, spelling };
			return { query, spelling, allows: (record) => check(value, find(record)) };
		},
	});

/** A filter by text, which each service compares in its own way: a match at least contains it. */
export const textFilter = filtersReadBy(
	(parameters, name) => parameters.filter(name),
	(value, found) => (found === undefined ? undefined : containsText(String(found ?? ''), value)),
);

/** Whether a text has another one in it, as databases compare: without case and accents. */
export const containsText = (text: string, part: string): boolean =>
	plain(text).includes(plain(part));

/** A filter by a text that only the node compares: with one text, or with those of a list. */
export const ownTextFilter = (
	form: INodeProperties,
	find: (record: IDataObject) => unknown,
	isSame: (one: string, other: string) => boolean = isSameText,
): Filter => ({
	form,
	read(parameters, name) {
		const value = parameters.filter(name);
		if (value === '') return undefined;
		const allows = (record: IDataObject) =>
			[find(record)].flat().some((found) => typeof found === 'string' && isSame(found, value));
		return { allows };
	},
});

/** Whether two texts are equal but for case, outer white space and their Unicode form. */
export function isSameText(one: string, other: string): boolean {
	return folded(one) === folded(other);
}

function folded(text: string): string {
	return inNormalForm(text).trim().toLowerCase();
}

/** Letters that databases compare as others, though Unicode does not take them apart. */
const ALIKE: Record<string, string> = { Æ: 'AE', Ð: 'D', Ø: 'O', Þ: 'TH', Đ: 'D', Ł: 'L', Œ: 'OE' };

/** Without case and accents. */
function plain(text: string): string {
	// Capitals, since more small letters have one in common, such as ß and ss.
	const capitals = text
		.trim()
		// Many of them on one letter take long to put in order.
		.replace(/\p{M}+/gu, '')
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toUpperCase();
	return capitals.replace(/[ÆÐØÞĐŁŒ]/g, (letter) => ALIKE[letter] ?? letter);
}

const NONE: readonly SetFilter[] = [];

/**
 * Picks the records that match the filters. A service that does not know a filter may send
 * everything, as if all of it matched (contract/vome.md 7 no. 14).
 */
export class Picker {
	private readonly checked: readonly SetFilter[];

	private readonly ignored = new Set<string>();

	/** IDs of the records that were looked at. */
	private readonly seen = new Set<unknown>();

	constructor(filters: readonly SetFilter[]) {
		this.checked = filters.filter(({ allows }) => allows !== undefined);
	}

	/** Whether all records match as far as the node can tell. */
	get isIdle(): boolean {
		return this.checked.length === 0;
	}

	/**
	 * The filters of which the record does not show whether it matches: the service decides, if it
	 * obeys them. Undefined if the record does not match.
	 */
	pick(record: IDataObject): readonly SetFilter[] | undefined {
		if (this.isIdle) return NONE;
		this.seen.add(record.id);
		let isMatch = true;
		const untold: SetFilter[] = [];
		for (const filter of this.checked) {
			const isAllowed = filter.allows?.(record);
			if (isAllowed === undefined) untold.push(filter);
			if (isAllowed !== false) continue;
			isMatch = false;
			if (!isOwn(filter)) this.ignored.add(filter.label);
		}
		return isMatch ? untold : undefined;
	}

	/** Whether the service obeys these filters, as far as the records so far tell. */
	isObeyed(filters: readonly SetFilter[]): boolean {
		return !filters.some(({ label }) => this.ignored.has(label));
	}

	/** Adds a hint if the service sent records that it should have left out. */
	tell(service: string, hints: Hints): void {
		if (this.ignored.size === 0) return;
		const labels = [...this.ignored].map((label) => `'${label}'`).join(', ');
		const records = this.seen.size === 1 ? '1 record' : `${this.seen.size} records`;
		hints.add(`${service} ignores ${labels}: the node filtered ${records} itself.`);
	}
}
