import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import type { AssembleClient } from '../../shared/client';
import { cut } from './compare';
import { ROLE_PROFILES } from './listing';
import type { Include } from './shape';

export const pathOf = (id: number) => `${ROLE_PROFILES.path}/${id}`;

/**
 * Reads one role profile; undefined if no role profile has this ID. Throws a NodeOperationError if
 * another one comes for it, before anything is done to that one.
 */
export async function findRoleProfile(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
	includes: readonly Include[] = [],
): Promise<IDataObject | undefined> {
	const profile = await client.get({
		path: pathOf(id),
		query: includes.length === 0 ? {} : { include: includes.join(',') },
		subject: `the role profile ${id}`,
		itemIndex: parameters.itemIndex,
		expect: [404],
	});
	if (profile === undefined || hasId(profile, id)) return profile;
	throw parameters.fail(
		`Assemble answered with role profile ${shownId(profile)} instead of ${id}`,
		'Nothing was changed. A proxy or cache in between may mix up answers: run this item again later.',
	);
}

const LONGEST_ID = 20;

/** The ID that came, which may be anything, for a message. */
export const shownId = ({ id }: IDataObject) => cut(String(id), LONGEST_ID);

export function hasId(profile: IDataObject, id: number): boolean {
	return String(profile.id) === String(id);
}

/** Like findRoleProfile, but throws a NodeOperationError if no role profile has this ID. */
export async function readRoleProfile(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
	includes: readonly Include[] = [],
): Promise<IDataObject> {
	const profile = await findRoleProfile(client, parameters, id, includes);
	if (profile !== undefined) return profile;
	throw notFound(parameters, id, WHY_NOT_FOUND);
}

export const WHY_NOT_FOUND =
	'It may have been deleted, or the user that n8n acts as may not see it.';

/** The error for an ID that no role profile has; `why` is a sentence. */
export function notFound(parameters: Parameters, id: number, why: string) {
	return parameters.fail(
		`Assemble has no role profile with the ID ${id}`,
		`Check '${parameters.label('roleProfileId')}'. ${why}`,
	);
}
