import './environment.mts';

import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IPinData,
	IRun,
	IRunExecutionData,
	ITaskData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import type { StoredCredential } from './credentials.mts';
import { CredentialStore } from './credentials.mts';
import { PackageNodeTypes } from './nodeTypes.mts';
import type { PollingOptions } from './poller.mts';
import { PollingWorkflow } from './poller.mts';
import { tempNode } from './tempNode.mts';

/** Nothing listens here; n8n-core builds links with it for expressions. */
const INSTANCE = 'http://localhost:5678';

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowBase['settings'];
	pinData?: IPinData;
}

/** A Manual Trigger and one node. The trigger outputs `input`; default: one empty item. */
export function triggered(
	node: Pick<INode, 'name' | 'type' | 'parameters' | 'onError' | 'credentials'>,
	input?: IDataObject[],
): WorkflowJson {
	const trigger = 'When clicking ‘Execute workflow’';
	return {
		nodes: [
			{
				id: '1',
				name: trigger,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{ id: '2', typeVersion: 1, position: [220, 0], ...node },
		],
		connections: { [trigger]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		pinData: input && { [trigger]: input.map((json) => ({ json })) },
	};
}

/** A workflow of one trigger that polls every minute. */
export function polled(
	trigger: Pick<INode, 'name' | 'type' | 'parameters' | 'credentials'>,
): WorkflowJson {
	const pollTimes = { item: [{ mode: 'everyMinute' }] };
	const parameters = { pollTimes, ...trigger.parameters };
	return {
		nodes: [{ id: '1', typeVersion: 1, position: [0, 0], ...trigger, parameters }],
		connections: {},
	};
}

/** What the editor knows of a node while its form is filled in. */
export type FormNode = Pick<INode, 'type' | 'parameters' | 'credentials'>;

export interface RunOptions {
	mode?: WorkflowExecuteMode;
	/** Stops the execution, as the Stop button does. */
	cancel?: AbortSignal;
	/** Starts with this trigger's output, as production does; default: runs the first node. */
	from?: { node: string; data: INodeExecutionData[][] };
}

export interface NodeResult {
	/** The items of each output; an error output comes second. */
	outputs: INodeExecutionData[][];
	hints: NodeExecutionHint[];
	error: ITaskData['error'];
}

export interface WorkflowResult {
	status: IRun['status'];
	/** The result of this node; throws if it did not run. */
	node(name: string): NodeResult;
	/** How often this node ran. */
	runs(name: string): number;
	error: IRun['data']['resultData']['error'];
}

/** Runs workflows in n8n's own engine, with the nodes of the built package. */
export class Engine {
	private constructor(
		readonly nodeTypes: PackageNodeTypes,
		readonly credentials: CredentialStore,
	) {}

	/** Loads the built package from its folder, as n8n does. */
	static async load(packageFolder: string): Promise<Engine> {
		const nodeTypes = await PackageNodeTypes.load(packageFolder);
		return new Engine(nodeTypes, new CredentialStore(nodeTypes));
	}

	/** Runs a workflow to its end. A node's errors are in the result and never reject. */
	async run(
		json: WorkflowJson,
		{ mode = 'manual', cancel, from }: RunOptions = {},
	): Promise<WorkflowResult> {
		const workflow = this.workflow(json);
		const additionalData = this.additionalData(mode, json);
		const execution =
			from === undefined
				? new WorkflowExecute(additionalData, mode).run({ workflow, pinData: json.pinData })
				: new WorkflowExecute(
						additionalData,
						mode,
						startingWith(workflow, from),
					).processRunExecutionData(workflow);
		cancel?.addEventListener('abort', () => execution.cancel(), { once: true });
		const run = await execution;
		const { runData, error } = run.data.resultData;
		return {
			status: run.status,
			error,
			runs: (name) => runData[name]?.length ?? 0,
			node: (name) => {
				const [task] = runData[name] ?? [];
				if (task === undefined) throw new Error(`The node ${name} did not run`);
				return {
					outputs: (task.data?.main ?? []).map((items) => items ?? []),
					hints: task.hints ?? [],
					error: task.error,
				};
			},
		};
	}

	/** A workflow with polling triggers, not active yet. */
	polling(json: WorkflowJson, options: PollingOptions = {}): PollingWorkflow {
		return new PollingWorkflow(this, json, options);
	}

	/** Does what a credential's Test button does, including its rules. */
	async testCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const { test } = this.nodeTypes.credential(type);
		if (test === undefined) throw new Error(`The credential ${type} has no test`);
		const noOp = this.nodeTypes.getByNameAndVersion('n8n-nodes-base.noOp');
		const nodeType: INodeType = {
			description: {
				...noOp.description,
				credentials: [{ name: type, required: true }],
				properties: [
					{
						displayName: 'Temp',
						name: 'temp',
						type: 'string',
						default: '',
						routing: { request: test.request },
					},
				],
			},
		};
		const node = tempNode({
			parameters: { temp: '' },
			credentials: { [type]: { id: 'temp', name: 'temp' } },
		});
		const json: WorkflowJson = { nodes: [node], connections: {} };
		const context = new ExecuteContext(
			new Workflow({
				...json,
				active: false,
				nodeTypes: {
					getByName: () => nodeType,
					getByNameAndVersion: () => nodeType,
					getKnownTypes: () => ({}),
				},
			}),
			node,
			this.additionalData('internal', json),
			'internal',
			createRunExecutionData(),
			0,
			[],
			{ main: [[{ json: {} }]] },
			{ node, data: {}, source: null },
			[],
		);
		const filled = this.credentials.fill(data, type, 'internal');
		const routing = new RoutingNode(context, nodeType, {
			id: 'temp',
			name: 'temp',
			type,
			data: filled,
		});

		const rules = (test.rules ?? []) as Array<{
			type: string;
			properties: { key?: string; value: unknown; message: string };
		}>;
		try {
			const [[item] = []] = (await routing.runNode()) ?? [];
			const broken = rules.find(
				({ type: kind, properties }) =>
					kind === 'responseSuccessBody' && item?.json[properties.key ?? ''] === properties.value,
			);
			return broken === undefined
				? { status: 'OK', message: 'Connection successful!' }
				: { status: 'Error', message: broken.properties.message };
		} catch (error) {
			const { message, cause } = error as Error & {
				cause?: { response?: { status: number; statusText: string }; code?: string };
			};
			const status = cause?.response?.status;
			const rule = rules.find(
				({ type: kind, properties }) => kind === 'responseCode' && properties.value === status,
			);
			return {
				status: 'Error',
				message: rule?.properties.message ?? cause?.response?.statusText ?? cause?.code ?? message,
			};
		}
	}

	/** A credential as the node gets it, with defaults and resolved expressions. */
	async readCredential(node: FormNode, type: string): Promise<ICredentialDataDecryptedObject> {
		return await this.formContext(node).getCredentials(type);
	}

	/** Calls the node's method for a list's options or the columns to map, as the form does. */
	async callMethod<T>(
		node: FormNode,
		kind: 'loadOptions' | 'listSearch' | 'resourceMapping',
		name: string,
		...args: string[]
	): Promise<T> {
		const method = this.nodeTypes.getByNameAndVersion(node.type, 1).methods?.[kind]?.[name] as
			((this: LoadOptionsContext, ...args: string[]) => Promise<T>) | undefined;
		if (method === undefined) throw new Error(`The node ${node.type} has no ${kind} ${name}`);
		return await method.call(this.formContext(node), ...args);
	}

	private formContext(form: FormNode): LoadOptionsContext {
		const node = tempNode(form);
		const json: WorkflowJson = { nodes: [node], connections: {} };
		const additionalData = this.additionalData('internal', json);
		additionalData.currentNodeParameters = form.parameters;
		return new LoadOptionsContext(this.workflow(json), node, additionalData, '');
	}

	/** The workflow as n8n builds it from storage. It keeps and changes `staticData`. */
	workflow(
		{ nodes, connections, settings, name }: WorkflowJson,
		{ active = false, staticData }: { active?: boolean; staticData?: IDataObject } = {},
	): Workflow {
		return new Workflow({
			id: 'workflow',
			name,
			nodes: structuredClone(nodes),
			connections,
			active,
			nodeTypes: this.nodeTypes,
			staticData,
			settings: { executionOrder: 'v1', ...settings },
		});
	}

	/** What n8n passes to everything it runs in a workflow. */
	additionalData(
		mode: WorkflowExecuteMode,
		{ name = 'Workflow', nodes, connections }: WorkflowJson,
	): IWorkflowExecuteAdditionalData {
		const now = new Date();
		const hooks = new ExecutionLifecycleHooks(mode, 'execution', {
			id: 'workflow',
			name,
			nodes,
			connections,
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: now,
			updatedAt: now,
		});
		return {
			credentialsHelper: this.credentials,
			hooks,
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			variables: {},
			restApiUrl: `${INSTANCE}/rest`,
			instanceBaseUrl: INSTANCE,
			formWaitingBaseUrl: `${INSTANCE}/form-waiting`,
			webhookBaseUrl: `${INSTANCE}/webhook`,
			webhookWaitingBaseUrl: `${INSTANCE}/webhook-waiting`,
			webhookTestBaseUrl: `${INSTANCE}/webhook-test`,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

function startingWith(
	workflow: Workflow,
	{ node: name, data }: NonNullable<RunOptions['from']>,
): IRunExecutionData {
	const node = workflow.getNode(name);
	if (node === null) throw new Error(`There is no node ${name}`);
	const nodeExecutionStack = [{ node, data: { main: data }, source: null }];
	return createRunExecutionData({ executionData: { nodeExecutionStack } });
}

export type { PollingOptions, PollResult } from './poller.mts';
export type { PollingWorkflow, StoredCredential };
