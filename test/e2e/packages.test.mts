// The packages of one service each, in an n8n of their own; then with the combined one beside them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import type { CredentialType } from '../../n8n/client.mts';
import {
	type Credential,
	installPackage,
	installTarball,
	type N8n,
	N8nClient,
	owner,
	sandboxCredentials,
	setUpN8n,
	startN8n,
	type WorkflowFile,
} from '../../n8n/index.mts';
import { pack, singlePackages } from '../../packages/index.mts';
import {
	type AssembleSandbox,
	startAssembleSandbox,
	startVomeSandbox,
	type VomeSandbox,
} from '../../sandbox/index.mts';
import { manualTrigger, ourNode, PACKAGE, row } from './support/bench.mts';
import { expectIcons } from './support/icons.mts';

const root = path.join(import.meta.dirname, '../..');

/** n8n starts twice here. */
const MOST_MILLISECONDS_TO_START = 300_000;

const SERVICES = [
	{ name: 'Vome', type: 'n8n-nodes-vome.vome', credentialTypes: ['vomeApi'] },
	{
		name: 'Assemble',
		type: 'n8n-nodes-assemble.assemble',
		credentialTypes: ['assembleJwtApi', 'assembleOAuth2Api'],
	},
] as const;

let temporary: string;
let vome: VomeSandbox;
let assemble: AssembleSandbox;
let n8n: N8n;
let client: N8nClient;
let credentials: Record<string, Credential>;

async function start(): Promise<void> {
	n8n = await startN8n({ installation: await setUpN8n(), userFolder: temporary });
	client = new N8nClient(n8n.origin);
}

beforeAll(async () => {
	temporary = mkdtempSync(path.join(tmpdir(), 'n8n-packages-'));
	for (const single of singlePackages(root)) {
		const { file } = await pack(single, path.join(temporary, 'tarballs'));
		await installTarball(file, temporary);
	}
	vome = await startVomeSandbox({ isToday: true });
	assemble = await startAssembleSandbox();
	await start();
	await client.setUpOwner(owner);
	const saved = Object.entries(sandboxCredentials(vome, assemble)).map(
		async ([type, data]) => [type, await client.createCredential(type, type, data)] as const,
	);
	credentials = Object.fromEntries(await Promise.all(saved));
}, MOST_MILLISECONDS_TO_START);

afterAll(async () => {
	await n8n.stop();
	await vome.close();
	await assemble.close();
	rmSync(temporary, { recursive: true, force: true });
});

const ofOurs = (names: string[]) =>
	names.filter((name) => /^n8n-nodes-(vome|assemble)/.test(name)).sort();

function example(file: string): WorkflowFile {
	const text = readFileSync(path.join(root, 'examples', file), 'utf8');
	return JSON.parse(text) as WorkflowFile;
}

/** What the README of a single package says to do with a workflow of the combined one. */
function withPrefix(workflow: WorkflowFile, prefix: string): WorkflowFile {
	return JSON.parse(
		JSON.stringify(workflow).replaceAll(`${PACKAGE}.`, `${prefix}.`),
	) as WorkflowFile;
}

async function getMany(name: 'Vome' | 'Assemble', type: string, credentialType: string) {
	const credential = credentials[credentialType];
	if (!credential) throw new Error(`There is no credential of the type ${credentialType}`);
	const parameters = {
		operation: 'getAll',
		limit: 3,
		...(credentialType === 'assembleOAuth2Api' && { authentication: 'oAuth2' }),
	};
	const node = { ...ourNode(name, credential, parameters), type };
	const workflow = await client.createWorkflow(row(`Get Many of ${type}`, manualTrigger, node));
	const execution = await client.run(workflow);
	expect(execution.error).toBeUndefined();
	return execution.json(name);
}

