// A real n8n to click through: with the nodes, two sandboxes, credentials for them, and the example
// workflows. Everything is made anew, and is gone when it ends.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import {
	type Credential,
	installPackage,
	N8nClient,
	owner,
	sandboxCredentials,
	Service,
	setUpN8n,
	startN8n,
	type WorkflowFile,
} from '../n8n/index.mts';
import { startAssembleSandbox, startVomeSandbox } from '../sandbox/index.mts';

const usage = `Usage: npm start -- [options]

  --port NUMBER   where n8n listens, on this machine only; default 5678, or 0 for any free port
`;

const NAMES = {
	vomeApi: 'Vome sandbox',
	assembleJwtApi: 'Assemble sandbox (JWT)',
	assembleOAuth2Api: 'Assemble sandbox (OAuth2)',
	httpBasicAuth: 'Assemble webhooks',
};

const root = path.join(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const say = (text: string) => process.stdout.write(`${text}\n`);

/** What has to end beside n8n. */
const ends: Array<() => Promise<void> | void> = [];
let isEnding = false;

async function end(code: number): Promise<void> {
	if (isEnding) return;
	isEnding = true;
	await Service.stopAll();
	for (const one of ends) await one();
	process.exit(code);
}

function readPort(): number | undefined {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '5678' }, help: { type: 'boolean', short: 'h' } },
	});
	if (values.help) return undefined;
	const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
	if (!(port <= 65_535)) throw new TypeError('--port must be a whole number from 0 to 65535.');
	return port;
}

async function start(port: number): Promise<void> {
	const installation = await setUpN8n({ say });
	say('Starting n8n, which takes about half a minute');
	const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-user-'));
	ends.push(() => rmSync(userFolder, { recursive: true, force: true }));
	await installPackage(root, userFolder);
	const vome = await startVomeSandbox({ isToday: true });
	ends.push(vome.close);
	const assemble = await startAssembleSandbox();
	ends.push(assemble.close);
	const n8n = await startN8n({ installation, userFolder, port: port || undefined });

	const client = new N8nClient(n8n.origin);
	await client.setUpOwner(owner);
	const credentials: Credential[] = [];
	for (const [type, data] of Object.entries(sandboxCredentials(vome, assemble))) {
		credentials.push(await client.createCredential(type, NAMES[type as keyof typeof NAMES], data));
	}
	const workflows: string[] = [];
	for (const file of readdirSync(examples).filter((name) => name.endsWith('.json'))) {
		const example = JSON.parse(readFileSync(path.join(examples, file), 'utf8')) as WorkflowFile;
		workflows.push((await client.importWorkflow(example, credentials)).name);
	}

	say(`
n8n ${installation.version}      ${n8n.origin}
Email           ${owner.email}
Password        ${owner.password}
Credentials     ${credentials.map(({ name }) => name).join(', ')}
Workflows       ${workflows.join(', ')}
Vome            ${vome.origin}  (sandbox)
Assemble        ${assemble.origin}  (sandbox)

Ctrl-C ends all of it, and forgets what you did in it.`);
	await n8n.ended;
	if (isEnding) return;
	process.stderr.write(`n8n has ended:\n${n8n.service.tail}\n`);
	await end(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!isEnding) say('\nEnding n8n and the sandboxes');
		void end(0);
	});
}

try {
	const port = readPort();
	if (port === undefined) say(usage);
	else await start(port);
} catch (error) {
	const isUse = error instanceof TypeError;
	const { message } = error as Error;
	// What Ctrl-C interrupts fails; that is nobody's concern.
	if (!isEnding)
		process.stderr.write(`${message}\n${isUse ? 'See --help for the options.\n' : ''}`);
	await end(isUse ? 2 : 1);
}
