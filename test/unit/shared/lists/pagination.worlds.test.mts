// Lists of servers as they are, drawn by seed, with changes during the read. `npm run soak` tries as many
// seeds as you like. No list is wrong but in the exceptions that docs/performance-inside.md names, and none fails
// that several readings can settle.
import { complaintOf, drawWorld, outcomeOf, worldOf } from '../../../support/listWorlds.mts';

const FIRST = Number(process.env.SOAK_FROM ?? 1);
const RUNS = Number(process.env.SOAK_RUNS ?? 1000);
const STEP = 250;

const outcomes = { list: 0, lost: 0, wrong: 0, error: 0 };

it.each(Array.from({ length: Math.ceil(RUNS / STEP) }, (_, index) => FIRST + index * STEP))(
	'from seed %i on, each list is right, or an error that must be',
	async (first) => {
		for (let seed = first; seed < Math.min(first + STEP, FIRST + RUNS); seed += 1) {
			const world = drawWorld(seed);
			const outcome = await outcomeOf(world, seed);
			const complaint = complaintOf(world, outcome);
			if (complaint !== undefined) {
				throw new Error(`Seed ${seed}, ${JSON.stringify(world)}: ${outcome.is}, ${complaint}`);
			}
			outcomes[outcome.is] += 1;
		}
	},
);

it('most lists come out, and what Standard cannot notice is rare', () => {
	expect(outcomes.list / RUNS).toBeGreaterThan(0.6);
	expect(outcomes.error / RUNS).toBeGreaterThan(0.1);
	expect(outcomes.lost / RUNS).toBeLessThan(0.01);
});

it.each([
	[14625, { rows: 100, pageSize: 50, parallel: 2, fixedSize: 10, changes: [10] }],
	[50886, { rows: 60, pageSize: 20, parallel: 4, mostSize: 15, changes: [8, 16] }],
] as const)(
	'seed %i: what an added row pushes behind a last page that was full is not lost in Strict mode',
	async (seed, { changes, ...more }) => {
		const world = worldOf({
			...more,
			completeness: 'strict',
			cachedFor: 1_000,
			pastTheEnd: 'last',
			next: 'unknown',
			changes: changes.map((at) => ({ at, change: 'add' as const })),
		});
		// More than a cache counts is no list in Strict mode.
		expect(await outcomeOf(world, seed)).toMatchObject({ is: 'error' });
	},
);
