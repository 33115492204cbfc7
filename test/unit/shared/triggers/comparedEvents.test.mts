import type { IDataObject } from 'n8n-workflow';

import type { Comparison } from '../../../../nodes/shared/triggers/comparedEvents.ts';
import {
	tellChangedFields,
	watchChanges,
} from '../../../../nodes/shared/triggers/comparedEvents.ts';
import type { Memory } from '../../../../nodes/shared/triggers/polling.ts';

const FIELDS = ['name', 'email', 'tags'];

/** A list in memory, watched from poll to poll. */
class Watched {
	records: IDataObject[];

	memory?: Memory;

	/** Records that the service sends though a filter leaves them out. */
	leavesOut = (_: IDataObject) => false;

	/** Whether the service says that it has more records. */
	isUnlisted = false;

	constructor(
		count: number,
		public comparison: Partial<Comparison> = {},
	) {
		this.records = Array.from({ length: count }, (_, index) => record(index));
	}

	/** IDs of the events of one poll. */
	async poll(): Promise<unknown[]> {
		return (await this.items()).map(({ id }) => id);
	}

	async items(): Promise<IDataObject[]> {
		const watch = watchChanges({
			source: {
				subject: 'records',
				list: async (map, { onUnlisted } = {}) => {
					if (this.isUnlisted) onUnlisted?.();
					const mapped = this.records.map(map);
					return await Promise.resolve(
						mapped.filter((_, index) => !this.leavesOut(this.records[index] ?? {})),
					);
				},
				newest: async () => await Promise.resolve(this.records[0]),
			},
			toItem: ({ id, name }) => ({ json: { id, name } }),
			fields: FIELDS,
			read: (values) => values,
			isEvent: ({ isChanged }) => isChanged,
			tell: tellChangedFields,
			...this.comparison,
		});
		const { items, memory } = await watch.look(this.memory, 'salt');
		if (memory !== undefined) this.memory = structuredClone(memory);
		return items.map(({ json }) => json);
	}
}

const ADDED: Partial<Comparison> = {
	fields: [],
	isEvent: ({ isNew }) => isNew,
	tell: undefined,
};

/** Reads records that show all of these fields, empty ones too. */
const withAll = (fields: readonly string[]): Partial<Comparison> => ({
	fields,
	read: (values) => ({ ...Object.fromEntries(fields.map((name) => [name, null])), ...values }),
});

function record(index: number): IDataObject {
	return { id: index, name: `Name ${index}`, email: `${index}@example.org`, tags: ['a', 'b'] };
}

it('finds nothing at first, and nothing in what stays the same', async () => {
	const watched = new Watched(20);
	expect(await watched.poll()).toEqual([]);
	const { memory } = watched;
	watched.records.reverse();
	expect(await watched.poll()).toEqual([]);
	expect(watched.memory).toEqual(memory);
});

it('tells which fields changed', async () => {
	const watched = new Watched(20);
	await watched.poll();
	Object.assign(watched.records[3] ?? {}, { email: 'new@example.org', tags: ['a'] });
	Object.assign(watched.records[7] ?? {}, { tags: ['b', 'a'] });
	expect(await watched.items()).toEqual([
		{ id: 3, name: 'Name 3', changed_fields: ['email', 'tags'] },
	]);
	expect(await watched.poll()).toEqual([]);
});

it('does not take what is new for changed, nor what is changed for new', async () => {
	const updated = new Watched(20);
	const added = new Watched(20, ADDED);
	await Promise.all([updated.poll(), added.poll()]);
	for (const { records } of [updated, added]) {
		records.push(record(20));
		Object.assign(records[0] ?? {}, { name: 'Other' });
	}
	expect(await updated.poll()).toEqual([0]);
	expect(await added.poll()).toEqual([20]);
});

it('finds a record that is back neither new nor, if it is as it was, changed', async () => {
	for (const comparison of [{}, ADDED]) {
		const watched = new Watched(20, comparison);
		await watched.poll();
		const [gone = {}] = watched.records.splice(5, 1);
		expect(await watched.poll()).toEqual([]);
		watched.records.push(gone);
		expect(await watched.poll()).toEqual([]);
	}
});

