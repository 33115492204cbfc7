import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import type { Guess } from '../../shared/guesses';
import { Guesses } from '../../shared/guesses';
import { ask } from '../../shared/http/body';
import { NO_ROUTE } from '../../shared/http/errors';
import { ACCEPT, readApiPath, toOrganisationOrigin } from '../login/credential';
import { API_PATH, PAGE_SIZE_NAME } from './guesses';
import type { Ask } from './places';
import { Places, resourceOf } from './places';

/** In ms. */
const TIMEOUT = 20_000;

const ROLE_PROFILES = resourceOf('/role-profiles');

/** Missed where the token was refused: looking on would slow each request of n8n's HTTP Request node. */
const LOOK: Guess = { ...ROLE_PROFILES.name, name: 'credentialTest', scope: 'credential' };

function readPlaces(data: ICredentialDataDecryptedObject, token = '') {
	const origin = toOrganisationOrigin(data.organisation);
	const guesses = new Guesses(origin, digest(16, token));
	return { origin, guesses, places: new Places(guesses, readApiPath(data)) };
}

/** Where the test of a credential reads role profiles. */
export function pathOfRoleProfiles(data: ICredentialDataDecryptedObject): string {
	return readPlaces(data).places.current(ROLE_PROFILES).path;
}

/**
 * Finds where role profiles are for the test of a credential, which can only send one request. Leaves
 * it to that request to show what is wrong, and to the node to find its own way.
 */
export async function findRoleProfiles(
	helpers: IHttpRequestHelper['helpers'],
	data: ICredentialDataDecryptedObject,
	readToken: () => string,
): Promise<void> {
	if (data.isFromNode === true) return;
	try {
		const token = readToken();
		const { origin, guesses, places } = readPlaces(data, token);
		const isIdle = !guesses.isMissed(LOOK) && !guesses.isSearching(API_PATH);
		if (places.isSeen(ROLE_PROFILES) || !isIdle) return;
		const askPage: Ask = async (path, limit) => {
			const request = {
				url: `${origin}${path}`,
				qs: { page: 1, [guesses.current(PAGE_SIZE_NAME)]: limit },
				headers: { Accept: ACCEPT, Authorization: `Bearer ${token}` },
			};
			const { statusCode: status, body } = await ask(helpers, request, TIMEOUT);
			if (status < 400 || NO_ROUTE.includes(status)) return { status, body };
			guesses.miss(LOOK);
			throw new UnexpectedError(`HTTP ${status}`);
		};
		const place = places.current(ROLE_PROFILES);
		const told = await places.look(ROLE_PROFILES, place, askPage);
		await places.find(ROLE_PROFILES, place, askPage, { told, isLook: true });
	} catch {
		// See above.
	}
}
