// Reservations, shifts and opportunities: lists in their orders, single records, and what comes out.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RecordShape } from '../../nodes/shared/form/output.ts';
import { fieldsOf } from '../../nodes/shared/form/output.ts';
import { opportunityShape } from '../../nodes/Vome/resources/opportunity/shape.ts';
import { reservationShape } from '../../nodes/Vome/resources/reservation/shape.ts';
import { shiftShape } from '../../nodes/Vome/resources/shift/shape.ts';
import type { VomeQuirks } from '../../sandbox/index.mts';
import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({
		profiles: 60,
		shifts: 150,
		reservations: 230,
		opportunities: 120,
	});
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

const NOBODY = '00000000-0000-4000-8000-000000000000';

const RESOURCES = {
	reservation: {
		path: '/api/reservations/',
		order: '',
		rows: () => bench.sandbox.vome.reservations,
		shape: reservationShape,
	},
	shift: {
		path: '/api/shifts/search/',
		order: 'ordering=created_at&',
		rows: () => bench.sandbox.vome.shifts,
		shape: shiftShape,
	},
	opportunity: {
		path: '/api/opportunities/search/',
		order: 'ordering=created_at&',
		rows: () => bench.sandbox.vome.opportunities,
		shape: opportunityShape,
	},
};

type ResourceName = keyof typeof RESOURCES;

/** The output that has them; an opportunity's are so few that it is the default. */
const ALL_FIELDS: Record<ResourceName, string> = {
	reservation: 'flattened',
	shift: 'flattened',
	opportunity: 'simplified',
};
const NAMES = Object.keys(RESOURCES) as ResourceName[];

/** What comes out by default. */
const simplified = ({ simplify, flatten }: RecordShape, row: unknown) =>
	(simplify ?? flatten)(row as IDataObject);

const idsOf = (rows: ReadonlyArray<{ id: string }>) => rows.map(({ id }) => id);
const read = async (parameters: INodeParameters) => {
	const { items, error, hints } = await bench.vome(parameters);
	return {
		json: items.map(({ json }) => json),
		ids: items.map(({ json }) => json.id),
		error,
		hints,
	};
};

