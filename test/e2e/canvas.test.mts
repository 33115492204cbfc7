// What the canvas of each example looks like: its note shows all of its text, and nothing lies over anything else.
// With SCREENSHOTS=1, its picture goes to docs/screenshots/examples.
import type { INode } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import { openEditor, startChromium } from '../../n8n/browser.mts';
import { type Credential, owner } from '../../n8n/index.mts';
import { addShift, reserve } from '../support/volunteering.mts';
import { Bench } from './support/bench.mts';
import { Editor } from './support/editor.mts';
import { exampleFiles, readExample, saveCredentials } from './support/examples.mts';

/** Those that the examples leave to the user; made up, so that no node in a picture asks for one. */
const OTHERS: Record<string, { type: string; data: Record<string, string> }> = {
	emailSend: { type: 'smtp', data: { host: 'smtp.my-charity.example' } },
	slack: { type: 'slackApi', data: { accessToken: 'made-up' } },
	googleSheets: { type: 'googleSheetsOAuth2Api', data: { clientId: 'a', clientSecret: 'b' } },
};

let bench: Bench;
let browser: Browser;
let editor: Editor;
let credentials: Credential[];
const others: Record<string, Credential> = {};
beforeAll(async () => {
	browser = await startChromium((text) => process.stdout.write(`${text}\n`));
	bench = await Bench.start();
	credentials = await saveCredentials(bench);
	for (const [node, { type, data }] of Object.entries(OTHERS)) {
		others[node] = await bench.n8n.createCredential(type, `${type} of a test`, data);
	}
	const page = await openEditor(browser, bench.n8n.origin, owner);
	// Room for the largest example at its full size.
	await page.setViewportSize({ width: 2600, height: 1700 });
	editor = new Editor(page);

	// Somebody to be reminded, whichever day is tomorrow in n8n's time zone by then.
	const { vome } = bench.vome;
	for (const days of [0, 1, 2]) {
		const date = new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
		const shift = addShift(vome, `${date}T15:00:00Z`, { shift_title: 'Sorting' });
		reserve(vome, shift, 'reserved', { first_name: 'Zoé', phone_number: '(514) 555-0101' });
		reserve(vome, shift, 'confirmed', { first_name: 'Nathan', phone_number: '514 555 0102' });
	}
}, 300_000);
afterAll(async () => {
	await browser?.close();
	await bench?.stop();
});

it.each(exampleFiles)('%s', async (file) => {
	const example = readExample(file);
	const nodes = example.nodes.map((node): INode => {
		const { type, id, name } = others[node.type.split('.')[1] ?? ''] ?? {};
		if (type === undefined) return node;
		return { ...node, credentials: { [type]: { id: id ?? '', name: name ?? '' } } };
	});
	const all = [...credentials, ...Object.values(others)];
	const { id } = await bench.n8n.importWorkflow({ ...example, nodes }, all);
	const { page } = editor;
	await page.goto(`/workflow/${id}`);
	const parts = await editor.canvas(example.nodes.length);
	await editor.canvasScreenshot(`examples/${file.replace('.json', '')}`, parts);
	for (const { spare = 0 } of parts) {
		expect(spare).toBeGreaterThanOrEqual(0);
		expect(spare).toBeLessThanOrEqual(48);
	}
	const overlaps = parts.flatMap((one, index) =>
		parts
			.slice(index + 1)
			.filter(
				(other) =>
					one.left < other.right &&
					other.left < one.right &&
					one.top < other.bottom &&
					other.top < one.bottom,
			)
			.map((other) => `${one.name} and ${other.name}`),
	);
	expect(overlaps).toEqual([]);
});

/** The nodes whose output shows what an example is about. */
const RESULTS = [
	['attendance-follow-up.json', 'Write message'],
	['crm-contacts-to-vome.json', 'Create or update profile'],
	['hours-of-last-month.json', 'Hours by category'],
	['hours-report.json', 'Rows of the report'],
	['mailing-list.json', 'With an email address'],
	['new-shift-message.json', 'Write message'],
	['new-user-task.json', 'Write task'],
	['onboarding-chain.json', 'With an email address'],
	['open-shifts-message.json', 'Write message'],
	['role-profiles-awaiting-approval.json', 'Write message'],
	['tell-me-when-vome-changes-something.json', 'Check account'],
	['volunteers-to-crm.json', 'Fields for the CRM'],
] as const;

it.each(RESULTS)('%s: what comes out of %s', async (file, node) => {
	const { id } = await bench.n8n.importWorkflow(readExample(file), credentials);
	const { page } = editor;
	await page.setViewportSize({ width: 2000, height: 440 });
	await editor.openNode(id, node);
	const [head, ...rows] = await editor.executeStep();
	expect(head).not.toEqual([]);
	expect(rows.length).toBeGreaterThan(0);
	const name = `examples/${file.replace('.json', '')}-result`;
	await editor.screenshot(name, page.getByTestId('output-panel'));
	await editor.closeNode();
});

it('remind-before-shift.json: the messages', async () => {
	const workflow = await bench.n8n.importWorkflow(
		readExample('remind-before-shift.json'),
		credentials,
	);
	const execution = await bench.n8n.run(workflow);
	const messages = execution.json('Write reminder');
	expect(messages).toHaveLength(2);
	const page = await browser.newPage({ viewport: { width: 720, height: 300 } });
	await page.setContent(
		messages
			.map(
				({ phone, text }) =>
					`<p style="font: 16px sans-serif; margin: 24px">To ${phone as string}:<br><span style="display: inline-block; margin-top: 8px; padding: 12px 16px; border-radius: 12px; background: #e8f0fe">${text as string}</span></p>`,
			)
			.join(''),
	);
	await editor.screenshot('examples/remind-before-shift-result', page);
	await page.close();
});

it('milestones.json: a certificate', async () => {
	const workflow = await bench.n8n.importWorkflow(readExample('milestones.json'), credentials);
	const execution = await bench.n8n.run(workflow);
	const [one] = execution.json('Write certificate');
	const page = await browser.newPage({ viewport: { width: 720, height: 364 } });
	await page.setContent(one?.certificate as string);
	await page.getByText(`on ${one?.milestone as string}.`).waitFor();
	await editor.screenshot('examples/milestones-result', page);
	await page.close();
});

it('application-form.json: the form', async () => {
	const example = readExample('application-form.json');
	const form = example.nodes.find(({ webhookId }) => webhookId !== undefined);
	// It needs an account to be published.
	const nodes = example.nodes.map((node) => ({
		...node,
		disabled: node.type.endsWith('emailSend'),
	}));
	const published = await bench.n8n.importWorkflow({ ...example, nodes }, credentials);
	await bench.n8n.activate(published);
	const page = await browser.newPage({ viewport: { width: 720, height: 730 } });
	await page.goto(`${bench.n8n.origin}/form/${form?.webhookId}`);
	await page.getByText('What would you like to help with?').waitFor();
	await editor.screenshot('examples/application-form-result', page);
	await page.close();
	await bench.n8n.deactivate(published);
});
