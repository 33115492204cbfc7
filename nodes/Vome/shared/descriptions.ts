import type { INodeProperties } from 'n8n-workflow';

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 100,
	description: 'How many records to ask for in one request. Vome gives 100 at the most.',
};

const ID_MODE = {
	modes: [
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
} satisfies Pick<INodeProperties, 'modes'>;

export const shiftLocator: INodeProperties = {
	displayName: 'Shift',
	name: 'shiftId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The shift to work with',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a shift...',
			typeOptions: { searchListMethod: 'searchShifts', searchable: true },
		},
		...ID_MODE.modes,
	],
};

export const opportunityLocator: INodeProperties = {
	displayName: 'Opportunity',
	name: 'opportunityId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The opportunity to work with',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an opportunity...',
			typeOptions: { searchListMethod: 'searchOpportunities', searchable: true },
		},
		...ID_MODE.modes,
	],
};

export const createdAfterFilter: INodeProperties = {
	displayName: 'Created After',
	name: 'createdAfter',
	type: 'dateTime',
	default: '',
	description:
		"Only records made at this time or later. Without a time, it is the start of that day; without a time zone, it is in the workflow's.",
};

export const createdBeforeFilter: INodeProperties = {
	displayName: 'Created Before',
	name: 'createdBefore',
	type: 'dateTime',
	default: '',
	description:
		"Only records made at this time or earlier. Without a time, it is the start of that day, so that the day itself is not included; without a time zone, it is in the workflow's.",
};
