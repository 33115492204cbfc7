// The harness polls as n8n does: when what a trigger remembers is stored, and what is lost.
import path from 'node:path';

import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { WorkflowActivationError } from 'n8n-workflow';

import type { PollingOptions, WorkflowJson } from '../../engine/index.mts';
import { Engine, polled } from '../../engine/index.mts';

type Outcome = 'emit' | 'nothing' | 'fail';

const TYPE = 'test.countingTrigger';
const BOTH = [{ staticData: 'saved' }, { staticData: 'staged' }] as const;

/** What the next polls do, in their order; nothing, once these are used up. */
let outcomes: Array<Outcome | (() => Outcome | Promise<Outcome>)>;
/** What n8n told each poll. */
let polls: Array<{ activation: string; mode: string; step: unknown; budget?: number }>;

/** Counts its polls in its static data, before it knows their outcome. */
async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const data = this.getWorkflowStaticData('node');
	const step = this.getNodeParameter('step') as number;
	polls.push({
		activation: this.getActivationMode(),
		mode: this.getMode(),
		step,
		budget: this.getPollBudgetMs?.(),
	});
	const count = ((data.count as number | undefined) ?? 0) + step;
	data.count = count;
	const next = outcomes.shift() ?? 'nothing';
	const outcome = typeof next === 'string' ? next : await next();
	if (outcome === 'fail') throw new Error(`Poll ${count} failed`);
	return outcome === 'nothing' ? null : [[{ json: { count } }]];
}

let engine: Engine;
beforeAll(async () => {
	engine = await Engine.load(path.join(__dirname, '../..'));
	engine.nodeTypes.add(TYPE, {
		description: {
			displayName: 'Counting Trigger',
			name: 'countingTrigger',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: { name: 'Counting Trigger' },
			polling: true,
			inputs: [],
			outputs: ['main'],
			properties: [{ displayName: 'Step', name: 'step', type: 'number', default: 1 }],
		},
		poll,
	});
});
beforeEach(() => {
	outcomes = [];
	polls = [];
});

const json = (parameters = {}) => polled({ name: 'Trigger', type: TYPE, parameters });
const polling = (options: PollingOptions) => engine.polling(json(), options);

/** Counting Trigger twice. */
const twoTriggers = (): WorkflowJson => ({
	nodes: [
		...json().nodes,
		...json({ step: 10 }).nodes.map((node) => ({ ...node, id: '2', name: 'Other' })),
	],
	connections: {},
});

const count = (stored: { json: string }) => (JSON.parse(stored.json) as IDataObject).count;

describe.each(BOTH)('$staticData: activated', (options) => {
	it('polls at once, in the mode of the activation, and tells what came', async () => {
		const workflow = polling({ ...options, pollBudgetMs: 45_000 });
		outcomes = ['emit'];
		expect(await workflow.activate('create')).toEqual([
			{ items: [{ json: { count: 1 } }], error: undefined, execution: undefined },
		]);
		expect(polls).toEqual([{ activation: 'create', mode: 'trigger', step: 1, budget: 45_000 }]);
	});

	it("leaves n8n-core's own budget", async () => {
		await polling(options).activate();
		expect(polls[0]?.budget).toBe(300_000);
	});

	it('rejects where the first poll fails, is inactive, and stores nothing', async () => {
		const workflow = polling(options);
		outcomes = ['fail'];
		const error = await workflow.activate().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(WorkflowActivationError);
		expect(error).toHaveProperty('cause.message', 'Poll 1 failed');
		expect(workflow.stored()).toEqual({ json: '{}', bytes: 2 });
		await expect(workflow.poll()).rejects.toThrow('not active');
		expect(await workflow.restart()).toEqual([]);
	});

	it('refuses to poll more than once a minute', async () => {
		const cronExpression = '*/30 * * * * *';
		const pollTimes = { item: [{ mode: 'custom', cronExpression }] };
		await expect(engine.polling(json({ pollTimes }), options).activate()).rejects.toThrow(
			'polling interval is too short',
		);
		expect(polls).toEqual([]);
	});

	it('goes on from what was stored', async () => {
		const workflow = polling(options);
		workflow.store('{"count":7}');
		expect(workflow.stored()).toEqual({ json: '{"count":7}', bytes: 11 });
		outcomes = ['emit'];
		await workflow.activate();
		expect(count(workflow.stored())).toBe(8);
	});
});

