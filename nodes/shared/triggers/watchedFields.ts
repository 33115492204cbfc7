import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';

const LABEL = 'Watched Fields';

/** The choice of fields whose changes count. `leftOut` are those that do not count by default. */
export function watchedFieldsOption(
	fields: readonly string[],
	leftOut: readonly string[],
): INodeProperties {
	const others =
		leftOut.length === 0
			? ''
			: ` except ${leftOut.join(', ')}, which change by themselves or with other fields`;
	return {
		displayName: LABEL,
		name: 'watchedFields',
		type: 'multiOptions',
		options: fields
			.filter((field) => field !== 'id')
			.sort()
			.map((field) => ({ name: field, value: field })),
		default: [],
		description: `Fields whose changes start the workflow. If none is chosen, all fields count${others}. The names are those of the Flattened output.`,
	};
}

/**
 * Reads 'Watched Fields': names of `fields`, or all of them without `leftOut` where none is chosen.
 * Throws a NodeOperationError for a name that does not exist.
 */
export function readWatchedFields(
	parameters: Parameters,
	fields: readonly string[],
	leftOut: readonly string[],
): string[] {
	const watchable = fields.filter((field) => field !== 'id');
	const chosen = parameters.list('options.watchedFields', LABEL);
	const unknown = chosen.filter((field) => !watchable.includes(field));
	if (unknown.length > 0) {
		throw parameters.fail(
			`'${LABEL}' names a field that does not exist: ${unknown.join(', ')}`,
			`The fields are ${watchable.join(', ')}.`,
		);
	}
	return watchable.filter((field) =>
		chosen.length === 0 ? !leftOut.includes(field) : chosen.includes(field),
	);
}
