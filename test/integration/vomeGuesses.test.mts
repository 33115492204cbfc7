// Vome as it may be: for each guess and each candidate, a server that knows that one alone. People set nothing.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Guess } from '../../nodes/shared/guesses.ts';
import { GUESSES } from '../../nodes/Vome/shared/guesses.ts';
import type { VomeQuirks } from '../../sandbox/index.mts';
import type { Run } from '../support/bench.mts';
import { forgetGuesses } from '../support/bench.mts';
import { clock } from '../support/clock.mts';
import { sampler } from '../support/sampled.mts';
import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({
		profiles: 120,
		opportunities: 24,
		shifts: 0,
		reservations: 0,
	});
});
beforeEach(async () => await bench.resetWhenQuiet());
afterAll(async () => await bench.stop());

type Server = Partial<VomeQuirks>;

/** Knows the first candidates alone. */
const LIKELIEST: Server = {
	profileSearchBy: { id: 'reject', email: 'exact' },
	payloadKeys: 'users_data',
	customFieldIdentifierType: 2,
	uniqueCustomFieldBy: 'id',
	severalChoices: 'list',
	bodyBooleans: 'true',
};

/** What differs for each candidate. */
const SERVERS: Record<string, Record<string, Server>> = {
	oneProfile: {
		path: {},
		search: { profilePath: false, profileSearchBy: { id: 'exact', email: 'exact' } },
		list: { profilePath: false },
	},
	profileByEmail: {
		search: {},
		list: { profileSearchBy: { id: 'reject', email: 'reject' } },
	},
	oneOpportunity: {
		search: { opportunityPath: false },
		path: { unknownFilters: ['id'] },
		list: { unknownFilters: ['id'], opportunityPath: false },
	},
	upsert: { PUT: {}, POST: { upsertMethod: 'POST' } },
	people: { users_data: {}, volunteers_data: { payloadKeys: 'volunteers_data' } },
	uniqueId: {
		'2 id': {},
		'2 name': { uniqueCustomFieldBy: 'name' },
		'3 id': { customFieldIdentifierType: 3 },
		'3 name': { customFieldIdentifierType: 3, uniqueCustomFieldBy: 'name' },
	},
	choices: { list: {}, text: { severalChoices: 'text' } },
	bodyBoolean: { true: {}, '"true"': { bodyBooleans: '"true"' } },
	queryBoolean: { True: {}, true: { queryBooleans: 'true' } },
	pageSize: {
		'100': {},
		'50': { refusedLimit: 50 },
		'25': { refusedLimit: 25 },
		'10': { refusedLimit: 10 },
	},
};

const be = (...servers: Server[]) =>
	void Object.assign(bench.sandbox.quirks, LIKELIEST, ...servers);

/** The servers that know one other candidate than the first. */
const OTHERS = GUESSES.flatMap((guess) =>
	guess.candidates.slice(1).map((candidate) => [guess.name, candidate] as const),
);

const serverOf = (guess: string, candidate: string) => SERVERS[guess]?.[candidate] ?? {};

const hintOf = (guess: string, candidate: string) => {
	const found = GUESSES.find(({ name }) => name === guess) as Guess | undefined;
	return `${found?.found(candidate)} (found by trying).`;
};

it('there is a server for each candidate of each guess', () => {
	const table = Object.fromEntries(GUESSES.map(({ name, candidates }) => [name, candidates]));
	const servers = Object.entries(SERVERS).map(([name, byCandidate]) => [
		name,
		Object.keys(byCandidate).sort(),
	]);
	const sorted = Object.entries(table).map(([name, candidates]) => [
		name,
		(candidates as readonly string[]).toSorted(),
	]);
	expect(servers).toEqual(sorted);
});

const profiles = () => bench.sandbox.vome.profiles;
const at = (index: number) => {
	const profile = profiles()[index];
	if (profile === undefined) throw new Error('no profile');
	return profile;
};
const emailOf = (index: number) => at(index).profile_details.email;

const fieldId = (name: string) => {
	const field = bench.sandbox.vome.customFields.find((one) => one.name === name);
	if (field === undefined) throw new Error(`no field ${name}`);
	return field.id;
};

/** Profiles by their place that have a CRM id, and it. */
const withCrmId = () =>
	profiles().flatMap((profile, index) => {
		const entry = profile.custom_fields.find(({ custom_field }) => custom_field.name === 'CRM id');
		const value = [entry?.custom_field_value ?? []].flat()[0]?.value;
		return typeof value === 'string' ? [{ index, value }] : [];
	});

type Operation = 'create' | 'update' | 'upsert';

const CRM_ID = 'CRM id';

interface Write {
	operation: Operation;
	/** The column, or the name of a Unique ID field. */
	matchBy?: string;
	people: IDataObject[];
	options?: INodeParameters;
}

