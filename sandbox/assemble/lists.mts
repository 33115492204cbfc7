/** The one way in which all listings are answered. */
import type {
	FastifyInstance,
	FastifyReply,
	FastifyRequest,
	onRequestAsyncHookHandler,
} from 'fastify';
import { withoutFields } from '../missing.mts';
import { inGroups } from '../order.mts';
import { Random } from '../random.mts';
import { splitUrl } from '../recorder.mts';
import type { AssembleContext } from './context.mts';
import { AssembleError } from './errors.mts';
import { choosePage, metaOf, pagingParametersOf } from './paging.mts';
import { type Parameters, type Query, choice, ignored, readQuery } from './parameters.mts';
import type { AssembleQuirks } from './quirks.mts';

export interface Listing<Row> {
	/** Comes after the prefix of the routes. */
	path: string;
	guard: onRequestAsyncHookHandler;
	/** The rows that this request could see, before any filter. */
	rows(query: Query, request: FastifyRequest): readonly Row[];
	/** The row as it is shown under these quirks. */
	present(row: Row, quirks: AssembleQuirks, query?: Query): unknown;
	parameters: Parameters<Row>;
	/** What `s` takes; without it the listing has neither `s` nor `o`. */
	sorts?: Record<string, (row: Row) => string | number>;
	/** What it is sorted by if nothing is asked for; by default `id`. */
	sortedBy?: string;
}

/** The start of addresses that a client can reach this server by. */
export function originOf(request: FastifyRequest): string {
	return `http://${request.host}`;
}

/** Sends what the API calls its answer: something in `data` (contract/assemble.md 3.1). */
export function sendData(reply: FastifyReply, data: unknown, meta?: object): FastifyReply {
	return reply
		.header('content-type', 'application/json')
		.send(JSON.stringify({ data, ...(meta && { meta }) }));
}

class Sorter<Row extends { id: number | string }> {
	private requests = 0;
	private readonly sorts: NonNullable<Listing<Row>['sorts']>;
	private readonly sortedBy: string;

	constructor(sorts: NonNullable<Listing<Row>['sorts']>, sortedBy = 'id') {
		this.sorts = sorts;
		this.sortedBy = sortedBy;
	}

	/** By id, highest first, if nothing else is asked for (contract/assemble.md 4.1). */
	sorted(
		rows: readonly Row[],
		{ s = this.sortedBy, o = 'd' }: Query,
		quirks: AssembleQuirks,
	): Row[] {
		const read = this.sorts[s];
		if (!read) return [...rows];
		const sign = o === 'd' ? -1 : 1;
		const shuffled = quirks.ties === 'shuffled' && s !== 'id';
		// Sorting is stable, so rows that are equal keep the order they come in.
		const start = shuffled ? new Random(++this.requests).shuffle(rows) : rows;
		return start.toSorted((left, right) => {
			const a = read(left);
			const b = read(right);
			return a === b ? 0 : a < b ? -sign : sign;
		});
	}
}

/** Adds the reading of one row by its id, which is a text in paths (contract/assemble.md C9). */
export function registerOne<Row extends { id: number | string }>(
	app: FastifyInstance,
	{ settings }: AssembleContext,
	{ guard, rows, present }: Pick<Listing<Row>, 'guard' | 'rows' | 'present'>,
	more: (row: Row, query: Query) => object = () => ({}),
): void {
	app.get<{ Params: { id: string } }>('/:id', { onRequest: guard }, (request, reply) => {
		const { quirks } = settings;
		const query = readQuery(request.query, { include: ignored }, quirks);
		const row = rows(query, request).find(({ id }) => String(id) === request.params.id);
		if (!row || !quirks.singleRecords) throw new AssembleError(404);
		return sendData(reply, { ...(present(row, quirks) as object), ...more(row, query) });
	});
}

/** Adds a listing. */
export function registerListing<Row extends { id: number | string }>(
	app: FastifyInstance,
	{ settings }: AssembleContext,
	listing: Listing<Row>,
): void {
	const { sorts, path, sortedBy } = listing;
	const sorter = sorts && new Sorter<Row>(sorts, sortedBy);
	const parameters: Parameters<Row> = {
		...listing.parameters,
		...(sorts && { s: choice(Object.keys(sorts)), o: choice(['a', 'd']) }),
	};

	app.get(path, { onRequest: listing.guard }, (request, reply) => {
		const { quirks } = settings;
		const known = { ...parameters, ...pagingParametersOf(quirks) };
		const query = readQuery(request.query, known, quirks);
		let rows = listing.rows(query, request);
		// Several filters all have to hold.
		for (const [name, value] of Object.entries(query)) {
			const test = parameters[name]?.prepare?.(value, quirks);
			if (test) rows = rows.filter(test);
		}
		if (sorter) rows = sorter.sorted(rows, query, quirks);
		const total = rows.length;
		rows = rows.slice(0, Math.max(0, total - (quirks.unlisted ?? 0)));
		const page = choosePage(query, rows.length, quirks);
		if (quirks.order === 'groups') rows = inGroups(rows, page.limit, page.number);
		const url = { origin: originOf(request), path: splitUrl(request.url).path, query };
		return sendData(
			reply,
			rows
				.slice(page.from, page.to)
				.map((row) => withoutFields(row, listing.present(row, quirks, query), quirks)),
			metaOf(page, total, url, quirks),
		);
	});
}
