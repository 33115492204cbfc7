/** Users (contract/assemble.md 5). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { guard } from './guard.mts';
import { registerListing, registerOne } from './lists.mts';
import type { Query } from './parameters.mts';
import { type Parameter, choice, flag, idList, ignored, search } from './parameters.mts';
import { presentRecord } from './present.mts';
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

const excluded: Parameter<User> = {
	...idList<User>(() => []),
	prepare: (value) => {
		const ids = value.split(',').map(Number);
		return ({ id }) => !ids.includes(id);
	},
};

/** Adds the listing and the single user, below the prefix of the routes. */
export function registerUsers(app: FastifyInstance, context: AssembleContext): void {
	const listing = {
		path: '',
		guard: guard(context, 'users'),
		// Users and roles that have ended are shown on request only.
		rows: ({ include_inactive }: Query) => {
			const { users } = context.database;
			if (include_inactive === 'true' || include_inactive === '1') return users;
			return users
				.filter(({ status }) => status === 'active')
				.map((user) => ({
					...user,
					roles: user.roles.filter(({ end_date }) => end_date === null),
				}));
		},
		present: presentRecord,
		parameters: {
			roles: idList<User>((user) => user.roles.map(({ id }) => id)),
			q: search<User>((user) => [user.display_name, user.email, String(user.id)]),
			team: idList<User>((user) => user.roles.map(({ team_id }) => team_id)),
			manager: idList<User>((user) => [user.manager?.id]),
			supervisor: idList<User>((user) => [user.supervisor?.id]),
			view,
			// What they select is not said.
			age: choice<User>(['organisation', 'senior']),
			teamlist: ignored,
			userlist: ignored,
			sids: idList<User>((user) => [user.status_id]),
			skills: idList<User>((user) => user.skills.map(({ id }) => id)),
			langs: idList<User>((user) => user.languages.map(({ id }) => id)),
			has_email: flag<User>(({ email }) => email !== ''),
			has_logged_in: flag<User>((user) => user.last_login_at !== null),
			exclude_ids: excluded,
			include_inactive: flag<User>(),
			// Nobody here is waiting for a role to begin.
			include_upcoming: flag<User>(),
		},
	};
	registerListing<User>(app, context, listing);
	registerOne<User>(app, context, {
		...listing,
		rows: () => context.database.users,
	});
}
