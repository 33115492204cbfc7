import { UserError } from 'n8n-workflow';

/** The credential's field with the address, for its messages. */
export const BASE_URL = { label: 'Base URL', example: 'https://api.vomevolunteer.com' };

/**
 * The API key as it goes into the `API-KEY` header, raw (contract: vome.md section 1), without the
 * white space that copying adds. Throws a UserError for what cannot be a key, before any request.
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
