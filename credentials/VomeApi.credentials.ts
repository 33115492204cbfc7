import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { addSecretHeaders, toOrigin } from '../nodes/shared/http/origin';
import { BASE_URL, toApiKey } from '../nodes/Vome/shared/credential';

export class VomeApi implements ICredentialType {
	name = 'vomeApi';

	displayName = 'Vome API';

	icon: Icon = { light: 'file:../icons/vome.svg', dark: 'file:../icons/vome.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-vome-assemble/n8n-nodes-vome-assemble/blob/main/docs/vome/connect.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'You need the Vome Ultimate plan. An administrator makes the key in Vome under “Integrations & Apps → API & webhooks”.',
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The secret key from the developer dashboard of Vome',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.vomevolunteer.com',
			placeholder: 'e.g. https://api.vomevolunteer.com',
			description: 'Where the Vome API is; leave it as it is, except for a proxy or a test server',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		addSecretHeaders(requestOptions, toOrigin(credentials.baseUrl, BASE_URL), BASE_URL, {
			'API-KEY': toApiKey(credentials.apiKey),
		});

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/api/profiles/',
			qs: { page: 1, limit: 1 },
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'results',
					value: undefined,
					message: "The address answers, but not like Vome does. Check 'Base URL'.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Vome rejected the API key. Copy the key again, or generate a new one, and save it here.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Vome knows the API key, but the key may not read profiles. Generate a key that may.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
