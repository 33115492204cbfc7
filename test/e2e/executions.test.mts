// What an execution in n8n itself can meet: expired tokens, items that fail, webhooks.
import type { INode, INodeParameters } from 'n8n-workflow';

import { Bench, manualTrigger, ourNode, row, webhook } from './support/bench.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterEach(() => {
	bench.vome.reset();
	bench.assemble.reset();
});
afterAll(async () => await bench.stop());

/** Gives one item for each of these objects. */
const items = (json: object[]): INode => ({
	id: 'items',
	name: 'Items',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	position: [200, 0],
	parameters: { jsCode: `return ${JSON.stringify(json.map((one) => ({ json: one })))}` },
});

const logins = () =>
	bench.assemble.requests.map(({ url }) => url).filter((url) => url.startsWith('/auth/api/'));

describe('a token', () => {
	const read: INodeParameters = { operation: 'getAll', limit: 2 };

	it('is used again by the next execution, and replaced when it has expired', async () => {
		const credential = await bench.save('assembleJwtApi');
		const workflow = await bench.n8n.createWorkflow(
			row('Expiry', manualTrigger, ourNode('Assemble', credential, read)),
		);
		/** How many requests of logins there were, up to the end of this execution. */
		const run = async () => {
			const execution = await bench.n8n.run(workflow);
			expect(execution.error).toBeUndefined();
			expect(execution.items('Assemble')).toHaveLength(2);
			return logins().length;
		};
		expect(await run()).toBe(2);
		expect(await run()).toBe(2);
		bench.assemble.expireTokens();
		expect(await run()).toBe(4);
		expect(await run()).toBe(4);
	});

	it('of OAuth2 is replaced when it has expired', async () => {
		const credential = await bench.save('assembleOAuth2Api');
		const workflow = await bench.n8n.createWorkflow(
			row(
				'Expiry, OAuth2',
				manualTrigger,
				ourNode('Assemble', credential, { ...read, authentication: 'oAuth2' }),
			),
		);
		for (const expire of [false, true]) {
			if (expire) bench.assemble.expireTokens();
			const execution = await bench.n8n.run(workflow);
			expect(execution.error).toBeUndefined();
			expect(execution.items('Assemble')).toHaveLength(2);
		}
	});
});

describe('items that fail', () => {
	const get: INodeParameters = {
		operation: 'get',
		profileId: '={{ $json.id }}',
	};
	const run = async (onError?: INode['onError']) => {
		const credential = await bench.save('vomeApi');
		const known = bench.vome.vome.profiles.slice(0, 2).map(({ id }) => ({ id }));
		const input = items([known[0] ?? {}, { id: 987_654_321 }, known[1] ?? {}]);
		const node = ourNode('Vome', credential, get, { onError });
		const workflow = await bench.n8n.createWorkflow(row('Failing', manualTrigger, input, node));
		return { known, execution: await bench.n8n.run(workflow) };
	};
	const failed = { error: expect.stringContaining('987654321') as string };

	it('stop the execution, which says which it was', async () => {
		const { execution } = await run();
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toContain('987654321');
		expect(execution.error?.message).toContain('[item 1]');
	});

	it('come out as errors with Continue, each paired with its own input', async () => {
		const { known, execution } = await run('continueRegularOutput');
		expect(execution.status).toBe('success');
		expect(execution.json('Vome')).toEqual([
			expect.objectContaining(known[0]),
			failed,
			expect.objectContaining(known[1]),
		]);
		expect(execution.items('Vome').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('go to the error output with Continue (using error output)', async () => {
		const { known, execution } = await run('continueErrorOutput');
		expect(execution.json('Vome', 0)).toEqual(
			known.map((one) => expect.objectContaining(one) as object),
		);
		expect(execution.json('Vome', 1)).toEqual([expect.objectContaining(failed)]);
	});
});

// n8n wraps what its HTTP client throws in ways that differ from version to version.
describe('on the way', () => {
	const run = async (node: INode) => {
		const workflow = await bench.n8n.createWorkflow(row('Faults', manualTrigger, node));
		return await bench.n8n.run(workflow);
	};
	const all: INodeParameters = { operation: 'getAll', returnAll: true };
	const path = { Vome: '/api/profiles/', Assemble: '/api/role-profiles' };
	const credentials = [
		['Vome', 'vomeApi', {}],
		['Assemble', 'assembleJwtApi', {}],
		['Assemble', 'assembleOAuth2Api', { authentication: 'oAuth2' }],
	] as const;

	it.each(credentials)(
		'%s with %s: broken connections and errors of the server cost nothing',
		async (name, type, more) => {
			const sandbox = name === 'Vome' ? bench.vome : bench.assemble;
			const once = { path: path[name], times: 1 };
			sandbox.faults = [
				{ ...once, kind: 'drop' },
				{ ...once, kind: 'dropMidBody' },
				{ ...once, kind: 'status', status: 503, retryAfter: '1' },
			];
			const execution = await run(ourNode(name, await bench.save(type), { ...all, ...more }));
			expect(execution.error).toBeUndefined();
			const { length } =
				name === 'Vome' ? bench.vome.vome.profiles : bench.assemble.assemble.roleProfiles;
			expect(execution.items(name)).toHaveLength(length);
		},
	);

	it.each(credentials.slice(1))(
		'%s with %s: what the server refuses is explained',
		async (name, type, more) => {
			const parameters = {
				...more,
				operation: 'get',
				roleProfileId: { __rl: true, mode: 'id', value: '987654' },
			};
			const { error } = await run(ourNode(name, await bench.save(type), parameters));
			expect(error?.message).toMatch(/^Assemble has no role profile with the ID 987654/);
		},
	);

	it('Assemble: a login that is refused is explained', async () => {
		const credential = await bench.save('assembleJwtApi', { password: 'wrong' });
		const { error } = await run(ourNode('Assemble', credential, all));
		expect(error?.message).toMatch(/^Assemble rejected the email or password/);
		expect(error).toHaveProperty(
			'description',
			expect.stringMatching(/^Correct them in the credential/),
		);
	});
});

it('a production webhook answers with what Vome gave', async () => {
	const credential = await bench.save('vomeApi');
	const respond: INode = {
		id: 'respond',
		name: 'Respond to Webhook',
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1.4,
		position: [600, 0],
		parameters: { respondWith: 'allIncomingItems' },
	};
	const vome = ourNode('Vome', credential, {
		operation: 'get',
		profileId: { __rl: true, mode: 'email', value: '={{ $json.body.email }}' },
	});
	const workflow = await bench.n8n.createWorkflow(
		row('Webhook', webhook('volunteer', { responseMode: 'responseNode' }), vome, respond),
	);
	await bench.n8n.activate(workflow);

	const { id, profile_details } = bench.vome.vome.profiles[7] ?? {};
	const email = profile_details?.email ?? '';
	expect(email).not.toBe('');
	expect(await bench.n8n.callWebhook('volunteer', { email })).toEqual({
		status: 200,
		data: [expect.objectContaining({ id, email })],
	});
	await bench.n8n.deactivate(workflow);
});
