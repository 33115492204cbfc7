// Profiles that go from Vome into a file and from the file back into Vome.
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { WorkflowFile } from '../../n8n/client.mts';
import { row } from '../../n8n/workflow.mts';
import type { FileFormat } from './fileNodes.mts';

export interface Route {
	format: FileFormat;
	matchBy: string;
	/** Options of Create or Update. */
	options?: IDataObject;
}

export const ROUTES: Route[] = [
	{ format: 'csv', matchBy: 'email' },
	{ format: 'csv', matchBy: 'id' },
	{ format: 'xlsx', matchBy: 'email' },
	{ format: 'xlsx', matchBy: 'id' },
];

/** All Fields of all profiles, through a file, into Create or Update; then read again. */
export function thereAndBack(
	credentials: INode['credentials'],
	{ format, matchBy, options = {} }: Route,
): WorkflowFile {
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters) => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters,
	});
	const vome = (name: string, parameters: INodeParameters, more: Partial<INode> = {}) => ({
		...node(name, '', 1, { resource: 'profile', ...parameters }),
		type: 'n8n-nodes-vome-assemble.vome',
		credentials,
		...more,
	});
	const all = { operation: 'getAll', returnAll: true, output: 'flattened' };
	return row(
		`There and back as ${format}`,
		node('Start', 'manualTrigger', 1, {}),
		vome('Before', all),
		node('Convert to File', 'convertToFile', 1.1, { operation: format, options: {} }),
		node('Extract from File', 'extractFromFile', 1.1, { operation: format, options: {} }),
		vome(
			'Create or Update',
			{
				operation: 'upsert',
				columns: {
					mappingMode: 'autoMapInputData',
					value: null,
					matchingColumns: [matchBy],
					schema: [],
				},
				options: options as INodeParameters,
			},
			{ onError: 'continueRegularOutput' },
		),
		vome('After', all, { executeOnce: true }),
	);
}

/** The items of Create or Update that did not go well. */
export function failed(items: readonly IDataObject[]): IDataObject[] {
	return items.filter(({ success }) => success !== true);
}
