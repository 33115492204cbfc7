// The filters that Vome has: what is sent, what comes back, and what happens where Vome ignores or refuses
// one. Those that only the node has are for vomeOwnFilters.test.mts.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { VomeResult } from '../support/vomeBench.mts';
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
		filters: () => ({ status: [6] }),
		query: () => ({ status: '6' }),
		fits: ({ status }) => status === 6,
	},
	{
		name: 'volunteerEmail',
		filters: (all) => ({ volunteerEmail: first(all).user.email }),
		query: (all) => ({ 'user.email': first(all).user.email }),
		fits: ({ user }, all) => user.email === first(all).user.email,
	},
	{
		name: 'volunteerFirstName',
		filters: (all) => ({ volunteerFirstName: first(all).user.first_name }),
		query: (all) => ({ 'user.first_name': first(all).user.first_name }),
		fits: ({ user }, all) => has(user.first_name, first(all).user.first_name),
	},
	{
		name: 'volunteerLastName',
		filters: (all) => ({ volunteerLastName: first(all).user.last_name }),
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
		name: 'several at once',
		filters: (all) => ({
			status: [6],
			shiftTitle: 'sorting',
			createdAfter: middle(all).created_at,
		}),
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
		name: 'opportunityTitle',
		filters: (all) => ({ opportunityTitle: first(all).opportunity.title.toUpperCase() }),
		query: (all) => ({
			'opportunity.title': first(all).opportunity.title.toUpperCase(),
			...ORDER,
		}),
		fits: ({ opportunity }, all) => has(opportunity.title, first(all).opportunity.title),
	},
	{
		// The query asks for a day more, whatever time zone the days of Vome are in.
		name: 'startsAfter',
		filters: () => ({ startsAfter: '2025-11-15T10:30:00' }),
		query: () => ({ 'shift_date.gte': '2025-11-14', ...ORDER }),
		fits: ({ shift_start_at }) => shift_start_at >= '2025-11-15T15:30:00Z',
	},
	{
		name: 'startsAfter and startsBefore',
		filters: () => ({ startsAfter: '2025-11-15', startsBefore: '2026-01-15T20:00:00' }),
		query: () => ({ 'shift_date.gte': '2025-11-14', 'shift_date.lte': '2026-01-17', ...ORDER }),
		fits: ({ shift_start_at }) =>
			shift_start_at >= '2025-11-15T05:00:00Z' && shift_start_at <= '2026-01-16T01:00:00Z',
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
		['reservation', 'status', '={{ [] }}', "'Status' must not be empty"],
		['reservation', 'status', '={{ " , " }}', "'Status' must not be empty"],
		['reservation', 'status', '={{ null }}', "'Status' must be one of Shift request pending"],
		['reservation', 'status', '={{ 8 }}', "'Status' must be one of "],
		['reservation', 'status', '={{ [6, null] }}', "'Status' must be one of "],
		['reservation', 'status', '={{ { code: 6 } }}', "'Status' must be one of "],
		['reservation', 'status', '={{ "cancelled" }}', "'Status' must be one of "],
		['reservation', 'status', '={{ "Reserved, cancelled" }}', "'Status' must be one of "],
		[
			'opportunity',
			'status',
			'={{ 3 }}',
			"'Status' must be one of Draft, Published, Unpublished: it is 3",
		],
		['reservation', 'volunteerEmail', '={{ $json.missing }}', "'Volunteer Email' must be text"],
		['reservation', 'volunteerFirstName', '={{ "" }}', "'Volunteer First Name' must not be empty"],
		['reservation', 'volunteerLastName', '={{ [1] }}', "'Volunteer Last Name' must be text"],
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
		[
			'reservation',
			'createdAfter',
			'={{ 1770127200000 }}',
			"'Created After' must be a date such as",
		],
		[
			'reservation',
			'createdAfter',
			'={{ DateTime.fromISO("x") }}',
			"'Created After' must be a date",
		],
		['shift', 'startsAfter', '={{ "" }}', "'Starts After' must not be empty"],
		['shift', 'startsBefore', '03/02/2026', "'Starts Before' must be a date such as"],
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
			volunteerEmail: ' ',
			title: '',
			status: resource === 'reservation' ? [] : '',
			createdAfter: '',
			startsAfter: '',
			categoryId: '',
			shiftId: { __rl: true, mode: 'list', value: '' },
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual(resource === 'reservation' ? {} : ORDER);
	},
);

