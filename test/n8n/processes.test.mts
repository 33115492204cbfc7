// Programs that the tests start end with them, however that comes about.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { Service } from '../../n8n/processes.mts';

const processes = path.join(import.meta.dirname, '../../n8n/processes.mts');

/** Starts a process of its own beside itself, says the numbers of both, and goes on for ever. */
const family = `
	const child = require('node:child_process').spawn('sleep', ['1000']);
	console.log(process.pid + ' ' + child.pid);
	setInterval(() => {}, 1000);
`;

const pidsIn = (text: string) => text.trim().split(' ').map(Number);

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function areGone(pids: number[]): Promise<boolean> {
	const deadline = Date.now() + 5000;
	while (pids.some(isAlive) && Date.now() < deadline) {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return !pids.some(isAlive);
}

const startFamily = async () => {
	const service = Service.start('family', process.execPath, { args: ['-e', family] });
	await service.whenReady(async () => service.log.endsWith('\n'), 10);
	return { service, pids: pidsIn(service.log) };
};

it('stop ends a program and what it started', async () => {
	const { service, pids } = await startFamily();
	expect(pids.map(isAlive)).toEqual([true, true]);
	await service.stop();
	expect(await areGone(pids)).toBe(true);
	expect(service.isRunning).toBe(false);
});

it('kill ends them without a chance to do anything about it', async () => {
	const stubborn = `process.on('SIGTERM', () => console.log('no')); ${family}`;
	const service = Service.start('stubborn', process.execPath, { args: ['-e', stubborn] });
	await service.whenReady(async () => service.log.endsWith('\n'), 10);
	const pids = pidsIn(service.log);
	await service.kill();
	expect(await areGone(pids)).toBe(true);
	expect(pidsIn(service.log)).toEqual(pids);
});

it('they end when whoever started them is killed', async () => {
	const script = `
		import { Service } from ${JSON.stringify(processes)};
		const service = Service.start('family', process.execPath, { args: ['-e', ${JSON.stringify(family)}] });
		await service.whenReady(async () => service.log.endsWith('\\n'), 10);
		process.stdout.write(service.log);
		setInterval(() => {}, 1000);
	`;
	const starter = spawn(
		process.execPath,
		['--import', 'tsx', '--input-type=module', '-e', script],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const [text] = (await once(starter.stdout, 'data')) as [Buffer];
	const pids = pidsIn(String(text));
	expect(pids.map(isAlive)).toEqual([true, true]);
	starter.kill('SIGKILL');
	expect(await areGone(pids)).toBe(true);
});

it('one that ends at its start is told with what it said', async () => {
	const service = Service.start('failing', process.execPath, {
		args: ['-e', 'console.error("no database"); process.exit(3)'],
	});
	await expect(service.whenReady(async () => false, 10)).rejects.toThrow(
		/^failing ended at its start:\nno database/,
	);
});
