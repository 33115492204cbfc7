// What histories drawn at random do not show well: see triggerHistories.test.mts for those.
import { Workbench } from '../support/workflow.mts';

let bench: Workbench;
beforeAll(async () => {
	bench = await Workbench.start({ profiles: 12, opportunities: 4, shifts: 12, reservations: 12 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const ids = (items: Array<{ json: { id?: unknown } }> | null) => items?.map(({ json }) => json.id);

it('puts what was made in the same millisecond in order', async () => {
	const active = await bench.trigger({ event: 'reservationCreated' });
	const { vome } = bench.sandbox;
	const made = ['900', '100', '500'].map((micros) => ({
		...vome.makeReservation(),
		created_at: `2026-03-02T10:00:00.123${micros}Z`,
	}));
	vome.reservations.push(...made);
	const [last, first, second] = made;
	expect(ids((await active.poll()).items)).toEqual([first?.id, second?.id, last?.id]);
});
