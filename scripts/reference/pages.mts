// docs/reference, written from the forms, by the name of the file.
import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants.js';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import * as markdown from 'prettier/plugins/markdown';
import { format } from 'prettier/standalone';

import { AssembleJwtApi } from '../../credentials/AssembleJwtApi.credentials.ts';
import { AssembleOAuth2Api } from '../../credentials/AssembleOAuth2Api.credentials.ts';
import { VomeApi } from '../../credentials/VomeApi.credentials.ts';
import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { activityShape } from '../../nodes/Assemble/resources/activity/shape.ts';
import { roleProfileShape } from '../../nodes/Assemble/resources/roleProfile/shape.ts';
import { teamShape } from '../../nodes/Assemble/resources/team/shape.ts';
import type { RecordShape } from '../../nodes/shared/form/output.ts';
import { fieldsOf } from '../../nodes/shared/form/output.ts';
import { opportunityShape } from '../../nodes/Vome/resources/opportunity/shape.ts';
import { profileShape } from '../../nodes/Vome/resources/profile/shape.ts';
import {
	COLUMNS,
	CUSTOM_FIELDS,
	formName,
} from '../../nodes/Vome/resources/profile/write/columns.ts';
import { reservationShape } from '../../nodes/Vome/resources/reservation/shape.ts';
import { shiftShape } from '../../nodes/Vome/resources/shift/shape.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';
import type { FormSetting } from './form.mts';
import {
	asSentence,
	conditionsIn,
	eventsOf,
	inCode,
	operationsOf,
	selectorsOf,
	settingsOfCredential,
} from './form.mts';

const HEADER = 'Generated from the forms by `npm run reference`. Do not edit.';

const CREDENTIALS = [new VomeApi(), new AssembleOAuth2Api(), new AssembleJwtApi()];

/** Every page; its name is relative to docs/reference. */
export async function referencePages(): Promise<Record<string, string>> {
	const pages = {
		'vome.md': nodePage(new Vome(), GUIDES.vome, {
			opportunity: [fieldsOfRecord('an opportunity', opportunityShape)],
			profile: [COLUMNS_SECTION, fieldsOfRecord('a profile', profileShape(''))],
			reservation: [fieldsOfRecord('a reservation', reservationShape)],
			shift: [fieldsOfRecord('a shift', shiftShape)],
		}),
		'vome-trigger.md': triggerPage(new VomeTrigger(), 'vome'),
		'assemble.md': nodePage(new Assemble(), GUIDES.assemble, {
			activity: [fieldsOfRecord('an activity', activityShape)],
			opportunity: [openFields('an opportunity')],
			roleProfile: [fieldsOfRecord('a role profile', roleProfileShape([]))],
			team: [fieldsOfRecord('a team', teamShape([]))],
			user: [openFields('a user')],
		}),
		'assemble-trigger.md': triggerPage(new AssembleTrigger(), 'assemble'),
		'credentials.md': credentialsPage(),
	};
	const formatted = Object.entries(pages).map(async ([file, paragraphs]) => [
		file,
		await format(paragraphs.join('\n\n'), { parser: 'markdown', plugins: [markdown] }),
	]);
	return Object.fromEntries(await Promise.all(formatted)) as Record<string, string>;
}

/** A heading and what stands below it. */
interface Section {
	title: string;
	paragraphs: string[];
}

/** The guides of a node, whose examples its reference leads to. */
const GUIDES = {
	vome: '[read](../vome/read.md) and [write](../vome/write.md)',
	assemble: '[read](../assemble/read.md) and [write role profiles](../assemble/role-profiles.md)',
};

/** `records` are the sections about what each resource has, by its value. */
function nodePage(node: INodeType, guides: string, records: Record<string, Section[]>): string[] {
	const operations = operationsOf(node);
	const names = new Map(operations.map(({ resource }) => [resource.value, resource.name]));
	const resources = [...names].map(([value, name]) => [
		...operations
			.filter(({ resource }) => resource.value === value)
			.map(({ operation, settings }) => ({
				title: `${name}: ${operation.name}`,
				paragraphs: [
					asSentence(operation.description ?? ''),
					`Resource ${inCode(value)}, operation ${inCode(operation.value)}. In n8n's list of actions: ${operation.action}.`,
					...settingsTable(settings),
				],
			})),
		...(records[String(value)] ?? []),
	]);
	return [
		...head(node, `Guides with examples: ${guides}.`),
		resources.map((sections) => `- ${links(sections)}`).join('\n'),
		'## Resource and operation',
		...settingsTable(selectorsOf(node)),
		...resources.flat().flatMap(written),
	];
}

function triggerPage(trigger: INodeType, service: string): string[] {
	const { displayName } = trigger.description;
	const sections = eventsOf(trigger).map(({ event, settings }) => ({
		title: event.name,
		paragraphs: [
			asSentence(event.description ?? ''),
			`Event ${inCode(event.value)}.`,
			...settingsTable(settings),
		],
	}));
	return [
		...head(
			trigger,
			`A guide with examples: [${displayName}](../${service}/triggers.md). The fields of the records are in [the reference of the node](${service}.md).`,
		),
		...commonPollingParameters.map(
			(added) =>
				`n8n adds **${added.displayName}** (${inCode(added.name)}): when the trigger looks.`,
		),
		links(sections),
		'## Event',
		...settingsTable(selectorsOf(trigger)),
		...sections.flatMap(written),
	];
}

