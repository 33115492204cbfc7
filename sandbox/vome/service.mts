/** The Vome API as a service for the sandbox. */
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Service, Settings } from '../service.mts';
import { type DatabaseSize, type ResourceName, VomeDatabase } from './database.mts';
import { VomeError, renderError, standardError, toVomeError } from './errors.mts';
import { registerOpportunities } from './opportunities.mts';
import { registerProfiles } from './profiles.mts';
import { type Quirks, defaultQuirks, quirkTable } from './quirks.mts';
import { registerReservations } from './reservations.mts';
import { registerShifts } from './shifts.mts';
import { registerWrites } from './writes.mts';

export const apiKey = 'vome-sandbox-key';
export const apiKeyWithoutPermission = 'vome-sandbox-key-without-permission';

function isResource(name: string | undefined): name is ResourceName {
	return (
		name === 'profiles' || name === 'opportunities' || name === 'shifts' || name === 'reservations'
	);
}

export class VomeService implements Service<Quirks> {
	readonly name = 'vome';
	readonly defaultQuirks = defaultQuirks;
	readonly quirkTable = quirkTable;
	database: VomeDatabase;
	private readonly seed: number;
	private readonly size: DatabaseSize;
	private readonly daysAhead: number;
	private pristine = true;

	constructor(seed: number, size: DatabaseSize, daysAhead: number) {
		this.seed = seed;
		this.size = size;
		this.daysAhead = daysAhead;
		this.database = new VomeDatabase(seed, size, daysAhead);
	}

	register(app: FastifyInstance, settings: Settings<Quirks>): void {
		const service = this as { readonly database: VomeDatabase };
		const context = {
			settings,
			get database() {
				return service.database;
			},
		};
		// The documentation knows JSON bodies only.
		app.removeContentTypeParser('text/plain');
		app.addHook('onRequest', async (request) => {
			const key = request.headers['api-key'];
			if (key === apiKeyWithoutPermission) throw standardError(403);
			if (key !== apiKey) throw standardError(401);
		});
		app.setErrorHandler((error: FastifyError | VomeError, request, reply) => {
			const problem = toVomeError(error, settings.quirks);
			return reply
				.code(problem.status)
				.header('content-type', 'application/json')
				.send(renderError(problem, settings.quirks, request));
		});
		app.setNotFoundHandler((request, reply) => {
			const problem = new VomeError(404, `There is no ${request.method} ${request.url}.`);
			return reply
				.code(404)
				.header('content-type', 'application/json')
				.send(renderError(problem, settings.quirks, request));
		});
		registerProfiles(app, context);
		registerReservations(app, context);
		registerShifts(app, context);
		registerOpportunities(app, context);
		registerWrites(app, context);
	}

	collectionOf(path: string) {
		const name = /^\/api\/([a-z]+)\//.exec(path)?.[1];
		if (!isResource(name)) return undefined;
		return {
			rows: this.database.peek(name) as unknown[],
			make: () => this.database.make(name),
		};
	}

	errorBody: Service<Quirks>['errorBody'] = (status, request, settings) =>
		renderError(standardError(status), settings.quirks, request);

	counts() {
		return { ...this.database.counts() };
	}

	/** The first reset comes right after the start, when there is nothing to make anew. */
	resetData(): void {
		if (!this.pristine) this.database = new VomeDatabase(this.seed, this.size, this.daysAhead);
		this.pristine = false;
	}
}