it('finds a record that is back changed if it differs', async () => {
	const watched = new Watched(20);
	await watched.poll();
	const [gone = {}] = watched.records.splice(5, 1);
	await watched.poll();
	await watched.poll();
	watched.records.push({ ...gone, name: 'Other' });
	expect(await watched.items()).toEqual([{ id: 5, name: 'Other', changed_fields: ['name'] }]);
});

it('forgets nothing where a list comes empty', async () => {
	const watched = new Watched(20, ADDED);
	await watched.poll();
	const { records, memory } = watched;
	watched.records = [];
	expect(await watched.poll()).toEqual([]);
	expect(watched.memory).toEqual(memory);
	watched.records = [...records, record(20)];
	expect(await watched.poll()).toEqual([20]);
});

it('begins with an empty list', async () => {
	const watched = new Watched(0, ADDED);
	expect(await watched.poll()).toEqual([]);
	watched.records = [record(0)];
	expect(await watched.poll()).toEqual([0]);
});

it('takes a list of which it knows nothing for that of another account', async () => {
	const watched = new Watched(10, ADDED);
	await watched.poll();
	watched.records = Array.from({ length: 12 }, (_, index) => record(100 + index));
	expect(await watched.poll()).toEqual([]);
	watched.records.push(record(200));
	expect(await watched.poll()).toEqual([200]);
});

it('knows the records of before where a list of others was a slip', async () => {
	const watched = new Watched(60_000, ADDED);
	await watched.poll();
	const { records } = watched;
	watched.records = [record(60_000)];
	expect(await watched.poll()).toEqual([]);
	watched.records = records;
	expect(await watched.poll()).toEqual([]);
});

it('knows an ID in small letters and in capitals', async () => {
	const watched = new Watched(0);
	watched.records = [{ ...record(1), id: 'a1' }];
	await watched.poll();
	watched.records = [{ ...record(1), id: 'A1' }];
	expect(await watched.poll()).toEqual([]);
});

it('finds new ones in the place of a few that are all gone', async () => {
	const watched = new Watched(9, ADDED);
	await watched.poll();
	watched.records = [record(100), record(101)];
	expect(await watched.poll()).toEqual([100, 101]);
});

it('drops the longest gone where there are too many', async () => {
	const watched = new Watched(100, ADDED);
	await watched.poll();
	const all = Array.from({ length: 50_100 }, (_, index) => record(index));
	watched.records = [record(99), ...all.slice(100)];
	await watched.poll();
	// The first 99 are gone now, and then 50,000 others.
	watched.records = [record(99)];
	await watched.poll();
	watched.records = [record(99), record(98), record(100)];
	expect(await watched.poll()).toEqual([98]);
});

it('takes no record for gone where the service counts more than it lists', async () => {
	const watched = new Watched(100, ADDED);
	await watched.poll();
	const all = Array.from({ length: 50_100 }, (_, index) => record(index));
	watched.isUnlisted = true;
	watched.records = all.slice(3);
	await watched.poll();
	expect(watched.memory?.live).toBe(50_100);
	watched.isUnlisted = false;
	watched.records = all;
	expect(await watched.poll()).toEqual([]);
});

describe('an upgrade that brings a field', () => {
	const more = [...FIELDS, 'phone'];

	it('finds nothing by that, and from then on its changes', async () => {
		const watched = new Watched(20);
		await watched.poll();
		for (const one of watched.records) one.phone = '1';
		watched.comparison = { fields: more };
		expect(await watched.poll()).toEqual([]);
		Object.assign(watched.records[2] ?? {}, { phone: '2' });
		expect(await watched.items()).toEqual([{ id: 2, name: 'Name 2', changed_fields: ['phone'] }]);
	});

	it('finds what else changed meanwhile', async () => {
		const watched = new Watched(20);
		await watched.poll();
		Object.assign(watched.records[2] ?? {}, { name: 'Other' });
		watched.comparison = { fields: ['phone', ...FIELDS] };
		expect(await watched.items()).toEqual([{ id: 2, name: 'Other', changed_fields: ['name'] }]);
	});

	it('does not take what was gone for changed', async () => {
		const watched = new Watched(20);
		await watched.poll();
		const [gone = {}] = watched.records.splice(5, 1);
		await watched.poll();
		watched.comparison = { fields: more };
		await watched.poll();
		watched.records.push({ ...gone, phone: '1' });
		expect(await watched.poll()).toEqual([]);
		Object.assign(watched.records.at(-1) ?? {}, { phone: '2' });
		expect(await watched.items()).toEqual([{ id: 5, name: 'Name 5', changed_fields: ['phone'] }]);
	});
});