async function write({ operation, matchBy = 'email', people, options = {} }: Write, run: Run = {}) {
	const column = matchBy === CRM_ID ? `custom_field:${fieldId(CRM_ID)}` : matchBy;
	const columns = {
		mappingMode: 'autoMapInputData',
		value: null,
		matchingColumns: operation === 'create' ? [] : [column],
		schema: [],
	} as unknown as INodeParameters;
	const input = people.map(({ crm, ...person }) => ({
		...person,
		...(crm === undefined ? {} : { [`custom_field:${fieldId(CRM_ID)}`]: crm }),
	}));
	return await bench.vome(
		{ operation, columns, options },
		{ input, onError: 'continueRegularOutput', ...run },
	);
}

const FULL = {
	first_name: 'New',
	last_name: 'Person',
	has_medical_info: 'yes',
	custom_fields: { 'Available on': 'Monday, Friday' },
};

const newPerson = (name: string) => ({ ...FULL, email: `${name}@example.org` });

/** All kinds of writes, each of people of its own. */
const writes = (): Write[] => {
	const [one, two, three, four] = withCrmId().filter(({ index }) => index >= 40);
	const crm = (found: { value: string } | undefined) => ({ crm: found?.value });
	return [
		{ operation: 'create', people: ['a', 'b', 'c'].map(newPerson) },
		{ operation: 'update', people: [1, 2].map((index) => ({ ...FULL, email: emailOf(index) })) },
		{
			operation: 'update',
			matchBy: 'id',
			people: [3, 4].map((index) => ({ ...FULL, id: at(index).id })),
		},
		{
			operation: 'update',
			matchBy: CRM_ID,
			people: [one, two].map((of) => ({ ...FULL, ...crm(of) })),
		},
		{ operation: 'upsert', people: [{ ...FULL, email: emailOf(5) }, newPerson('d')] },
		{
			operation: 'upsert',
			matchBy: 'id',
			people: [6, 7].map((index) => ({ ...FULL, id: at(index).id })),
		},
		{
			operation: 'upsert',
			matchBy: CRM_ID,
			people: [three, four].map((of) => ({ ...FULL, ...crm(of) })),
		},
	];
};

/** How often each person was written, by email. */
const writings = () => {
	const counts = new Map<string, number>();
	for (const { email } of bench.sandbox.vome.writings)
		counts.set(email, (counts.get(email) ?? 0) + 1);
	return Object.fromEntries([...counts].sort());
};

/** What the writes leave in Vome. */
const written = () =>
	profiles()
		.filter(({ profile_details }) => profile_details.first_name === 'New')
		.map(({ profile_details: { email }, medical_information, custom_fields }) => {
			const chosen = custom_fields
				.filter(({ custom_field }) => custom_field.name === 'Available on')
				.flatMap(({ custom_field_value }) => [custom_field_value ?? []].flat())
				.map(({ value }) => (value as { value: string }).value);
			return [email, medical_information.has_medical_info, chosen] as const;
		})
		.sort(([one], [other]) => (one < other ? -1 : 1));

/** Does all that workflows do. Gives what a person sees of it, but the hints, and these. */
async function workAll() {
	const hints: string[] = [];
	const seen: unknown[] = [];
	const run = async (parameters: INodeParameters) => {
		const { items, error, hints: told } = await bench.vome(parameters);
		hints.push(...told.map(({ message }) => message));
		seen.push(error?.message ?? items.map(({ json }) => json.id ?? json.count));
	};
	const [opportunity] = bench.sandbox.vome.opportunities.slice(-1);
	for (const profileId of [at(110).id, at(111).id, emailOf(112), emailOf(113)]) {
		await run({ operation: 'get', profileId });
	}
	for (let time = 0; time < 2; time += 1) {
		await run({ resource: 'opportunity', operation: 'get', opportunityId: opportunity?.id ?? '' });
	}
	await run({ returnAll: true });
	for (const profileType of ['offline', 'vomeUser']) {
		const filters = { profileType };
		await run({ returnAll: true, filters });
		await run({ limit: 5, filters });
		await run({ operation: 'count', filters });
	}
	for (const request of writes()) {
		const { items, error, hints: told } = await write(request);
		hints.push(...told.map(({ message }) => message));
		seen.push(
			error?.message ?? items.map(({ json }) => [json.identifier, json.success, json.error]),
		);
	}
	const workflow = await bench.trigger({
		event: 'profileAdded',
		filters: { profileType: 'offline' },
	});
	profiles().push({ ...bench.sandbox.vome.makeProfile(), is_offline: true });
	const { items } = await workflow.poll();
	seen.push(items?.map(({ json }) => json.id));
	return { hints, seen, writings: writings(), written: written() };
}

/** The same in another run, on the same data. */
async function workAgain(...servers: Server[]) {
	bench.sandbox.reset();
	be(...servers);
	return await workAll();
}

/** But for looks behind the last page of profiles, which is full where there are 10 on a page. */
const refused = () =>
	bench.sandbox.requests.filter(
		({ status, query }) => status !== 200 && !(status === 404 && query.page === '13'),
	);

