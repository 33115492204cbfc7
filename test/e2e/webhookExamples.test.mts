// The examples that start with a webhook, published, and called as Assemble would call them.
import type { Execution, Workflow } from '../../n8n/index.mts';
import { Bench } from './support/bench.mts';
import { ActiveWorkflow } from './support/active.mts';
import { exampleFiles, readExample, startsWithWebhook } from './support/examples.mts';
import { Receivers } from './support/receivers.mts';
import { until } from './support/until.mts';

/** The last one in automations.test.mts. */
const TESTED = ['new-user-message.json', 'new-user-task.json', 'shift-calendar.json'];

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(async () => await bench.stop());

it('every example that starts with a webhook has a test here', () => {
	expect(exampleFiles.filter((file) => startsWithWebhook(readExample(file)))).toEqual(TESTED);
});

describe('new-user-message.json', () => {
	const example = readExample('new-user-message.json');
	const PATH = 'assemble-new-user';
	const NEW_USER = { model: 'User', action: 'create', data: { id: 4711 } };

	let workflow: Workflow;
	beforeAll(async () => {
		// There is no channel to send to.
		const nodes = example.nodes.map((node) => ({
			...node,
			disabled: node.name === 'Send message',
		}));
		workflow = await bench.n8n.importWorkflow({ ...example, nodes }, [
			await bench.save('httpBasicAuth'),
		]);
		await bench.n8n.activate(workflow);
	});
	afterAll(async () => await bench.n8n.deactivate(workflow));

	/** The status of what n8n answers; without a login if there is none here. */
	async function deliver(delivery: object, login?: { user: string; password: string }) {
		const auth = login && { username: login.user, password: login.password };
		const { status } = await bench.n8n.callWebhook(PATH, delivery, auth);
		return status;
	}

	/** All executions, the newest first, once there are as many as this and they have ended. */
	async function executions(count: number): Promise<Execution[]> {
		let ids: string[] = [];
		const areThere = async () => {
			ids = [...(await bench.n8n.executionsOf(workflow)).keys()];
			return ids.length >= count;
		};
		await until(`${count} executions`, areThere, 30);
		return await Promise.all(ids.map(async (id) => await bench.n8n.execution(id)));
	}

	it('takes a delivery with the right user name and password, and no other', async () => {
		const right = bench.good.httpBasicAuth;
		expect(await deliver(NEW_USER)).toBe(401);
		// n8n 1 answers 403.
		expect([401, 403]).toContain(await deliver(NEW_USER, { ...right, password: 'wrong' }));
		expect([401, 403]).toContain(await deliver(NEW_USER, { ...right, user: 'wrong' }));
		expect(await deliver(NEW_USER, right)).toBe(200);
		const [execution, ...others] = await executions(1);
		expect(others).toEqual([]);
		expect(execution?.status).toBe('success');
		expect(execution?.json('Write message')).toEqual([
			{ text: expect.stringContaining('the user with the ID 4711.') },
		]);
	});

	it('leaves out what is not a new user', async () => {
		const right = bench.good.httpBasicAuth;
		const before = (await bench.n8n.executionsOf(workflow)).size;
		expect(await deliver({ ...NEW_USER, action: 'update' }, right)).toBe(200);
		const [execution, ...others] = await executions(before + 1);
		expect(others).toHaveLength(before);
		expect(execution?.status).toBe('success');
		expect(execution?.json('Delivery from Assemble')).toHaveLength(1);
		expect(execution?.json('Write message')).toEqual([]);
	});
});

it('new-user-task.json makes one task and one email of a new user, also if Assemble delivers twice', async () => {
	const receivers = await Receivers.start(bench.n8n);
	const example = receivers.connect(readExample('new-user-task.json'));
	const credentials = [await bench.save('httpBasicAuth'), await bench.save('assembleJwtApi')];
	const workflow = await bench.n8n.importWorkflow(example, [...credentials, receivers.credential]);
	const active = await ActiveWorkflow.start(bench.n8n, workflow);
	const { user: username, password } = bench.good.httpBasicAuth;
	const [user] = bench.assemble.assemble.users;
	for (let time = 0; time < 2; time += 1) {
		const delivery = { model: 'User', action: 'create', data: { id: user?.id } };
		await bench.n8n.callWebhook('assemble-new-user-task', delivery, { username, password });
		const { status, error } = await active.next();
		expect({ status, error }).toEqual({ status: 'success' });
	}
	await active.deactivate();
	await receivers.stop();
	expect(receivers.http.calls).toMatchObject([
		{ request: 'POST /api/tasks', body: { title: `Welcome ${user?.display_name}` } },
	]);
	expect(receivers.mail.mails).toMatchObject([
		{ to: 'coordinator@my-charity.example', content: expect.stringContaining(String(user?.email)) },
	]);
});
