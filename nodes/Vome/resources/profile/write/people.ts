import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { NodeError } from '../../../../shared/http/errors';
import {
	failureOf,
	isLasting,
	isUnsent,
	NO_RECORD,
	NOT_DONE,
} from '../../../../shared/http/errors';
import type { Answer } from '../../../../shared/http/httpClient';
import type { ItemOutcome } from '../../../../shared/operations';
import { value } from '../../../../shared/records';
import type { VomeClient } from '../../../shared/client';
import { RecordFinder } from '../../../shared/recordFinder';
import type { CustomField, CustomFields } from '../customFields';
import { PROFILE_FINDER } from '../finding';
import type { Asked, Verdict } from './answers';
import { readAnswer, toOutcome } from './answers';
import type { Occasion, Refusal } from './batches';
import { sendInBatches } from './batches';
import { COLUMNS, customFieldIdOf, ID_COLUMN } from './columns';
import type { Dialect } from './dialect';
import { inDialect, inWords, unsendableChoice } from './dialect';
import type { PeopleRefusal, Trial } from './dialectSearch';
import { DialectSearch, PEOPLE_NAMES, UNIQUE_ID_NAMES } from './dialectSearch';
import type { Person } from './mapping';
import type { WriteOptions } from './options';
import { lookFor, names } from './proof';

/** One of the three writes of profiles (contract/vome.md 4.2). */
export interface PeopleWrite {
	operation: 'create' | 'update' | 'upsert';
	method: 'POST' | 'PUT';
	path: string;
}

/** Identifier types (contract/vome.md 4.2). */
const BY_EMAIL = 0;
const BY_ID = 1;

/** Tries for a batch that conflicts with another request, before it is split. */
const CONFLICT_TRIES = 3;

/** Tries of several people together, while nobody was written yet. Smaller batches may help. */
const FIRST_TRIES = 3;

/** Tries of several people together after others were written, and of one person out of them. */
const LATER_TRIES = 2;

/** Of the key, of a proxy, or of the time, whoever is sent. */
const NOT_OF_PEOPLE = [401, 407, 408, 429];

/** Statuses with which Vome, or something in front of it, refuses a whole batch. */
const REFUSED = [...Array.from({ length: 100 }, (_, index) => 400 + index), 501].filter(
	(status) => !NOT_OF_PEOPLE.includes(status),
);

/** Ends a sending: those who are not sent yet are sent otherwise from now on. */
class DialectChanged extends Error {}

/** Sends people in batches, and keeps the outcome of each. */
export class PeopleBatches {
	private readonly outcomes = new Map<number, ItemOutcome>();

	/** Of people refused alone, until they are sent otherwise. */
	private readonly refusals = new Map<Person, PeopleRefusal>();

	/** The error that stopped the sending early. */
	private end?: NodeError;

	/** The words with which Vome refuses everybody. */
	private wrongWords?: string;

	/** Vome took somebody, so what all have in common is right. */
	private hasAccepted = false;

	/** People on their way. */
	private readonly sending = new Set<Person>();

	private people: Person[] = [];

	/** People whom a request without an answer may have written. */
	private readonly sentAgain = new Set<Person>();

	/** Items whose people were accepted, unless the answer says that it refused them. */
	private readonly accepted = new Set<number>();

	/** Why there was no answer about these people. */
	private readonly lost = new Map<Person, NodeError>();

	/** The failure that one person after the other met. */
	private outage?: NodeError;

	/** The label of the column that Vome finds people by. */
	private readonly matchedBy: string;

	/** The custom field that Vome finds people by. */
	private readonly uniqueField?: Pick<CustomField, 'id' | 'name'>;

	private readonly matchBy: Asked['matchBy'];

	private readonly search: DialectSearch;