describe('both single packages', () => {
	let nodes: INodeTypeDescription[];
	let types: CredentialType[];
	beforeAll(async () => {
		nodes = await client.nodeTypes();
		types = await client.credentialTypes();
	});

	it('bring their nodes, the action nodes also as tools for AI agents, and no others', () => {
		expect(ofOurs(nodes.map(({ name }) => name))).toEqual([
			'n8n-nodes-assemble.assemble',
			'n8n-nodes-assemble.assembleTool',
			'n8n-nodes-assemble.assembleTrigger',
			'n8n-nodes-vome.vome',
			'n8n-nodes-vome.vomeTool',
			'n8n-nodes-vome.vomeTrigger',
		]);
	});

	it.each(SERVICES.flatMap(({ type }) => [type, `${type}Trigger`]))(
		'%s has its icons, and is found by "volunteer"',
		async (type) => {
			const node = nodes.find(({ name }) => name === type);
			await expectIcons(client, type.slice(type.indexOf('.') + 1), node?.iconUrl);
			expect(node?.codex?.alias).toContain('volunteer');
		},
	);

	it.each(SERVICES)('$name has its credentials, with icons', async ({ credentialTypes }) => {
		for (const name of credentialTypes) {
			const [type, ...more] = types.filter((one) => one.name === name);
			expect(more).toEqual([]);
			await expectIcons(client, name, type?.iconUrl);
		}
	});

	it.each(
		SERVICES.flatMap(({ name, type, credentialTypes }) =>
			credentialTypes.map((credentialType) => ({ name, type, credentialType })),
		),
	)('$name: Get Many works with $credentialType', async ({ name, type, credentialType }) => {
		expect(await getMany(name, type, credentialType)).toHaveLength(3);
	});

	it.each(['vomeApi', 'assembleJwtApi'])('%s can be tested', async (type) => {
		const credential = credentials[type];
		if (!credential) throw new Error('It was not saved');
		expect(await client.testCredential(credential)).toMatchObject({ status: 'OK' });
	});

	it.each([
		['fetch-all-profiles.json', 'n8n-nodes-vome'],
		['role-profile-lifecycle.json', 'n8n-nodes-assemble'],
	])('run %s when its node types begin with %s, and not before', async (file, prefix) => {
		const ofCombined = example(file);
		const chosen = Object.values(credentials);
		const unchanged = await client.importWorkflow(ofCombined, chosen);
		await expect(client.run(unchanged)).rejects.toThrow(/n8n-nodes-vome-assemble/);

		const changed = await client.importWorkflow(withPrefix(ofCombined, prefix), chosen);
		const execution = await client.run(changed);
		expect({ error: execution.error, status: execution.status }).toEqual({ status: 'success' });
	});
});

describe('the combined package beside them', () => {
	beforeAll(async () => {
		await n8n.stop();
		await installPackage(root, temporary);
		await start();
		await client.logIn(owner);
	}, MOST_MILLISECONDS_TO_START);

	it('shows each node once for each package', async () => {
		const names = (await client.nodeTypes()).map(({ name }) => name);
		expect(ofOurs(names).filter((name) => !name.endsWith('Tool'))).toEqual([
			'n8n-nodes-assemble.assemble',
			'n8n-nodes-assemble.assembleTrigger',
			'n8n-nodes-vome-assemble.assemble',
			'n8n-nodes-vome-assemble.assembleTrigger',
			'n8n-nodes-vome-assemble.vome',
			'n8n-nodes-vome-assemble.vomeTrigger',
			'n8n-nodes-vome.vome',
			'n8n-nodes-vome.vomeTrigger',
		]);
	});

	it('uses the credentials that were made before', async () => {
		expect(await getMany('Vome', `${PACKAGE}.vome`, 'vomeApi')).toHaveLength(3);
		expect(await getMany('Vome', 'n8n-nodes-vome.vome', 'vomeApi')).toHaveLength(3);
		expect(await getMany('Assemble', `${PACKAGE}.assemble`, 'assembleJwtApi')).toHaveLength(3);
		expect(await getMany('Assemble', 'n8n-nodes-assemble.assemble', 'assembleJwtApi')).toHaveLength(
			3,
		);
	});
});
