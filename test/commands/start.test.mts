// `npm start`, with programs in the place of npm and n8n.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort, holdPort } from '../../n8n/processes.mts';
import { fakeN8n } from '../support/fakeN8n.mts';
import { Family } from '../support/family.mts';

jest.setTimeout(120_000);

const root = path.join(import.meta.dirname, '../..');

let folder: string;
let family: Family;
beforeEach(async () => {
	family = await Family.start();
	folder = mkdtempSync(path.join(tmpdir(), 'start-'));
	for (const name of ['bin', 'cache', 'temporary']) mkdirSync(path.join(folder, name));
});
afterEach(async () => {
	// Left alone by a test that failed, they would go on with the real npm.
	for (const command of Command.all.splice(0)) await command.kill();
	await family.close();
	rmSync(folder, { recursive: true });
});

/** tsx keeps its cache among the temporary files, for all projects of the user. */
const leftOver = () =>
	['cache', 'temporary']
		.flatMap((name) => readdirSync(path.join(folder, name)))
		.filter((name) => !name.startsWith('tsx-') && !name.startsWith('node-compile-cache'));

/** What npm does with `install` in the cache; it packs, and has nothing else to do. */
function writeNpm(install: string): void {
	const script = `#!${process.execPath}
		const [command] = process.argv.slice(2);
		if (command === 'install' && process.cwd().startsWith(${JSON.stringify(path.join(folder, 'cache'))})) {
			${install}
		} else if (command === 'pack') {
			process.env.PATH = ${JSON.stringify(process.env.PATH)};
			require('node:child_process').spawnSync('npm', process.argv.slice(2), { stdio: 'inherit' });
		}`;
	writeFileSync(path.join(folder, 'bin/npm'), script, { mode: 0o755 });
}

/** Installs an n8n that has a process beside it, as n8n has its task runner, or runs another script. */
const installsN8n = (beside = family.pair) => `
	const { mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
	const node = 'node_modules/node-' + process.platform + '-' + process.arch + '/bin';
	mkdirSync(node, { recursive: true });
	symlinkSync(process.execPath, node + '/node');
	mkdirSync('node_modules/n8n/bin', { recursive: true });
	writeFileSync('node_modules/n8n/bin/n8n', ${JSON.stringify(fakeN8n(beside))});`;

class Command {
	static readonly all: Command[] = [];
	stdout = '';
	stderr = '';
	/** When it and all that has its output have ended. */
	readonly ended: Promise<unknown>;

	private constructor(readonly child: ChildProcess) {
		child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
		child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
		this.ended = once(child, 'close');
		Command.all.push(this);
	}

	/** In a process group of its own, as a shell does it. */
	static run(args: string[], env: NodeJS.ProcessEnv = {}): Command {
		const temporary = path.join(folder, 'temporary');
		const child = spawn(process.execPath, args, {
			cwd: root,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {
				...process.env,
				...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary },
				PATH: [path.join(folder, 'bin'), process.env.PATH].join(path.delimiter),
				N8N_TEST_CACHE: path.join(folder, 'cache'),
				NODE_ENV: '',
				npm_lifecycle_event: 'start',
				...env,
			},
		});
		return new Command(child);
	}

	static start(port: number, env?: NodeJS.ProcessEnv): Command {
		return Command.run(['scripts/run.js', 'start', '--port', String(port)], env);
	}

	/** With its whole group, and without a chance to do anything about it. */
	async kill(): Promise<void> {
		try {
			process.kill(-Number(this.child.pid), 'SIGKILL');
		} catch {
			// All have ended.
		}
		await this.ended;
	}

	async says(text: string): Promise<void> {
		while (!this.stdout.includes(text)) {
			await Promise.race([
				once(this.child.stdout as NodeJS.ReadableStream, 'data'),
				this.ended.then(() => Promise.reject(new Error(this.stdout + this.stderr))),
			]);
		}
	}
}

/** What may end the command: signals for run.js alone, and for all that a terminal has. */
const ENDINGS: Array<[string, (command: Command) => void]> = [
	['SIGINT', ({ child }) => child.kill('SIGINT')],
	['SIGTERM', ({ child }) => child.kill('SIGTERM')],
	['SIGKILL', ({ child }) => child.kill('SIGKILL')],
	['Ctrl-C', ({ child }) => process.kill(-Number(child.pid), 'SIGINT')],
	[
		'a closed terminal',
		({ child }) => {
			child.stdout?.destroy();
			child.stderr?.destroy();
			process.kill(-Number(child.pid), 'SIGHUP');
		},
	],
];

it('with a used port says so, before it installs anything, and leaves whoever is there alone', async () => {
	writeNpm(installsN8n());
	const requests: unknown[] = [];
	const other = createServer((request, response) => {
		requests.push(request.url);
		response.end('{"status":"ok"}');
	}).listen(0, '127.0.0.1');
	await once(other, 'listening');
	const { port } = other.address() as AddressInfo;
	try {
		const command = Command.start(port);
		await command.ended;
		expect(command.stderr).toBe(
			`Port ${port} is in use, perhaps by an n8n that is running already. Stop it, or choose another port with: npm start -- --port ${port + 1}\n`,
		);
		expect(command.child.exitCode).toBe(1);
		expect(leftOver()).toEqual([]);
		expect(requests).toEqual([]);
	} finally {
		other.close();
	}
});

