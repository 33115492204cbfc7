/** Child processes that surely end, and what they said. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';

const guard = path.join(import.meta.dirname, 'guard.mjs');

/** As much as helps to see why something ended. */
const TAIL = 4000;

/** Settings of whoever starts this: of a test runner, npm, or an n8n and services that they use. */
const OF_OTHERS = /^(NODE_ENV|NODE_OPTIONS|JEST_|npm_|N8N_|DB_|QUEUE_|EXECUTIONS_|VOME_)/i;

/** The environment without what would make a program behave otherwise than for a user. */
export function plainEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_OTHERS.test(name)));
}

export interface Command {
	args: string[];
	env?: NodeJS.ProcessEnv;
	cwd?: string;
}

/** A program that runs beside this one, and ends with it at the latest. */
export class Service {
	private static readonly running = new Set<Service>();

	/** All that it printed. */
	log = '';
	/** What of it went to standard output. */
	output = '';
	/** When it has ended, whatever the reason, and `log` is whole. */
	readonly ended: Promise<void>;

	private constructor(
		readonly name: string,
		private readonly child: ChildProcess,
	) {
		Service.running.add(this);
		this.ended = once(child, 'close').then(() => void Service.running.delete(this));
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
		}
		child.stdout?.on('data', (text: string) => (this.output += text));
		// It may end before it reads that it has to.
		child.stdin?.on('error', () => undefined);
	}

	static start(name: string, command: string, { args, env, cwd }: Command): Service {
		const child = spawn(process.execPath, [guard, command, ...args], {
			cwd,
			env: env ?? plainEnvironment(),
			stdio: ['pipe', 'pipe', 'pipe'],
			// Out of reach of what kills us with our whole group. On Windows this would open a window.
			detached: process.platform !== 'win32',
		});
		return new Service(name, child);
	}

	get isRunning(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	get exitCode(): number | null {
		return this.child.exitCode;
	}

	/** Waits until `isReady` says so; fails if the program ends before, or takes longer than that. */
	async whenReady(isReady: () => Promise<boolean>, seconds: number): Promise<void> {
		const deadline = Date.now() + seconds * 1000;
		for (;;) {
			const seemsReady = await isReady();
			// Another program may have answered in its place.
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
		this.child.stdin?.end();
		await this.ended;
	}

	/** Ends it and all that it started at once, without a chance to finish anything. */
	async kill(): Promise<void> {
		this.child.stdin?.write('kill\n');
		await this.ended;
	}

	/** Also ends those that are just starting, and lets whoever waited for one of them clean up. */
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

/** Runs a program to its end, and gives what it printed on standard output. */
export async function runToEnd(command: string, options: Command): Promise<string> {
	const service = Service.start(command, command, options);
	await service.ended;
	if (service.exitCode === 0) return service.output;
	throw new Error(`"${[command, ...options.args].join(' ')}" failed:\n${service.tail}`);
}

/** A port on the loopback address that nobody else can listen on until it is released. */
export interface HeldPort {
	port: number;
	release: () => Promise<void>;
}

/** Any free port if left out or 0. Fails with EADDRINUSE if somebody listens there. */
export async function holdPort(wanted = 0): Promise<HeldPort> {
	// Connections, such as those of a browser that waits for n8n, would hold up the release.
	const server = createServer((socket) => socket.destroy()).listen(wanted, '127.0.0.1');
	await once(server, 'listening');
	const release = async () => {
		server.close();
		await once(server, 'close');
	};
	return { port: (server.address() as AddressInfo).port, release };
}

/** A port on the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
	const { port, release } = await holdPort();
	await release();
	return port;
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// It may be another user's.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	try {
		// In a container, nobody may collect what was killed.
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return true;
	}
}
