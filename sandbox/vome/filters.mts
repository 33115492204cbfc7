/** Search filters: how a query parameter looks and which rows it lets through. */
import { VomeError } from './errors.mts';
import type { Quirks } from './quirks.mts';

export interface Filter<Row> {
	schema: object;
	/** Prepared once per request, asked once per row. */
	prepare(value: string): (row: Row) => boolean;
}

export type Filters<Row> = Record<string, Filter<Row>>;

type Read<Row, Value> = (row: Row) => Value;

/** Case-insensitive match by part: inferred from sample values (contract/vome.md 4.6), stated nowhere. */
export function text<Row>(read: Read<Row, string | null>): Filter<Row> {
	return {
		schema: { type: 'string' },
		prepare: (value) => {
			const wanted = value.toLowerCase();
			return (row) => (read(row) ?? '').toLowerCase().includes(wanted);
		},
	};
}

export function exactText<Row>(read: Read<Row, string>): Filter<Row> {
	return {
		schema: { type: 'string' },
		prepare: (value) => {
			const wanted = value.toLowerCase();
			return (row) => read(row).toLowerCase() === wanted;
		},
	};
}

export function uuid<Row>(read: Read<Row, string>): Filter<Row> {
	return {
		schema: { type: 'string', format: 'uuid' },
		prepare: (value) => {
			const wanted = value.toLowerCase();
			return (row) => read(row) === wanted;
		},
	};
}

/** One status code; the parameter is a string though the field is a number (contract/vome.md 4.7 no. 14). */
export function code<Row>(highest: number, read: Read<Row, number | undefined>): Filter<Row> {
	return {
		schema: { type: 'string', pattern: `^[0-${highest}]$` },
		prepare: (value) => (row) => read(row) === Number(value),
	};
}

/** The two forms of yes and no (contract/vome.md 4.7 no. 15). */
const FORMS = { True: ['False', 'True'], true: ['false', 'true'] };

export function boolean<Row>(read: Read<Row, boolean>, quirksNow: () => Quirks): Filter<Row> {
	return {
		schema: { enum: Object.values(FORMS).flat() },
		prepare: (value) => {
			const { queryBooleans, otherQueryBooleans } = quirksNow();
			if (queryBooleans === 'any') return read;
			const isKnown = FORMS[queryBooleans].includes(value);
			if (isKnown) return (row) => read(row) === (value.toLowerCase() === 'true');
			switch (otherQueryBooleans) {
				case 'reject':
					throw new VomeError(400, `"${value}" is neither yes nor no.`, { param: 'is_offline' });
				case 'ignore':
					return () => true;
				case 'no':
					return (row) => !read(row);
				case 'nothing':
					return () => false;
			}
		},
	};
}

/**
 * Microseconds since 1970, which the timestamps of rows need. A time without a zone is read as UTC:
 * no page says which zone counts (contract/vome.md 7 no. 19).
 */
function microseconds(time: string): number {
	const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(time) || !time.includes('T') ? time : `${time}Z`;
	const below = /\.\d{3}(\d{1,3})/.exec(zoned)?.[1] ?? '';
	return Date.parse(zoned) * 1000 + Number(below.padEnd(3, '0'));
}

const comparisons: Record<string, (left: number, right: number) => boolean> = {
	'': (left, right) => left === right,
	'.gt': (left, right) => left > right,
	'.gte': (left, right) => left >= right,
	'.lt': (left, right) => left < right,
	'.lte': (left, right) => left <= right,
};

function compared<Row>(
	names: string[],
	schema: object,
	read: Read<Row, string | null>,
	toNumber: (value: string) => number,
): Filters<Row> {
	const filters: Filters<Row> = {};
	for (const [suffix, compare] of Object.entries(comparisons)) {
		const filter: Filter<Row> = {
			schema,
			prepare: (value) => {
				const wanted = toNumber(value);
				return (row) => {
					const found = read(row);
					return found !== null && compare(toNumber(found), wanted);
				};
			},
		};
		for (const name of names) filters[name + suffix] = filter;
	}
	return filters;
}

const timeSchema = {
	type: 'string',
	anyOf: [{ format: 'iso-date-time' }, { format: 'date' }],
};

/** `name` (exact), `name.gt`, `.gte`, `.lt` and `.lte` on a point in time. */
export function times<Row>(names: string[], read: Read<Row, string | null>): Filters<Row> {
	return compared(names, timeSchema, read, microseconds);
}

/** The same on the date part, in UTC. */
export function dates<Row>(names: string[], read: Read<Row, string>): Filters<Row> {
	return compared(names, { type: 'string', format: 'date' }, read, (time) =>
		Date.parse(time.slice(0, 10)),
	);
}

/** A point in time that can only be asked for exactly. */
export function exactTime<Row>(read: Read<Row, string | null>): Filter<Row> {
	const filter = times(['time'], read).time;
	if (!filter) throw new Error('No exact comparison.');
	return filter;
}
