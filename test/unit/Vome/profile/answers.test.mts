import type { Asked, Identity } from '../../../../nodes/Vome/resources/profile/write/answers.ts';
import { readAnswer as readAll } from '../../../../nodes/Vome/resources/profile/write/answers.ts';

const ID = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c0';

const ann: Identity = { email: 'Ann@example.org' };
const bob: Identity = { email: 'bob@example.org', id: `${ID}2` };
const cem: Identity = { email: 'cem@example.org', uniqueId: 'C-3' };
const people = [ann, bob, cem];

/** What is said of success alone; outcomes and IDs have tests of their own. */
const read = (body: unknown, sent: Identity[], matchBy: Asked['matchBy']) =>
	readAll(body, sent, { operation: 'upsert', matchBy }).map((verdict) =>
		'refused' in verdict ? verdict : { success: verdict.success, response: verdict.response },
	);
const readAnswer = (body: unknown, sent: Identity[]) => read(body, sent, 'email');

const good = (response: unknown) => ({ success: true, response });
const open = (response: unknown) => ({ success: false, response });

describe('an answer with a result for each person', () => {
	it.each([
		['a list', (list: object[]) => list],
		['a list under results', (results: object[]) => ({ results })],
		['a list in an envelope', (users: object[]) => ({ data: { users }, message: 'Done' })],
	])('is taken apart by email, in any case and order: %s', (_, wrap) => {
		const a = { email: 'ann@example.org', status: 'created' };
		const b = { email: 'BOB@example.org', status: 'updated' };
		const c = { email: 'cem@example.org', status: 'created' };
		expect(readAnswer(wrap([c, a, b]), people)).toEqual([good(a), good(b), good(c)]);
	});

	it.each([
		[{ id: `${ID}2` }, 1],
		[{ profile_id: `${ID}2`.toUpperCase() }, 1],
		[{ identifier: 'C-3' }, 2],
		[{ identifier: 'ann@example.org' }, 0],
		[{ profile_details: { email: 'bob@example.org' } }, 1],
		[{ profile_data: { email: 'bob@example.org' } }, 1],
		[{ user: { email: 'bob@example.org' } }, 1],
	])('recognises the person in %j', (entry, place) => {
		const verdicts = readAnswer([entry], people);
		expect(verdicts[place]).toEqual(good(entry));
		// The others are not among those whom the answer names.
		expect(verdicts.filter((_, index) => index !== place)).toEqual([open(null), open(null)]);
	});

	it('does not mix up a unique ID with the number of an entry', () => {
		const body = [{ id: 'C-3' }];
		expect(readAnswer(body, people)).toEqual(
			[open(body), open(body), open(body)].map(() => good(body)),
		);
	});

	it('is taken in order where nobody can be recognised and the number fits', () => {
		const list = [{ done: 1 }, { done: 2 }, { success: false, message: 'No' }];
		expect(readAnswer(list, people)).toEqual([
			good({ done: 1 }),
			good({ done: 2 }),
			{ refused: list[2] },
		]);
	});

	it('stands for all as a whole where the number does not fit', () => {
		const list = [{ done: 1 }, { done: 2 }];
		expect(readAnswer(list, people)).toEqual([good(list), good(list), good(list)]);
	});

	it.each([
		{ status: 'error' },
		{ status: 'Failed' },
		{ status: 'not_found' },
		{ status: 'notFound' },
		{ status: 422 },
		{ success: false },
		{ ok: false },
		{ error: 'No such person' },
		{ error: { message: 'No' } },
		{ errors: ['No'] },
		{ errors: { email: ['No'] } },
		{ result: 'rejected' },
		{ status: 'unmatched' },
		{ status: 'not_updated' },
		{ status: 'no match' },
		{ success: 'no' },
		{ success: 0 },
		{ status: '400' },
		{ error_message: 'Bad phone' },
	])('says that a person was not written: %j', (entry) => {
		const named = { email: 'ann@example.org', ...entry };
		expect(readAnswer([named], [ann])).toEqual([{ refused: named }]);
	});

	it.each([
		{ status: 'created', error: null },
		{ status: 'updated', errors: [] },
		{ status: 200, error: '' },
		{ success: true, errors: {} },
		{ status: 'completed without errors' },
		{ status: 'success', result: 'No errors were found' },
	])('says nothing against a person: %j', (entry) => {
		const named = { email: 'ann@example.org', ...entry };
		expect(readAnswer([named], [ann])).toEqual([good(named)]);
	});

	it.each(['existing', 'already_exists', 'skipped', 'ignored', 'duplicate'])(
		'does not claim success for a person who is %s',
		(status) => {
			const named = { email: 'ann@example.org', status };
			expect(readAnswer([named], [ann])).toEqual([open(named)]);
		},
	);
});

