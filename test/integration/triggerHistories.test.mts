// Triggers through days of changes, failures and restarts, drawn at random by a seed, against an oracle.
// `npm run soak` tries as many seeds as you like.
import type { Tally } from '../support/histories.mts';
import { playHistory } from '../support/histories.mts';
import type { Benches } from '../support/historySides.mts';
import { startBenches, stopBenches } from '../support/historySides.mts';
import { EVENT_NAMES } from '../support/historyWorlds.mts';
import { ARE_WHOLE } from '../support/sampled.mts';

const FIRST = Number(process.env.SOAK_FROM ?? 1);
const RUNS = Number(process.env.SOAK_RUNS ?? (ARE_WHOLE ? 168 : 48));

/** Seeds of one test: each event with both ways of keeping static data. */
const STEP = 24;

let benches: Benches;
beforeAll(async () => {
	benches = await startBenches();
});
afterAll(async () => await stopBenches(benches));

const tallies: Tally[] = [];

it.each(Array.from({ length: Math.ceil(RUNS / STEP) }, (_, index) => FIRST + index * STEP))(
	'from seed %i on, each event comes once, in order, and none is invented',
	async (first) => {
		for (let seed = first; seed < Math.min(first + STEP, FIRST + RUNS); seed += 1) {
			tallies.push(await playHistory(seed, benches));
		}
	},
	120_000,
);

it('there were events of each kind, and much that went wrong', () => {
	const sum = (key: Exclude<keyof Tally, 'event' | 'way'>, of = tallies) =>
		of.reduce((total, tally) => total + tally[key], 0);
	for (const event of EVENT_NAMES) {
		for (const way of ['saved', 'staged']) {
			const of = tallies.filter((tally) => tally.event === event && tally.way === way);
			if (of.length >= 7) expect(sum('found', of) / of.length).toBeGreaterThan(1);
		}
	}
	if (tallies.length < STEP) return;
	expect(sum('polls') / tallies.length).toBeGreaterThan(8);
	expect(sum('failed') / tallies.length).toBeGreaterThan(0.5);
	expect(sum('restarts') / tallies.length).toBeGreaterThan(0.5);
	expect(sum('midway') / tallies.length).toBeGreaterThan(0.1);
	expect(sum('ignored') / tallies.length).toBeGreaterThan(0.1);
	expect(sum('forgetful') / tallies.length).toBeGreaterThan(0.2);
});
