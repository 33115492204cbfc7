import type { IDataObject } from 'n8n-workflow';

import { NO_ROUTE } from '../../../shared/http/errors';
import type { VomeClient } from '../../shared/client';
import { ONE_PROFILE, PROFILE_BY_EMAIL } from '../../shared/guesses';
import type { Identifier } from '../../shared/identifiers';
import type { RecordFinder } from '../../shared/recordFinder';
import { PROFILES } from './listing';
import { detailsOf } from './shape';

/** How a profile is found by its ID or email. */
export const PROFILE_FINDER = {
	...PROFILES,
	filters: {
		id: ({ id }: IDataObject) => id,
		email: (profile: IDataObject) => detailsOf(profile).email,
	},
};

export const guessFor = ({ by }: Identifier) => (by === 'id' ? ONE_PROFILE : PROFILE_BY_EMAIL);

/** A profile; undefined if there is none. Throws a NodeApiError, also if several people match. */
export async function findProfile(
	client: VomeClient,
	wanted: Identifier,
	finder: RecordFinder,
): Promise<IDataObject | undefined> {
	const { listPath } = PROFILES;
	const found = await finder.find(wanted, {
		guess: guessFor(wanted),
		itemIndex: undefined,
		byPath: async () => {
			const path = `${listPath}${wanted.value}/`;
			const record = await client.get(path, 'the profile', undefined, NO_ROUTE);
			return record !== undefined && PROFILE_FINDER.filters.id(record) === wanted.value
				? record
				: undefined;
		},
	});
	if (found.length <= 1) return found[0];
	throw client.errorFor({ message: `${found.length} profiles match` }, undefined);
}
