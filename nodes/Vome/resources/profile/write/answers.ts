import type { GenericValue, IDataObject } from 'n8n-workflow';

import { deniesSurely, holdersOf, isYes } from '../../../../shared/http/denials';
import { asObject, isObject, plainText, value } from '../../../../shared/records';
import { EMAIL, foldCase, ID } from '../../../shared/identifiers';
import {
	areUnclear,
	deniesRest,
	doubts,
	holdsPeople,
	isAboutPeople,
	isOutcomeOf,
	NOT_WRITTEN,
	saysYes,
} from './answerWords';

/** What identifies a person in an answer. */
export type Identity = Partial<Record<(typeof KINDS)[number], string>>;

const KINDS = ['email', 'id', 'uniqueId'] as const;

/** How Vome was asked. */
export interface Asked {
	operation: 'create' | 'update' | 'upsert';
	/** What it finds people by. */
	matchBy: (typeof KINDS)[number];
}

type Outcome = 'created' | 'updated' | 'existing' | 'unknown';

export type Verdict =
	| { success: boolean; response: GenericValue; outcome: Outcome; id: string | null }
	/** The part of the answer that says Vome did not write the person. */
	| { refused: unknown };

/**
 * Reads the answer to an accepted write: a verdict for each person, in the order sent. The answer is
 * documented nowhere (contract/vome.md 7 no. 4), so nothing is taken from where something stands in it:
 * 1. An entry is a person's only if it proves it, by email, ID or unique ID.
 * 2. A no counts, in whatever spelling, as a number or in words.
 * 3. The rest stands for all others: they are written only if there is no such word in it.
 * 4. What is no known yes leaves it open: an outcome, a text, the name of a list, or one that is too short.
 * Throws where the answer is nested too deeply to be read.
 */
export function readAnswer(body: unknown, people: Identity[], asked: Asked): Verdict[] {
	if (isTooDeep(body)) throw new Error('The answer is nested too deeply');
	const { parts, rest, lists, entries, hasOthers } = new Reading(body, people, asked.matchBy);
	const failed = people.filter((person) => parts.get(person)?.some(isNo) === true);
	const holders = holdersOf(body);
	const counts = holders.flatMap((holder) => Object.entries(holder));
	const ofAll = [...counts, ...lists.map(({ name, size }) => [name, size] as const)]
		.filter(([, count]) => plainText(count) === String(people.length))
		.map(([name]) => name);
	const isCounted = ofAll.some((name) => isOutcomeOf(name, 'written'));
	const isShort = ({ name, left }: List) =>
		left > 0 &&
		left + parts.size < people.length &&
		(isOutcomeOf(name, 'written') || (isAboutPeople(name) && !isCounted));
	const isOpen =
		deniesRest(rest, { sent: people.length, failed: failed.length }) ||
		(typeof body === 'string' && !isYes(body)) ||
		areUnclear(holders) ||
		entries.some((entry) => areUnclear([entry])) ||
		lists.some(isShort) ||
		(lists.length > 0 && lists.every(({ size }) => size === 0));
	const isRefused =
		parts.size === 0 && (entries.length === 0 ? deniesAll(body) : entries.every(deniesSurely));
	const hasResults = [...parts.values()].flat().some((part) => !isNo(part));

	// Beside a list of those who were written, another list is of others.
	const isGrouped = lists.some(({ name, size }) => size > 0 && isOutcomeOf(name, 'written'));
	const isAmongWritten = ({ name }: Part) =>
		isGrouped ? isOutcomeOf(name, 'written') : holdsPeople(name);

	return people.map((person): Verdict => {
		const own = parts.get(person);
		if (own !== undefined) {
			// Whatever else is said of the person: a no counts.
			const part = own.find(isRefusal) ?? own.find(isNo) ?? (own[0] as Part);
			if (isRefusal(part)) return { refused: part.entry };
			const isClaimed = own.some(isAmongWritten) || saysYes(part.entry, '');
			const success = !isNo(part) && isClaimed && (!isOpen || saysYes(part.entry, part.name));
			const fate = fateOf(person, asked, success, ofAll, part);
			return { success, response: value(part.entry), ...fate };
		}
		if (isRefused) return { refused: body };
		// The answer lists others, but not this person.
		const isMissing = hasResults || (hasOthers && person.email !== undefined);
		const success = !isMissing && !isOpen;
		const response = hasResults ? null : value(body);
		return { success, response, ...fateOf(person, asked, success, ofAll) };
	});
}

