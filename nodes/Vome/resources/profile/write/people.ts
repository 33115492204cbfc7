import type { IDataObject, IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { Parameters } from '../../../../shared/form/parameters';
import type { NodeError } from '../../../../shared/http/errors';
import type { Answer } from '../../../../shared/http/httpClient';
import type { ItemOutcome } from '../../../../shared/operations';
import type { VomeClient } from '../../../shared/client';
import type { Asked, Verdict } from './answers';
import { readAnswer } from './answers';
import type { Refusal } from './batches';
import { sendInBatches } from './batches';
import { COLUMNS, customFieldIdOf, ID_COLUMN } from './columns';
import { CustomFields } from '../customFields';
import type { Person, Row } from './mapping';
import { Mapping } from './mapping';
import type { WriteOptions } from './options';
import { readWriteOptions, writeOptions } from './options';

/** One of the three writes of profiles (contract/vome.md 4.2). */
export interface PeopleWrite {
	operation: 'create' | 'update' | 'upsert';
	method: 'POST' | 'PUT';
	path: string;
}

/** Identifier types; the last one is inferred (contract/vome.md 4.2). */
const BY_EMAIL = 0;
const BY_ID = 1;
const BY_UNIQUE_ID = 2;

/** Tries for a batch that conflicts with another request, before it is split. */
const CONFLICT_TRIES = 3;

/** Statuses with which Vome refuses a whole batch. */
const REFUSED = [400, 409, 422];

/**
 * Writes the people of all input items, in batches. Resolves with the outcome of each item:
 * `{ id, email, outcome, success, matchedBy, identifier, response }` or its error. Checks everyone
 * first, and sends those without errors. Throws a NodeApiError or NodeOperationError that concerns all items.
 */
export async function writePeople(
	context: IExecuteFunctions,
	client: VomeClient,
	write: PeopleWrite,
): Promise<ItemOutcome[]> {
	const node = context.getNode();
	const count = context.getInputData().length;
	const parametersOf = (item: number) => new Parameters(context, item, [writeOptions], node);
	const options = readWriteOptions(parametersOf, count);
	const mapping = new Mapping(context, parametersOf, write.operation, options);
	const errors = new Map<number, NodeError>();
	const rows: Row[] = [];
	for (let item = 0; item < count; item += 1) {
		collect(errors, item, () => rows.push(mapping.read(item)));
	}

	const fields = new CustomFields(client, undefined);
	await fields.find(mapping.wanted(rows));
	const people: Person[] = [];
	for (const row of rows) {
		collect(errors, row.item, () => people.push(mapping.build(row, fields)));
	}
	for (const [item, error] of mapping.findTwins(people, fields)) errors.set(item, error);
	hintAtUnsent(client, mapping);

	const batches = new PeopleBatches(context, client, write, options, mapping, fields);
	await batches.send(people.filter(({ item }) => !errors.has(item)));
	return context.getInputData().map((_, item) => {
		const error = errors.get(item);
		return error === undefined ? batches.outcomeOf(item) : { error };
	});
}

function hintAtUnsent({ hints }: VomeClient, { ignored, genderTexts }: Mapping): void {
	if (ignored.size > 0) {
		const shown = [...ignored].slice(0, 10).join(', ');
		const more = ignored.size > 10 ? ` and ${ignored.size - 10} more` : '';
		hints.add(
			`These fields of the items are no columns of a profile and were not sent: ${shown}${more}.`,
		);
	}
	if (genderTexts > 0) {
		hints.add("'gender_text' was not sent: change it in Vome itself.");
	}
}

/** Keeps an item's error, so that the other items are checked too. */
function collect(errors: Map<number, NodeError>, item: number, check: () => void): void {
	try {
		check();
	} catch (error) {
		errors.set(item, error as NodeOperationError);
	}
}

interface PeopleRefusal extends Refusal {
	answer: Answer;
}

class PeopleBatches {
	private readonly outcomes = new Map<number, ItemOutcome>();

	/** The error that stopped the sending early. */
	private end?: NodeError;

	/** The words with which Vome refuses everybody. */
	private wrongWords?: string;

	/** People whose batch was sent again after its answer was lost. */
	private readonly sentAgain = new Set<Person>();

	/** The label of the column that Vome finds people by. */
	private readonly matchedBy: string;

	/** How Vome is to find people (contract/vome.md 4.2). */
	private readonly identifier: IDataObject;

	private readonly matchBy: Asked['matchBy'];

	/** One person alone caused a conflict, so retries do not help. */
	private hasLastingConflict = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly client: VomeClient,
		private readonly write: PeopleWrite,
		private readonly options: WriteOptions,
		mapping: Mapping,
		fields: CustomFields,
	) {
		this.matchedBy = mapping.matchLabel(fields);
		const fieldId = customFieldIdOf(mapping.matchBy);
		if (fieldId === undefined) {
			this.matchBy = mapping.matchBy === ID_COLUMN.id ? 'id' : 'email';
			const type = this.matchBy === 'id' ? BY_ID : BY_EMAIL;
			this.identifier = { identifier_type: type, unique_custom_field: '' };
		} else {
			this.matchBy = 'uniqueId';
			const field = fields.get(fieldId)?.id ?? fieldId;
			this.identifier = { identifier_type: BY_UNIQUE_ID, unique_custom_field: field };
		}
	}

	/** Sends people until all are sent or an error stops it; see outcomeOf. Throws if cancelled. */
	async send(people: Person[]): Promise<void> {
		const { parallel, batchSize } = this.options;
		this.client.allow(parallel);
		const refusals: Array<[Person, PeopleRefusal]> = [];
		try {
			await sendInBatches<Person, PeopleRefusal>({
				rows: people,
				size: batchSize,
				parallel,
				send: async (batch, isPart) => await this.sendBatch(batch, isPart),
				refused: (person, refusal) => {
					this.hasLastingConflict ||= refusal.answer.status === 409;
					refusals.push([person, refusal]);
				},
				wrongRequest: async ({ answer, words }) => {
					this.wrongWords = words;
					return await this.wrongRequest(answer);
				},
			});
		} catch (error) {
			this.context.getExecutionCancelSignal()?.throwIfAborted();
			this.end = error as NodeError;
		}
		for (const [person, { answer, words }] of refusals) {
			const isEnd = words === this.wrongWords;
			const error = isEnd ? this.client.errorFor(this.end as NodeError, person.item) : undefined;
			this.outcomes.set(person.item, { error: error ?? (await this.refused(person, answer)) });
		}
		this.hintAtUnwritten();
	}

	private hintAtUnwritten(): void {
		const open = [...this.outcomes.values()].filter(
			(outcome) => 'json' in outcome && outcome.json.success !== true,
		).length;
		if (open === 0) return;
		const again =
			this.sentAgain.size > 0 ? ' A first answer was lost, so this run may have created them.' : '';
		this.client.hints.add(
			`'success' is false for ${open} of the people: Vome does not say that it wrote them.${this.write.operation === 'create' ? again : ''}`,
		);
	}

	/** The outcome of an item without local errors. */
	outcomeOf(item: number): ItemOutcome {
		const outcome = this.outcomes.get(item);
		if (outcome !== undefined) return outcome;
		// This item did not cause the error that stopped the sending.
		const { message, description } = this.end as NodeError;
		const reason = `Not sent, because of what happened before: ${message}`;
		return { leftOut: this.client.errorFor({ message: reason, description }, item) };
	}

	private async sendBatch(batch: Person[], isPart: boolean): Promise<PeopleRefusal | undefined> {
		const { invitation } = this.options;
		const sent = this.client.write({
			method: this.write.method,
			path: this.write.path,
			body: {
				unique_identifier: this.identifier,
				invite_user_to_vome: invitation !== undefined,
				...invitation,
				users_data: batch.map(({ data }) => data),
			},
			subject: SUBJECT,
			itemIndex: undefined,
			expect: REFUSED,
			// A retry creates nobody twice and updates to the same values, but it would invite again.
			isRepeatable: invitation === undefined,
			conflictTries: isPart || this.hasLastingConflict ? 1 : CONFLICT_TRIES,
		});
		const outcome = await sent.then(
			(answer) => ({ answer }),
			(error: NodeError) => ({ error }),
		);
		if ('error' in outcome) {
			this.context.getExecutionCancelSignal()?.throwIfAborted();
			for (const { item } of batch) {
				this.outcomes.set(item, { error: this.client.errorFor(outcome.error, item) });
			}
			throw outcome.error;
		}
		const { answer } = outcome;
		if (answer.isRepeat) for (const person of batch) this.sentAgain.add(person);
		if (answer.status < 400) {
			const identities = batch.map(({ identity }) => identity);
			const { operation } = this.write;
			const verdicts = readAnswer(answer.body, identities, { operation, matchBy: this.matchBy });
			const isRefused = verdicts.every(
				(verdict) => 'refused' in verdict && verdict.refused === answer.body,
			);
			if (!isRefused || invitation !== undefined) {
				await this.keep(batch, verdicts);
				return undefined;
			}
		}
		const words = await this.client.quote(answer.body);
		return { answer, words, about: subjectOf(words, batch) };
	}

	private async keep(batch: Person[], verdicts: Verdict[]): Promise<void> {
		for (const [index, person] of batch.entries()) {
			const { item, identifier, identity } = person;
			const verdict = verdicts[index];
			if (verdict === undefined) continue;
			if ('refused' in verdict) {
				const said = await this.client.quote(verdict.refused);
				this.outcomes.set(item, { error: this.notWritten(person, said) });
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
		return `Correct this item and run it again.${this.otherMatch}`;
	}

	/** A way around what is only inferred about matching by a custom field. */
	private get otherMatch(): string {
		return this.matchBy === 'uniqueId'
			? " If Vome refuses everybody, choose Email or ID as 'Column to match on'."
			: '';
	}

	private async refused(person: Person, answer: Answer): Promise<NodeError> {
		if (answer.status < 400) return this.notWritten(person, await this.client.quote(answer.body));
		const about = { subject: SUBJECT, itemIndex: undefined, advice: this.advice };
		const error = await this.client.refusal(about, answer);
		error.message += this.doubt(person);
		return this.client.errorFor(error, person.item);
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
		const advice = `Vome refused one person after the other with the same words, so something that all have in common seems to be wrong.${this.otherMatch} To find it, send one person with few columns, and add the others one by one.`;
		return await this.client.refusal({ subject: SUBJECT, itemIndex: undefined, advice }, answer);
	}
}

const SUBJECT = 'the address for writing profiles';

const REQUEST_WORDS =
	/users_data|volunteers_data|unique_identifier|identifier_type|unique_custom_field|invite_/;

const PERSON_WORDS = new RegExp(
	`\\b(${[
		...COLUMNS.map(({ id }) => id).filter((id) => id !== ID_COLUMN.id),
		...COLUMNS.map(({ path: [group] }) => group),
		'custom_field_\\w+',
	].join('|')})\\b|_data\\W+\\d`,
	'i',
);

function subjectOf(words: string, batch: Person[]): Refusal['about'] {
	if (PERSON_WORDS.test(words)) return 'row';
	if (batch.some(({ identifier }) => words.includes(identifier))) return 'row';
	return REQUEST_WORDS.test(words) ? 'request' : 'unknown';
}
