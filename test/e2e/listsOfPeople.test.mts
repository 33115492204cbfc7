// Lists of people as n8n's own nodes give them, through Map Automatically: a preview first, then in earnest.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Credential, Execution } from '../../n8n/index.mts';
import { root } from '../../scripts/docs/page.mts';
import { ActiveWorkflow } from './support/active.mts';
import { Bench, manualTrigger, ourNode, row } from './support/bench.mts';
import { SHEET } from './support/sheet.mts';

let bench: Bench;
let credential: Credential;
beforeAll(async () => {
	bench = await Bench.start();
	credential = await bench.save('vomeApi');
});
beforeEach(() => bench.vome.reset());
afterAll(async () => await bench.stop());

const vome = (isPreview: boolean, more: Partial<INode> = {}) =>
	ourNode(
		'Vome',
		credential,
		{
			resource: 'profile',
			operation: 'upsert',
			columns: {
				mappingMode: 'autoMapInputData',
				value: null,
				matchingColumns: ['email'],
				schema: [],
			},
			options: { preview: isPreview },
		},
		{ onError: 'continueRegularOutput', ...more },
	);

const node = (name: string, type: string, version: number, parameters: INodeParameters): INode => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion: version,
	position: [0, 0],
	parameters,
});

/** A form that starts a workflow, with a path of its own. */
function form(fields: IDataObject[]): INode {
	const path = randomUUID();
	const parameters = {
		formTitle: 'Volunteers',
		formFields: { values: fields },
		options: {},
	} as unknown as INodeParameters;
	return { ...node('Form', 'formTrigger', 2.3, parameters), webhookId: path };
}

/** Publishes a workflow that begins with a form, sends the form, and gives the execution. */
async function send(
	trigger: INode,
	others: INode[],
	fields: Parameters<typeof bench.n8n.sendForm>[1],
) {
	const workflow = await bench.n8n.createWorkflow(row('Form', trigger, ...others));
	const active = await ActiveWorkflow.start(bench.n8n, workflow);
	await bench.n8n.sendForm(String(trigger.webhookId), fields);
	const execution = await active.next();
	await active.deactivate();
	return execution;
}

const written = (email: string) =>
	bench.vome.vome.profiles.find(({ profile_details }) => profile_details.email === email);
const valuesOf = (email: string) =>
	Object.fromEntries(
		(written(email)?.custom_fields ?? []).map(({ custom_field, custom_field_value }) => [
			custom_field.name,
			[custom_field_value ?? []]
				.flat()
				.map(({ value }) => (typeof value === 'object' ? value.value : value)),
		]),
	);

const ZOE = 'zoe.tremblay@example.org';

/** What must be in Vome once the list was sent: Zoé and Nathan, and nobody of the third row. */
function expectWritten() {
	expect(written(ZOE)?.profile_details).toMatchObject({
		first_name: 'Zoé',
		last_name: 'Tremblay',
		phone_number: '5145550100',
		date_of_birth: '1990-02-01',
		gender: 1,
	});
	expect(valuesOf(ZOE)).toMatchObject({
		'T-shirt size': ['M'],
		'Available on': ['Monday', 'Friday'],
		'Member since': ['2024-01-15'],
	});
	expect(written('nathan.smith@example.org')?.profile_details).toMatchObject({
		phone_number: '+1 (514) 555-0101',
		date_of_birth: '1988-11-30',
		gender: 0,
	});
	expect(written('tomas.okoro@example.org')).toBeUndefined();
}

function expectPreview(execution: Execution) {
	const rows = execution.json('Vome');
	expect(rows.map(({ valid }) => valid)).toEqual([true, true, false]);
	expect(rows[0]).toMatchObject({ send: { gender: 1, date_of_birth: '1990-02-01' } });
	expect(rows[0]?.notSent).toEqual(['Town']);
	expect(rows[2]?.problems).toEqual([
		"'Mobile' may only hold digits, spaces, dashes, dots, parentheses and +: it is 'call my aunt'",
		"'T-shirt size' must be one of S, M, L, XL: it is 'XXL'",
	]);
	expect(bench.vome.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
}

describe.each(['csv', 'xlsx'] as const)('a file of Excel as %s', (format) => {
	it('is previewed, and then sent', async () => {
		const content = readFileSync(path.join(root, `test/fixtures/volunteers.${format}`));
		const file = new File([new Uint8Array(content)], `volunteers.${format}`);
		const trigger = form([{ fieldLabel: 'File', fieldType: 'file', multipleFiles: false }]);
		const extract = node('Extract from File', 'extractFromFile', 1.1, {
			operation: format,
			binaryPropertyName: 'File',
			options: {},
		});
		expectPreview(await send(trigger, [extract, vome(true)], [file]));
		const again = { ...trigger, webhookId: randomUUID() };
		await send(again, [extract, vome(false)], [file]);
		expectWritten();
	});
});

it('a Google sheet is previewed, and then sent', async () => {
	for (const isPreview of [true, false]) {
		const sheet = node('Google Sheets', 'googleSheets', 4.5, {});
		const workflow = await bench.n8n.createWorkflow({
			...row('Sheet', manualTrigger, sheet, vome(isPreview)),
			pinData: { 'Google Sheets': SHEET.map((json) => ({ json })) },
		});
		const execution = await bench.n8n.run(workflow);
		if (isPreview) expectPreview(execution);
		else expectWritten();
	}
});

it("a form's answers are previewed, and then sent", async () => {
	const choices = (...options: string[]) => ({ values: options.map((option) => ({ option })) });
	const fields = [
		{ fieldLabel: 'First name' },
		{ fieldLabel: 'Last name' },
		{ fieldLabel: 'Email', fieldType: 'email' },
		{ fieldLabel: 'Phone' },
		{ fieldLabel: 'Date of birth', fieldType: 'date' },
		{
			fieldLabel: 'Gender',
			fieldType: 'dropdown',
			fieldOptions: choices('Female', 'Male', 'Prefer not to say'),
		},
		{
			fieldLabel: 'Available on',
			fieldType: 'dropdown',
			fieldOptions: choices('Monday', 'Friday'),
			multiselect: true,
		},
		{ fieldLabel: 'Anything else?', fieldType: 'textarea' },
	];
	const answers = [
		...['Zoé', 'Tremblay', ZOE, '514 555 0100', '1990-02-01', 'Prefer not to say'],
		JSON.stringify(['Monday', 'Friday']),
		'No',
	];
	const preview = await send(form(fields), [vome(true)], answers);
	expect(preview.json('Vome')).toMatchObject([
		{ valid: true, problems: [], notSent: ['Anything else?'] },
	]);
	await send(form(fields), [vome(false)], answers);
	expect(written(ZOE)?.profile_details).toMatchObject({ gender: 3, date_of_birth: '1990-02-01' });
	expect(valuesOf(ZOE)).toMatchObject({ 'Available on': ['Monday', 'Friday'] });
});
