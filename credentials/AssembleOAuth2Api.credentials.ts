import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/**
 * The origin of the organisation; see toOrganisationOrigin. Turns http into https except on this
 * machine, since the client secret could be read on its way. The editor does not know $self, so it
 * shows an example.
 */
const ORIGIN =
	'{{ ($self?.organisation ?? "my-charity").trim().replace(/^[^.:/]+$/, "$&.goassemble.com").replace(/^(?!https?:)/i, "https://").replace(/^http:(?!\\/\\/(localhost|127\\.|\\[::1\\]))/i, "https:").replace(/\\/+(api\\/*)?$/, "") }}';

/** OAuth 2.0 (contract/assemble.md 2.3). n8n itself requests and renews the tokens. */
export class AssembleOAuth2Api implements ICredentialType {
	name = 'assembleOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Assemble OAuth2 API';

	icon: Icon = { light: 'file:../icons/assemble.svg', dark: 'file:../icons/assemble.dark.svg' };

	documentationUrl = 'https://developers.dev.goassemble.com/guide/oauth-2-0-authentication.html';

	properties: INodeProperties[] = [
		{
			displayName:
				'Make an OAuth client in the settings of Assemble; its acting user decides what n8n may do. Where the settings do not show OAuth, ask the support of Assemble to switch it on.',
			name: 'clientNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Organisation',
			name: 'organisation',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. my-charity',
			description:
				'The part of your Assemble address before .goassemble.com, or the whole address if you have one of your own',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description:
						"N8n works as the client's acting user. Best for workflows that run unattended.",
				},
				{
					name: 'Authorization Code',
					value: 'authorizationCode',
					description: 'You connect n8n in the browser, and it works as you',
				},
			],
			default: 'clientCredentials',
			description: 'How n8n gets its access',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			required: true,
			default: `=${ORIGIN}/oauth/authorize`,
			description:
				'Where you are asked for access. The documentation does not give this address; change it if your Assemble has another one.',
			displayOptions: { show: { grantType: ['authorizationCode'] } },
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			required: true,
			default: `=${ORIGIN}/oauth/token`,
			description:
				'Where n8n gets its token; the client secret is sent to this address. The documentation leaves open whether it begins with /oauth or with /api/oauth.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'role-profiles users teams opportunities organisation',
			description:
				'What n8n asks to use, with spaces in between. The node needs role-profiles; take out what the client may not use.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Header', value: 'header', description: 'As basic authentication' },
				{ name: 'Body', value: 'body', description: 'As fields of the request' },
			],
			default: 'header',
			description:
				'How the client ID and secret are sent. Leave it at Header unless an error tells you to change it.',
		},
	];
}