describe.each(NAMES)('a list of %ss', (resource) => {
	const { path, order, rows, shape } = RESOURCES[resource];

	it('is whole with Return All, and says nothing about it', async () => {
		const { ids, hints } = await read({ resource, returnAll: true });
		expect(ids).toEqual(idsOf(rows()));
		expect(hints).toEqual([]);
		expect(bench.urls[0]).toBe(`${path}?${order}page=1&limit=100`);
		expect(bench.urls).toHaveLength(Math.ceil(rows().length / 100) + 1);
	});

	it('takes no more requests than a limit needs', async () => {
		const { ids } = await read({ resource, limit: '={{ "7" }}' });
		expect(ids).toEqual(idsOf(rows().slice(0, 7)));
		expect(bench.urls).toEqual([`${path}?${order}page=1&limit=7`]);
	});

	it('has 50 by default', async () => {
		expect((await read({ resource })).ids).toHaveLength(50);
	});

	it('may be empty', async () => {
		rows().length = 0;
		const { ids, error } = await read({ resource, returnAll: true });
		expect([ids, error]).toEqual([[], undefined]);
	});

	it('searches with an extra query parameter', async () => {
		const queryParameters = { parameter: [{ name: 'id', value: rows()[3]?.id ?? '' }] };
		const { ids } = await read({ resource, options: { queryParameters } });
		expect(ids).toEqual([rows()[3]?.id]);
		expect(bench.sandbox.requests[0]?.path).toMatch(/\/search\/$/);
	});

	it.each(['page', 'limit'])('refuses the extra query parameter %s', async (name) => {
		const queryParameters = { parameter: [{ name, value: '1' }] };
		const { error } = await read({ resource, options: { queryParameters } });
		expect(error?.message).toBe(`'Extra Query Parameters' must not set '${name}' [item 0]`);
		expect(bench.urls).toEqual([]);
	});

	it('comes out raw as it is', async () => {
		const { json } = await read({ resource, limit: 20, output: 'raw' });
		expect(json).toEqual(rows().slice(0, 20));
	});

	it('comes out with selected fields', async () => {
		const { json } = await read({
			resource,
			limit: 1,
			output: 'selectedFields',
			fields: ['created_at', 'category_title'],
		});
		const [row] = rows();
		const category =
			'opportunity' in (row ?? {})
				? (row as never as { opportunity: { category: IDataObject } }).opportunity.category
				: (row as never as { category: IDataObject }).category;
		expect(json).toEqual([
			{ id: row?.id, created_at: row?.created_at, category_title: category.title },
		]);
	});

	it.each([
		['comma text', '={{ "created_at, category_title" }}'],
		['a list', '={{ ["created_at", "category_title"] }}'],
	])('comes out with fields that an expression gives as %s', async (_, fields) => {
		const { json } = await read({ resource, limit: 1, output: 'selectedFields', fields });
		expect(Object.keys(json[0] ?? {})).toEqual(['id', 'created_at', 'category_title']);
	});

	it.each(['id, shoe_size', 'shoe_size', '__proto__', 'custom_fields.x'])(
		'refuses fields that do not exist: %s',
		async (fields) => {
			const { error } = await read({
				resource,
				output: 'selectedFields',
				fields: `={{ "${fields}" }}`,
			});
			const unknown = fields.replace('id, ', '');
			expect(error?.message).toBe(
				`'Fields' names a field that does not exist: ${unknown} [item 0]`,
			);
			expect(error?.description).toContain(fieldsOf(shape).join(', '));
			expect(bench.urls).toEqual([]);
		},
	);

	it('comes out simplified, and with all fields, as its records say', async () => {
		const byDefault = await read({ resource, returnAll: true });
		expect(byDefault.json).toEqual(rows().map((row) => simplified(shape, row)));
		const flattened = await read({ resource, returnAll: true, output: ALL_FIELDS[resource] });
		expect(flattened.json).toEqual(rows().map((row) => shape.flatten(row as never)));
		expect(Object.keys(flattened.json[0] ?? {})).toEqual(fieldsOf(shape));
	});

	it.each<Partial<VomeQuirks>>([{ enums: 'strings' }, { count: 'string' }, { links: 'foreign' }])(
		'looks the same with %j',
		async (quirks) => {
			const output = ALL_FIELDS[resource];
			const usual = await read({ resource, returnAll: true, output });
			Object.assign(bench.sandbox.quirks, quirks);
			const unusual = await read({ resource, returnAll: true, output });
			expect(unusual.json).toEqual(usual.json);
		},
	);

	it('does not stumble over records with nothing inside', async () => {
		for (const row of rows()) {
			Object.assign(row, {
				user: null,
				shift: null,
				opportunity: null,
				category: null,
				status: null,
			});
		}
		const { json, error } = await read({ resource, limit: 5, output: ALL_FIELDS[resource] });
		expect(error).toBeUndefined();
		expect(Object.keys(json[0] ?? {})).toEqual(fieldsOf(shape));
	});
});

it('All Fields is not offered for opportunities, whose few fields all come by default', async () => {
	const { error } = await read({ resource: 'opportunity', output: 'flattened' });
	expect(error?.message).toBe(
		"'Output' must be one of simplified, raw, selectedFields: it is 'flattened' [item 0]",
	);
	expect(bench.urls).toEqual([]);
});

it('a status that has no label stays a number', async () => {
	for (const row of bench.sandbox.vome.reservations) row.status = 9;
	const { json } = await read({ resource: 'reservation', limit: 1, output: 'flattened' });
	expect(json[0]).toMatchObject({ status: 9, status_code: 9 });
});

