// Activities that are new or changed: asked for by a time that no record shows, and never told twice.
import type { INodeParameters } from 'n8n-workflow';

import type { PollingWorkflow } from '../../../engine/index.mts';
import { AssembleBench } from '../../support/assembleBench.mts';
import { clock } from '../../support/clock.mts';

const HOUR = 3_600_000;

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const data = () => bench.sandbox.assemble;

const start = async (more: INodeParameters = {}) =>
	await bench.trigger({ event: 'activityAddedOrUpdated', ...more });

async function poll(active: PollingWorkflow): Promise<unknown[]> {
	bench.sandbox.requests.length = 0;
	const { items, error } = await active.poll();
	expect(error).toBeUndefined();
	return (items ?? []).map(({ json }) => json.id);
}

function activity(index: number) {
	const found = data().activities[index];
	if (found === undefined) throw new Error('There are not so many activities');
	return found;
}

/** What the last poll asked for, in ms. */
function since(): number {
	const url = new URL(bench.requests[0]?.replace('GET ', '') ?? '', 'http://sandbox');
	const text = url.searchParams.get('updated_after') ?? '';
	expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
	return Date.parse(`${text.replace(' ', 'T')}Z`);
}

it('reads all at first, and then what changed since 26 hours before the last good poll', async () => {
	const begun = Date.now();
	const active = await start();
	expect(bench.requests.join()).not.toContain('updated_after');
	clock.elapsed += 5 * HOUR;
	const second = Date.now();
	expect(await poll(active)).toEqual([]);
	expect(Math.abs(since() - (begun - 26 * HOUR))).toBeLessThan(5_000);

	clock.elapsed += 5 * HOUR;
	bench.sandbox.faults = [{ kind: 'status', status: 500 }];
	expect((await active.poll()).error).toBeDefined();
	bench.sandbox.faults = [];
	clock.elapsed += 5 * HOUR;
	expect(await poll(active)).toEqual([]);
	expect(Math.abs(since() - (second - 26 * HOUR))).toBeLessThan(5_000);
});

it.each([0, 14, -12])('tells each once where the times are of UTC%i', async (updatedZone) => {
	bench.sandbox.quirks.updatedZone = updatedZone;
	const active = await start();
	for (let round = 0; round < 4; round += 1) {
		clock.elapsed += HOUR;
		const old = activity(round);
		old.duration += 15;
		const made = data().makeActivity();
		data().activities.push(made);
		expect((await poll(active)).toSorted()).toEqual([old.id, made.id].toSorted());
		expect(await poll(active)).toEqual([]);
	}
});

it('tells all of those that share a second, and each of them that changes in it again', async () => {
	const active = await start();
	clock.elapsed += HOUR;
	const together = [0, 1, 2, 3].map(activity);
	const now = Date.now();
	for (const one of together.slice(0, 2)) one.duration += 15;
	together.forEach((one) => data().setUpdated(one, now));
	expect((await poll(active)).toSorted()).toEqual([3001, 3002]);
	for (const one of together.slice(1)) {
		one.duration += 15;
		data().setUpdated(one, now);
	}
	expect((await poll(active)).toSorted()).toEqual([3002, 3003, 3004]);
	expect(await poll(active)).toEqual([]);
});

describe.each(['ignore', 'reject'] as const)(
	'where the time is not known (%s)',
	(unknownParameters) => {
		it('reads all, tells nothing twice and loses nothing', async () => {
			const active = await start();
			for (const unknownFilters of [['updated_after'], [], ['updated_after']]) {
				Object.assign(bench.sandbox.quirks, { unknownFilters, unknownParameters });
				clock.elapsed += 40 * HOUR;
				expect(await poll(active)).toEqual([]);
				const [changed] = [activity(5)];
				changed.final = !changed.final;
				expect(await poll(active)).toEqual([changed.id]);
				expect(await poll(active)).toEqual([]);
			}
		});
	},
);

it('takes many new ones for what they are, though none of the last ones comes again', async () => {
	const active = await start();
	clock.elapsed += 60 * HOUR;
	expect(await poll(active)).toEqual([]);
	clock.elapsed += 60 * HOUR;
	const made = Array.from({ length: 12 }, () => data().makeActivity());
	data().activities.push(...made);
	expect((await poll(active)).toSorted()).toEqual(made.map(({ id }) => id));
});

it('goes on where n8n was restarted', async () => {
	const active = await start();
	activity(2).duration += 15;
	expect(await poll(active)).toEqual([3003]);
	clock.elapsed += 30 * HOUR;
	activity(4).duration += 15;
	const [restarted] = await active.restart();
	expect(restarted?.items?.map(({ json }) => json.id)).toEqual([3005]);
	expect(await poll(active)).toEqual([]);
});

it('minds watched fields alone, and what is new in any case', async () => {
	const active = await start({ options: { watchedFields: ['duration'] } });
	activity(0).description = 'Other';
	activity(1).duration += 15;
	const made = data().makeActivity();
	data().activities.push(made);
	expect((await poll(active)).toSorted()).toEqual([3002, made.id]);
});

it('does not start where only what the user may do has changed', async () => {
	const active = await start();
	activity(0).can_edit = !activity(0).can_edit;
	expect(await poll(active)).toEqual([]);
});

it('keeps parameters to itself by which it reads', async () => {
	const queryParameters = { parameter: [{ name: 'updated_after', value: '2026-02-03' }] };
	const active = await bench.trigger(
		{ event: 'activityAddedOrUpdated', options: { queryParameters } },
		{ isActive: false },
	);
	await expect(active.activate()).rejects.toThrow("must not set 'updated_after'");
});
