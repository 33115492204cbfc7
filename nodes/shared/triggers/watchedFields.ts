import type { INodeProperties } from 'n8n-workflow';

import { fieldOptions } from '../form/labels';
import type { Parameters } from '../form/parameters';

/** The 'Watched Fields' option and its reader. Fields in `leftOut` count only if chosen. */
export function watchedFields(fields: readonly string[], leftOut: readonly string[] = []) {
	const watchable = fields.filter((field) => field !== 'id');
	const option: INodeProperties = {
		displayName: 'Watched Fields',
		name: 'watchedFields',
		type: 'multiOptions',
		options: fieldOptions(watchable),
		default: [],
		description:
			'Fields whose changes start the workflow; by default, all except those that change by themselves',
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
