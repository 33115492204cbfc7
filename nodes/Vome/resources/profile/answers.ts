import type { GenericValue, IDataObject } from 'n8n-workflow';

import { isObject, object, value } from '../../../shared/records';

/** A person as a write sent them. */
export interface Sent {
	/** By what the person can be recognised in an answer; see keysFor. */
	keys: string[];
}

/** What an accepted write says about one person. */
export type Verdict =
	| { success: boolean; response: GenericValue }
	/** The service says that it did not write the person, in this part of its answer. */
	| { refused: unknown };

const FAILED = /error|fail|invalid|reject|denied|conflict|not.?found|missing|unknown/i;

const NOT_WRITTEN = /skip|exist|ignor|duplicate/i;

/**
 * Reads the answer to an accepted write, for each person in the order in which they were sent. The
 * answer is documented nowhere (contract: vome.md section 7, no. 4), so results for each person are
 * taken where they can be recognised, by email, ID or place, and else the whole body stands for
 * all. `success` is false where the answer says otherwise about a person, or lists who was written
 * without them.
 */
export function readAnswer(body: unknown, people: Sent[]): Verdict[] {
	const lists = listsOf(body);
	const failures = lists.filter(({ name }) => FAILED.test(name));
	const leftOut = lists.filter(({ name }) => !FAILED.test(name) && NOT_WRITTEN.test(name));
	const results = lists.filter((list) => !failures.includes(list) && !leftOut.includes(list));

	const failedFor = assign(failures, people, false);
	const leftOutFor = assign(leftOut, people, false);
	const resultFor = assign(results, people, true);
	const isNo = saysNo({ ...object(body), errors: undefined });
	// Somebody was not written, but the answer does not tell whom.
	const named = failures.reduce((sum, { entries }) => sum + entries.length, 0);
	const isOpen =
		isNo || named > failedFor.size || FAILURES.some((name) => isText(object(body)[name]));

	return people.map((person): Verdict => {
		const failure = failedFor.get(person);
		if (failure !== undefined) return { refused: failure };
		const left = leftOutFor.get(person);
		if (left !== undefined) return { success: false, response: value(left) };
		const result = resultFor.get(person);
		if (result !== undefined) {
			if (saysNo(result)) return { refused: result };
			return { success: !NOT_WRITTEN.test(statusOf(result)), response: value(result) };
		}
		if (isNo && lists.length === 0) return { refused: body };
		// The answer lists others by name, and not this one.
		if (resultFor.size > 0) return { success: false, response: null };
		return { success: !isOpen, response: value(body) };
	});
}

interface List {
	/** Name of the list in the answer; '' for an answer that is a list. */
	name: string;
	entries: unknown[];
}

const FAILURES = ['error', 'errors', 'failed', 'failures'];

/** The lists in an answer: it is one, or holds them, beside each other or in an envelope. */
function listsOf(body: unknown): List[] {
	if (Array.isArray(body)) return [{ name: '', entries: body }];
	const envelope = ['data', 'results', 'result', 'response']
		.map((name) => object(body)[name])
		.find(isObject);
	return [object(body), object(envelope)].flatMap((holder) =>
		Object.entries(holder).flatMap(([name, inner]) => {
			if (Array.isArray(inner)) return [{ name, entries: inner }];
			// A map from the person's place or email to what went wrong.
			if (isObject(inner) && FAILED.test(name) && !isError(inner)) {
				const entries = Object.entries(inner).map(([key, error]) => ({
					index: key,
					email: key,
					error,
				}));
				return [{ name, entries }];
			}
			return [];
		}),
	);
}

/** An error as Vome documents it, and no map of several (contract: vome.md section 3). */
function isError(inner: IDataObject): boolean {
	return typeof inner.message === 'string' || typeof inner.detail === 'string';
}

/**
 * Which entry is about which person: by what they can be recognised by, else by the place that an
 * entry names; where `inOrder`, else by the order, if there are as many of them as people.
 */
function assign(lists: List[], people: Sent[], inOrder: boolean): Map<Sent, IDataObject> {
	const found = new Map<Sent, IDataObject>();
	const byKey = new Map(people.flatMap((person) => person.keys.map((key) => [key, person])));
	for (const { entries } of lists) {
		const places = entries.map((entry) => placeOf(object(entry)));
		// Whether the first place is 0 or 1 is known nowhere; a guess would blame somebody else.
		const first = places.includes(0) ? 0 : places.includes(people.length) ? 1 : undefined;
		const owners = entries.map((entry, index) => {
			const owner = keysOf(object(entry))
				.map((key) => byKey.get(key))
				.find(Boolean);
			const place = first === undefined ? undefined : places[index];
			return owner ?? (place === undefined ? undefined : people[place - (first ?? 0)]);
		});
		const isInOrder =
			inOrder && entries.length === people.length && owners.every((owner) => owner === undefined);
		entries.forEach((entry, index) => {
			const owner = isInOrder ? people[index] : owners[index];
			if (isObject(entry) && owner !== undefined && !found.has(owner)) found.set(owner, entry);
		});
	}
	return found;
}

/** What an entry says about whom it is about, as in the keys of people. */
function keysOf(entry: IDataObject): string[] {
	const { profile_details, profile_data, user, profile } = entry;
	return [entry, profile_details, profile_data, user, profile]
		.map(object)
		.flatMap((holder) => [
			...keysFor('email', holder.email),
			...keysFor('id', holder.id),
			...keysFor('id', holder.profile_id),
			...KINDS.flatMap((kind) => keysFor(kind, holder.identifier)),
		]);
}

const KINDS = ['email', 'id', 'uniqueId'] as const;

/** By what a person can be recognised in an answer; none where the value is none. */
export function keysFor(kind: (typeof KINDS)[number], value: unknown): string[] {
	const isGiven = (typeof value === 'string' && value !== '') || typeof value === 'number';
	if (!isGiven) return [];
	return [`${kind}:${kind === 'uniqueId' ? String(value) : String(value).toLowerCase()}`];
}

/** The place of a person among those that were sent; undefined if the entry names none. */
function placeOf({ index, row, position }: IDataObject): number | undefined {
	const place = index ?? row ?? position;
	const number = typeof place === 'string' && /^\d+$/.test(place) ? Number(place) : place;
	return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

function statusOf({ status, result, outcome, state, action }: IDataObject): string {
	return [status, result, outcome, state, action]
		.filter((text) => typeof text === 'string')
		.join(' ');
}

/** Whether an object says that something was not done. */
function saysNo(entry: IDataObject): boolean {
	const { success, ok, error, errors, status } = entry;
	if (success === false || ok === false || success === 'false') return true;
	if (typeof status === 'number' && status >= 400) return true;
	return isFilled(error) || isFilled(errors) || FAILED.test(statusOf(entry));
}

function isFilled(inner: unknown): boolean {
	if (isText(inner) || inner === true) return true;
	if (Array.isArray(inner)) return inner.length > 0;
	return isObject(inner) && Object.keys(inner).length > 0;
}

function isText(inner: unknown): boolean {
	return typeof inner === 'string' && inner.trim() !== '';
}