describe('people notice nothing but a hint', () => {
	let usual: Awaited<ReturnType<typeof workAll>>;
	beforeAll(async () => {
		be();
		usual = await workAll();
	});

	it('and nothing at all where the likeliest is right', () => {
		expect(usual.hints).toEqual([]);
		expect(usual.written).toHaveLength(15);
		expect(new Set(Object.values(usual.writings))).toEqual(new Set([1]));
		expect(usual.seen).not.toContainEqual(expect.any(String));
	});

	it.each(OTHERS)('where %s is %s', async (guess, candidate) => {
		const server = serverOf(guess, candidate);
		const { hints, ...seen } = await workAgain(server);
		expect({ ...seen, hints: [] }).toEqual(usual);
		const hint = hintOf(guess, candidate);
		// Each operation may have a name of its own for people.
		const operations = guess === 'people' ? ['Create', 'Update', 'Create or Update'] : [];
		expect(hints).toEqual(
			operations.length === 0
				? [hint]
				: operations.map((operation) => hint.replace(' (found', ` in ${operation} (found`)),
		);

		// Nothing is searched for again.
		const { hints: later, ...again } = await workAgain(server);
		expect(again).toEqual(seen);
		expect(later).toEqual([]);
		expect(refused()).toEqual([]);
	});
});

/** Guesses about how people are written. */
const OF_WRITES = OTHERS.filter(([guess]) =>
	['upsert', 'people', 'uniqueId', 'choices', 'bodyBoolean'].includes(guess),
);

/** In which ways a server may answer, whatever it knows. */
const MANNERS: Server[] = [
	{ errorShape: 'detail' },
	{ errorShape: 'fields' },
	{ errorShape: 'vague' },
	{ errorParam: 'path' },
	{ noSuchRoute: 405 },
	{ partialFailure: 'writeOthers' },
	...(['array', 'groups', 'counts', 'profiles', 'message', 'empty'] as const).map(
		(writeAnswer) => ({ writeAnswer }),
	),
];

/** Whether a manner makes a difference, and the guess can be found out at all. */
function isWorthIt([guess, candidate]: readonly [string, string], manner: Server): boolean {
	if (guess === 'uniqueId' && candidate !== '3 name') return false;
	if (manner.noSuchRoute !== undefined) return guess === 'upsert';
	// Where the words do not name the field, it could be anybody's value.
	if (guess === 'choices') return manner.errorShape !== 'vague';
	return guess !== 'bodyBoolean' || !['vague', 'detail'].includes(manner.errorShape ?? '');
}

/** Runs all kinds of writes, each in a process of its own. */
async function writeAll(run: Run = {}, more: IDataObject[] = [], options: INodeParameters = {}) {
	const outcomes: unknown[] = [];
	for (const request of writes()) {
		forgetGuesses();
		const key = { email: 'email', id: 'id', [CRM_ID]: 'crm' }[request.matchBy ?? 'email'];
		const bad = more.map((person) => (key === 'crm' || key === 'id' ? {} : person));
		const people = [...bad, ...request.people];
		const { items, error } = await write({ ...request, people, options }, run);
		outcomes.push(error?.message ?? items.slice(bad.length).map(({ json }) => json.success));
	}
	return { outcomes, writings: writings(), written: written() };
}

