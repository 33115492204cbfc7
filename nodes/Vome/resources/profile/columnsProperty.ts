import type { INodeProperties } from 'n8n-workflow';

/** The columns of a write, mapped one by one or automatically. */
export function columnsProperty(mode: 'add' | 'update' | 'upsert'): INodeProperties {
	return {
		displayName: 'Columns',
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		description:
			'The columns to send. Empty ones are left out; whether Vome keeps what is not sent is not documented. Custom fields are those found in the first 500 profiles; others can be written by their names through Custom Fields.',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getProfileColumns',
				mode,
				fieldWords: { singular: 'column', plural: 'columns' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
			},
		},
	};
}
