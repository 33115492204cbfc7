import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import type { AssembleClient } from '../../shared/client';
import { findOne, notFound as noRecord, WHY_NOT_FOUND } from '../../shared/readOne';
import { ROLE_PROFILES } from './listing';
import type { Include } from './shape';

export { hasId, shownId, WHY_NOT_FOUND } from '../../shared/readOne';

const WANTED = { path: ROLE_PROFILES.path, what: 'role profile', name: 'roleProfileId' };

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
	const query: Record<string, string> =
		includes.length === 0 ? {} : { include: includes.join(',') };
	return await findOne(client, parameters, WANTED, id, query);
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

/** The error for an ID that no role profile has; `why` is a sentence. */
export function notFound(parameters: Parameters, id: number, why: string) {
	return noRecord(parameters, WANTED, id, why);
}
