// The filters that Vome does not have: the node reads the list and picks the records itself.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { CustomFieldEntry } from '../../sandbox/vome/types.mts';
import type { VomeResult } from '../support/vomeBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 250, shifts: 120, reservations: 200 });
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

type ResourceName = 'profile' | 'reservation' | 'shift';

const read = async (
	resource: ResourceName,
	filters: IDataObject,
	more: INodeParameters = {},
	run: Parameters<VomeBench['vome']>[1] = {},
) =>
	await bench.vome(
		{ resource, returnAll: true, filters: filters as INodeParameters, ...more },
		run,
	);

const idsOf = ({ items, error }: VomeResult) => {
	expect(error).toBeUndefined();
	return items.map(({ json }) => json.id);
};

const messagesOf = ({ hints }: VomeResult) => hints.map(({ message }) => message);

const profile = (at: number) => {
	const found = bench.sandbox.vome.profiles[at];
	if (found === undefined) throw new Error('no such profile');
	return found;
};

/** The queries of the requests, without paging. */
const queries = () =>
	new Set(
		bench.sandbox.requests.map(({ path, query }) => {
			const others = Object.entries(query).filter(([name]) => name !== 'page' && name !== 'limit');
			return `${path} ${JSON.stringify(Object.fromEntries(others))}`;
		}),
	);

const custom = (...field: Array<[name: unknown, value: unknown]>) => ({
	customField: { field: field.map(([name, value]) => ({ name, value })) },
});

describe('is refused before anything is sent', () => {
	it.each<[ResourceName, IDataObject, string]>([
		['profile', { email: '={{ $json.missing }}' }, "'Email' must be text: it is empty"],
		['profile', { email: '={{ "" }}' }, "'Email' must not be empty"],
		['profile', { lastName: '={{ null }}' }, "'Last Name' must be text: it is empty"],
		['profile', { tag: '={{ ["Driver"] }}' }, "'Tag' must be text: it is a list"],
		['profile', { opportunity: '={{ " " }}' }, "'Opportunity' must not be empty"],
		[
			'profile',
			custom(['', 'x']),
			"'Custom Fields' has an entry without a name: fill in the name, or delete the entry",
		],
		[
			'profile',
			custom(['={{ $json.missing }}', 'x']),
			"'Custom Fields' has an entry without a name: fill in the name, or delete the entry",
		],
		['profile', custom(['Has a car', '']), "'Custom Fields' holds a field without a value"],
		[
			'profile',
			custom(['Has a car', 'yes'], ['Notes', '={{ $json.missing }}']),
			"'Custom Fields' holds a field without a value",
		],
		[
			'profile',
			custom(['Has a car', '={{ [true] }}']),
			"'Custom Fields' must have text or a number as the value of 'Has a car': it is a list",
		],
		['shift', { openSpots: '={{ "some" }}' }, "'Open Spots' must be one of yes, no: it is 'some'"],
		['shift', { openSpots: '={{ null }}' }, "'Open Spots' must be one of yes, no: it is empty"],
		['reservation', { shiftStartsAfter: '={{ "" }}' }, "'Shift Starts After' must not be empty"],
		['reservation', { shiftStartsBefore: 'soon' }, "'Shift Starts Before' must be a date such as"],
	])('%s: %j', async (resource, filters, message) => {
		for (const operation of ['getAll', 'count']) {
			const { error, items } = await read(resource, filters, { operation });
			expect(error?.message.slice(0, message.length)).toBe(message);
			expect(error?.message).toMatch(/ \[item 0\]$/);
			expect(items).toEqual([]);
		}
		expect(bench.urls).toEqual([]);
	});
});

