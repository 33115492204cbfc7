/** Made-up role profiles, users, teams and opportunities. Everything follows from the seed. */
import { Random } from '../random.mts';
import { blankProfile } from './blank.mts';
import { handMadeIds } from './handMade.mts';
import type {
	Account,
	Activity,
	ActivityFacts,
	Opportunity,
	RecruitmentCategory,
	RoleBase,
	RoleFamily,
	RoleProfile,
	RoleStatus,
	Team,
	User,
	UserRole,
} from './types.mts';

/** Keeps the random streams of the kinds of rows apart. */
export const kind = {
	roleProfile: 1,
	relations: 2,
	user: 3,
	team: 4,
	opportunity: 5,
	activity: 6,
} as const;

const titles = [
	'Shop assistant',
	'Driver',
	'Befriender',
	'Gardener',
	'Fundraiser',
	'Trustee',
	'Receptionist',
	'Homework helper',
	'Dog walker',
	'Photographer',
	'Interpreter',
	'Cook',
];
const places = ['North', 'South', 'Łódź', 'Zürich', "St John's", 'Riverside', 'São Bento', 'Hill'];
const sentences = [
	'Spend a morning with people who are glad that you came.',
	'You will get training & tea.',
	'No experience needed, only patience.',
	'Help us to open one more day a week.',
	"We can't do it without you.",
	'Ideal for students: short shifts, good company.',
];
const tasks = [
	'Welcome visitors',
	'Keep records',
	'Sort donations',
	'Answer the phone',
	'Lift & carry',
];
const skills = ['Patience', 'First aid', 'Driving licence', 'Spoken Polish', 'Good with numbers'];
const languages = ['Polish', 'Welsh', 'British Sign Language'];
const benefits = ['Travel costs paid', 'Training', 'A reference', 'Lunch', 'New friends'];
const managers = ['Shop manager', 'Team lead', 'Volunteer coordinator', "Trustees' chair"];
const firstNames = [
	'Anna',
	'Béla',
	'Chloë',
	'Dmitri',
	"D'Arcy",
	'Eve',
	'Fatima',
	'小林',
	'Noor',
	'Zoë',
];
const lastNames = [
	"O'Brien",
	'Müller',
	'Nguyễn',
	'Smith-Jones',
	'Haddad',
	'Kowalska',
	'de la Cruz',
];

interface Vocabulary {
	families: readonly RoleFamily[];
	bases: readonly RoleBase[];
	recruitmentCategories: readonly RecruitmentCategory[];
}

function makeRows<Key extends string>(
	random: Random,
	key: Key,
	texts: readonly string[],
	firstId: number,
): Array<{ id: number } & Record<Key, string>> {
	return random.some(texts, random.int(0, 3)).map((text, index) => {
		const part = { [key]: text } as Record<Key, string>;
		return { id: firstId + index, ...part };
	});
}

function maybe<T>(random: Random, probability: number, make: () => T): T | null {
	return random.chance(probability) ? make() : null;
}

/** Makes the role profile with this running number; any state, approved and not. */
export function makeRoleProfile(
	seed: number,
	index: number,
	id: number,
	vocabulary: Vocabulary,
): RoleProfile {
	const random = new Random(seed, kind.roleProfile, index);
	const title = titles[index % titles.length] ?? '';
	const place = random.pick(places);
	const volunteer = random.chance(0.75);
	const status: RoleStatus = random.pick(['active', 'active', 'active', 'draft', 'inactive']);
	const approved = status !== 'draft' && random.chance(0.85);
	const base = maybe(random, 0.85, () => random.pick(vocabulary.bases));
	const sentence = (probability: number) =>
		maybe(random, probability, () => random.pick(sentences));
	return {
		...blankProfile(id, `${title}, ${place} v${Math.floor(index / titles.length) + 1}`),
		display_name: title,
		type: volunteer ? 'volunteer' : 'non-volunteer',
		role_base: base?.name ?? null,
		approved,
		short_advert: sentence(0.8),
		long_advert: sentence(0.6),
		disclaimer: sentence(0.3),
		volunteer_manager: maybe(random, 0.8, () => random.pick(managers)),
		why_we_want_you: sentence(0.6),
		status,
		editable: !approved,
		recruitable: volunteer && approved && status === 'active' && random.chance(0.7),
		minimum_age: maybe(random, 0.7, () => random.pick([14, 16, 18, 21])),
		pdf_url: maybe(random, 0.3, () => `https://files.sandbox.example/${id}.pdf`),
		risk_assessment_url: maybe(random, 0.2, () => `https://files.sandbox.example/${id}-risks.pdf`),
		minimum_address_history: maybe(random, 0.5, () => String(random.int(1, 5))),
		receives_team_notifications: random.chance(0.5),
		// The last family is for the last role profiles only.
		family: maybe(random, 0.85, () => random.pick(vocabulary.families.slice(0, -1))),
		recruitment_category: volunteer ? random.pick(vocabulary.recruitmentCategories) : null,
		tasks: makeRows(random, 'task', tasks, id * 100 + 1),
		skills: makeRows(random, 'skill', skills, id * 100 + 11),
		benefits: makeRows(random, 'benefit', benefits, id * 100 + 21),
		base,
	};
}

