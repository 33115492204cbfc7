// Every list of both services under every fault alone: it brings all records, or an error that says why
// not. `faultMixtures.test.mts` does the same with several at once.
import { setTimeout as delay } from 'node:timers/promises';

import type { AssembleQuirks, Fault, VomeQuirks } from '../../sandbox/index.mts';
import { clock } from '../support/clock.mts';
import type { List, Lists } from '../support/lists.mts';
import { expectListOrError, LIST_NAMES, startLists } from '../support/lists.mts';
import { sampler } from '../support/sampled.mts';
import { withShortTimeouts } from '../support/timeouts.mts';

let lists: Lists;
beforeAll(async () => {
	lists = await startLists();
});
afterAll(async () => await lists.stop());
afterEach(() => {
	jest.restoreAllMocks();
});

type FaultOf = Omit<Fault, 'path'>;

/** Retry-After as a date, so many ms from now. */
const inTime = (ms: number) => new Date(Date.now() + ms).toUTCString();

const PASSING: Array<[string, FaultOf | FaultOf[]]> = [
	[
		'429, Retry-After in seconds',
		{ kind: 'status', status: 429, retryAfter: '2', page: 2, times: 3 },
	],
	[
		'429, Retry-After as a date',
		{ kind: 'status', status: 429, retryAfter: inTime(9e4), page: 2, times: 2 },
	],
	[
		'429, Retry-After in the past',
		{ kind: 'status', status: 429, retryAfter: inTime(-9e6), page: 2, times: 2 },
	],
	[
		'429, Retry-After is no number',
		{ kind: 'status', status: 429, retryAfter: 'soon', page: 2, times: 2 },
	],
	['429, no Retry-After', { kind: 'status', status: 429, page: 1, times: 3 }],
	['a burst of 429', { kind: 'status', status: 429, skip: 1, times: 7 }],
	[
		'bursts of 429 for several pages',
		[1, 2, 3, 4].map((page) => ({ kind: 'status', status: 429, page, times: 4 })),
	],
	['500', { kind: 'status', status: 500, page: 2, times: 4 }],
	[
		'502 with a web page',
		{ kind: 'status', status: 502, contentType: 'text/html', page: 2, times: 2 },
	],
	[
		'503 with a web page',
		{ kind: 'status', status: 503, contentType: 'text/html', page: 3, times: 5 },
	],
	[
		'504 with a web page',
		{ kind: 'status', status: 504, contentType: 'text/html', page: 1, times: 4 },
	],
	['a dropped connection', { kind: 'drop', page: 2, times: 4 }],
	['a connection dropped in the middle of a body', { kind: 'dropMidBody', page: 2, times: 4 }],
	['half a JSON', { kind: 'truncate', page: 2, times: 4 }],
	['a JSON sent twice', { kind: 'doubledJson', page: 2, times: 4 }],
	['letters in another encoding', { kind: 'latin1', page: 2, times: 4 }],
	['a slow first byte', { kind: 'delay', ms: 40, times: 4 }],
	['a redirect to the same origin', { kind: 'redirect', location: '{path}', page: 2, times: 2 }],
	['an empty page that fills again', { kind: 'emptyPage', page: 2, times: 1 }],
	['a row more than once on a page', { kind: 'duplicateRow', page: 2 }],
];

/** Assemble's list may be elsewhere, where the first read finds none. */
const ELSEWHERE = 'Assemble has no role profiles where the node looked';

/**
 * The beginning of the message, and that of Assemble where it is another; SERVICE and SUBJECT stand for
 * what the list is of.
 */
