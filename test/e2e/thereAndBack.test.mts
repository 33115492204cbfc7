// What All Fields gives, through n8n's own Convert to File and Extract from File, comes back unchanged.
// test/integration/thereAndBack.test.mts does the same faster, and has what a file cannot hold.
import type { IDataObject } from 'n8n-workflow';

import type { Credential, WorkflowFile } from '../../n8n/index.mts';
import { fieldType } from '../../sandbox/vome/types.mts';
import { fromFile, toFile } from '../support/fileNodes.mts';
import {
	addField,
	addPerson,
	becomeOdd,
	changes,
	comparable,
	giveValue,
	kept,
	loseAll,
} from '../support/oddProfiles.mts';
import { failed, ROUTES, thereAndBack } from '../support/thereAndBack.mts';
import { Bench } from './support/bench.mts';

let bench: Bench;
let credential: Credential;
beforeAll(async () => {
	bench = await Bench.start();
	credential = await bench.save('vomeApi');
});
beforeEach(() => bench.vome.reset());
afterAll(async () => await bench.stop());

const database = () => bench.vome.vome;

async function run(workflow: WorkflowFile) {
	const execution = await bench.n8n.run(await bench.n8n.createWorkflow(workflow));
	expect(execution.error).toBeUndefined();
	expect(execution.status).toBe('success');
	return execution;
}

/** Some do not fit into a cell without a format. */
const NUMBERS = [
	99_999_999_999,
	100_000_000_000,
	447_911_123_456,
	1_709_251_200_000,
	2 ** 64,
	1_234_567.891,
	45.501_691_234_567_89,
	-73.567_256_123_456,
	1 / 3,
	0.1 + 0.2,
	0.000_001_234,
	1e-12,
];

/** An older n8n keeps these in XLSX, a newer one does not. */
const withoutReturns = (rows: IDataObject[]) =>
	JSON.parse(JSON.stringify(rows).replaceAll(String.raw`\r\n`, String.raw`\n`)) as IDataObject[];

describe.each(ROUTES)('as $format, matched by $matchBy', (route) => {
	const workflow = () => thereAndBack({ vomeApi: credential }, route);

	it('nothing changes', async () => {
		becomeOdd(database());
		const before = kept(database());
		const execution = await run(workflow());
		expect(failed(execution.json('Create or Update'))).toEqual([]);
		expect(changes(before, kept(database()))).toEqual([]);
		const [then, now] = ['Before', 'After'].map((name) => execution.json(name).map(comparable));
		expect(now).toEqual(then);
	});

	it('what was lost in Vome comes back', async () => {
		becomeOdd(database());
		const before = kept(database());
		const rows = (await run(workflow())).items('Extract from File');
		expect(rows).toHaveLength(database().profiles.length);
		loseAll(database(), route.matchBy as 'id' | 'email');
		const pinData = { 'Extract from File': rows.map(({ json }) => ({ json })) };
		const execution = await run({ ...workflow(), pinData });
		expect(failed(execution.json('Create or Update'))).toEqual([]);
		expect(changes(before, kept(database()))).toEqual([]);
	});
});

it.each(['csv', 'xlsx'] as const)('the stand-ins for %s do what n8n does', async (format) => {
	becomeOdd(database());
	const choices = ['Mon', 'Tue'];
	const lists = ['Days', '__proto__'].map((name) =>
		addField(database(), { name, type: fieldType.multipleSelection, choices }),
	);
	const texts = ['Days.0', '__proto__'].map((name) =>
		addField(database(), { name, type: fieldType.general }),
	);
	const number = addField(database(), { name: 'Long', type: fieldType.number });
	for (const value of NUMBERS) {
		const profile = addPerson(database());
		giveValue(database(), profile, number, value);
		for (const list of lists) giveValue(database(), profile, list, choices);
		for (const text of texts) giveValue(database(), profile, text, 'Wed');
	}
	const execution = await run(thereAndBack({ vomeApi: credential }, { format, matchBy: 'email' }));
	const rows = fromFile(toFile(execution.json('Before'), format), format);
	expect(withoutReturns(execution.json('Extract from File'))).toEqual(withoutReturns(rows));
});
