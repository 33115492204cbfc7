// A form taken apart into its settings, in plain words.
import type {
	DisplayCondition,
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
	INodeType,
	NodeParameterValue,
} from 'n8n-workflow';

/** One setting of a form. Notices and collections are settings, too. */
export interface FormSetting {
	/** With the collections that it is in, as in "Filters → First Name". */
	label: string;
	/** Where it is in a saved workflow, as in "filters.firstName". */
	name: string;
	type: string;
	default: string;
	/** The tooltip, and what else the form shows beside the field. */
	meaning: string;
	/** On which choices it depends whether the form shows it, as in "Shown when Return All is Off". */
	condition: string;
	choices: INodePropertyOptions[];
	property: INodeProperties;
}

/** A resource and an operation of a node. */
export interface FormOperation {
	resource: INodePropertyOptions;
	operation: INodePropertyOptions;
	settings: FormSetting[];
}

/** An event of a trigger. */
export interface FormEvent {
	event: INodePropertyOptions;
	settings: FormSetting[];
}

/** What a node can do, with the settings of each. */
export function operationsOf({ description: { properties } }: INodeType): FormOperation[] {
	return choicesOf(named(properties, 'resource')).flatMap((resource) => {
		const ofResource = shownWith(properties, 'resource', resource.value);
		return choicesOf(named(ofResource, 'operation')).map((operation) => ({
			resource,
			operation,
			settings: settingsOf(shownWith(ofResource, 'operation', operation.value)),
		}));
	});
}

/** What a trigger can start on, with the settings of each. Without Poll Times, which n8n adds. */
export function eventsOf({ description: { properties } }: INodeType): FormEvent[] {
	return choicesOf(named(properties, 'event')).map((event) => ({
		event,
		settings: settingsOf(shownWith(properties, 'event', event.value)),
	}));
}

/** The settings by which a form chooses what else it shows: Resource and Operation, or Trigger On. */
export function selectorsOf({ description: { properties } }: INodeType): FormSetting[] {
	const selectors = ['resource', 'operation', 'event'];
	return settingsOf(properties).filter(({ name }) => selectors.includes(name));
}

export function settingsOfCredential({ properties }: ICredentialType): FormSetting[] {
	return settingsOf(properties);
}

function choicesOf(property: INodeProperties | undefined): INodePropertyOptions[] {
	const isChoice = property?.type === 'options' || property?.type === 'multiOptions';
	return isChoice ? ((property.options ?? []) as INodePropertyOptions[]) : [];
}

type Conditions = Record<string, Array<NodeParameterValue | DisplayCondition> | undefined>;

const named = (properties: INodeProperties[], name: string) =>
	properties.find((property) => property.name === name);

/** The other properties that are there with this choice, each with what else it depends on. */
function shownWith(
	properties: INodeProperties[],
	selector: string,
	choice: NodeParameterValue,
): INodeProperties[] {
	return properties.flatMap((property) => {
		const { show = {}, hide } = property.displayOptions ?? {};
		const { [selector]: choices, [`/${selector}`]: sameChoices, ...others } = show;
		const isShown =
			property.name !== selector && ((choices ?? sameChoices)?.includes(choice) ?? true);
		return isShown ? [{ ...property, displayOptions: { show: others, hide } }] : [];
	});
}

/** `outer` are the properties around a collection, on which its settings may depend. */
function settingsOf(
	properties: INodeProperties[],
	labels: string[] = [],
	prefix = '',
	outer: INodeProperties[] = [],
): FormSetting[] {
	const known = [...properties, ...outer];
	return properties.flatMap((property) => {
		const path = [...labels, property.type === 'notice' ? 'Notice' : property.displayName];
		const name = `${prefix}${property.name}`;
		return [
			{
				label: path.join(' → '),
				name,
				type: typeInWords(property),
				default: defaultInWords(property),
				meaning: meaningOf(property),
				condition: conditionOf(property, known),
				choices: choicesOf(property),
				property,
			},
			...groupsOf(property).flatMap((group) =>
				settingsOf(group.values, path, `${name}.${group.prefix}`, known),
			),
		];
	});
}

function groupsOf({ type, options = [] }: INodeProperties) {
	if (type === 'collection') return [{ prefix: '', values: options as INodeProperties[] }];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).map(({ name, values }) => ({
		prefix: `${name}.`,
		values,
	}));
}

function typeInWords(property: INodeProperties): string {
	const { required = false, noDataExpression = false, typeOptions: { expirable } = {} } = property;
	return [
		kindOf(property),
		required && 'required',
		noDataExpression && 'no expression',
		expirable === true && 'renewed by n8n',
	]
		.filter(Boolean)
		.join(', ');
}

const KINDS: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'on or off',
	collection: 'settings to add',
	dateTime: 'date and time',
	fixedCollection: 'settings to add',
	hidden: 'hidden text',
	json: 'JSON',
	multiOptions: 'several choices',
	options: 'choice',
	string: 'text',
};

