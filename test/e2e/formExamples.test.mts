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
import { Receivers } from './support/receivers.mts';

const TESTED = ['application-form.json', 'upsert-people-from-spreadsheet.json'];

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
			{ email: 'nathan@example.com', outcome: 'created', success: true },
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

describe('application-form.json', () => {
	let receivers: Receivers;
	let active: ActiveWorkflow;
	let path: string;
	beforeAll(async () => {
		receivers = await Receivers.start(bench.n8n);
		const example = receivers.connect(readExample('application-form.json'));
		path = example.nodes.find(({ webhookId }) => webhookId)?.webhookId ?? 'none';
		const all = [...credentials, receivers.credential];
		active = await ActiveWorkflow.start(bench.n8n, await bench.n8n.importWorkflow(example, all));
	});
	beforeEach(() => receivers.reset());
	afterAll(async () => {
		await active.deactivate();
		await receivers.stop();
	});

	/** Fills in the form, and gives what reaches the coordinator. */
	async function apply(email: string, phone: string): Promise<string> {
		await bench.n8n.sendForm(path, ['Ada', 'Byron', email, phone, 'The garden']);
		const { status, error } = await active.next();
		expect({ status, error }).toEqual({ status: 'success' });
		expect(receivers.http.calls).toMatchObject([
			{ request: 'POST /api/tasks', body: { title: 'Call Ada Byron about volunteering' } },
		]);
		const [mail, ...more] = receivers.mail.mails;
		expect(more).toEqual([]);
		expect(mail).toMatchObject({
			to: 'coordinator@my-charity.example',
			subject: 'New application: Ada Byron',
		});
		return mail?.content ?? '';
	}

	it('makes a profile, a task and an email', async () => {
		expect(await apply('ada@example.org', '514 555-0100')).toContain('The profile is in Vome.');
		expect(bench.vome.vome.profiles.at(-1)?.profile_details).toMatchObject({
			first_name: 'Ada',
			email: 'ada@example.org',
			phone_number: '514 555-0100',
		});
	});

	it('changes nobody who is there, and loses nobody whom Vome refuses', async () => {
		const known = bench.vome.vome.profiles[4]?.profile_details;
		const before = structuredClone(known);
		expect(await apply(String(known?.email), '')).toContain('already a profile with this email');
		expect(known).toEqual(before);
		receivers.reset();
		expect(await apply('bo@example.org', 'call my aunt')).toContain('please add it by hand');
	});
});
