// What is published, as it comes out of the tarballs, and as n8n loads it.
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { Engine } from '../../engine/index.mts';
import { runToEnd } from '../../n8n/processes.mts';
import {
	allPackages,
	builtPath,
	pack,
	singlePackages,
	type SourcePackage,
	sourcesOf,
} from '../../packages/index.mts';
import { DocPage, tablesIn } from '../../scripts/docs/page.mts';

const root = path.join(__dirname, '../..');

interface Unpacked {
	source: SourcePackage;
	/** Digest of the tarball. */
	digest: string;
	files: string[];
	folder: string;
	engine: Engine;
}

let temporary: string;
const packages = new Map<string, Unpacked>();

async function packInto(source: SourcePackage, folder: string) {
	const { file, files } = await pack(source, path.join(temporary, folder));
	return { file, files, digest: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

async function unpack(source: SourcePackage): Promise<Unpacked> {
	const { file, files, digest } = await packInto(source, 'tarballs');
	const folder = path.join(temporary, source.name);
	mkdirSync(folder);
	await runToEnd('tar', { args: ['-xzf', file, '-C', folder, '--strip-components=1'] });
	return { source, digest, files, folder, engine: await Engine.load(folder) };
}

beforeAll(async () => {
	temporary = mkdtempSync(path.join(tmpdir(), 'packages-'));
	// n8n gives n8n-workflow to the packages, and nothing else.
	symlinkSync(path.join(root, 'node_modules'), path.join(temporary, 'node_modules'), 'junction');
	for (const source of allPackages(root)) packages.set(source.name, await unpack(source));
}, 120_000);
afterAll(() => rmSync(temporary, { recursive: true }));

function unpacked(name: string): Unpacked {
	const found = packages.get(name);
	if (found === undefined) throw new Error(`There is no package ${name}`);
	return found;
}

function descriptions(name: string): INodeTypeDescription[] {
	const { nodeTypes } = unpacked(name).engine;
	return Object.keys(nodeTypes.loader.nodeTypes).map(
		(node) => nodeTypes.getByNameAndVersion(`${name}.${node}`, 1).description,
	);
}

const isTrigger = ({ group }: INodeTypeDescription) => group.includes('trigger');

function actionNodes(name: string): INodeTypeDescription[] {
	return descriptions(name).filter((description) => !isTrigger(description));
}

function triggers(name: string): INodeTypeDescription[] {
	return descriptions(name).filter(isTrigger);
}

/** Each operation with its resource. */
function operationsOf({ properties }: INodeTypeDescription): Array<[string, INodePropertyOptions]> {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options, displayOptions }) =>
			(options as INodePropertyOptions[]).map((option): [string, INodePropertyOptions] => [
				displayOptions?.show?.resource?.[0] as string,
				option,
			]),
		);
}

/** The events of a trigger. */
function eventsOf({ properties }: INodeTypeDescription): INodePropertyOptions[] {
	return properties.find(({ name }) => name === 'event')?.options as INodePropertyOptions[];
}

const VOME = ['vome', 'vomeTrigger'];
const ASSEMBLE = ['assemble', 'assembleTrigger'];
const VOME_CREDENTIALS = { vomeApi: VOME };
const ASSEMBLE_CREDENTIALS = { assembleJwtApi: ASSEMBLE, assembleOAuth2Api: ASSEMBLE };

