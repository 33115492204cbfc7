// Several Get Many of one account at the same time, against a rate limit, in a process of their own.
// Started by bench.mts.
import { json } from 'node:stream/consumers';

import { Engine, triggered } from '../../engine/index.mts';
import { ROOT } from './watch.mts';

export interface SideBySideSetting {
	executions: number;
	origin: string;
	key: string;
}

export interface SideBySide {
	/** ms from the start of the first to the end of the last. */
	time: number;
	/** Items that came out of each; null if it failed. */
	items: Array<number | null>;
}

const { executions, origin, key } = (await json(process.stdin)) as SideBySideSetting;
const engine = await Engine.load(ROOT);
const data = { apiKey: key, baseUrl: origin };
await engine.credentials.save('vome', { type: 'vomeApi', name: 'Vome', data });
const job = triggered({
	name: 'Fetch',
	type: 'n8n-nodes-vome-assemble.vome',
	parameters: { operation: 'getAll', returnAll: true },
	credentials: { vomeApi: { id: 'vome', name: 'Vome' } },
});

const start = performance.now();
const results = await Promise.all(
	Array.from({ length: executions }, async () => await engine.run(job)),
);
const result: SideBySide = {
	time: performance.now() - start,
	items: results.map((one) =>
		one.error === undefined ? (one.node('Fetch').outputs[0]?.length ?? 0) : null,
	),
};
process.stdout.write(JSON.stringify(result));
