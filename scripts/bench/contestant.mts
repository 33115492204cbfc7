// One measured run in a process of its own, so that its memory is its own. Started by bench.mts.
import path from 'node:path';
import { json } from 'node:stream/consumers';

import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { Engine, triggered } from '../../engine/index.mts';
import type { Setting } from './measure.mts';

export interface Measurement {
	items: number;
	/** ms from the start to the end of the workflow. */
	time: number;
	/** Bytes that the process grew by at its peak. */
	memory: number;
}

const RIVAL = 'bench.paginationHelper';

/**
 * Fetches the pages as the HTTP Request node does with its default options: through the pagination
 * helper of n8n-core, as a stream whose format is detected, until there is no next page.
 */
const rival: INodeType = {
	description: {
		displayName: 'Pagination Helper',
		name: 'paginationHelper',
		group: ['input'],
		version: 1,
		description: '',
		defaults: { name: 'Pagination Helper' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'vomeApi', required: true }],
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	},
	async execute(this: IExecuteFunctions) {
		const url = this.getNodeParameter('url', 0) as string;
		const pages = (await this.helpers.requestWithAuthenticationPaginated.call(
			this,
			{
				method: 'GET',
				uri: url,
				qs: {},
				headers: { accept: 'application/json,text/*;q=0.9,*/*;q=0.7' },
				gzip: true,
				rejectUnauthorized: true,
				followRedirect: true,
				resolveWithFullResponse: true,
				encoding: null,
				json: false,
				useStream: true,
			},
			0,
			{
				continue:
					'={{ !($response.body.next === null) || ($response.statusCode < 200 || $response.statusCode >= 300) }}',
				request: { url, qs: { page: '={{ $pageCount + 1 }}', limit: 100 } },
				requestInterval: 0,
			},
			'vomeApi',
		)) as Array<{ body: { results: INodeExecutionData['json'][] } }>;
		return [
			pages.flatMap(({ body }) => body.results.map((json) => ({ json, pairedItem: { item: 0 } }))),
		];
	},
};

const values = (await json(process.stdin)) as Setting & { origin: string; key: string };

const engine = await Engine.load(path.join(import.meta.dirname, '../..'));
engine.nodeTypes.add(RIVAL, rival);
await engine.credentials.save('vome', {
	type: 'vomeApi',
	name: 'Vome',
	data: { apiKey: values.key, baseUrl: values.origin },
});

const isVome = values.contestant === 'vome';
const job = triggered({
	name: 'Fetch',
	type: isVome ? 'n8n-nodes-vome-assemble.vome' : RIVAL,
	parameters: isVome
		? { returnAll: true, output: values.output }
		: { url: `${values.origin}/api/profiles/` },
	credentials: { vomeApi: { id: 'vome', name: 'Vome' } },
});

async function fetchAll() {
	const start = performance.now();
	const result = await engine.run(job);
	if (result.error !== undefined) throw result.error;
	return { time: performance.now() - start, items: result.node('Fetch').outputs[0]?.length ?? 0 };
}

async function change(path: string, method: string, body?: object): Promise<void> {
	await fetch(`${values.origin}/_sandbox/${path}`, { method, body: JSON.stringify(body) });
}

globalThis.gc?.();
const before = process.memoryUsage.rss();

// n8n runs for weeks, so what counts is the speed of code that is loaded and compiled.
await change('', 'PUT', { latency: 0 });
await fetchAll();
globalThis.gc?.();
await change('requests', 'DELETE');
await change('', 'PUT', { latency: values.latency });
const { time, items } = await fetchAll();

const measurement: Measurement = {
	items,
	time,
	memory: process.resourceUsage().maxRSS * 1024 - before,
};
process.stdout.write(JSON.stringify(measurement));