function kindOf({ type, typeOptions = {}, modes = [] }: INodeProperties): string {
	const kind = KINDS[type] ?? type;
	const { minValue, maxValue, loadOptionsMethod, dateOnly } = typeOptions;
	if (typeOptions.password === true) return `secret ${kind}`;
	if (typeOptions.multipleValues === true) return `${kind}, any number of them`;
	if (loadOptionsMethod !== undefined) return `${kind} from a list (${listOf(loadOptionsMethod)})`;
	if (type === 'dateTime' && dateOnly === true) return 'date';
	if (type === 'resourceLocator') return modes.map(modeInWords).join(' or ');
	if (type === 'resourceMapper') return mapperInWords(typeOptions);
	if (minValue === undefined) return maxValue === undefined ? kind : `${kind}, up to ${maxValue}`;
	return `${kind}, ${minValue} ${maxValue === undefined ? 'or more' : `to ${maxValue}`}`;
}

function modeInWords({ displayName, typeOptions }: INodePropertyMode): string {
	const method = typeOptions?.searchListMethod;
	return method === undefined ? displayName : `${displayName} (${listOf(method)})`;
}

/** What a method such as "searchRoleProfiles" lists. */
function listOf(method: string): string {
	return method
		.replace(/^(get|search)/, '')
		.replace(/[A-Z]/g, ' $&')
		.trim()
		.toLowerCase();
}

function mapperInWords({ resourceMapper }: INodeProperties['typeOptions'] & object): string {
	const { mode, supportAutoMap, multiKeyMatch } = resourceMapper ?? {};
	const matching = multiKeyMatch ? 'several columns to match on' : 'one column to match on';
	return [
		'columns',
		supportAutoMap === false ? 'mapped by hand' : 'mapped by hand or automatically',
		mode === 'add' ? 'none to match on' : matching,
	].join(', ');
}

/** What n8n's form for columns calls its two ways. */
export const MAPPING_MODES: Record<string, string> = {
	defineBelow: 'Map Each Column Manually',
	autoMapInputData: 'Map Automatically',
};

function defaultInWords(property: INodeProperties): string {
	const { type, modes, default: value } = property;
	if (type === 'resourceLocator' || type === 'resourceMapper') {
		const { mode, mappingMode } = value as Record<string, string>;
		const name =
			modes?.find((one) => one.name === mode)?.displayName ?? MAPPING_MODES[mappingMode ?? ''];
		if (name !== undefined) return name;
	}
	if (typeof value === 'string' && value.startsWith('=')) {
		return `an expression that ends in ${inCode(value.replace(/^=.*\}\}/, ''))}`;
	}
	const isNothing = value === '' || ['[]', '{}'].includes(JSON.stringify(value));
	return isNothing ? '' : valueInWords(property, value);
}

/** A value as the form shows it, else as it is saved. */
function valueInWords(property: INodeProperties | undefined, value: unknown): string {
	const choice = choicesOf(property).find((one) => one.value === value);
	if (choice !== undefined) return choice.name;
	if (property?.type === 'boolean' && typeof value === 'boolean') return value ? 'On' : 'Off';
	return inCode(value);
}

/** As it is saved: a text in quotes where it would look like a value of another type. */
export function inCode(value: unknown): string {
	const isPlain = typeof value === 'string' && !/^(true|false|null|-?\d+(\.\d+)?)$/.test(value);
	return `\`${isPlain ? value : JSON.stringify(value)}\``;
}

function meaningOf({
	type,
	displayName,
	description,
	hint,
	placeholder = '',
}: INodeProperties): string {
	const example = /^e\.g\. (.+)$/.exec(placeholder)?.[1];
	return [
		type === 'notice' && displayName,
		description,
		hint,
		example !== undefined && `For example \`${example}\``,
	]
		.filter((text) => typeof text === 'string')
		.map(asSentence)
		.join(' ');
}

/** With a period at its end, and its links as Markdown has them. */
export function asSentence(text: string): string {
	const linked = text.replace(/<a href="([^"]+)">([^<]+)<\/a>/g, '[$2]($1)');
	return /[.!?]$/.test(linked) ? linked : `${linked}.`;
}

function conditionOf({ displayOptions }: INodeProperties, known: INodeProperties[]): string {
	const parts = [
		['Shown', conditionsIn(displayOptions?.show, known)],
		['Hidden', conditionsIn(displayOptions?.hide, known)],
	];
	return parts.flatMap(([word, when]) => (when === '' ? [] : [`${word} ${when}`])).join('; ');
}

/** "when Output is Selected Fields"; empty without conditions. `known` are the properties they may name. */
export function conditionsIn(conditions: Conditions = {}, known: INodeProperties[]): string {
	const all = Object.entries(conditions).map(
		([name, values = []]: [string, Conditions[string] | undefined]) => {
			const other = named(known, name.replace(/^\//, ''));
			const words = values.map((value) => valueInWords(other, value));
			return `${other?.displayName ?? name} is ${words.join(' or ')}`;
		},
	);
	return all.length === 0 ? '' : `when ${all.join(' and ')}`;
}
