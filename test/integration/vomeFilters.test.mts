// The filters of reservations, shifts and opportunities: what is sent, what comes back, and what
// happens where Vome ignores one.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 60, shifts: 60, reservations: 200 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

type ResourceName = 'reservation' | 'shift' | 'opportunity';

const rows = () => ({
	reservation: bench.sandbox.vome.reservations,
	shift: bench.sandbox.vome.shifts,
	opportunity: bench.sandbox.vome.opportunities,
});

type Rows = ReturnType<typeof rows>;

const getMany = async (
	resource: ResourceName | 'profile',
	filters: IDataObject,
	run: Parameters<VomeBench['vome']>[1] = {},
	more: INodeParameters = {},
) =>
	await bench.vome(
		{ resource, returnAll: true, filters: filters as INodeParameters, ...more },
		run,
	);

/** The query of the first request, without paging. */
const sent = () =>
	Object.fromEntries(
		Object.entries(bench.sandbox.requests[0]?.query ?? {}).filter(
			([name]) => name !== 'page' && name !== 'limit',
		),
	);

interface Case<Name extends ResourceName> {
	name: string;
	filters: (all: Rows[Name]) => IDataObject;
	query: (all: Rows[Name]) => IDataObject;
	fits: (row: Rows[Name][number], all: Rows[Name]) => boolean;
}

const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
const first = <T,>(all: readonly T[], at = 5): T => {
	const row = all[at];
	if (row === undefined) throw new Error('no such row');
	return row;
};

interface Created {
	created_at: string;
}

/** A row in the middle of those that have been created. */
const middle = <T extends Created>(all: readonly T[]): T =>
	first(
		[...all].sort((one, other) => (one.created_at < other.created_at ? -1 : 1)),
		Math.floor(all.length / 2),
	);

const attended = (all: Rows['reservation']) =>
	first(all.filter(({ departure_time }) => departure_time !== null));

/** That the very record whose time is given is included tells that its microseconds are kept. */
const createdCases = <Name extends 'reservation' | 'shift'>(
	more: IDataObject,
): Array<Case<Name>> => [
	{
		name: 'createdAfter, the very record included',
		filters: (all) => ({ createdAfter: middle<Created>(all).created_at }),
		query: (all) => ({ 'created_at.gte': middle<Created>(all).created_at, ...more }),
		fits: ({ created_at }, all) => created_at >= middle<Created>(all).created_at,
	},
	{
		name: 'createdBefore, the very record included',
		filters: (all) => ({ createdBefore: middle<Created>(all).created_at }),
		query: (all) => ({ 'created_at.lte': middle<Created>(all).created_at, ...more }),
		fits: ({ created_at }, all) => created_at <= middle<Created>(all).created_at,
	},
];

