/** Opportunities (contract/assemble.md 5). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guardIfToken } from './guard.mts';
import { registerListing } from './lists.mts';
import { choices, idList, search } from './parameters.mts';
import type { Opportunity } from './types.mts';

/** Adds the listing. */
export function registerOpportunities(app: FastifyInstance, context: AssembleContext): void {
	const baseOf = ({ role }: Opportunity) =>
		context.database.roleProfiles.find(({ id }) => id === role.id)?.base?.id;

	registerListing<Opportunity>(app, context, {
		path: '/opportunities',
		guard: guardIfToken(context, 'opportunities'),
		// A token widens what is seen.
		rows: (_query, { headers }) =>
			context.database.opportunities.filter(
				({ status }) => headers.authorization !== undefined || status === 'published',
			),
		present: (opportunity) => opportunity,
		parameters: {
			role: idList(({ role }) => [role.id]),
			role_title: search(({ role }) => [role.name]),
			// Ids here, though `role_base` of a role profile is a name (contract/assemble.md C12).
			role_base: idList((row) => [baseOf(row)]),
			type: choices(['One-off', 'Ongoing', 'Fixed-term'], ({ type }) => type),
			team: idList(({ team }) => [team.id]),
			q: search(({ title }) => [title]),
		},
	});
}
