// The kinds of records that histories are about: how they are made, read, filtered and changed.
import type { IDataObject } from 'n8n-workflow';

import type { AssembleDatabase } from '../../sandbox/assemble/database.mts';
import type { Random } from '../../sandbox/random.mts';
import type { VomeDatabase } from '../../sandbox/vome/database.mts';
import type { Field, Kind, Row } from './historyOracle.mts';

/** A field that histories can change. */
interface Changeable extends Field {
	/** Gives it another value, by chance the same. */
	write?: (row: Row, random: Random) => void;
}

/** A setting of the form's filters. */
export interface FilterChoice {
	parameters: IDataObject;
	isIn: (row: Row) => boolean;
	/** Makes a record enter the filter or leave it. */
	toggle?: (row: Row) => void;
	/** What is sent, where the node can do without: the service may ignore it. */
	parameter?: string;
	/** Whether a record shows that it is not in; some may not, and are taken for what they are sent as. */
	showsOut?: (row: Row) => boolean;
}

/** One kind of records. */
export interface World {
	/** Of the node's Get Many. */
	resource: string;
	/** Of the lists, for faults. */
	path: string;
	fields: readonly Changeable[];
	filters: (rows: readonly Row[]) => FilterChoice[];
	rows: () => Row[];
	replace: (rows: Row[]) => void;
	make: () => Row;
	/** Paths of fields that may be missing in an answer. */
	mayMiss: readonly string[];
	/** The record as it is sent, if that leaves out what is empty. */
	sent?: (row: Row) => Row;
	/** Whether the order of the list is the trigger's own choice. */
	isById?: boolean;
	/** Whether the order of the list is not that of the records. */
	isOtherOrder?: boolean;
}

export interface EventInfo {
	service: 'Vome' | 'Assemble';
	world: 'profile' | 'reservation' | 'shift' | 'opportunity' | 'roleProfile' | 'user' | 'activity';
	kind: Kind;
	/** The field that counts, where it is always the same one. */
	field?: string;
	/** Fields that do not count unless they are chosen. */
	leftOut?: readonly string[];
	/** Has the option Watched Fields, and tells what changed. */
	tellsChanges?: boolean;
	/** Tells what the field was before, by its label in this list. */
	labels?: readonly string[];
}

const STATUSES = [
	'Shift request pending',
	'Reserved',
	'Shift request declined',
	'Attendance confirmed',
	'Absent',
	'Checked-in',
	'Hours logged',
	'Hour claim pending',
];

export const EVENTS = {
	profileAdded: { service: 'Vome', world: 'profile', kind: 'added' },
	profileUpdated: {
		service: 'Vome',
		world: 'profile',
		kind: 'updated',
		leftOut: ['age', 'full_name', 'gender_code', 'occupation_code'],
		tellsChanges: true,
	},
	reservationCreated: { service: 'Vome', world: 'reservation', kind: 'created' },
	reservationStatusChanged: {
		service: 'Vome',
		world: 'reservation',
		kind: 'updated',
		field: 'status',
		labels: STATUSES,
	},
	shiftCreated: { service: 'Vome', world: 'shift', kind: 'created' },
	opportunityCreated: { service: 'Vome', world: 'opportunity', kind: 'created' },
	roleProfileAdded: { service: 'Assemble', world: 'roleProfile', kind: 'added' },
	roleProfileUpdated: {
		service: 'Assemble',
		world: 'roleProfile',
		kind: 'updated',
		tellsChanges: true,
	},
	roleProfileApproved: {
		service: 'Assemble',
		world: 'roleProfile',
		kind: 'approved',
		field: 'approved',
	},
	userAdded: { service: 'Assemble', world: 'user', kind: 'added' },
	userUpdated: { service: 'Assemble', world: 'user', kind: 'updated', tellsChanges: true },
	activityAddedOrUpdated: { service: 'Assemble', world: 'activity', kind: 'addedOrUpdated' },
} as const satisfies Record<string, EventInfo>;

export type EventName = keyof typeof EVENTS;

export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

