/** Opportunities (contract/assemble.md 5). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guardIfToken } from './guard.mts';
import { registerListing, registerOne } from './lists.mts';
import {
	type Parameter,
	type Query,
	choices,
	flag,
	idList,
	ignored,
	search,
} from './parameters.mts';
import { presentRecord } from './present.mts';
import type { Opportunity } from './types.mts';

/** No opportunity or role asks for more years. */
const age: Parameter<Opportunity> = {
	problem: (value) => (/^\d{1,3}$/.test(value) ? undefined : 'must be a number'),
	prepare: (value) => (row) => (row.minimum_age ?? 0) <= Number(value),
};

/** Adds the listing and the single opportunity, below the prefix of the routes. */
export function registerOpportunities(app: FastifyInstance, context: AssembleContext): void {
	const baseOf = ({ role }: Opportunity) =>
		context.database.roleProfiles.find(({ id }) => id === role.id)?.base?.id;

	/** Its team, and those above it. */
	const teamsOf = ({ team }: Opportunity): string[] => {
		const above: string[] = [];
		let id: string | undefined = team.id;
		while (id !== undefined && !above.includes(id)) {
			above.push(id);
			const parent = context.database.teams.find((one) => one.id === id)?.parent_id;
			id = parent == null ? undefined : String(parent);
		}
		return above;
	};

	// A token widens what is seen.
	const seen = ({ headers }: FastifyRequest) =>
		context.database.opportunities.filter(
			({ status }) => headers.authorization !== undefined || status === 'published',
		);

	const listing = {
		path: '',
		guard: guardIfToken(context, 'opportunities'),
		rows: ({ team, subteams }: Query, request: FastifyRequest) => {
			if (team === undefined) return seen(request);
			const wanted = team.split(',');
			return seen(request).filter((row) =>
				subteams === 'true' || subteams === '1'
					? teamsOf(row).some((id) => wanted.includes(id))
					: wanted.includes(row.team.id),
			);
		},
		present: presentRecord,
		parameters: {
			role: idList<Opportunity>(({ role }) => [role.id]),
			role_title: search<Opportunity>(({ role }) => [role.name]),
			// Ids here, though `role_base` of a role profile is a name (contract/assemble.md C12).
			role_base: idList<Opportunity>((row) => [baseOf(row)]),
			age,
			type: choices<Opportunity>(['One-off', 'Ongoing', 'Fixed-term'], ({ type }) => type),
			// Selected above, since `subteams` goes with it.
			team: { ...idList<Opportunity>(() => []), prepare: undefined },
			subteams: flag<Opportunity>(),
			partner: ignored,
			external: ignored,
			q: search<Opportunity>(({ title }) => [title]),
		},
	};
	registerListing<Opportunity>(app, context, listing);
	registerOne<Opportunity>(app, context, {
		...listing,
		rows: (_query, request) => seen(request),
	});
}
