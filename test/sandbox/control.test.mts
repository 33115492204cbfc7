import { type VomeSandbox, startVomeSandbox } from '../../sandbox/index.mts';
import { type Client, clientOf } from './client.mts';

let sandbox: VomeSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startVomeSandbox({ profiles: 5, latency: 1 });
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const control = '/_sandbox/';

it('shows settings and counts, needs no key and is not recorded', async () => {
	const { status, data } = await client.get(control, {});
	expect(status).toBe(200);
	expect(data).toMatchObject({
		service: 'vome',
		quirks: { links: 'own' },
		faults: [],
		latency: 1,
		counts: { profiles: 5, opportunities: 24, shifts: 120, reservations: 400 },
		requests: 0,
	});
});

it('changes settings, and is not subject to them', async () => {
	const { data } = await client.send('PUT', control, {
		quirks: { count: 'string', profileSearchBy: { email: 'exact' } },
		faults: [{ kind: 'status', status: 500 }],
		latency: 0,
	});
	expect(data.quirks).toMatchObject({
		count: 'string',
		profileSearchBy: { email: 'exact', id: 'reject' },
	});
	expect((await client.get('/api/profiles/')).status).toBe(500);
	await client.send('PUT', control, { faults: [] });
	expect((await client.get('/api/profiles/')).data.count).toBe('5');
	expect(sandbox.latency).toBe(0);
});

it.each([
	{ quirks: { count: 'blue' } },
	{ faults: { kind: 'drop' } },
	{ latency: 'slow' },
	{ nonsense: 1 },
])('refuses %j and changes nothing', async (change) => {
	const { status, data } = await client.send('PUT', control, change);
	expect(status).toBe(400);
	expect(data.message).toContain(
		Object.keys(change)[0] === 'nonsense' ? 'nonsense' : Object.keys(change)[0],
	);
	expect(sandbox.quirks.count).toBe('number');
});

it.each([
	[{ quirks: { foo: 1 } }, /^There is no quirk 'foo'\. There are: links, .*, errorParam\.$/],
	[
		{ quirks: { profileSearchBy: { foo: 1 } } },
		/^There is no quirk 'profileSearchBy\.foo'\. There are: email, id\.$/,
	],
	[
		{ faults: [{ kind: 'drop', foo: 1 }] },
		/^There is no setting 'faults\.0\.foo'\. There are: kind, .*, to\.$/,
	],
	[{ foo: 1 }, /^There is no setting 'foo'\. There are: quirks, faults, latency\.$/],
])('names what there is instead of %j', async (change, message) => {
	expect((await client.send('PUT', control, change)).data.message).toMatch(message);
});

it('gives and forgets the requests, and resets', async () => {
	await client.get('/api/profiles/?page=1');
	expect((await client.get(`${control}requests`)).data).toMatchObject([
		{ method: 'GET', path: '/api/profiles/', query: { page: '1' }, status: 200 },
	]);
	await client.send('DELETE', `${control}requests`);
	expect(sandbox.requests).toEqual([]);
	sandbox.vome.profiles.pop();
	await client.send('POST', `${control}reset`);
	expect(sandbox.vome.profiles).toHaveLength(5);
});
