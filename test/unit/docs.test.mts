// The documentation says what the code does: each table is compared with what it describes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants.js';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import { AssembleJwtApi } from '../../credentials/AssembleJwtApi.credentials.ts';
import { AssembleOAuth2Api } from '../../credentials/AssembleOAuth2Api.credentials.ts';
import { VomeApi } from '../../credentials/VomeApi.credentials.ts';
import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { roleProfileShape } from '../../nodes/Assemble/resources/roleProfile/shape.ts';
import type { RecordShape } from '../../nodes/shared/form/output.ts';
import { fieldsOf } from '../../nodes/shared/form/output.ts';
import {
	COLUMNS,
	CUSTOM_FIELDS,
	formName,
} from '../../nodes/Vome/resources/profile/write/columns.ts';
import { opportunityShape } from '../../nodes/Vome/resources/opportunity/shape.ts';
import { profileShape } from '../../nodes/Vome/resources/profile/shape.ts';
import { reservationShape } from '../../nodes/Vome/resources/reservation/shape.ts';
import { shiftShape } from '../../nodes/Vome/resources/shift/shape.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';
import type { Section } from '../support/docs.mts';
import { choicesIn, DocPage, linksIn, plain, root, tablesIn } from '../support/docs.mts';
import type { FormOperation, FormSetting } from '../support/formSettings.mts';
import { eventsOf, operationsOf, settingsOfCredential } from '../support/formSettings.mts';

const NODES: Array<[file: string, node: INodeType]> = [
	['docs/vome.md', new Vome()],
	['docs/assemble.md', new Assemble()],
];

const TRIGGERS: Array<[file: string, trigger: INodeType]> = [
	['docs/vome.md', new VomeTrigger()],
	['docs/assemble.md', new AssembleTrigger()],
];

/** The section whose settings count for every operation of the page. */
const EVERY_OPERATION = 'Every operation';

/** The section whose settings count for every event of the page's trigger. */
const EVERY_EVENT = 'Every event';

type Documented = Pick<FormSetting, 'label' | 'name' | 'type' | 'default'> & {
	choices: FormSetting['choices'];
};

