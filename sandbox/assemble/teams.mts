/** Teams (contract/assemble.md 5). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guard } from './guard.mts';
import { registerListing, registerOne } from './lists.mts';
import { type Query, flag, ignored, search } from './parameters.mts';
import { presentRecord } from './present.mts';
import type { AssembleQuirks } from './quirks.mts';
import type { Team } from './types.mts';

const short = ({ id, name, display_name }: Team) => ({ id, name, display_name });

/** What `include` adds; no page shows how it looks (contract/assemble.md 3.5). */
function included(
	team: Team,
	{ include = '' }: Query,
	teams: readonly Team[],
	{ includeShape }: AssembleQuirks,
): object {
	const parent = teams.find(({ id }) => Number(id) === team.parent_id);
	const values: Record<string, unknown> = {
		parent: parent ? short(parent) : null,
		children: teams.filter(({ parent_id }) => parent_id === Number(team.id)).map(short),
		location: null,
		attributes: [],
		catchment_area: null,
	};
	const asked = include.split(',').filter((name) => Object.hasOwn(values, name));
	return Object.fromEntries(
		asked.map((name) => [name, includeShape === 'data' ? { data: values[name] } : values[name]]),
	);
}

/** Adds the listing and the single team, below the prefix of the routes. */
export function registerTeams(app: FastifyInstance, context: AssembleContext): void {
	const more = (team: Team, query: Query) =>
		included(team, query, context.database.teams, context.settings.quirks);
	const listing = {
		path: '',
		guard: guard(context, 'teams'),
		// `hidden` is false unless said otherwise, and then shows the hidden ones (contract/assemble.md C24).
		rows: ({ hidden = 'false' }: Query) =>
			context.database.teams.filter(
				(team) => team.hidden === (hidden !== 'false' && hidden !== '0'),
			),
		present: (team: Team, quirks: AssembleQuirks, query: Query = {}) => ({
			...presentRecord(team, quirks),
			...more(team, query),
		}),
		parameters: {
			q: search<Team>((team) => [team.name]),
			hidden: flag<Team>(),
			// No page says which teams have one.
			rota: flag<Team>(),
			external_reference: {
				isList: true,
				problem: () => undefined,
				prepare: (value: string) => {
					const wanted = value.split(',');
					return (team: Team) => wanted.includes(team.external_reference ?? '');
				},
			},
			include: ignored,
		},
	};
	registerListing<Team>(app, context, listing);
	registerOne<Team>(app, context, { ...listing, rows: () => context.database.teams }, more);
}
