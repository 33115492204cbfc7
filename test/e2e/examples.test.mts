// Each file in examples/, imported and executed as a user would.
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

it.each(exampleFiles)('%s runs, and each of our nodes in it gives items', async (file) => {
	await runExample(bench, file, credentials);
});
