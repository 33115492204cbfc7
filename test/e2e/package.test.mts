// What n8n knows of the installed package, and what it serves of it.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Bench, PACKAGE } from './support/bench.mts';

const root = path.join(import.meta.dirname, '../..');
const icon = (name: string) => readFileSync(path.join(root, 'icons', name), 'utf8');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(async () => await bench.stop());

const service = (name: string) => (name.startsWith('vome') ? 'vome' : 'assemble');

/** Fetches both icons, as the editor does, and compares them with the files of the source. */
async function expectIcons(name: string, iconUrl: unknown): Promise<void> {
	const urls = iconUrl as { light: string; dark: string };
	const file = service(name);
	expect(await bench.n8n.file(urls.light)).toEqual({
		type: expect.stringContaining('image/svg+xml'),
		text: icon(`${file}.svg`),
	});
	expect(await bench.n8n.file(urls.dark)).toEqual({
		type: expect.stringContaining('image/svg+xml'),
		text: icon(`${file}.dark.svg`),
	});
}

describe('nodes', () => {
	it('are all listed, also as tools for AI agents', async () => {
		const names = (await bench.n8n.nodeTypes()).map(({ name }) => name);
		const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
			n8n: { nodes: string[] };
		};
		const expected = n8n.nodes
			.map((file) => path.basename(file, '.node.js'))
			.map((name) => `${PACKAGE}.${name.charAt(0).toLowerCase()}${name.slice(1)}`)
			.flatMap((name) => (name.endsWith('Trigger') ? [name] : [name, `${name}Tool`]));
		expect(names.filter((name) => name.startsWith(PACKAGE)).sort()).toEqual(expected.sort());
	});

	it.each(['vome', 'assemble'])('%s has its icons and is found by "volunteer"', async (name) => {
		const nodes = await bench.n8n.nodeTypes();
		const node = nodes.find((one) => one.name === `${PACKAGE}.${name}`);
		await expectIcons(name, node?.iconUrl);
		expect(node?.codex?.alias).toContain('volunteer');
	});
});

describe('credentials', () => {
	it.each([
		['vomeApi', 'Vome API'],
		['assembleJwtApi', 'Assemble JWT API'],
		['assembleOAuth2Api', 'Assemble OAuth2 API'],
	])('%s is listed as "%s", with its icons', async (name, displayName) => {
		const types = await bench.n8n.credentialTypes();
		const type = types.find((one) => one.name === name);
		expect(type?.displayName).toBe(displayName);
		await expectIcons(name, type?.iconUrl);
	});
});