function credentialsPage(): string[] {
	const page = (credential: ICredentialType) => {
		const service = credential.name.startsWith('vome') ? 'Vome' : 'Assemble';
		const [, steps] = credential.documentationUrl?.split('/docs/') ?? [];
		return [
			`## ${credential.displayName}`,
			`Saved as ${inCode(credential.name)}. The steps to set it up: [Connect n8n to ${service}](../${steps}).`,
			...(credential.extends ?? []).map(
				(parent) =>
					`n8n's own type ${inCode(parent)} adds its settings, among them **Client ID** (\`clientId\`) and **Client Secret** (\`clientSecret\`).`,
			),
			...settingsTable(settingsOfCredential(credential)),
		];
	};
	return [
		'# Credentials: reference',
		HEADER,
		'"Saved as" is the name in the data of the credential, as n8n\'s API and command line take it.',
		...CREDENTIALS.flatMap(page),
	];
}

function head({ description: node }: INodeType, guide: string): string[] {
	const credentials = (node.credentials ?? []).map(({ name, displayOptions }) => {
		const title = CREDENTIALS.find((one) => one.name === name)?.displayName ?? name;
		const when = conditionsIn(displayOptions?.show, node.properties);
		return `[${title}](credentials.md#${anchorOf(title)}) ${when}`.trimEnd();
	});
	return [
		`# ${node.displayName}: reference`,
		HEADER,
		`${asSentence(node.description)} ${guide}`,
		'"Saved as" is the name in a workflow file, in an expression, and where an AI agent fills in the form.',
		`Credential: ${credentials.join(', ')}.`,
	];
}

const written = ({ title, paragraphs }: Section) => [`## ${title}`, ...paragraphs];

const links = (sections: Section[]) =>
	sections.map(({ title }) => `[${title}](#${anchorOf(title)})`).join(' · ');

const anchorOf = (title: string) =>
	title
		.toLowerCase()
		.replace(/[^a-z0-9 -]/g, '')
		.replaceAll(' ', '-');

/** A table of settings, and a list of what can be chosen in them. */
function settingsTable(settings: FormSetting[]): string[] {
	if (settings.length === 0) return ['There is nothing to set.'];
	const choices = settings.flatMap(choicesItem);
	return [
		table(
			['Setting', 'Saved as', 'Type', 'Default', 'Meaning'],
			settings.map((setting) => [
				setting.label,
				inCode(setting.name),
				setting.type,
				setting.default,
				[setting.meaning, setting.condition && `${setting.condition}.`].filter(Boolean).join(' '),
			]),
		),
		...(choices.length === 0 ? [] : ['Choices:', choices.join('\n')]),
	];
}

/** In one line where no choice has a description. */
function choicesItem({ label, choices, condition }: FormSetting): string[] {
	if (choices.length === 0) return [];
	const title = `- **${label}**${condition && `, ${condition.charAt(0).toLowerCase()}${condition.slice(1)}`}:`;
	const items = choices.map(({ name, value, description }) => {
		const choice = name === value ? inCode(value) : `${name} ${inCode(value)}`;
		return description === undefined ? choice : `${choice}: ${asSentence(description)}`;
	});
	const isPlain = choices.every(({ description }) => description === undefined);
	return [isPlain ? `${title} ${items.join(' · ')}` : [title, ...items].join('\n  - ')];
}

function fieldsOfRecord(record: string, shape: RecordShape): Section {
	const title = `Fields of ${record}`;
	const all = fieldsOf(shape);
	if (shape.simplify === undefined) {
		const meaning = 'What comes out under Simplified. Selected Fields keeps those that you choose.';
		return {
			title,
			paragraphs: [
				meaning,
				table(
					['Field'],
					all.map((field) => [inCode(field)]),
				),
			],
		};
	}
	const simplified = Object.keys(shape.simplify({}));
	const mark = (fields: string[], field: string) => (fields.includes(field) ? 'yes' : '');
	return {
		title,
		paragraphs: [
			'What comes out under Simplified and under All Fields. Selected Fields keeps those that you choose.',
			table(
				['Field', 'Simplified', 'All Fields'],
				[...new Set([...all, ...simplified])].map((field) => [
					inCode(field),
					mark(simplified, field),
					mark(all, field),
				]),
			),
		],
	};
}

const openFields = (record: string): Section => ({
	title: `Fields of ${record}`,
	paragraphs: [
		'Which there are is not documented, so what comes out is what Assemble sends. **Simplified**: the ID, names, title, email, status and type, and other plain fields, ten at most. **All Fields**: an object by its name, beside a field with `_id` that has its ID; a list as a list of names; anything deeper as JSON. **Selected Fields** lists what the first page has.',
	],
});

const COLUMNS_SECTION: Section = {
	title: 'Columns of a profile',
	paragraphs: [
		'What **Columns** offers when profiles are written. Create has no ID. Each custom field has a column of its own, saved as `custom_field:` and its ID.',
		table(
			['Column', 'Saved as'],
			[...COLUMNS, CUSTOM_FIELDS].map((column) => [formName(column), inCode(column.id)]),
		),
	],
};

function table(header: string[], rows: string[][]): string {
	return [header, header.map(() => '-'), ...rows]
		.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');
}
