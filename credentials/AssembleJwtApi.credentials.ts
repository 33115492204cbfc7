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
	readLogin,
	readSessionToken,
	toOrganisationOrigin,
	toToken,
} from '../nodes/Assemble/login/credential';
import { renewToken } from '../nodes/Assemble/login/session';
import { addSecretHeaders } from '../nodes/shared/http/origin';

export class AssembleJwtApi implements ICredentialType {
	name = 'assembleJwtApi';

	displayName = 'Assemble JWT API';

	icon: Icon = { light: 'file:../icons/assemble.svg', dark: 'file:../icons/assemble.dark.svg' };

	documentationUrl =
		'https://developers.dev.goassemble.com/guide/json-web-token-authentication.html';

	properties: INodeProperties[] = [
		{
			displayName:
				'n8n logs in as this user, and may do in Assemble what the user may do. It cannot answer a second factor: use a user without two-factor authentication, or the credential “Assemble OAuth2 API”.',
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
				'The part of your Assemble address before .goassemble.com, or the whole address if you have one of your own. The login and the token are sent to this address only.',
		},
		{
			displayName: 'Login Method',
			name: 'loginMethod',
			type: 'options',
			options: [
				{
					name: 'Email and Password',
					value: 'password',
					description: 'N8n logs in when it needs to, and again when the login has expired',
				},
				{
					name: 'Token',
					value: 'token',
					description: 'A JWT that you paste, which works until it expires',
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
			description: 'A JSON Web Token of Assemble, which has three parts with dots between them',
			displayOptions: { show: { loginMethod: ['token'] } },
		},
		{
			displayName: 'Auth Path',
			name: 'authPath',
			type: 'string',
			required: true,
			default: '/auth/api',
			placeholder: 'e.g. /auth/api',
			description:
				'Where the login is on your Assemble address. The documentation leaves that open: if the login cannot be found, try /api/auth/api.',
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
		if (data.loginMethod === 'token') return {};
		const login = readLogin(data);
		const current = readSessionToken(data, login);
		const token = await renewToken(this.helpers, login, current);
		// The node's mark is for one request only, but n8n 1 stores all of the data.
		return {
			sessionToken: token,
			sessionOwner: digestOf(login),
			rejectedToken: undefined,
		};
	}

	authenticate: IAuthenticate = async (data, options) => {
		const origin = toOrganisationOrigin(data.organisation);
		// The credential test passes the organisation as typed.
		if (options.baseURL !== undefined) options.baseURL = toOrganisationOrigin(options.baseURL);
		return addSecretHeaders(options, origin, ORGANISATION, {
			Accept: ACCEPT,
			Authorization: `Bearer ${toToken(data)}`,
		});
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.organisation}}',
			url: '/api/role-profiles',
			qs: { page: 1, limit: 1 },
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'data',
					value: undefined,
					message: "The address answers, but not like Assemble does. Check 'Organisation'.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"Assemble rejected the token. If you pasted it, paste a new one; else see in the browser whether this user's account is active.",
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
						"The login works, but there are no role profiles at this address. Check 'Organisation'.",
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
