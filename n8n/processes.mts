/** Child processes that always end, and their output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

const guard = path.join(import.meta.dirname, 'guard.mjs');

/** Characters of output in error messages. */
const TAIL = 4000;

const OF_OTHERS = /^(NODE_ENV|NODE_OPTIONS|JEST_|npm_|N8N_|DB_|QUEUE_|EXECUTIONS_|VOME_)/i;

/** How npm gets to its registry, and where it keeps what it downloads. Its other settings are of this project. */
const OF_NPM =
	/^npm_config_(cache|registry|proxy|https?_proxy|noproxy|ca|cafile|cert|key|strict_ssl|userconfig|globalconfig|fetch_\w+|maxsockets|[@/].+)$/i;

/** The environment of a plain user, without settings of test runners, npm or another n8n. */
export function plainEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_OTHERS.test(name)));
}

/** The environment of a plain user who starts npm. */
export function npmEnvironment(): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => OF_NPM.test(name));
	return { ...plainEnvironment(), ...Object.fromEntries(own), npm_config_update_notifier: 'false' };
}

export interface Command {
	args: string[];
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Is killed rather than asked to end, since what it has done by then does not count. */
	isDisposable?: boolean;
}

/** A program that ends with this process at the latest. */
export class Service {
	private static readonly running = new Set<Service>();

	/** All output. */
	log = '';
	/** Standard output only. */
	output = '';
	/** Resolves when it has ended, whatever the reason, and `log` is complete. */
	readonly ended: Promise<void>;

	private constructor(
		readonly name: string,
		private readonly child: ChildProcess,
		private readonly isDisposable: boolean,
	) {
		Service.running.add(this);
		this.ended = once(child, 'close').then(() => void Service.running.delete(this));
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
		}
		child.stdout?.on('data', (text: string) => (this.output += text));
		// It may end before it reads this.
		child.stdin?.on('error', () => undefined);
	}

	static start(
		name: string,
		command: string,
		{ args, env, cwd, isDisposable = false }: Command,
	): Service {
		const child = spawn(process.execPath, [guard, command, ...args], {
			cwd,
			env: env ?? (command === 'npm' ? npmEnvironment() : plainEnvironment()),
			stdio: ['pipe', 'pipe', 'pipe'],
			// Out of reach of signals to our group. On Windows this would open a window.
			detached: process.platform !== 'win32',
		});
		return new Service(name, child, isDisposable);
	}

	get isRunning(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	get exitCode(): number | null {
		return this.child.exitCode;
	}

	/** Waits for `isReady`. Rejects if the program ends first or `seconds` have passed. */
	async whenReady(isReady: () => Promise<boolean>, seconds: number): Promise<void> {
		const deadline = Date.now() + seconds * 1000;
		for (;;) {
			const seemsReady = await isReady();
			// Another program may have answered.
			if (!this.isRunning) {
				await this.ended;
				throw new Error(`${this.name} ended at its start:\n${this.tail}`);
			}
			if (seemsReady) return;
			if (Date.now() > deadline) {
				await this.stop();
				throw new Error(`${this.name} was not ready in ${seconds} s:\n${this.tail}`);
			}
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}

	async stop(): Promise<void> {
		if (this.isDisposable) return await this.kill();
		this.child.stdin?.end();
		await this.ended;
	}

	/** Kills it and all that it started, without cleanup. */
	async kill(): Promise<void> {
		this.child.stdin?.write('kill\n');
		await this.ended;
	}

	/** Also stops those that are just starting, and lets their callers clean up. */
	static async stopAll(): Promise<void> {
		while (Service.running.size > 0) {
			await Promise.all([...Service.running].map(async (service) => await service.stop()));
			await new Promise(setImmediate);
		}
	}

	get tail(): string {
		return this.log.slice(-TAIL);
	}
}

/** Runs a program and resolves with its standard output. Rejects if it fails. */
export async function runToEnd(command: string, options: Command): Promise<string> {
	const service = Service.start(command, command, options);
	await service.ended;
	if (service.exitCode === 0) return service.output;
	throw new Error(`"${[command, ...options.args].join(' ')}" failed:\n${service.tail}`);
}

/** A loopback port that nobody else can use until it is released. */
export interface HeldPort {
	port: number;
	release: () => Promise<void>;
}

/** Below those that a system gives to whoever wants any, which others could get before it is used. */
const FREE_PORTS = [20_000, 32_000] as const;

/** Holds this port; 0 means any free one. Rejects with EADDRINUSE if it is taken. */
export async function holdPort(wanted = 0): Promise<HeldPort> {
	if (wanted === 0) {
		for (;;) {
			const held = await holdPort(randomInt(...FREE_PORTS)).catch((error: unknown) => {
				if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
			});
			if (held !== undefined) return held;
		}
	}
	// An open connection, e.g. of a browser that waits for n8n, would delay the release.
	const server = createServer((socket) => socket.destroy()).listen(wanted, '127.0.0.1');
	await once(server, 'listening');
	const release = async () => {
		server.close();
		await once(server, 'close');
	};
	return { port: wanted, release };
}

export async function freePort(): Promise<number> {
	const { port, release } = await holdPort();
	await release();
	return port;
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// Another user's process.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	try {
		// In a container, a killed process may stay a zombie.
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return true;
	}
}
