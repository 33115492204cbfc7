// What people read in the forms: short, plain, and in an order in which they can find things.
import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import { AssembleJwtApi } from '../../credentials/AssembleJwtApi.credentials.ts';
import { AssembleOAuth2Api } from '../../credentials/AssembleOAuth2Api.credentials.ts';
import { VomeApi } from '../../credentials/VomeApi.credentials.ts';
import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';

/** In characters that the reader sees. */
const LONGEST = { tooltip: 100, notice: 140 };

interface Text {
	where: string;
	text: string;
	kind: 'label' | 'tooltip' | 'notice';
}

interface Choices {
	where: string;
	labels: string[];
}

const isCollection = (option: object): option is INodePropertyCollection => 'values' in option;
const isProperty = (option: object): option is INodeProperties => 'type' in option;

/** All texts of a form, and all lists of choices in it, however deep. */
function readForm(properties: INodeProperties[], where: string) {
	const texts: Text[] = [];
	const lists: Choices[] = [];
	const read = (property: INodeProperties, parent: string) => {
		const { displayName, name, type, description, hint, options = [], modes = [] } = property;
		const here = `${parent} > ${name}`;
		const tooltip = (text: string | undefined, of = here) => {
			if (text !== undefined) texts.push({ where: of, text, kind: 'tooltip' });
		};
		if (type === 'notice')
			return void texts.push({ where: here, text: displayName, kind: 'notice' });
		if (type === 'hidden') return;
		texts.push({ where: here, text: displayName, kind: 'label' });
		tooltip(description);
		tooltip(hint, `${here} (hint)`);
		const labels = property.typeOptions?.resourceMapper?.matchingFieldsLabels;
		tooltip(labels?.description, `${here} (matching)`);
		tooltip(labels?.hint, `${here} (matching hint)`);
		for (const mode of modes)
			texts.push({ where: `${here} > ${mode.name}`, text: mode.displayName, kind: 'label' });
		for (const option of options) {
			if (isProperty(option)) read(option, here);
			else if (isCollection(option)) for (const inner of option.values) read(inner, here);
			else {
				texts.push({ where: `${here} > ${option.name}`, text: option.name, kind: 'label' });
				tooltip(option.description, `${here} > ${option.name}`);
			}
		}
		const choices = options.filter((option) => !isCollection(option));
		lists.push({
			where: here,
			labels: choices.map((option) =>
				isProperty(option) ? option.displayName : (option as INodePropertyOptions).name,
			),
		});
	};
	for (const property of properties) read(property, where);
	return { texts, lists };
}

const FORMS = [
	...[new Vome(), new VomeTrigger(), new Assemble(), new AssembleTrigger()].map(
		({ description }: { description: INodeTypeDescription }) => description,
	),
	...[new VomeApi(), new AssembleJwtApi(), new AssembleOAuth2Api()].map(
		(type: ICredentialType) => type,
	),
].map(({ displayName, properties }) => ({
	name: displayName,
	...readForm(properties, displayName),
}));

const texts = FORMS.flatMap((form) => form.texts);
const lists = FORMS.flatMap((form) => form.lists);

/** Without the tags of links. */
const seen = (text: string) => text.replace(/<[^>]*>/g, '');
const told = ({ where, text }: Text) => `${where}: ${seen(text).length} characters: ${text}`;
const ofKind = (...kinds: Array<Text['kind']>) => texts.filter(({ kind }) => kinds.includes(kind));

it('there are forms to read', () => {
	expect(FORMS.map(({ texts: { length } }) => length > 3)).toEqual(FORMS.map(() => true));
	expect(lists.filter(({ labels }) => labels.length > 1).length).toBeGreaterThan(20);
});

it.each(['tooltip', 'notice'] as const)('each %s is short', (kind) => {
	const long = ofKind(kind).filter(({ text }) => seen(text).length > LONGEST[kind]);
	expect(long.map(told)).toEqual([]);
});

it('none speaks of documentation, or of what is not known', () => {
	const spoken =
		/\b(document(s|ed|ation)?|does not say|is thought to|up to (Vome|Assemble)|inferred|guess)\b/i;
	expect(
		ofKind('tooltip', 'notice')
			.filter(({ text }) => spoken.test(text))
			.map(told),
	).toEqual([]);
});

it('a volunteer is called a volunteer, and nothing has a name of its own', () => {
	const other = /\b(flattened|payload|ordering|envelope|page token|endpoint)\b/i;
	expect(texts.filter(({ text }) => other.test(text)).map(told)).toEqual([]);
});

it('each tooltip begins with a capital, and says one thing', () => {
	const odd = ofKind('tooltip').filter(
		({ text }) => !/^[A-Z“"]/.test(text) || (text.match(/[.!?] [A-Z]/g) ?? []).length > 1,
	);
	expect(odd.map(told)).toEqual([]);
});

it('choices, options and filters are in the order of their labels', () => {
	const unordered = lists.filter(({ labels }) => {
		const sorted = [...labels].sort((one, other) => one.localeCompare(other));
		return labels.join() !== sorted.join();
	});
	expect(unordered).toEqual([]);
});

it('placeholders show an example', () => {
	const shown = (property: INodeProperties): string[] => [
		...(property.type === 'collection' ||
		property.type === 'fixedCollection' ||
		property.placeholder === undefined
			? []
			: [property.placeholder]),
		...(property.options ?? []).flatMap((option) =>
			isProperty(option) ? shown(option) : isCollection(option) ? option.values.flatMap(shown) : [],
		),
	];
	const properties = [new Vome(), new VomeTrigger(), new Assemble(), new AssembleTrigger()].flatMap(
		({ description }) => description.properties,
	);
	expect(properties.flatMap(shown).filter((text) => !text.startsWith('e.g. '))).toEqual([]);
});
