import { PassThrough, Readable } from 'node:stream';

import { AxiosError } from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { ServiceWords } from '../../../../nodes/shared/http/errors.ts';
import type {
	Account,
	Outcome,
	ReadRequest,
	WriteRequest,
} from '../../../../nodes/shared/http/httpClient.ts';
import { decide, HttpClient, retryAfter } from '../../../../nodes/shared/http/httpClient.ts';
import { keepSecrets } from '../../../../nodes/shared/http/secrets.ts';
import { forgetAll } from '../../../../nodes/shared/kept.ts';
import { clock } from '../../../support/clock.mts';
import type { Reply } from '../../../support/context.mts';
import { fakeContext, node } from '../../../support/context.mts';

const SECRET = 'top/secret+key';

beforeEach(() => forgetAll());

const words: ServiceWords = {
	service: 'Vome',
	secret: 'API key',
	renewSecret: 'Paste the key again.',
	permission: 'Use another key.',
	addressLabel: 'Base URL',
};

class Client extends HttpClient {
	unknown(body: unknown) {
		return this.unknownForm('the list', "'count'", 3, body);
	}
}

function client(replies: Reply[], changes: Partial<Account> = {}) {
	const { context, sent } = fakeContext({}, replies);
	const account: Account = {
		credential: { id: '', name: '', type: 'vomeApi', data: {} },
		origin: 'https://api.example.org',
		words,
		holder: '',
		readSecrets: async () => [SECRET],
		...changes,
	};
	const http = new Client(context, account);
	http.allow(8);
	const read = async (request: Partial<ReadRequest> = {}) =>
		await http.read({
			path: '/api/profiles/',
			query: { page: 1 },
			subject: 'the list of profiles',
			itemIndex: 3,
			...request,
		});
	const write = async (request: Partial<WriteRequest> = {}) =>
		await http.write({
			method: 'POST',
			path: '/api/profiles/',
			body: { name: 'New' },
			subject: 'the profiles',
			itemIndex: 3,
			...request,
		});
	const shown = () => {
		http.hints.endItem(true);
		return http.hints.toExecutionHints('Vome');
	};
	return { http, read, write, sent, hints: shown, account };
}

const good: Reply = { body: { count: 0, results: [] } };

/** An error of the network as n8n's helper throws it: wrapped, with the request inside. */
function network(code: string): Error {
	const cause = Object.assign(new Error(`connect ${code}`), {
		code,
		config: { headers: { 'API-KEY': SECRET } },
	});
	return new NodeApiError(node, cause as never);
}

async function failure(promise: Promise<unknown>): Promise<NodeApiError> {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(NodeApiError);
	return error as NodeApiError;
}

describe('a request', () => {
	it('goes to the origin, without following redirects, with a time limit', async () => {
		const { read, sent } = client([good]);
		await read({ query: { page: 2, tag: ['a', 'b'] } });
		expect(sent).toEqual([
			{
				method: 'GET',
				url: 'https://api.example.org/api/profiles/',
				headers: {},
				qs: { page: 2, tag: ['a', 'b'] },
				arrayFormat: 'repeat',
				json: true,
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 60_000,
			},
		]);
	});
});

