import { Pacer, pause } from '../../../../nodes/shared/http/pacing.ts';
import { clock } from '../../../support/clock.mts';

const signal = new AbortController().signal;

/** Starts `count` requests that end when told to, and tells how many run. */
function start(pacer: Pacer, count: number) {
	const ends: Array<() => void> = [];
	let running = 0;
	for (let index = 0; index < count; index += 1) {
		void pacer
			.run(async () => {
				running += 1;
				await new Promise<void>((resolve) => ends.push(resolve));
				running -= 1;
			}, signal)
			.then(() => pacer.succeeded());
	}
	const settle = async () => await new Promise((resolve) => setImmediate(resolve));
	return {
		running: async () => {
			await settle();
			return running;
		},
		end: async (number: number) => {
			for (const end of ends.splice(0, number)) end();
			await settle();
		},
	};
}

it('starts with two requests, and doubles with each round up to the most allowed', async () => {
	const pacer = new Pacer();
	pacer.allow(10);
	const requests = start(pacer, 100);
	for (const running of [2, 4, 8]) {
		expect(await requests.running()).toBe(running);
		await requests.end(running);
	}
	expect(await requests.running()).toBe(10);
});

it('keeps to the most allowed from the start', async () => {
	const pacer = new Pacer();
	pacer.allow(1);
	const requests = start(pacer, 10);
	expect(await requests.running()).toBe(1);
	await requests.end(1);
	expect(await requests.running()).toBe(1);
});

it('halves when the server pushes back, once for requests that ran side by side, and recovers slowly', async () => {
	const pacer = new Pacer();
	pacer.allow(8);
	for (let answer = 0; answer < 8; answer += 1) pacer.succeeded();
	for (let refusal = 0; refusal < 3; refusal += 1) pacer.pushedBack(1_000);

	const requests = start(pacer, 100);
	expect(await requests.running()).toBe(4);
	expect(clock.pauses.length).toBeGreaterThan(0);
	await requests.end(4);
	expect(await requests.running()).toBe(5);
	await requests.end(4);
	expect(await requests.running()).toBe(5);
	await requests.end(1);
	expect(await requests.running()).toBe(6);
});

it('never stops altogether', async () => {
	const pacer = new Pacer();
	pacer.allow(8);
	for (let time = 0; time < 10; time += 1) {
		pacer.pushedBack(10);
		clock.elapsed += 100;
	}
	expect(await start(pacer, 5).running()).toBe(1);
});

it('holds every request while the server wants a pause', async () => {
	const pacer = new Pacer();
	pacer.allow(8);
	pacer.pushedBack(5_000);
	clock.isStopped = true;
	const requests = start(pacer, 3);
	expect(await requests.running()).toBe(0);
	expect(clock.pauses).toHaveLength(3);
});

it('pauses half an hour in all at the most, and counts pauses side by side once', () => {
	const pacer = new Pacer();
	expect([1_000_000, 900_000, 1_000_000].map((ms) => pacer.reserve(ms))).toEqual([
		true,
		true,
		true,
	]);
	clock.elapsed += 1_000_000;
	expect(pacer.reserve(900_000)).toBe(false);
	expect(pacer.reserve(700_000)).toBe(true);
});

it('holds no request for a pause that is too long', async () => {
	const pacer = new Pacer();
	pacer.allow(8);
	expect(pacer.pushedBack(1_800_001)).toBe(false);
	expect(await start(pacer, 2).running()).toBe(2);
	expect(clock.pauses).toEqual([]);
});

it('lets each request that waits listen to a signal of its own', async () => {
	const pacer = new Pacer();
	pacer.allow(8);
	pacer.pushedBack(5_000);
	clock.isStopped = true;
	await start(pacer, 20).running();
	expect(new Set(clock.signals).size).toBe(20);
});

it('lets a request go that fails', async () => {
	const pacer = new Pacer();
	pacer.allow(1);
	await expect(
		pacer.run(async () => await Promise.reject(new Error('broken')), signal),
	).rejects.toThrow('broken');
	expect(await start(pacer, 1).running()).toBe(1);
});

it('sends nothing once the execution is cancelled', async () => {
	const stop = new AbortController();
	stop.abort(new Error('stopped'));
	const send = jest.fn();
	await expect(new Pacer().run(send, stop.signal)).rejects.toThrow('stopped');
	expect(send).not.toHaveBeenCalled();
});

it.each([false, true])(
	'a pause ends when it is aborted, where sleep ignores signals: %s',
	async (ignores) => {
		clock.isStopped = true;
		clock.ignoresSignals = ignores;
		const controller = new AbortController();
		const resting = pause(60_000, controller.signal);
		controller.abort(new Error('Stopped'));
		await expect(resting).rejects.toThrow('Stopped');
		await expect(pause(60_000, controller.signal)).rejects.toThrow('Stopped');
	},
);

it.each([-3_600_000, 3_600_000])(
	'a clock that is set by %i ms in a pause changes nothing',
	async (by) => {
		const pacer = new Pacer();
		pacer.allow(1);
		clock.onPause = () => {
			clock.jumped = by;
		};
		expect(pacer.pushedBack(1_000)).toBe(true);
		await pacer.run(async () => undefined, new AbortController().signal);
		expect(clock.elapsed).toBeGreaterThan(900);
		expect(clock.elapsed).toBeLessThan(1_100);
	},
);
