import { type AssembleSandbox, startAssembleSandbox } from '../../../sandbox/index.mts';
import { type Client, clientOf } from './client.mts';

let sandbox: AssembleSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startAssembleSandbox();
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const control = '/_sandbox/';

it('shows settings and counts, needs neither token nor Accept header and is not recorded', async () => {
	const { status, data } = await client.raw('GET', control, {});
	expect(status).toBe(200);
	expect(data).toMatchObject({
		service: 'assemble',
		quirks: { links: 'object' },
		counts: { roleProfiles: 60, users: 40, teams: 8, opportunities: 12, activities: 24 },
		requests: 0,
	});
});

it('changes settings, and knows only quirks of Assemble', async () => {
	const body = { quirks: { total: 'missing', lockedFieldNames: ['type'] }, latency: 1 };
	expect((await client.raw('PUT', control, {}, body)).status).toBe(200);
	expect(sandbox.quirks).toMatchObject(body.quirks);
	expect(sandbox.latency).toBe(1);
	const wrong = await client.raw('PUT', control, {}, { quirks: { bareArray: true } });
	expect(wrong.status).toBe(400);
	expect(wrong.data.message).toContain('bareArray');
});

it('takes new settings as a whole', async () => {
	sandbox.quirks = { ...sandbox.quirks, total: 'missing' };
	sandbox.faults = [{ kind: 'status', status: 500, times: 1 }];
	sandbox.latency = 1;
	expect((await client.get('/api/role-profiles')).status).toBe(500);
	expect((await client.get('/api/role-profiles')).data).not.toHaveProperty('meta');
});