it.each(ENDINGS)('%s during the installation ends npm, and leaves nothing', async (_, end) => {
	writeNpm(family.pair);
	const port = await freePort();
	const command = Command.start(port);
	await family.count(2);
	await expect(holdPort(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
	end(command);
	await command.ended;
	await family.count(0);
	expect(leftOver()).toEqual([]);
	expect(command.stderr).toBe('');
});

it('a failed installation is told, with what to do, and leaves nothing', async () => {
	writeNpm('console.error("getaddrinfo ENOTFOUND registry.example"); process.exit(1);');
	const command = Command.start(0);
	await command.ended;
	expect(command.stderr).toMatch(
		/^"npm install .*" failed:\ngetaddrinfo ENOTFOUND .*\n\nnpm cannot reach its registry\. [^]*\n$/,
	);
	expect(command.child.exitCode).toBe(1);
	expect(leftOver()).toEqual([]);
});

it('a cache folder that cannot be made is told, with what to do', async () => {
	const cache = path.join(folder, 'file', 'cache');
	writeFileSync(path.dirname(cache), '');
	const command = Command.start(0, { N8N_TEST_CACHE: cache });
	await command.ended;
	expect(command.stderr).toMatch(
		/^n8n cannot be installed into your cache folder \(E.*\)\. .* export N8N_TEST_CACHE=.*\n$/,
	);
	expect(command.child.exitCode).toBe(1);
	expect(leftOver()).toEqual([]);
});

describe('when n8n runs', () => {
	const installation = expect.stringMatching(/^n8n-[\d.]+-\w+$/);
	const isUp = 'Ctrl-C ends all of it';

	it.each(ENDINGS)('%s ends it, and leaves nothing but the installation', async (_, end) => {
		writeNpm(installsN8n());
		const port = await freePort();
		const command = Command.start(port);
		await command.says(isUp);
		expect(command.stdout).toContain(`http://127.0.0.1:${port}\n`);
		end(command);
		await command.ended;
		await family.count(0);
		expect(leftOver()).toEqual([installation]);
		expect(command.stderr).toBe('');
		await (await holdPort(port)).release();
	});

	it('ends what it says with how to go on: address, login, and the simplest workflow first', async () => {
		writeNpm(installsN8n());
		const command = Command.start(0);
		await command.says(isUp);
		expect(command.stdout).toMatch(
			/\nThe sandboxes are at .*\n\n( {2}\S.*\n){5,}\n {2}Open {8}http:\S+\n {2}Log in {6}\S+@\S+, password \S+\n {2}Try first {3}Fetch all volunteer profiles: .*\n$/,
		);
		command.child.kill('SIGTERM');
		await command.ended;
	});

	it("n8n has this computer's time zone, and does not offer its own AI", async () => {
		const file = path.join(folder, 'environment.json');
		writeNpm(
			installsN8n(
				`require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.env));`,
			),
		);
		const command = Command.start(0, { TZ: 'Asia/Tokyo', GENERIC_TIMEZONE: 'Europe/Berlin' });
		await command.says(isUp);
		const environment = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv;
		expect(environment.GENERIC_TIMEZONE).toBe('Asia/Tokyo');
		expect(environment.N8N_DISABLED_MODULES?.split(',')).toContain('instance-ai');
		command.child.kill('SIGTERM');
		await command.ended;
	});

	it('the end of n8n ends the rest, with what it said', async () => {
		writeNpm(installsN8n());
		const command = Command.start(0);
		await command.says(isUp);
		family.end();
		await command.ended;
		expect(command.stderr).toMatch(/^n8n has ended:\nn8n ready on .*\n\n$/);
		expect(command.child.exitCode).toBe(1);
		expect(leftOver()).toEqual([installation]);
	});
});

it('what is killed as a whole ends, and leaves its folders to the next one, which removes them', async () => {
	writeNpm(family.pair);
	const installing = Command.start(0);
	await family.count(2);
	await installing.kill();
	await family.count(0);
	expect(leftOver()).toEqual([
		expect.stringMatching(/^n8n-.*\.lock$/),
		expect.stringMatching(/^n8n-.*\.unfinished-/),
	]);

	writeNpm(installsN8n());
	const running = Command.start(0);
	await running.says('Removing an installation that was interrupted');
	await running.says('Ctrl-C ends all of it');
	await running.kill();
	await family.count(0);
	const installed = expect.stringMatching(/^n8n-[\d.]+-\w+$/);
	expect(leftOver()).toEqual([installed, expect.stringMatching(/^n8n-user-/)]);

	const last = Command.start(0);
	await last.says('Ctrl-C ends all of it');
	last.child.kill('SIGTERM');
	await last.ended;
	expect(leftOver()).toEqual([installed]);
});

it.each([
	['itself', 'exec'],
	['by a shell', ''],
])('ends with npm, which starts it %s and dies of some signals alone', async (_, how) => {
	writeNpm(family.pair);
	const run = `${how} '${process.execPath}' scripts/run.js start --port 0 && true`;
	const npm = Command.run([
		'-e',
		`require('node:child_process').spawn(${JSON.stringify(run)}, { shell: true, stdio: 'inherit' });`,
	]);
	await family.count(2);
	npm.child.kill('SIGHUP');
	await npm.ended;
	await family.count(0);
	expect(leftOver()).toEqual([]);
});