describe('ordering', () => {
	type Key = 'created_at' | 'shift_start_at' | 'shift_end_at' | 'spots';
	const FIELDS: Key[] = ['created_at', 'shift_start_at', 'shift_end_at', 'spots'];
	const sorted = (field: Key, isDown: boolean) => {
		const values = bench.sandbox.vome.shifts.map((row) => row[field]);
		values.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
		return isDown ? values.reverse() : values;
	};

	describe.each(['stable', 'shuffled'] as const)('of shifts with ties that are %s', (ties) => {
		it.each(FIELDS.flatMap((field) => [field, `-${field}`]))('%s', async (ordering) => {
			bench.sandbox.quirks.ties = ties;
			// Few values, so that ties go over several pages.
			bench.sandbox.quirks.cappedLimit = 20;
			for (const [index, row] of bench.sandbox.vome.shifts.entries()) row.spots = index % 3;
			const field = ordering.replace('-', '') as Key;
			const { json, error } = await read({
				resource: 'shift',
				returnAll: true,
				output: 'raw',
				options: { sortBy: ordering },
			});
			expect(error).toBeUndefined();
			expect(json.map((row) => row[field])).toEqual(sorted(field, ordering.startsWith('-')));
			expect(new Set(json.map(({ id }) => id))).toEqual(new Set(idsOf(bench.sandbox.vome.shifts)));
			expect(bench.sandbox.requests[0]?.query.ordering).toBe(ordering);
		});
	});

	it('in Strict mode loses nothing either', async () => {
		bench.sandbox.quirks.ties = 'shuffled';
		bench.sandbox.quirks.cappedLimit = 20;
		for (const row of bench.sandbox.vome.shifts) row.spots = 1;
		const { ids, error } = await read({
			resource: 'shift',
			returnAll: true,
			options: { sortBy: 'spots', completeness: 'strict' },
		});
		expect(error).toBeUndefined();
		expect([...ids].sort()).toEqual(idsOf(bench.sandbox.vome.shifts).sort());
	});

	it('gives a limited list in order, each shift once', async () => {
		Object.assign(bench.sandbox.quirks, { ties: 'shuffled', cappedLimit: 15 });
		for (const [index, row] of bench.sandbox.vome.shifts.entries()) row.spots = index % 3;
		const { json } = await read({
			resource: 'shift',
			limit: 40,
			options: { sortBy: '-spots' },
		});
		expect(json.map(({ spots }) => spots)).toEqual(Array(40).fill(2));
		expect(new Set(json.map(({ id }) => id)).size).toBe(40);
	});

	it('by creation loses nothing where shifts were made at the same moment', async () => {
		const { shifts } = bench.sandbox.vome;
		for (const row of shifts.slice(20, 60)) row.created_at = '2025-09-01T10:00:00.000000Z';
		Object.assign(bench.sandbox.quirks, { ties: 'shuffled', cappedLimit: 20 });
		const { ids, error } = await read({ resource: 'shift', returnAll: true });
		// Their order changes all the time: nothing but an error is right if they cannot all be had.
		if (error === undefined) expect([...ids].sort()).toEqual(idsOf(shifts).sort());
		else expect(error.message).toBe('The list of shifts could not be read completely [item 0]');

		bench.sandbox.quirks.ties = 'stable';
		const stable = await read({ resource: 'shift', returnAll: true });
		expect(stable.ids).toHaveLength(shifts.length);
	});

	it.each([
		['created_at', (one: string, other: string) => one < other],
		['-created_at', (one: string, other: string) => one > other],
	])('of opportunities: %s', async (ordering, isBefore) => {
		const { json } = await read({
			resource: 'opportunity',
			returnAll: true,
			options: { sortBy: ordering },
		});
		expect(json).toHaveLength(bench.sandbox.vome.opportunities.length);
		const times = json.map((row) => row.created_at as string);
		expect(times.slice(1).every((time, index) => isBefore(times[index] ?? '', time))).toBe(true);
	});

	it.each([
		['shift', 'title'],
		['opportunity', 'spots'],
		['opportunity', ''],
	])('of %ss by %p is refused', async (resource, ordering) => {
		const { error } = await read({ resource, options: { sortBy: `={{ "${ordering}" }}` } });
		expect(error?.message).toMatch(/^'Sort By' must be one of created_at, -created_at/);
		expect(bench.urls).toEqual([]);
	});

	it('is told of after a wrong limit', async () => {
		const { error } = await read({
			resource: 'shift',
			limit: '={{ 0 }}',
			options: { sortBy: '={{ "title" }}' },
		});
		expect(error?.message).toContain("'Limit' must be");
	});

	it.each(['shift', 'opportunity'])('of %ss is no extra query parameter', async (resource) => {
		const queryParameters = { parameter: [{ name: 'ordering', value: 'created_at' }] };
		const { error } = await read({ resource, options: { queryParameters } });
		expect(error?.message).toBe("'Extra Query Parameters' must not set 'ordering' [item 0]");
		expect(error?.description).toBe("Use 'Sort By' under Options instead.");
	});
});

const FIELDS: Record<ResourceName, [name: string, label: string]> = {
	reservation: ['reservationId', 'Reservation ID'],
	shift: ['shiftId', 'Shift'],
	opportunity: ['opportunityId', 'Opportunity'],
};

