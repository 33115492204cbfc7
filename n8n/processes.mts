/** Child processes that surely end, and what they said. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
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
	/** When it has ended, whatever the reason. */
	readonly ended: Promise<void>;

	private constructor(
		readonly name: string,
		private readonly child: ChildProcess,
	) {
		Service.running.add(this);
		this.ended = once(child, 'exit').then(() => void Service.running.delete(this));
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
		}
	}

	static start(name: string, command: string, { args, env, cwd }: Command): Service {
		const child = spawn(process.execPath, [guard, command, ...args], {
			cwd,
			env: env ?? plainEnvironment(),
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		return new Service(name, child);
	}

	get isRunning(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	/** Waits until `isReady` says so; fails if the program ends before, or takes longer than that. */
	async whenReady(isReady: () => Promise<boolean>, seconds: number): Promise<void> {
		const deadline = Date.now() + seconds * 1000;
		while (!(await isReady())) {
			if (!this.isRunning) throw new Error(`${this.name} ended at its start:\n${this.tail}`);
			if (Date.now() > deadline) {
				await this.stop();
				throw new Error(`${this.name} was not ready in ${seconds} s:\n${this.tail}`);
			}
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}

	async stop(): Promise<void> {
		this.child.stdin?.end();
		if (this.isRunning) await this.ended;
	}

	/** Ends it and all that it started at once, without a chance to finish anything. */
	async kill(): Promise<void> {
		this.child.stdin?.write('kill\n');
		if (this.isRunning) await this.ended;
	}

	/** Also ends those that are just starting. */
	static async stopAll(): Promise<void> {
		await Promise.all([...Service.running].map(async (service) => await service.stop()));
	}

	get tail(): string {
		return this.log.slice(-TAIL);
	}
}

/** Runs a program to its end, and gives what it printed on standard output. */
export async function runToEnd(command: string, { args, env, cwd }: Command): Promise<string> {
	const child = spawn(command, args, {
		cwd,
		env: env ?? plainEnvironment(),
		stdio: ['ignore', 'pipe', 'pipe'],
		// npm is a batch file there.
		shell: process.platform === 'win32',
	});
	let output = '';
	let all = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		all += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => (all += text));
	const [code] = (await once(child, 'close')) as [number | null];
	if (code === 0) return output;
	throw new Error(`"${[command, ...args].join(' ')}" failed:\n${all.slice(-TAIL)}`);
}

/** A port on the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('There is no free port');
	return address.port;
}