describe('a field that is missing', () => {
	/** Watched records that a first poll has seen. */
	const seen = async (comparison: Partial<Comparison> = {}) => {
		const watched = new Watched(20, comparison);
		await watched.poll();
		return watched;
	};
	/** The records without the field, or all but some of them. */
	const without = (name: string, { records }: Watched, from = 0) =>
		records.map((one, index) => {
			const others = Object.entries(one).filter(([field]) => field !== name);
			return index < from ? one : Object.fromEntries(others);
		});

	it.each([
		['from all', 0],
		['from some', 10],
	])('%s says nothing, nor when it is back', async (_, from) => {
		const watched = await seen();
		const { records } = watched;
		watched.records = without('email', watched, from);
		expect(await watched.poll()).toEqual([]);
		expect(await watched.poll()).toEqual([]);
		watched.records = records;
		expect(await watched.poll()).toEqual([]);
	});

	it('is found to be another one when it is back', async () => {
		const watched = await seen();
		const { records } = watched;
		watched.records = without('email', watched);
		await watched.poll();
		watched.records = records.with(4, { ...record(4), email: 'new@example.org' });
		expect(await watched.items()).toEqual([{ id: 4, name: 'Name 4', changed_fields: ['email'] }]);
		expect(await watched.poll()).toEqual([]);
	});

	it('hides no changes of others, nor takes part in them', async () => {
		const watched = await seen();
		watched.records = without('email', watched);
		Object.assign(watched.records[4] ?? {}, { name: 'Other' });
		expect(await watched.items()).toEqual([{ id: 4, name: 'Other', changed_fields: ['name'] }]);
		Object.assign(watched.records[5] ?? {}, { tags: [] });
		expect(await watched.poll()).toEqual([5]);
		watched.records = watched.records.map((one, index) => ({ ...one, email: record(index).email }));
		expect(await watched.poll()).toEqual([]);
	});

	it('is found empty where the service says so', async () => {
		const watched = await seen();
		Object.assign(watched.records[4] ?? {}, { email: null });
		expect(await watched.poll()).toEqual([4]);
		watched.records = watched.records.with(4, without('email', watched)[4] ?? {});
		expect(await watched.poll()).toEqual([]);
		Object.assign(watched.records[4] ?? {}, { email: 'new@example.org' });
		expect(await watched.poll()).toEqual([4]);
	});

	it('is taken in when it comes for the first time, in records seen before and new ones', async () => {
		const watched = new Watched(20);
		const { records } = watched;
		watched.records = without('email', watched).slice(1);
		await watched.poll();
		watched.records = without('email', { records } as Watched);
		expect(await watched.poll()).toEqual([]);
		watched.records = records;
		expect(await watched.poll()).toEqual([]);
		Object.assign(records[0] ?? {}, { email: 'new@example.org' });
		expect(await watched.poll()).toEqual([0]);
	});

	it('does not count as empty where only records have it that the filters leave out', async () => {
		const watched = new Watched(20);
		const { records } = watched;
		watched.leavesOut = ({ id }) => Number(id) >= 10;
		watched.records = without('email', watched).with(15, record(15));
		await watched.poll();
		watched.records = records;
		expect(await watched.poll()).toEqual([]);
	});

	it('counts as empty where others of the list have it: services leave out what is empty', async () => {
		const watched = new Watched(20);
		const { records } = watched;
		watched.records = without('email', watched, 10);
		await watched.poll();
		expect(await watched.poll()).toEqual([]);
		watched.records = watched.records.with(12, records[12] ?? {});
		expect(await watched.poll()).toEqual([12]);
	});

	it('is no change, however many sets of fields are missing by turns', async () => {
		const fields = Array.from({ length: 18 }, (_, index) => `field_${index}`);
		const watched = new Watched(2_000, { fields });
		watched.records = watched.records.map(({ id }) => ({
			id,
			...Object.fromEntries(fields.map((name) => [name, name])),
		}));
		const { records } = watched;
		await watched.poll();
		for (let poll = 1; poll <= 3; poll += 1) {
			watched.records = records.map((one, index) =>
				Object.fromEntries(
					Object.entries(one).filter(
						([name], place) => name === 'id' || ((index * 131 * poll) >> place) % 2 === 0,
					),
				),
			);
			expect(await watched.poll()).toEqual([]);
		}
	});

	describe('where it is never left out for being empty', () => {
		const APPROVED: Partial<Comparison> = {
			fields: ['approved'],
			read: ({ approved }) => ({ approved: approved }),
			areNeverEmpty: true,
			isEvent: ({ isNew, isChanged }, { approved }) =>
				(isNew || isChanged) && (approved as boolean | undefined) === true,
			tell: undefined,
		};
		const approved = (is: boolean | undefined, { records }: Watched) =>
			records.map((one): IDataObject => ({ ...one, approved: is }));

		it.each([
			['all', 0],
			['some', 10],
		])('is not no: from %s at first, and later', async (_, from) => {
			const watched = new Watched(20, APPROVED);
			const records = approved(true, watched);
			const some = records.map((one, index) =>
				index < from ? one : { ...one, approved: undefined },
			);
			for (const list of [some, records, some, some, records]) {
				watched.records = list;
				expect(await watched.poll()).toEqual([]);
			}
			watched.records = approved(false, watched);
			expect(await watched.poll()).toEqual([]);
			watched.records = some;
			expect(await watched.poll()).toEqual(some.slice(0, from).map(({ id }) => id));
			watched.records = records;
			expect(await watched.poll()).toEqual(records.slice(from).map(({ id }) => id));
		});

		it('makes a new record wait', async () => {
			const watched = new Watched(20, APPROVED);
			watched.records = approved(false, watched);
			await watched.poll();
			watched.records.push(record(20), record(21));
			expect(await watched.poll()).toEqual([]);
			Object.assign(watched.records[20] ?? {}, { approved: true });
			Object.assign(watched.records[21] ?? {}, { approved: false });
			expect(await watched.poll()).toEqual([20]);
			expect(await watched.poll()).toEqual([]);
		});
	});
});

