// The same record, as another server or another day may send it.
import type { Random } from '../../sandbox/random.mts';
import type { Row } from './historyOracle.mts';
import { at, put } from './historyWorlds.mts';

/** Pairs, in which the order counts. */
const PAIRS = new Set(['latitude_longitude', 'address_coordinates']);

/** Objects of which fields may be missing, null or empty; the record itself is ''. */
const PARTS = ['', 'profile_details', 'emergency_contact', 'medical_information'];

/** The sandbox makes texts of these where they are missing. */
const NEVER_MISSING = new Set(['gender', 'occupation']);

/** Numbers that may come as digits, and the other way round. */
const NUMBERS = [
	'logged_hours',
	'completed_shifts',
	'minimum_age',
	'minimum_address_history',
	'profile_details.age',
];

/** Booleans that may come as numbers or words, and that no filter asks for. */
const FLAGS = ['is_following', 'final', 'editable', 'receives_team_notifications'];

/** Texts that no filter asks for. */
const TEXTS = [
	'profile_details.address',
	'profile_details.occupation_institution_name',
	'profile_details.gender_text',
	'emergency_contact.name',
	'emergency_contact.relationship',
	'medical_information.description',
	'role_base',
	'short_advert',
	'long_advert',
	'disclaimer',
	'volunteer_manager',
	'why_we_want_you',
];

/** Links, which may be signed anew. */
const LINKS = ['pdf_url', 'risk_assessment_url', 'profile_details.profile_image'];

/** Other ways to write a text. */
const WRITINGS: Array<(text: string) => string> = [
	(text) => text.normalize('NFD'),
	(text) => text.normalize('NFC'),
	(text) => ` ${text}\t`,
	(text) => `${text}\r\n`,
	(text) => `<p class="text">${text.replace(/&/g, '&amp;')}</p>`,
	(text) => `<div>${text.replace(/ /g, '&nbsp;')}<br></div>`,
];

/** Lists that may be missing where they are empty. */
const LISTS = ['profile_details.skills', 'profile_details.languages', 'tasks', 'skills', 'images'];

/**
 * A copy that means the same: keys and lists in another order, other ways to be empty, and to write
 * numbers, booleans, texts and links.
 */
export function rearranged(row: Row, random: Random): Row {
	const copy = shuffled(row, random) as Row;
	for (const part of PARTS) {
		const object = ((part === '' ? copy : at(copy, part)) ?? {}) as Record<string, unknown>;
		for (const [key, value] of Object.entries(object)) {
			if (value !== null && value !== '') continue;
			const isKept = NEVER_MISSING.has(key) || random.chance(0.6);
			if (isKept) object[key] = random.pick(['', null]);
			else delete object[key];
		}
	}
	for (const path of NUMBERS) {
		const value = at(copy, path);
		if (random.chance(0.5)) continue;
		if (typeof value === 'number') {
			put(copy, path, random.pick([String(value), value.toFixed(2)]));
		} else if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) {
			put(copy, path, Number(value));
		}
	}
	for (const path of FLAGS) {
		const value = at(copy, path);
		if (typeof value !== 'boolean') continue;
		put(copy, path, random.pick([value, Number(value), String(Number(value)), String(value)]));
	}
	for (const path of TEXTS) {
		const value = at(copy, path);
		const isMarkedUp = typeof value === 'string' && /[<&]/.test(value);
		if (typeof value !== 'string' || value === '' || isMarkedUp || random.chance(0.6)) continue;
		put(copy, path, random.pick(WRITINGS)(value));
	}
	for (const path of LINKS) {
		const value = at(copy, path);
		if (typeof value !== 'string' || value === '') continue;
		put(copy, path, `${value.replace(/\?.*/, '')}?signature=${random.int(1, 1_000_000)}`);
	}
	for (const path of LISTS) {
		const value = at(copy, path);
		if (Array.isArray(value) && value.length === 0) put(copy, path, random.pick([[], null]));
	}
	return copy;
}

function shuffled(value: unknown, random: Random, key = ''): unknown {
	if (Array.isArray(value)) {
		const members = value.map((member) => shuffled(member, random));
		return PAIRS.has(key) ? members : random.shuffle(members);
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		random
			.shuffle(Object.entries(value))
			.map(([name, member]) => [name, shuffled(member, random, name)]),
	);
}
