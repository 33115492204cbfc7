import type { Guess } from '../../../../shared/guesses';
import type { NodeError } from '../../../../shared/http/errors';
import { NOT_DONE } from '../../../../shared/http/errors';
import type { Answer } from '../../../../shared/http/httpClient';
import type { VomeClient } from '../../../shared/client';
import { PEOPLE } from '../../../shared/guesses';
import type { Asked } from './answers';
import type { Refusal } from './batches';
import type { Dialect, Part } from './dialect';
import {
	choicesOf,
	currentDialect,
	dialectsBeside,
	differences,
	guessOf,
	inWords,
	isLikeliest,
	partsOf,
	unsendableChoice,
} from './dialect';
import type { Person } from './mapping';
import type { Found } from './proof';
import { isNewIn, lacks } from './proof';

/** Why Vome refused people, and how they were sent. */
export interface PeopleRefusal extends Refusal {
	answer: Answer;
	dialect: Dialect;
	/** The error itself, where there was no answer, or none about the people. */
	error?: NodeError;
}

export type Trial =
	| { refusal: PeopleRefusal }
	/** Vome says ok. `isNamed`: its answer names the person. */
	| { isNamed: boolean; keep: () => Promise<void> };

export interface Host {
	operation: Asked['operation'];
	/** The parts of the dialect that each request has. */
	parts: Part[];
	/** Those who are not written, nor on their way. */
	waiting: () => Person[];
	/** Undefined if the person is on its way already. */
	send: (person: Person, dialect: Dialect) => Promise<Trial | undefined>;
	/** Reads a person, if `isAnew` as it is now. */
	look: (person: Person, isAnew: boolean) => Promise<Found>;
	/** The error for a person of whom it is not known whether Vome wrote it. */
	unproven: (person: Person, refusal: PeopleRefusal, dialect: Dialect) => NodeError;
}

/** Tried in one dialect, since one may be wrong by itself. */
const MOST_PEOPLE = 4;

/** In one search. */
const MOST_TRIALS = 32;

/** Searches for the form of single values, which may as well be wrong in any form. */
const MOST_SEARCHES = 8;

/** Statuses for a request that is not valid. */
const INVALID = [400, 422];

/** The beginning of the path of a person's field, as in `users_data.0.profile_data.email`. */
const PERSON_PATH = /\b(users|volunteers)_data\W+\d+\W*/g;

export const PEOPLE_NAMES = /\b(users|volunteers)_data\b/;

export const UNIQUE_ID_NAMES =
	/unique_identifier|identifier_type|unique_custom_field|identifier type|unique id field/i;

const CHOICES_NAMES = /custom_field_(user_)?(value|data)/;

/** One search: what is tried with whom, and what came of it. */
interface Search {
	people: Person[];
	/** The people before they were sent, as far as anybody looked. */
	before: Map<Person, Found>;
	refusals: PeopleRefusal[];
}

/**
 * Finds out how Vome takes people, once it refuses everybody, or with words that name what may be sent
 * otherwise. Tries it with one person. Another dialect counts only with a proof: Vome may say ok, and
 * have taken nobody.
 */
export class DialectSearch {
	/** What ended the run. */
	private failure?: NodeError;

	/** Searches in vain for the form of single values. */
	private vain = 0;

	private readonly tried = new Set<string>();

	constructor(
		private readonly client: VomeClient,
		private readonly host: Host,
	) {}

	current(): Dialect {
		return currentDialect(this.client.guesses, this.host.operation);
	}

	private guessOf(part: Part): Guess {
		return guessOf(part, this.host.operation);
	}

	/** What was tried in vain, as a sentence for an error; '' if nothing. */
	get triedInVain(): string {
		return this.tried.size === 0 ? '' : ` The node also tried: ${[...this.tried].join(', ')}.`;
	}

	/** Whether a person is to be sent otherwise by now than when Vome refused it. */
	isStale({ data }: Person, { dialect }: PeopleRefusal): boolean {
		const parts = [...this.host.parts, ...partsOf(data)];
		return differences(dialect, this.current()).some((part) => parts.includes(part));
	}

	/** Whether it is known of all that a person is sent with how Vome takes it. */
	isSettled({ data }: Person): boolean {
		const parts = [...this.host.parts, ...partsOf(data)];
		return parts.every((part) => this.client.guesses.isSettled(this.guessOf(part)));
	}

