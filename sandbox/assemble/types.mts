/** The objects of the Assemble API. */

export interface NamedRow {
	id: number;
	name: string;
}

export type RoleFamily = NamedRow;

export interface RecruitmentCategory extends NamedRow {
	stages: Array<{
		id: number;
		name: string;
		/** Organisations may rename a stage; `name` stays (contract/assemble.md 6.4). */
		display_name: string;
		actions: Array<{
			id: number;
			name: string;
			action_stage_id: number;
			settings: Record<string, unknown>;
		}>;
	}>;
}

export interface RoleBase extends NamedRow {
	icon: string;
	order_id: number;
}

export type RoleType = 'volunteer' | 'non-volunteer' | 'system';
export type RoleStatus = 'active' | 'inactive' | 'draft';

/** Null stands for what is not set; how that looks in an answer is a quirk (contract/assemble.md 4.3). */
export interface RoleProfile {
	id: number;
	name: string;
	display_name: string;
	type: RoleType;
	role_base: string | null;
	approved: boolean;
	short_advert: string | null;
	long_advert: string | null;
	disclaimer: string | null;
	volunteer_manager: string | null;
	why_we_want_you: string | null;
	status: RoleStatus;
	editable: boolean;
	recruitable: boolean;
	minimum_age: number | null;
	pdf_url: string | null;
	risk_assessment_url: string | null;
	minimum_address_history: string | null;
	receives_team_notifications: boolean;
	family: RoleFamily | null;
	recruitment_category: RecruitmentCategory | null;
	images: Array<{ id: number; thumbnails: Record<string, unknown> }>;
	tasks: Array<{ id: number; task: string }>;
	skills: Array<{ id: number; skill: string }>;
	benefits: Array<{ id: number; benefit: string }>;
	base: RoleBase | null;
}

/** What a role profile is connected with. Seen through includes, filters and refused deletes only. */
export interface Relations {
	/** Id of the permission group. */
	permissionGroup: number | null;
	/** Ids of teams. */
	teams: string[];
	/** Ids of users. */
	createdBy: number | null;
	approvedBy: number | null;
	/** Users who hold the role, and users whose role has ended. */
	activeUsers: number;
	inactiveUsers: number;
	opportunities: number;
	applications: number;
	riskActivities: NamedRow[];
	additionalConsents: NamedRow[];
	requiredInductionModules: NamedRow[];
	optionalInductionModules: NamedRow[];
}

/** The page, as far as it is known, has filters of users and no field; these are what the filters need. */
export interface User {
	id: number;
	display_name: string;
	first_name: string;
	last_name: string;
	email: string;
	/** Inactive: no role is left (contract/assemble.md 2.2). */
	status: 'active' | 'inactive';
	/** What the filter by `sids` asks for. */
	status_id: number;
	date_of_birth: string | null;
	manager: Named | null;
	supervisor: Named | null;
	skills: NamedRow[];
	languages: NamedRow[];
	/** Null: has never logged in. */
	last_login_at: string | null;
	roles: UserRole[];
}

/** A user, as shown within another one. */
export interface Named {
	id: number;
	display_name: string;
}

export interface UserRole {
	/** Of the role profile. */
	id: number;
	name: string;
	type: RoleType;
	team_id: string;
	start_date: string;
	/** Null while the role is held. */
	end_date: string | null;
}

/** 5 */
export interface Team {
	/** A string, though `parent_id` is a number (contract/assemble.md C9). */
	id: string;
	display_name: string;
	parent_id: number | null;
	name: string;
	description: string | null;
	geo_location: string | null;
	catchment_area_id: string | null;
	icon: string;
	show_on_public_site: boolean;
	show_on_near_me_map: boolean;
	ceiling_enabled: boolean;
	public_url: string | null;
	hidden: boolean;
	disabled: boolean;
	external_reference: string | null;
}

/** As with users, the page gives filters and no field. */
export interface Opportunity {
	id: number;
	title: string;
	type: 'One-off' | 'Ongoing' | 'Fixed-term';
	status: 'published' | 'unpublished';
	role: NamedRow;
	team: { id: string; name: string };
	minimum_age: number | null;
	date_advertised: string;
}

/** contract/assemble.md 5.3 */
export interface Activity {
	id: number;
	description: string;
	start_date: string;
	end_date: string;
	start_time: string;
	end_time: string;
	/** In minutes. */
	duration: number;
	final: boolean;
	pending_outcomes: boolean;
	can_edit: boolean;
	can_delete: boolean;
	type: string;
	type_id: string;
	category: NamedRow;
}

/** What an activity does not show, and filters and sorts go by. */
export interface ActivityFacts {
	/** Of the user. */
	user: number;
	/** Of the last change, in ms. */
	updated: number;
}

/** Null: no second factor is needed. */
export type TwoFactor = 'email' | 'sms' | 'auth_app' | 'magic_link' | null;

/** Somebody who may log in. */
export interface Account {
	email: string;
	password: string;
	twoFactor: TwoFactor;
	/** 'none' is refused everything that needs a permission. */
	permission: 'all' | 'read' | 'none';
}

/** An OAuth client; every call with its tokens runs as the acting user (contract/assemble.md 2.3). */
export interface OAuthClient {
	clientId: string;
	clientSecret: string;
	/** Email of the account. */
	actingUser: string;
}

/** A second factor that a login has sent. */
export interface SentCode {
	email: string;
	method: NonNullable<TwoFactor>;
	code: string;
}
