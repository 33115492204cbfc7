import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';

/** The choice of output that every read offers; `example` are names of fields. */
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

/** How the records of one kind are turned into output. */
export interface RecordShape {
	/** All fields, flat, under the API's own names. */
	flatten: (record: IDataObject) => IDataObject;
	/** At most ten fields, and those. */
	simplify: (record: IDataObject) => IDataObject;
	/** Fields that were asked for elsewhere in the form, and so are kept in every output. */
	askedFor?: readonly string[];
}

/** The shape of records whose flattened form is the simplified one and more. */
export function extendedShape(
	simplify: RecordShape['simplify'],
	more: RecordShape['simplify'],
): RecordShape {
	// Not with a spread, which takes many times as long in front of so many names.
	return { simplify, flatten: (record) => Object.assign(simplify(record), more(record)) };
}

/** Names of all fields that `flatten` gives. */
export function fieldsOf({ flatten }: RecordShape): string[] {
	return Object.keys(flatten({}));
}

/**
 * Reads 'Output' and 'Fields' of one item and returns the function that turns a record of the
 * server into an output item. Throws a NodeOperationError for an unknown output or field name.
 */
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
