/** Made-up volunteers and their organisation. Everything follows from the seed. */
import pools from './pools.json' with { type: 'json' };
import { Random } from '../random.mts';
import {
	type Category,
	type CustomFieldDefinition,
	type CustomFieldEntry,
	type CustomFieldValue,
	type Opportunity,
	type Profile,
	type ProfileDetails,
	type Reservation,
	type SelectionOption,
	type Shift,
	fieldType,
} from './types.mts';

/** "Today" of the sandbox, unless it is told to be ahead. Ages and past shifts depend on it, never on the clock. */
export const today = '2026-03-01';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Keeps the random streams of the kinds of rows apart. */
const kind = { setting: 1, opportunity: 2, shift: 3, reservation: 4, profile: 5 } as const;

const skillTitles = [
	'First aid',
	'Video Editing',
	'Cooking',
	'Public speaking',
	'Bookkeeping',
	'Carpentry',
	'Translation',
	'Event planning',
];
const languageNames = [
	'English',
	'French',
	'Polish',
	'Japanese',
	'Spanish',
	'Portuguese',
	'Arabic',
];
const tagTitles = ['Driver', 'Team lead', 'New volunteer', 'Weekend crew', 'Bénévole clé', 'VIP'];
const categoryTitles = [
	'Meals',
	'Education',
	'Animal care',
	'Events',
	'Aînés et visites',
	'Environment',
];
const opportunityTitles = [
	'Food bank',
	'Meal delivery',
	'Homework help',
	'Reading circle',
	'Dog walking',
	'Cat adoption day',
	'Gala night',
	'Summer festival',
	'Friendly visits',
	'Café des aînés',
	'Park clean-up',
	'Tree planting',
];
const shiftTitles = [
	'Morning crew',
	'Sorting',
	'Set-up',
	'Welcome desk',
	'Evening crew',
	'Clean-up',
];
const relationships = ['Sibling', 'Parent', 'Spouse', 'Friend', 'Aunt', 'Tante', 'Neighbour'];
const medicalNotes = [
	'Peanut allergy',
	'Asthma',
	'Uses a wheelchair',
	'Allergie au latex',
	'Diabetes',
];
const timezones = ['America/Toronto', 'America/Vancouver', 'Europe/Warsaw', 'Asia/Tokyo'];

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface FieldPlan {
	name: string;
	type: number;
	options?: string[];
	inactive?: boolean;
	/** How many profiles in a hundred have an entry for this field. */
	share: number;
}

/**
 * All 13 field types; two fields share a name, one is inactive. The shares make a profile weigh about
 * as much as the documented one, 2.4 KB, so that benchmarks move realistic amounts.
 */
const fieldPlans: FieldPlan[] = [
	{ name: 'CRM id', type: fieldType.uniqueId, share: 95 },
	{
		name: 'T-shirt size',
		type: fieldType.singleSelection,
		options: ['S', 'M', 'L', 'XL'],
		share: 25,
	},
	{ name: 'Available on', type: fieldType.multipleSelection, options: weekdays, share: 15 },
	{ name: 'Has a car', type: fieldType.boolean, share: 30 },
	{ name: 'Notes', type: fieldType.general, share: 15 },
	{ name: 'Notes', type: fieldType.general, share: 8 },
	{ name: 'Years of experience', type: fieldType.number, share: 12 },
	{ name: 'Orientation attended', type: fieldType.dateTime, share: 8 },
	{ name: 'Work email', type: fieldType.email, share: 8 },
	{ name: 'Police check', type: fieldType.attachment, share: 8 },
	{ name: 'Website', type: fieldType.url, share: 6 },
	{ name: 'Mailing address', type: fieldType.address, share: 5 },
	{ name: 'Hours per month', type: fieldType.formula, share: 8 },
	{ name: 'Member since', type: fieldType.date, share: 12 },
	{ name: 'Old newsletter flag', type: fieldType.boolean, inactive: true, share: 5 },
];

export interface DatabaseSize {
	profiles: number;
	opportunities: number;
	shifts: number;
	reservations: number;
}