export function makeTeam(seed: number, index: number, id: number): Team {
	const random = new Random(seed, kind.team, index);
	const place = places[(index - 1) % places.length];
	const name = index === 0 ? 'National office' : `${place} ${Math.ceil(index / places.length)}`;
	return {
		id: String(id),
		display_name: name,
		parent_id: index === 0 ? null : id - random.int(1, index),
		name,
		description: maybe(random, 0.5, () => random.pick(sentences)),
		geo_location: null,
		catchment_area_id: null,
		icon: 'fa fa-map-marker',
		show_on_public_site: random.chance(0.8),
		show_on_near_me_map: random.chance(0.5),
		ceiling_enabled: false,
		public_url: index === 0 ? 'https://volunteers.sandbox.example/teams/national-office' : null,
		hidden: index > 0 && random.chance(0.15),
		disabled: false,
		external_reference: maybe(random, 0.5, () => `T-${String(index + 1).padStart(3, '0')}`),
	};
}

function makeRole(random: Random, profile: RoleProfile, team: Team, ended: boolean): UserRole {
	const year = random.int(2019, 2024);
	const { id, name, type } = profile;
	return {
		id,
		name,
		type,
		team_id: team.id,
		start_date: `${year}-0${random.int(1, 9)}-01 00:00:00`,
		end_date: ended ? `${year + 1}-0${random.int(1, 9)}-01 00:00:00` : null,
	};
}

/**
 * Who holds the hand-made role profiles, by the user's place after the accounts: who holds it now,
 * and who did so once.
 */
const handMadeHolders: Array<{ place: number; profile: number; ended: boolean }> = [
	{ place: 0, profile: handMadeIds.locked, ended: false },
	{ place: 0, profile: handMadeIds.inactiveWithUsers, ended: false },
	{ place: 1, profile: handMadeIds.locked, ended: false },
	{ place: 1, profile: handMadeIds.inactiveWithFormerUser, ended: true },
	{ place: 2, profile: handMadeIds.inactiveWithUsers, ended: false },
];

/** The users after the accounts that `handMadeHolders` needs. */
export const handMadeHolderCount = 3;

/**
 * Whether users may hold it, beside those that are set: retired ones keep their users
 * (contract/assemble.md 6.2).
 */
function canBeHeld({ id, approved, status }: RoleProfile): boolean {
	if (id <= handMadeIds.nonVolunteer) return id === handMadeIds.locked;
	return approved && status !== 'draft';
}

