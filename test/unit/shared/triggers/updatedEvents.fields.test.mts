import type { IDataObject } from 'n8n-workflow';

import type { Memory } from '../../../../nodes/shared/triggers/polling.ts';
import { watchUpdated } from '../../../../nodes/shared/triggers/updatedEvents.ts';

/** A list in memory, of which the service sends what `listed` lets through. */
class Watched {
	memory?: Memory;

	fields = ['name', 'duration'];

	constructor(public records: IDataObject[]) {}

	/** IDs of the events of one poll. */
	async poll(records = this.records): Promise<unknown[]> {
		const watch = watchUpdated(
			{
				subject: 'records',
				list: async (map) => await Promise.resolve(records.map(map)),
				newest: async () => await Promise.resolve(records[0]),
			},
			(json) => ({ json }),
			this.fields,
			(record) => record,
		);
		const { items, memory } = await watch.look(this.memory, 'salt');
		if (memory !== undefined) this.memory = structuredClone(memory);
		return items.map(({ json }) => json.id);
	}
}

const record = (id: number): IDataObject => ({ id, name: `Name ${id}`, duration: id });

let watched: Watched;
beforeEach(async () => {
	watched = new Watched([1, 2, 3, 4, 5].map(record));
	expect(await watched.poll()).toEqual([]);
});

it('finds what is new or changed, once, whatever else is sent', async () => {
	watched.records[1] = { ...record(2), duration: 60 };
	watched.records.push(record(6));
	expect(await watched.poll(watched.records.slice(1))).toEqual([2, 6]);
	expect(await watched.poll([])).toEqual([]);
	expect(await watched.poll()).toEqual([]);
});

it('keeps the same text where nothing changed', async () => {
	const { table } = watched.memory ?? {};
	await watched.poll(watched.records.toReversed());
	expect(watched.memory?.table).toBe(table);
});

it.each([
	['all', 0],
	['some', 3],
])('takes a field that is missing from %s for no change', async (_, from) => {
	const without = watched.records.map(({ duration, ...others }, index) =>
		index < from ? { ...others, duration } : others,
	);
	expect(await watched.poll(without)).toEqual([]);
	expect(await watched.poll(without)).toEqual([]);
	expect(await watched.poll()).toEqual([]);
	await watched.poll(without);
	expect(await watched.poll(without.with(3, { id: 4, name: 'Other' }))).toEqual([4]);
	watched.records[3] = { ...record(4), name: 'Other' };
	expect(await watched.poll()).toEqual([]);
	watched.records[2] = { ...record(3), duration: 60 };
	expect(await watched.poll()).toEqual([3]);
});

it('finds nothing by fields that an upgrade brings or takes away', async () => {
	watched.records = watched.records.map((one) => ({ ...one, type: 'Visit' }));
	watched.fields = ['type', 'name'];
	expect(await watched.poll(watched.records.slice(2))).toEqual([]);
	watched.records[0] = { ...record(1), name: 'Other', type: 'Visit' };
	watched.records[4] = { ...record(5), type: 'Talk' };
	expect(await watched.poll()).toEqual([1, 5]);
});

it('forgets what changed longest ago where there is too much, and never what was just sent', async () => {
	watched = new Watched([]);
	watched.fields = Array.from({ length: 1_000 }, (_, index) => `field_${index}`);
	const records = Array.from({ length: 2_300 }, (_, id) => ({ id, field_1: id }));
	await watched.poll(records.slice(0, 200));
	expect(await watched.poll(records.slice(200))).toHaveLength(2_100);
	expect(String(watched.memory?.table).length).toBeLessThan(3_000_000);
	// The last of those that came first are still known, the very first are not.
	expect(await watched.poll(records.slice(190, 200))).toEqual([]);
	expect(await watched.poll(records.slice(0, 1))).toEqual([0]);
});

it('finds each change in records that lack what others have, though short fingerprints may be equal', async () => {
	const named = (name: string) =>
		Array.from({ length: 2_000 }, (_, id): IDataObject => ({ id, name: `${name} ${id}` }));
	watched = new Watched([...named('Name'), record(2_000)]);
	await watched.poll();
	const { table } = watched.memory ?? {};
	expect(await watched.poll()).toEqual([]);
	expect(watched.memory?.table === table).toBe(true);
	expect(await watched.poll(named('Other'))).toHaveLength(2_000);
});
