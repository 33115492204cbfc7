// One measured Create or Update in a process of its own. Started by writes.mts.
import { json } from 'node:stream/consumers';

import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import type { WorkflowResult } from '../../engine/index.mts';
import { Engine, triggered } from '../../engine/index.mts';
import type { Held } from './watch.mts';
import { ROOT, watchNode } from './watch.mts';

export interface WritingSetting {
	rows: number;
	isAutomatic: boolean;
	isPreview: boolean;
	credential: { type: string; data: ICredentialDataDecryptedObject };
}

export interface Writing extends Held {
	/** People of whom the node says that they were written, or would be. */
	good: number;
}

const { rows, isAutomatic, isPreview, credential } = (await json(process.stdin)) as WritingSetting;

const HEADINGS: Record<string, string> = {
	first_name: 'First Name',
	last_name: 'Last Name',
	email: 'E-mail',
	phone_number: 'Mobile',
	date_of_birth: 'DOB',
	gender: 'Sex',
	address: 'Address',
	occupation: 'Occupation',
	occupation_institution_name: 'School',
	emergency_contact_name: 'Emergency Contact',
	emergency_contact_phone_number: 'Emergency Phone',
};

const input = Array.from({ length: rows }, (_, row) => ({
	'First Name': 'Zoé',
	'Last Name': 'Tremblay',
	'E-mail': `zoe.${row}@example.org`,
	Mobile: '+1 514 555–0100',
	DOB: row % 2 === 0 ? '3/4/1990' : '25/12/1990',
	Sex: 'F',
	Address: `${row} Example Street, Montréal`,
	Occupation: 'étudiante',
	School: 'Hill College',
	'Emergency Contact': 'Inès Tremblay',
	'Emergency Phone': '514 555 0101',
	City: 'Montréal',
}));

const manual = Object.entries(HEADINGS).map(([column, heading]): [string, string] => [
	column,
	`={{ $json[${JSON.stringify(heading)}] }}`,
]);
const parameters = {
	resource: 'profile',
	operation: 'upsert',
	columns: {
		mappingMode: isAutomatic ? 'autoMapInputData' : 'defineBelow',
		value: isAutomatic ? null : (Object.fromEntries(manual) as object),
		matchingColumns: ['email'],
		schema: [],
	},
	options: { preview: isPreview, dateFormat: 'dayFirst' },
} as unknown as INodeParameters;

const engine = await Engine.load(ROOT);
await engine.credentials.save('account', { ...credential, name: 'Account' });
const step = {
	name: 'Write',
	type: 'n8n-nodes-vome-assemble.vome',
	parameters,
	credentials: { [credential.type]: { id: 'account', name: 'Account' } },
};

const run = async (count: number) => await engine.run(triggered(step, input.slice(0, count)));
// n8n runs for weeks, so what counts is the speed of code that is loaded and compiled.
await run(500);
let result: WorkflowResult | undefined;
const held = await watchNode(async () => {
	result = await run(rows);
});
if (result?.error !== undefined) throw result.error;
const items = result?.node(step.name).outputs[0] ?? [];
const good = items.filter(({ json: { success, valid } }) => success === true || valid === true);
const writing: Writing = { ...held, good: good.length };
process.stdout.write(JSON.stringify(writing));
