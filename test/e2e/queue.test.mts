// Queue mode: PostgreSQL, Redis, a main process and workers, each with a package folder of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { INode, INodeParameters } from 'n8n-workflow';

import type { Credential, Execution, Worker } from '../../n8n/index.mts';
import { installPackage, N8nClient, owner, Queue, setUpN8n } from '../../n8n/index.mts';
import { Bench, manualTrigger, ourNode, PACKAGE, row, webhook } from './support/bench.mts';
import {
	AUTOMATIONS,
	exampleFiles,
	readExample,
	runExample,
	saveCredentials,
	startsWithForm,
} from './support/examples.mts';
import { until } from './support/until.mts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const root = path.join(import.meta.dirname, '../..');

/** Executions that a worker runs at a time. */
const CONCURRENCY = 5;
/** Calls at a time: more than one worker can take. */
const CALLERS = 3 * CONCURRENCY;
/** The least part of all executions that is a fair share for one of two workers. */
const FAIR = 0.2;

let template: string;
let queue: Queue;
let workers: Worker[];
let bench: Bench;
let credentials: Credential[];

beforeAll(async () => {
	const installation = await setUpN8n({ say });
	template = mkdtempSync(path.join(tmpdir(), 'n8n-user-'));
	await installPackage(root, template);
	queue = await Queue.start({ installation, template, say });
	workers = await Promise.all(
		['worker-1', 'worker-2'].map(
			async (name) => await queue.startWorker(name, { concurrency: CONCURRENCY }),
		),
	);
	await new N8nClient(queue.origin).setUpOwner(owner);
	bench = await Bench.start(queue.origin);
	credentials = await saveCredentials(bench);
}, 600_000);
afterAll(async () => {
	await queue?.stop();
	await bench?.stop();
	rmSync(template, { recursive: true, force: true });
}, 120_000);

function credential(type: string): Credential {
	const found = credentials.find((one) => one.type === type);
	if (!found) throw new Error(`There is no ${type}`);
	return found;
}

type Items = Array<Record<string, unknown>>;

/** The webhook answers with the items of the last node, once the execution has ended. */
const LAST_NODE: INodeParameters = { responseMode: 'lastNode', responseData: 'allEntries' };
/** The webhook answers as soon as the execution is in the queue. */
const AT_ONCE: INodeParameters = { responseMode: 'onReceived' };

/** Activates Webhook -> node. `call` calls it, and gives what it answers with 200. */
async function serve(name: string, respond: INodeParameters, node: INode) {
	const { n8n } = bench;
	const workflow = await n8n.createWorkflow(row(name, webhook(name, respond), node));
	await n8n.activate(workflow);
	return {
		async call(body: object = {}): Promise<Items> {
			const { status, data } = await n8n.callWebhook<Items>(name, body);
			expect({ status, data }).toMatchObject({ status: 200 });
			return data;
		},
		executions: async () => await n8n.executionsOf(workflow),
	};
}

const readProfile = () =>
	ourNode('Vome', credential('vomeApi'), {
		operation: 'get',
		profileId: '={{ $json.body.id }}',
	});

const readRoleProfiles = () =>
	ourNode('Assemble', credential('assembleJwtApi'), {
		operation: 'getAll',
		returnAll: true,
		options: { pageSize: 20 },
	});

const idsOf = (rows: ReadonlyArray<{ id?: unknown }>) => rows.map(({ id }) => id);
const roleProfileIds = () => idsOf(bench.assemble.assemble.roleProfiles);

/** Does the work for each number below the count, many at a time. */
async function each(count: number, work: (number: number) => Promise<void>): Promise<void> {
	let next = 0;
	const oneByOne = async () => {
		while (next < count) await work(next++);
	};
	await Promise.all(Array.from({ length: CALLERS }, oneByOne));
}

const logins = () => bench.assemble.requests.filter(({ path: to }) => to === '/auth/api/').length;

/** How many of these executions each worker has started; each of them is one worker's. */
function shares(ids: Iterable<string>): number[] {
	const started = workers.flatMap((worker) => worker.executions);
	const all = [...ids];
	expect(started.filter((id) => all.includes(id)).sort()).toEqual(all.sort());
	return workers.map(({ executions }) => executions.filter((id) => all.includes(id)).length);
}

