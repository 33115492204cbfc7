/** The workflows in examples/, for the tests that run them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Credential, Execution, WorkflowFile } from '../../../n8n/index.mts';
import { type Bench, PACKAGE } from './bench.mts';

const folder = path.join(import.meta.dirname, '../../../examples');

export const exampleFiles = readdirSync(folder).filter((file) => file.endsWith('.json'));

export function readExample(file: string): WorkflowFile {
	return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowFile;
}

/** Those with a test of their own in automations.test.mts. */
export const AUTOMATIONS = [
	'attendance-follow-up.json',
	'crm-contacts-to-vome.json',
	'hours-report.json',
	'mailing-list.json',
	'milestones.json',
	'new-shift-message.json',
	'onboarding-chain.json',
	'remind-before-shift.json',
	'shift-calendar.json',
	'volunteers-to-crm.json',
];

/** One credential of each type. */
export async function saveCredentials(bench: Bench): Promise<Credential[]> {
	return await Promise.all([
		bench.save('vomeApi'),
		bench.save('assembleJwtApi'),
		bench.save('assembleOAuth2Api'),
		bench.save('httpBasicAuth'),
	]);
}

/** Whether a service starts it by a call, and not a user, a schedule or a trigger of ours. */
export function startsWithWebhook({ nodes }: WorkflowFile): boolean {
	return nodes.some(({ type }) => type === 'n8n-nodes-base.webhook');
}

/** Whether a user starts it by filling in a form, which nothing is pinned to. */
export function startsWithForm({ nodes }: WorkflowFile): boolean {
	return nodes.some(({ type }) => type === 'n8n-nodes-base.formTrigger');
}

/**
 * Imports an example and runs it as a user would, and expects items from each of our nodes in it.
 * One that starts with a webhook is run with the delivery that is pinned to it; it may do without
 * nodes of ours, and then each of its nodes has to give items.
 */
export async function runExample(
	{ n8n }: Bench,
	file: string,
	credentials: Credential[],
): Promise<Execution> {
	const example = readExample(file);
	const execution = await n8n.run(await n8n.importWorkflow(example, credentials));
	expect(execution.error).toBeUndefined();
	expect(execution.status).toBe('success');
	const ours = example.nodes.filter(({ type }) => type.startsWith(`${PACKAGE}.`));
	if (!startsWithWebhook(example)) expect(ours).not.toEqual([]);
	const working = example.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	for (const { name } of ours.length > 0 ? ours : working) {
		expect({ name, items: execution.json(name) }).toEqual({
			name,
			items: expect.arrayContaining([expect.anything()]),
		});
	}
	return execution;
}
