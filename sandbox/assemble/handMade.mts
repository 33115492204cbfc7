/** Role profiles that tests can rely on: one for each state that matters. */
import { blankProfile } from './blank.mts';
import type { RecruitmentCategory, RoleBase, RoleFamily, RoleProfile } from './types.mts';

/** The ids of the hand-made role profiles. */
export const handMadeIds = {
	/** Made by Assemble itself: no family, no base, no texts. */
	system: 101,
	/** Not approved: all of it can be edited. */
	draft: 102,
	/** Approved and active, with users and opportunities: partly locked, cannot be deleted. */
	locked: 103,
	/** Retired, but users still hold it. */
	inactiveWithUsers: 104,
	/** Retired; one user held it once. */
	inactiveWithFormerUser: 105,
	/** Retired, and nothing is attached to it. */
	deletable: 106,
	/** In use without approval, and not for volunteers. */
	nonVolunteer: 107,
	/** The vendor's sample under another id. */
	sample: 108,
} as const;

interface Vocabulary {
	families: readonly RoleFamily[];
	bases: readonly RoleBase[];
	recruitmentCategories: readonly RecruitmentCategory[];
}

function find<Row extends { name: string }>(rows: readonly Row[], name: string): Row {
	const row = rows.find((one) => one.name === name);
	if (!row) throw new Error(`There is no ${name}.`);
	return row;
}

const lorem =
	'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut ' +
	'labore et dolore magna aliqua. Enim tortor at auctor urna.';
const why =
	'Scelerisque eleifend donec pretium vulputate sapien nec sagittis. Orci a scelerisque purus ' +
	'semper eget duis at tellus at.';

export function makeHandMade(vocabulary: Vocabulary): RoleProfile[] {
	const family = (name: string) => find(vocabulary.families, name);
	const base = (name: string) => {
		const found = find(vocabulary.bases, name);
		return { base: found, role_base: found.name };
	};
	const category = (name: string) => find(vocabulary.recruitmentCategories, name);
	const ids = handMadeIds;
	return [
		{
			...blankProfile(ids.system, 'Superuser'),
			type: 'system',
			status: 'active',
			approved: true,
			editable: false,
		},
		{
			...blankProfile(ids.draft, 'Gärtner*in, "green team" 🌱'),
			display_name: 'Gärtner*in 🌱',
			...base('Community'),
			short_advert: 'Come & dig: tools < 5 kg, tea > 3 cups.',
			volunteer_manager: "Garden team's lead",
			minimum_age: 16,
			family: family('Outdoors'),
			tasks: [
				{ id: 10201, task: 'Weeding, planting & watering' },
				{ id: 10202, task: "Looking after the children's corner" },
			],
			skills: [{ id: 10211, skill: 'Patience' }],
			benefits: [{ id: 10221, benefit: 'Fresh air' }],
		},
		{
			...blankProfile(ids.locked, "Children's club leader, Saturdays"),
			display_name: "Children's club leader",
			...base('Event'),
			status: 'active',
			approved: true,
			editable: false,
			recruitable: true,
			short_advert: 'Run our Saturday club.',
			long_advert: 'Plan and run a morning of games for 8 to 11 year olds.',
			disclaimer: 'A background check is needed.',
			volunteer_manager: 'Youth worker',
			why_we_want_you: 'You make children laugh.',
			minimum_age: 18,
			minimum_address_history: '5',
			pdf_url: 'https://files.sandbox.example/103.pdf',
			risk_assessment_url: 'https://files.sandbox.example/103-risks.pdf',
			receives_team_notifications: true,
			family: family("Children's services"),
			recruitment_category: category('Full'),
			tasks: [{ id: 10301, task: 'Run games' }],
			skills: [{ id: 10311, skill: 'First aid' }],
			benefits: [{ id: 10321, benefit: 'Training' }],
		},
		{
			...blankProfile(ids.inactiveWithUsers, 'Minibus driver (until 2024)'),
			...base('Community'),
			status: 'inactive',
			approved: true,
			editable: false,
			minimum_age: 21,
			family: family('Outdoors'),
			recruitment_category: category('Simple'),
			tasks: [{ id: 10401, task: 'Drive the minibus' }],
		},
		{
			...blankProfile(ids.inactiveWithFormerUser, 'Archive helper'),
			...base('Office'),
			status: 'inactive',
			approved: true,
			editable: false,
			family: family('Office, admin and finance'),
		},
		{
			...blankProfile(ids.deletable, 'Made by mistake <delete me>'),
			...base('Home'),
			status: 'inactive',
			family: family('Shops & retail'),
		},
		{
			...blankProfile(ids.nonVolunteer, 'Büroleitung'),
			type: 'non-volunteer',
			status: 'active',
			volunteer_manager: 'Geschäftsführung',
			recruitment_category: null,
		},
		{
			...blankProfile(ids.sample, 'Shop volunteer'),
			// Not the name of its base, just as in the sample (contract/assemble.md C11).
			role_base: 'Event',
			status: 'active',
			approved: true,
			recruitable: true,
			short_advert: lorem,
			long_advert:
				`${lorem} Convallis aenean et tortor at risus. Vitae proin sagittis nisl rhoncus mattis. ` +
				why,
			disclaimer: 'Enim tortor at auctor urna.',
			volunteer_manager: 'Community manager',
			why_we_want_you: why,
			minimum_age: 16,
			pdf_url: 'http://example.com',
			risk_assessment_url: 'http://example.com',
			minimum_address_history: '2',
			receives_team_notifications: true,
			family: family('Volunteer'),
			recruitment_category: category('Full'),
			tasks: [{ id: 532523, task: 'A pellentesque sit amet porttitor eget.' }],
			skills: [
				{ id: 543, skill: 'Senectus et netus et malesuada fames ac turpis egestas maecenas.' },
			],
			benefits: [
				{ id: 5435, benefit: 'Accumsan lacus vel facilisis volutpat est velit egestas dui id.' },
			],
			base: find(vocabulary.bases, 'Community'),
		},
	];
}