describe('profiles', () => {
	const ids = async (filters: IDataObject) => {
		const result = await read('profile', filters);
		const found = idsOf(result);
		expect(messagesOf(result)).toEqual(found.length > 0 ? [] : ['No profiles match the filters.']);
		return found;
	};

	it('that match nobody give an empty list', async () => {
		expect(await ids({ email: 'nobody@nowhere.invalid' })).toEqual([]);
		expect(await ids({ tag: 'No such tag', lastName: 'x' })).toEqual([]);
		expect(await ids(custom(['No such field', 'yes']))).toEqual([]);
		expect(queries()).toEqual(new Set(['/api/profiles/ {}']));
	});

	it('by email: the very same one but for the case of A to Z', async () => {
		profile(20).profile_details.email = 'Kim.Ode@Example.org';
		profile(120).profile_details.email = '\u212aim.ode@example.org';
		profile(130).profile_details.email = 'kim.od\u00e9@example.org';
		profile(140).profile_details.email = 'akim.ode@example.org';
		expect(await ids({ email: ' KIM.ODE@example.org ' })).toEqual([profile(20).id]);
		expect(await ids({ email: '\u212aim.ode@example.org' })).toEqual([profile(120).id]);
		expect(await ids({ email: 'kim.ode@example' })).toEqual([]);
	});

	it('by last name: the whole of it, in any case', async () => {
		profile(20).profile_details.last_name = "O'Brien";
		profile(120).profile_details.last_name = "O'BRIEN ";
		profile(130).profile_details.last_name = "O'Brien-Smith";
		profile(220).profile_details.last_name = 'Caf\u00e9';
		expect(await ids({ lastName: "o'brien" })).toEqual([profile(20).id, profile(120).id]);
		expect(await ids({ lastName: 'CAFE\u0301' })).toEqual([profile(220).id]);
	});

	it.each(['tag_title', 'title'] as const)('by tag, which Vome calls %s', async (tagName) => {
		bench.sandbox.quirks.tagName = tagName;
		const expected = bench.sandbox.vome.profiles.filter(({ profile_tags }) =>
			profile_tags.some(({ tag }) => tag.tag_title === 'Bénévole clé'),
		);
		expect(expected.length).toBeGreaterThan(1);
		expect(await ids({ tag: 'bénévole CLÉ' })).toEqual(expected.map(({ id }) => id));
	});

	it('by the title or the ID of an opportunity', async () => {
		const { opportunities: all } = bench.sandbox.vome;
		const wanted = all[3];
		for (const { opportunities } of bench.sandbox.vome.profiles) {
			for (const { opportunity } of opportunities) {
				if (opportunity.id === all[4]?.id) opportunity.title = wanted?.title ?? '';
			}
		}
		const withIt = (isIt: (opportunity: { id: string; title: string }) => boolean) =>
			bench.sandbox.vome.profiles
				.filter(({ opportunities }) => opportunities.some(({ opportunity }) => isIt(opportunity)))
				.map(({ id }) => id);
		const byTitle = withIt(({ title }) => title === wanted?.title);
		const byId = withIt(({ id }) => id === wanted?.id);
		expect(byId.length).toBeGreaterThan(0);
		expect(byTitle.length).toBeGreaterThan(byId.length);
		expect(await ids({ opportunity: wanted?.title.toUpperCase() })).toEqual(byTitle);
		expect(await ids({ opportunity: wanted?.id.toUpperCase() })).toEqual(byId);
	});

	describe('by custom fields', () => {
		/** Gives three profiles a field of this type, with these values. */
		const give = (name: string, type: number, values: unknown[]) => {
			const places = [5, 105, 205];
			const id = '3d0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01';
			for (const [index, value] of values.entries()) {
				profile(places[index] ?? 0).custom_fields.push({
					id: `${id.slice(0, -1)}${index}`,
					custom_field: { id, name, field_type: type, is_active: true },
					custom_field_value: value as CustomFieldEntry['custom_field_value'],
				});
			}
			return {
				id,
				of: (...found: number[]) => found.map((index) => profile(places[index] ?? 0).id),
			};
		};
		const choice = (value: string) => ({ id: 'v', value: { id: 'o', value, order: 1 } });

		it.each([
			['yes', [0]],
			['TRUE', [0]],
			['={{ true }}', [0]],
			['no', [1, 2]],
			['={{ false }}', [1, 2]],
			['maybe', []],
			['={{ 1 }}', []],
		])('a yes/no: %s', async (value, found) => {
			const { of } = give('Vetted', 10, [
				{ id: 'v', value: true },
				{ id: 'v', value: false },
				{ id: 'v', value: 'False' },
			]);
			expect(await ids(custom(['vetted', value]))).toEqual(of(...found));
		});

		it.each([
			['7', [0]],
			['7.0', [0]],
			['={{ 7 }}', [0]],
			[' 2.5 ', [1]],
			['={{ 2.5 }}', [1]],
			['0', [2]],
			['7a', []],
		])('a number: %s', async (value, found) => {
			const { of } = give('Years', 1, [
				{ id: 'v', value: 7 },
				{ id: 'v', value: 2.5 },
				{ id: 'v', value: 0 },
			]);
			expect(await ids(custom(['Years', value]))).toEqual(of(...found));
		});

		it('a number that Vome sends as text', async () => {
			const { of } = give('Years', 1, [{ id: 'v', value: 7 }]);
			bench.sandbox.quirks.customFieldNumbers = 'strings';
			expect(await ids(custom(['Years', '={{ 7 }}']))).toEqual(of(0));
		});

		it('a text that looks like a number, digit by digit', async () => {
			const { of } = give('Badge', 9, [
				{ id: 'v', value: '007' },
				{ id: 'v', value: '7' },
				{ id: 'v', value: 'A-7' },
			]);
			expect(await ids(custom(['Badge', '007']))).toEqual(of(0));
			expect(await ids(custom(['Badge', 'a-7']))).toEqual(of(2));
		});

		it('a choice, and one of several', async () => {
			const { of } = give('Size', 2, [choice('M'), choice('XL'), null]);
			expect(await ids(custom(['Size', 'm']))).toEqual(of(0));
			bench.sandbox.reset();
			const several = give('Days', 3, [
				[choice('Monday'), choice('Friday')],
				[choice('Friday')],
				[],
			]);
			expect(await ids(custom(['Days', 'friday']))).toEqual(several.of(0, 1));
			expect(await ids(custom(['Days', 'Monday']))).toEqual(several.of(0));
			expect(await ids(custom(['Days', 'Monday'], ['Days', 'Friday']))).toEqual(several.of(0));
			expect(await ids(custom(['Days', 'Monday, Friday']))).toEqual([]);
		});

		it('by ID, in any case', async () => {
			const { id, of } = give('Size', 2, [choice('M'), choice('XL')]);
			expect(await ids(custom([id.toUpperCase(), 'XL']))).toEqual(of(1));
		});

		it('called like what every object has', async () => {
			const { of } = give('__proto__', 0, [{ id: 'v', value: 'x' }]);
			expect(await ids(custom(['__proto__', 'x']))).toEqual(of(0));
			expect(await ids(custom(['constructor', 'x']))).toEqual([]);
		});

		it('as the list to choose from has them, the second of one name as well', async () => {
			const options = await bench.form<Array<{ name: string; value: string }>>(
				'loadOptions',
				'getCustomFields',
			);
			const names = options.map(({ name }) => name);
			expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
			const second = options.find(({ value }) => /^Notes \(/.test(value));
			const notes = bench.sandbox.vome.profiles.flatMap(({ id, custom_fields }) =>
				custom_fields
					.filter(({ custom_field }) => second?.value === `Notes (${custom_field.id})`)
					.map(({ custom_field_value }) => [id, custom_field_value] as const),
			);
			const both = notes.filter(
				([id]) =>
					bench.sandbox.vome.profiles
						.find((row) => row.id === id)
						?.custom_fields.filter(({ custom_field }) => custom_field.name === 'Notes').length ===
					2,
			);
			const [[id, note] = []] = both;
			const { value } = note as { value: string };
			expect(await ids(custom([second?.value, value]))).toContain(id);
		});

		it('together with other filters: all have to hold', async () => {
			const { of } = give('Vetted', 10, [
				{ id: 'v', value: true },
				{ id: 'v', value: true },
				{ id: 'v', value: true },
			]);
			profile(5).is_offline = true;
			profile(105).is_offline = false;
			profile(205).is_offline = true;
			profile(205).profile_details.last_name = 'Haddad';
			const filters = { profileType: 'offline', ...custom(['Vetted', 'yes']) };
			expect(await ids(filters)).toEqual(of(0, 2));
			expect(queries()).toEqual(new Set(['/api/profiles/search/ {"is_offline":"True"}']));
			expect(await ids({ ...filters, lastName: 'haddad' })).toEqual(of(2));
		});
	});

	it('look the same where details stand beside the ID', async () => {
		const { email, last_name: lastName } = profile(77).profile_details;
		bench.sandbox.quirks.profileShape = 'flat';
		expect(await ids({ email, lastName })).toEqual([profile(77).id]);
	});

	describe('with a limit, which counts those that match', () => {
		/** The profiles at these places are the only ones called so. */
		const name = (...places: number[]) => {
			for (const place of places) profile(place).profile_details.last_name = 'Unlikely';
			return places.map((place) => profile(place).id);
		};
		const first = async (limit: number) =>
			await read('profile', { lastName: 'unlikely' }, { returnAll: false, limit });

		// 50 pages, as of 5,000 profiles.
		beforeEach(() => (bench.sandbox.quirks.cappedLimit = 5));

		it.each([
			['on the first page', 3, 1],
			// The last page is read second, for the case that there are too few.
			['on the second page', 7, 3],
			['in the middle', 127, 33],
			['on the last page', 249, 50],
		])('one %s', async (_, place, requests) => {
			const [id] = name(place);
			const result = await first(1);
			expect(idsOf(result)).toEqual([id]);
			expect(messagesOf(result)).toEqual([]);
			expect(bench.urls).toHaveLength(requests);
			expect(bench.urls[0]).toBe('/api/profiles/?page=1&limit=100');
		});

		it('none in the whole list, whose beginning is read again to be sure', async () => {
			expect(idsOf(await first(1))).toEqual([]);
			// The last page is full, so the one behind it is asked for as well.
			expect(bench.urls).toHaveLength(52);
		});

		it('several, in the order of the list', async () => {
			const expected = name(2, 30, 31, 170, 240);
			expect(idsOf(await first(4))).toEqual(expected.slice(0, 4));
			expect(idsOf(await first(5))).toEqual(expected);
			expect(idsOf(await first(50))).toEqual(expected);
		});

		it('of one item after the other, each of its own', async () => {
			const [one, two] = name(2, 240);
			const result = await read(
				'profile',
				{ lastName: 'unlikely' },
				{ returnAll: false, limit: '={{ $json.limit }}' },
				{ input: [{ limit: 2 }, { limit: 1 }] },
			);
			expect(result.items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
				[one, { item: 0 }],
				[two, { item: 0 }],
				[one, { item: 1 }],
			]);
		});

		it('and a list that changes all the time fails', async () => {
			bench.sandbox.quirks.cappedLimit = 50;
			bench.sandbox.faults.push({ kind: 'insert', at: 'start', path: '/api/profiles/' });
			const { items, error } = await first(5);
			expect(items).toEqual([]);
			expect(error?.message).toBe('The list of profiles could not be read completely [item 0]');
		});
	});
});

