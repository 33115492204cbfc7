import { connectionCause, LASTING_CAUSES } from '../../shared/errors';
import type { Obstacle } from '../../shared/http';
import { object } from '../../shared/records';

/**
 * What n8n's OAuth2 flow threw before a request could be sent, in the user's words; undefined if the
 * error is not of that flow. `tokenUrl` is where it asks for tokens. Errors of the token endpoint:
 * RFC 6749 section 5.2, which assemble.md section 9 expects.
 */
export function findOAuthObstacle(error: Error, tokenUrl: string): Obstacle | undefined {
	const { body, code, status, config, response } = error as FlowError;
	if (code === 'EAUTH') return refusal(object(body).error);
	if (code === 'ESTATUS') return answer(Number(status));
	if (config?.url?.startsWith(tokenUrl) === true) {
		return response === undefined ? noAnswer(String(code)) : answer(response.status);
	}
	// n8n's own words for a credential that was never connected, or cannot be renewed.
	const isUnconnected =
		/without access token|not connected|no refresh token|needs to be reconnected/;
	return isUnconnected.test(error.message) ? RECONNECT : undefined;
}

/** The errors of n8n's OAuth2 client, and of the HTTP client underneath. */
interface FlowError extends Error {
	body?: unknown;
	code?: unknown;
	status?: unknown;
	config?: { url?: string };
	response?: { status: number };
}

function noAnswer(code: string): Obstacle {
	return {
		message: "The 'Access Token URL' of the credential could not be reached",
		description: `${connectionCause(code)} Check the address in the credential and the network of n8n.`,
		isPassing: !LASTING_CAUSES.has(code),
	};
}

const RECONNECT: Obstacle = {
	message: 'The OAuth2 credential of Assemble must be connected again',
	description:
		"Open the credential in n8n and choose 'Connect my account'. For workflows that run unattended, the grant type Client Credentials needs no connecting.",
	isPassing: false,
};

const REFUSALS: Record<string, [message: string, description: string]> = {
	invalid_client: [
		'Assemble rejected the client ID or client secret',
		"Copy both again from the OAuth client in Assemble. If they are right, change 'Authentication' in the credential to Body.",
	],
	invalid_scope: [
		'Assemble rejected the scope',
		"Take out of 'Scope' in the credential what the OAuth client may not use. The node needs role-profiles at least.",
	],
	unauthorized_client: [
		'Assemble does not allow this grant type for the OAuth client',
		"Change 'Grant Type' in the credential, or the OAuth client in Assemble.",
	],
	unsupported_grant_type: [
		'Assemble does not know this grant type',
		"Change 'Grant Type' in the credential.",
	],
	invalid_grant: [RECONNECT.message, RECONNECT.description],
};

function refusal(reason: unknown): Obstacle {
	const [message, description] = REFUSALS[String(reason)] ?? [
		'Assemble refused to give an OAuth2 token',
		'Check the client ID, the client secret and the scope in the credential, and the acting user of the OAuth client in Assemble.',
	];
	return { message, description, isPassing: false };
}

function answer(status: number): Obstacle {
	if (status === 404 || status === 405 || (status >= 200 && status < 400)) {
		return {
			message: "Assemble gives no OAuth2 token at the 'Access Token URL' of the credential",
			description:
				'The documentation leaves open whether the address ends in /oauth/token or in /api/oauth/token. Try the other one, and see whether OAuth is switched on for your organisation.',
			isPassing: false,
		};
	}
	return {
		message: `Assemble could not give an OAuth2 token now (HTTP ${status})`,
		description: 'Run the workflow again later.',
		isPassing: status === 429 || status >= 500,
	};
}
