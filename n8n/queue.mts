/** n8n in queue mode on this machine: a main process and workers, each with a user folder of its own. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Installation } from './installation.mts';
import {
	answers,
	environmentOf,
	LOOPBACK,
	MOST_SECONDS_TO_START,
	type N8n,
	startN8n,
} from './instance.mts';
import { freePort, Service } from './processes.mts';
import { startPostgres, startRedis } from './stores.mts';

/** n8n takes a worker for dead that has not renewed its lock on an execution for so long, in ms. */
const LOCK = 10_000;

/** What all processes are told beside what a single n8n is told. */
const QUEUE = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// By default a minute, 10 s and 30 s. Tests are to notice a dead worker sooner.
	QUEUE_WORKER_LOCK_DURATION: String(LOCK),
	QUEUE_WORKER_LOCK_RENEW_TIME: String(LOCK / 5),
	QUEUE_WORKER_STALLED_INTERVAL: String(LOCK / 5),
};

export class Worker {
	constructor(readonly service: Service) {}

	/** The executions that it has started, in order. */
	get executions(): string[] {
		return this.logged('started');
	}

	/** Those of them that it has not finished. */
	get running(): string[] {
		const finished = new Set(this.logged('finished'));
		return this.executions.filter((id) => !finished.has(id));
	}

	private logged(what: 'started' | 'finished'): string[] {
		const lines = this.service.log.matchAll(new RegExp(`Worker ${what} execution (\\d+) `, 'g'));
		return [...lines].map(([, id]) => String(id));
	}
}

export interface QueueOptions {
	installation: Installation;
	/** A user folder with the packages in it, of which main and workers get a copy each. */
	template: string;
	say: (text: string) => void;
}

export interface WorkerOptions {
	/** How many executions it runs at a time. */
	concurrency: number;
	/** Without them it is a worker that somebody forgot to install them on. */
	hasPackages?: boolean;
}

/** All of it is reached from this machine alone, and forgotten when it is stopped. */
export class Queue {
	private readonly stores: Service[] = [];
	private readonly workers: Service[] = [];
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'n8n-queue-'));
	private env: NodeJS.ProcessEnv = QUEUE;
	private n8n?: N8n;

	private constructor(
		private readonly installation: Installation,
		private readonly template: string,
	) {}

	static async start({ installation, template, say }: QueueOptions): Promise<Queue> {
		const queue = new Queue(installation, template);
		try {
			await queue.startMain(say);
		} catch (error) {
			await queue.stop();
			throw error;
		}
		return queue;
	}

	private async startMain(say: QueueOptions['say']): Promise<void> {
		// PostgreSQL, as a user of its own, has to get through to its folder in it.
		chmodSync(this.folder, 0o711);
		const startAll = [
			async () => await startRedis(say),
			async () => await startPostgres(path.join(this.folder, 'postgres'), say),
		];
		for (const start of startAll) {
			const { service, env } = await start();
			this.stores.push(service);
			this.env = { ...this.env, ...env };
		}
		const { installation, env } = this;
		this.n8n = await startN8n({ installation, env, userFolder: this.userFolder('main', true) });
	}

	private userFolder(name: string, hasPackages: boolean): string {
		const folder = path.join(this.folder, name);
		mkdirSync(folder);
		if (hasPackages) cpSync(this.template, folder, { recursive: true });
		return folder;
	}

	/** Where the main process serves editor and webhooks. */
	get origin(): string {
		return String(this.n8n?.origin);
	}

	/** Starts a worker, and answers when it takes executions. */
	async startWorker(
		name: string,
		{ concurrency, hasPackages = true }: WorkerOptions,
	): Promise<Worker> {
		const { installation, env } = this;
		const userFolder = this.userFolder(name, hasPackages);
		const port = await freePort();
		const service = Service.start(name, installation.node, {
			args: [installation.cli, 'worker', `--concurrency=${concurrency}`],
			cwd: userFolder,
			env: {
				...(await environmentOf({ installation, userFolder, env })),
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: LOOPBACK,
			},
		});
		this.workers.push(service);
		const isReady = async () => await answers(`http://${LOOPBACK}:${port}/healthz/readiness`);
		await service.whenReady(isReady, MOST_SECONDS_TO_START);
		return new Worker(service);
	}

	async stop(): Promise<void> {
		// The others need their data up to the end.
		await Promise.all(this.workers.map(async (worker) => await worker.stop()));
		await this.n8n?.stop();
		await Promise.all(this.stores.map(async (store) => await store.stop()));
		rmSync(this.folder, { recursive: true, force: true });
	}
}