describe.each(NAMES)('get: one %s', (resource) => {
	const [name, label] = FIELDS[resource];
	const { rows, shape } = RESOURCES[resource];
	const row = () => rows()[110] as { id: string };
	const get = async (id: unknown, more: INodeParameters = {}) =>
		await bench.vome({ resource, operation: 'get', [name]: id as string, ...more });

	it.each([
		'not-an-id',
		'../profiles',
		'..',
		'a/b',
		'5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01/../x',
		'={{ 12 }}',
	])('refuses %p, and nothing is sent', async (id) => {
		const { error } = await get(id);
		expect(error?.message).toContain(`'${label}' is not an ID of Vome, which looks like `);
		expect(bench.urls).toEqual([]);
	});

	// Without an expression, n8n itself refuses to run.
	it.each(['={{ "" }}', '={{ $json.missing }}', '={{ null }}'])(
		'refuses an empty ID from %p, and nothing is sent',
		async (id) => {
			const { error } = await get(id);
			expect(error?.message).toBe(`'${label}' is empty [item 0]`);
			expect(bench.urls).toEqual([]);
		},
	);

	it('tells of a wrong ID before a wrong output', async () => {
		const { error } = await get('not-an-id', { output: 'selectedFields', fields: 'nothing' });
		expect(error?.message).toContain(`'${label}' is not an ID of Vome`);
	});

	it('says so when there is none with this ID', async () => {
		const { error } = await get(NOBODY);
		expect(error?.message).toBe(`Vome has no ${resource} with the ID ${NOBODY} [item 0]`);
		expect(error?.description).toContain(`Check '${label}'.`);
		expect(bench.urls).toHaveLength(1);
	});

	it('does not say so when Vome could not answer', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 500, path: '/api/*' });
		const { error } = await get(row().id);
		expect(error?.message).toContain('Vome could not answer (HTTP 500) after 5 tries');
	});

	it('comes out in every form', async () => {
		const { items } = await get(` ${row().id.toUpperCase()} `);
		expect(items).toEqual([{ json: simplified(shape, row()), pairedItem: { item: 0 } }]);
		const raw = await get(row().id, { output: 'raw' });
		expect(raw.items[0]?.json).toEqual(row());
		const flattened = await get(row().id, { output: ALL_FIELDS[resource] });
		expect(flattened.items[0]?.json).toEqual(shape.flatten(row() as never));
		const fields = await get(row().id, { output: 'selectedFields', fields: 'created_at' });
		expect(Object.keys(fields.items[0]?.json ?? {})).toEqual(['id', 'created_at']);
	});

	it('never takes another one for it', async () => {
		const { path, ...answer } = { path: '/api/*', contentType: 'application/json' };
		const [other] = rows();
		const body =
			resource === 'opportunity'
				? { count: 1, next: null, previous: null, results: [other] }
				: other;
		bench.sandbox.faults.push({ kind: 'status', status: 200, path, ...answer, body, times: 1 });
		const { items, error } = await get(row().id);
		if (resource === 'opportunity') {
			expect(items.map(({ json }) => json.id)).toEqual([row().id]);
		} else {
			expect(error?.message).toBe(
				`Vome sent another ${resource} than the one with the ID ${row().id} [item 0]`,
			);
			expect(items).toEqual([]);
		}
	});

	it('is asked for once, however many items name it', async () => {
		const input = [row().id, NOBODY, row().id.toUpperCase(), NOBODY].map((id) => ({ id }));
		const { items } = await bench.vome(
			{ resource, operation: 'get', [name]: '={{ $json.id }}', output: 'raw' },
			{ input, onError: 'continueRegularOutput' },
		);
		const missing = (item: number) => ({
			json: { error: `Vome has no ${resource} with the ID ${NOBODY} [item ${item}]` },
			pairedItem: { item },
		});
		const found = (item: number) => ({ json: { ...row() }, pairedItem: { item } });
		expect(items).toEqual([found(0), missing(1), found(2), missing(3)]);
		expect(items[0]?.json).not.toBe(items[2]?.json);
		expect(bench.urls).toHaveLength(2);
	});

	it('goes on after an item that does not exist with Continue On Fail', async () => {
		const { items } = await bench.vome(
			{ resource, operation: 'get', [name]: '={{ $json.id }}' },
			{ input: [{ id: NOBODY }, { id: row().id }], onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json, pairedItem }) => [json.id ?? json.error, pairedItem])).toEqual([
			[`Vome has no ${resource} with the ID ${NOBODY} [item 0]`, { item: 0 }],
			[row().id, { item: 1 }],
		]);
	});
});

