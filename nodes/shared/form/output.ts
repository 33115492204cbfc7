import type { GenericValue, IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { asObject, value } from '../records';
import { fieldOptions } from './labels';
import type { Parameters } from './parameters';

export interface RecordShape {
	/** All fields, flat, under the API's names; null for those that the record lacks. */
	flatten: (record: IDataObject) => IDataObject;
	/** At most ten of these fields; left out if there are no more than that. */
	simplify?: (record: IDataObject) => IDataObject;
	/** Fields chosen elsewhere in the form, which every output keeps. */
	askedFor?: readonly string[];
	/** A field that holds the account's own fields. A method of the node lists all fields. */
	own?: { field: string; loadOptionsMethod: string };
	/** No field is known beforehand, so any may be chosen. A method of the node lists those that come. */
	open?: { loadOptionsMethod: string };
}

/** The 'Output' choice of every read. */
export const outputProperties = (shape: RecordShape): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		options: [
			...(shape.simplify === undefined
				? []
				: [{ name: 'All Fields', value: 'flattened', description: 'Everything, one column each' }]),
			{ name: 'Raw', value: 'raw', description: 'The data as the service sends it' },
			{
				name: 'Selected Fields',
				value: 'selectedFields',
				description: 'The ID and the fields that you choose',
			},
			{ name: 'Simplified', value: 'simplified', description: 'The most useful fields' },
		],
		default: 'simplified',
		description: 'How much of each record comes out',
	},
	fieldsProperty(shape),
];

const fieldsProperty = (shape: RecordShape): INodeProperties => {
	const { loadOptionsMethod } = shape.own ?? shape.open ?? {};
	const property = {
		name: 'fields',
		type: 'multiOptions',
		required: true,
		default: [],
		displayOptions: { show: { output: ['selectedFields'] } },
	} satisfies Partial<INodeProperties>;
	if (loadOptionsMethod === undefined) {
		return {
			displayName: 'Fields',
			...property,
			options: fieldOptions(fieldsOf(shape)),
			description: 'The fields to return; the ID is always included',
		};
	}
	return {
		displayName: 'Field Names or IDs',
		...property,
		typeOptions: { loadOptionsMethod },
		// The list has what the first records have.
		allowArbitraryValues: true,
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	};
};

/** A shape that knows what a record lacks. */
export interface TellingShape extends RecordShape {
	/** As `flatten`, but undefined for what the record lacks. */
	tell: (record: IDataObject) => IDataObject;
}

/** What stands for fields that a record lacks, if it is not null. */
type Empties = Record<string, () => GenericValue>;

/**
 * A shape whose flattened form is the simplified one and more. Both give undefined or null for what the
 * record lacks.
 */
export function extendedShape(
	simplify: RecordShape['flatten'],
	more: RecordShape['flatten'],
	empties: Empties = {},
): TellingShape & { simplify: RecordShape['flatten'] } {
	// A spread before this many names takes many times as long.
	const tell = (record: IDataObject) => Object.assign(simplify(record), more(record));
	return {
		simplify: (record) => filled(simplify(record), empties),
		flatten: (record) => filled(tell(record), empties),
		tell,
	};
}

/** The same object, with nothing left undefined. */
export function filled(fields: IDataObject, empties: Empties): IDataObject {
	for (const name of Object.keys(fields)) {
		if (fields[name] === undefined) fields[name] = empties[name]?.() ?? null;
	}
	return fields;
}

/** The field names of the output 'All Fields'. */
export function fieldsOf({ flatten }: Pick<RecordShape, 'flatten'>): string[] {
	return Object.keys(flatten({}));
}

/** Reads 'Output' and 'Fields'. Throws a NodeOperationError for an unknown output or field. */
export function readOutput(
	parameters: Parameters,
	shape: RecordShape,
): (record: IDataObject) => INodeExecutionData {
	const { flatten, simplify = flatten } = shape;
	const output = parameters.choice('output');
	if (output === 'raw') return (record) => ({ json: record });
	if (output === 'flattened') return (record) => ({ json: flatten(record) });
	if (output === 'simplified') return (record) => ({ json: simplify(record) });

	const known = fieldsOf(shape);
	const prefix = shape.own && `${shape.own.field}.`;
	const isOwn = (field: string) => prefix !== undefined && field.startsWith(prefix);
	const isAny = shape.open !== undefined;
	const fields = isAny ? parameters.list('fields') : parameters.namesOf('fields', known, isOwn);
	if (fields.length === 0) {
		const label = parameters.label('fields');
		const among = known.length === 0 ? '' : `: ${known.join(', ')}`;
		throw parameters.fail(`'${label}' is empty`, `Choose at least one field${among}.`);
	}
	const kept = [...new Set(['id', ...fields, ...(shape.askedFor ?? [])])];
	const readOwn = (flat: IDataObject, field: string) => {
		const name = field.slice(prefix?.length);
		// The service's own name may have white space around it, which namesOf takes off.
		const own = Object.entries(asObject(flat[shape.own?.field ?? '']));
		return value(own.find(([key]) => key.trim() === name)?.[1]);
	};
	return (record) => {
		const flat = flatten(record);
		return {
			json: Object.fromEntries(
				kept.map((field) => [field, isOwn(field) ? readOwn(flat, field) : fieldOf(flat, field)]),
			),
		};
	};
}

/** A record may lack a field that was chosen, where none is known beforehand. */
function fieldOf(flat: IDataObject, field: string) {
	return Object.hasOwn(flat, field) ? flat[field] : null;
}
