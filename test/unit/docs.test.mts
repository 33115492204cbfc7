// What the documentation names is there: operations, events, links, files, messages and commands.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { ICredentialType } from 'n8n-workflow';

import { AssembleJwtApi } from '../../credentials/AssembleJwtApi.credentials.ts';
import { AssembleOAuth2Api } from '../../credentials/AssembleOAuth2Api.credentials.ts';
import { VomeApi } from '../../credentials/VomeApi.credentials.ts';
import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';
import { DocPage, root, tablesIn, withoutLinks } from '../../scripts/docs/page.mts';
import { eventsOf, operationsOf } from '../../scripts/reference/form.mts';

const PAGES = [
	'README.md',
	'CONTRIBUTING.md',
	...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
].map((file) => new DocPage(file));

const SERVICES = [
	{ service: 'Vome', node: new Vome(), trigger: new VomeTrigger() },
	{ service: 'Assemble', node: new Assemble(), trigger: new AssembleTrigger() },
] as const;

/** The rows of the tables with this header in the guides of a service. */
const inGuides = (service: string, ...header: string[]): string[][] =>
	PAGES.filter(({ file }) => file.startsWith(`docs/${service.toLowerCase()}/`))
		.flatMap(({ sections }) => sections)
		.flatMap((section) => tablesIn(section, ...header))
		.flatMap(({ rows }) => rows);

/** The names in a cell that lists them. */
const listed = (cell = ''): string[] => withoutLinks(cell).split(', ');

describe.each(SERVICES)('the guides of $service', ({ service, node, trigger }) => {
	const operations = inGuides(service, 'Resource', 'Operation');
	const events = inGuides(service, 'Trigger On', 'Starts when');

	it('name every operation, and no other', () => {
		const expected = operationsOf(node).map(
			({ resource, operation }) => `${resource.name}: ${operation.name}`,
		);
		const named = operations.flatMap(([resource = '', names]) =>
			listed(names).map((operation) => `${resource}: ${operation}`),
		);
		expect(named.toSorted()).toEqual(expected.toSorted());
	});

	it('name every event, and no other', () => {
		const expected = eventsOf(trigger).map(({ event }) => event.name);
		expect(events.flatMap(([names]) => listed(names)).toSorted()).toEqual(expected.toSorted());
	});

	it('say of each where to read on', () => {
		const without = [...operations, ...events].filter((cells) => !cells.join('').includes(']('));
		expect(without).toEqual([]);
	});
});

it('README.md lists every event', () => {
	const expected = SERVICES.flatMap(({ trigger }) =>
		eventsOf(trigger).map(({ event }) => `${trigger.description.displayName}: ${event.name}`),
	);
	const rows = new DocPage('README.md').sections
		.flatMap((section) => tablesIn(section, 'Trigger', 'Trigger On'))
		.flatMap((table) => table.rows);
	const found = rows.flatMap(([trigger = '', events]) =>
		listed(events).map((event) => `${withoutLinks(trigger)}: ${event}`),
	);
	expect(found.toSorted()).toEqual(expected.toSorted());
});

describe('links', () => {
	it('are found', () => {
		const counts = PAGES.map(({ links }) => links.length);
		expect(Math.max(...counts)).toBeGreaterThan(20);
	});

	/** Why a link leads nowhere; undefined if it leads somewhere, or out of the repository. */
	function fault(page: DocPage, target: string): string | undefined {
		if (/^[a-z]+:/i.test(target)) return undefined;
		const [file = '', anchor] = target.split('#');
		const found = path.join(path.dirname(page.file), file);
		if (file !== '' && !existsSync(path.join(root, found))) return 'there is no such file';
		if (anchor === undefined) return undefined;
		const other = file === '' ? page : new DocPage(found);
		return other.anchors.includes(anchor) ? undefined : 'there is no such heading';
	}

	it.each(PAGES.map((page) => [page.file, page] as const))('of %s lead somewhere', (file, page) => {
		const faults = page.links.flatMap(({ text, target }) => {
			const why = fault(page, target);
			return why === undefined ? [] : [`${file}: [${text}](${target}): ${why}`];
		});
		expect(faults).toEqual([]);
	});
});

describe('docs/examples.md', () => {
	const page = new DocPage('docs/examples.md');

	it('shows every example, and no other', () => {
		const shown = page.links
			.map(({ target }) => target)
			.filter((target) => target.endsWith('.json'));
		const files = readdirSync(path.join(root, 'examples')).map((file) => `../examples/${file}`);
		expect([...new Set(shown)].toSorted()).toEqual(files.toSorted());
	});

	it('calls each as the workflow is called', () => {
		for (const { target } of page.links.filter((link) => link.target.endsWith('.json'))) {
			const file = readFileSync(path.join(root, 'docs', target), 'utf8');
			const { name } = JSON.parse(file) as { name: string };
			expect(page.sections.map(({ title }) => title)).toContain(name);
		}
	});
});

