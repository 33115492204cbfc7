import type { INodeProperties } from 'n8n-workflow';

/** What Get does if there is no such record. */
export const ifNotFoundOption: INodeProperties = {
	displayName: 'If Not Found',
	name: 'ifNotFound',
	type: 'options',
	options: [
		{ name: 'Return an Error', value: 'error' },
		{ name: 'Return Nothing', value: 'nothing' },
	],
	default: 'error',
	description: 'What to do if there is no such record',
};
