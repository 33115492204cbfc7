import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import type { ServiceWords } from '../../shared/http/errors';
import type { RequestContext } from '../../shared/http/httpClient';
import { toOrigin } from '../../shared/http/origin';
import type { Envelope, PageRequest } from '../../shared/lists/serviceClient';
import { checkCredential, ServiceClient } from '../../shared/lists/serviceClient';
import { asObject, isRecord, isRecords, readCount } from '../../shared/records';
import { BASE_URL, toApiKey } from './credential';

const WORDS: ServiceWords = {
	service: 'Vome',
	secret: 'API key',
	renewSecret:
		"Open the credential and paste the key again. If it is lost, generate a new one in Vome under 'Integrations & Apps', 'API & webhooks'.",
	permission:
		"Use a key of an administrator who may read this data, or change it. API keys need Vome's Ultimate plan.",
	addressLabel: BASE_URL.label,
};

/** Most records per page (contract/vome.md 2), and what to ask for where that is too much. */
const PAGE_SIZES = [100, 50, 25, 10] as const;

export const PAGE_SIZE = PAGE_SIZES[0];

/** The Vome API (contract/vome.md 1 to 3), for one execution of a node. */
export class VomeClient extends ServiceClient {
	/** The most records that Vome has given in one page, as far as it is known. */
	private largestPage: number = PAGE_SIZE;

	protected readonly envelopeForm = "'count' and 'results' with an 'id' in each record";

	readonly fasterBy = "'Parallel Requests'";

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
		const account = {
			credential: { id: '', name: '', type, data },
			origin,
			holder: digest(16, key),
			words: WORDS,
			readSecrets: async () => [key],
		};
		return new VomeClient(context, account, signal);
	}

	/** Reads one page, with fewer records if the first one is too much for Vome. */
	override async fetchPage(request: PageRequest): Promise<Envelope | undefined> {
		const size = Math.min(request.size, this.largestPage);
		const asked = super.fetchPage({ ...request, size });
		if (request.number > 1 || !isTooMuch(await failureOf(asked))) return await asked;
		for (const smaller of PAGE_SIZES.filter((other) => other < size)) {
			// Once each: if Vome is down, fewer records do not help.
			const trial = super.fetchPage({ ...request, size: smaller, mostTries: 1 });
			if (isTooMuch(await failureOf(trial))) continue;
			const page = await trial;
			this.largestPage = smaller;
			this.hints.add(
				`Vome could not give ${size} ${request.subject} at once, so the node asked for ${smaller} each time.`,
			);
			return page;
		}
		return await asked;
	}

	/** The first page of a list with an undocumented filter; undefined if Vome refuses it. */
	async tryFilter(
		path: string,
		query: IDataObject,
		subject: string,
		itemIndex: number | undefined,
	): Promise<IDataObject[] | undefined> {
		const list = { path, query, subject, itemIndex, size: PAGE_SIZE };
		const page = await this.fetchPage({ ...list, number: 1, expect: [400, 404, 422] });
		return page?.records;
	}

	/** Reads one record by its path. Resolves with undefined for a 404. */
	async get(
		path: string,
		subject: string,
		itemIndex: number | undefined,
	): Promise<IDataObject | undefined> {
		const { status, body } = await this.read({ path, subject, itemIndex, expect: [404] });
		if (status === 404) return undefined;
		if (isRecord(body)) return body;
		throw this.unknownForm('the record', "an object with an 'id'", itemIndex);
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

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
}

/** Whether fewer records may help: Vome refuses the page size, or cannot answer in time. */
function isTooMuch(error: unknown): boolean {
	if (!(error instanceof NodeApiError)) return false;
	const { httpCode, message } = error;
	const status = Number(httpCode);
	if (status === 400 || status === 422) return /\blimit\b/i.test(message);
	return status >= 500 || httpCode === 'ETIMEDOUT' || httpCode === 'ECONNABORTED';
}