describe('each write is made once', () => {
	const some = sampler(4);
	const BAD = [
		{ ...FULL, email: 'no.domain@nowhere' },
		{ ...newPerson('strange'), email: 'strange@nowhere' },
	];

	describe.each<[string, Server, IDataObject[]]>([
		...MANNERS.map((manner): [string, Server, IDataObject[]] => [
			`with ${JSON.stringify(manner)}`,
			manner,
			[],
		]),
		['that refuses somebody for good reasons', {}, BAD],
		['that does so in vague words', { errorShape: 'vague' }, BAD],
		['that does so one by one', { partialFailure: 'writeOthers' }, BAD],
		['that does so, and says nothing of the others', { writeAnswer: 'empty' }, BAD],
	])('by a server %s', (_, manner, bad) => {
		let usual: Awaited<ReturnType<typeof writeAll>>;
		beforeAll(async () => {
			bench.sandbox.reset();
			be(manner);
			usual = await writeAll({}, bad);
		});

		it.each(some(OF_WRITES.filter((other) => isWorthIt(other, manner))))(
			'where %s is %s',
			async (guess, candidate) => {
				expect(new Set(Object.values(usual.writings))).toEqual(new Set([1]));
				be(manner, serverOf(guess, candidate));
				expect(await writeAll({}, bad)).toEqual(usual);
			},
		);
	});

	it.each(OF_WRITES)(
		'in small batches side by side, with a bad person among them, where %s is %s',
		async (guess, candidate) => {
			be(serverOf(guess, candidate), { existingPerson: 'reject' });
			const people = Array.from({ length: 60 }, (_, index) => newPerson(`n${index}`));
			const crm = withCrmId()
				.slice(0, 60)
				.map(({ value }) => ({ ...FULL, crm: value }));
			const isById = guess === 'uniqueId';
			const { items } = await write({
				operation: isById ? 'update' : 'upsert',
				matchBy: isById ? CRM_ID : 'email',
				people: [
					...(isById ? crm : people).slice(0, 20),
					{ ...FULL, ...(isById ? { crm: 'unknown' } : { email: 'strange@nowhere' }) },
					...(isById ? crm : people).slice(20),
				],
				options: { batchSize: 4, parallelRequests: 5 },
			});
			expect(items.filter(({ json }) => json.success === true)).toHaveLength(60);
			expect(items.map(({ json }) => typeof json.error).indexOf('string')).toBe(20);
			expect(Object.values(writings())).toEqual(Array(60).fill(1));
			// Those at the same time wait for the one that finds out.
			expect(refused().length).toBeLessThan(40);
		},
	);

	it('though after that many are refused for good reasons, in vague words', async () => {
		be({ payloadKeys: 'volunteers_data', errorShape: 'vague' });
		const good = ['a', 'b', 'c'].map(newPerson);
		const bad = Array.from({ length: 20 }, (_, index) => ({
			...newPerson('x'),
			email: `x${index}@nowhere`,
		}));
		const { items } = await write({
			operation: 'create',
			people: [good[0] ?? {}, ...bad, ...good.slice(1)],
		});
		expect(items.filter(({ json }) => json.success === true)).toHaveLength(3);
		expect(writings()).toEqual({ 'a@example.org': 1, 'b@example.org': 1, 'c@example.org': 1 });
	});

	it('under a name of its own for each operation', async () => {
		const send = async (operation: Operation, name: string) => {
			be({ payloadKeys: operation === 'upsert' ? 'volunteers_data' : 'users_data' });
			return await write({ operation, people: [newPerson(name)] });
		};
		await send('create', 'a');
		const { hints } = await send('upsert', 'b');
		expect(hints).toHaveLength(1);
		bench.sandbox.requests.length = 0;
		for (const [index, operation] of (
			['create', 'upsert', 'create', 'upsert'] as const
		).entries()) {
			expect((await send(operation, `c${index}`)).hints).toEqual([]);
		}
		expect(refused()).toEqual([]);
	});

	it.each(OF_WRITES)('and nobody is invited twice, where %s is %s', async (guess, candidate) => {
		be(serverOf(guess, candidate));
		await writeAll({}, [], { inviteToVome: true });
		expect(new Set(Object.values(writings()))).toEqual(new Set([1]));
		const invited = bench.sandbox.vome.invitations.map(({ email }) => email);
		expect(new Set(invited).size).toBe(invited.length);
		expect(invited).toContain('a@example.org');
	});
});

describe('several guesses wrong at once', () => {
	const COMBINED: Server[] = [
		{ upsertMethod: 'POST', payloadKeys: 'volunteers_data' },
		{ upsertMethod: 'POST', customFieldIdentifierType: 3, uniqueCustomFieldBy: 'name' },
		{ payloadKeys: 'volunteers_data', customFieldIdentifierType: 3 },
		{ payloadKeys: 'volunteers_data', severalChoices: 'text' },
		{ severalChoices: 'text', bodyBooleans: '"true"' },
		{ upsertMethod: 'POST', payloadKeys: 'volunteers_data', severalChoices: 'text' },
		{ upsertMethod: 'POST', payloadKeys: 'volunteers_data', uniqueCustomFieldBy: 'name' },
		{
			upsertMethod: 'POST',
			payloadKeys: 'volunteers_data',
			customFieldIdentifierType: 3,
			uniqueCustomFieldBy: 'name',
			severalChoices: 'text',
			bodyBooleans: '"true"',
		},
	];

	it.each(COMBINED)('in writes: %j', async (server) => {
		be();
		const usual = await writeAll();
		bench.sandbox.reset();
		be(server);
		expect(await writeAll()).toEqual(usual);
	});

	it.each([
		{ payloadKeys: 'volunteers_data', customFieldIdentifierType: 3 },
		{ upsertMethod: 'POST', payloadKeys: 'volunteers_data' },
		{
			upsertMethod: 'POST',
			payloadKeys: 'volunteers_data',
			customFieldIdentifierType: 3,
			uniqueCustomFieldBy: 'name',
		},
	] satisfies Server[])('in writes, and refused in words that name nothing: %j', async (server) => {
		be({ errorShape: 'vague' });
		const usual = await writeAll();
		bench.sandbox.reset();
		be(server, { errorShape: 'vague' });
		expect(await writeAll()).toEqual(usual);
	});

	it('in all that workflows do', async () => {
		be();
		const usual = await workAll();
		forgetGuesses();
		const all = OTHERS.map(([guess, candidate]) => serverOf(guess, candidate));
		const { hints, ...seen } = await workAgain(...all, { noSuchRoute: 405 });
		expect({ ...seen, hints: [] }).toEqual(usual);
		expect(hints.length).toBeGreaterThan(5);
		const { hints: later, ...again } = await workAgain(...all, { noSuchRoute: 405 });
		expect(again).toEqual(seen);
		expect(later).toEqual([]);
		expect(refused()).toEqual([]);
	});
});

