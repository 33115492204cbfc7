import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { triggered } from '../../engine/index.mts';
import { startStranger } from '../support/stranger.mts';
import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 30, shifts: 0, reservations: 0 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const test = async (data: object) =>
	await bench.engine.testCredential('vomeApi', {
		apiKey: bench.sandbox.apiKey,
		baseUrl: bench.sandbox.origin,
		...data,
	});

describe('the Test button', () => {
	it('accepts a good key', async () => {
		expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(bench.urls).toEqual(['/api/profiles/?page=1&limit=1']);
	});

	it('accepts white space around the key and an address that ends in /api/', async () => {
		const { status } = await test({
			apiKey: ` ${bench.sandbox.apiKey}\n`,
			baseUrl: `${bench.sandbox.origin}/api/`,
		});
		expect(status).toBe('OK');
	});

	it.each([
		[{ apiKey: 'wrong' }, /^Vome rejected the API key/],
		[{ apiKey: 'vome-sandbox-key-without-permission' }, /may not read profiles/],
		[{ apiKey: '' }, /^'API Key' in the credential is empty/],
		[{ apiKey: 'two words' }, /^'API Key' in the credential holds spaces/],
		[{ apiKey: 'ключ' }, /^'API Key' in the credential holds spaces or characters/],
		[{ baseUrl: 'api.vomevolunteer.com' }, /^'Base URL' in the credential must start with https/],
		[
			{ baseUrl: 'http://api.vomevolunteer.com' },
			/^'Base URL' in the credential must start with https/,
		],
		[
			{ baseUrl: 'https://api.vomevolunteer.com/v1' },
			/^'Base URL' in the credential must not contain a path/,
		],
	])('refuses %j', async (data, message) => {
		const result = await test(data);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});

	it('refuses a server that is not Vome', async () => {
		bench.sandbox.faults.push({ kind: 'html' });
		expect((await test({})).message).toContain("Check 'Base URL'");
		bench.sandbox.faults.length = 0;
		bench.sandbox.faults.push({ kind: 'wrongShape' });
		expect((await test({})).message).toContain("Check 'Base URL'");
	});

	it('sends the key to no other address', async () => {
		const stranger = await startStranger();
		bench.sandbox.faults.push({ kind: 'redirect', location: `${stranger.origin}{path}` });
		expect((await test({})).status).toBe('Error');
		expect(await stranger.close()).toEqual([]);
	});
});

describe('in the node', () => {
	it.each([
		[{ apiKey: 'wrong' }, 'Vome rejected the API key [item 0]'],
		[
			{ apiKey: 'vome-sandbox-key-without-permission' },
			'Vome does not allow this for the API key [item 0]',
		],
	])('%j', async (credential, message) => {
		const { error } = await bench.vome({}, { credential });
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect(bench.urls).toHaveLength(1);
	});

	it.each([
		[{ apiKey: '' }, "'API Key' in the credential is empty"],
		[{ baseUrl: 'api.example.org' }, "'Base URL' in the credential must start with https://"],
		[
			{ baseUrl: 'http://api.example.org' },
			"'Base URL' in the credential must start with https://",
		],
		[
			{ baseUrl: 'https://api.example.org/v2' },
			"'Base URL' in the credential must not contain a path",
		],
		[
			{ baseUrl: 'https://me:pw@api.example.org' },
			"'Base URL' in the credential must not contain a user name",
		],
	])('%j sends nothing', async (credential, message) => {
		const { error } = await bench.vome({}, { credential });
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toContain('Open the credential');
		expect(bench.urls).toEqual([]);
	});

	it('that cannot reach the server says so', async () => {
		const { error } = await bench.vome({}, { credential: { baseUrl: 'http://127.0.0.1:1' } });
		expect(error?.message).toBe('Vome could not be reached in 5 tries [item 0]');
		expect(error?.description).toContain('127.0.0.1:1');
	});
});

describe('the key', () => {
	it('is sent in the header API-KEY as it is, and nowhere else', async () => {
		bench.sandbox.quirks.cappedLimit = 10;
		await bench.vome({ returnAll: true });
		for (const { headers, url } of bench.sandbox.requests) {
			expect(headers['api-key']).toBe(bench.sandbox.apiKey);
			expect(JSON.stringify({ ...headers, 'api-key': '', url })).not.toContain(
				bench.sandbox.apiKey,
			);
		}
	});

	it('is not sent along links and redirects to another address', async () => {
		const stranger = await startStranger();
		Object.assign(bench.sandbox.quirks, { links: 'foreign', cappedLimit: 10 });
		bench.sandbox.faults.push({ kind: 'redirect', location: `${stranger.origin}{path}`, page: 2 });
		const { error } = await bench.vome({ returnAll: true });
		expect(error?.message).toBe('Vome sent the request on to another address [item 0]');
		expect(await stranger.close()).toEqual([]);
	});

	it.each(['httpRequestWithAuthentication', 'requestWithAuthentication'] as const)(
		'is not sent where another node asks for with %s',
		async (helper) => {
			const stranger = await startStranger();
			bench.engine.nodeTypes.add('test.request', requestNode(helper));
			const request = async (url: string) =>
				await bench.engine.run(
					triggered({
						name: 'Request',
						type: 'test.request',
						parameters: { url },
						credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
					}),
				);
			await bench.saveCredential();

			const refused = await request(`${stranger.origin}/api/profiles/`);
			expect(await stranger.close()).toEqual([]);
			expect(refused.error?.message).toContain(
				`only sends requests to ${bench.sandbox.origin}, the 'Base URL' it was made for`,
			);
			expect(bench.urls).toEqual([]);

			expect((await request(`${bench.sandbox.origin}/api/profiles/`)).error).toBeUndefined();
			expect(bench.urls).toEqual(['/api/profiles/']);
		},
	);

	it('is shown nowhere, even if the server repeats it', async () => {
		bench.sandbox.quirks.echoKeyInErrors = true;
		const output: unknown[] = [];
		for (const stream of [process.stdout, process.stderr]) {
			jest.spyOn(stream, 'write').mockImplementation((text) => output.push(text) > 0);
		}
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			for (const apiKey of ['wrong-secret', 'vome-sandbox-key-without-permission']) {
				const { workflow, items, hints, error } = await bench.vome(
					{},
					{ onError, credential: { apiKey } },
				);
				const seen = JSON.stringify([
					items,
					hints,
					error,
					error?.message,
					error?.description,
					error?.stack,
					error?.cause,
					workflow.error,
					output,
				]);
				expect(seen).not.toContain(apiKey);
			}
		}
		jest.restoreAllMocks();
	});
});

/** A node that sends one request with the credential to any address, as HTTP Request can. */
function requestNode(
	helper: 'httpRequestWithAuthentication' | 'requestWithAuthentication',
): INodeType {
	return {
		description: {
			displayName: 'Request',
			name: 'request',
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Request' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'vomeApi', required: true }],
			properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
		},
		async execute(this: IExecuteFunctions) {
			const url = this.getNodeParameter('url', 0) as string;
			await this.helpers[helper].call(this, 'vomeApi', { url });
			return [[]];
		},
	};
}