const STAYING: Array<[string, FaultOf, string, string?]> = [
	[
		'429',
		{ kind: 'status', status: 429, page: 2 },
		'SERVICE still answered "too many requests" after 8 tries',
	],
	[
		'429 for a day',
		{ kind: 'status', status: 429, retryAfter: '86400', page: 2 },
		'SERVICE asks for longer pauses than the node makes',
	],
	[
		'500',
		{ kind: 'status', status: 500, page: 2 },
		'SERVICE could not answer (HTTP 500) after 5 tries',
	],
	[
		'503',
		{ kind: 'status', status: 503, page: 2 },
		'SERVICE could not answer (HTTP 503) after 8 tries',
	],
	['a dropped connection', { kind: 'drop', page: 2 }, 'SERVICE could not be reached in 5 tries'],
	['a connection dropped in the middle of a body', { kind: 'dropMidBody', page: 2 }, 'SERVICE '],
	[
		'half a JSON',
		{ kind: 'truncate', page: 2 },
		'SERVICE sent an answer that cannot be read, 5 times',
	],
	[
		'a JSON sent twice',
		{ kind: 'doubledJson', page: 2 },
		'SERVICE sent an answer that cannot be read, 5 times',
	],
	[
		'letters in another encoding',
		{ kind: 'latin1', page: 2 },
		'SERVICE sent letters that n8n cannot read, 5 times',
	],
	[
		'plain text that claims to be packed',
		{ kind: 'headers', headers: { 'content-encoding': 'gzip' }, page: 2 },
		'SERVICE sent an answer that n8n cannot unpack or read',
	],
	['2 MB that are 600 MB', { kind: 'bomb', page: 2 }, 'SERVICE sent an answer of more than 64 MB'],
	['an endless answer', { kind: 'flood', page: 2 }, 'SERVICE sent an answer of more than 64 MB'],
	['a login page', { kind: 'html', page: 2 }, 'SERVICE answered with a web page instead of data'],
	[
		'a login page at once',
		{ kind: 'html', page: 1 },
		'SERVICE answered with a web page instead of data',
		ELSEWHERE,
	],
	[
		'another shape',
		{ kind: 'wrongShape', page: 2 },
		'SERVICE sent the list of SUBJECT in an unknown form',
	],
	[
		'another shape at once',
		{ kind: 'wrongShape', page: 1, body: { data: [1] } },
		'SERVICE sent the list of SUBJECT in an unknown form',
		ELSEWHERE,
	],
	['401 in the middle', { kind: 'status', status: 401, page: 2 }, 'SERVICE rejected the '],
	[
		'403 in the middle',
		{ kind: 'status', status: 403, page: 2 },
		'SERVICE does not allow this for the ',
	],
	[
		'404 in the middle',
		{ kind: 'status', status: 404, page: 2 },
		'The list of SUBJECT could not be read completely',
	],
	[
		'404 at once',
		{ kind: 'status', status: 404, page: 1 },
		'SERVICE could not find the list of SUBJECT',
		ELSEWHERE,
	],
	[
		'an empty page in the middle',
		{ kind: 'emptyPage', page: 2 },
		'The list of SUBJECT could not be read completely',
	],
	[
		'a redirect to another host',
		{ kind: 'redirect', location: 'https://evil.example{path}', page: 2 },
		'SERVICE sent the request on to another address',
	],
	[
		'a redirect to http',
		{ kind: 'redirect', location: 'http://evil.example{path}', page: 2 },
		'SERVICE sent the request on to another address',
	],
	[
		'a redirect in a circle',
		{ kind: 'redirect', location: '{path}', page: 2 },
		'SERVICE answered with a redirect (HTTP 302)',
	],
];

const CHANGING: Array<[string, FaultOf]> = [
	['added at the start', { kind: 'insert', at: 'start' }],
	['added in the middle', { kind: 'insert', at: 'middle', count: 3 }],
	['added at the end', { kind: 'insert', at: 'end' }],
	['removed at the start', { kind: 'delete', at: 'start' }],
	['removed in the middle', { kind: 'delete', at: 'middle', count: 3 }],
	['removed at the end', { kind: 'delete', at: 'end' }],
	['moved, so that the count stays the same', { kind: 'move', at: 'start', to: 'end', count: 2 }],
	['moved the other way', { kind: 'move', at: 'end', to: 'start', count: 2 }],
];

const some = sampler(4);

describe.each(LIST_NAMES)('%s', (name) => {
	let list: List;
	beforeEach(() => {
		list = lists.all.find((candidate) => candidate.name === name) as List;
		list.reset();
	});

	const put = (faults: FaultOf | FaultOf[]) => {
		for (const fault of [faults].flat()) list.sandbox.faults.push({ path: list.path, ...fault });
	};

	it.each(some(PASSING))('%s: all records', async (_, faults) => {
		put(faults);
		const before = list.ids();
		const result = await list.read();
		expect(result.error).toBeUndefined();
		expect(expectListOrError(list, before, result)).toBe('list');
	});

	it.each(some(STAYING))('%s: an error', async (_, fault, message, ofAssemble = message) => {
		put(fault);
		const result = await list.read();
		const words = list.service === 'Assemble' ? ofAssemble : message;
		const expected = words.replace('SERVICE', list.service).replace('SUBJECT', list.subject);
		expect(result.error?.message.slice(0, expected.length)).toBe(expected);
		expect(expectListOrError(list, list.ids(), result)).toBe('error');
	});

	it.each(some(CHANGING))('rows %s: every record that stayed', async (_, fault) => {
		for (const skip of [0, 1, 3]) {
			list.reset();
			put({ ...fault, skip, times: 1 });
			const before = list.ids();
			const result = await list.read();
			expect(result.error).toBeUndefined();
			expectListOrError(list, before, result);
		}
	});

	it('rows added and removed, so that the count stays the same: every record that stayed, in Strict mode', async () => {
		for (const skip of [1, 2, 4, 7]) {
			list.reset();
			put([
				{ kind: 'delete', at: 10 + skip, skip, times: 1 },
				{ kind: 'insert', at: 20, skip, times: 1 },
			]);
			const before = list.ids();
			const result = await list.read({ options: { completeness: 'strict' } });
			expect(result.error).toBeUndefined();
			expectListOrError(list, before, result);
		}
	});

	it.each(['standard', 'strict'])(
		'rows that are added all the time: an error (%s)',
		async (completeness) => {
			put({ kind: 'insert', at: 'start', count: 5 });
			const result = await list.read({ options: { completeness } });
			expect(result.error?.message).toBe(
				`The list of ${list.subject} could not be read completely [item 0]`,
			);
			expect(result.error?.description).toContain('Run the workflow when the list changes less');
		},
	);

	it('an item that fails is one error item under Continue On Fail', async () => {
		put({ kind: 'status', status: 500, page: 2 });
		const { outputs, error } = await list.read({ onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				json: { error: expect.stringContaining('could not answer (HTTP 500)') },
				pairedItem: { item: 0 },
			},
		]);
	});
});

