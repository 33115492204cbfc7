import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../sandbox/index.mts';
import type { Run } from '../support/bench.mts';
import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 250;

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: TOTAL, shifts: 0, reservations: 0 });
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Requests for the whole list: its three pages, and the first one again. */
const SCAN = 4;

const profileAt = (index: number) => {
	const profile = bench.sandbox.vome.profiles[index];
	if (profile === undefined) throw new Error('no profile');
	return profile;
};
const someone = () => profileAt(170);
const emailOf = (index: number) => profileAt(index).profile_details.email;
const paths = () => bench.sandbox.requests.map(({ path }) => path);

/** The path of one profile answers with this record. */
const answer = (id: string, body: unknown): Fault => ({
	kind: 'status',
	status: 200,
	path: `/api/profiles/${id}/`,
	body,
	contentType: 'application/json',
});

const SEARCH = '/api/profiles/search/';

/** The plain list has these alone. */
const listOf = (...results: unknown[]): Fault => ({
	kind: 'status',
	status: 200,
	path: '/api/profiles/',
	body: { count: results.length, next: null, previous: null, results },
	contentType: 'application/json',
});

const nothing = { options: { ifNotFound: 'nothing' } };

const get = async (profileId: INodeParameters | string, more: INodeParameters = {}) =>
	await bench.vome({ operation: 'get', profileId, ...more });

/** Gets whoever each item names, and goes on after a failure. */
const getEach = async (names: string[], more: INodeParameters = {}, run: Run = {}) => {
	const { items } = await bench.vome(
		{ operation: 'get', profileId: '={{ $json.who }}', ...more },
		{ input: names.map((who) => ({ who })), onError: 'continueRegularOutput', ...run },
	);
	return items.map(({ json, pairedItem }): [unknown, unknown] => [
		json.id ?? json.error,
		(pairedItem as { item: number }).item,
	]);
};
const noneWith = (what: string, item: number) =>
	`Vome has no profile with the ${what} [item ${item}]`;

describe('the profile may be given', () => {
	const id = () => someone().id;
	const email = () => someone().profile_details.email;
	const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

	it.each<[string, () => INodeParameters | string]>([
		['from the list', () => ({ ...locator('list', id()), cachedResultName: 'X' })],
		['by email', () => locator('email', email())],
		['by ID', () => locator('id', id())],
		[
			'by an email in capitals with blanks around',
			() => locator('email', ` ${email().toUpperCase()} `),
		],
		['by an ID in capitals with blanks around', () => locator('id', ` ${id().toUpperCase()} `)],
		['by an expression for the email', () => locator('email', `={{ "${email()}" }}`)],
		['by an expression for the ID', () => locator('id', `={{ "${id()}" }}`)],
		['by an email where an ID belongs', () => locator('id', `={{ "${email()}" }}`)],
		['by an ID where an email belongs', () => locator('email', `={{ "${id()}" }}`)],
		['by an email for something in the list', () => locator('list', `={{ "${email()}" }}`)],
		['as the text of an ID', id],
		['as the text of an email', email],
		['as an expression for all of it', () => `={{ "${email()}" }}`],
		['as an expression for a locator', () => `={{ { mode: "email", value: "${email()}" } }}`],
	])('%s', async (_, value) => {
		const { items, error } = await get(value());
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual([id()]);
	});

	it.each([
		'not-an-id',
		'../search',
		'..',
		'1/2',
		'a b',
		'5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01/../x',
		'%2e%2e',
		'a\r\nX: 1',
		'a b@example.org',
		'@example.org',
		'a@',
		'a@b@c',
		'<a@b>',
		'={{ 12 }}',
	])('not as %p: nothing is sent', async (value) => {
		for (const mode of ['', 'list', 'email', 'id']) {
			const typed = value.startsWith('=') ? value : `={{ ${JSON.stringify(value)} }}`;
			const { error } = await get(mode === '' ? typed : locator(mode, typed), nothing);
			expect(error?.message).toMatch(
				/^'Profile' must be an email address such as nathan@example\.com, or an ID such as .*: it is '.*' \[item 0\]$/,
			);
		}
		expect(bench.urls).toEqual([]);
	});

	it.each(['={{ "" }}', '={{ "  " }}', '={{ $json.missing }}', '={{ null }}'])(
		'not as nothing, from %p: nothing is sent',
		async (value) => {
			for (const profileId of [value, locator('email', value), locator('id', value)]) {
				const { error } = await get(profileId, nothing);
				expect(error?.message).toBe("'Profile' is empty [item 0]");
			}
			expect(bench.urls).toEqual([]);
		},
	);

	// What is typed, n8n checks by the patterns of the form.
	it.each([
		['email', 'nobody'],
		['email', 'a@b@c'],
		['id', 'not-an-id'],
	])('not by %s as %s', async (mode, value) => {
		await expect(get(locator(mode, value))).rejects.toThrow('has issues');
		expect(bench.urls).toEqual([]);
	});
});