/** What is at this path, such as `family.name`: undefined if it is missing, null if there is no family. */
export function at(value: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((inner, key) => {
		if (inner === undefined) return undefined;
		return typeof inner === 'object' && inner !== null
			? (inner as Record<string, unknown>)[key]
			: null;
	}, value);
}

/** Puts it there, if the object is there that it belongs to. */
export function put(row: Row, path: string, value: unknown): void {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	const parent = keys.length === 0 ? row : at(row, keys.join('.'));
	if (typeof parent === 'object' && parent !== null) {
		(parent as Record<string, unknown>)[last] = structuredClone(value);
	}
}

function plain(name: string, path = name, values?: readonly unknown[]): Changeable {
	return {
		name,
		read: (row) => at(row, path),
		write: values && ((row, random) => put(row, path, random.pick(values))),
	};
}

const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []);

/** Reads a list, if it is not missing. */
const readList = (path: string, read: (member: unknown) => unknown) => (row: Row) => {
	const members = at(row, path);
	return members === undefined ? undefined : list(members).map(read);
};

/** A list whose members are known by what is at `inner`; `pool` are others that may come into it. */
function members(name: string, path: string, inner: string, pool: () => unknown[]): Changeable {
	return {
		name,
		read: readList(path, (member) => at(member, inner)),
		write: (row, random) => putMember(row, path, random, pool()),
	};
}

function putMember(row: Row, path: string, random: Random, pool: readonly unknown[]): void {
	const before = list(at(row, path));
	if (before.length > 0 && random.chance(0.5)) {
		const gone = random.int(0, before.length - 1);
		put(row, path, before.toSpliced(gone, 1));
	} else if (pool.length > 0) {
		put(row, path, [...before, random.pick(pool)]);
	}
}

const TEXTS = ['Harbour', 'Mill Lane 4', 'Ünal', '', null, '0', 'harbour'];
const HOURS = [0, 1, 2.5, 12, 40];
const FLAGS = [true, false];
const CODES = [0, 1, 2, 3, null];

function profileFields(rows: () => readonly Row[]): Changeable[] {
	const pool = (path: string) => () => rows().flatMap((row) => list(at(row, path)));
	const detail = (name: string, values?: readonly unknown[]) =>
		plain(name, `profile_details.${name}`, values);
	const named = (name: string, values: readonly string[]): Changeable => ({
		...detail(name),
		write: (row, random) => {
			put(row, `profile_details.${name}`, random.pick(values));
			nameAnew(row);
		},
	});
	const coordinate = (name: string, index: number): Changeable => ({
		name,
		read: (row) => {
			const { latitude_longitude, address_coordinates } = row.profile_details as IDataObject;
			const pair = latitude_longitude ?? address_coordinates;
			return pair === undefined ? undefined : list(pair)[index];
		},
		write: (row, random) => {
			const details = row.profile_details as IDataObject;
			delete details.address_coordinates;
			details.latitude_longitude = [String(random.int(1, 9)), String(random.int(1, 9))];
		},
	});
	return [
		named('first_name', ['Ana', 'Zoë', 'Bo', 'Ines']),
		named('last_name', ['Okoro', 'Ünal', "O'Brien"]),
		detail('full_name'),
		detail('email', ['a@example.org', 'B@example.org', 'c@example.org']),
		detail('phone_number', ['+15145550100', '5145550100', '', null]),
		detail('date_of_birth', ['1990-02-01', '1990-02-02', null]),
		detail('age', [20, 36, 37, null]),
		plain('gender', 'profile_details.gender', CODES),
		plain('gender_code', 'profile_details.gender', CODES),
		detail('gender_text', ['Agenre', '', 'Two-spirit']),
		plain('occupation', 'profile_details.occupation', CODES),
		plain('occupation_code', 'profile_details.occupation', CODES),
		detail('occupation_institution_name', TEXTS),
		detail('address', TEXTS),
		coordinate('latitude', 0),
		coordinate('longitude', 1),
		plain('profile_image_url', 'profile_details.profile_image', ['/media/a.jpg', '/media/b.jpg']),
		plain('is_offline', 'is_offline', FLAGS),
		plain('is_following', 'is_following', FLAGS),
		plain('logged_hours', 'logged_hours', HOURS),
		plain('completed_shifts', 'completed_shifts', HOURS),
		// No page shows what it looks like.
		plain('most_recent_shift', 'most_recent_shift', [
			'2026-02-01T10:00:00Z',
			{ id: 'a', shift_title: 'Sorting', tags: ['x', 'y'] },
			{ id: 'b', shift_title: 'Sorting', tags: ['x', 'y'] },
			null,
		]),
		members('tags', 'profile_tags', 'tag.tag_title', pool('profile_tags')),
		members('skills', 'profile_details.skills', 'skill_title', pool('profile_details.skills')),
		members(
			'languages',
			'profile_details.languages',
			'language_name',
			pool('profile_details.languages'),
		),
		{
			name: 'opportunities',
			read: readList('opportunities', (link) => [
				at(link, 'opportunity.id'),
				at(link, 'opportunity.title'),
				at(link, 'opportunity.category.title'),
			]),
			write: (row, random) => {
				const [first] = list(row.opportunities);
				if (first !== undefined && random.chance(0.3)) {
					put(row, 'opportunities.0.opportunity.category.title', random.pick(['Meals', 'Events']));
				} else {
					putMember(row, 'opportunities', random, pool('opportunities')());
				}
			},
		},
		plain('emergency_contact_name', 'emergency_contact.name', TEXTS),
		plain('emergency_contact_phone_number', 'emergency_contact.phone_number', TEXTS),
		plain('emergency_contact_relationship', 'emergency_contact.relationship', TEXTS),
		plain('medical_description', 'medical_information.description', TEXTS),
		plain('has_medical_info', 'medical_information.has_medical_info', FLAGS),
		{ name: 'custom_fields', read: readCustomFields, write: writeCustomField },
	];
}

