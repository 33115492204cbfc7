import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import type { ServiceWords } from '../../shared/http/errors';
import { failureOf, NO_ROUTE } from '../../shared/http/errors';
import type { RequestContext } from '../../shared/http/httpClient';
import { toOrigin } from '../../shared/http/origin';
import { keepSecrets } from '../../shared/http/secrets';
import type { Envelope, PageRequest } from '../../shared/lists/serviceClient';
import { checkCredential, ServiceClient } from '../../shared/lists/serviceClient';
import { asObject, isRecord, isRecords, readCount } from '../../shared/records';
import { BASE_URL, toApiKey } from './credential';
import { GUESSES, MOST_PER_PAGE } from './guesses';
import { isRefusal } from './refusal';
import type { FilterWay } from './yesNo';
import { yesNoFilterIn, YesNoSearch } from './yesNo';

const WORDS: ServiceWords = {
	service: 'Vome',
	secret: 'API key',
	renewSecret:
		"Open the credential and paste the key again. If it is lost, generate a new one in Vome under 'Integrations & Apps → API & webhooks'.",
	permission:
		"Use a key of an administrator who may read this data, or change it. API keys need Vome's Ultimate plan.",
	addressLabel: BASE_URL.label,
};

/** Most records per page (contract/vome.md 2), unless Vome turns out to give less. */
export const PAGE_SIZE = Number(MOST_PER_PAGE.candidates[0]);

/** The Vome API (contract/vome.md 1 to 3), for one execution of a node. */
export class VomeClient extends ServiceClient {
	protected readonly envelopeForm = "'count' and 'results' with an 'id' in each record";

	readonly fasterBy = "'Parallel Requests'";

	override readonly guessTable = GUESSES;

	/** How the first page of a list was asked for, by its query: the others must be asked for likewise. */
	private readonly sizes = new WeakMap<IDataObject, number>();

	private readonly ways = new WeakMap<IDataObject, FilterWay>();

	/**
	 * Reads the credential. `signal` cancels all requests; default: the execution's own. Throws a
	 * NodeOperationError if the address or the key is invalid.
	 */
	static async create(
		context: RequestContext,
		itemIndex: number | undefined,
		signal?: AbortSignal,
	): Promise<VomeClient> {
		const type = 'vomeApi';
		const data = await context.getCredentials(type, itemIndex);
		const { origin, key } = checkCredential(
			data,
			({ baseUrl, apiKey }) => ({ origin: toOrigin(baseUrl, BASE_URL), key: toApiKey(apiKey) }),
			context.getNode(),
			itemIndex,
		);
		keepSecrets(origin, [key]);
		const account = {
			credential: { id: '', name: '', type, data },
			origin,
			holder: digest(16, key),
			words: WORDS,
			readSecrets: async () => [key],
		};
		return new VomeClient(context, account, signal);
	}

	/**
	 * Reads one page, with fewer records if the first one is too much for Vome, and with yes and no
	 * as Vome takes them.
	 */
	override async fetchPage(request: PageRequest): Promise<Envelope | undefined> {
		const filter = yesNoFilterIn(request.query);
		if (filter === undefined) return await this.fetchSized(request);
		const known = this.ways.get(request.query);
		const fetch = async (way?: FilterWay) => await this.fetchSized({ ...request, ...way });
		if (known !== undefined || request.number > 1) return marked(await fetch(known), known);
		const { page, way } = await new YesNoSearch(this.guesses, request, filter, fetch).first();
		this.ways.set(request.query, way);
		return marked(page, way);
	}

	private async fetchSized(request: PageRequest): Promise<Envelope | undefined> {
		const { query, number } = request;
		const most = Number(this.guesses.current(MOST_PER_PAGE));
		const size = Math.min(request.size, (number > 1 && this.sizes.get(query)) || most);
		const asked = super.fetchPage({ ...request, size });
		if (number > 1) return await asked;
		const failure = await failureOf(asked);
		if (!isTooMuch(failure)) {
			this.sizes.set(query, size);
			return await asked;
		}
		const smaller = await this.guesses.alone(
			MOST_PER_PAGE,
			async () => await this.fetchSmaller({ ...request, size }, isRefusal(failure)),
		);
		return smaller === 'none' ? await asked : smaller;
	}

	/** `isRefused`: Vome named the size. A fault may also have been a short outage. */
	private async fetchSmaller(
		request: PageRequest,
		isRefused: boolean,
	): Promise<Envelope | 'none' | undefined> {
		// Another execution may have found out meanwhile.
		if (this.guesses.isMissed(MOST_PER_PAGE)) return 'none';
		const { query, size } = request;
		const most = Number(this.guesses.current(MOST_PER_PAGE));
		const smaller = MOST_PER_PAGE.candidates.filter(
			(other) => Number(other) < size && Number(other) <= most,
		);
		for (const candidate of smaller) {
			// Once each: if Vome is down, fewer records do not help.
			const trial = { ...request, size: Number(candidate), mostTries: 1 };
			const asked = super.fetchPage(trial);
			if (isTooMuch(await failureOf(asked))) continue;
			const page = await asked;
			const again = isRefused ? undefined : super.fetchPage({ ...request, mostTries: 1 });
			if (again !== undefined && (await failureOf(again)) === undefined) {
				this.sizes.set(query, size);
				return await again;
			}
			this.guesses.settle(MOST_PER_PAGE, candidate);
			this.sizes.set(query, trial.size);
			return page;
		}
		this.guesses.miss(MOST_PER_PAGE);
		return 'none';
	}

	/** The first page of a list with an undocumented filter; undefined if Vome refuses it. */
	async tryFilter(
		path: string,
		query: IDataObject,
		subject: string,
		itemIndex: number | undefined,
	): Promise<Envelope | undefined> {
		const list = { path, query, subject, itemIndex, size: PAGE_SIZE };
		const asked = this.fetchPage({ ...list, number: 1, expect: NO_ROUTE });
		// Not in `expect`: it may be the size of the page that is refused.
		if (isRefusal(await failureOf(asked))) return undefined;
		return await asked;
	}

	/** Reads one record by its path. Resolves with undefined for a status in `expect`. */
	async get(
		path: string,
		subject: string,
		itemIndex: number | undefined,
		expect: number[],
	): Promise<IDataObject | undefined> {
		const { status, body } = await this.read({ path, subject, itemIndex, expect });
		if (expect.includes(status)) return undefined;
		if (isRecord(body)) return body;
		throw this.unknownForm('the record', "an object with an 'id'", itemIndex, body);
	}

	/** The envelope of a list (contract/vome.md 2), or a bare array (contract/vome.md 4.7 no. 11). */
	protected readEnvelope(body: unknown): Envelope | undefined {
		const { results, count, next }: IDataObject = Array.isArray(body)
			? { results: body }
			: asObject(body);
		const total = readCount(count);
		if (!isRecords(results) || total === undefined) return undefined;
		return {
			records: results,
			total,
			hasNext: next === undefined ? null : next !== null && next !== '',
		};
	}
}

const marked = (page: Envelope | undefined, way: FilterWay | undefined) =>
	page && { ...page, isUnfiltered: way?.isUnfiltered };

/** Whether fewer records may help: Vome refuses the page size, or cannot answer in time. */
function isTooMuch(error: unknown): boolean {
	if (!(error instanceof NodeApiError)) return false;
	const { httpCode, message } = error;
	if (isRefusal(error)) return /\blimit\b/i.test(message);
	const status = Number(httpCode);
	return status >= 500 || httpCode === 'ETIMEDOUT' || httpCode === 'ECONNABORTED';
}
