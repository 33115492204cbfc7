/** Installs n8n if need be, and starts it with the package and an owner. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Config } from 'jest';

import {
	installPackage,
	N8nClient,
	NEWEST,
	OLDEST,
	owner,
	setUpN8n,
	startN8n,
} from '../../../n8n/index.mts';
import { ORIGIN_VARIABLE } from './running.mts';

const root = path.join(import.meta.dirname, '../../..');

export default async function start(_: unknown, { globals }: Config): Promise<void> {
	// One that runs already, such as that of `npm start`.
	if (process.env[ORIGIN_VARIABLE]) return;
	const say = (text: string) => process.stdout.write(`${text}\n`);
	const version = globals?.n8nVersion === 'oldest' ? OLDEST : NEWEST;
	const installation = await setUpN8n({ version, say });
	const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-user-'));
	await installPackage(root, userFolder);
	const n8n = await startN8n({ installation, userFolder });
	globalThis.running = { n8n, userFolder };
	await new N8nClient(n8n.origin).setUpOwner(owner);
	process.env[ORIGIN_VARIABLE] = n8n.origin;
}
