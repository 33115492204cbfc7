import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { filtered, readFilters, toQuery } from '../../../shared/lists/filters';
import { readPagingOptions, readQuery } from '../../../shared/lists/listOptions';
import type { Source } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { BY_ID, ROLE_PROFILES, roleProfileFilters } from './listing';

const OWN_ORDER = 'The trigger reads role profiles by their ID. Remove the parameter.';

/**
 * The role profiles for a trigger, with the form's filters and options (contract/assemble.md 4.1
 * and 6.7). `sampled` are filters for a manual run; those of the form override them.
 */
export function roleProfileSource(
	client: AssembleClient,
	parameters: Parameters,
	sampled: Record<string, string> = {},
): Source {
	const paging = readPagingOptions(parameters);
	const filters = readFilters(parameters, roleProfileFilters);
	const set = toQuery(filters);
	const about = { service: client.service, one: ROLE_PROFILES.one };
	const list = async <T>(
		map: (record: IDataObject) => T,
		query: Record<string, string>,
		limit: number,
	) =>
		await client.list({
			...ROLE_PROFILES,
			query: readQuery(parameters, query, { s: OWN_ORDER, o: OWN_ORDER }),
			itemIndex: parameters.itemIndex,
			options: { ...paging, limit, completeness: 'standard' },
			map: filtered(parameters, filters, about, map),
		});
	return {
		subject: ROLE_PROFILES.subject,
		list: async (map) => await list(map, { ...set, ...BY_ID }, Infinity),
		async newest() {
			const query = { ...sampled, ...set, s: 'id', o: 'd' };
			const [record] = await list((found) => found, query, 1);
			return record;
		},
	};
}
