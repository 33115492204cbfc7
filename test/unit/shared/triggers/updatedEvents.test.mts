// Events by the time of the last change, which records do not show.
import type { IDataObject } from 'n8n-workflow';

import type { Memory } from '../../../../nodes/shared/triggers/polling.ts';
import { watchUpdated } from '../../../../nodes/shared/triggers/updatedEvents.ts';
import { clock } from '../../../support/clock.mts';

const HOUR = 60 * 60_000;
const START = Date.parse('2026-03-01T12:00:00Z');

/** A list in memory, watched from poll to poll. */
class Watched {
	/** By ID: the record, and when it was changed. */
	readonly rows = new Map<string, { record: IDataObject; updated: number }>();

	memory?: Memory;

	/** What each poll asked for. */
	asked: Array<string | undefined> = [];

	/** Whether the server filters by time, and by how much its clock and zone are off, in ms. */
	filters = true;

	offset = 0;

	isDown = false;

	set(id: string, text: string, updated = Date.now()): void {
		this.rows.set(id, { record: { id, text }, updated: updated + this.offset });
	}

	async poll(isSaved = true): Promise<unknown[]> {
		const watch = watchUpdated(
			{
				subject: 'records',
				list: async (map, { since } = {}) => {
					this.asked.push(since);
					await Promise.resolve();
					if (this.isDown) throw new Error('down');
					const from = since === undefined || !this.filters ? -Infinity : Date.parse(since);
					const found = [...this.rows.values()].filter(({ updated }) => updated >= from);
					return found.map(({ record }) => map(record));
				},
				newest: async () => await Promise.resolve(undefined),
			},
			(record) => ({ json: record }),
			['text'],
			(record) => record,
		);
		const { items, memory } = await watch.look(this.memory, 'salt');
		if (memory !== undefined && isSaved) this.memory = structuredClone(memory);
		return items.map(({ json }) => json.id);
	}
}

const wait = (time: number) => (clock.elapsed += time);

let watched: Watched;
beforeEach(async () => {
	clock.elapsed = START - Date.now();
	watched = new Watched();
	watched.set('old', 'a', START - 100 * HOUR);
	watched.set('recent', 'a', START - HOUR);
	expect(await watched.poll()).toEqual([]);
});

it('reads everything at first, then from 26 hours before the last poll', async () => {
	wait(2 * HOUR);
	await watched.poll();
	wait(5 * HOUR);
	await watched.poll();
	expect(watched.asked).toEqual([undefined, '2026-02-28T10:00:00Z', '2026-02-28T12:00:00Z']);
});

it('finds what is new and what changed, each once', async () => {
	watched.set('new', 'a');
	watched.set('recent', 'b');
	expect(await watched.poll()).toEqual(['recent', 'new']);
	expect(await watched.poll()).toEqual([]);
	watched.set('recent', 'a');
	expect(await watched.poll()).toEqual(['recent']);
});

it('finds an old record that is changed once, and nothing in one that is saved unchanged', async () => {
	wait(50 * HOUR);
	watched.set('old', 'b');
	watched.set('recent', 'a');
	expect(await watched.poll()).toEqual(['old']);
	expect(await watched.poll()).toEqual([]);
});

it('finds several that share a second, also with one that was seen', async () => {
	const time = Date.now();
	watched.set('one', 'a', time);
	expect(await watched.poll()).toEqual(['one']);
	watched.set('two', 'a', time);
	watched.set('three', 'a', time);
	expect(await watched.poll()).toEqual(['two', 'three']);
});

it.each([-14, -1, 1, 14])('finds each once where the times are %i hours off', async (hours) => {
	watched.offset = hours * HOUR;
	for (let poll = 0; poll < 40; poll += 1) {
		wait(HOUR);
		watched.set(`new ${poll}`, 'a');
		watched.set('old', `changed ${poll}`);
		expect(await watched.poll()).toEqual(['old', `new ${poll}`]);
	}
});

it('finds the same where the time is ignored', async () => {
	watched.filters = false;
	expect(await watched.poll()).toEqual([]);
	wait(100 * HOUR);
	watched.set('old', 'b');
	watched.set('new', 'a');
	expect(await watched.poll()).toEqual(['old', 'new']);
	expect(await watched.poll()).toEqual([]);
});

it('a poll that fails loses nothing, however long it takes until one works', async () => {
	watched.set('new', 'a');
	watched.isDown = true;
	await expect(watched.poll()).rejects.toThrow('down');
	wait(300 * HOUR);
	watched.isDown = false;
	expect(await watched.poll()).toEqual(['new']);
	expect(await watched.poll()).toEqual([]);
});

it('what a record that is gone looked like stays known, so that it is not new when it is back', async () => {
	const row = watched.rows.get('recent');
	watched.rows.delete('recent');
	watched.set('new', 'a');
	expect(await watched.poll()).toEqual(['new']);
	if (row !== undefined) watched.rows.set('recent', row);
	expect(await watched.poll()).toEqual([]);
});

it('a memory that was not saved repeats nothing that was', async () => {
	wait(HOUR / 2);
	expect(await watched.poll(false)).toEqual([]);
	watched.set('new', 'a');
	expect(await watched.poll()).toEqual(['new']);
	wait(50 * HOUR);
	expect(await watched.poll(false)).toEqual([]);
	expect(await watched.poll()).toEqual([]);
});

it('the memory stays the same for an hour where nothing changes', async () => {
	watched.set('new', 'a');
	await watched.poll();
	const { memory } = watched;
	wait(HOUR / 2);
	await watched.poll();
	expect(watched.memory).toEqual(memory);
	wait(HOUR);
	await watched.poll();
	expect(watched.memory).not.toEqual(memory);
});

it('a clock that was set back finds what is new all the same', async () => {
	wait(10 * HOUR);
	await watched.poll();
	wait(-9 * HOUR);
	watched.set('new', 'a');
	expect(await watched.poll()).toEqual(['new']);
	expect(await watched.poll()).toEqual([]);
});

it('IDs that differ in case alone are one record', async () => {
	watched.set('NEW', 'a');
	expect(await watched.poll()).toEqual(['NEW']);
	watched.rows.delete('NEW');
	watched.set('new', 'a');
	expect(await watched.poll()).toEqual([]);
});