/** The part of an answer about a person. */
interface Part {
	entry: IDataObject;
	/** The name of its list. */
	name: string;
}

const isRefusal = ({ entry, name }: Part) =>
	(isOutcomeOf(name, 'failed') && !NOT_WRITTEN.test(name)) || deniesSurely(entry);

const isNo = (part: Part) =>
	isRefusal(part) || isOutcomeOf(part.name, 'failed') || doubts(part.entry);

/** What became of a person, as far as the words about all and about this one agree. */
function fateOf(
	person: Identity,
	{ operation, matchBy }: Asked,
	success: boolean,
	ofAll: string[],
	part?: Part,
): { outcome: Outcome; id: string | null } {
	const words = [...ofAll, ...(part === undefined ? [] : [part.name, ...wordsOf(part.entry)])];
	const [said = 'unknown', otherwise] = new Set(
		words.map(toOutcome).filter((one) => one !== undefined),
	);
	// Unless people are found by email, who exists or has it may be somebody else.
	const isByEmail = matchBy === 'email';
	const isExisting = !success && isByEmail && !(part && saysYes(part.entry, ''));
	const isSaid = otherwise === undefined && (said === 'existing' ? isExisting : success);
	const outcome = isSaid ? said : 'unknown';

	const ids = part === undefined ? [] : idsOf(part.entry);
	const isOwn = person.id !== undefined && ids.includes(person.id);
	const isOther = person.id !== undefined && ids.length > 0 && !isOwn;
	// Whoever is created gets a new ID.
	if (isOther && outcome !== 'created') return { outcome: 'unknown', id: null };
	if (!success && !isByEmail) return { outcome, id: null };
	const isFound = isOwn || operation === 'update' || outcome === 'updated';
	const [id = null, second] = isFound && person.id !== undefined ? [person.id] : ids;
	return { outcome, id: second === undefined ? id : null };
}

/** The profile IDs in an entry; the entry's `profile_id` goes before all others. */
function idsOf(entry: IDataObject): string[] {
	const own = toId(entry.profile_id);
	if (own !== undefined) return [own];
	const ids = holdersIn(entry).flatMap(({ id, profile_id }) => [toId(id), toId(profile_id)]);
	return [...new Set(ids.filter((id) => id !== undefined))];
}

function toId(id: unknown): string | undefined {
	const text = typeof id === 'string' ? foldCase(id) : '';
	return ID.test(text) ? text : undefined;
}

/** Where an entry may say what became of a person. */
function wordsOf({ status, result, outcome, state, action, message, detail }: IDataObject) {
	return [status, result, outcome, state, action, message, detail];
}

const FILLERS =
	/\b(the|an?|this|is|was|were|has|have|been|with|email|address|successfully|count|people|(user|person|profile|volunteer)s?)\b/g;

/** Whole texts alone count: one word more may turn the sense around. */
export function toOutcome(text: unknown): Exclude<Outcome, 'unknown'> | undefined {
	if (typeof text !== 'string') return undefined;
	const words = text.toLowerCase().replace(/[^a-z]+/g, ' ');
	const core = words.replace(FILLERS, '').replace(/ +/g, ' ').trim();
	if (core === 'created' || core === 'updated') return core;
	const isThere = /^((already ?)?exist(s|ed|ing)?( already)?|already (registered|taken|in use))$/;
	return isThere.test(core) ? 'existing' : undefined;
}

/** Whether an answer without lists says that nobody was written; `errors` may be about some alone. */
const deniesAll = (body: unknown) =>
	holdersOf(body).some((holder) => deniesSurely({ ...holder, errors: null }));

interface List {
	name: string;
	size: number;
	/** Those of its entries that are about nobody in particular. */
	left: number;
}

/** No answer needs as many levels, and functions cannot call each other without end. */
export const DEEPEST = 50;

function isTooDeep(body: unknown): boolean {
	let level = [body];
	for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
		level = level.flatMap((inner) =>
			typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
		);
	}
	return level.length > 0;
}

/** Takes an answer apart: what is about one person each, and the rest. */
class Reading {
	/** What each person can be proven by; undefined if several share it. */
	private readonly byKey = new Map<string, Identity | undefined>();

