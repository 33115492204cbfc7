import path from 'node:path';

import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type {
	NodeResult,
	PollingOptions,
	PollingWorkflow,
	WorkflowResult,
} from '../../engine/index.mts';
import { Engine, polled, triggered } from '../../engine/index.mts';
import type { RecordedRequest } from '../../sandbox/index.mts';

/** Makes the nodes forget what they found out about the services, as a new process does. */
export function forgetGuesses(): void {
	jest
		.requireActual<typeof import('../../nodes/shared/kept.ts')>('../../dist/nodes/shared/kept')
		.forgetAll();
}

beforeEach(() => forgetGuesses());

export interface Run {
	/** Input items of the node; one empty item if left out. */
	input?: IDataObject[];
	onError?: INode['onError'];
	/** What differs from the good credential. */
	credential?: IDataObject;
	/** Keeps the credential as the run before left it, such as with its token. */
	isWarm?: boolean;
	/** The time zone that the workflow is set to. */
	timezone?: string;
}

export interface TriggerRun extends Pick<Run, 'credential'> {
	/** False leaves the activation, and so the first poll, to the test. */
	isActive?: boolean;
}

export interface Result extends NodeResult {
	workflow: WorkflowResult;
	/** Items of the first output. */
	items: INodeExecutionData[];
}

interface SandboxOfBench {
	readonly requests: RecordedRequest[];
	reset: () => void;
	close: () => Promise<void>;
}

/** The built package in n8n's engine, and a sandbox for one of its nodes to talk to. */
export abstract class Bench<Sandbox extends SandboxOfBench> {
	/** Name of the node, and in lower case of its type. */
	protected abstract readonly service: string;

	protected constructor(
		readonly engine: Engine,
		readonly sandbox: Sandbox,
	) {}

	protected static async loadEngine(): Promise<Engine> {
		return await Engine.load(path.join(__dirname, '../..'));
	}

	/** Saves the credential for a run, and tells what it was saved as. */
	protected abstract save(
		parameters: INodeParameters,
		run?: Run,
	): Promise<{ type: string; id: string }>;

	async stop(): Promise<void> {
		await this.sandbox.close();
	}

	/** The node with these parameters, its credential saved. */
	protected async describe(parameters: INodeParameters, run: Run, isTrigger = false) {
		const { type, id } = await this.save(parameters, run);
		const suffix = isTrigger ? 'Trigger' : '';
		return {
			name: `${this.service} ${suffix}`.trim(),
			type: `n8n-nodes-vome-assemble.${this.service.toLowerCase()}${suffix}`,
			parameters,
			credentials: { [type]: { id, name: `${this.service} account` } },
		};
	}

	/** Runs Manual Trigger -> the node; stops the execution when the signal says so. */
	private async start(
		parameters: INodeParameters,
		run: Run,
		cancel?: AbortSignal,
	): Promise<WorkflowResult> {
		const { input, onError, timezone } = run;
		const node = await this.describe(parameters, run);
		const workflow = triggered({ ...node, onError }, input);
		const settings = timezone === undefined ? undefined : { timezone };
		return await this.engine.run({ ...workflow, settings }, { cancel });
	}

	protected async run(parameters: INodeParameters, run: Run = {}): Promise<Result> {
		const workflow = await this.start(parameters, run);
		const node = workflow.node(this.service);
		return { ...node, workflow, items: node.outputs[0] ?? [] };
	}

	/** Runs the node, and stops the execution when the signal says so. */
	async stopped(
		parameters: INodeParameters,
		cancel: AbortSignal,
		input?: IDataObject[],
	): Promise<WorkflowResult> {
		return await this.start(parameters, { input }, cancel);
	}

	/** A workflow of the trigger alone. */
	async trigger(
		parameters: INodeParameters,
		{ credential, isActive = true, ...options }: TriggerRun & PollingOptions = {},
	): Promise<PollingWorkflow> {
		const node = await this.describe(parameters, { credential }, true);
		const workflow = this.engine.polling(polled(node), options);
		if (isActive) await workflow.activate();
		return workflow;
	}

	/** What a method of the node's form gives. */
	async form<T>(
		kind: 'loadOptions' | 'listSearch',
		method: string,
		args: string[] = [],
		parameters: INodeParameters = {},
	): Promise<T> {
		const node = await this.describe(parameters, {});
		return await this.engine.callMethod<T>(node, kind, method, ...args);
	}

	/** Resets the sandbox once the requests have ended that a node sent and then did not need. */
	async resetWhenQuiet(): Promise<void> {
		const isQuiet = () =>
			!process.getActiveResourcesInfo().some((name) => /^TCP(Socket|Connect)Wrap$/.test(name));
		while (!isQuiet()) await new Promise((resolve) => setImmediate(resolve));
		this.sandbox.reset();
	}
}
