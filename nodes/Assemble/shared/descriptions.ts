import type { INodeProperties } from 'n8n-workflow';

import { MAX_PAGE_SIZE, PAGE_SIZE } from './client';

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
			description: 'Best for workflows that run unattended',
		},
	],
	default: 'jwt',
	description: 'How n8n logs in to Assemble',
};

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_PAGE_SIZE },
	default: PAGE_SIZE,
	description: 'How many records to ask for in one request',
};
