// Each type of credential as n8n tests it when it is saved, and as an execution meets it.
import { Bench, manualTrigger, ourNode, row } from './support/bench.mts';
import { ORIGIN_VARIABLE } from './support/running.mts';

let bench: Bench;
let isFirstMajor: boolean;
beforeAll(async () => {
	bench = await Bench.start();
	isFirstMajor = await bench.n8n.isFirstMajor();
});
afterAll(async () => await bench.stop());

it.each(['vomeApi', 'assembleJwtApi'] as const)('%s: a good one passes', async (type) => {
	const credential = await bench.save(type);
	expect(await bench.n8n.testCredential(credential)).toEqual({
		status: 'OK',
		message: 'Connection successful!',
	});
});

/** It does not get as far as our words for a status. */
const WORDS_OF_N8N_1 = new Map([
	['a wrong key', /^Authorization failed/],
	['a key that may not read', /^Forbidden/],
]);

it.each([
	['vomeApi', 'a wrong key', () => ({ apiKey: 'wrong' }), /^Vome rejected the API key\./],
	[
		'vomeApi',
		'a key that may not read',
		() => ({ apiKey: bench.vome.apiKeyWithoutPermission }),
		/^Vome knows the API key, but the key may not read profiles\./,
	],
	[
		'vomeApi',
		'the address of something else',
		() => ({ baseUrl: process.env[ORIGIN_VARIABLE] }),
		/^The address answers, but not like Vome does\./,
	],
	[
		'assembleJwtApi',
		'a wrong password',
		() => ({ password: 'wrong' }),
		/^Assemble rejected the email or password/,
	],
	[
		'assembleJwtApi',
		'an expired token',
		() => ({ loginMethod: 'token', token: bench.assemble.makeToken({ lifetime: -60 }) }),
		/^'Token' in the credential expired at /,
	],
] as const)('%s with %s: n8n says what is wrong', async (type, what, changes, message) => {
	const expected = (isFirstMajor && WORDS_OF_N8N_1.get(what)) || message;
	const credential = await bench.save(type, changes());
	expect(await bench.n8n.testCredential(credential)).toEqual({
		status: 'Error',
		message: expect.stringMatching(expected),
	});
});

it('a credential that was corrected passes', async () => {
	const credential = await bench.save('vomeApi', { apiKey: 'wrong' });
	await bench.n8n.updateCredential(credential, bench.good.vomeApi);
	expect(await bench.n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
	await bench.n8n.deleteCredential(credential);
	await expect(bench.n8n.readCredential(credential)).rejects.toThrow('404');
});

it('secrets do not come back from n8n', async () => {
	for (const type of ['vomeApi', 'assembleJwtApi', 'assembleOAuth2Api'] as const) {
		const stored = JSON.stringify(await bench.n8n.readCredential(await bench.save(type)));
		for (const secret of [
			bench.vome.apiKey,
			bench.assemble.password,
			bench.assemble.clientSecret,
		]) {
			expect(stored).not.toContain(secret);
		}
	}
});

// n8n has no test for credentials of OAuth2: the first execution is the test.
describe('assembleOAuth2Api', () => {
	const read = async (changes?: Record<string, string>) => {
		const credential = await bench.save('assembleOAuth2Api', changes);
		const parameters = { authentication: 'oAuth2', operation: 'getAll', limit: 3 };
		const workflow = row('OAuth2', manualTrigger, ourNode('Assemble', credential, parameters));
		return await bench.n8n.run(await bench.n8n.createWorkflow(workflow));
	};

	it('a good one reads', async () => {
		const execution = await read();
		expect(execution.error).toBeUndefined();
		expect(execution.items('Assemble')).toHaveLength(3);
	});

	it('a wrong secret: the execution says what is wrong', async () => {
		const { status, error } = await read({ clientSecret: 'wrong' });
		expect(status).toBe('error');
		expect(error?.message).toMatch(/^Assemble rejected the client ID or client secret/);
	});
});
