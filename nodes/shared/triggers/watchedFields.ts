import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../form/parameters';

/** The 'Watched Fields' option and its reader. Fields in `leftOut` count only if chosen. */
export function watchedFields(fields: readonly string[], leftOut: readonly string[] = []) {
	const watchable = fields.filter((field) => field !== 'id');
	const others =
		leftOut.length === 0
			? ''
			: ` except ${leftOut.join(', ')}, which change by themselves or with other fields`;
	const option: INodeProperties = {
		displayName: 'Watched Fields',
		name: 'watchedFields',
		type: 'multiOptions',
		options: [...watchable].sort().map((field) => ({ name: field, value: field })),
		default: [],
		description: `Fields whose changes start the workflow. If none is chosen, all fields count${others}. The names are those of the Flattened output.`,
	};
	return {
		option,
		/** Throws a NodeOperationError for an unknown field name. */
		read(parameters: Parameters): string[] {
			const chosen = parameters.namesOf(`options.${option.name}`, watchable);
			return watchable.filter((field) =>
				chosen.length === 0 ? !leftOut.includes(field) : chosen.includes(field),
			);
		},
	};
}