	private readonly kinds: Array<(typeof KINDS)[number]>;

	readonly parts = new Map<Identity, Part[]>();

	/** Lists that do not tell of failures, by the names of their fields. */
	readonly lists: List[] = [];

	/** What the lists hold, if it is not about somebody. */
	readonly entries: IDataObject[] = [];

	/** An entry names an email that was not sent. */
	hasOthers = false;

	readonly rest: unknown;

	constructor(body: unknown, people: Identity[], matchBy: (typeof KINDS)[number]) {
		// `matchBy` first: a write may move an email from one person to another.
		this.kinds = [matchBy, ...KINDS.filter((kind) => kind !== matchBy)];
		for (const person of people) {
			for (const kind of KINDS) {
				const key = identityKey(kind, person[kind]);
				if (key !== undefined) this.byKey.set(key, this.byKey.has(key) ? undefined : person);
			}
		}
		this.rest = this.take(body, '');
	}

	/** Keeps the entries that prove whose they are; returns what is left. */
	private take(inner: unknown, name: string): unknown {
		if (Array.isArray(inner)) {
			const isFailing = isOutcomeOf(name, 'failed');
			const left = inner.filter((entry) => !this.takeEntry(toEntry(entry), name, isFailing));
			if (!isFailing) this.lists.push({ name, size: inner.length, left: left.length });
			this.entries.push(...left.map(asObject));
			return left;
		}
		if (!isObject(inner)) return inner;
		const fields = Object.entries(inner).filter(
			([key, result]) => !this.takeEntry(toNamed(key, result), this.isKey(key) ? name : key),
		);
		return Object.fromEntries(fields.map(([key, field]) => [key, this.take(field, key)]));
	}

	/** Whether a name is that of a person. */
	private isKey(name: string): boolean {
		return KINDS.some((kind) => this.byKey.has(identityKey(kind, name) ?? ''));
	}

	private takeEntry(entry: IDataObject | undefined, name: string, isFailing = true): boolean {
		if (entry === undefined) return false;
		const owner = this.ownerOf(entry);
		if (owner === undefined) {
			const emails = keysOf(entry, 'email').filter((key) => EMAIL.test(key.slice('email:'.length)));
			this.hasOthers ||= !isFailing && emails.some((key) => !this.byKey.has(key));
			return false;
		}
		this.parts.set(owner, [...(this.parts.get(owner) ?? []), { entry, name }]);
		return true;
	}

	private ownerOf(entry: IDataObject): Identity | undefined {
		for (const kind of this.kinds) {
			const owners = new Set(keysOf(entry, kind).map((key) => this.byKey.get(key)));
			owners.delete(undefined);
			const [owner] = owners;
			if (owner !== undefined) return owners.size === 1 ? owner : undefined;
		}
		return undefined;
	}
}

/** An entry may be just an email, or an ID; a number is the place or the status of something. */
function toEntry(entry: unknown): IDataObject | undefined {
	if (isObject(entry)) return entry;
	return typeof entry === 'string' ? toNamed(entry, {}) : undefined;
}

/** The entry of a map from people to results; undefined if the name may be a place in a list. */
function toNamed(key: string, result: unknown): IDataObject | undefined {
	if (/^\d{0,3}$/.test(key)) return undefined;
	const said = isObject(result) ? result : { detail: result as GenericValue };
	return { ...said, identifier: key };
}

/** An entry, and the objects in it that may tell whose it is. */
function holdersIn(entry: IDataObject): IDataObject[] {
	const { profile_details, profile_data, user, profile } = entry;
	return [entry, profile_details, profile_data, user, profile].map(asObject);
}

function keysOf(entry: IDataObject, kind: (typeof KINDS)[number]): string[] {
	return holdersIn(entry)
		.flatMap(({ email, id, profile_id, identifier }) => [
			...(kind === 'email' ? [email] : []),
			...(kind === 'id' ? [profile_id, id] : []),
			identifier,
		])
		.map((key) => identityKey(kind, key))
		.filter((key) => key !== undefined);
}

/** Only unique IDs are case-sensitive. */
function identityKey(kind: (typeof KINDS)[number], key: unknown): string | undefined {
	if (typeof key !== 'string' && typeof key !== 'number') return undefined;
	const text = String(key);
	return text === '' ? undefined : `${kind}:${kind === 'uniqueId' ? text : foldCase(text)}`;
}
