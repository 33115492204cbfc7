import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that no secret must reach; tells the headers it received when it is closed. */
export async function startStranger() {
	const received: unknown[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			received.push({ url: request.url, headers: request.rawHeaders, body });
			response.end('{"count":0,"next":null,"previous":null,"results":[]}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// A test that fails does not close it, and jest has to end all the same.
	server.unref();
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			await new Promise((resolve) => server.close(resolve));
			return received;
		},
	};
}