describe('the decision', () => {
	const get = { method: 'GET' } as const;
	const post = { method: 'POST' } as const;
	const repeatable = { ...post, isRepeatable: true };
	const remove = { method: 'DELETE' } as const;
	const patient = { ...post, conflictTries: 3, expect: [409] };

	const answer = (status: number, body: unknown = {}, retryAfter?: number): Outcome => ({
		status,
		body,
		retryAfter,
	});
	const empty: Outcome = { status: 204, body: undefined, retryAfter: undefined };
	const noAnswer = (code: string): Outcome => ({ code });
	const obstacle = (isPassing: boolean, retryAfter?: number): Outcome => ({
		obstacle: { message: 'No login', description: 'Log in.', isPassing, retryAfter },
	});
	const half = '{"count": 3, "resu';
	const webPage = ' <html>Log in</html>';

	const same = (decided: string) => [decided, decided, decided] as const;

	/** Without jitter; with '?' where it is unknown whether the change was made. */
	const decision = (...[request, outcome, tries]: Parameters<typeof decide>) => {
		const decided = decide(request, outcome, tries, 1);
		if (decided.verdict === 'done') return 'done';
		const unknown = decided.isUnknown ? '?' : '';
		return decided.verdict === 'failed' ? `failed${unknown}` : `again in ${decided.wait}${unknown}`;
	};

	it.each([
		['200 with JSON', 1, answer(200), ...same('done')],
		['200 with half a JSON', 1, answer(200, half), 'again in 1000', 'failed?', 'again in 1000?'],
		['200 with half a JSON', 5, answer(200, half), 'failed', 'failed?', 'failed?'],
		['200 with a web page', 1, answer(200, webPage), 'failed', 'failed?', 'failed?'],
		['200 with a word', 1, answer(200, 'OK'), 'again in 1000', 'done', 'done'],
		['204 without a body', 1, empty, 'again in 1000', 'done', 'done'],
		['302', 1, answer(302), 'failed', 'failed?', 'failed?'],
		['307', 1, answer(307), ...same('failed')],
		['400', 1, answer(400), ...same('failed')],
		['401', 1, answer(401), ...same('failed')],
		['404', 1, answer(404), ...same('failed')],
		['408', 1, answer(408), 'failed', 'failed?', 'failed?'],
		['409', 1, answer(409), ...same('failed')],
		['429', 1, answer(429), ...same('again in 1000')],
		['429', 7, answer(429), ...same('again in 30000')],
		['429', 8, answer(429), ...same('failed')],
		['429 with Retry-After', 1, answer(429, {}, 7), ...same('again in 7')],
		['429 with Retry-After: 0', 3, answer(429, {}, 0), ...same('again in 4000')],
		['500', 4, answer(500), 'again in 8000', 'failed?', 'again in 8000?'],
		['500', 5, answer(500), 'failed', 'failed?', 'failed?'],
		['501', 1, answer(501), 'again in 1000', 'failed', 'failed'],
		['503', 5, answer(503), 'again in 16000', 'failed?', 'again in 16000?'],
		['503 with Retry-After', 1, answer(503, {}, 7), 'again in 7', 'failed?', 'again in 7?'],
		['503', 8, answer(503), 'failed', 'failed?', 'failed?'],
		['ECONNRESET', 1, noAnswer('ECONNRESET'), 'again in 1000', 'failed?', 'again in 1000?'],
		['ECONNRESET', 5, noAnswer('ECONNRESET'), 'failed', 'failed?', 'failed?'],
		['ECONNREFUSED', 4, noAnswer('ECONNREFUSED'), ...same('again in 8000')],
		['ECONNREFUSED', 5, noAnswer('ECONNREFUSED'), ...same('failed')],
		['ENOTFOUND', 1, noAnswer('ENOTFOUND'), ...same('failed')],
		['CERT_HAS_EXPIRED', 1, noAnswer('CERT_HAS_EXPIRED'), ...same('failed')],
		[
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			1,
			noAnswer('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
			...same('failed'),
		],
		['CERT_NOT_YET_VALID', 1, noAnswer('CERT_NOT_YET_VALID'), ...same('failed')],
		[
			'ERR_TLS_CERT_ALTNAME_INVALID',
			1,
			noAnswer('ERR_TLS_CERT_ALTNAME_INVALID'),
			...same('failed'),
		],
		['an obstacle that passes', 1, obstacle(true), ...same('again in 1000')],
		['one with a pause', 4, obstacle(true, 7), ...same('again in 7')],
		['one that does not pass', 5, obstacle(true), ...same('failed')],
		['a lasting obstacle', 1, obstacle(false), ...same('failed')],
	])('after %s on try %i', (_, tries, outcome, read, once, repeated) => {
		expect(decision(get, outcome, tries)).toBe(read);
		expect(decision(post, outcome, tries)).toBe(once);
		expect(decision(repeatable, outcome, tries)).toBe(repeated);
	});

	it.each([
		['an expected status', { ...get, expect: [404] }, answer(404), 1, 'done'],
		['a busy service, tried once', { ...get, mostTries: 1 }, answer(503), 1, 'failed'],
		[
			'a silent service, tried once',
			{ ...get, mostTries: 1 },
			noAnswer('ECONNABORTED'),
			1,
			'failed',
		],
		['too many requests, tried once', { ...get, mostTries: 1 }, answer(429), 1, 'again in 1000'],
		['a conflict', patient, answer(409), 2, 'again in 2000'],
		['the last conflict, expected', patient, answer(409), 3, 'done'],
		['the last conflict', { ...patient, expect: [] }, answer(409), 3, 'failed'],
		['a delete with half a JSON', remove, answer(200, half), 1, 'done'],
		['a delete with a web page', remove, answer(200, webPage), 1, 'failed?'],
	])('of %s', (_, request, outcome, tries, expected) => {
		expect(decision(request, outcome, tries)).toBe(expected);
	});

	it('shortens a pause of its own by up to half, and none that is asked for', () => {
		expect(decide(get, answer(500), 3, 0)).toMatchObject({ wait: 2_000 });
		expect(decide(get, answer(500), 3, 0.5)).toMatchObject({ wait: 3_000 });
		expect(decide(get, answer(500, {}, 7), 3, 0)).toMatchObject({ wait: 7 });
	});
});

describe('trying again', () => {
	it.each([429, 500, 501, 502, 503, 504, 599])('after %i', async (statusCode) => {
		const { read, sent, hints } = client([{ statusCode }, good]);
		await read();
		expect(sent).toHaveLength(2);
		expect(hints()[0]?.message).toContain('1 request had to be repeated');
	});

	it.each([
		'ECONNRESET',
		'ECONNREFUSED',
		'ECONNABORTED',
		'ETIMEDOUT',
		'EAI_AGAIN',
		'ERR_BAD_RESPONSE',
		'Z_BUF_ERROR',
	])('after %s', async (code) => {
		const { read, sent } = client([network(code), network(code), good]);
		await read();
		expect(sent).toHaveLength(3);
	});

	it('after an answer that ends too early', async () => {
		const { read, sent } = client([{ body: '{"count": 3, "resu' }, { body: '' }, good]);
		await read();
		expect(sent).toHaveLength(3);
	});

	it.each([
		['{"count": 3, "resu', 'broke off'],
		['{"count": NaN} ', 'no valid JSON'],
		['[1, 2,]', 'no valid JSON'],
		[')]}\'\n{"count": 3}', 'no valid JSON'],
		['OK', 'no valid JSON'],
	])('after %p, and tells in the end what is wrong', async (body, fault) => {
		const { read, sent } = client([{ body: Buffer.from(body) }]);
		const error = await failure(read());
		expect(error.message).toBe('Vome sent an answer that cannot be read, 5 times [item 3]');
		expect(error.description).toContain(fault);
		expect(sent).toHaveLength(5);
	});

	it('after an answer without content', async () => {
		const { read, sent } = client([{ statusCode: 204, body: Buffer.from('') }]);
		const error = await failure(read());
		expect(error.message).toBe('Vome sent no content, 5 times (HTTP 204) [item 3]');
		expect(sent).toHaveLength(5);
	});

	it('after letters that cannot be read', async () => {
		const body = Buffer.from('{"count": 1, "results": [{"name": "José"}]}', 'latin1');
		const { read, sent } = client([{ body: Readable.from([body]) }, { body }]);
		expect((await failure(read())).message).toBe(
			'Vome sent letters that n8n cannot read, 5 times [item 3]',
		);
		expect(sent).toHaveLength(5);
		const headers = { 'content-type': 'application/json; charset=iso-8859-1' };
		const told = client([{ body, headers }]);
		expect((await told.read()).body).toMatchObject({ results: [{ name: 'José' }] });
	});

	it.each([400, 401, 403, 404, 405, 409, 422])('not after %i', async (statusCode) => {
		const { read, sent } = client([{ statusCode }, good]);
		expect((await failure(read())).httpCode).toBe(String(statusCode));
		expect(sent).toHaveLength(1);
	});

	it.each(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'EPROTO'])('not after %s', async (code) => {
		const { read, sent } = client([network(code), good]);
		await failure(read());
		expect(sent).toHaveLength(1);
	});

	it('not after a web page', async () => {
		const { read, sent } = client([{ body: '  <!doctype html><title>Log in</title>' }, good]);
		expect((await failure(read())).message).toBe(
			'Vome answered with a web page instead of data [item 3]',
		);
		expect(sent).toHaveLength(1);
	});

	it('waits longer each time, and not always equally long', async () => {
		const { read } = client([...Array<Reply>(4).fill({ statusCode: 502 }), good]);
		await read();
		expect(clock.pauses).toHaveLength(4);
		clock.pauses.forEach((pause, index) => {
			expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
			expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
		});
		expect(new Set(clock.pauses.map((pause, index) => pause / 2 ** index)).size).toBeGreaterThan(1);
	});

	it('waits as long as Retry-After says, in seconds or until a date', async () => {
		const date = new Date(Date.now() + 40_000).toUTCString();
		const { read } = client([
			{ statusCode: 429, headers: { 'retry-after': '7' } },
			{ statusCode: 503, headers: { 'retry-after': date } },
			good,
		]);
		await read();
		expect(clock.pauses[0]).toBeGreaterThan(6_900);
		expect(clock.pauses[0]).toBeLessThanOrEqual(7_000);
		expect(clock.pauses[1]).toBeGreaterThan(30_000);
		expect(clock.pauses[1]).toBeLessThanOrEqual(40_000);
	});

	it.each([
		[{ statusCode: 500 }, 5],
		[{ statusCode: 429 }, 8],
		[{ statusCode: 503 }, 8],
		[network('ECONNRESET'), 5],
		[{ body: '{"count":' }, 5],
	])('ends: %#', async (reply, tries) => {
		const { read, sent } = client([reply]);
		await failure(read());
		expect(sent).toHaveLength(tries);
	});

	it.each(['0', 'Thu, 01 Jan 2015 00:00:00 GMT'])(
		'waits on its own terms where Retry-After is %p',
		async (header) => {
			const { read } = client([{ statusCode: 429, headers: { 'retry-after': header } }, good]);
			await read();
			expect(clock.pauses[0]).toBeGreaterThan(400);
		},
	);

	it('does not wait for a day, and holds up no other request for it', async () => {
		const { read, sent } = client([{ statusCode: 429, headers: { 'retry-after': '86400' } }, good]);
		await failure(read());
		await read();
		expect(sent).toHaveLength(2);
		expect(clock.pauses).toEqual([]);
	});

	it('says so when it does not wait for a day', async () => {
		const { read, sent } = client([{ statusCode: 429, headers: { 'retry-after': '86400' } }]);
		const error = await failure(read());
		expect(error.message).toBe('Vome asks for longer pauses than the node makes [item 3]');
		expect(error.description).toContain("'Parallel Requests'");
		expect(sent).toHaveLength(1);
		expect(clock.pauses).toEqual([]);
	});

	it.each<[string, string]>([
		['retry-after', '7'],
		['x-ratelimit-remaining', '0'],
		['ratelimit-remaining', '0'],
	])('takes 403 with %s: %s for too many requests', async (name, value) => {
		const busy = { statusCode: 403, headers: { [name]: value } };
		const { write, sent } = client([busy, good]);
		await write();
		expect(sent).toHaveLength(2);
		expect(clock.pauses).toHaveLength(1);
		const error = await failure(client([busy]).read());
		expect(error.message).toBe('Vome still answered "too many requests" after 8 tries [item 3]');
	});

	it.each(['1', 'many'])('does not where x-ratelimit-remaining is %p', async (left) => {
		const headers = { 'x-ratelimit-remaining': left };
		const { read, sent } = client([{ statusCode: 403, headers }, good]);
		expect((await failure(read())).httpCode).toBe('403');
		expect(sent).toHaveLength(1);
	});

	it('waits half an hour in all at the most', async () => {
		const { read } = client([{ statusCode: 429, headers: { 'retry-after': '400' } }]);
		expect((await failure(read())).message).toContain('longer pauses');
		expect(clock.elapsed).toBeLessThanOrEqual(1_800_000);
	});

	it('counts pauses of requests side by side once', async () => {
		const { read } = client([
			...Array<Reply>(8).fill({ statusCode: 503, headers: { 'retry-after': '250' } }),
			good,
		]);
		await Promise.all(Array.from({ length: 8 }, async () => await read()));
		expect(clock.elapsed).toBeLessThan(1_800_000);
	});

	it.each([429, 503])('holds up other requests too after %i', async (statusCode) => {
		const stop = new AbortController();
		const { read, sent } = client([{ statusCode }, good]);
		clock.isStopped = true;
		const first = read({ signal: stop.signal });
		await new Promise((resolve) => setImmediate(resolve));
		const second = read({ signal: stop.signal });
		await new Promise((resolve) => setImmediate(resolve));
		expect(sent).toHaveLength(1);
		stop.abort(new Error('stopped'));
		await expect(first).rejects.toThrow('stopped');
		await expect(second).rejects.toThrow('stopped');
	});

	it('goes on as long as other requests get through', async () => {
		let number = 0;
		const busy: Reply = { statusCode: 429 };
		const { read, sent } = client(
			Array.from({ length: 60 }, () => (number++ % 3 === 2 ? good : busy)),
		);
		await Promise.all(Array.from({ length: 20 }, async () => await read()));
		expect(sent).toHaveLength(60);
	});

	it('ends when the execution is cancelled in a pause', async () => {
		const stop = new AbortController();
		const { read, sent } = client([{ statusCode: 500 }, good]);
		clock.isStopped = true;
		clock.onPause = () => setImmediate(() => stop.abort(new Error('stopped')));
		await expect(read({ signal: stop.signal })).rejects.toThrow('stopped');
		expect(sent).toHaveLength(1);
	});

	it('ends when the execution is cancelled in a request, which looks like a broken connection', async () => {
		const stop = new AbortController();
		const { read, sent } = client([network('ERR_CANCELED'), good]);
		stop.abort(new Error('stopped'));
		await expect(read({ signal: stop.signal })).rejects.toThrow('stopped');
		expect(sent.length).toBeLessThanOrEqual(1);
	});
});

