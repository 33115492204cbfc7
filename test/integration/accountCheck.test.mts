// Account: Check tells what differs from what is known of the services, and nothing about anybody.
import type { IDataObject } from 'n8n-workflow';

import type {
	AssembleQuirks,
	Fault,
	RoleProfile,
	Shift,
	VomeQuirks,
} from '../../sandbox/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import type { Result, Run } from '../support/bench.mts';
import { formsOf, visible } from '../support/secrets.mts';
import { VomeBench } from '../support/vomeBench.mts';

interface Fact {
	fact: string;
	expected: string;
	found: string;
	state: string;
	advice: string;
}

const factsOf = (result: Result): Fact[] => {
	expect(result.error).toBeUndefined();
	return result.items.map(({ json }) => json as unknown as Fact);
};

/** What is found in another way than expected, by fact. */
const differencesIn = (facts: Fact[]) =>
	Object.fromEntries(
		facts.filter(({ state }) => state === 'different').map(({ fact, found }) => [fact, found]),
	);

const unknownIn = (facts: Fact[]) =>
	Object.fromEntries(
		facts.filter(({ state }) => state === 'unknown').map(({ fact, found }) => [fact, found]),
	);

describe('of Vome', () => {
	let bench: VomeBench;
	beforeAll(async () => {
		bench = await VomeBench.start();
	});
	beforeEach(() => {
		bench.sandbox.reset();
		// The likeliest.
		bench.sandbox.quirks.profileSearchBy.email = 'exact';
	});
	afterAll(async () => await bench.stop());

	const run = async (more?: Run) =>
		await bench.vome({ resource: 'account', operation: 'check' }, more);

	const check = async () => factsOf(await run());

	it('sums up what it found in a hint', async () => {
		const told = async () => (await run()).hints.map(({ message }) => message);
		expect(await told()).toEqual([
			'Of 36 facts, 29 are as expected, 0 different and 7 unknown. There is nothing to do.',
		]);
		bench.sandbox.quirks.count = 'missing';
		expect((await told()).at(-1)).toMatch(
			/^Of 36 facts, \d+ are as expected, [1-9]\d* different and \d+ unknown\. In the rows/,
		);
		bench.sandbox.faults = [{ kind: 'status', status: 500 }];
		expect((await told()).at(-1)).toMatch(
			/^Of 36 facts, \d are as expected, 0 different and \d\d unknown\. Most of them could not be read, and 'found' says why\. Run the check again later\.$/,
		);
	});

	it('finds nothing different where all is as expected, in few requests that only read', async () => {
		const facts = await check();
		expect(differencesIn(facts)).toEqual({});
		expect(unknownIn(facts)).toEqual({
			'Reservations: total': 'too many reservations to count them',
			'Shifts: time zone of Starts After':
				'from UTC-8 to UTC+5: too few shifts start near midnight',
			'Create or Update is sent as': 'only a write shows it',
			'People are sent as': 'only a write shows it',
			'A Unique ID field is named by': 'only a write shows it',
			'Several choices are written as': 'only a write shows it',
			'Yes is written as': 'only a write shows it',
		});
		expect(facts.length).toBeGreaterThan(30);
		expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length);
		expect(facts.filter(({ advice }) => advice !== '')).toEqual([]);
		expect(bench.sandbox.requests.length).toBeLessThanOrEqual(20);
		expect(new Set(bench.sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	const QUIRKS: Array<[quirks: Partial<VomeQuirks>, differences: Record<string, string>]> = [
		[{ profilePath: false }, { 'One profile is read by': 'list' }],
		[{ profilePath: false, noSuchRoute: 405 }, { 'One profile is read by': 'list' }],
		[
			{ profilePath: false, profileSearchBy: { email: 'exact', id: 'exact' } },
			{ 'One profile is read by': 'search' },
		],
		[
			{ profilePath: false, profileSearchBy: { email: 'exact', id: 'ignore' } },
			{ 'One profile is read by': 'list' },
		],
		[
			{ profileSearchBy: { email: 'reject', id: 'reject' } },
			{ 'A profile is found by email with': 'list' },
		],
		[
			{ profileSearchBy: { email: 'ignore', id: 'reject' } },
			{ 'A profile is found by email with': 'list' },
		],
		[{ profileSearchBy: { email: 'partial', id: 'reject' } }, {}],
		[{ unknownFilters: ['id'] }, { 'One opportunity is read by': 'path' }],
		[
			{ unknownFilters: ['id'], unknownParameters: 'ignore' },
			{ 'One opportunity is read by': 'path' },
		],
		[{ unknownFilters: ['id'], opportunityPath: false }, { 'One opportunity is read by': 'list' }],
		...(['reject', 'ignore', 'no', 'nothing'] as const).map(
			(otherQueryBooleans): [Partial<VomeQuirks>, Record<string, string>] => [
				{ queryBooleans: 'true', otherQueryBooleans },
				{ 'Filters take yes as': 'true' },
			],
		),
		[{ refusedLimit: 50 }, { 'Most records at once': '50' }],
		[{ slowLimit: 25 }, { 'Most records at once': '25' }],
		[{ cappedLimit: 10 }, { 'Most records at once': '10' }],
		[{ cappedLimit: 7 }, { 'Most records at once': '7' }],
		[
			{ unknownFilters: ['status'], unknownParameters: 'ignore' },
			{ 'Reservations: filter Status': 'is ignored' },
		],
		[{ unknownFilters: ['shift.id'] }, { 'Reservations: filter Shift': 'refused (HTTP 400)' }],
		[
			{ reservationCreatedFilters: false },
			{ 'Reservations: filter Created After': 'refused (HTTP 400)' },
		],
		[
			{ unknownFilters: ['created_at.gte'], unknownParameters: 'ignore' },
			{
				'Opportunities: filter Created After': 'is ignored',
				'Reservations: filter Created After': 'is ignored',
				'Shifts: filter Created After': 'is ignored',
			},
		],
		[
			{ unknownFilters: ['ordering'], unknownParameters: 'ignore' },
			{
				'Opportunities: order': 'not by -created_at',
				'Shifts: order': 'not by -created_at, shift_start_at',
			},
		],
		[
			{ unknownFilters: ['ordering'] },
			{ 'Opportunities: order': 'is refused', 'Shifts: order': 'is refused' },
		],
		[
			{ count: 'tooHigh' },
			{
				'Opportunities: total': '25, with 24 listed',
				'Profiles: total': '251, with 250 listed',
				'Shifts: total': '121, with 120 listed',
			},
		],
		[
			{ count: 'null' },
			{
				'Opportunities: total': 'none',
				'Profiles: total': 'none',
				'Reservations: total': 'none',
				'Shifts: total': 'none',
			},
		],
		[{ shiftDateZone: 10 }, { 'Shifts: time zone of Starts After': 'from UTC+5 to UTC+14' }],
		[{ shiftDateZone: -10 }, { 'Shifts: time zone of Starts After': 'from UTC-12 to UTC-8' }],
		[
			{ hasMedicalInfo: 'string' },
			{
				'Profiles: fields':
					'other type: medical_information.has_medical_info (text instead of yes or no)',
			},
		],
		[{ links: 'self' }, {}],
		[{ pastTheEnd: 'empty', links: 'none' }, {}],
		[{ count: 'string' }, {}],
	];

	it.each(QUIRKS)('%j', async (quirks, differences) => {
		Object.assign(bench.sandbox.quirks, quirks);
		const facts = await check();
		expect(differencesIn(facts)).toEqual(differences);
		for (const { advice, state } of facts) {
			expect(advice === '').toBe(state !== 'different');
			if (state === 'different') expect(advice).toMatch(/^[A-Z].+\. Please post this table at /);
		}
		expect(bench.sandbox.requests.length).toBeLessThanOrEqual(25);
	});

	it('tells what a write has found out before', async () => {
		bench.sandbox.quirks.upsertMethod = 'POST';
		const columns = {
			mappingMode: 'defineBelow',
			value: { email: bench.sandbox.vome.profiles[0]?.profile_details.email, address: 'Here' },
			matchingColumns: ['email'],
		};
		const written = await bench.vome({ resource: 'profile', operation: 'upsert', columns });
		expect(written.error).toBeUndefined();
		expect(differencesIn(await check())).toEqual({ 'Create or Update is sent as': 'POST' });
	});

	const each = (change: (shift: Shift & IDataObject) => void) => () =>
		bench.sandbox.vome.shifts.forEach((shift) => change(shift as Shift & IDataObject));

	it.each<[string, change: () => void, differences: Record<string, string>]>([
		[
			'a field that is gone',
			each((shift) => delete (shift as Partial<Shift>).shift_location),
			{ 'Shifts: fields': 'missing: shift_location' },
		],
		[
			'a new field',
			each((shift) => (shift.waiting_list = [])),
			{ 'Shifts: fields': 'new: waiting_list' },
		],
		[
			'a field of another type, deep down',
			each((shift) => (shift.opportunity = { ...shift.opportunity, title: 7 as never })),
			{ 'Shifts: fields': 'other type: opportunity.title (whole number instead of text)' },
		],
		[
			'times without a time zone',
			each((shift) => (shift.shift_end_at = shift.shift_end_at.replace('Z', ''))),
			{ Times: 'some without a time zone' },
		],
		[
			'headers about a rate limit',
			() => {
				const headers = { 'X-RateLimit-Limit': '60', 'X-RateLimit-Remaining': '59' };
				bench.sandbox.faults = [{ kind: 'headers', headers }];
			},
			{ 'Rate limit': 'headers: x-ratelimit-limit, x-ratelimit-remaining' },
		],
	])('tells of %s', async (_, change, differences) => {
		change();
		expect(differencesIn(await check())).toEqual(differences);
	});

	it.each<[Partial<Fault>, differences: Record<string, string>, unknown: Record<string, string>]>([
		[
			{ kind: 'status', status: 403 },
			{ 'Shifts: access': 'no permission (HTTP 403)' },
			{ 'Shifts: fields': 'the shifts could not be read' },
		],
		[
			{ kind: 'status', status: 404 },
			{ 'Shifts: access': 'not there (HTTP 404)' },
			{ 'Shifts: order': 'too few records to tell' },
		],
		[
			{ kind: 'wrongShape' },
			{ 'Shifts: access': 'an answer in an unknown form' },
			{ 'Shifts: filter Starts After': 'the shifts could not be read' },
		],
		[{ kind: 'status', status: 401 }, {}, { 'Shifts: access': 'could not be read (HTTP 401)' }],
		[{ kind: 'status', status: 503 }, {}, { 'Shifts: access': 'could not be read (HTTP 503)' }],
		[{ kind: 'drop' }, {}, { 'Shifts: access': 'could not be read' }],
		[{ kind: 'html' }, {}, { 'Shifts: access': 'could not be read' }],
	])('tells the others where one list fails: %j', async (fault, differences, unknown) => {
		const others = await check();
		bench.sandbox.faults = [{ kind: 'status', ...fault, path: '/api/shifts/*' }];
		const facts = await check();
		expect(differencesIn(facts)).toEqual(differences);
		expect(unknownIn(facts)).toMatchObject(unknown);
		const rest = ({ fact }: Fact) => !/^(Shifts|Response|Times|Most)/.test(fact);
		expect(facts.filter(rest)).toEqual(others.filter(rest));
	});

	it('fails with a wrong key, at once', async () => {
		const { error, items } = await run({ credential: { apiKey: 'wrong' } });
		expect(error?.message).toMatch(/rejected the API key/);
		expect(items).toEqual([]);
		expect(bench.sandbox.requests).toHaveLength(1);
	});

	it('fails where nothing answers', async () => {
		const { error } = await run({ credential: { baseUrl: 'http://127.0.0.1:9' } });
		expect(error?.message).toMatch(/could not be reached/);
	});

	it('tells of each list that the key may not read it', async () => {
		const apiKey = bench.sandbox.apiKeyWithoutPermission;
		const facts = factsOf(await run({ credential: { apiKey } }));
		expect(differencesIn(facts)).toEqual({
			'Opportunities: access': 'no permission (HTTP 403)',
			'Profiles: access': 'no permission (HTTP 403)',
			'Reservations: access': 'no permission (HTTP 403)',
			'Shifts: access': 'no permission (HTTP 403)',
		});
		expect(facts[0]?.advice).toMatch(/^Use a key of an administrator who may read this\./);
	});

	it('ends when the execution is stopped', async () => {
		bench.sandbox.faults = [{ kind: 'hang', path: '/api/shifts/*' }];
		const stop = new AbortController();
		const stopped = bench.stopped({ resource: 'account', operation: 'check' }, stop.signal);
		const isWaiting = () => bench.sandbox.requests.some(({ path }) => path.includes('shifts'));
		while (!isWaiting()) await new Promise((resolve) => setImmediate(resolve));
		stop.abort();
		expect((await stopped).error?.message).toMatch(/canceled/);
	});

	describe('of people', () => {
		const SECRETS = ['Ada Byron', 'ada@example.org', '+44 20 7946 0018', 'peanut allergy'];

		/** The same record with a person in each text, and in the names of fields that nobody knows. */
		function withPerson(value: unknown, depth = 0): unknown {
			if (typeof value === 'string') return [...SECRETS, bench.sandbox.apiKey].join('; ');
			if (Array.isArray(value)) return value.map((one) => withPerson(one, depth + 1));
			if (typeof value !== 'object' || value === null) return value;
			const entries = Object.entries(value).map(([key, inner]) => [
				key,
				withPerson(inner, depth + 1),
			]);
			return Object.fromEntries([...entries, ...SECRETS.map((name) => [name, name])]);
		}

		it('says nothing, whatever is in their records and in the names of their fields', async () => {
			const { vome, apiKey } = bench.sandbox;
			for (const rows of [vome.profiles, vome.shifts, vome.reservations, vome.opportunities]) {
				rows.forEach((row) => {
					const { id } = row;
					Object.assign(row, withPerson(row), { id });
				});
			}
			bench.sandbox.quirks.echoKeyInErrors = true;
			const result = await run();
			const facts = factsOf(result);
			expect(differencesIn(facts)).toMatchObject({
				'Profiles: fields': expect.stringMatching(/^new: \d+ not named here/),
			});
			const seen = visible(result);
			for (const secret of [...SECRETS, apiKey].flatMap(formsOf))
				expect(seen).not.toContain(secret);
		});

		it('says nothing that the service says in its refusals', async () => {
			const body = { error: { message: SECRETS.join(' ') } };
			for (const status of [400, 403, 404, 500]) {
				bench.sandbox.faults = [
					{ kind: 'status', status, body, skip: 4, contentType: 'application/json' },
				];
				const seen = visible(await run());
				for (const secret of SECRETS.flatMap(formsOf)) expect(seen).not.toContain(secret);
			}
		});
	});

	describe('with nothing in it', () => {
		let empty: VomeBench;
		beforeAll(async () => {
			empty = await VomeBench.start({ profiles: 0, opportunities: 0 });
		});
		afterAll(async () => await empty.stop());

		it('tells that it cannot tell', async () => {
			const facts = factsOf(await empty.vome({ resource: 'account', operation: 'check' }));
			expect(differencesIn(facts)).toEqual({});
			expect(unknownIn(facts)).toMatchObject({
				'Most records at once': 'no list has more',
				'One profile is read by': 'there are no profiles',
				'Shifts: fields': 'there are no shifts',
			});
			expect(facts).toContainEqual(
				expect.objectContaining({ fact: 'Shifts: total', found: '0', state: 'ok' }),
			);
		});
	});
});

describe('of Assemble', () => {
	let bench: AssembleBench;
	beforeAll(async () => {
		bench = await AssembleBench.start({ roleProfiles: 130 });
	});
	beforeEach(() => bench.reset());
	afterAll(async () => await bench.stop());

	const run = async (more?: Run, authentication = 'jwt') =>
		await bench.assemble({ authentication, resource: 'account', operation: 'check' }, more);

	const check = async () => factsOf(await run());

	const UNKNOWN = {
		'Update is sent as': 'only a write shows it',
		'A family is written as': 'only a write shows it',
	};

	it('finds nothing different where all is as expected, in few requests that only read', async () => {
		const facts = await check();
		expect(differencesIn(facts)).toEqual({});
		expect(unknownIn(facts)).toEqual(UNKNOWN);
		expect(facts.length).toBeGreaterThan(20);
		expect(facts.filter(({ advice }) => advice !== '')).toEqual([]);
		expect(bench.requests.length).toBeLessThanOrEqual(15);
		expect(bench.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
	});

	it('works with OAuth2, which has no login of its own', async () => {
		const scope = 'role-profiles users teams opportunities activities';
		const facts = factsOf(await run({ credential: { scope } }, 'oAuth2'));
		expect(differencesIn(facts)).toEqual({});
		expect(unknownIn(facts)).toEqual({ ...UNKNOWN, 'The login is at': 'no login was needed' });
	});

	const QUIRKS: Array<[quirks: Partial<AssembleQuirks>, differences: Record<string, string>]> = [
		[{ apiPath: '' }, { 'The API is at': '/' }],
		[{ apiPath: '/v3' }, { 'The API is at': '/v3' }],
		[{ roleProfileName: 'role_profiles' }, { 'Role profiles are at': 'role_profiles' }],
		[{ roleProfileName: 'roles' }, { 'Role profiles are at': 'roles' }],
		[{ authRoot: '/api' }, { 'The login is at': '/api/auth/api' }],
		[{ pageSizeName: 'per_page' }, { 'The page size is called': 'per_page' }],
		...(['refuse', 'ignore', 'nothing'] as const).map(
			(otherSpellings): [Partial<AssembleQuirks>, Record<string, string>] => [
				{ queryBooleans: 'digits', otherSpellings },
				{ 'Filters take yes as': 'digits' },
			],
		),
		[{ queryBooleans: 'php' }, {}],
		...(['refuse', 'ignore', 'nothing'] as const).map(
			(otherSpellings): [Partial<AssembleQuirks>, Record<string, string>] => [
				{ queryLists: 'repeated', otherSpellings },
				{ 'Filters take several IDs as': 'repeated' },
			],
		),
		[{ cappedLimit: 50 }, { 'Most records at once': '50' }],
		[
			{ limitIgnored: true },
			{ 'Most records at once': '15', 'The page size is called': 'something else' },
		],
		[
			{ total: 'tooHigh' },
			{
				'Opportunities: total': '13, with 12 listed',
				'Role profiles: total': '131, with 130 listed',
				'Teams: total': '9, with 8 listed',
				'Users: total': '34, with 33 listed',
			},
		],
		[
			{ total: 'missing' },
			{
				'Activities: total': 'none',
				'Opportunities: total': 'none',
				'Role profiles: total': 'none',
				'Teams: total': 'none',
				'Users: total': 'none',
			},
		],
		[{ userName: 'user' }, { 'Users are at': 'user' }],
		[{ notPermitted: ['users'] }, { 'Users: access': 'no permission (HTTP 403)' }],
		[{ switchedOff: ['activities'] }, { 'Activities: access': 'not there (HTTP 404)' }],
		[{ unknownFilters: ['updated_after'] }, { 'Activities: filter Updated After': 'is ignored' }],
		[{ unknownFilters: ['status'] }, { 'Role profiles: filter Status': 'is ignored' }],
		[
			{ unknownFilters: ['q'], unknownParameters: 'reject' },
			{ 'Role profiles: filter Search': 'refused (HTTP 422)' },
		],
		[{ unknownFilters: ['s', 'o'] }, { 'Role profiles: order': 'not by id ascending' }],
		[
			{ booleanType: 'digit' },
			{
				'Activities: fields':
					'other type: final (text instead of yes or no), pending_outcomes (text instead of yes or no), can_edit (text instead of yes or no), can_delete (text instead of yes or no)',
				'Teams: fields':
					'other type: show_on_public_site (text instead of yes or no), show_on_near_me_map (text instead of yes or no), ceiling_enabled (text instead of yes or no), hidden (text instead of yes or no), disabled (text instead of yes or no)',
				'Role profiles: fields':
					'other type: approved (text instead of yes or no), editable (text instead of yes or no), recruitable (text instead of yes or no), receives_team_notifications (text instead of yes or no)',
			},
		],
		[{ paginationNumbers: 'strings' }, {}],
		// No team of the sandbox has these.
		[{ emptyValues: 'missing' }, { 'Teams: fields': 'missing: geo_location, catchment_area_id' }],
		[{ includeShape: 'data' }, {}],
		[{ draftsInListing: false }, {}],
	];

	it.each(QUIRKS)('%j', async (quirks, differences) => {
		Object.assign(bench.sandbox.quirks, quirks);
		const facts = await check();
		expect(differencesIn(facts)).toEqual(differences);
		expect(bench.sandbox.requests.length).toBeLessThanOrEqual(35);
	});

	const each = (change: (profile: RoleProfile & IDataObject) => void) => () =>
		bench.sandbox.assemble.roleProfiles.forEach((profile) =>
			change(profile as RoleProfile & IDataObject),
		);

	it.each<[string, change: () => void, differences: Record<string, string>]>([
		[
			'a field that is gone, and a new one',
			each((profile) => {
				delete (profile as Partial<RoleProfile>).disclaimer;
				profile.site = null;
			}),
			{ 'Role profiles: fields': 'missing: disclaimer; new: site' },
		],
		[
			'headers about a rate limit',
			() => {
				bench.sandbox.faults = [{ kind: 'headers', headers: { 'RateLimit-Policy': '60;w=60' } }];
			},
			{ 'Rate limit': 'headers: ratelimit-policy' },
		],
		[
			'an organisation that may not be read',
			() => {
				bench.sandbox.faults = [{ kind: 'status', status: 403, path: '/api/organisation' }];
			},
			{},
		],
	])('tells of %s', async (_, change, differences) => {
		change();
		expect(differencesIn(await check())).toEqual(differences);
	});

	it('tells the rest where role profiles may not be read', async () => {
		bench.sandbox.faults = [{ kind: 'status', status: 403, path: '/api/role-profiles*' }];
		const facts = await check();
		expect(differencesIn(facts)).toEqual({
			'Role profiles: access': 'no permission (HTTP 403)',
		});
		expect(facts[0]?.advice).toMatch(/^Look at the permission group/);
		expect(facts).toContainEqual(
			expect.objectContaining({ fact: 'Organisation: time zone', found: 'Europe/London' }),
		);
	});

	it('fails with a wrong password, at once', async () => {
		const { error, items } = await run({ credential: { password: 'wrong' } });
		expect(error?.message).toMatch(/rejected the email or password/);
		expect(items).toEqual([]);
		expect(bench.requests).toEqual([]);
	});

	it('says nothing of people, nor the token', async () => {
		const SECRETS = ['Ada Byron', 'ada@example.org'];
		each((profile) => {
			for (const name of ['name', 'volunteer_manager', 'disclaimer'] as const) {
				profile[name] = SECRETS.join(' ');
			}
			for (const name of SECRETS) profile[name] = name;
		})();
		bench.sandbox.quirks.echoToken = true;
		const result = await run();
		expect(differencesIn(factsOf(result))).toMatchObject({
			'Role profiles: fields': 'new: 2 not named here',
		});
		const tokens = bench.sandbox.requests.flatMap(({ headers: { authorization } }) =>
			authorization === undefined ? [] : [authorization.replace(/^\w+ /, '')],
		);
		const seen = visible(result);
		for (const secret of [...SECRETS, bench.password, ...tokens].flatMap(formsOf)) {
			expect(seen).not.toContain(secret);
		}
	});

	it.each(['/api', '', '/v3'] as const)('reads the organisation, at %j', async (apiPath) => {
		bench.sandbox.quirks.apiPath = apiPath;
		const { items, error } = await bench.assemble({
			authentication: 'jwt',
			resource: 'account',
			operation: 'getOrganisation',
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({ name: 'Sandbox Volunteers', timezone: 'Europe/London' }),
		]);
	});
});
