import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { PATHS } from '../../shared/paths';
import type { Include } from './shape';
import type { AssembleClient } from '../../shared/client';

/** Reads one role profile. Throws a NodeOperationError if there is none with this ID. */
export async function readRoleProfile(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
	includes: readonly Include[] = [],
): Promise<IDataObject> {
	const profile = await client.get({
		path: PATHS.roleProfile(id),
		query: includes.length === 0 ? {} : { include: includes.join(',') },
		subject: `the role profile ${id}`,
		itemIndex: parameters.itemIndex,
		expect: [404],
	});
	if (profile !== undefined) return profile;
	throw parameters.fail(
		`Assemble has no role profile with the ID ${id}`,
		"Check 'Role Profile'. It may have been deleted, or the user that n8n acts as may not see it.",
	);
}