describe('redirects', () => {
	const to = (location: string): Reply => ({ statusCode: 302, headers: { location } });

	it('within the origin are followed', async () => {
		const { read, sent } = client([to('/api/v2/profiles/?page=1'), good]);
		await read();
		expect(sent.map(({ url, qs }) => [url, qs])).toEqual([
			['https://api.example.org/api/profiles/', { page: 1 }],
			['https://api.example.org/api/v2/profiles/?page=1', {}],
		]);
	});

	it.each([
		'https://evil.example/api/profiles/',
		'http://api.example.org/api/profiles/',
		'https://api.example.org:8443/api/profiles/',
		'https://user@api.example.org/api/profiles/',
		'//evil.example/',
		'https://[broken',
	])('to %p are not followed', async (location) => {
		const { read, sent } = client([to(location), good]);
		const error = await failure(read());
		expect(error.message).toBe('Vome sent the request on to another address [item 3]');
		expect(sent).toHaveLength(1);
	});

	it('in a circle end', async () => {
		const { read, sent } = client([to('/api/profiles/')]);
		const error = await failure(read());
		expect(error.message).toBe('Vome answered with a redirect (HTTP 302) [item 3]');
		expect(sent).toHaveLength(4);
	});

	it.each([300, 302, 304])('%i that names no address is told as such', async (statusCode) => {
		const { read, sent } = client([{ statusCode }, good]);
		const error = await failure(read());
		expect(error.message).toBe(`Vome answered without data (HTTP ${statusCode}) [item 3]`);
		expect(error.description).not.toContain('API key');
		expect(sent).toHaveLength(1);
	});
});