it('filters are sent in the order in which the nouns list them', async () => {
	await getMany('reservation', {
		createdAfter: '2026-02-03',
		opportunityTitle: 'a',
		shiftTitle: 'a',
		status: [1],
		volunteerEmail: 'a',
	});
	expect(Object.keys(sent())).toEqual([
		'status',
		'user.email',
		'shift.shift_title',
		'opportunity.title',
		'created_at.gte',
	]);
	bench.sandbox.reset();
	await getMany('opportunity', { title: 'a', status: 1, createdAfter: '2026-02-03' });
	expect(Object.keys(sent())).toEqual(['title', 'status', 'created_at.gte', 'ordering']);
	bench.sandbox.reset();
	await getMany('shift', { title: 'a', createdAfter: '2026-02-03', startsBefore: '2026-02-03' });
	expect(Object.keys(sent())).toEqual(['title', 'created_at.gte', 'shift_date.lte', 'ordering']);
});

const messagesOf = ({ hints }: VomeResult) => hints.map(({ message }) => message);
const idsOf = ({ items }: VomeResult) => items.map(({ json }) => json.id);

const shiftRow = () => first(bench.sandbox.vome.shifts);
const opportunityRow = () => first(bench.sandbox.vome.opportunities);
const personOf = () => first(bench.sandbox.vome.reservations).user;

/** The filters by what a record shows. */
const SHOWN = [
	['First Name', 'profile', 'first_name', () => ({ firstName: 'Al' })],
	['Profile Type', 'profile', 'is_offline', () => ({ profileType: 'offline' })],
	['Status', 'reservation', 'status', () => ({ status: [6] })],
	[
		'Volunteer Email',
		'reservation',
		'user.email',
		() => ({ volunteerEmail: personOf().email.toUpperCase() }),
	],
	[
		'Volunteer First Name',
		'reservation',
		'user.first_name',
		() => ({ volunteerFirstName: personOf().first_name.slice(0, 4) }),
	],
	[
		'Volunteer Last Name',
		'reservation',
		'user.last_name',
		() => ({ volunteerLastName: personOf().last_name }),
	],
	['Shift', 'reservation', 'shift.id', () => ({ shiftId: shiftRow().id.toUpperCase() })],
	['Shift Title', 'reservation', 'shift.shift_title', () => ({ shiftTitle: 'sorting' })],
	[
		'Opportunity',
		'reservation',
		'opportunity.id',
		() => ({ opportunityId: first(bench.sandbox.vome.reservations).opportunity.id }),
	],
	[
		'Opportunity Title',
		'reservation',
		'opportunity.title',
		() => ({ opportunityTitle: opportunityRow().title }),
	],
	['Created After', 'reservation', 'created_at.gte', () => ({ createdAfter: '2026-01-10' })],
	['Created Before', 'reservation', 'created_at.lte', () => ({ createdBefore: '2025-09-10' })],
	['Title', 'shift', 'title', () => ({ title: 'sorting' })],
	['Description', 'shift', 'description', () => ({ description: 'um' })],
	[
		'Opportunity Title',
		'shift',
		'opportunity.title',
		() => ({ opportunityTitle: shiftRow().opportunity.title }),
	],
	['Created After', 'shift', 'created_at.gte', () => ({ createdAfter: '2026-01-10' })],
	['Created Before', 'shift', 'created_at.lte', () => ({ createdBefore: '2025-09-10' })],
	['Title', 'opportunity', 'title', () => ({ title: 'food' })],
	['Description', 'opportunity', 'description', () => ({ description: 'um' })],
	[
		'Category ID',
		'opportunity',
		'category.id',
		() => ({ categoryId: opportunityRow().category.id }),
	],
	[
		'Category Title',
		'opportunity',
		'category.title',
		() => ({ categoryTitle: opportunityRow().category.title }),
	],
	['Created After', 'opportunity', 'created_at.gte', () => ({ createdAfter: '2025-10-10' })],
	['Created Before', 'opportunity', 'created_at.lte', () => ({ createdBefore: '2025-09-10' })],
] as const;