// formExamples.test.mts has those that wait for a form, automations.test.mts those that need data of their own.
const files = exampleFiles.filter(
	(file) => !startsWithForm(readExample(file)) && !AUTOMATIONS.includes(file),
);

it.each(files)('%s runs on a worker', async (file) => {
	const { id } = await runExample(bench, file, credentials);
	expect(shares([id]).toSorted()).toEqual([0, 1]);
});

/** Of each of two workflows, no more than a page of n8n's list, which may lose some between two. */
const MANY = 198;

it('hundreds of executions are spread over both workers, each whole and for its own caller', async () => {
	const vome = await serve('vome', LAST_NODE, readProfile());
	const assemble = await serve('assemble', LAST_NODE, readRoleProfiles());
	const { profiles } = bench.vome.vome;
	await each(MANY, async (number) => {
		if (number % 2 === 0) {
			const id = profiles[number % profiles.length]?.id;
			expect(idsOf(await vome.call({ id }))).toEqual([id]);
		} else {
			expect(idsOf(await assemble.call())).toEqual(roleProfileIds());
		}
	});

	const list = async () =>
		new Map([...(await vome.executions()), ...(await assemble.executions())]);
	// n8n answers a call before it saves the execution.
	await until('each execution is saved', async () => (await list()).size >= MANY, 120);
	const executions = await list();
	expect(executions.size).toBe(MANY);
	expect(new Set([...executions.values()].map(({ status }) => status))).toEqual(
		new Set(['success']),
	);
	for (const share of shares(executions.keys())) {
		expect(share).toBeGreaterThanOrEqual(FAIR * executions.size);
	}
}, 300_000);

describe('logins', () => {
	let reading: Awaited<ReturnType<typeof serve>>;
	const read = async () => {
		expect(idsOf(await reading.call())).toEqual(roleProfileIds());
	};
	beforeAll(async () => {
		// One that nobody has logged in with: logins are remembered by all that they need.
		const account = bench.assemble.assemble.accounts.find(
			({ email }) => email === bench.assemble.email,
		);
		if (account === undefined) throw new Error('The account is missing');
		account.password = 'Another-made-up-password-1';
		const fresh = await bench.save('assembleJwtApi', { password: account.password });
		credentials = [...credentials.filter(({ type }) => type !== 'assembleJwtApi'), fresh];
		reading = await serve('logins', LAST_NODE, readRoleProfiles());
	});
	beforeEach(() => {
		bench.assemble.requests.length = 0;
	});
	afterEach(() => {
		bench.assemble.quirks.oneSession = false;
		bench.assemble.latency = 0;
	});

	it('cold: at most one for each worker, and then none', async () => {
		await each(40, read);
		expect(logins()).toBeGreaterThanOrEqual(1);
		expect(logins()).toBeLessThanOrEqual(workers.length);
		const before = logins();
		await each(60, read);
		expect(logins()).toBe(before);
	}, 90_000);

	it('after an expiry, one worker logs in, and the others use what it has stored', async () => {
		bench.assemble.expireTokens();
		await read();
		expect(logins()).toBe(1);
		const before = new Set((await reading.executions()).keys());
		await each(40, read);
		const added = [...(await reading.executions()).keys()].filter((id) => !before.has(id));
		for (const share of shares(added)) expect(share).toBeGreaterThan(0);
		expect(logins()).toBe(1);
	}, 90_000);

	it('an expiry amid many executions costs at most one for each worker, and no execution', async () => {
		await each(60, async (number) => {
			if (number === 20) bench.assemble.expireTokens();
			await read();
		});
		expect(logins()).toBeGreaterThanOrEqual(1);
		expect(logins()).toBeLessThanOrEqual(workers.length);
	}, 90_000);

	it('where each login ends the ones before, no execution is lost to that either', async () => {
		bench.assemble.quirks.oneSession = true;
		// So that requests of both workers are under way whenever a login ends the others.
		bench.assemble.latency = 40;
		await each(90, async (number) => {
			if (number === 20 || number === 55) bench.assemble.expireTokens();
			await read();
		});
		expect(logins()).toBeGreaterThanOrEqual(2);
	}, 150_000);
});

