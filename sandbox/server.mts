/** Runs a service over HTTP: records requests, adds latency, lets faults happen. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { controlPrefix, registerControl } from './control.mts';
import { type Fault, FaultCounter, changeRows, htmlPage, spoilBody } from './faults.mts';
import { withQuirks } from './quirks.mts';
import { Recorder } from './recorder.mts';
import type { Service, Settings, SettingsChange } from './service.mts';

/** The start options are wrong; the message says which one. */
export class SandboxOptionError extends Error {
	override name = 'SandboxOptionError';
}

export interface RunningService<Quirks> {
	origin: string;
	settings: Settings<Quirks>;
	recorder: Recorder;
	reset: () => void;
	close: () => Promise<void>;
}

/** Waits that end early when the server closes, so that nothing keeps the process alive. */
class Pauses {
	private readonly timers = new Map<NodeJS.Timeout, () => void>();

	wait(milliseconds: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.timers.delete(timer);
				resolve();
			}, milliseconds);
			this.timers.set(timer, resolve);
		});
	}

	endAll(): void {
		for (const [timer, resolve] of this.timers) {
			clearTimeout(timer);
			resolve();
		}
		this.timers.clear();
	}
}

/** Once unpacked, as much as 30 times this. */
const BOMB_PART = 20 * 1024 * 1024;

/** 2 to 3 MB, and 600 MB once they are unpacked. */
function bomb(): Buffer {
	const part = gzipSync(Buffer.alloc(BOMB_PART), { level: 1 });
	return Buffer.concat(Array.from({ length: 30 }, () => part));
}

function* flood(): Generator<string> {
	const part = '[]\n'.repeat(100_000);
	for (;;) yield part;
}

type Answer = (
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	errorBody: (status: number) => string,
) => void;

/** The faults that answer instead of the service. */
const answers: Partial<Record<Fault['kind'], Answer>> = {
	status: (fault, _request, reply, errorBody) => {
		const { status = 500, contentType = 'application/json' } = fault;
		const given = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
		const standard = contentType.startsWith('text/html') ? htmlPage : errorBody(status);
		void reply
			.code(status)
			.header('content-type', contentType)
			.send(fault.body === undefined ? standard : given);
	},
	html: ({ status = 200, contentType = 'text/html; charset=utf-8' }, _request, reply) => {
		void reply.code(status).header('content-type', contentType).send(htmlPage);
	},
	redirect: ({ status = 302, location = '{path}' }, request, reply) => {
		const target = location.replaceAll('{path}', request.url);
		void reply.code(status).header('location', target).send('');
	},
	drop: (_fault, request, reply) => {
		reply.hijack();
		request.raw.socket.destroy();
	},
	hang: (_fault, _request, reply) => {
		reply.hijack();
	},
	drip: ({ ms = 20 }, _request, reply) => {
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'application/json' });
		const drops = setInterval(() => reply.raw.write(' '), ms);
		reply.raw.once('close', () => clearInterval(drops));
	},
	bomb: (_fault, _request, reply) => {
		void reply
			.headers({ 'content-type': 'application/json', 'content-encoding': 'gzip' })
			.send(bomb());
	},
	flood: (_fault, _request, reply) => {
		void reply.header('content-type', 'application/json').send(Readable.from(flood()));
	},
};

/** Announces the whole body, sends half of it and cuts the connection. */
function dropMidBody(reply: FastifyReply, payload: Buffer): void {
	reply.hijack();
	reply.raw.writeHead(reply.statusCode, {
		...(reply.getHeaders() as Record<string, string>),
		'content-length': payload.length,
	});
	reply.raw.write(payload.subarray(0, Math.floor(payload.length / 2)), () => {
		setImmediate(() => reply.raw.destroy());
	});
}

