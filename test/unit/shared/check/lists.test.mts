import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { CheckedFilter } from '../../../../nodes/shared/check/lists.ts';
import {
	askAboutFilter,
	askAboutList,
	askAboutTimes,
	askAboutTotals,
} from '../../../../nodes/shared/check/lists.ts';
import { AccountCheck, ok, Unreadable } from '../../../../nodes/shared/check/accountCheck.ts';
import { askGuess } from '../../../../nodes/shared/check/guesses.ts';
import type { Guess } from '../../../../nodes/shared/guesses.ts';
import type {
	Envelope,
	PageRequest,
	ServiceClient,
} from '../../../../nodes/shared/lists/serviceClient.ts';
import { clock } from '../../../support/clock.mts';

const NODE = { id: '', name: 'N', type: 'n', typeVersion: 1, position: [0, 0], parameters: {} };

type Answer = (request: PageRequest) => Envelope | undefined;

const failure = (httpCode: string) =>
	new NodeApiError(NODE as never, { message: 'No' }, { message: 'Ada Byron', httpCode });

/** A check of a service that answers so. */
function checkOf(answer: Answer) {
	const fetchPage = async (request: PageRequest) => {
		await Promise.resolve();
		return answer(request);
	};
	const client = { service: 'Sandbox', limitHeaders: new Set<string>(), fetchPage };
	return new AccountCheck(client as unknown as ServiceClient, 2, undefined);
}

const LIST = {
	name: 'Things',
	subject: 'things',
	path: '/things',
	fields: { id: 'text' },
} as const;

const ADVICE = { refused: 'Look elsewhere.', forbidden: 'Ask for it.' };

const page = (...ids: string[]): Envelope => ({
	records: ids.map((id) => ({ id })),
	total: ids.length,
	hasNext: false,
});

const told = (check: AccountCheck, fact: string) =>
	check.items.map(({ json }) => json).find((json) => json.fact === fact);

const BY_ID: CheckedFilter = {
	label: 'ID',
	query: (value) => ({ id: value }),
	valueOf: ({ id }: IDataObject) => id as string,
};

describe('a filter', () => {
	const filtered = async (answer: Answer) => {
		const check = checkOf((request) => ('id' in request.query ? answer(request) : page('a', 'b')));
		const sample = await askAboutList(check, LIST, ADVICE);
		const came = await askAboutFilter(check, sample, BY_ID);
		return { ...told(check, 'Things: filter ID'), came: came.length };
	};

	it.each<[string, Answer, state: string, found: string]>([
		['filters', () => page('a'), 'ok', 'filters'],
		['finds nothing', () => page(), 'different', 'finds nothing'],
		['finds others', () => page('b'), 'different', 'is ignored'],
		['finds all', () => page('a', 'b'), 'different', 'is ignored'],
		// The page shows what matches alone, by chance.
		['counts all', () => ({ ...page('a'), total: 2 }), 'different', 'is ignored'],
	])('that %s', async (_, answer, state, found) => {
		const came = state === 'ok' ? 1 : 0;
		expect(await filtered(answer)).toMatchObject({ state, found, came });
	});

	it.each([
		['400', 'different', 'refused (HTTP 400)'],
		['403', 'unknown', 'no permission (HTTP 403)'],
		['429', 'unknown', 'could not be read (HTTP 429)'],
		['ETIMEDOUT', 'unknown', 'could not be read'],
	])('that fails with %s', async (code, state, found) => {
		const failed = filtered(() => {
			throw failure(code);
		});
		expect(await failed).toMatchObject({ state, found });
	});

	it('cannot be told where records do not differ', async () => {
		const check = checkOf(() => page('a'));
		const sample = await askAboutList(check, LIST, ADVICE);
		await askAboutFilter(check, sample, BY_ID);
		expect(told(check, 'Things: filter ID')).toMatchObject({
			state: 'unknown',
			found: 'the things do not differ in it',
		});
	});
});