describe('Vome says ok, and may have taken nobody', () => {
	/** Takes people under the other name for nobody. */
	const SILENT = { otherPayloadKey: 'ignore' } as const;
	const sent = () => bench.sandbox.requests.filter(({ method }) => method !== 'GET');

	it.each(['perPerson', 'array', 'groups', 'counts', 'profiles'] as const)(
		'under the likeliest name: nothing is sent again, and success is not claimed (%s)',
		async (writeAnswer) => {
			be({ payloadKeys: 'volunteers_data', writeAnswer }, SILENT);
			const people = ['a', 'b', 'c'].map(newPerson);
			const { items, hints } = await write({ operation: 'create', people });
			expect(items.map(({ json }) => json.success)).toEqual([false, false, false]);
			expect(hints[0]?.message).toContain('Vome does not say that it wrote 3 of the people');
			expect(sent()).toHaveLength(1);
			expect(writings()).toEqual({});
		},
	);

	it.each(['perPerson', 'array', 'groups', 'counts', 'profiles', 'message', 'empty'] as const)(
		'under another name: the run stops, and says what it tried (%s)',
		async (writeAnswer) => {
			be({ errorShape: 'vague', writeAnswer }, SILENT);
			const bad = { ...newPerson('a'), email: 'strange@nowhere' };
			const { items, error } = await write(
				{ operation: 'create', people: [bad] },
				{ onError: undefined },
			);
			expect(items).toEqual([]);
			expect(error?.message).toBe(
				'Vome accepted a person with the people as volunteers_data, and does not show that it wrote it [item 0]',
			);
			expect(error?.description).toContain('The request is not valid.');
			expect(error?.description).toContain(
				'Check in Vome whether the person of item 0 was written.',
			);
			expect(sent()).toHaveLength(2);
			expect(writings()).toEqual({});

			// For some minutes nothing else is tried.
			bench.sandbox.requests.length = 0;
			const again = await write({ operation: 'create', people: [bad] }, { onError: undefined });
			expect(again.error?.message).toContain('(HTTP 400): The request is not valid.');
			expect(sent()).toHaveLength(1);
		},
	);

	it('a reading before and after shows who was written', async () => {
		be({ payloadKeys: 'volunteers_data', writeAnswer: 'empty', errorShape: 'vague' });
		// Who has all that is sent already cannot show it.
		const people = [1, 2, 3].map((index) => ({ email: emailOf(index), last_name: 'Same' }));
		for (const index of [1, 2]) at(index).profile_details.last_name = 'Same';
		const { items } = await write({ operation: 'update', people });
		expect(items.map(({ json }) => json.success)).toEqual([true, true, true]);
		expect(at(3).profile_details.last_name).toBe('Same');
		expect(Object.values(writings())).toEqual([1, 1, 1]);
	});

	it.each(['path', 'search'])(
		'without a reading and a word there is no proof, where the key may not use the %s',
		async (what) => {
			be({ payloadKeys: 'volunteers_data', writeAnswer: 'message', errorShape: 'vague' });
			bench.sandbox.faults.push({
				kind: 'status',
				status: 403,
				method: 'GET',
				path: what === 'search' ? '/api/profiles/search/' : '/api/profiles/*',
			});
			const { error } = await write(
				{ operation: 'update', people: [{ email: emailOf(1), last_name: 'New' }] },
				{ onError: undefined },
			);
			expect(error?.message).toContain('does not show that it wrote it');
			expect(Object.values(writings())).toEqual([1]);
			expect(sent()).toHaveLength(2);
		},
	);

	it('who has all that is sent already is no proof', async () => {
		be({ errorShape: 'vague', writeAnswer: 'empty' }, SILENT);
		const { first_name, last_name } = at(1).profile_details;
		bench.sandbox.faults.push({ kind: 'status', status: 400, method: 'PUT', times: 1 });
		const { error } = await write(
			{ operation: 'update', people: [{ email: emailOf(1), first_name, last_name }] },
			{ onError: undefined },
		);
		expect(error?.message).toContain('does not show that it wrote it');
	});

	it('a name that Vome itself asks for needs no proof', async () => {
		be({ payloadKeys: 'volunteers_data', writeAnswer: 'empty' });
		const body = { error: { message: 'A value is needed: volunteers_data.' } };
		bench.sandbox.faults.push({
			kind: 'status',
			status: 400,
			method: 'POST',
			times: 1,
			body,
			contentType: 'application/json',
		});
		bench.sandbox.faults.push({ kind: 'status', status: 403, method: 'GET' });
		const person = { first_name: 'New', last_name: 'Person', email: 'a@example.org' };
		const { items } = await write({ operation: 'create', people: [person] });
		expect(items.map(({ json }) => json.success)).toEqual([true]);
		expect(writings()).toEqual({ 'a@example.org': 1 });
	});
});

