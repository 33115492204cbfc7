// One measured poll or Get Many in a process of its own, so that its memory is its own. Started by triggers.mts.
import { json } from 'node:stream/consumers';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { Engine, polled, triggered } from '../../engine/index.mts';

export interface ReadingSetting {
	/** Of the sandbox. */
	origin: string;
	credential: { type: string; data: ICredentialDataDecryptedObject };
	/** A trigger, or a node that is run. */
	node: string;
	parameters: INodeParameters;
	/** What the trigger remembers, as JSON text; nothing if left out. */
	stored?: string;
}

export interface Reading {
	items: number;
	/** ms from the start to the end. */
	time: number;
	/** ms of computing, which does not depend on what else the machine is at. */
	cpu: number;
	/** Bytes that the process grew by at its peak. */
	memory: number;
	/** ms that nothing else in n8n could run, at the most. */
	held: number;
	/** What the trigger remembers then. */
	stored?: string;
}

const { origin, credential, node, parameters, stored } = (await json(
	process.stdin,
)) as ReadingSetting;

const engine = await Engine.load(path.join(import.meta.dirname, '../..'));
await engine.credentials.save('account', { ...credential, name: 'Account' });
const step = {
	name: 'Read',
	type: `n8n-nodes-vome-assemble.${node}`,
	parameters,
	credentials: { [credential.type]: { id: 'account', name: 'Account' } },
};

async function getMany() {
	const result = await engine.run(triggered(step));
	if (result.error !== undefined) throw result.error;
	return { items: result.node(step.name).outputs[0]?.length ?? 0 };
}

async function poll() {
	const workflow = engine.polling(polled(step));
	if (stored !== undefined) workflow.store(stored);
	const [result] = await workflow.activate();
	return { items: result?.items?.length ?? 0, stored: workflow.stored().json };
}

const read = node.endsWith('Trigger') ? poll : getMany;

globalThis.gc?.();
const before = process.memoryUsage.rss();

// n8n runs for weeks, so what counts is the speed of code that is loaded and compiled.
await read();
globalThis.gc?.();
await fetch(`${origin}/_sandbox/requests`, { method: 'DELETE' });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const [start, cpuBefore] = [performance.now(), process.cpuUsage()];
const result = await read();
const time = performance.now() - start;
const { user, system } = process.cpuUsage(cpuBefore);
delay.disable();

const reading: Reading = {
	...result,
	time,
	cpu: (user + system) / 1_000,
	memory: process.resourceUsage().maxRSS * 1024 - before,
	held: delay.max / 1e6,
};
process.stdout.write(JSON.stringify(reading));
