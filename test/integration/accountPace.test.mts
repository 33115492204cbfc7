// Executions that use one account at the same time keep to its rate limit together.
import type { INodeParameters } from 'n8n-workflow';

import type { VomeSandbox } from '../../sandbox/index.mts';
import { startVomeSandbox } from '../../sandbox/index.mts';
import { clock } from '../support/clock.mts';
import { VomeBench } from '../support/vomeBench.mts';

const SIZE = { profiles: 1_000, shifts: 0, reservations: 0 };

let bench: VomeBench;
let other: VomeSandbox;
beforeAll(async () => {
	bench = await VomeBench.start(SIZE);
	other = await startVomeSandbox({ profiles: 30, shifts: 0, reservations: 0 });
});
beforeEach(() => {
	bench.sandbox.reset();
	other.reset();
});
afterAll(async () => {
	await bench.stop();
	await other.close();
});

const ALL: INodeParameters = { operation: 'getAll', returnAll: true };
const list = async () => await bench.vome(ALL);
const of = async ({ origin: baseUrl, apiKey }: VomeSandbox) =>
	await bench.vome(ALL, { credential: { baseUrl, apiKey } });
const most = () => Math.max(...bench.sandbox.requests.map(({ inFlight }) => inFlight));
const refusals = () => bench.sandbox.requests.filter(({ status }) => status === 429).length;

/** Resolves once so many requests came. */
async function arrival(count: number): Promise<void> {
	while (bench.sandbox.requests.length < count) await new Promise((done) => setImmediate(done));
}

it('five lists side by side are whole under a rate limit of 10 requests a second', async () => {
	clock.isFrozen = true;
	bench.sandbox.faults = [{ kind: 'status', status: 429, retryAfter: '1', perSecond: 10 }];
	const results = await Promise.all([list(), list(), list(), list(), list()]);
	expect(results.map(({ error }) => error)).toEqual(Array(5).fill(undefined));
	expect(results.map(({ items }) => items.length)).toEqual(Array(5).fill(1_000));
	expect(refusals()).toBeGreaterThan(0);
});

/** Lets all answers but those to the first page wait for ever, until the executions are stopped. */
async function whileAllHang(lists: number, look: () => Promise<void>): Promise<void> {
	bench.sandbox.requests.length = 0;
	bench.sandbox.faults = Array.from({ length: 10 }, (_, index) => ({
		kind: 'hang',
		page: index + 2,
	}));
	const stop = new AbortController();
	const runs = Array.from({ length: lists }, async () => await bench.stopped(ALL, stop.signal));
	await look();
	stop.abort();
	await Promise.all(runs);
	bench.sandbox.faults = [];
}

it('together they send no more at once than one alone', async () => {
	await list();
	await whileAllHang(5, async () => {
		// Five times the first page; then the last pages and what is behind them take all eight places.
		await arrival(5 + 8);
		for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
		expect(bench.sandbox.requests).toHaveLength(5 + 8);
	});
});

it('the second list begins at the pace that the first one found', async () => {
	const hanging = async (places: number) =>
		await whileAllHang(3, async () => {
			await arrival(3 + places);
			for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
		});
	// The two places that a new account has, and one more for each good answer.
	await hanging(5);
	const cold = most();
	await list();
	await hanging(6);
	expect([cold, most()]).toEqual([5, 6]);
});

it('one waits out the pause that another one was asked for', async () => {
	bench.sandbox.faults = [{ kind: 'status', status: 429, retryAfter: '60', times: 1 }];
	clock.isStopped = true;
	const first = list();
	await arrival(1);
	while (clock.pauses.length === 0) await new Promise((done) => setImmediate(done));
	const second = list();
	while (clock.pauses.length === 1) await new Promise((done) => setImmediate(done));
	expect(bench.sandbox.requests).toHaveLength(1);
	clock.release();
	expect((await first).items).toHaveLength(1_000);
	expect((await second).items).toHaveLength(1_000);
});

it('another account does not wait', async () => {
	bench.sandbox.faults = [{ kind: 'status', status: 429, retryAfter: '60', times: 1 }];
	clock.isStopped = true;
	const waiting = list();
	while (clock.pauses.length === 0) await new Promise((done) => setImmediate(done));
	expect((await of(other)).items).toHaveLength(30);
	expect(clock.pauses).toHaveLength(1);
	clock.release();
	expect((await waiting).items).toHaveLength(1_000);
});

it('a stopped execution holds up nobody', async () => {
	bench.sandbox.faults = [{ kind: 'hang', page: 1, times: 1 }];
	const stop = new AbortController();
	const stopped = bench.stopped(ALL, stop.signal);
	await arrival(1);
	bench.sandbox.faults.push({ kind: 'hang', page: 1, times: 1 });
	const alsoStopped = bench.stopped(ALL, stop.signal);
	await arrival(2);
	// Both places of a new account are taken.
	const waiting = list();
	for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
	expect(bench.sandbox.requests).toHaveLength(2);
	stop.abort();
	expect((await stopped).status).toBe('canceled');
	expect((await alsoStopped).status).toBe('canceled');
	expect((await waiting).items).toHaveLength(1_000);
});