describe('by ID', () => {
	it('asks for the profile directly', async () => {
		const { items } = await get(someone().id);
		expect(items).toEqual([
			{ json: expect.objectContaining({ id: someone().id }), pairedItem: { item: 0 } },
		]);
		expect(bench.urls).toEqual([`/api/profiles/${someone().id}/`]);
	});

	it('searches where Vome does not know that path', async () => {
		Object.assign(bench.sandbox.quirks, {
			profilePath: false,
			profileSearchBy: { id: 'exact', email: 'reject' },
		});
		const { items } = await get(someone().id);
		expect(items[0]?.json.id).toBe(someone().id);
		expect(bench.urls).toEqual([
			`/api/profiles/${someone().id}/`,
			`/api/profiles/search/?id=${someone().id}&page=1&limit=100`,
		]);
	});

	it.each(['reject', 'ignore'] as const)(
		'reads the list where Vome does not know the filter either (%s)',
		async (id) => {
			Object.assign(bench.sandbox.quirks, {
				profilePath: false,
				profileSearchBy: { id, email: 'reject' },
			});
			const { items } = await get(someone().id);
			expect(items.map(({ json }) => json.id)).toEqual([someone().id]);
			expect(paths().slice(2)).toEqual(Array(SCAN).fill('/api/profiles/'));
		},
	);

	it.each(['error', 'nothing'])(
		'never takes another person for the one asked for (%s)',
		async (ifNotFound) => {
			bench.sandbox.faults.push(answer(someone().id, profileAt(0)));
			const { items, error } = await get(someone().id, { options: { ifNotFound } });
			expect(items).toEqual([]);
			expect(error?.message).toBe(
				`Vome sent another profile than the one with the ID ${someone().id} [item 0]`,
			);
		},
	);

	it('does not take somebody whose email looks like the ID', async () => {
		bench.sandbox.quirks.profilePath = false;
		profileAt(3).profile_details.email = NOBODY;
		const { error } = await get(NOBODY);
		expect(error?.message).toBe(noneWith(`ID ${NOBODY}`, 0));
	});

	it('says so when there is no such profile, after the whole list was read', async () => {
		const { error } = await get(NOBODY);
		expect(error?.message).toBe(noneWith(`ID ${NOBODY}`, 0));
		expect(error?.description).toContain("Check 'Profile'.");
		expect(new Set(bench.sandbox.requests.map(({ query }) => query.page))).toEqual(
			new Set([undefined, '1', '2', '3']),
		);
	});
});