describe('an answer with lists of those who failed', () => {
	it('is taken apart by email', () => {
		const failure = { email: 'bob@example.org', message: 'No' };
		const body = { created: 2, errors: [failure] };
		expect(readAnswer(body, people)).toEqual([good(body), { refused: failure }, good(body)]);
	});

	it('tells who was skipped', () => {
		const skipped = { email: 'ann@example.org' };
		const created = [{ email: 'bob@example.org' }, { email: 'cem@example.org' }];
		expect(readAnswer({ created, skipped: [skipped] }, people)).toEqual([
			open(skipped),
			good(created[0]),
			good(created[1]),
		]);
	});

	it('is taken apart by place where it shows that the first one is 0', () => {
		const zero = [
			{ index: 0, message: 'No' },
			{ index: 2, message: 'No' },
		];
		const body = { errors: zero };
		expect(readAnswer(body, people)).toEqual([
			{ refused: zero[0] },
			good(body),
			{ refused: zero[1] },
		]);
	});

	it.each([{ index: 1 }, { row: 3 }, { position: '2' }])(
		'blames nobody by a place that could be one of two people, and claims nobody either: %j',
		(place) => {
			const body = { errors: [{ ...place, message: 'No' }] };
			expect(readAnswer(body, people)).toEqual([open(body), open(body), open(body)]);
		},
	);

	it('takes the email alone for a person', () => {
		const body = { created: ['ann@example.org', 'cem@example.org'], skipped: ['BOB@example.org'] };
		expect(readAnswer(body, people)).toMatchObject([
			{ success: true },
			{ success: false },
			{ success: true },
		]);
	});

	it.each([
		{ created: 2, errors: ['Row 2: no'] },
		{ error: 'One person was not written' },
		{ success: false, results: [] },
		{ created: 2, failed: 1 },
		{ created: 0, errors: 3 },
		{ failed_count: 3 },
		{ created: 1, updated: 1 },
		{ created: 2, updated: 0, skipped: 1, errors: [] },
		{ created: 2, errors: { email: ['No'] } },
		{ data: { created: 1, failed: 2 } },
		{ unmatched: ['somebody@example.org'] },
		{ results: [] },
		[],
	])('claims nobody where it does not tell whom: %j', (body) => {
		const verdicts = readAnswer(body, people);
		expect(verdicts).toHaveLength(3);
		for (const verdict of verdicts) expect(verdict).not.toMatchObject({ success: true });
	});

	it('reads a map from email to what went wrong', () => {
		const body = { errors: { 'bob@example.org': ['No'] } };
		expect(readAnswer(body, people)).toEqual([
			good(body),
			{ refused: { identifier: 'bob@example.org', detail: ['No'] } },
			good(body),
		]);
	});
});

describe('an answer about all', () => {
	it.each([
		[{ message: '3 profiles were written.' }],
		[{ created: 1, updated: 2, skipped: 0, errors: [] }],
		['OK'],
		[{ result: '3 created, 0 failed' }],
		[{ status: 'success', errors: 0, failed: 0 }],
		[{ created: 1, updated: 0, unchanged: 2 }],
		[null],
	])('is the answer of each: %j', (body) => {
		expect(readAnswer(body, people)).toEqual([good(body), good(body), good(body)]);
	});

	it('may be empty', () => {
		expect(readAnswer(undefined, people)).toEqual([good(null), good(null), good(null)]);
	});

	it.each([
		{ success: false },
		{ status: 'error', message: 'No' },
		{ error: { message: 'No' } },
		{ data: { success: false } },
		{ data: { error: 'No' } },
	])('may say that nobody was written: %j', (body) => {
		expect(readAnswer(body, people)).toEqual(people.map(() => ({ refused: body })));
	});
});