describe('a search', () => {
	const CREATE: Write = { operation: 'create', people: [newPerson('a')] };

	it.each([
		[401, 'Vome rejected the API key'],
		[403, 'Vome does not allow this for the API key'],
		[429, 'Vome still answered "too many requests" after 8 tries'],
		[500, 'Vome could not answer (HTTP 500) after 5 tries'],
	])('that meets a %i ends with that error', async (status, message) => {
		be({ payloadKeys: 'volunteers_data' });
		bench.sandbox.faults.push({ kind: 'status', status, method: 'POST', skip: 1 });
		const { error } = await write(CREATE, { onError: undefined });
		expect(error?.message).toContain(message);
		expect(writings()).toEqual({});
		bench.sandbox.faults.length = 0;
		const again = await write(CREATE);
		expect(again.items.map(({ json }) => json.success)).toEqual([true]);
		expect(writings()).toEqual({ 'a@example.org': 1 });
	});

	it('of which the answer gets lost, with an invitation: nobody is invited twice', async () => {
		be({ payloadKeys: 'volunteers_data' });
		bench.sandbox.faults.push({ kind: 'truncate', method: 'POST', skip: 2, times: 1 });
		const people = ['a', 'b'].map(newPerson);
		const options = { inviteToVome: true };
		const { error } = await write({ ...CREATE, people, options }, { onError: undefined });
		expect(error?.message).toContain('whether the change was made is not known');
		expect(bench.sandbox.vome.invitations.map(({ email }) => email)).toEqual(['a@example.org']);
	});

	it.each(OF_WRITES)(
		'is made once by two runs at once, where %s is %s',
		async (guess, candidate) => {
			const requests = async (runs: number) => {
				await bench.resetWhenQuiet();
				forgetGuesses();
				be(serverOf(guess, candidate));
				bench.sandbox.latency = 30;
				const crm = withCrmId();
				const results = await Promise.all(
					Array.from({ length: runs }, async (__, run) => {
						const person = { ...FULL, crm: crm[run]?.value, email: `run${run}@example.org` };
						const isById = guess === 'uniqueId';
						return await write({
							operation: 'upsert',
							matchBy: isById ? CRM_ID : 'email',
							people: [person],
						});
					}),
				);
				expect(results.flatMap(({ items }) => items.map(({ json }) => json.success))).toEqual(
					Array(runs).fill(true),
				);
				expect(results.flatMap(({ hints }) => hints)).toHaveLength(1);
				return refused().length;
			};
			// The second run is refused once, and waits.
			expect(await requests(2)).toBe((await requests(1)) + 1);
		},
	);

	it('that finds nothing says where it looked, and what to check; and it waits some minutes', async () => {
		be();
		bench.sandbox.faults.push({ kind: 'status', status: 404, path: '/api/profiles/bulk-upsert/' });
		const request: Write = { operation: 'upsert', people: [newPerson('a'), newPerson('b')] };
		const { error } = await write(request, { onError: undefined });
		expect(error?.message).toContain('Vome could not find the address for writing profiles');
		expect(error?.description).toContain("Check 'Base URL' in the credential");
		expect(error?.description).toContain('The node also tried: method POST.');
		const methods = () =>
			bench.sandbox.requests.map(({ method }) => method).filter((method) => method !== 'GET');
		expect(methods()).toEqual(['PUT', 'POST']);
		bench.sandbox.requests.length = 0;
		await write(request, { onError: undefined });
		expect(methods()).toEqual(['PUT']);
		await clock.sleep(5 * 60_000);
		bench.sandbox.requests.length = 0;
		await write(request, { onError: undefined });
		expect(methods()).toEqual(['PUT', 'POST']);
	});

	it('is made, too, where the method is not implemented (HTTP 501)', async () => {
		be({ upsertMethod: 'POST' });
		bench.sandbox.faults.push({ kind: 'status', status: 501, method: 'PUT' });
		const { items } = await write({ operation: 'upsert', people: [newPerson('a')] });
		expect(items.map(({ json }) => json.success)).toEqual([true]);
	});

	it('is made again when what was found is gone', async () => {
		be({ upsertMethod: 'POST' });
		const upsert = async (name: string) =>
			await write({ operation: 'upsert', people: [newPerson(name)] });
		await upsert('a');
		bench.sandbox.quirks.upsertMethod = 'PUT';
		const { items } = await upsert('b');
		expect(items.map(({ json }) => json.success)).toEqual([true]);
		expect(writings()).toEqual({ 'a@example.org': 1, 'b@example.org': 1 });
	});
});

