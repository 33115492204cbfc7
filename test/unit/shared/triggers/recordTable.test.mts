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

it.each([0, 1, 6, 90])('reads what it wrote, with payloads of %d bytes', (payloadBytes) => {
	const written = rows(300, payloadBytes);
	const text = writeTable(written);
	const table = new RecordTable(text, payloadBytes);
	expect(table.size).toBe(300);
	for (const { key, payload } of written) expect(table.get(key)).toEqual(payload);
	expect([...table.rows()]).toEqual(written);
	expect(table.get(recordKey('salt', 'another id'))).toBeUndefined();
	expect(text).toHaveLength(tableSize(300, payloadBytes));
});

it('is empty if nothing was written', () => {
	expect(new RecordTable(writeTable([]), 6).size).toBe(0);
});

it('knows an ID in capitals and as a number, and no other one', () => {
	expect(recordKey('salt', 'ABC')).toBe(recordKey('salt', 'abc'));
	expect(recordKey('salt', 12)).toBe(recordKey('salt', '12'));
	expect(recordKey('salt', 12)).not.toBe(recordKey('salt', 13));
	expect(recordKey('salt', 12)).not.toBe(recordKey('other', 12));
});

it('puts rows into one order, whatever theirs is', () => {
	const written = rows(50, 1);
	expect(inOrder([...written].reverse())).toEqual(inOrder(written));
	expect(inOrder(written)).toHaveLength(50);
});
