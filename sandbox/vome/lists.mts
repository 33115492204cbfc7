/** The one way in which all lists, searches and single objects are answered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VomeContext } from './context.mts';
import type { ResourceName } from './database.mts';
import { VomeError } from './errors.mts';
import type { Filters } from './filters.mts';
import { type Query, choosePage, envelopeStart, pagingSchemas } from './paging.mts';
import type { Quirks } from './quirks.mts';
import { withoutFields } from '../missing.mts';
import { inGroups } from '../order.mts';
import { Random } from '../random.mts';

/** What is particular about a resource. */
export interface Resource<Row> {
	name: ResourceName;
	rows(): readonly Row[];
	/** The row as it is shown under these quirks; the row itself if nothing differs. */
	present(row: Row, quirks: Quirks): unknown;
}

export interface ListRoute<Row> {
	path: string;
	filters: Filters<Row>;
	/** Fields that `ordering` takes, with a leading `-` for descending. */
	ordering?: Record<string, (row: Row) => string | number>;
	/** Parameters of `filters` that the quirks switch off. */
	unknownTo?(name: string, quirks: Quirks): boolean;
	/** Parameters that are taken and have no effect. */
	ignores?(name: string, quirks: Quirks): boolean;
}

const comma = Buffer.from(',');

/** Caches rows as JSON, so that a page of 100 costs a copy of memory and no more. */
class RowCache<Row extends object & { id: string }> {
	private bytes = new WeakMap<Row, Buffer>();
	private shape = '';
	private readonly resource: Resource<Row>;

	constructor(resource: Resource<Row>) {
		this.resource = resource;
	}

	/** The rows as a JSON array. */
	array(rows: readonly Row[], { settings, database }: VomeContext): Buffer[] {
		const { quirks } = settings;
		const cacheable = !database.isExposed(this.resource.name);
		const shape = JSON.stringify(quirks);
		if (!cacheable || shape !== this.shape) {
			this.bytes = new WeakMap();
			this.shape = shape;
		}
		const parts: Buffer[] = [];
		for (const row of rows) {
			let json = this.bytes.get(row);
			if (!json) {
				const shown = this.resource.present(row, quirks);
				json = Buffer.from(JSON.stringify(withoutFields(row, shown, quirks)));
				if (cacheable) this.bytes.set(row, json);
			}
			if (parts.length > 0) parts.push(comma);
			parts.push(json);
		}
		return parts;
	}
}

/** The answer to a request that no route is for. */
export function noRoute(request: FastifyRequest, { noSuchRoute }: Quirks): VomeError {
	const path = request.url.split('?')[0];
	return new VomeError(noSuchRoute, `There is no ${request.method} ${path}.`);
}

function ordered<Row>(
	rows: readonly Row[],
	ordering: string | undefined,
	fields: ListRoute<Row>['ordering'],
): readonly Row[] {
	const read = ordering === undefined ? undefined : fields?.[ordering.replace('-', '')];
	if (!read) return rows;
	const sign = ordering?.startsWith('-') ? -1 : 1;
	return rows.toSorted((left, right) => {
		const a = read(left);
		const b = read(right);
		return a === b ? 0 : a < b ? -sign : sign;
	});
}

/** Adds the routes of one resource. */
export class ResourceRoutes<Row extends object & { id: string }> {
	private readonly cache: RowCache<Row>;
	private shuffles = 0;
	private readonly app: FastifyInstance;
	private readonly context: VomeContext;
	private readonly resource: Resource<Row>;

	constructor(app: FastifyInstance, context: VomeContext, resource: Resource<Row>) {
		this.app = app;
		this.context = context;
		this.resource = resource;
		this.cache = new RowCache(resource);
	}

	/** A list or search. */
	list(route: ListRoute<Row>): this {
		const orderings = Object.keys(route.ordering ?? {});
		const properties: Record<string, object> = {
			...pagingSchemas,
			...Object.fromEntries(
				Object.entries(route.filters).map(([name, filter]) => [name, filter.schema]),
			),
			...(orderings.length > 0 && {
				ordering: { enum: orderings.flatMap((field) => [field, `-${field}`]) },
			}),
		};
		const unknown = (name: string) =>
			!Object.hasOwn(properties, name) ||
			this.context.settings.quirks.unknownFilters.includes(name) ||
			route.unknownTo?.(name, this.context.settings.quirks) === true;

		this.app.get<{ Querystring: Query }>(
			route.path,
			{
				schema: { querystring: { type: 'object', properties, additionalProperties: false } },
				preValidation: async (request) => {
					const { quirks } = this.context.settings;
					for (const name of Object.keys(request.query)) {
						if (unknown(name) && quirks.unknownParameters === 'reject') {
							throw new VomeError(400, `Unknown parameter: ${name}.`, { param: name });
						}
						if (unknown(name) || route.ignores?.(name, quirks)) delete request.query[name];
					}
				},
			},
			(request, reply) => this.answer(route, request, reply),
		);
		return this;
	}

	/** One object, without envelope. */
	single(path: string, exists: (quirks: Quirks) => boolean = () => true): this {
		this.app.get<{ Params: { id: string } }>(
			path,
			{ schema: { querystring: { type: 'object', additionalProperties: false } } },
			(request, reply) => {
				const { quirks } = this.context.settings;
				if (!exists(quirks)) throw noRoute(request, quirks);
				const id = request.params.id.toLowerCase();
				const row = this.resource.rows().find((candidate) => candidate.id === id);
				if (!row) throw new VomeError(404, 'There is no such resource.');
				return sendJson(reply, this.cache.array([row], this.context));
			},
		);
		return this;
	}

	private answer(
		route: ListRoute<Row>,
		request: FastifyRequest<{ Querystring: Query }>,
		reply: FastifyReply,
	): FastifyReply {
		const { quirks } = this.context.settings;
		const { query } = request;
		let rows = this.resource.rows();
		// Several filters all have to hold (inferred, contract/vome.md 7 no. 14).
		for (const [name, value] of Object.entries(query)) {
			const filter = route.filters[name];
			if (filter) rows = rows.filter(filter.prepare(value));
		}
		const total = rows.length;
		rows = rows.slice(0, Math.max(0, total - (quirks.unlisted ?? 0)));
		const page = choosePage(query, rows.length, quirks);
		const order = query.ordering === undefined ? quirks.order : quirks.ties;
		if (order === 'shuffled') {
			this.shuffles += 1;
			rows = new Random(this.shuffles).shuffle(rows);
		} else if (order === 'groups') {
			rows = inGroups(rows, page.limit, page.number);
		}
		// Sorting is stable, so rows that are equal keep the order they come in.
		rows = ordered(rows, query.ordering, route.ordering);

		const array = this.cache.array(rows.slice(page.from, page.to), this.context);
		if (quirks.bareArray) return sendJson(reply, [Buffer.from('['), ...array, Buffer.from(']')]);
		const url = { origin: `http://${request.host}`, path: route.path };
		const start = envelopeStart(page, total, url, query, quirks);
		return sendJson(reply, [Buffer.from(`${start}[`), ...array, Buffer.from(']}')]);
	}
}

/** Sends JSON that is already serialised. */
function sendJson(reply: FastifyReply, parts: readonly Buffer[]): FastifyReply {
	return reply.header('content-type', 'application/json').send(Buffer.concat(parts));
}
