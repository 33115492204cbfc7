import { randomUUID } from 'node:crypto';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Credential } from '../../../n8n/index.mts';
import { N8nClient, owner, sandboxCredentials } from '../../../n8n/index.mts';
import type { AssembleSandbox, VomeSandbox } from '../../../sandbox/index.mts';
import { startAssembleSandbox, startVomeSandbox } from '../../../sandbox/index.mts';
import { ORIGIN_VARIABLE } from './running.mts';

export { row } from '../../../n8n/index.mts';

export const PACKAGE = 'n8n-nodes-vome-assemble';

/** As often as n8n allows; at which second is up to n8n. */
export const EVERY_MINUTE = { item: [{ mode: 'everyMinute' }] };

/** The owner of the shared n8n, logged in, and two sandboxes of this test file alone. */
export class Bench {
	private constructor(
		readonly n8n: N8nClient,
		readonly vome: VomeSandbox,
		readonly assemble: AssembleSandbox,
	) {}

	/** For another n8n than the shared one, give its address. */
	static async start(origin = String(process.env[ORIGIN_VARIABLE])): Promise<Bench> {
		const n8n = new N8nClient(origin);
		await n8n.logIn(owner);
		const options = { isToday: true };
		return new Bench(n8n, await startVomeSandbox(options), await startAssembleSandbox(options));
	}

	async stop(): Promise<void> {
		await this.vome.close();
		await this.assemble.close();
	}

	/** Credentials that work. */
	get good() {
		return sandboxCredentials(this.vome, this.assemble);
	}

	/** Saves a credential that works, apart from these changes. */
	async save(type: keyof Bench['good'], changes: IDataObject = {}): Promise<Credential> {
		return await this.n8n.createCredential(type, `${type} of a test`, {
			...this.good[type],
			...changes,
		});
	}
}

/** One of our nodes, with its credential. */
export function ourNode(
	name: 'Vome' | 'Assemble',
	credential: Credential,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return {
		id: name,
		name,
		type: `${PACKAGE}.${name.toLowerCase()}`,
		typeVersion: 1,
		position: [400, 0],
		parameters,
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		...more,
	};
}

/** One of our triggers, which polls every minute. */
export function ourTrigger(
	name: 'Vome' | 'Assemble',
	credential: Credential,
	parameters: INodeParameters,
): INode {
	return ourNode(
		name,
		credential,
		{ pollTimes: EVERY_MINUTE, ...parameters },
		{
			name: `${name} Trigger`,
			type: `${PACKAGE}.${name.toLowerCase()}Trigger`,
			position: [0, 0],
		},
	);
}

export const manualTrigger: INode = {
	id: 'trigger',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Answers a POST to this path; when, and with what, is for the parameters to say. */
export function webhook(path: string, parameters: INodeParameters): INode {
	return {
		id: 'webhook',
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: randomUUID(),
		parameters: { httpMethod: 'POST', path, ...parameters },
	};
}