/** What an organisation sets up once; rows refer to it. */
export interface Setting {
	seed: number;
	size: DatabaseSize;
	/** ms by which everything that happens does so later. */
	ahead: number;
	categories: Category[];
	skills: ProfileDetails['skills'];
	languages: ProfileDetails['languages'];
	tags: Array<{ id: string; tag_title: string }>;
	customFields: CustomFieldDefinition[];
}

/** Makes categories, tags, skills, languages and custom fields. */
export function makeSetting(seed: number, size: DatabaseSize, daysAhead: number): Setting {
	const random = new Random(seed, kind.setting);
	return {
		seed,
		size,
		ahead: daysAhead * day,
		categories: categoryTitles.map((title) => ({
			id: random.uuid(),
			title,
			description: random.chance(0.3) ? '' : random.pick(pools.sentences),
		})),
		skills: skillTitles.map((skill_title) => ({ id: random.uuid(), skill_title })),
		languages: languageNames.map((language_name) => ({ id: random.uuid(), language_name })),
		tags: tagTitles.map((tag_title) => ({ id: random.uuid(), tag_title })),
		customFields: fieldPlans.map((plan) => ({
			id: random.uuid(),
			name: plan.name,
			field_type: plan.type,
			is_active: !plan.inactive,
			...(plan.options && {
				options: plan.options.map((value, index) => ({
					id: random.uuid(),
					value,
					order: index + 1,
				})),
			}),
		})),
	};
}

/** `created_at` has microseconds (contract/vome.md 4.0). */
function microTime(random: Random, milliseconds: number): string {
	const micros = String(random.int(0, 999_999)).padStart(6, '0');
	return `${new Date(milliseconds).toISOString().slice(0, 19)}.${micros}Z`;
}