it.each([
	['404', 'different', 'Look elsewhere.'],
	['403', 'different', 'Ask for it.'],
	['500', 'unknown', ''],
])('a list that fails with %s is told, and what to do', async (code, state, advice) => {
	const check = checkOf(() => {
		throw failure(code);
	});
	await askAboutList(check, LIST, ADVICE);
	expect(told(check, 'Things: access')).toMatchObject({
		state,
		advice: expect.stringMatching(new RegExp(`^${advice}`)),
	});
});

describe('a total', () => {
	it('is not known where the list changes meanwhile', async () => {
		const check = checkOf(({ number }) => ({
			records: [{ id: `${number}a` }, { id: `${number}b` }],
			total: 4 + number,
			hasNext: true,
		}));
		await askAboutTotals(check, [await askAboutList(check, LIST, ADVICE)]);
		expect(told(check, 'Things: total')).toMatchObject({ found: 'the list changed meanwhile' });
	});

	it('is counted of the shorter lists first', async () => {
		const asked: string[] = [];
		const check = checkOf(({ path, number }) => {
			asked.push(`${path} ${number}`);
			const total = { '/a': 10, '/b': 4, '/c': 12 }[path] ?? 0;
			const records = [1, 2].map((row) => ({ id: String(2 * number + row) }));
			return { records, total, hasNext: 2 * number < total };
		});
		const samples = [];
		for (const path of ['/a', '/b', '/c']) {
			samples.push(await askAboutList(check, { ...LIST, name: path, path }, ADVICE));
		}
		asked.length = 0;
		await askAboutTotals(check, samples);
		expect(asked).toEqual(['/b 2']);
		expect(told(check, '/b: total')).toMatchObject({ state: 'ok', found: '4' });
		expect(told(check, '/c: total')).toMatchObject({ found: 'too many things to count them' });
	});
});

it('a request that gets no answer ends the check only if none got one before', async () => {
	let code = '401';
	const check = checkOf(({ number }) => {
		if (number > 1) throw failure(code);
		return { ...page('a', 'b'), total: 3, hasNext: true };
	});
	await expect(check.page(LIST, {}, 2)).rejects.toThrow(NodeApiError);
	code = 'ECONNREFUSED';
	await expect(check.page(LIST, {}, 2)).rejects.toThrow(NodeApiError);
	await check.page(LIST, {});
	await expect(check.page(LIST, {}, 2)).rejects.toThrow(new Unreadable('could not be read'));
});

it('an error that is none of the service ends the check', async () => {
	const check = checkOf(() => page('a'));
	const fail = async () => await Promise.reject(new Error('The execution was canceled'));
	const question = { fact: 'Fact', expected: '', advice: '' };
	await expect(check.ask(question, fail)).rejects.toThrow('canceled');
});

it('slow answers are told', async () => {
	const check = checkOf(() => {
		clock.elapsed += 11_000;
		return page('a');
	});
	await askAboutList(check, LIST, ADVICE);
	await check.askAboutPace();
	expect(told(check, 'Response time')).toMatchObject({
		state: 'different',
		advice: expect.stringMatching(/^Sandbox is slow\./),
	});
});

it('a guess of which no candidate works is told, too', async () => {
	const check = checkOf(() => page('a'));
	const guess: Guess<'a' | 'b'> = {
		name: 'guess',
		contract: '',
		candidates: ['a', 'b'],
		bendsOn: '',
		scope: 'origin',
		found: (candidate) => `It is ${candidate}`,
	};
	const no = async () => await Promise.resolve(false);
	await askGuess(check, 'Guess', guess, { a: no, b: no });
	expect(told(check, 'Guess')).toMatchObject({ expected: 'a', found: 'something else' });
	await check.ask({ fact: 'Other', expected: '', advice: '' }, () => ok('yes'));
	expect(told(check, 'Other')).toMatchObject({ state: 'ok', advice: '' });
});

it('times are told only if there are any', async () => {
	const check = checkOf(() => page('a'));
	await askAboutTimes(check, [await askAboutList(check, LIST, ADVICE)]);
	expect(told(check, 'Times')).toMatchObject({ state: 'unknown' });
});