describe.each([
	['shift', 'shiftId', () => bench.sandbox.vome.shifts[4]?.id ?? ''],
	['opportunity', 'opportunityId', () => bench.sandbox.vome.opportunities[4]?.id ?? ''],
])('a %s may be picked', (resource, name, id) => {
	it.each([
		['from the list', () => ({ __rl: true, mode: 'list', value: id(), cachedResultName: 'X' })],
		['by ID', () => ({ __rl: true, mode: 'id', value: id() })],
		['by an expression', () => ({ __rl: true, mode: 'id', value: `={{ "${id()}" }}` })],
		['as a text', () => id()],
		['as an expression for all of it', () => `={{ "${id()}" }}`],
	])('%s', async (_, value) => {
		const { ids } = await read({ resource, operation: 'get', [name]: value() });
		expect(ids).toEqual([id()]);
	});
});

describe('an opportunity', () => {
	const row = () => bench.sandbox.vome.opportunities[110] as { id: string };
	const get = async (input: IDataObject[], onError?: 'continueRegularOutput') =>
		await bench.vome(
			{ resource: 'opportunity', operation: 'get', opportunityId: '={{ $json.id }}' },
			{ input, onError },
		);

	it('is asked for by the filter that is documented', async () => {
		await get([{ id: row().id }]);
		expect(bench.urls).toEqual([`/api/opportunities/search/?id=${row().id}&page=1&limit=100`]);
	});

	it('is found in a reading of the list where many are asked for, each once', async () => {
		const ids = idsOf(bench.sandbox.vome.opportunities.slice(80, 120));
		const { items } = await get([...ids, ...ids].map((id) => ({ id })));
		expect(items.map(({ json }) => json.id)).toEqual([...ids, ...ids]);
		expect(bench.urls.length).toBeLessThanOrEqual(5);
	});

	it('is found by the filter although the list, which was read before, lacks it', async () => {
		const answer = { kind: 'status' as const, path: '/api/opportunities/search/', times: 1 };
		const none = { count: 0, next: null, previous: null, results: [] };
		bench.sandbox.faults.push(
			{ ...answer, status: 400 },
			{ ...answer, status: 200, body: none, contentType: 'application/json' },
		);
		const { items } = await get([{ id: NOBODY }, { id: row().id }], 'continueRegularOutput');
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			`Vome has no opportunity with the ID ${NOBODY} [item 0]`,
			row().id,
		]);
		// The search, the path and the list for the missing one.
		expect(bench.urls).toHaveLength(3 + 1);
	});

	describe.each(['reject', 'ignore'] as const)(
		'where Vome does not know that filter (%s)',
		(how) => {
			beforeEach(() => {
				Object.assign(bench.sandbox.quirks, {
					unknownParameters: how,
					unknownFilters: ['id'],
					opportunityPath: false,
				});
			});

			it('is found by its path, if it has one', async () => {
				bench.sandbox.quirks.opportunityPath = true;
				const ids = idsOf(bench.sandbox.vome.opportunities.slice(110, 112));
				const { items, error } = await get(ids.map((id) => ({ id })));
				expect(error).toBeUndefined();
				expect(items.map(({ json }) => json.id)).toEqual(ids);
				expect(bench.urls.slice(1)).toEqual(ids.map((id) => `/api/opportunities/${id}/`));
			});

			it('is not taken for another one that the path gives', async () => {
				const path = `/api/opportunities/${row().id}/`;
				const [other] = bench.sandbox.vome.opportunities;
				const contentType = 'application/json';
				bench.sandbox.faults.push({ kind: 'status', status: 200, path, body: other, contentType });
				const { items, error } = await get([row()]);
				expect(items).toEqual([]);
				expect(error?.message).toContain('Vome sent another opportunity than the one with the ID');
			});

			it('is found in the whole list, which is read once for all items', async () => {
				const others = bench.sandbox.vome.opportunities.slice(100, 103);
				const { items } = await get([row(), ...others].map(({ id }) => ({ id })));
				expect(items.map(({ json }) => json.id)).toEqual(idsOf([row(), ...others]));
				// The search, the path, and the list with its three pages.
				expect(bench.urls.length).toBeLessThanOrEqual(5);
			});

			it('takes hardly a request where many are missing', async () => {
				const missing = Array.from({ length: 30 }, (_, index) => ({
					id: `${NOBODY.slice(0, -2)}${10 + index}`,
				}));
				const { items } = await get([...missing, row()], 'continueRegularOutput');
				expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
					...missing.map(
						({ id }, item) => `Vome has no opportunity with the ID ${id} [item ${item}]`,
					),
					row().id,
				]);
				// What no list has may still have a path.
				expect(bench.urls.length).toBeLessThanOrEqual(5 + missing.length + 1);
			});

			it('is said to be missing only after the whole list was read', async () => {
				const { error } = await get([{ id: NOBODY }]);
				expect(error?.message).toBe(`Vome has no opportunity with the ID ${NOBODY} [item 0]`);
				expect(bench.sandbox.requests.map(({ query }) => query.page)).toContain('2');
			});

			it('is not said to be missing when the list could not be read', async () => {
				bench.sandbox.faults.push({ kind: 'status', status: 500, page: 2 });
				const { error } = await get([{ id: NOBODY }]);
				expect(error?.message).toContain('Vome could not answer (HTTP 500)');
			});
		},
	);
});

