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
	 * How n8n keeps what a trigger remembers. `saved`: as n8n 1, and n8n 2 by default. `staged`: as
	 * n8n 2 where N8N_POLLER_DURABLE_CURSORS_ENABLED and the scheduler that it needs are on.
	 */
	staticData?: 'saved' | 'staged';
	/** Of the polls and of the executions that they start. */
	mode?: WorkflowExecuteMode;
	/** What getPollBudgetMs says; n8n-core's own answer if left out. */
	pollBudgetMs?: number;
	/** Executes the workflow with what a poll emitted. */
	runOn?: boolean;
}

export interface PollResult {
	/** What was emitted; null if nothing was. */
	items: INodeExecutionData[] | null;
	/** What a scheduled poll failed with. */
	error?: Error;
	/** The execution that was started, with the option `runOn`. */
	execution?: WorkflowResult;
}

/** A poll that runs now. */
interface Poll {
	items: PollResult['items'];
	error?: Error;
	execution?: Promise<WorkflowResult>;
	/** The poll's own copy of the cursor, and what it was copied from. */
	staged?: { snapshot: IDataObject; seed: IDataObject };
}

/**
 * n8n-core gives the hooks of a poll no hint which poll they are called by. One for all workflows: each
 * of these makes all that is asynchronous slower, for as long as the process lives.
 */
const polls = new AsyncLocalStorage<Poll>();

/** What n8n's memory holds of an active workflow. */
interface Activation {
	workflow: Workflow;
	contexts: Map<string, PollContext>;
}

/**
 * A workflow with polling triggers, and what n8n's database keeps of it. Does what n8n's server does
 * around n8n-core's own polls; only the clock that starts the scheduled ones is left to the caller.
 * What nodes keep in their modules outlives restart().
 */
export class PollingWorkflow {
	/** As activated; later edits are not in it. */
	private published?: WorkflowJson;
	private activation?: Activation;
	/** With staged cursors, the times of the polls are in the database, too. */
	private isScheduled = false;
	/** The workflow's static data as JSON text. */
	private staticData = '{}';
	/** The staged cursors as JSON text, by the id of their node. */
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
	 * Activates it, anew if it is active. Gives the results of the first polls, one for each polling
	 * trigger. Rejects with n8n's WorkflowActivationError, whose cause is what the poll threw; the
	 * workflow is then inactive.
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

	/** What polls that are under way give is then discarded. */
	deactivate(): void {
		this.published = undefined;
		this.activation = undefined;
		this.isScheduled = false;
	}

	/**
	 * Ends n8n and starts it again. Gives the results of the first polls. If one fails, it rejects as
	 * activate() does, but n8n tries again later: call it again for that.
	 */
	async restart(): Promise<PollResult[]> {
		return this.published === undefined ? [] : await this.start(this.published, 'init');
	}

	/** Changes the workflow in the editor; counts from the next activate() on. */
	edit(change: (json: WorkflowJson) => void): void {
		change(this.json);
	}

	/** One scheduled poll of this trigger, or of the first one. Never rejects for what a node throws. */
	async poll(nodeName?: string): Promise<PollResult> {
		const { published, activation } = this;
		if (published === undefined || activation === undefined) {
			throw new Error('The workflow is not active');
		}
		// These polls are started by n8n's scheduler, which keeps nothing in memory between two of them.
		const workflow = this.isStaged ? this.load(published) : activation.workflow;
		const node = pollingTrigger(workflow, nodeName);
		const context = this.isStaged
			? this.context(published, workflow, node, 'update')
			: activation.contexts.get(node.name);
		if (context === undefined) throw new Error(`${node.name} is still being activated`);
		return await this.run(activation, workflow, node, context, false);
	}

	/** What is stored for this trigger, or for the first one: `{}` where that is nothing. */
	stored(nodeName?: string): { json: string; bytes: number } {
		const workflow = this.load(this.json);
		const json = this.cursor(workflow, pollingTrigger(workflow, nodeName));
		return { json, bytes: Buffer.byteLength(json) };
	}

	/** Stores something else for it. Unless cursors are staged, an active workflow never reads it. */
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

	private get isStaged(): boolean {
		return this.options.staticData === 'staged';
	}

	private get mode(): WorkflowExecuteMode {
		return this.options.mode ?? 'trigger';
	}

	/** The workflow as it comes from the database. */
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
				if (!this.isScheduled) {
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
		this.isScheduled = this.isStaged;
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

	/** The node's side of a poll, with hooks that do what those of n8n's server do. */
	private context(
		published: WorkflowJson,
		workflow: Workflow,
		node: INode,
		activation: WorkflowActivateMode,
	): PollContext {
		const { mode } = this;
		const { pollBudgetMs, runOn } = this.options;
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
		if (poll === undefined) throw new Error('This may be called during a poll only');
		return poll;
	}

	/** Saves the static data if n8n noticed a change: it never looks into objects that a node has put there. */
	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.staticData = JSON.stringify(workflow.staticData);
		workflow.staticData.__dataChanged = false;
	}

	/** What is stored for this node. Its first cursor is the static data that it has. */
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

/** The polling trigger of this name, or the first one. */
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
