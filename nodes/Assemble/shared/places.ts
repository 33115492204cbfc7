import type { IDataObject } from 'n8n-workflow';

import type { Guess, Guesses } from '../../shared/guesses';
import type { Answer } from '../../shared/http/httpClient';
import type { Envelope } from '../../shared/lists/serviceClient';
import { asObject, isRecord, isRecords, readCount } from '../../shared/records';
import {
	ACTIVITY_NAME,
	API_PATH,
	OPPORTUNITY_NAME,
	ROLE_PROFILE_NAME,
	TEAM_NAME,
	USER_NAME,
} from './guesses';

/** A kind of records, with a path of its own. */
export interface Resource {
	/** What comes after the path of the API; its first candidate stands in the paths of requests. */
	name: Guess;
	/** A record of this kind has two of these fields; '/roles' may be another kind. */
	fields: readonly string[];
	/** The feature that an organisation may lack (contract/assemble.md 1). */
	feature?: string;
	/** Its names are a plural and a singular, and probably in the form that the others of these have. */
	isWord?: boolean;
}

const ROLE_PROFILES: Resource = {
	name: ROLE_PROFILE_NAME,
	fields: ['recruitable', 'short_advert', 'family', 'minimum_address_history'],
};

/** No field of users and opportunities is known, so any record will do (contract/assemble.md 5). */
const WORDS: Resource[] = [
	{
		name: ACTIVITY_NAME,
		fields: ['start_date', 'type_id', 'category', 'duration', 'pending_outcomes'],
		feature: 'Activities',
	},
	{ name: OPPORTUNITY_NAME, fields: [] },
	{ name: TEAM_NAME, fields: ['display_name', 'parent_id', 'show_on_public_site', 'hidden'] },
	{ name: USER_NAME, fields: [] },
];

const RESOURCES: Resource[] = [
	ROLE_PROFILES,
	...WORDS.map((resource) => ({ ...resource, isWord: true })),
];

/** Where a resource may be. */
export interface Place {
	base: string;
	name: string;
	/** Of its list. */
	path: string;
}

/**
 * What an answer tells of a place. `proven`: a record of the kind is there; `empty`: a list without
 * records; `unsure`: records, but perhaps of another kind; `wrong`: the resource is not there.
 */
export type Finding = 'proven' | 'empty' | 'unsure' | 'wrong';

/** A request that came to nothing where it was sent. */
export interface Failure {
	told: Finding;
	/** It was a look, or as good as one. */
	isLook: boolean;
	/** The place was right before. */
	wasSeen?: boolean;
}

/** Reads page 1 of the list at a path. Throws where the answer proves nothing. */
export type Ask = (path: string, limit: number) => Promise<Answer>;

/** How many records to look at where the newest does not show its kind. */
const CLOSER_LOOK = 100;

/**
 * Where the API keeps what it has (contract/assemble.md 1 and U1): found by reading lists, and known
 * for the process. `fixedBase` is the API's path if the credential has it.
 */
export class Places {
	constructor(
		private readonly guesses: Guesses,
		readonly fixedBase: string | undefined,
	) {}

	/** Where the API may be: at one path, once that is known. */
	get bases(): string[] {
		if (this.fixedBase !== undefined) return [this.fixedBase];
		const bases = this.guesses.inOrder(API_PATH);
		return this.isBaseFound ? bases.slice(0, 1) : bases;
	}

	/** Whether some list was found by trying. */
	get isBaseFound(): boolean {
		return this.guesses.isSettled(API_PATH);
	}

	/** Where to look first. */
	current(resource: Resource): Place {
		const [name = ''] = this.names(resource);
		return toPlace(this.fixedBase ?? this.guesses.current(API_PATH), name);
	}

	/** What the resource may be called, the likeliest first: what others of its form are called tells. */
	private names({ name, isWord = false }: Resource): string[] {
		const names = this.guesses.inOrder(name);
		const isFound = this.guesses.isSettled(name) || names[0] !== name.candidates[0];
		if (!isWord || isFound) return names;
		const found = WORDS.map((other) => other.name).filter((other) => this.guesses.isSettled(other));
		const isSingular = (other: Guess) => this.guesses.current(other) !== other.candidates[0];
		return found.length > 0 && found.every(isSingular) ? names.reverse() : names;
	}

	/** Whether a record of the kind was seen there. */
	isSeen(resource: Resource, place = this.current(resource)): boolean {
		return this.guesses.isSettled(seenAt(resource, place));
	}

	/** Whether an empty list there may do: it has the likeliest name, and no other API is known. */
	isLikeliest({ name }: Resource, { base, name: own }: Place): boolean {
		const isBase = this.fixedBase !== undefined || base === API_PATH.candidates[0];
		return isBase && own === name.candidates[0];
	}

	/** Keeps what an answer told of a place. */
	learn(resource: Resource, place: Place, finding: Finding): void {
		if (finding === 'wrong') return;
		if (this.fixedBase === undefined) this.guesses.settle<string>(API_PATH, place.base);
		if (finding === 'proven') {
			this.guesses.settle(resource.name, place.name);
			this.guesses.settle(seenAt(resource, place), place.name);
		} else if (place.name !== this.current(resource).name) {
			this.guesses.forget(resource.name);
			// Else it would be looked for again where others of its form are.
			if (resource.isWord) this.guesses.settle(resource.name, place.name);
		}
	}

	/** Looks at one place. Throws what `ask` throws. */
	async look(resource: Resource, { path }: Place, ask: Ask): Promise<Finding> {
		const finding = judgeList(resource, await ask(path, 1));
		return finding === 'unsure' ? judgeList(resource, await ask(path, CLOSER_LOOK)) : finding;
	}

