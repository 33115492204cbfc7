import type { IDataObject, INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import type { VomeSandbox, VomeSandboxOptions } from '../../sandbox/index.mts';
import { startVomeSandbox } from '../../sandbox/index.mts';
import type { Result, Run } from './bench.mts';
import { Bench } from './bench.mts';

export type VomeResult = Result;

/** The built package in n8n's engine, and a sandbox of Vome for it to talk to. */
export class VomeBench extends Bench<VomeSandbox> {
	protected readonly service = 'Vome';

	static async start(options?: VomeSandboxOptions): Promise<VomeBench> {
		return new VomeBench(await Bench.loadEngine(), await startVomeSandbox(options));
	}

	/** Runs Manual Trigger -> Vome. */
	async vome(parameters: INodeParameters, run?: Run): Promise<Result> {
		return await this.run(parameters, run);
	}

	/** What a list of the node's form gives. */
	async search(name: string, ...args: string[]): Promise<INodeListSearchResult> {
		return await this.form('listSearch', name, args);
	}

	protected async save(_: INodeParameters, { credential }: Run = {}) {
		await this.saveCredential(credential);
		return { type: 'vomeApi', id: 'vome' };
	}

	async saveCredential(changes?: IDataObject): Promise<void> {
		const { apiKey, origin: baseUrl } = this.sandbox;
		await this.engine.credentials.save('vome', {
			type: 'vomeApi',
			name: 'Vome account',
			data: { apiKey, baseUrl, ...(changes as Record<string, string>) },
		});
	}

	/** Path and query of the requests that the sandbox received, in order. */
	get urls(): string[] {
		return this.sandbox.requests.map(({ url }) => url);
	}
}