describe('fields that are not known beforehand', () => {
	const ANY: Partial<Comparison> = {
		fields: undefined,
		read: ({ id: _, ...others }) => others,
	};

	it('are each compared, also those that come later', async () => {
		const watched = new Watched(20, ANY);
		await watched.poll();
		const { memory } = watched;
		expect(await watched.poll()).toEqual([]);
		expect(watched.memory).toEqual(memory);
		Object.assign(watched.records[3] ?? {}, { email: 'new@example.org' });
		for (const one of watched.records.slice(5)) one.phone = '1';
		expect(await watched.items()).toEqual([{ id: 3, name: 'Name 3', changed_fields: ['email'] }]);
		Object.assign(watched.records[4] ?? {}, { phone: '1' });
		Object.assign(watched.records[5] ?? {}, { phone: '2' });
		expect((await watched.items()).map(({ id, changed_fields }) => [id, changed_fields])).toEqual([
			[4, ['phone']],
			[5, ['phone']],
		]);
	});

	it('say nothing where they are missing', async () => {
		const watched = new Watched(20, ANY);
		await watched.poll();
		const { records } = watched;
		watched.records = records.map(({ id, name }) => ({ id, name }));
		expect(await watched.poll()).toEqual([]);
		watched.records = records;
		expect(await watched.poll()).toEqual([]);
	});

	it('are remembered one by one up to a number', async () => {
		const watched = new Watched(300, ANY);
		watched.records = watched.records.map((one, index) => ({ ...one, [`field_${index}`]: 'a' }));
		await watched.poll();
		expect(await watched.poll()).toEqual([]);
		expect(JSON.parse(String(watched.memory?.fields))).toHaveLength(200);
		Object.assign(watched.records[299] ?? {}, { field_299: 'b' });
		Object.assign(watched.records[1] ?? {}, { field_1: 'b' });
		expect(await watched.poll()).toEqual([1, 299]);
	});
});

