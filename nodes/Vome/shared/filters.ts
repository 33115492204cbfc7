import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Filter } from '../../shared/lists/filters';
import { filtersReadBy } from '../../shared/lists/filters';
import { code } from './codes';
import { readIdFilter } from './identifiers';

type Read = (record: IDataObject) => unknown;

/** In ms. Times further apart than this never match, however Vome compares them. */
const DAY = 24 * 60 * 60_000;

/** A filter by day. Its time zone is not documented, so the node cannot check it. */
export const dayFilter = filtersReadBy((parameters, name) => parameters.date(name));

/** A filter by time. Vome's precision is not documented, so only a time far off is an error. */
export function timeFilter(parameter: string, read: Read, form: INodeProperties): Filter {
	const isNear = (found: unknown, value: string) =>
		found !== null && !(Math.abs(Date.parse(String(found)) - Date.parse(value)) > DAY);
	return {
		form,
		parameter,
		read: (parameters, name) => parameters.time(name),
		allows: (record, value) => isNear(read(record), value),
	};
}

export const idFilter = (parameter: string, read: Read, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: readIdFilter,
	allows: (record, value) => {
		const id = read(record);
		return typeof id !== 'string' || id.toLowerCase() === value;
	},
});

/** A filter by status. Without `read`, the node cannot check it. */
export const statusFilter = (
	labels: readonly string[],
	{ default: defaultStatus, description }: { default: number; description: string },
	read?: Read,
): Filter => ({
	form: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: labels
			.map((label, value) => ({ name: titleCase(label), value }))
			.sort((one, other) => (one.name < other.name ? -1 : 1)),
		default: defaultStatus,
		description,
	},
	parameter: 'status',
	read: (parameters, name) => String(parameters.code(name, labels) ?? ''),
	allows:
		read &&
		((record, value) => {
			const found = code(read(record));
			return typeof found !== 'number' || found === Number(value);
		}),
});

const titleCase = (label: string) =>
	label.replace(/(^|[ -])[a-z]/g, (letter) => letter.toUpperCase());

// An invalid time is NaN, which is neither smaller nor greater.
const created = ({ created_at }: IDataObject) => Date.parse(String(created_at));

/** The filters by creation time that every search has (contract/vome.md 4.3, 4.5 and 4.6). */
export const createdFilters: Filter[] = [
	{
		form: {
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description:
				"Only records made at this time or later. Without a time, it is the start of that day; without a time zone, it is in the workflow's.",
		},
		parameter: 'created_at.gte',
		read: (parameters, name) => parameters.time(name),
		allows: (record, after) => !(created(record) < Date.parse(after)),
	},
	{
		form: {
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description:
				"Only records made at this time or earlier. Without a time, it is the start of that day, so that the day itself is not included; without a time zone, it is in the workflow's.",
		},
		parameter: 'created_at.lte',
		read: (parameters, name) => parameters.time(name),
		allows: (record, before) => !(created(record) > Date.parse(before)),
	},
];