/** The full name goes with the names. */
function nameAnew(row: Row): void {
	const { first_name, last_name } = row.profile_details as Record<string, string>;
	put(row, 'profile_details.full_name', `${first_name} ${last_name}`);
}

/** The values by the id of their field; none of those that are empty. */
function readCustomFields(row: Row): unknown {
	if (row.custom_fields === undefined) return undefined;
	const entries = list(row.custom_fields).map((entry) => {
		const value = (entry as IDataObject).custom_field_value;
		const plainValue = Array.isArray(value) ? value.map(innermost) : innermost(value);
		return [at(entry, 'custom_field.id'), plainValue];
	});
	return Object.fromEntries(entries) as unknown;
}

function innermost(value: unknown): unknown {
	let inner = value;
	while (typeof inner === 'object' && inner !== null && 'value' in inner) inner = inner.value;
	return inner;
}

function writeCustomField(row: Row, random: Random): void {
	const entries = list(row.custom_fields) as IDataObject[];
	if (entries.length === 0) return;
	const index = random.int(0, entries.length - 1);
	const entry = entries[index] as IDataObject;
	// Two fields have this name: with one of them gone, the other one would take its name.
	if (random.chance(0.2) && at(entry, 'custom_field.name') !== 'Notes') {
		put(row, 'custom_fields', entries.toSpliced(index, 1));
		return;
	}
	const value = entry.custom_field_value;
	const options = list(at(entry, 'custom_field.options'));
	if (Array.isArray(value)) {
		putMember(
			row,
			`custom_fields.${index}.custom_field_value`,
			random,
			options.map((option) => ({ id: random.uuid(), value: option })),
		);
	} else if (value !== null) {
		const next = options.length > 0 ? options : changedScalars(at(value, 'value'));
		put(row, `custom_fields.${index}.custom_field_value.value`, random.pick(next));
	}
}

function changedScalars(value: unknown): unknown[] {
	if (typeof value === 'boolean') return [true, false];
	if (typeof value === 'number') return [value + 1, value / 2];
	return ['', 'Changed', `${String(value)}.`];
}

