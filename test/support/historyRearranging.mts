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

/** Lists that may be missing where they are empty. */
const LISTS = ['profile_details.skills', 'profile_details.languages', 'tasks', 'skills', 'images'];

/** A copy that means the same: keys and lists in another order, other ways to be empty, digits for numbers. */
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
		if (typeof value === 'number') put(copy, path, String(value));
		else if (typeof value === 'string' && /^\d+$/.test(value)) put(copy, path, Number(value));
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
