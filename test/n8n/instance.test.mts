// An n8n is taken for ready when our own process has the port, and not when somebody else answers there.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startN8n } from '../../n8n/instance.mts';
import { holdPort, Service } from '../../n8n/processes.mts';
import { fakeN8n } from '../support/fakeN8n.mts';

let userFolder: string;
beforeEach(() => {
	userFolder = mkdtempSync(path.join(tmpdir(), 'instance-'));
});
afterEach(async () => {
	await Service.stopAll();
	rmSync(userFolder, { recursive: true });
});

function installationOf(script: string) {
	const cli = path.join(userFolder, 'n8n.cjs');
	writeFileSync(cli, script);
	return { version: '2.41.1', node: process.execPath, cli };
}

it('takes the port that was held for it', async () => {
	const port = await holdPort();
	const n8n = await startN8n({ installation: installationOf(fakeN8n()), userFolder, port });
	expect(n8n.origin).toBe(`http://127.0.0.1:${port.port}`);
	expect((await fetch(n8n.origin)).status).toBe(200);
});

it('takes any free port otherwise', async () => {
	const n8n = await startN8n({ installation: installationOf(fakeN8n()), userFolder });
	expect((await fetch(n8n.origin)).status).toBe(200);
});

it('is not ready while another one answers that took the port in between', async () => {
	const requests: unknown[] = [];
	const other = createServer((request, response) => {
		requests.push(request.url);
		response.end('{"status":"ok"}');
	}).listen(0, '127.0.0.1');
	await once(other, 'listening');
	const { port } = other.address() as AddressInfo;
	try {
		const installation = installationOf(fakeN8n());
		const taken = { port, release: async () => undefined };
		await expect(startN8n({ installation, userFolder, port: taken })).rejects.toThrow(
			`n8n 2.41.1 ended at its start:\nn8n's port ${port} is already in use.`,
		);
		expect(requests).toEqual([]);
	} finally {
		other.close();
	}
});
