/** What role profiles are connected with at the start, in keeping with users and opportunities. */
import { Random } from '../random.mts';
import { blankRelations } from './blank.mts';
import { kind } from './data.mts';
import { handMadeIds } from './handMade.mts';
import type { NamedRow, Opportunity, Relations, RoleProfile, Team, User } from './types.mts';
import { consents, modules, risks } from './vocabulary.mts';

interface Surroundings {
	users: readonly User[];
	opportunities: readonly Opportunity[];
	teams: readonly Team[];
	permissionGroups: readonly NamedRow[];
}

/** Volunteers have the last permission group, system roles the first, others the one between. */
function chooseGroup({ type }: RoleProfile, groups: readonly NamedRow[]): number | null {
	const index = { system: 0, 'non-volunteer': 1, volunteer: 2 }[type];
	return groups[index]?.id ?? null;
}

export function makeRelations(
	seed: number,
	profile: RoleProfile,
	{ users, opportunities, teams, permissionGroups }: Surroundings,
): Relations {
	const random = new Random(seed, kind.relations, profile.id);
	const administrator = users[0]?.id ?? null;
	const held = users.flatMap(({ roles }) => roles.filter(({ id }) => id === profile.id));
	const current = held.filter(({ end_date }) => end_date === null).length;
	const offered = opportunities.filter(({ role }) => role.id === profile.id).length;
	const base: Relations = {
		...blankRelations(),
		permissionGroup: chooseGroup(profile, permissionGroups),
		createdBy: profile.type === 'system' ? null : administrator,
		approvedBy: profile.approved && profile.type !== 'system' ? administrator : null,
		activeUsers: current,
		inactiveUsers: held.length - current,
		opportunities: offered,
		applications: offered * random.int(0, 5),
	};
	if (profile.id === handMadeIds.deletable) return base;
	return {
		...base,
		teams: random.some(teams, random.int(1, 3)).map(({ id }) => id),
		riskActivities: random.some(risks, random.int(0, 2)),
		additionalConsents: random.some(consents, random.int(0, 2)),
		requiredInductionModules: random.some(modules.slice(0, 2), random.int(0, 2)),
		optionalInductionModules: random.some(modules.slice(2), random.int(0, 1)),
	};
}
