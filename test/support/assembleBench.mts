import path from 'node:path';

import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type {
	FormNode,
	NodeResult,
	PollingOptions,
	PollingWorkflow,
	WorkflowResult,
} from '../../engine/index.mts';
import { Engine, polled, triggered } from '../../engine/index.mts';
import type { AssembleSandbox, AssembleSandboxOptions } from '../../sandbox/index.mts';
import { startAssembleSandbox } from '../../sandbox/index.mts';
import type { TriggerRun } from './workflow.mts';

export interface AssembleRun {
	/** Input items of the node; one empty item if left out. */
	input?: IDataObject[];
	onError?: INode['onError'];
	/** What differs from the good credential. */
	credential?: IDataObject;
	/** Keeps the credential as the run before left it, with its token. */
	isWarm?: boolean;
}

export interface AssembleResult extends NodeResult {
	workflow: WorkflowResult;
	/** Items of the first output. */
	items: INodeExecutionData[];
}

let resets = 0;

/** The built package in n8n's engine, and a sandbox of Assemble for it to talk to. */
export class AssembleBench {
	/** Of the administrator, as it is now. */
	password: string;

	private constructor(
		readonly engine: Engine,
		readonly sandbox: AssembleSandbox,
	) {
		this.password = sandbox.password;
		this.reset();
	}

	static async start(options?: AssembleSandboxOptions): Promise<AssembleBench> {
		const engine = await Engine.load(path.join(__dirname, '../..'));
		return new AssembleBench(engine, await startAssembleSandbox(options));
	}

	async stop(): Promise<void> {
		await this.sandbox.close();
	}

	/** Runs Manual Trigger -> Assemble. */
	async assemble(parameters: INodeParameters, run: AssembleRun = {}): Promise<AssembleResult> {
		const workflow = await this.start(parameters, run);
		const node = workflow.node('Assemble');
		return { ...node, workflow, items: node.outputs[0] ?? [] };
	}

	/** Runs it as assemble() does, and stops the execution when the signal says so. */
	async stopped(parameters: INodeParameters, cancel: AbortSignal): Promise<WorkflowResult> {
		return await this.start(parameters, {}, cancel);
	}

	private async start(
		parameters: INodeParameters,
		run: AssembleRun,
		cancel?: AbortSignal,
	): Promise<WorkflowResult> {
		const type = await this.save(parameters, run);
		const workflow = triggered(
			{
				name: 'Assemble',
				type: 'n8n-nodes-vome-assemble.assemble',
				parameters,
				onError: run.onError,
				credentials: { [type]: { id: type, name: 'Assemble account' } },
			},
			run.input,
		);
		return await this.engine.run(workflow, { cancel });
	}

	/** A workflow of Assemble Trigger alone. */
	async trigger(
		parameters: INodeParameters,
		{ credential, isActive = true, ...options }: TriggerRun & PollingOptions = {},
	): Promise<PollingWorkflow> {
		const type = await this.save(parameters, { credential });
		const workflow = this.engine.polling(
			polled({
				name: 'Assemble Trigger',
				type: 'n8n-nodes-vome-assemble.assembleTrigger',
				parameters,
				credentials: { [type]: { id: type, name: 'Assemble account' } },
			}),
			options,
		);
		if (isActive) await workflow.activate();
		return workflow;
	}

	/** The Test button of the JWT credential. */
	async testJwt(changes?: IDataObject) {
		const [type, data] = this.jwt(changes);
		return await this.engine.testCredential(type, data);
	}

	/**
	 * Back to the start, with a new password: logins are remembered in the process by their password,
	 * and each test is to begin cold.
	 */
	reset(): void {
		this.sandbox.reset();
		resets += 1;
		this.password = `${this.sandbox.password}-${resets}`;
		const administrator = this.sandbox.assemble.accounts.find(
			({ email }) => email === this.sandbox.email,
		);
		if (administrator !== undefined) administrator.password = this.password;
	}

	/** What a method of the node's form gives, with the JWT credential unless it is set otherwise. */
	async form<T>(
		kind: 'loadOptions' | 'listSearch',
		name: string,
		args: string[] = [],
		parameters: INodeParameters = { authentication: 'jwt' },
	): Promise<T> {
		const type = await this.save(parameters);
		return await this.engine.callMethod<T>(this.formNode(parameters, type), kind, name, ...args);
	}

	private formNode(parameters: INodeParameters, type: string): FormNode {
		return {
			type: 'n8n-nodes-vome-assemble.assemble',
			parameters,
			credentials: { [type]: { id: type, name: 'Assemble account' } },
		};
	}

	/** The addresses that the OAuth2 credential works out for an organisation. */
	async oAuth2Urls(organisation: string): Promise<{ accessTokenUrl: unknown; authUrl: unknown }> {
		const parameters = { authentication: 'oAuth2' };
		const credential = { organisation, grantType: 'authorizationCode' };
		const type = await this.save(parameters, { credential });
		const { accessTokenUrl, authUrl } = await this.engine.readCredential(
			this.formNode(parameters, type),
			type,
		);
		return { accessTokenUrl, authUrl };
	}

	private async save(parameters: INodeParameters, run: AssembleRun = {}): Promise<string> {
		const isOAuth = parameters.authentication === 'oAuth2';
		const [type, data] = isOAuth ? this.oAuth2(run.credential) : this.jwt(run.credential);
		if (run.isWarm !== true) {
			await this.engine.credentials.save(type, { type, name: 'Assemble account', data });
		}
		return type;
	}

	private jwt(changes?: IDataObject): [string, Record<string, string>] {
		return [
			'assembleJwtApi',
			{
				organisation: this.sandbox.origin,
				email: this.sandbox.email,
				password: this.password,
				...(changes as Record<string, string>),
			},
		];
	}

	private oAuth2(changes?: IDataObject): [string, Record<string, string>] {
		return [
			'assembleOAuth2Api',
			{
				organisation: this.sandbox.origin,
				clientId: this.sandbox.clientId,
				clientSecret: this.sandbox.clientSecret,
				...(changes as Record<string, string>),
			},
		];
	}

	/** Method, path and query of the requests of the API itself, in order. */
	get requests(): string[] {
		return this.sandbox.requests
			.filter(({ path: target }) => target.startsWith('/api/'))
			.map(({ method, url }) => `${method} ${url}`);
	}

	/** Paths of the requests for a login or a token, in order. */
	get logins(): string[] {
		return this.sandbox.requests
			.map(({ path: target }) => target)
			.filter((target) => target.startsWith('/auth/') || target.startsWith('/oauth/'));
	}
}
