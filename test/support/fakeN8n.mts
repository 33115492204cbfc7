/** A program in the place of n8n. */
/**
 * A script that takes the port as n8n does, and answers each request with what it was sent. `beside`
 * is a script that it runs, too.
 */
export const fakeN8n = (beside = '') => `
	const { N8N_LISTEN_ADDRESS: address, N8N_PORT: port } = process.env;
	${beside}
	require('node:http')
		.createServer(async (request, response) => {
			let text = '';
			for await (const part of request) text += part;
			response.end(JSON.stringify({ data: { ...JSON.parse(text || '{}'), id: '1' } }));
		})
		.on('error', () => {
			console.log("n8n's port " + port + " is already in use.");
			process.exit(1);
		})
		.listen(port, address, () => console.log('n8n ready on ' + address + ', port ' + port));
`;
