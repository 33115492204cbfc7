import type { Parameters } from '../../../shared/form/parameters';
import type { SetFilter } from '../../../shared/lists/filters';
import { wholeList } from '../../../shared/lists/listOptions';
import type { Source } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { BY_ID, listOf, ROLE_PROFILES, tellDrafts } from './listing';

/**
 * The role profiles for a trigger, with the form's filters and options (contract/assemble.md 4.1
 * and 6.7). `sampled` are filters for a manual run, unless the form has them.
 */
export function roleProfileSource(
	client: AssembleClient,
	parameters: Parameters,
	sampled: readonly SetFilter[] = [],
): Source {
	const parallel = parameters.integer('options.parallelRequests');
	const whole = wholeList(parameters.integer('options.pageSize'), parallel);
	const list = (order: Record<string, string>, limit = Infinity, ...more: [typeof sampled?]) =>
		listOf(parameters, { ...whole, limit }, order, 'The trigger reads by ID: remove it.', ...more);
	return {
		subject: ROLE_PROFILES.subject,
		async list(map, { onUnlisted } = {}) {
			const found = await client.list({ ...list(BY_ID), map, onUnlisted });
			if (found.length === 0) tellDrafts(client, parameters);
			return found;
		},
		async newest() {
			const query = list({ s: 'id', o: 'd' }, 1, sampled);
			const [record] = await client.list({ ...query, map: (found) => found });
			return record;
		},
	};
}
