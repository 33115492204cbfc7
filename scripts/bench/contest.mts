// The Vome node against n8n's HTTP Request node, in workflows of a running n8n that do nothing else.
import { isDeepStrictEqual } from 'node:util';

import type { INode, INodeParameters } from 'n8n-workflow';

import type { Credential, N8nClient, Workflow } from '../../n8n/index.mts';
import { row } from '../../n8n/index.mts';
import type { VomeSandbox } from '../../sandbox/index.mts';
import { startWarmSandbox } from './measure.mts';

export interface Contestant {
	name: string;
	isRival: boolean;
	/** Our node as it is set up when it is added, which is what the goals are about. */
	isDefault?: boolean;
}

export interface Round {
	requests: number;
	/** ms that the execution took, as n8n tells it. */
	time: number;
	/** ms until whoever called the webhook had the answer, which n8n gives after it saved the items. */
	answered: number;
}

type Step = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'>;

/** How a person with experience sets up the HTTP Request node: Vome's credential, large pages, all items. */
function rival(origin: string, paging: INodeParameters, options: INodeParameters = {}): Step[] {
	const pagination = {
		...paging,
		paginationCompleteWhen: 'other',
		completeExpression: '={{ $response.body.next === null }}',
	};
	return [
		{
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.5,
			parameters: {
				url: `${origin}/api/profiles/`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'vomeApi',
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'limit', value: '100' }] },
				options: { pagination: { pagination }, ...options },
			},
		},
		{
			name: 'Split Out',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'results', options: {} },
		},
	];
}

function ours(parameters: INodeParameters): Step[] {
	return [
		{
			name: 'Vome',
			type: 'n8n-nodes-vome-assemble.vome',
			typeVersion: 1,
			parameters: { operation: 'getAll', returnAll: true, ...parameters },
		},
	];
}

function entries(origin: string): Array<Contestant & { steps: Step[] }> {
	const byNumber = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
	};
	const byLink = {
		paginationMode: 'responseContainsNextURL',
		// There is none before the first answer.
		nextURL: `={{ $response.body.next || "${origin}/api/profiles/?page=1&limit=100" }}`,
	};
	const asJson = { response: { response: { responseFormat: 'json' } } };
	return [
		{ name: 'HTTP Request, page number', isRival: true, steps: rival(origin, byNumber) },
		{
			name: 'HTTP Request, page number, JSON',
			isRival: true,
			steps: rival(origin, byNumber, asJson),
		},
		{ name: 'HTTP Request, next URL', isRival: true, steps: rival(origin, byLink) },
		{ name: 'Vome, Raw', isRival: false, steps: ours({ output: 'raw' }) },
		{ name: 'Vome, Simplified', isRival: false, isDefault: true, steps: ours({}) },
	];
}

/** A workflow that a call of its webhook starts, and that answers at its end without any data. */
function workflowOf(name: string, steps: Step[], { id, name: label }: Credential) {
	const webhook: Step = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		parameters: {
			httpMethod: 'POST',
			path: pathOf(name),
			responseMode: 'lastNode',
			responseData: 'noData',
		},
	};
	const credentials = { vomeApi: { id, name: label } };
	const nodes = [webhook, ...steps].map((step, index): INode => ({
		...step,
		id: step.name,
		position: [200 * index, 0],
		...(index === 0 ? { webhookId: pathOf(name) } : { credentials }),
	}));
	return row(name, ...nodes);
}

const pathOf = (name: string) => name.toLowerCase().replace(/\W+/g, '-');

/** All workflows, ready to be called in an n8n, and the sandbox that they read from. */
export class Contest {
	private readonly workflows = new Map<Contestant, { workflow: Workflow; last: string }>();

	private constructor(
		private readonly n8n: N8nClient,
		private readonly credential: Credential,
		readonly sandbox: VomeSandbox,
		private readonly ids: string[],
	) {}

	/** Needs an n8n that has the package and knows the user. */
	static async open(n8n: N8nClient, profiles: number): Promise<Contest> {
		const { sandbox, ids } = await startWarmSandbox(profiles);
		try {
			const { apiKey, origin } = sandbox;
			const data = { apiKey, baseUrl: origin };
			const credential = await n8n.createCredential('vomeApi', 'Vome sandbox', data);
			const contest = new Contest(n8n, credential, sandbox, ids);
			for (const { steps, ...contestant } of entries(origin)) {
				const workflow = await n8n.createWorkflow(workflowOf(contestant.name, steps, credential));
				await n8n.activate(workflow);
				const last = steps.at(-1)?.name ?? '';
				contest.workflows.set(contestant, { workflow, last });
			}
			return contest;
		} catch (error) {
			await sandbox.close();
			throw error;
		}
	}

	get contestants(): Contestant[] {
		return [...this.workflows.keys()];
	}

	/** Runs one workflow; fails unless exactly the profiles of the sandbox come out, in its order. */
	async run(contestant: Contestant, latency: number): Promise<Round> {
		const { workflow, last } = this.workflows.get(contestant) ?? {};
		if (!workflow || !last) throw new Error(`There is no workflow for "${contestant.name}"`);
		this.sandbox.requests.length = 0;
		this.sandbox.latency = latency;
		const start = performance.now();
		await this.n8n.callWebhook(pathOf(contestant.name), {});
		const answered = performance.now() - start;
		const requests = this.sandbox.requests.length;

		const [newest] = (await this.n8n.executionsOf(workflow)).keys();
		if (!newest) throw new Error(`"${contestant.name}" was not executed`);
		const execution = await this.n8n.execution(newest);
		if (execution.error) throw new Error(`"${contestant.name}": ${execution.error.message}`);
		const ids = execution.json(last).map(({ id }) => id);
		if (!isDeepStrictEqual(ids, this.ids)) {
			throw new Error(`"${contestant.name}" did not give exactly the profiles of the sandbox`);
		}
		return { requests, time: execution.duration, answered };
	}

	/** Ends the webhooks, removes the credential, and ends the sandbox. */
	async close(): Promise<void> {
		await this.sandbox.close();
		for (const { workflow } of this.workflows.values()) await this.n8n.deactivate(workflow);
		await this.n8n.deleteCredential(this.credential);
	}
}