describe('Vome ignores a filter', () => {
	const ignoring = (...names: string[]) =>
		Object.assign(bench.sandbox.quirks, {
			unknownParameters: 'ignore',
			unknownFilters: names,
		});

	const all = (resource: ResourceName | 'profile') =>
		resource === 'profile' ? bench.sandbox.vome.profiles : rows()[resource];

	describe.each(SHOWN)('%s of %ss', (label, resource, name, filters) => {
		const hint = (count: number | string) =>
			`Vome ignores '${label}': the node filtered ${count} records itself.`;

		it('the node picks the records, and says so once', async () => {
			const good = await getMany(resource, filters());
			expect(good.error).toBeUndefined();
			expect(good.items.length).toBeGreaterThan(1);
			expect(good.items.length).toBeLessThan(all(resource).length);
			expect(messagesOf(good)).toEqual([]);

			ignoring(name);
			const result = await getMany(resource, filters());
			expect(result.error).toBeUndefined();
			expect(idsOf(result)).toEqual(idsOf(good));
			expect(messagesOf(result)).toEqual([hint(all(resource).length)]);

			const limited = await getMany(resource, filters(), {}, { returnAll: false, limit: 2 });
			expect(idsOf(limited)).toEqual(idsOf(good).slice(0, 2));

			const more = { returnAll: false, limit: 1000 };
			expect(idsOf(await getMany(resource, filters(), {}, more))).toEqual(idsOf(good));

			const counted = await getMany(resource, filters(), {}, { operation: 'count' });
			expect(counted.items.map(({ json }) => json)).toEqual([{ count: good.items.length }]);
			expect(messagesOf(counted)).toEqual([hint(all(resource).length)]);
		});

		it('one that it refuses stays an error, which names it', async () => {
			bench.sandbox.quirks.unknownFilters = [name];
			for (const more of [{}, { returnAll: false, limit: 1 }, { operation: 'count' }]) {
				const { error, items } = await getMany(resource, filters(), {}, more);
				expect(error?.message).toBe(
					`Vome did not accept the request (HTTP 400): Unknown parameter: ${name}. (${name}) [item 0]`,
				);
				expect(items).toEqual([]);
			}
			// Yes and no is tried in its other form, once.
			expect(bench.urls).toHaveLength(name === 'is_offline' ? 4 : 3);
		});
	});

	it('and more of them: one hint names them all', async () => {
		const filters = { status: [6], shiftTitle: 'sorting', createdAfter: '2025-11-15' };
		const good = await getMany('reservation', filters);
		ignoring('status', 'created_at.gte', 'shift.shift_title');
		const result = await getMany('reservation', filters);
		expect(idsOf(result)).toEqual(idsOf(good));
		expect(good.items.length).toBeGreaterThan(0);
		expect(messagesOf(result)).toEqual([
			"Vome ignores 'Status', 'Shift Title', 'Created After': the node filtered 200 records itself.",
		]);
	});

	it('is told for each item that it happened to', async () => {
		ignoring('status');
		const filters = { status: '={{ $json.status }}', volunteerEmail: '={{ $json.email }}' };
		const { email } = personOf();
		const result = await getMany('reservation', filters, {
			input: [
				{ status: 6, email: '@' },
				{ status: 9, email: '@' },
				{ status: 6, email: 'nobody@nowhere.invalid' },
				{ status: '0,1,2,3,4,5,6,7', email },
			],
			onError: 'continueRegularOutput',
		});
		const ofOne = bench.sandbox.vome.reservations.filter(({ user }) => user.email === email);
		expect(result.items.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
		expect(
			result.items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 3),
		).toHaveLength(ofOne.length);
		expect(messagesOf(result)).toEqual([
			"Vome ignores 'Status': the node filtered 200 records itself.",
		]);
	});

	it('as a whole, for what only its newer documentation knows', async () => {
		const good = await getMany('reservation', { createdAfter: '2026-01-10' });
		Object.assign(bench.sandbox.quirks, {
			unknownParameters: 'ignore',
			reservationCreatedFilters: false,
		});
		const result = await getMany('reservation', { createdAfter: '2026-01-10' });
		expect(idsOf(result)).toEqual(idsOf(good));
		expect(messagesOf(result)).toEqual([
			"Vome ignores 'Created After': the node filtered 200 records itself.",
		]);
	});

	it('where nothing matches, the list is empty and whole', async () => {
		ignoring('status');
		for (const row of bench.sandbox.vome.reservations) row.status = 1;
		for (const more of [{}, { returnAll: false, limit: 5 }]) {
			const result = await getMany('reservation', { status: [6] }, {}, more);
			expect([result.items, result.error]).toEqual([[], undefined]);
			expect(messagesOf(result)).toEqual([
				'No reservations match the filters.',
				"Vome ignores 'Status': the node filtered 200 records itself.",
			]);
		}
	});

	it('reads no further than a limit needs', async () => {
		ignoring('status');
		for (const [index, row] of bench.sandbox.vome.reservations.entries()) {
			row.status = index === 3 || index === 30 ? 6 : 1;
		}
		const result = await getMany(
			'reservation',
			{ status: [6] },
			{},
			{ returnAll: false, limit: 2 },
		);
		expect(result.items).toHaveLength(2);
		// Of the first two records, neither matches; of the first 100, two do.
		expect(bench.urls).toEqual([
			'/api/reservations/search/?status=6&page=1&limit=2',
			'/api/reservations/search/?status=6&page=1&limit=100',
		]);
		expect(messagesOf(result)).toEqual([
			"Vome ignores 'Status': the node filtered 100 records itself.",
		]);
	});

	it('but a record that does not show what was asked for proves nothing', async () => {
		const { reservations, shifts, opportunities, profiles } = bench.sandbox.vome;
		for (const row of reservations) {
			Object.assign(row, { status: null, created_at: null, shift: null, user: null });
			Object.assign(row, { opportunity: undefined });
		}
		for (const row of [...shifts, ...opportunities]) {
			for (const name of Object.keys(row)) {
				if (name !== 'id') Object.assign(row, { [name]: undefined });
			}
		}
		for (const row of profiles) {
			Object.assign(row, { is_offline: 'yes', profile_details: undefined });
		}
		ignoring(...SHOWN.map(([, , name]) => name));
		for (const resource of ['profile', 'reservation', 'shift', 'opportunity'] as const) {
			const asked = {
				firstName: 'Al',
				profileType: 'offline',
				status: resource === 'reservation' ? [6] : '',
				createdAfter: '2026-01-10',
				shiftId: '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
				opportunityId: '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
				categoryId: '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01',
				categoryTitle: 'Meals',
				volunteerEmail: 'a@example.org',
				volunteerFirstName: 'Al',
				volunteerLastName: 'Al',
				shiftTitle: 'sorting',
				opportunityTitle: 'food',
				title: 'food',
				description: 'um',
			};
			const result = await getMany(resource, asked, {}, { output: 'raw' });
			expect(result.error).toBeUndefined();
			expect(result.items).toHaveLength(all(resource).length);
			expect(messagesOf(result)).toEqual([]);
			bench.sandbox.requests.length = 0;
		}
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
		const filters = { status: [Number(row?.status)], shiftId: id.toLowerCase() };
		const result = await getMany('reservation', filters);
		expect(result.items.length).toBe(bench.sandbox.vome.reservations.length);
		expect(messagesOf(result)).toEqual([]);
	});

	it('and a text in another spelling is no proof', async () => {
		for (const row of bench.sandbox.vome.profiles) row.profile_details.first_name = 'Łukasz-René';
		ignoring('first_name');
		const result = await getMany('profile', { firstName: 'lukasz-rene' });
		expect(result.items).toHaveLength(60);
		expect(messagesOf(result)).toEqual([]);
	});
});

