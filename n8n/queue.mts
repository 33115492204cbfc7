/** n8n in queue mode: a main process and workers, each with its own user folder. */
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

/** In ms. A worker that has not renewed its lock on an execution for this long counts as dead. */
const LOCK = 10_000;

/** Extra settings of all processes. */
const QUEUE = {
	EXECUTIONS_MODE: 'queue',
	// n8n 3 does so by itself, and does not know the setting.
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// Defaults: 60 s, 10 s and 30 s. Shorter, so that tests notice a dead worker sooner.
	QUEUE_WORKER_LOCK_DURATION: String(LOCK),
	QUEUE_WORKER_LOCK_RENEW_TIME: String(LOCK / 5),
	QUEUE_WORKER_STALLED_INTERVAL: String(LOCK / 5),
};

export class Worker {
	constructor(readonly service: Service) {}

	/** IDs of the executions it has started, in order. */
	get executions(): string[] {
		return this.logged('started');
	}

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
	/** A user folder with the packages, copied for main and each worker. */
	template: string;
	say: (text: string) => void;
}

export interface WorkerOptions {
	concurrency: number;
	/** False for a worker that somebody forgot to install them on. */
	hasPackages?: boolean;
}

/** Reachable from this machine only, and deleted when stopped. */
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
		// PostgreSQL runs as its own user and must reach its folder inside.
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

	get origin(): string {
		return String(this.n8n?.origin);
	}

	/** Starts a worker. Resolves when it takes executions. */
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
		// n8n needs its data up to the end.
		await Promise.all(this.workers.map(async (worker) => await worker.stop()));
		await this.n8n?.stop();
		await Promise.all(this.stores.map(async (store) => await store.stop()));
		rmSync(this.folder, { recursive: true, force: true });
	}
}
