import { UserError } from 'n8n-workflow';

/** For messages about the credential's address field. */
export const BASE_URL = { label: 'Base URL', example: 'https://api.vomevolunteer.com' };

/**
 * The API key for the `API-KEY` header, raw (contract/vome.md 1), without white space from copying.
 * Throws a UserError for an invalid key, before any request.
 */
export function toApiKey(value: unknown): string {
	const key = typeof value === 'string' ? value.trim() : '';
	if (key === '') {
		throw new UserError("'API Key' in the credential is empty: paste the secret key from Vome");
	}
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new UserError(
			"'API Key' in the credential holds spaces or characters that a key cannot have: copy the key from Vome again",
		);
	}
	return key;
}
