import {
	inOrder,
	recordKey,
	RecordTable,
	tableSize,
	writeTable,
} from '../../../../nodes/shared/triggers/recordTable.ts';

const rows = (count: number, payloadBytes: number) =>
	Array.from({ length: count }, (_, index) => ({
		key: recordKey('salt', `id ${index}`),
		payload: String.fromCharCode(index % 256).repeat(payloadBytes),
	}));

it.each([0, 1, 6, 90])('reads what it wrote, with payloads of %d bytes', async (payloadBytes) => {
	const written = rows(1_000, payloadBytes);
	const text = await writeTable(written);
	const table = await RecordTable.read(text, payloadBytes);
	expect(table.size).toBe(1_000);
	for (const { key, payload } of written) expect(table.get(key)).toEqual(payload);
	expect([...table.rows()]).toEqual(written);
	expect(table.get(recordKey('salt', 'another id'))).toBeUndefined();
	expect(text).toHaveLength(tableSize(1_000, payloadBytes));
});

it('is empty if nothing was written', async () => {
	expect((await RecordTable.read(await writeTable([]), 6)).size).toBe(0);
});

it('knows an ID in capitals and as a number, and no other one', () => {
	expect(recordKey('salt', 'ABC')).toBe(recordKey('salt', 'abc'));
	expect(recordKey('salt', 12)).toBe(recordKey('salt', '12'));
	expect(recordKey('salt', 12)).not.toBe(recordKey('salt', 13));
	expect(recordKey('salt', 12)).not.toBe(recordKey('other', 12));
});

it('puts rows into one order, whatever theirs is', async () => {
	const written = rows(5_000, 1);
	const ordered = await inOrder([...written].reverse());
	expect(ordered).toEqual(await inOrder(written));
	const keys = ordered.map(({ key }) => key);
	expect(keys).toEqual(written.map(({ key }) => key).sort());
});

// With 200,000 records, each of these takes as long as n8n may be held up several times over.
it('lets others have their turn while tables are read, put in order and written', async () => {
	const written = rows(30_000, 6);
	const text = await writeTable(written);
	let turns = 0;
	let now = 0;
	const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 1));
	const count = () => {
		turns += 1;
		timer = setImmediate(count);
	};
	let timer = setImmediate(count);
	const took: number[] = [];
	for (const work of [
		async () => await inOrder(written),
		async () => await writeTable(written),
		async () => await RecordTable.read(text, 6),
	]) {
		turns = 0;
		await work();
		took.push(turns);
	}
	clearImmediate(timer);
	clock.mockRestore();
	for (const turn of took) expect(turn).toBeGreaterThan(5);
});
