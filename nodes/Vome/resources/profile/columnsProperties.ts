import type { INodeProperties } from 'n8n-workflow';

/** The columns of a write, mapped one by one or automatically, and what to know of them. */
export const columnsProperties = (mode: 'add' | 'update' | 'upsert'): INodeProperties[] => [
	{
		displayName:
			"The columns for custom fields are those that the first 500 profiles have. If some are missing, choose 'Refresh Column List' in the menu (⋮) beside the columns, or open the node again.",
		name: 'columnsNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		description:
			"The columns to send; whether Vome keeps what is not sent is not documented. What happens to empty cells is set by 'Empty Values'.",
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getProfileColumns',
				mode,
				valuesLabel: 'Values to Send',
				fieldWords: { singular: 'column', plural: 'columns' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				refreshStaleSchemaOnOpen: true,
				matchingFieldsLabels: {
					description: 'The column that Vome finds a person by',
					hint: 'The column that Vome finds a person by: email, ID, or a custom field of the type Unique ID',
				},
			},
		},
	},
];
