import type { IDataObject } from 'n8n-workflow';

import { watchCreated } from '../../../../nodes/shared/triggers/createdEvents.ts';
import type { Memory } from '../../../../nodes/shared/triggers/polling.ts';
import { clock } from '../../../support/clock.mts';

const HOUR = 60 * 60_000;
const START = Date.parse('2026-03-01T12:00:00Z');

/** A list in memory, watched from poll to poll. */
class Watched {
	records: IDataObject[] = [];

	memory?: Memory;

	/** What each poll asked for. */
	asked: Array<string | undefined> = [];

	/** Whether the server filters by time. */
	filters = true;

	add(id: string, created: number | string | null): void {
		const created_at = typeof created === 'number' ? new Date(created).toISOString() : created;
		this.records.push({ id, created_at });
	}

	async poll(): Promise<unknown[]> {
		const watch = watchCreated(
			{
				subject: 'records',
				list: async (map, { since } = {}) => {
					this.asked.push(since);
					const from = since === undefined || !this.filters ? 0 : Date.parse(since);
					const matching = this.records.filter(
						({ created_at }) => !(Date.parse(created_at as string) < from),
					);
					return await Promise.resolve(matching.map(map));
				},
				newest: async () => await Promise.resolve(this.records[0]),
			},
			(record) => ({ json: record }),
		);
		const { items, memory } = await watch.look(this.memory, 'salt');
		if (memory !== undefined) this.memory = structuredClone(memory);
		return items.map(({ json }) => json.id);
	}
}

let watched: Watched;
beforeEach(async () => {
	clock.elapsed = START - Date.now();
	watched = new Watched();
	for (let hours = 100; hours > 0; hours -= 10) watched.add(`old ${hours}`, START - hours * HOUR);
	expect(await watched.poll()).toEqual([]);
});

it('reads all records at first, then those of the last day before the newest', async () => {
	await watched.poll();
	expect(watched.asked).toEqual([undefined, '2026-02-28T02:00:00Z']);
});

it('finds new records once, in the order of their times', async () => {
	watched.add('b', START + 2);
	watched.add('a', START + 1);
	expect(await watched.poll()).toEqual(['a', 'b']);
	expect(await watched.poll()).toEqual([]);
});

it('finds records that share a time, also with one that was seen', async () => {
	watched.add('a', START);
	expect(await watched.poll()).toEqual(['a']);
	watched.add('b', START);
	watched.add('c', START);
	expect(await watched.poll()).toEqual(['b', 'c']);
	expect(await watched.poll()).toEqual([]);
});

it('tells microseconds apart no more than it needs', async () => {
	watched.add('a', '2026-03-01T12:00:00.000002Z');
	watched.add('b', '2026-03-01T12:00:00.000001Z');
	expect((await watched.poll()).sort()).toEqual(['a', 'b']);
	expect(await watched.poll()).toEqual([]);
});

it('finds a record that shows up late, within a day', async () => {
	watched.add('new', START);
	await watched.poll();
	watched.add('late', START - 24 * HOUR);
	watched.add('too late', START - 24 * HOUR - 1);
	expect(await watched.poll()).toEqual(['late']);
	expect(await watched.poll()).toEqual([]);
});

it('finds the same where the server does not filter', async () => {
	watched.filters = false;
	expect(await watched.poll()).toEqual([]);
	watched.add('new', START);
	watched.add('too late', START - 80 * HOUR);
	expect(await watched.poll()).toEqual(['new']);
});

it('goes on finding records after one with a time in the future', async () => {
	watched.add('future', START + 10_000 * HOUR);
	watched.add('a', START);
	expect(await watched.poll()).toEqual(['a', 'future']);
	watched.add('b', START + HOUR);
	expect(await watched.poll()).toEqual(['b']);
	expect(await watched.poll()).toEqual([]);
});

it.each([
	['behind', -100 * HOUR],
	['ahead', 100 * HOUR],
])('finds all records where the clock of n8n is %s', async (_, by) => {
	clock.elapsed += by;
	watched = new Watched();
	watched.add('old', START);
	expect(await watched.poll()).toEqual([]);
	watched.add('a', START + HOUR);
	watched.add('late', START - HOUR);
	expect(await watched.poll()).toEqual(['late', 'a']);
	expect(await watched.poll()).toEqual([]);
});

it('finds the first records of an empty list', async () => {
	watched = new Watched();
	expect(await watched.poll()).toEqual([]);
	watched.add('a', START - 500 * HOUR);
	watched.add('b', START);
	expect(await watched.poll()).toEqual(['a', 'b']);
	expect(await watched.poll()).toEqual([]);
});

it('does not find a record again that stopped to match and is back', async () => {
	watched.add('a', START);
	expect(await watched.poll()).toEqual(['a']);
	const record = watched.records.pop() ?? {};
	expect(await watched.poll()).toEqual([]);
	watched.records.push(record);
	expect(await watched.poll()).toEqual([]);
});

it.each([null, 'yesterday'])('finds a record with the time %j once', async (time) => {
	watched.add('a', time);
	watched.add('b', START);
	expect(await watched.poll()).toEqual(['b', 'a']);
	watched.add('c', START + 30 * HOUR);
	clock.elapsed += 30 * HOUR;
	expect(await watched.poll()).toEqual(['c']);
	expect(await watched.poll()).toEqual([]);
});

it('finds nothing where all times are missing for once, and afterwards what came meanwhile', async () => {
	watched.filters = false;
	await watched.poll();
	watched.add('new', START);
	const { records } = watched;
	watched.records = records.map(({ id }) => ({ id }));
	expect(await watched.poll()).toEqual([]);
	watched.records = records;
	expect(await watched.poll()).toEqual(['new']);
	expect(await watched.poll()).toEqual([]);
});

it('finds records by their IDs alone where there never were times', async () => {
	watched = new Watched();
	watched.add('a', null);
	await watched.poll();
	watched.add('b', null);
	expect(await watched.poll()).toEqual(['b']);
	expect(await watched.poll()).toEqual([]);
});

it('keeps no more than what was made since the time from which it reads', async () => {
	for (let hours = 1; hours <= 200; hours += 1) watched.add(`new ${hours}`, START + hours * HOUR);
	clock.elapsed += 200 * HOUR;
	await watched.poll();
	expect(Buffer.from(String(watched.memory?.table), 'base64')).toHaveLength(25 * 13);
});