describe('shifts', () => {
	it('with open spots, or without', async () => {
		const { shifts } = bench.sandbox.vome;
		for (const row of shifts)
			Object.assign(row, { spots: 3, spots_reserved: 3, spots_available: 0 });
		const set = (at: number, change: IDataObject) => Object.assign(shifts[at] as object, change);
		set(1, { spots_available: 1 });
		set(2, { spots_available: '2' });
		set(3, { spots_available: null, spots_reserved: 2 });
		set(4, { spots_available: undefined, spots: 4 });
		set(5, { spots_available: null, spots: null });
		set(6, { spots_available: undefined, spots: undefined, spots_reserved: undefined });
		set(7, { spots_available: -1 });
		const at = (...places: number[]) => places.map((place) => shifts[place]?.id);

		const open = await read('shift', { openSpots: 'yes' });
		expect(idsOf(open)).toEqual(at(1, 2, 3, 4, 5, 6));
		const full = idsOf(await read('shift', { openSpots: 'no' }));
		expect(full).toHaveLength(shifts.length - 4);
		// Of these, nobody can tell.
		expect(full).toEqual(expect.arrayContaining(at(5, 6, 7)));
		expect(messagesOf(open)).toEqual([]);
		expect(queries()).toEqual(new Set(['/api/shifts/search/ {"ordering":"created_at"}']));
		const two = await read('shift', { openSpots: 'yes' }, { returnAll: false, limit: 2 });
		expect(idsOf(two)).toEqual(at(1, 2));
	});

	describe('that start in a time', () => {
		const TIMES = [
			'2026-02-02T23:59:59Z',
			'2026-02-03T00:00:00Z',
			'2026-02-03T04:59:59Z',
			'2026-02-03T05:00:00Z',
			'2026-02-03T23:59:59Z',
			'2026-02-04T00:00:00Z',
			'2026-02-04T04:59:59Z',
			'2026-02-04T05:00:00Z',
		];
		let times: Map<unknown, string>;
		beforeEach(() => {
			const { shifts } = bench.sandbox.vome;
			for (const [index, row] of shifts.entries()) {
				row.shift_start_at =
					TIMES[index] ?? (index % 2 === 0 ? '2026-01-01T12:00:00Z' : '2026-03-01T12:00:00Z');
			}
			times = new Map(shifts.map((row) => [row.id, row.shift_start_at]));
		});
		const startsOf = async (filters: IDataObject, timezone = 'UTC') => {
			const result = await read('shift', filters, {}, { timezone });
			expect(messagesOf(result)).toEqual([]);
			return idsOf(result)
				.map((id) => times.get(id))
				.filter((time) => TIMES.includes(time ?? ''));
		};

		describe.each([-12, -5, 0, 14])('whatever the zone of its days, such as UTC%i', (zone) => {
			beforeEach(() => (bench.sandbox.quirks.shiftDateZone = zone));

			it.each([
				['UTC', '2026-02-03', '2026-02-04', 1, 6],
				['America/Toronto', '2026-02-03', '2026-02-04', 3, 8],
				['UTC', '2026-02-03T05:00:00Z', '2026-02-03T23:59:59Z', 3, 5],
				['Asia/Tokyo', '2026-02-03T14:00:00', '2026-02-04T09:00:00', 3, 6],
				['UTC', '2026-02-03T00:00:00+14:00', '2026-02-04T00:00:00-12:00', 0, 8],
			])('in %s, from %s to %s', async (timezone, startsAfter, startsBefore, from, to) => {
				expect(await startsOf({ startsAfter, startsBefore }, timezone)).toEqual(
					TIMES.slice(from, to),
				);
				const [{ query } = { query: {} }] = bench.sandbox.requests;
				expect(Object.keys(query)).toContain('shift_date.gte');
			});
		});

		it('are asked for with a day more on each side, to read less', async () => {
			await startsOf({ startsAfter: '2026-02-03', startsBefore: '2026-02-04' });
			expect(queries()).toEqual(
				new Set([
					'/api/shifts/search/ {"shift_date.gte":"2026-02-02","shift_date.lte":"2026-02-05","ordering":"created_at"}',
				]),
			);
		});

		it('also where Vome ignores the days', async () => {
			Object.assign(bench.sandbox.quirks, {
				unknownParameters: 'ignore',
				unknownFilters: ['shift_date.gte', 'shift_date.lte'],
			});
			const filters = { startsAfter: '2026-02-03', startsBefore: '2026-02-04' };
			expect(await startsOf(filters)).toEqual(TIMES.slice(1, 6));
			const limited = await read(
				'shift',
				filters,
				{ returnAll: false, limit: 3 },
				{ timezone: 'UTC' },
			);
			expect(idsOf(limited)).toHaveLength(3);
		});

		it('but not where Vome refuses the days', async () => {
			bench.sandbox.quirks.unknownFilters = ['shift_date.gte'];
			const { error } = await read('shift', { startsAfter: '2026-02-03' });
			expect(error?.message).toContain('Unknown parameter: shift_date.gte.');
		});

		it('in years that a day more would leave', async () => {
			const { error, items } = await read('shift', {
				startsAfter: '0001-01-01T00:00:00Z',
				startsBefore: '9999-12-31T23:59:59Z',
			});
			expect(error).toBeUndefined();
			expect(items).toHaveLength(bench.sandbox.vome.shifts.length);
			expect(queries()).toEqual(new Set(['/api/shifts/search/ {"ordering":"created_at"}']));
		});

		it('and those whose start nobody can read do not match', async () => {
			const [row] = bench.sandbox.vome.shifts;
			Object.assign(bench.sandbox.quirks, {
				unknownParameters: 'ignore',
				unknownFilters: ['shift_date.gte', 'shift_date.lte'],
			});
			Object.assign(row as object, { shift_start_at: 'soon' });
			expect(idsOf(await read('shift', { startsAfter: '2027-01-01' }))).toEqual([]);
			expect(idsOf(await read('shift', { startsBefore: '2027-01-01' }))).not.toContain(row?.id);
		});
	});
});

