import type {
	ICredentialType,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

/** One setting of a form, in the words in which the documentation has it. */
export interface FormSetting {
	/** With the collections that it is in, as in "Filters → First Name". */
	label: string;
	/** Where it is in a saved workflow, as in "filters.firstName". */
	name: string;
	type: string;
	default: string;
	/** What can be chosen: name and value. */
	choices: Array<[name: string, value: string]>;
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
	const resources = choicesOf(properties.find(({ name }) => name === 'resource'));
	return resources.flatMap((resource) => {
		const isOfResource = ({ displayOptions }: INodeProperties) =>
			displayOptions?.show?.resource?.includes(resource.value) ?? true;
		const own = properties.filter(isOfResource);
		return choicesOf(own.find(({ name }) => name === 'operation')).map((operation) => ({
			resource,
			operation,
			settings: settingsOf(
				own.filter(
					({ name, displayOptions }) =>
						!['resource', 'operation'].includes(name) &&
						(displayOptions?.show?.operation?.includes(operation.value) ?? true),
				),
			),
		}));
	});
}

/** What a trigger can start on, with the settings of each. Without Poll Times, which n8n adds. */
export function eventsOf({ description: { properties } }: INodeType): FormEvent[] {
	return choicesOf(properties.find(({ name }) => name === 'event')).map((event) => ({
		event,
		settings: settingsOf(
			properties.filter(
				({ displayOptions }) => displayOptions?.show?.event?.includes(event.value) ?? true,
			),
		),
	}));
}

/** All settings among these properties, those in collections too, without notices. */
export function settingsOf(
	properties: INodeProperties[],
	labels: string[] = [],
	prefix = '',
): FormSetting[] {
	return properties.flatMap((property): FormSetting[] => {
		const { displayName, type } = property;
		const name = `${prefix}${property.name}`;
		const path = [...labels, displayName];
		if (type === 'notice') return [];
		if (type === 'collection') {
			return settingsOf((property.options ?? []) as INodeProperties[], path, `${name}.`);
		}
		if (type === 'fixedCollection') {
			const groups = (property.options ?? []) as Array<{ name: string; values: INodeProperties[] }>;
			return groups.flatMap((group) => settingsOf(group.values, path, `${name}.${group.name}.`));
		}
		return [
			{
				label: path.join(' → '),
				name,
				type: `${typeInWords(property)}${property.required === true ? ', required' : ''}`,
				default: defaultInWords(property),
				choices: choicesOf(property).map((choice) => [choice.name, String(choice.value)]),
				property,
			},
		];
	});
}

/** The settings of a credential. */
export function settingsOfCredential({ properties }: ICredentialType): FormSetting[] {
	return settingsOf(properties);
}

export function choicesOf(property: INodeProperties | undefined): INodePropertyOptions[] {
	return (property?.options ?? []) as INodePropertyOptions[];
}

function typeInWords({ type, typeOptions = {} }: INodeProperties): string {
	if (type === 'string' && typeOptions.multipleValues === true) return 'several texts';
	if (type === 'string' && typeOptions.password === true) return 'secret text';
	if (type === 'options' && typeOptions.loadOptionsMethod !== undefined) {
		return 'choice from Assemble';
	}
	if (type === 'dateTime' && typeOptions.dateOnly === true) return 'date';
	if (type === 'number') {
		const { minValue, maxValue } = typeOptions;
		return `number, ${minValue} ${maxValue === undefined ? 'or more' : `to ${maxValue}`}`;
	}
	return WORDS[type] ?? type;
}

const WORDS: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'on or off',
	dateTime: 'date and time',
	json: 'JSON',
	multiOptions: 'several choices',
	options: 'choice',
	resourceLocator: 'list or ID',
	resourceMapper: 'columns',
	string: 'text',
};

function defaultInWords(property: INodeProperties): string {
	const { default: value } = property;
	if (typeof value === 'boolean') return value ? 'On' : 'Off';
	if (typeof value === 'number' && property.options === undefined) return String(value);
	if (property.type === 'options' && value !== '') {
		return (
			choicesOf(property).find((choice) => choice.value === value)?.name ?? 'none of its choices'
		);
	}
	if (typeof value !== 'string' || value === '') return '';
	// Of an expression what it ends with.
	return `\`${value.replace(/^=.*\}\}/, '…')}\``;
}