describe('by email', () => {
	it.each(['exact', 'partial'] as const)(
		'searches, where Vome knows the filter (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			const { items } = await get(emailOf(170));
			expect(items.map(({ json }) => json.id)).toEqual([someone().id]);
			expect(bench.urls).toEqual([
				`/api/profiles/search/?email=${encodeURIComponent(emailOf(170))}&page=1&limit=100`,
			]);
		},
	);

	it.each(['reject', 'ignore'] as const)(
		'reads the list where Vome does not (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			const { items } = await get(emailOf(170));
			expect(items.map(({ json }) => json.id)).toEqual([someone().id]);
			expect(paths()).toEqual([
				'/api/profiles/search/',
				...Array<string>(SCAN).fill('/api/profiles/'),
			]);
		},
	);

	it('sends an address as a value alone, whatever is in it', async () => {
		const { error } = await get('../..//1?x=1&y#z@evil.example');
		expect(error?.message).toContain('Vome has no profile with the email');
		expect(bench.urls[0]).toBe(
			'/api/profiles/search/?email=..%2F..%2F%2F1%3Fx%3D1%26y%23z%40evil.example&page=1&limit=100',
		);
	});

	it('takes upper and lower case for the same', async () => {
		const { items } = await get(emailOf(170).toUpperCase());
		expect(items[0]?.json.id).toBe(someone().id);
	});

	it.each(['reject', 'exact', 'partial', 'ignore'] as const)(
		'takes no letter for another that only looks like it (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			// The sign for Kelvin, which is a k in lower case.
			profileAt(5).profile_details.email = '\u212Aim@example.org';
			const { items, error } = await get('kim@example.org');
			expect(items).toEqual([]);
			expect(error?.message).toBe(noneWith('email kim@example.org', 0));
		},
	);

	it('never takes a person whose email is only alike', async () => {
		bench.sandbox.quirks.profileSearchBy.email = 'partial';
		const { error } = await get(emailOf(170).slice(1));
		expect(error?.message).toBe(noneWith(`email ${emailOf(170).slice(1)}`, 0));
	});

	it('keeps its message where the address holds the name of a system error', async () => {
		const { error } = await get('keeperman@example.org');
		expect(error?.message).toBe(noneWith('email keeperman@example.org', 0));
	});

	describe.each(['reject', 'exact', 'ignore'] as const)(
		'that several people have (%s)',
		(filter) => {
			beforeEach(() => {
				bench.sandbox.quirks.profileSearchBy.email = filter;
			});

			it('picks none of them, and names them', async () => {
				profileAt(7).profile_details.email = 'Family@example.org';
				profileAt(230).profile_details.email = 'family@example.org';
				const { items, error } = await get('family@example.org', nothing);
				expect(items).toEqual([]);
				expect(error?.message).toBe(
					`2 profiles in Vome have the email family@example.org: ${profileAt(7).id}, ${profileAt(230).id} [item 0]`,
				);
				expect(error?.description).toContain('Get the profile by its ID.');
			});

			it('names a few of many', async () => {
				for (let index = 0; index < 30; index += 1) {
					profileAt(index).profile_details.email = 'office@example.org';
				}
				const { error } = await get('office@example.org');
				expect(error?.message).toMatch(
					/^30 profiles in Vome have the email office@example\.org: ([-0-9a-f]{36}, ){4}[-0-9a-f]{36} and more \[item 0\]$/,
				);
			});
		},
	);
});

