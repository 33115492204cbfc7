import type { INodeProperties } from 'n8n-workflow';

/** Which of the two credentials to use. */
export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'Email and Password (JWT)',
			value: 'jwt',
			description: 'As a user who logs in, or with a token of theirs',
		},
		{
			name: 'OAuth2',
			value: 'oAuth2',
			description: 'With an OAuth client. Best for workflows that run unattended.',
		},
	],
	default: 'jwt',
	description: 'How n8n gets into Assemble',
};

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000 },
	default: 100,
	description:
		'How many records to ask for in one request. Assemble is thought to give 1000 at the most.',
};

export const roleProfileLocator: INodeProperties = {
	displayName: 'Role Profile',
	name: 'roleProfileId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The role profile to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a role profile...',
			typeOptions: { searchListMethod: 'searchRoleProfiles', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 123',
			validation: [
				{
					type: 'regex',
					properties: { regex: '^\\s*[0-9]+\\s*$', errorMessage: 'An ID is a whole number' },
				},
			],
		},
	],
};