const CREDENTIALS: ICredentialType[] = [
	new VomeApi(),
	new AssembleOAuth2Api(),
	new AssembleJwtApi(),
];

const { repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	repository: { url: string };
};
const main = `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/`;

describe.each(CREDENTIALS)('the link to the documentation of $displayName', (credential) => {
	const { documentationUrl: url = '' } = credential;
	const [file = '', anchor] = url.slice(main.length).split('#');

	it('leads to a page on the main branch of the repository', () => {
		expect(url.slice(0, main.length)).toBe(main);
		const { anchors } = new DocPage(file);
		if (anchor !== undefined) expect(anchors).toContain(anchor);
	});

	it('leads to where each setting is explained', () => {
		const explained = new DocPage(file).sections
			.flatMap((section) => tablesIn(section, 'Setting', 'What it means'))
			.flatMap(({ rows }) => rows.map(([setting = '']) => setting))
			.join();
		const shown = credential.properties.filter(
			({ type }) => type !== 'notice' && type !== 'hidden',
		);
		for (const { displayName } of shown) expect(explained).toContain(`**${displayName}**`);
	});

	it('leads to where each message of its test is explained', () => {
		const { rules = [] } = credential.test ?? {};
		const explained = new DocPage(file).sections
			.flatMap((section) => tablesIn(section, 'Message'))
			.flatMap(({ rows }) => rows.map(([message]) => message));
		for (const { properties } of rules) expect(explained).toContain(`"${properties.message}"`);
	});
});

interface Codex {
	resources: Record<'credentialDocumentation' | 'primaryDocumentation', Array<{ url: string }>>;
}

it.each(
	SERVICES.flatMap(({ service, node, trigger }) =>
		[node, trigger].map((one) => [`${service}/${one.constructor.name}.node.json`, service]),
	),
)('%s leads to pages of ours, and to how %s is connected', (file, service) => {
	const codex = JSON.parse(readFileSync(path.join(root, 'nodes', file), 'utf8')) as Codex;
	const { credentialDocumentation, primaryDocumentation } = codex.resources;
	expect(credentialDocumentation).toEqual([
		{ url: `${main}docs/${service.toLowerCase()}/connect.md` },
	]);
	expect(primaryDocumentation).toHaveLength(1);
	for (const { url } of [...credentialDocumentation, ...primaryDocumentation]) {
		expect(url.slice(0, main.length)).toBe(main);
		expect(existsSync(path.join(root, url.slice(main.length)))).toBe(true);
	}
});

describe('messages', () => {
	/** Messages of n8n, which are in no source of ours. */
	const OF_N8N = 'What n8n says';

	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
	);
	/** Without what quotes need in a source, and with a sign for what is filled in. */
	const texts = sources.map((source) =>
		source.replace(/\\(['"`])/g, '$1').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…'),
	);

	/** What the words of a service's messages are filled in with. */
	const FILLED_IN =
		/\b(Vome|Assemble|API key|login|token|OAuth2 access|profiles|role profiles|profile|reservation|shift|opportunity|PUT|PATCH|Base URL|Organisation)\b/g;

	/** Whether a message is in the sources; "…" stands for what is filled in. */
	function isInSources(message: string): boolean {
		const candidates = [
			message,
			message.replace(/'[^']+'/g, "'…'"),
			message.replace(FILLED_IN, '…'),
		];
		return candidates.some((text) => texts.some((source) => toPattern(text).test(source)));
	}

	function toPattern(message: string): RegExp {
		const parts = message
			.split('…')
			.map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
		return new RegExp(parts.join('[^\\n]{0,80}?'));
	}

	it.each(
		PAGES.flatMap(({ file, sections }) =>
			sections
				.filter(({ title }) => title !== OF_N8N)
				.flatMap((section) =>
					tablesIn(section, 'Message').flatMap(({ rows }) =>
						rows.map(([message = '']) => [file, section.title, message] as const),
					),
				),
		),
	)('of %s, %s: %s is what the nodes say', (_, __, cell) => {
		const [, message] = /^"(.+)"$/.exec(cell) ?? [];
		if (message === undefined) throw new Error(`${cell} is not in quotes`);
		expect({ message, isInSources: isInSources(message) }).toEqual({
			message,
			isInSources: true,
		});
	});
});

it('the commands in README.md and CONTRIBUTING.md are there', () => {
	const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	};
	const commands = ['README.md', 'CONTRIBUTING.md'].flatMap((file) =>
		[...new DocPage(file).text.matchAll(/npm (?:run ([a-z][a-z:0-9]*)|(test|start)\b)/g)].map(
			([, script, own]) => script ?? own ?? '',
		),
	);
	expect(commands).toContain('test');
	expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});
