// `npm run sandbox`, as a process.
import { spawn, spawnSync } from 'node:child_process';

import { startVomeSandbox } from '../../sandbox/index.mts';

function run(...options: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.mts', ...options]);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			output += chunk.toString();
		});
	}
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const ready = new Promise<void>((resolve) => {
		child.stdout.on('data', () => output.includes('Ctrl-C') && resolve());
	});
	return { child, ended, ready: Promise.race([ready, ended]), output: () => output };
}

it('says where it is and ends on a signal', async () => {
	const options = ['--port', '0', '--profiles', '3', '--quirk', 'count=null'];
	const { child, ended, ready, output } = run(...options);
	await ready;
	const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0];
	const answer = await fetch(`${origin}/api/profiles/`, {
		headers: { 'API-KEY': 'vome-sandbox-key' },
	});
	expect(await answer.json()).toMatchObject({ count: null, results: [{}, {}, {}] });
	expect(output()).toContain('3 profiles');
	expect(output()).toMatch(
		/^Base URL +http:\/\/127\.0\.0\.1:\d+ {2}\(enter this in the credential\)$/m,
	);
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});

const hasCurl = spawnSync('curl', ['--version']).error === undefined;
(hasCurl ? it : it.skip)('speaks Assemble, and prints requests to paste', async () => {
	const { child, ended, ready, output } = run(
		...['assemble', '--port', '0', '--role-profiles', '9', '--users', '12'],
		...['--quirk', 'authRoot=/api', '--quirk', 'apiPath=', '--quirk', 'lockedFieldNames=["name"]'],
	);
	await ready;
	expect(output()).toContain('9 role profiles, 12 users, 8 teams, 12 opportunities');
	expect(output()).toContain('admin@sandbox.example  assemble-sandbox-password');
	expect(output()).toMatch(/^Organisation +http:\S+ {2}\(enter this in the credential\)$/m);
	expect(output()).toMatch(/^Auth Path +\/api\/auth\/api /m);
	expect(output()).toMatch(/^API Path +\/ /m);
	// Blocks of indented lines: the login, the OAuth client, and what comes after either.
	const [login, oauth, read] = output()
		.split('\n\n')
		.filter((block) => block.startsWith('  '));
	for (const token of [login, oauth]) {
		const { stdout } = spawnSync('sh', ['-c', `${token}\n${read}`], { encoding: 'utf8' });
		expect(JSON.parse(stdout)).toMatchObject({ data: [{ id: 109 }, { id: 108 }] });
	}
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});

it('lists the other logins of Assemble, and asks for no other paths', async () => {
	const { child, ended, ready, output } = run('assemble', '--port', '0');
	await ready;
	expect(output()).toContain('<name>@sandbox.example  <name>-sandbox-password');
	expect(output()).toContain('may only read: reader\n');
	expect(output()).toContain('may do nothing: outsider\n');
	expect(output()).toContain('second factor: email-code, sms-code, app-code, magic-link\n');
	expect(output()).not.toMatch(/(Auth|API) Path/);
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});

it.each([
	['an unknown option', ['--nonsense'], "'--nonsense'"],
	['a wrong number', ['--profiles', 'many'], '--profiles'],
	['a wrong quirk', ['--port', '0', '--quirk', 'count=blue'], 'quirks/count'],
	['an unknown quirk', ['--port', '0', '--quirk', 'foo=1'], "There is no quirk 'foo'."],
	['a wrong fault', ['--fault', 'drop'], '--fault'],
	['an unknown fault', ['--port', '0', '--fault', '{"kind":"fire"}'], 'faults/0/kind'],
])('explains %s in a sentence', async (_name, options, words) => {
	const { ended, output } = run(...options);
	expect(await ended).toBe(2);
	expect(output()).toContain(words);
	expect(output()).not.toMatch(/^\s+at /m);
});

it('explains a port that is taken', async () => {
	const sandbox = await startVomeSandbox({ profiles: 0 });
	try {
		const { ended, output } = run('--port', new URL(sandbox.origin).port);
		expect(await ended).toBe(2);
		expect(output()).toContain('The port is taken');
	} finally {
		await sandbox.close();
	}
});
