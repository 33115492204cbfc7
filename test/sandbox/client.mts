/** A plain client for the sandbox's own tests: no retries, no judgement of statuses. */
import axios, { type AxiosResponse } from 'axios';
import type { VomeSandbox } from '../../sandbox/index.mts';

export interface Client {
	get: (path: string, headers?: Record<string, string>) => Promise<AxiosResponse>;
	send: (method: string, path: string, data?: unknown) => Promise<AxiosResponse>;
	count: (path: string) => Promise<unknown>;
	rows: (path: string) => Promise<Array<Record<string, unknown>>>;
}

export function clientOf(sandbox: VomeSandbox): Client {
	const http = axios.create({
		baseURL: sandbox.origin,
		validateStatus: () => true,
		maxRedirects: 0,
		timeout: 5000,
	});
	const key = { 'API-KEY': sandbox.apiKey };
	const get: Client['get'] = (path, headers = key) => http.get(path, { headers });
	return {
		get,
		send: (method, path, data) => http.request({ method, url: path, data, headers: key }),
		count: async (path) => ((await get(path)).data as { count: unknown }).count,
		rows: async (path) => {
			const { status, data } = await get(path);
			expect(status).toBe(200);
			return (data as { results: Array<Record<string, unknown>> }).results;
		},
	};
}
