// What n8n knows of the installed package, and what it serves of it.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Bench, PACKAGE } from './support/bench.mts';
import { expectIcons } from './support/icons.mts';

const root = path.join(import.meta.dirname, '../..');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(async () => await bench.stop());

describe('nodes', () => {
	it('are all listed, those that can be called also as tools for AI agents', async () => {
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

	it.each(['vome', 'vomeTrigger', 'assemble', 'assembleTrigger'])(
		'%s has its icons and is found by "volunteer"',
		async (name) => {
			const nodes = await bench.n8n.nodeTypes();
			const node = nodes.find((one) => one.name === `${PACKAGE}.${name}`);
			await expectIcons(bench.n8n, name, node?.iconUrl);
			expect(node?.codex?.alias).toContain('volunteer');
		},
	);
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
		await expectIcons(bench.n8n, name, type?.iconUrl);
	});
});