const RESERVATION_CASES: Array<Case<'reservation'>> = [
	...createdCases<'reservation'>({}),
	{
		name: 'status',
		filters: () => ({ status: 6 }),
		query: () => ({ status: '6' }),
		fits: ({ status }) => status === 6,
	},
	{
		name: 'userEmail',
		filters: (all) => ({ userEmail: first(all).user.email }),
		query: (all) => ({ 'user.email': first(all).user.email }),
		fits: ({ user }, all) => user.email === first(all).user.email,
	},
	{
		name: 'userFirstName',
		filters: (all) => ({ userFirstName: first(all).user.first_name }),
		query: (all) => ({ 'user.first_name': first(all).user.first_name }),
		fits: ({ user }, all) => has(user.first_name, first(all).user.first_name),
	},
	{
		name: 'userLastName',
		filters: (all) => ({ userLastName: first(all).user.last_name }),
		query: (all) => ({ 'user.last_name': first(all).user.last_name }),
		fits: ({ user }, all) => has(user.last_name, first(all).user.last_name),
	},
	{
		name: 'shiftId',
		filters: (all) => ({ shiftId: { __rl: true, mode: 'list', value: first(all).shift.id } }),
		query: (all) => ({ 'shift.id': first(all).shift.id }),
		fits: ({ shift }, all) => shift.id === first(all).shift.id,
	},
	{
		name: 'shiftTitle',
		filters: () => ({ shiftTitle: 'sorting' }),
		query: () => ({ 'shift.shift_title': 'sorting' }),
		fits: ({ shift }) => has(shift.shift_title, 'sorting'),
	},
	{
		name: 'opportunityId',
		filters: (all) => ({ opportunityId: { mode: 'id', value: first(all).opportunity.id } }),
		query: (all) => ({ 'opportunity.id': first(all).opportunity.id }),
		fits: ({ opportunity }, all) => opportunity.id === first(all).opportunity.id,
	},
	{
		name: 'opportunityTitle',
		filters: (all) => ({ opportunityTitle: first(all).opportunity.title }),
		query: (all) => ({ 'opportunity.title': first(all).opportunity.title }),
		fits: ({ opportunity }, all) => has(opportunity.title, first(all).opportunity.title),
	},
	{
		name: 'arrivalTime',
		filters: (all) => ({ arrivalTime: attended(all).arrival_time }),
		query: (all) => ({ arrival_time: attended(all).arrival_time }),
		fits: ({ arrival_time }, all) => arrival_time === attended(all).arrival_time,
	},
	{
		name: 'departureTime',
		filters: (all) => ({ departureTime: attended(all).departure_time }),
		query: (all) => ({ departure_time: attended(all).departure_time }),
		fits: ({ departure_time }, all) => departure_time === attended(all).departure_time,
	},
	{
		name: 'several at once',
		filters: (all) => ({ status: 6, shiftTitle: 'sorting', createdAfter: middle(all).created_at }),
		query: (all) => ({
			status: '6',
			'shift.shift_title': 'sorting',
			'created_at.gte': middle(all).created_at,
		}),
		fits: ({ status, shift, created_at }, all) =>
			status === 6 && has(shift.shift_title, 'sorting') && created_at >= middle(all).created_at,
	},
];

const ORDER = { ordering: 'created_at' };

const SHIFT_CASES: Array<Case<'shift'>> = [
	...createdCases<'shift'>(ORDER),
	{
		name: 'title',
		filters: () => ({ title: 'sorting' }),
		query: () => ({ title: 'sorting', ...ORDER }),
		fits: ({ title }) => has(title, 'sorting'),
	},
	{
		name: 'description',
		filters: () => ({ description: 'um' }),
		query: () => ({ description: 'um', ...ORDER }),
		fits: ({ description }) => has(description, 'um'),
	},
	{
		name: 'dateFrom',
		filters: () => ({ dateFrom: '2025-11-15T00:00:00' }),
		query: () => ({ 'shift_date.gte': '2025-11-15', ...ORDER }),
		fits: ({ shift_start_at }) => shift_start_at >= '2025-11-15',
	},
	{
		name: 'dateFrom and dateTo',
		filters: () => ({ dateFrom: '2025-11-15', dateTo: '2026-01-15' }),
		query: () => ({ 'shift_date.gte': '2025-11-15', 'shift_date.lte': '2026-01-15', ...ORDER }),
		fits: ({ shift_start_at }) =>
			shift_start_at >= '2025-11-15' && shift_start_at.slice(0, 10) <= '2026-01-15',
	},
];

const OPPORTUNITY_CASES: Array<Case<'opportunity'>> = [
	{
		name: 'title',
		filters: () => ({ title: 'food' }),
		query: () => ({ title: 'food', ...ORDER }),
		fits: ({ title }) => has(title, 'food'),
	},
	{
		name: 'description',
		filters: () => ({ description: 'um' }),
		query: () => ({ description: 'um', ...ORDER }),
		fits: ({ description }) => has(description, 'um'),
	},
	...[0, 1, 2].map((status) => ({
		name: `status ${status}`,
		filters: () => ({ status }),
		query: () => ({ status: String(status), ...ORDER }),
		fits: ({ id }: { id: string }) => bench.sandbox.vome.opportunityStatus.get(id) === status,
	})),
	{
		name: 'categoryId',
		filters: (all) => ({ categoryId: first(all).category.id.toUpperCase() }),
		query: (all) => ({ 'category.id': first(all).category.id, ...ORDER }),
		fits: ({ category }, all) => category.id === first(all).category.id,
	},
	{
		name: 'categoryTitle',
		filters: (all) => ({ categoryTitle: first(all).category.title }),
		query: (all) => ({ 'category.title': first(all).category.title, ...ORDER }),
		fits: ({ category }, all) => has(category.title, first(all).category.title),
	},
	{
		name: 'createdAfter and createdBefore',
		filters: () => ({ createdAfter: '2025-01-01', createdBefore: '2025-12-01T12:00:00Z' }),
		query: () => ({
			'created_at.gte': '2025-01-01T05:00:00Z',
			'created_at.lte': '2025-12-01T12:00:00Z',
			...ORDER,
		}),
		fits: ({ created_at }) =>
			created_at >= '2025-01-01T05:00:00Z' && created_at <= '2025-12-01T12:00:00Z',
	},
];

