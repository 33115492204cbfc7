/** A plain client for the sandbox's own tests: no retries, no judgement of statuses. */
import axios, { type AxiosResponse } from 'axios';
import type { AssembleSandbox } from '../../../sandbox/index.mts';

export const accept = { accept: 'application/x.uvol.v3+json' };

type Row = Record<string, unknown> & { id: number };
type Headers = Record<string, string>;

export interface Client {
	/** With the administrator's token, or other headers beside Accept. */
	get: (path: string, headers?: Headers) => Promise<AxiosResponse>;
	send: (method: string, path: string, data?: unknown, headers?: Headers) => Promise<AxiosResponse>;
	/** Any request, with no header but those given. */
	raw: (method: string, path: string, headers: Headers, data?: unknown) => Promise<AxiosResponse>;
	rows: (path: string) => Promise<Row[]>;
	ids: (path: string) => Promise<number[]>;
}

export function bearer(token: string): Headers {
	return { authorization: `Bearer ${token}` };
}

export function clientOf(sandbox: AssembleSandbox): Client {
	const http = axios.create({
		baseURL: sandbox.origin,
		validateStatus: () => true,
		maxRedirects: 0,
		timeout: 5000,
	});
	const raw: Client['raw'] = (method, url, headers, data) =>
		http.request({ method, url, data, headers });
	const send: Client['send'] = (method, path, data, headers = bearer(sandbox.makeToken())) =>
		raw(method, path, { ...accept, ...headers }, data);
	const get: Client['get'] = (path, headers) => send('GET', path, undefined, headers);
	const rows: Client['rows'] = async (path) => {
		const { status, data } = await get(path);
		expect(status).toBe(200);
		return (data as { data: Row[] }).data;
	};
	return { get, send, raw, rows, ids: async (path) => (await rows(path)).map(({ id }) => id) };
}