	/** Keeps what is right, since Vome wrote this person. */
	settle(dialect: Dialect, { data }: Person): void {
		for (const part of [...this.host.parts, ...partsOf(data)]) {
			this.client.guesses.settle(this.guessOf(part), dialect[part]);
		}
	}

	/**
	 * Looks for another dialect, after a refusal of these people or, if `isOfAll`, of everybody. True if
	 * there is one: who was refused should be sent again, but the one person it was tried with. Throws
	 * if Vome accepts that person without a proof that it wrote it.
	 */
	async bend(refusal: PeopleRefusal, people: Person[], isOfAll = false): Promise<boolean> {
		const isChanged = () => differences(refusal.dialect, this.current()).length > 0;
		const suspects = () => this.suspects(refusal, people, isOfAll);
		if (isChanged()) return true;
		if (suspects().length === 0) return false;
		return await this.client.guesses.alone(PEOPLE, async () => {
			if (this.failure !== undefined) throw this.failure;
			// Another request or execution may have found out meanwhile.
			if (isChanged()) return true;
			const parts = suspects();
			return parts.length > 0 && (await this.search(refusal, people, parts));
		});
	}

	/** What a refusal makes doubtful, the likeliest first. */
	private suspects(refusal: PeopleRefusal, people: Person[], isOfAll: boolean): Part[] {
		const named = this.namedIn(refusal, people);
		const parts = [...named, ...(isOfAll ? this.vagueIn(refusal) : [])];
		return parts.filter((part) => !this.client.guesses.isMissed(this.guessOf(part)));
	}

	/** What may be wrong where a refusal names nothing, and nothing was accepted yet. */
	private vagueIn({ about, answer: { status } }: PeopleRefusal): Part[] {
		if (about !== 'unknown' || !INVALID.includes(status)) return [];
		return (['uniqueId', 'people'] as const).filter(
			(part) =>
				this.host.parts.includes(part) && !this.client.guesses.isSettled(this.guessOf(part)),
		);
	}

	/** What the words of a refusal of these people name, or its status. */
	private namedIn(refusal: PeopleRefusal, people: Person[]): Part[] {
		const { parts } = this.host;
		if (isNoRoute(refusal)) return parts.filter((part) => part === 'upsert');
		const [person, ...others] = people;
		// Of several people, it may be their number or anybody's value.
		if (!isInvalid(refusal) || person === undefined || others.length > 0) return [];
		const text = refusal.words.replace(PERSON_PATH, '');
		const isNamed: Record<Part, boolean> = {
			uniqueId: UNIQUE_ID_NAMES.test(text),
			people: PEOPLE_NAMES.test(text),
			choices: CHOICES_NAMES.test(text) || namesChoices(text, person),
			bodyBoolean: text.includes('has_medical_info'),
			upsert: false,
		};
		return [...parts, ...partsOf(person.data)].filter((part) => isNamed[part]);
	}

	private async search(first: PeopleRefusal, people: Person[], parts: Part[]): Promise<boolean> {
		const isOfAll = parts.some((part) => this.host.parts.includes(part));
		// One may be wrong by itself.
		const more = isOfAll ? spread(this.host.waiting(), MOST_PEOPLE) : [];
		const search: Search = {
			people: [...new Set([...spread(people, MOST_PEOPLE), ...more])].slice(0, MOST_PEOPLE),
			before: new Map(),
			refusals: [first],
		};
		await this.putFirst(search);
		const seen = new Set([JSON.stringify(first.dialect)]);
		const doubtful = new Set(parts);
		const open = dialectsBeside(first.dialect, parts);
		for (let dialect = open.shift(); dialect !== undefined; dialect = open.shift()) {
			if (seen.has(JSON.stringify(dialect)) || search.refusals.length > MOST_TRIALS) continue;
			seen.add(JSON.stringify(dialect));
			const outcome = await this.tryIn(dialect, search);
			if (outcome === 'right') return true;
			if (outcome === undefined) continue;
			const [refusal, person] = outcome;
			this.tried.add(inWords(dialect, first.dialect));
			const named = this.namedIn(refusal, [person]);
			const vague = isOfAll ? this.vagueIn(refusal) : [];
			for (const part of [...named, ...vague]) doubtful.add(part);
			if (named.length > 0) open.unshift(...dialectsBeside(dialect, named));
			else open.push(...dialectsBeside(dialect, [...parts, ...vague]));
		}
		this.giveUp(doubtful);
		return false;
	}

