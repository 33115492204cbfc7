import { ServerResponse } from 'node:http';
import { type Fault, type VomeSandbox, startVomeSandbox } from '../../sandbox/index.mts';
import { clock } from '../support/clock.mts';
import { type Client, clientOf } from './client.mts';

let sandbox: VomeSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startVomeSandbox({ profiles: 30 });
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const list = '/api/profiles/';
const ids = async (path = `${list}?limit=100`) => (await client.rows(path)).map(({ id }) => id);
const statuses = async (...paths: string[]) => {
	const found: number[] = [];
	for (const path of paths) found.push((await client.get(path)).status);
	return found;
};

describe('which requests', () => {
	it('fires every time, or as often as told after the first ones', async () => {
		sandbox.faults = [{ kind: 'status', status: 503 }];
		expect(await statuses(list, list)).toEqual([503, 503]);
		sandbox.faults = [{ kind: 'status', status: 503, skip: 1, times: 2 }];
		expect(await statuses(list, list, list, list)).toEqual([200, 503, 503, 200]);
	});

	it('fires for what comes too fast', async () => {
		sandbox.faults = [{ kind: 'status', status: 429, perSecond: 2 }];
		expect(await statuses(list, list, list, list)).toEqual([200, 200, 429, 429]);
		clock.elapsed += 1_000;
		expect(await statuses(list, list, list)).toEqual([200, 200, 429]);
	});

	it('fires one after another when several match', async () => {
		sandbox.faults = [
			{ kind: 'status', status: 429, times: 1 },
			{ kind: 'status', status: 503, times: 1 },
		];
		expect(await statuses(list, list, list)).toEqual([429, 503, 200]);
	});

	it('matches path, beginning of a path, page and method', async () => {
		const fails = async (fault: Partial<Fault>, path: string) => {
			sandbox.faults = [{ kind: 'status', status: 500, ...fault }];
			return (await client.get(path)).status === 500;
		};
		expect(await fails({ path: list }, `${list}?page=1`)).toBe(true);
		expect(await fails({ path: list }, '/api/profiles/search/')).toBe(false);
		expect(await fails({ path: '/api/prof*' }, '/api/profiles/search/')).toBe(true);
		expect(await fails({ page: 2 }, `${list}?page=2`)).toBe(true);
		expect(await fails({ page: 2 }, `${list}?page=1`)).toBe(false);
		expect(await fails({ page: 1 }, list)).toBe(false);
		expect(await fails({ method: 'get' }, list)).toBe(true);
		expect(await fails({ method: 'PUT' }, list)).toBe(false);
	});
});

