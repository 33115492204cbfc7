// Each file in examples/, imported and executed as a user would.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Credential, WorkflowFile } from '../../n8n/index.mts';
import { Bench, PACKAGE } from './support/bench.mts';

const folder = path.join(import.meta.dirname, '../../examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

let bench: Bench;
let credentials: Credential[];
beforeAll(async () => {
	bench = await Bench.start();
	credentials = await Promise.all([
		bench.save('vomeApi'),
		bench.save('assembleJwtApi'),
		bench.save('assembleOAuth2Api'),
	]);
});
afterAll(async () => await bench.stop());

it('there are examples', () => {
	expect(files).not.toEqual([]);
});

it.each(files)('%s runs, and each of our nodes in it gives items', async (file) => {
	const example = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowFile;
	const workflow = await bench.n8n.importWorkflow(example, credentials);
	const execution = await bench.n8n.run(workflow);
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
});
