// The built package as n8n loads it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';

import { Engine } from '../../engine/index.mts';
import { profileShape } from '../../nodes/Vome/shared/profile.ts';

const root = path.join(__dirname, '../..');
const schemas = path.join(root, 'dist/nodes/Vome/__schema__/v1.0.0');

let engine: Engine;
let vome: INodeType;
let vomeApi: ICredentialType;
beforeAll(async () => {
	engine = await Engine.load(root);
	vome = engine.nodeTypes.getByNameAndVersion('n8n-nodes-vome-assemble.vome', 1);
	vomeApi = engine.nodeTypes.credential('vomeApi');
});

const iconFile = (url: string) =>
	path.join(root, 'dist', url.replace(/^icons\/n8n-nodes-vome-assemble\/dist\//, ''));

describe('the package', () => {
	it('is loaded whole', () => {
		expect(Object.keys(engine.nodeTypes.loader.nodeTypes)).toEqual(['vome']);
		expect(Object.keys(engine.nodeTypes.loader.credentialTypes)).toEqual(['vomeApi']);
		expect(vomeApi.supportedNodes).toEqual(['vome']);
	});

	it('shows its icons, light and dark, on node and credential', () => {
		for (const { iconUrl } of [vome.description, vomeApi]) {
			if (typeof iconUrl !== 'object') throw new Error('no icons');
			for (const url of [iconUrl.light, iconUrl.dark]) {
				expect(readFileSync(iconFile(url), 'utf8')).toMatch(/^<svg /);
			}
		}
	});

	it('is found by the words that charities use', () => {
		expect(vome.description.codex?.alias).toEqual(
			expect.arrayContaining(['volunteer', 'nonprofit', 'charity']),
		);
	});

	it('can be used by an AI agent', () => {
		expect(vome.description.usableAsTool).toBe(true);
	});
});

describe('output schemas', () => {
	const read = (file: string) =>
		JSON.parse(readFileSync(path.join(schemas, file), 'utf8')) as {
			type: string;
			version: number;
			properties: Record<string, unknown>;
		};

	it('are there for every operation', () => {
		const operations = vome.description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options, displayOptions }) =>
				(options ?? []).map(
					(option) =>
						`${displayOptions?.show?.resource?.[0] as string}/${(option as { value: string }).value}.json`,
				),
			);
		expect(operations.length).toBeGreaterThan(0);
		for (const file of operations) expect(existsSync(path.join(schemas, file))).toBe(true);
		expect(
			readdirSync(schemas, { recursive: true, encoding: 'utf8' }).filter((file) =>
				file.endsWith('.json'),
			),
		).toHaveLength(operations.length);
	});

	it.each(['profile/get.json', 'profile/getAll.json'])(
		'%s lists what comes out by default',
		(file) => {
			const schema = read(file);
			expect(schema).toMatchObject({ type: 'object', version: 1 });
			expect(Object.keys(schema.properties)).toEqual(
				Object.keys(profileShape('').simplify({ id: '1' })),
			);
		},
	);
});

describe('the interface that saved workflows rely on', () => {
	/** Every parameter as path, type and default. */
	function flatten(properties: INodeProperties[], prefix = ''): Array<[string, string, unknown]> {
		return properties.flatMap((property) => {
			const name = `${prefix}${property.name}`;
			const inner = (property.options ?? []).flatMap((option) => {
				if ('values' in option) {
					const group = option;
					return flatten(group.values, `${name}.${group.name}.`);
				}
				return 'type' in option ? flatten([option], `${name}.`) : [];
			});
			return [[name, property.type, property.default] as [string, string, unknown], ...inner];
		});
	}

	const shown = (resource: string, operation: string) =>
		vome.description.properties.filter(({ displayOptions }) => {
			const { show = {} } = displayOptions ?? {};
			return (
				(show.resource?.includes(resource) ?? true) && (show.operation?.includes(operation) ?? true)
			);
		});

	const choices = (name: string) =>
		vome.description.properties
			.find((property) => property.name === name)
			?.options?.map((option) => (option as { value: string }).value);

	it('profile: getAll', () => {
		expect(flatten(shown('profile', 'getAll'))).toEqual([
			['resource', 'options', 'profile'],
			['operation', 'options', 'getAll'],
			['returnAll', 'boolean', false],
			['limit', 'number', 50],
			['filters', 'collection', {}],
			['filters.firstName', 'string', ''],
			['filters.isOffline', 'boolean', false],
			['output', 'options', 'simplified'],
			['fields', 'string', ''],
			['options', 'collection', {}],
			['options.completeness', 'options', 'standard'],
			['options.queryParameters', 'fixedCollection', {}],
			['options.queryParameters.parameter.name', 'string', ''],
			['options.queryParameters.parameter.value', 'string', ''],
			['options.pageSize', 'number', 100],
			['options.parallelRequests', 'number', 8],
		]);
	});

	it('profile: get', () => {
		expect(flatten(shown('profile', 'get'))).toEqual([
			['resource', 'options', 'profile'],
			['operation', 'options', 'getAll'],
			['lookupBy', 'options', 'id'],
			['profileId', 'string', ''],
			['email', 'string', ''],
			['output', 'options', 'simplified'],
			['fields', 'string', ''],
			['options', 'collection', {}],
			['options.pageSize', 'number', 100],
			['options.parallelRequests', 'number', 8],
		]);
	});

	it('choices', () => {
		expect(choices('resource')).toEqual(['profile']);
		expect(choices('operation')).toEqual(['get', 'getAll']);
		expect(choices('lookupBy')).toEqual(['id', 'email']);
		expect(choices('output')).toEqual(['simplified', 'flattened', 'selectedFields', 'raw']);
	});

	it('credential vomeApi', () => {
		expect(
			vomeApi.properties
				.filter(({ type }) => type !== 'notice')
				.map(({ name, type, typeOptions, default: value }) => [name, type, typeOptions, value]),
		).toEqual([
			['apiKey', 'string', { password: true }, ''],
			['baseUrl', 'string', undefined, 'https://api.vomevolunteer.com'],
		]);
	});
});
