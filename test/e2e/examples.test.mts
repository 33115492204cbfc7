// Each file in examples/, imported and executed as a user would. webhookExamples.test.mts also publishes and
// calls those that start with a webhook.
import type { Credential } from '../../n8n/index.mts';
import { Bench } from './support/bench.mts';
import { exampleFiles, runExample, saveCredentials } from './support/examples.mts';

let bench: Bench;
let credentials: Credential[];
beforeAll(async () => {
	bench = await Bench.start();
	credentials = await saveCredentials(bench);
});
afterAll(async () => await bench.stop());

it('there are examples', () => {
	expect(exampleFiles).not.toEqual([]);
});

it.each(exampleFiles)('%s runs, and its nodes give items', async (file) => {
	await runExample(bench, file, credentials);
});
