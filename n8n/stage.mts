/** What tests and `npm start` set up in n8n first. */
import type { IDataObject } from 'n8n-workflow';

import type { AssembleSandbox, VomeSandbox } from '../sandbox/index.mts';
import type { Login } from './client.mts';

/** The first user. n8n is reachable from this machine only, and its data goes when it ends. */
export const owner: Login = { email: 'owner@n8n.example', password: 'Made-up-password-1' };

/** What a user fills in for each credential type, to reach the sandboxes and receive webhooks. */
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
		// n8n's Webhook node asks for what Assemble's webhooks would send.
		httpBasicAuth: { user: 'assemble', password: 'Made-up-password-2' },
	} satisfies Record<string, IDataObject>;
}