const PARTS = ['Patience', 'Weeding', 'Tea'];

function roleFields(database: () => AssembleDatabase): Changeable[] {
	const nested = (
		name: string,
		path: string,
		inner: string,
		pool: () => unknown[],
	): Changeable => ({
		name,
		read: (row) => at(row, `${path}.${inner}`),
		write: (row, random) => put(row, path, random.pick([...pool(), null])),
	});
	const parts = (name: string, inner: string): Changeable => {
		const pool = () => PARTS.map((text, index) => ({ id: index + 1, [inner]: text }));
		return members(name, name, inner, pool);
	};
	const text = (name: string) => plain(name, name, TEXTS);
	return [
		plain('name', 'name', ['Gardener', 'Driver v2', 'Cook']),
		plain('display_name', 'display_name', ['Gardener', 'Driver', 'Cook']),
		plain('type', 'type', ['volunteer', 'non-volunteer', 'system']),
		plain('status', 'status', ['active', 'inactive', 'draft']),
		plain('approved', 'approved', FLAGS),
		plain('recruitable', 'recruitable', FLAGS),
		nested('family', 'family', 'name', () => database().families),
		nested(
			'recruitment_category',
			'recruitment_category',
			'name',
			() => database().recruitmentCategories,
		),
		nested('base', 'base', 'name', () => database().bases),
		plain('editable', 'editable', FLAGS),
		nested('family_id', 'family', 'id', () => database().families),
		plain('recruitment_category_id', 'recruitment_category.id'),
		{
			name: 'recruitment_stages',
			read: readList('recruitment_category.stages', (stage) => at(stage, 'name')),
			write: (row, random) =>
				put(row, 'recruitment_category.stages.0.name', random.pick(['Application', 'Talk'])),
		},
		plain('base_id', 'base.id'),
		text('role_base'),
		text('short_advert'),
		text('long_advert'),
		text('disclaimer'),
		text('volunteer_manager'),
		text('why_we_want_you'),
		plain('minimum_age', 'minimum_age', [14, 16, 18, null]),
		plain('minimum_address_history', 'minimum_address_history', ['2', '5', null]),
		plain('pdf_url', 'pdf_url', ['https://files.example/a.pdf', null]),
		plain('risk_assessment_url', 'risk_assessment_url', ['https://files.example/r.pdf', null]),
		plain('receives_team_notifications', 'receives_team_notifications', FLAGS),
		parts('tasks', 'task'),
		parts('skills', 'skill'),
		parts('benefits', 'benefit'),
		members('images', 'images', 'id', () => [1, 2, 3].map((id) => ({ id, thumbnails: {} }))),
	];
}

function flag(
	name: string,
	wanted: boolean,
	parameters: IDataObject,
	parameter?: string,
): FilterChoice {
	return {
		parameters,
		parameter,
		isIn: (row) => row[name] === wanted,
		toggle: (row) => {
			row[name] = row[name] !== true;
		},
	};
}

function oneOf(
	path: string,
	[wanted, other]: [unknown, unknown],
	parameters: IDataObject,
	parameter?: string,
): FilterChoice {
	return {
		parameters,
		parameter,
		isIn: (row) => at(row, path) === wanted,
		toggle: (row) => put(row, path, at(row, path) === wanted ? other : wanted),
	};
}

/** A filter by part of a text, which the sandboxes compare in any case; `copies` are of the same text. */
function text(
	paths: readonly string[],
	name: string,
	wanted: string,
	{ copies = [], parameter }: { copies?: readonly string[]; parameter?: string } = {},
): FilterChoice {
	const isIn = (row: Row) =>
		paths.some((path) =>
			((at(row, path) ?? '') as string).toLowerCase().includes(wanted.toLowerCase()),
		);
	return {
		parameters: { [name]: wanted },
		parameter,
		isIn,
		toggle: (row) => {
			const value = isIn(row) ? 'No' : `It is ${wanted}`;
			for (const path of [...paths, ...copies]) put(row, path, value);
		},
	};
}

