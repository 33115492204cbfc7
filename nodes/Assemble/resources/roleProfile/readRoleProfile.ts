import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import type { AssembleClient } from '../../shared/client';
import { ROLE_PROFILES } from './listing';
import type { Include } from './shape';

export const pathOf = (id: number) => `${ROLE_PROFILES.path}/${id}`;

/** Reads one role profile. Throws a NodeOperationError if no role profile has this ID. */
export async function readRoleProfile(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
	includes: readonly Include[] = [],
): Promise<IDataObject> {
	const profile = await client.get({
		path: pathOf(id),
		query: includes.length === 0 ? {} : { include: includes.join(',') },
		subject: `the role profile ${id}`,
		itemIndex: parameters.itemIndex,
		expect: [404],
	});
	if (profile !== undefined) return profile;
	throw notFound(
		parameters,
		id,
		'It may have been deleted, or the user that n8n acts as may not see it.',
	);
}

/** The error for an ID that no role profile has; `why` is a sentence. */
export function notFound(parameters: Parameters, id: number, why: string) {
	return parameters.fail(
		`Assemble has no role profile with the ID ${id}`,
		`Check '${parameters.label('roleProfileId')}'. ${why}`,
	);
}