it('a choice with a comma is not sent as text', async () => {
	for (const { custom_fields } of profiles()) {
		for (const { custom_field } of custom_fields) {
			const [option] = custom_field.options ?? [];
			if (custom_field.name === 'Available on' && option) option.value = 'Monday, late';
		}
	}
	be({ severalChoices: 'text' });
	const custom = (chosen: string[]) => ({ custom_fields: { 'Available on': chosen } });
	const { items } = await write({
		operation: 'upsert',
		people: [
			{ ...newPerson('a'), ...custom(['Monday, late']) },
			{ ...newPerson('b'), ...custom(['Tuesday', 'Friday']) },
			{ ...newPerson('c'), ...custom(['Friday', 'Monday, late']) },
		],
	});
	expect(items.map(({ json }) => json.success ?? json.error)).toEqual([
		expect.stringContaining("The choice 'Monday, late' cannot be sent"),
		true,
		expect.stringContaining("The choice 'Monday, late' cannot be sent"),
	]);
	expect(writings()).toEqual({ 'b@example.org': 1 });
});

describe('yes and no in a filter', () => {
	const some = sampler(4);
	const HOW = ['reject', 'ignore', 'no', 'nothing'] as const;
	const TYPES = ['offline', 'vomeUser'] as const;
	const truth = (type: string) =>
		profiles()
			.filter((profile) => profile.is_offline === (type === 'offline'))
			.map(({ id }) => id);
	const run = async (parameters: INodeParameters) => {
		const { items, error, hints } = await bench.vome(parameters);
		expect(error).toBeUndefined();
		return { json: items.map(({ json }) => json.id ?? json.count), hints };
	};
	const all = async (profileType: string, more: INodeParameters = {}) =>
		await run({ returnAll: true, filters: { profileType, ...more } });

	const every = (isOffline: (index: number) => boolean): void => {
		for (const [index, profile] of profiles().entries()) profile.is_offline = isOffline(index);
	};

	describe.each<[string, () => void]>([
		['of both kinds', () => {}],
		['of whom none is offline', () => every(() => false)],
		['of whom all are offline', () => every(() => true)],
		['of whom only the last is offline', () => every((index) => index === 119)],
		['that are none at all', () => profiles().splice(0)],
	])('of profiles %s', (_, arrange) => {
		it.each(
			some(
				(['True', 'true', 'any'] as const).flatMap((form) =>
					HOW.slice(form === 'any' ? -1 : 0).flatMap((how) =>
						TYPES.map((type) => [form, how, type] as const),
					),
				),
			),
		)('sent as %s; otherwise Vome does this: %s; asked for: %s', async (form, how, type) => {
			be({ queryBooleans: form, otherQueryBooleans: how });
			arrange();
			for (let time = 0; time < 2; time += 1) {
				expect((await all(type)).json).toEqual(truth(type));
				const filters = { profileType: type };
				expect((await run({ limit: 3, filters })).json).toEqual(truth(type).slice(0, 3));
				// All that Count looks at fits, though Vome ignores the filter.
				const isMasked = how === 'ignore' && truth(type).length === 119;
				const { json } = await run({ operation: 'count', filters });
				if (!isMasked) expect(json).toEqual([truth(type).length]);
				expect((await all(type, { firstName: 'no such name' })).json).toEqual([]);
			}
			// What was found by one kind holds for the other.
			for (const other of TYPES) expect((await all(other)).json).toEqual(truth(other));
		});
	});

	it('of which none comes is made sure of once', async () => {
		be();
		for (const profile of profiles()) profile.is_offline = false;
		const count = async () => {
			bench.sandbox.requests.length = 0;
			const { json } = await run({ operation: 'count', filters: { profileType: 'offline' } });
			expect(json).toEqual([0]);
			return bench.urls;
		};
		expect(await count()).toEqual([
			'/api/profiles/search/?is_offline=True&page=1&limit=100',
			'/api/profiles/?page=1&limit=100',
			'/api/profiles/search/?is_offline=False&page=1&limit=100',
		]);
		expect(await count()).toHaveLength(1);
	});

	it('that Vome takes in no form is left to the node, which says so', async () => {
		be({ unknownFilters: ['is_offline'], unknownParameters: 'ignore' });
		const { json, hints } = await all('offline');
		expect(json).toEqual(truth('offline'));
		expect(hints.map(({ message }) => message)).toEqual([
			"Vome ignores 'Profile Type': the node filtered 120 records itself.",
		]);
	});
});

