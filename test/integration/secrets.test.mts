// The secret of a credential goes to the credential's own origin and nowhere else: not to a hostile
// server, and into no text that a person could see.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../sandbox/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { formsOf, visible } from '../support/secrets.mts';
import { startStranger } from '../support/stranger.mts';
import { VomeBench } from '../support/vomeBench.mts';

let vome: VomeBench;
let assemble: AssembleBench;
let stranger: Awaited<ReturnType<typeof startStranger>>;
const printed: string[] = [];

beforeAll(async () => {
	vome = await VomeBench.start({ profiles: 30, shifts: 30, reservations: 30 });
	assemble = await AssembleBench.start({ roleProfiles: 30 });
});
beforeEach(async () => {
	vome.sandbox.reset();
	vome.sandbox.quirks.cappedLimit = 7;
	assemble.reset();
	stranger = await startStranger();
	printed.length = 0;
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
	}
});
afterAll(async () => {
	await vome.stop();
	await assemble.stop();
});

/** A node with one of its credentials, and how to attack it. */
interface Target {
	name: string;
	sandbox: () => { faults: Fault[]; origin: string };
	path: string;
	run: (parameters: INodeParameters, credential?: IDataObject) => Promise<string>;
	/** Whatever must not be found anywhere. */
	secrets: () => string[];
}

/** What the sandbox was given in the header Authorization. */
const bearers = () =>
	assemble.sandbox.requests
		.map(({ headers }) => headers.authorization?.replace(/^\w+ /, '') ?? '')
		.filter((token) => token !== '');

const TARGETS: Target[] = [
	{
		name: 'Vome',
		sandbox: () => vome.sandbox,
		path: '/api/*',
		run: async (parameters, credential) => visible(await vome.vome(parameters, { credential })),
		secrets: () => [vome.sandbox.apiKey],
	},
	{
		name: 'Vome shifts',
		sandbox: () => vome.sandbox,
		path: '/api/*',
		run: async (parameters, credential) =>
			visible(await vome.vome({ resource: 'shift', ...parameters }, { credential })),
		secrets: () => [vome.sandbox.apiKey],
	},
	{
		name: 'Assemble with a login',
		sandbox: () => assemble.sandbox,
		path: '*',
		run: async (parameters, credential) =>
			visible(await assemble.assemble(parameters, { credential })),
		secrets: () => [assemble.password, ...bearers()],
	},
	{
		name: 'Assemble with OAuth2',
		sandbox: () => assemble.sandbox,
		path: '/api/*',
		run: async (parameters, credential) =>
			visible(await assemble.assemble({ authentication: 'oAuth2', ...parameters }, { credential })),
		secrets: () => [assemble.sandbox.clientSecret, ...bearers()],
	},
];

/** Fails if a secret, in whatever form, is in one of the texts or reached the stranger. */
async function expectNoSecret(target: Target, texts: string[]): Promise<void> {
	jest.restoreAllMocks();
	const found = [...texts, ...printed, JSON.stringify(await stranger.close())].join('\n');
	const secrets = target.secrets();
	expect(secrets.length).toBeGreaterThan(0);
	for (const secret of secrets) {
		expect(secret.length).toBeGreaterThan(8);
		for (const form of formsOf(secret)) expect(found).not.toContain(form);
	}
}

/** Several pages, of Assemble as of Vome. */
const all = { returnAll: true, options: { pageSize: 7 } };

