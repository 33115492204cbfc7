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

const list = '/api/role-profiles';

it("gives a status with the API's own body, or another", async () => {
	sandbox.faults = [{ kind: 'status', status: 429, retryAfter: '3' }];
	const limited = await client.get(list);
	expect(limited.status).toBe(429);
	expect(limited.headers['retry-after']).toBe('3');
	expect(limited.data).toEqual({ message: '429 Too Many Requests', status_code: 429 });
	sandbox.faults = [{ kind: 'status', status: 503, body: { error: 'No.' } }];
	expect((await client.get(list)).data).toEqual({ error: 'No.' });
	sandbox.faults = [{ kind: 'status', status: 502, contentType: 'text/html' }];
	expect((await client.get(list)).data).toContain('<html>');
	sandbox.faults = [{ kind: 'html' }];
	expect((await client.get(list)).data).toContain('<html>');
});

it("speaks OAuth's language at the OAuth endpoints", async () => {
	sandbox.faults = [{ kind: 'status', status: 503 }];
	const { status, data } = await client.raw('POST', '/oauth/token', {}, {});
	expect(status).toBe(503);
	expect(data).toEqual({ error: 'server_error', error_description: expect.any(String) });
});

it('disturbs logins too', async () => {
	sandbox.faults = [{ kind: 'status', status: 500, path: '/auth/api/' }];
	const body = { email: sandbox.email, password: sandbox.password };
	expect((await client.send('POST', '/auth/api/', body, {})).status).toBe(500);
	expect((await client.send('POST', '/auth/api', body, {})).status).toBe(200);
});

it('drops the connection before and within the answer', async () => {
	sandbox.faults = [{ kind: 'drop' }];
	await expect(client.get(list)).rejects.toThrow('socket hang up');
	sandbox.faults = [{ kind: 'dropMidBody' }];
	await expect(client.get(list)).rejects.toThrow('aborted');
});

it('hangs until it is closed', async () => {
	const other = await startAssembleSandbox({ faults: [{ kind: 'hang' }] });
	const failure = expect(clientOf(other).get(list)).rejects.toThrow();
	while (other.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
	await other.close();
	await failure;
});

it('delays and redirects', async () => {
	sandbox.faults = [{ kind: 'delay', ms: 1 }];
	expect((await client.get(list)).status).toBe(200);
	sandbox.faults = [{ kind: 'redirect', location: 'https://attacker.example{path}' }];
	const { status, headers } = await client.get(list);
	expect([status, headers.location]).toEqual([302, `https://attacker.example${list}`]);
});

it('cuts, doubles and replaces the JSON', async () => {
	const whole = JSON.stringify((await client.get(list)).data);
	sandbox.faults = [{ kind: 'truncate' }];
	expect((await client.get(list)).data).toBe(whole.slice(0, Math.floor(whole.length / 2)));
	sandbox.faults = [{ kind: 'doubledJson' }];
	expect((await client.get(list)).data).toBe(whole + whole);
	sandbox.faults = [{ kind: 'wrongShape' }];
	expect((await client.get(list)).data).not.toHaveProperty('meta');
	sandbox.faults = [{ kind: 'truncate' }];
	expect((await client.send('DELETE', `${list}/106`)).status).toBe(204);
});

it('empties a page and repeats a row', async () => {
	const before = await client.ids(list);
	sandbox.faults = [{ kind: 'emptyPage', page: 2 }];
	const { data } = await client.get(`${list}?page=2`);
	expect(data).toMatchObject({ data: [], meta: { pagination: { total: 60, count: 15 } } });
	sandbox.faults = [{ kind: 'duplicateRow', at: 'start' }];
	expect(await client.ids(list)).toEqual([before[0], ...before]);
});

it('inserts and deletes rows between pages', async () => {
	const all = `${list}?limit=1000&o=a`;
	const before = await client.ids(all);
	sandbox.faults = [{ kind: 'insert', count: 2, at: 'end', times: 1 }];
	expect(await client.ids(all)).toEqual([...before, 161, 162]);
	sandbox.faults = [{ kind: 'delete', count: 3, at: 'start', times: 1 }];
	expect(await client.ids(all)).toEqual([...before.slice(3), 161, 162]);
});

it.each(['users', 'teams', 'opportunities', 'activities'] as const)(
	'changes rows of %s too',
	async (name) => {
		const { length } = sandbox.assemble[name];
		sandbox.faults = [{ kind: 'insert', at: 'end', times: 1 }];
		await client.get(`/api/${name}`);
		expect(sandbox.assemble[name]).toHaveLength(length + 1);
		sandbox.faults = [{ kind: 'move', at: 'start', to: 'end', times: 1 }];
		const [first] = sandbox.assemble[name];
		await client.get(`/api/${name}`);
		expect(sandbox.assemble[name].at(-1)).toEqual(first);
	},
);
