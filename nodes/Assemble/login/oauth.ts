import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { connectionCause, isLasting, NO_ROUTE } from '../../shared/http/errors';
import type { Obstacle } from '../../shared/http/httpClient';
import { asObject } from '../../shared/records';

/**
 * Explains an error that n8n's OAuth2 flow threw before a request could be sent; undefined for any other
 * error. Errors of the token endpoint: RFC 6749 section 5.2, which contract/assemble.md 9 expects.
 */
export function findOAuthObstacle(
	error: Error,
	{ accessTokenUrl, grantType }: ICredentialDataDecryptedObject,
): Obstacle | undefined {
	const { body, code, status, config, response } = error as FlowError;
	const lost = grantType === 'authorizationCode' ? RECONNECT : MAKE_ANEW;
	if (code === 'EAUTH') return refusal(asObject(body).error ?? reasonIn(error.message), lost);
	if (code === 'ESTATUS') return answer(Number(status), lost);
	// n8n 1 keeps only the messages of these two.
	const [, said] = /^HTTP status (\d{3})$/.exec(error.message) ?? [];
	if (said !== undefined) return answer(Number(said), lost);
	if (error.message.startsWith('Unsupported content type')) return lost;
	if (config?.url?.startsWith(String(accessTokenUrl)) === true) {
		return response === undefined ? noAnswer(String(code)) : answer(response.status, lost);
	}
	// n8n's messages for a credential that was never connected, or cannot be renewed.
	const isUnconnected =
		/without access token|not connected|no refresh token|needs to be reconnected/;
	return isUnconnected.test(error.message) ? lost : undefined;
}

/** Errors of n8n's OAuth2 client, and of its HTTP client. */
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
		isPassing: !isLasting(code),
	};
}

const RECONNECT: Obstacle = {
	message: 'The OAuth2 credential of Assemble must be connected again',
	description:
		"Open the credential in n8n and choose 'Connect my account'. For workflows that run unattended, the grant type Client Credentials needs no connecting.",
	isPassing: false,
};

/** n8n keeps an answer without a token and never asks again: a correct address is not enough. */
const MAKE_ANEW: Obstacle = {
	message: "Assemble gave no OAuth2 token at the 'Access Token URL' of the credential",
	description:
		'Check the address, which ends in /oauth/token or /api/oauth/token, the client ID and the client secret. Then create a new credential in n8n, because n8n keeps the answer that it got.',
	isPassing: false,
};

const REFUSALS: Record<string, [message: string, description: string]> = {
	invalid_client: [
		'Assemble rejected the client ID or client secret',
		"Copy both again from the OAuth client in Assemble. If they are right, change 'Authentication' in the credential to Body.",
	],
	invalid_scope: [
		'Assemble rejected the scope',
		"Remove from 'Scope' in the credential what the OAuth client may not use. The node needs at least role-profiles.",
	],
	unauthorized_client: [
		'Assemble does not allow this grant type for the OAuth client',
		"Change 'Grant Type' in the credential, or the OAuth client in Assemble.",
	],
	unsupported_grant_type: [
		'Assemble does not know this grant type',
		"Change 'Grant Type' in the credential.",
	],
};

const REFUSED: [message: string, description: string] = [
	'Assemble refused to give an OAuth2 token',
	"Check the client ID, the client secret and the scope in the credential, and the acting user of the OAuth client in Assemble. If they are right, change 'Authentication' in the credential to Body.",
];

/** How n8n's OAuth2 client begins its messages for the errors of RFC 6749. */
const REASONS: Record<string, string> = {
	'Client authentication failed': 'invalid_client',
	'The provided authorization grant': 'invalid_grant',
	'The client is not authorized': 'unauthorized_client',
	'The authorization grant type is not supported': 'unsupported_grant_type',
	'The requested scope': 'invalid_scope',
};

function reasonIn(message: string): string | undefined {
	const [, reason] = Object.entries(REASONS).find(([start]) => message.startsWith(start)) ?? [];
	return reason;
}

function refusal(reason: unknown, lost: Obstacle): Obstacle {
	if (reason === 'invalid_grant') return lost;
	const [message, description] = REFUSALS[String(reason)] ?? REFUSED;
	return { message, description, isPassing: false };
}

/** Explains an answer that is not an OAuth error, but perhaps one of the API, or a web page. */
function answer(status: number, lost: Obstacle): Obstacle {
	if (status >= 200 && status < 300) return lost;
	if (NO_ROUTE.includes(status) || (status >= 300 && status < 400)) {
		return {
			message: "Assemble gives no OAuth2 token at the 'Access Token URL' of the credential",
			description:
				'The address ends in /oauth/token or in /api/oauth/token: try the other one. Also check whether OAuth is switched on for your organisation.',
			isPassing: false,
		};
	}
	if (status === 429 || status >= 500) {
		return {
			message: `Assemble could not give an OAuth2 token now (HTTP ${status})`,
			description: 'Run the workflow again later.',
			isPassing: true,
		};
	}
	const [message, description] = REFUSED;
	return { message: `${message} (HTTP ${status})`, description, isPassing: false };
}
