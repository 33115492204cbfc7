/** A client for n8n's internal API, the one behind the editor. */
import { Agent } from 'node:http';

import axios, { type AxiosInstance, type AxiosRequestConfig, isAxiosError } from 'axios';
import { parse } from 'flatted';
import type {
	IBinaryData,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypeDescription,
	IPinData,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

export interface Login {
	email: string;
	password: string;
}

/** A workflow as n8n exports it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface Workflow extends WorkflowFile {
	id: string;
	versionId: string;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface CredentialType {
	name: string;
	displayName: string;
	iconUrl?: string | { light: string; dark: string };
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export interface ExecutionSummary {
	id: string;
	status: string;
}

/** A finished execution. */
export class Execution {
	constructor(
		readonly id: string,
		readonly status: string,
		private readonly data: IRunExecutionData,
		/** In ms, as n8n's list of executions shows it. */
		readonly duration: number,
	) {}

	get error() {
		return this.data.resultData.error;
	}

	/** The items of a node's output, from all its runs. */
	items(node: string, output = 0): INodeExecutionData[] {
		const runs = this.data.resultData.runData[node] ?? [];
		return runs.flatMap((run) => run.data?.main?.[output] ?? []);
	}

	json(node: string, output = 0): IDataObject[] {
		return this.items(node, output).map((item) => item.json);
	}
}

const MOST_SECONDS_TO_RUN = 120;
const RUNNING = new Set(['new', 'running', 'waiting']);

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Throws with n8n's message, which axios leaves out. */
function explain(error: unknown): never {
	if (!isAxiosError(error)) throw error;
	const { config, response } = error;
	const asked = `${config?.method?.toUpperCase()} ${config?.url}`;
	const { message } = (response?.data ?? error) as { message?: string };
	throw new Error([`${asked}:`, response?.status, message].filter(Boolean).join(' '));
}

export class N8nClient {
	private readonly http: AxiosInstance;

	constructor(readonly origin: string) {
		this.http = axios.create({
			baseURL: origin,
			// n8n binds the login to the browser that made it.
			headers: { 'browser-id': 'n8n-client' },
			proxy: false,
			maxRedirects: 0,
			// n8n may close a kept connection just when the next request leaves.
			httpAgent: new Agent({ keepAlive: false }),
		});
	}

	private async request<Answer>(
		method: string,
		url: string,
		data?: object,
		config?: AxiosRequestConfig,
	): Promise<Answer> {
		const response = await this.http
			.request<{ data: Answer }>({ method, url, data, ...config })
			.catch(explain);
		const cookies = response.headers['set-cookie']?.map((cookie) => cookie.split(';')[0]);
		if (cookies) this.http.defaults.headers.common.cookie = cookies.join('; ');
		return response.data.data;
	}

	/** Creates the first user and logs in. Works once per n8n. */
	async setUpOwner(login: Login): Promise<void> {
		const person = { firstName: 'Ada', lastName: 'Byron' };
		await this.request('post', '/rest/owner/setup', { ...login, ...person });
	}

	async logIn({ email, password }: Login): Promise<void> {
		// Older versions of n8n name the first field `email`.
		await this.request('post', '/rest/login', { emailOrLdapLoginId: email, email, password });
	}

	async isFirstMajor(): Promise<boolean> {
		const { versionCli } = await this.request<{ versionCli: string }>('get', '/rest/settings');
		return versionCli.startsWith('1.');
	}

	async credentials(): Promise<Credential[]> {
		return await this.request('get', '/rest/credentials');
	}

	async createCredential(type: string, name: string, data: IDataObject): Promise<Credential> {
		return await this.request('post', '/rest/credentials', { type, name, data });
	}

	async updateCredential({ id, type, name }: Credential, data: IDataObject): Promise<void> {
		await this.request('patch', `/rest/credentials/${id}`, { type, name, data });
	}

	async deleteCredential({ id }: Credential): Promise<void> {
		await this.request('delete', `/rest/credentials/${id}`);
	}

	/** The credential as the editor gets it, with secrets blanked out. */
	async readCredential({ id }: Credential): Promise<Credential & { data: IDataObject }> {
		return await this.request('get', `/rest/credentials/${id}?includeData=true`);
	}

	/** Tests a credential as the editor does on saving. */
	async testCredential(credential: Credential): Promise<CredentialTest> {
		const credentials = await this.readCredential(credential);
		return await this.request('post', '/rest/credentials/test', { credentials });
	}

	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.list('/types/nodes.json');
	}

	async credentialTypes(): Promise<CredentialType[]> {
		return await this.list('/types/credentials.json');
	}

	/** A file that n8n serves, such as an icon. */
	async file(url: string): Promise<{ type: string; text: string }> {
		const response = await this.http
			.get<string>(url, { responseType: 'text', transformResponse: (text: string) => text })
			.catch(explain);
		return { type: String(response.headers['content-type']), text: response.data };
	}

	private async list<Row>(url: string): Promise<Row[]> {
		const response = await this.http.get<Row[]>(url).catch(explain);
		return response.data;
	}

	async createWorkflow(workflow: WorkflowFile): Promise<Workflow> {
		return await this.request('post', '/rest/workflows', {
			settings: {},
			...workflow,
			active: false,
		});
	}

	/** Imports a workflow and sets, in each node, the one credential of each type. */
	async importWorkflow(
		workflow: WorkflowFile,
		credentials: readonly Credential[],
	): Promise<Workflow> {
		const chosen = Object.fromEntries(credentials.map((one) => [one.type, one]));
		const nodes = workflow.nodes.map((node) => {
			const types = Object.keys(node.credentials ?? {});
			const filledIn = types.map((type) => {
				const credential = chosen[type];
				if (!credential) throw new Error(`"${node.name}" needs a credential of type ${type}`);
				return [type, { id: credential.id, name: credential.name }];
			});
			return { ...node, credentials: Object.fromEntries(filledIn) as INode['credentials'] };
		});
		return await this.createWorkflow({ ...workflow, nodes });
	}

	/** Starts a workflow at a trigger, as the button does, and waits for its end. */
	async run(workflow: Workflow, trigger = firstTrigger(workflow)): Promise<Execution> {
		const { executionId } = await this.request<{ executionId?: string }>(
			'post',
			`/rest/workflows/${workflow.id}/run`,
			{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
		);
		if (executionId === undefined) throw new Error(`"${trigger}" waits for an event`);
		return await this.execution(executionId);
	}

	/** Waits for the end of an execution, at most 60 s. */
	async execution(id: string): Promise<Execution> {
		const deadline = Date.now() + MOST_SECONDS_TO_RUN * 1000;
		for (;;) {
			const { status, data, startedAt, stoppedAt } = await this.request<{
				status: string;
				data: string;
				startedAt: string;
				stoppedAt: string;
			}>('get', `/rest/executions/${id}`);
			const content = RUNNING.has(status) ? undefined : (parse(data) as IRunExecutionData);
			// n8n 1 reports the end before it has stored the data.
			if (content?.resultData !== undefined) {
				const duration = Date.parse(stoppedAt) - Date.parse(startedAt);
				return new Execution(id, status, content, duration);
			}
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${status}`);
			await pause(100);
		}
	}

	/** All executions of a workflow, including running ones, by ID, newest first. */
	async executionsOf({ id }: Workflow): Promise<Map<string, ExecutionSummary>> {
		const filter = JSON.stringify({ workflowId: id });
		const all = new Map<string, ExecutionSummary>();
		for (let cursor: string | null | undefined; cursor !== null;) {
			const page: { results: ExecutionSummary[]; nextCursor?: string | null } = await this.request(
				'get',
				'/rest/executions',
				undefined,
				{ params: { filter, limit: 100, cursor } },
			);
			for (const one of page.results) all.set(one.id, one);
			cursor = page.nextCursor ?? null;
		}
		return all;
	}

	/** Activates it and waits until its triggers run. Rejects with a trigger's error. */
	async activate({ id, versionId }: Workflow): Promise<void> {
		await this.request('post', `/rest/workflows/${id}/activate`, { versionId });
		await this.whenPublished(id);
	}

	async deactivate({ id }: Workflow): Promise<void> {
		await this.request('post', `/rest/workflows/${id}/deactivate`);
		await this.whenPublished(id);
	}

	/** n8n 1 answers once a workflow is active, n8n 2 a moment before. */
	private async whenPublished(id: string): Promise<void> {
		if (await this.isFirstMajor()) return;
		const deadline = Date.now() + MOST_SECONDS_TO_RUN * 1000;
		for (;;) {
			const { status, triggers } = await this.request<{
				status: string;
				triggers: Array<{ errorMessage: string | null }>;
			}>('get', `/rest/workflows/${id}/publication-status`);
			if (status === 'published' || status === 'not_published') return;
			if (status !== 'in_progress' || Date.now() > deadline) {
				const messages = triggers.map(({ errorMessage }) => errorMessage);
				throw new Error(`The workflow is ${status}: ${messages.join(', ')}`);
			}
			await pause(100);
		}
	}

	/** Calls a production webhook, which may answer 404 for a moment after activation. */
	async callWebhook<Answer>(
		path: string,
		body: object,
		auth?: { username: string; password: string },
	): Promise<{ status: number; data: Answer }> {
		return await this.post(`/webhook/${path}`, body, auth);
	}

	/** Fills in a production form, whose fields are in order, and sends it; a list is several choices. */
	async sendForm(path: string, fields: Array<string | string[] | File>): Promise<void> {
		const form = new FormData();
		for (const [place, value] of fields.entries()) {
			const name = `field-${place}`;
			if (Array.isArray(value)) for (const choice of value) form.append(`${name}[]`, choice);
			else form.append(name, value);
		}
		const { status } = await this.post<unknown>(`/form/${path}`, form);
		if (status !== 200) throw new Error(`The form answered with ${status}`);
	}

	/** The content of a file in an item, which n8n 1 keeps in the item itself. */
	async binary({ id, data }: IBinaryData): Promise<Buffer> {
		if (id === undefined) return Buffer.from(data, 'base64');
		const response = await this.http
			.get<ArrayBuffer>('/rest/binary-data', {
				params: { id, action: 'view' },
				responseType: 'arraybuffer',
			})
			.catch(explain);
		return Buffer.from(response.data);
	}

	private async post<Answer>(
		url: string,
		body: object,
		auth?: { username: string; password: string },
	): Promise<{ status: number; data: Answer }> {
		const deadline = Date.now() + MOST_SECONDS_TO_RUN * 1000;
		for (;;) {
			const { status, data } = await this.http.post<Answer>(url, body, {
				auth,
				validateStatus: () => true,
			});
			if (status !== 404 || Date.now() > deadline) return { status, data };
			await pause(200);
		}
	}
}

/** Where the button "Execute workflow" starts. */
function firstTrigger({ name, nodes }: Workflow): string {
	const trigger = nodes.find(({ type }) => /trigger|webhook/i.test(type));
	if (!trigger) throw new Error(`"${name}" has no trigger`);
	return trigger.name;
}
