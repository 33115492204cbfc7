// Reading a list ends in one of two ways only: every record, or an error that says why not.
import { setTimeout as delay } from 'node:timers/promises';

import type { Fault, VomeQuirks } from '../../sandbox/index.mts';
import { clock } from '../support/clock.mts';
import type { VomeResult } from '../support/workflow.mts';
import { Workbench } from '../support/workflow.mts';

const TOTAL = 120;
const parameters = { returnAll: true, options: { pageSize: 20 } };

let bench: Workbench;
beforeAll(async () => {
	bench = await Workbench.start({ profiles: TOTAL, shifts: 0, reservations: 0 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const serverIds = () => bench.sandbox.vome.profiles.map(({ id }) => id);
const idsOf = ({ items }: VomeResult) => items.map(({ json }) => json.id);

async function readWith(...faults: Fault[]): Promise<VomeResult> {
	bench.sandbox.faults.push(...faults);
	return await bench.vome(parameters);
}

describe('faults that pass', () => {
	it.each<[string, Fault]>([
		[
			'429 with Retry-After in seconds',
			{ kind: 'status', status: 429, retryAfter: '2', skip: 2, times: 3 },
		],
		[
			'429 with Retry-After as a date',
			{
				kind: 'status',
				status: 429,
				retryAfter: new Date(Date.now() + 9e4).toUTCString(),
				page: 3,
				times: 2,
			},
		],
		['429 without Retry-After', { kind: 'status', status: 429, page: 1, times: 3 }],
		['500', { kind: 'status', status: 500, page: 4, times: 2 }],
		[
			'502 with a web page',
			{ kind: 'status', status: 502, contentType: 'text/html', page: 4, times: 2 },
		],
		['503', { kind: 'status', status: 503, skip: 1, times: 5 }],
		['504', { kind: 'status', status: 504, page: 6, times: 4 }],
		['a dropped connection', { kind: 'drop', skip: 3, times: 3 }],
		['a connection dropped in the middle of an answer', { kind: 'dropMidBody', page: 5, times: 2 }],
		['half an answer', { kind: 'truncate', page: 2, times: 2 }],
		['an answer sent twice', { kind: 'doubledJson', page: 2, times: 2 }],
		['a slow answer', { kind: 'delay', ms: 60, page: 2, times: 1 }],
		['a redirect within the origin', { kind: 'redirect', location: '{path}', page: 3, times: 1 }],
		['an empty page that fills again', { kind: 'emptyPage', page: 3, times: 1 }],
	])('%s: all records', async (_, fault) => {
		const result = await readWith(fault);
		expect(result.error).toBeUndefined();
		expect(idsOf(result)).toEqual(serverIds());
	});

	it('are told in a hint', async () => {
		const { hints } = await readWith({ kind: 'status', status: 503, page: 2, times: 2 });
		expect(hints).toEqual([
			{
				message:
					'In this run, 2 requests had to be repeated because Vome was busy or the connection broke off. No record was lost by that.',
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('are not told of an item that failed', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500, page: 2 });
		const { hints } = await bench.vome(parameters, { onError: 'continueRegularOutput' });
		expect(hints).toEqual([]);
	});

	it('are not told when there were none', async () => {
		expect((await bench.vome(parameters)).hints).toEqual([]);
	});

	it('429 again and again, while other pages get through: all records', async () => {
		bench.sandbox.faults.push(
			...[2, 3, 4, 5].map((page) => ({ kind: 'status' as const, status: 429, page, times: 7 })),
		);
		const result = await bench.vome(parameters);
		expect(result.error).toBeUndefined();
		expect(idsOf(result)).toEqual(serverIds());
	});

	it('slow the node down', async () => {
		bench.sandbox.latency = 60;
		bench.sandbox.faults.push({
			kind: 'status',
			status: 429,
			retryAfter: '1',
			skip: 16,
			times: 1,
		});
		await bench.vome({ returnAll: true, options: { pageSize: 3, parallelRequests: 8 } });
		const inFlight = bench.sandbox.requests.map((request) => request.inFlight);
		const refused = bench.sandbox.requests.findIndex(({ status }) => status === 429);
		expect(Math.max(...inFlight.slice(0, refused))).toBeGreaterThan(6);
		// Up to 7 others were on their way then; after those there are 4 at once, soon 5, then 6.
		expect(Math.max(...inFlight.slice(refused + 8, refused + 18))).toBeLessThanOrEqual(6);
	});
});

describe('faults that stay', () => {
	it.each<[string, Fault, string]>([
		[
			'429',
			{ kind: 'status', status: 429, page: 3 },
			'Vome still answered "too many requests" after 8 tries',
		],
		[
			'429 for a day',
			{ kind: 'status', status: 429, retryAfter: '86400', page: 3 },
			'Vome asks for longer pauses than the node makes',
		],
		[
			'500',
			{ kind: 'status', status: 500, page: 3 },
			'Vome could not answer (HTTP 500) after 5 tries',
		],
		['a dropped connection', { kind: 'drop', page: 3 }, 'Vome could not be reached in 5 tries'],
		[
			'half an answer',
			{ kind: 'truncate', page: 3 },
			'Vome sent an answer that cannot be read, 5 times',
		],
		['a web page', { kind: 'html', page: 3 }, 'Vome answered with a web page instead of data'],
		[
			'another shape',
			{ kind: 'wrongShape', page: 3 },
			'Vome sent the list of profiles in an unknown form',
		],
		['401 in the middle', { kind: 'status', status: 401, page: 3 }, 'Vome rejected the API key'],
		[
			'403 in the middle',
			{ kind: 'status', status: 403, page: 3 },
			'Vome does not allow this for the API key',
		],
		[
			'404 on the first page',
			{ kind: 'status', status: 404, page: 1 },
			'Vome could not find the list of profiles',
		],
		[
			'404 in the middle',
			{ kind: 'status', status: 404, page: 3 },
			'The list of profiles could not be read completely',
		],
		[
			'an empty page in the middle',
			{ kind: 'emptyPage', page: 3 },
			'The list of profiles could not be read completely',
		],
		[
			'a redirect to another host',
			{ kind: 'redirect', location: 'https://evil.example{path}', page: 3 },
			'Vome sent the request on to another address',
		],
		[
			'a redirect to http',
			{ kind: 'redirect', location: 'http://api.vomevolunteer.com{path}', page: 3 },
			'Vome sent the request on to another address',
		],
		[
			'a list that grows without end',
			{ kind: 'insert', count: 1, at: 'start' },
			'The list of profiles could not be read completely',
		],
		[
			'a list that shrinks without end',
			{ kind: 'delete', count: 1, at: 'end' },
			'The list of profiles could not be read completely',
		],
	])('%s: an error, and no records', async (_, fault, message) => {
		const { error, items } = await readWith(fault);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
		expect(items).toEqual([]);
	});

	it('are an item with Continue On Fail, and nothing but that item', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500, page: 3 });
		const { items, error } = await bench.vome(parameters, { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: { error: 'Vome could not answer (HTTP 500) after 5 tries [item 0]' },
				pairedItem: { item: 0 },
			},
		]);
	});
});

describe('changes while reading', () => {
	it.each<[string, Fault]>([
		['rows added at the start', { kind: 'insert', count: 2, at: 'start' }],
		['rows added in the middle', { kind: 'insert', count: 2, at: 'middle' }],
		['rows added at the end', { kind: 'insert', count: 2, at: 'end' }],
		['rows removed at the start', { kind: 'delete', count: 2, at: 'start' }],
		['rows removed in the middle', { kind: 'delete', count: 2, at: 'middle' }],
		['rows removed at the end', { kind: 'delete', count: 2, at: 'end' }],
		['rows moved from the end to the start', { kind: 'move', count: 2, at: 'end', to: 'start' }],
		['rows moved from the start to the end', { kind: 'move', count: 2, at: 'start', to: 'end' }],
	])('%s: every record that stayed comes out once', async (_, fault) => {
		for (let skip = 0; skip < 7; skip += 1) {
			bench.sandbox.reset();
			const before = new Set(serverIds());
			const result = await readWith({ ...fault, skip, times: 1 });
			const stayed = serverIds().filter((id) => before.has(id));
			expect(result.error).toBeUndefined();
			expect(idsOf(result)).toEqual(expect.arrayContaining(stayed));
			expect(new Set(idsOf(result)).size).toBe(result.items.length);
		}
	});

	it('are told in a hint', async () => {
		const { hints } = await readWith({ kind: 'insert', count: 1, at: 'start', skip: 3, times: 1 });
		expect(hints[0]?.message).toContain(
			'the list changed while it was read, so it was read again once',
		);
	});
});

describe('quirks of the server', () => {
	it.each<[string, Partial<VomeQuirks>]>([
		['links to another host', { links: 'foreign' }],
		['links to http', { links: 'http' }],
		['links to an IP address', { links: 'ip' }],
		['links to the page itself', { links: 'self' }],
		['no links', { links: 'none' }],
		['counts as text', { count: 'string' }],
		['null as count', { count: 'null' }],
		['no count', { count: 'missing' }],
		['no count and no links', { count: 'missing', links: 'none' }],
		['an empty page past the end', { pastTheEnd: 'empty' }],
		[
			'an empty page past the end, and no count',
			{ pastTheEnd: 'empty', count: 'null', links: 'none' },
		],
		['smaller pages than asked for', { cappedLimit: 7 }],
		['smaller pages than asked for, and no count', { cappedLimit: 7, count: 'null' }],
		['an array instead of an envelope', { bareArray: true }],
	])('%s: all records', async (_, quirks) => {
		Object.assign(bench.sandbox.quirks, quirks);
		const result = await bench.vome(parameters);
		expect(result.error).toBeUndefined();
		expect(idsOf(result)).toEqual(serverIds());
	});

	it.each<[string, Partial<VomeQuirks>]>([
		['a count that is too high', { count: 'tooHigh' }],
		['a count that is too low', { count: 'tooLow' }],
		['the same page whatever is asked for', { pageIgnored: true }],
		['the same page whatever is asked for, and no count', { pageIgnored: true, count: 'null' }],
		['another order with each request', { order: 'shuffled' }],
	])('%s: an error, never a part', async (_, quirks) => {
		Object.assign(bench.sandbox.quirks, quirks);
		const { error, items } = await bench.vome(parameters);
		expect(error?.message).toBe('The list of profiles could not be read completely [item 0]');
		expect(items).toEqual([]);
	});

	it('a page with a row more than once: each record once', async () => {
		const result = await readWith({ kind: 'duplicateRow', page: 2 });
		expect(idsOf(result)).toEqual(serverIds());
	});

	it.each(['documented', 'detail', 'fields'] as const)(
		'errors in the shape %s are quoted',
		async (shape) => {
			bench.sandbox.quirks.errorShape = shape;
			const { error } = await bench.vome({
				options: { queryParameters: { parameter: [{ name: 'shoe_size', value: '44' }] } },
			});
			expect(error?.message).toMatch(
				/^Vome did not accept the request \(HTTP 400\): .*shoe_size.* \[item 0\]$/,
			);
			expect(error?.description).toContain('extra query parameters');
		},
	);
});

describe('stopping the execution', () => {
	it('in a pause ends the node at once, and nothing more is sent', async () => {
		const stop = new AbortController();
		clock.isStopped = true;
		clock.onPause = () => setImmediate(() => stop.abort());
		bench.sandbox.faults.push({ kind: 'status', status: 503, skip: 2 });
		const { workflow } = await bench.stopped(parameters, stop.signal);
		expect(workflow.status).toBe('canceled');
		await delay(100);
		expect(bench.urls).toEqual([...new Set(bench.urls)]);
	});

	it('in a request ends the node at once, and nothing is tried again', async () => {
		const stop = new AbortController();
		bench.sandbox.faults.push({ kind: 'hang', page: 3 });
		const run = bench.stopped(parameters, stop.signal);
		while (!bench.urls.some((url) => url.includes('page=3'))) await delay(5);
		stop.abort();
		expect((await run).workflow.status).toBe('canceled');
		await delay(100);
		expect(bench.urls).toEqual([...new Set(bench.urls)]);
		expect(clock.pauses).toEqual([]);
	});
});