describe('if there is no such profile', () => {
	it.each([NOBODY, 'nobody@example.org'])('%s may give nothing', async (who) => {
		const { items, error } = await get(who, nothing);
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it('any more (HTTP 410), it may give nothing, too', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 410, path: `/api/profiles/${NOBODY}/` });
		const { items, error } = await get(NOBODY, nothing);
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it('the other items are there, each with its own', async () => {
		const known = [profileAt(0).id, profileAt(1).id];
		const names = [known[0] ?? '', NOBODY, 'nobody@example.org', known[1] ?? '', 'bad'];
		expect(await getEach(names, nothing)).toEqual([
			[known[0], 0],
			[known[1], 3],
			[expect.stringContaining("'Profile' must be an email address"), 4],
		]);
	});

	it.each([NOBODY, 'nobody@example.org'])(
		'that is not said of %s when the list could not be read',
		async (who) => {
			bench.sandbox.faults.push({ kind: 'status', status: 500, page: 2 });
			const { items, error } = await get(who, nothing);
			expect(items).toEqual([]);
			expect(error?.message).toBe('Vome could not answer (HTTP 500) after 5 tries [item 0]');
		},
	);

	it.each([
		['the path', { path: '/api/profiles/*' }],
		['the search', { path: '/api/profiles/search/' }],
	])('that is not said when the key may not use %s', async (_, which) => {
		bench.sandbox.faults.push({ kind: 'status', status: 403, ...which });
		const { items, error } = await get(NOBODY, nothing);
		expect(items).toEqual([]);
		expect(error?.message).toBe('Vome does not allow this for the API key [item 0]');
	});

	it('other words than those of the form are refused', async () => {
		const { error } = await get(NOBODY, { options: { ifNotFound: '={{ "ignore" }}' } });
		expect(error?.message).toContain("'If Not Found' must be one of error, nothing");
		expect(bench.urls).toEqual([]);
	});
});

describe('several items', () => {
	const selected = { output: 'selectedFields', fields: 'email' };
	const ids = (from: number, to: number) =>
		bench.sandbox.vome.profiles.slice(from, to).map(({ id }) => id);
	const emails = (from: number, to: number) =>
		bench.sandbox.vome.profiles.slice(from, to).map((profile) => profile.profile_details.email);
	const paired = (from: number, to: number, first = 0) =>
		ids(from, to).map((id, index) => [id, first + index]);

	it('are looked up one by one, and a bad one does not cost the others', async () => {
		const [first, , third] = bench.sandbox.vome.profiles;
		const { items } = await bench.vome(
			{ operation: 'get', profileId: '={{ $json.id }}', ...selected },
			{
				input: [{ id: first?.id }, { id: 'bad' }, { id: third?.id }],
				onError: 'continueRegularOutput',
			},
		);
		expect(items).toEqual([
			{ json: { id: first?.id, email: first?.profile_details.email }, pairedItem: { item: 0 } },
			{
				json: { error: expect.stringContaining("'Profile' must be") },
				pairedItem: { item: 1 },
			},
			{ json: { id: third?.id, email: third?.profile_details.email }, pairedItem: { item: 2 } },
		]);
	});

	it('may be named in either way', async () => {
		expect(await getEach([emailOf(3), profileAt(4).id, emailOf(5)])).toEqual(paired(3, 6));
	});

	it('take no request after one that is missing, for whom the list was read', async () => {
		expect(await getEach([profileAt(0).id, NOBODY, ...ids(20, 25), emailOf(25)])).toEqual([
			[profileAt(0).id, 0],
			[noneWith(`ID ${NOBODY}`, 1), 1],
			...paired(20, 26, 2),
		]);
		// The path for the first; the path, the search and the list for the missing one.
		expect(bench.urls).toHaveLength(1 + (1 + 1 + SCAN));
	});

	it('that are missing share one reading of the list', async () => {
		const missing = Array.from({ length: 12 }, (_, index) => `${NOBODY.slice(0, -2)}${10 + index}`);
		expect(await getEach(missing)).toEqual(
			missing.map((id, item) => [noneWith(`ID ${id}`, item), item]),
		);
		expect(paths().filter((path) => path === '/api/profiles/')).toHaveLength(SCAN);
		expect(bench.urls.length).toBeLessThanOrEqual(SCAN + 2 * missing.length);
	});

	it('find somebody who has a path but is in no list, after one who is missing', async () => {
		const unlisted = { ...profileAt(0), id: '11111111-1111-4111-8111-111111111111' };
		bench.sandbox.faults.push(answer(unlisted.id, unlisted));
		expect(await getEach([NOBODY, unlisted.id])).toEqual([
			[noneWith(`ID ${NOBODY}`, 0), 0],
			[unlisted.id, 1],
		]);
	});

	it('find somebody who has a path but is in no list, after one who is in the list alone', async () => {
		const unlisted = { ...profileAt(0), id: '11111111-1111-4111-8111-111111111111' };
		bench.sandbox.quirks.profilePath = false;
		bench.sandbox.faults.push(answer(unlisted.id, unlisted));
		expect(await getEach([profileAt(9).id, unlisted.id])).toEqual([
			[profileAt(9).id, 0],
			[unlisted.id, 1],
		]);
	});

	it('do not read the list for somebody who has a path, after one whom the search alone finds', async () => {
		const hidden = { ...profileAt(0), id: '11111111-1111-4111-8111-111111111111' };
		Object.assign(bench.sandbox.quirks, {
			profilePath: false,
			profileSearchBy: { id: 'exact', email: 'reject' },
		});
		bench.sandbox.faults.push(answer(hidden.id, hidden));
		expect(await getEach([profileAt(9).id, hidden.id])).toEqual([
			[profileAt(9).id, 0],
			[hidden.id, 1],
		]);
		expect(paths()).not.toContain('/api/profiles/');
	});

	it.each(['exact', 'partial'] as const)(
		'find somebody whom the search knows but no list has, after one who is missing (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			bench.sandbox.faults.push(listOf());
			expect(await getEach(['nobody@example.org', emailOf(30)])).toEqual([
				[noneWith('email nobody@example.org', 0), 0],
				[profileAt(30).id, 1],
			]);
		},
	);

	it('take one request each where the search by ID alone works', async () => {
		Object.assign(bench.sandbox.quirks, {
			profilePath: false,
			profileSearchBy: { id: 'exact', email: 'reject' },
		});
		expect(await getEach(ids(20, 24))).toEqual(paired(20, 24));
		expect(bench.urls).toHaveLength(1 + 4);
		expect(paths().filter((path) => path === '/api/profiles/')).toEqual([]);
	});

	it.each(['reject', 'ignore'] as const)(
		'take hardly a request where the list alone works (%s)',
		async (filter) => {
			Object.assign(bench.sandbox.quirks, {
				profilePath: false,
				profileSearchBy: { id: filter, email: filter },
			});
			expect(await getEach([...ids(20, 120), ...emails(120, 220)])).toEqual(paired(20, 220));
			expect(bench.urls.length).toBeLessThanOrEqual(SCAN + 3);
		},
	);

	it.each(['reject', 'ignore'] as const)(
		'take hardly a request by email where the list alone works, also if all are missing (%s)',
		async (filter) => {
			bench.sandbox.quirks.profileSearchBy.email = filter;
			const names = Array.from({ length: 50 }, (_, index) => `nobody${index}@example.org`);
			expect(await getEach(names, nothing)).toEqual([]);
			expect(bench.urls.length).toBeLessThanOrEqual(SCAN + 2);
		},
	);

	it('go on asking where Vome refuses some addresses alone', async () => {
		bench.sandbox.quirks.profileSearchBy.email = 'exact';
		const refused = ['a@b', 'c@d', 'e@f'];
		// The second request is for somebody in the list, to see whether Vome knows the filter.
		bench.sandbox.faults.push(
			{ kind: 'status', status: 400, path: SEARCH, times: 1 },
			{ kind: 'status', status: 400, path: SEARCH, skip: 2, times: 2 },
			listOf(profileAt(7)),
		);
		expect(await getEach([...refused, emailOf(30)])).toEqual([
			...refused.map((email, item) => [noneWith(`email ${email}`, item), item]),
			[profileAt(30).id, 3],
		]);
	});

	it('go on asking where Vome refused one address alone, and lists nobody', async () => {
		bench.sandbox.quirks.profileSearchBy.email = 'exact';
		bench.sandbox.faults.push(
			{ kind: 'status', status: 400, path: '/api/profiles/search/', times: 1 },
			listOf(),
		);
		expect(await getEach(['a@b', emailOf(30)])).toEqual([
			[noneWith('email a@b', 0), 0],
			[profileAt(30).id, 1],
		]);
	});

	it('find who was seen of a list that cannot be read completely, which is read once', async () => {
		bench.sandbox.quirks.profilePath = false;
		bench.sandbox.quirks.unlisted = 40;
		const failure = 'The list of profiles could not be read completely';
		const unlisted = { ...profileAt(0), id: '11111111-1111-4111-8111-111111111111' };
		bench.sandbox.faults.push(answer(unlisted.id, unlisted));
		const names = [NOBODY, ...ids(20, 30), 'nobody@example.org', unlisted.id];
		expect(await getEach(names)).toEqual([
			[`${failure} [item 0]`, 0],
			...paired(20, 30, 1),
			[`${failure} [item 11]`, 11],
			[unlisted.id, 12],
		]);
		expect(bench.sandbox.requests.filter(({ query }) => query.page === '3').length).toBeLessThan(
			10,
		);
	});
});

