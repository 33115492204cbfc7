import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
} from 'n8n-workflow';

import type {
	NodeResult,
	PollingOptions,
	PollingWorkflow,
	WorkflowJson,
	WorkflowResult,
} from '../../engine/index.mts';
import { Engine, polled, triggered } from '../../engine/index.mts';
import type { VomeSandbox, VomeSandboxOptions } from '../../sandbox/index.mts';
import { startVomeSandbox } from '../../sandbox/index.mts';

export interface VomeRun {
	/** Input items of the node; one empty item if left out. */
	input?: IDataObject[];
	onError?: INode['onError'];
	/** Saved instead of the good credential. */
	credential?: IDataObject;
	/** The time zone that the workflow is set to. */
	timezone?: string;
}

export interface TriggerRun {
	/** What differs from the good credential. */
	credential?: IDataObject;
	/** False leaves the activation, and so the first poll, to the test. */
	isActive?: boolean;
}

export interface VomeResult extends NodeResult {
	workflow: WorkflowResult;
	/** Items of the first output. */
	items: INodeExecutionData[];
}

/** The built package in n8n's engine, and a sandbox for it to talk to. */
export class Workbench {
	private constructor(
		readonly engine: Engine,
		readonly sandbox: VomeSandbox,
	) {}

	static async start(options?: VomeSandboxOptions): Promise<Workbench> {
		const engine = await Engine.load(path.join(__dirname, '../..'));
		return new Workbench(engine, await startVomeSandbox(options));
	}

	async stop(): Promise<void> {
		await this.sandbox.close();
	}

	/** Runs Manual Trigger -> Vome. */
	async vome(parameters: INodeParameters, run: VomeRun = {}): Promise<VomeResult> {
		await this.saveCredential(run.credential);
		const workflow = await this.engine.run(vomeWorkflow(parameters, run));
		const node = workflow.node('Vome');
		return { ...node, workflow, items: node.outputs[0] ?? [] };
	}

	/** Runs it as vome() does, and stops the execution when the signal says so. */
	async stopped(
		parameters: INodeParameters,
		cancel: AbortSignal,
		input?: IDataObject[],
	): Promise<{ workflow: WorkflowResult }> {
		await this.saveCredential();
		return { workflow: await this.engine.run(vomeWorkflow(parameters, { input }), { cancel }) };
	}

	/** A workflow of Vome Trigger alone. */
	async trigger(
		parameters: INodeParameters,
		{ credential, isActive = true, ...options }: TriggerRun & PollingOptions = {},
	): Promise<PollingWorkflow> {
		await this.saveCredential(credential);
		const workflow = this.engine.polling(
			polled({
				name: 'Vome Trigger',
				type: 'n8n-nodes-vome-assemble.vomeTrigger',
				parameters,
				credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
			}),
			options,
		);
		if (isActive) await workflow.activate();
		return workflow;
	}

	/** What a list of the node's form gives. */
	async search(name: string, ...args: string[]): Promise<INodeListSearchResult> {
		await this.saveCredential();
		const node = {
			type: 'n8n-nodes-vome-assemble.vome',
			parameters: {},
			credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
		};
		return await this.engine.callMethod(node, 'listSearch', name, ...args);
	}

	async saveCredential(changes?: IDataObject): Promise<void> {
		await this.engine.credentials.save('vome', {
			type: 'vomeApi',
			name: 'Vome account',
			data: {
				apiKey: this.sandbox.apiKey,
				baseUrl: this.sandbox.origin,
				...(changes as Record<string, string>),
			},
		});
	}

	/** Resets the sandbox once the requests have arrived that a node sent and then did not need. */
	async resetWhenQuiet(): Promise<void> {
		let seen: number;
		do {
			seen = this.sandbox.requests.length;
			await delay(20);
		} while (this.sandbox.requests.length !== seen);
		this.sandbox.reset();
	}

	/** Path and query of the requests that the sandbox received, in order. */
	get urls(): string[] {
		return this.sandbox.requests.map(({ url }) => url);
	}
}

function vomeWorkflow(
	parameters: INodeParameters,
	{ input, onError, timezone }: VomeRun,
): WorkflowJson {
	const workflow = triggered(
		{
			name: 'Vome',
			type: 'n8n-nodes-vome-assemble.vome',
			parameters,
			onError,
			credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
		},
		input,
	);
	return timezone === undefined ? workflow : { ...workflow, settings: { timezone } };
}
