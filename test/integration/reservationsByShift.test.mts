// "Who is coming this week?": reservations by the start of their shifts, which Vome cannot filter by.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { VomeQuirks } from '../../sandbox/index.mts';
import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 80, shifts: 400, reservations: 1_500 });
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

const startOf = ({ shift }: { shift: { shift_start_at: string } }) =>
	Date.parse(shift.shift_start_at);

/** A time such that about this many shifts start at it or later. */
function lastShifts(number: number): string {
	const starts = bench.sandbox.vome.shifts.map(({ shift_start_at }) => shift_start_at).sort();
	return String(starts.at(-number));
}

async function read(filters: IDataObject, more: IDataObject = {}) {
	const { items, error, hints } = await bench.vome({
		resource: 'reservation',
		returnAll: true,
		filters: filters as INodeParameters,
		...more,
	});
	return { ids: items.map(({ json }) => json.id as string).sort(), items, error, hints };
}

const expected = (after: string, before = '9999') =>
	bench.sandbox.vome.reservations
		.filter((one) => startOf(one) >= Date.parse(after) && !(startOf(one) > Date.parse(before)))
		.map(({ id }) => id)
		.sort();

const shiftRequests = () => bench.urls.filter((url) => url.includes('shift.id=')).length;

it('reads shift by shift where that takes fewer requests', async () => {
	const shiftStartsAfter = lastShifts(6);
	const { ids, hints } = await read({ shiftStartsAfter });
	expect(ids).toEqual(expected(shiftStartsAfter));
	expect(ids.length).toBeGreaterThan(0);
	expect(hints).toEqual([]);
	expect(bench.urls.length).toBeLessThan(15);
	expect(shiftRequests()).toBeGreaterThanOrEqual(6);
});

it('includes both ends', async () => {
	const [first = '', last = ''] = [lastShifts(6), lastShifts(3)];
	const filters = { shiftStartsAfter: first, shiftStartsBefore: last };
	expect((await read(filters)).ids).toEqual(expected(first, last));
});

it('keeps the other filters, and those that only the node knows', async () => {
	const shiftStartsAfter = lastShifts(8);
	const { ids } = await read({ shiftStartsAfter, status: [0, 1, 3] });
	const all = new Set(expected(shiftStartsAfter));
	const wanted = bench.sandbox.vome.reservations
		.filter(({ id, status }) => all.has(id) && [0, 1, 3].includes(Number(status)))
		.map(({ id }) => id);
	expect(ids).toEqual(wanted.sort());
});

it('reads no more shifts than a limit needs', async () => {
	const { ids, items } = await read(
		{ shiftStartsAfter: lastShifts(8) },
		{ returnAll: false, limit: 3, options: { parallelRequests: 1 } },
	);
	expect(ids).toHaveLength(3);
	expect(shiftRequests()).toBeLessThan(8);
	const starts = items.map(({ json }) => json.shift_start_at as string);
	expect(starts).toEqual([...starts].sort());
});

it('counts what it would read', async () => {
	const shiftStartsAfter = lastShifts(6);
	const { items } = await bench.vome({
		resource: 'reservation',
		operation: 'count',
		filters: { shiftStartsAfter },
	});
	expect(items).toEqual([
		expect.objectContaining({ json: { count: expected(shiftStartsAfter).length } }),
	]);
	expect(bench.urls.length).toBeLessThan(15);
});

describe('reads all reservations', () => {
	it('where there are many shifts', async () => {
		const shiftStartsAfter = lastShifts(300);
		expect((await read({ shiftStartsAfter })).ids).toEqual(expected(shiftStartsAfter));
		expect(shiftRequests()).toBe(0);
	});

	it('where there are few reservations', async () => {
		const shiftStartsAfter = lastShifts(2);
		const volunteerEmail = String(
			bench.sandbox.vome.reservations.find(({ id }) => expected(shiftStartsAfter).includes(id))
				?.user.email,
		);
		const { ids } = await read({ shiftStartsAfter, volunteerEmail });
		expect(ids.length).toBeGreaterThan(0);
		expect(bench.urls.every((url) => url.startsWith('/api/reservations/'))).toBe(true);
	});

	const quirks: Array<[string, Partial<VomeQuirks>]> = [
		['ignores', { unknownFilters: ['shift.id'], unknownParameters: 'ignore' }],
		['refuses', { unknownFilters: ['shift.id'] }],
	];
	it.each(quirks)('where Vome %s the filter by shift', async (_, set) => {
		Object.assign(bench.sandbox.quirks, set);
		const shiftStartsAfter = lastShifts(6);
		const { ids, error } = await read({ shiftStartsAfter });
		expect(error).toBeUndefined();
		expect(ids).toEqual(expected(shiftStartsAfter));
		expect(shiftRequests()).toBe(1);
	});

	it.each(['first', 'last'])('where the shift of the %s one is not listed', async (place) => {
		const { reservations, shifts } = bench.sandbox.vome;
		const row = reservations.at(place === 'first' ? 0 : -1);
		const shiftStartsAfter = lastShifts(6);
		const hidden = shifts.findIndex(({ shift_start_at }) => shift_start_at > shiftStartsAfter);
		if (row !== undefined) row.shift = { ...row.shift, ...shifts[hidden] } as typeof row.shift;
		shifts.splice(hidden, 1);
		expect((await read({ shiftStartsAfter })).ids).toEqual(expected(shiftStartsAfter));
		expect(shiftRequests()).toBe(0);
	});

	it('where Vome knows no shifts by day', async () => {
		Object.assign(bench.sandbox.quirks, {
			unknownFilters: ['shift_date.gte'],
			unknownParameters: 'ignore',
		});
		const shiftStartsAfter = lastShifts(6);
		expect((await read({ shiftStartsAfter })).ids).toEqual(expected(shiftStartsAfter));
	});
});

it('leaves out a reservation without a shift', async () => {
	const [row] = bench.sandbox.vome.reservations;
	Object.assign(row ?? {}, { shift: null });
	const { ids } = await read({ shiftStartsAfter: '2000-01-01' });
	expect(ids).toHaveLength(bench.sandbox.vome.reservations.length - 1);
});
