/** The organisation's data: live, and open to changes from outside. */
import { clientOfAdministrator, makeAccounts } from './accounts.mts';
import { blankRelations } from './blank.mts';
import {
	handMadeHolderCount,
	makeActivity,
	makeOpportunity,
	makeRoleProfile,
	makeTeam,
	makeUser,
} from './data.mts';
import { handMadeIds, makeHandMade } from './handMade.mts';
import { makeRelations } from './relations.mts';
import type {
	Account,
	Activity,
	ActivityFacts,
	NamedRow,
	OAuthClient,
	Opportunity,
	RecruitmentCategory,
	Relations,
	RoleBase,
	RoleFamily,
	RoleProfile,
	SentCode,
	Team,
	User,
} from './types.mts';
import {
	makeBases,
	makeFamilies,
	makePermissionGroups,
	makeRecruitmentCategories,
} from './vocabulary.mts';

export interface DatabaseSize {
	/** The hand-made ones included. */
	roleProfiles: number;
	/** The people behind the accounts included. */
	users: number;
	teams: number;
	opportunities: number;
	activities: number;
}

export type ResourceName = keyof DatabaseSize;

/** Below these, the hand-made role profiles would lack users, opportunities or a team. */
export const smallestSize: Readonly<DatabaseSize> = {
	roleProfiles: Object.keys(handMadeIds).length,
	users: makeAccounts().length + handMadeHolderCount,
	teams: 1,
	opportunities: 2,
	activities: 0,
};

/** So many role profiles at the end have the last family. */
const lastFamilyShare = 2;

export class AssembleDatabase {
	families: RoleFamily[] = makeFamilies();
	bases: RoleBase[] = makeBases();
	recruitmentCategories: RecruitmentCategory[] = makeRecruitmentCategories();
	permissionGroups: NamedRow[] = makePermissionGroups();
	accounts: Account[] = makeAccounts();
	clients: OAuthClient[] = [{ ...clientOfAdministrator }];
	/** Every second factor that a login has sent. */
	sentCodes: SentCode[] = [];
	roleProfiles: RoleProfile[];
	users: User[] = [];
	teams: Team[] = [];
	opportunities: Opportunity[] = [];
	activities: Activity[] = [];
	/** By the role profile's id. */
	readonly relations = new Map<number, Relations>();
	private readonly seed: number;
	private readonly daysAhead: number;
	/** By the activity's id, with the activity as it was when it was changed last. */
	private readonly activityFacts = new Map<number, ActivityFacts & { text: string }>();
	private lastIds = {
		roleProfiles: 100,
		users: 500,
		teams: 700,
		opportunities: 800,
		activities: 3000,
	};
	private lastPartId = 900_000;

	constructor(seed: number, size: DatabaseSize, daysAhead = 0) {
		this.seed = seed;
		this.daysAhead = daysAhead;
		this.roleProfiles = makeHandMade(this);
		for (let n = this.roleProfiles.length; n < size.roleProfiles; n += 1) {
			this.roleProfiles.push(this.makeRoleProfile());
		}
		const generated = this.roleProfiles.slice(smallestSize.roleProfiles);
		for (const profile of generated.slice(-lastFamilyShare)) {
			profile.family = this.families.at(-1) ?? null;
		}
		for (let n = 0; n < size.teams; n += 1) this.teams.push(this.makeTeam());
		for (let n = 0; n < size.users; n += 1) this.users.push(this.makeUser());
		for (let n = 0; n < size.opportunities; n += 1) {
			this.opportunities.push(this.makeOpportunity());
		}
		for (let n = 0; n < size.activities; n += 1) {
			const { activity, facts } = this.drawActivity();
			this.activities.push(activity);
			this.activityFacts.set(activity.id, { ...facts, text: JSON.stringify(activity) });
		}
		for (const profile of this.roleProfiles) {
			this.relations.set(profile.id, makeRelations(seed, profile, this));
		}
	}

	/** An id that no row of the resource has or had. */
	newId(name: ResourceName): number {
		const last = Number(this[name].at(-1)?.id ?? 0);
		const id = Math.max(this.lastIds[name], last) + 1;
		this.lastIds[name] = id;
		return id;
	}

	/** An id for a task, skill or benefit. */
	newPartId(): number {
		this.lastPartId += 1;
		return this.lastPartId;
	}

	/** What a role profile is connected with; nothing, if nobody has said so. */
	relationsOf(id: number): Relations {
		const found = this.relations.get(id) ?? blankRelations();
		this.relations.set(id, found);
		return found;
	}

	/** The person behind an account. */
	userOf(email: string): User | undefined {
		return this.users.find((user) => user.email === email);
	}

	/** A new role profile, not yet in the list. */
	makeRoleProfile(): RoleProfile {
		const id = this.newId('roleProfiles');
		return makeRoleProfile(this.seed, id - 101, id, this);
	}

	makeUser(): User {
		const id = this.newId('users');
		const { accounts, roleProfiles, teams } = this;
		return makeUser(this.seed, id - 501, id, accounts, roleProfiles, teams);
	}

	makeTeam(): Team {
		const id = this.newId('teams');
		return makeTeam(this.seed, id - 701, id);
	}

	makeOpportunity(): Opportunity {
		const id = this.newId('opportunities');
		return makeOpportunity(this.seed, id - 801, id, this.roleProfiles, this.teams);
	}

	makeActivity(): Activity {
		const { activity, facts } = this.drawActivity();
		this.activityFacts.set(activity.id, { ...facts, text: '' });
		return activity;
	}

	private drawActivity() {
		const id = this.newId('activities');
		return makeActivity(this.seed, id - 3001, id, this.users, this.daysAhead);
	}

	/** Whose it is, and when it was changed: now, if it differs from when it was asked for last. */
	factsOf(activity: Activity): ActivityFacts {
		const text = JSON.stringify(activity);
		const known = this.activityFacts.get(activity.id);
		if (known?.text === text) return known;
		const facts = { user: known?.user ?? this.users[0]?.id ?? 0, updated: Date.now(), text };
		this.activityFacts.set(activity.id, facts);
		return facts;
	}

	/** Says when an activity was changed last, as it is now. */
	setUpdated(activity: Activity, updated: number): void {
		const facts = { ...this.factsOf(activity), updated, text: JSON.stringify(activity) };
		this.activityFacts.set(activity.id, facts);
	}

	/** A new row of a resource, not yet in the list. */
	make(name: ResourceName): RoleProfile | User | Team | Opportunity | Activity {
		switch (name) {
			case 'roleProfiles':
				return this.makeRoleProfile();
			case 'users':
				return this.makeUser();
			case 'teams':
				return this.makeTeam();
			case 'opportunities':
				return this.makeOpportunity();
			case 'activities':
				return this.makeActivity();
		}
	}

	counts(): DatabaseSize {
		return {
			roleProfiles: this.roleProfiles.length,
			users: this.users.length,
			teams: this.teams.length,
			opportunities: this.opportunities.length,
			activities: this.activities.length,
		};
	}
}
