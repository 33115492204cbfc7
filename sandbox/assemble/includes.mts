/**
 * What `include` adds to a single role profile (contract/assemble.md 4.2). All shapes are a guess
 * (contract/assemble.md U15).
 */
import type { AssembleDatabase } from './database.mts';
import type { AssembleQuirks } from './quirks.mts';
import type { Relations } from './types.mts';

type Include = (relations: Relations, database: AssembleDatabase) => unknown;

const person =
	(key: 'createdBy' | 'approvedBy'): Include =>
	(relations, { users }) => {
		const user = users.find(({ id }) => id === relations[key]);
		return user ? { id: user.id, display_name: user.display_name } : null;
	};

export const includes: Record<string, Include> = {
	risk_activities: ({ riskActivities }) => riskActivities,
	teams: (relations, { teams }) =>
		teams
			.filter(({ id }) => relations.teams.includes(id))
			.map(({ id, name, display_name }) => ({ id, name, display_name })),
	permission_group: ({ permissionGroup }, { permissionGroups }) =>
		permissionGroups.find(({ id }) => id === permissionGroup) ?? null,
	additional_consents: ({ additionalConsents }) => additionalConsents,
	required_induction_modules: ({ requiredInductionModules }) => requiredInductionModules,
	optional_induction_modules: ({ optionalInductionModules }) => optionalInductionModules,
	created_by: person('createdBy'),
	approved_by: person('approvedBy'),
	active_users_count: ({ activeUsers }) => activeUsers,
	inactive_users_count: ({ inactiveUsers }) => inactiveUsers,
	opportunities_count: ({ opportunities }) => opportunities,
	applications_count: ({ applications }) => applications,
};

/** The included values by name. Names that are not known are passed over (contract/assemble.md 9). */
export function includedValues(
	names: string,
	id: number,
	database: AssembleDatabase,
	{ includeShape, countShape }: AssembleQuirks,
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const name of names.split(',')) {
		if (!Object.hasOwn(includes, name)) continue;
		const value = includes[name]?.(database.relationsOf(id), database);
		const shown = typeof value === 'number' && countShape === 'string' ? String(value) : value;
		values[name] = includeShape === 'data' ? { data: shown } : shown;
	}
	return values;
}