describe.each(BOTH)('$staticData: a scheduled poll', (options) => {
	it('gives null for no items, and the items where there are some', async () => {
		const workflow = polling({ ...options, mode: 'internal' });
		await workflow.activate();
		outcomes = ['nothing', 'emit'];
		expect(await workflow.poll()).toMatchObject({ items: null });
		expect((await workflow.poll()).items).toHaveLength(1);
		expect(polls[2]).toMatchObject({ mode: 'internal' });
	});

	it('stores with what it emits', async () => {
		const workflow = polling(options);
		outcomes = ['emit', 'emit'];
		await workflow.activate();
		await workflow.poll();
		expect(count(workflow.stored())).toBe(2);
	});

	it('that fails hands its error over and stores nothing', async () => {
		const workflow = polling(options);
		outcomes = ['emit', 'fail'];
		await workflow.activate();
		const { items, error } = await workflow.poll();
		expect({ items, message: error?.message }).toEqual({ items: null, message: 'Poll 2 failed' });
		expect(count(workflow.stored())).toBe(1);
	});

	it('gives nothing once the workflow is inactive', async () => {
		const workflow = polling(options);
		for (const outcome of ['emit', 'nothing', 'fail'] as const) {
			const end = () => {
				workflow.deactivate();
				return outcome;
			};
			outcomes = ['emit', end];
			await workflow.activate();
			const before = workflow.stored();
			expect(await workflow.poll()).toEqual({ items: null });
			expect(workflow.stored()).toEqual(before);
		}
	});

	it('polls and stores for each trigger by itself', async () => {
		const workflow = engine.polling(twoTriggers(), options);
		outcomes = ['emit', 'emit', 'emit'];
		await workflow.activate();
		expect((await workflow.poll('Other')).items).toEqual([{ json: { count: 20 } }]);
		expect(count(workflow.stored())).toBe(1);
		expect(count(workflow.stored('Other'))).toBe(20);
	});

	it('does not notice an edit until the workflow is activated anew', async () => {
		const workflow = polling(options);
		await workflow.activate();
		workflow.edit(({ nodes }) => {
			for (const { parameters } of nodes) parameters.step = 5;
		});
		await workflow.poll();
		await workflow.restart();
		await workflow.poll();
		expect(polls.map(({ step }) => step)).not.toContain(5);
		await workflow.activate('update');
		expect(polls.at(-1)).toMatchObject({ step: 5, activation: 'update' });
	});
});

describe('saved', () => {
	const options = { staticData: 'saved' } as const;

	it('stores after an activation whose poll found nothing', async () => {
		const workflow = polling(options);
		await workflow.activate();
		expect(count(workflow.stored())).toBe(1);
	});

	it('never stores after a poll that found nothing, but remembers it until n8n ends', async () => {
		const workflow = polling(options);
		await workflow.activate();
		await workflow.poll();
		expect(count(workflow.stored())).toBe(1);
		outcomes = ['emit'];
		expect((await workflow.poll()).items).toEqual([{ json: { count: 3 } }]);
		await workflow.poll();
		expect(count(workflow.stored())).toBe(3);
		await workflow.restart();
		expect(polls.at(-1)).toMatchObject({ activation: 'init' });
		expect(count(workflow.stored())).toBe(4);
	});

	it('keeps what a failed poll wrote in memory, and stores it with the next items', async () => {
		const workflow = polling(options);
		outcomes = ['nothing', 'fail', 'emit'];
		await workflow.activate();
		await workflow.poll();
		await workflow.poll();
		expect(count(workflow.stored())).toBe(3);
	});

	it('lets polls that overlap share one memory', async () => {
		const workflow = polling(options);
		await workflow.activate();
		const overtaken = async () => {
			expect((await workflow.poll()).items).toEqual([{ json: { count: 3 } }]);
			return 'emit' as const;
		};
		outcomes = [overtaken, 'emit'];
		expect((await workflow.poll()).items).toEqual([{ json: { count: 2 } }]);
		expect(count(workflow.stored())).toBe(3);
	});

	it('tries a failed restart again', async () => {
		const workflow = polling(options);
		await workflow.activate();
		outcomes = ['fail'];
		await expect(workflow.restart()).rejects.toThrow('Poll 2 failed');
		await expect(workflow.poll()).rejects.toThrow('not active');
		await workflow.restart();
		expect(count(workflow.stored())).toBe(2);
	});
});

