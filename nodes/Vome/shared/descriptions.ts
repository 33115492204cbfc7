import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { slowLoadNotice } from '../../shared/lists/listSearch';

/** A field to pick a record from the list that `method` returns, or by ID. */
export const recordLocator = (
	{ displayName, name }: Pick<INodeProperties, 'displayName' | 'name'>,
	method: string,
	placeholder: string,
): INodeProperties & { modes: [list: INodePropertyMode, id: INodePropertyMode] } => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder,
			typeOptions: {
				searchListMethod: method,
				searchable: true,
				slowLoadNotice,
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$',
						errorMessage: 'An ID looks like 5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
					},
				},
			],
		},
	],
});