/** One list for each way in which requests are sent: these tests take real time. */
const WAYS = LIST_NAMES.filter((name) =>
	[
		'Vome profiles',
		'Assemble role profiles',
		'Assemble role profiles, filtered, with OAuth2',
	].includes(name),
);

describe.each(some(WAYS))('%s, in real time', (name) => {
	let list: List;
	beforeEach(() => {
		list = lists.all.find((candidate) => candidate.name === name) as List;
		list.reset();
	});

	const put = (fault: FaultOf) => list.sandbox.faults.push({ path: list.path, ...fault });

	it('silence: an error in the end, all records if it passes', async () => {
		await withShortTimeouts(250, async () => {
			put({ kind: 'hang', page: 2, times: 2 });
			expect((await list.read()).error).toBeUndefined();
			list.reset();
			put({ kind: 'hang', page: 2 });
			const { error } = await list.read();
			expect(error?.message).toBe(`${list.service} could not be reached in 5 tries [item 0]`);
			expect(error?.description).toContain('took too long');
		});
	});

	it('an answer that trickles in for ever: an error in the end, all records if it passes', async () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		// Not those of a login, which nothing repeats.
		jest
			.spyOn(AbortSignal, 'timeout')
			.mockImplementation((ms) => timeout(ms === 300_000 ? 250 : ms));
		put({ kind: 'drip', page: 2, times: 2 });
		expect((await list.read()).error).toBeUndefined();
		list.reset();
		put({ kind: 'drip', page: 2 });
		const { error } = await list.read();
		expect(error?.message).toBe(`${list.service} could not be reached in 5 tries [item 0]`);
	});

	function expectNoPageTwice(): void {
		const pages = list.sandbox.requests
			.map(({ query }) => query.page)
			.filter((page) => page !== undefined);
		expect(pages.length).toBeGreaterThan(1);
		expect(pages).toEqual([...new Set(pages)]);
	}

	it('stopped in a pause, ends at once and sends nothing more', async () => {
		const stop = new AbortController();
		clock.isStopped = true;
		clock.onPause = () => setImmediate(() => stop.abort());
		put({ kind: 'status', status: 503, page: 2 });
		const { status } = await list.stopped(stop.signal);
		expect(status).toBe('canceled');
		await delay(60);
		expectNoPageTwice();
	});

	it('stopped in a request, ends at once and tries nothing again', async () => {
		const stop = new AbortController();
		put({ kind: 'hang', page: 2 });
		const run = list.stopped(stop.signal);
		while (!list.sandbox.requests.some(({ query }) => query.page === '2')) await delay(5);
		stop.abort();
		expect((await run).status).toBe('canceled');
		await delay(60);
		expectNoPageTwice();
		expect(clock.pauses).toEqual([]);
	});
});

const VOME_QUIRKS: Array<[Partial<VomeQuirks>, 'list' | 'error']> = [
	[{ links: 'foreign' }, 'list'],
	[{ links: 'http' }, 'list'],
	[{ links: 'ip' }, 'list'],
	[{ links: 'self' }, 'list'],
	[{ links: 'none' }, 'list'],
	[{ count: 'string' }, 'list'],
	[{ count: 'null' }, 'list'],
	[{ count: 'missing' }, 'list'],
	[{ count: 'missing', links: 'none' }, 'list'],
	[{ count: 'missing', links: 'none', pastTheEnd: 'empty' }, 'list'],
	[{ count: 'null', links: 'none', pastTheEnd: 'empty' }, 'list'],
	[{ pastTheEnd: 'empty' }, 'list'],
	[{ count: 'tooHigh' }, 'error'],
	[{ count: 'tooLow' }, 'list'],
	[{ cappedLimit: 3 }, 'list'],
	[{ cappedLimit: 3, count: 'null' }, 'list'],
	[{ refusedLimit: 5 }, 'error'],
	[{ refusedLimit: 25 }, 'list'],
	[{ slowLimit: 10, count: 'null' }, 'list'],
	[{ unknownParameters: 'ignore', unknownFilters: ['is_offline', 'created_at.gte'] }, 'list'],
	[{ pageIgnored: true }, 'error'],
	[{ pageIgnored: true, count: 'missing' }, 'error'],
	[{ pageIgnored: true, count: 'null' }, 'error'],
	[{ bareArray: true }, 'list'],
	[{ ties: 'shuffled' }, 'list'],
];