describe('a probe', () => {
	const probe = { isProbe: true, expect: [404] };

	it.each(['/login', '/api/v2/profiles/', 'https://evil.example/api/profiles/', ''])(
		'takes a redirect to %p for an answer, and does not follow',
		async (location) => {
			const { read, sent } = client([{ statusCode: 302, headers: { location } }, good]);
			expect(await read(probe)).toMatchObject({ status: 302 });
			expect(sent).toHaveLength(1);
		},
	);

	it.each(['/api/profiles', '/api/profiles/?page=1', 'https://api.example.org/api/profiles'])(
		'follows one to %p, which is the same path',
		async (location) => {
			const { read, sent } = client([{ statusCode: 301, headers: { location } }, good]);
			expect(await read(probe)).toMatchObject({ status: 200 });
			expect(sent).toHaveLength(2);
		},
	);

	it.each([200, 404])('takes a web page with %i for an answer', async (statusCode) => {
		const { read } = client([{ statusCode, body: '<html></html>' }]);
		expect(await read(probe)).toEqual({ status: statusCode, body: '<html></html>' });
	});

	it.each([
		[{ statusCode: 403, body: '<html></html>' }, 'Something between n8n and Vome refused'],
		[{ body: '{"count": 1' }, 'Vome sent an answer that cannot be read'],
		[{ statusCode: 500 }, 'Vome could not answer (HTTP 500)'],
	])('fails with %j as other reads do', async (reply, message) => {
		const { read } = client([reply]);
		expect((await failure(read(probe))).message).toContain(message);
	});
});