function created(rows: readonly Row[]): FilterChoice[] {
	const times = rows.map((row) => String(row.created_at)).sort();
	const middle = times[Math.floor(times.length / 2)];
	if (middle === undefined) return [];
	const after = new Date(Date.parse(middle)).toISOString();
	return [
		{
			parameters: { createdAfter: after },
			parameter: 'created_at.gte',
			isIn: (row) => Date.parse(String(row.created_at)) >= Date.parse(after),
		},
	];
}

/** A filter by the start of the shift, which no service knows. */
function startsAfter(path: string, name: string, rows: readonly Row[]): FilterChoice[] {
	const times = rows.map((row) => Date.parse(String(at(row, path)))).sort((a, b) => a - b);
	const middle = times[Math.floor(times.length / 2)];
	if (middle === undefined) return [];
	const isIn = (row: Row) => Date.parse(String(at(row, path))) >= middle;
	return [
		{
			parameters: { [name]: new Date(middle).toISOString() },
			isIn,
			toggle: (row) => {
				const time = new Date(middle - (isIn(row) ? 1_000 : 0)).toISOString();
				put(row, path, time.replace(/\.\d+Z$/, 'Z'));
			},
		},
	];
}

const DRIVER = 'Driver';

/** A filter by a tag, which the service does not know. */
const tagged: FilterChoice = {
	parameters: { tag: ' driver' },
	isIn: (row) => list(row.profile_tags).some((link) => at(link, 'tag.tag_title') === DRIVER),
	toggle: (row) => {
		const others = list(row.profile_tags).filter((link) => at(link, 'tag.tag_title') !== DRIVER);
		const driver = { id: 'driver', tag: { id: 'driver', tag_title: DRIVER } };
		put(row, 'profile_tags', tagged.isIn(row) ? others : [...others, driver]);
	},
};

