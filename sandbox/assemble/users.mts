/** Users (contract/assemble.md 5). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guard } from './guard.mts';
import { registerListing } from './lists.mts';
import { type Parameter, choice, flag, idList, search } from './parameters.mts';
import type { User, UserRole } from './types.mts';

function holds(user: User, test: (role: UserRole) => boolean): boolean {
	return user.roles.some((role) => role.end_date === null && test(role));
}

/** Applicants and people on call are not kept here, so these views are empty. */
const view: Parameter<User> = choice(
	['volunteers', 'non-volunteers', 'applicants', 'on-call'],
	(value) => {
		const type = { volunteers: 'volunteer', 'non-volunteers': 'non-volunteer' }[value];
		return (user) => holds(user, (role) => role.type === type);
	},
);

/** Adds the listing. */
export function registerUsers(app: FastifyInstance, context: AssembleContext): void {
	registerListing<User>(app, context, {
		path: '/users',
		guard: guard(context, 'users'),
		// Users and roles that have ended are shown on request only.
		rows: ({ include_inactive }) => {
			const { users } = context.database;
			if (include_inactive === 'true') return users;
			return users
				.filter(({ status }) => status === 'active')
				.map((user) => ({
					...user,
					roles: user.roles.filter(({ end_date }) => end_date === null),
				}));
		},
		present: (user) => user,
		parameters: {
			roles: idList((user) => user.roles.map(({ id }) => id)),
			q: search((user) => [user.display_name, user.email, String(user.id)]),
			team: idList((user) => user.roles.map(({ team_id }) => team_id)),
			view,
			include_inactive: flag(),
		},
	});
}