/** The settings in the tables of a section. A row that ends in `.*` stands for those of the section it links to. */
function documentedIn(page: DocPage, section: Section): Documented[] {
	const choices = choicesIn(page, section);
	const documented = tablesIn(section, 'Setting', 'Saved as').flatMap(({ rows }) =>
		rows.flatMap(([label = '', name = '', type = '', standard = '']): Documented[] => {
			const [, prefix] = /^`(.*\.)\*`$/.exec(name) ?? [];
			if (prefix !== undefined) {
				const [, start = '', anchor = ''] = /^(.*)\[.*\]\(#(.*)\)$/.exec(label) ?? [];
				const target = page.anchored(anchor);
				if (target === undefined) throw new Error(`${page.file} has no #${anchor}`);
				return documentedIn(page, target).map((setting) => ({
					...setting,
					label: `${start}${setting.label}`,
					name: `${prefix}${setting.name}`,
				}));
			}
			const inner = label.split(' → ').at(-1) ?? label;
			return [
				{
					label,
					name: plain(name),
					type,
					default: standard,
					choices: [...(choices.get(inner) ?? [])],
				},
			];
		}),
	);
	for (const name of choices.keys()) {
		if (documented.some(({ label }) => label.split(' → ').at(-1) === name)) continue;
		throw new Error(
			`${page.file}, "${section.title}" has choices of '${name}', but no such setting`,
		);
	}
	return documented;
}

/** The sections that a section's paragraph with this beginning links to. */
function sectionsNamed(page: DocPage, section: Section, beginning: string): Section[] {
	const lines = paragraphs(section).filter((text) => text.startsWith(beginning));
	return linksIn({ ...section, lines })
		.filter(({ target }) => target.startsWith('#'))
		.map(({ target }) => page.anchored(target.slice(1)))
		.filter((found) => found !== undefined);
}

/**
 * Those of its own section, of the sections that it calls "Further settings", and the filters of the
 * one that it calls "Filters".
 */
function documentedWith(page: DocPage, section: Section): Documented[] {
	const filters = sectionsNamed(page, section, 'Filters: those of ')
		.flatMap((found) => documentedIn(page, found))
		.filter(({ name }) => name.startsWith('filters.'));
	const all = [section, ...sectionsNamed(page, section, 'Further settings: ')];
	return [...all.flatMap((found) => documentedIn(page, found)), ...filters];
}

function documentedFor(page: DocPage, section: Section): Documented[] {
	const every = page.section(EVERY_OPERATION);
	return [
		...(every === undefined ? [] : documentedIn(page, every)),
		...documentedWith(page, section),
	];
}

function paragraphs({ lines }: Section): string[] {
	return lines
		.join('\n')
		.split('\n\n')
		.map((text) => text.replaceAll('\n', ' '));
}

/** Every difference as a sentence that names the page, the section and the setting. */
function differences(where: string, documented: Documented[], real: FormSetting[]): string[] {
	const found: string[] = [];
	const say = (text: string) => found.push(`${where}: ${text}`);
	for (const setting of real) {
		const rows = documented.filter(({ name }) => name === setting.name);
		if (rows.length !== 1) {
			say(`'${setting.name}' (${setting.label}) is there ${rows.length} times instead of once`);
		}
		for (const row of rows) {
			for (const part of ['label', 'type', 'default'] as const) {
				if (row[part] === setting[part]) continue;
				say(
					`the ${part} of '${setting.name}' is "${row[part]}", but in the form "${setting[part]}"`,
				);
			}
			const [told, offered] = [row.choices, setting.choices].map((choices) =>
				choices
					.map(([name, value]) => `${name} \`${value}\``)
					.toSorted()
					.join(', '),
			);
			if (told !== offered) {
				say(`the choices of '${setting.name}' are "${told}", but in the form "${offered}"`);
			}
		}
	}
	for (const { name, label } of documented) {
		if (real.some((setting) => setting.name === name)) continue;
		say(`'${name}' (${label}) is not in the form`);
	}
	return found;
}

const titleOf = ({ resource, operation }: FormOperation) => `${resource.name}: ${operation.name}`;

describe.each(NODES)('%s', (file, node) => {
	const page = new DocPage(file);
	const operations = operationsOf(node);

	it('lists every operation', () => {
		const rows = page
			.section('Operations')
			?.lines.filter((line) => line.startsWith('|'))
			.slice(2)
			.map((line) =>
				line
					.split('|')
					.map((cell) => cell.trim())
					.slice(1, 5)
					.join(' | '),
			);
		expect(rows?.toSorted()).toEqual(
			operations
				.map(({ resource, operation }) =>
					[resource.name, `\`${resource.value}\``, operation.name, `\`${operation.value}\``].join(
						' | ',
					),
				)
				.toSorted(),
		);
	});

	it('has a section for every operation, and for no other', () => {
		const resources = new Set(operations.map(({ resource }) => resource.name));
		const titles = page.sections
			.map(({ title }) => title)
			.filter((title) => resources.has(title.split(': ')[0] ?? '') && title.includes(': '));
		expect(titles.toSorted()).toEqual(operations.map(titleOf).toSorted());
	});

	it.each(operations.map((operation) => [titleOf(operation), operation] as const))(
		'tells every setting of %s, as the form has it',
		(title, { settings }) => {
			const section = page.section(title);
			if (section === undefined) throw new Error(`${file} has no section "${title}"`);
			expect(differences(`${file}, "${title}"`, documentedFor(page, section), settings)).toEqual(
				[],
			);
		},
	);

	it('has an example of every operation', () => {
		const without = operations.map(titleOf).filter((title) => {
			const section = page.section(title);
			return section === undefined || tablesIn(section, 'Setting', 'Value').length !== 1;
		});
		expect(without).toEqual([]);
	});
});

describe.each(TRIGGERS)('%s', (file, trigger) => {
	const page = new DocPage(file);
	const title = trigger.description.displayName;
	const sections = page.within(title);
	const events = eventsOf(trigger);
	const every = sections.find((section) => section.title === EVERY_EVENT);
	const sectionOf = (event: string) => {
		const section = sections.find((one) => one.title === event);
		if (section === undefined) throw new Error(`${file}, "${title}" has no section "${event}"`);
		return section;
	};

	it('has a section for every event, and for no other', () => {
		expect(sections.map((section) => section.title).toSorted()).toEqual(
			[EVERY_EVENT, ...events.map(({ event }) => event.name)].toSorted(),
		);
	});

	it.each(events.map(({ event, settings }) => [event.name, settings] as const))(
		'tells every setting of %s, as the form has it',
		(event, settings) => {
			if (every === undefined) throw new Error(`${file} has no section "${EVERY_EVENT}"`);
			const documented = [every, sectionOf(event)].flatMap((section) =>
				documentedWith(page, section),
			);
			// Added by n8n, with a form of its own.
			const [pollTimes] = commonPollingParameters;
			const own = documented.filter(({ name }) => name !== pollTimes?.name);
			expect(differences(`${file}, "${event}"`, own, settings)).toEqual([]);
			expect(documented.filter((setting) => !own.includes(setting))).toMatchObject([
				{ label: pollTimes?.displayName },
			]);
		},
	);

	it('has an example of every event', () => {
		const without = events
			.map(({ event }) => event.name)
			.filter((event) => tablesIn(sectionOf(event), 'Setting', 'Value').length !== 1);
		expect(without).toEqual([]);
	});
});

describe('credentials', () => {
	/** Of n8n's own type of credential beneath it. */
	const OF_N8N = ['clientId', 'clientSecret'];

	const CREDENTIALS: Array<[file: string, credential: ICredentialType, ofN8n: string[]]> = [
		['docs/vome.md', new VomeApi(), []],
		['docs/assemble.md', new AssembleJwtApi(), []],
		['docs/assemble.md', new AssembleOAuth2Api(), OF_N8N],
	];

	it.each(
		CREDENTIALS.map(
			([file, credential, ofN8n]) =>
				[file, `Credential: ${credential.displayName}`, credential, ofN8n] as const,
		),
	)('%s, "%s"', (file, title, credential, ofN8n) => {
		const page = new DocPage(file);
		const section = page.section(title);
		if (section === undefined) throw new Error(`${file} has no section "${title}"`);
		const documented = documentedIn(page, section);
		const own = documented.filter(({ name }) => !ofN8n.includes(name));
		const where = `${file}, "${title}"`;
		expect(differences(where, own, settingsOfCredential(credential))).toEqual([]);
		expect(documented.length - own.length).toBe(ofN8n.length);
	});
});

describe('what comes out', () => {
	const SHAPES: Array<[file: string, title: string, shape: RecordShape, id: string | number]> = [
		['docs/vome.md', 'Fields of a profile', profileShape(''), 'x'],
		['docs/vome.md', 'Fields of a reservation', reservationShape, 'x'],
		['docs/vome.md', 'Fields of a shift', shiftShape, 'x'],
		['docs/vome.md', 'Fields of an opportunity', opportunityShape, 'x'],
		['docs/assemble.md', 'Fields of a role profile', roleProfileShape([]), 1],
	];

	it.each(SHAPES)('%s, "%s"', (file, title, shape, id) => {
		const section = new DocPage(file).section(title);
		const rows = section && tablesIn(section, 'Field', 'Simplified').flatMap((table) => table.rows);
		const fields = rows?.map(([field = '', mark]) => [plain(field), mark === 'yes'] as const);
		expect(fields?.map(([field]) => field).toSorted()).toEqual(fieldsOf(shape).toSorted());
		expect(
			fields
				?.filter(([, isSimple]) => isSimple)
				.map(([field]) => field)
				.toSorted(),
		).toEqual(Object.keys(shape.simplify({ id })).toSorted());
	});

	it('docs/vome.md, "Columns"', () => {
		const section = new DocPage('docs/vome.md').section('Columns');
		const rows = section && tablesIn(section, 'Column', 'Saved as').flatMap((table) => table.rows);
		const columns = rows?.map(([label = '', id = '']) => [label, plain(id)]);
		expect(columns?.filter(([, id]) => !id?.includes('custom_field:'))).toEqual(
			[...COLUMNS, CUSTOM_FIELDS].map((column) => [formName(column), column.id]),
		);
	});
});

describe('events', () => {
	const expected = TRIGGERS.flatMap(([, trigger]) =>
		eventsOf(trigger).map(({ event }) => `${trigger.description.displayName}: ${event.name}`),
	);

	it.each(['README.md', 'docs/triggers.md'])('%s lists them all', (file) => {
		const rows = new DocPage(file).sections
			.flatMap((section) => tablesIn(section, 'Trigger', 'Trigger On'))
			.flatMap((table) => table.rows);
		const listed = rows.flatMap(([trigger = '', events = '']) =>
			events.split(', ').map((event) => `${trigger.replace(/^\[(.*)\].*/, '$1')}: ${event}`),
		);
		expect(listed.toSorted()).toEqual(expected.toSorted());
	});
});

const PAGES = [
	'README.md',
	'CONTRIBUTING.md',
	...readdirSync(path.join(root, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
].map((file) => new DocPage(file));

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

describe('docs/troubleshooting.md', () => {
	const page = new DocPage('docs/troubleshooting.md');

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
		/\b(Vome|Assemble|API key|login|token|OAuth2 access|profiles|role profiles|reservation|shift|opportunity|PUT|PATCH|Base URL|Organisation)\b/g;

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
		page.sections
			.filter(({ title }) => title !== OF_N8N)
			.flatMap((section) =>
				tablesIn(section, 'Message').flatMap(({ rows }) =>
					rows.map(([message = '']) => [section.title, message] as const),
				),
			),
	)('%s: %s is what the nodes say', (_, cell) => {
		const [, message] = /^"(.+)"$/.exec(cell) ?? [];
		if (message === undefined) throw new Error(`${cell} is not in quotes`);
		expect({ message, isInSources: isInSources(message) }).toEqual({ message, isInSources: true });
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
