import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';

import { Container } from '@n8n/di';
import { PollContext, PollTriggerExecutor } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	TriggerTime,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	isSubMinuteCron,
	toCronExpression,
	UserError,
	WorkflowActivationError,
} from 'n8n-workflow';

import type { Engine, WorkflowJson, WorkflowResult } from './index.mts';

export interface PollingOptions {
	/**
	 * How n8n keeps trigger state. `saved`: as n8n 1, and n8n 2 by default. `scheduled`: as n8n 2 whose
	 * scheduler polls. `staged`: the same with N8N_POLLER_DURABLE_CURSORS_ENABLED.
	 */
	staticData?: 'saved' | 'scheduled' | 'staged';
	/** Of the polls and the executions that they start. */
	mode?: WorkflowExecuteMode;
	/** What getPollBudgetMs returns; default: n8n's own. */
	pollBudgetMs?: number;
	/** Runs the workflow with the items of each poll. */
	runOn?: boolean;
}

export interface PollResult {
	items: INodeExecutionData[] | null;
	/** The error of a scheduled poll. */
	error?: Error;
	/** Only with `runOn`. */
	execution?: WorkflowResult;
}

interface Poll {
	items: PollResult['items'];
	error?: Error;
	execution?: Promise<WorkflowResult>;
	/** The poll's own copy of the cursor, and the state before. */
	staged?: { snapshot: IDataObject; seed: IDataObject };
}

/** What n8n gives a poll of its scheduler by default, in ms. */
const SCHEDULED_BUDGET = 36_000;

/**
 * n8n-core's poll hooks do not learn which poll calls them. One for all workflows, since each
 * AsyncLocalStorage slows down the whole process for good.
 */
const polls = new AsyncLocalStorage<Poll>();

/** An active workflow in n8n's memory. */
interface Activation {
	workflow: Workflow;
	contexts: Map<string, PollContext>;
}

/**
 * A workflow with polling triggers, run as n8n's server runs it; the caller starts scheduled polls.
 * State in the nodes' modules survives restart().
 */
export class PollingWorkflow {
	/** As activated, without later edits. */
	private published?: WorkflowJson;
	private activation?: Activation;
	/** n8n's scheduler keeps the poll times in the database. */
	private hasPollTimes = false;
	/** As JSON text. */
	private staticData = '{}';
	/** Staged cursors as JSON text, by node id. */
	private readonly cursors = new Map<string, string>();
	private readonly executor = Container.get(PollTriggerExecutor);
	private readonly json: WorkflowJson;

	constructor(
		private readonly engine: Engine,
		json: WorkflowJson,
		private readonly options: PollingOptions,
	) {
		this.json = structuredClone(json);
	}

	/**
	 * Activates it, again if it is active. Resolves with the first poll of each trigger. Rejects with
	 * n8n's WorkflowActivationError, whose cause is what the poll threw, and leaves it inactive.
	 */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<PollResult[]> {
		this.deactivate();
		this.published = structuredClone(this.json);
		try {
			return await this.start(this.published, mode);
		} catch (error) {
			this.deactivate();
			throw error;
		}
	}

	/** Discards the results of running polls. */
	deactivate(): void {
		this.published = undefined;
		this.activation = undefined;
		this.hasPollTimes = false;
	}

	/**
	 * Restarts n8n; resolves with the first polls. Rejects as activate(); call again, as n8n does.
	 */
	async restart(): Promise<PollResult[]> {
		return this.published === undefined ? [] : await this.start(this.published, 'init');
	}

	/** Edits the workflow, with effect from the next activate(). */
	edit(change: (json: WorkflowJson) => void): void {
		change(this.json);
	}

	/** One scheduled poll of a trigger (default: the first). A node's errors never reject. */
	async poll(nodeName?: string): Promise<PollResult> {
		const { published, activation } = this;
		if (published === undefined || activation === undefined) {
			throw new Error('The workflow is not active');
		}
		// n8n's scheduler keeps nothing in memory between two polls.
		const workflow = this.isScheduled ? this.load(published) : activation.workflow;
		const node = pollingTrigger(workflow, nodeName);
		const context = this.isScheduled
			? this.context(published, workflow, node, 'update', SCHEDULED_BUDGET)
			: activation.contexts.get(node.name);
		if (context === undefined) throw new Error(`${node.name} is still being activated`);
		return await this.run(activation, workflow, node, context, false);
	}

	/** What is stored for a trigger (default: the first); `{}` if nothing. */
	stored(nodeName?: string): { json: string; bytes: number } {
		const workflow = this.load(this.json);
		const json = this.cursor(workflow, pollingTrigger(workflow, nodeName));
		return { json, bytes: Buffer.byteLength(json) };
	}