describe('people who cannot be told apart by their email', () => {
	const twins: Identity[] = [
		{ id: `${ID}1`, email: 'family@example.org' },
		{ id: `${ID}2`, email: 'family@example.org' },
	];

	it('are told apart by what they were found by', () => {
		const answer = [
			{ id: `${ID}2`, email: 'family@example.org', status: 'error' },
			{ id: `${ID}1`, email: 'family@example.org', status: 'updated' },
		];
		expect(read(answer, twins, 'id')).toEqual([good(answer[1]), { refused: answer[0] }]);
	});

	it('are not told apart where nothing else is known', () => {
		const answer = [{ email: 'family@example.org', status: 'updated' }];
		const verdicts = read(answer, twins, 'id');
		expect(verdicts).toEqual([good(answer), good(answer)]);
	});

	it('are told apart by the order of a result for each', () => {
		const answer = [
			{ id: `${ID}1`, email: 'family@example.org', status: 'updated' },
			{ id: null, email: 'family@example.org', status: 'error' },
		];
		expect(read(answer, twins, 'id')).toEqual([good(answer[0]), { refused: answer[1] }]);
		const [first, second] = read(answer.toReversed(), twins, 'id');
		expect(first).toEqual(good(answer[0]));
		expect(second).toMatchObject({ success: false });
	});

	it('may be about to swap them', () => {
		const swapped: Identity[] = [
			{ id: `${ID}1`, email: 'b@example.org' },
			{ id: `${ID}2`, email: 'a@example.org' },
		];
		const answer = [
			{ id: `${ID}1`, email: 'a@example.org', success: true },
			{ id: `${ID}2`, email: 'b@example.org', success: false },
		];
		expect(read(answer, swapped, 'id')).toEqual([good(answer[0]), { refused: answer[1] }]);
	});
});

it('reads a map from email to the result', () => {
	const body = { results: { 'bob@example.org': { status: 'error' }, 'ann@example.org': {} } };
	expect(readAnswer(body, people)).toMatchObject([
		{ success: true },
		{ refused: { status: 'error' } },
		{ success: false, response: null },
	]);
});

