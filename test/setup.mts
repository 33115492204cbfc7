// Pauses of the nodes pass at once in tests: n8n-workflow's sleep moves the clock instead. Their lengths are
// drawn from a seed, so that each run of a test has the same.
import { Random } from '../sandbox/random.mts';
import { clock } from './support/clock.mts';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number, signal?: AbortSignal) => await clock.sleep(ms, signal),
}));

const realNow = Date.now.bind(Date);
const began = { date: realNow(), timer: 0 };
Date.now = () => (clock.isFrozen ? began.date : realNow()) + clock.elapsed + clock.jumped;
// All test files of a process share this one.
const timer: { now: (() => number) & { real?: () => number } } = performance;
const real = timer.now.real ?? timer.now.bind(performance);
began.timer = real();
timer.now = Object.assign(() => (clock.isFrozen ? began.timer : real()) + clock.elapsed, { real });

beforeEach(() => {
	clock.reset();
	const random = new Random(1);
	Math.random = () => random.fraction();
});