describe('what many items cost', () => {
	const range = (count: number) => Array.from({ length: count }, (_, index) => index);
	const idOf = (index: number) => profileAt(index).id;
	const by: Record<string, (index: number) => string> = {
		email: emailOf,
		id: idOf,
		'email or ID': (index) => (index % 2 === 0 ? emailOf(index) : idOf(index)),
	};

	/** Gets these people; all have to come, in order. */
	async function getPeople(people: number[], nameOf: (index: number) => string = emailOf) {
		expect(await getEach(people.map(nameOf))).toEqual(
			people.map((person, item) => [idOf(person), item]),
		);
	}

	const knows = (profilePath: boolean, search: 'reject' | 'exact' | 'partial' | 'ignore') =>
		void Object.assign(bench.sandbox.quirks, {
			profilePath,
			profileSearchBy: { id: search, email: search },
		});

	describe.each(['email', 'id', 'email or ID'])('by %s', (kind) => {
		describe.each([
			[true, 'exact'],
			[true, 'partial'],
			[true, 'reject'],
			[true, 'ignore'],
			[false, 'exact'],
			[false, 'partial'],
			[false, 'reject'],
			[false, 'ignore'],
		] as const)('where the path works: %p, and the search does: %s', (profilePath, search) => {
			it.each([1, 2])('%i: a request each, and those for finding out how', async (count) => {
				knows(profilePath, search);
				await getPeople(range(count), by[kind]);
				const finds = search === 'exact' || search === 'partial';
				const isByEmail = kind === 'email' || (kind === 'email or ID' && count === 1);
				const hasId = kind === 'id' || (kind === 'email or ID' && count === 2);
				const isListRead = !finds && !(kind === 'id' && profilePath);
				const forIds = profilePath ? 0 : 1;
				expect(bench.urls).toHaveLength(
					isListRead
						? (isByEmail || kind !== 'id' ? 1 : 0) + (kind === 'id' ? 2 : 0) + SCAN
						: count + (hasId ? forIds : 0),
				);
			});

			it('40: one reading of the list', async () => {
				knows(profilePath, search);
				await getPeople(range(40), by[kind]);
				expect(bench.urls).toHaveLength(SCAN);
			});
		});
	});

	it.each(Object.entries(by))('300 by %s: one reading of the list', async (_, nameOf) => {
		knows(true, 'exact');
		await getPeople(
			range(300).map((index) => index % TOTAL),
			nameOf,
		);
		expect(bench.urls).toHaveLength(SCAN);
	});

	it('the same value again: nothing, in upper or lower case', async () => {
		knows(true, 'exact');
		const email = emailOf(5);
		const names = [email, email.toUpperCase(), idOf(6), email, idOf(6).toUpperCase()];
		expect(await getEach(names)).toEqual([5, 5, 6, 5, 6].map((one, item) => [idOf(one), item]));
		expect(bench.urls).toHaveLength(2);
	});

	it('the same value again: nothing either where there is no such person, or no one person', async () => {
		knows(true, 'exact');
		profileAt(3).profile_details.email = 'Family@example.org';
		profileAt(9).profile_details.email = 'family@example.org';
		const names = ['family@example.org', NOBODY, 'FAMILY@example.org', NOBODY];
		const [, , ...again] = await getEach(names);
		const cost = bench.urls.length;
		expect(again).toEqual([
			[expect.stringContaining('2 profiles in Vome have the email FAMILY@example.org'), 2],
			[noneWith(`ID ${NOBODY}`, 3), 3],
		]);
		await bench.resetWhenQuiet();
		knows(true, 'exact');
		await getEach(names.slice(0, 2));
		expect(cost).toBeLessThanOrEqual(bench.urls.length);
	});

	it.each([
		['exact', 8],
		['reject', 2],
		['ignore', 2],
	] as const)(
		'people who are not there: at most a search each, beside the list (%s)',
		async (search, searches) => {
			knows(true, search);
			const names = range(40).map((index) =>
				index % 5 === 0 ? `nobody${index}@example.org` : emailOf(index),
			);
			const missing = names.map((name) => name.startsWith('nobody'));
			expect(await getEach(names)).toEqual(
				names.map((name, item) => [
					missing[item] ? noneWith(`email ${name}`, item) : idOf(item),
					item,
				]),
			);
			expect(bench.urls).toHaveLength(SCAN + searches);
		},
	);

	it.each(['exact', 'reject'] as const)(
		'somebody whom the list lacks is asked for by path even so, after one who is missing (%s)',
		async (search) => {
			knows(false, search);
			const unlisted = { ...profileAt(0), id: '11111111-1111-4111-8111-111111111111' };
			bench.sandbox.faults.push(answer(unlisted.id, unlisted));
			const names = [...range(12).map(emailOf), NOBODY, unlisted.id, NOBODY];
			const got = await getEach(names);
			expect(got.slice(12)).toEqual([
				[noneWith(`ID ${NOBODY}`, 12), 12],
				[unlisted.id, 13],
				[noneWith(`ID ${NOBODY}`, 14), 14],
			]);
			expect(bench.urls).toHaveLength(SCAN + 2 + 1);
		},
	);

	it('a list that takes more requests than there are people: one look at it', async () => {
		knows(true, 'exact');
		bench.sandbox.quirks.cappedLimit = 10;
		await getPeople(range(27));
		expect(paths().filter((path) => path === '/api/profiles/')).toHaveLength(1);
		expect(bench.urls).toHaveLength(1 + 27);
		await bench.resetWhenQuiet();
		knows(true, 'exact');
		bench.sandbox.quirks.cappedLimit = 10;
		await getPeople(range(28));
		expect(bench.urls).toHaveLength(27);
	});

	it('a list that does not say how long it is: one look at it', async () => {
		knows(true, 'exact');
		bench.sandbox.quirks.count = 'missing';
		await getPeople(range(40));
		expect(bench.urls).toHaveLength(1 + 40);
	});

	it('a list that the key may not read: one look at it', async () => {
		knows(true, 'exact');
		bench.sandbox.faults.push({ kind: 'status', status: 403, path: '/api/profiles/' });
		await getPeople(range(12));
		expect(bench.urls).toHaveLength(1 + 12);
		expect(await getEach([...range(12).map(emailOf), 'nobody@example.org'])).toContainEqual([
			'Vome does not allow this for the API key [item 12]',
			12,
		]);
	});

	it('an expression that gives something else each time is read once', async () => {
		knows(true, 'exact');
		const who = `={{ $json.names[Math.floor(Math.random() * 200)] }}`;
		const names = range(200).map(emailOf);
		const { items } = await bench.vome(
			{ operation: 'get', profileId: who },
			{ input: range(30).map(() => ({ names })) },
		);
		expect(items).toHaveLength(30);
		expect(bench.urls).toHaveLength(SCAN);
	});
});

