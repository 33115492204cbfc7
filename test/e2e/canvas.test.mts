// What the canvas of each example looks like: its note shows all of its text, and nothing lies over anything else.
// With SCREENSHOTS=1, its picture goes to docs/screenshots/examples.
import type { INode } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import { openEditor, startChromium } from '../../n8n/browser.mts';
import { type Credential, owner } from '../../n8n/index.mts';
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
	expect(parts.filter(({ isCut }) => isCut)).toEqual([]);
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
	await editor.canvasScreenshot(`examples/${file.replace('.json', '')}`, parts);
});
