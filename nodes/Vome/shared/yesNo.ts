import type { IDataObject } from 'n8n-workflow';

import type { Guesses } from '../../shared/guesses';
import { failureOf } from '../../shared/http/errors';
import type { Envelope, PageRequest } from '../../shared/lists/serviceClient';
import { QUERY_BOOLEAN } from './guesses';
import { isRefusal } from './refusal';

/** How to ask for a list with a filter by yes or no. */
export interface FilterWay {
	path: string;
	query: IDataObject;
	/** Vome takes no form of the filter, so the list is asked for without it. */
	isUnfiltered?: boolean;
}

interface YesNoFilter {
	name: string;
	wanted: boolean;
}

/** What the records of a page say about the filter. */
type Verdict = 'fits' | 'differs' | 'untold' | 'empty' | 'refused';

interface Asked {
	way: FilterWay;
	answer: Promise<Envelope | undefined>;
	page: Envelope | undefined;
	verdict: Verdict;
}

type Form = (typeof QUERY_BOOLEAN.candidates)[number];

/** The filters by yes or no, which are fields of a record as well. */
const FILTERS = ['is_offline'];

/** Yes or no as the filters of the nodes have it. */
const VALUES: Record<string, boolean> = { True: true, False: false };

/** The filter by yes or no in a query; undefined if there is none. */
export function yesNoFilterIn(query: IDataObject): YesNoFilter | undefined {
	const name = FILTERS.find((filter) => filter in query);
	const wanted = name === undefined ? undefined : VALUES[String(query[name])];
	return name === undefined || wanted === undefined ? undefined : { name, wanted };
}

/**
 * Finds out how Vome takes a filter by yes or no. In a form that it does not know, it may refuse it,
 * ignore it, take it for no, or find nothing, which looks like an answer; and there may be none. Both
 * yes and no are asked for, so the one shows what the other means.
 */
export class YesNoSearch {
	constructor(
		private readonly guesses: Guesses,
		private readonly request: PageRequest,
		private readonly filter: YesNoFilter,
		private readonly fetch: (way: FilterWay) => Promise<Envelope | undefined>,
	) {}

	/** The first page, and how to ask for the others. Throws a NodeApiError. */
	async first(): Promise<Pick<Asked, 'way' | 'page'>> {
		const { guesses } = this;
		const form = guesses.current(QUERY_BOOLEAN);
		const asked = await this.ask(form);
		if (asked.verdict === 'fits') guesses.settle(QUERY_BOOLEAN, form);
		const isSure = guesses.isSettled(QUERY_BOOLEAN) && asked.verdict === 'empty';
		if (isSure || isAnswer(asked)) return asked;
		return await guesses.alone(QUERY_BOOLEAN, async () => await this.search(form, asked));
	}

	private async search(triedForm: Form, tried: Asked): Promise<Pick<Asked, 'way' | 'page'>> {
		const { guesses } = this;
		if (guesses.isMissed(QUERY_BOOLEAN)) return await this.giveUp([tried]);
		const forms = guesses.inOrder(QUERY_BOOLEAN);
		if (forms[0] === triedForm) guesses.forget(QUERY_BOOLEAN);
		let all: Pick<Asked, 'way' | 'page'> | undefined;
		const trials: Asked[] = [];
		for (const form of forms) {
			const asked = form === triedForm ? tried : await this.ask(form);
			trials.push(asked);
			if (asked.verdict === 'empty') {
				all ??= await this.askForAll();
				if (await this.isNoneOf(all.page, form)) return asked;
			}
			if (asked.verdict === 'fits') guesses.settle(QUERY_BOOLEAN, form);
			if (isAnswer(asked)) return asked;
		}
		if (new Set(trials.map(isRefused)).size === 1) guesses.miss(QUERY_BOOLEAN);
		return all ?? (await this.giveUp(trials));
	}

	/** Leaves the filter to the node; throws if Vome refused each form of it. */
	private async giveUp(trials: Asked[]): Promise<Pick<Asked, 'way' | 'page'>> {
		const [first] = trials;
		if (first === undefined || !trials.every(isRefused)) return await this.askForAll();
		return { way: first.way, page: await first.answer };
	}

	private async ask(form: Form, wanted = this.filter.wanted): Promise<Asked> {
		const { path, query } = this.request;
		const { name } = this.filter;
		const value = form === 'True' ? (wanted ? 'True' : 'False') : String(wanted);
		const way = { path, query: { ...query, [name]: value } };
		const answer = this.fetch(way);
		const failure = await failureOf(answer);
		if (isRefusal(failure) && failure.message.includes(name)) {
			return { way, answer, page: undefined, verdict: 'refused' };
		}
		const page = await answer;
		return { way, answer, page, verdict: verdictOf(page?.records ?? [], name, wanted) };
	}

	private async askForAll(): Promise<Pick<Asked, 'way' | 'page'>> {
		const { path } = this.request;
		const query = { ...this.request.query };
		delete query[this.filter.name];
		const isPlain = Object.keys(query).length === 0;
		const way = {
			// A search without a filter may not be one.
			path: isPlain ? path.replace(/search\/$/, '') : path,
			query,
			isUnfiltered: true,
		};
		return { way, page: await this.fetch(way) };
	}

	/** Whether the list has none of those wanted, where asking for them in this form found none. */
	private async isNoneOf(all: Envelope | undefined, form: Form): Promise<boolean> {
		const { name, wanted } = this.filter;
		const { records = [], total = null, hasNext = null } = all ?? {};
		const shown = records.map((record) => record[name]);
		if (shown.includes(wanted)) return false;
		// There are no others either, or no record shows what it is.
		if (!shown.includes(!wanted)) return true;
		const others = await this.ask(form, !wanted);
		if (others.verdict === 'fits' && total !== null && others.page?.total === total) {
			this.guesses.settle(QUERY_BOOLEAN, form);
			return true;
		}
		return total === records.length && hasNext !== true;
	}
}

function verdictOf(records: IDataObject[], name: string, wanted: boolean): Verdict {
	if (records.length === 0) return 'empty';
	const shown = records.map((record) => record[name]);
	if (shown.includes(!wanted)) return 'differs';
	return shown.includes(wanted) ? 'fits' : 'untold';
}

const isRefused = ({ verdict }: Asked) => verdict === 'refused';

const isAnswer = ({ verdict }: Asked) => verdict === 'fits' || verdict === 'untold';
