import type { GenericValue, IDataObject } from 'n8n-workflow';

import { asObject, isObject, value } from '../../../../shared/records';
import { foldCase, ID } from '../../../shared/identifiers';

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

const FAILED =
	/error|fail|invalid|reject|denied|conflict|missing|unknown|(not|no|un)[ _-]?(found|match|updat|creat|writ|process)/i;

const NOT_WRITTEN = /skip|exist|ignor|duplicate/i;

const WRITTEN = /^(created|updated|unchanged|written|saved|succeeded)(_count)?$/i;

/**
 * Reads the answer to an accepted write: a verdict for each person, in the order sent. The answer is
 * documented nowhere (contract/vome.md 7 no. 4): results are matched by ID, email or position, else the whole
 * body stands for all. `success` is false if the answer says so about a person, lists only others as written,
 * or reports a failure without saying whose. `outcome` and `id` come from what is surely about the person.
 */
export function readAnswer(body: unknown, people: Identity[], asked: Asked): Verdict[] {
	const owners = new Owners(people, asked.matchBy);
	const lists = listsOf(body, owners);
	const failures = lists.filter(({ name }) => FAILED.test(name));
	const leftOut = lists.filter(({ name }) => !FAILED.test(name) && NOT_WRITTEN.test(name));
	const results = lists.filter((list) => !failures.includes(list) && !leftOut.includes(list));

	const failedFor = owners.assign(failures);
	const leftOutFor = owners.assign(leftOut);
	const resultFor = owners.assign(results, true);
	const isNo = holdersOf(body).some((holder) => saysNo({ ...holder, errors: undefined }));
	const known = failedFor.size + leftOutFor.size;
	const isOpen =
		isNo ||
		countOf(failures) > failedFor.size ||
		countOf(leftOut) > leftOutFor.size ||
		(results.length > 0 && countOf(lists) === 0) ||
		holdersOf(body).some(
			(holder) => countsNo(holder, people.length, known) || namesNo(holder, failures),
		);

	const ofAll = namesOfAll(body, lists, people.length);
	return people.map((person): Verdict => {
		const failure = failedFor.get(person);
		if (failure !== undefined) return { refused: failure.entry };
		const part = leftOutFor.get(person) ?? resultFor.get(person);
		if (part !== undefined) {
			const { entry } = part;
			const isLeftOut = leftOutFor.has(person);
			if (!isLeftOut && saysNo(entry)) return { refused: entry };
			const success = !isLeftOut && !NOT_WRITTEN.test(statusOf(entry));
			const known = part.isProven ? part : undefined;
			return { success, response: value(entry), ...fateOf(person, asked, success, ofAll, known) };
		}
		if (isNo && lists.length === 0) return { refused: body };
		// The answer lists others, but not this person.
		const isMissing = resultFor.size > 0;
		const success = !isMissing && !isOpen;
		const response = isMissing ? null : value(body);
		return { success, response, ...fateOf(person, asked, success, ofAll) };
	});
}

/** The part of an answer about a person. */
interface Part {
	entry: IDataObject;
	/** The name of its list. */
	name: string;
	/** Not only its position says whose it is. */
	isProven: boolean;
}

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
	const isSaid = otherwise === undefined && (said === 'existing' ? !success && isByEmail : success);
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

/** Names of counts and lists that hold everybody. */
function namesOfAll(body: unknown, lists: List[], sent: number): string[] {
	const counts = holdersOf(body).flatMap((holder) => Object.entries(holder));
	const sizes = lists.map(({ name, entries }) => [name, entries.length] as const);
	return [...counts, ...sizes].filter(([, size]) => size === sent).map(([name]) => name);
}

/** Where an entry may say what became of a person. */
function wordsOf({ status, result, outcome, state, action, message, detail }: IDataObject) {
	return [status, result, outcome, state, action, message, detail];
}

const FILLERS =
	/\b(the|an?|this|was|were|has|have|been|with|email|address|successfully|count|people|(user|person|profile|volunteer)s?)\b/g;

/** Whole texts alone count: one word more may turn the sense around. */
function toOutcome(text: unknown): Exclude<Outcome, 'unknown'> | undefined {
	if (typeof text !== 'string') return undefined;
	const words = text.toLowerCase().replace(/[^a-z]+/g, ' ');
	const core = words.replace(FILLERS, '').replace(/ +/g, ' ').trim();
	if (core === 'created' || core === 'updated') return core;
	return /^(already ?)?exist(s|ed|ing)?( already)?$/.test(core) ? 'existing' : undefined;
}

interface List {
	/** '' if the answer itself is a list. */
	name: string;
	entries: IDataObject[];
}

function countOf(lists: List[]): number {
	return lists.reduce((sum, { entries }) => sum + entries.length, 0);
}

/** Names of what holds the answer proper; '' for the answer itself. */
const ENVELOPES = ['', 'data', 'results', 'result', 'response'];

/** The answer's object, and the one in its envelope. */
function holdersOf(body: unknown): IDataObject[] {
	const envelope = ENVELOPES.map((name) => asObject(body)[name]).find(isObject);
	return [asObject(body), asObject(envelope)];
}

/** The lists in an answer: itself, its fields, or the fields of its envelope. */
function listsOf(body: unknown, owners: Owners): List[] {
	if (Array.isArray(body)) return [{ name: '', entries: body.map(toEntry) }];
	return holdersOf(body).flatMap((holder) =>
		Object.entries(holder).flatMap(([name, inner]) => {
			if (Array.isArray(inner)) return [{ name, entries: inner.map(toEntry) }];
			// A map from people or positions to results.
			if (isObject(inner) && Object.keys(inner).some((key) => owners.knows(key))) {
				const entries = Object.entries(inner).map(([key, result]) => ({
					...(isObject(result) ? result : { detail: result as GenericValue }),
					identifier: key,
				}));
				return [{ name, entries }];
			}
			return [];
		}),
	);
}

