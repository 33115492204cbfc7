import { Pace, Pacer, pause } from '../../../../nodes/shared/http/pacing.ts';
import { clock } from '../../../support/clock.mts';

const signal = new AbortController().signal;

/** An execution with at most `max` parallel requests; others with the same pace use the same account. */
function pacerOf(max: number, pace = new Pace()): Pacer {
	const pacer = new Pacer(pace);
	pacer.max = max;
	return pacer;
}

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
	const pacer = pacerOf(10);
	const requests = start(pacer, 100);
	for (const running of [2, 4, 8]) {
		expect(await requests.running()).toBe(running);
		await requests.end(running);
	}
	expect(await requests.running()).toBe(10);
});

it('keeps to the most allowed from the start', async () => {
	const pacer = pacerOf(1);
	const requests = start(pacer, 10);
	expect(await requests.running()).toBe(1);
	await requests.end(1);
	expect(await requests.running()).toBe(1);
});

it('halves when the server pushes back, once for requests that ran side by side, and recovers slowly', async () => {
	const pacer = pacerOf(8);
	for (let answer = 0; answer < 8; answer += 1) pacer.succeeded();
	await pacer.run(async () => {
		for (let refusal = 0; refusal < 3; refusal += 1) pacer.pushedBack(1_000);
	}, signal);

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
	const pacer = pacerOf(8);
	for (let time = 0; time < 10; time += 1) {
		pacer.pushedBack(10);
		clock.elapsed += 100;
	}
	expect(await start(pacer, 5).running()).toBe(1);
});

it('holds every request while the server wants a pause', async () => {
	const pacer = pacerOf(8);
	pacer.pushedBack(5_000);
	clock.isStopped = true;
	const requests = start(pacer, 3);
	expect(await requests.running()).toBe(0);
	expect(clock.pauses).toHaveLength(3);
});

it('pauses half an hour in all at the most, and counts pauses side by side once', () => {
	const pacer = pacerOf(1);
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
	const pacer = pacerOf(8);
	expect(pacer.pushedBack(1_800_001)).toBe(false);
	expect(await start(pacer, 2).running()).toBe(2);
	expect(clock.pauses).toEqual([]);
});

it('lets each request that waits listen to a signal of its own', async () => {
	const pacer = pacerOf(8);
	pacer.pushedBack(5_000);
	clock.isStopped = true;
	await start(pacer, 20).running();
	expect(new Set(clock.signals).size).toBe(20);
});

it('lets a request go that fails', async () => {
	const pacer = pacerOf(1);
	await expect(
		pacer.run(async () => await Promise.reject(new Error('broken')), signal),
	).rejects.toThrow('broken');
	expect(await start(pacer, 1).running()).toBe(1);
});

it('sends nothing once the execution is cancelled', async () => {
	const stop = new AbortController();
	stop.abort(new Error('stopped'));
	const send = jest.fn();
	await expect(pacerOf(1).run(send, stop.signal)).rejects.toThrow('stopped');
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
		const pacer = pacerOf(1);
		clock.onPause = () => {
			clock.jumped = by;
		};
		expect(pacer.pushedBack(1_000)).toBe(true);
		await pacer.run(async () => undefined, new AbortController().signal);
		expect(clock.elapsed).toBeGreaterThan(900);
		expect(clock.elapsed).toBeLessThan(1_100);
	},
);

describe('executions of one account', () => {
	/** A pace that has shown to bear eight requests at once. */
	function widePace(): Pace {
		const pace = new Pace();
		for (let answer = 0; answer < 8; answer += 1) pace.succeeded(8);
		return pace;
	}

	it('begin with the window that another one found, up to their own maximum', async () => {
		const pace = widePace();
		expect(await start(pacerOf(3, pace), 10).running()).toBe(3);
		expect(await start(pacerOf(8, pace), 10).running()).toBe(5);
	});

	it('take turns', async () => {
		const pace = new Pace();
		const first = start(pacerOf(8, pace), 50);
		expect(await first.running()).toBe(2);
		const others = [start(pacerOf(8, pace), 50), start(pacerOf(8, pace), 50)];
		await first.end(2);
		// The window is four by now.
		expect(await first.running()).toBe(2);
		for (const other of others) expect(await other.running()).toBe(1);
	});

	it('leave places alone that one of them may not use', async () => {
		const pace = widePace();
		const one = start(pacerOf(1, pace), 50);
		const other = start(pacerOf(8, pace), 50);
		expect(await one.running()).toBe(1);
		expect(await other.running()).toBe(7);
		await one.end(1);
		expect(await one.running()).toBe(1);
	});

	it('all heed a pause, which counts for those alone that were pushed back', async () => {
		const pace = widePace();
		const [pushed, other] = [pacerOf(8, pace), pacerOf(8, pace)];
		await pushed.run(async () => {
			expect(pushed.pushedBack(1_700_000)).toBe(true);
		}, signal);
		const requests = start(other, 1);
		await requests.running();
		expect(clock.pauses).toEqual([expect.closeTo(1_700_000, -3)]);
		expect(await requests.running()).toBe(1);
		expect(pushed.reserve(200_000)).toBe(false);
		expect(other.reserve(1_700_000)).toBe(true);
	});

	it('that are stopped give their places back, and leave the queue', async () => {
		const pace = new Pace();
		const stop = new AbortController();
		const [stopped, other] = [pacerOf(8, pace), pacerOf(8, pace)];
		const hang = async () =>
			await new Promise<void>((_, reject) => {
				stop.signal.addEventListener('abort', () => reject(new Error('gone')));
			});
		const runs = Array.from({ length: 20 }, async () => await stopped.run(hang, stop.signal));
		const settled = Promise.allSettled(runs);
		const requests = start(other, 10);
		expect(await requests.running()).toBe(0);
		stop.abort(new Error('stopped'));
		expect(new Set((await settled).map(({ status }) => status))).toEqual(new Set(['rejected']));
		expect(await requests.running()).toBe(2);
		expect(stopped).toMatchObject({ running: 0, requests: 0, waiting: [] });
		for (let round = 0; round < 3; round += 1) await requests.end(10);
		expect(pace.isNeeded).toBe(false);
	});

	it('that are stopped just as their turn comes give the place back, too', async () => {
		const pace = new Pace();
		const stop = new AbortController();
		const [stopped, other] = [pacerOf(1, pace), pacerOf(1, pace)];
		const first = start(other, 2);
		await first.running();
		const queued = stopped.run(async () => undefined, stop.signal);
		void first.end(1);
		stop.abort(new Error('stopped'));
		await queued.catch(() => undefined);
		await first.end(1);
		expect(pace.isNeeded).toBe(false);
		expect(await start(pacerOf(2, pace), 5).running()).toBe(2);
	});

	it('with few at once narrow the window to what they used', async () => {
		const pace = widePace();
		const pacer = pacerOf(2, pace);
		await pacer.run(async () => pacer.pushedBack(1_000), signal);
		expect(await start(pacerOf(8, pace), 10).running()).toBe(1);
	});
});