	/**
	 * Finds out what is right after a request to `failed` came to nothing: `failed` itself, another
	 * place, which is then the current one, or none. Throws what `ask` throws.
	 */
	async find(
		resource: Resource,
		failed: Place,
		ask: Ask,
		{ told, isLook, wasSeen = false }: Failure,
	): Promise<'here' | 'there' | 'nowhere'> {
		const mayBe = (place: Place, finding: Finding) =>
			finding !== 'wrong' && place.name === resource.name.candidates[0];
		const missed = this.missedBy(resource);
		return await this.guesses.alone(API_PATH, async () => {
			// Another request may have found out meanwhile.
			if (this.current(resource).path !== failed.path) return 'there';
			if (!wasSeen && this.isSeen(resource)) return 'here';
			if (mayBe(failed, told) && this.guesses.isMissed(missed)) return 'here';

			const here = isLook ? told : await this.look(resource, failed, ask);
			this.learn(resource, failed, here);
			if (here === 'proven' || (wasSeen && here !== 'wrong')) return 'here';
			if (here === 'empty' && mayBe(failed, here)) return 'here';
			if (wasSeen) this.forget(resource, failed);
			let likely = mayBe(failed, here) ? failed : undefined;
			if (this.guesses.isMissed(missed)) return likely === undefined ? 'nowhere' : 'here';

			for (const place of this.others(resource, failed, wasSeen)) {
				const finding = await this.look(resource, place, ask);
				if (finding === 'proven') {
					this.learn(resource, place, finding);
					return 'there';
				}
				if (mayBe(place, finding)) likely ??= place;
			}
			if (likely !== undefined && likely !== failed) {
				this.learn(resource, likely, 'unsure');
				return 'there';
			}
			this.guesses.miss(missed);
			return likely === undefined ? 'nowhere' : 'here';
		});
	}

	/** Where the node looks for a resource, for a message. */
	describe(resource: Resource): string {
		const paths = this.bases.map((base) => base || '/');
		return `at ${listed(paths)} for ${listed(resource.name.candidates)}`;
	}

	/** A base where another resource was found leaves only the name open. */
	private others(resource: Resource, failed: Place, wasSeen: boolean): Place[] {
		const bases =
			wasSeen && this.fixedBase === undefined ? this.guesses.inOrder(API_PATH) : this.bases;
		return this.names(resource)
			.flatMap((own) => bases.map((base) => toPlace(base, own)))
			.filter(({ path }) => path !== failed.path);
	}

	private forget(resource: Resource, place: Place): void {
		this.guesses.forget(API_PATH);
		this.guesses.forget(resource.name);
		this.guesses.forget(seenAt(resource, place));
	}

	/** Another path in the credential is worth another search, and another login. */
	private missedBy({ name }: Resource): Guess {
		const own = `${name.name} below ${this.fixedBase ?? 'any path'}`;
		return { ...name, name: own, scope: 'credential' };
	}
}

/** The resource of a request, by the first part of its path. */
export function resourceOf(path: string): Resource {
	const [, own = ''] = path.split('/');
	const known = RESOURCES.find(({ name }) => name.candidates[0] === own);
	if (known !== undefined) return known;
	return { name: { ...ROLE_PROFILE_NAME, name: own, candidates: [own] }, fields: [] };
}

/** The path of a request at a place. */
export function pathAt(place: Place, path: string): string {
	const [, , ...rest] = path.split('/');
	return [place.path, ...rest].join('/');
}

function toPlace(base: string, name: string): Place {
	return { base, name, path: `${base}/${name}` };
}

/** Settled once a record of the kind was seen at the place. */
function seenAt({ name }: Resource, place: Place): Guess {
	return { ...name, name: `${name.name} at ${place.path}`, candidates: [place.name] };
}

/** What the answer to a read of a list tells of its place. */
export function judgeList(resource: Resource, { status, body }: Answer): Finding {
	const records = status < 300 ? readEnvelope(body)?.records : undefined;
	if (records === undefined) return 'wrong';
	if (records.length === 0) return 'empty';
	return records.some((record) => isOfKind(resource, record)) ? 'proven' : 'unsure';
}

/** What the answer to a read or a change of a record tells of its place. */
export function judgeRecord(resource: Resource, { status, body }: Answer): Finding {
	const record = status < 300 ? unwrap(body) : undefined;
	if (record === undefined) return 'wrong';
	return isOfKind(resource, record) ? 'proven' : 'unsure';
}

function isOfKind({ fields }: Resource, record: IDataObject): boolean {
	const has = fields.filter((field) => field in record).length;
	return has >= Math.min(2, fields.length);
}

/** The record in an answer, wrapped or bare; undefined if there is none. */
export function unwrap(body: unknown): IDataObject | undefined {
	const { data } = asObject(body);
	if (isRecord(data)) return data;
	return isRecord(body) ? body : undefined;
}

/** The envelope of a list (contract/assemble.md 3.3); its numbers may be text. */
export function readEnvelope(body: unknown): Envelope | undefined {
	const { data, meta } = asObject(body);
	const pagination = asObject(asObject(meta).pagination);
	const total = readCount(pagination.total);
	if (!isRecords(data) || total === undefined) return undefined;
	const size = readCount(pagination.per_page);
	return { records: data, total, hasNext: readHasNext(pagination), size: size ?? null };
}

/** `links` may be an object, an empty array, or missing (contract/assemble.md 9). */
function readHasNext({ links, current_page, total_pages }: IDataObject): boolean | null {
	const { next } = asObject(links);
	if (typeof next === 'string' && next !== '') return true;
	const [page, pages] = [readCount(current_page), readCount(total_pages)];
	return typeof page === 'number' && typeof pages === 'number' ? page < pages : null;
}

/** As in "one, two and three". */
function listed(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