describe('a change', () => {
	const unknown = '; whether the change was made is not known [item 3]';

	it('is sent with its body', async () => {
		const { write, sent } = client([{ statusCode: 201, body: { data: { id: 1 } } }]);
		expect(await write()).toEqual({ status: 201, body: { data: { id: 1 } } });
		expect(sent).toMatchObject([{ method: 'POST', body: { name: 'New' } }]);
	});

	it.each([429])('is sent again after %i, which comes before anything is changed', async (code) => {
		const { write, sent } = client([{ statusCode: code, headers: { 'retry-after': '7' } }, good]);
		await write();
		expect(sent).toHaveLength(2);
		expect(clock.pauses.map((pause) => Math.round(pause / 1_000))).toEqual([7]);
	});

	it.each(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH'])(
		'is sent again after %s, where no connection came about',
		async (code) => {
			const { write, sent } = client([network(code), good]);
			await write();
			expect(sent).toHaveLength(2);
		},
	);

	it.each(['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE'])(
		'is not sent again after %s, and nobody knows what became of it',
		async (code) => {
			const { write, sent } = client([network(code), good]);
			const error = await failure(write());
			expect(error.message).toBe(`Vome could not be reached${unknown}`);
			expect(error.description).toContain('Look in Vome before you run this item again');
			expect(sent).toHaveLength(1);
		},
	);

	it.each([408, 500, 502, 503, 504])('is not sent again after %i', async (statusCode) => {
		const { write, sent } = client([{ statusCode }, good]);
		const error = await failure(write());
		expect(error.message).toContain(`(HTTP ${statusCode})${unknown}`);
		expect(error.httpCode).toBe(String(statusCode));
		expect(sent).toHaveLength(1);
	});

	it.each([400, 401, 403, 404, 409, 422])(
		'is not sent again after %i, which says that nothing was changed',
		async (statusCode) => {
			const { write, sent } = client([{ statusCode }, good]);
			expect((await failure(write())).message).not.toContain('not known');
			expect(sent).toHaveLength(1);
		},
	);

	it.each([
		['{"data": {"id": 1', 'Vome sent an answer that cannot be read'],
		['<html>Log in</html>', 'Vome answered with a web page instead of data'],
	])('with the answer %p is not sent again', async (body, message) => {
		const { write, sent } = client([{ body: Buffer.from(body) }, good]);
		expect((await failure(write())).message).toBe(message + unknown);
		expect(sent).toHaveLength(1);
	});

	it('may have no answer', async () => {
		const { write } = client([{ statusCode: 204, body: Buffer.from('') }]);
		expect(await write()).toEqual({ status: 204, body: undefined });
	});

	it('is made, even if its answer has letters that cannot be read', async () => {
		const { write } = client([{ body: Buffer.from('{"id":1,"name":"José"}', 'latin1') }]);
		expect((await write()).body).toMatchObject({ id: 1 });
	});

	it('that deletes takes any text for an answer', async () => {
		const { write } = client([{ body: Buffer.from('Deleted') }]);
		expect(await write({ method: 'DELETE' })).toEqual({ status: 200, body: 'Deleted' });
	});

	it.each([307, 308])('follows a redirect with %i within the origin', async (statusCode) => {
		const { write, sent } = client([{ statusCode, headers: { location: '/v2/profiles' } }, good]);
		await write();
		expect(sent.map(({ method, url }) => [method, url])).toEqual([
			['POST', 'https://api.example.org/api/profiles/'],
			['POST', 'https://api.example.org/v2/profiles'],
		]);
		expect(sent[1]?.body).toEqual({ name: 'New' });
	});

	it.each([301, 302, 303])(
		'does not follow one with %i, after which it may have been made',
		async (statusCode) => {
			const headers = { location: '/api/profiles/99' };
			const { write, sent } = client([{ statusCode, headers }, good]);
			const error = await failure(write());
			expect(error.message).toBe(`Vome answered with a redirect (HTTP ${statusCode})${unknown}`);
			expect(error.description).not.toContain('API key');
			expect(sent).toHaveLength(1);
		},
	);

	it.each([307, 308])('does not follow one with %i to another record', async (statusCode) => {
		const headers = { location: '/api/profiles/8/?id=7' };
		const { write, sent } = client([{ statusCode, headers }, good]);
		const error = await failure(write({ method: 'DELETE', path: '/api/profiles/7' }));
		expect(error.message).toBe(`Vome answered with a redirect (HTTP ${statusCode}) [item 3]`);
		expect(sent).toHaveLength(1);
	});

	it('that is harmless to repeat is sent again, and says that it was', async () => {
		const repeatable = { isRepeatable: true };
		for (const lost of [network('ECONNRESET'), { statusCode: 502 }, { body: Buffer.from('{"a') }]) {
			const { write, sent } = client([lost, { statusCode: 409 }, good]);
			expect(await write({ ...repeatable, expect: [409] })).toMatchObject({
				status: 409,
				isRepeat: true,
			});
			expect(sent).toHaveLength(2);
		}
		const { write } = client([good]);
		expect(await write(repeatable)).not.toHaveProperty('isRepeat');
	});

	it('that is harmless to repeat says so in the end', async () => {
		const { write, sent } = client([network('ECONNRESET')]);
		const error = await failure(write({ isRepeatable: true }));
		expect(error.message).toBe(`Vome could not be reached in 5 tries${unknown}`);
		expect(error.description).toContain('Sending it again does no harm');
		expect(sent).toHaveLength(5);
	});

	it('that conflicts with another request waits for it, if that is wanted', async () => {
		const conflict = { statusCode: 409, body: { message: 'Busy' } };
		const { write, sent } = client([conflict, conflict, good]);
		await write({ conflictTries: 3, expect: [409] });
		expect(sent).toHaveLength(3);
		expect(clock.pauses).toHaveLength(2);
		const lasting = client([conflict]);
		expect(await lasting.write({ conflictTries: 3, expect: [409] })).toMatchObject({ status: 409 });
		expect(lasting.sent).toHaveLength(3);
	});

	it('may be confirmed with a word', async () => {
		const { write } = client([{ body: Buffer.from('OK') }]);
		expect(await write()).toEqual({ status: 200, body: 'OK' });
	});

	it.each([400, 402, 409, 415, 422, 423, 451])(
		'that is refused with %i says why, and what to do',
		async (statusCode) => {
			const { write } = client([{ statusCode, body: { message: 'No' } }]);
			const error = await failure(write({ advice: 'Mend it.' }));
			expect(error.message).toBe(
				`Vome did not accept the request (HTTP ${statusCode}): No [item 3]`,
			);
			expect(error.description).toBe('Mend it.');
		},
	);
});

describe('a credential that n8n renews', () => {
	const renewal = { renewal: {} };

	/** An answer with 401 as n8n throws it when a new token did not help. */
	const rejected = () =>
		Object.assign(new Error('outer'), {
			cause: Object.assign(new Error('inner'), {
				response: { status: 401, headers: {}, data: Buffer.from('{"message":"401 Unauthorized"}') },
			}),
		});

	const unauthorized = { statusCode: 401, body: { message: '401 Unauthorized' } };

	it('lets n8n see a 401 when it is to renew the token, and only then', async () => {
		const { read, sent } = client([unauthorized, good], renewal);
		await read();
		expect(sent.map((options) => options.ignoreHttpStatusErrors)).toEqual([true, false]);
	});

	it('says so if it is rejected nevertheless', async () => {
		const { read, sent } = client([unauthorized, rejected()], renewal);
		const error = await failure(read());
		expect(error.message).toBe('Vome rejected the API key [item 3]');
		expect(error.description).toContain('401 Unauthorized');
		expect(sent).toHaveLength(2);
	});

	it('is lent to each request by itself, and keeps what n8n renewed', async () => {
		const data = { sessionToken: 'old' };
		const credential = { id: '', name: '', type: 'vomeApi', data };
		const { context } = fakeContext();
		const lent: unknown[] = [];
		context.helpers.httpRequestWithAuthentication = async (_type, _options, more) => {
			const { data: copy = {} } = more?.credentialsDecrypted ?? {};
			lent.push({ ...copy });
			expect(copy).not.toBe(data);
			copy.sessionToken = 'new';
			return { statusCode: 200, headers: {}, body: {} };
		};
		const { account } = client([], { credential });
		const http = new HttpClient(context, account);
		http.allow(8);
		const request = { path: '/', subject: 'it', itemIndex: 0 };
		await Promise.all([http.read(request), http.read(request)]);
		await http.read(request);
		expect(lent.map((copy) => (copy as { sessionToken: string }).sessionToken)).toEqual([
			'old',
			'old',
			'new',
		]);
	});
});