	/** Replaces it. Unless cursors are staged, an active workflow never reads it. */
	store(json: string, nodeName?: string): void {
		const node = pollingTrigger(this.load(this.json), nodeName);
		const data = JSON.parse(json) as IDataObject;
		if (this.isStaged) {
			this.cursors.set(node.id, json);
		} else {
			const all = JSON.parse(this.staticData) as IDataObject;
			this.staticData = JSON.stringify({ ...all, [`node:${node.name}`]: data });
		}
	}

	private get way(): NonNullable<PollingOptions['staticData']> {
		return this.options.staticData ?? 'saved';
	}

	private get isStaged(): boolean {
		return this.way === 'staged';
	}

	private get isScheduled(): boolean {
		return this.way !== 'saved';
	}

	private get mode(): WorkflowExecuteMode {
		return this.options.mode ?? 'trigger';
	}

	private load(json: WorkflowJson): Workflow {
		const staticData = JSON.parse(this.staticData) as IDataObject;
		return this.engine.workflow(json, { active: true, staticData });
	}

	private async start(published: WorkflowJson, mode: WorkflowActivateMode): Promise<PollResult[]> {
		const workflow = this.load(published);
		const activation: Activation = { workflow, contexts: new Map() };
		this.activation = activation;
		const results: PollResult[] = [];
		for (const node of workflow.getPollNodes()) {
			try {
				const context = this.context(published, workflow, node, mode);
				checkPollTimes(context);
				if (!this.hasPollTimes) {
					results.push(await this.run(activation, workflow, node, context, true));
				}
				activation.contexts.set(node.name, context);
			} catch (error) {
				this.activation = undefined;
				const { message } = error as Error;
				throw new WorkflowActivationError(
					`There was a problem activating the workflow: "${message}"`,
					{ cause: error as Error, node },
				);
			}
		}
		this.hasPollTimes = this.isScheduled;
		this.save(workflow);
		return results;
	}

	private async run(
		activation: Activation,
		workflow: Workflow,
		node: INode,
		context: PollContext,
		isFirst: boolean,
	): Promise<PollResult> {
		const execute = this.executor.create(
			workflow,
			node,
			context,
			() => this.activation === activation,
		);
		const poll: Poll = { items: null };
		await polls.run(poll, async () => await execute(isFirst));
		return { items: poll.items, error: poll.error, execution: await poll.execution };
	}

	/** The poll context, with hooks that do what those of n8n's server do. */
	private context(
		published: WorkflowJson,
		workflow: Workflow,
		node: INode,
		activation: WorkflowActivateMode,
		scheduledBudget?: number,
	): PollContext {
		const { mode } = this;
		const { pollBudgetMs = scheduledBudget, runOn } = this.options;
		return new PollContext(
			workflow,
			node,
			this.engine.additionalData(mode, published),
			mode,
			activation,
			(data) => {
				this.commit(node);
				this.save(workflow);
				this.current.items = data[0] ?? [];
				if (runOn === true) {
					const from = { node: node.name, data };
					this.current.execution = this.engine.run(published, { mode, from });
				}
			},
			(error) => {
				this.current.error = error;
			},
			async () => this.commit(node),
			async (poll) => {
				if (this.isStaged) this.stage(workflow, node);
				return await poll();
			},
			() => this.current.staged?.snapshot ?? workflow.getStaticData('node', node),
			pollBudgetMs === undefined ? undefined : () => pollBudgetMs,
		);
	}

	private get current(): Poll {
		const poll = polls.getStore();
		if (poll === undefined) throw new Error('This may only be called during a poll');
		return poll;
	}

	/** Only if n8n noticed a change: it never looks into objects that a node put there. */
	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.staticData = JSON.stringify(workflow.staticData);
		workflow.staticData.__dataChanged = false;
	}

	/** What is stored for this node; at first, its static data. */
	private cursor(workflow: Workflow, node: INode): string {
		return this.cursors.get(node.id) ?? JSON.stringify(workflow.getStaticData('node', node));
	}

	private stage(workflow: Workflow, node: INode): void {
		const stored = this.cursor(workflow, node);
		this.cursors.set(node.id, stored);
		const seed = JSON.parse(stored) as IDataObject;
		this.current.staged = { snapshot: structuredClone(seed), seed };
	}

	private commit(node: INode): void {
		const { staged } = this.current;
		if (staged === undefined || isDeepStrictEqual(staged.snapshot, staged.seed)) return;
		this.cursors.set(node.id, JSON.stringify(staged.snapshot));
	}
}

function pollingTrigger(workflow: Workflow, name?: string): INode {
	const nodes = workflow.getPollNodes();
	const node = name === undefined ? nodes[0] : nodes.find((other) => other.name === name);
	if (node === undefined) throw new Error(`There is no polling trigger ${name ?? ''}`);
	return node;
}

function checkPollTimes(context: PollContext): void {
	const { item = [] } = context.getNodeParameter('pollTimes') as { item?: TriggerTime[] };
	if (item.map(toCronExpression).some(isSubMinuteCron)) {
		throw new UserError('The polling interval is too short. It has to be at least a minute.');
	}
}