function narrows<Name extends ResourceName>(name: Name, cases: Array<Case<Name>>) {
	it.each(cases)('$name', async ({ filters, query, fits }) => {
		const all = rows()[name];
		const expected = (all as Array<Rows[Name][number]>).filter((row) => fits(row, all));
		expect(expected.length).toBeGreaterThan(0);
		expect(expected.length).toBeLessThan(all.length);

		const run = { timezone: 'America/Toronto' };
		const { items, error } = await getMany(name, filters(all), run);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(expected.map(({ id }) => id));
		expect(sent()).toEqual(query(all));
		expect(new Set(bench.sandbox.requests.map(({ path }) => path))).toEqual(
			new Set([`/api/${SEARCHES[name]}/search/`]),
		);
	});
}

const SEARCHES = { reservation: 'reservations', shift: 'shifts', opportunity: 'opportunities' };

describe('a filter narrows reservations by', () => narrows('reservation', RESERVATION_CASES));
describe('a filter narrows shifts by', () => narrows('shift', SHIFT_CASES));
describe('a filter narrows opportunities by', () => narrows('opportunity', OPPORTUNITY_CASES));

describe('is refused before anything is sent', () => {
	it.each([
		[
			'reservation',
			'status',
			'={{ $json.missing }}',
			"'Status' must be one of Shift request pending",
		],
		['reservation', 'status', '={{ "" }}', "'Status' must not be empty"],
		['reservation', 'status', '={{ 8 }}', "'Status' must be one of "],
		['reservation', 'status', 'cancelled', "'Status' must be one of "],
		[
			'opportunity',
			'status',
			'={{ 3 }}',
			"'Status' must be one of Draft, Published, Unpublished: it is 3",
		],
		['reservation', 'userEmail', '={{ $json.missing }}', "'User Email' must be text"],
		['reservation', 'userFirstName', '={{ "" }}', "'User First Name' must not be empty"],
		['reservation', 'userLastName', '={{ [1] }}', "'User Last Name' must be text"],
		['reservation', 'shiftId', '={{ $json.missing }}', "'Shift' must be text"],
		['reservation', 'shiftId', 'Sorting', "'Shift' is not an ID of Vome, which looks like "],
		[
			'reservation',
			'shiftId',
			{ __rl: true, mode: 'id', value: '={{ $json.missing }}' },
			"'Shift' must be text",
		],
		[
			'reservation',
			'opportunityId',
			{ mode: 'id', value: '../profiles' },
			"'Opportunity' is not an ID of Vome",
		],
		[
			'reservation',
			'createdAfter',
			'={{ $json.missing }}',
			"'Created After' must be a date such as",
		],
		['reservation', 'createdBefore', 'yesterday', "'Created Before' must be a date such as"],
		['reservation', 'createdBefore', '2026-02-30', "'Created Before' must be a date such as"],
		['reservation', 'arrivalTime', '={{ 1770127200000 }}', "'Arrival Time' must be a date such as"],
		[
			'reservation',
			'departureTime',
			'={{ DateTime.fromISO("x") }}',
			"'Departure Time' must be a date such as",
		],
		['shift', 'dateFrom', '={{ "" }}', "'Date From' must not be empty"],
		['shift', 'dateTo', '03/02/2026', "'Date To' must be a date such as"],
		['shift', 'title', '={{ $json.missing }}', "'Title' must be text"],
		['opportunity', 'categoryId', 'Meals', "'Category ID' is not an ID of Vome"],
	] as const)('%s: %s %j', async (resource, name, value, message) => {
		const { error, items } = await getMany(resource, { [name]: value });
		expect(error?.message.slice(0, message.length)).toBe(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toBeTruthy();
		expect(items).toEqual([]);
		expect(bench.urls).toEqual([]);
	});
});

it.each(['reservation', 'shift', 'opportunity'] as const)(
	'filters left empty in the form are not sent: %s',
	async (resource) => {
		const { error } = await getMany(resource, {
			userEmail: ' ',
			title: '',
			createdAfter: '',
			dateFrom: '',
			categoryId: '',
			shiftId: { __rl: true, mode: 'list', value: '' },
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual(resource === 'reservation' ? {} : ORDER);
	},
);

it('filters are sent in the order in which the nouns list them', async () => {
	await getMany('reservation', {
		arrivalTime: '2026-02-03T14:00:00Z',
		createdAfter: '2026-02-03',
		opportunityTitle: 'a',
		shiftTitle: 'a',
		status: 1,
		userEmail: 'a',
	});
	expect(Object.keys(sent())).toEqual([
		'status',
		'user.email',
		'shift.shift_title',
		'opportunity.title',
		'created_at.gte',
		'arrival_time',
	]);
	bench.sandbox.reset();
	await getMany('opportunity', { title: 'a', status: 1, createdAfter: '2026-02-03' });
	expect(Object.keys(sent())).toEqual(['title', 'status', 'created_at.gte', 'ordering']);
	bench.sandbox.reset();
	await getMany('shift', { title: 'a', createdAfter: '2026-02-03', dateTo: '2026-02-03' });
	expect(Object.keys(sent())).toEqual(['title', 'created_at.gte', 'shift_date.lte', 'ordering']);
});

describe('Vome ignores a filter', () => {
	const ignoring = (...names: string[]) =>
		Object.assign(bench.sandbox.quirks, {
			unknownParameters: 'ignore',
			unknownFilters: names,
		});

	it.each([
		['Is Offline', 'profile', 'is_offline', () => ({ isOffline: true })],
		['Status', 'reservation', 'status', () => ({ status: 6 })],
		['Created After', 'reservation', 'created_at.gte', () => ({ createdAfter: '2026-01-10' })],
		['Created Before', 'reservation', 'created_at.lte', () => ({ createdBefore: '2025-09-10' })],
		['Arrival Time', 'reservation', 'arrival_time', () => ({ arrivalTime: '2026-01-10T10:00:00' })],
		[
			'Departure Time',
			'reservation',
			'departure_time',
			() => ({ departureTime: '2026-01-10T10:00' }),
		],
		['Shift', 'reservation', 'shift.id', () => ({ shiftId: first(bench.sandbox.vome.shifts).id })],
		[
			'Opportunity',
			'reservation',
			'opportunity.id',
			() => ({ opportunityId: first(bench.sandbox.vome.opportunities).id }),
		],
		['Created After', 'shift', 'created_at.gte', () => ({ createdAfter: '2026-01-10' })],
		['Created Before', 'shift', 'created_at.lte', () => ({ createdBefore: '2025-09-10' })],
		['Created After', 'opportunity', 'created_at.gte', () => ({ createdAfter: '2025-10-10' })],
		['Created Before', 'opportunity', 'created_at.lte', () => ({ createdBefore: '2025-09-10' })],
		[
			'Category ID',
			'opportunity',
			'category.id',
			() => ({ categoryId: first(bench.sandbox.vome.opportunities).category.id }),
		],
	] as const)(
		'%s of %s: the node says so and returns nothing',
		async (label, resource, name, filters) => {
			const good = await getMany(resource, filters());
			expect(good.error).toBeUndefined();

			ignoring(name);
			const { error, items } = await getMany(resource, filters());
			const one = `${resource === 'opportunity' ? 'an' : 'a'} ${resource}`;
			expect(error?.message).toBe(
				`Vome seems to ignore the filter '${label}': it sent ${one} that does not match [item 0]`,
			);
			expect(error?.description).toContain(`Remove '${label}' from Filters`);
			expect(items).toEqual([]);
		},
	);

	it('as a whole, for what only its newer documentation knows', async () => {
		Object.assign(bench.sandbox.quirks, {
			unknownParameters: 'ignore',
			reservationCreatedFilters: false,
		});
		const { error } = await getMany('reservation', { createdAfter: '2026-01-10' });
		expect(error?.message).toContain("ignore the filter 'Created After'");
	});

	it('or spells it in the other way', async () => {
		Object.assign(bench.sandbox.quirks, {
			unknownParameters: 'ignore',
			departureParameter: 'depature_time',
		});
		const { departure_time } = attended(bench.sandbox.vome.reservations);
		const { error } = await getMany('reservation', { departureTime: departure_time });
		expect(error?.message).toContain("ignore the filter 'Departure Time'");
		bench.sandbox.requests.length = 0;

		const queryParameters = { parameter: [{ name: 'depature_time', value: departure_time }] };
		const more = { options: { queryParameters } } as INodeParameters;
		const { items } = await getMany('reservation', {}, {}, more);
		expect(items.length).toBeGreaterThan(0);
		expect(items.length).toBeLessThan(20);
		expect(bench.urls[0]).toContain('/api/reservations/search/?depature_time=');
	});

	it('where nobody has arrived at all', async () => {
		for (const row of bench.sandbox.vome.reservations) row.arrival_time = null;
		ignoring('arrival_time');
		const { error } = await getMany('reservation', { arrivalTime: '2026-01-10T10:00:00Z' });
		expect(error?.message).toContain("ignore the filter 'Arrival Time'");
	});

	it('but not where it takes a time less exactly', async () => {
		for (const row of bench.sandbox.vome.reservations) row.arrival_time = '2026-01-10T10:29:00Z';
		ignoring('arrival_time');
		const { items, error } = await getMany('reservation', { arrivalTime: '2026-01-10T10:00:00Z' });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(bench.sandbox.vome.reservations.length);
	});

	it('also when only few records are wanted', async () => {
		ignoring('status');
		const { error } = await getMany(
			'reservation',
			{ status: 6 },
			{},
			{ returnAll: false, limit: 20 },
		);
		expect(error?.message).toContain("ignore the filter 'Status'");
	});

	it('but a record that does not show what was asked for proves nothing', async () => {
		const { reservations } = bench.sandbox.vome;
		for (const row of reservations) {
			Object.assign(row, { status: null, created_at: null, shift: null, opportunity: null });
			delete (row as Partial<typeof row>).arrival_time;
		}
		ignoring('status', 'created_at.gte', 'shift.id', 'opportunity.id', 'arrival_time');
		const { items, error } = await getMany('reservation', {
			status: 6,
			createdAfter: '2026-01-10',
			arrivalTime: '2026-01-10',
			shiftId: '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
			opportunityId: '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(reservations.length);
	});

	it('but not where codes come as text and IDs in capitals', async () => {
		const { reservations } = bench.sandbox.vome;
		for (const row of reservations) {
			row.shift = { ...row.shift, id: row.shift.id.toUpperCase() };
			Object.assign(row, { status: String(row.status) });
		}
		ignoring('status', 'shift.id');
		const { id } = first(reservations).shift;
		bench.sandbox.vome.reservations = reservations.filter(({ shift }) => shift.id === id);
		const [row] = bench.sandbox.vome.reservations;
		bench.sandbox.vome.reservations = bench.sandbox.vome.reservations.filter(
			({ status }) => status === row?.status,
		);
		const filters = { status: Number(row?.status), shiftId: id.toLowerCase() };
		const { items, error } = await getMany('reservation', filters);
		expect(error).toBeUndefined();
		expect(items.length).toBe(bench.sandbox.vome.reservations.length);
	});

	it('is one error item under Continue On Fail, and the next item goes on', async () => {
		ignoring('status');
		const filters = { status: '={{ $json.status }}', userEmail: '={{ $json.email }}' };
		const { items } = await getMany('reservation', filters, {
			input: [
				{ status: 6, email: '@' },
				{ status: 6, email: 'nobody@nowhere.invalid' },
				{ status: first(bench.sandbox.vome.reservations).status, email: '@' },
			],
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json, pairedItem }) => [Object.keys(json), pairedItem])).toEqual([
			[['error'], { item: 0 }],
			[['error'], { item: 2 }],
		]);
	});
});

it('shows what Vome says about a filter that it refuses', async () => {
	bench.sandbox.quirks.unknownFilters = ['created_at.gte'];
	const { error } = await getMany('shift', { createdAfter: '2026-01-10' });
	expect(error?.message).toBe(
		'Vome did not accept the request (HTTP 400): Unknown parameter: created_at.gte. (created_at.gte) [item 0]',
	);
});

describe('a status may be given as', () => {
	it.each([
		['its number', '={{ 6 }}'],
		['digits', '={{ "6" }}'],
		['its label', 'Hours logged'],
		['its label in capitals', '={{ "HOURS LOGGED" }}'],
		['its label in the form', 'Hours Logged'],
	])('%s', async (_, status) => {
		await getMany('reservation', { status });
		expect(sent()).toEqual({ status: '6' });
	});

	it('0, which is not nothing', async () => {
		const { items } = await getMany('reservation', { status: 0 });
		expect(sent()).toEqual({ status: '0' });
		expect(new Set(items.map(({ json }) => json.status))).toEqual(
			new Set(['Shift request pending']),
		);
	});

	it('another one for each item', async () => {
		const { items } = await getMany(
			'opportunity',
			{ status: '={{ $json.status }}' },
			{ input: [{ status: 'draft' }, { status: '2' }] },
		);
		const status = bench.sandbox.vome.opportunityStatus;
		expect(
			new Set(
				items.map(
					({ json, pairedItem }) =>
						`${status.get(json.id as string)} ${JSON.stringify(pairedItem)}`,
				),
			),
		).toEqual(new Set(['0 {"item":0}', '2 {"item":1}']));
	});
});

describe('a time', () => {
	const after = async (createdAfter: string, timezone: string) => {
		await getMany('reservation', { createdAfter }, { timezone });
		return sent()['created_at.gte'];
	};

	it.each([
		['America/Toronto', '2026-01-10T05:00:00Z'],
		['Asia/Tokyo', '2026-01-09T15:00:00Z'],
		['UTC', '2026-01-10T00:00:00Z'],
	])("without a time zone is meant in the workflow's, %s", async (timezone, utc) => {
		expect(await after('2026-01-10T00:00:00', timezone)).toBe(utc);
		bench.sandbox.reset();
		expect(await after('2026-01-10', timezone)).toBe(utc);
	});

	it.each([
		['text with a time zone', '2026-01-10T09:00:00+09:00'],
		['a DateTime', '={{ DateTime.fromISO("2026-01-10T09:00", { zone: "Asia/Tokyo" }) }}'],
		[
			'a DateTime as text',
			'={{ DateTime.fromISO("2026-01-10T09:00", { zone: "Asia/Tokyo" }).toISO() }}',
		],
		['a JavaScript date', '={{ new Date("2026-01-10T00:00:00Z") }}'],
	])('means the same in any of them: %s', async (_, time) => {
		expect(await after(time, 'America/Toronto')).toBe('2026-01-10T00:00:00Z');
	});

	it('may be now', async () => {
		const { items, error } = await getMany('reservation', { createdAfter: '={{ $now }}' });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(sent()['created_at.gte']).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
	});
});

describe('a day of shifts', () => {
	it.each([
		['as it is written', '2026-01-10T23:30:00', '2026-01-10'],
		['as it is written, with a time zone', '2026-01-10T23:30:00-08:00', '2026-01-10'],
		[
			'of a DateTime where it is',
			'={{ DateTime.fromISO("2026-01-10T01:00", { zone: "Asia/Tokyo" }) }}',
			'2026-01-10',
		],
		[
			"of a JavaScript date in the workflow's time zone",
			'={{ new Date("2026-01-11T03:00:00Z") }}',
			'2026-01-10',
		],
		['of a week', '2026-W02-6', '2026-01-10'],
	])('is taken %s', async (_, dateFrom, date) => {
		await getMany('shift', { dateFrom }, { timezone: 'America/Toronto' });
		expect(sent()).toEqual({ 'shift_date.gte': date, ...ORDER });
	});
});
