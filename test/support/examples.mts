// The workflows in examples/, for the tests that run them in the engine.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Engine, PollingWorkflow, WorkflowJson, WorkflowResult } from '../../engine/index.mts';
import type { VomeSandboxOptions } from '../../sandbox/index.mts';
import { AssembleBench } from './assembleBench.mts';
import { addCoreNodes } from './coreNodes.mts';
import { VomeBench } from './vomeBench.mts';

const folder = path.join(__dirname, '../../examples');

export const exampleFiles = readdirSync(folder);

export function readExample(file: string): WorkflowJson {
	return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowJson;
}

/** With n8n's own nodes, and the credential that the examples for Vome use. */
export async function startVomeForExamples(options: VomeSandboxOptions): Promise<VomeBench> {
	const bench = await VomeBench.start(options);
	const { engine, sandbox } = bench;
	addCoreNodes(engine);
	await engine.credentials.save('vomeAccount', {
		type: 'vomeApi',
		name: 'Vome account',
		data: { apiKey: sandbox.apiKey, baseUrl: sandbox.origin },
	});
	return bench;
}

/** With n8n's own nodes, and the credential that the examples for Assemble use. */
export async function startAssembleForExamples(): Promise<AssembleBench> {
	const bench = await AssembleBench.start();
	addCoreNodes(bench.engine);
	await saveAssembleAccount(bench);
	return bench;
}

/** A reset of the bench changes the password. */
export async function saveAssembleAccount(bench: AssembleBench): Promise<void> {
	const { engine, sandbox, password } = bench;
	await engine.credentials.save('assembleAccount', {
		type: 'assembleJwtApi',
		name: 'Assemble account',
		data: { organisation: sandbox.origin, email: sandbox.email, password },
	});
}

/** What came of an execution: the items of each node, and what it failed with. */
export function outcome(execution: WorkflowResult) {
	return {
		error: execution.error?.message,
		runs: (name: string) => execution.runs(name),
		/** Undefined if the node did not run. */
		items: (name: string, output = 0): IDataObject[] | undefined =>
			execution.runs(name) > 0
				? execution.node(name).outputs[output]?.map(({ json }) => json)
				: undefined,
	};
}

/** Runs an example as n8n does by itself, without what is pinned to it; the trigger gives these items. */
export async function runPublished(
	engine: Engine,
	file: string,
	{
		items = [{ json: {} }],
		timezone = 'UTC',
	}: { items?: INodeExecutionData[]; timezone?: string } = {},
) {
	const example = readExample(file);
	const [trigger] = example.nodes.filter(({ type }) => /trigger$|\.webhook$/i.test(type));
	if (trigger === undefined) throw new Error(`${file} has no trigger`);
	const settings = { ...example.settings, timezone };
	return outcome(
		await engine.run(
			{ ...example, settings, pinData: undefined },
			{ mode: 'trigger', from: { node: trigger.name, data: [items] } },
		),
	);
}

/** Activates an example that begins with polling triggers; the first polls start nothing. */
export async function activate({ engine }: { engine: Engine }, file: string) {
	const workflow = engine.polling(readExample(file), { runOn: true });
	for (const { items } of await workflow.activate()) expect(items).toBeNull();
	return workflow;
}

/** What the next poll of a trigger (default: the first) starts; undefined if nothing. */
export async function next(workflow: PollingWorkflow, trigger?: string) {
	const { error, execution } = await workflow.poll(trigger);
	expect(error).toBeUndefined();
	return execution && outcome(execution);
}