it('still finds every change where fingerprints of fields are short, and names nearly all', async () => {
	const fields = Array.from({ length: 1_000 }, (_, index) => `field_${index}`);
	const watched = new Watched(1_200, withAll(fields));
	await watched.poll();
	expect(watched.memory?.fieldBytes).toBe(1);
	const changed = watched.records.slice(0, 1_000);
	changed.forEach((one, index) => {
		one[`field_${index}`] = 'new';
	});
	const items = await watched.items();
	expect(items.map(({ id }) => id)).toEqual(changed.map(({ id }) => id));
	const named = items.filter(
		({ changed_fields }, index) => String(changed_fields as string[]) === `field_${index}`,
	);
	expect(named.length).toBeGreaterThan(980);
	// The others name all fields, since it cannot be told which one it was.
	const others = items.filter((item) => !named.includes(item));
	for (const { changed_fields } of others) expect(changed_fields).toEqual(fields);
	expect(await watched.poll()).toEqual([]);
});

it('shortens fingerprints when records become many, and finds nothing by that', async () => {
	const fields = Array.from({ length: 100 }, (_, index) => `field_${index}`);
	const watched = new Watched(100, withAll(fields));
	await watched.poll();
	expect(watched.memory?.fieldBytes).toBe(3);
	watched.records.push(...Array.from({ length: 9_000 }, (_, index) => record(100 + index)));
	await watched.poll();
	expect(watched.memory?.fieldBytes).toBe(2);
	Object.assign(watched.records[50] ?? {}, { field_7: 'new' });
	expect(await watched.items()).toEqual([{ id: 50, name: 'Name 50', changed_fields: ['field_7'] }]);
	expect(await watched.poll()).toEqual([]);
});

describe('what the only field was before', () => {
	const CODES = Array.from({ length: 100 }, (_, code) => code);
	const STATUS: Partial<Comparison> = {
		fields: ['status'],
		tell: ({ earlier }) => ({ was: earlier(CODES) }),
	};

	/** Records with these statuses, which a first poll has seen. */
	const seen = async (...statuses: unknown[]) => {
		const watched = new Watched(statuses.length, STATUS);
		watched.records.forEach((one, index) => Object.assign(one, { status: statuses[index] }));
		await watched.poll();
		return watched;
	};
	const changed = async (watched: Watched) => {
		for (const one of watched.records) one.status = 'new';
		return (await watched.items()).map(({ was }) => was);
	};

	it('is told', async () => {
		expect(await changed(await seen(0, 7, '6', 99))).toEqual([0, 7, 6, 99]);
	});

	it('is not told where it is none of those that are looked for', async () => {
		expect(await changed(await seen(100, null, 'Reserved', ''))).toEqual(
			Array.from({ length: 4 }, () => undefined),
		);
	});

	it('is told where fingerprints are so short that many are equal', async () => {
		const watched = await seen(...CODES, ...CODES, ...CODES);
		const long = Buffer.from(String(watched.memory?.table), 'base64');
		const rows = Array.from({ length: 300 }, (_, row) => long.subarray(row * 16, row * 16 + 14));
		Object.assign(watched.memory ?? {}, {
			fieldBytes: 1,
			table: Buffer.concat(rows).toString('base64'),
		});
		expect(await changed(watched)).toEqual([...CODES, ...CODES, ...CODES]);
	});

	it('is not told where several values fit', async () => {
		const watched = await seen(1, 2);
		watched.comparison = { ...STATUS, tell: ({ earlier }) => ({ was: earlier([1, '1', 2]) }) };
		expect(await changed(watched)).toEqual([undefined, 2]);
	});

	it('is not told of fields that were not watched before, nor of several', async () => {
		const watched = await seen(1);
		for (const one of watched.records) one.other = 1;
		watched.comparison = { ...STATUS, fields: ['other'], isEvent: () => true };
		expect(await changed(watched)).toEqual([undefined]);
		watched.comparison = { ...STATUS, fields: ['status', 'other'] };
		await watched.poll();
		for (const one of watched.records) one.status = 2;
		expect((await watched.items()).map(({ was }) => was)).toEqual([undefined]);
	});

	it('is not told of a new record', async () => {
		const watched = await seen(1);
		watched.comparison = { ...STATUS, isEvent: ({ isNew }) => isNew };
		watched.records.push({ ...record(1), status: 1 });
		expect((await watched.items()).map(({ was }) => was)).toEqual([undefined]);
	});
});

it('stores neither names nor addresses', async () => {
	const watched = new Watched(20);
	await watched.poll();
	const table = Buffer.from(String(watched.memory?.table), 'base64').toString('latin1');
	expect(`${JSON.stringify(watched.memory)} ${table}`).not.toMatch(/Name|example/);
});
