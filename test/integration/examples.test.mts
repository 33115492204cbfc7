// Each example workflow is run as a user would who imports it and chooses a credential.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { WorkflowJson } from '../../engine/index.mts';
import { Workbench } from '../support/workflow.mts';

const folder = path.join(__dirname, '../../examples');
const read = (file: string) =>
	JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowJson;

let bench: Workbench;
beforeAll(async () => {
	bench = await Workbench.start({ profiles: 230 });
	await bench.engine.credentials.save('vomeAccount', {
		type: 'vomeApi',
		name: 'Vome account',
		data: { apiKey: bench.sandbox.apiKey, baseUrl: bench.sandbox.origin },
	});
});
afterAll(async () => await bench.stop());

it('every example has a test here', () => {
	expect(readdirSync(folder)).toEqual(['fetch-all-profiles.json']);
});

it('fetch-all-profiles.json fetches all profiles', async () => {
	const result = await bench.engine.run(read('fetch-all-profiles.json'));
	expect(result.error).toBeUndefined();
	expect(result.node('Get many profiles').outputs[0]?.map(({ json }) => json.id)).toEqual(
		bench.sandbox.vome.profiles.map(({ id }) => id),
	);
});