describe('a worker that is killed', () => {
	it('loses what it was doing, which ends as failed and without output, and is not done again', async () => {
		const reading = await serve(
			'killed-reading',
			AT_ONCE,
			ourNode('Vome', credential('vomeApi'), {
				operation: 'getAll',
				returnAll: true,
				options: { parallelRequests: 1 },
			}),
		);
		const writing = await serve(
			'killed-writing',
			AT_ONCE,
			ourNode('Assemble', credential('assembleJwtApi'), {
				operation: 'create',
				name: "={{ 'Made by execution ' + $execution.id }}",
			}),
		);
		// No write may end between the look at who is busy and the kill.
		const slowness = 15_000;
		bench.vome.latency = slowness;
		bench.vome.quirks.cappedLimit = 50;
		bench.assemble.latency = slowness;
		await each(24, async (number) => {
			await (number % 4 < 2 ? reading : writing).call();
		});
		const [survivor, victim] = workers as [Worker, Worker];
		const reads = await reading.executions();
		const writes = await writing.executions();
		expect(reads.size + writes.size).toBe(24);
		const isBusy = () => {
			const { running } = victim;
			return [reads, writes].every((ours) => running.some((id) => ours.has(id)));
		};
		await until('a read and a write are under way', isBusy, 120);
		await victim.service.kill();
		workers = [survivor];
		bench.vome.latency = 0;
		bench.vome.quirks.cappedLimit = null;
		bench.assemble.latency = 0;

		const unfinished = new Set(victim.running);
		const hasEnded = ({ status }: { status: string }) => status !== 'new' && status !== 'running';
		for (const { executions } of [reading, writing]) {
			const areOver = async () => [...(await executions()).values()].every(hasEnded);
			await until('every execution has ended', areOver, 150);
		}
		const lost = [...(await reading.executions()), ...(await writing.executions())]
			.filter(([, { status }]) => status !== 'success')
			.map(([id]) => id);
		expect([reads, writes].map((ours) => lost.some((id) => ours.has(id)))).toEqual([true, true]);
		expect([...unfinished]).toEqual(expect.arrayContaining(lost));
		// n8n gives them to no other worker.
		expect(survivor.executions.filter((id) => victim.executions.includes(id))).toEqual([]);
		for (const id of lost) {
			const execution = await bench.n8n.execution(id);
			expect(execution.status).toBe('error');
			expect(execution.error?.message).toMatch(
				/^This execution failed to be processed too many times and will no longer retry/,
			);
			expect([...execution.json('Vome'), ...execution.json('Assemble')]).toEqual([]);
		}

		for (const id of reads.keys()) {
			if (lost.includes(id)) continue;
			const items = (await bench.n8n.execution(id)).json('Vome');
			expect(idsOf(items)).toEqual(idsOf(bench.vome.vome.profiles));
		}
		const names = bench.assemble.assemble.roleProfiles.map(({ name }) => name);
		for (const id of writes.keys()) {
			const made = names.filter((name) => name === `Made by execution ${id}`).length;
			// Whether a lost one was made depends on the moment; but nothing is made twice.
			expect(lost.includes(id) ? [0, 1] : [1]).toContain(made);
		}
	}, 400_000);

	it('leaves the other one to carry on', async () => {
		const reading = await serve('after-the-kill', LAST_NODE, readRoleProfiles());
		await each(20, async () => {
			expect(idsOf(await reading.call())).toEqual(roleProfileIds());
		});
		expect(shares((await reading.executions()).keys())).toEqual([20]);
	}, 60_000);
});

describe('a worker without the package', () => {
	let execution: Execution;
	beforeAll(async () => {
		await Promise.all(workers.map(async (worker) => await worker.service.stop()));
		workers = [await queue.startWorker('bare', { concurrency: CONCURRENCY, hasPackages: false })];
		const workflow = row('bare', manualTrigger, readRoleProfiles());
		execution = await bench.n8n.run(await bench.n8n.createWorkflow(workflow));
	}, 300_000);

	it('fails with the message that the documentation names', async () => {
		expect(shares([execution.id])).toEqual([1]);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toContain('Unrecognized node type');
		expect(execution.error?.message).toContain(`${PACKAGE}.assemble`);
	});

	it('sends nothing', async () => {
		expect(execution.json('Assemble')).toEqual([]);
	});
});
