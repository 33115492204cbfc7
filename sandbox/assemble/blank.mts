import type { Relations, RoleProfile } from './types.mts';

/** A role profile with nothing but a name: a draft, as every new one is (contract/assemble.md 4.5). */
export function blankProfile(id: number, name: string): RoleProfile {
	return {
		id,
		name,
		display_name: name,
		type: 'volunteer',
		role_base: null,
		approved: false,
		short_advert: null,
		long_advert: null,
		disclaimer: null,
		volunteer_manager: null,
		why_we_want_you: null,
		status: 'draft',
		editable: true,
		recruitable: false,
		minimum_age: null,
		pdf_url: null,
		risk_assessment_url: null,
		minimum_address_history: null,
		receives_team_notifications: false,
		family: null,
		recruitment_category: null,
		images: [],
		tasks: [],
		skills: [],
		benefits: [],
		base: null,
	};
}

/** Of a role profile that nothing is attached to. */
export function blankRelations(): Relations {
	return {
		permissionGroup: null,
		teams: [],
		createdBy: null,
		approvedBy: null,
		activeUsers: 0,
		inactiveUsers: 0,
		opportunities: 0,
		applications: 0,
		riskActivities: [],
		additionalConsents: [],
		requiredInductionModules: [],
		optionalInductionModules: [],
	};
}
