// What n8n refuses is told in its words.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { N8nClient } from '../../n8n/client.mts';

const login = { email: 'owner@n8n.example', password: 'made-up' };

it.each([
	[
		'{"code":400,"message":"Instance owner already setup","stacktrace":"Error: at x.js"}',
		'POST /rest/owner/setup: 400 Instance owner already setup',
	],
	['<html></html>', 'POST /rest/owner/setup: 400'],
	['', 'POST /rest/owner/setup: 400'],
])('%j', async (answer, message) => {
	const server = createServer((_, response) => {
		response.writeHead(400, { 'content-type': 'application/json' }).end(answer);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const refused = new N8nClient(`http://127.0.0.1:${port}`).setUpOwner(login);
	await expect(refused).rejects.toThrow(new Error(message));
	server.close();
});

it('a missing answer', async () => {
	const refused = new N8nClient('http://127.0.0.1:1').setUpOwner(login);
	await expect(refused).rejects.toThrow(/^POST \/rest\/owner\/setup: connect ECONNREFUSED/);
});