/** Makes the user with this running number; the first ones are the people behind the accounts. */
export function makeUser(
	seed: number,
	index: number,
	id: number,
	accounts: readonly Account[],
	profiles: readonly RoleProfile[],
	teams: readonly Team[],
): User {
	const random = new Random(seed, kind.user, index);
	const account = accounts[index];
	const first_name = account ? 'Sandbox' : random.pick(firstNames);
	const last_name = account ? (account.email.split('@')[0] ?? '') : random.pick(lastNames);
	const role = (profile: RoleProfile, ended: boolean) =>
		makeRole(random, profile, random.pick(teams), ended);
	const place = index - accounts.length;
	const roles = account
		? profiles.filter((one) => one.type === 'system').map((one) => role(one, false))
		: handMadeHolders
				.filter((holder) => holder.place === place)
				.flatMap(({ profile, ended }) =>
					profiles.filter((one) => one.id === profile).map((one) => role(one, ended)),
				);
	if (roles.length === 0) {
		const chosen = random.some(profiles.filter(canBeHeld), random.int(1, 2));
		roles.push(...chosen.map((profile) => role(profile, random.chance(0.2))));
	}
	const isActive = roles.some(({ end_date }) => end_date === null);
	const others = { id: id - index, display_name: 'Sandbox admin' };
	return {
		id,
		display_name: `${first_name} ${last_name}`,
		first_name,
		last_name,
		email: account?.email ?? `user.${index + 1}@people.example`,
		// Without a role there is no account (contract/assemble.md 2.2).
		status: isActive ? 'active' : 'inactive',
		status_id: isActive ? 1 : 2,
		date_of_birth: maybe(random, 0.8, () => `${random.int(1945, 2008)}-0${random.int(1, 9)}-12`),
		manager: index === 0 ? null : others,
		supervisor: index > 0 && random.chance(0.3) ? others : null,
		skills: makeNamed(random, skills, 401),
		languages: makeNamed(random, languages, 421),
		last_login_at: maybe(random, 0.7, () => `2026-02-${random.int(10, 28)} 18:30:00`),
		roles,
	};
}

function makeNamed(random: Random, names: readonly string[], firstId: number) {
	return random.some(
		names.map((name, index) => ({ id: firstId + index, name })),
		random.int(0, 2),
	);
}

const activityTypes = ['Event', 'Hours', 'One-off', 'Rota shift'];
const categories = ['Training', 'Visits', 'Driving', 'Meetings'];

/** The day after the last activities. */
export const today = '2026-03-01';

const DAY = 86_400_000;

/** Makes the activity with this running number, and what it does not show. */
export function makeActivity(
	seed: number,
	index: number,
	id: number,
	users: readonly User[],
	daysAhead: number,
): { activity: Activity; facts: ActivityFacts } {
	const random = new Random(seed, kind.activity, index);
	const drawn = `2026-0${random.int(1, 2)}-${String(random.int(1, 28)).padStart(2, '0')}`;
	const day = new Date(Date.parse(drawn) + daysAhead * DAY).toISOString().slice(0, 10);
	const hours = random.int(1, 4);
	const type = random.pick(activityTypes);
	const category = random.int(1, categories.length);
	const isFixed = type === 'Rota shift' || type === 'One-off';
	const activity = {
		id,
		description: random.pick(tasks),
		start_date: day,
		end_date: day,
		start_time: '09:00:00Z',
		end_time: `${9 + hours}:00:00Z`,
		duration: hours * 60,
		final: random.chance(0.7),
		pending_outcomes: random.chance(0.2),
		// Those of rotas and opportunities are not changed directly (contract/assemble.md 5).
		can_edit: !isFixed,
		can_delete: !isFixed,
		type,
		type_id: String(activityTypes.indexOf(type) + 1),
		category: { id: category, name: categories[category - 1] ?? '' },
	};
	const facts = { user: random.pick(users).id, updated: Date.parse(`${day}T20:00:00Z`) };
	return { activity, facts };
}

/** Makes the opportunity with this running number; the first ones belong to the locked profile. */
export function makeOpportunity(
	seed: number,
	index: number,
	id: number,
	profiles: readonly RoleProfile[],
	teams: readonly Team[],
): Opportunity {
	const random = new Random(seed, kind.opportunity, index);
	const recruitable = profiles.filter((profile) => profile.recruitable);
	const locked = profiles.filter((profile) => profile.id === handMadeIds.locked);
	const role = random.pick(index < 2 && locked.length > 0 ? locked : recruitable);
	const team = random.pick(teams);
	return {
		id,
		title: `${role.display_name} in ${team.name}`,
		type: random.pick(['One-off', 'Ongoing', 'Fixed-term']),
		status: index < 2 || random.chance(0.8) ? 'published' : 'unpublished',
		role: { id: role.id, name: role.name },
		team: { id: team.id, name: team.name },
		minimum_age: role.minimum_age,
		date_advertised: `2026-0${random.int(1, 2)}-1${random.int(0, 9)} 09:00:00`,
	};
}
