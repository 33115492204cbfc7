// Several faults at once, drawn at random by a seed. `npm run soak` tries as many seeds as you like.
import type { Lists } from '../support/lists.mts';
import { startLists } from '../support/lists.mts';
import { survive } from '../support/mixtures.mts';

const FIRST = Number(process.env.SOAK_FROM ?? 1);
const RUNS = Number(process.env.SOAK_RUNS ?? 200);
const STEP = 25;

let lists: Lists;
beforeAll(async () => {
	lists = await startLists();
});
afterAll(async () => await lists.stop());

const outcomes = { list: 0, error: 0 };

it.each(Array.from({ length: Math.ceil(RUNS / STEP) }, (_, index) => FIRST + index * STEP))(
	'from seed %i on, each run ends with the list or an error',
	async (first) => {
		for (let seed = first; seed < Math.min(first + STEP, FIRST + RUNS); seed += 1) {
			outcomes[await survive(seed, lists.all)] += 1;
		}
	},
);

it('both outcomes occur often, so the mixtures are neither harmless nor hopeless', () => {
	expect(outcomes.list / RUNS).toBeGreaterThan(0.2);
	expect(outcomes.error / RUNS).toBeGreaterThan(0.2);
});