describe('an obstacle before a request could leave', () => {
	const login = (isPassing: boolean) => ({
		findObstacle: (error: Error) =>
			error.message === 'login'
				? { message: 'No login', description: 'Log in.', isPassing }
				: undefined,
	});
	const thrown = () => Object.assign(new Error('outer'), { cause: new Error('login') });

	it('that lasts is told as it is, also of a change', async () => {
		const { read, write, sent } = client([thrown()], login(false));
		for (const error of [await failure(read()), await failure(write())]) {
			expect(error.message).toBe('No login [item 3]');
			expect(error.description).toBe('Log in.');
		}
		expect(sent).toHaveLength(2);
	});

	it('that passes is waited for, also by a change, since nothing was sent', async () => {
		const { write, sent } = client([thrown(), thrown(), good], login(true));
		await write();
		expect(sent).toHaveLength(3);
	});
});

describe('errors', () => {
	it.each([
		[401, 'Vome rejected the API key', 'Paste the key again.'],
		[403, 'Vome does not allow this for the API key', 'Use another key.'],
		[404, 'Vome could not find the list of profiles', 'api.example.org'],
		[410, 'Vome could not find the list of profiles', 'api.example.org'],
		[400, 'Vome did not accept the request (HTTP 400): Their words (email)', 'parameters'],
		[422, 'Vome did not accept the request (HTTP 422): Their words (email)', 'parameters'],
		[429, 'Vome still answered "too many requests" after 8 tries', "'Parallel Requests'"],
		[500, 'Vome could not answer (HTTP 500) after 5 tries', 'later'],
	])('%i: %s', async (statusCode, message, advice) => {
		const body = { error: { type: 'x', message: 'Their words', param: 'email' } };
		const { read } = client([{ statusCode, body }]);
		const error = await failure(read());
		expect(error.message).toBe(`${message} [item 3]`);
		expect(error.description).toContain(advice);
		expect(`${error.message} ${error.description}`).toContain('Their words (email)');
		expect(error.context.itemIndex).toBe(3);
	});

	it('give what can be read of their words', async () => {
		const { read } = client([
			{ statusCode: 422, body: Buffer.from('{"detail":"José"}', 'latin1') },
		]);
		expect((await failure(read())).message).toContain('(HTTP 422): Jos\ufffd');
	});

	it('of the network name the host and the cause', async () => {
		const { read } = client([network('ECONNREFUSED')]);
		const error = await failure(read());
		expect(error.message).toBe('Vome could not be reached in 5 tries [item 3]');
		expect(error.description).toBe(
			"Nothing answers at this address. The address is api.example.org; it comes from 'Base URL' in the credential.",
		);
	});

	it.each([
		'Z_DATA_ERROR',
		'ERR__ERROR_FORMAT_PADDING_2',
		'HPE_HEADER_OVERFLOW',
		'HPE_INVALID_CONSTANT',
	])('%s is an answer, which is not asked for again', async (code) => {
		const { read, write, sent } = client([network(code)]);
		const message = 'Vome sent an answer that n8n cannot unpack or read';
		expect((await failure(read())).message).toBe(`${message} [item 3]`);
		expect((await failure(write({ isRepeatable: true }))).message).toBe(
			`${message}; whether the change was made is not known [item 3]`,
		);
		expect(sent).toHaveLength(2);
	});

	it('of the credential are passed on in its words', async () => {
		const refusal = new NodeApiError(node, new Error("'API Key' is empty") as never);
		const { read, sent } = client([refusal]);
		expect((await failure(read())).message).toBe("'API Key' is empty [item 3]");
		expect(sent).toHaveLength(1);
	});

	it('hold no secret, in any form', async () => {
		const forms = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')];
		const replies: Reply[] = [
			...forms.map((form) => ({ statusCode: 401, body: { detail: `The key ${form} is bad` } })),
			network('ENOTFOUND'),
			{ statusCode: 302, headers: { location: `https://evil.example/?key=${SECRET}` } },
		];
		for (const reply of replies) {
			const error = await failure(client([reply]).read());
			const everything = JSON.stringify([
				error,
				error.message,
				error.description,
				error.stack,
				error.cause,
			]);
			for (const form of forms) expect(everything).not.toContain(form);
		}
	});
});

describe('Retry-After', () => {
	it.each([
		['5', 5_000],
		['0', 0],
		['1.5', 1_500],
		['-3', 0],
		['', undefined],
		['soon', undefined],
		[undefined, undefined],
		['Thu, 01 Jan 2015 00:00:00 GMT', 0],
	])('%p is %p ms', (header, pause) => {
		expect(retryAfter(header)).toBe(pause);
	});
});