describe('staged', () => {
	const options = { staticData: 'staged' } as const;

	it('stores nothing after an activation whose poll found nothing', async () => {
		const workflow = polling(options);
		await workflow.activate();
		expect(count(workflow.stored())).toBeUndefined();
	});

	it('stores after a poll that found nothing', async () => {
		const workflow = polling(options);
		await workflow.activate();
		await workflow.poll();
		await workflow.poll();
		expect(count(workflow.stored())).toBe(2);
	});

	it('forgets what a failed poll wrote', async () => {
		const workflow = polling(options);
		outcomes = ['emit', 'fail', 'emit'];
		await workflow.activate();
		await workflow.poll();
		expect((await workflow.poll()).items).toEqual([{ json: { count: 2 } }]);
	});

	it('gives polls that overlap a copy each, and keeps that of the last', async () => {
		const workflow = polling(options);
		await workflow.activate();
		const overtaken = async () => {
			await workflow.poll();
			await workflow.poll();
			expect(count(workflow.stored())).toBe(2);
			return 'emit' as const;
		};
		outcomes = [overtaken];
		expect((await workflow.poll()).items).toEqual([{ json: { count: 1 } }]);
		expect(count(workflow.stored())).toBe(1);
	});

	it('does not poll at a restart, but goes on from what was stored', async () => {
		const workflow = polling(options);
		await workflow.activate();
		await workflow.poll();
		expect(await workflow.restart()).toEqual([]);
		expect(polls).toHaveLength(2);
		await workflow.poll();
		expect(count(workflow.stored())).toBe(2);
		expect(polls.at(-1)).toMatchObject({ activation: 'update' });
	});

	it('takes what is stored in between', async () => {
		const workflow = polling(options);
		await workflow.activate();
		workflow.store('{"count":7}');
		await workflow.poll();
		expect(count(workflow.stored())).toBe(8);
	});
});

describe('executions', () => {
	const workflow: WorkflowJson = {
		...json(),
		nodes: [
			...json().nodes,
			{
				id: '2',
				name: 'Next',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [220, 0],
				parameters: {},
			},
		],
		connections: { Trigger: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
	};

	it('run on from the trigger with what it emitted, without polling again', async () => {
		const active = engine.polling(workflow, { runOn: true });
		await active.activate();
		expect((await active.poll()).execution).toBeUndefined();
		outcomes = ['emit'];
		const { execution } = await active.poll();
		expect(execution?.status).toBe('success');
		expect(execution?.node('Next').outputs).toEqual([
			[expect.objectContaining({ json: { count: 3 } })],
		]);
		expect(polls).toHaveLength(3);
	});

	it('started by hand poll, in the mode manual', async () => {
		outcomes = ['emit'];
		const execution = await engine.run(workflow);
		expect(polls).toEqual([expect.objectContaining({ activation: 'manual', mode: 'manual' })]);
		expect(execution.node('Next').outputs).toEqual([
			[expect.objectContaining({ json: { count: 1 } })],
		]);
	});
});
