import type { INodeProperties } from 'n8n-workflow';

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 100,
	description: 'How many records to ask for in one request. Vome gives 100 at the most.',
};
