import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { failureOf, NO_PAGE } from '../http/errors';
import { UNKNOWN_FORM } from '../http/httpClient';
import { now } from '../http/pacing';
import type { Envelope, ServiceClient } from '../lists/serviceClient';

export interface Fact extends IDataObject {
	/** What was looked at, the same in each run. */
	fact: string;
	expected: string;
	found: string;
	state: 'ok' | 'different' | 'unknown';
	/** What to do about a difference. */
	advice: string;
}

/** What came of looking at a fact. */
export interface Verdict extends Pick<Fact, 'found' | 'state'> {
	/** In place of the question's. */
	advice?: string;
}

export interface Question extends Pick<Fact, 'fact' | 'expected'> {
	/** What a difference means for the nodes, as sentences. */
	advice: string;
}

export const ok = (found: string): Verdict => ({ state: 'ok', found });
export const unknown = (why: string): Verdict => ({ state: 'unknown', found: why });
export const different = (found: string, advice?: string): Verdict => ({
	state: 'different',
	found,
	advice,
});

/** Why something could not be read. */
export class Unreadable extends Error {
	constructor(
		/** In words, with none of the service's own. */
		readonly why: string,
		/** `refused`: this cannot be asked for. `forbidden`: not with this login. */
		readonly kind: 'refused' | 'forbidden' | 'failed' = 'failed',
	) {
		super(why);
	}
}

interface ListPath {
	path: string;
	subject: string;
}

/** From here on, answers are slow, in ms. */
const SLOW = 10_000;

const REPORT =
	'Please post this table at https://github.com/n8n-nodes-vome-assemble/n8n-nodes-vome-assemble/issues.';

/**
 * Finds out by reading where a service differs from what its documents say. Facts hold names of
 * fields and counts, and nothing else of what came. What cannot be read is unknown. Only if not even
 * the first request gets an answer, as with a wrong key, what reads throws a NodeApiError.
 */
export class AccountCheck {
	private readonly facts: Fact[] = [];

	private readonly waits: number[] = [];

	private hasAnswer = false;

	constructor(
		readonly client: ServiceClient,
		/** How many records to ask for at once. */
		readonly pageSize: number,
		readonly itemIndex: number | undefined,
	) {}

	get items(): INodeExecutionData[] {
		return this.facts.map((json) => ({ json }));
	}

	/** To be posted in an issue: even a name of a field, which is the service's, holds no secret. */
	get publicItems(): INodeExecutionData[] {
		return this.facts.map((fact) => ({
			json: { ...fact, found: this.client.withoutSecretsIn(fact.found) },
		}));
	}

	/** How many facts are as expected, in a sentence, and what to do. */
	get summary(): string {
		const count = (wanted: Fact['state']) =>
			this.facts.filter(({ state }) => state === wanted).length;
		const [good, other, open] = [count('ok'), count('different'), count('unknown')];
		const told = `Of ${this.facts.length} facts, ${good} are as expected, ${other} different and ${open} unknown.`;
		if (other > 0) {
			return `${told} In the rows whose state is 'different', 'advice' says what you can do.`;
		}
		return good > open
			? `${told} There is nothing to do.`
			: `${told} Most of them could not be read, and 'found' says why. Run the check again later.`;
	}

	/** Adds a fact. What `look` throws as Unreadable makes it unknown, or different if it was refused. */
	async ask(question: Question, look: () => Promise<Verdict> | Verdict): Promise<void> {
		const { fact, expected } = question;
		const { found, state, advice = question.advice } = await verdictOf(look);
		const isDifferent = state === 'different';
		this.facts.push({
			fact,
			expected,
			found,
			state,
			advice: isDifferent ? `${advice} ${REPORT}` : '',
		});
	}

	/** Sends a request. Throws Unreadable, or a NodeApiError; see above. */
	async read<T>(send: () => Promise<T>): Promise<T> {
		const start = now();
		const sent = send();
		const failure = await failureOf(sent);
		this.waits.push(Math.round(now() - start));
		if (failure === undefined) this.hasAnswer = true;
		if (failure instanceof NodeApiError && (this.hasAnswer || isAnswer(failure.httpCode))) {
			throw unreadable(failure.httpCode);
		}
		return await sent;
	}

	/** Reads a page of a list; undefined if it is past the end. Throws as read() does. */
	async page(list: ListPath, query: IDataObject, number = 1): Promise<Envelope | undefined> {
		const request = {
			...this.requestFor(list, query),
			number,
			expect: number > 1 ? NO_PAGE : [],
		};
		return await this.read(async () => await this.client.fetchPage(request));
	}

	/** Reads the first page, of `size`, with this query and no other form of it. Throws as read() does. */
	async pageAsAsked(
		list: ListPath,
		query: IDataObject,
		size: number,
	): Promise<Envelope | undefined> {
		const request = { ...this.requestFor(list, query), number: 1, size };
		return await this.read(async () => await this.client.fetchAsAsked(request));
	}

	private requestFor({ path, subject }: ListPath, query: IDataObject) {
		const { pageSize: size, itemIndex } = this;
		return { path, subject, query, size, itemIndex, mostTries: 2 };
	}

	/** Adds how long answers took, and whether the service says how often it may be asked. */
	async askAboutPace(): Promise<void> {
		const { service, limitHeaders } = this.client;
		await this.ask(
			{
				fact: 'Response time',
				expected: `less than ${SLOW / 1000} seconds`,
				advice: `${service} is slow. Run large workflows at night, or set filters.`,
			},
			() => {
				const median =
					[...this.waits].sort((one, other) => one - other)[this.waits.length >> 1] ?? 0;
				return median < SLOW
					? ok(`${median} ms, in ${this.waits.length} requests`)
					: different('more');
			},
		);
		await this.ask(
			{
				fact: 'Rate limit',
				expected: 'no headers about it',
				advice: `${service} limits how often it may be asked. The nodes wait where it says so; if that takes long, lower 'Parallel Requests'.`,
			},
			() =>
				limitHeaders.size === 0
					? ok('no headers about it')
					: different(`headers: ${[...limitHeaders].sort().join(', ')}`),
		);
	}
}

async function verdictOf(look: () => Promise<Verdict> | Verdict): Promise<Verdict> {
	const looking = (async () => await look())();
	const failure = await failureOf(looking);
	if (!(failure instanceof Unreadable)) return await looking;
	return failure.kind === 'refused' ? different(failure.why) : unknown(failure.why);
}

/** Whether the service answered, and not just that it does not know who asks. */
const isAnswer = (code: string | null) => isStatus(code) && code !== '401';

/** Whether it is a code of HTTP, and not of a connection. */
function isStatus(code: string | null): code is string {
	return code !== null && /^\d{3}$/.test(code);
}

const REFUSALS: Record<string, string> = {
	[UNKNOWN_FORM]: 'an answer in an unknown form',
	400: 'refused (HTTP 400)',
	404: 'not there (HTTP 404)',
	405: 'not there (HTTP 405)',
	410: 'not there (HTTP 410)',
	422: 'refused (HTTP 422)',
};

function unreadable(code: string | null): Unreadable {
	const refusal = REFUSALS[code ?? ''];
	if (refusal !== undefined) return new Unreadable(refusal, 'refused');
	if (code === '403') return new Unreadable('no permission (HTTP 403)', 'forbidden');
	return new Unreadable(`could not be read${isStatus(code) ? ` (HTTP ${code})` : ''}`);
}