/** Shift and attendance times have whole seconds (contract/vome.md 4.0). */
function wholeTime(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function nowOf({ ahead }: Setting): number {
	return Date.parse(`${today}T12:00:00Z`) + ahead;
}

/**
 * Creation times rise with the running number and reach the sandbox's today with the last row of the
 * start, so rows that come later are newer than all the others.
 */
function creationTime(
	random: Random,
	setting: Setting,
	{ start, index, size }: { start: string; index: number; size: number },
): string {
	const from = Date.parse(start) + setting.ahead;
	const step = (nowOf(setting) - from) / Math.max(size, 1);
	return microTime(random, from + Math.floor((index + random.fraction()) * step));
}

/** Status codes of opportunities (contract/vome.md 4.6). The status is no field of the object. */
export const opportunityStatus = { draft: 0, published: 1, unpublished: 2 } as const;

/** Makes the opportunity with this running number, and its status. */
export function makeOpportunity(
	setting: Setting,
	index: number,
): { row: Opportunity; status: number } {
	const random = new Random(setting.seed, kind.opportunity, index);
	const status = random.chance(0.75)
		? opportunityStatus.published
		: random.pick([opportunityStatus.draft, opportunityStatus.unpublished]);
	const round = Math.floor(index / opportunityTitles.length);
	const title = opportunityTitles[index % opportunityTitles.length] ?? '';
	const row: Opportunity = {
		id: random.uuid(),
		created_at: creationTime(random, setting, {
			start: '2024-09-01T08:00:00Z',
			index,
			size: setting.size.opportunities,
		}),
		category: setting.categories[Math.floor(index / 2) % setting.categories.length] as Category,
		title: round === 0 ? title : `${title} ${round + 1}`,
		description: random.chance(0.2) ? '' : random.pick(pools.sentences),
	};
	if (status === opportunityStatus.published) {
		row.share_opportunity_url = `https://api.vomevolunteer.com/api/share/opportunity/${random.uuid()}`;
	} else if (status === opportunityStatus.draft) {
		row.share_opportunity_url = null;
	}
	return { row, status };
}

/** Makes the shift with this running number, of one of the opportunities, with no spot taken yet. */
export function makeShift(
	setting: Setting,
	index: number,
	opportunities: readonly Opportunity[],
): Shift {
	const random = new Random(setting.seed, kind.shift, index);
	const span = { start: '2025-06-01T08:00:00Z', index, size: setting.size.shifts };
	const created_at = creationTime(random, setting, span);
	const start = Math.floor(Date.parse(created_at) / day + random.int(3, 120)) * day;
	const startAt = start + random.int(8, 19) * hour;
	const spots = random.int(2, 20);
	const id = random.uuid();
	const title = random.pick(shiftTitles);
	const description = random.chance(0.3) ? '' : random.pick(pools.sentences);
	return {
		id,
		created_at,
		shift_start_at: wholeTime(startAt),
		shift_end_at: wholeTime(startAt + random.int(1, 6) * hour),
		spots,
		spots_reserved: 0,
		spots_available: spots,
		opportunity: random.pick(opportunities),
		shift_location: makeAddress(random, random.pick(pools.locales)),
		shift_title: title,
		shift_description: description,
		share_shift_url: `https://api.vomevolunteer.com/api/share/shift/${id}`,
		title,
		description,
	};
}

/** Status codes of reservations, stated in contract/vome.md 4.3. */
export const reservationStatus = {
	pending: 0,
	reserved: 1,
	declined: 2,
	confirmed: 3,
	absent: 4,
	checkedIn: 5,
	hoursLogged: 6,
	claimPending: 7,
} as const;
const holdsSpot = new Set<number>([
	reservationStatus.reserved,
	reservationStatus.confirmed,
	reservationStatus.checkedIn,
	reservationStatus.hoursLogged,
	reservationStatus.claimPending,
]);

const approvers = [
	{ first_name: 'Noor', last_name: 'Haddad', email: 'noor.haddad@example.org' },
	{ first_name: 'Émile', last_name: 'Tremblay', email: 'emile.tremblay@example.org' },
];

/** Makes the reservation with this running number, and takes the shift's spot if it holds one. */
export function makeReservation(
	setting: Setting,
	index: number,
	profiles: readonly Profile[],
	shifts: readonly Shift[],
): Reservation {
	const random = new Random(setting.seed, kind.reservation, index);
	const now = nowOf(setting);
	const shift = random.pick(shifts);
	const { id, profile_details: person } = random.pick(profiles);
	const start = Date.parse(shift.shift_start_at);
	const end = Date.parse(shift.shift_end_at);
	let code: number;
	if (shift.spots_available === 0) code = reservationStatus.declined;
	else if (start > now)
		code = random.pick([
			reservationStatus.pending,
			reservationStatus.reserved,
			reservationStatus.reserved,
		]);
	else {
		const past = [
			reservationStatus.confirmed,
			reservationStatus.absent,
			reservationStatus.checkedIn,
			reservationStatus.claimPending,
		];
		code = random.chance(0.6) ? reservationStatus.hoursLogged : random.pick(past);
	}
	if (holdsSpot.has(code)) {
		shift.spots_reserved += 1;
		shift.spots_available -= 1;
	}
	const arrived = holdsSpot.has(code) && code !== reservationStatus.reserved;
	const left = arrived && code !== reservationStatus.checkedIn;
	const logged = code === reservationStatus.hoursLogged;
	const arrival = start + random.int(-1, 1) * 15 * minute;
	const departure = end + random.int(0, 1) * 15 * minute;
	const earliest = Date.parse(shift.created_at);
	return {
		id: random.uuid(),
		shift: {
			id: shift.id,
			created_at: shift.created_at,
			shift_start_at: shift.shift_start_at,
			shift_end_at: shift.shift_end_at,
			spots: shift.spots,
			shift_title: shift.shift_title,
			shift_description: null,
		},
		created_at: microTime(
			random,
			earliest + Math.floor(random.fraction() * (Math.min(start, now) - earliest)),
		),
		status: code,
		arrival_time: arrived ? wholeTime(arrival) : null,
		departure_time: left ? wholeTime(departure) : null,
		hours_approved_by: logged ? random.pick(approvers) : null,
		logged_hours: logged ? (departure - arrival) / hour : 0,
		user: {
			id,
			first_name: person.first_name,
			last_name: person.last_name,
			email: person.email,
			gender: person.gender,
			address: person.address,
			phone_number: person.phone_number,
			date_of_birth: person.date_of_birth,
			timezone: random.pick(timezones),
			address_coordinates: person.latitude_longitude ?? person.address_coordinates ?? [],
		},
		opportunity: {
			id: shift.opportunity.id,
			category: shift.opportunity.category,
			title: shift.opportunity.title,
			description: shift.opportunity.description,
		},
	};
}

type LocalePool = (typeof pools.locales)[number];

function makeAddress(random: Random, pool: LocalePool): string {
	return `${random.int(1, 2400)} ${random.pick(pool.streets)}, ${random.pick(pool.cities)}`;
}

/** Numbers from 555-0100 to 555-0199 belong to nobody. Both spellings of contract/vome.md 4.1 occur. */
function makePhone(random: Random): string {
	const digits = `${random.pick(['514', '438', '613', '604'])}55501${String(random.int(0, 99)).padStart(2, '0')}`;
	return random.chance(0.6) ? `+1${digits}` : digits;
}

/** Full years between a birth date and the sandbox's today. */
export function ageOf(dateOfBirth: string): number {
	const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
	return dateOfBirth.slice(5) > today.slice(5) ? years - 1 : years;
}

function makeDate(random: Random, from: string, to: string): string {
	const start = Date.parse(from) / day;
	return new Date(random.int(start, Date.parse(to) / day) * day).toISOString().slice(0, 10);
}

const asciiNames = new Map<string, string>();

/** The part of a name that can stand in an email address; empty for names without Latin letters. */
function asciiName(name: string): string {
	let ascii = asciiNames.get(name);
	if (ascii === undefined) {
		ascii = name
			.normalize('NFKD')
			.replace(/ł/gi, 'l')
			.replace(/ß/g, 'ss')
			.toLowerCase()
			.replace(/[^a-z]/g, '');
		asciiNames.set(name, ascii);
	}
	return ascii;
}

/** The running number makes the address unique, whatever the case it is written in. */
function makeEmail(random: Random, first: string, last: string, index: number): string {
	const name = [asciiName(first), asciiName(last)].filter((part) => part !== '').join('.');
	const email = `${name === '' ? 'volunteer' : name}.${index + 1}@example.${random.pick(['org', 'com'])}`;
	return random.chance(0.15) ? email.charAt(0).toUpperCase() + email.slice(1) : email;
}

function makeFieldValue(
	random: Random,
	field: CustomFieldDefinition,
	index: number,
): CustomFieldValue | CustomFieldValue[] | null {
	if (field.field_type === fieldType.multipleSelection) {
		const chosen = random.some(field.options ?? [], random.pick([0, 1, 2, 3]));
		return chosen.map((value) => ({ id: random.uuid(), value }));
	}
	if (random.chance(0.05) && field.field_type !== fieldType.uniqueId) return null;
	return { id: random.uuid(), value: makeScalar(random, field, index) };
}

function makeScalar(
	random: Random,
	field: CustomFieldDefinition,
	index: number,
): string | number | boolean | SelectionOption {
	switch (field.field_type) {
		case fieldType.number:
			return random.int(0, 80) / 2;
		case fieldType.singleSelection:
			return random.pick(field.options ?? []);
		case fieldType.dateTime:
			return `${makeDate(random, '2024-01-01', '2026-02-28')}T${String(random.int(8, 20)).padStart(2, '0')}:30:00Z`;
		case fieldType.email:
			return `work.${index + 1}@example.com`;
		case fieldType.attachment:
			return `/media/documents/custom_field/${random.uuid()}.pdf`;
		case fieldType.url:
			return `https://people.example.org/${random.int(1000, 9999)}`;
		case fieldType.address:
			return makeAddress(random, random.pick(pools.locales));
		case fieldType.uniqueId:
			return `CRM-${String(index + 1).padStart(6, '0')}`;
		case fieldType.boolean:
			return random.chance(0.5);
		case fieldType.formula:
			return random.int(0, 400) / 10;
		case fieldType.date:
			return makeDate(random, '2015-01-01', '2026-02-28');
		default:
			return random.chance(0.1) ? '' : random.pick(pools.sentences);
	}
}

function makeCustomFields(random: Random, setting: Setting, index: number): CustomFieldEntry[] {
	const entries: CustomFieldEntry[] = [];
	for (const [position, field] of setting.customFields.entries()) {
		if (random.int(1, 100) > (fieldPlans[position]?.share ?? 0)) continue;
		const entry: CustomFieldEntry = {
			id: random.uuid(),
			custom_field: field,
			custom_field_value: makeFieldValue(random, field, index),
		};
		// Shown for one entry of the documented example and missing in the other (contract/vome.md 4.7 no. 23).
		if (field.field_type !== fieldType.multipleSelection) {
			const month = String(random.int(1, 12)).padStart(2, '0');
			const micros = String(random.int(0, 999_999)).padStart(6, '0');
			entry.created_at = `2025-${month}-15T10:00:00.${micros}Z`;
		}
		entries.push(entry);
	}
	return entries;
}

function makeDetails(random: Random, setting: Setting, index: number): ProfileDetails {
	const pool = random.pick(pools.locales);
	const gender = random.chance(0.1) ? null : random.pick([0, 0, 0, 1, 1, 1, 2, 3]);
	const first_name = random.pick(gender === 0 ? pool.male : pool.female);
	const last_name = random.pick(pool.last);
	const occupation = random.chance(0.12) ? null : random.int(0, 3);
	const date_of_birth = random.chance(0.12) ? null : makeDate(random, '1938-01-01', '2010-02-28');
	const details: ProfileDetails = {
		first_name,
		last_name,
		full_name: `${first_name} ${last_name}`,
		email: makeEmail(random, first_name, last_name, index),
		profile_image: random.chance(0.4)
			? `/media/images/user/profile_image/${random.uuid()}.jpg`
			: '/media/images/user/profile_image/default.jpg',
		phone_number: random.chance(0.1) ? '' : makePhone(random),
		date_of_birth,
		gender,
		gender_text: gender === 2 ? random.pick(['Non-binary', 'Two-spirit', 'Agenre']) : '',
		occupation,
		occupation_institution_name:
			occupation === 0 || occupation === 1 ? random.pick(pools.companies) : '',
		skills: random.some(setting.skills, random.int(0, 3)),
		languages: random.some(setting.languages, random.int(0, 2)),
		address: random.chance(0.08) ? '' : makeAddress(random, pool),
		age: date_of_birth === null ? null : ageOf(date_of_birth),
	};
	// Imported addresses have no coordinates; both spellings of the field occur (contract/vome.md 4.7 no. 20).
	if (details.address !== '' && random.chance(0.8)) {
		const coordinates = [
			(random.int(-800_000, 800_000) / 10_000).toFixed(4),
			(random.int(-1_790_000, 1_790_000) / 10_000).toFixed(4),
		];
		if (random.chance(0.5)) details.latitude_longitude = coordinates;
		else details.address_coordinates = coordinates;
	}
	return details;
}

/** Makes the profile with this running number. */
export function makeProfile(
	setting: Setting,
	index: number,
	opportunities: readonly Opportunity[],
): Profile {
	const random = new Random(setting.seed, kind.profile, index);
	const id = random.uuid();
	const details = makeDetails(random, setting, index);
	const hasContact = random.chance(0.6);
	const medical = random.chance(0.2) ? random.pick(medicalNotes) : '';
	const completed = random.chance(0.4) ? 0 : random.int(1, 60);
	return {
		id,
		logged_hours: completed === 0 ? 0 : completed * random.int(1, 4),
		is_offline: random.chance(0.4),
		is_following: random.chance(0.5),
		emergency_contact: hasContact
			? {
					name: `${random.pick(random.pick(pools.locales).female)} ${details.last_name}`,
					phone_number: makePhone(random),
					relationship: random.pick(relationships),
				}
			: { name: '', phone_number: '', relationship: '' },
		medical_information: { description: medical, has_medical_info: medical !== '' },
		profile_details: details,
		opportunities: random
			.some(opportunities, random.int(0, 3))
			.map(({ id: opportunityId, title, category }) => ({
				id: random.uuid(),
				opportunity: {
					id: opportunityId,
					title,
					category: { id: category.id, title: category.title },
				},
			})),
		most_recent_shift: null,
		completed_shifts: completed,
		profile_tags: random
			.some(setting.tags, random.int(0, 2))
			.map((tag) => ({ id: random.uuid(), tag })),
		custom_fields: makeCustomFields(random, setting, index),
	};
}
