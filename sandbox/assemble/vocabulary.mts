/** What an organisation sets up once (contract/assemble.md 6.4 and 6.5); role profiles refer to it. */
import type { NamedRow, RecruitmentCategory, RoleBase, RoleFamily } from './types.mts';

/** The last family is met on the last pages only, so a client that collects them must read all. */
export function makeFamilies(): RoleFamily[] {
	return [
		{ id: 31, name: 'Shops & retail' },
		{ id: 32, name: 'Outdoors' },
		{ id: 33, name: "Children's services" },
		{ id: 34, name: 'Office, admin and finance' },
		{ id: 35, name: 'Événements' },
		// Of the vendor's sample.
		{ id: 21421, name: 'Volunteer' },
		{ id: 36, name: 'Emergency response' },
	];
}

/** The first one is that of the vendor's sample. */
export function makeBases(): RoleBase[] {
	return [
		{ id: 64, name: 'Community', icon: 'fa fa-users', order_id: 1 },
		{ id: 65, name: 'Shop', icon: 'fa fa-shopping-bag', order_id: 2 },
		{ id: 66, name: 'Home', icon: 'fa fa-home', order_id: 3 },
		{ id: 67, name: 'Office', icon: 'fa fa-building', order_id: 4 },
		{ id: 68, name: 'Event', icon: 'fa fa-calendar', order_id: 5 },
	];
}

function makeStages(firstId: number, actionName: string): RecruitmentCategory['stages'] {
	const names = ['Application', 'Selection', 'Checks', 'Clearance'];
	return names.map((name, index) => ({
		id: firstId + index,
		name,
		display_name: index === 0 ? 'Applied' : name,
		actions:
			index === 0
				? [{ id: firstId + 400_009, name: actionName, action_stage_id: 0, settings: {} }]
				: [],
	}));
}

/** Ids and first stage of "Full" are those of the vendor's sample, which shows no other stage. */
export function makeRecruitmentCategories(): RecruitmentCategory[] {
	return [
		{ id: 12412, name: 'Full', stages: makeStages(21412, 'string') },
		{ id: 12413, name: 'Simple', stages: makeStages(21422, 'Send form') },
	];
}

export function makePermissionGroups(): NamedRow[] {
	return [
		{ id: 1, name: 'Administrator' },
		{ id: 2, name: 'Manager' },
		{ id: 3, name: 'Volunteer' },
	];
}

export const modules: NamedRow[] = [
	{ id: 51, name: 'Welcome to the organisation' },
	{ id: 52, name: 'Safeguarding' },
	{ id: 53, name: 'Lifting & carrying' },
];

export const consents: NamedRow[] = [
	{ id: 61, name: 'Photographs' },
	{ id: 62, name: 'Background check' },
];

export const risks: NamedRow[] = [
	{ id: 71, name: 'Lone working' },
	{ id: 72, name: 'Work at heights' },
];
