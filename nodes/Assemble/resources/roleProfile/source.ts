import type { IDataObject } from 'n8n-workflow';

import { readPagingOptions, readQuery } from '../../../shared/lists/listOptions';
import type { Parameters } from '../../../shared/form/parameters';
import type { Source } from '../../../shared/triggers/polling';
import { BY_ID, readRoleProfileFilters } from './getAll';
import { PATHS } from '../../shared/paths';
import type { AssembleClient } from '../../shared/client';
import { PAGE_SIZES } from '../../shared/client';

/** The order is the trigger's own. */
const OWN_ORDER = 'The trigger reads role profiles by their ID. Remove the parameter.';

/**
 * The role profiles for a trigger, with the form's filters and options (contract: assemble.md 4.1 and
 * 6.7). `sampled` are filters for the one in a manual run, unless the form sets them.
 */
export function roleProfileSource(
	client: AssembleClient,
	parameters: Parameters,
	sampled: Record<string, string> = {},
): Source {
	const paging = readPagingOptions(parameters, PAGE_SIZES);
	const filters = readRoleProfileFilters(parameters);
	const list = async <T>(
		map: (record: IDataObject) => T,
		query: Record<string, string>,
		limit: number,
	) =>
		await client.list({
			path: PATHS.roleProfiles,
			query: readQuery(parameters, query, { s: OWN_ORDER, o: OWN_ORDER }),
			subject: 'role profiles',
			itemIndex: parameters.itemIndex,
			options: { ...paging, limit, completeness: 'standard' },
			map,
		});
	return {
		subject: 'role profiles',
		list: async (map) => await list(map, { ...filters, ...BY_ID }, Infinity),
		async newest() {
			const query = { ...sampled, ...filters, s: 'id', o: 'd' };
			const [record] = await list((found) => found, query, 1);
			return record;
		},
	};
}
