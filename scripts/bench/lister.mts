// One measured Get Many or Count in a process of its own. Started by lists.mts.
import { json } from 'node:stream/consumers';

import type { INodeParameters } from 'n8n-workflow';

import { Engine, triggered } from '../../engine/index.mts';
import type { Held } from './watch.mts';
import { ROOT, watchNode } from './watch.mts';

export interface ListingSetting {
	/** Where to warm up, and where to measure. */
	origins: [string, string];
	apiKey: string;
	parameters: INodeParameters;
}

export interface Listed extends Held {
	/** Items that came out, or the number that Count gave. */
	records: number;
}

const { origins, apiKey, parameters } = (await json(process.stdin)) as ListingSetting;

const engine = await Engine.load(ROOT);
const step = {
	name: 'Read',
	type: 'n8n-nodes-vome-assemble.vome',
	parameters: { resource: 'profile', ...parameters },
	credentials: { vomeApi: { id: 'account', name: 'Account' } },
};

let records = 0;
async function run(baseUrl: string): Promise<void> {
	const data = { apiKey, baseUrl };
	await engine.credentials.save('account', { type: 'vomeApi', name: 'Account', data });
	const result = await engine.run(triggered(step));
	if (result.error !== undefined) throw result.error;
	const items = result.node(step.name).outputs[0] ?? [];
	records = Number(items[0]?.json.count ?? items.length);
}

// n8n runs for weeks, so what counts is the speed of code that is loaded and compiled.
await run(origins[0]);
globalThis.gc?.();
const held = await watchNode(async () => await run(origins[1]));
const listed: Listed = { ...held, records };
process.stdout.write(JSON.stringify(listed));
