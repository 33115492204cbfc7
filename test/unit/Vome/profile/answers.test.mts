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
		const body = [{ id: 'C-3' }, { id: 'C-4' }, { id: 'C-5' }];
		expect(readAnswer(body, people)).toEqual([good(body), good(body), good(body)]);
	});

	it('is not taken in order, though the number fits: it stands for all, and one no in it counts', () => {
		const list = [{ done: 1 }, { done: 2 }, { done: 3 }];
		expect(readAnswer(list, people)).toEqual([good(list), good(list), good(list)]);
		const no = [{ done: 1 }, { done: 2 }, { success: false, message: 'No' }];
		expect(readAnswer(no, people)).toEqual([open(no), open(no), open(no)]);
	});

	it('in another order is taken apart by what each entry proves', () => {
		const entry = (email: string) => ({ id: `${ID}9`, email, status: 'created' });
		const list = ['cem', 'ann', 'bob'].map((name) => entry(`${name}@example.org`));
		expect(readAnswer(list, people)).toEqual([good(list[1]), good(list[2]), good(list[0])]);
	});

	it.each([
		['others alone', ['x@example.org', 'y@example.org', 'z@example.org']],
		['others besides', ['ann@example.org', 'y@example.org', 'z@example.org']],
	])('with emails that were not sent claims nobody else: %s', (_, emails) => {
		const list = emails.map((email) => ({ email, status: 'created' }));
		const isAnn = emails[0] === 'ann@example.org';
		expect(
			readAnswer(list, people).map((verdict) => 'success' in verdict && verdict.success),
		).toEqual([isAnn, false, false]);
	});

	it('with an entry that fits two people gives it to neither', () => {
		const list = [{ email: 'ann@example.org', profile: { email: 'bob@example.org' } }, {}, {}];
		expect(readAnswer(list, people)).toEqual([good(list), good(list), good(list)]);
	});

	it('with a yes and a no about one person says no', () => {
		const body = { created: ['ann@example.org'], failed: ['ann@example.org'] };
		expect(readAnswer(body, [ann])).toMatchObject([{ refused: { identifier: 'ann@example.org' } }]);
	});

	it.each<[string, unknown]>([
		['without a name', [{ done: 1 }, { done: 2 }]],
		['of IDs', [{ id: `${ID}7` }, { id: `${ID}8` }]],
		['with an unknown name', { done_rows: [1, 2] }],
		['of profiles', { profiles: [1, 2] }],
	])('claims nobody where it is too short for all: %s', (_, list) => {
		expect(readAnswer(list, people)).toEqual([open(list), open(list), open(list)]);
	});

	it('may be beside a short list of something else, where all are counted', () => {
		const body = { created: 3, columns: ['email', 'first_name'] };
		expect(readAnswer(body, people)).toEqual([good(body), good(body), good(body)]);
	});

	it.each(['blocked', 'pending', 'bounced', 'queued', 'aborted', 'timeout', 'over quota'])(
		'claims nobody whose outcome is no known yes: %s',
		(status) => {
			const ok = { email: 'ann@example.org', status: 'ok' };
			const other = { email: 'bob@example.org', status };
			expect(readAnswer([ok, other], people)).toEqual([good(ok), open(other), open(null)]);
			expect(readAnswer([other], [bob])).toEqual([open(other)]);
			const list = ['ok', status, 'ok'];
			expect(readAnswer(list, people)).toEqual([open(list), open(list), open(list)]);
		},
	);

	it('says what is wrong with the fields of an entry, as Django does', () => {
		const list = [{}, { email: ['Enter a valid email address.'] }, {}];
		expect(readAnswer(list, people)).toEqual([open(list), open(list), open(list)]);
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

	it.each([{ index: 0 }, { index: 1 }, { row: 3 }, { position: '2' }, { identifier: 0 }])(
		'blames nobody by a place, and claims nobody either: %j',
		(place) => {
			const body = { errors: [{ ...place, message: 'No' }] };
			expect(readAnswer(body, people)).toEqual([open(body), open(body), open(body)]);
		},
	);

	it('takes no place for a unique ID', () => {
		const sent: Identity[] = [{ uniqueId: '0' }, { uniqueId: '1' }, { uniqueId: '400' }];
		for (const body of [{ errors: { 1: ['No'] } }, [200, 400, 200], ['0', '1', 'no']]) {
			expect(read(body, sent, 'uniqueId')).toEqual([open(body), open(body), open(body)]);
		}
	});

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

describe('an answer that says no', () => {
	it.each<unknown>([
		{ success: 'False' },
		{ success: 'FALSE' },
		{ success: 'No' },
		{ success: 0 },
		{ success: '0' },
		{ success: null },
		{ ok: 'n' },
		{ succeeded: false },
		{ result: false },
		{ result: 'False' },
		{ data: { result: { success: 'false' } } },
		{ code: 400 },
		{ code: '422' },
		{ status_code: 500 },
		{ statusCode: 400, message: 'done' },
		{ status: '400 Bad Request' },
		{ meta: { code: 409 } },
		{ status: 'FAILED' },
		{ status: 'partial' },
		{ status: 'partially_updated' },
		{ message: 'Failed' },
		'FAILED',
		'Not updated',
		'false',
		'0',
		{ message: '0 users were updated' },
		{ message: 'No users were updated.' },
		{ message: '2 users were updated.' },
		{ message: 'Updated 2 of 3 users' },
		{ message: 'Created: 1, updated: 1' },
		{ message: "The people weren't updated" },
		{ message: '3 users were updated, 1 skipped' },
		{ message: '2 created, 1 already exists, 0 failed' },
		{ detail: 'User already exists.' },
		{ affected: 0 },
		{ affected_rows: 2 },
		{ affectedRows: '0' },
		{ updated: '2' },
		{ updated: 2 },
		{ updatedCount: 2 },
		{ users_updated: '2' },
		{ total: 3, updated: 2 },
		{ count: 0 },
		{ created: 3, failed: '1' },
		{ created: 3, errorCount: 1 },
		{ data: { attributes: { updated: 1 } } },
		{ updated: ['x', 'y'] },
		{ created: [], updated: [] },
		{ results: [{ done: 1 }, { done: 2 }, { done: 3, error: 'No' }] },
		{ results: [{ done: 1 }, { done: 2 }, { done: 3, message: 'Phone is not valid' }] },
		{ data: { results: [{ status: 200 }, { status: 400 }, { status: 200 }] } },
		[200, 400, 200],
		['200', '400', '200'],
		[true, false, true],
		['created', 'skipped', 'created'],
		['created', 'error', 'created'],
		['ok', 'ok', 'already exists'],
		{ results: ['created', 'skipped', 'created'] },
		{ statuses: [200, 200, 500] },
		{ errors: 'Row 2' },
		{ errors: { row: 2 } },
		{ warnings: ['Row 2 was ignored'] },
		{ invalid: 1 },
		{ not_found: ['somebody'] },
		{ notFound: 1 },
		{ duplicates: true },
		'Too Many Requests',
		'upstream request timeout',
		'Service Unavailable',
		'Under maintenance',
		'rate limit exceeded',
		'Blocked by policy',
		'66% of profiles created',
		"Aucun profil n'a été créé",
		'Échec de la création',
		{ message: "Les profils n'ont pas été créés" },
		{ message: 'Une erreur est survenue' },
		{ message: '2/3 profiles created' },
		{ message: '66.7 % of profiles created' },
		{ message: '3 profiles will be created' },
		{ imported: '2/3' },
		{ status: 'aborted' },
		{ status: 'cancelled' },
		{ status: 'timeout' },
		{ status: 'rolled_back' },
		{ rolled_back: true },
		{ dry_run: true },
		{ message: 'We are in maintenance mode' },
		{ message: 'You have reached the maximum of 500 profiles. Upgrade your plan.' },
		{ message: 'Plan limit exceeded' },
		{ detail: 'Your subscription has expired' },
		{ data: { message: 'Your subscription has expired' } },
		{ email: ['Enter a valid email address.'] },
		{ not_saved: 1 },
	])('claims nobody: %j', (body) => {
		for (const verdict of readAnswer(body, people)) {
			expect(verdict).not.toMatchObject({ success: true });
			if ('outcome' in verdict) expect(verdict.outcome).toBe('unknown');
		}
	});

	it.each<unknown>([
		{ success: 'True' },
		{ success: 1 },
		{ ok: 'yes', code: 200 },
		{ status: '201 Created' },
		{ status: 'success', message: 'No errors, 0 skipped' },
		{ affected: 3 },
		{ updated: '3' },
		{ total: 3, created: 1, updated: 2 },
		{ message: 'Updated 3 of 3 users' },
		{ message: 'Created: 1, updated: 2, errors: 0' },
		{ data: { results: [{ status: 200 }, { status: 201 }, { status: 200 }] } },
		[200, 201, 200],
		[true, true, true],
		['created', 'updated', 'created'],
		{ created: [1001, 1002, 1003] },
		{ results: [{ first_name: 'No', profile_data: { message: 'Failed' } }, {}, {}] },
		{ message: '3/3 profiles created' },
		{ imported: '3/3' },
		'100% of profiles created, 0% failed',
		'3 profiles were created successfully.',
		{ message: 'Profils créés avec succès' },
		{ message: '3 utilisateurs ajoutés' },
		'Accepted',
		{ success: true, message: 'Thank you' },
		{ data: { updated: 3 }, message: 'Thank you' },
		{ result: 'Completed: no errors were found' },
	])('is not seen where there is none: %j', (body) => {
		expect(readAnswer(body, people)).toEqual([good(body), good(body), good(body)]);
	});

	it.each([
		{ success: 'False' },
		{ code: '404' },
		{ status: 'Denied' },
		{ failed: true },
		{ is_success: 0 },
	])('about one person is that person alone: %j', (said) => {
		const entry = { email: 'bob@example.org', ...said };
		const others = ['ann', 'cem'].map((name) => ({ email: `${name}@example.org`, success: true }));
		const [first, second, third] = readAnswer([entry, ...others], people);
		expect([first, second, third]).toEqual([good(others[0]), { refused: entry }, good(others[1])]);
	});

	it.each([
		{ message: '0 users were updated' },
		{ affected: 0 },
		{ updated: '0' },
		{ status: 'skipped' },
		{ note: 'The email could not be changed' },
	])('of a person who is not surely left out is no error: %j', (said) => {
		const entry = { email: 'ann@example.org', ...said };
		expect(readAnswer([entry], [ann])).toEqual([open(entry)]);
	});

	it.each([
		{ results: [{ id: null, status: 'error' }] },
		[{ success: 'False', message: 'The phone number is wrong' }],
		{ errors: [{ index: 0, code: 400 }] },
	])('of all that is in it is a refusal, whoever it is about: %j', (body) => {
		expect(readAnswer(body, [ann])).toEqual([{ refused: body }]);
		const twice = Array.isArray(body) ? [...body, ...body] : body;
		expect(readAnswer(twice, people)).toEqual(people.map(() => ({ refused: twice })));
	});

	it('beside entries that say nothing themselves counts for them, too', () => {
		const entries = ['ann', 'bob', 'cem'].map((name) => ({ email: `${name}@example.org` }));
		const claimed = (body: unknown) =>
			readAnswer(body, people).map((verdict) => 'success' in verdict && verdict.success);
		expect(claimed({ success: false, users: entries })).toEqual([false, false, false]);
		expect(claimed({ updated: '0', users: entries })).toEqual([false, false, false]);
		const said = entries.map((entry) => ({ ...entry, status: 'updated' }));
		expect(claimed({ success: false, users: said })).toEqual([true, true, true]);
	});
});

describe('an answer with several lists', () => {
	const emails = (...names: string[]) => names.map((name) => `${name}@example.org`);
	const claimed = (body: unknown) =>
		readAnswer(body, people).map((verdict) => 'success' in verdict && verdict.success);

	it.each([
		['saved', 'not_saved'],
		['imported', 'not_imported'],
		['added', 'notAdded'],
		['inserted', 'users_not_inserted'],
		['saved', 'unsaved'],
		['created', 'non_created'],
	])('of %s and %s says who was not written', (yes, no) => {
		const failure = { email: 'bob@example.org', reason: 'mailbox full' };
		const body = { [yes]: emails('ann', 'cem'), [no]: [failure] };
		expect(readAnswer(body, people)).toMatchObject([
			{ success: true },
			{ refused: failure },
			{ success: true },
		]);
		// As if the list of those who were written were left out.
		expect(claimed({ [no]: emails('bob') })[1]).toBe(false);
	});

	it.each([
		...['blocked', 'pending', 'omitted', 'over_quota', 'bounced', 'remaining', 'problems'],
		...['not_changed', 'profiles'],
	])('claims nobody who is only in %s', (name) => {
		expect(claimed({ created: emails('ann', 'cem'), [name]: emails('bob') })).toEqual([
			true,
			false,
			true,
		]);
		const entry = { email: 'bob@example.org' };
		expect(claimed({ created: emails('ann', 'cem'), [name]: entry })).toEqual([true, false, true]);
	});

	it('claims nobody of a single list with an unknown name, but those who are said to be written', () => {
		expect(claimed({ blocked: emails('bob') })).toEqual([false, false, false]);
		const written = { email: 'bob@example.org', status: 'updated' };
		expect(claimed({ created: emails('ann'), seen: [written] })).toEqual([true, true, false]);
	});

	it('of people who were changed, and were not to be changed, claims both', () => {
		expect(claimed({ updated: emails('ann'), unchanged: emails('bob', 'cem') })).toEqual([
			true,
			true,
			true,
		]);
	});
});

describe('an answer of whatever shape', () => {
	it('is read where an object is no text', () => {
		const body = { data: { p: { toString: 'a' }, status: { toString: 'a' } } };
		expect(readAnswer(body, people)).toHaveLength(3);
	});

	it('is not read where it is nested without end', () => {
		const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown;
		expect(() => readAnswer(deep, people)).toThrow('nested too deeply');
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
		expect(read(answer, twins, 'id')).toEqual([open(answer), open(answer)]);
		const two = [...answer, ...answer];
		expect(read(two, twins, 'id')).toEqual([good(two), good(two)]);
	});

	it('are not told apart by the order of a result for each', () => {
		const answer = [
			{ id: `${ID}1`, email: 'family@example.org', status: 'updated' },
			{ id: null, email: 'family@example.org', status: 'error' },
		];
		for (const body of [answer, answer.toReversed()]) {
			expect(read(body, twins, 'id')).toEqual([good(answer[0]), open(null)]);
		}
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
		expect(fates(entries.slice(0, 1), [ann])).toEqual([none]);
	});

	it('is not told of a lone person by an entry that does not prove whose it is', () => {
		const entry = { id: `${ID}3`, email: 'cem@example.org', status: 'updated' };
		const body = { results: [entry] };
		const how = { matchBy: 'uniqueId' } as const;
		expect(fates(body, [{ uniqueId: 'C-3' }], how)).toEqual([none]);
		expect(fates(body, [{ uniqueId: 'C-3', email: 'x@example.org' }], how)).toEqual([none]);
		const proven = { results: [{ ...entry, identifier: 'C-3' }] };
		expect(fates(proven, [{ uniqueId: 'C-3' }], how)).toEqual([['updated', `${ID}3`]]);
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