it('a name that Vome spells in another way can be sent as an extra query parameter', async () => {
	Object.assign(bench.sandbox.quirks, { departureParameter: 'depature_time' });
	const { departure_time } = first(
		bench.sandbox.vome.reservations.filter((row) => row.departure_time !== null),
	);
	const queryParameters = { parameter: [{ name: 'depature_time', value: departure_time }] };
	const more = { options: { queryParameters } } as INodeParameters;
	const { items } = await getMany('reservation', {}, {}, more);
	expect(items.length).toBeGreaterThan(0);
	expect(items.length).toBeLessThan(20);
	expect(bench.urls[0]).toContain('/api/reservations/search/?depature_time=');
});

describe('a status may be given as', () => {
	it.each([
		['its number', '={{ 6 }}'],
		['digits', '={{ "6" }}'],
		['its label', '={{ "Hours logged" }}'],
		['its label in capitals', '={{ "HOURS LOGGED" }}'],
		['its label in the form', '={{ "Hours Logged" }}'],
		['a list of one', '={{ ["6"] }}'],
		['a text with nothing after the comma', '={{ "6," }}'],
		['chosen in the form', [6]],
	])('%s', async (_, status) => {
		await getMany('reservation', { status });
		expect(sent()).toEqual({ status: '6' });
	});

	it('0, which is not nothing', async () => {
		const { items } = await getMany('reservation', { status: [0] });
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
