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

	documentationUrl =
		'https://github.com/n8n-nodes-vome-assemble/n8n-nodes-vome-assemble/blob/main/docs/assemble/connect.md#assemble-oauth2-api';

	properties: INodeProperties[] = [
		{
			displayName:
				"Make an OAuth client in Assemble's settings. If they do not show OAuth, ask Assemble's support to switch it on.",
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
				'The part of your Assemble address before .goassemble.com, or your own address in full',
		},
		{
			displayName: 'API Path',
			name: 'apiPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. /api/v3',
			description: 'Path of the API at this address; leave it empty unless an error mentions it',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'Authorization Code',
					value: 'authorizationCode',
					description: 'Works as you, once you have connected the credential in the browser',
				},
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description: "Works as the client's acting user; best for workflows that run unattended",
				},
			],
			default: 'clientCredentials',
			description: 'How n8n gets its access',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			required: true,
			default: `=${ORIGIN}/oauth/token`,
			description: 'Where the token comes from; the client secret is sent to this address',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			required: true,
			default: `=${ORIGIN}/oauth/authorize`,
			description: 'Where you are asked for access in the browser',
			displayOptions: { show: { grantType: ['authorizationCode'] } },
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'role-profiles',
			placeholder: 'e.g. role-profiles users teams',
			description:
				'Scopes, separated by spaces; others are users teams opportunities activities organisation',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Body', value: 'body', description: 'As fields of the request' },
				{ name: 'Header', value: 'header', description: 'As basic authentication' },
			],
			default: 'header',
			description:
				'How the client ID and secret are sent; leave it at Header unless an error mentions it',
		},
	];
}
