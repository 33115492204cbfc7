/** Teams (contract/assemble.md 5). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guard } from './guard.mts';
import { registerListing } from './lists.mts';
import { flag, ignored, search } from './parameters.mts';
import type { Team } from './types.mts';

/** Adds the listing. */
export function registerTeams(app: FastifyInstance, context: AssembleContext): void {
	registerListing<Team>(app, context, {
		path: '/teams',
		guard: guard(context, 'teams'),
		// `hidden` is false unless said otherwise, and then shows the hidden ones (contract/assemble.md C24).
		rows: ({ hidden = 'false' }) =>
			context.database.teams.filter((team) => team.hidden === (hidden === 'true')),
		present: (team) => team,
		parameters: {
			q: search((team) => [team.name]),
			hidden: flag(),
			rota: flag(),
			external_reference: {
				problem: () => undefined,
				prepare: (value) => {
					const wanted = value.split(',');
					return (team) => wanted.includes(team.external_reference ?? '');
				},
			},
			include: ignored,
		},
	});
}
