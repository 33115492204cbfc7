// Each file in examples/, imported and executed as a user would. webhookExamples.test.mts also publishes and
// calls those that start with a webhook; formExamples.test.mts has those that start with a form.
import type { Credential } from '../../n8n/index.mts';
import { Bench } from './support/bench.mts';
import {
	exampleFiles,
	readExample,
	runExample,
	saveCredentials,
	startsWithForm,
} from './support/examples.mts';

const files = exampleFiles.filter((file) => !startsWithForm(readExample(file)));

let bench: Bench;
let credentials: Credential[];
beforeAll(async () => {
	bench = await Bench.start();
	credentials = await saveCredentials(bench);
});
afterAll(async () => await bench.stop());

it('there are examples', () => {
	expect(files).not.toEqual([]);
});

it.each(files)('%s runs, and its nodes give items', async (file) => {
	await runExample(bench, file, credentials);
});