/** An entry may be just an email, or a text about somebody. */
function toEntry(entry: unknown): IDataObject {
	return isObject(entry) ? entry : { identifier: entry as GenericValue };
}

/** Matches the entries of an answer to people. */
class Owners {
	/** People by email, ID and unique ID; undefined if several share it. */
	private readonly byKey = new Map<string, Identity | undefined>();

	private readonly kinds: Array<(typeof KINDS)[number]>;

	constructor(
		private readonly people: Identity[],
		matchBy: (typeof KINDS)[number],
	) {
		// `matchBy` first: a write may move an email from one person to another.
		this.kinds = [matchBy, ...KINDS.filter((kind) => kind !== matchBy)];
		for (const person of people) {
			for (const kind of KINDS) {
				const key = identityKey(kind, person[kind]);
				if (key !== undefined) this.byKey.set(key, this.byKey.has(key) ? undefined : person);
			}
		}
	}

	knows(identifier: string): boolean {
		return this.kinds.some((kind) => this.byKey.has(identityKey(kind, identifier) ?? ''));
	}

	/** Matches by identity, else by position in an entry; with `inOrder`, also by order. */
	assign(lists: List[], inOrder = false): Map<Identity, Part> {
		const found = new Map<Identity, Part>();
		for (const { name, entries } of lists) {
			// Positions may start at 0 or 1; a wrong guess would blame somebody else.
			const isFromZero = entries.some((entry) => placeOf(entry) === 0);
			const owners = entries.map(
				(entry) => this.ownerOf(entry) ?? (isFromZero ? this.people[placeOf(entry)] : undefined),
			);
			const isInOrder =
				inOrder &&
				entries.length === this.people.length &&
				entries.every((entry, index) => {
					const owner = owners[index];
					return owner === undefined ? this.mayBe(entry, index) : owner === this.people[index];
				});
			entries.forEach((entry, index) => {
				const owner = isInOrder ? this.people[index] : owners[index];
				if (owner === undefined || found.has(owner)) return;
				// A lone entry of another list may be about anything.
				const isLone = this.people.length === 1 && (ENVELOPES.includes(name) || toOutcome(name));
				const isProven = Boolean(isLone) || this.ownerOf(entry) === owner;
				found.set(owner, { entry, name, isProven });
			});
		}
		return found;
	}

	/** Whether nothing in an entry rules out the person at this position. */
	private mayBe(entry: IDataObject, place: number): boolean {
		if (placeOf(entry) !== -1) return false;
		const keys = keysOf(entry, 'email');
		const own = identityKey('email', this.people[place]?.email);
		// Vome may name an email that was not sent; there is one person whose it can be.
		if (own === undefined && this.people.length === 1) return true;
		return keys.length === 0 || keys.some((key) => key === own);
	}

	private ownerOf(entry: IDataObject): Identity | undefined {
		for (const kind of this.kinds) {
			const keys = keysOf(entry, kind);
			const owner = keys.map((key) => this.byKey.get(key)).find(Boolean);
			if (owner !== undefined) return owner;
		}
		return undefined;
	}
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

/** The position of a person in the request; -1 if the entry has none. */
function placeOf({ index, row, position, identifier }: IDataObject): number {
	const place = index ?? row ?? position ?? identifier;
	const number = typeof place === 'string' && /^\d+$/.test(place) ? Number(place) : place;
	return typeof number === 'number' && Number.isInteger(number) ? number : -1;
}

/** What an entry calls its outcome. Whole sentences are too ambiguous to count. */
function statusOf({ status, result, outcome, state, action }: IDataObject): string {
	return [status, result, outcome, state, action]
		.filter((text) => typeof text === 'string' && /^[\w-]+( [\w-]+)?$/.test(text))
		.join(' ');
}

/** Whether an object reports a failure. */
function saysNo(entry: IDataObject): boolean {
	const { success, ok, error, error_message, errors, status } = entry;
	if ([success, ok].some((answer) => NO.includes(answer))) return true;
	if (/^\d+$/.test(String(status as string)) && Number(status) >= 400) return true;
	return [error, error_message, errors].some(isFilled) || FAILED.test(statusOf(entry));
}

const NO: unknown[] = [false, 0, 'false', 'no', '0'];

/** Whether an object reports a failure outside these lists. */
function namesNo(holder: IDataObject, lists: List[]): boolean {
	return Object.entries(holder).some(
		([name, inner]) =>
			FAILED.test(name) && isFilled(inner) && !lists.some((list) => list.name === name),
	);
}

/** Whether an object counts more failures than `known`, or fewer written people than sent. */
function countsNo(holder: IDataObject, sent: number, known: number): boolean {
	const counts = Object.entries(holder).filter(
		(entry): entry is [string, number] => typeof entry[1] === 'number',
	);
	const isNo = ([name]: [string, number]) => FAILED.test(name) || NOT_WRITTEN.test(name);
	if (counts.some((entry) => entry[1] > known && isNo(entry))) return true;
	const written = counts.filter(([name]) => WRITTEN.test(name));
	return written.length > 0 && written.reduce((sum, [, count]) => sum + count, known) < sent;
}

function isFilled(inner: unknown): boolean {
	if (typeof inner === 'string') return inner.trim() !== '';
	if (Array.isArray(inner)) return inner.length > 0;
	return inner === true || (isObject(inner) && Object.keys(inner).length > 0);
}
