import type { Identity } from '../../../../nodes/Vome/resources/profile/write/answers.ts';
import { readAnswer as read } from '../../../../nodes/Vome/resources/profile/write/answers.ts';

const ID = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c0';

const ann: Identity = { email: 'Ann@example.org' };
const bob: Identity = { email: 'bob@example.org', id: `${ID}2` };
const cem: Identity = { email: 'cem@example.org', uniqueId: 'C-3' };
const people = [ann, bob, cem];

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
