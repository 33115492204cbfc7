import type {
	IAuthenticate,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import {
	ACCEPT,
	digestOf,
	ORGANISATION,
	readApiPath,
	readLogin,
	readPastedToken,
	readSessionToken,
	toOrganisationOrigin,
	toToken,
} from '../nodes/Assemble/login/credential';
import { renewToken } from '../nodes/Assemble/login/session';
import { findRoleProfiles, pathOfRoleProfiles } from '../nodes/Assemble/shared/credentialTest';
import { addSecretHeaders } from '../nodes/shared/http/origin';

export class AssembleJwtApi implements ICredentialType {
	name = 'assembleJwtApi';

	displayName = 'Assemble JWT API';

	icon: Icon = { light: 'file:../icons/assemble.svg', dark: 'file:../icons/assemble.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-vome-assemble/n8n-nodes-vome-assemble/blob/main/docs/assemble/connect.md#assemble-jwt-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'The user must not have two-factor authentication, because n8n cannot enter the code. If they have, use Assemble OAuth2 API.',
			name: 'userNotice',
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
			displayName: 'Login Method',
			name: 'loginMethod',
			type: 'options',
			options: [
				{
					name: 'Email and Password',
					value: 'password',
					description: 'Logs in when needed, and again when the login has expired',
				},
				{
					name: 'Token',
					value: 'token',
					description: 'Uses a token that you paste, until it expires',
				},
			],
			default: 'password',
			description: 'How to get into Assemble',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. nathan@example.com',
			description: 'The email address with which the user logs in to Assemble',
			displayOptions: { show: { loginMethod: ['password'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The password with which the user logs in to Assemble',
			displayOptions: { show: { loginMethod: ['password'] } },
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'A JSON Web Token from Assemble: three parts separated by dots',
			displayOptions: { show: { loginMethod: ['token'] } },
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
			displayName: 'Auth Path',
			name: 'authPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. /api/auth/api',
			description: 'Path of the login at this address; leave it empty unless an error mentions it',
			displayOptions: { show: { loginMethod: ['password'] } },
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			// A digest of the login that the token belongs to.
			displayName: 'Session Owner',
			name: 'sessionOwner',
			type: 'hidden',
			default: '',
		},
	];

	/** n8n calls this before a request without a token, after a 401, and to test the credential. */
	async preAuthentication(
		this: IHttpRequestHelper,
		data: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		// Before a password is sent.
		readApiPath(data);
		if (data.loginMethod === 'token') {
			await findRoleProfiles(this.helpers, data, () => readPastedToken(data.token));
			return {};
		}
		const login = readLogin(data);
		const current = readSessionToken(data, login);
		const token = await renewToken(this.helpers, login, current);
		await findRoleProfiles(this.helpers, data, () => token);
		// The node's marks are for one request only, but n8n 1 stores all of the data.
		return {
			sessionToken: token,
			sessionOwner: digestOf(login),
			rejectedToken: undefined,
			isFromNode: undefined,
		};
	}

	authenticate: IAuthenticate = async (data, options) => {
		const origin = toOrganisationOrigin(data.organisation);
		// The credential test passes the organisation as typed.
		if (options.baseURL !== undefined) options.baseURL = toOrganisationOrigin(options.baseURL);
		// The test has a made-up path. On a 401, n8n passes the same options again.
		if (options.url === this.test.request.url) options.url = pathOfRoleProfiles(data);
		return addSecretHeaders(options, origin, ORGANISATION, {
			Accept: ACCEPT,
			Authorization: `Bearer ${toToken(data)}`,
		});
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.organisation}}',
			url: '/role-profiles',
			qs: { page: 1, limit: 1 },
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'data',
					value: undefined,
					message:
						"The address answers, but not like Assemble does. Check 'Organisation', then 'API Path'.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"Assemble rejected the token. If you pasted it, paste a new one; otherwise, check in the browser whether this user's account is active.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						"The login works, but this user may not read role profiles. Give the user's permission group the permissions for role profiles.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						"The login works, but there are no role profiles at this address. Check 'Organisation', then 'API Path'.",
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