describe.each([
	[
		'n8n-nodes-vome-assemble',
		[...ASSEMBLE, ...VOME],
		{ ...ASSEMBLE_CREDENTIALS, ...VOME_CREDENTIALS },
	],
	['n8n-nodes-assemble', ASSEMBLE, ASSEMBLE_CREDENTIALS],
	['n8n-nodes-vome', VOME, VOME_CREDENTIALS],
])('%s', (name, nodes, credentials) => {
	it('holds what was built of its sources, README, LICENSE, package.json, and nothing else', () => {
		const { source, files } = unpacked(name);
		expect(files).toEqual(
			['LICENSE.md', 'README.md', 'package.json', ...sourcesOf(source).map(builtPath)].sort(),
		);
	});

	it('is the same when it is packed again', async () => {
		const { source, digest } = unpacked(name);
		expect((await packInto(source, 'again')).digest).toBe(digest);
	});

	it('is loaded whole', () => {
		const { loader } = unpacked(name).engine.nodeTypes;
		expect(Object.keys(loader.nodeTypes)).toEqual(nodes);
		expect(
			Object.fromEntries(
				Object.entries(loader.credentialTypes).map(([type, { type: credential }]) => [
					type,
					credential.supportedNodes,
				]),
			),
		).toEqual(credentials);
	});

	it('shows its icons, light and dark, on nodes and credentials', () => {
		const { folder, engine } = unpacked(name);
		const icons = [
			...descriptions(name),
			...Object.keys(credentials).map((type) => engine.nodeTypes.credential(type)),
		].map(({ iconUrl }) => iconUrl);
		for (const iconUrl of icons) {
			if (typeof iconUrl !== 'object') throw new Error('no icons');
			expect(iconUrl.light).not.toBe(iconUrl.dark);
			for (const url of [iconUrl.light, iconUrl.dark]) {
				const file = path.join(folder, path.relative(`icons/${name}`, url));
				expect(readFileSync(file, 'utf8')).toMatch(/^<svg /);
			}
		}
	});

	it('is found by the words that charities use, and can be used by an AI agent', () => {
		for (const description of descriptions(name)) {
			const { codex, usableAsTool } = description;
			expect(codex?.alias).toEqual(expect.arrayContaining(['volunteer', 'nonprofit', 'charity']));
			// An agent calls its tools; nothing can call a trigger.
			expect(usableAsTool).toBe(isTrigger(description) ? undefined : true);
		}
	});

	it('has an action node and a trigger for each service', () => {
		const names = (found: INodeTypeDescription[]) => found.map((node) => node.displayName);
		expect(names(triggers(name))).toEqual(
			names(actionNodes(name)).map((service) => `${service} Trigger`),
		);
	});

	it('names each node by itself in the codex beside it', () => {
		const { folder, files } = unpacked(name);
		const codices = files.filter((file) => file.endsWith('.node.json'));
		const read = (file: string) =>
			JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { node: string };
		const named = codices.map((file) => [path.basename(file, '.node.json'), read(file).node]);
		const className = (node: string) => node.charAt(0).toUpperCase() + node.slice(1);
		expect(named.sort()).toEqual(nodes.map((node) => [className(node), `${name}.${node}`]));
		for (const file of codices) expect(files).toContain(file.replace(/json$/, 'js'));
	});

	it('leads from the codex of a trigger to the guide to its events', () => {
		for (const { codex } of triggers(name)) {
			const [{ url = '' } = {}] = codex?.resources?.primaryDocumentation ?? [];
			const [, file = ''] = /\/blob\/main\/(.+)$/.exec(url) ?? [];
			expect(file).toMatch(/^docs\/(vome|assemble)\/triggers\.md$/);
			expect(readFileSync(path.join(root, file), 'utf8')).toMatch(/^# Start a workflow /);
		}
	});

	it('has an output schema for every operation', () => {
		const { files } = unpacked(name);
		const ofOperations = actionNodes(name).flatMap((description) => {
			const folder = `dist/nodes/${description.displayName}/__schema__/v1.0.0`;
			const operations = operationsOf(description).map(
				([resource, { value }]) => `${folder}/${resource}/${value}.json`,
			);
			expect(operations).not.toEqual([]);
			return operations;
		});
		expect(files.filter((file) => file.includes('__schema__'))).toEqual(ofOperations.sort());
	});
});

describe('a package of one service', () => {
	it.each([
		['n8n-nodes-vome', /assemble/i],
		['n8n-nodes-assemble', /vome/i],
	])('%s does not speak of the other one', (name, other) => {
		const { folder, files } = unpacked(name);
		const speaking = files
			.filter((file) => file.startsWith('dist/'))
			.filter((file) => {
				// The address of the repository.
				const text = readFileSync(path.join(folder, file), 'utf8').replaceAll(
					'n8n-nodes-vome-assemble/n8n-nodes-vome-assemble',
					'',
				);
				return other.test(file) || other.test(text);
			});
		expect(speaking).toEqual([]);
	});

	it.each(['n8n-nodes-vome', 'n8n-nodes-assemble'])(
		'%s lists its operations and events',
		(name) => {
			const { folder } = unpacked(name);
			const { sections } = new DocPage(path.relative(root, path.join(folder, 'README.md')));
			const rowsOf = (...header: string[]) =>
				sections.flatMap((section) => tablesIn(section, ...header)).flatMap(({ rows }) => rows);
			const listed = rowsOf('Resource', 'Operation').map(
				([resource, operation]) => `${resource}: ${operation}`,
			);
			const expected = actionNodes(name).flatMap((description) => {
				const resources = description.properties.find((property) => property.name === 'resource')
					?.options as INodePropertyOptions[];
				return operationsOf(description).map(([resource, option]) => {
					const named = resources.find(({ value }) => value === resource)?.name;
					return `${named}: ${option.name}`;
				});
			});
			expect(listed.sort()).toEqual(expected.sort());
			const events = triggers(name).flatMap((trigger) =>
				eventsOf(trigger).map((event) => event.name),
			);
			expect(rowsOf('Trigger On').map(([event]) => event)).toEqual(expect.arrayContaining(events));
			expect(rowsOf('Trigger On')).toHaveLength(events.length);
		},
	);

	it('has its sources for itself, apart from nodes/shared', () => {
		const [combined] = allPackages(root);
		if (combined === undefined) throw new Error('There is no combined package');
		const all = sourcesOf(combined);
		const parts = singlePackages(root).map((single) => sourcesOf(single));
		const isShared = (file: string) => file.startsWith('nodes/shared/');
		expect(
			parts
				.flat()
				.filter((file) => !isShared(file))
				.sort(),
		).toEqual(all.filter((file) => !isShared(file)).sort());
		for (const part of parts) expect(part.filter(isShared)).toEqual(all.filter(isShared));
	});

	it('shares nothing with the other one but nodes/shared', () => {
		const imports = (folder: string) =>
			readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.ts'))
				.flatMap((file) => readFileSync(path.join(root, folder, file), 'utf8').split('\n'))
				.filter((line) => line.includes(" from '"));
		expect(imports('nodes/Vome').filter((line) => line.includes('Assemble'))).toEqual([]);
		expect(imports('nodes/Assemble').filter((line) => line.includes('Vome'))).toEqual([]);
		expect(imports('nodes/shared').filter((line) => /Vome|Assemble/.test(line))).toEqual([]);
	});
});