describe('what became of a person', () => {
	const dee: Identity = { email: 'dee@example.org' };
	const fates = (body: unknown, sent: Identity[], asked: Partial<Asked> = {}) =>
		readAll(body, sent, { operation: 'upsert', matchBy: 'email', ...asked }).map((verdict) =>
			'refused' in verdict ? 'refused' : [verdict.outcome, verdict.id],
		);
	const none = ['unknown', null];

	it.each<[object, string]>([
		[{ status: 'created' }, 'created'],
		[{ result: 'Updated' }, 'updated'],
		[{ success: true, message: 'Profile successfully created.' }, 'created'],
		[{ detail: 'The user has been updated' }, 'updated'],
		[{ status: 'existing' }, 'existing'],
		[{ status: 'already_exists' }, 'existing'],
		[{ status: 'alreadyExists' }, 'existing'],
		[{ status: 'skipped', message: 'User with this email already exists.' }, 'existing'],
		[{ status: 'skipped', message: 'The profile exists already.' }, 'existing'],
	])('is told by the words of %j', (words, outcome) => {
		const entry = { email: 'ANN@example.org', id: `${ID}1`.toUpperCase(), ...words };
		expect(fates([entry], [ann, dee])).toEqual([[outcome, `${ID}1`], none]);
	});

	it.each<object>([
		{},
		{ status: 'success' },
		{ status: 'queued' },
		{ message: 'Nobody was created' },
		{ message: 'created or updated' },
		{ message: 'already created' },
		{ status: 'skipped' },
		{ status: 'skipped', message: 'does not exist' },
		{ status: 'created', action: 'updated' },
		{ status: 'skipped', message: 'created' },
		{ success: true, message: 'already exists' },
	])('is not told by the words of %j', (words) => {
		const entry = { email: 'ann@example.org', ...words };
		expect(fates([entry], [ann])).toEqual([none]);
	});

	it('is told by the names of lists', () => {
		const body = {
			created: ['ann@example.org'],
			updated_users: [{ email: 'bob@example.org', profile_id: `${ID}2` }],
			existing: [{ email: 'cem@example.org', id: `${ID}3` }],
			skipped: [{ email: 'dee@example.org', id: `${ID}4` }],
		};
		expect(fates(body, [...people, dee])).toEqual([
			['created', null],
			['updated', `${ID}2`],
			['existing', `${ID}3`],
			['unknown', `${ID}4`],
		]);
	});

	it('is told by the names of counts that hold everybody', () => {
		expect(fates({ created: 2, updated: 0, errors: [] }, [ann, dee])).toEqual([
			['created', null],
			['created', null],
		]);
		expect(fates({ data: { updated_count: 1 } }, [ann])).toEqual([['updated', null]]);
		expect(fates({ existing: 1, created: 0 }, [ann])).toEqual([['existing', null]]);
		expect(fates({ created: 1, updated: 1 }, [ann, dee])).toEqual([none, none]);
		expect(fates({ created: 1, updated: 1 }, [ann])).toEqual([none]);
	});

	it('is not told by what only stands at the place of the person', () => {
		const entries = [
			{ profile_id: `${ID}1`, message: 'created' },
			{ profile_id: `${ID}4`, message: 'updated' },
		];
		expect(fates(entries, [ann, dee])).toEqual([none, none]);
		expect(fates(entries.slice(0, 1), [ann])).toEqual([['created', `${ID}1`]]);
	});

	it('is told of a lone person who was sent without the email that the entry has', () => {
		const sent: Identity[] = [{ uniqueId: 'C-3' }];
		const entry = { id: `${ID}3`, email: 'cem@example.org', status: 'updated' };
		const how = { matchBy: 'uniqueId' } as const;
		expect(fates({ results: [entry] }, sent, how)).toEqual([['updated', `${ID}3`]]);
		const both = { results: [entry, entry] };
		expect(fates(both, [...sent, { uniqueId: 'C-4' }], how)).toEqual([none, none]);
		expect(fates({ results: [entry] }, [{ ...sent[0], email: 'x@example.org' }], how)).toEqual([
			none,
		]);
	});

	it('is not told by the parts of a profile that comes alone', () => {
		const profile = {
			id: `${ID}1`,
			profile_details: { email: 'ann@example.org' },
			custom_fields: [{ id: `${ID}8`, custom_field: { id: `${ID}9` } }],
		};
		expect(fates(profile, [ann])).toEqual([none]);
	});

	it('is not told by an entry about somebody with an email that only looks like it', () => {
		// U+212A, the Kelvin sign.
		const entry = { email: '\u212Aim@example.org', id: `${ID}1`, status: 'created' };
		expect(fates([entry], [{ email: 'kim@example.org' }, dee])).toEqual([none, none]);
	});

	it.each([
		[{ id: `${ID}1`, profile_id: `${ID}2` }, `${ID}2`],
		[{ profile: { id: `${ID}2` } }, `${ID}2`],
		[{ id: 17, profile_details: { id: `${ID}2` } }, `${ID}2`],
		[{ id: `${ID}1`, user: { id: `${ID}2` } }, null],
		[{ id: '17' }, null],
		[{ id: null }, null],
	])('has the ID of %j', (ids, id) => {
		expect(fates([{ email: 'ann@example.org', ...ids }], [ann])).toEqual([['unknown', id]]);
	});

	describe('who was to be found by ID', () => {
		const sent: Identity[] = [{ id: `${ID}1`, email: 'ann@example.org' }, { id: `${ID}2` }];
		const byId = (operation: Asked['operation'], body: unknown) =>
			fates(body, sent, { operation, matchBy: 'id' });

		it('has that ID, unless it may be somebody new', () => {
			const own = [`${ID}1`, `${ID}2`];
			expect(byId('update', null)).toEqual(own.map((id) => ['unknown', id]));
			expect(byId('upsert', null)).toEqual([none, none]);
			expect(byId('upsert', { updated: 2 })).toEqual(own.map((id) => ['updated', id]));
			expect(
				byId(
					'upsert',
					own.map((id) => ({ id, user: { id: `${ID}9` } })),
				),
			).toEqual(own.map((id) => ['unknown', id]));
		});

		it('has another one only as somebody new', () => {
			const entry = { id: `${ID}9`, email: 'ann@example.org' };
			expect(byId('upsert', [{ ...entry, status: 'created' }])[0]).toEqual(['created', `${ID}9`]);
			expect(byId('update', [{ ...entry, status: 'updated' }])[0]).toEqual(none);
		});

		it('is not taken for the person who has the email already', () => {
			const entry = { id: `${ID}1`, email: 'ann@example.org', status: 'existing' };
			expect(byId('update', [entry])[0]).toEqual(none);
			const byField: Identity[] = [{ uniqueId: 'C-3', email: 'cem@example.org' }];
			const other = { id: `${ID}9`, email: 'cem@example.org', status: 'existing' };
			expect(fates([other], byField, { matchBy: 'uniqueId' })).toEqual([none]);
		});
	});
});