function addFaults<Quirks>(
	app: FastifyInstance,
	service: Service<Quirks>,
	settings: Settings<Quirks>,
	recorder: Recorder,
	pauses: Pauses,
): void {
	const counter = new FaultCounter();
	const spoiling = new WeakMap<FastifyRequest, Fault>();

	app.addHook('onRequest', async (request, reply) => {
		const record = recorder.of(request.raw);
		if (!record) return;
		const firing = counter.firing(settings.faults, record);
		if (settings.latency > 0) await pauses.wait(settings.latency);
		for (const fault of firing) {
			if (fault.kind === 'delay') {
				await pauses.wait(fault.ms ?? 1000);
			} else if (fault.kind === 'headers') {
				void reply.headers(fault.headers ?? {});
			} else if (fault.kind === 'insert' || fault.kind === 'delete' || fault.kind === 'move') {
				const collection = service.collectionOf(record.path);
				if (collection) changeRows(fault, collection);
			} else if (answers[fault.kind]) {
				if (fault.retryAfter !== undefined) void reply.header('retry-after', fault.retryAfter);
				answers[fault.kind]?.(fault, request, reply, (status) =>
					service.errorBody(status, request, settings),
				);
				return reply;
			} else {
				spoiling.set(request, fault);
			}
		}
	});

	app.addHook('preValidation', async (request) => {
		const record = recorder.of(request.raw);
		if (record) record.body = request.body;
	});

	app.addHook('onSend', (request, reply, payload, done) => {
		const fault = spoiling.get(request);
		if (!fault || !(typeof payload === 'string' || Buffer.isBuffer(payload))) {
			done(null, payload);
		} else if (fault.kind === 'dropMidBody') {
			dropMidBody(reply, Buffer.from(payload));
		} else {
			done(null, spoilBody(fault, payload.toString()));
		}
	});
}

function buildApp(recorder: Recorder, badUrl: (request: FastifyRequest) => string) {
	return Fastify({
		logger: false,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		bodyLimit: 16 * 1024 * 1024,
		// A wrong client has to fail: nothing is dropped, filled in or turned into another type.
		ajv: {
			customOptions: {
				removeAdditional: false,
				useDefaults: false,
				coerceTypes: false,
				allErrors: false,
				allowUnionTypes: true,
			},
		},
		frameworkErrors: (_error, request, reply: FastifyReply) => {
			void reply.code(400).header('content-type', 'application/json').send(badUrl(request));
		},
		serverFactory: (handle) =>
			createServer((message, response) => {
				if (message.url?.startsWith(controlPrefix) !== true) recorder.arrived(message, response);
				handle(message, response);
			}),
	});
}

/** Starts a server for the service on the loopback address. Port 0 takes any free port. */
export async function runService<Quirks>(
	service: Service<Quirks>,
	start: SettingsChange<Quirks>,
	port: number,
): Promise<RunningService<Quirks>> {
	const recorder = new Recorder();
	const pauses = new Pauses();
	const settings: Settings<Quirks> = {
		quirks: withQuirks(service.defaultQuirks, {}),
		faults: [],
		latency: 0,
	};
	const reset = () => {
		service.resetData();
		settings.quirks = withQuirks(service.defaultQuirks, start.quirks ?? {});
		settings.faults = structuredClone(start.faults ?? []);
		settings.latency = start.latency ?? 0;
		recorder.clear();
	};

	const app = buildApp(recorder, (request) => service.errorBody(400, request, settings));
	addFaults(app, service, settings, recorder, pauses);
	registerControl(app, service, settings, recorder, reset);
	await app.register(async (scope) => service.register(scope, settings));

	await app.listen({ host: '127.0.0.1', port });
	const { port: taken } = app.server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${taken}`;

	// The start options take the way of the control interface, and so are checked by its schema.
	const checked = await fetch(origin + controlPrefix, {
		method: 'PUT',
		headers: { connection: 'close' },
		body: JSON.stringify(start),
	});
	if (!checked.ok) {
		const { message } = (await checked.json()) as { message: string };
		await app.close();
		throw new SandboxOptionError(message);
	}
	await checked.arrayBuffer();
	reset();

	return {
		origin,
		settings,
		recorder,
		reset,
		close: async () => {
			pauses.endAll();
			await app.close();
		},
	};
}