describe('an email of which not all is known', () => {
	it('is not taken from a list that could not be read completely', async () => {
		bench.sandbox.quirks.unlisted = 40;
		const { items, error } = await get(emailOf(30));
		expect(items).toEqual([]);
		expect(error?.message).toBe('The list of profiles could not be read completely [item 0]');
	});

	it('is found by the search even so', async () => {
		bench.sandbox.quirks.order = 'shuffled';
		bench.sandbox.quirks.profileSearchBy.email = 'exact';
		const people = Array.from({ length: 12 }, (_, index) => index);
		expect(await getEach(people.map(emailOf))).toEqual(
			people.map((index) => [profileAt(index).id, index]),
		);
	});

	it('is not taken from the first page of a search that goes on', async () => {
		bench.sandbox.quirks.profileSearchBy.email = 'partial';
		bench.sandbox.vome.profiles.slice(0, 240).forEach((profile, index) => {
			profile.profile_details.email = `${index}.team@example.org`;
		});
		const [one, other] = [profileAt(3), profileAt(230)];
		one.profile_details.email = 'team@example.org';
		other.profile_details.email = 'team@example.org';
		const { items, error } = await get('team@example.org');
		expect(items).toEqual([]);
		expect(error?.message).toContain(
			`2 profiles in Vome have the email team@example.org: ${one.id}, ${other.id}`,
		);
	});
});