	/** Puts somebody first whom a reading afterwards can show to be written. */
	private async putFirst(search: Search): Promise<void> {
		const { people, before } = search;
		for (const person of people) {
			const found = await this.host.look(person, false);
			before.set(person, found);
			if (found === null) return;
			if (!lacks(found, person.data)) continue;
			search.people = [person, ...people.filter((other) => other !== person)];
			return;
		}
	}

	/** The last refusal, and whose it is; undefined if nobody can be sent so. */
	private async tryIn(
		dialect: Dialect,
		{ people, before, refusals }: Search,
	): Promise<'right' | [PeopleRefusal, Person] | undefined> {
		let last: [PeopleRefusal, Person] | undefined;
		for (const person of people) {
			if (unsendableChoice(person.data, dialect) !== undefined) continue;
			if (!before.has(person)) before.set(person, await this.host.look(person, false));
			const trial = await this.host.send(person, dialect);
			if (trial === undefined) continue;
			if (!('refusal' in trial)) {
				const isProven =
					this.isFirstChoice(dialect) ||
					trial.isNamed ||
					isAskedFor(dialect, refusals) ||
					isNewIn(before.get(person), await this.host.look(person, true), person.data);
				if (!isProven) throw this.end(person, refusals, dialect);
				this.settle(dialect, person);
				await trial.keep();
				return 'right';
			}
			const { refusal } = trial;
			last = [refusal, person];
			refusals.push(refusal);
			// If nothing but the person seems to be wrong, the next one may get through.
			if (this.namedIn(refusal, [person]).length > 0) break;
		}
		return last;
	}

	/** Whether nothing in a dialect needs a proof. */
	private isFirstChoice(dialect: Dialect): boolean {
		const changed = differences(dialect, this.current());
		return changed.every((part) => isLikeliest(part, dialect));
	}

	private end(person: Person, refusals: PeopleRefusal[], dialect: Dialect): NodeError {
		this.giveUp(differences(dialect, this.current()));
		this.failure = this.host.unproven(person, refusals[0] as PeopleRefusal, dialect);
		return this.failure;
	}

	private giveUp(parts: Iterable<Part>): void {
		const doubtful = [...parts];
		// The values of one person may be wrong, and the next one's right.
		const isOfAll = doubtful.some((part) => this.host.parts.includes(part));
		this.vain += 1;
		if (!isOfAll && this.vain < MOST_SEARCHES) return;
		for (const part of doubtful) {
			this.client.guesses.forget(this.guessOf(part));
			this.client.guesses.miss(this.guessOf(part));
		}
	}
}

const isNoRoute = ({ answer: { status } }: PeopleRefusal) => NOT_DONE.includes(status);

/** What an accepted request says of a person counts as well. */
const isInvalid = ({ answer: { status } }: PeopleRefusal) =>
	INVALID.includes(status) || status < 300;

/** Whether Vome itself names how it takes people, which it then needs no proof for. */
function isAskedFor(dialect: Dialect, refusals: PeopleRefusal[]): boolean {
	return refusals.some(
		({ dialect: before, words }) =>
			words.includes(dialect.people) &&
			before.people !== dialect.people &&
			differences(before, dialect).length === 1,
	);
}

/** Whether words name a custom field with several choices, or one of them. */
function namesChoices(words: string, { data }: Person): boolean {
	const text = words.toLowerCase();
	return choicesOf(data)
		.flatMap(
			({ custom_field_id: id, custom_field_name: name, custom_field_user_value: chosen }) => [
				id,
				name,
				...(chosen as string[]),
			],
		)
		.some((name) => typeof name === 'string' && name !== '' && text.includes(name.toLowerCase()));
}

/** At most so many, far apart. */
function spread<T>(all: T[], most: number): T[] {
	const step = Math.max(1, (all.length - 1) / (most - 1));
	const places = Array.from({ length: Math.min(most, all.length) }, (_, at) =>
		Math.round(at * step),
	);
	return places.flatMap((place) => all.slice(place, place + 1));
}
