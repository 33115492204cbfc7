// The examples that start with a form, published, and filled in.
import type { Credential, Execution } from '../../n8n/index.mts';
import { becomeOdd, changes, kept } from '../support/oddProfiles.mts';
import { ActiveWorkflow } from './support/active.mts';
import { Bench } from './support/bench.mts';
import {
	exampleFiles,
	readExample,
	runExample,
	saveCredentials,
	startsWithForm,
} from './support/examples.mts';

const TESTED = ['upsert-people-from-spreadsheet.json'];

let bench: Bench;
let credentials: Credential[];
beforeAll(async () => {
	bench = await Bench.start();
	credentials = await saveCredentials(bench);
});
beforeEach(() => bench.vome.reset());
afterAll(async () => await bench.stop());

it('every example that starts with a form has a test here', () => {
	expect(exampleFiles.filter((file) => startsWithForm(readExample(file)))).toEqual(TESTED);
});

describe('upsert-people-from-spreadsheet.json', () => {
	const example = readExample('upsert-people-from-spreadsheet.json');
	const path = example.nodes.find(({ webhookId }) => webhookId)?.webhookId ?? 'none';

	let active: ActiveWorkflow;
	beforeAll(async () => {
		active = await ActiveWorkflow.start(
			bench.n8n,
			await bench.n8n.importWorkflow(example, credentials),
		);
	});
	afterAll(async () => await active.deactivate());

	async function upload(file: Buffer): Promise<Execution> {
		await bench.n8n.sendForm(path, [new File([new Uint8Array(file)], 'volunteers.csv')]);
		const execution = await active.next();
		expect(execution.error).toBeUndefined();
		expect(execution.status).toBe('success');
		return execution;
	}

	it('takes a file of Excel, and lists the rows to correct as they were', async () => {
		const lines = [
			'\ufeffFirst name,Last name,Email,Phone,Date of birth',
			'Nathan,Smith,nathan@example.com,514 555-0100,1990-02-01',
			'Tomas,Okoro,tomas.okoro@example.com,call my aunt,1988-11-30',
			'',
		];
		const execution = await upload(Buffer.from(lines.join('\r\n')));
		expect(execution.json('Sent to Vome')).toEqual([
			{ email: 'nathan@example.com', success: true },
		]);
		expect(execution.json('Rows to correct')).toEqual([
			{
				'First name': 'Tomas',
				'Last name': 'Okoro',
				Email: 'tomas.okoro@example.com',
				Phone: 'call my aunt',
				'Date of birth': '1988-11-30',
				reason: expect.stringContaining('Phone'),
			},
		]);
		expect(bench.vome.vome.profiles.at(-1)).toMatchObject({
			profile_details: { first_name: 'Nathan', date_of_birth: '1990-02-01' },
		});
	});

	it('takes the file of export-profiles-to-csv.json, and puts back what was changed since', async () => {
		const { vome: database } = bench.vome;
		becomeOdd(database);
		const before = kept(database);
		const exported = await runExample(bench, 'export-profiles-to-csv.json', credentials);
		const file = exported.items('Convert to CSV')[0]?.binary?.data;
		if (file === undefined) throw new Error('There is no file');

		for (const { profile_details: details, custom_fields } of database.profiles) {
			Object.assign(details, { first_name: 'Lost', full_name: 'Lost' });
			for (const { custom_field: field, custom_field_value: value } of custom_fields) {
				if (field.name === 'Version 1.0' && value !== null) Object.assign(value, { value: 'Lost' });
			}
		}
		const execution = await upload(await bench.n8n.binary(file));
		expect(execution.json('Rows to correct')).toEqual([]);
		expect(execution.json('Sent to Vome')).toHaveLength(database.profiles.length);
		expect(changes(before, kept(database))).toEqual([]);
	});
});