	/** One person alone caused a conflict, so retries do not help. */
	private hasLastingConflict = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly client: VomeClient,
		private readonly write: PeopleWrite,
		private readonly options: WriteOptions,
		match: { column: string; label: string; fields: CustomFields },
	) {
		this.matchedBy = match.label;
		const fieldId = customFieldIdOf(match.column);
		if (fieldId === undefined) {
			this.matchBy = match.column === ID_COLUMN.id ? 'id' : 'email';
		} else {
			this.matchBy = 'uniqueId';
			this.uniqueField = match.fields.get(fieldId) ?? { id: fieldId, name: fieldId };
		}
		const finder = new RecordFinder(client, PROFILE_FINDER);
		this.search = new DialectSearch(client, {
			operation: write.operation,
			parts: [
				'people',
				...(write.operation === 'upsert' ? (['upsert'] as const) : []),
				...(this.matchBy === 'uniqueId' ? (['uniqueId'] as const) : []),
			],
			waiting: () => this.people.filter((person) => !this.isBusy(person)),
			send: async (person, dialect) =>
				this.isBusy(person) ? undefined : await this.tryOne(person, dialect),
			look: async ({ identity }, isAnew) =>
				await lookFor(
					client,
					identity,
					this.uniqueField?.id,
					isAnew ? new RecordFinder(client, PROFILE_FINDER) : finder,
				),
			unproven: (person, refusal, dialect) => this.unproven(person, refusal, dialect),
		});
	}

	/** Sends people until all are sent or an error stops it; see outcomeOf. Throws if cancelled. */
	async send(people: Person[]): Promise<void> {
		this.client.allow(this.options.parallel);
		this.people = people;
		let open = people;
		try {
			while (open.length > 0) {
				for (const person of open) this.refusals.delete(person);
				await this.sendAll(open);
				open = people.filter((person) => this.isOpen(person));
			}
		} catch (error) {
			this.context.getExecutionCancelSignal()?.throwIfAborted();
			this.end = error as NodeError;
		}
		for (const [person, refusal] of this.refusals) {
			const isLost = refusal.error !== undefined && this.outage !== undefined;
			if (!this.isDone(person) && !(isLost && this.lost.has(person)))
				this.outcomes.set(person.item, await this.fateOf(person, refusal));
		}
		for (const [person, error] of this.lost) {
			if (this.isDone(person)) continue;
			const last = this.outage !== undefined && mayBeWritten(this.outage) ? this.outage : error;
			this.outcomes.set(person.item, { error: this.client.errorFor(last, person.item) });
		}
		this.hintAtUnwritten();
	}

	/** The outcome of a person who was refused alone. */
	private async fateOf(person: Person, refusal: PeopleRefusal): Promise<ItemOutcome> {
		const { item, identity, identifier } = person;
		const { answer, words, about } = refusal;
		if (this.write.operation === 'create' && about === 'exists' && saysThere(words, person)) {
			const { matchedBy } = this;
			const email = identity.email ?? null;
			// The lost first try may have created the person.
			const outcome = this.sentAgain.has(person) ? 'unknown' : 'existing';
			const response = value(answer.body);
			return {
				json: { id: null, email, outcome, success: false, matchedBy, identifier, response },
			};
		}
		const isEnd = this.end !== undefined && words === this.wrongWords;
		const error = isEnd ? this.client.errorFor(this.end as NodeError, item) : undefined;
		return { error: error ?? (await this.refused(person, refusal)) };
	}

	/** Sends people until all are sent, or another dialect is found for those who are not. */
	private async sendAll(people: Person[]): Promise<void> {
		const { parallel, batchSize } = this.options;
		const sending = sendInBatches<Person, PeopleRefusal>({
			rows: people,
			size: batchSize,
			parallel,
			isRight: this.hasAccepted,
			send: async (batch, occasion) => await this.sendBatch(batch, occasion),
			refused: (person, refusal) => {
				this.hasLastingConflict ||= refusal.answer.status === 409;
				this.refusals.set(person, refusal);
			},
			wrongRequest: async (refusal) => {
				this.wrongWords = refusal.words;
				if (refusal.error !== undefined) return (this.outage = refusal.error);
				if (await this.bendForAll()) return new DialectChanged();
				return await this.wrongRequest(refusal.answer);
			},
		});
		const failure = await failureOf(sending);
		if (this.end !== undefined) throw this.end;
		if (failure instanceof DialectChanged) return;
		await sending;
		await this.bendForAll();
	}

	/** Whether a person is not sent yet, or is to be sent otherwise. */
	private isOpen(person: Person): boolean {
		const refusal = this.refusals.get(person);
		if (this.isDone(person)) return false;
		return refusal === undefined || this.search.isStale(person, refusal);
	}

	/** Looks for another dialect if Vome refused everybody so far, naming no one. */
	private async bendForAll(): Promise<boolean> {
		const refusals = [...this.refusals.values()].filter(({ error }) => error === undefined);
		const [refusal] = refusals;
		if (refusal === undefined || this.hasAccepted) return false;
		if (refusals.some(({ about }) => about === 'row' || about === 'exists')) return false;
		return await this.search.bend(refusal, [...this.refusals.keys()], true);
	}

	private hintAtUnwritten(): void {
		const open = [...this.outcomes.values()].flatMap((outcome) =>
			'json' in outcome && outcome.json.success !== true ? [outcome.json.outcome] : [],
		);
		if (open.length === 0) return;
		const { hints } = this.client;
		hints.isIncomplete = true;
		const again =
			this.write.operation === 'create' && this.sentAgain.size > 0
				? ' A first answer was lost, so this run may have created them.'
				: '';
		const existing = open.filter((outcome) => outcome === 'existing').length;
		const others = open.length - existing;
		if (existing > 0) {
			hints.add(
				`Already in Vome, and not changed: ${existing} of the people. To change people, use 'Create or Update'.${again}`,
			);
		}
		if (others > 0) {
			hints.add(
				`Vome does not say that it wrote ${others} of the people ('success' is false): look for them in Vome.${again}`,
			);
		}
	}

	/** The outcome of an item without local errors. */
	outcomeOf(item: number): ItemOutcome {
		const outcome = this.outcomes.get(item);
		if (outcome !== undefined) return outcome;
		if (this.accepted.has(item)) return { error: this.unread(item) };
		// This item did not cause the error that stopped the sending.
		const { message, description } = this.end as NodeError;
		const reason = `Not sent, because of an earlier error: ${message}`;
		return { leftOut: this.client.errorFor({ message: reason, description }, item) };
	}

	private async sendBatch(batch: Person[], occasion: Occasion): Promise<PeopleRefusal | undefined> {
		const dialect = this.search.current();
		// A search sends one by itself.
		const people = batch.filter((person) => !this.isBusy(person) && this.canSend(person, dialect));
		if (people.length === 0) return undefined;
		const conflictTries = occasion !== 'batch' || this.hasLastingConflict ? 1 : CONFLICT_TRIES;
		const mostTries = this.triesOf(people, occasion);
		const answer = await this.exchange(people, dialect, { conflictTries, mostTries });
		if ('failure' in answer) return this.breakdown(answer.failure, people, dialect);
		const refusal = await this.refusalOf(answer, people, dialect);
		if (refusal === undefined) {
			await this.keep(people, this.verdictsOf(answer, people), dialect);
			this.learn(people, answer, dialect);
			await this.bendForOne(people);
			return undefined;
		}
		if (this.isAboutPeople(refusal)) return refusal;
		if (await this.search.bend(refusal, people)) throw new DialectChanged();
		if (NOT_DONE.includes(answer.status)) throw this.endWith(await this.noRoute(answer), people);
		if (refusal.error !== undefined) throw this.endWith(refusal.error, people);
		return refusal;
	}

	/** How often people may be sent where that is harmless; undefined: as often as any request. */
	private triesOf(people: Person[], occasion: Occasion): number | undefined {
		const isAlone = people.length === 1;
		if (occasion === 'first') return undefined;
		if (occasion === 'batch') {
			if (isAlone) return undefined;
			return this.hasAccepted ? LATER_TRIES : FIRST_TRIES;
		}
		return occasion === 'part' && isAlone ? LATER_TRIES : 1;
	}

	/**
	 * Takes a failure for one that these people cause, until others fail likewise. Throws it if it has
	 * nothing to do with them, or if they must not be sent again.
	 */
	private breakdown(error: NodeError, people: Person[], dialect: Dialect): PeopleRefusal {
		const code = codeOf(error);
		const isSent = mayBeWritten(error);
		const isOfAll = code === '' || NOT_OF_PEOPLE.includes(Number(code)) || isLasting(code);
		if (isOfAll && code !== TOO_SLOW) throw this.endWith(error, people);
		if (isSent && this.options.invitation !== undefined) throw this.endWith(error, people);
		for (const person of people) {
			if (isSent) this.sentAgain.add(person);
			if (isSent || !this.lost.has(person)) this.lost.set(person, error);
		}
		const about = code === '500' ? 'fault' : 'outage';
		const answer = { status: Number(code) || 0, body: undefined };
		return { answer, words: error.message, about, isOfSize: true, dialect, error };
	}

	/** Whether there is nothing to find out about how people are sent: it is about who is sent. */
	private isAboutPeople({ about, words, answer: { status } }: PeopleRefusal): boolean {
		if (about === 'exists') return true;
		if (status === 403) return this.hasAccepted || words === '';
		if (!NOT_DONE.includes(status)) return false;
		// A person who is not there may be told like an address.
		return (
			this.hasAccepted ||
			(this.write.operation === 'update' && NO_RECORD.includes(status) && words !== '')
		);
	}

	/** Keeps what the people whom an answer names show to be right. */
	private learn(people: Person[], { body }: Answer, dialect: Dialect): void {
		for (const person of people) {
			if (this.refusals.has(person) || this.search.isSettled(person)) continue;
			if (names(body, person.identity)) this.search.settle(dialect, person);
		}
	}

	/** Looks for another dialect if an accepted request left out somebody for what may be said otherwise. */
	private async bendForOne(people: Person[]): Promise<void> {
		for (const person of people) {
			const refusal = this.refusals.get(person);
			if (refusal !== undefined && (await this.search.bend(refusal, [person]))) return;
		}
	}

	/** Sends one person in a dialect that may be wrong. */
	private async tryOne(person: Person, dialect: Dialect): Promise<Trial> {
		const answer = await this.exchange([person], dialect, {});
		if ('failure' in answer) throw this.endWith(answer.failure, [person]);
		const refusal = await this.refusalOf(answer, [person], dialect);
		if (refusal?.error !== undefined) throw this.endWith(refusal.error, [person]);
		if (refusal !== undefined) return { refusal };
		const verdicts = this.verdictsOf(answer, [person]);
		const [verdict] = verdicts;
		const isNo = verdict !== undefined && 'refused' in verdict;
		if (isNo && this.options.invitation === undefined) {
			this.accepted.delete(person.item);
			return { refusal: await this.personRefusal(verdict.refused, dialect) };
		}
		return {
			isNamed: names(answer.body, person.identity),
			keep: async () => await this.keep([person], verdicts, dialect),
		};
	}

	private async noRoute(answer: Answer): Promise<NodeError> {
		const error = await this.client.refusal({ subject: SUBJECT, itemIndex: undefined }, answer);
		error.description += this.search.triedInVain;
		return error;
	}

	/** Keeps the error that ends the sending, for the people whom it is about. */
	private endWith(error: NodeError, people: Person[]): NodeError {
		for (const { item } of people) {
			this.outcomes.set(item, { error: this.client.errorFor(error, item) });
		}
		this.end ??= error;
		return error;
	}

	/** The error about the person whom Vome accepted without a word about it. */
	private unproven(person: Person, refusal: PeopleRefusal, dialect: Dialect): NodeError {
		const how = inWords(dialect, refusal.dialect);
		const message = `Vome accepted a person with the ${how}, and does not show that it wrote it`;
		const description = `Otherwise it refused the person: ${refusal.words}. Nothing else was sent. Check in Vome whether the person of item ${person.item} was written.`;
		return this.endWith(this.client.errorFor({ message, description }, undefined), [person]);
	}

	/** The error about a person whom Vome accepted, with an answer that cannot be read. */
	private unread(item: number): NodeError {
		const message =
			'Vome accepted the request; its answer cannot be read, so whether this person was written is not known';
		const description = 'Look for the person in Vome before you run this item again.';
		return this.client.errorFor({ message, description }, item);
	}

	private isDone(person: Person): boolean {
		return this.outcomes.has(person.item);
	}

	private isBusy(person: Person): boolean {
		return this.isDone(person) || this.sending.has(person);
	}

	/** Whether a person can be sent in a dialect; keeps the error if not. */
	private canSend(person: Person, dialect: Dialect): boolean {
		const choice = unsendableChoice(person.data, dialect);
		if (choice === undefined) return true;
		const message = `The choice '${choice}' cannot be sent: Vome takes several choices as text with commas between them, and this one has a comma`;
		const description = 'Choose it in Vome itself, or take the comma out of its name there.';
		this.outcomes.set(person.item, {
			error: this.client.errorFor({ message, description }, person.item),
		});
		return false;
	}

	/** Sends people. Throws if the execution is cancelled. */
	private async exchange(
		people: Person[],
		dialect: Dialect,
		tries: { conflictTries?: number; mostTries?: number },
	): Promise<Answer | { failure: NodeError }> {
		const { invitation } = this.options;
		const { operation, method, path } = this.write;
		const sent = this.client.write({
			method: operation === 'upsert' ? dialect.upsert : method,
			path,
			body: {
				unique_identifier: this.identifierIn(dialect),
				invite_user_to_vome: invitation !== undefined,
				...invitation,
				[dialect.people]: people.map(({ data }) => inDialect(data, dialect)),
			},
			subject: SUBJECT,
			itemIndex: undefined,
			expect: REFUSED,
			// A retry creates nobody twice and updates to the same values, but it would invite again.
			isRepeatable: invitation === undefined,
			...tries,
		});
		for (const person of people) this.sending.add(person);
		const outcome = await sent.then(
			(answer) => answer,
			(failure: NodeError) => ({ failure }),
		);
		for (const person of people) this.sending.delete(person);
		if ('failure' in outcome) this.context.getExecutionCancelSignal()?.throwIfAborted();
		else {
			if (outcome.isRepeat) for (const person of people) this.sentAgain.add(person);
			if (outcome.status < 400) for (const { item } of people) this.accepted.add(item);
		}
		return outcome;
	}

	/** How Vome is to find people (contract/vome.md 4.2). */
	private identifierIn({ uniqueId }: Dialect): IDataObject {
		if (this.uniqueField === undefined) {
			const type = this.matchBy === 'id' ? BY_ID : BY_EMAIL;
			return { identifier_type: type, unique_custom_field: '' };
		}
		const [type, by] = uniqueId.split(' ') as [string, 'id' | 'name'];
		return { identifier_type: Number(type), unique_custom_field: this.uniqueField[by] };
	}

	/** What Vome answered about each of these people; undefined where that cannot be read. */
	private verdictsOf({ body }: Answer, people: Person[]): Array<Verdict | undefined> {
		const identities = people.map(({ identity }) => identity);
		const { operation } = this.write;
		try {
			return readAnswer(body, identities, { operation, matchBy: this.matchBy });
		} catch {
			// Whatever it is made of, the people were sent.
			return people.map(() => undefined);
		}
	}

	/** Why Vome refused these people; undefined if it accepted the request. */
	private async refusalOf(
		answer: Answer,
		people: Person[],
		dialect: Dialect,
	): Promise<PeopleRefusal | undefined> {
		if (answer.status < 400) {
			const isRefused = this.verdictsOf(answer, people).every(
				(verdict) =>
					verdict !== undefined && 'refused' in verdict && verdict.refused === answer.body,
			);
			// An invitation may be on its way, so nothing is sent again.
			if (!isRefused || this.options.invitation !== undefined) return undefined;
			for (const { item } of people) this.accepted.delete(item);
		}
		const words = await this.client.quote(answer.body);
		if (answer.status === 403) {
			const error = await this.client.refusal({ subject: SUBJECT, itemIndex: undefined }, answer);
			return { answer, words, about: 'outage', isOfSize: true, dialect, error };
		}
		const isOfSize = answer.status === 413;
		const about = answer.status === 409 ? 'exists' : subjectOf(words, people);
		return { answer, words, about, isOfSize, dialect };
	}

	/** Why Vome left out a person, though it accepted the request. */
	private async personRefusal(body: unknown, dialect: Dialect): Promise<PeopleRefusal> {
		const words = await this.client.quote(body);
		return { answer: { status: 200, body }, words, about: 'row', dialect };
	}

	private async keep(
		people: Person[],
		verdicts: Array<Verdict | undefined>,
		dialect: Dialect,
	): Promise<void> {
		this.hasAccepted = true;
		for (const [index, person] of people.entries()) {
			const { item, identifier, identity } = person;
			const verdict = verdicts[index];
			this.refusals.delete(person);
			if (verdict === undefined) {
				this.outcomes.set(item, { error: this.unread(item) });
				continue;
			}
			if ('refused' in verdict) {
				const refusal = await this.personRefusal(verdict.refused, dialect);
				// An invitation may be on its way, so nothing is sent again.
				this.accepted.delete(item);
				if (this.options.invitation === undefined) this.refusals.set(person, refusal);
				else this.outcomes.set(item, { error: this.notWritten(person, refusal.words) });
				continue;
			}
			const { id, success, response } = verdict;
			const { matchedBy } = this;
			const email = identity.email ?? null;
			// Whom a repeat finds, the lost first try may have created.
			const isDoubtful = this.write.operation !== 'update' && this.sentAgain.has(person);
			const outcome = isDoubtful && verdict.outcome !== 'created' ? 'unknown' : verdict.outcome;
			this.outcomes.set(item, {
				json: { id, email, outcome, success, matchedBy, identifier, response },
			});
		}
	}

	private get advice(): string {
		return `Correct this item and run it again.${this.otherMatch}${this.search.triedInVain}`;
	}

	/** A way around what is only inferred about matching by a custom field. */
	private get otherMatch(): string {
		return this.matchBy === 'uniqueId'
			? " If Vome refuses everybody, choose Email or ID as 'Column to match on'."
			: '';
	}

	private async refused(
		person: Person,
		{ answer, error, words }: PeopleRefusal,
	): Promise<NodeError> {
		if (error !== undefined) {
			const others = this.hasAccepted
				? ' Vome accepted others, so it may be something in this item.'
				: '';
			const description = `${error.description ?? ''}${others}`;
			return this.client.errorFor(
				{ message: error.message, description, httpCode: codeOf(error) },
				person.item,
			);
		}
		const isNobody = NOT_DONE.includes(answer.status) && this.hasAccepted;
		if (answer.status < 400 || isNobody) return this.notWritten(person, words);
		const about = { subject: SUBJECT, itemIndex: undefined, advice: this.advice };
		const refusal = await this.client.refusal(about, answer);
		refusal.message += this.doubt(person);
		return this.client.errorFor(refusal, person.item);
	}

	/** The error about a person not written although Vome accepted the request. */
	private notWritten(person: Person, said: string): NodeError {
		const quote = said === '' ? '' : `: ${said}`;
		const message = `Vome did not write this person${quote}${this.doubt(person)}`;
		return this.client.errorFor({ message, description: this.advice }, person.item);
	}

	/** A note for the error about a person whom a lost first try may have created. */
	private doubt(person: Person): string {
		const isDoubtful = this.write.operation === 'create' && this.sentAgain.has(person);
		return isDoubtful
			? ' (a first answer was lost, so this person may just have been created)'
			: '';
	}

	private async wrongRequest(answer: Answer): Promise<NodeError> {
		const advice = `Vome refused one person after another, so something that they all have in common seems to be wrong.${this.otherMatch}${this.search.triedInVain} To find it, send one person with few columns, and add the others one by one.`;
		return await this.client.refusal({ subject: SUBJECT, itemIndex: undefined, advice }, answer);
	}
}

