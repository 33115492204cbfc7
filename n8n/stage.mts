/** What tests and `npm start` put into n8n before anything else. */
import type { IDataObject } from 'n8n-workflow';

import type { AssembleSandbox, VomeSandbox } from '../sandbox/index.mts';
import type { Login } from './client.mts';

/** The first user. n8n is reached from this machine alone, and forgotten when it ends. */
export const owner: Login = { email: 'owner@n8n.example', password: 'Made-up-password-1' };

/** What a user fills in for each type of credential: to reach the sandboxes, and to be reached by webhooks. */
export function sandboxCredentials(vome: VomeSandbox, assemble: AssembleSandbox) {
	return {
		vomeApi: { apiKey: vome.apiKey, baseUrl: vome.origin },
		assembleJwtApi: {
			organisation: assemble.origin,
			email: assemble.email,
			password: assemble.password,
		},
		assembleOAuth2Api: {
			organisation: assemble.origin,
			clientId: assemble.clientId,
			clientSecret: assemble.clientSecret,
			scope: 'role-profiles',
		},
		// What Assemble's webhooks would send, and n8n's Webhook node asks for.
		httpBasicAuth: { user: 'assemble', password: 'Made-up-password-2' },
	} satisfies Record<string, IDataObject>;
}