describe.each(TARGETS.map((target) => [target.name, target] as const))('%s', (_, target) => {
	const attack = (fault: Omit<Fault, 'path'>) =>
		target.sandbox().faults.push({ path: target.path, ...fault });

	it.each([301, 302, 303, 307, 308])('a redirect with %i to another origin', async (status) => {
		attack({ kind: 'redirect', status, location: `${stranger.origin}{path}` });
		await expectNoSecret(target, [await target.run(all)]);
	});

	it.each([
		['with a user name in it', (origin: string) => origin.replace('//', '//user:pw@')],
		['without a scheme', (origin: string) => origin.replace('http:', '')],
		[
			'to the same host by another name',
			(origin: string) => origin.replace('127.0.0.1', 'localhost'),
		],
		['with a backslash', (origin: string) => origin.replace('http://', '\\\\')],
	])('a redirect %s', async (_name, change) => {
		attack({ kind: 'redirect', location: `${change(stranger.origin)}{path}` });
		await expectNoSecret(target, [await target.run(all)]);
	});

	it('links to another origin in what the server sends', async () => {
		const next = `${stranger.origin}/next?page=2`;
		const row = { id: 1, name: 'x' };
		attack({
			kind: 'wrongShape',
			body: {
				token: 'pre',
				count: 50,
				next,
				previous: next,
				results: [row],
				data: [row],
				meta: {
					pagination: { total: 50, per_page: 1, total_pages: 50, links: { next, previous: next } },
				},
			},
		});
		await expectNoSecret(target, [await target.run(all)]);
	});

	it.each([
		'../../../x',
		'..%2f..%2fx',
		'//evil.example/x',
		'evil.example',
		'@evil.example',
		'1?next=http://evil.example',
		'1#x',
		'1\r\nHost: evil.example\r\nX: 1',
		'1\u2028x',
	])('the ID %j', async (id) => {
		const before = target.sandbox();
		const parameters = { operation: 'get', profileId: id, shiftId: id, roleProfileId: id };
		await expectNoSecret(target, [await target.run(parameters)]);
		expect(before).toBe(target.sandbox());
		const requests = target.name.startsWith('Vome') ? vome.urls : assemble.requests;
		expect(requests).toEqual([]);
	});

	it('parameters with line breaks and special signs stay in their place', async () => {
		const value = `x\r\nX-Evil: 1\r\n\r\nGET ${stranger.origin} HTTP/1.1`;
		await target.run({
			limit: 1,
			filters: { firstName: value, title: value, search: value },
			options: { queryParameters: { parameter: [{ name: 'a&b=c#d?e\r\nX-Evil', value }] } },
		});
		const requests = target.name.startsWith('Vome')
			? vome.sandbox.requests
			: assemble.sandbox.requests;
		for (const { headers } of requests) expect(headers).not.toHaveProperty('x-evil');
		await expectNoSecret(target, []);
	});

	it('an address that is none of the credential sends nothing', async () => {
		const seen: string[] = [];
		for (const address of [
			'http://evil.example',
			'https://user:pw@evil.example',
			'https://evil.example/x',
			'ftp://evil.example',
			`${target.sandbox().origin}@evil.example`,
		]) {
			seen.push(await target.run({}, { baseUrl: address, organisation: address }));
		}
		jest.restoreAllMocks();
		const requests = target.name.startsWith('Vome') ? vome.urls : assemble.requests;
		expect(requests).toEqual([]);
		for (const text of seen) expect(text).not.toContain(assemble.password);
		expect(await stranger.close()).toEqual([]);
	});

	it('errors of every kind, from a server that repeats what it got', async () => {
		vome.sandbox.quirks.echoKeyInErrors = true;
		assemble.sandbox.quirks.echoToken = true;
		const seen: string[] = [];
		const errors: Array<Omit<Fault, 'path'>> = [400, 401, 403, 404, 409, 422, 429, 500, 503].map(
			(status) => ({ kind: 'status', status, page: 2 }),
		);
		errors.push(
			{ kind: 'drop', page: 2 },
			{ kind: 'truncate', page: 2 },
			{ kind: 'html', page: 2 },
			{ kind: 'wrongShape', page: 2 },
		);
		for (const fault of errors) {
			target.sandbox().faults = [];
			attack(fault);
			seen.push(await target.run(all));
		}
		await expectNoSecret(target, seen);
		expect(seen.join('\n')).toContain('***');
	});
});

it('the token endpoint of OAuth2 may redirect without giving the client secret away', async () => {
	for (const status of [301, 302, 307, 308]) {
		assemble.sandbox.faults = [
			{ kind: 'redirect', status, path: '/oauth/token', location: `${stranger.origin}{path}` },
		];
		await assemble.assemble({ authentication: 'oAuth2' });
	}
	const received = JSON.stringify(await stranger.close());
	for (const form of formsOf(assemble.sandbox.clientSecret)) expect(received).not.toContain(form);
	const basic = Buffer.from(`${assemble.sandbox.clientId}:${assemble.sandbox.clientSecret}`);
	expect(received).not.toContain(basic.toString('base64').slice(4, -4));
});
