import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';

/** The 'Output' choice of every read; `example` holds field names. */
export const outputProperties = (example: string): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The most useful fields, each under a name of its own',
			},
			{
				name: 'Flattened',
				value: 'flattened',
				description: 'All fields, each under a name of its own',
			},
			{
				name: 'Selected Fields',
				value: 'selectedFields',
				description: 'Only the fields you name, and the ID',
			},
			{
				name: 'Raw',
				value: 'raw',
				description: 'The data as the server sends it',
			},
		],
		default: 'simplified',
		description: 'How much of each record comes out, and in which form',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${example}`,
		description:
			'Names of the fields to keep, separated by commas, or an array of names. They are the names that the Flattened output shows. The ID is always kept.',
		displayOptions: { show: { output: ['selectedFields'] } },
	},
];

export interface RecordShape {
	/** All fields, flat, under the API's names. */
	flatten: (record: IDataObject) => IDataObject;
	/** At most ten of these fields. */
	simplify: (record: IDataObject) => IDataObject;
	/** Fields chosen elsewhere in the form, which every output keeps. */
	askedFor?: readonly string[];
}

/** A shape whose flattened form is the simplified one and more. */
export function extendedShape(
	simplify: RecordShape['simplify'],
	more: RecordShape['simplify'],
): RecordShape {
	// A spread before this many names takes many times as long.
	return { simplify, flatten: (record) => Object.assign(simplify(record), more(record)) };
}

/** The field names of the Flattened output. */
export function fieldsOf({ flatten }: RecordShape): string[] {
	return Object.keys(flatten({}));
}

/** Reads 'Output' and 'Fields'. Throws a NodeOperationError for an unknown output or field. */
export function readOutput(
	parameters: Parameters,
	shape: RecordShape,
): (record: IDataObject) => INodeExecutionData {
	const output = parameters.choice('output');
	if (output === 'raw') return (record) => ({ json: record });
	if (output === 'flattened') return (record) => ({ json: shape.flatten(record) });
	if (output === 'simplified') return (record) => ({ json: shape.simplify(record) });

	const known = fieldsOf(shape);
	const fields = parameters.namesOf('fields', known);
	if (fields.length === 0) {
		throw parameters.fail("'Fields' is empty", `Name at least one field: ${known.join(', ')}.`);
	}
	const kept = [...new Set(['id', ...fields, ...(shape.askedFor ?? [])])];
	return (record) => {
		const flat = shape.flatten(record);
		return { json: Object.fromEntries(kept.map((field) => [field, flat[field]])) };
	};
}
