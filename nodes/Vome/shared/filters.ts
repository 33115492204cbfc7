import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { titleCase } from '../../shared/form/labels';
import type { Parameters } from '../../shared/form/parameters';
import type { Criterion, Filter } from '../../shared/lists/filters';
import { filtersReadBy } from '../../shared/lists/filters';
import { code } from './codes';
import { readIdFilter } from './identifiers';

export type Read = (record: IDataObject) => unknown;

export const idFilter = filtersReadBy(readIdFilter, (value, id) =>
	typeof id === 'string' ? id.toLowerCase() === value : undefined,
);

/** A filter by a status that no record contains, so the node cannot check it. */
export const statusFilter = (
	labels: readonly string[],
	{ default: defaultStatus, description }: { default: number; description: string },
): Filter => ({
	form: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusOptions(labels),
		default: defaultStatus,
		description,
	},
	read(parameters, name) {
		const status = parameters.code(name, labels);
		return status === undefined ? undefined : { query: { status: String(status) } };
	},
});

/** A filter by several statuses. Vome's takes one (contract/vome.md 4.3), so the node picks them. */
export const statusesFilter = (
	labels: readonly string[],
	description: string,
	find: Read,
): Filter => ({
	form: {
		displayName: 'Status',
		name: 'status',
		type: 'multiOptions',
		options: statusOptions(labels),
		default: [],
		description,
	},
	read(parameters, name) {
		const statuses = new Set(parameters.codes(name, labels));
		const [first] = statuses;
		if (first === undefined) return undefined;
		const query = statuses.size === 1 ? { status: String(first) } : undefined;
		const allows = (record: IDataObject) => {
			const found = code(find(record));
			return typeof found === 'number' ? statuses.has(found) : undefined;
		};
		return { query, allows };
	},
});

const statusOptions = (labels: readonly string[]) =>
	labels
		.map((label, value) => ({ name: titleCase(label), value }))
		.sort((one, other) => (one.name < other.name ? -1 : 1));

/** In ms. */
const DAY = 24 * 60 * 60_000;

/** ms since 1970; NaN if it cannot be read. */
const timeOf = (value: unknown) => Date.parse(String(value));

type Side = 'after' | 'before';

/** Undefined if a time cannot be read. */
function isOn(side: Side, limit: string, found: unknown): boolean | undefined {
	const later = timeOf(found) - timeOf(limit);
	if (Number.isNaN(later)) return undefined;
	return side === 'after' ? later >= 0 : later <= 0;
}

/**
 * A filter by time, inclusive. `toQuery` gives what to send for a time. If `isOwn`, Vome has no such
 * filter, or only a wider one: the node decides, and a record without a time does not match.
 */
export const timeFilter = (
	side: Side,
	find: Read,
	form: INodeProperties,
	{
		toQuery,
		isOwn = true,
	}: { toQuery?: (time: string) => Criterion['query']; isOwn?: boolean } = {},
): Filter => ({
	form,
	read(parameters: Parameters, name: string) {
		const time = parameters.time(name);
		if (time === '') return undefined;
		return {
			query: toQuery?.(time),
			isOwn,
			allows: (record) => isOn(side, time, find(record)) ?? (isOwn ? false : undefined),
		};
	},
});

/** What to send for the start of a shift, by Vome's filter by day. */
export const startDay =
	(suffix: 'gte' | 'lte'): ((time: string) => Criterion['query']) =>
	(time) => {
		// A day more, since it is not known in which time zone Vome takes it (contract/vome.md 7 no. 19).
		const day = new Date(timeOf(time) + (suffix === 'gte' ? -DAY : DAY)).toISOString();
		// Nothing for a day that has no such form, as after 9999-12-31, which may stand for "no end".
		return /^[1-9]\d{3}-/.test(day) ? { [`shift_date.${suffix}`]: day.slice(0, 10) } : undefined;
	};

const created = ({ created_at }: IDataObject) => created_at;

const createdFilter = (side: Side, suffix: 'gte' | 'lte', form: INodeProperties) =>
	timeFilter(side, created, form, {
		toQuery: (time) => ({ [`created_at.${suffix}`]: time }),
		isOwn: false,
	});

/** The filters by creation time that every search has (contract/vome.md 4.3, 4.5 and 4.6). */
export const createdFilters: Filter[] = [
	createdFilter('after', 'gte', {
		displayName: 'Created After',
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description: 'Only records made at this time or later',
	}),
	createdFilter('before', 'lte', {
		displayName: 'Created Before',
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: 'Only records made at this time or earlier',
	}),
];
