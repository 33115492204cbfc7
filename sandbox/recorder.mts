/** Keeps what came in, for tests and for people who look at what a client sends. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface RecordedRequest {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	url: string;
	headers: IncomingHttpHeaders;
	body: unknown;
	/** Null: the connection was dropped or is still open. */
	status: number | null;
	/** How many requests were open when it arrived, itself included. */
	inFlight: number;
}

function parseQuery(search: string): RecordedRequest['query'] {
	const query: RecordedRequest['query'] = {};
	for (const [name, value] of new URLSearchParams(search)) {
		const before = query[name];
		query[name] = before === undefined ? value : [before, value].flat();
	}
	return query;
}

/** Path and query string of a request target. */
export function splitUrl(url: string): { path: string; search: string } {
	const mark = url.indexOf('?');
	return mark === -1
		? { path: url, search: '' }
		: { path: url.slice(0, mark), search: url.slice(mark + 1) };
}

export class Recorder {
	readonly requests: RecordedRequest[] = [];
	private readonly byMessage = new WeakMap<IncomingMessage, RecordedRequest>();
	private open = 0;

	/** To be called for every request before anything else happens with it. */
	arrived(message: IncomingMessage, response: ServerResponse): void {
		const url = message.url ?? '';
		const { path, search } = splitUrl(url);
		this.open += 1;
		const record: RecordedRequest = {
			method: message.method ?? '',
			path,
			query: parseQuery(search),
			url,
			headers: message.headers,
			body: undefined,
			status: null,
			inFlight: this.open,
		};
		this.requests.push(record);
		this.byMessage.set(message, record);

		let done = false;
		const end = () => {
			if (!done) this.open -= 1;
			done = true;
		};
		response.once('finish', () => {
			record.status = response.statusCode;
			end();
		});
		response.once('close', end);
	}

	/** The record of a request; undefined for requests that are not recorded. */
	of(message: IncomingMessage): RecordedRequest | undefined {
		return this.byMessage.get(message);
	}

	clear(): void {
		this.requests.length = 0;
	}
}