describe('reservations', () => {
	it.each([
		['chosen in the form', [1, 3]],
		['labels from an expression', '={{ "Reserved, attendance confirmed" }}'],
		['a list from an expression', '={{ [1, "3"] }}'],
		['a list of labels and numbers', '={{ ["Reserved", 3, 1] }}'],
	])('in several states: %s', async (_, status) => {
		const expected = bench.sandbox.vome.reservations.filter((row) => [1, 3].includes(row.status));
		const result = await read('reservation', { status });
		expect(idsOf(result)).toEqual(expected.map(({ id }) => id));
		expect(messagesOf(result)).toEqual([]);
		// Vome's filter takes one state.
		expect(queries()).toEqual(new Set(['/api/reservations/ {}']));
	});

	it('in one state that was given twice, which Vome filters', async () => {
		await read('reservation', { status: '={{ "6, Hours logged" }}' });
		expect(queries()).toEqual(new Set(['/api/reservations/search/ {"status":"6"}']));
	});

	it('of shifts that start in a time, both ends included', async () => {
		const { reservations } = bench.sandbox.vome;
		const times = [
			'2026-02-02T23:59:59Z',
			'2026-02-03T00:00:00Z',
			'2026-02-09T17:00:00Z',
			'2026-02-09T17:00:01Z',
		];
		for (const [index, row] of reservations.entries()) {
			row.shift = { ...row.shift, shift_start_at: times[index] ?? '2027-01-01T00:00:00Z' };
		}
		Object.assign(reservations[50] as object, { shift: null });
		const at = (...places: number[]) => places.map((place) => reservations[place]?.id);
		const filters = { shiftStartsAfter: '2026-02-03', shiftStartsBefore: '2026-02-09T12:00:00' };
		const result = await read('reservation', filters, {}, { timezone: 'UTC' });
		expect(idsOf(result)).toEqual(at(1));
		const toronto = await read(
			'reservation',
			{ ...filters, shiftStartsAfter: '2026-02-02T19:00:00' },
			{},
			{ timezone: 'America/Toronto' },
		);
		// 12:00 there is 17:00 in UTC. A reservation without a shift does not match.
		expect(idsOf(toronto)).toEqual(at(1, 2));
		expect(messagesOf(toronto)).toEqual([]);
		expect(queries()).toEqual(new Set(['/api/reservations/ {}']));
	});

	it('of who is coming this week, with what Vome filters as well', async () => {
		const { reservations } = bench.sandbox.vome;
		const isComing = (row: (typeof reservations)[number]) =>
			[1, 3].includes(row.status) &&
			row.shift.shift_start_at >= '2026-02-20T00:00:00Z' &&
			row.shift.shift_start_at <= '2026-03-20T00:00:00Z';
		const title = reservations.find(isComing)?.shift.shift_title ?? '';
		const expected = reservations.filter((row) => isComing(row) && row.shift.shift_title === title);
		expect(expected.length).toBeGreaterThan(0);
		const result = await read(
			'reservation',
			{
				status: [1, 3],
				shiftStartsAfter: '2026-02-20',
				shiftStartsBefore: '2026-03-20',
				shiftTitle: title,
			},
			{},
			{ timezone: 'UTC' },
		);
		expect(idsOf(result)).toEqual(expected.map(({ id }) => id));
		expect(queries()).toEqual(
			new Set([`/api/reservations/search/ ${JSON.stringify({ 'shift.shift_title': title })}`]),
		);
	});
});