const SUBJECT = 'the address for writing profiles';

const REQUEST_WORDS = [PEOPLE_NAMES, UNIQUE_ID_NAMES, /\binvite_/];

const PERSON_WORDS = new RegExp(
	`\\b(${[
		...COLUMNS.map(({ id }) => id).filter((id) => id !== ID_COLUMN.id),
		...COLUMNS.map(({ path: [group] }) => group),
		'custom_field_\\w+',
	].join('|')})\\b|_data\\W+\\d`,
	'i',
);

/** The status for a server that waited too long for the rest of a request. */
const TOO_SLOW = '408';

/** Words for somebody who is there already. */
const EXISTS =
	/already (been )?(exists?|registered|in use|used|taken)|exists? already|\b(user|person|profile|volunteer|email)\b.*\bexists\b|\bduplicate/i;

const NOT = /\b(not|no)\b|n't\b/i;

const codeOf = (error: NodeError) => (error instanceof NodeApiError ? error.httpCode : null) ?? '';

const mayBeWritten = (error: NodeError) => !isUnsent(codeOf(error));

/** Whether words say nothing but that this person is there already. */
function saysThere(words: string, { identity: { email = '' } }: Person): boolean {
	const place = words.toLowerCase().indexOf(email.toLowerCase());
	const others =
		place < 0 ? words : `${words.slice(0, place)} ${words.slice(place + email.length)}`;
	return toOutcome(others) === 'existing';
}

function subjectOf(words: string, batch: Person[]): Refusal['about'] {
	if (EXISTS.test(words) && !NOT.test(words)) return 'exists';
	if (PERSON_WORDS.test(words)) return 'row';
	if (batch.some(({ identifier }) => words.includes(identifier))) return 'row';
	return REQUEST_WORDS.some((names) => names.test(words)) ? 'request' : 'unknown';
}
