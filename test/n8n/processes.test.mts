// Programs that the tests start end with them, however that comes about.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';

import { freePort, holdPort, runToEnd, Service } from '../../n8n/processes.mts';
import { Family } from '../support/family.mts';

const folder = path.join(import.meta.dirname, '../../n8n');

let family: Family;
beforeEach(async () => {
	family = await Family.start();
});
afterEach(async () => await family.close());

const startNode = (name: string, script: string) =>
	Service.start(name, process.execPath, { args: ['-e', script] });

it('npm gets the settings for its registry and its cache, and no others of npm', async () => {
	const { env } = process;
	const before = { ...env };
	Object.assign(env, {
		npm_config_cache: '/a/cache',
		npm_config_registry: 'http://127.0.0.1:9/',
		npm_config_prefix: '/elsewhere',
		npm_lifecycle_event: 'test',
	});
	const names = ['cache', 'registry', 'prefix', 'update-notifier'];
	try {
		const output = await runToEnd('npm', { args: ['config', 'get', ...names] });
		expect(output).toContain('cache=/a/cache\n');
		expect(output).toContain('registry=http://127.0.0.1:9/\n');
		expect(output).not.toContain('/elsewhere');
		expect(output).toContain('update-notifier=false\n');
	} finally {
		for (const name of Object.keys(env)) if (!(name in before)) Reflect.deleteProperty(env, name);
		Object.assign(env, before);
	}
});

it('stop ends a program and what it started', async () => {
	const service = startNode('pair', family.pair);
	await family.count(2);
	await service.stop();
	await family.count(0);
	expect(service.isRunning).toBe(false);
});

it('kill ends them without a chance to do anything about it', async () => {
	const service = startNode(
		'stubborn',
		`process.on('SIGTERM', () => console.log('no')); ${family.pair}`,
	);
	await family.count(2);
	await service.kill();
	await family.count(0);
	expect(service.log).toBe('');
});

it('stop kills what has nothing to lose', async () => {
	const script = `process.on('SIGTERM', () => console.log('no')); ${family.pair}`;
	const args = ['-e', script];
	const service = Service.start('stubborn', process.execPath, { args, isDisposable: true });
	await family.count(2);
	await service.stop();
	await family.count(0);
	expect(service.log).toBe('');
});

it('stopAll also ends what runs to its end, which says so', async () => {
	const run = runToEnd(process.execPath, { args: ['-e', `console.log('hi'); ${family.pair}`] });
	const failed = expect(run).rejects.toThrow(/failed:\nhi\n$/);
	await family.count(2);
	await Service.stopAll();
	await failed;
	await family.count(0);
});

it('stopAll also ends what is started when another one ends, and lets its user clean up', async () => {
	let isClean = false;
	const first = startNode('first', family.member);
	const second = first.ended
		.then(async () => await runToEnd(process.execPath, { args: ['-e', family.pair] }))
		.catch(() => (isClean = true));
	await family.count(1);
	await Service.stopAll();
	expect(isClean).toBe(true);
	await second;
	await family.count(0);
});

describe('they end when whoever started them', () => {
	const startStarter = async () => {
		const script = `
			import { runToEnd, Service } from ${JSON.stringify(path.join(folder, 'processes.mts'))};
			const command = { args: ['-e', ${JSON.stringify(family.pair)}] };
			Service.start('pair', process.execPath, command);
			await runToEnd(process.execPath, command);
		`;
		const starter = spawn(
			process.execPath,
			['--import', 'tsx', '--input-type=module', '-e', script],
			{ stdio: ['ignore', 'ignore', 'inherit'], detached: true },
		);
		await family.count(4);
		return Number(starter.pid);
	};

	it('is killed', async () => {
		process.kill(await startStarter(), 'SIGKILL');
		await family.count(0);
	});

	// As a terminal does it, for example when it is closed.
	it.each(['SIGINT', 'SIGHUP', 'SIGTERM', 'SIGKILL'])(
		'gets %s with its whole group',
		async (signal) => {
			process.kill(-(await startStarter()), signal);
			await family.count(0);
		},
	);
});

it.each(['SIGHUP', 'SIGQUIT', 'SIGTERM'] as const)(
	'they end when their guard gets %s',
	async (signal) => {
		const args = [path.join(folder, 'guard.mjs'), process.execPath, '-e', family.pair];
		const guard = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
		await family.count(2);
		guard.kill(signal);
		await once(guard, 'exit');
		await family.count(0);
	},
);

it('one that ends at its start is told with what it said', async () => {
	const service = startNode('failing', 'console.error("no database"); process.exit(3)');
	await expect(service.whenReady(async () => false, 10)).rejects.toThrow(
		/^failing ended at its start:\nno database/,
	);
});

it('one that has ended is not ready, even if another one answers in its place', async () => {
	const service = startNode('failing', 'console.error("port is in use"); process.exit(1)');
	const isReady = async () => {
		await service.ended;
		return true;
	};
	await expect(service.whenReady(isReady, 10)).rejects.toThrow(
		/^failing ended at its start:\nport is in use/,
	);
});

describe('runToEnd', () => {
	it('gives what was printed on standard output', async () => {
		const args = ['-e', 'console.error("a warning"); console.log("it")'];
		expect(await runToEnd(process.execPath, { args })).toBe('it\n');
	});

	it.each([
		[process.execPath, ['-e', 'console.error("no disk"); process.exit(3)'], 'no disk'],
		['no-such-program', [], 'ENOENT'],
	])('%s %j: fails with what it said', async (command, args, said) => {
		const error: unknown = await runToEnd(command, { args }).catch((reason: unknown) => reason);
		expect(String(error)).toContain(`"${[command, ...args].join(' ')}" failed:\n`);
		expect(String(error)).toContain(said);
	});
});

describe('a port', () => {
	it("that is held is nobody else's until its release, for which no connection has to end", async () => {
		const held = await holdPort();
		await expect(holdPort(held.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
		const visitor = connect({ port: held.port, host: '127.0.0.1', allowHalfOpen: true });
		await once(
			visitor.on('error', () => undefined),
			'connect',
		);
		await held.release();
		visitor.destroy();
		await (await holdPort(held.port)).release();
	});

	it("that is free is nobody's", async () => {
		await (await holdPort(await freePort())).release();
	});
});
