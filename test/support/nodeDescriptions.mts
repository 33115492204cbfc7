import type { INodeTypeDescription } from 'n8n-workflow';

/** What n8n needs to know of a stand-in for a node. */
export const describe = (
	name: string,
	version: number,
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version,
	description: '',
	defaults: { name },
	inputs: ['main'],
	outputs: ['main'],
	properties: [],
	...more,
});