// It knows no exceptions from ignored statuses, and loses the cause of what it throws.
it('an answer that breaks off is asked for again', async () => {
	const broken = () => {
		const body = new PassThrough();
		body.write('{"count": 1');
		setImmediate(() => body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
		return { body };
	};
	const { read, sent } = client([broken(), good]);
	await read();
	expect(sent).toHaveLength(2);
});

describe('in n8n 1', () => {
	const renewal = { renewal: {} };
	const unauthorized = { statusCode: 401, body: { message: '401 Unauthorized' } };

	/** An error as n8n 1 throws it. */
	function wrapped(code: string | undefined, response?: { status: number; data: unknown }): Error {
		const error = new AxiosError('It went wrong', code, undefined, undefined, response as never);
		return Object.assign(new NodeApiError(node, error as never), { cause: undefined });
	}

	it('a rejected token is shown to n8n in a way that it understands, which renews it', async () => {
		const { read, sent, hints } = client([unauthorized, good], renewal);
		await read();
		expect(sent.map((options) => options.ignoreHttpStatusErrors)).toEqual([true, false]);
		expect(hints()).toEqual([]);
	});

	it('a token that is rejected even so is explained', async () => {
		const data = Readable.from([Buffer.from('{"message":"401 Unauthorized"}')]);
		const { read, sent } = client(
			[unauthorized, wrapped(undefined, { status: 401, data })],
			renewal,
		);
		const error = await failure(read());
		expect(error.message).toBe('Vome rejected the API key [item 3]');
		expect(error.description).toContain('401 Unauthorized');
		expect(sent).toHaveLength(2);
	});

	it('another answer to the renewed token is read', async () => {
		const data = Readable.from([Buffer.from('{"detail":"No"}')]);
		const { read } = client([unauthorized, wrapped(undefined, { status: 404, data })], renewal);
		expect(await read({ expect: [404] })).toEqual({ status: 404, body: { detail: 'No' } });
	});

	it('what is not renewed is not sent again', async () => {
		const { read, sent } = client([unauthorized]);
		await failure(read());
		expect(sent).toHaveLength(1);
	});

	it.each([
		['a broken connection', wrapped('ECONNRESET')],
		['silence', wrapped('ECONNABORTED')],
	])('%s is tried again', async (_, error) => {
		const { read, sent } = client([error, error, good]);
		await read();
		expect(sent).toHaveLength(3);
	});

	it('a change is not sent again after a broken connection', async () => {
		const { write, sent } = client([wrapped('ECONNRESET'), good]);
		expect((await failure(write())).message).toContain('whether the change was made is not known');
		expect(sent).toHaveLength(1);
	});

	it('what kept a request from being sent keeps its words', async () => {
		const login = Object.assign(new Error('No login'), { description: 'Log in first.' });
		const lost = Object.assign(new NodeApiError(node, login as never), { cause: undefined });
		const error = await failure(client([lost]).read());
		expect(error.message).toBe('No login [item 3]');
		expect(error.description).toBe('Log in first.');
	});
});

describe('what stands in between', () => {
	it.each([
		['a web page', '<!DOCTYPE html><h1>Blocked</h1>', 'is a web page'],
		['a page with a mark in front', '\uFEFF <html></html>', 'is a web page'],
		['no body', '', 'gives none'],
		['plain words', 'error code: 1020', 'error code: 1020'],
	])('is told of a 403 with %s', async (_, body, words) => {
		const reply = { statusCode: 403, body: Buffer.from(body) as unknown as string };
		for (const asked of [client([reply]).read(), client([reply]).write()]) {
			const error = await failure(asked);
			expect(error.message).toBe(
				'Something between n8n and Vome refused the request (HTTP 403) [item 3]',
			);
			expect(error.description).toContain('a firewall or a proxy may keep n8n out');
			expect(error.description).toContain(words);
			expect(error.description).toContain('Use another key.');
		}
	});

	it('is told of a 407, once, and a change surely did not get through', async () => {
		const { read, write, sent } = client([{ statusCode: 407, body: '<html></html>' }]);
		for (const error of [await failure(read()), await failure(write())]) {
			expect(error.message).toBe(
				'The proxy between n8n and Vome wants a login (HTTP 407) [item 3]',
			);
			expect(error.description).toContain('HTTPS_PROXY');
		}
		expect(sent).toHaveLength(2);
	});

	const lost = (message: string, code: string, more: object = {}) =>
		new NodeApiError(node, Object.assign(new Error(message), { code, ...more }) as never);

	it.each([
		['proxy.example.org', 1, lost('getaddrinfo ENOTFOUND proxy.example.org', 'ENOTFOUND')],
		['10.0.0.1:3128', 5, lost('connect ECONNREFUSED 10.0.0.1:3128', 'ECONNREFUSED')],
		[
			'10.0.0.1:3128',
			5,
			lost('connect EHOSTUNREACH 10.0.0.1:3128 - Local (0.0.0.0:0)', 'EHOSTUNREACH'),
		],
		[
			'::1:3128',
			5,
			lost('', 'ECONNREFUSED', {
				cause: Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:3128')]), {
					code: 'ECONNREFUSED',
				}),
			}),
		],
	])('is named, if it is the proxy %s that cannot be reached', async (proxy, tries, error) => {
		const { read, write, sent } = client([error]);
		const times = tries === 1 ? '' : ` in ${tries} tries`;
		for (const { message, description } of [await failure(read()), await failure(write())]) {
			expect(message).toBe(
				`The proxy ${proxy} on the way to Vome could not be reached${times} [item 3]`,
			);
			expect(description).toContain('HTTPS_PROXY');
			expect(description).not.toContain('Base URL');
		}
		expect(sent).toHaveLength(2 * tries);
	});

	it.each([
		lost('getaddrinfo ENOTFOUND api.example.org', 'ENOTFOUND'),
		lost('connect ECONNREFUSED 10.0.0.1:443', 'ECONNREFUSED'),
	])('is no proxy if the service itself cannot be reached: %#', async (error) => {
		const { message } = await failure(client([error]).read());
		expect(message).toMatch(/^Vome could not be reached/);
	});

	it.each([
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'NODE_EXTRA_CA_CERTS'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
		['CERT_UNTRUSTED', 'NODE_EXTRA_CA_CERTS'],
		['INVALID_CA', 'NODE_EXTRA_CA_CERTS'],
		['CERT_NOT_YET_VALID', 'clock'],
		['CERT_HAS_EXPIRED', 'has to renew it'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
	])(
		'is told of the certificate error %s, and a change was surely not sent',
		async (code, advice) => {
			const { read, write, sent } = client([network(code)]);
			for (const error of [await failure(read()), await failure(write())]) {
				expect(error.message).toBe('Vome could not be reached [item 3]');
				expect(error.description).toContain(advice);
			}
			expect(sent).toHaveLength(2);
		},
	);
});