describe('answers', () => {
	it('adds headers, and answers as it would without', async () => {
		sandbox.faults = [{ kind: 'headers', headers: { 'X-RateLimit-Limit': '60' } }];
		const { status, headers } = await client.get(list);
		expect([status, headers['x-ratelimit-limit']]).toEqual([200, '60']);
	});

	it('gives a status with the documented body, or another', async () => {
		sandbox.faults = [{ kind: 'status', status: 429, retryAfter: 'soon', times: 1 }];
		const limited = await client.get(list);
		expect(limited.headers['retry-after']).toBe('soon');
		expect(limited.data).toEqual({
			error: { type: 'rate_limit_error', message: expect.any(String) },
		});
		sandbox.faults = [{ kind: 'status', status: 400, body: { detail: 'No.' } }];
		expect((await client.get(list)).data).toEqual({ detail: 'No.' });
		sandbox.faults = [{ kind: 'status', status: 502, contentType: 'text/html' }];
		const gateway = await client.get(list);
		expect(gateway.status).toBe(502);
		expect(gateway.data).toContain('<html>');
	});

	it('gives an HTML page with status 200', async () => {
		sandbox.faults = [{ kind: 'html' }];
		const { status, data, headers } = await client.get(list);
		expect(status).toBe(200);
		expect(headers['content-type']).toContain('text/html');
		expect(data).toContain('<html>');
	});

	it('redirects', async () => {
		sandbox.faults = [{ kind: 'redirect', location: 'https://attacker.example{path}' }];
		const { status, headers } = await client.get(`${list}?page=1`);
		expect(status).toBe(302);
		expect(headers.location).toBe(`https://attacker.example${list}?page=1`);
	});

	it('drops the connection before and within the answer', async () => {
		sandbox.faults = [{ kind: 'drop' }];
		await expect(client.get(list)).rejects.toThrow('socket hang up');
		sandbox.faults = [{ kind: 'dropMidBody' }];
		await expect(client.get(list)).rejects.toThrow('aborted');
		expect(sandbox.requests.map(({ status }) => status)).toEqual([null, null]);
		sandbox.faults = [];
		await client.get(list);
		expect(sandbox.requests[2]?.inFlight).toBe(1);
	});

	it('cuts, doubles and replaces the JSON', async () => {
		const whole = JSON.stringify((await client.get(list)).data);
		sandbox.faults = [{ kind: 'truncate' }];
		expect((await client.get(list)).data).toBe(whole.slice(0, Math.floor(whole.length / 2)));
		sandbox.faults = [{ kind: 'doubledJson' }];
		expect((await client.get(list)).data).toBe(whole + whole);
		sandbox.faults = [{ kind: 'wrongShape' }];
		expect((await client.get(list)).data).not.toHaveProperty('results');
		sandbox.faults = [{ kind: 'wrongShape', body: { results: 'none' } }];
		expect((await client.get(list)).data).toEqual({ results: 'none' });
	});

	it('empties a page and repeats a row', async () => {
		sandbox.faults = [{ kind: 'emptyPage', page: 2 }];
		const { data } = await client.get(`${list}?page=2`);
		expect(data).toMatchObject({ count: 30, results: [] });
		const before = await ids(`${list}?page=1`);
		sandbox.faults = [{ kind: 'duplicateRow' }];
		expect(await ids(`${list}?page=1`)).toEqual([...before, before.at(-1)]);
		sandbox.faults = [{ kind: 'duplicateRow', at: 'start' }];
		expect(await ids(`${list}?page=1`)).toEqual([before[0], ...before]);
	});

	it('delays', async () => {
		sandbox.faults = [{ kind: 'delay', ms: 80 }];
		const start = performance.now();
		expect(await statuses(list)).toEqual([200]);
		expect(performance.now() - start).toBeGreaterThan(75);
	});

	it('answers with what gets large only when it is unpacked', async () => {
		sandbox.faults = [{ kind: 'bomb' }];
		const { headers, body } = await fetch(sandbox.origin + list, {
			headers: { 'API-KEY': sandbox.apiKey },
		});
		expect(Number(headers.get('content-length'))).toBeLessThan(3 * 1024 * 1024);
		let size = 0;
		for await (const part of body as ReadableStream<Uint8Array>) {
			size += part.length;
			if (size > 100 * 1024 * 1024) break;
		}
		expect(size).toBeGreaterThan(100 * 1024 * 1024);
	});

	it('answers without an end', async () => {
		sandbox.faults = [{ kind: 'flood' }];
		const { body } = await fetch(sandbox.origin + list, {
			headers: { 'API-KEY': sandbox.apiKey },
		});
		let size = 0;
		for await (const part of body as ReadableStream<Uint8Array>) {
			size += part.length;
			if (size > 50_000_000) break;
		}
	});

	it('hangs until it is closed', async () => {
		const other = await startVomeSandbox({ faults: [{ kind: 'hang' }] });
		const answer = clientOf(other).get(list);
		const failure = expect(answer).rejects.toThrow();
		while (other.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
		expect(other.requests).toMatchObject([{ status: null }]);
		await other.close();
		await failure;
	});

	describe('that drip', () => {
		/** An answer of which some bytes have come. */
		async function startDripping(from: VomeSandbox) {
			const { status, body } = await fetch(from.origin + list, {
				headers: { 'API-KEY': from.apiKey },
			});
			expect(status).toBe(200);
			const reader = (body as ReadableStream<Uint8Array>).getReader();
			let text = '';
			while (text.length < 3) text += Buffer.from((await reader.read()).value ?? []).toString();
			expect(text.trim()).toBe('');
			return reader;
		}

		it('end when the client goes away', async () => {
			sandbox.faults = [{ kind: 'drip', ms: 5, times: 1 }];
			const reader = await startDripping(sandbox);
			await reader.cancel();
			// Until no other request is open.
			do await client.get(list);
			while (sandbox.requests.at(-1)?.inFlight !== 1);
			const writes = jest.spyOn(ServerResponse.prototype, 'write');
			await new Promise((resolve) => setTimeout(resolve, 30));
			expect(writes).not.toHaveBeenCalled();
			writes.mockRestore();
			expect(sandbox.requests[0]?.status).toBeNull();
		});

		it('end when the sandbox closes', async () => {
			const other = await startVomeSandbox({ faults: [{ kind: 'drip', ms: 5 }] });
			const reader = await startDripping(other);
			const rest = async () => {
				while (!(await reader.read()).done);
			};
			const failure = expect(rest()).rejects.toThrow();
			await other.close();
			await failure;
		});
	});
});

describe('rows that change between pages', () => {
	it('inserts new rows', async () => {
		const before = await ids();
		sandbox.faults = [{ kind: 'insert', count: 2, at: 'start', times: 1 }];
		const after = await ids();
		expect(after.slice(2)).toEqual(before);
		sandbox.faults = [{ kind: 'insert', at: 'end', times: 1 }];
		expect((await ids()).slice(0, -1)).toEqual(after);
		expect(new Set(await ids()).size).toBe(33);
	});

	it('deletes rows', async () => {
		const before = await ids();
		sandbox.faults = [{ kind: 'delete', count: 3, at: 'start', times: 1 }];
		expect(await ids()).toEqual(before.slice(3));
		sandbox.faults = [{ kind: 'delete', at: 'end', times: 1 }];
		expect(await ids()).toEqual(before.slice(3, -1));
		sandbox.faults = [{ kind: 'delete', at: 1, times: 1 }];
		expect((await ids())[1]).toBe(before[5]);
	});

	it('moves rows', async () => {
		const before = await ids();
		sandbox.faults = [{ kind: 'move', count: 2, at: 'start', to: 'end', times: 1 }];
		expect(await ids()).toEqual([...before.slice(2), ...before.slice(0, 2)]);
	});

	it.each(['reservations', 'shifts', 'opportunities'])('works for %s too', async (name) => {
		const path = `/api/${name}/search/`;
		const { count } = (await client.get(path)).data;
		sandbox.faults = [{ kind: 'insert', times: 1 }];
		expect((await client.get(path)).data.count).toBe(count + 1);
	});
});