/** The kinds of records of Vome. `database` gives the live data. */
export function vomeWorlds(
	database: () => VomeDatabase,
): Record<Exclude<EventInfo['world'], 'roleProfile' | 'user' | 'activity'>, World> {
	const rows = (
		name: 'profiles' | 'reservations' | 'shifts' | 'opportunities',
		make: () => object,
	) => ({
		rows: () => database()[name] as unknown as Row[],
		replace: (changed: Row[]) => {
			Object.assign(database(), { [name]: changed });
		},
		// Records of the sandbox share objects, which histories would change in all of them.
		make: () => structuredClone(make()) as Row,
	});
	const makeOpportunity = () => database().makeOpportunity();
	const makeProfile = () => database().makeProfile();
	const makeShift = () => {
		const { opportunities } = database();
		if (opportunities.length === 0) opportunities.push(makeOpportunity());
		return database().makeShift();
	};
	const makeReservation = () => {
		const { profiles, shifts } = database();
		if (profiles.length === 0) profiles.push(makeProfile());
		if (shifts.length === 0) shifts.push(makeShift());
		return database().makeReservation();
	};
	const other = '00000000-0000-4000-8000-000000000001';
	const idOf = (path: string, name: string, all: readonly Row[]) => {
		const id = (at(all[0], path) ?? other) as string;
		return oneOf(path, [id, other], { [name]: id }, path);
	};
	return {
		profile: {
			resource: 'profile',
			path: '/api/profiles/*',
			fields: profileFields(() => database().peek('profiles') as unknown as Row[]),
			filters: () => [
				flag('is_offline', true, { profileType: 'offline' }, 'is_offline'),
				flag('is_offline', false, { profileType: 'vomeUser' }, 'is_offline'),
				text(['profile_details.first_name'], 'firstName', 'a'),
				oneOf('profile_details.last_name', ['Okoro', "O'Brien"], { lastName: 'okoro' }),
				tagged,
			],
			mayMiss: [
				'is_offline',
				'logged_hours',
				'profile_tags',
				'opportunities',
				'emergency_contact',
				'custom_fields',
				'profile_details.address',
				'profile_details.phone_number',
				'profile_details.gender',
				'profile_details.skills',
				'profile_details.profile_image',
			],
			...rows('profiles', makeProfile),
		},
		reservation: {
			resource: 'reservation',
			path: '/api/reservations/*',
			fields: [
				plain('status', 'status', [0, 1, 2, 3, 4, 5, 6, 7, 9]),
				plain('logged_hours', 'logged_hours', HOURS),
				plain('arrival_time', 'arrival_time', ['2026-02-01T10:00:00Z', null]),
				plain('user_phone_number', 'user.phone_number', TEXTS),
			],
			filters: (all) => [
				oneOf('status', [1, 0], { status: [1] }, 'status'),
				{
					...oneOf('status', [6, 3], { status: [6, 5] }),
					isIn: ({ status }) => status === 6 || status === 5,
				},
				text(['shift.shift_title'], 'shiftTitle', 'crew', { parameter: 'shift.shift_title' }),
				text(['user.email'], 'volunteerEmail', 'example.org', { parameter: 'user.email' }),
				idOf('opportunity.id', 'opportunityId', all),
				...startsAfter('shift.shift_start_at', 'shiftStartsAfter', all),
				...created(all),
			],
			mayMiss: ['status', 'logged_hours'],
			...rows('reservations', makeReservation),
		},
		shift: {
			resource: 'shift',
			path: '/api/shifts/*',
			fields: [plain('spots', 'spots', [1, 2, 3]), plain('description', 'description', TEXTS)],
			filters: (all) => [
				text(['title'], 'title', 'crew', { copies: ['shift_title'], parameter: 'title' }),
				text(['description'], 'description', 'e', { copies: ['shift_description'] }),
				...startsAfter('shift_start_at', 'startsAfter', all),
				{
					parameters: { openSpots: 'yes' },
					isIn: ({ spots_available: left }) => Number(left) > 0,
					toggle: (row) => put(row, 'spots_available', Number(row.spots_available) > 0 ? 0 : 2),
				},
			],
			mayMiss: ['spots'],
			...rows('shifts', makeShift),
		},
		opportunity: {
			resource: 'opportunity',
			path: '/api/opportunities/*',
			fields: [plain('description', 'description', TEXTS)],
			filters: (all) => [
				{
					parameters: { status: 1 },
					isIn: ({ id }) => database().opportunityStatus.get(String(id)) === 1,
					toggle: ({ id }) => {
						const { opportunityStatus } = database();
						const isPublished = opportunityStatus.get(String(id)) === 1;
						opportunityStatus.set(String(id), isPublished ? 2 : 1);
					},
				},
				text(['title'], 'title', 'a'),
				idOf('category.id', 'categoryId', all),
			],
			mayMiss: ['description'],
			...rows('opportunities', makeOpportunity),
		},
	};
}

/** A filter by the family, by its name, of which the service knows none, and by its ID. */
function families({ families: [one, other] }: AssembleDatabase): FilterChoice[] {
	if (one === undefined || other === undefined) return [];
	const family = {
		isIn: (row: Row) => at(row, 'family.id') === one.id,
		// Without one, the field may be missing.
		showsOut: (row: Row) => ![one.id, undefined, null].includes(at(row, 'family.id') as number),
		toggle: (row: Row) => put(row, 'family', at(row, 'family.id') === one.id ? other : one),
	};
	return [
		{ ...family, parameters: { families: one.name.toUpperCase() } },
		{ ...family, parameters: { families: String(one.id) }, parameter: 'families' },
	];
}