describe('a token that is past', () => {
	const account = (isPast: (token: unknown) => boolean): Partial<Account> => ({
		credential: { id: '', name: '', type: 'vomeApi', data: { sessionToken: 'old' } },
		renewal: {},
		isPast,
		stored: {
			tokenOf: ({ sessionToken }) => sessionToken,
			refresh: async (data) => data,
			withoutToken: (data) => ({ ...data, rejectedToken: data.sessionToken ?? '' }),
		},
	});

	/** n8n, which logs in if the token is marked, and a service that takes the new one alone. */
	function renewing(isPast: (token: unknown) => boolean, refused: Reply, next: Reply = good) {
		const made = client([good], account(isPast));
		const seen: unknown[] = [];
		let logins = 0;
		const helpers = {
			httpRequestWithAuthentication: async (
				_: string,
				_options: unknown,
				{ credentialsDecrypted: { data } }: { credentialsDecrypted: { data: IDataObject } },
			) => {
				if (data.rejectedToken === data.sessionToken) {
					logins += 1;
					data.sessionToken = `new-${logins}`;
				}
				seen.push(data.sessionToken);
				const reply = data.sessionToken === 'old' ? refused : next;
				return { statusCode: 200, headers: {}, body: {}, ...reply };
			},
		};
		Object.assign((made.http as unknown as { context: object }).context, { helpers });
		return { ...made, seen, logins: () => logins };
	}

	it.each([400, 403, 404, 419, 500])(
		'is renewed once for a read that is refused with %i',
		async (statusCode) => {
			const { read, seen, logins } = renewing((token) => token === 'old', { statusCode });
			expect((await read()).status).toBe(200);
			expect(seen).toEqual(['old', 'new-1']);
			expect(logins()).toBe(1);
		},
	);

	it.each([
		['a token that is good for longer', () => false, { statusCode: 403 }],
		['a read that succeeds', () => true, good],
		['a service that is busy', () => true, { statusCode: 429 }],
	])('is not renewed: %s', async (_, isPast, reply) => {
		const { read, logins } = renewing(isPast, reply);
		await read().catch(() => undefined);
		expect(logins()).toBe(0);
	});

	it('is not renewed again and again where the clock of n8n is ahead', async () => {
		const { read, logins } = renewing(() => true, { statusCode: 403 }, { statusCode: 403 });
		for (let reads = 0; reads < 5; reads += 1) await failure(read());
		expect(logins()).toBe(1);
	});
});

describe('a good answer that is an error', () => {
	it.each([
		[{ error: { message: 'Invalid API key.' } }, 'Invalid API key.'],
		[{ error: 'Invalid API key.' }, 'Invalid API key.'],
		[{ errors: [{ message: 'Invalid API key.' }] }, 'Invalid API key.'],
		[{ detail: 'Invalid API key.', status: 'error' }, 'Invalid API key.'],
		[{ success: false, message: `Not ${SECRET}` }, 'Not ***'],
	])('%j is told in its words', (body, words) => {
		const { http } = client([]);
		keepSecrets('https://api.example.org', [SECRET]);
		const { message } = http.unknown(body);
		expect(message).toBe(`Vome sent an error in place of the list: ${words} [item 3]`);
	});

	it.each([[{}], [[]], [{ data: [{ name: 'Kim' }] }], [{ error: null }]])(
		'%j is an unknown form',
		(body) => {
			const { message } = client([]).http.unknown(body);
			expect(message).toBe('Vome sent the list in an unknown form [item 3]');
		},
	);
});

it('a token that n8n got by itself is hidden even after another one took its place', async () => {
	let token = 'first-token-of-n8n';
	const said = { statusCode: 409, body: { detail: 'Not first-token-of-n8n' } };
	const { read } = client([good, said], { renewal: {}, readToken: async () => token });
	await read();
	token = 'second-token-of-n8n';
	expect((await failure(read())).message).toContain('Not *** [item 3]');
});

function* repeat<T>(part: T): Generator<T> {
	for (;;) yield part;
}

describe('what is too large', () => {
	it('is no answer, and not asked for again', async () => {
		const part = Buffer.alloc(8 * 1024 * 1024);
		const endless = () => ({ body: Readable.from(repeat(part)) });
		const { read, write, sent } = client([endless(), endless()]);
		const error = await failure(read());
		expect(error.message).toBe('Vome sent an answer of more than 64 MB [item 3]');
		expect(error.description).toContain("'Page Size'");
		expect((await failure(write())).message).toContain('whether the change was made is not known');
		expect(sent).toHaveLength(2);
	});

	it('is cut in messages and hints', async () => {
		const { http } = client([]);
		const long = 'x'.repeat(5_000_000);
		const { message, description } = http.errorFor(
			{ message: `'${long}' is no number`, description: long },
			3,
		);
		expect(message.length).toBeLessThan(2_100);
		expect(message).toMatch(/^'x+ \.\.\. x+' is no number \[item 3\]$/);
		expect(description?.length).toBeLessThan(10_100);
		http.hints.add(long);
		http.hints.endItem(true);
		expect(http.hints.toTexts()[0]?.length).toBeLessThan(2_100);
	});
});

describe('a stop of the execution', () => {
	it('ends the wait for a login at once', async () => {
		const stop = new AbortController();
		const { http } = client([]);
		const helpers = { httpRequestWithAuthentication: async () => await new Promise(() => {}) };
		Object.assign((http as unknown as { context: object }).context, { helpers });
		const reading = http.read({
			path: '/',
			subject: '',
			itemIndex: 0,
			signal: stop.signal,
		});
		setImmediate(() => stop.abort(new Error('stopped')));
		await expect(reading).rejects.toThrow('stopped');
	});
});

it.each([1, 1_000])('a Retry-After may be a time since 1970 (%i to the second)', (parts) => {
	const time = Math.round(Date.now() / 1_000) + 20;
	const wait = retryAfter(String(time * parts)) ?? NaN;
	expect(wait).toBeGreaterThan(18_000);
	expect(wait).toBeLessThanOrEqual(21_000);
	expect(retryAfter(String((time - 90) * parts))).toBe(0);
});