const ASSEMBLE_QUIRKS: Array<[Partial<AssembleQuirks>, 'list' | 'error']> = [
	[{ links: 'foreign' }, 'list'],
	[{ links: 'self' }, 'list'],
	[{ links: 'missing' }, 'list'],
	[{ links: 'null' }, 'list'],
	[{ links: 'emptyArray' }, 'list'],
	[{ paginationNumbers: 'strings' }, 'list'],
	[{ total: 'missing' }, 'list'],
	[{ total: 'missing', pastTheEnd: 'notFound' }, 'list'],
	[{ total: 'tooHigh' }, 'error'],
	[{ total: 'tooLow' }, 'list'],
	[{ cappedLimit: 3 }, 'list'],
	[{ cappedLimit: 3, total: 'missing' }, 'list'],
	[{ limitIgnored: true }, 'list'],
	[{ pageIgnored: true }, 'error'],
	[{ pageIgnored: true, total: 'missing' }, 'error'],
	[{ idType: 'string' }, 'list'],
];

describe.each([
	...LIST_NAMES.filter((name) => name.startsWith('Vome')).flatMap((name) =>
		some(VOME_QUIRKS).map((quirk) => [name, ...quirk] as const),
	),
	...LIST_NAMES.filter((name) => name.startsWith('Assemble')).flatMap((name) =>
		some(ASSEMBLE_QUIRKS).map((quirk) => [name, ...quirk] as const),
	),
])('%s from a server with %j', (name, quirks, outcome) => {
	it(`brings the ${outcome === 'list' ? 'list, and its length as the count' : 'error'}`, async () => {
		const list = lists.all.find((candidate) => candidate.name === name) as List;
		list.reset();
		Object.assign(list.sandbox.quirks, quirks);
		const result = await list.read();
		expect(expectListOrError(list, list.ids(), result)).toBe(outcome);
		// Count takes the number that the service gives.
		const isMiscounted = Object.values<unknown>(quirks).includes('tooLow');
		if (outcome === 'error' || isMiscounted) return;
		const { outputs, error } = await list.count();
		expect(error).toBeUndefined();
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ count: list.ids().length }]);
	});
});

it.each(LIST_NAMES.filter((name) => name.startsWith('Vome')))(
	'%s in another order at each request: the list, or an error',
	async (name) => {
		const list = lists.all.find((candidate) => candidate.name === name) as List;
		list.reset();
		Object.assign(list.sandbox.quirks, { order: 'shuffled' });
		const result = await list.read();
		expectListOrError({ ...list, isOrdered: false }, list.ids(), result);
	},
);

describe('the waiting', () => {
	it.each(LIST_NAMES)('of %s is bounded, and the error names what to change', async (name) => {
		const list = lists.all.find((candidate) => candidate.name === name) as List;
		list.reset();
		list.sandbox.faults.push({ kind: 'status', status: 429, retryAfter: '600', path: list.path });
		const { error } = await list.read();
		expect(error?.message).toContain('asks for longer pauses than the node makes');
		expect(error?.description).toContain('30 minutes');
		expect(error?.description).toContain("'Parallel Requests'");
		expect(clock.pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(30 * 60_000);
	});

	it.each(WAYS)('of %s after a Retry-After is for all its requests', async (name) => {
		const list = lists.all.find((candidate) => candidate.name === name) as List;
		list.reset();
		list.sandbox.latency = 15;
		list.sandbox.faults.push({
			kind: 'status',
			status: 429,
			retryAfter: '20',
			path: list.path,
			page: 3,
			times: 1,
		});
		let sentInPause = 0;
		clock.isStopped = true;
		let isPaused = false;
		clock.onPause = () => {
			isPaused = true;
		};
		const run = list.read({ options: { parallelRequests: 8 }, pageSize: 1 });
		while (!isPaused) await delay(5);
		await delay(60);
		const atPause = list.sandbox.requests.length;
		await delay(100);
		sentInPause = list.sandbox.requests.length - atPause;
		clock.release();
		expect((await run).error).toBeUndefined();
		expect(sentInPause).toBe(0);
	});
});