describe('one profile', () => {
	const get = async (...names: string[]) => {
		const { items } = await bench.vome(
			{ operation: 'get', profileId: '={{ $json.who }}' },
			{ input: names.map((who) => ({ who })), onError: 'continueRegularOutput' },
		);
		return items.map(({ json }) => json.id ?? json.error);
	};
	const paths = () => bench.sandbox.requests.map(({ path }) => path.replace(at(7).id, '{id}'));

	it('is found by its path though others were found in the list alone', async () => {
		be({ profilePath: false });
		expect(await get(at(9).id)).toEqual([at(9).id]);
		const unlisted = { ...at(0), id: '11111111-1111-4111-8111-111111111111' };
		bench.sandbox.faults.push({
			kind: 'status',
			status: 200,
			path: `/api/profiles/${unlisted.id}/`,
			body: unlisted,
			contentType: 'application/json',
		});
		expect(await get(unlisted.id)).toEqual([unlisted.id]);
	});

	it('is found in the list though others were found by the search', async () => {
		be({ profilePath: false, profileSearchBy: { id: 'exact', email: 'exact' } });
		expect(await get(at(9).id, emailOf(9))).toEqual([at(9).id, at(9).id]);
		be({ profilePath: false });
		bench.sandbox.requests.length = 0;
		expect(await get(at(7).id)).toEqual([at(7).id]);
		// What worked before is forgotten, and the next one is asked for in the likeliest way.
		bench.sandbox.requests.length = 0;
		await get(at(7).id);
		expect(paths().slice(0, 2)).toEqual(['/api/profiles/{id}/', '/api/profiles/search/']);
	});

	it('that is missing once does not change how others are found', async () => {
		be();
		await get(at(7).id);
		await get('00000000-0000-4000-8000-000000000000');
		bench.sandbox.requests.length = 0;
		expect(await get(at(7).id)).toEqual([at(7).id]);
		expect(paths()).toEqual(['/api/profiles/{id}/']);
	});

	it.each([
		['oneProfile', 'search', 1 + 1 + 1],
		['oneProfile', 'list', 1 + 1 + 3],
		['profileByEmail', 'list', 1 + 3],
	] as const)(
		'is searched for once by two runs at once, where %s is %s',
		async (guess, candidate, requests) => {
			be(serverOf(guess, candidate));
			bench.sandbox.latency = 60;
			const who = guess === 'oneProfile' ? at(7).id : emailOf(7);
			expect(await Promise.all([get(who), get(who)])).toEqual([[at(7).id], [at(7).id]]);
			// The other one reads the list for itself.
			expect(bench.urls).toHaveLength(requests + (candidate === 'list' ? 3 : 0));
		},
	);

	it('is not taken from a search that tells upper from lower case to be in the list alone', async () => {
		be();
		bench.sandbox.faults.push({
			kind: 'status',
			status: 200,
			path: '/api/profiles/search/',
			times: 1,
			body: { count: 0, next: null, previous: null, results: [] },
			contentType: 'application/json',
		});
		expect(await get(emailOf(7).toUpperCase())).toEqual([at(7).id]);
		bench.sandbox.requests.length = 0;
		expect(await get(emailOf(7))).toEqual([at(7).id]);
		expect(paths()).toEqual(['/api/profiles/search/']);
	});
});

describe('a trigger', () => {
	const PARAMETERS = { event: 'profileAdded', filters: { profileType: 'offline' } };
	const add = () => {
		const profile = { ...bench.sandbox.vome.makeProfile(), is_offline: true };
		profiles().push(profile);
		return profile.id;
	};

	it('begins after a restart with what it found out', async () => {
		be({ queryBooleans: 'true', refusedLimit: 25 });
		const workflow = await bench.trigger(PARAMETERS);
		forgetGuesses();
		bench.sandbox.requests.length = 0;
		const id = add();
		const [{ items } = {}] = await workflow.restart();
		expect(items?.map(({ json }) => json.id)).toEqual([id]);
		expect(refused()).toEqual([]);
		expect(bench.urls[0]).toBe('/api/profiles/search/?is_offline=true&page=1&limit=25');
	});

	it('stores nothing where all is as is likeliest, and changes nothing where nothing is new', async () => {
		be();
		const workflow = await bench.trigger(PARAMETERS);
		expect(workflow.stored().json).not.toContain('guesses');
		const { json } = workflow.stored();
		await workflow.poll();
		expect(workflow.stored().json).toBe(json);
	});

	it('finds out anew what it brings along and is no longer right', async () => {
		be({ queryBooleans: 'true' });
		const workflow = await bench.trigger(PARAMETERS);
		forgetGuesses();
		be({ queryBooleans: 'True' });
		const id = add();
		const [{ items } = {}] = await workflow.restart();
		expect(items?.map(({ json }) => json.id)).toEqual([id]);
	});

	it.each(['ignore', 'no', 'nothing'] as const)(
		'of one kind of profiles misses nobody where Vome does this with the other form: %s',
		async (otherQueryBooleans) => {
			be({ queryBooleans: 'true', otherQueryBooleans });
			const workflow = await bench.trigger(PARAMETERS);
			const id = add();
			profiles().push({ ...bench.sandbox.vome.makeProfile(), is_offline: false });
			expect((await workflow.poll()).items?.map(({ json }) => json.id)).toEqual([id]);
		},
	);
});