describe('a list to pick from', () => {
	it('has names with emails, page by page', async () => {
		const first = await bench.search('searchProfiles');
		const { first_name, last_name, email } = profileAt(0).profile_details;
		expect(first.results).toHaveLength(100);
		expect(first.results[0]).toEqual({
			name: `${first_name} ${last_name} · ${email}`,
			value: profileAt(0).id,
		});
		const second = await bench.search('searchProfiles', '', first.paginationToken ?? '');
		const third = await bench.search('searchProfiles', '', second.paginationToken ?? '');
		expect(third.paginationToken).toBeUndefined();
		const values = [first, second, third].flatMap(({ results }) =>
			results.map(({ value }) => value),
		);
		expect(values).toEqual(bench.sandbox.vome.profiles.map(({ id }) => id));
		expect(bench.urls[0]).toBe('/api/profiles/?page=1&limit=100');
		expect(bench.urls).toHaveLength(3);
	});

	it('is searched by Vome, by first name', async () => {
		const name = someone().profile_details.first_name;
		const { results } = await bench.search('searchProfiles', ` ${name} `);
		expect(results.map(({ value }) => value)).toContain(someone().id);
		expect(bench.urls).toEqual([
			`/api/profiles/search/?first_name=${encodeURIComponent(name)}&page=1&limit=100`,
		]);
	});

	it('shows what there is of a name, or the ID', async () => {
		const [one, other, third] = [profileAt(0), profileAt(1), profileAt(2)];
		Object.assign(one.profile_details, { first_name: '', email: '' });
		Object.assign(other.profile_details, { first_name: null, last_name: '' });
		(third as unknown as IDataObject).profile_details = null;
		const { results } = await bench.search('searchProfiles');
		expect(results.slice(0, 3).map(({ name }) => name)).toEqual([
			one.profile_details.last_name,
			`${other.id} · ${other.profile_details.email}`,
			third.id,
		]);
	});

	it('ends where a page is gone', async () => {
		expect(await bench.search('searchProfiles', '', '9')).toEqual({ results: [] });
	});
});