/** Role profiles of Assemble. `leavesOut`: whether the service does, what is empty. */
export function assembleWorld(database: () => AssembleDatabase, leavesOut: () => boolean): World {
	const filledOnly = (row: Row) =>
		Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
	return {
		resource: 'roleProfile',
		path: '/api/role-profiles',
		fields: roleFields(database),
		filters: () => [
			oneOf('status', ['active', 'inactive'], { status: 'active' }, 'status'),
			oneOf('status', ['draft', 'active'], { status: 'draft' }),
			oneOf('type', ['volunteer', 'non-volunteer'], { type: 'volunteer' }, 'type'),
			flag('approved', true, { approved: 'true' }, 'approved'),
			flag('approved', false, { approved: 'false' }),
			flag('recruitable', true, { recruitable: 'true' }, 'recruitable'),
			text(['name', 'display_name'], 'search', 'dr'),
			...families(database()),
		],
		rows: () => database().roleProfiles as unknown as Row[],
		replace: (rows) => {
			Object.assign(database(), { roleProfiles: rows });
		},
		make: () => structuredClone(database().makeRoleProfile()) as unknown as Row,
		mayMiss: [
			'approved',
			'recruitable',
			'status',
			'editable',
			'short_advert',
			'minimum_age',
			'family',
			'recruitment_category',
			'tasks',
			'pdf_url',
		],
		sent: (row) => (leavesOut() ? filledOnly(row) : row),
		isById: true,
	};
}

/** Users of Assemble, all of them active: others are not listed. */
export function userWorld(database: () => AssembleDatabase): World {
	const active = (row: Row): Row => ({
		...row,
		status: 'active',
		roles: list(row.roles).map((role) => ({ ...(role as IDataObject), end_date: null })),
	});
	const skills = [401, 402, 403].map((id) => ({ id, name: `Skill ${id}` }));
	return {
		resource: 'user',
		path: '/api/users',
		fields: [
			plain('display_name', 'display_name', ['Ana Okoro', 'Zoë Ünal', 'Bo']),
			plain('email', 'email', ['a@example.org', 'b@example.org', '']),
			{
				...plain('manager', 'manager.display_name'),
				// The supervisor may be the same object.
				write: (row, random) =>
					put(row, 'manager', {
						...(at(row, 'manager') as object),
						display_name: random.pick(['Kim', 'Lee']),
					}),
			},
			{ name: 'manager_id', read: (row) => at(row, 'manager.id') ?? undefined },
			plain('status_id', 'status_id', [1, 3]),
			members('skills', 'skills', 'name', () => skills),
		],
		filters: () => [
			text(['display_name', 'email'], 'search', 'an'),
			oneOf('status_id', [1, 3], { statusIds: '1' }),
		],
		rows: () => database().users as unknown as Row[],
		replace: (rows) => {
			Object.assign(database(), { users: rows.map(active) });
		},
		make: () => active(structuredClone(database().makeUser()) as unknown as Row),
		mayMiss: ['display_name', 'email', 'manager', 'skills', 'status_id'],
	};
}

/** Activities of Assemble. */
export function activityWorld(database: () => AssembleDatabase): World {
	const day = '2026-02-03';
	return {
		resource: 'activity',
		path: '/api/activities',
		fields: [
			plain(
				'description',
				'description',
				TEXTS.filter((value) => value !== null),
			),
			plain('duration', 'duration', [15, 30, 60]),
			plain('final', 'final', FLAGS),
			plain('type', 'type', ['Event', 'Hours']),
			plain('category', 'category.name', ['Training', 'Visits', 'Talks']),
			plain('start_time', 'start_time', ['09:00:00Z', '10:00:00Z']),
		],
		filters: () => [
			text(['description'], 'search', 'e'),
			oneOf('category.id', [2, 3], { category: '2' }, 'category'),
			oneOf('category.name', ['Visits', 'Driving'], { category: 'visits' }),
			{
				parameters: { startDate: day },
				parameter: 'start_date',
				isIn: (row) => String(row.end_date) >= day,
				toggle: (row) => {
					const other = String(row.end_date) >= day ? '2026-01-03' : '2026-02-20';
					Object.assign(row, { start_date: other, end_date: other });
				},
			},
		],
		rows: () => database().activities as unknown as Row[],
		replace: (rows) => {
			Object.assign(database(), { activities: rows });
		},
		make: () => {
			const { users } = database();
			if (users.length === 0) users.push(database().makeUser());
			return structuredClone(database().makeActivity()) as unknown as Row;
		},
		mayMiss: ['description', 'duration', 'final', 'type', 'category', 'start_time'],
		isOtherOrder: true,
	};
}
