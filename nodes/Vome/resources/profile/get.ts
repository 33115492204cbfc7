import type { IDataObject } from 'n8n-workflow';

import { ifNotFoundOption } from '../../../shared/form/notFound';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import { readAhead } from '../../../shared/form/readAhead';
import { NO_ROUTE } from '../../../shared/http/errors';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import type { Identifier } from '../../shared/identifiers';
import { readIdentifier } from '../../shared/identifiers';
import { notFound, readByPath } from '../../shared/readOne';
import { finderOf } from '../../shared/recordFinder';
import { guessFor, PROFILE_FINDER } from './finding';
import { PROFILES } from './listing';
import { profileLocator } from './locator';
import { profileShape } from './shape';

const WANTED = { name: profileLocator.name, what: 'profile', folder: PROFILES.listPath };

/** An error names this many of the profiles that share an email address. */
const MOST_NAMED = 5;

/**
 * Profiles: Get. The documents show neither a path for one profile nor a search by `id` or `email`
 * (inferred, contract/vome.md 4.0 and 7 no. 2 and 3). So Get tries both, accepts only the profile
 * asked for, and falls back to the whole list.
 */
export const get: Operation<VomeClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get profile',
	description: 'Retrieve a profile',
	properties: [
		profileLocator,
		...outputProperties(profileShape('')),
		optionsProperty([ifNotFoundOption]),
	],

	async execute(client, parameters) {
		const { own: wanted, all } = await readAhead(this, parameters, (item) =>
			readIdentifier(item, WANTED.name),
		);
		const toItem = readOutput(parameters, profileShape(client.origin));
		const ifNotFound = parameters.choice('options.ifNotFound');
		const found = await finderOf(client, PROFILE_FINDER, all).find(wanted, {
			guess: guessFor(wanted),
			itemIndex: parameters.itemIndex,
			byPath:
				wanted.by === 'id'
					? async () => await readByPath(client, parameters, WANTED, wanted.value, NO_ROUTE)
					: undefined,
		});
		const [profile, ...others] = found;
		if (profile === undefined) {
			if (ifNotFound === 'nothing') return [];
			throw notFound(parameters, WANTED, wanted);
		}
		if (others.length > 0) throw notUnique(parameters, wanted, found);
		return [toItem(profile)];
	},
};

/** The error for an email address that several people share, such as a family. */
function notUnique(parameters: Parameters, { value }: Identifier, profiles: IDataObject[]) {
	const ids = profiles.slice(0, MOST_NAMED).map(({ id }) => String(id));
	const more = profiles.length > MOST_NAMED ? ' and more' : '';
	return parameters.fail(
		`${profiles.length} profiles in Vome have the email ${value}: ${ids.join(', ')}${more}`,
		'Nothing was returned, since it may be the wrong person. Get the profile by its ID.',
	);
}
