// A real n8n to click through: with the nodes, two sandboxes, credentials for them, and the example
// workflows. Everything is made anew, and is gone when it ends.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import {
	type Credential,
	holdPort,
	installPackage,
	isAlive,
	N8nClient,
	owner,
	sandboxCredentials,
	Service,
	setUpN8n,
	startN8n,
	type WorkflowFile,
} from '../n8n/index.mts';
import { startAssembleSandbox, startVomeSandbox } from '../sandbox/index.mts';
import { build } from './build.mts';

const NAMES = {
	vomeApi: 'Vome sandbox',
	assembleJwtApi: 'Assemble sandbox (JWT)',
	assembleOAuth2Api: 'Assemble sandbox (OAuth2)',
	httpBasicAuth: 'Assemble webhooks',
};

const root = path.join(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const say = (text: string) => process.stdout.write(`${text}\n`);

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
let userFolder: string | undefined;
let isEnding = false;

async function end(code: number): Promise<void> {
	if (isEnding) return;
	isEnding = true;
	await Service.stopAll();
	if (userFolder) remove(userFolder);
	process.exit(code);
}

function readPort(): number {
	const { values } = parseArgs({ options: { port: { type: 'string', default: '5678' } } });
	const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
	if (!(port <= 65_535)) throw new TypeError('--port must be a whole number from 0 to 65535.');
	return port;
}

/** Right away, since an installation takes long and n8n itself would notice a used port last. */
async function takePort(port: number) {
	try {
		return await holdPort(port);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		const advice = `another port with: npm start -- --port ${(port + 1) % 65_536}`;
		throw new Error(
			code === 'EADDRINUSE'
				? `Port ${port} is in use, perhaps by an n8n that is running already. Stop it, or choose ${advice}`
				: `Port ${port} cannot be used (${message}). Choose ${advice}`,
		);
	}
}

/** Named after this process. Removes those of processes that were killed. */
function makeUserFolder(): string {
	for (const name of readdirSync(tmpdir())) {
		const [, pid] = /^n8n-user-(\d+)-/.exec(name) ?? [];
		try {
			if (pid && !isAlive(Number(pid))) remove(path.join(tmpdir(), name));
		} catch {
			// It is another user's.
		}
	}
	return mkdtempSync(path.join(tmpdir(), `n8n-user-${process.pid}-`));
}

/** The example workflows, the simplest first: what runs at a click, and has few nodes. */
function readExamples(): WorkflowFile[] {
	const weight = ({ nodes }: WorkflowFile) =>
		nodes.filter(({ type }) => !type.endsWith('.stickyNote')).length +
		(nodes.some(({ type }) => type.endsWith('.manualTrigger')) ? 0 : 1000);
	return readdirSync(examples)
		.filter((name) => name.endsWith('.json'))
		.map((name) => JSON.parse(readFileSync(path.join(examples, name), 'utf8')) as WorkflowFile)
		.sort((one, other) => weight(one) - weight(other));
}

/** That of this computer; n8n's own default is New York. n8n's form does not know UTC by that name. */
function timeZone(): string {
	const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
	return zone === 'UTC' ? 'Etc/UTC' : zone;
}

async function start(wanted: number): Promise<void> {
	const port = await takePort(wanted);
	await build(say);
	const installation = await setUpN8n({ say });
	say('Starting n8n, which takes about half a minute');
	userFolder = makeUserFolder();
	await installPackage(root, userFolder);
	const vome = await startVomeSandbox({ isToday: true });
	const assemble = await startAssembleSandbox({ isToday: true });
	const n8n = await startN8n({
		installation,
		userFolder,
		port,
		env: { GENERIC_TIMEZONE: timeZone() },
	});

	const client = new N8nClient(n8n.origin);
	await client.setUpOwner(owner);
	const credentials: Credential[] = [];
	for (const [type, data] of Object.entries(sandboxCredentials(vome, assemble))) {
		credentials.push(await client.createCredential(type, NAMES[type as keyof typeof NAMES], data));
	}
	const workflows = readExamples();
	// n8n lists what was imported last on top.
	for (const workflow of workflows.toReversed()) {
		await client.importWorkflow(workflow, credentials);
	}

	const [first, ...others] = workflows.map(({ name }) => name);
	say(`
n8n ${installation.version} runs with the nodes, all examples, and credentials for two sandboxes with made-up data.
Ctrl-C ends all of it, and forgets what you did in it.

The sandboxes are at ${vome.origin} (Vome) and ${assemble.origin} (Assemble). These workflows are in it:

  ${others.join('\n  ')}

  Open        ${n8n.origin}
  Log in      ${owner.email}, password ${owner.password}
  Try first   ${first}: open it, and click Execute workflow`);
	await n8n.ended;
	throw new Error(`n8n has ended:\n${n8n.service.tail}`);
}

// run.js closes its channel when it gets a signal, or is killed.
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) {
	process.on(event, () => {
		if (!isEnding) say(userFolder ? '\nEnding n8n and the sandboxes' : '\nStopping');
		void end(0);
	});
}
// A terminal that was closed takes no more text. What has to end does so nevertheless.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
	await start(readPort());
	await end(0);
} catch (error) {
	const isUse = error instanceof TypeError;
	const { message } = error as Error;
	// What Ctrl-C interrupts fails; that is nobody's concern.
	if (!isEnding)
		process.stderr.write(`${message}\n${isUse ? 'See --help for the options.\n' : ''}`);
	await end(isUse ? 2 : 1);
}
