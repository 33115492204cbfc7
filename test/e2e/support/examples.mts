/** The workflows in examples/, for the tests that run them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Credential, Execution, WorkflowFile } from '../../../n8n/index.mts';
import { type Bench, PACKAGE } from './bench.mts';

const folder = path.join(import.meta.dirname, '../../../examples');

export const exampleFiles = readdirSync(folder).filter((file) => file.endsWith('.json'));

export function readExample(file: string): WorkflowFile {
	return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowFile;
}

/** One credential of each type. */
export async function saveCredentials(bench: Bench): Promise<Credential[]> {
	return await Promise.all([
		bench.save('vomeApi'),
		bench.save('assembleJwtApi'),
		bench.save('assembleOAuth2Api'),
	]);
}

/** Imports an example and runs it as a user would, and expects items from each of our nodes in it. */
export async function runExample(
	{ n8n }: Bench,
	file: string,
	credentials: Credential[],
): Promise<Execution> {
	const example = readExample(file);
	const execution = await n8n.run(await n8n.importWorkflow(example, credentials));
	expect(execution.error).toBeUndefined();
	expect(execution.status).toBe('success');
	const ours = example.nodes.filter(({ type }) => type.startsWith(`${PACKAGE}.`));
	expect(ours).not.toEqual([]);
	for (const { name } of ours) {
		expect({ name, items: execution.json(name) }).toEqual({
			name,
			items: expect.arrayContaining([expect.anything()]),
		});
	}
	return execution;
}