describe('a list to pick from', () => {
	afterEach(() => jest.restoreAllMocks());

	const link = (url: unknown) => (typeof url === 'string' ? { url } : {});

	/** As if it were the time at which half of the shifts have begun. */
	const half = () => {
		const starts = bench.sandbox.vome.shifts.map(({ shift_start_at }) => shift_start_at).toSorted();
		const now = Date.parse(String(starts[starts.length / 2]));
		jest.spyOn(Date, 'now').mockReturnValue(now);
		const isToCome = (shift: { shift_start_at: string }) => Date.parse(shift.shift_start_at) >= now;
		return { now, isToCome };
	};
	const byStart = (one: { shift_start_at: string }, other: { shift_start_at: string }) =>
		one.shift_start_at < other.shift_start_at ? -1 : 1;

	it('has the shifts to come, the next one first, and then the others, the latest first', async () => {
		const { isToCome } = half();
		const { shifts } = bench.sandbox.vome;
		const { results, paginationToken } = await bench.search('searchShifts');
		const ordered = [
			...shifts.filter(isToCome).toSorted(byStart),
			...shifts.filter((shift) => !isToCome(shift)).toSorted((...both) => -byStart(...both)),
		];
		expect(results.map(({ value }) => value)).toEqual(idsOf(ordered));
		expect(paginationToken).toBeUndefined();
		expect(bench.urls).toEqual([
			expect.stringMatching(
				/search\/\?shift_date\.gte=[\d-]+&ordering=shift_start_at&page=1&limit=100$/,
			),
			expect.stringMatching(
				/search\/\?shift_date\.lte=[\d-]+&ordering=-shift_start_at&page=1&limit=100$/,
			),
		]);
	});

	it('has the start and the opportunity of each shift', async () => {
		half();
		const { results } = await bench.search('searchShifts');
		const next = bench.sandbox.vome.shifts.find(({ id }) => id === results[0]?.value);
		const start = new Date(next?.shift_start_at ?? '').toLocaleString('en', {
			dateStyle: 'medium',
			timeStyle: 'short',
			hourCycle: 'h23',
			// n8n's own default.
			timeZone: 'America/New_York',
		});
		expect(results[0]?.name).toBe(`${next?.title} · ${start} · ${next?.opportunity.title}`);
	});

	it.each([
		[
			'ignores',
			{ unknownParameters: 'ignore', unknownFilters: ['shift_date.gte', 'shift_date.lte'] },
		],
		['refuses', { unknownFilters: ['shift_date.gte', 'shift_date.lte'] }],
	] as const)('has all shifts, the latest first, where Vome %s the day', async (_, quirks) => {
		half();
		Object.assign(bench.sandbox.quirks, structuredClone(quirks));
		const { results, paginationToken } = await bench.search('searchShifts');
		const more = await bench.search('searchShifts', '', String(paginationToken));
		expect([...results, ...more.results].map(({ value }) => value)).toEqual(
			idsOf(bench.sandbox.vome.shifts.toSorted((...both) => -byStart(...both))),
		);
	});

	it('has opportunities, the newest first, each with its category', async () => {
		const { results, paginationToken } = await bench.search('searchOpportunities');
		const last = bench.sandbox.vome.opportunities.at(-1);
		expect(results[0]).toEqual({
			name: `${last?.title} · ${last?.category.title}`,
			value: last?.id,
			...link(last?.share_opportunity_url),
		});
		expect(paginationToken).toBe('2');
		expect(bench.urls).toEqual([
			'/api/opportunities/search/?ordering=-created_at&page=1&limit=100',
		]);
	});

	const LISTS = [
		['searchShifts', 'shifts', 'share_shift_url'],
		['searchOpportunities', 'opportunities', 'share_opportunity_url'],
	] as const;

	it.each(LISTS)('has the share links, where there are any: %s', async (name, rows, field) => {
		const links = new Map<unknown, object>(
			bench.sandbox.vome[rows].map((row) => [row.id, link(row[field as never])]),
		);
		const { results } = await bench.search(name);
		expect(results.map(({ url }) => link(url))).toEqual(
			results.map(({ value }) => links.get(value)),
		);
		expect(results.some(({ url }) => url?.startsWith('https://'))).toBe(true);
	});

	it.each(LISTS)('has no other links: %s', async (name, rows, field) => {
		const others = [
			'javascript:alert(1)',
			'http://share.example.org/1',
			'/api/share/1',
			'https://',
			'https://a b/',
			' ',
			'',
			null,
			7,
		];
		for (const [index, row] of bench.sandbox.vome[rows].entries()) {
			Object.assign(row, { [field]: others[index % others.length] });
		}
		const { results } = await bench.search(name);
		expect(results).toHaveLength(100);
		expect(results.every(({ url }) => url === undefined)).toBe(true);
	});

	it.each(['searchShifts', 'searchOpportunities'])(
		'goes on page by page to its end: %s',
		async (name) => {
			const values: unknown[] = [];
			let token: string | undefined;
			do {
				const args = token === undefined ? [] : ['', token];
				const { results, paginationToken } = await bench.search(name, ...args);
				values.push(...results.map(({ value }) => value));
				token = paginationToken;
			} while (token !== undefined);
			const rows =
				name === 'searchShifts' ? bench.sandbox.vome.shifts : bench.sandbox.vome.opportunities;
			expect(values).toHaveLength(rows.length);
			expect(new Set(values)).toEqual(new Set(idsOf(rows)));
			// Of shifts, none is to come.
			expect(bench.urls).toHaveLength(name === 'searchShifts' ? 3 : 2);
		},
	);

	it.each(['searchShifts', 'searchOpportunities'])(
		'is searched by Vome, by title: %s',
		async (name) => {
			const { results } = await bench.search(name, 'food bank');
			const isShift = name === 'searchShifts';
			const rows = isShift ? bench.sandbox.vome.shifts : bench.sandbox.vome.opportunities;
			const matching = rows.filter(({ title }) => title.toLowerCase().includes('food bank'));
			expect(results.map(({ value }) => value).sort()).toEqual(idsOf(matching).sort());
			expect(bench.sandbox.requests[0]?.query.title).toBe('food bank');
		},
	);

	it('ends where a page is gone', async () => {
		expect(await bench.search('searchShifts', '', 'past 9')).toEqual({ results: [] });
	});

	it('shows an ID where there is no title, and leaves out what is missing', async () => {
		const [shift] = bench.sandbox.vome.shifts;
		Object.assign(bench.sandbox.quirks, { unknownFilters: ['shift_date.gte'] });
		bench.sandbox.vome.shifts = [
			{ ...shift, title: '', shift_title: '', shift_start_at: 'soon', opportunity: null } as never,
		];
		const { results } = await bench.search('searchShifts');
		expect(results).toEqual([
			{ name: `${shift?.id} · soon`, value: shift?.id, url: shift?.share_shift_url },
		]);
	});

	it('says what is wrong with the credential', async () => {
		const search = bench.engine.credentials;
		await search.save('vome', {
			type: 'vomeApi',
			name: 'Vome account',
			data: { apiKey: 'wrong', baseUrl: bench.sandbox.origin },
		});
		const node = {
			type: 'n8n-nodes-vome-assemble.vome',
			parameters: {},
			credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
		};
		await expect(bench.engine.callMethod(node, 'listSearch', 'searchShifts')).rejects.toThrow(
			'Vome rejected the API key',
		);
	});
});
