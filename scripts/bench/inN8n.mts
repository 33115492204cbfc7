// Starts an n8n of its own with the package, for as long as something is measured in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { installPackage, N8nClient, owner, Service, setUpN8n, startN8n } from '../../n8n/index.mts';

const root = path.join(import.meta.dirname, '../..');

/** Runs `work` with the owner of a new n8n, which is gone afterwards, whatever happens. */
export async function inN8n(
	say: (text: string) => void,
	work: (n8n: N8nClient, version: string) => Promise<void>,
): Promise<void> {
	const installation = await setUpN8n({ say });
	const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-user-'));
	const end = async () => {
		await Service.stopAll();
		rmSync(userFolder, { recursive: true, force: true });
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void end().then(() => process.exit(1)));
	}
	try {
		say('Starting n8n, which takes about half a minute');
		await installPackage(root, userFolder);
		const { origin } = await startN8n({ installation, userFolder });
		const n8n = new N8nClient(origin);
		await n8n.setUpOwner(owner);
		await work(n8n, installation.version);
	} finally {
		await end();
	}
}
