import { randomUUID } from 'node:crypto';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Credential } from '../../../n8n/index.mts';
import { N8nClient, owner, sandboxCredentials } from '../../../n8n/index.mts';
import type { AssembleSandbox, VomeSandbox } from '../../../sandbox/index.mts';
import { startAssembleSandbox, startVomeSandbox } from '../../../sandbox/index.mts';
import { ORIGIN_VARIABLE } from './running.mts';

export { row } from '../../../n8n/index.mts';

export const PACKAGE = 'n8n-nodes-vome-assemble';

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
		return new Bench(n8n, await startVomeSandbox({ isToday: true }), await startAssembleSandbox());
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

/** Waits until `isSo` says so. */
export async function until(
	what: string,
	isSo: () => boolean | Promise<boolean>,
	seconds: number,
): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`Not in ${seconds} s: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
